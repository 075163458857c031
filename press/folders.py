"""What lies below a folder, looked up only where something came or went. Reads the disk and changes nothing.

A folder has times of its own: when an entry last came into it or left it. While they are what they were, it holds what it held,
and to ask for them takes a fraction of what listing it does.
"""

import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Mapping

Times = Mapping[str, tuple[int, int]]
"""Of folders, by path: when their entries changed (mtime), and when anything of them did (ctime), in nanoseconds."""
NEVER = (0, 0)
"""The times of a folder that is to be listed whatever its times are."""
RACY = 50_000_000
"""Nanoseconds. What changed so shortly before the newest of its kind could change again without a trace in its times."""


def look(folder: str, held: Iterable[str], known: Times) -> tuple[frozenset[str], Times]:
    """Return the path of every file below `folder`, links included, and those of the `known` times that are still true.

    Where they are, a folder has those of the files `held` that lie in it, and of folders those that are `known`.
    """
    files, folders = defaultdict(list), defaultdict(list)
    for path in held if known else ():
        files[path.rpartition("/")[0]].append(path)
    for path in known:
        folders[path.rpartition("/")[0]].append(path)
    found: list[str] = []
    true = {}
    waiting = [""]  # the outermost is always listed; a list of what waits is quicker than recursion
    while waiting:
        place = waiting.pop()
        if place in known and _times(f"{folder}/{place}") == known[place]:
            true[place] = known[place]
            found += files[place]
            waiting += folders[place]
            continue
        for entry in os.scandir(f"{folder}/{place}"):
            path = f"{place}/{entry.name}" if place else entry.name
            (waiting if entry.is_dir(follow_symlinks=False) else found).append(path)
    return frozenset(found), true


def times(folder: str, held: Iterable[str], changed: Iterable[str], foreign: Iterable[str], true: Times) -> Times:
    """Return what is to be `known` of the folders below `folder` when it is looked at again, the files `held` being in it.

    `true` are the times of folders as they were found when this build began; `changed` are files that it wrote or removed
    since. A folder in which a `foreign` file lies gets `NEVER`, so that it is listed the next time.
    """
    touched, distrusted = _above(changed), _above(foreign)
    still = {place: at for place, at in true.items() if place not in touched}
    asked = {place: _times(f"{folder}/{place}") for place in _above(held) if place not in still}
    newest = max(map(max, (*still.values(), *asked.values())), default=0)
    late = {place for place, at in asked.items() if max(at) > newest - RACY}
    return {**still, **asked, **dict.fromkeys(late | distrusted & (still.keys() | asked.keys()), NEVER)}


def _above(paths: Iterable[str]) -> set[str]:
    """Return every folder in which one of `paths` lies, at any depth, but for the outermost."""
    found: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in found:
            found.add(path)
    return found


def _times(place: str) -> tuple[int, int]:
    try:
        found = os.lstat(place)
    except OSError:
        return NEVER
    return (found.st_mtime_ns, found.st_ctime_ns) if stat.S_ISDIR(found.st_mode) else NEVER
