"""Points in time as authors write them. Reads every form of date found in real archives, but never the clock."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo, reset_tzpath

from press.ground import dateformat
from press.ground.dateformat import Parts
from press.ground.form import Form
from press.ground.problems import Manner
from press.kernel.value import value

FIRST_GREGORIAN = 1583
"""The first full year of the Gregorian calendar; earlier years are those of another one."""
LAST_YEAR = 9998
"""The last year of which every week ends before the last day that Python can name."""
LEAP_YEAR = 2000
"""The year of a date that stands for a day in any year: it has all of them."""
MOST_HOURS = 18
"""The largest offset of a zone from UTC, in hours; the largest in use is 14."""

reset_tzpath(to=())  # every machine takes the zones of the locked package `tzdata`, so that the same input gives the same bytes

Unit = Literal["day", "week", "month", "year"]


@value(order=True)
class Moment:
    """A day, or a day and a time of day, in the archive's time zone. Sorts by time."""

    at: datetime
    """The instant, with its zone: 00:00 for a day without a time."""
    timed: bool
    """Whether the author wrote a time."""

    def __post_init__(self) -> None:
        """In the hour that clocks repeat, fix the offset: times of one zone are compared by wall clock alone (PEP 495)."""
        offset = self.at.utcoffset()
        if self.at.fold and offset is not None:
            object.__setattr__(self, "at", self.at.astimezone(timezone(offset)))

    @property
    def feed_time(self) -> datetime:
        """The instant in UTC that feeds give: noon for a day without a time, so that it is that day almost anywhere."""
        at = self.at if self.timed else datetime.combine(self.at.date(), time(12), self.at.tzinfo)
        return at.astimezone(UTC)

    @property
    def machine(self) -> str:
        """The date as HTML, JSON-LD and sitemaps expect it: RFC 3339, with an offset if there is a time.

        An RFC 3339 offset has no seconds: a time from before its zone used whole minutes is given in UTC.
        """
        if not self.timed:
            return self.at.date().isoformat()
        offset = self.at.utcoffset()
        return (self.at.astimezone(UTC) if offset and offset.seconds % 60 else self.at).isoformat(timespec="seconds")

    @property
    def written(self) -> str:
        """The date as an author writes it: `2022-12-13`, or `2022-12-13 09:54+05:00` if there is a time."""
        return self.at.isoformat(sep=" ", timespec="minutes") if self.timed else self.at.date().isoformat()


@value
class Distance:
    """How far apart in time two articles are, in the unit a person would use."""

    count: int
    """How many units, never negative; 0 is the same day."""
    unit: Unit
    """Days up to two weeks, weeks up to two months, months up to two years, then years."""
    later: bool
    """Whether the other article is the later one."""


@value
class Calendar:
    """How dates are read."""

    zone: ZoneInfo
    """The zone of times without one, and of every year and month."""
    solar_hijri: bool = False
    """Whether years before `FIRST_GREGORIAN` are years of the Solar Hijri calendar."""
    formats: tuple[str, ...] = ()
    """The further forms of dates: expressions of `dateformat`."""


def read(form: Form, key: str, calendar: Calendar, *, required: bool = False) -> Moment | None:
    """Return the moment at `key` of `form`, or None; an invalid date is reported there."""
    text = form.text(key, required=required, hint=f"add {key}: 2026-01-31 09:30")
    if text is None:
        return None
    found = parse(text, calendar)
    if isinstance(found, NoMoment):
        form.reject(key, found.what, found.hint, **(_UNLIKE if found.unlike else {}))
        return None
    return found


AS = "write it as 2026-01-31 or 2026-01-31 09:30"
_UNLIKE: Manner = {
    "sentence": "{first}, nor are {others} other dates",
    "for_all": 'set adoption.date_formats in config.yaml to how they are written, such as ["%B %d, %Y", "%d.%m.%Y"]',
}
"""How many dates in an unknown form are reported."""
AS_OFFSET = "write what follows the time as an offset from UTC, such as 2026-01-31 09:30 +05:00, or leave it out"


@value
class NoMoment:
    """Why a text is not a moment."""

    what: str
    """What is wrong, in words."""
    hint: str = AS
    """What to do."""
    unlike: bool = False
    """Whether it is not even written like a moment."""


