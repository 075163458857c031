"""Every address ever published, and the permanent id of every article. Append-only; knows nothing of how pages look.

Each line is an entry of up to three columns between tabs: a percent-encoded address, an id, and a percent-encoded note. The note
of an article is the key of its source at the time when the line was written; older lines have none. That of an alias, which has
the id of the article that it leads to, is the address that it led to; keys never begin with a slash. That of a document of the
feed's history, which has the id of its last article, is the number and marks of those that it holds (`division`).

The order is that of publication: the first line with any address that an article has had gives its id, and the first lines of
all ids are in the order in which articles entered the archive. Lines that two branches both appended may occur twice; lines that
begin with # say what the file is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from urllib.parse import quote, unquote

from press.addresses import routes
from press.ground.filename import LEDGER, composed
from press.ground.problems import Misconfigured, Problem
from press.ground.uri import PATH_SAFE
from press.kernel.value import value
from press.promises import division
from press.promises.division import Division, RecordedDocument

KINDS = ("articles", "aliases", "pages", "shelves", "feeds", "downloads")
"""What can stand at an address."""
HEADING = (
    "# Every address this archive has published. `build.py record` appends to this file after publishing.\n"
    "# Commit it. Never delete or change a line: readers, feeds and citations rely on each of them.\n"
)


@value
class Entry:
    """One published address."""

    address: str
    """The address, decoded."""
    id: str = ""
    """The permanent id of the article, or of the feed if it has one. For a document of the feed's history: that of the last
    article in it. For an alias: that of the article that it leads to, if any."""
    note: str = ""
    """The third column of its line, decoded: `source` or `target`, or what a document of the feed's history holds."""
    line: int = 0
    """The number of its line in the ledger."""

    @property
    def source(self) -> str:
        """The key of its source when this was recorded; empty if it is no article, or the line has none."""
        return self.note if self.note and self.is_article else ""

    @property
    def target(self) -> str:
        """Where it led when this was recorded; empty if it is no alias."""
        return self.note if self.is_alias else ""

    @property
    def is_alias(self) -> bool:
        """Whether the address led to another one when it was recorded."""
        return self.note.startswith("/")

    @property
    def is_article(self) -> bool:
        """Whether an article stood there. A feed, which may also have an id, is recognised by its address."""
        return bool(self.id) and not self.is_alias and not routes.is_feed(self.address)

    @property
    def kind(self) -> str:
        """What stood there, judging by address and id: one of `KINDS`."""
        if routes.is_feed(self.address) or self.address in {routes.FEED_XML, routes.OPML}:
            return "feeds"
        if self.is_alias:
            return "aliases"
        if self.id:
            return "articles"
        if not self.address.endswith(("/", *routes.PAGES)):
            return "downloads"
        dated = routes.period_at(self.address) or routes.day_at(self.address)
        shelf = dated or self.address == routes.shelf("articles") or routes.shelf_at(self.address)[0]
        return "shelves" if shelf else "pages"

    def __str__(self) -> str:
        """Return the line of the ledger, with its line feed."""
        columns = (quote(self.address, safe=PATH_SAFE), self.id, quote(self.note, safe=PATH_SAFE))
        return "\t".join(columns).rstrip("\t") + "\n"


class _LookedUp:
    """Has room for what `cached_property` finds, which is no part of a value: it is neither compared nor pickled."""


@value
class Ledger(_LookedUp):
    """All published addresses, which must be kept. Whatever is looked up in it is looked up once."""

    entries: tuple[Entry, ...]
    """In the order of the file."""
    runs: tuple[tuple[str, ...], ...]
    """The ids of all articles, each once, in the order in which they entered the archive. Each run is a recorded document of the
    feed's history, except the last, which has no document yet."""

    @cached_property
    def first(self) -> Mapping[str, Entry]:
        """The line of each address: the first that gives it an id, or else the first."""
        return {**{entry.address: entry for entry in reversed(self.entries)}, **self.bound}

    @cached_property
    def bound(self) -> Mapping[str, Entry]:
        """The first line of each address that gives it an id; an alias has none of its own."""
        return {entry.address: entry for entry in reversed(self.entries) if entry.id and not entry.is_alias}

    @cached_property
    def aliases(self) -> Mapping[str, Entry]:
        """The first line of each alias that led to an article."""
        return {entry.address: entry for entry in reversed(self.entries) if entry.id and entry.is_alias}

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The id with which each address was first published, for those that have one."""
        return {address: entry.id for address, entry in self.bound.items()}

    @cached_property
    def standing(self) -> frozenset[str]:
        """Every recorded address that was not only an alias."""
        return frozenset(entry.address for entry in self.entries if not entry.is_alias)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every recorded address."""
        return frozenset(entry.address for entry in self.entries)

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """By key, composed, the id with which it was recorded, if it was with no other, and is the last one of that id."""
        ids: dict[str, set[str]] = {}
        for entry in self._sourced():
            ids.setdefault(composed(entry.source), set()).add(entry.id)
        last = {identity: composed(entry.source) for identity, entry in self.sources.items()}
        return {key: identity for identity, key in last.items() if len(ids[key]) == 1}

    @cached_property
    def sources(self) -> Mapping[str, Entry]:
        """By permanent id, the last line of the article that names a source."""
        return {entry.id: entry for entry in self._sourced()}

    @cached_property
    def holders(self) -> Mapping[str, Entry]:
        """By key, composed, the last line that names it as the source of an article."""
        return {composed(entry.source): entry for entry in self._sourced()}

    def _sourced(self) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.source)

    def counts(self) -> Mapping[str, int]:
        """Return how many addresses of each kind are recorded."""
        kinds = Counter(entry.kind for entry in self.first.values())
        return {kind: kinds[kind] for kind in KINDS}


