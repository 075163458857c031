"""Indexes for search the parts of the archive that changed, and leaves the indexes of the others alone.

The folder of an index is named by the digest of what it was made from, so that an index published there already is up to date.
"""

import json
from collections.abc import Mapping
from functools import cached_property, partial

from press.addresses import routes
from press.catalogue.edition import Edition
from press.edges import pagefind
from press.edges.output import Output
from press.formats import findable
from press.formats.findable import Part
from press.ground import language
from press.kernel import digest
from press.request import Step
from press.stages.cache import Cache
from press.stages.leaves import Leaves


def index(edition: Edition, leaves: Leaves, site: Output, cache: Cache, step: Step) -> tuple[str, ...]:
    """Plan in `site` the index of every part of `edition`, and the list of indexes; return the names of the parts indexed now."""
    parts = findable.parts(edition.archive.cards, findable.CLOSED, findable.OPEN)
    manner, held = digest.of((pagefind.version(), edition.settings)), leaves.held
    lines, made = [], []
    for done, part in enumerate(parts, 1):
        records = _Records(edition, part, leaves)
        key = f"search {records.origin(manner, held)}"
        mark = cache.find(key)
        if mark is None:
            mark = digest.of((pagefind.version(), records.all))
            cache.keep(key, mark)
        folder = f"{routes.SEARCH_INDEXES}{mark}/"
        if not site.keep_below(folder.lstrip("/")):
            site.fill(folder.lstrip("/"), partial(pagefind.index, records.all))
            made.append(f"{part.lang} {part.years[0]}–{part.years[1]}")
        lines.append(_line(part, routes.href(folder, edition.settings.base_path)))
        step("search", done, len(parts))
    site.put(routes.SEARCH_PARTS.lstrip("/"), json.dumps(lines, ensure_ascii=False, indent=1).encode())
    return tuple(made)


def _line(part: Part, folder: str) -> Mapping[str, object]:
    """Return what the search page needs to know of `part`."""
    first, last = part.years
    dir = language.direction(part.lang)
    return {"index": folder, "lang": part.lang, "dir": dir, "first": first, "last": last, "count": len(part.cards)}


class _Records:
    """The articles of one part as records."""

    def __init__(self, edition: Edition, part: Part, leaves: Leaves) -> None:
        self._edition, self._part, self._leaves = edition, part, leaves
        self._texts = [edition.texts[card.key] for card in part.cards]

    def origin(self, manner: str, held: Mapping[str, str]) -> str:
        """Return the digest of everything that the records are made from, which is much cheaper than making the records.

        `manner` is the digest of what all parts have in common; `held` has the digest of the HTML of each source.
        """
        edition = self._edition
        stories = [edition.stories[card.key] for card in self._part.cards]
        marks = [
            f"{card.digest} {held[text.path]} {story.dateline} {[correction.text for correction in story.corrections]}"
            for card, text, story in zip(self._part.cards, self._texts, stories, strict=True)
        ]
        return digest.of((manner, "\n".join(marks), edition.words_for(self._part.lang).digest, edition.own_words.digest))

    @cached_property
    def all(self) -> list[tuple[str, str]]:
        """Path and HTML of each record; made once, for both the digest and the index."""
        return [
            (routes.file_of(card.address), findable.record(self._edition, card, self._leaves.html(text)))
            for card, text in zip(self._part.cards, self._texts, strict=True)
        ]
