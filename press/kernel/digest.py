"""Names bytes and frozen values by digests, which change when their content does. Knows nothing of what they mean.

A pickle would not do: equal values can pickle differently.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, fields, is_dataclass
from datetime import date, datetime
from operator import attrgetter
from types import BuiltinFunctionType, FunctionType
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from press.kernel.value import value

SIZE = 16
"""Bytes in a digest: 128 bits, so that two different files of one archive never share a name."""
WIDTH = 8
"""Hexadecimal digits in the checksum of one part of a value."""


def of_bytes(data: bytes) -> str:
    """Return the BLAKE2b digest (RFC 7693) of `data` as 32 hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()


def of(value: object) -> str:
    """Return the digest of a frozen value, the same in every process and on every machine.

    Of values of one type, those with equal digests are equal; but a list counts as a tuple, and a function as its name. Equal
    values have equal digests if they are of the same types, and times of the same zone: 1 and True, or one instant in two
    zones, are told apart, because pages show them differently.

    Accepts strings, bytes, numbers, dates, tuples, sets, mappings, functions (by name), and dataclasses of these. Of a
    dataclass with a field `digest` only that field counts: it names all of the content. Raises TypeError for anything else.
    """
    return of_bytes(_walked(value))


def of_fields(value: Any) -> str:
    """Return the digest of all fields of a dataclass except `digest`: the value for that field."""
    return of([getattr(value, field.name) for field in fields(value) if field.name != "digest"])


def of_parts(values: Iterable[object]) -> str:
    """Return `WIDTH` digits for each of `values`: enough to show which one changed, but not to prove that none did."""
    return "".join(f"{crc32(_walked(value)):0{WIDTH}x}" for value in values)


def _walked(value: object) -> bytes:
    """Return what identifies `value`."""
    parts: list[str] = []
    _WALKS[type(value)](value, parts.append)
    return "".join(parts).encode(errors="surrogatepass")


@value
class Digested:
    """A frozen value that many others hold: it digests its fields once, when it is made."""

    digest: str = field(init=False, compare=False, repr=False)
    """The digest of all other fields."""

    def __post_init__(self) -> None:
        """Compute the digest."""
        object.__setattr__(self, "digest", of_fields(self))


class Chain:
    """The digest of a growing sequence, available at every length."""

    def __init__(self) -> None:
        """Start with an empty sequence."""
        self._grown = hashlib.blake2b(digest_size=SIZE)

    def add(self, text: str) -> str:
        """Append `text` and return the digest of everything appended so far."""
        data = text.encode(errors="surrogatepass")
        self._grown.update(b"%d:%b" % (len(data), data))
        return self._grown.hexdigest()


Walk = Callable[[Any, Callable[[str], None]], None]
"""A function that takes a value of one type and a callback, and calls back with strings that together identify the value."""


class _Walks(dict[type, Walk]):
    """The walk for each type, made when the type is first met."""

    def __missing__(self, kind: type) -> Walk:
        walk = self[kind] = _learned(kind)
        return walk


def _learned(kind: type) -> Walk:
    """Return the walk for a type that is met for the first time."""
    if is_dataclass(kind):
        return _dataclass(kind)
    if issubclass(kind, Mapping):
        return _mapping
    raise TypeError(f"{kind.__qualname__} has no digest")


def _dataclass(kind: type) -> Walk:
    names, title, walks = tuple(field.name for field in fields(kind)), f"{kind.__qualname__}:", _WALKS
    taken: Callable[[Any], tuple[object, ...]] = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, *names),)

    def by_digest(value: Any, add: Callable[[str], None]) -> None:
        add(f"{title}{value.digest};")

    def by_fields(value: Any, add: Callable[[str], None]) -> None:
        add(title)
        for item in taken(value):
            walks[type(item)](item, add)

    def bare(_value: Any, add: Callable[[str], None]) -> None:
        add(title)

    return by_digest if "digest" in names else by_fields if names else bare


def _text(value: str, add: Callable[[str], None]) -> None:
    add(f"s{len(value)}:{value}")


def _plain(value: object, add: Callable[[str], None]) -> None:
    add(f"{value!r};")


def _sequence(value: tuple[object, ...], add: Callable[[str], None]) -> None:
    add(f"({len(value)}:")
    walks = _WALKS
    for item in value:
        walks[type(item)](item, add)


def _set(value: frozenset[object], add: Callable[[str], None]) -> None:
    _sequence(tuple(sorted(map(of, value))), add)


def _mapping(value: Mapping[Any, object], add: Callable[[str], None]) -> None:
    add("{")
    _sequence(tuple((of(key), value[key]) for key in sorted(value, key=of)), add)


def _day(value: date, add: Callable[[str], None]) -> None:
    add(f"d{value.isoformat()};")


def _instant(value: datetime, add: Callable[[str], None]) -> None:
    add(f"t{value.isoformat()}{value.tzinfo};")


def _function(value: FunctionType, add: Callable[[str], None]) -> None:
    add(f"f{value.__module__}.{value.__qualname__};")


_WALKS = _Walks({
    str: _text, bool: _plain, int: _plain, float: _plain, bytes: _plain, type(None): _plain, tuple: _sequence, list: _sequence,
    frozenset: _set, set: _set, dict: _mapping, date: _day, datetime: _instant, ZoneInfo: _plain, FunctionType: _function,
    BuiltinFunctionType: _function, type: _function,
})  # fmt: skip
