"""The pages of a shelf: its root, which changes with each new article, and its numbered pages, which do not."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.card import Card, Term
from press.catalogue.edition import Edition
from press.catalogue.feed import Feed
from press.catalogue.frame import FeedLink, Frame, NavLink
from press.catalogue.page import Page
from press.catalogue.shelf import Scope, Shelf, YearRun, with_neighbours
from press.ground.feedformat import RSS
from press.ground.moment import Moment
from press.kernel.value import value

MOST_YEARS = 60
"""How many years a chart shows: the newest."""


@value
class MonthGroup:
    """The articles of one month, below a heading."""

    month: Moment
    """A moment in that month."""
    anchor: str
    """The id of the heading."""
    year: str
    """The id of its year, at the first month of each on the page; empty on a shelf that is a year itself."""
    cards: tuple[Card, ...]
    """The articles, the newest first."""


@value
class ShelfView:
    """Everything that stands on one page of a shelf."""

    frame: Frame
    """What every page needs."""
    kind: str
    """articles, regions, tags, authors, languages or years."""
    title: str
    """The heading; empty for the whole archive, which the words of the interface name."""
    lang: str
    """For a language: its tag, as the heading is in that language."""
    description: str = ""
    """A sentence or two, on the root."""
    root: str
    """The address of the root."""
    number: int = 0
    """The number of the page; 0 is the root."""
    cards: tuple[Card, ...]
    """The articles, the newest first."""
    older: str
    """The address of the page with the next older articles; empty if there is none."""
    continued: str = ""
    """The year of the oldest of `cards`, if the page with the next older articles has more of it; otherwise empty."""
    newer: str = ""
    """The address of the page with the next newer articles; empty if there is none."""
    feed: FeedLink | None = None
    """The feed of the shelf."""
    scope: Scope | None = None
    """What the shelf covers; None on a numbered page, which would change with every new article."""
    parents: tuple[NavLink, ...]
    """The regions that contain it."""
    children: tuple[NavLink, ...] = ()
    """The regions directly within it."""
    within: tuple[str, ...]
    """For a region: its address, and those of all regions within it."""
    years: tuple[YearRun, ...] = ()
    """On the root: the number of articles of each year; empty where there is but one."""
    has_years: bool = False
    """On a numbered page: whether the articles up to it are of several years, so that the root shows the number of each."""
    beside: tuple[tuple[str, str, str], ...] = ()
    """On the root of a year: the years before and after it: HTML link relation, title and address; the earlier one first."""
    months: tuple[tuple[Moment, int, str], ...] = ()
    """For a year: each month with its number of articles and its address."""

    @property
    def directory(self) -> str:
        """The address of the page that lists all shelves of its kind; empty for the whole archive, which is alone."""
        if self.kind == "articles":
            return ""
        return routes.DATES_PAGE if self.kind == "years" else routes.shelf(self.kind)

    @property
    def bars(self) -> tuple[YearRun, ...]:
        """The years that a chart shows: the newest, at most `MOST_YEARS`."""
        return self.years[-MOST_YEARS:]

    @property
    def groups(self) -> tuple[MonthGroup, ...]:
        """The articles by month."""
        found: list[MonthGroup] = []
        for _, of_month in groupby(self.cards, key=lambda card: (card.date.at.year, card.date.at.month)):
            cards = tuple(of_month)
            day = cards[0].date.at
            begins = self.kind != "years" and (not found or found[-1].month.at.year != day.year)
            year = routes.year_anchor(day.year) if begins else ""
            found.append(MonthGroup(month=cards[0].date, anchor=routes.month_anchor(day), year=year, cards=cards))
        return tuple(found)


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the root and the numbered pages of every shelf."""
    size = edition.settings.page_sizes.index
    for shelf in edition.archive.paged:
        claim = Claim(address=shelf.address)
        yield Page(claim=claim, view=partial(_root, edition, shelf, size), template="shelf.html", recorded=True)
        for number, cards in shelf.numbered(size):
            claim = Claim(address=shelf.page_address(number))
            yield Page(claim=claim, view=partial(_numbered, edition, shelf, number, cards), template="shelf.html")


