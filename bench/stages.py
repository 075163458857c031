"""What each stage of a cold build costs, on a seeded archive.

python -m bench.stages [ARTICLES]     seconds by stage, microseconds per article, and the peak of memory
"""

import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import generate
from press import archive, article, build, editing, pages, proof, prose, source, theme
from press.output import Output
from press.request import Request

PROJECT = Path(__file__).resolve().parent.parent
STAGES: tuple[tuple[str, Any, str], ...] = (
    ("read the sources", source, "scan"),
    ("read front matter", article, "read"),
    ("convert Markdown", prose, "convert"),
    ("resolve references and links", editing, "settle"),
    ("assemble shelves and See also", archive, "assemble"),
    ("list the pages", pages, "of"),
    ("check before publishing", proof, "dead_links"),
    ("check before publishing", proof, "addresses"),
    ("render pages and feeds", theme.Renderer, "render"),
    ("digest views", theme.Renderer, "parts"),
    ("stage changed files", Output, "stage"),
    ("move into place", Output, "commit"),
)
"""Words for a stage, and the function that does its work."""


def measured(spent: defaultdict[str, float], words: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return `function`, adding the seconds that it takes to `spent`."""

    def timed(*arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        result = function(*arguments, **named)
        result = tuple(result) if words == "list the pages" else result  # a generator works when it is walked
        spent[words] += time.perf_counter() - started
        return result

    return timed


def main(count: int) -> None:
    """Build `count` articles once and print what it cost."""
    spent: defaultdict[str, float] = defaultdict(float)
    for words, owner, name in STAGES:
        setattr(owner, name, measured(spent, words, getattr(owner, name)))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        generate.write(count, root)
        request = Request(root=root, output=root / "site", theme=PROJECT / "theme", now=datetime(2026, 1, 2, tzinfo=UTC))
        started = time.perf_counter()
        report = build.build(request)
        total = time.perf_counter() - started
    spent["everything else"] = total - sum(spent.values())
    print(f"{report.articles:,} articles, {report.pages:,} pages, {report.feeds:,} feeds")
    print(f"{'stage':32}{'seconds':>9}{'share':>8}{'µs an article':>16}")
    for words in dict.fromkeys([words for words, _, _ in STAGES] + ["everything else"]):
        print(f"{words:32}{spent[words]:9.2f}{spent[words] / total:8.0%}{1e6 * spent[words] / count:16,.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'all':32}{total:9.2f}{1:8.0%}{1e6 * total / count:16,.0f}   peak of memory {peak:,.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
