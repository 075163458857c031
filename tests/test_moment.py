"""Dates as authors write them, and distances as readers count them."""

import pickle
import zoneinfo
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from press.ground.moment import Calendar, Distance, Moment, NoMoment, distance, mark, parse

TASHKENT = Calendar(zone=ZoneInfo("Asia/Tashkent"))


@pytest.mark.parametrize(
    ("written", "machine"),
    [
        ("2022-12-13", "2022-12-13"),
        ("2009-11-8", "2009-11-08"),
        ("2022-12-13 09:54", "2022-12-13T09:54:00+05:00"),
        ("2022-12-13T09:54:30", "2022-12-13T09:54:30+05:00"),
        ("2022-12-13 09:54:30.123 +01:00", "2022-12-13T13:54:30+05:00"),
        ("2009-11-08 14:11:00 -0400", "2009-11-08T23:11:00+05:00"),
        ("2022-12-13T09:54:00Z", "2022-12-13T14:54:00+05:00"),
        ("2022-12-13 9:54 UTC", "2022-12-13T14:54:00+05:00"),
        ("2022-12-13 09:54:00 UTC+05:00", "2022-12-13T09:54:00+05:00"),
        ("2022-12-13 9:54 UTC-3", "2022-12-13T17:54:00+05:00"),
        ("2022-12-13 09:54 +5", "2022-12-13T09:54:00+05:00"),
        ("2014/10/8", "2014-10-08"),
        ("2014/10/18 10:00", "2014-10-18T10:00:00+05:00"),
        ("9998-12-31", "9998-12-31"),
        ("1583-01-01", "1583-01-01"),
        ("1912-06-17 09:54", "1912-06-17T05:16:49+00:00"),  # local mean time, +04:37:11: RFC 3339 has no such offset
    ],
)
def test_forms_that_are_read(written: str, machine: str) -> None:
    moment = parse(written, TASHKENT)
    assert isinstance(moment, Moment)
    assert moment.machine == machine


@pytest.mark.parametrize(
    "written",
    [
        "2024-13-45",
        "13.12.2022",
        "12/13/2022",
        "2022/12-13",
        "2022-02-30",
        "yesterday",
        "2022-12-13 25:00",
        "2022",
        "1389-12-25",
        "2022-12-13 09:54 EST",
        "2022-12-13 09:54 +99:00",
    ],
)
def test_anything_else_is_an_error(written: str) -> None:
    assert isinstance(parse(written, TASHKENT), NoMoment)


@pytest.mark.parametrize("written", ["2021-2-1 9:30 +0300", "2021/02/01 09:30+3"])
def test_a_date_is_marked_alike_however_it_is_written(written: str) -> None:
    assert mark(written, TASHKENT) == "2021-02-01T0930+0300"


def test_years_of_the_solar_hijri_calendar_are_converted_where_configured() -> None:
    moment = parse("1389-12-25", Calendar(zone=ZoneInfo("Asia/Tehran"), solar_hijri=True))
    assert isinstance(moment, Moment)
    assert moment.machine == "2011-03-16"


def test_a_day_without_a_time_is_fed_as_noon() -> None:
    moment = parse("2022-12-13", TASHKENT)
    assert isinstance(moment, Moment)
    assert moment.feed_time.isoformat() == "2022-12-13T07:00:00+00:00"


@pytest.mark.parametrize(
    ("here", "there", "count", "unit", "later"),
    [
        ("2022-12-13", "2022-12-13 23:00", 0, "day", False),
        ("2022-12-13", "2022-12-14", 1, "day", True),
        ("2022-12-13", "2022-12-26", 13, "day", True),
        ("2022-12-13", "2022-12-27", 2, "week", True),
        ("2022-12-13", "2022-11-22", 3, "week", False),
        ("2022-01-31", "2022-03-30", 8, "week", True),
        ("2022-12-13", "2022-10-13", 2, "month", False),
        ("2022-12-13", "2024-12-12", 23, "month", True),
        ("2022-12-13", "2024-12-13", 2, "year", True),
        ("2022-12-13", "2009-07-22", 13, "year", False),
    ],
)
def test_distances(here: str, there: str, count: int, unit: str, later: bool) -> None:
    first, second = parse(here, TASHKENT), parse(there, TASHKENT)
    assert isinstance(first, Moment)
    assert isinstance(second, Moment)
    found = distance(first, second)
    assert (found.count, found.unit) == (count, unit)
    assert found == Distance(count=found.count, unit=found.unit, later=later)


def test_the_hour_that_clocks_repeat_is_in_order() -> None:
    berlin = Calendar(zone=ZoneInfo("Europe/Berlin"))
    written = ["2025-10-26 02:50 +02:00", "2025-10-26 02:10 +01:00", "2025-10-26 02:50 +01:00", "2025-10-26 03:00"]
    found = [one for one in (parse(one, berlin) for one in written) if isinstance(one, Moment)]
    assert found == sorted(found)
    assert len({found[0], found[2]}) == 2
    assert found[1].machine == "2025-10-26T02:10:00+01:00"
    assert pickle.loads(pickle.dumps(found[1])) == found[1]


def test_an_hour_that_clocks_skip_is_the_next_one() -> None:
    found = parse("2025-03-30 02:30", Calendar(zone=ZoneInfo("Europe/Berlin")))
    assert isinstance(found, Moment)
    assert found.machine == "2025-03-30T03:30:00+02:00"


@pytest.mark.parametrize("offset", ["+05:60", "+0599", "+99:00", "-19"])
def test_offsets_that_no_zone_has(offset: str) -> None:
    what = f'"2022-12-13 10:00 {offset}" is not a date: no time zone has an offset of {offset}'
    assert parse(f"2022-12-13 10:00 {offset}", TASHKENT) == NoMoment(what=what)


def test_the_zones_of_the_machine_are_not_asked() -> None:
    """They may differ from those of the machine that built before."""
    assert zoneinfo.TZPATH == ()
    assert ZoneInfo("Asia/Almaty").utcoffset(datetime(2024, 6, 1)) == timedelta(hours=5)


def test_an_offset_of_half_an_hour_is_kept() -> None:
    moment = parse("2022-12-13 09:54", Calendar(zone=ZoneInfo("Asia/Kabul")))
    assert isinstance(moment, Moment)
    assert moment.machine == "2022-12-13T09:54:00+04:30"


def test_years_of_our_time_are_gregorian_in_an_archive_with_older_ones_of_another_calendar() -> None:
    calendar = Calendar(zone=ZoneInfo("Asia/Kabul"), solar_hijri=True)
    assert [found.machine for text in ("1389-12-25", "2022-12-13") if isinstance(found := parse(text, calendar), Moment)] == [
        "2011-03-16", "2022-12-13",
    ]  # fmt: skip


def test_the_mark_of_a_date_ignores_white_space_around_it() -> None:
    assert mark(" 2021-2-1 ", TASHKENT) == "2021-02-01"


@pytest.mark.parametrize("zone", ["EST", "Asia/Tashkent", "GMT+6", "noon"])
def test_what_follows_a_time_and_is_no_offset_is_named(zone: str) -> None:
    """Otherwise the advice would be to leave the zone out, which makes another instant of it."""
    found = parse(f"2025-03-04 10:00 {zone}", TASHKENT)
    assert isinstance(found, NoMoment)
    assert found.hint == "write what follows the time as an offset from UTC, such as 2026-01-31 09:30 +05:00, or leave it out"
    assert "offset" not in str(parse(f"2025-03-04 {zone}", TASHKENT))
