"""Weeks that are over, in the archive's own time zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from press.catalogue import weekly
from press.catalogue.card import Card, Term
from press.ground.moment import Calendar, Moment, parse

TASHKENT = ZoneInfo("Asia/Tashkent")
REGIONS = ("central-asia", "kazakhstan", "caucasus")


def moment(text: str, zone: ZoneInfo = TASHKENT) -> Moment:
    found = parse(text, Calendar(zone=zone))
    assert isinstance(found, Moment)
    return found


def card(
    key: str, written: str, *regions: str, zone: ZoneInfo = TASHKENT, withdrawn: bool = False, expired: bool = False
) -> Card:
    terms = tuple(Term(kind="regions", slug=word, name=word.title()) for word in regions or ("kazakhstan",))
    date = moment(written, zone)
    return Card(
        key=key, id=f"tag:{key}", address=f"/{key}/", title=key, summary="", date=date, modified=date, regions=terms, tags=(),
        authors=(), lang="en", withdrawn=withdrawn, expired=expired,
    )  # fmt: skip


def closed(cards: list[Card], now: str) -> list[str]:
    return [week.name for week in weekly.closed(cards, {}, REGIONS, TASHKENT, moment(now).at)]


def test_a_week_is_closed_from_monday_midnight_of_the_zone() -> None:
    cards = [card("a", "2022-12-18 23:59")]
    assert closed(cards, "2022-12-18 23:59:59") == []
    assert closed(cards, "2022-12-19 00:00") == ["2022-W50"]
    assert closed(cards, "2022-12-18T18:59:59Z") == []
    assert closed(cards, "2022-12-18T19:00:00Z") == ["2022-W50"], "in Tashkent it is Monday"


def test_the_last_week_is_over_by_the_clock_of_the_zone() -> None:
    assert weekly.last(TASHKENT, moment("2022-12-18T18:59:59Z").at.astimezone(UTC)) == date(2022, 12, 5)
    assert weekly.last(TASHKENT, moment("2022-12-18T19:00:00Z").at.astimezone(UTC)) == date(2022, 12, 12)


def test_an_article_is_in_the_week_of_its_day_there() -> None:
    late = card("late", "2022-12-18T19:30:00Z")
    assert closed([late], "2023-06-01") == ["2022-W51"]


def test_the_days_around_new_year_belong_to_the_year_of_their_thursday() -> None:
    cards = [card("a", "2021-01-03"), card("b", "2020-12-28"), card("c", "2024-12-30"), card("d", "2022-12-13")]
    assert closed(cards, "2026-01-01") == ["2020-W53", "2022-W50", "2025-W01"]


def test_a_week_holds_each_article_once_by_main_region_in_the_order_of_the_configuration() -> None:
    cards = [
        card("late", "2022-12-16", "kazakhstan"), card("early", "2022-12-13", "kazakhstan", "caucasus"),
        card("south", "2022-12-12", "caucasus"), card("both", "2022-12-14", "central-asia", "kazakhstan"),
    ]  # fmt: skip
    (week,) = weekly.closed(cards, {}, REGIONS, TASHKENT, moment("2023-01-01").at)
    assert [(group.region.slug, [one.key for one in group.cards]) for group in week.groups] == [
        ("central-asia", ["both"]), ("kazakhstan", ["early", "late"]), ("caucasus", ["south"]),
    ]  # fmt: skip
    assert [one.key for one in week.cards] == ["both", "early", "late", "south"]
    assert (week.name, week.first, week.last) == ("2022-W50", date(2022, 12, 12), date(2022, 12, 18))
    assert week.closes == datetime(2022, 12, 18, 19, tzinfo=UTC)
    assert week.closes.isoformat() == "2022-12-19T00:00:00+05:00"


def test_what_is_withdrawn_or_expired_makes_no_week() -> None:
    cards = [card("a", "2022-12-13", withdrawn=True), card("b", "2022-12-20", expired=True), card("c", "2022-12-27")]
    assert closed(cards, "2023-06-01") == ["2022-W52"]
    assert weekly.closings(cards, TASHKENT) == {moment("2023-01-02").at}


def test_the_end_of_summer_time_moves_no_close() -> None:
    rome = ZoneInfo("Europe/Rome")
    cards = [card("a", "2022-10-24", zone=rome), card("b", "2022-10-31", zone=rome)]
    first, second = weekly.closed(cards, {}, REGIONS, rome, datetime(2023, 1, 1, tzinfo=UTC))
    assert first.closes.isoformat() == "2022-10-31T00:00:00+01:00"
    assert second.closes.astimezone(UTC) - first.closes.astimezone(UTC) == timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2022-W50", date(2022, 12, 12)), ("2022w50", date(2022, 12, 12)), (" 2022-W50\n", date(2022, 12, 12)), ("2020-W53", date(2020, 12, 28)), ("2022-W53", None),
        ("2022-W00", None), ("2022-50", None), ("0000-W01", None), ("", None), ("last", None),
    ],
)  # fmt: skip
def test_names_of_weeks(text: str, monday: date | None) -> None:
    assert weekly.parse(text) == monday
