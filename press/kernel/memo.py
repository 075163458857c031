"""Keeps results by the digest of what they were computed from. Disposable: without it a build is slower and no more.

One SQLite file. Two builds may use it at once; whatever is wrong with it, an empty one takes its place.
"""

import contextlib
import pickle
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PATIENCE = 5.0
"""Seconds to wait for another build that is writing."""
ROOM = 2
"""How many times as many results are kept as the last build asked for, so that two kinds of build can take turns."""
_LEVEL = 1
_BATCH = 500
_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value BLOB NOT NULL, asked INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def pack(value: object) -> bytes:
    """Return `value` as it is kept. Any process may do this."""
    return zlib.compress(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL), _LEVEL)


class Memo:
    """Results of earlier builds. Nothing is written before `close`."""

    def __init__(self, place: Path | None, epoch: str) -> None:
        """Open the file `place`; results of another `epoch`, the digest of whatever computes them, are forgotten.

        Without a place, nothing is known and nothing kept.
        """
        self._place = place
        self._epoch = epoch
        self._asked: set[str] = set()
        self._fresh: dict[str, bytes] = {}
        self._connection = self._open() if place else None

    def find(self, keys: Iterable[str]) -> dict[str, Any]:
        """Return what is known of `keys`."""
        wanted = list(dict.fromkeys(keys))
        self._asked.update(wanted)
        found = {}
        try:
            for key, value in self._rows(wanted):
                found[key] = pickle.loads(zlib.decompress(value))
        except Exception:  # a damaged file can make a pickle raise anything
            self._forget()
            return {}
        return found

    def keep(self, key: str, packed: bytes) -> None:
        """Remember the result for `key`, as `pack` gives it."""
        self._asked.add(key)
        self._fresh[key] = packed

    def close(self) -> None:
        """Write what is new, and drop what no recent build has asked for."""
        if self._connection is None:
            return
        try:
            with self._connection as writing:
                number = self._fact("builds", 0) + 1
                writing.execute("INSERT OR REPLACE INTO facts VALUES ('builds', ?)", (str(number),))
                rows = ((key, packed, number) for key, packed in self._fresh.items())
                writing.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)
                known = writing.execute("SELECT COUNT(*) FROM results").fetchone()[0]
                if known > ROOM * len(self._asked) + _BATCH:
                    asked = ((number, key) for key in self._asked)
                    writing.executemany("UPDATE results SET asked = ? WHERE key = ?", asked)
                    writing.execute("DELETE FROM results WHERE asked < ?", (number,))
        except sqlite3.Error:
            self._forget()
        finally:
            if self._connection is not None:
                self._connection.close()

    def _rows(self, keys: list[str]) -> Iterator[tuple[str, bytes]]:
        if self._connection is None:
            return
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            yield from self._connection.execute(f"SELECT key, value FROM results WHERE key IN ({marks})", batch)

    def _open(self) -> sqlite3.Connection | None:
        assert self._place is not None
        try:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            return self._checked(sqlite3.connect(self._place, timeout=PATIENCE))
        except sqlite3.DatabaseError:
            self._remove()
        except OSError:
            return None
        try:
            return self._checked(sqlite3.connect(self._place, timeout=PATIENCE))
        except (sqlite3.Error, OSError):
            return None

    def _checked(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        connection.executescript(_SCHEMA)
        with connection:
            row = connection.execute("SELECT value FROM facts WHERE name = 'epoch'").fetchone()
            if row is None or row[0] != self._epoch:
                connection.execute("DELETE FROM results")
                connection.execute("INSERT OR REPLACE INTO facts VALUES ('epoch', ?)", (self._epoch,))
        return connection

    def _fact(self, name: str, default: int) -> int:
        assert self._connection is not None
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else default

    def _forget(self) -> None:
        """Let go of a file that cannot be used."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._remove()

    def _remove(self) -> None:
        assert self._place is not None
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{self._place}{suffix}").unlink()
