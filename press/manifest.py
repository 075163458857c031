"""The list of what this program wrote into a site, with a digest of each file. It lies beside the output folder.

Whatever it does not name belongs to somebody else.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from press.kernel import digest


def beside(folder: Path, name: str) -> Path:
    """Return the file beside the output `folder` that lists files of it, and is called `name`."""
    return folder.with_name(f"{folder.name}.{name}")


def place_of(folder: Path) -> Path:
    """Return the file that lists what this program wrote into the output `folder`."""
    return beside(folder, "manifest")


def written(folder: Path) -> Mapping[str, str]:
    """Return what this program wrote into `folder`: the digest of each file by its path below it."""
    return read(place_of(folder))


def content(folder: Path, path: str) -> bytes:
    """Return what lies at `path` below `folder`; nothing if it is not there any more."""
    try:
        return (folder / path).read_bytes()
    except FileNotFoundError:
        return b""


def digest_of(folder: Path) -> str:
    """Return the digest of all that this program wrote into `folder`, as it is listed; nothing if there is no list."""
    try:
        return digest.of_bytes(place_of(folder).read_bytes())
    except FileNotFoundError:
        return ""


def read(place: Path) -> Mapping[str, str]:
    """Return the digest of each file that the list at `place` names, by its path; nothing if there is no list."""
    try:
        lines = place.read_text(encoding="utf-8").split("\n")  # and no other line end, which a name may hold
    except (FileNotFoundError, UnicodeDecodeError):  # what is no list lists nothing: the files are somebody else's then
        return {}
    return {path: mark for mark, _, path in (line.partition("  ") for line in lines) if path and _lies_below(path)}


def _lies_below(path: str) -> bool:
    """Return whether `path` stays within the folder: this program wrote no list with one that does not."""
    return not path.startswith("/") and (".." not in path or ".." not in path.split("/"))


def keep(place: Path, files: Mapping[str, str]) -> str:
    """Write the digest of each of `files` by its path to the list at `place`, whole or not at all, if it is another one.

    Return the digest of the list.
    """
    data = "".join(f"{mark}  {path}\n" for path, mark in sorted(files.items())).encode()
    if not place.exists() or place.read_bytes() != data:
        fresh = place.with_name(f"{place.name}.new")
        fresh.write_bytes(data)
        os.replace(fresh, place)
    return digest.of_bytes(data)
