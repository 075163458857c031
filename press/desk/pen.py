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


def append(place: Path, text: str, *, heading: str) -> None:
    """Append `text` to the file `place`; a new file begins with `heading`. An unfinished last line is ended first."""
    before = place.read_bytes() if place.exists() else b""
    end = b"" if before.endswith(b"\n") else b"\n"
    replace(place, (before + end if before else heading.encode()) + text.encode())


def create(place: Path, text: str) -> bool:
    """Write `text` into the new file `place`, in folders that are made for it; return whether there was none before.

    Without the lock, another process could be faster.
    """
    if os.path.lexists(place):
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    whole.replace(place, text.encode())
    return True


def replace(place: Path, data: bytes) -> None:
    """Replace the content of the file `place`, or of the one that it links to, by `data`; on an `OSError` it is unchanged."""
    whole.replace(place.resolve(), data)


def amend(changes: Mapping[Path, tuple[str, str]]) -> None:
    """Replace the first text with the second in every file of `changes`, or in none.

    All are written beside their places first. Raises an `OSError` if a file no longer holds the first text, or cannot be written;
    if one cannot be moved into place, those already moved get their old content back.
    """
    places = {place.resolve(): texts for place, texts in changes.items()}
    moved: list[Path] = []
    with contextlib.ExitStack() as stack:
        staged: dict[Path, Path] = {}
        for place, (before, after) in places.items():
            if place.read_bytes() != before.encode() or not os.access(place, os.W_OK):
                raise OSError(f"{place} has changed in the meantime, or cannot be written (nothing was written; try again)")
            staged[place] = stack.enter_context(whole.beside(place, after.encode()))
        try:
            for place, new in staged.items():
                os.replace(new, place)
                moved.append(place)
        except OSError:
            for place in moved:
                with contextlib.suppress(OSError):
                    place.write_bytes(places[place][0].encode())
            raise
