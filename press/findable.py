"""What search finds: articles as records for Pagefind (https://pagefind.app), in parts that a browser loads one by one.

A browser that had to load one index for decades would load megabytes; one that starts with the newest part finds at once
what most readers want. A part holds whole months of one language: a new article changes the newest part alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from html import escape
from itertools import groupby

from press import prose, routes, symbols, transcript
from press.card import Card
from press.edition import Edition
from press.settings import PATH

CLOSED, OPEN = 4000, 1000
"""The most articles in a part that is closed, and the fewest in the newest, so that a first search has enough to find.

The newest can hold as many as both together. Pagefind keeps all of a part in memory.
"""

CLAIMS = (routes.copy(routes.SEARCH_PARTS, PATH),)
"""The address of the list of indexes. Those of the indexes need no claim: no author would choose the digests that name them."""

Lineage = Mapping[str, tuple[str, ...]]
"""By the slug of a region, the names of those that contain it and its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The articles of one language from one run of months."""

    lang: str
    """Their language."""
    cards: tuple[Card, ...]
    """The oldest first; never empty."""

    @property
    def years(self) -> tuple[int, int]:
        """The first year and the last."""
        return self.cards[0].date.at.year, self.cards[-1].date.at.year


def parts(cards: Iterable[Card], closed: int, least: int) -> tuple[Part, ...]:
    """Return `cards`, which are in order of date, as parts: for each language the newest first. Tombstones are not found.

    No part has more than `closed` cards but the newest, which has at least `least`, and a month that has more.
    """
    by_language: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if not card.withdrawn:
            by_language[card.lang].append(card)
    found = []
    for lang in sorted(by_language):
        runs = list(_runs(by_language[lang], closed))
        if len(runs) > 1 and len(runs[-1]) < least:
            runs[-2:] = [runs[-2] + runs[-1]]
        found += [Part(lang=lang, cards=tuple(run)) for run in reversed(runs)]
    return tuple(found)


def _runs(cards: Sequence[Card], most: int) -> Iterator[list[Card]]:
    """Yield runs of whole months with no more than `most` cards; a month that has more is a run of its own."""
    run: list[Card] = []
    for _, month in groupby(cards, key=lambda card: (card.date.at.year, card.date.at.month)):
        held = list(month)
        if run and len(run) + len(held) > most:
            yield run
            run = []
        run += held
    if run:
        yield run


def lineage(edition: Edition) -> Lineage:
    """Return the names by which each region of `edition` is found."""
    return {shelf.slug: (*(parent.title for parent in shelf.parents), shelf.title) for shelf in edition.archive.regions}


def record(edition: Edition, card: Card, lineage: Lineage, html: str) -> str:
    """Return the article of `card`, whose text is the symbolic `html`, as an HTML document with Pagefind's attributes.

    It is found by what it says and by title, filtered by region (with those that contain it), tag, author and year, and
    sorted by date. What a result shows comes along, so that no page of the site is loaded.
    """
    regions = [name for term in card.regions for name in lineage[term.slug]]
    text = prose.opened(transcript.without_marks(symbols.removed(html)), edition.dateline(edition.stories[card.key], card.lang))
    meta = {
        "href": routes.href(card.address, edition.settings.base_path),
        "date": card.date.machine,
        "day": edition.words_for(card.lang).day(card.date),
        "region": card.regions[0].name,
        "title": card.title,
    }
    filters = [("region", name) for name in dict.fromkeys(regions)] + [("tag", term.name) for term in card.tags]
    filters += [("author", term.name) for term in card.authors] + [("year", f"{card.date.at.year:04}")]
    lines = [f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">' for name, value in meta.items()]
    lines += [f'<meta data-pagefind-filter="{kind}[content]" content="{escape(name)}">' for kind, name in filters]
    lines.append(f'<meta data-pagefind-sort="date[content]" content="{card.date.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}">')
    return (
        f'<!doctype html><html lang="{escape(card.lang)}"><head><meta charset="utf-8">{"".join(lines)}</head>'
        f"<body><p>{escape(card.summary)}</p>{text}</body></html>"
    )
