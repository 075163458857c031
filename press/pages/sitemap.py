"""What search engines read: sitemaps, by year so that old ones stay as they are, and robots.txt.

Follows https://www.sitemaps.org/protocol.html. The date of an entry is that of its content, never that of the build.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from xml.sax.saxutils import escape

from press import routes
from press.edition import Edition
from press.page import Page
from press.routes import Claim
from press.settings import PATH

MOST = 40_000
"""Addresses in one sitemap; the protocol allows 50,000."""

Dated = tuple[str, str]
"""An address, and when its content last changed, as RFC 3339 writes it; empty if that is not known."""

_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """One line of a sitemap or of the index of sitemaps."""

    url: str
    """The absolute URL."""
    modified: str
    """When its content last changed, as RFC 3339 writes it; empty if that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapView:
    """One sitemap."""

    locations: tuple[Location, ...]
    """What it lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """The index of all sitemaps."""

    locations: tuple[Location, ...]
    """What it lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsView:
    """What crawlers are told."""

    sitemap: str
    """The absolute URL of the index."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the sitemap of each year's articles, that of all other pages, their index, and robots.txt."""
    base_url = edition.settings.base_url
    index = []
    for name, dated in _parts(edition):
        address = f"/sitemap-{name}.xml"
        newest = max((modified for _, modified in dated), default="")
        index.append(Location(url=routes.url(address, base_url), modified=newest))
        yield Page(claim=Claim(address=address, path=PATH), view=partial(_sitemap, base_url, dated), write=write_sitemap)
    claim = Claim(address="/sitemap.xml", path=PATH)
    yield Page(claim=claim, view=partial(IndexView, locations=tuple(index)), write=write_index)
    robots = partial(RobotsView, sitemap=routes.url("/sitemap.xml", base_url))
    yield Page(claim=Claim(address="/robots.txt", path=PATH), view=robots, write=write_robots)


def _sitemap(base_url: str, dated: Sequence[Dated]) -> SitemapView:
    return SitemapView(locations=tuple(Location(url=routes.url(address, base_url), modified=date) for address, date in dated))


def _parts(edition: Edition) -> Iterator[tuple[str, Sequence[Dated]]]:
    """Yield name and entries of each sitemap, but for the index."""
    years: dict[str, list[Dated]] = defaultdict(list)
    for card in edition.archive.cards:
        if not card.withdrawn and not edition.stories[card.key].draft:
            years[f"{card.date.at.year:04}"].append((card.address, card.modified.machine))
    for name, dated in (*sorted(years.items()), ("pages", _others(edition))):
        for start in range(0, len(dated), MOST):
            yield f"{name}-{start // MOST + 1}" if start else name, dated[start : start + MOST]


def _others(edition: Edition) -> list[Dated]:
    """Return home page, standalone pages, roots of shelves, months and directories."""
    archive = edition.archive
    modified = archive.whole.modified
    newest = modified.machine if modified else ""
    dated = [("/", newest)]
    dated += [(f"/{page.slug.text}/", "") for page in edition.pages]
    dated += [(shelf.address, shelf.modified.machine if shelf.modified else "") for shelf in (*archive.shelves, *archive.years)]
    dated += [
        (routes.month(month, year), max(card.modified for card in cards).machine)
        for (year, month), cards in archive.months.items() if cards
    ]  # fmt: skip
    languages = ("/languages/",) if archive.languages else ()
    return (
        dated
        + [(address, newest) for address in ("/regions/", "/tags/", "/authors/", "/dates/", *languages)]
        + [(address, "") for address in ("/feeds/", "/search/", "/corrected/", routes.DOWNLOADS)]
    )


def write_sitemap(view: SitemapView) -> bytes:
    """Return a sitemap in UTF-8."""
    return _xml("urlset", "url", view.locations)


def write_index(view: IndexView) -> bytes:
    """Return an index of sitemaps in UTF-8."""
    return _xml("sitemapindex", "sitemap", view.locations)


def write_robots(view: RobotsView) -> bytes:
    """Return robots.txt (RFC 9309)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {view.sitemap}\n".encode()


def _xml(root: str, element: str, locations: tuple[Location, ...]) -> bytes:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{root} {_NAMESPACE}>"]
    for location in locations:
        modified = f"<lastmod>{location.modified}</lastmod>" if location.modified else ""
        lines.append(f"<{element}><loc>{escape(location.url)}</loc>{modified}</{element}>")
    return "\n".join([*lines, f"</{root}>\n"]).encode()
