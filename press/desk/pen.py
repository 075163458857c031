"""Writes the archive's own files; no other module does. Each is written completely or not at all."""

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path


@contextlib.contextmanager
def held(root: Path) -> Iterator[None]:
    """Wait for the lock on the folder `root`, so that no other process writes between a read and a write in this context."""
    descriptor = os.open(root, os.O_RDONLY)
    try:
        with contextlib.suppress(ImportError):  # a system without fcntl has no such lock
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def append(place: Path, text: str, *, heading: str) -> None:
    """Append `text` to the file `place`; a new file begins with `heading`. An unfinished last line is ended first."""
    before = place.read_bytes() if place.exists() else b""
    end = b"" if before.endswith(b"\n") else b"\n"
    replace(place, (before + end if before else heading.encode()) + text.encode())


def replace(place: Path, data: bytes) -> None:
    """Replace the content of the file `place` by `data`, or leave it unchanged and raise an `OSError`."""
    place = place.resolve()
    beside = place.with_name(f".{place.name}.new")
    try:
        beside.write_bytes(data)
        if place.exists():
            shutil.copymode(place, beside)
        os.replace(beside, place)
    finally:
        beside.unlink(missing_ok=True)


def amend(changes: Mapping[Path, tuple[str, str]]) -> None:
    """Replace the first text with the second in every file of `changes`, or in none.

    All are written beside their places first. Raises an `OSError` if a file no longer holds the first text, or cannot be written;
    if one cannot be moved into place, those already moved get their old content back.
    """
    places = {place.resolve(): texts for place, texts in changes.items()}
    staged: dict[Path, Path] = {}
    moved: list[Path] = []
    try:
        for place, (before, after) in places.items():
            if place.read_bytes() != before.encode() or not os.access(place, os.W_OK):
                raise OSError(f"{place} has changed in the meantime, or cannot be written (nothing was written; try again)")
            staged[place] = place.with_name(f".{place.name}.new")
            staged[place].write_bytes(after.encode())
            shutil.copymode(place, staged[place])
        for place, beside in staged.items():
            os.replace(beside, place)
            moved.append(place)
    except OSError:
        for place in moved:
            with contextlib.suppress(OSError):
                place.write_bytes(places[place][0].encode())
        raise
    finally:
        for beside in staged.values():
            beside.unlink(missing_ok=True)
