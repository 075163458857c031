"""The page of one day of the calendar: what was published on it, year by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from press import routes
from press.card import Card
from press.edition import Edition
from press.moment import LEAP_YEAR
from press.page import Frame, Page
from press.routes import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Anniversary:
    """The articles of the day in one year, below a heading."""

    year: int
    """The year."""
    address: str
    """The day on the page of its month."""
    cards: tuple[Card, ...]
    """The articles, the oldest first, as on the page of the month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """Everything that stands on the page of a day of the calendar."""

    frame: Frame
    """What every page needs."""
    day: date
    """The day, in a year that does not count."""
    cards: tuple[Card, ...]
    """The articles of all years, the oldest first."""
    older: date | None
    """The day before it that has articles, or had."""
    newer: date | None
    """The day after it."""

    @property
    def beside(self) -> tuple[tuple[str, date, str], ...]:
        """The days before and after: relation as HTML has it, day and address; the earlier one first."""
        both = (("prev", self.older), ("next", self.newer))
        return tuple((relation, day, routes.day(day.day, day.month)) for relation, day in both if day)

    @property
    def years(self) -> tuple[Anniversary, ...]:
        """The years that have articles of that day, the newest first."""
        years = [(year, tuple(held)) for year, held in groupby(self.cards, key=lambda card: card.date.at.year)]
        anchor = routes.day_anchor(self.day.day)
        return tuple(
            Anniversary(year=year, address=f"{routes.month(self.day.month, year)}#{anchor}", cards=held)
            for year, held in reversed(years)
        )


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of each day of the calendar that has articles, or had."""
    held = edition.archive.days
    days = [None, *(date(LEAP_YEAR, month, day) for month, day in held), None]
    for older, (month, day), newer in zip(days, held, days[2:], strict=False):
        claim = Claim(address=routes.day(day, month))
        view = partial(_view, edition, date(LEAP_YEAR, month, day), held[month, day], older, newer)
        yield Page(claim=claim, view=view, template="day.html", recorded=True)


def _view(edition: Edition, day: date, cards: tuple[Card, ...], older: date | None, newer: date | None) -> DayView:
    name = edition.own_words.day_of_year(day)
    frame = edition.frame(routes.day(day.day, day.month), description=edition.described(name))
    return DayView(frame=frame, day=day, cards=cards, older=older, newer=newer)
