"""What each stage of a cold build costs, on seeded archives, in one process.

python -m bench.stages [ARTICLES ...]     microseconds per article by stage, and peak memory; by default 1,000

With several numbers, each is measured in a process of its own, and the last column is the ratio of the last to the first:
1 if the cost grows in proportion to the archive. The last lines show how much of the total is spent in prescribed packages.
"""

import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2
import yaml
from feedgen.feed import FeedGenerator
from markdown import Markdown

from bench import generate
from press import build, pages
from press.articles import article
from press.catalogue import archive, settlement
from press.edges import renderer, source
from press.edges.output import Output
from press.request import Request
from press.stages import plan, proof, rendering
from press.text import prose

NOW = datetime(2026, 1, 2, tzinfo=UTC)
MEMORY = "peak of memory, MB"
PROJECT = Path(__file__).resolve().parent.parent
STAGES: tuple[tuple[str, Any, str], ...] = (
    ("read the sources", source, "scan"),
    ("read front matter", article, "read"),
    ("convert Markdown", prose, "convert"),
    ("resolve references and links", settlement, "settle"),
    ("assemble shelves and See also", archive, "assemble"),
    ("list the pages", pages, "of"),
    ("check before publishing", proof, "dead_links"),
    ("check before publishing", plan, "collisions"),
    ("render pages and feeds", renderer.Renderer, "render"),
    ("digest what pages are made from", rendering, "_stamp"),
    ("stage changed files", Output, "stage"),
    ("move into place", Output, "commit"),
)
"""The name of each stage, and the function that does its work."""
PACKAGES: tuple[tuple[str, Any, str], ...] = (
    ("of which Python-Markdown", Markdown, "convert"),
    ("of which PyYAML", yaml, "compose"),
    ("of which Jinja2", jinja2.Template, "render"),
    ("of which feedgen", FeedGenerator, "rss_str"),
    ("of which feedgen", FeedGenerator, "atom_str"),
)
"""The prescribed packages, and the function of each that works within the stages."""


def measured(spent: defaultdict[str, float], words: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return `function`, wrapped to add the seconds that it takes to `spent`."""

    def timed(*arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        result = function(*arguments, **named)
        result = tuple(result) if words == "list the pages" else result  # a generator works only while it is consumed
        spent[words] += time.perf_counter() - started
        return result

    return timed


def measure(count: int) -> dict[str, float]:
    """Build `count` articles once and return microseconds per article by stage, and MB."""
    gc.disable()  # as build.py does
    spent: defaultdict[str, float] = defaultdict(float)
    for words, owner, name in (*STAGES, *PACKAGES):
        setattr(owner, name, measured(spent, words, getattr(owner, name)))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        generate.write(count, root)
        request = Request(root=root, output=root / "site", themes=(PROJECT / "theme",), now=NOW, cache=root / ".cache")
        started = time.perf_counter()
        build.build(request)
        total = time.perf_counter() - started
    stages, within = (tuple(dict.fromkeys(words for words, _, _ in parts)) for parts in (STAGES, PACKAGES))
    spent["everything else"] = total - sum(spent[words] for words in stages)
    spent["all"] = total
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = (*stages, "everything else", "all", *within)  # in the order of the build
    return {**{words: 1e6 * spent[words] / count for words in lines}, MEMORY: peak}


def main(counts: list[int]) -> None:
    """Measure builds of `counts` articles and print what they cost."""
    found = {}
    for count in counts:  # each in a process that has built nothing before
        command = [sys.executable, "-c", f"import json; from bench import stages; print(json.dumps(stages.measure({count})))"]
        found[count] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT).stdout)
    ratio = f"{'ratio':>9}" if len(counts) > 1 else ""
    print(f"{'µs an article':32}{''.join(f'{count:>12,}' for count in counts)}{ratio}")
    for words in found[counts[0]]:
        values = [found[count][words] for count in counts]
        ratio = f"{values[-1] / values[0]:9.2f}" if len(counts) > 1 and words != MEMORY else ""
        print(f"{words:32}{''.join(f'{value:12,.0f}' for value in values)}{ratio}")


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [1000])
