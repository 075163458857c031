"""The feed for readers who want fewer items: one for each week that is over, with its articles by region."""

from collections.abc import Iterator
from datetime import UTC
from functools import partial
from html import escape

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.card import Card
from press.catalogue.edition import Edition
from press.catalogue.feed import Feed
from press.catalogue.frame import FeedLink
from press.catalogue.page import Page
from press.catalogue.weekly import RegionGroup, Week
from press.formats import document
from press.formats.channel import Channel, Item
from press.formats.syndication import WRITERS
from press.ground import language
from press.ground.words import Words
from press.text.portable import standing_alone


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the feed in each of its formats."""
    feed = edition.feeds[routes.DIGEST_FEEDS]
    for form, link in feed.links.items():
        yield Page(
            claim=Claim(address=link.address),
            view=partial(_channel, edition, feed, link),
            write=WRITERS[form],
            recorded=True,
            identity=feed.id,
        )


def _channel(edition: Edition, feed: Feed, link: FeedLink) -> Channel:
    newest = edition.weeks[-edition.settings.feeds.items :]
    return document.channel(edition, feed, link.address, *(_item(edition, feed, week) for week in newest))


def _item(edition: Edition, feed: Feed, week: Week) -> Item:
    """Return one week. Its id is made from that of the feed and the name of the week; it is dated at the end of the week."""
    settings, words = edition.settings, edition.own_words
    first = min(week.cards, key=lambda card: card.date)
    span = words("letter_week", first=words.day(week.first), last=words.day(week.last))
    html = "\n".join(_group(group, words, settings.base_url) for group in week.groups)
    return Item(
        id=f"{feed.id}{week.name}",
        url=routes.url(f"{_month(first)}#{routes.day_anchor(first.date.at.day)}", settings.base_url),
        title=span,
        summary=words("article_count", count=len(week.cards)),
        html=standing_alone(html, words.language),
        authors=(),
        categories=(),
        published=week.closes.astimezone(UTC),
        modified=week.closes.astimezone(UTC),
        lang=settings.language,
    )


def _month(card: Card) -> str:
    return routes.month(card.date.at.year, card.date.at.month)


def _group(group: RegionGroup, words: Words, base_url: str) -> str:
    lines = []
    for card in group.cards:
        title = language.isolated_html(card.title, words.language)
        summary = language.isolated_html(card.summary, words.language)
        link = f'<a href="{escape(routes.url(card.address, base_url))}">{title}</a>'
        summary = f"<br>{summary}" if summary else ""
        lines.append(f"<li>{link} ({words.day(card.date)}){summary}</li>")
    return f"<h2>{escape(group.region.name)}</h2>\n<ul>\n{chr(10).join(lines)}\n</ul>"
