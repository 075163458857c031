"""Resolves what authors write to refer to an article. Knows when one source may refer to another."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from press.addresses import routes
from press.ground import slug
from press.ground.filename import composed, key_of, name_of
from press.ground.moment import Moment
from press.ground.suggestion import nearest, offer, rationed, suggestion
from press.kernel.value import value

Former = Callable[[], Mapping[str, Sequence[str]]]
"""Returns by former name the sources of the articles that took its place. Called only when a name leads nowhere."""

MOST_ALIKE = 3
"""How many files with the same name are suggested."""


@value
class Named:
    """An article or standalone page that can be referred to."""

    key: str
    """The path below content/articles, or below content/ for a page, without the suffix."""
    path: str
    """Its source file."""
    slug: str
    """Its slug."""
    address: str
    """Where it stands, or will."""
    date: Moment | None
    """When it is published; None for a standalone page, which always is."""
    draft: bool = False
    """Whether it is kept back."""

    @property
    def is_article(self) -> bool:
        """Whether it is an article: standalone pages have no date."""
        return self.date is not None


def names_of(unread: Iterable[str]) -> frozenset[str]:
    """Return the names that `unread` sources may have: those of their files, with or without a date, and their slugs."""
    found = {composed(name_of(key_of(path))) for path in unread}
    found |= {_DATE.sub("", name) for name in found}
    return frozenset(found).union(*({slug.make(name), slug.make(name, unicode=True)} for name in found))


_DATE = re.compile(r"^[0-9]{4}([-_.]?)[0-9]{1,2}\1[0-9]{1,2}[-_.]+(?=.)")


def _key(path: str) -> str:
    """Return the key of the source `path`: composed, below content/articles, without the suffix."""
    return composed(key_of(path.strip("/")))


@value
class Failure:
    """Why a reference is wrong."""

    what: str
    """What is wrong, in words."""
    hint: str
    """What to do."""
    absent: bool = False
    """Whether nothing has that name, as opposed to something that may not be referred to here."""


class Register:
    """Everything that can be referred to, found by key, by path, by address or by a unique slug."""

    def __init__(
        self,
        named: Iterable[Named],
        unread: Iterable[str],
        now: Moment,
        former: Former = dict,
        moved: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Register `named`; `former` returns what they took the place of, `moved` has the present address for each alias.

        Sources in `unread` exist but are broken: referring to them is not a further error.
        """
        unread = frozenset(unread)
        self._moved = moved
        self._by_path: Mapping[str, Named] = {composed(entry.path): entry for entry in named}
        self._by_key = {composed(entry.key): entry for entry in self._by_path.values()}
        self._by_slug: dict[str, list[Named]] = defaultdict(list)
        for entry in self._by_path.values():
            self._by_slug[entry.slug].append(entry)
        self._unread = frozenset(map(composed, unread))
        keys = {key_of(path) for path in self._unread}
        self._unread_keys = keys | {posixpath.basename(key) for key in keys} | names_of(unread)
        self._helped = rationed()
        self._former = former
        self.now = now

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Named]]:
        """Everything by slug and by file name."""
        found: dict[str, list[Named]] = defaultdict(list)
        for entry in self._by_path.values():
            for name in {entry.slug.casefold(), name_of(composed(entry.key)).casefold()}:
                found[name].append(entry)
        return found

    @cached_property
    def _by_address(self) -> Mapping[str, Named]:
        """Everything by its address."""
        return {entry.address: entry for entry in self._by_path.values()}

    @cached_property
    def _heirs(self) -> Mapping[str, Sequence[str]]:
        """The sources of what took the place of each former name."""
        return self._former()

    def find(self, text: str, source: Named) -> Named | Failure | None:
        """Return what `source` refers to by `text`, or why it cannot; None if that source is itself broken."""
        key = _key(text)
        if key in self._by_key:
            return self.allowed(self._by_key[key], source)
        if key in self._unread_keys:
            return None
        same = self._by_slug.get(key) or self._at(text)
        same = [entry for entry in same if isinstance(self.allowed(entry, source), Named)] or same  # of a draft, none need know
        if len(same) == 1:
            return self.allowed(same[0], source)
        if same:
            keys = " or ".join(f'"{entry.key}"' for entry in same[:4])
            return Failure(what=f'"{text}" is the slug of {len(same)} articles', hint=f"write {keys}")
        hint = self._listed(text) or offer((entry.key for entry in self._meant(key, source)), "") or self._nearest(key)
        return Failure(what=f'there is no article "{text}"', hint=hint, absent=True)

    def _listed(self, text: str) -> str:
        """Return how to write `text` if it names several articles, with commas between them, or on lines without dashes."""
        parts = text.replace(",", " ").split()
        known = len(parts) > 1 and any(key in names for key in map(_key, parts) for names in (self._by_key, self._by_slug))
        return f"write a list: [{', '.join(parts)}]" if known else ""

    def _at(self, text: str) -> Sequence[Named]:
        """Return what stands at the address `text`, as copied from a browser, or is found there by an alias."""
        address = routes.canonical(text)
        entry = self._by_address.get(self._moved.get(address, address))
        return [entry] if entry else []

    def find_path(self, path: str, source: Named) -> Named | Failure | None:
        """Return what `source` refers to by the file `path`, or why it cannot; None if that source is itself broken."""
        entry = self._by_path.get(composed(path))
        if entry is not None:
            return self.allowed(entry, source)
        if composed(path) in self._unread:
            return None
        folder = posixpath.dirname(source.path)
        alike = [entry.path for entry in self._meant(_key(path), source)] or (self._alike(path) if self._helped() else ())
        hint = offer((posixpath.relpath(other, folder) for other in alike), "correct the path")
        return Failure(what=f'there is no file "{path}"', hint=hint, absent=True)

    def barred(self, address: str, source: Named) -> Failure | None:
        """Return why `source` may not refer to what stands at `address`; None if it may, or if that is no article."""
        entry = self._by_address.get(address)
        found = self.allowed(entry, source) if entry else None
        return found if isinstance(found, Failure) else None

    def _meant(self, key: str, source: Named) -> Sequence[Named]:
        """Return what `source` may mean by `key`, without guessing at misspellings.

        That is everything with that slug or file name, and what is known to have taken the place of `key`; if something is
        both, only that.
        """
        name = name_of(key)
        same = [entry for entry in self._by_name.get(name.casefold(), ()) if self._nameable(entry, source)]
        if len(same) > MOST_ALIKE:
            closest = nearest(key, (entry.key for entry in same)) if self._helped() else ()
            same = [self._by_key[composed(other)] for other in closest]
        heirs = (self._by_path.get(composed(path)) for path in self._heirs.get(key) or self._heirs.get(name, ()))
        known = [entry for entry in heirs if entry and self._nameable(entry, source)]
        return [entry for entry in known if entry in same] or [*same, *known][: MOST_ALIKE + 1]

    def _nameable(self, entry: Named, source: Named) -> bool:
        return entry.path != source.path and isinstance(self.allowed(entry, source), Named)

    def _alike(self, path: str) -> Sequence[str]:
        """Return the files whose names, without folders, are most like that of `path`; of many, those with the closest paths."""
        by_name = {other: name_of(key_of(other)) for other in self._by_path}
        names = set(nearest(name_of(key_of(path)), by_name.values()))
        found = [other for other, name in by_name.items() if name in names]
        return found if len(found) <= MOST_ALIKE else nearest(path, found)

    def _nearest(self, key: str) -> str:
        """Return a suggestion of keys and slugs like `key`."""
        otherwise = "write its path below content/articles, its slug or its address"
        if not self._helped():
            return otherwise
        return suggestion(key, self._by_key) or suggestion(posixpath.basename(key), self._by_slug, otherwise)

    def allowed(self, target: Named, source: Named) -> Named | Failure:
        """Return `target` if `source` may refer to it: readers of `source` must be able to read `target`."""
        if target.draft and not source.draft:
            return Failure(what=f'"{target.key}" is a draft', hint="publish it first, or take the reference out")
        if target.date and source.date and target.date > max(source.date, self.now) and not source.draft:
            day = target.date.written
            return Failure(what=f'"{target.key}" is not published until {day}', hint="take the reference out until then")
        return target
