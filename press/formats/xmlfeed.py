"""Writes RSS 2.0 and Atom through feedgen, and works around what feedgen gets wrong. The only module that knows feedgen.

RSS follows the Advisory Board's specification and profile (https://www.rssboard.org/rss-profile), Atom RFC 4287, the links
between the documents of a long feed RFC 5005, pictures Media RSS 1.5.1. Every date is set, since feedgen would use the clock.
What feedgen omits or gets wrong (its issues 135 and 138, among others) is written by an extension of it.
"""

import re
from datetime import UTC, datetime
from html import escape, unescape

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from press.formats.channel import Channel, Image, Item, Person
from press.ground.feedformat import ATOM, RSS
from press.text.portable import standing_alone

GENERATOR = "press"
NO_ITEMS = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of update of an empty Atom feed: RFC 4287 requires one, and nothing has happened yet."""
_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_HISTORY = "http://purl.org/syndication/history/1.0"
_MEDIA = "http://search.yahoo.com/mrss/"
_GUID = re.compile(rb"<guid[^>]*>([^<]*)</guid>")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write_rss(channel: Channel) -> bytes:
    """Return `channel` as RSS 2.0 in UTF-8."""
    feed = _feed(channel)
    feed.link(href=channel.address, rel="self", type=RSS.media_type)
    feed.link(href=channel.home, rel="alternate")  # the last link becomes that of the channel
    feed.docs("https://www.rssboard.org/rss-specification")
    if channel.logo and channel.logo.size:
        width, height = map(str, channel.logo.size)
        feed.image(channel.logo.url, width=width, height=height)
    for item in channel.by_date:
        entry = _entry(feed, item, channel)
        entry.link(href=item.url)
        entry.guid(item.id, permalink=item.id == item.url)
        if item.summary:
            entry.summary(standing_alone(f"<p>{escape(item.isolated_summary, quote=False)}</p>", item.lang))
            entry.content(item.html, type="html")
        else:
            entry.description(item.html)
    written: bytes = feed.rss_str(pretty=True)
    return written


def ids(rss: bytes) -> frozenset[str]:
    """Return the ids of the items of a document that `write_rss` wrote."""
    return frozenset(unescape(found.decode()) for found in _GUID.findall(rss))


def write_atom(channel: Channel) -> bytes:
    """Return `channel` as Atom 1.0 in UTF-8."""
    feed = _feed(channel)
    feed.id(channel.id)
    feed.author(name=channel.publisher.name, uri=channel.publisher.url)
    feed.link(href=channel.address, rel="self", type=ATOM.media_type)
    feed.link(href=channel.home, rel="alternate", type="text/html", replace=False)
    if channel.logo and channel.logo.square:  # a logo should be twice as wide as high (RFC 4287, 4.2.5 and 4.2.8)
        feed.icon(channel.logo.url)
    elif channel.logo:
        feed.logo(channel.logo.url)
    for item in channel.by_change:
        entry = _entry(feed, item, channel)
        entry.id(item.id)
        for person in item.authors:
            entry.author(name=person.name, uri=person.url)
        if item.summary:
            entry.summary(item.isolated_summary)
        entry.content(item.html, type="html")
    written: bytes = feed.atom_str(pretty=True)
    return written


def _feed(channel: Channel) -> FeedGenerator:
    """Return a feedgen feed with everything that both formats say about `channel`."""
    feed = FeedGenerator()
    feed.register_extension("press", _OfChannel, _OfItem)
    feed.press.channel = channel
    feed.title(channel.title)
    feed.description(channel.description)
    feed.subtitle(channel.description)
    feed.language(channel.lang)
    feed.generator(GENERATOR)
    feed.rights(channel.rights)
    feed.updated(channel.modified or NO_ITEMS)
    return feed


def _entry(feed: FeedGenerator, item: Item, channel: Channel) -> FeedEntry:
    """Append the entry of `item` and return it, with what both formats say about it."""
    entry = feed.add_entry(order="append")
    entry.press.item, entry.press.publisher, entry.press.lang = item, channel.publisher, channel.lang
    entry.title(item.isolated_title)
    entry.published(item.published)
    entry.updated(item.modified)
    return entry


class _OfChannel(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """Adds to a channel what feedgen omits: language, hub and history. Removes the date from an empty RSS feed."""

    channel: Channel

    def extend_ns(self) -> dict[str, str]:
        """Return the namespace prefixes to declare on the root element."""
        archived = {"fh": _HISTORY} if self.channel.history.current else {}
        pictures = {"media": _MEDIA} if any(item.image for item in self.channel.items) else {}
        return {"dc": _DC, **archived, **pictures}

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        """Extend the element `rss`."""
        body = feed.find("channel")
        date = body.find("lastBuildDate")
        if self.channel.modified is None:
            body.remove(date)
        self._more(body, f"{{{_ATOM}}}link")
        return feed

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        """Extend the element `feed`."""
        feed.set(_LANG, self.channel.lang)
        self._more(feed, "link")
        return feed

    def _more(self, body: etree._Element, link: str) -> None:
        history = self.channel.history
        relations = (
            ("hub", self.channel.hub),
            ("prev-archive", history.previous),
            ("next-archive", history.next),
            ("current", history.current),
        )
        for relation, address in relations:
            if address:
                etree.SubElement(body, link, href=address, rel=relation)
        if history.current:
            etree.SubElement(body, f"{{{_HISTORY}}}archive")


class _OfItem(BaseEntryExtension):  # type: ignore[misc]  # feedgen has no types
    """Adds to an item what feedgen omits or gets wrong."""

    item: Item
    publisher: Person
    lang: str

    def extend_rss(self, entry: etree._Element) -> etree._Element:
        """Extend the element `item`."""
        for person in self.item.authors or (self.publisher,):
            _add(entry, f"{{{_DC}}}creator", person.name)
        for category in self.item.categories:
            _add(entry, "category", category.trail, domain=category.domain)
        if self.item.lang != self.lang:
            _add(entry, f"{{{_DC}}}language", self.item.lang)
        if self.item.image:
            _add_picture(entry, self.item.image)
        return entry

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        """Extend the element `entry`. Its link is made here: feedgen would drop every attribute except href."""
        if self.item.lang != self.lang:
            entry.set(_LANG, self.item.lang)
        etree.SubElement(entry, "link", href=self.item.url, rel="alternate", type="text/html", hreflang=self.item.lang)
        for category in self.item.categories:
            etree.SubElement(entry, "category", term=category.term, scheme=category.domain, label=category.label)
        if self.item.image:
            _add_picture(entry, self.item.image)
        return entry


def _add(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, **attributes).text = text


def _add_picture(entry: etree._Element, image: Image) -> None:
    """Add `image` as Media RSS: feed readers may show it, but do not take it for the article itself."""
    size = dict(zip(("width", "height"), map(str, image.size), strict=True)) if image.size else {}
    content = etree.SubElement(entry, f"{{{_MEDIA}}}content", url=image.url, type=image.media_type, medium="image", **size)
    if image.alt:
        _add(content, f"{{{_MEDIA}}}description", image.alt, type="plain")
    if image.credit:
        _add(content, f"{{{_MEDIA}}}credit", image.credit)
