"""Writes OPML 2.0 (http://opml.org/spec2.opml): a list of feeds that a feed reader takes over whole."""

from dataclasses import dataclass

from lxml import etree


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of a list."""

    title: str
    """What it is called."""
    feed: str
    """Its URL."""
    page: str
    """The URL of the page of the same articles."""
    lang: str
    """Its language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """A list of feeds, in groups."""

    title: str
    """What it is called."""
    groups: tuple[tuple[str, tuple[Outline, ...]], ...]
    """The heading of each group, and its feeds; a group without a heading stands at the top."""


def write(outlines: Outlines) -> bytes:
    """Return `outlines` as OPML 2.0 in UTF-8. It names no date: it changes when a feed comes or goes, and only then."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = outlines.title
    body = etree.SubElement(root, "body")
    for heading, feeds in outlines.groups:
        parent = etree.SubElement(body, "outline", text=heading, title=heading) if heading and feeds else body
        for feed in feeds:
            etree.SubElement(
                parent, "outline", type="rss", text=feed.title, title=feed.title, xmlUrl=feed.feed, htmlUrl=feed.page,
                language=feed.lang,
            )  # fmt: skip
    written: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return written
