"""What counts as news for a search engine: the articles of the last two days. Knows nothing of sitemaps.

It depends on the time, as otherwise only embargoes, expiry and the end of weeks do; a build stays the same until the next of
`turns`.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from press.catalogue.card import Card
from press.ground.moment import Moment

FOR = timedelta(days=2)
"""How long an article is news (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap)."""
MOST = 1_000
"""The most articles in a news sitemap, according to the same page."""


def recent(cards: Iterable[Card], now: Moment) -> tuple[Card, ...]:
    """Return those of `cards` that are news at `now`, the newest first, without withdrawn and expired ones.

    The `cards` are those that have appeared, in order of date.
    """
    found = [card for card in cards if card.current and _over(card.date) > now.at.astimezone(UTC)]
    return tuple(reversed(found))[:MOST]


def turns(cards: Iterable[Card]) -> list[datetime]:
    """Return for each of `cards` the moment at which it stops being news."""
    return [_over(card.date) for card in cards]


def _over(date: Moment) -> datetime:
    return date.at.astimezone(UTC) + FOR  # in UTC, where a day has 24 hours
