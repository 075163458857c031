"""The command line, run as a person runs it."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from press.desk.verify import verify
from press.edges.survey import STAGING
from press.ground.problems import Problem
from press.shell.terminal import tell_text
from tests.workshop import CAN_OBEY, COMMAND, OBEYING, PROJECT, Workshop, files


def run(*arguments: str, before: Sequence[str] = (), **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*before, *COMMAND, *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, **environment}, timeout=60,
    )  # fmt: skip


def test_build_is_what_is_done_when_nothing_is_said(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    result = run("--root", str(workshop.root), "--now", "2026-01-01")
    assert result.returncode == 0
    assert result.stderr == "", "no progress bar in a pipe"
    first, second, third = result.stdout.splitlines()
    assert first == "1 article, 19 pages, 9 feeds, 4 files copied."
    assert second.startswith("59 files written, 0 unchanged, 0 removed; 0 warnings; ")
    assert third == f"The site is in {workshop.root}/site. Preview it with: python {COMMAND[1]} serve --root {workshop.root}"
    again = run("build", "--root", str(workshop.root), "--now", "2026-01-01", "--quiet")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_problems_in_the_content_are_exit_code_1(workshop: Workshop) -> None:
    workshop.article("2021/one", date="never")
    workshop.article("2021/two", region="mars")
    result = run("--root", str(workshop.root))
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.splitlines()[:2] == [
        'content/articles/2021/one.md:3:7: "never" is not a date (write it as 2026-01-31 or 2026-01-31 09:30)',
        'content/articles/2021/two.md:5:9: region "mars" is not in config.yaml '
        "(add it there, as a region or a variant of one, or use one that is)",
    ]
    assert result.stderr.endswith("2 errors, 0 warnings. Nothing was published; what was published before is unchanged.\n")
    assert not workshop.site.exists()


def test_a_problem_is_one_line_whatever_the_name_of_its_file(workshop: Workshop) -> None:
    workshop.article("2021/a\nb\x1b[31m", "[x](no\u2028where.md)", title="T", date="2021-01-01")
    result = run("--root", str(workshop.root))
    first, second = filter(None, result.stderr.split("\n"))
    assert first.startswith(r"content/articles/2021/a\nb\x1b[31m.md:8:5: there is no file ")
    assert "1 error, 0 warnings. Nothing was published" in second


def test_the_most_frequent_kinds_of_very_many_problems_are_counted(workshop: Workshop) -> None:
    for number in range(99):
        workshop.article(f"2021/n{number:02}", f"[x](/no/{number}/)", date="2021-01-01", draft="publish", weird="x")
    workshop.article("2021/one", date="2021-01-01", expires="never")
    assert "×" not in run("--root", str(workshop.root)).stderr, "200 problems are read as they are"
    workshop.article("2021/one", "[x](/no/)", date="2021-01-01", expires="never", draft="private")
    assert run("--root", str(workshop.root)).stderr.splitlines()[202:] == [
        "",
        "Of these 300 problems, the most frequent:",
        "",
        "      100 × the link … leads nowhere (first: content/articles/2021/n00.md:10:5)",
        '       99 × "draft" must be true or false, not "publish" (first: content/articles/2021/n00.md:7:8)',
        '       99 × unknown key "weird", here and in 98 other files (first: content/articles/2021/n00.md:8:1)',
        "",
        "300 errors, 0 warnings. Nothing was published; what was published before is unchanged.",
    ]
    github = run("--root", str(workshop.root), "--format", "github")
    assert len(github.stdout.splitlines()) == 202
    assert github.stderr == ""


def test_problems_as_annotations_and_as_json(workshop: Workshop) -> None:
    workshop.article("2021/one", date="never", title="50% off")
    github = run("--root", str(workshop.root), "--format", "github")
    assert github.returncode == 1
    assert github.stdout == (
        '::error file=content/articles/2021/one.md,line=3,col=7::"never" is not a date'
        " (write it as 2026-01-31 or 2026-01-31 09:30)\n"
    )
    data = json.loads(run("--root", str(workshop.root), "--format", "json").stdout)
    assert data["built"] is False
    assert data["problems"][0]["line"] == 3
    workshop.article("2021/one", "", date="2021-01-01")
    data = json.loads(run("--root", str(workshop.root), "--format", "json").stdout)
    assert (data["built"], data["report"]["articles"], data["problems"][0]["warning"]) == (True, 1, True)
    assert data["problems"][0].keys() == {"path", "line", "column", "what", "hint", "warning"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--now", "tomorrow"], '"tomorrow" is not a time'),
        (["--nonsense"], "No such option"),
        (["publish"], "No such command"),
        (["--root", "/nowhere/at/all"], "there is no folder /nowhere/at/all (name the folder of the archive with --root"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert words in result.stderr


def test_a_command_behind_its_options_is_told_where_it_belongs(workshop: Workshop) -> None:
    result = run("--root", str(workshop.root), "digest")
    assert result.returncode == 2
    assert "options come after the command: build.py digest ..." in result.stderr


def test_a_folder_without_an_archive_is_left_as_it_is(tmp_path: Path) -> None:
    for command in ("build", "record", "ledger", "ping", "digest"):
        result = run(command, "--root", str(tmp_path))
        assert (result.returncode, "there is no config.yaml" in result.stderr) == (2, True)
    assert not list(tmp_path.iterdir())


def test_the_archive_is_that_of_the_current_folder_where_there_is_one(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    for folder in (workshop.root, workshop.root / "content/articles"):
        result = subprocess.run([*COMMAND], cwd=folder, capture_output=True, text=True, check=True)
        assert result.stdout.endswith(f"The site is in {workshop.root}/site. Preview it with: python {COMMAND[1]} serve\n")
    assert (workshop.site / "2021/01/one/index.html").exists()


@pytest.mark.parametrize("command", ["build", "check", "record", "ledger", "ping", "digest", "serve", "suggest x", "new x"])
def test_no_command_takes_the_sample_for_the_archive_that_is_meant(tmp_path: Path, command: str) -> None:
    (tmp_path / "content").mkdir()
    for name, hint in (
        ("content/x", "write one"),
        ("config.yml", "name config.yml so"),
        ("Config.yaml.TXT", "name Config.yaml.TXT so"),
    ):
        (tmp_path / name).write_text("title: T")
        line = [*COMMAND, *command.split()]
        result = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
        assert result.returncode == 2
        assert f"there is no config.yaml here or above ({hint}, or name the folder of the archive with --root)" in result.stderr


def test_a_folder_that_is_not_there_has_no_line(tmp_path: Path) -> None:
    result = run("check", "--root", str(tmp_path / "x"))
    assert result.returncode == 2
    assert result.stderr == f"there is no folder {tmp_path}/x (name the folder of the archive with --root, or run this there)\n"


def test_a_command_that_is_shown_can_be_pasted(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path / "my archive")
    workshop.article("2021/one", date="2021-01-01")
    assert run("--root", str(workshop.root)).stdout.endswith(f"serve --root '{workshop.root}'\n")


def test_a_command_in_a_message_is_the_one_that_was_typed(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    workshop.article("2021/one", date="2021-01-01", slug="uno")
    (workshop.root / "press").symlink_to(PROJECT)
    for command in ("check", "ledger"):
        line = [sys.executable, "press/build.py", *command.split()]
        said = subprocess.run(line, cwd=workshop.root, capture_output=True, text=True, check=False)
        assert "python press/build.py" in said.stdout + said.stderr
        assert "python build.py" not in said.stdout + said.stderr


def test_a_python_without_the_packages_says_what_to_do(tmp_path: Path) -> None:
    """One has none of the packages; the other lacks one that is imported later."""
    (tmp_path / "markdown.py").write_text("raise ModuleNotFoundError(\"No module named 'markdown'\")")
    activate = 'lacks what press needs: say ". .venv/bin/activate" first'
    bare = subprocess.run([sys.executable, "-S", *COMMAND[1:]], capture_output=True, text=True, check=False)
    assert (bare.returncode, bare.stderr.count("\n")) == (2, 1)
    assert bare.stderr.startswith("No module named 'click': this Python " + activate)
    lacking = run(PYTHONPATH=str(tmp_path))
    assert (lacking.returncode, lacking.stderr.count("\n")) == (2, 1)
    assert lacking.stderr.startswith("No module named 'markdown': this Python " + activate)
    command = [sys.executable, "-S", *COMMAND[1:]]
    elsewhere = subprocess.run(command, cwd=PROJECT.parent, capture_output=True, text=True, check=False)
    name = PROJECT.name
    assert f'say ". {name}/.venv/bin/activate" first, or "make -C {name}" if' in elsewhere.stderr


def test_a_wrong_configuration_and_a_foreign_folder_are_exit_code_2(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("site/mine.txt", "x")
    assert run("--root", str(workshop.root)).returncode == 2
    assert run("--root", str(workshop.root), "--overwrite").returncode == 0
    workshop.configure("foo: 1\n")
    assert run("--root", str(workshop.root)).returncode == 2


@pytest.mark.skipif(not CAN_OBEY, reason="root reads everything")
def test_what_the_system_refuses_is_said_in_every_form(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    root = ("--root", str(workshop.root), "--output", str(workshop.root / "closed/site"))
    (workshop.root / "closed").mkdir(mode=0o555)
    why = f"{workshop.root}/closed/site: Permission denied (fix its permissions, or run this as a user who has them)"
    text = run(*root, before=OBEYING)
    assert (text.returncode, text.stderr.splitlines()[0]) == (2, why)
    assert text.stderr.endswith("\nNothing was published; what was published before is unchanged.\n")
    github = run(*root, "--format", "github", before=OBEYING)
    assert (github.returncode, github.stdout, github.stderr) == (2, f"::error::{why}\n", "")
    data = run(*root, "--format", "json", before=OBEYING)
    assert (data.returncode, json.loads(data.stdout)["built"], json.loads(data.stdout)["problems"][0]["what"]) == (2, False, why)


def test_a_foreign_folder_is_said_in_every_form(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("site/mine.txt", "x")
    github = run("--root", str(workshop.root), "--format", "github")
    assert (github.returncode, github.stdout.startswith(f"::error::{workshop.site} holds files")) == (2, True)
    data = run("--root", str(workshop.root), "--format", "json")
    assert (data.returncode, json.loads(data.stdout)["built"]) == (2, False)


def test_a_worker_that_the_system_ends_is_no_mistake_of_the_program(workshop: Workshop) -> None:
    for number in range(300):
        workshop.article(f"2021/n{number}", "Text. " * 3000, date="2021-01-01")
    command = [*COMMAND, "--root", str(workshop.root), "--jobs", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    os.kill(worker_of(process.pid), signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said.startswith("a worker process was killed (if memory ran out,")
    assert not workshop.site.exists()


def worker_of(process: int) -> int:
    """Return a worker process of `process`, once it has two children: the other one surveys the site."""
    while True:
        found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        if len(found) > 2:
            return int(found[-1])
        time.sleep(0.005)


def test_a_locale_that_is_not_utf_8_changes_nothing(workshop: Workshop) -> None:
    workshop.configure("slugs: unicode\n")
    workshop.article("2021/зима", "[x](стол.csv)", date="2021-01-01", title="Зима — да")
    workshop.write("content/articles/2021/стол.csv", "a\n")
    root = ("--root", str(workshop.root), "--now", "2026-01-01", "--no-search", "--log")
    result = run(*root, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (result.returncode, result.stderr) == (0, "")
    assert "converted content/articles/2021/зима.md" in result.stdout
    found = workshop.files()
    workshop.build(output=workshop.root / "clean", cache=None)
    assert found == files(workshop.root / "clean")


@pytest.mark.parametrize("zone", [":/etc/passwd", ".", "Asia", "Nowhere/Land", "America/Lima"])
def test_the_time_zone_of_the_machine_changes_nothing(workshop: Workshop, zone: str) -> None:
    """Babel reads it when it is imported, and fails if it names a file that is none."""
    workshop.article("2021/one", date="2021-01-01 23:30")
    root = ("--root", str(workshop.root), "--now", "2026-01-01", "--no-search")
    for place in ("zone", "utc"):
        assert run(*root, "--output", str(workshop.root / place), TZ=zone if place == "zone" else "UTC").stderr == ""
        shutil.rmtree(workshop.root / ".cache")
    assert files(workshop.root / "zone") == files(workshop.root / "utc")


def test_the_clock_can_be_given_and_decides_an_embargo(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2030/two", date="2030-01-01 09:00")
    root = ["--root", str(workshop.root)]
    assert "1 article (1 embargoed kept back)" in run(*root, "--now", "2030-01-01T08:59+05:00").stdout
    assert "2 articles," in run(*root, "--now", "2030-01-01T09:00+05:00").stdout
    assert "1 article (1 embargoed kept back)" in run(*root, SOURCE_DATE_EPOCH="1000000000").stdout.replace(
        "0 articles (2", "1 article (1"
    )
    assert run(*root, SOURCE_DATE_EPOCH="soon").returncode == 2


def test_record_then_build(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    root = ["--root", str(workshop.root), "--now", "2026-01-01"]
    run(*root)
    assert run("record", *root).stdout == f"32 lines added to {workshop.root}/ledger.txt.\n"
    assert run("record", *root).stdout == "Nothing new to record.\n"
    assert run(*root).returncode == 0


@pytest.mark.parametrize("command", [[], ["build"], ["serve"], ["record"], ["ledger"], ["digest"], ["ping"]])
def test_help_is_there_for_every_command(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.returncode == 0
    assert "Usage: build.py" in result.stdout


def imported_by(*arguments: str) -> set[str]:
    """Return every module that is loaded when the command ends."""
    code = f"""
