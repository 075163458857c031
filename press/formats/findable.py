"""What search finds: articles as records for Pagefind (https://pagefind.app), in parts that a browser loads one by one.

One index of decades would be megabytes; a browser that starts with the newest part finds at once what most readers want. A
part holds whole months of one language, so that a new article changes only the newest part.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from functools import lru_cache
from html import escape
from itertools import groupby

from press.addresses import routes
from press.catalogue.card import Card
from press.catalogue.edition import Edition
from press.ground import collation, language
from press.ground.filename import CONFIG
from press.kernel.value import value
from press.text import placeholders, prose, transcript

CLOSED, OPEN = 4000, 1000
"""The most articles in a part that is closed, and the fewest in the newest, so that a first search has enough to find.

The newest can hold as many as both together. Pagefind keeps the whole of a part in memory.
"""

CLAIMS = (routes.copy(routes.SEARCH_PARTS, CONFIG),)
"""The address of the list of indexes. Those of the indexes need no claim: no author would choose the digests that name them."""

SEGMENTED = frozenset({"ja", "th", "zh"})
"""Languages without spaces between words that Pagefind can segment nevertheless."""
ELIDING = frozenset({"ca", "fr", "it", "oc"})
"""Languages where an apostrophe stands between two words: l’eau, dell’acqua."""
APART = "\u2063"
"""The invisible separator between summary, text and what else is found, so that the search page can tell them apart."""
TYPED = collation.STROKED | {"ð": "d", "ə": "e", "ß": "ss", "þ": "th", "ħ": "h", "ŧ": "t"}
"""Letters that many keyboards lack, and what is typed for them. Pagefind itself handles only letters with a mark."""
DIGITS = {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
"""The digits of Arabic and of Persian, and those of dates on pages; a query is written with these (search.js)."""
KEYBOARD = {"ar": {"ک": "ك", "ی": "ي"}, "ug": {"ک": "ك", "ی": "ي"}, "": {"ك": "ک", "ي": "ی", "ى": "ی"}}
"""By language, letters that keyboards of other languages in the Arabic script have, and its own for them: a query has these."""
_WORD = re.compile(r"\w+")
_ELIDED = re.compile(r"(?<=\w)’(?=\w)")


@value
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
    """Return `cards`, which are in order of date, as parts: for each language the newest first. Tombstones are left out.

    No part has more than `closed` cards, except the newest, which has at least `least`, and a single month that has more.
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
        of_month = list(month)
        if run and len(run) + len(of_month) > most:
            yield run
            run = []
        run += of_month
    if run:
        yield run


def record(edition: Edition, card: Card, html: str) -> str:
    """Return the article of `card`, whose text is the symbolic `html`, as an HTML document with Pagefind's attributes.

    It is found by its text, its corrections, title, day, region (with those that contain it), tag and author; filtered by the
    last three and by year; sorted by date. It includes what a result shows, so that no page is loaded.
    """
    story = edition.stories[card.key]
    regions = tuple(dict.fromkeys(region.name for term in card.regions for region in edition.archive.trail(term)))
    tags, authors = (tuple(term.name for term in terms) for terms in (card.tags, card.authors))
    title = divisible(card.title, card.lang)
    names = divisible(", ".join((*regions, *tags, *authors, edition.words_for(card.lang).day(card.date))), card.lang)
    text = prose.opened(transcript.without_marks(placeholders.removed(html)), edition.dateline(story, card.lang))
    corrections = "".join(f"<p>{escape(correction.text)}</p>" for correction in story.corrections)
    summary = f"<p>{escape(card.summary)}</p>" if story.summarised else ""
    body = divisible(f"{summary}<p>{APART}</p>{text}{corrections}", card.lang)
    if segmented(card.lang):  # Pagefind segments only the body
        body += f"<p>{APART}</p><p>{escape(title)}</p><p>{escape(names)}</p>"
    meta = {
        "date": card.date.machine,
        "day": edition.own_words.day(card.date),
        "region": card.regions[0].name,
        "title": title,
        "names": names,
        "typed": typed(f"{title} {names} {body}", card.lang),
    }
    filters = {"region": regions, "tag": tags, "author": authors, "year": (f"{card.date.at.year:04}",)}
    lines = [f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">' for name, value in meta.items() if value]
    lines += [
        f'<meta data-pagefind-filter="{kind}[content]" content="{escape(name)}">'
        for kind, found in filters.items()
        for name in found
    ]
    lines.append(f'<meta data-pagefind-sort="date[content]" content="{card.date.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}">')
    head = f'<meta charset="utf-8">{"".join(lines)}'
    return f'<!doctype html><html lang="{escape(card.lang)}"><head>{head}</head><body>{body}</body></html>'


def _base(lang: str) -> str:
    return lang.partition("-")[0]


def segmented(lang: str) -> bool:
    """Return whether the language `lang` has no spaces between words."""
    return _base(lang) in SEGMENTED


def divisible(text: str, lang: str) -> str:
    """Return `text` so that Pagefind, which splits words at ' but not at ’, finds them: the search page restores each ’'."""
    text = text.replace("ʻ", "‘").replace("ʼ", "’")  # Pagefind takes these for letters, which are never typed
    return _ELIDED.sub("’'", text) if _base(lang) in ELIDING else text


def typed(text: str, lang: str) -> str:
    """Return the words of `text`, in the language `lang`, that have letters which many keyboards lack, as they are typed."""
    lower, (lacked, as_typed) = text.lower(), _typing(lang)
    if not lacked.search(lower):
        return ""
    return " ".join(sorted({word.translate(as_typed) for word in _WORD.findall(lower) if lacked.search(word)}))


@lru_cache
def _typing(lang: str) -> tuple[re.Pattern[str], Mapping[int, str]]:
    """Return an expression for one letter that is typed otherwise in the language `lang`, and how each of them is typed."""
    typed = TYPED | (DIGITS | KEYBOARD.get(_base(lang), KEYBOARD[""]) if language.direction(lang) == "rtl" else {})
    return re.compile(f"[{''.join(typed)}]"), str.maketrans(typed)
