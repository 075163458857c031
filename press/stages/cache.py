"""Results of earlier builds, found by the digest of what they were computed from. Disposable; decides nothing."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from press.edges import program
from press.kernel.memo import Memo, pack, usable
from press.stages.signatures import Signatures

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
        self.signatures = Signatures(lambda: self.find(SIGNATURES, {}))
        """What is known of files by their signatures."""
        self._pruned = False
        self._aside = TemporaryDirectory(prefix="press-") if folder is None else None
        self.renditions_folder = f"{self._aside.name if self._aside else folder}/pictures"
        """The folder for renditions of pictures."""

    def __enter__(self) -> "Cache":
        """Return the cache."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Write the new results."""
        signatures = self.signatures.for_next(complete=self._pruned)  # others have not looked at every file
        if signatures:
            self.keep(SIGNATURES, signatures)
        self._memo.close(prune=self._pruned)
        if self._aside:
            self._aside.cleanup()

    def prune(self) -> None:
        """On exit, drop the results that this build did not ask for, if there are many.

        Only a build that made a new plan may call this: it asks for everything that is still needed.
        """
        self._pruned = True

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
