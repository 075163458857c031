"""The list of the files that this program wrote into a site, with a digest of each. It is a file beside the output folder.

Files that it does not name are foreign.
"""

from collections.abc import Mapping
from pathlib import Path

from press.edges import whole
from press.kernel import digest


def beside(folder: Path, name: str) -> Path:
    """Return the path of the list called `name` that stands beside the output `folder`."""
    return folder.with_name(f"{folder.name}.{name}")


def path_of(folder: Path) -> Path:
    """Return the path of the list of what this program wrote into the output `folder`."""
    return beside(folder, "manifest")


def written(folder: Path) -> Mapping[str, str]:
    """Return the digest of each file that this program wrote into `folder`, by its path below it."""
    return read(path_of(folder))


def content(folder: Path, path: str) -> bytes:
    """Return the content of the file at `path` below `folder`; empty if it no longer exists."""
    try:
        return (folder / path).read_bytes()
    except FileNotFoundError:
        return b""


def digest_of(folder: Path) -> str:
    """Return the digest of the list of what this program wrote into `folder`; empty if there is no list."""
    try:
        return digest.of_bytes(path_of(folder).read_bytes())
    except FileNotFoundError:
        return ""


def read(manifest_path: Path) -> Mapping[str, str]:
    """Return the digest of each file that the list at `manifest_path` names, by its path; empty if there is no list."""
    try:
        lines = manifest_path.read_text(encoding="utf-8").split("\n")  # a file name may contain other line ends
    except (FileNotFoundError, UnicodeDecodeError):  # a file that is not a list lists nothing: every file is foreign then
        return {}
    return {path: mark for mark, _, path in (line.partition("  ") for line in lines) if path}


def keep(manifest_path: Path, files: Mapping[str, str]) -> str:
    """Write `files`, the digest of each by its path, to the list at `manifest_path` if it differs; return the digest of the list.

    The list is written whole or not at all.
    """
    data = "".join(f"{mark}  {path}\n" for path, mark in sorted(files.items())).encode()
    if not manifest_path.exists() or manifest_path.read_bytes() != data:
        whole.replace(manifest_path, data)
    return digest.of_bytes(data)
