"""The page that says what a feed is and lists them all."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from press.edition import Edition
from press.page import FeedLink, Frame, Page
from press.routes import Claim
from press.settings import PATH
from press.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One feed."""

    title: str
    """What it holds; empty for the whole archive."""
    feed: FeedLink
    """Where it is."""
    page: str
    """The page of the same articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsView:
    """Everything that stands on the page of feeds."""

    frame: Frame
    """What every page needs."""
    whole: FeedLink
    """The feed of the whole archive."""
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    """The other feeds by kind: regions, tags, authors."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of feeds."""
    yield Page(claim=Claim(address="/feeds/", path=PATH), view=partial(_view, edition), template="feeds.html", recorded=True)


def _view(edition: Edition) -> FeedsView:
    archive = edition.archive
    groups = (("regions", archive.regions), ("tags", archive.tags), ("authors", archive.authors))
    return FeedsView(
        frame=edition.frame("/feeds/"),
        whole=edition.feed_link(archive.whole),
        groups=tuple((kind, _lines(edition, shelves)) for kind, shelves in groups),
    )


def _lines(edition: Edition, shelves: tuple[Shelf, ...]) -> tuple[Line, ...]:
    return tuple(
        Line(title=shelf.title, feed=edition.feed_link(shelf), page=shelf.address)
        for shelf in shelves if edition.has_feed(shelf)
    )  # fmt: skip
