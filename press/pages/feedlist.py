"""The page that says what a feed is and lists them all, and the same list for feed readers."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.edition import Edition
from press.catalogue.feed import SINGLE, Feed
from press.catalogue.frame import FeedLink, Frame
from press.catalogue.page import Page
from press.config.taxonomy import NAMED
from press.formats import opml
from press.formats.opml import Subscription, Subscriptions
from press.kernel.value import value

LONG = 100
"""If there are as many feeds, the page says how many, and begins with links to their kinds."""
MOST = 50
"""How many feeds of tags or of authors the page lists; if there are more, it says where they are."""


@value
class FeedLine:
    """One feed."""

    title: str
    """What it holds; empty if the words of the interface name it."""
    name: str
    """What feed readers call it."""
    lang: str
    """For a language: its tag, as the title is in that language."""
    page: str
    """The page of the same articles."""
    formats: tuple[tuple[str, FeedLink], ...]
    """The name of each of its formats, and the link to the feed in that format."""


@value
class FeedGroup:
    """The feeds of one kind, below a heading."""

    kind: str
    """articles (the whole archive), corrections, digest, regions, tags, authors or languages; also the id of the heading."""
    count: int
    """How many feeds."""
    lines: tuple[FeedLine, ...]
    """The feeds; none if they are so many that the page only says where they are."""
    directory: str
    """The page that leads to the pages of the same articles; empty if the feeds are listed."""


@value
class FeedsView:
    """Everything that stands on the page of feeds."""

    frame: Frame
    """What every page needs."""
    groups: tuple[FeedGroup, ...]
    """The feeds by kind."""
    opml: str
    """The address of the list for feed readers."""

    @property
    def count(self) -> int:
        """How many feeds there are."""
        return sum(group.count for group in self.groups)

    @property
    def long(self) -> bool:
        """Whether there are many."""
        return self.count >= LONG


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of feeds and the list for readers."""
    claim, anchors = Claim(address=routes.FEEDS_PAGE), frozenset(kind for kind, _ in _groups(edition))
    yield Page(claim=claim, view=partial(_view, edition), template="feeds.html", recorded=True, anchors=anchors)
    yield Page(claim=Claim(address=routes.OPML), view=partial(_subscriptions, edition), write=opml.write, recorded=True)


def _view(edition: Edition) -> FeedsView:
    frame = edition.frame(routes.FEEDS_PAGE, description=edition.own_words("feeds_explained"))
    groups = tuple(_group(kind, tuple(feeds)) for kind, feeds in _groups(edition))
    return FeedsView(frame=frame, groups=groups, opml=routes.OPML)


def _subscriptions(edition: Edition) -> Subscriptions:
    settings, words = edition.settings, edition.own_words

    def outline(feed: Feed) -> Subscription:
        return Subscription(
            title=feed.title,
            feed=routes.url(next(iter(feed.links.values())).address, settings.base_url),
            page=routes.url(feed.page, settings.base_url),
            lang=feed.lang or settings.language,
        )

    groups = (("" if kind in SINGLE else words(kind), tuple(map(outline, feeds))) for kind, feeds in _groups(edition))
    return Subscriptions(title=settings.title, groups=tuple(groups))


def _groups(edition: Edition) -> Iterator[tuple[str, Iterator[Feed]]]:
    """Yield the feeds of each kind."""
    return groupby((feed for feed in edition.feeds.values() if feed.links), key=lambda feed: feed.kind)


def _group(kind: str, feeds: tuple[Feed, ...]) -> FeedGroup:
    if kind in NAMED and len(feeds) > MOST:
        return FeedGroup(kind=kind, count=len(feeds), lines=(), directory=routes.shelf(kind))
    return FeedGroup(kind=kind, count=len(feeds), lines=tuple(map(_line, feeds)), directory="")


def _line(feed: Feed) -> FeedLine:
    return FeedLine(
        title="" if feed.kind in SINGLE else feed.subject,
        name=feed.title,
        lang=feed.lang,
        page=feed.page,
        formats=tuple((form.title, link) for form, link in feed.links.items()),
    )
