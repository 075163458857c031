"""Pickles a value without the parts that it shares with others: each shared part is packed once, apart, and named by its digest.

So each of many values that have much in common is small, and can be loaded without the others.
"""

import io
import pickle
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Kind = TypeVar("Kind", bound=type)

_APART: dict[type, tuple[str, ...]] = {}
"""The classes whose instances are packed apart, and the fields of each whose values are packed apart as well."""


def apart(*contained: str) -> Callable[[Kind], Kind]:
    """Return a decorator for a frozen dataclass: its instances are packed apart, and so are the values of its fields `contained`.

    The class must have a field `digest` that identifies the whole content of an instance.
    """

    def mark(kind: Kind) -> Kind:
        _APART[kind] = contained
        return kind

    return mark


def pack(value: object) -> tuple[bytes, Mapping[str, object]]:
    """Return `value` packed without its shared parts, and those parts by name, including the shared parts of parts."""
    packer = _Packer(value)
    packer.dump(value)
    return packer.written.getvalue(), packer.found


def unpack(packed: bytes, parts: Mapping[str, bytes], made: dict[str, object]) -> Any:
    """Return the value that was `packed`, with its shared parts from `parts`: each is unpacked once and remembered in `made`.

    Raises KeyError if a part is missing; damaged data may raise any exception.
    """

    def find(name: str) -> object:
        if name not in made:
            made[name] = unpack(parts[name], parts, made)
        return made[name]

    return _Unpacker(packed, find).load() if _MARK in packed else pickle.loads(packed)  # most have no shared part


def _lying(name: str) -> object:
    """Stand for the shared part called `name`."""
    raise LookupError(name)


_MARK = _lying.__name__.encode()
"""Occurs in the bytes of every value that has a shared part."""


class _Packer(pickle.Pickler):
    def __init__(self, whole: object) -> None:
        self.written = io.BytesIO()
        self.found: dict[str, object] = {}
        self._whole = whole
        super().__init__(self.written, protocol=pickle.HIGHEST_PROTOCOL)

    def reducer_override(self, value: Any) -> Any:
        if type(value) not in _APART or value is self._whole:
            return NotImplemented
        return _lying, (self._add(value),)

    def _add(self, value: Any) -> str:
        kind = type(value)
        name = f"{kind.__name__} {value.digest}"
        if name not in self.found:
            self.found[name] = value
            for field in _APART[kind]:
                self._add(getattr(value, field))
        return name


class _Unpacker(pickle.Unpickler):
    def __init__(self, data: bytes, find: Callable[[str], object]) -> None:
        self._find = find
        super().__init__(io.BytesIO(data))

    def find_class(self, module: str, name: str) -> Any:
        return self._find if name == _lying.__name__ and module == __name__ else super().find_class(module, name)
