"""The pages that list shelves: all regions, all tags, all authors, all languages, all years, months and days."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from heapq import nlargest
from itertools import groupby

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.edition import Edition
from press.catalogue.frame import FeedLink, Frame
from press.catalogue.page import Page
from press.catalogue.shelf import Scope, Shelf, YearRun
from press.config.taxonomy import NAMED
from press.ground import collation
from press.ground.feedformat import RSS
from press.ground.moment import LEAP_YEAR
from press.kernel.value import value

LONG = 100
"""If there are as many tags or authors, they are listed by letters, below those that have the most articles."""
MOST = 30
"""How many of those that have the most articles."""


@value
class ShelfLine:
    """One shelf of a directory."""

    title: str
    """Its heading."""
    lang: str
    """For a language: its tag, as the title is in that language."""
    address: str
    """Its root."""
    description: str
    """A sentence or two; may be empty."""
    count: int
    """How many articles it holds."""
    depth: int
    """For a region: how many regions contain it."""
    years: tuple[YearRun, ...]
    """For a region: the number of articles of each of the view's years, in the same order."""


@value
class LetterGroup:
    """The shelves whose names begin with one letter, below a heading."""

    letter: str
    """The letter; one sign for all names that begin with none."""
    lines: tuple[ShelfLine, ...]
    """The shelves."""

    @property
    def anchor(self) -> str:
        """The id of the heading."""
        return "signs" if self.letter == collation.SIGNS else f"letter-{self.letter.lower()}"


@value
class DirectoryView:
    """Everything that stands on the page of all regions, tags, authors or languages."""

    frame: Frame
    """What every page needs."""
    kind: str
    """regions, tags, authors or languages."""
    scope: Scope | None
    """What the archive covers."""
    lines: tuple[ShelfLine, ...]
    """The shelves."""
    years: tuple[int, ...]
    """For regions: the years that have articles, the newest first."""

    @property
    def most(self) -> tuple[ShelfLine, ...]:
        """The shelves that hold most articles, that with most first."""
        return tuple(nlargest(MOST, self.lines, key=lambda line: line.count))

    @property
    def groups(self) -> tuple[LetterGroup, ...]:
        """Many tags or authors, by letters; none if they are few."""
        if self.kind not in NAMED or len(self.lines) < LONG:
            return ()
        lines_at: dict[str, list[ShelfLine]] = {collation.SIGNS: []}
        for line in self.lines:
            lines_at.setdefault(collation.initial(line.title, self.frame.lang), []).append(line)
        return tuple(LetterGroup(letter=letter, lines=tuple(lines)) for letter, lines in lines_at.items() if lines)


@value
class CalendarMonth:
    """A month that has articles."""

    first: date
    """Its first day."""
    address: str
    """Its page."""
    count: int
    """How many articles it holds."""


@value
class CalendarYear:
    """One line of the calendar."""

    title: str
    """The year."""
    address: str
    """Its shelf."""
    count: int
    """How many articles it holds."""
    months: tuple[CalendarMonth, ...]
    """Those that have articles, in order."""


@value
class CalendarDays:
    """The days of one month of the calendar that have articles in any year."""

    first: date
    """The first day of the month, in an arbitrary leap year."""
    days: tuple[tuple[date, str], ...]
    """Each day with its address."""


@value
class DatesView:
    """Everything that stands on the page of all years, months and days."""

    frame: Frame
    """What every page needs."""
    scope: Scope | None
    """What the archive covers."""
    years: tuple[CalendarYear, ...]
    """The newest first."""
    days: tuple[CalendarDays, ...]
    """The days of the calendar, month by month."""
    digest: FeedLink
    """The feed with one item for each week."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the directories; that of languages only if there are several."""
    archive = edition.archive
    kinds = [("regions", _as_tree(archive.regions)), ("tags", archive.tags), ("authors", archive.authors)]
    for kind, shelves in (*kinds, *([("languages", archive.languages)] if archive.languages else [])):
        claim = Claim(address=routes.shelf(kind))
        yield Page(claim=claim, view=partial(_directory, edition, kind, shelves), template="directory.html", recorded=True)
    claim = Claim(address=routes.DATES_PAGE)
    anchors = frozenset({"on-this-day"} if any(archive.days.values()) else ())
    yield Page(claim=claim, view=partial(_dates, edition), template="dates.html", recorded=True, anchors=anchors)


def _directory(edition: Edition, kind: str, shelves: tuple[Shelf, ...]) -> DirectoryView:
    years = tuple(int(year.slug) for year in edition.archive.years if year.cards) if kind == "regions" else ()
    lines = tuple(
        ShelfLine(
            title=shelf.title,
            lang=shelf.lang,
            address=shelf.address,
            description=shelf.description,
            count=len(shelf.cards),
            depth=len(shelf.parents),
            years=_runs(edition, shelf, years),
        )
        for shelf in shelves
    )
    frame = edition.frame(routes.shelf(kind), description=edition.described(edition.own_words(kind)))
    return DirectoryView(frame=frame, kind=kind, scope=edition.archive.whole.scope, lines=lines, years=years)


def _runs(edition: Edition, shelf: Shelf, years: tuple[int, ...]) -> tuple[YearRun, ...]:
    found = {run.year: run for run in shelf.by_year(edition.settings.page_sizes.index)} if years else {}
    return tuple(found.get(year) or YearRun(year=year, count=0, address="") for year in years)


def _dates(edition: Edition) -> DatesView:
    digest = edition.feeds[routes.DIGEST_FEEDS]
    frame = edition.frame(routes.DATES_PAGE, digest, description=edition.described(edition.own_words("dates")))
    years = tuple(_year(edition, shelf) for shelf in edition.archive.years)
    recurring = (date(LEAP_YEAR, month, day) for (month, day), cards in edition.archive.days.items() if cards)
    days = tuple(
        CalendarDays(first=date(LEAP_YEAR, month, 1), days=tuple((day, routes.day(month, day.day)) for day in of_month))
        for month, of_month in groupby(recurring, key=lambda day: day.month)
    )
    return DatesView(frame=frame, scope=edition.archive.whole.scope, years=years, days=days, digest=digest.links[RSS])


def _as_tree(regions: tuple[Shelf, ...]) -> tuple[Shelf, ...]:
    """Return `regions` with each one directly below the region that contains it."""

    def below(parent: str) -> Iterator[Shelf]:
        for shelf in regions:
            if (shelf.parents[-1].slug if shelf.parents else "") == parent:
                yield shelf
                yield from below(shelf.slug)

    return tuple(below(""))


def _year(edition: Edition, shelf: Shelf) -> CalendarYear:
    cards_in = edition.archive.months
    months = (date(int(shelf.slug), number, 1) for number in range(1, 13))
    return CalendarYear(
        title=shelf.title,
        address=shelf.address,
        count=len(shelf.cards),
        months=tuple(
            CalendarMonth(
                first=first, address=routes.month(first.year, first.month), count=len(cards_in[first.year, first.month])
            )
            for first in months
            if cards_in.get((first.year, first.month))
        ),
    )
