"""Lists the files below a folder, reading again only folders whose entries changed. Reads the disk and changes nothing.

The times of a folder change when an entry is added or removed. While they are the same, it need not be listed again, and
reading them takes a fraction of the time that listing takes.
"""

import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Mapping

Times = Mapping[str, tuple[int, int]]
"""For each folder, by path: when its entries (mtime) and when anything else about it (ctime) last changed, in nanoseconds."""
NEVER = (0, 0)
"""Stands for the times of a folder that must be listed again in any case."""
RACY = 50_000_000
"""Nanoseconds before the newest time within which times prove nothing: another change might leave them the same."""


def scan(folder: str, files: Iterable[str], known: Times) -> tuple[frozenset[str], Times]:
    """Return the path of every file below `folder`, including links, and those of the `known` times that are still true.

    A folder whose times are still true is not listed: its files are taken from `files`, and the folders in it from `known`.
    """
    files_in, folders_in = defaultdict(list), defaultdict(list)
    for path in files if known else ():
        files_in[path.rpartition("/")[0]].append(path)
    for path in known:
        folders_in[path.rpartition("/")[0]].append(path)
    found: list[str] = []
    true = {}
    waiting = [""]  # the top folder is always listed; a loop is faster than recursion
    while waiting:
        inner = waiting.pop()
        if inner in known and _times(f"{folder}/{inner}") == known[inner]:
            true[inner] = known[inner]
            found += files_in[inner]
            waiting += folders_in[inner]
            continue
        for entry in os.scandir(f"{folder}/{inner}"):
            path = f"{inner}/{entry.name}" if inner else entry.name
            (waiting if entry.is_dir(follow_symlinks=False) else found).append(path)
    return frozenset(found), true


def times(folder: str, files: Iterable[str], changed: Iterable[str], foreign: Iterable[str], true: Times) -> Times:
    """Return the times of folders to remember for the next `scan` of `folder`, which now holds the files `files`.

    `true` are the times that were still true when this build began; `changed` are the files that it has written or removed
    since. A folder that holds a `foreign` file, at any depth, gets `NEVER`, so that it is listed the next time.
    """
    touched, distrusted = _above(changed), _above(foreign)
    still = {inner: at for inner, at in true.items() if inner not in touched}
    asked = {inner: _times(f"{folder}/{inner}") for inner in _above(files) if inner not in still}
    newest = max(map(max, (*still.values(), *asked.values())), default=0)
    late = {inner for inner, at in asked.items() if max(at) > newest - RACY}
    return {**still, **asked, **dict.fromkeys(late | distrusted & (still.keys() | asked.keys()), NEVER)}


def _above(paths: Iterable[str]) -> set[str]:
    """Return every folder that holds one of `paths`, at any depth, except the top folder."""
    found: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in found:
            found.add(path)
    return found


def _times(path: str) -> tuple[int, int]:
    try:
        found = os.lstat(path)
    except OSError:
        return NEVER
    return (found.st_mtime_ns, found.st_ctime_ns) if stat.S_ISDIR(found.st_mode) else NEVER
