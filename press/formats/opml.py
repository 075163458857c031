"""Writes OPML 2.0 (http://opml.org/spec2.opml): a list of feeds that a feed reader can import."""

from lxml import etree

from press.kernel.value import value


@value
class Subscription:
    """One feed of a list."""

    title: str
    """Its title."""
    feed: str
    """Its URL."""
    page: str
    """The URL of the page that lists the same articles."""
    lang: str
    """Its language."""


@value
class Subscriptions:
    """A list of feeds, in groups."""

    title: str
    """Its title."""
    groups: tuple[tuple[str, tuple[Subscription, ...]], ...]
    """The heading of each group, and its feeds; a group without a heading is at the top level."""


def write(subscriptions: Subscriptions) -> bytes:
    """Return `subscriptions` as OPML 2.0 in UTF-8. It has no date, so that it changes only when its feeds do."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = subscriptions.title
    body = etree.SubElement(root, "body")
    for heading, feeds in subscriptions.groups:
        parent = etree.SubElement(body, "outline", text=heading) if heading and feeds else body
        for feed in feeds:
            etree.SubElement(
                parent,
                "outline",
                type="rss",
                text=feed.title,
                title=feed.title,
                xmlUrl=feed.feed,
                htmlUrl=feed.page,
                language=feed.lang,
            )
    written: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return written
