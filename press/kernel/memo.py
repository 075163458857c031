"""Stores results under the digest of what they were computed from. Disposable: without it a build is only slower.

One SQLite file. Two builds may use it at once; if it is damaged, an empty one takes its place. Each result has a checksum, so
that a flipped bit on the disk never yields a wrong one.
"""

import contextlib
import gc
import os
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

PATIENCE = 5.0
"""Seconds to wait for another build that is writing."""
ROOM = 2
"""How many times as many results are kept as the last build asked for: room for two kinds of build that take turns."""
SLACK = 500
"""How many results are kept beyond that, so that a small archive is not pruned."""
WAITING = 16_000_000
"""Bytes that may wait to be written. Nothing is compressed: that would cost more time than it saves, for a third of the room."""
_BATCH = 500
_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_TABLE = "CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, sum INTEGER NOT NULL, value BLOB NOT NULL)"
_FAILED = (sqlite3.Error, UnicodeError)
"""What the file may raise: the words of an error may quote names that damage has made unreadable."""
_UNHARMED = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM,
})  # fmt: skip
"""Errors that do not mean damage: another build holds the file, or the disk is full, for example."""


def pack(value: object) -> bytes:
    """Return `value` in the form in which it is stored. Any process may do this."""
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> Any:
    """Return the value that was `packed`; damaged data may raise any exception."""
    collecting = gc.isenabled()
    gc.disable()  # the collector would repeatedly visit values of which none can be garbage
    try:
        return pickle.loads(packed)
    finally:
        if collecting:
            gc.enable()


def usable(folder: Path) -> bool:
    """Return whether `folder` and the folders in it can be read and written; create `folder` if it does not exist."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folders = [folder, *(inner for inner in folder.iterdir() if inner.is_dir())]
    except OSError:
        return False
    return all(os.access(each, os.R_OK | os.W_OK | os.X_OK) for each in folders)


def _sum(key: str, packed: bytes) -> int:
    """Return a checksum of key and value, so that a value stored under the wrong key is detected as well."""
    return crc32(packed, crc32(key.encode()))


def _harmed(error: Exception) -> bool:
    """Return whether `error` means that the file itself is damaged."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF not in _UNHARMED


class Memo:
    """Results of earlier builds. New ones are written when many are waiting, and by `close`; each is valid by itself."""

    def __init__(self, path: Path | None, epoch: str) -> None:
        """Open the file `path` and discard the results of another `epoch`, the digest of the program that computes them.

        Without a path it is a mapping in memory: nothing is read or written.
        """
        self._path = path
        self._epoch = epoch
        self._asked: set[str] = set()
        self._fresh: dict[str, bytes] = {}
        self._waiting = 0
        self._connection = self._open() if path else None
        self._process = os.getpid()
        self._inherited: sqlite3.Connection | None = None

    def find(self, keys: Iterable[str]) -> dict[str, Any]:
        """Return the results known for `keys`. A process forked from the one that opened the memo may call this as well."""
        wanted = dict.fromkeys(keys)
        self._asked.update(wanted)
        found = {key: unpack(self._fresh[key]) for key in wanted if key in self._fresh}
        try:
            for key, value in self._rows([key for key in wanted if key not in found]):
                found[key] = unpack(value)
        except _FAILED as error:  # what is read has its checksum, so that nothing else means damage
            if _harmed(error):
                self._forget()
            return {}
        return found

    def need(self, keys: Iterable[str]) -> None:
        """Mark `keys` as still needed, although this build has not looked them up."""
        self._asked.update(keys)

    def keep(self, key: str, packed: bytes) -> None:
        """Store the result for `key`, as `pack` returned it."""
        self._asked.add(key)
        self._fresh[key] = packed
        self._waiting += len(packed)
        if self._waiting > WAITING and self._connection and os.getpid() == self._process:
            self._waiting = 0
            with contextlib.suppress(*_FAILED):  # the results stay in memory until the next attempt
                self._write(self._connection)

    def close(self, *, prune: bool = False) -> None:
        """Write the new results. With `prune`, drop those that this build did not use, once there are too many."""
        if self._connection is None:
            return
        try:
            self._write(self._connection)
            if prune:
                with self._connection as writing:
                    self._prune(writing)
        except _FAILED as error:
            if _harmed(error):
                self._forget()  # otherwise only the new results are lost
        finally:
            if self._connection is not None:
                self._connection.close()

    def _write(self, connection: sqlite3.Connection) -> None:
        with connection as writing:
            rows = ((key, _sum(key, packed), packed) for key, packed in self._fresh.items())
            writing.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)
        self._fresh = {}

    def _prune(self, writing: sqlite3.Connection) -> None:
        known = writing.execute("SELECT COUNT(*) FROM results").fetchone()[0]
        if known > ROOM * len(self._asked) + SLACK:
            writing.execute("CREATE TEMP TABLE asked (key TEXT PRIMARY KEY) WITHOUT ROWID")
            writing.executemany("INSERT INTO asked VALUES (?)", ((key,) for key in self._asked))
            writing.execute("DELETE FROM results WHERE key NOT IN asked")

    def _rows(self, keys: list[str]) -> Iterator[tuple[str, bytes]]:
        if self._connection is None:
            return
        if os.getpid() != self._process:  # a connection may be neither used nor closed by a process that inherited it
            self._inherited, self._process = self._connection, os.getpid()
            self._connection = sqlite3.connect(f"{self._path}", timeout=PATIENCE)
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            rows = self._connection.execute(f"SELECT key, sum, value FROM results WHERE key IN ({marks})", batch)
            for key, number, value in rows:
                if not isinstance(value, bytes) or number != _sum(key, value):
                    raise sqlite3.DatabaseError(f"the value of {key} is damaged")
                yield key, value

    def _open(self) -> sqlite3.Connection | None:
        assert self._path is not None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return self._checked(sqlite3.connect(self._path, timeout=PATIENCE))
        except OSError:
            return None
        except _FAILED as error:
            if not _harmed(error):
                return None
            self._remove()
        try:
            return self._checked(sqlite3.connect(self._path, timeout=PATIENCE))
        except (*_FAILED, OSError):
            return None

    def _checked(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        connection.executescript(_SCHEMA)
        with connection:
            row = connection.execute("SELECT value FROM facts WHERE name = 'epoch'").fetchone()
            if row is None or row[0] != self._epoch:
                connection.execute("DROP TABLE IF EXISTS results")
                connection.execute("INSERT OR REPLACE INTO facts VALUES ('epoch', ?)", (self._epoch,))
            connection.execute(_TABLE)
        return connection

    def _forget(self) -> None:
        """Close and delete a file that cannot be used."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._remove()

    def _remove(self) -> None:
        assert self._path is not None
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{self._path}{suffix}").unlink()
