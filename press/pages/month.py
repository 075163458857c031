"""The page of one month: its articles by day, each day with an anchor. A month that is over does not change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from press import routes
from press.card import Card
from press.edition import Edition
from press.moment import Moment
from press.page import Frame, Page
from press.routes import Claim
from press.settings import PATH


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The articles of one day, below a heading."""

    date: Moment
    """A moment on that day."""
    anchor: str
    """The id of the heading."""
    cards: tuple[Card, ...]
    """The articles, the oldest first: a month is read forward."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    older: str
    """The month before that has articles, or had; nothing if there is none."""
    newer: str
    """The month after."""

    @property
    def days(self) -> tuple[Day, ...]:
        """The days that have articles."""
        days = (tuple(held) for _, held in groupby(self.cards, key=lambda card: card.date.at.day))
        return tuple(Day(date=held[0].date, anchor=routes.day_anchor(held[0].date.at.day), cards=held) for held in days)


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of each month that has articles, or had."""
    months = edition.archive.months
    addresses = ["", *(routes.month(number, year) for year, number in months), ""]
    for place, ((year, number), cards) in enumerate(months.items(), 1):
        yield Page(
            claim=Claim(address=addresses[place], path=PATH),
            view=partial(_view, edition, date(year, number, 1), cards, addresses[place - 1], addresses[place + 1]),
            template="month.html", recorded=True, anchors=frozenset(routes.day_anchor(card.date.at.day) for card in cards),
        )  # fmt: skip


def _view(edition: Edition, first: date, cards: tuple[Card, ...], older: str, newer: str) -> MonthView:
    frame = edition.frame(routes.month(first.month, first.year))
    return MonthView(frame=frame, first=first, cards=cards, year=routes.year(first.year), older=older, newer=newer)
