"""What is news to a search engine: the articles of the last two days. Knows no sitemap.

It depends on the time, and is the only part of a site that does so besides embargoes, expiry and weeks that close; a build is the
same until the next of `turns`.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from press.card import Card
from press.moment import Moment

FOR = timedelta(days=2)
"""How long an article is news (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap)."""
MOST = 1_000
"""Articles in one sitemap of news, by the same page."""


def recent(cards: Iterable[Card], now: Moment) -> tuple[Card, ...]:
    """Return those of `cards` that are news at `now`, the newest first; what is withdrawn or has expired is none."""
    found = [
        card for card in cards
        if card.current and card.date <= now and _over(card.date) > now.at.astimezone(UTC)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda card: (card.date, card.key), reverse=True)[:MOST])


def turns(cards: Iterable[Card]) -> list[datetime]:
    """Return the moments at which one of `cards` is no longer news."""
    return [_over(card.date) for card in cards]


def _over(date: Moment) -> datetime:
    return date.at.astimezone(UTC) + FOR  # in UTC, where a day has 24 hours
