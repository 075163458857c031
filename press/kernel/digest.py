"""Gives any bytes and any frozen value a short name that changes when they do. Knows nothing of what they mean.

A pickle would not do: equal values can pickle differently.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import BuiltinFunctionType, FunctionType
from typing import Any
from zoneinfo import ZoneInfo

SIZE = 16
"""Bytes in a digest: 128 bits, so that two different files of one archive never share a name."""


def of_bytes(data: bytes) -> str:
    """Return the BLAKE2b digest (RFC 7693) of `data` as 32 hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()


def of(value: object) -> str:
    """Return the digest of a frozen value: equal values have equal digests, in every process and on every machine.

    Takes texts, bytes, numbers, dates, tuples, sets, mappings, functions by name, and dataclasses of these. A dataclass
    with a field `digest` is taken by that field alone: it names all of the content. Raises TypeError for anything else.
    """
    parts: list[str] = []
    _walk(value, parts.append)
    return of_bytes("".join(parts).encode(errors="surrogatepass"))


def _walk(value: Any, add: Callable[[str], None]) -> None:
    kind = type(value)
    walk = _WALKS.get(kind)
    if walk is not None:
        walk(value, add)
    elif is_dataclass(kind):
        add(f"{kind.__qualname__}:")
        for name in _fields(kind):
            _walk(getattr(value, name), add)
    elif isinstance(value, Mapping):
        _mapping(value, add)
    else:
        raise TypeError(f"{kind.__qualname__} has no digest")


@cache
def _fields(kind: type) -> tuple[str, ...]:
    names = tuple(field.name for field in fields(kind))
    return ("digest",) if "digest" in names else names


def _text(value: str, add: Callable[[str], None]) -> None:
    add(f"s{len(value)}:{value}")


def _plain(value: object, add: Callable[[str], None]) -> None:
    add(f"{value!r};")


def _sequence(value: tuple[object, ...], add: Callable[[str], None]) -> None:
    add(f"({len(value)}:")
    for item in value:
        _walk(item, add)


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


_WALKS: dict[type, Callable[[Any, Callable[[str], None]], None]] = {
    str: _text, bool: _plain, int: _plain, float: _plain, bytes: _plain, type(None): _plain, tuple: _sequence, list: _sequence,
    frozenset: _set, set: _set, dict: _mapping, date: _day, datetime: _instant, ZoneInfo: _plain, FunctionType: _function,
    BuiltinFunctionType: _function, type: _function,
}  # fmt: skip
