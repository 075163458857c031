"""Equal values have equal digests, and different ones different digests."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from press.kernel import digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.datetimes(timezones=st.just(UTC)),
    lambda inner: st.lists(inner, max_size=4).map(tuple) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    x: object
    y: object = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    digest: str
    rest: object = None


@given(VALUES, VALUES)
def test_equal_digests_mean_equal_values(one: object, other: object) -> None:
    same = digest.of(one) == digest.of(other)
    assert same == (repr(one) == repr(other)) or (same and one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")), ("1", 1), (1, True), ((), ""), (None, "None"), (("a", ("b",)), ("a", "b")),
        (Point(x=1), Point(x="1")), (Point(x=1, y=""), Point(x="", y=1)), (Named(digest="a"), Named(digest="b")),
        (datetime(2022, 1, 1, tzinfo=UTC), date(2022, 1, 1)), (ZoneInfo("UTC"), ZoneInfo("Asia/Tashkent")), (len, print),
        ({"a": "b"}, {"b": "a"}), (frozenset({"a", "b"}), frozenset({"ab"})),
    ],
)  # fmt: skip
def test_different_values_differ(one: object, other: object) -> None:
    assert digest.of(one) != digest.of(other)


def test_order_matters_where_it_does_and_nowhere_else() -> None:
    assert digest.of({"a": 1, "b": 2}) == digest.of(MappingProxyType({"b": 2, "a": 1}))
    assert digest.of(frozenset("abc")) == digest.of(frozenset("cba"))
    assert digest.of(("a", "b")) != digest.of(("b", "a"))


def test_a_value_with_a_digest_is_taken_by_it() -> None:
    assert digest.of(Named(digest="a", rest=1)) == digest.of(Named(digest="a", rest=2))


def test_every_process_gives_the_same() -> None:
    code = "from press.kernel import digest; print(digest.of((frozenset('abcdef'), {'x': (1, 'y')}, len)))"
    found = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in range(3)}
    assert found == {f"{digest.of((frozenset('abcdef'), {'x': (1, 'y')}, len))}\n"}


def test_what_has_no_digest_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no digest"):
        digest.of(object())
