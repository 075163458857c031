"""A titled, dated run of articles, and how it is divided into pages that never shift. Knows nothing of HTML."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from heapq import nlargest
from itertools import takewhile
from typing import Literal, TypeVar

from press.addresses import routes
from press.catalogue.card import Card, Term
from press.config.taxonomy import FiledKind
from press.ground.moment import Moment
from press.kernel.value import value

Item = TypeVar("Item")
Kind = Literal["articles", FiledKind, "languages", "years"]


@value
class YearRun:
    """The articles of one year on a shelf."""

    year: int
    """The year."""
    count: int
    """How many articles; may be 0."""
    address: str
    """Where the newest of them is listed, with a fragment; empty if there is none."""
    share: float | None = None
    """Their share of all articles of the year, up to 1; None if it is not shown."""


@value
class Scope:
    """What a shelf covers."""

    count: int
    """How many articles."""
    first: Moment
    """The date of the oldest."""
    last: Moment
    """The date of the newest."""
    changed: Moment | None
    """The last substantive change of any of them, if it was on a later day than `last`."""


def last_modified(cards: Sequence[Card]) -> Moment | None:
    """Return when any of `cards`, the oldest first, last appeared or changed in substance; None if there are none.

    Only those that changed are compared with the newest: the others were last changed when they appeared.
    """
    if not cards:
        return None
    return max([cards[-1].date, *(card.modified for card in cards if card.was_changed)])


@value
class Shelf:
    """The whole archive, a region, a tag, an author, a language or a year."""

    kind: Kind
    """What it is a shelf of."""
    slug: str
    """Its slug in the address; empty for the whole archive."""
    title: str
    """Its heading; empty if the words of the interface name it."""
    description: str
    """A sentence or two; may be empty."""
    address: str
    """The address of its root."""
    cards: tuple[Card, ...]
    """Its articles, the oldest first."""
    parents: tuple[Term, ...] = ()
    """For a region: the regions that contain it, the widest first."""
    children: tuple[Term, ...] = ()
    """For a region: the regions directly within it."""
    within: tuple[str, ...] = ()
    """For a region: its address, and those of all regions within it."""

    @property
    def lang(self) -> str:
        """For a language: its tag, as the title is in that language; otherwise empty."""
        return self.slug if self.kind == "languages" else ""

    @property
    def newest(self) -> tuple[Card, ...]:
        """The articles, the newest first."""
        return self.cards[::-1]

    @property
    def modified(self) -> Moment | None:
        """When any of its articles last appeared or changed in substance."""
        return last_modified(self.cards)

    @property
    def scope(self) -> Scope | None:
        """What it covers; None if it is empty."""
        changed = self.modified
        if changed is None:
            return None
        last = self.cards[-1].date
        later = changed.at.date() > last.at.date()
        return Scope(count=len(self.cards), first=self.cards[0].date, last=last, changed=changed if later else None)

    @property
    def home(self) -> str:
        """The page that its feeds link to, and the folder that they are in: for the whole archive, the home page."""
        return "/" if self.kind == "articles" else self.address

    def latest(self, most: int) -> tuple[Card, ...]:
        """Return the `most` articles that appeared or changed last, the latest first, without those that have expired.

        A correction brings an old article back.
        """
        current = [card for card in self.cards if not card.expired]
        newest = current[-most:]
        a_day_older = newest[0].date.at - timedelta(days=1) if newest else None  # feeds give a day without a time as noon
        before = takewhile(lambda card: a_day_older is not None and card.date.at >= a_day_older, reversed(current[:-most]))
        changed = (card for card in current if card.was_changed)
        likely = {card.key: card for card in (*newest, *before, *changed)}
        return tuple(nlargest(most, likely.values(), key=lambda card: (card.feed_modified, card.date.feed_time, card.id)))

    def numbered(self, size: int) -> Iterator[tuple[int, tuple[Card, ...]]]:
        """Yield number and articles, the newest first, of each closed page; page 1 holds the oldest articles.

        A page closes when `size` more articles have followed it, and then changes only if one of its own does.
        """
        for number in range(1, self.closed(size) + 1):
            yield number, self.cards[(number - 1) * size : number * size][::-1]

    def closed(self, size: int) -> int:
        """Return how many numbered pages of `size` articles there are."""
        return max(0, len(self.cards) // size - 1)

    def root(self, size: int) -> tuple[Card, ...]:
        """Return the articles of the root, the newest first: from `size` to 2 `size` - 1 once there are that many."""
        return self.cards[self.closed(size) * size :][::-1]

    def by_year(self, size: int) -> tuple[YearRun, ...]:
        """Return every year from that of the oldest article to that of the newest, with pages of `size` articles."""
        years = [card.date.at.year for card in self.cards]
        counts, newest = Counter(years), {year: index for index, year in enumerate(years)}
        runs = []
        for year in range(min(counts, default=1), max(counts, default=0) + 1):
            address = ""
            if year in newest:
                number = newest[year] // size + 1
                page = self.page_address(number) if number <= self.closed(size) else self.address
                address = f"{page}#{routes.year_anchor(year)}"
            runs.append(YearRun(year=year, count=counts[year], address=address))
        return tuple(runs)

    def page_address(self, number: int) -> str:
        """Return the address of the numbered page."""
        return f"{self.address}page/{number}/"


def with_neighbours(items: Sequence[Item]) -> Iterator[tuple[Item | None, Item, Item | None]]:
    """Yield each of `items` with the one before it and the one after it; None before the first and after the last."""
    return zip((None, *items), items, (*items[1:], None), strict=False)
