"""The words of titles and of names, by which the search page corrects a query that finds nothing. Knows no query."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from press.catalogue.archive import Archive
from press.formats import findable
from press.formats.findable import Part

SHORTEST = 4
"""Letters of a word that is listed: a shorter one resembles too many others. The search page has the same number."""
_APOSTROPHES = "'‘’"


def of(archive: Archive, parts: tuple[Part, ...]) -> str:
    """Return the words of the articles in `parts`, all in one language, one a line, roughly the most frequent first.

    They follow from the cards alone. A word stands as it is printed most often; behind it, after a space, as it is typed, if
    that differs by more than marks. Within twice a frequency the order is that of letters: it is compressed better, and one
    more article often changes nothing.
    """
    lang = parts[0].lang
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    for text, count in _texts(archive, parts).items():
        for word in _words(findable.divisible(text, lang)):
            folded = _folded(findable.typed(word, lang) or word)
            if len(folded) >= SHORTEST:
                printed[folded][word] += count
    order = sorted(printed, key=lambda folded: (-printed[folded].total().bit_length(), folded))
    return "".join(f"{_line(printed[folded], lang)}\n" for folded in order)


def _texts(archive: Archive, parts: tuple[Part, ...]) -> Counter[str]:
    """Return each title and name, and how many articles have it."""
    found: Counter[str] = Counter()
    for card in (card for part in parts for card in part.cards):
        regions = {region.name for term in card.regions for region in archive.trail(term)}
        found.update((card.title, *regions, *(term.name for term in (*card.tags, *card.authors))))
    return found


def _words(text: str) -> Iterator[str]:
    """Yield the words of `text`, with the apostrophes within them."""
    for word in "".join(map(_letter, text.replace("’'", " "))).split():
        yield word.strip(_APOSTROPHES)


@lru_cache(maxsize=4096)
def _letter(sign: str) -> str:
    """Return `sign` if it can stand in a word, else a space. Marks are parts of words in many scripts."""
    return sign if sign.isalpha() or sign in _APOSTROPHES or unicodedata.category(sign).startswith("M") else " "


def _folded(word: str) -> str:
    """Return `word` as the search page compares it."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(sign)[0] not in "MPS")


def _line(spellings: Counter[str], lang: str) -> str:
    word = min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
    typed = findable.typed(word, lang)
    return f"{word} {typed}" if typed else word
