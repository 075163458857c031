"""Indexes for search the parts of the archive that changed, and leaves the indexes of the others alone.

The folder of an index, or of the words of a language, is named by the digest of its content, so that what is published there
already is up to date.
"""

import json
from collections.abc import Mapping
from functools import cached_property, partial
from itertools import groupby
from typing import Protocol

from press.addresses import routes
from press.catalogue.edition import Edition
from press.edges import pagefind
from press.edges.output import Output
from press.formats import findable, vocabulary
from press.formats.findable import Part
from press.ground import language
from press.kernel import digest
from press.request import Step
from press.stages.cache import Cache
from press.stages.leaves import Leaves

WORDS = "words.txt"
"""The file of the words of a language in its folder."""


def index(edition: Edition, leaves: Leaves, site: Output, cache: Cache, step: Step) -> tuple[str, ...]:
    """Plan in `site` the index of every part of `edition`, the words of every language, and the list of them.

    Return the names of the parts indexed now.
    """
    parts = findable.parts(edition.archive.cards, findable.CLOSED, findable.OPEN)
    common, html_digests = digest.of((pagefind.version(), edition.settings)), leaves.html_digests
    lines, made, words = [], [], {}
    for lang, run in groupby(parts, key=lambda part: part.lang):
        if not findable.segmented(lang):
            folder, _ = _folder(_Words(edition, tuple(run), common), site, cache)
            words[lang] = routes.href(folder + WORDS, edition.settings.base_path)
    for done, part in enumerate(parts, 1):
        folder, fresh = _folder(_SearchRecords(edition, part, leaves, common, html_digests), site, cache)
        if fresh:
            made.append(f"{part.lang} {part.years[0]}–{part.years[1]}")
        lines.append(_line(part, routes.href(folder, edition.settings.base_path), words.get(part.lang, "")))
        step("search", done, len(parts))
    site.put(routes.SEARCH_PARTS.lstrip("/"), json.dumps(lines, ensure_ascii=False, indent=1).encode())
    return tuple(made)


def _line(part: Part, folder: str, words: str) -> Mapping[str, object]:
    """Return what the search page needs to know of `part`, whose index is in `folder`; `words` is the address of its words."""
    first, last = part.years
    dir = language.direction(part.lang)
    count = len(part.cards)
    return {"index": folder, "words": words, "lang": part.lang, "dir": dir, "first": first, "last": last, "count": count}


class _Content(Protocol):
    """What a folder is made of."""

    @property
    def origin(self) -> str:
        """What it is made from, as a key of the cache, which is much cheaper than making it."""

    @property
    def digest(self) -> str:
        """Its digest, which names the folder."""

    def plan(self, site: Output, folder: str) -> None:
        """Plan its files in `folder` of `site`."""


def _folder(content: _Content, site: Output, cache: Cache) -> tuple[str, bool]:
    """Plan in `site` the folder of `content`; return its address, and whether it is written now."""
    mark = cache.find(content.origin)
    if mark is None:
        mark = content.digest
        cache.keep(content.origin, mark)
    address = f"{routes.SEARCH_INDEXES}{mark}/"
    folder = address.lstrip("/")
    fresh = not site.keep_below(folder)
    if fresh:
        content.plan(site, folder)
    return address, fresh


class _Words:
    """The words of one language."""

    def __init__(self, edition: Edition, parts: tuple[Part, ...], common: str) -> None:
        self._archive, self._parts, self._common = edition.archive, parts, common

    @cached_property
    def origin(self) -> str:
        """What they are made from: the cards, and the regions of the settings."""
        return f"words {digest.of((self._common, [card.digest for part in self._parts for card in part.cards]))}"

    @property
    def digest(self) -> str:
        """Their digest."""
        return digest.of(self._text)

    def plan(self, site: Output, folder: str) -> None:
        """Plan them in `folder` of `site`."""
        site.put(folder + WORDS, self._text.encode())

    @cached_property
    def _text(self) -> str:
        return vocabulary.of(self._archive, self._parts)


class _SearchRecords:
    """The articles of one part as records."""

    def __init__(self, edition: Edition, part: Part, leaves: Leaves, common: str, html_digests: Mapping[str, str]) -> None:
        """Know the articles of `part`; `common` is the digest of what all parts share, `html_digests` has those of the HTML."""
        self._edition, self._part, self._leaves, self._common, self._html_digests = edition, part, leaves, common, html_digests
        self._texts = [edition.texts[card.key] for card in part.cards]

    @cached_property
    def origin(self) -> str:
        """What the records are made from."""
        edition, html_digests = self._edition, self._html_digests
        stories = [edition.stories[card.key] for card in self._part.cards]
        marks = [
            f"{card.digest} {html_digests[text.path]} {story.dateline} {[correction.text for correction in story.corrections]}"
            for card, text, story in zip(self._part.cards, self._texts, stories, strict=True)
        ]
        catalogues = (edition.words_for(self._part.lang).digest, edition.own_words.digest)
        return "search " + digest.of((self._common, "\n".join(marks), *catalogues))

    @property
    def digest(self) -> str:
        """The digest of the records and of what indexes them."""
        return digest.of((pagefind.version(), self._all))

    def plan(self, site: Output, folder: str) -> None:
        """Plan their index in `folder` of `site`."""
        site.fill(folder, partial(pagefind.index, self._all))

    @cached_property
    def _all(self) -> list[tuple[str, str]]:
        """Path and HTML of each record; made once, for both the digest and the index."""
        return [
            (routes.file_of(card.address), findable.record(self._edition, card, self._leaves.html(text)))
            for card, text in zip(self._part.cards, self._texts, strict=True)
        ]
