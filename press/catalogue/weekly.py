"""The past weeks of an archive, each with its articles by region. Knows nothing of feeds, letters or HTML.

Weeks are those of ISO 8601 in the archive's time zone: from Monday 00:00 there to the next Monday 00:00.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from press.catalogue.archive import Archive
from press.catalogue.card import Card, Term
from press.kernel.value import value

_WRITTEN = re.compile(r"(\d{4})-?[Ww](\d{2})")


@value
class RegionGroup:
    """The articles of one week whose main region, the first they name, is the same."""

    region: Term
    """The region."""
    cards: tuple[Card, ...]
    """Its articles in reading order: the oldest first."""


@value
class Week:
    """One week that has articles."""

    first: date
    """Its Monday, in the archive's time zone."""
    closes: datetime
    """The first moment after it: Monday 00:00 in that zone."""
    groups: tuple[RegionGroup, ...]
    """Its articles by main region, in the order of the configuration; of translations, one is there, and no group is empty."""

    @property
    def name(self) -> str:
        """Its name in ISO 8601: 2022-W50. The year may differ from that of its first or last days."""
        return called(self.first)

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(days=6)

    @property
    def cards(self) -> tuple[Card, ...]:
        """All its articles, region by region."""
        return tuple(card for group in self.groups for card in group.cards)


def called(first: date) -> str:
    """Return the ISO 8601 name of the week that begins on the Monday `first`: 2022-W50."""
    year, number, _ = first.isocalendar()
    return f"{year:04}-W{number:02}"


def preferred(archive: Archive, language: str) -> Mapping[str, Set[str]]:
    """Return by key, for each article that has translations, the keys of those that a week shows instead of it.

    Readers of `language` are shown the one in that language, or else the original.
    """

    def rank(card: Card) -> int:
        return 0 if card.lang == language else 2 if card.key in archive.originals else 1

    cards = (card for card in archive.cards if card.key in archive.translations)
    return {card.key: {other.key for other in archive.translations[card.key] if rank(other) < rank(card)} for card in cards}


def closed(
    cards: Iterable[Card], instead: Mapping[str, Set[str]], regions: Sequence[str], zone: ZoneInfo, now: datetime
) -> tuple[Week, ...]:
    """Return the weeks of `cards` that are over at `now`, the newest last. A week without an article is left out.

    `instead` is what `preferred` returns: of an article and its translations in one week, one is shown. `regions` are the slugs
    of all regions in the order of the configuration. Withdrawn and expired articles are in no week.
    """
    cards_from: dict[date, list[Card]] = defaultdict(list)
    for card in sorted((card for card in cards if card.current), key=lambda card: (card.date, card.key)):
        cards_from[_monday(card.date.at.date())].append(card)  # a moment is already in the archive's zone
    weeks = ((first, closes(first, zone)) for first in sorted(cards_from))
    return tuple(
        Week(first=first, closes=end, groups=_grouped(_once(cards_from[first], instead), regions))
        for first, end in weeks
        if end.astimezone(UTC) <= now
    )


def closings(cards: Iterable[Card], zone: ZoneInfo) -> set[datetime]:
    """Return the moments at which weeks of `cards` end, past and future: a build may differ before and after."""
    return {closes(first, zone) for first in {_monday(card.date.at.date()) for card in cards if card.current}}


def last(zone: ZoneInfo, now: datetime) -> date:
    """Return the Monday of the last week that is over in `zone` at `now`, with or without articles."""
    return _monday(now.astimezone(zone).date()) - timedelta(days=7)


def parse(text: str) -> date | None:
    """Return the Monday of the week with the ISO 8601 name `text`, such as 2022-W50; None if there is no such week."""
    match = _WRITTEN.fullmatch(text.strip())
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 1) if match else None
    except ValueError:
        return None


def closes(first: date, zone: ZoneInfo) -> datetime:
    """Return the moment at which the week that begins on the Monday `first` is over in `zone`."""
    return datetime.combine(first + timedelta(days=7), time(0), zone)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _once(cards: Sequence[Card], instead: Mapping[str, Set[str]]) -> list[Card]:
    here = {card.key for card in cards}
    return [card for card in cards if here.isdisjoint(instead.get(card.key, ()))]


def _grouped(cards: Iterable[Card], regions: Sequence[str]) -> tuple[RegionGroup, ...]:
    cards_of: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        cards_of[card.regions[0].slug].append(card)
    return tuple(
        RegionGroup(region=cards_of[slug][0].regions[0], cards=tuple(cards_of[slug])) for slug in regions if cards_of.get(slug)
    )
