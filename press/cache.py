"""What earlier builds computed, found again by the digest of what it was computed from. Disposable; decides nothing."""

import sys
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from press import source
from press.folders import RACY
from press.kernel import digest
from press.kernel.memo import Memo, pack, usable
from press.source import File

NAME = "memo.sqlite"
SIGNATURES = "signatures"


def epoch() -> str:
    """Return the digest of the program itself and of everything that it is built on."""
    engine = tuple(source.digest_of(file) for file in source.engine())
    return digest.of((sys.version, engine, source.installed()))


def folders_of(output: Path) -> str:
    """Return the key under which the times of the folders of the site in `output` are kept."""
    return f"folders of {output.resolve()}"


class Cache:
    """The results of earlier builds of one archive. Use it as a context: what is new is kept at its end."""

    def __init__(self, folder: Path | None) -> None:
        """Use the cache in `folder`; without one, or where nothing can be kept, nothing is found and nothing kept."""
        self.refused = folder is not None and not usable(folder)
        """Whether the folder cannot be used."""
        folder = None if self.refused else folder
        self._memo = Memo(folder / NAME if folder else None, epoch() if folder else "")
        self._seen: dict[str, tuple[str, str]] = {}
        self._pruned = False
        self._aside = TemporaryDirectory(prefix="press-") if folder is None else None
        self.pictures = f"{self._aside.name if self._aside else folder}/pictures"
        """The folder for the smaller copies of pictures."""

    def __enter__(self) -> "Cache":
        """Return the cache."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Keep what is new."""
        signatures = _trusted(self._seen)
        if signatures and signatures != self._signatures:
            self.keep(SIGNATURES, signatures)
        self._memo.close(prune=self._pruned)
        if self._aside:
            self._aside.cleanup()

    @cached_property
    def _signatures(self) -> dict[str, tuple[str, str]]:
        """Signature and digest of each file that the last build looked at, by its place. They take a while to load."""
        found: dict[str, tuple[str, str]] = self.find(SIGNATURES, {})
        return found

    def prune(self) -> None:
        """Let go, at the end, of what this build did not ask for, once there is much of it.

        Only a build that made its plan may say so: it asks for everything that is still of use.
        """
        self._pruned = True

    def digests(self, files: Iterable[File]) -> dict[str, str]:
        """Return the digest of the content of each of `files` by its path; one whose signature is known is not read."""
        found = {}
        for file in files:
            place = file.place
            signature, known = self._seen.get(place) or self._signatures.get(place, ("", ""))
            if signature != file.signature or not known:
                known = source.digest_of(file)
            self._seen[place] = (file.signature, known)
            found[file.path] = known
        return found

    def digest_at(self, place: str) -> str:
        """Return the digest of the file at `place`, if this build has asked for it; else nothing."""
        return self._seen.get(place, ("", ""))[1]

    def find(self, key: str, otherwise: Any = None) -> Any:
        """Return what was kept for `key`."""
        return self._memo.find([key]).get(key, otherwise)

    def find_all(self, keys: Iterable[str]) -> Mapping[str, Any]:
        """Return what was kept for each of `keys`."""
        return self._memo.find(keys)

    def need(self, keys: Iterable[str]) -> None:
        """Say that what was kept for `keys` is of use, though this build has not asked for it."""
        self._memo.need(keys)

    def keep(self, key: str, value: object) -> None:
        """Keep `value` for `key`."""
        self._memo.keep(key, pack(value))

    def keep_packed(self, key: str, packed: bytes) -> None:
        """Keep for `key` a value that another process has packed already."""
        self._memo.keep(key, packed)


def _trusted(signatures: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return those of `signatures` that cannot hide a later change: not those of the newest files."""
    changed = {place: int(signature.split("-")[1]) for place, (signature, _) in signatures.items() if signature}
    newest = max(changed.values(), default=0)
    return {place: signatures[place] for place, at in changed.items() if at < newest - RACY}
