"""Whether a build is killed or terminated at any moment, or runs twice at once, the next build ends equal to a clean one."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from press.edges.survey import STAGING
from press.shell.ending import guarded
from tests.workshop import COMMAND, PROJECT, Workshop, files, heeding

KILLS = int(os.environ.get("PRESS_KILLS", "8"))
ARTICLES = 150
EXITING = 0x4
"""The flag of a process that Linux is removing: it no longer runs (PF_EXITING, proc(5))."""


def archive(workshop: Workshop, text: str) -> None:
    for number in range(ARTICLES):
        workshop.article(f"x/n{number}", text, date=f"20{number % 20 + 1:02}-01-02", tags=[f"tag {number % 7}"])


def command(workshop: Workshop) -> list[str]:
    return [*COMMAND, "--root", str(workshop.root), "--now", "2026-01-01", "--jobs", "2"]


def built(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a site; for search indexes, whose bytes may differ, only which files there are.

    Pagefind names filters, and its list of them, differently each time: only their number for each language is returned.
    """
    found: dict[str, bytes] = {}
    for path, data in files(folder).items():
        if path.startswith("assets/fixed/search/"):
            kind = re.sub(r"[0-9a-f]+(?=\.pf_(?:filter|meta)$)", "", path)
            found[kind] = found.get(kind, b"") + b"."
        else:
            found[path] = data
    return found


def clean(workshop: Workshop, folder: Path) -> dict[str, bytes]:
    workshop.build(output=folder, cache=None, search=True)
    return built(folder)


def test_killed_at_random_moments(workshop: Workshop, tmp_path: Path) -> None:
    chance = random.Random(2026)
    archive(workshop, "Text 0.")
    started = time.perf_counter()
    subprocess.run(command(workshop), check=True, capture_output=True)
    usual = time.perf_counter() - started
    for number in range(1, KILLS + 1):
        archive(workshop, f"Text {number}.")
        process = subprocess.Popen(command(workshop), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.1, 1.1) * usual)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if number % 4 == 0 or number == KILLS:
            subprocess.run(command(workshop), check=True, capture_output=True)
            assert built(workshop.site) == clean(workshop, tmp_path / f"clean-{number}")


def left_by(session: int) -> list[int]:
    """Return the processes of a session that are still running, once those that the system is removing are gone."""
    while True:
        found = {}
        for place in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                state, _, _, group, _, _, flags = place.read_text().rpartition(")")[2].split()[:7]
                if int(group) == session and state != "Z":
                    found[int(place.parent.name)] = int(flags) & EXITING
        if not found or not all(found.values()):
            return [pid for pid, exiting in found.items() if not exiting]
        time.sleep(0.01)  # their locks are held until they are gone


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_one_that_is_told_to_end_puts_everything_in_order(
    workshop: Workshop, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    chance = random.Random(number)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    archive(workshop, "Text 0.")
    begun = time.perf_counter()
    subprocess.run([*command(workshop), "--help"], check=True, capture_output=True)
    started = time.perf_counter()
    subprocess.run(command(workshop), check=True, capture_output=True)
    usual = time.perf_counter() - started
    least = 2 * (started - begun)  # a process that ends during its imports has nothing to clean up
    codes: set[int] = set()
    turns = count()
    while (turn := next(turns)) < KILLS or code not in codes:  # on a fast machine, it may be done before the signal
        archive(workshop, f"Text {turn}.")
        process = subprocess.Popen(
            [*command(workshop), "--verify"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
            env={**os.environ, "TMPDIR": str(temporary)},
            preexec_fn=heeding(number),  # noqa: PLW1509
        )  # fmt: skip
        time.sleep(least + chance.uniform(0, 1.7) * usual)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        codes.add(process.returncode)
        assert b"Traceback" not in said
        assert not left_by(process.pid), "nothing works on"
        assert not list(temporary.iterdir())
        assert codes <= {0, code}, said.decode()
    subprocess.run(command(workshop), check=True, capture_output=True)
    assert not list(workshop.site.glob(f"{STAGING}*")), "what was ended while it tidied up is tidied up by the next"
    assert built(workshop.site) == clean(workshop, tmp_path / "clean")


DISPOSING = """\
import time, weakref
from press.shell.ending import ending

class Thing: pass

def command():
    thing = Thing()
    known = weakref.ref(thing, lambda _: (print("disposing", flush=True), time.sleep(60)))
    del thing
    time.sleep(60)

ending(command)
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_is_heard_even_while_python_disposes_of_an_object(number: signal.Signals, code: int) -> None:
    """An exception that is raised there is dropped, as when the lock of a module that was imported is disposed of."""
    with subprocess.Popen(
        [sys.executable, "-c", DISPOSING], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=heeding(number),  # noqa: PLW1509
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stdout.readline() == b"disposing\n"
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (code, b"")


def test_two_builds_at_once_share_a_cache(workshop: Workshop, tmp_path: Path) -> None:
    archive(workshop, "Text.")
    other = [*command(workshop), "--output", str(tmp_path / "other")]
    both = [subprocess.Popen(one, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for one in (command(workshop), other)]
    for process in both:
        _, problems = process.communicate()
        assert process.returncode == 0, problems.decode()
    expected = clean(workshop, tmp_path / "clean")
    assert built(workshop.site) == expected
    assert built(tmp_path / "other") == expected


def test_what_fails_while_it_cleans_up_does_not_hide_that_it_was_told_to_end() -> None:
    def work() -> None:
        source, sink = os.pipe()
        os.close(sink)
        try:
            raise SystemExit(130)  # as the handler of a signal does
        finally:
            os.close(source)
            os.close(source)

    with pytest.raises(SystemExit) as ended:
        guarded(work, "text")
    assert ended.value.code == 130
