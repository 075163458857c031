"""Finds year, month, day and time of day in a written date: in the standard forms, or in formats like those of strptime.

Knows neither zones nor calendars. Names of months and days are English, whatever the language of the machine.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_ZONE = r"(?P<zone>[Zz]|UTC|GMT|(?:UTC)?[+-]\d{1,2}(?::?\d{2})?)"
_HALF = r"(?P<half>[AaPp])\.?[Mm]\.?"
_STANDARD = re.compile(
    r"(?P<year>\d{4})(?P<between>[-/])(?P<month>\d{1,2})(?P=between)(?P<day>\d{1,2})"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    rf"(?:\s*{_HALF})?\s*{_ZONE}?)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t|tember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = r"(?:Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:r|rs|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
_DIRECTIVES = {
    "%Y": r"(?P<year>\d{4})",
    "%m": r"(?P<month>\d{1,2})",
    "%B": _MONTH,
    "%b": _MONTH,
    "%d": r"(?P<day>\d{1,2})",
    "%A": _DAY,
    "%a": _DAY,
    "%H": r"(?P<hour>\d{1,2})",
    "%I": r"(?P<hour>\d{1,2})",
    "%M": r"(?P<minute>\d{2})",
    "%S": r"(?P<second>\d{2})",
    "%f": r"\d+",
    "%p": _HALF,
    "%z": _ZONE,
    "%Z": _ZONE,
    "%%": "%",
}
"""What may stand for each part of a format, in which a month or a day may be written in full or short."""
_PART = re.compile(r"%.?|\s+|[^%\s]+", re.DOTALL)
_GROUP = re.compile(r"\(\?P<(\w+)>")

Parts = Mapping[str, str | None]
"""What a date says: year, month and day, and perhaps hour, minute, second, half (`a` or `p`) and zone."""


def found(text: str, formats: Iterable[str]) -> Parts | None:
    """Return what the date `text` says: in a standard form, or else in the first of `formats`, expressions, that it has."""
    match = _STANDARD.fullmatch(text) or next(filter(None, (re.fullmatch(one, text, re.IGNORECASE) for one in formats)), None)
    return match.groupdict() if match else None


def begun(text: str) -> bool:
    """Return whether `text` begins with a date and a time in a standard form."""
    match = _STANDARD.match(text)
    return match is not None and match["hour"] is not None


def month(written: str) -> int:
    """Return the number of the month that is `written` as a number or as a name."""
    return int(written) if written.isdecimal() else _MONTHS.index(written[:3].lower()) + 1


def expression(written: str) -> str:
    """Return the expression that finds the parts of a date in the format `written`; raise `ValueError` if it is not one."""
    parts = _PART.findall(written)
    unknown = next((part for part in parts if part[0] == "%" and part not in _DIRECTIVES), None)
    if unknown:
        raise ValueError(f'"{unknown}" is not known')
    pattern = "".join(_DIRECTIVES.get(part) or (r"\s+" if part.isspace() else re.escape(part)) for part in parts)
    groups = Counter(_GROUP.findall(pattern))
    for group in ("year", "month", "day"):
        if group not in groups:
            raise ValueError(f"it has no {group}")
    if twice := next((group for group, count in groups.items() if count > 1), ""):
        raise ValueError(f"it has the {twice} twice")
    if ("%I" in parts) != ("half" in groups):
        raise ValueError("%I and %p need each other")
    if "hour" not in groups and groups.keys() & {"minute", "second", "zone"}:
        raise ValueError("it has a time of day without an hour")
    return pattern


KNOWN = ", ".join(_DIRECTIVES)
"""Everything that may stand in a format."""
