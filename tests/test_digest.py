"""Equal values have equal digests, and different ones different digests."""

import subprocess
import sys
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from press.articles.addenda import Correction, Withdrawal
from press.catalogue.card import Card, Term
from press.catalogue.figure import Figure
from press.catalogue.frame import FeedLink, Frame
from press.config.imprint import Publisher
from press.formats.dataset import Record
from press.formats.jsonld import PublisherFacts
from press.ground.moment import Moment
from press.kernel import digest
from press.pages.article import Common

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


DAY, LATER = (Moment(at=datetime(2022, 1, day, tzinfo=UTC), timed=False) for day in (1, 2))
TERM, OTHER = Term(kind="tags", slug="gas", name="Gas"), Term(kind="tags", slug="oil", name="Oil")
PUBLISHER = Publisher(name="", url="", logo="", corrections_policy="", principles="")
IMPRINT = PublisherFacts(base_url="https://a.example", publisher=PUBLISHER, publication="", desks=())

CARD = Card(
    key="a", id="a:a", address="/a/", title="a", summary="a", date=DAY, modified=DAY, regions=(TERM,), tags=(), authors=(), lang="en",
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (TERM, {"kind": "authors", "slug": "oil", "name": "Oil"}),
        (FeedLink(title="a", address="/a", media_type="a/a"), {"title": "b", "address": "/b", "media_type": "a/b"}),
        (
            Common(frame=Frame(address="/", interface_lang="en", lang="en"), base_path="", imprint=IMPRINT),
            {"frame": Frame(address="/", interface_lang="ru", lang="en"), "base_path": "/a", "imprint": replace(IMPRINT, desks=("a",))},
        ),
        (
            Record(
                card=CARD, updated=None, corrections=(), withdrawn=None, dateline="", figure=None, see_also=(), original="", trails=(),
            ),
            {
                "card": replace(CARD, title="b"), "updated": DAY, "withdrawn": Withdrawal(date=DAY, reason="Wrong."),
                "corrections": (Correction(date=DAY, text="a", mark="a", feed_time=DAY.feed_time),), "dateline": "a",
                "figure": Figure(address="/a.png", alt="", caption="", credit="", extent=None), "see_also": ("/b/",),
                "original": "/b/", "trails": ((TERM,),),
            },
        ),
        (
            CARD,
            {
                "key": "b", "id": "a:b", "address": "/b/", "title": "b", "summary": "b", "date": LATER, "modified": LATER,
                "regions": (OTHER,), "tags": (TERM,), "authors": (OTHER,), "lang": "ru",
                "feed_change": LATER.feed_time, "withdrawn": True, "expired": True,
            },
        ),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_a_digest_that_a_value_holds_changes_with_each_of_its_fields(value: Any, changes: dict[str, object]) -> None:
    assert {field.name for field in fields(value)} == {*changes, "digest"}, "a field was added: say here what changes it"
    assert replace(value).digest == value.digest
    digests = {value.digest, *(replace(value, **{name: changed}).digest for name, changed in changes.items())}
    assert len(digests) == 1 + len(changes)
