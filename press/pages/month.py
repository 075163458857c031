"""The page of one month: its articles by day, each day with an anchor. A month that is over does not change."""

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
from press.ground.moment import Moment
from press.kernel.value import value

LONG = 30
"""If there are as many articles, the page begins with links to its days."""


@value
class Day:
    """The articles of one day, below a heading."""

    date: Moment
    """A moment on that day."""
    anchor: str
    """The id of the heading."""
    cards: tuple[Card, ...]
    """The articles, the oldest first: a month is read forward."""


@value
class MonthView:
    """Everything that stands on the page of a month."""

    frame: Frame
    """What every page needs."""
    first: date
    """The first day of the month."""
    cards: tuple[Card, ...]
    """The articles, the oldest first."""
    year: str
    """The address of the year."""
    older: date | None
    """The first day of the previous month that has articles, or had."""
    newer: date | None
    """That of the next one."""

    @property
    def beside(self) -> tuple[tuple[str, date, str], ...]:
        """The months before and after: HTML link relation, first day and address; the older one first."""
        both = (("prev", self.older), ("next", self.newer))
        return tuple((relation, first, routes.month(first.year, first.month)) for relation, first in both if first)

    @property
    def days(self) -> tuple[Day, ...]:
        """The days that have articles."""
        days = (tuple(cards) for _, cards in groupby(self.cards, key=lambda card: card.date.at.day))
        return tuple(Day(date=cards[0].date, anchor=routes.day_anchor(cards[0].date.at.day), cards=cards) for cards in days)

    @property
    def long(self) -> bool:
        """Whether there are many articles."""
        return len(self.cards) >= LONG


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of each month that has articles, or had."""
    cards_in = {date(*month, 1): cards for month, cards in edition.archive.months.items()}
    for older, first, newer in with_neighbours(tuple(cards_in)):
        cards = cards_in[first]
        yield Page(
            claim=Claim(address=routes.month(first.year, first.month)),
            view=partial(_view, edition, first, cards, older, newer),
            template="month.html",
            recorded=True,
            anchors=frozenset(routes.day_anchor(card.date.at.day) for card in cards),
        )


def _view(edition: Edition, first: date, cards: tuple[Card, ...], older: date | None, newer: date | None) -> MonthView:
    name = edition.own_words.month(first)
    frame = edition.frame(routes.month(first.year, first.month), description=edition.described(name))
    return MonthView(frame=frame, first=first, cards=cards, year=routes.year(first.year), older=older, newer=newer)
