"""Values are those of `dataclasses`, and what is kept is equal when it is loaded, however it was made."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, replace
from typing import Any

import pytest

from press.catalogue.card import Term
from press.ground.problems import Problem
from press.kernel.value import value


@value
class Single:
    only: str


@value
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


@value
class Deep(Single):
    held: dict[str, int] = field(default_factory=dict)
    other: str = "none"
    aside: int = field(default=0, compare=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PlainSingle:
    only: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PlainDeep(PlainSingle):
    held: dict[str, int] = field(default_factory=dict)
    other: str = "none"
    aside: int = field(default=0, compare=False)


@pytest.mark.parametrize(("single", "deep"), [(Single, Deep), (PlainSingle, PlainDeep)])
def test_it_is_what_dataclasses_would_have_made(single: Any, deep: Any) -> None:
    """They are asked for the same, and must answer alike."""
    value = deep(only="x", other="y")
    assert value == deep(only="x", held={}, other="y", aside=1)
    assert value.held is not deep(only="x").held
    assert replace(value, only="z") == deep(only="z", other="y") != value
    assert single(only="x") != deep(only="x")
    assert len({single(only="x"), single(only="x"), single(only="y")}) == 2
    assert not hasattr(value, "__dict__")
    assert repr(value) == f"{deep.__name__}(only='x', held={{}}, other='y', aside=0)"
    for given, reason in (({}, "missing 1 required"), ({"only": "x", "more": "y"}, "got an unexpected")):
        with pytest.raises(TypeError, match=rf"^{deep.__name__}.__init__\(\) {reason}"):
            deep(**given)
    with pytest.raises(TypeError):
        single("x")
    with pytest.raises(FrozenInstanceError):
        del value.only


def test_values_with_an_order_are_compared_by_their_fields() -> None:
    first, second = Problem(path="a", line=2, what="b"), Problem(path="a", line=10, what="a")
    assert first < second
    assert max(first, second) is second
    assert len({first, replace(first), second}) == 2


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
    assert list(plain.__getstate__()) == ["a", 2, 1, "b", "", False, "", "", ""]  # type: ignore[call-overload]
    assert list(Single(only="x").__getstate__()) == ["x"]  # type: ignore[call-overload]
