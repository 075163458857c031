"""Writes the site: the only module that does. It writes only what changed, each file whole or not at all, and only its own files.

Everything is first written to a staging folder; nothing published changes until `commit`. The files that this program wrote
are listed beside the output folder (`manifest`); files not in that list are foreign, and are left alone.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType

from press.edges import folders, lock, manifest
from press.edges.folders import Times
from press.edges.survey import STAGING, Survey, survey
from press.ground.problems import Refused, naming
from press.kernel import digest
from press.kernel.value import value

IN_DOUBT = "in-doubt"
"""Stands in the manifest for the digest of a file being replaced: if the build is interrupted, the next one replaces it."""
SHOWN = 5
"""How many foreign files a message names at most."""


@value
class Published:
    """What publishing did."""

    written: int
    """Files that are new or changed."""
    unchanged: int
    """Files that were left alone, with their times."""
    removed: int
    """Files that an earlier build wrote and that are no longer planned."""


@value
class Staged:
    """One file of the site, ready to be published."""

    path: str
    """The path below the output folder."""
    digest: str
    """The digest of its content."""
    fresh: bool
    """Whether it differs from what is published, and is therefore in the staging folder."""
    alone: bool = False
    """Whether it is staged under a hashed name, because its target folder already exists."""


class Output:
    """A site being written. Use it as a context manager: without `commit`, no trace is left."""

    def __init__(
        self, folder: Path, *, overwrite: bool = False, known: Times = MappingProxyType({}), surveyed: Survey | None = None
    ) -> None:
        """Write into `folder`; with `overwrite`, even if it holds foreign files.

        `known` are the `times` of the last output: a folder that still has them is not listed. `surveyed` was made with these
        times, and is used unless another build has written there since.
        """
        self._folder = folder
        self._known = known
        self._surveyed = surveyed
        self._overwrite = overwrite
        self._before: Mapping[str, str] = {}
        self.digest = ""
        """The digest of the manifest: as it was found and, after `commit`, as it was written then."""
        self._missing: frozenset[str] = frozenset()
        self._foreign: frozenset[str] = frozenset()
        self._lock = -1
        self._planned: dict[str, str] = {}
        self._fresh: list[str] = []
        self._alone: list[str] = []
        self._staging, self._tree = Path(), Path()

    def __enter__(self) -> "Output":
        """Lock the folder and prepare the staging folder; raise `Refused` if it holds foreign files."""
        if self._folder.is_symlink():
            raise Refused(f"{self._folder} is a symbolic link (name the folder itself: --output {self._folder.resolve()})")
        if self._folder.exists() and not self._folder.is_dir():
            raise Refused(f"{self._folder} is not a folder (move it away, or choose another --output)")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self._folder)
        try:
            self._refuse_foreign()
            self._staging = Path(mkdtemp(prefix=STAGING, dir=self._folder))
            self._tree = self._staging / "tree"
            self._tree.mkdir()
        except BaseException:
            self._leave()
            raise
        return self

    def _refuse_foreign(self) -> None:
        _clear(self._folder)
        there = self._surveyed
        if there is None or there.digest != manifest.digest_of(self._folder):
            there = survey(self._folder, self._known)
        self._before = manifest.written(self._folder)
        self.digest, self._missing, self._foreign = there.digest, there.missing, there.foreign
        self._known = {inner: at for inner, at in self._known.items() if inner not in there.changed}
        foreign = sorted(self._foreign)
        if foreign and not self._overwrite:
            more = f" and {len(foreign) - SHOWN} more" if len(foreign) > SHOWN else ""
            raise Refused(
                f"{self._folder} holds files that this program did not write: {', '.join(foreign[:SHOWN])}{more} "
                "(move them to content/static, choose another --output, or use --overwrite to keep them and continue)"
            )

    def __exit__(self, *_: object) -> None:
        """Remove what was staged and not committed."""
        shutil.rmtree(self._staging, ignore_errors=True)
        self._leave()

    def _leave(self) -> None:
        os.close(self._lock)
        with contextlib.suppress(OSError):
            self._folder.rmdir()  # only if it is empty: nothing was published into it

    def is_as_left(self, listed: str) -> bool:
        """Return whether the manifest has the digest `listed`, and no file that it lists is missing."""
        return self.digest == listed and not self._missing

    def has(self, path: str, expected: str) -> bool:
        """Return whether what is published at `path` has the digest `expected`."""
        return self._before.get(path) == expected and path not in self._missing

    def read(self, path: str, expected: str) -> bytes | None:
        """Return the published file at `path`, or None unless its content really has the digest `expected`."""
        try:
            found = (self._folder / path).read_bytes()
        except OSError:
            return None
        return found if digest.of_bytes(found) == expected else None

    def stage(self, path: str, data: bytes) -> Staged:
        """Write `data`, the content of `path`, to the staging folder if it differs from what is published.

        Any process may do this; `plan` must be called in the one that commits.
        """
        content_digest = digest.of_bytes(data)
        fresh = not self.has(path, content_digest)
        alone = fresh and path.rpartition("/")[0] in self._known  # so that no folders need be made in the staging folder
        if fresh:
            disk_path = self._apart(path) if alone else f"{self._tree}/{path}"  # Path objects would be slower than writing
            if not alone:
                os.makedirs(os.path.dirname(disk_path), exist_ok=True)
            with naming(disk_path), open(disk_path, "wb") as file:
                file.write(data)
        return Staged(path=path, digest=content_digest, fresh=fresh, alone=alone)

    def _apart(self, path: str) -> str:
        """Return the path at which the content of `path` is staged under a hashed name."""
        return f"{self._staging}/{digest.of_bytes(path.encode(errors='surrogatepass'))}"

    def plan(self, staged: Staged) -> None:
        """Plan the file that was staged."""
        self._planned[staged.path] = staged.digest
        if staged.fresh:
            self._fresh.append(staged.path)
        if staged.alone:
            self._alone.append(staged.path)

    def keep(self, marks: Mapping[str, str]) -> None:
        """Plan files that stay unchanged unless they are staged later: `marks` gives the digest of each by its path."""
        self._planned.update(marks)

    def keep_all(self, *, but_below: str) -> None:
        """Plan every listed file unchanged, except those below the folder `but_below`, which ends with a slash."""
        self._planned.update({path: old for path, old in self._before.items() if not path.startswith(but_below)})

    def put(self, path: str, data: bytes) -> None:
        """Plan the file `path`, below the output folder, with the content `data`."""
        self.plan(self.stage(path, data))

    def copy(self, path: str, source: Path, expected: str) -> None:
        """Plan the file `path` as a copy of `source`, which has the digest `expected`; it is not read if published already."""
        if self.has(path, expected):
            self._planned[path] = expected
        else:
            self.put(path, source.read_bytes())

    def keep_below(self, folder: str) -> bool:
        """Plan the files listed below `folder`, which ends with a slash, if all are there unharmed; return whether they are."""
        known = {path: old for path, old in self._before.items() if path.startswith(folder)}
        whole = bool(known) and self._missing.isdisjoint(known) and IN_DOUBT not in known.values()
        if whole:
            self._planned.update(known)
        return whole

    def fill(self, folder: str, write: Callable[[Path], None]) -> None:
        """Plan below `folder`, which ends with a slash, every file that `write` puts into the empty folder passed to it."""
        disk_path = self._tree / folder
        disk_path.mkdir(parents=True)
        write(disk_path)
        for path in sorted(folders.scan(str(disk_path), (), {})[0]):
            self.plan(Staged(path=f"{folder}{path}", digest=digest.of_bytes((disk_path / path).read_bytes()), fresh=True))

    def commit(self) -> Published:
        """Move the staged files into place, remove listed files that are no longer planned, and return what was done."""
        stale = [path for path in self._before if path not in self._planned]
        _refuse_closed(str(self._folder), (*stale, *self._fresh))
        self._list({**self._before, **self._planned, **dict.fromkeys(self._fresh, IN_DOUBT)})
        try:
            for path in stale:  # first, so that a folder can replace a file of the same name
                self._remove(path)
            _merge(str(self._tree), str(self._folder))
            for path in self._alone:
                _put(self._apart(path), f"{self._folder}/{path}")
            self.digest = self._list(self._planned)
        except OSError as error:
            what = f"publishing into {self._folder} was interrupted: {error.filename}: {error.strerror}"
            raise Refused(f"{what} (some files there are new and some old: fix the cause and build again)") from None
        return Published(written=len(self._fresh), unchanged=len(self._planned) - len(self._fresh), removed=len(stale))

    def times(self) -> Times:
        """Return the times of folders to pass to the next output; call it after `commit`."""
        changed = (*self._fresh, *(self._before.keys() - self._planned.keys()))
        return folders.times(str(self._folder), self._planned, changed, self._foreign, self._known)

    def _remove(self, path: str) -> None:
        """Remove a file that this program wrote, and the folders that this leaves empty."""
        disk_path = self._folder / path
        if not disk_path.parent.resolve().is_relative_to(self._folder.resolve()):
            return  # a link has replaced a folder: its target is foreign
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            disk_path.unlink()
        for folder in disk_path.parents:
            if folder == self._folder:
                break
            try:
                folder.rmdir()
            except OSError:
                break

    def _list(self, files: Mapping[str, str]) -> str:
        return manifest.keep(manifest.path_of(self._folder), files)


def _locked(folder: Path) -> int:
    """Return a descriptor of `folder` that locks it for this build; raise `Refused` if another build holds the lock."""
    try:
        return lock.take(folder, wait=False)
    except BlockingIOError:
        raise Refused(f"another build is writing into {folder} (wait until it has finished)") from None


def _refuse_closed(root: str, paths: Iterable[str]) -> None:
    """Raise `Refused`, before anything is moved, if a folder that holds one of `paths` below `root` is not writable."""
    known: set[str] = set()
    for path in paths:
        folder = path
        while (folder := folder.rpartition("/")[0]) not in known:
            known.add(folder)
            disk_path = f"{root}/{folder}"
            if os.path.isdir(disk_path):
                if not os.access(disk_path, os.W_OK | os.X_OK):
                    raise Refused(f"the folder {disk_path} is not writable (fix its permissions; nothing was published)")
                break


def _merge(staged: str, folder: str) -> None:
    """Move everything in the folder `staged` to its place in `folder`; a folder that does not exist there is moved whole."""
    for entry in os.scandir(staged):
        disk_path = f"{folder}/{entry.name}"
        if os.path.islink(disk_path):
            os.unlink(disk_path)
        if entry.is_dir() and os.path.isdir(disk_path):
            _merge(entry.path, disk_path)
        else:
            os.replace(entry.path, disk_path)


def _put(staged: str, disk_path: str) -> None:
    """Move the file `staged` to `disk_path`, whose folder may just have been emptied and removed."""
    try:
        os.replace(staged, disk_path)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(disk_path))
        os.replace(staged, disk_path)


def _clear(folder: Path) -> None:
    """Remove from `folder` the staging folders of killed builds."""
    for entry in os.scandir(folder):
        if entry.name.startswith(STAGING) and entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