def parse(text: str, calendar: Calendar) -> Moment | NoMoment:
    """Return the moment that `text` names, or why it is not one."""
    parts = dateformat.found(text.strip(), calendar.formats)
    if parts is None:
        if dateformat.begun(text.strip()):
            return NoMoment(what=f'"{text}" is not a date', hint=AS_OFFSET)
        return NoMoment(what=f'"{text}" is not a date', unlike=True)
    try:
        moment = _clock(parts, calendar).replace(tzinfo=_offset(parts.get("zone")) or calendar.zone)
        # by way of UTC: a time in an hour that clocks skip does not exist
        moment = moment.astimezone(UTC).astimezone(calendar.zone)
    except (ValueError, OverflowError) as error:
        return NoMoment(what=f'"{text}" is not a date: {error}')
    if moment.year > LAST_YEAR:
        return NoMoment(what=f'"{text}" is too far in the future')
    if moment.year < FIRST_GREGORIAN:
        hint = "write the Gregorian date, or set adoption.calendar: solar-hijri in config.yaml if it is a date of that calendar"
        return NoMoment(what=f'"{text}" is before the Gregorian calendar began', hint=hint)
    return Moment(at=moment, timed=parts.get("hour") is not None)


def mark(text: str, calendar: Calendar) -> str:
    """Return the date `text` as its author wrote it, in the form that ids have: `2021-02-01`, `2021-02-01T0930+0300`.

    It has the seconds unless they are 0, and only an offset that is written: the archive's zone may change, the id may not.
    Raises `ValueError` if `text` is none of the forms that `parse` reads.
    """
    parts = _written(text, calendar)
    clock = _clock(parts, calendar)
    if parts.get("hour") is None:
        return f"{clock:%Y-%m-%d}"
    seconds = f"{clock:%S}" if clock.second else ""
    return f"{clock:%Y-%m-%dT%H%M}{seconds}{clock.replace(tzinfo=_offset(parts.get('zone'))):%z}"


def day_written(text: str, calendar: Calendar) -> date:
    """Return the day as `text` gives it; in the archive's zone it may be another one.

    Raises `ValueError` if `text` is none of the forms that `parse` reads.
    """
    return _clock(_written(text, calendar), calendar).date()


def _written(text: str, calendar: Calendar) -> Parts:
    """Return what the date `text` says, or raise `ValueError`."""
    parts = dateformat.found(text.strip(), calendar.formats)
    if parts is None:
        raise ValueError(f'"{text}" is not a date')
    return parts


def _clock(parts: Parts, calendar: Calendar) -> datetime:
    """Return the date and the time of day in `parts`, without a zone."""
    year, day, hour, minute, second = (int(parts.get(name) or 0) for name in ("year", "day", "hour", "minute", "second"))
    try:
        on = _day(year, dateformat.month(parts["month"] or ""), day, calendar.solar_hijri)
    except ValueError:
        raise ValueError("there is no such day") from None
    hour = _hour(hour, (parts.get("half") or "").lower())
    try:
        return datetime.combine(on, time(hour, minute, second))
    except ValueError:
        raise ValueError("there is no such time of day") from None


def _hour(hour: int, half: str) -> int:
    """Return the hour of the day; `half` is `a` for one before noon, `p` for one after it, or empty."""
    if half and 1 <= hour <= 12:
        return hour % 12 + (12 if half == "p" else 0)
    if (half == "a" and hour > 12) or (half == "p" and hour == 0):
        raise ValueError(f"there is no {hour} {half}.m.")
    return hour


def solar_hijri(on: date) -> tuple[int, int, int]:
    """Return year, month and day of the day `on` in the Solar Hijri calendar."""
    from jdatetime import date as solar_hijri_date

    there = solar_hijri_date.fromgregorian(date=on)
    return there.year, there.month, there.day


def _day(year: int, month: int, day: int, solar_hijri: bool) -> date:
    if solar_hijri and year < FIRST_GREGORIAN:
        from jdatetime import date as solar_hijri_date

        converted: date = solar_hijri_date(year, month, day).togregorian()
        return converted
    return date(year, month, day)


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    text = text.removeprefix("UTC")
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > MOST_HOURS or minutes > 59:
        raise ValueError(f"no time zone has an offset of {text}")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text.startswith("-") else offset)


def distance(here: Moment, there: Moment) -> Distance:
    """Return how far `there` is from `here`, in whole calendar units."""
    first, last = sorted((here.at.date(), there.at.date()))
    days = (last - first).days
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    later = there.at.date() > here.at.date()
    if days < 14:
        return Distance(count=days, unit="day", later=later)
    if months < 2:
        return Distance(count=days // 7, unit="week", later=later)
    if months < 24:
        return Distance(count=months, unit="month", later=later)
    return Distance(count=months // 12, unit="year", later=later)