def _root(edition: Edition, shelf: Shelf, size: int) -> ShelfView:
    closed = shelf.closed(size)
    feeds = _feeds(edition, shelf)
    return ShelfView(
        frame=edition.frame(shelf.address, *feeds, description=_described(edition, shelf)),
        kind=shelf.kind,
        title=shelf.title,
        lang=shelf.lang,
        description=shelf.description,
        root=shelf.address,
        within=shelf.within,
        cards=shelf.root(size),
        older=shelf.page_address(closed) if closed else "",
        continued=_continued(shelf, closed * size),
        feed=next((feed.links.get(RSS) for feed in feeds), None),
        scope=shelf.scope,
        parents=_places(shelf.parents),
        children=_places(shelf.children),
        years=_years(edition, shelf, size),
        beside=_beside(edition, shelf),
        months=_months(edition, shelf) if shelf.kind == "years" else (),
    )


def _numbered(edition: Edition, shelf: Shelf, number: int, cards: tuple[Card, ...]) -> ShelfView:
    """Return the view of a closed page, on which newer articles change nothing.

    It links to its newer neighbour by number even while that is only a redirect, and to the years only if those of the articles
    up to this page are several.
    """
    address = shelf.page_address(number)
    return ShelfView(
        frame=edition.frame(address, *_feeds(edition, shelf), description=_described(edition, shelf)),
        kind=shelf.kind,
        title=shelf.title,
        lang=shelf.lang,
        root=shelf.address,
        within=shelf.within,
        number=number,
        cards=cards,
        older=shelf.page_address(number - 1) if number > 1 else "",
        continued=_continued(shelf, (number - 1) * len(cards)),
        newer=shelf.page_address(number + 1),
        parents=_places(shelf.parents),
        has_years=shelf.kind != "years" and shelf.cards[0].date.at.year < cards[0].date.at.year,
    )


def _continued(shelf: Shelf, index: int) -> str:
    """Return the year that a page whose oldest card is at `index` has only begun; all of the rest of it is on closed pages."""
    if not index or shelf.kind == "years":
        return ""
    before, first = (card.date.at.year for card in shelf.cards[index - 1 : index + 1])
    return str(first) if before == first else ""


def _feeds(edition: Edition, shelf: Shelf) -> tuple[Feed, ...]:
    """Return the feed of `shelf`; a year has none."""
    return () if shelf.kind == "years" else (edition.feeds[shelf.home],)


def _described(edition: Edition, shelf: Shelf) -> str:
    return shelf.description or (edition.described(shelf.title) if shelf.title else "")


def _years(edition: Edition, shelf: Shelf, size: int) -> tuple[YearRun, ...]:
    """Return the years of `shelf`, if there are several.

    Each year except the newest has its share of the articles of that year; that of the newest would change with each new article.
    """
    runs = shelf.by_year(size) if shelf.kind != "years" else ()
    if len(runs) < 2 or shelf.kind == "articles":
        return runs if len(runs) > 1 else ()
    counts = {int(year.slug): len(year.cards) for year in edition.archive.years}
    *older, newest = runs
    return *(replace(run, share=run.count / counts[run.year]) if run.count else run for run in older), newest


def _places(regions: Iterable[Term]) -> tuple[NavLink, ...]:
    return tuple(NavLink(title=region.name, address=region.address) for region in regions)


def _beside(edition: Edition, shelf: Shelf) -> tuple[tuple[str, str, str], ...]:
    for later, year, earlier in with_neighbours(edition.archive.years if shelf.kind == "years" else ()):
        if year is shelf:
            both = (("prev", earlier), ("next", later))
            return tuple((relation, other.title, other.address) for relation, other in both if other)
    return ()


def _months(edition: Edition, shelf: Shelf) -> tuple[tuple[Moment, int, str], ...]:
    return tuple(
        (cards[0].date, len(cards), routes.month(year, month))
        for (year, month), cards in edition.archive.months.items()
        if cards and f"{year:04}" == shelf.slug
    )
