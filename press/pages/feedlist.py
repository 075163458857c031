"""The page that says what a feed is and lists them all, and the same list for feed readers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from press import opml, routes
from press.channel import Format
from press.edition import Edition
from press.opml import Outline, Outlines
from press.page import FeedLink, Frame, Page
from press.routes import Claim
from press.shelf import Shelf

OF_NO_ARTICLES = (
    ("corrections", routes.CORRECTIONS_PAGE, routes.CORRECTIONS_PAGE),
    ("digest", routes.DIGEST_FEEDS, routes.DATES_PAGE),
)
"""Kind, folder and page of each feed whose items are not articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """One feed."""

    title: str
    """What it holds; empty if the words of the interface name it."""
    lang: str
    """For a language: its tag, as the title is in that language."""
    page: str
    """The page of the same articles."""
    formats: tuple[tuple[str, FeedLink], ...]
    """The name of each of its formats, and the link to the feed in that format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsView:
    """Everything that stands on the page of feeds."""

    frame: Frame
    """What every page needs."""
    groups: tuple[tuple[str, tuple[FeedLine, ...]], ...]
    """The feeds by kind: the whole archive, which is called articles, then corrections, regions, tags and so on."""
    opml: str
    """The address of the list for feed readers."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of feeds and the list for readers."""
    yield Page(claim=Claim(address=routes.FEEDS_PAGE), view=partial(_view, edition), template="feeds.html", recorded=True)
    yield Page(claim=Claim(address=routes.OPML), view=partial(_outlines, edition), write=opml.write, recorded=True)


def _view(edition: Edition) -> FeedsView:
    frame = edition.frame(routes.FEEDS_PAGE, description=edition.own_words("feeds_explained"))
    groups = tuple((kind, tuple(_line(edition, kind, *feed) for feed in feeds)) for kind, feeds in _groups(edition))
    return FeedsView(frame=frame, groups=groups, opml=routes.OPML)


def _outlines(edition: Edition) -> Outlines:
    words = edition.own_words
    single = ("articles", "corrections", "digest")
    return Outlines(
        title=edition.settings.title,
        groups=tuple(
            ("" if kind in single else words(kind), tuple(_outline(edition, kind, *feed) for feed in feeds))
            for kind, feeds in _groups(edition)
        ),
    )


Feed = tuple[str, str, str, tuple[Format, ...]]
"""Title, folder, page and formats of a feed; a feed that the words of the interface name has no title."""


def _groups(edition: Edition) -> Iterator[tuple[str, tuple[Feed, ...]]]:
    """Yield the feeds of each kind, each once."""
    archive = edition.archive
    yield "articles", _of((archive.whole,), edition)
    for kind, folder, page in OF_NO_ARTICLES:
        yield kind, (("", folder, page, edition.formats(kind, folder)),)
    kinds = (
        ("regions", archive.regions), ("tags", archive.tags), ("authors", archive.authors), ("languages", archive.languages),
    )  # fmt: skip
    for kind, shelves in kinds:
        yield kind, _of(shelves, edition)


def _of(shelves: tuple[Shelf, ...], edition: Edition) -> tuple[Feed, ...]:
    found = ((shelf, edition.formats_of(shelf)) for shelf in shelves)
    return tuple((shelf.title, shelf.home, shelf.home, formats) for shelf, formats in found if formats)


def _line(edition: Edition, kind: str, title: str, folder: str, page: str, formats: tuple[Format, ...]) -> FeedLine:
    named = edition.feed_named(title or _own(edition, kind))

    def link(form: Format) -> FeedLink:
        return FeedLink(title=named, address=folder + form.file, media_type=form.media_type)

    return FeedLine(title=title, lang=_lang(kind, folder), page=page, formats=tuple((form.title, link(form)) for form in formats))


def _outline(edition: Edition, kind: str, title: str, folder: str, page: str, formats: tuple[Format, ...]) -> Outline:
    settings = edition.settings
    return Outline(
        title=edition.feed_named(title or _own(edition, kind)),
        feed=routes.url(folder + formats[0].file, settings.base_url),
        page=routes.url(page, settings.base_url),
        lang=_lang(kind, folder) or settings.language,
    )


def _lang(kind: str, folder: str) -> str:
    return routes.shelf_at(folder)[1] if kind == "languages" else ""


def _own(edition: Edition, kind: str) -> str:
    """Return the name, in the words of the interface, of a feed without a title of its own; empty for the whole archive."""
    return "" if kind == "articles" else edition.own_words(kind)
