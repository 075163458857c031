"""The page of one day of the calendar: what was published on it, year by year, each with an anchor."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import groupby

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.card import Card
from press.catalogue.edition import Edition
from press.catalogue.frame import Frame
from press.catalogue.page import Page
from press.catalogue.shelf import with_neighbours
from press.ground.moment import LEAP_YEAR
from press.kernel.value import value


@value
class Anniversary:
    """The articles of the day in one year, below a heading."""

    year: int
    """The year."""
    anchor: str
    """The id of the heading."""
    address: str
    """The day on the page of its month."""
    cards: tuple[Card, ...]
    """The articles, the oldest first, as on the page of the month."""


@value
class DayView:
    """Everything that stands on the page of a day of the calendar."""

    frame: Frame
    """What every page needs."""
    day: date
    """The day, in an arbitrary leap year."""
    cards: tuple[Card, ...]
    """The articles of all years, the oldest first."""
    older: date | None
    """The day before it that has articles, or had."""
    newer: date | None
    """The day after it."""

    @property
    def beside(self) -> tuple[tuple[str, date, str], ...]:
        """The days before and after: HTML link relation, day and address; the earlier one first."""
        both = (("prev", self.older), ("next", self.newer))
        return tuple((relation, day, routes.day(day.month, day.day)) for relation, day in both if day)

    @property
    def years(self) -> tuple[Anniversary, ...]:
        """The years that have articles on that day, the newest first."""
        years = [(year, tuple(cards)) for year, cards in groupby(self.cards, key=lambda card: card.date.at.year)]
        anchor = routes.day_anchor(self.day.day)
        return tuple(
            Anniversary(
                year=year, anchor=routes.year_anchor(year), address=f"{routes.month(year, self.day.month)}#{anchor}", cards=cards
            )
            for year, cards in reversed(years)
        )


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of each day of the calendar that has articles, or had."""
    cards_on = {date(LEAP_YEAR, *day): cards for day, cards in edition.archive.days.items()}
    for older, day, newer in with_neighbours(tuple(cards_on)):
        view = partial(_view, edition, day, cards_on[day], older, newer)
        anchors = frozenset(map(routes.year_anchor, {card.date.at.year for card in cards_on[day]}))
        claim = Claim(address=routes.day(day.month, day.day))
        yield Page(claim=claim, view=view, template="day.html", recorded=True, anchors=anchors)


def _view(edition: Edition, day: date, cards: tuple[Card, ...], older: date | None, newer: date | None) -> DayView:
    name = edition.own_words.day_of_year(day)
    frame = edition.frame(routes.day(day.month, day.day), description=edition.described(name))
    return DayView(frame=frame, day=day, cards=cards, older=older, newer=newer)
