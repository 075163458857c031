"""Stores a large mapping in parts, so that a few of its values can be read or replaced without loading the others."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from typing import Generic, TypeVar

from press.kernel import digest
from press.kernel.memo import pack, unpack
from press.stages.cache import Cache

Value = TypeVar("Value")
Cuts = Sequence[tuple[str, str]]
"""The first key of each part, and the digest of its content: enough to find the mapping again."""

SIZE = 1_000
"""Values in a part. Neighbouring keys share a part, because their values have much in common."""


class Lost(Exception):
    """A stored part is missing or damaged."""


class Parted(Generic[Value]):
    """A mapping with strings as keys, stored in parts."""

    def __init__(self, slot: str, cuts: Cuts, cache: Cache) -> None:
        """Open the mapping at `slot` in `cache` that has these `cuts`; without any, it is empty."""
        self._slot, self._names, self._cache = slot, dict(cuts), cache
        self._starts = [start for start, _ in cuts]
        self._parts: dict[str, dict[str, Value]] = {}

    def all(self) -> dict[str, Value]:
        """Return the whole mapping, or raise `Lost`."""
        self._load(self._starts)
        whole: dict[str, Value] = {}
        for part in self._parts.values():
            whole |= part
        return whole

    def some(self, keys: Iterable[str]) -> dict[str, Value]:
        """Return the values of those `keys` that exist, or raise `Lost`."""
        wanted = {key: self._part_of(key) for key in keys}
        self._load(set(wanted.values()))
        return {key: self._parts[start][key] for key, start in wanted.items() if key in self._parts[start]}

    def keep(self, changes: Mapping[str, Value], gone: Set[str] = frozenset()) -> Cuts:
        """Add or replace the values of the keys of `changes`, take out the keys that are `gone`, and return the new cuts.

        Only the parts with these keys are stored anew. Raises `Lost` if one of them is lost.
        """
        changed: defaultdict[str, dict[str, Value]] = defaultdict(dict)
        for key in gone:
            changed[self._part_of(key)]
        for key, value in changes.items():
            changed[self._part_of(key)][key] = value
        self._load(changed)
        for start, values in changed.items():
            self._names.pop(start, None)
            self._keep({key: value for key, value in (self._parts.pop(start) | values).items() if key not in gone})
        self._starts = sorted(self._names)
        return tuple((start, self._names[start]) for start in self._starts)

    def keep_all(self, values: Mapping[str, Value]) -> Cuts:
        """Replace the whole mapping by `values`, and return the cuts. Loaded parts that stay the same are not stored anew."""
        self._names = {start: name for start, name in self._names.items() if start in self._parts}
        self._starts = sorted(self._names)
        before = self.all()
        changes = {key: value for key, value in values.items() if key not in before or before[key] != value}
        return self.keep(changes, before.keys() - values.keys())

    def _part_of(self, key: str) -> str:
        """Return the first key of the part where `key` is, or would be added; empty if there is no part."""
        return self._starts[max(0, bisect_right(self._starts, key) - 1)] if self._starts else ""

    def _row(self, start: str) -> str:
        return f"{self._slot}, part {start}"

    def _keep(self, part: Mapping[str, Value]) -> None:
        """Store `part`, divided after every `SIZE` of its sorted keys if it has more than twice as many."""
        keys = sorted(part)
        size = SIZE if len(keys) > 2 * SIZE else 2 * SIZE
        for run in (keys[at : at + size] for at in range(0, len(keys), size)):
            self._parts[run[0]] = {key: part[key] for key in run}
            packed = pack(self._parts[run[0]])
            self._names[run[0]] = digest.of_bytes(packed)
            self._cache.keep(self._row(run[0]), (self._names[run[0]], packed))

    def _load(self, starts: Iterable[str]) -> None:
        if not self._names:
            self._parts.setdefault("", {})
        rows = {self._row(start): start for start in starts if start not in self._parts}
        found = self._cache.find_all(rows)
        for row, start in rows.items():
            name, packed = found.get(row, ("", b""))
            if name != self._names[start]:
                raise Lost(row)
            self._parts[start] = unpack(packed)


class Whole(Generic[Value]):
    """A mapping in parts that is read and replaced as a whole. Its cuts are kept at its slot, too."""

    def __init__(self, slot: str, cache: Cache) -> None:
        """Load what is kept at `slot` in `cache`."""
        self._slot, self._cache = slot, cache
        self._parts: Parted[Value] = Parted(slot, cache.find(slot, ()), cache)
        self.values: dict[str, Value] = {}
        """What was kept; nothing if a part of it is lost."""
        with suppress(Lost):
            self.values = self._parts.all()

    def replace(self, values: Mapping[str, Value]) -> None:
        """Keep `values` instead, if they differ."""
        if values != self.values:
            self._cache.keep(self._slot, self._parts.keep_all(values))
