"""Runs a command and measures wall time, processor time, and the peak memory of its whole tree of processes."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL, SHARE = 0.1, 0.05
"""Minimum seconds between two samples of memory, and the maximum share of a processor that sampling, if slow, may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run of a command cost."""

    wall: float
    """Wall time in seconds."""
    processor: float
    """Processor time in seconds, user and system."""
    memory: float
    """MB: the peak of the proportional set size summed over the tree of processes (Linux, proc(5))."""
    inner: float
    """MB: the same for one program that the command runs, if one was named."""
    written: int
    """Files in the watched folder that were created, replaced or rewritten."""


def run(command: Sequence[str], folder: Path, *, watched: Path, program: str = "") -> Cost:
    """Run `command`, which writes into the folder `watched`, in `folder`; return what it cost, or raise if it fails.

    The memory of processes whose name is `program` is also measured separately.
    """
    before = time.time_ns()
    log = folder / "bench.log"
    with log.open("w", encoding="utf-8") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=_ordinary(), stdout=output, stderr=subprocess.STDOUT)
        peak = [0.0, 0.0]
        watcher = threading.Thread(target=_watch, args=(process.pid, program, peak), daemon=True)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{log.read_text(encoding='utf-8')[-2000:]}")
    written = sum(1 for place in watched.rglob("*") if place.is_file() and place.stat().st_ctime_ns >= before)
    processor, memory = usage.ru_utime + usage.ru_stime, max(peak[0], usage.ru_maxrss / 1024)
    return Cost(wall=wall, processor=processor, memory=memory, inner=peak[1], written=written)


def _ordinary() -> dict[str, str]:
    """Return the environment without the variable that stops Python from keeping bytecode, which is rarely set."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _watch(root: int, program: str, peak: list[float]) -> None:
    while True:
        started = time.perf_counter()
        sizes = {pid: _proportional(pid) for pid in _tree(root)}
        if not any(sizes.values()):
            return
        peak[0] = max(peak[0], sum(sizes.values()) / 1024)
        if program:
            peak[1] = max(peak[1], sum(size for pid, size in sizes.items() if _name(pid) == program) / 1024)
        time.sleep(max(INTERVAL, (time.perf_counter() - started) / SHARE))


def _tree(root: int) -> list[int]:
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _proportional(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