def whole(text: str) -> Ledger:
    """Return the ledger in `text`, the whole file; raise `Misconfigured` also if the last line has no line break.

    A file that was cut off ends like this, and what is left of a line may look complete.
    """
    if text and not text.endswith(("\n", "\r")):
        what = "the last line has no line break: the file may have been cut off here"
        hint = "restore it: git checkout -- ledger.txt, or from an older commit; if nothing is missing, add the line break"
        raise Misconfigured([Problem(path=LEDGER, line=len(text.splitlines()), what=what, hint=hint)])
    return read(text)


def read(text: str) -> Ledger:
    """Return the ledger in `text`, or raise `Misconfigured` with a problem for every line that is wrong."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    spaced: list[int] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        address, identity, note = _columns(line, number, problems, spaced)
        entries.append(Entry(address=unquote(address), id=identity.strip(), note=unquote(note.strip()), line=number))
    if spaced:
        lines = f"in {len(spaced)} lines" if len(spaced) > 1 else "here"
        hint = "restore them: git checkout -- ledger.txt, then record again what it lacks; set your editor to keep tabs"
        problems.append(Problem(path=LEDGER, line=spaced[0], what=f"tabs have become spaces {lines}", hint=hint))
    divided = _divided(entries, problems)
    problems = problems or [*_cut(entries), *_disputed(entries), *(flaw.at(LEDGER) for flaw in divided.flaws)]
    if problems:
        raise Misconfigured(problems)
    return Ledger(entries=tuple(entries), runs=divided.runs)


def count(text: str) -> int:
    """Return how many addresses the ledger `text` lists. It is not read for this, as every build asks."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return len({line.partition("\t")[0] for line in lines if line.startswith("/")})


def regions(text: str) -> frozenset[str]:
    """Return the slugs of all regions that the ledger `text` has ever had. It is not read for this, as every build asks."""
    lines = f"\n{text}".split(f"\n{routes.shelf('regions')}")[1:]
    return frozenset(unquote(line.partition("/")[0]) for line in lines)


def _divided(entries: Sequence[Entry], problems: list[Problem]) -> Division:
    """Return all articles, each in the document of the feed's history that holds it; append to `problems` if a line is wrong."""
    entered: dict[str, int] = {}
    for entry in entries:
        if entry.is_article:
            entered.setdefault(entry.id, entry.line)
    documents: list[RecordedDocument] = []
    for entry in entries:
        number = routes.history_number(entry.address)
        noted = division.read(entry.note) if number else None
        if noted:
            documents.append(RecordedDocument(number=number, id=entry.id, count=noted[0], marks=noted[1], line=entry.line))
        elif number:
            what = f'"{entry.note}" is not the number of the articles in a document, and their marks'
            hint = "restore the line: git log -p ledger.txt shows it"
            problems.append(Problem(path=LEDGER, line=entry.line, what=what, hint=hint))
    return division.divide(entered, documents)


def _columns(line: str, number: int, problems: list[Problem], spaced: list[int]) -> tuple[str, str, str]:
    """Return address, id and note of a `line`; append to `problems` if one is wrong, or its `number` to `spaced`."""
    address, identity, note, *_ = (*line.strip().split("\t"), "", "")
    if _SPACED.match(line):
        spaced.append(number)
    elif not address.startswith("/") or " " in address:
        hint = "remove conflict markers and keep every line of both sides" if line[:7] in _CONFLICT else "restore the line"
        hint = "begin it with the / after the host" if _WEB.match(address) else hint
        problems.append(Problem(path=LEDGER, line=number, what="this line is not an address", hint=hint))
    if identity and not _ID.fullmatch(identity.strip()):
        problems.append(
            Problem(path=LEDGER, line=number, what=f"{identity.strip()!r} is not a permanent id", hint="restore the line")
        )
    return address, identity, note


def _cut(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a problem for each article without a source below one that has one: only older lines have none."""
    newer = False
    for entry in entries:
        newer = newer or bool(entry.source)
        if newer and entry.is_article and not entry.source:
            what = "this line has lost the source of its article"
            hint = (
                "restore it: git log -p ledger.txt shows the line; if it never had one, add a tab and the path of the file "
                "below content/articles, without .md and percent-encoded"
            )
            yield Problem(path=LEDGER, line=entry.line, what=what, hint=hint)


def _disputed(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a problem for the first line of each address whose permanent id differs from that in an earlier line."""
    owners: dict[str, Entry] = {}
    reported: set[str] = set()
    for entry in entries:
        if entry.id and not entry.is_alias:
            first = owners.setdefault(entry.address, entry)
            if first.id != entry.id and entry.address not in reported and not routes.history_number(entry.address):
                reported.add(entry.address)
                what = f'"{entry.address}" has a different permanent id here than in line {first.line}: two branches recorded it'
                hint = f"delete the lines of the id that was not published: subscribers know it by {first.id} or by {entry.id}"
                yield Problem(path=LEDGER, line=entry.line, what=what, hint=hint)


_ID = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"\x00-\x20]+")
_SPACED = re.compile(r"/[^\s]* +(?:/|[a-zA-Z][a-zA-Z0-9+.-]*:)[^\t]*")
"""An address and, separated by spaces, an id or another address."""
_WEB = re.compile(r"https?://")
_CONFLICT = ("<" * 7, "|" * 7, "=" * 7, ">" * 7)
