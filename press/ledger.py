"""Every address ever published, and the permanent id of every article. Append-only; knows nothing of how pages look.

One line an entry: an address, percent-encoded; for an article a tab and its id, a tab and the key of its source, which is
percent-encoded as well. The key is what it was when the line was written, and missing from older lines.

The order is that of publication, so that the first line that names any address an article has had names its id, and the
first lines of all ids are in the order in which articles entered the archive. Where a document of the feed's history is
recorded, with the id of its last article and their number, it holds so many up to that one. Lines that two branches
both appended may stand twice; lines that begin with # say what the file is.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from press import routes
from press.problems import Misconfigured, Problem
from press.reference import composed
from press.uri import PATH_SAFE

PATH = "ledger.txt"
KINDS = ("articles", "pages", "shelves", "feeds", "downloads")
"""What an address can be that of."""
HEADING = (
    "# Every address this archive has published. `build.py record` appends to this file after publishing.\n"
    "# Commit it. Never delete or change a line: readers, feeds and citations rely on each of them.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One published address."""

    address: str
    """The address, decoded."""
    id: str = ""
    """The permanent id of what stands there: of an article, or of a feed that has one. For a document of the feed's history:
    that of the last article that it holds."""
    key: str = ""
    """For an article: the key of its source when this was recorded, if the line says so. For a document of the feed's history:
    how many articles it holds."""
    line: int = 0
    """The line of the ledger."""

    @property
    def is_article(self) -> bool:
        """Whether an article stood there. A feed, which may have an id too, is told by its address."""
        return bool(self.id) and not routes.is_feed(self.address)

    @property
    def kind(self) -> str:
        """What stood there, as far as address and id tell: one of `KINDS`."""
        if routes.is_feed(self.address) or self.address in {routes.PROBED_FEED, routes.OPML}:
            return "feeds"
        if self.id:
            return "articles"
        if not self.address.endswith("/"):
            return "downloads"
        dated = routes.period_at(self.address) or routes.day_at(self.address)
        shelf = dated or self.address == routes.shelf("articles") or routes.shelf_at(self.address)[0]
        return "shelves" if shelf else "pages"

    def __str__(self) -> str:
        """Return the line of the ledger, with its line feed."""
        columns = (quote(self.address, safe=PATH_SAFE), self.id, quote(self.key, safe=PATH_SAFE))
        return "\t".join(columns).rstrip("\t") + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All that was promised."""

    entries: tuple[Entry, ...] = ()
    """In the order of the file."""

    def ids(self) -> Mapping[str, str]:
        """Return the id that each address which has one was first published with."""
        return {entry.address: entry.id for entry in reversed(self.entries) if entry.id}

    def runs(self) -> tuple[tuple[str, ...], ...]:
        """Return the id of every article, each once, in the order in which they entered the archive.

        They are divided where the document of the feed's history is recorded that ends there; the last run has none yet.
        """
        runs: list[tuple[str, ...]] = []
        run: dict[str, None] = {}
        known: set[str] = set()
        for entry in self.entries:
            if entry.is_article and entry.id not in known:
                run[entry.id] = None
            elif run and routes.past_number(entry.address) == len(runs) + 1:
                runs.append(_held(tuple(run), entry))
                known |= set(runs[-1])
                run = dict.fromkeys(one for one in run if one not in known)  # later ones, or another branch's before them
        return (*runs, tuple(run))

    def addresses(self) -> frozenset[str]:
        """Return every recorded address."""
        return frozenset(entry.address for entry in self.entries)

    def keys(self) -> Mapping[str, str]:
        """Return the id that each key, composed, was recorded with, if it is the last key of that id and was of no other."""
        ids: dict[str, set[str]] = {}
        for entry in self._sourced():
            ids.setdefault(composed(entry.key), set()).add(entry.id)
        last = {identity: composed(entry.key) for identity, entry in self.sources().items()}
        return {key: identity for identity, key in last.items() if len(ids[key]) == 1}

    def sources(self) -> Mapping[str, Entry]:
        """Return by permanent id the last line of its article that names a source."""
        return {entry.id: entry for entry in self._sourced()}

    def holders(self) -> Mapping[str, Entry]:
        """Return by key, composed, the last line that names it as the source of an article."""
        return {composed(entry.key): entry for entry in self._sourced()}

    def _sourced(self) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.key and entry.is_article)

    def counts(self) -> Mapping[str, int]:
        """Return how many addresses of each kind are recorded."""
        kinds = Counter(entry.kind for entry in {entry.address: entry for entry in reversed(self.entries)}.values())
        return {kind: kinds[kind] for kind in KINDS}


def _held(run: tuple[str, ...], document: Entry) -> tuple[str, ...]:
    """Return those of the ids in `run` that the recorded `document` of the history holds."""
    end = run.index(document.id) + 1 if document.id in run else len(run)
    return run[max(0, end - int(document.key)) : end] if document.key.isdecimal() else run[:end]


def read(text: str) -> Ledger:
    """Return the ledger that `text` holds, or raise `Misconfigured` with every line that is none."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        address, identity, key, *_ = (*line.strip().split("\t"), "", "")
        if not address.startswith("/") or " " in address:
            hint = "remove conflict markers and keep every line of both sides" if line[:7] in _CONFLICT else "restore the line"
            problems.append(Problem(path=PATH, line=number, what="this line is no address", hint=hint))
        if identity and not _ID.fullmatch(identity.strip()):
            problems.append(
                Problem(path=PATH, line=number, what=f"{identity.strip()!r} is no permanent id", hint="restore the line")
            )
        entries.append(Entry(address=unquote(address), id=identity.strip(), key=unquote(key.strip()), line=number))
    if problems:
        raise Misconfigured(problems)
    return Ledger(entries=tuple(entries))


_ID = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"\x00-\x20]+")
_CONFLICT = ("<" * 7, "|" * 7, "=" * 7, ">" * 7)