import runpy, sys
sys.argv = ["build.py", *{arguments!r}]
try:
    runpy.run_path("build.py", run_name="__main__")
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    return set(result.stderr.split())


SERVER = {"starlette", "uvicorn", "watchfiles", "asyncio"}


def test_help_imports_nothing_that_only_a_build_needs() -> None:
    needed = {"markdown", "jinja2", "feedgen", "babel", "rich", "yaml", "press.build"}
    assert not imported_by("--help") & (SERVER | needed)


def test_a_build_imports_no_server(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    assert not imported_by("--root", str(workshop.root), "--quiet") & (SERVER | {"rich", "jdatetime", "multiprocessing"})


def test_a_progress_bar_is_drawn_on_a_terminal(workshop: Workshop, tmp_path: Path) -> None:
    workshop.article("2021/one", date="2021-01-01")
    log = tmp_path / "screen"
    command = f"{sys.executable} {PROJECT / 'build.py'} --root {workshop.root}"
    subprocess.run(
        ["script", "-qec", command, str(log)], check=True, capture_output=True, timeout=60, env={**os.environ, "TERM": "xterm"}
    )
    assert "Markdown" in log.read_text(errors="replace")


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Return everything that a terminal is sent while the command runs."""
    here, there = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdin=there, stdout=there, stderr=there,
        env={**os.environ, "TERM": "xterm", **environment},
    )  # fmt: skip
    os.close(there)
    sent = bytearray()
    with suppress(OSError):  # how Linux reports that the writer is gone
        while more := os.read(here, 65_536):
            sent += more
    os.close(here)
    process.wait(timeout=60)
    return sent.decode()


def test_the_progress_bar_is_gone_before_problems_are_printed(workshop: Workshop) -> None:
    workshop.article("2021/one", date="never")
    sent = on_a_terminal("--root", str(workshop.root))
    before, _, after = sent.partition("content/articles/2021/one.md:3:7:")
    assert "\x1b[2K" in before, "there was a bar"
    assert re.search(r"\x1b\[2K(\x1b\[\??[0-9]*[a-z])*$", before), "the line is empty on which they begin"
    assert not re.search(r"\x1b\[[0-9]*[ABJK]", after), "nothing is taken back"
    assert after.endswith("what was published before is unchanged.\r\n")


@pytest.mark.parametrize("plain", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {}])
def test_colours_go_where_they_are_wanted(workshop: Workshop, plain: dict[str, str]) -> None:
    workshop.article("2021/one", date="never")
    sent = on_a_terminal("--root", str(workshop.root), "--quiet", **plain)
    assert "one.md:3:7:" in sent
    assert ("\x1b[" in sent) is not bool(plain)


def shell(command: str, workshop: Workshop) -> "subprocess.CompletedProcess[str]":
    """Run a shell command line in which $BUILD builds the archive."""
    words = f'"{sys.executable}" "{PROJECT / "build.py"}" --root "{workshop.root}" --now 2026-01-01'
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command.replace("$BUILD", words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_who_reads_no_further_does_not_fail_a_build(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    result = shell("$BUILD --log | true", workshop)
    assert (result.returncode, result.stderr) == (0, "")
    workshop.article("2021/one", date="never")
    assert shell("$BUILD --format json | true", workshop).returncode == 1, "nor make a good one of it"
    assert shell("$BUILD 2> >(exec true)", workshop).returncode == 1


def test_a_line_that_can_be_written_nowhere_is_said(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    result = shell("$BUILD > /dev/full", workshop)
    said = "standard output: No space left on device (the disk is full: free some space and try again)\n"
    assert (result.returncode, result.stderr) == (2, said)


def test_explain_says_why_a_page_was_rendered(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    root = ["--root", str(workshop.root), "--now", "2026-01-01", "--explain", "/2021/01/one/"]
    assert "/2021/01/one/ was rendered: it is new" in run(*root).stdout
    assert "/2021/01/one/ is unchanged" in run(*root).stdout
    assert "there is no page at /nowhere/" in run(*root[:-1], "/nowhere/").stdout
    workshop.article("2021/one", "Mended.", date="2021-01-01")
    assert "/2021/01/one/ was rendered: html changed" in run(*root[:-1], "https://test.example.org/2021/01/one").stdout
    workshop.article("2021/other", date="2020-01-01", region="caucasus", summary="Else.", author="Ann Lee")
    assert "/2021/01/one/ is unchanged" in run(*root).stdout


def test_explain_says_why_there_is_no_page(workshop: Workshop) -> None:
    workshop.configure("adoption: {former_urls: [http://old.example/blog]}")
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2021/two", date="2021-01-02", draft=True)
    workshop.article("2027/three", date="2027-01-03 09:30")
    workshop.article("2021/four", date="2021-01-04", withdrawn={"date": "2021-02-01", "reason": "R."})
    for asked, told in (
        ("/2021/01/two", "there is no page at /2021/01/two/: content/articles/2021/two.md is a draft"),
        ("content/articles/2021/two.md", "there is no page at /2021/01/two/: content/articles/2021/two.md is a draft"),
        (
            "/2027/01/three/",
            "at /2027/01/three/: content/articles/2027/three.md is not published until 2027-01-03 09:30+05:00",
        ),
        ("http://old.example/blog/2021/01/two", "at /2021/01/two/: content/articles/2021/two.md is a draft"),
        ("/2021/01/onne/", 'there is no page at /2021/01/onne/ (did you mean "/2021/01/one/"'),
        ("content/articles/2021/onne.md", 'at /content/articles/2021/onne.md (did you mean "content/articles/2021/one.md"'),
        ("content/articles/2021/one.md", "/2021/01/one/ is unchanged"),
        (str(workshop.root / "content/articles/2021/four.md"), "/2021/01/four/ is unchanged"),
    ):
        found = run("--root", str(workshop.root), "--now", "2026-01-01", "--explain", asked).stdout
        assert told in found, found


def test_the_log_steers_no_terminal(workshop: Workshop) -> None:
    workshop.article("2021/one\x1b[2J", title="One", slug="one", date="2021-01-01")
    lines = run("--root", str(workshop.root), "--now", "2026-01-01", "--log").stdout.splitlines()
    assert "converted content/articles/2021/one\\x1b[2J.md" in lines


def test_log_says_what_ran(workshop: Workshop) -> None:
    place = workshop.article("2021/one", date="2021-01-01")
    root = ["--root", str(workshop.root), "--now", "2026-01-01", "--log"]
    lines = run(*root).stdout.splitlines()
    assert "converted content/articles/2021/one.md" in lines
    assert "decided what to publish" in lines
    assert "rendered /2021/01/one/" in lines
    assert run(*root).stdout.splitlines()[-1] == "There was nothing to do."
    place.write_text(place.read_text().replace("Some text.", "Another text."))
    assert [line for line in run(*root).stdout.splitlines() if line.startswith(("converted", "decided", "rendered"))] == [
        "converted content/articles/2021/one.md", "rendered /2021/01/one/",
        "rendered /rss.xml", "rendered /feed.xml", "rendered /atom.xml", "rendered /feed.json",
        "rendered /regions/central-asia/rss.xml", "rendered /regions/kazakhstan/rss.xml", "rendered /authors/diplomacy-desk/rss.xml",
        "rendered /downloads/archive-2021.jsonl",
    ]  # fmt: skip


def test_verify_compares_with_a_clean_build(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    root = ["--root", str(workshop.root), "--now", "2026-01-01", "--verify"]
    assert "Verified: every byte matches a clean build." in run(*root).stdout
    (workshop.site / "rss.xml").write_text("tampered")
    result = run(*root)
    assert result.returncode == 1
    assert "differs from a clean build: rss.xml\n" in result.stderr
    assert not list(workshop.site.glob(f"{STAGING}*"))


def test_what_is_missing_or_no_file_differs_too(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    assert verify(workshop.request()) == ()
    (workshop.site / "rss.xml").unlink()
    (workshop.site / "feed.json").unlink()
    (workshop.site / "feed.json").mkdir()
    page = workshop.site / "2021/01/one/index.html"
    page.write_bytes(page.read_bytes().swapcase())
    assert verify(workshop.request()) == ("2021/01/one/index.html", "feed.json", "rss.xml")


def test_json_stays_one_document_whatever_is_asked(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    root = ["--root", str(workshop.root), "--now", "2026-01-01", "--format", "json"]
    result = run(*root, "--explain", "/2021/01/one/", "--verify", "--profile")
    assert "was rendered" in json.loads(result.stdout)["report"]["explained"]
    assert "Verified" in result.stderr


def test_the_progress_bar_needs_no_thread(tmp_path: Path) -> None:
    """A process with threads cannot fork safely."""
    code = (
        "import threading; from press.shell.terminal import Progress\n"
        "with Progress(shown=True) as progress: progress.step('Markdown', 1, 2); print('threads:', threading.active_count())"
    )
    log = tmp_path / "screen"
    command = f'{sys.executable} -c "{code}"'
    subprocess.run(["script", "-qec", command, str(log)], check=True, capture_output=True, timeout=60, cwd=PROJECT)
    assert "threads: 1" in log.read_text(errors="replace")
    assert "Markdown" in log.read_text(errors="replace")


def test_profile_has_a_line_for_each_stage(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    lines = run("--root", str(workshop.root), "--now", "2026-01-01", "--profile").stdout.splitlines()
    assert [line.split()[0] for line in lines[3:]] == ["sources", "Markdown", "plan", "pages", "search", "publish"]


def test_an_edited_text_imports_nothing_that_only_deciding_needs(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    root = ["--root", str(workshop.root), "--now", "2026-01-01", "--quiet", "--no-search"]
    run(*root)
    workshop.article("2021/one", "Mended.", date="2021-01-01")
    loaded = imported_by(*root)
    assert {"press.recipe", "press.pages.article"} <= loaded
    assert not loaded & {
        "press.stages.plan",
        "press.catalogue.settlement",
        "press.stages.proof",
        "press.pages.shelf",
        "press.stages.searching",
    }


def test_a_build_that_changes_nothing_imports_nothing_it_does_not_need(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    root = ["--root", str(workshop.root), "--now", "2026-01-01", "--quiet"]
    run(*root)
    loaded = imported_by(*root)
    assert not loaded & {"markdown", "jinja2", "feedgen", "lxml", "babel", "yaml", "nh3", "slugify", "rich", "asyncio"}
    assert {name for name in loaded if name.startswith("press.")} == {
        "press.build", "press.request",
        "press.kernel", "press.kernel.digest", "press.kernel.memo", "press.kernel.pool", "press.kernel.value",
        "press.ground", "press.ground.encoding", "press.ground.filename", "press.ground.problems",
        "press.edges", "press.edges.folders", "press.edges.lock", "press.edges.manifest", "press.edges.output", "press.edges.program",
        "press.edges.source", "press.edges.survey", "press.edges.whole",
        "press.stages", "press.stages.cache",
        "press.shell", "press.shell.ending", "press.shell.options", "press.shell.stream", "press.shell.terminal",
        "press.shell.unready",
    }  # fmt: skip


def test_every_kind_of_very_many_problems_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    kinds = [f"{'x' * number} is wrong" for number in range(1, 16)]
    tell_text([Problem(path=f"{number}.md", what=what, warning=True) for what in kinds for number in range(14)])
    counted = [line for line in capsys.readouterr().err.splitlines() if " × " in line]
    assert [line.partition(" (")[0].split("warning: ")[1] for line in counted] == kinds
