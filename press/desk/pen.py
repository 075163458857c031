"""Writes into the archive's own files: the only module that does. The ledger is appended to, never rewritten."""

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
