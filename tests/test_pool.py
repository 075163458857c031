"""Several processes give the same results as one, in the same order, with the same errors."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from press.kernel import pool
from press.kernel.pool import CHUNK, SMALL, Ended, background, fork_server, in_order
from tests.workshop import PROJECT, heeding

MANY = range(SMALL * 3 + CHUNK // 2)


@pytest.mark.parametrize("jobs", [1, 2, 3, 100])
def test_results_come_in_order(jobs: int) -> None:
    offset = 7
    assert list(in_order(lambda number: number + offset, MANY, jobs)) == [number + offset for number in MANY]


@pytest.mark.parametrize("jobs", [1, 3])
def test_an_error_is_raised_in_its_place(jobs: int) -> None:
    def fail(number: int) -> int:
        if number >= 20:
            raise ValueError(f"item {number}")
        return number

    results = in_order(fail, MANY, jobs)
    found = [next(results) for _ in range(20)]
    assert found == list(range(20))
    with pytest.raises(ValueError, match="item 20"):
        next(results)


def test_several_processes_work() -> None:
    assert len(set(in_order(lambda _: os.getpid(), MANY, 2)) - {os.getpid()}) == 2
    assert set(in_order(lambda _: os.getpid(), MANY[:SMALL], 2)) == {os.getpid()}, "few items are not worth a process"


def test_processes_are_relieved_by_ones_that_know_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that they share with their parent is copied as they read it."""
    monkeypatch.setattr(pool, "SHIFT", CHUNK * 2)
    items, seen = range(SMALL * 3), set[int]()
    found = []
    for number, process, known in in_order(lambda number: (number, os.getpid(), len(seen)), items, 2):
        seen.add(number)
        found.append((number, process, known))
    assert [number for number, _, _ in found] == list(items)
    assert len({process for _, process, _ in found}) == len(items) // pool.SHIFT
    assert [known for _, _, known in found] == [number // (2 * pool.SHIFT) * 2 * pool.SHIFT for number in items]


def test_a_worker_that_is_killed_is_an_error_and_no_endless_wait() -> None:
    def die(number: int) -> int:
        if number == 50:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(Ended, match="was killed"):
        list(in_order(die, MANY, 2))


def test_a_worker_that_is_killed_while_it_answers_is_an_error_too(tmp_path: Path) -> None:
    place = tmp_path / "pid"

    def work(number: int) -> bytes:
        if number == 0:  # in the first worker, for which the parent waits while the second one is sending
            while not place.exists() or not place.read_text():
                time.sleep(0.05)
            time.sleep(0.5)
            os.kill(int(place.read_text()), signal.SIGKILL)
        if number == CHUNK:
            place.write_text(str(os.getpid()))
        return bytes(1_000_000)

    with pytest.raises(Ended, match="was killed"):
        list(in_order(work, MANY, 2))


def test_one_thing_is_computed_meanwhile_by_another_process() -> None:
    with background(os.getpid, 2) as computed:
        assert computed() == computed() != os.getpid()
    with background(os.getpid, 1) as computed:
        assert computed() == os.getpid()


@pytest.mark.parametrize("jobs", [1, 2])
def test_who_forks_can_be_told_to_end_afterwards(jobs: int) -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with background(os.getpid, jobs):
        assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_fails_meanwhile_is_raised_when_it_is_asked_for(jobs: int) -> None:
    def fail() -> int:
        raise ValueError("background")

    with background(fail, jobs) as computed, pytest.raises(ValueError, match="background"):
        computed()


def test_what_was_killed_meanwhile_is_an_error_and_no_endless_wait() -> None:
    with (
        background(lambda: os.kill(os.getpid(), signal.SIGKILL), 2) as computed,
        pytest.raises(Ended, match="was killed"),
    ):
        computed()


def test_what_nobody_asks_for_is_not_waited_for() -> None:
    source, sink = os.pipe()

    def slow() -> None:
        os.write(sink, str(os.getpid()).encode())
        time.sleep(600)

    started = time.monotonic()
    with suppress(KeyError), background(slow, 2):
        child = int(os.read(source, 20))
        raise KeyError
    assert time.monotonic() - started < 300
    with pytest.raises(ChildProcessError):  # it has ended, and its end was taken note of
        os.waitpid(child, os.WNOHANG)
    os.close(source)
    os.close(sink)


def test_whatever_is_wanted_later_is_computed_in_a_process_of_its_own() -> None:
    def computed(number: int) -> tuple[int, int]:
        if number < 0:
            raise ValueError(f"item {number}")
        if number > 9:
            os.kill(os.getpid(), signal.SIGKILL)
        return number + offset, os.getpid()

    offset = 7
    with fork_server(computed) as compute:
        found = [compute(number) for number in range(3)]
        assert [number for number, _ in found] == [7, 8, 9]
        assert len({process for _, process in found} | {os.getpid()}) == 4
        with pytest.raises(ValueError, match="item -1"):
            compute(-1)
        with pytest.raises(Ended, match="was killed"):
            compute(10)
        assert compute(1)[0] == 8, "the next is computed by another one"


def test_what_is_computed_ends_with_what_stood_by_for_it() -> None:
    """A server that is told to end does not wait for what is being built."""
    source, sink = os.pipe()

    def sleep(seconds: int) -> None:
        os.write(sink, str(os.getpid()).encode())
        time.sleep(seconds)

    with ThreadPoolExecutor() as threads:
        with fork_server(sleep) as computed:
            asked = threads.submit(computed, 600)
            process = int(os.read(source, 20))
        with pytest.raises(Ended, match="was killed"):
            asked.result(timeout=300)
    assert gone(lambda: os.kill(process, 0))
    os.close(source)
    os.close(sink)


def gone(look: Callable[[], None]) -> bool:
    """Return whether the processes that `look` finds end within 20 seconds."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            look()
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_workers_end_with_a_parent_that_is_killed_while_they_have_more_to_say() -> None:
    script = """
import sys, time
from press.kernel import pool
results = pool.in_order(lambda number: bytes(10_000_000), range(64), 2, small=1)
next(results)
print("working", flush=True)
time.sleep(60)
"""
    command = [sys.executable, "-c", script]
    parent = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"working\n"
    parent.kill()
    parent.wait(timeout=20)
    if not gone(lambda: os.killpg(parent.pid, 0)):
        os.killpg(parent.pid, signal.SIGKILL)
        raise AssertionError("workers are left, waiting for a reader that is gone")


INTERRUPTED = """
import os, signal, subprocess, sys, time
from functools import partial
from press.edges import pagefind
from press.kernel.pool import background, fork_server, in_order

def interrupted(start):
    def begin(*arguments, **named):
        found = start(*arguments, **named)
        if found:  # not in the process that was started
            os.kill(os.getpid(), signal.SIGINT)
        return found
    return begin

os.fork, subprocess.Popen = interrupted(os.fork), interrupted(subprocess.Popen)
sleeping = lambda *_: time.sleep(20)
try:
    {run}
except KeyboardInterrupt:
    print("interrupted", flush=True)
try:
    print("left", os.waitpid(-1, os.WNOHANG), flush=True)
except ChildProcessError:
    print("nothing is left", flush=True)
os._exit(0)  # without waiting for what may be left
"""
"""A process that gets Ctrl+C as soon as it has started another, before anything else can happen."""


@pytest.mark.parametrize(
    "run",
    [
        "background(sleeping, 2).__enter__()",
        "fork_server(sleeping).__enter__()",
        "list(in_order(sleeping, range(200), 2))",
        "pagefind._run([sys.executable, '-c', 'import time; time.sleep(20)'])",
    ],
)
def test_who_is_interrupted_while_starting_another_process_ends_that_too(run: str) -> None:
    script = INTERRUPTED.replace("{run}", run)
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=60,
        preexec_fn=heeding(signal.SIGINT),
    )  # fmt: skip
    assert result.stdout == "interrupted\nnothing is left\n"
