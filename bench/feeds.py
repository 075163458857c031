"""What feeds add to a cold build: the seconds with all feeds and with none, in turn. Writes a section of bench/RESULTS.md.

python -m bench.feeds [ARTICLES] [ROUNDS] [COMMIT]     by default 10,000, 3 and no earlier commit

With a commit, the program at that commit is measured in the same rounds, on the same articles.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import compare, generate

PROJECT = Path(__file__).resolve().parent.parent
TAGS = 2_000
"""The number of tags, and so roughly the number of feeds."""
KINDS = ("feed", "history", "correctionfeed", "digestfeed")
"""The kinds of page that are feeds."""
BUILD = """
import gc, json, resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
from press import build, pages
from press.kernel import pool
from press.request import Request
root, theme, without = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
gc.disable()
known = pages.kinds() if hasattr(pages, "kinds") else pages.KINDS  # earlier, a tuple of modules or of their names
names = {kind: getattr(kind, "__name__", kind).rpartition(".")[2] for kind in known}
pages.KINDS = tuple(kind for kind, name in names.items() if name not in without)
pages.kinds = lambda: pages.KINDS
now = datetime(2026, 1, 2, tzinfo=UTC)
request = Request(root=root, output=root / "site", themes=(theme,), now=now, cache=root / ".cache", jobs=pool.cores())
started = time.perf_counter()
report = build.build(request)
wall = time.perf_counter() - started
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([wall, sum(one.ru_utime + one.ru_stime for one in used), getattr(report, "counts", report).feeds]))
"""
Cost = tuple[float, float, int]
"""Wall time in seconds, processor time in seconds, and the number of feeds."""


def cold(program: Path, root: Path, without: tuple[str, ...]) -> Cost:
    """Build the archive in `root` from scratch with `program`, leaving out the kinds of page in `without`."""
    with tempfile.TemporaryDirectory(dir=root.parent) as aside:
        for made in ("site", "site.manifest", ".cache"):
            if (root / made).exists():
                (root / made).rename(Path(aside) / made)  # deleted only after the build: ext4 is slow with fresh inodes
        command = [sys.executable, "-c", BUILD, str(root), str(program / "theme"), json.dumps(without)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=program)
    wall, processor, feeds = json.loads(done.stdout)
    return wall, processor, feeds


def main(count: int, rounds: int, commit: str) -> None:
    """Measure in turn and write the medians."""
    ground = PROJECT / ".bench" / "feeds"
    shutil.rmtree(ground, ignore_errors=True)
    generate.write(count, ground / "archive", tags=TAGS)
    programs = {"now": PROJECT}
    if commit:
        programs[f"at {commit}"] = ground / "earlier"
        subprocess.run(["git", "worktree", "prune"], cwd=PROJECT, check=True)
        subprocess.run(["git", "worktree", "add", "--force", str(ground / "earlier"), commit], cwd=PROJECT, check=True)
    costs: dict[tuple[str, bool], list[Cost]] = {}
    for number in range(rounds):
        for name, program in programs.items():
            for fed in (True, False):
                cost = cold(program, ground / "archive", () if fed else KINDS)
                costs.setdefault((name, fed), []).append(cost)
                print(f"round {number + 1}, {name}, {'with' if fed else 'without'}: {cost[0]:.2f} s", flush=True)
    lines = ["| | feeds | cold build with them | without | they add | of all processors |", "|---|---|---|---|---|---|"]
    for name in programs:
        with_them, without = costs[name, True], costs[name, False]
        wall, processor = ([statistics.median(cost[part] for cost in each) for each in (with_them, without)] for part in (0, 1))
        feeds, added, used = with_them[0][2], wall[0] - wall[1], processor[0] - processor[1]
        lines.append(f"| {name} | {feeds:,} | {wall[0]:.1f} s | {wall[1]:.1f} s | {added:.1f} s | {used:.1f} s |")
    if commit:
        subprocess.run(["git", "worktree", "remove", "--force", str(ground / "earlier")], cwd=PROJECT, check=True)
    head = f"## Feeds of {count:,} articles with {TAGS:,} tags, rounds: {rounds}\n\n`python -m bench.feeds`: medians.\n\n"
    compare.publish(head + "\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 10_000, int(given[1]) if len(given) > 1 else 3, given[2] if len(given) > 2 else "")
