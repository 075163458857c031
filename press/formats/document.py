"""A document of a feed: what stands at one of its addresses, made from articles and the texts of these. Knows no format."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from press.addresses import routes
from press.catalogue.feed import Feed
from press.catalogue.links import Text
from press.formats.channel import Channel, History, Item, Person, image_of
from press.formats.item import Material, item
from press.kernel.value import value

if TYPE_CHECKING:  # import cost: Edition pulls in everything, and rendering one page does not need it
    from press.catalogue.edition import Edition

NOTHING_ELSE = History()
"""The history of a feed that has only one document."""


@value
class FeedDocument:
    """Everything that one document of a feed of articles is made from, except their texts."""

    head: Channel
    """The document without its items."""
    materials: tuple[Material | Item, ...]
    """The articles, in order; one that is already an `Item` needs no text."""


def filled(given: FeedDocument, *html: str) -> Channel:
    """Return the document made from `given` and the symbolic `html` of its texts, in order."""
    texts = iter(html)
    items = (one if isinstance(one, Item) else item(one, next(texts)) for one in given.materials)
    return replace(given.head, items=tuple(items))


def texts(materials: Sequence[Material | Item]) -> tuple[Text, ...]:
    """Return the texts that a document of `materials` shows."""
    return tuple(material.text for material in materials if isinstance(material, Material))


def channel(edition: "Edition", feed: Feed, address: str, *items: Item, history: History = NOTHING_ELSE) -> Channel:
    """Return the document of `feed` at `address`, which holds `items`."""
    settings = edition.settings
    publisher, logo = settings.publisher, edition.feed_logo
    return Channel(
        id=feed.id,
        title=feed.title,
        home=routes.url(feed.page, settings.base_url),
        address=routes.url(address, settings.base_url),
        description=feed.description or settings.description or settings.title,
        lang=feed.lang or settings.language,
        rights=settings.rights,
        publisher=Person(name=publisher.name, url=publisher.url or routes.url("/", settings.base_url)),
        logo=image_of(logo.address, logo.extent, settings.base_url) if logo else None,
        hub="" if history.current else settings.feeds.hub,  # nobody subscribes to an archive document
        history=history,
        items=items,
    )
