"""Writes into the archive's own files: the only module that does. The ledger is appended to, never rewritten."""

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def append(place: Path, text: str, *, heading: str) -> None:
    """Append `text` to the file `place`; a new file begins with `heading`. A last line without its end gets one."""
    with place.open("a+", encoding="utf-8", newline="\n") as file:
        file.seek(0)
        before = file.read()
        if not before:
            file.write(heading)
        elif not before.endswith("\n"):
            file.write("\n")
        file.write(text)


def amend(changes: Mapping[Path, tuple[str, str]]) -> None:
    """Replace the content of every file of `changes`, text by text, or of none.

    All are written beside their places first. A file that no longer holds the first text, or cannot be written, raises an
    `OSError`; if one cannot be moved into place, those before it get their old content back.
    """
    places = {place.resolve(): texts for place, texts in changes.items()}
    staged: dict[Path, Path] = {}
    moved: list[Path] = []
    try:
        for place, (before, after) in places.items():
            if place.read_bytes() != before.encode() or not os.access(place, os.W_OK):
                raise OSError(f"{place} has changed in the meantime, or cannot be written (nothing was; try again)")
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
