"""What is kept is equal when it is loaded, however it was made."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from press.catalogue.card import Term
from press.ground.problems import Problem
from press.kernel.fastpickle import fastpickle


@fastpickle
@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    only: str


@fastpickle
@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    one: Single
    other: tuple[object, ...] = ()
    made: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "made", f"from {self.one.only}")


@pytest.mark.parametrize("value", [Single(only="x"), Pair(one=Single(only="x")), Pair(one=Single(only=""), other=(1, None))])
def test_a_value_comes_back_equal(value: object) -> None:
    for found in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
        assert found == value
        assert type(found) is type(value)


def test_a_field_that_is_computed_travels_as_well() -> None:
    assert pickle.loads(pickle.dumps(Pair(one=Single(only="x")))).made == "from x"


def test_what_was_one_value_is_one_again() -> None:
    term = Term(kind="tags", slug="gas", name="Gas")
    first, second = pickle.loads(pickle.dumps((term, term)))
    assert first is second


def test_a_value_stays_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        pickle.loads(pickle.dumps(Single(only="x"))).only = "y"


def test_it_loads_what_dataclasses_would_have_kept() -> None:
    """The state is the sequence of the fields in order, as without the decorator."""
    plain = Problem(path="a", line=2, what="b")
    assert list(plain.__getstate__()) == ["a", 2, 1, "b", "", False, "", "", "", ()]  # type: ignore[call-overload]
    assert list(Single(only="x").__getstate__()) == ["x"]  # type: ignore[call-overload]
