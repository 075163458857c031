"""The digest of each file, found by its signature: a file that is as it was is not read again. Knows no content."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from press.edges import source
from press.edges.folders import RACY
from press.edges.source import File, Signature

Known = Mapping[str, tuple[Signature, str]]
"""Signature and digest of each file, by its path on disk."""


class Signatures:
    """The signatures and digests of the files that this build has looked at, and of those that the last one has."""

    def __init__(self, load: Callable[[], Known]) -> None:
        """Start with none of this build; `load` returns those of the last one, and is slow."""
        self._load = load
        self._seen: dict[str, tuple[Signature, str]] = {}

    @cached_property
    def _before(self) -> Known:
        return self._load()

    def digests(self, files: Iterable[File]) -> dict[str, str]:
        """Return the digest of the content of each of `files`, by path; a file whose signature is known is not read."""
        found = {}
        for file in files:
            disk_path = file.disk_path
            signature, known = self._seen.get(disk_path) or self._before.get(disk_path, ((), ""))
            if signature != file.signature or not known:
                known = source.digest_of(file)
            self._seen[disk_path] = (file.signature, known)
            found[file.path] = known
        return found

    def digest_at(self, disk_path: str) -> str:
        """Return the digest of the file at `disk_path`, or an empty string if this build has not asked for it."""
        return self._seen.get(disk_path, ((), ""))[1]

    def for_next(self, *, complete: bool) -> Known:
        """Return what the next build may rely on; nothing if it is what this one was told.

        Unless this build looked at every file, and is `complete`, what was known of the others stays.
        """
        now = _trusted(self._seen) if complete else {**self._before, **_trusted(self._seen)}
        return now if now != self._before else {}


def _trusted(known: Known) -> Known:
    """Return those of the `known` signatures that cannot hide a later change: all but those of the newest files."""
    at = {disk_path: signature[1] for disk_path, (signature, _) in known.items() if signature}
    newest = max(at.values(), default=0)
    return {disk_path: known[disk_path] for disk_path, changed in at.items() if changed < newest - RACY}
