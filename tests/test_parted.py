"""A mapping that is kept in parts equals the original, and lost parts are noticed."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from press.stages import parted
from press.stages.cache import NAME, Cache
from press.stages.parted import Cuts, Lost, Parted


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parted, "SIZE", 3)


@pytest.fixture
def cuts(tmp_path: Path) -> Cuts:
    """Return the cuts of ten values that are in the cache."""
    with Cache(tmp_path) as cache:
        return Parted[int]("ten", (), cache).keep_all({f"{key:02}": key for key in range(10)})


def again(folder: Path, cuts: Cuts) -> Parted[int]:
    return Parted("ten", cuts, Cache(folder))


def test_all_or_some_of_it_is_found_again(tmp_path: Path, cuts: Cuts) -> None:
    assert again(tmp_path, cuts).all() == {f"{key:02}": key for key in range(10)}
    assert again(tmp_path, cuts).some(["09", "00", "", "nine", "035"]) == {"09": 9, "00": 0}
    assert again(tmp_path, ()).all() == {}
    assert again(tmp_path, ()).some(["00"]) == {}


def test_a_change_keeps_its_part_anew_and_no_other(tmp_path: Path, cuts: Cuts) -> None:
    with Cache(tmp_path) as cache:
        changed = Parted[int]("ten", cuts, cache).keep({"04": 40})
    assert [one == other for one, other in zip(cuts, changed, strict=True)] == [True, False, True, True]
    assert again(tmp_path, changed).all() == {f"{key:02}": key for key in range(10)} | {"04": 40}


def test_a_new_value_joins_a_part_and_one_that_is_gone_leaves_it(tmp_path: Path, cuts: Cuts) -> None:
    ten = {f"{key:02}": key for key in range(10)}
    with Cache(tmp_path) as cache:
        added = Parted[int]("ten", cuts, cache).keep({"045": 45, "": 0}, {"05", "09", "none"})
    left = {key: value for key, value in ten.items() if key not in {"05", "09"}}
    assert again(tmp_path, added).all() == left | {"045": 45, "": 0}
    assert again(tmp_path, added).some(["", "045", "05", "08"]) == {"": 0, "045": 45, "08": 8}
    assert [start for start, _ in added] == ["", "03", "06"]
    with Cache(tmp_path) as cache:
        assert Parted[int]("ten", added, cache).keep({}, left.keys() | {"045", ""}) == ()


def test_a_part_that_has_grown_is_cut(tmp_path: Path, cuts: Cuts) -> None:
    with Cache(tmp_path) as cache:
        grown = Parted[int]("ten", cuts, cache).keep({f"04{key}": key for key in range(5)})
    assert [start for start, _ in grown] == ["00", "03", "041", "044", "06", "09"]
    assert len(again(tmp_path, grown).all()) == 15


def test_of_the_whole_only_what_changes_is_kept_anew(tmp_path: Path, cuts: Cuts) -> None:
    with Cache(tmp_path) as cache:
        whole = Parted[int]("ten", cuts, cache)
        values = whole.all() | {"04": 40, "10": 10}
        del values["00"]
        changed = whole.keep_all(values)
    assert [cut in cuts for cut in changed] == [False, False, True, False]
    assert again(tmp_path, changed).all() == values


def test_of_what_is_lost_in_part_the_whole_can_be_kept_again(tmp_path: Path, cuts: Cuts) -> None:
    with Cache(tmp_path) as cache:
        Parted[int]("ten", cuts, cache).keep({"04": 40})
    values = {f"{key:02}": -key for key in range(12)}
    with Cache(tmp_path) as cache:
        damaged = Parted[int]("ten", cuts, cache)
        damaged.some(["00", "09"])
        with pytest.raises(Lost):
            damaged.all()
        found = damaged.keep_all(values)
    assert again(tmp_path, found).all() == values


def test_a_part_that_another_build_has_changed_is_lost_and_no_other(tmp_path: Path, cuts: Cuts) -> None:
    with Cache(tmp_path) as cache:
        Parted[int]("ten", cuts, cache).keep({"04": 40})
    assert again(tmp_path, cuts).some(["00", "09"]) == {"00": 0, "09": 9}
    with pytest.raises(Lost):
        again(tmp_path, cuts).some(["05"])
    with pytest.raises(Lost):
        again(tmp_path, cuts).all()


def test_a_part_that_is_gone_is_lost(tmp_path: Path, cuts: Cuts) -> None:
    with sqlite3.connect(tmp_path / NAME) as memo:
        memo.execute("DELETE FROM results WHERE key = 'ten, part 09'")
    memo.close()
    with pytest.raises(Lost):
        again(tmp_path, cuts).all()


@given(st.dictionaries(st.text(), st.integers()), st.data())
def test_it_is_the_mapping(values: dict[str, int], data: st.DataObject) -> None:
    cache = Cache(None)
    whole = Parted[int]("any", Parted[int]("any", (), cache).keep_all(values), cache)
    asked = data.draw(st.lists(st.sampled_from(sorted(values)) if values else st.text(), max_size=5))
    assert whole.some(asked) == {key: values[key] for key in asked if key in values}
    changes = {key: values[key] + 1 for key in asked if key in values} | data.draw(
        st.dictionaries(st.text(), st.integers(), max_size=9)
    )
    gone = data.draw(st.sets(st.sampled_from(sorted(values)) if values else st.text())) - changes.keys()
    after = {key: value for key, value in (values | changes).items() if key not in gone}
    assert Parted[int]("any", whole.keep(changes, gone), cache).all() == after
    assert Parted[int]("any", whole.keep_all(values), cache).all() == values
