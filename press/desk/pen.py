"""Writes the archive's own files; no other module does. Each is written completely or not at all."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from press.edges import lock, whole


@contextlib.contextmanager
def held(root: Path) -> Iterator[None]:
    """Wait for the lock on the folder `root`, so that no other process writes between a read and a write in this context."""
    descriptor = lock.take(root, wait=True)
    try:
        yield
    finally:
        os.close(descriptor)


def append(path: Path, text: str, *, heading: str) -> None:
    """Append `text` to the file `path`; a new file begins with `heading`. An unfinished last line is ended first."""
    before = path.read_bytes() if path.exists() else b""
    end = b"" if before.endswith(b"\n") else b"\n"
    replace(path, (before + end if before else heading.encode()) + text.encode())


def create(path: Path, text: str) -> bool:
    """Write `text` into the new file `path`, in folders that are made for it; return whether there was none before.

    Without the lock, another process could be faster.
    """
    if os.path.lexists(path):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    whole.replace(path, text.encode())
    return True


def replace(path: Path, data: bytes) -> None:
    """Replace the content of the file `path`, or of the one that it links to, by `data`; on an `OSError` it is unchanged."""
    whole.replace(path.resolve(), data)


def amend(changes: Mapping[Path, tuple[str, str]]) -> None:
    """Replace the first text with the second in every file of `changes`, or in none.

    All are first written beside the files that they will replace. Raises an `OSError` if a file no longer holds the first text,
    or cannot be written; if one cannot be moved into place, those already moved get their old content back.
    """
    changes = {path.resolve(): texts for path, texts in changes.items()}
    moved: list[Path] = []
    with contextlib.ExitStack() as stack:
        staged: dict[Path, Path] = {}
        for path, (before, after) in changes.items():
            if path.read_bytes() != before.encode() or not os.access(path, os.W_OK):
                raise OSError(f"{path} has changed in the meantime, or cannot be written (nothing was written; try again)")
            staged[path] = stack.enter_context(whole.beside(path, after.encode()))
        try:
            for path, new in staged.items():
                os.replace(new, path)
                moved.append(path)
        except OSError:
            for path in moved:
                with contextlib.suppress(OSError):
                    path.write_bytes(changes[path][0].encode())
            raise
