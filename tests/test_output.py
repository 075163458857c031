"""Only what changed is written, foreign files are not touched, and a failure changes nothing."""

import errno
import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from press.edges import folders, manifest, output
from press.edges.output import Output
from press.edges.survey import STAGING, survey
from press.ground.problems import Refused, Rejected
from press.request import Report
from tests.test_build import run
from tests.workshop import CAN_OBEY, OBEYING, Workshop, files, taking


def test_an_unchanged_file_is_not_written_again(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    assert workshop.build().published.unchanged == 0
    times = {path: (workshop.site / path).stat().st_mtime_ns for path in workshop.files()}
    again = workshop.build().published
    assert (again.written, again.removed, again.unchanged) == (0, 0, len(times))
    assert {path: (workshop.site / path).stat().st_mtime_ns for path in workshop.files()} == times


def test_a_deleted_article_goes_with_its_empty_folders_and_nothing_else_does(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    gone = workshop.article("2022/two", date="2022-05-01")
    workshop.build()
    gone.unlink()
    assert workshop.build().published.removed > 0
    assert not (workshop.site / "2022").exists()
    assert (workshop.site / "2021/01/one/index.html").exists()


def test_a_file_that_was_changed_or_deleted_behind_our_back(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    (workshop.site / "robots.txt").unlink()
    assert workshop.build().published.written == 1
    assert (workshop.site / "robots.txt").exists()


@pytest.mark.parametrize("mistake", ["content", "config", "template"])
def test_a_failing_build_changes_nothing(workshop: Workshop, mistake: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    before = workshop.files(), manifest.written(workshop.site)
    workshop.article("2022/two", date="2022-01-01")
    if mistake == "content":
        workshop.article("2022/three", date="never")
    elif mistake == "config":
        workshop.configure("foo: bar\n")
    else:
        workshop.write("theme/templates/month.html", "{{ view.nothing }}")
    assert workshop.problems()
    assert (workshop.files(), manifest.written(workshop.site)) == before
    assert not [name for name in os.listdir(workshop.site) if name.startswith(STAGING)]


def test_a_folder_of_somebody_else_is_refused_unless_told(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("site/letter.txt", "mine")
    with pytest.raises(Refused, match=r"letter\.txt"):
        workshop.build()
    assert list(workshop.files()) == ["letter.txt"]
    workshop.build(overwrite=True)
    assert workshop.read("letter.txt") == "mine"
    (workshop.root / "content/articles/2021/one.md").unlink()
    workshop.article("2022/two", date="2022-01-01")
    workshop.build(overwrite=True)
    assert workshop.read("letter.txt") == "mine", "what is not ours is never removed"


def test_a_link_in_the_output_is_not_followed(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    outside = workshop.root / "outside"
    outside.mkdir()
    (workshop.site / "2022").symlink_to(outside)
    workshop.article("2022/two", date="2022-01-01")
    with pytest.raises(Refused):
        workshop.build()
    assert not list(outside.iterdir())


@pytest.mark.parametrize("folder", ["content", "theme", ".", "content/articles"])
def test_the_site_is_never_mixed_with_its_sources(workshop: Workshop, folder: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    with pytest.raises(Refused):
        workshop.build(output=workshop.root / folder)


def test_a_file_makes_way_for_a_folder_of_its_name(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=["/x.y"])
    workshop.build()
    assert (workshop.site / "x.y").is_file()
    workshop.article("2021/one", date="2021-01-01", aliases=["/x.y/z/"])
    workshop.build()
    assert (workshop.site / "x.y/z/index.html").is_file()
    workshop.article("2021/one", date="2021-01-01", aliases=["/x.y"])
    workshop.build()
    assert (workshop.site / "x.y").is_file()


def test_what_a_killed_build_left_is_cleared_and_known_as_ours(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    whole = workshop.files()

    def killed_half_way() -> None:
        with Output(workshop.site) as site:
            site.put("half.html", b"half")
            (workshop.site / f"{STAGING}dead").mkdir()
            (workshop.site / f"{STAGING}dead" / "0").write_bytes(b"x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed_half_way()
    workshop.build()
    assert workshop.files() == whole


def test_a_build_that_is_cut_off_while_it_moves_files_is_made_good(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.article("2021/one", "First text.", date="2021-01-01")
    workshop.build()
    workshop.article("2021/one", "Other text.", date="2021-01-01")

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output, "_merge", cut_off)
    with pytest.raises(KeyboardInterrupt):
        workshop.build()
    monkeypatch.undo()
    assert "First text." in workshop.read("2021/01/one/index.html")
    workshop.build()
    assert "Other text." in workshop.read("2021/01/one/index.html")
    assert output.IN_DOUBT not in manifest.path_of(workshop.site).read_text(encoding="utf-8")


@pytest.mark.skipif(not CAN_OBEY, reason="root writes everywhere")
@pytest.mark.parametrize("closed", ["2021/01/one", "2021", "2021/01", "."])
def test_a_folder_that_cannot_be_written_into_is_found_before_anything_changes(workshop: Workshop, closed: str) -> None:
    for number in range(3):
        workshop.article(f"2021/n{number}", date="2021-01-01")
    gone = workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    before = workshop.files(), manifest.written(workshop.site)
    gone.unlink()
    workshop.article("2020/two", date="2021-02-01")
    (workshop.site / closed).chmod(0o555)
    result = run("--root", str(workshop.root), "--now", "2026-01-01", "--no-search", before=OBEYING)
    (workshop.site / closed).chmod(0o755)
    assert result.returncode == 2
    assert f"{workshop.site}/{closed}".removesuffix("/.") in result.stderr
    assert (workshop.files(), manifest.written(workshop.site)) == before
    workshop.build()
    workshop.build(output=workshop.root / "clean", cache=None)
    assert workshop.files() == files(workshop.root / "clean")


def test_publishing_that_is_cut_off_by_the_disk_says_so(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    workshop.article("2021/one", "Other text.", date="2021-01-01")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "site/rss.xml")

    monkeypatch.setattr(output, "_merge", full)
    with pytest.raises(Refused, match=r"interrupted: site/rss\.xml: No space left on device .*build again"):
        workshop.build()


def test_a_file_that_the_disk_does_not_take_is_named(tmp_path: Path) -> None:
    with Output(tmp_path / "site") as site, taking(100), pytest.raises(OSError, match=r"File too large: '.*/a/b\.html'"):
        site.put("a/b.html", bytes(101))


def test_a_list_that_the_disk_does_not_take_is_named_and_leaves_nothing_beside_the_site(tmp_path: Path) -> None:
    with Output(tmp_path / "site") as site:
        site.put(f"{'x' * 101}.html", b"short")
        with taking(100), pytest.raises(OSError, match=r"File too large: '.*/site\.manifest'"):
            site.commit()
    assert not list(tmp_path.iterdir())


def test_the_list_is_written_into_no_file_that_somebody_prepared(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    victim = workshop.write("victim", "mine")
    (workshop.root / "site.manifest.new").symlink_to("victim")
    workshop.build()
    assert victim.read_text() == "mine"


def test_a_file_comes_into_a_folder_from_which_the_last_one_goes(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with Output(folder) as site:
        site.put("a/one", b"1")
        site.commit()
    found = (folder / "a").stat()
    with Output(folder, known={"a": (found.st_mtime_ns, found.st_ctime_ns)}) as site:
        site.put("a/two", b"2")
        site.commit()
    assert files(folder) == {"a/two": b"2"}


def test_an_output_that_is_a_link_is_told_what_it_leads_to(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    (workshop.root / "elsewhere").mkdir()
    workshop.site.symlink_to("elsewhere")
    with pytest.raises(Refused, match=rf"site is a symbolic link \(name the folder itself: --output {workshop.root}/elsewhere\)"):
        workshop.build()


def test_nothing_outside_the_site_is_removed_whatever_the_list_says(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    victim = workshop.write("victim/file", "mine")
    place = manifest.path_of(workshop.site)
    with place.open("a", encoding="utf-8") as listed:
        listed.write(f"x  ../victim/file\nx  2021/../../victim/file\nx  {victim}\nx  linked/file\n")
    (workshop.site / "linked").symlink_to(victim.parent)
    workshop.build(overwrite=True)
    assert victim.read_text() == "mine"
    assert "victim" not in place.read_text(encoding="utf-8")


def test_two_builds_do_not_write_one_site_at_once(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    with Output(workshop.site), pytest.raises(Refused, match="another build is writing"):
        workshop.build()
    workshop.build()


def test_what_is_staged_lies_where_it_is_published(tmp_path: Path) -> None:
    """A folder elsewhere may be on another disk, from which nothing can be moved at once."""
    with Output(tmp_path / "site") as site:
        site.put("a.html", b"a")
        (staging,) = (tmp_path / "site").iterdir()
        assert b"a" in files(staging).values()


def test_no_address_of_content_leads_out_of_the_site(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=["/../../escape.html", "/%2e%2e/%2e%2e/escape.html"])
    with pytest.raises(Rejected):
        workshop.build()
    assert not (workshop.root.parent / "escape.html").exists()


def test_a_name_may_hold_what_ends_a_line_elsewhere(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("content/static/a\u2028b\x85.txt", "a\n")
    workshop.build()
    workshop.article("2021/one", "Another text.", date="2021-01-01")
    workshop.build()
    assert workshop.read("a\u2028b\x85.txt") == "a\n"


class TestWhatIsKnownOfFolders:
    @pytest.fixture
    def settled(self, workshop: Workshop) -> Workshop:
        """Return an archive with a folder whose times are known, because it has not changed recently."""
        workshop.article("2020/one", date="2020-01-01")
        workshop.article("2021/two", date="2021-01-01")
        workshop.build()
        time.sleep(2 * folders.RACY / 1e9)
        self.edit(workshop)
        return workshop

    def edit(self, workshop: Workshop, **more: Any) -> Report:
        workshop.article("2021/two", f"Text of {time.monotonic_ns()}.", date="2021-01-01")
        return workshop.build(**more)

    def test_a_folder_to_which_nothing_happened_is_not_listed(self, settled: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
        listed: list[str] = []
        scandir = os.scandir

        def noted(place: Any) -> Any:
            listed.append(str(place).removeprefix(f"{settled.site}/"))
            return scandir(place)

        monkeypatch.setattr(os, "scandir", noted)
        self.edit(settled)
        assert "2021/01/two" in listed
        assert "2020/01/one" not in listed

    def test_a_file_that_somebody_put_there_is_seen(self, settled: Workshop) -> None:
        (settled.site / "2020/01/one/letter.txt").write_text("mine")
        with pytest.raises(Refused, match=r"2020/01/one/letter\.txt"):
            self.edit(settled)
        time.sleep(2 * folders.RACY / 1e9)
        self.edit(settled, overwrite=True)
        with pytest.raises(Refused, match=r"2020/01/one/letter\.txt"):
            self.edit(settled)

    def test_a_file_that_somebody_put_there_is_seen_though_nothing_changed(self, settled: Workshop) -> None:
        settled.build()
        (settled.site / "2020/01/one/letter.txt").write_text("mine")
        with pytest.raises(Refused, match=r"2020/01/one/letter\.txt"):
            settled.build()
        for _ in range(2):
            assert settled.build(overwrite=True).published.written == 0

    def test_a_folder_that_somebody_put_there_is_seen(self, settled: Workshop) -> None:
        (settled.site / "2020/01/mine").mkdir()
        (settled.site / "2020/01/mine/letter.txt").write_text("mine")
        with pytest.raises(Refused, match=r"2020/01/mine/letter\.txt"):
            self.edit(settled)

    def test_what_somebody_took_away_comes_back(self, settled: Workshop) -> None:
        (settled.site / "2020/01/one/index.html").unlink()
        self.edit(settled)
        assert (settled.site / "2020/01/one/index.html").is_file()
        shutil.rmtree(settled.site / "2020")
        self.edit(settled)
        assert (settled.site / "2020/01/one/index.html").is_file()

    def test_a_link_in_the_place_of_a_folder_is_seen(self, settled: Workshop) -> None:
        elsewhere = settled.root / "elsewhere"
        (settled.site / "2020").rename(elsewhere)
        (settled.site / "2020").symlink_to(elsewhere)
        with pytest.raises(Refused, match="2020"):
            self.edit(settled)
        self.edit(settled, overwrite=True)
        assert not (settled.site / "2020").is_symlink()
        assert (settled.site / "2020/01/one/index.html").is_file()


def test_a_link_in_the_place_of_the_site_is_refused(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    elsewhere = workshop.root / "elsewhere"
    elsewhere.mkdir()
    workshop.site.symlink_to(elsewhere)
    with pytest.raises(Refused, match="is a symbolic link"):
        workshop.build()
    assert not list(elsewhere.iterdir())


def test_foreign_files_are_named_and_counted(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    for number in range(7):
        workshop.write(f"site/f{number}.txt", "mine")
    with pytest.raises(Refused, match=r"f0\.txt, f1\.txt, f2\.txt, f3\.txt, f4\.txt and 2 more "):
        workshop.build()
    for number in (5, 6):
        (workshop.site / f"f{number}.txt").unlink()
    with pytest.raises(Refused, match=r"f3\.txt, f4\.txt \("):
        workshop.build()


def test_an_index_that_lost_a_file_or_whose_replacement_was_cut_off_is_not_kept(tmp_path: Path) -> None:
    folder, path = tmp_path / "site", "assets/fixed/search/x/a"
    with Output(folder) as site:
        site.put(path, b"1")
        site.put(f"{path}b", b"2")
        site.commit()
    with Output(folder) as site:
        assert site.keep_below("assets/fixed/search/x/")
    (folder / f"{path}b").unlink()
    with Output(folder) as site:
        assert not site.keep_below("assets/fixed/search/x/")
    manifest.keep(manifest.path_of(folder), {path: output.IN_DOUBT})
    with Output(folder) as site:
        assert not site.keep_below("assets/fixed/search/x/")


def test_a_survey_from_before_another_build_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    before = survey(folder, {})
    with Output(folder) as site:
        site.put("a", b"1")
        site.commit()
    with Output(folder, surveyed=before) as site:
        assert site.is_as_left(manifest.digest_of(folder))
    (folder / "a").unlink()
    with Output(folder, surveyed=before) as site:
        assert not site.is_as_left(manifest.digest_of(folder))


def test_a_file_of_somebody_else_in_the_place_of_a_folder_stays(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with Output(folder) as site:
        site.put("a/b", b"1")
        site.put("c", b"2")
        site.commit()
    (folder / "a/b").unlink()
    (folder / "a").rmdir()
    (folder / "a").write_text("mine")
    with Output(folder, overwrite=True) as site:
        site.put("c", b"2")
        assert site.commit().removed == 1
    assert (folder / "a").read_text() == "mine"
