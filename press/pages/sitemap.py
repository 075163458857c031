"""What search engines read: robots.txt, and sitemaps by year, so that old ones do not change.

Follows https://www.sitemaps.org/protocol.html. The date of an entry is that of its content, never that of the build. If
configured, there is also a news sitemap, the only one that depends on the time (Google's protocol: the articles of two days).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.edition import Edition
from press.catalogue.page import Page
from press.catalogue.shelf import last_modified
from press.config.taxonomy import FILED
from press.ground.moment import Moment
from press.kernel.value import value

MOST = 40_000
"""Addresses in one sitemap; the protocol allows 50,000."""

Dated = tuple[str, Moment | None]
"""An address, and when its content last changed, if that is known."""

_NEWS_NAMESPACE = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@value
class Location:
    """One line of a sitemap or of the index of sitemaps."""

    url: str
    """The absolute URL."""
    modified: str
    """When its content last changed, as RFC 3339 writes it; empty if that is not known."""


@value
class SitemapView:
    """One sitemap, or the index of them all."""

    locations: tuple[Location, ...]
    """What it lists."""


@value
class NewsItem:
    """One article in the news sitemap."""

    url: str
    """The absolute URL."""
    language: str
    """The language as the protocol writes it."""
    published: str
    """When it was published, as RFC 3339 writes it."""
    title: str
    """Plain text."""


@value
class NewsView:
    """The news sitemap."""

    publication: str
    """The name of the publication, as search engines know it."""
    reports: tuple[NewsItem, ...]
    """The articles of the last two days, the newest first."""


@value
class RobotsView:
    """The content of robots.txt."""

    sitemaps: tuple[str, ...]
    """The absolute URLs of the index and of the news sitemap, which is not in the index, as that does not depend on the time."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the sitemap of each year's articles, that of all other pages, their index, the news sitemap, and robots.txt."""
    base_url = edition.settings.base_url
    index = []
    for name, dated in _parts(edition):
        address = routes.SITEMAP_PART.format(name)
        newest = max((modified for _, modified in dated if modified), default=None)
        index.append(_location(address, newest, base_url))
        yield Page(claim=Claim(address=address), view=partial(_sitemap, base_url, dated), write=write_sitemap)
    yield Page(claim=Claim(address=routes.SITEMAP), view=partial(SitemapView, locations=tuple(index)), write=write_index)
    with_news = bool(edition.settings.news) and not edition.preview
    if with_news:
        yield Page(claim=Claim(address=routes.NEWS_SITEMAP), view=partial(_news, edition), write=write_news)
    listed = (routes.SITEMAP, routes.NEWS_SITEMAP) if with_news else (routes.SITEMAP,)
    sitemaps = tuple(routes.url(address, base_url) for address in listed)
    robots = partial(RobotsView, sitemaps=sitemaps)
    yield Page(claim=Claim(address=routes.ROBOTS), view=robots, write=write_robots)


def _sitemap(base_url: str, dated: Sequence[Dated]) -> SitemapView:
    return SitemapView(locations=tuple(_location(address, modified, base_url) for address, modified in dated))


def _location(address: str, modified: Moment | None, base_url: str) -> Location:
    return Location(url=routes.url(address, base_url), modified=modified.machine if modified else "")


def _news(edition: Edition) -> NewsView:
    base_url = edition.settings.base_url
    reports = tuple(
        NewsItem(
            url=routes.url(card.address, base_url), language=_language(card.lang), published=card.date.machine, title=card.title
        )
        for card in edition.news
    )
    return NewsView(publication=edition.settings.news, reports=reports)


def _language(tag: str) -> str:
    """Return the ISO 639 code of `tag`; only Chinese is distinguished by script, as zh-cn or zh-tw."""
    base, _, rest = tag.lower().partition("-")
    if base != "zh":
        return base
    return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(rest.split("-")) else "zh-cn"


def _parts(edition: Edition) -> Iterator[tuple[str, Sequence[Dated]]]:
    """Yield name and entries of each sitemap, except the index."""
    years: dict[str, list[Dated]] = defaultdict(list)
    for card in edition.final:
        if not card.withdrawn:
            years[f"{card.date.at.year:04}"].append((card.address, card.modified))
    for name, dated in (*sorted(years.items()), ("pages", _others(edition))):
        for start in range(0, len(dated), MOST):
            yield f"{name}-{start // MOST + 1}" if start else name, dated[start : start + MOST]


def _others(edition: Edition) -> list[Dated]:
    """Return home page, standalone pages, roots of shelves, months, days and directories."""
    archive = edition.archive
    newest = archive.whole.modified
    dated: list[Dated] = [("/", newest)]
    dated += [(page.address, None) for page in edition.standalone]
    dated += [(shelf.address, shelf.modified) for shelf in archive.paged]
    dated += [(routes.month(*month), last_modified(cards)) for month, cards in archive.months.items() if cards]
    dated += [(routes.day(*day), last_modified(cards)) for day, cards in archive.days.items() if cards]
    languages = (routes.shelf("languages"),) if archive.languages else ()
    return (
        dated
        + [(address, newest) for address in (*map(routes.shelf, FILED), routes.DATES_PAGE, *languages)]
        + [(address, None) for address in (routes.FEEDS_PAGE, routes.SEARCH_PAGE, routes.CORRECTIONS_PAGE, routes.DOWNLOADS)]
    )


def write_sitemap(view: SitemapView) -> bytes:
    """Return a sitemap in UTF-8."""
    return _xml("urlset", "url", view.locations)


def write_index(view: SitemapView) -> bytes:
    """Return an index of sitemaps in UTF-8."""
    return _xml("sitemapindex", "sitemap", view.locations)


def write_robots(view: RobotsView) -> bytes:
    """Return robots.txt (RFC 9309)."""
    sitemaps = "".join(f"Sitemap: {url}\n" for url in view.sitemaps)
    return f"User-agent: *\nAllow: /\n\n{sitemaps}".encode()


def write_news(view: NewsView) -> bytes:
    """Return the news sitemap in UTF-8; it exists even without articles."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<urlset {_NAMESPACE} {_NEWS_NAMESPACE}>"]
    name = escape(view.publication)
    for report in view.reports:
        lines += [
            f"<url><loc>{escape(report.url)}</loc><news:news>",
            f"<news:publication><news:name>{name}</news:name><news:language>{report.language}</news:language></news:publication>",
            f"<news:publication_date>{report.published}</news:publication_date><news:title>{escape(report.title)}</news:title>",
            "</news:news></url>",
        ]
    return "\n".join([*lines, "</urlset>\n"]).encode()


def _xml(root: str, element: str, locations: tuple[Location, ...]) -> bytes:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{root} {_NAMESPACE}>"]
    for location in locations:
        modified = f"<lastmod>{location.modified}</lastmod>" if location.modified else ""
        lines.append(f"<{element}><loc>{escape(location.url, quote=False)}</loc>{modified}</{element}>")
    return "\n".join([*lines, f"</{root}>\n"]).encode()
