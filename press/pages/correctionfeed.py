"""The feed of corrections: what was wrong, and what is right, each an item of its own."""

from collections.abc import Iterator
from functools import partial
from html import escape

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.edition import Corrected, Edition
from press.catalogue.feed import Feed
from press.catalogue.frame import FeedLink
from press.catalogue.page import Page
from press.formats import document, item
from press.formats.channel import Channel, Item
from press.formats.item import Materials
from press.formats.syndication import WRITERS
from press.ground import language
from press.text.portable import standing_alone


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the feed in each of its formats."""
    feed = edition.feeds[routes.CORRECTIONS_PAGE]
    for form, link in feed.links.items():
        yield Page(
            claim=Claim(address=link.address),
            view=partial(_channel, edition, feed, link),
            write=WRITERS[form],
            recorded=True,
            identity=feed.id,
        )


def _channel(edition: Edition, feed: Feed, link: FeedLink) -> Channel:
    materials = item.materials(edition)
    newest = [_item(edition, materials, entry) for entry in edition.corrected[: edition.settings.feeds.items]]
    return document.channel(edition, feed, link.address, *newest)


def _item(edition: Edition, materials: Materials, entry: Corrected) -> Item:
    """Return one correction. Its id is made from the article's id and its mark."""
    card, correction = entry.card, entry.correction
    words, base_url = edition.words_for(card.lang), edition.settings.base_url
    url = routes.url(f"{card.address}#{routes.CORRECTIONS_ANCHOR}", base_url)
    text, title = language.isolated_html(correction.text, card.lang), language.isolated_html(card.title, card.lang)
    html = f'<p>{text}</p>\n<p><a href="{escape(url)}">{title}</a>, {words.day(card.date)}</p>'
    return Item(
        id=f"{card.id}{'/' if '#' in card.id else '#'}correction-{correction.mark}",
        url=url,
        title=words("correction_of", title=card.title),
        summary=correction.text,
        html=standing_alone(html, card.lang),
        authors=(),
        categories=materials.categories(card),
        published=correction.feed_time,
        modified=correction.feed_time,
        lang=card.lang,
    )
