"""Results kept on disk: found again, forgotten in time, never in the way."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from press.kernel import memo, pool
from press.kernel.memo import Memo, pack


def kept(place: Path, values: dict[str, object], *, epoch: str = "1", prune: bool = False) -> None:
    one = Memo(place, epoch)
    for key, value in values.items():
        one.keep(key, pack(value))
    one.close(prune=prune)


def test_what_was_kept_is_found(tmp_path: Path) -> None:
    kept(tmp_path / "memo", {"a": ("x", 1), "b": None})
    assert Memo(tmp_path / "memo", "1").find(["a", "b", "c"]) == {"a": ("x", 1), "b": None}


@pytest.mark.parametrize("change", ["value = ?1", "sum = sum + 1", "key = 'b'", "value = 'text'", "key = x'ff'"])
def test_what_is_not_what_was_kept_is_not_found(tmp_path: Path, change: str) -> None:
    kept(tmp_path / "memo", {"a": "this"})
    with contextlib.closing(sqlite3.connect(tmp_path / "memo")) as damaged, damaged:
        damaged.execute(f"UPDATE results SET {change}", [pack("that")] if "?" in change else [])
    assert Memo(tmp_path / "memo", "1").find(["a", "b"]) == {}
    kept(tmp_path / "memo", {"a": "new"})
    assert Memo(tmp_path / "memo", "1").find(["a"]) == {"a": "new"}, "and the next build has a cache again"


def test_another_epoch_forgets_everything(tmp_path: Path) -> None:
    kept(tmp_path / "memo", {"a": 1})
    assert Memo(tmp_path / "memo", "2").find(["a"]) == {}
    assert Memo(tmp_path / "memo", "1").find(["a"]) == {}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE facts SET value = CAST(x'ff' AS TEXT)",
        "PRAGMA writable_schema = 1; UPDATE sqlite_master SET name = CAST(x'ff' AS TEXT), tbl_name = CAST(x'ff' AS TEXT)",
    ],
)
def test_text_that_a_disk_made_unreadable_is_damage(tmp_path: Path, damage: str) -> None:
    kept(tmp_path / "memo", {"a": 1})
    with contextlib.closing(sqlite3.connect(tmp_path / "memo")) as file, file:
        file.executescript(damage)
    assert Memo(tmp_path / "memo", "1").find(["a"]) in ({}, {"a": 1})
    kept(tmp_path / "memo", {"b": 2})
    assert Memo(tmp_path / "memo", "1").find(["b"]) == {"b": 2}


def test_only_a_build_that_saw_everything_drops_what_it_did_not_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "SLACK", 0)
    kept(tmp_path / "memo", {f"k{number}": number for number in range(10)})
    kept(tmp_path / "memo", {"new": 1})
    assert len(Memo(tmp_path / "memo", "1").find(f"k{number}" for number in range(10))) == 10
    kept(tmp_path / "memo", {"newer": 1}, prune=True)
    assert Memo(tmp_path / "memo", "1").find(["k1", "new", "newer"]) == {"newer": 1}


def test_much_is_written_before_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "WAITING", 100)
    one = Memo(tmp_path / "memo", "1")
    for number in range(20):
        one.keep(f"k{number}", pack("x" * 20))
    keys = [f"k{number}" for number in range(20)]
    assert 0 < len(Memo(tmp_path / "memo", "1").find(keys)) < 20
    assert len(one.find(keys)) == 20
    one.close()
    assert len(Memo(tmp_path / "memo", "1").find(keys)) == 20


def test_two_builds_at_once(tmp_path: Path) -> None:
    one, other = Memo(tmp_path / "memo", "1"), Memo(tmp_path / "memo", "1")
    one.keep("a", pack(1))
    other.keep("b", pack(2))
    one.close()
    other.close()
    assert Memo(tmp_path / "memo", "1").find(["a", "b"]) == {"a": 1, "b": 2}


def test_one_that_is_locked_for_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "PATIENCE", 0.1)
    kept(tmp_path / "memo", {"a": 1})
    holder = sqlite3.connect(tmp_path / "memo")
    holder.execute("BEGIN EXCLUSIVE")
    waiting = Memo(tmp_path / "memo", "1")
    waiting.keep("b", pack(2))
    waiting.close()
    holder.rollback()
    assert Memo(tmp_path / "memo", "1").find(["a"]) == {"a": 1}, "and nobody's file is thrown away"


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    one = Memo(tmp_path / "file" / "memo", "1")
    one.keep("a", pack(1))
    one.close()
    assert Memo(tmp_path / "file" / "memo", "1").find(["a"]) == {}


def test_a_forked_process_finds_what_is_kept_and_what_is_only_meant_to_be(tmp_path: Path) -> None:
    first = Memo(tmp_path / "memo", "1")
    first.keep("a", pack("on disk"))
    first.close()
    both = Memo(tmp_path / "memo", "1")
    both.keep("b", pack("in memory"))
    asked = [["a"], ["b"], ["a", "b", "c"]] * pool.SMALL
    wanted = [{"a": "on disk"}, {"b": "in memory"}, {"a": "on disk", "b": "in memory"}] * pool.SMALL
    assert list(pool.in_order(both.find, asked, 2)) == wanted
    both.close()
    assert Memo(tmp_path / "memo", "1").find(["a", "b"]) == {"a": "on disk", "b": "in memory"}
