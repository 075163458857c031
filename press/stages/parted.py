"""Stores a large mapping in parts, so that a few of its values can be read or replaced without loading the others."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
        self._slot, self._cuts, self._cache = slot, list(cuts), cache
        self._starts = [start for start, _ in cuts]
        self._parts: dict[int, dict[str, Value]] = {}

    def all(self) -> dict[str, Value]:
        """Return the whole mapping, or raise `Lost`."""
        self._load(range(len(self._cuts)))
        whole: dict[str, Value] = {}
        for part in self._parts.values():
            whole |= part
        return whole

    def some(self, keys: Iterable[str]) -> dict[str, Value]:
        """Return the values of those `keys` that exist, or raise `Lost`."""
        wanted = {key: self._part_of(key) for key in keys}
        self._load(set(wanted.values()) - {-1})
        return {key: self._parts[number][key] for key, number in wanted.items() if key in self._parts.get(number, ())}

    def keep(self, changes: Mapping[str, Value]) -> Cuts:
        """Replace the values of the keys of `changes`, which must all exist, and return the new cuts."""
        changed: defaultdict[int, dict[str, Value]] = defaultdict(dict)
        for key, value in changes.items():
            changed[self._part_of(key)][key] = value
        self._load(changed)
        for number, values in changed.items():
            self._parts[number] |= values
            self._cuts[number] = self._starts[number], self._keep(number)
        return tuple(self._cuts)

    def keep_all(self, values: Mapping[str, Value]) -> Cuts:
        """Replace the whole mapping by `values`, and return the cuts."""
        keys = sorted(values)
        runs = [keys[start : start + SIZE] for start in range(0, len(keys), SIZE)]
        self._starts = [run[0] for run in runs]
        self._parts = {number: {key: values[key] for key in run} for number, run in enumerate(runs)}
        self._cuts = [(start, self._keep(number)) for number, start in enumerate(self._starts)]
        return tuple(self._cuts)

    def _part_of(self, key: str) -> int:
        return bisect_right(self._starts, key) - 1

    def _row(self, number: int) -> str:
        return f"{self._slot}, part {number}"

    def _keep(self, number: int) -> str:
        packed = pack(self._parts[number])
        name = digest.of_bytes(packed)
        self._cache.keep(self._row(number), (name, packed))
        return name

    def _load(self, numbers: Iterable[int]) -> None:
        rows = {self._row(number): number for number in numbers if number not in self._parts}
        found = self._cache.find_all(rows)
        for row, number in rows.items():
            name, packed = found.get(row, ("", b""))
            if name != self._cuts[number][1]:
                raise Lost(row)
            self._parts[number] = unpack(packed)
