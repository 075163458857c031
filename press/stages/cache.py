"""Results of earlier builds, found by the digest of what they were computed from. Disposable; decides nothing."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from press.edges import program, source
from press.edges.folders import RACY
from press.edges.source import File, Signature
from press.kernel.memo import Memo, pack, usable

NAME = "memo.sqlite"
SIGNATURES = "signatures"


def folders_of(output: Path) -> str:
    """Return the cache key for the times of the folders of the site in `output`."""
    return f"folders of {output.resolve()}"


class Cache:
    """The results of earlier builds of one archive. Use it as a context manager: new results are written on exit."""

    def __init__(self, folder: Path | None) -> None:
        """Use the cache in `folder`; without one, or if it cannot be used, nothing is found and nothing is kept."""
        self.refused = folder is not None and not usable(folder)
        """Whether a folder was given that cannot be used."""
        folder = None if self.refused else folder
        self._memo = Memo(folder / NAME if folder else None, program.version() if folder else "")
        self._seen: dict[str, tuple[Signature, str]] = {}
        self._pruned = False
        self._aside = TemporaryDirectory(prefix="press-") if folder is None else None
        self.renditions_folder = f"{self._aside.name if self._aside else folder}/pictures"
        """The folder for renditions of pictures."""

    def __enter__(self) -> "Cache":
        """Return the cache."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Write the new results."""
        signatures = _trusted(self._seen)
        if not self._pruned:  # a build that found its plan, or had nothing to do, has not looked at every file
            signatures = {**self._signatures, **signatures}
        if signatures and signatures != self._signatures:
            self.keep(SIGNATURES, signatures)
        self._memo.close(prune=self._pruned)
        if self._aside:
            self._aside.cleanup()

    @cached_property
    def _signatures(self) -> dict[str, tuple[Signature, str]]:
        """Signature and digest of each file that the last build looked at, by its path. Slow to load."""
        found: dict[str, tuple[Signature, str]] = self.find(SIGNATURES, {})
        return found

    def prune(self) -> None:
        """On exit, drop the results that this build did not ask for, if there are many.

        Only a build that made a new plan may call this: it asks for everything that is still needed.
        """
        self._pruned = True

    def digests(self, files: Iterable[File]) -> dict[str, str]:
        """Return the digest of the content of each of `files`, by path; a file whose signature is known is not read."""
        found = {}
        for file in files:
            disk_path = file.disk_path
            signature, known = self._seen.get(disk_path) or self._signatures.get(disk_path, ((), ""))
            if signature != file.signature or not known:
                known = source.digest_of(file)
            self._seen[disk_path] = (file.signature, known)
            found[file.path] = known
        return found

    def digest_at(self, disk_path: str) -> str:
        """Return the digest of the file at `disk_path`, or an empty string if this build has not asked for it."""
        return self._seen.get(disk_path, ((), ""))[1]

    def find(self, key: str, otherwise: Any = None) -> Any:
        """Return the value kept for `key`, or `otherwise`."""
        return self._memo.find([key]).get(key, otherwise)

    def find_all(self, keys: Iterable[str]) -> Mapping[str, Any]:
        """Return the values kept for those of `keys` that are known."""
        return self._memo.find(keys)

    def need(self, keys: Iterable[str]) -> None:
        """Mark the values kept for `keys` as still needed, although this build has not looked them up."""
        self._memo.need(keys)

    def keep(self, key: str, value: object) -> None:
        """Keep `value` for `key`."""
        self._memo.keep(key, pack(value))

    def keep_packed(self, key: str, packed: bytes) -> None:
        """Keep for `key` a value that is already packed, perhaps by another process."""
        self._memo.keep(key, packed)


def _trusted(signatures: Mapping[str, tuple[Signature, str]]) -> dict[str, tuple[Signature, str]]:
    """Return those of `signatures` that cannot hide a later change: all but those of the newest files."""
    changed = {disk_path: signature[1] for disk_path, (signature, _) in signatures.items() if signature}
    newest = max(changed.values(), default=0)
    return {disk_path: signatures[disk_path] for disk_path, at in changed.items() if at < newest - RACY}
