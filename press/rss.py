"""Writes RSS 2.0 through feedgen, and works around what feedgen gets wrong. The only module that knows feedgen.

Follows the RSS Advisory Board's specification and profile (https://www.rssboard.org/rss-profile). Every date is given:
feedgen would take the clock's.
"""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

GENERATOR = "press"
MEDIA_TYPE = "application/rss+xml"
"""What a server calls a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What an item is filed under."""

    name: str
    """The name; for a region the whole trail, joined by slashes."""
    domain: str
    """The URL of the taxonomy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article in a feed."""

    id: str
    """The permanent id."""
    url: str
    """Where the article is."""
    title: str
    """Plain text."""
    summary: str
    """Plain text; may be empty."""
    html: str
    """The whole article, with absolute URLs only."""
    authors: tuple[str, ...]
    """Names."""
    categories: tuple[Category, ...]
    """Regions and tags."""
    published: datetime
    """When it appeared, in UTC."""
    modified: datetime
    """When it last changed in substance, in UTC."""
    lang: str
    """The language of the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One feed."""

    title: str
    """Plain text."""
    home: str
    """The page of the same articles."""
    address: str
    """Where the feed is."""
    description: str
    """Plain text, never empty."""
    lang: str
    """The language of the feed."""
    rights: str
    """The line about rights; may be empty."""
    items: tuple[Item, ...]
    """The newest first."""


def write(channel: Channel) -> bytes:
    """Return `channel` as RSS 2.0 in UTF-8."""
    feed = FeedGenerator()
    feed.load_extension("dc", atom=False, rss=True)
    feed.register_extension("mend", _Mend, atom=False, rss=True)
    feed.title(channel.title)
    feed.link(href=channel.address, rel="self", type=MEDIA_TYPE)
    feed.link(href=channel.home, rel="alternate")  # the last link becomes the channel's
    feed.description(channel.description)
    feed.language(channel.lang)
    feed.generator(GENERATOR)
    feed.docs("https://www.rssboard.org/rss-specification")
    if channel.rights:
        feed.copyright(channel.rights)
    if channel.items:
        feed.lastBuildDate(max(item.modified for item in channel.items))
    else:
        feed.mend.without_date()
    for item in channel.items:
        _add(feed, item, channel.lang)
    written: bytes = feed.rss_str(pretty=True)
    return written


def _add(feed: FeedGenerator, item: Item, lang: str) -> None:
    entry = feed.add_entry(order="append")
    entry.title(item.title)
    entry.link(href=item.url)
    entry.guid(item.id, permalink=item.id == item.url)
    entry.published(item.published)
    entry.updated(item.modified)
    if item.summary:
        entry.summary(f"<p>{escape(item.summary, quote=False)}</p>")
        entry.content(item.html or f"<p>{escape(item.summary, quote=False)}</p>", type="html")
    else:
        entry.description(item.html or escape(item.title, quote=False))
    for name in item.authors:
        entry.dc.dc_creator(name)
    if item.lang != lang:
        entry.dc.dc_language(item.lang)
    for category in item.categories:
        entry.category(term=category.name, scheme=category.domain)


class _Mend(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """Takes out the date of building that feedgen adds to a feed without items: an empty feed has no date."""

    def __init__(self) -> None:
        self._without_date = False

    def without_date(self) -> None:
        self._without_date = True

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        if self._without_date and (date := feed.find("channel/lastBuildDate")) is not None:
            date.getparent().remove(date)
        return feed
