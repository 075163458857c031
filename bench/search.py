"""What search costs: indexing an archive, indexing it again after an edit, and finding something in a browser.

python -m bench.search [ARTICLES ...]     by default 10,000; writes bench/SEARCH.md; needs Chromium

The server is a simple one on the loopback interface that compresses text.
"""

import random
import shutil
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser

from bench import generate
from bench.measure import Cost, run
from tests.reader import browsing, serving

PROJECT = Path(__file__).resolve().parent.parent
GROUND = PROJECT / ".bench" / "search"
RESULTS = PROJECT / "bench" / "SEARCH.md"
QUERIES = 5
"""How many words are searched for, each in a fresh browser."""
HEAD = """# Search

`python -m bench.search`. A build with indexing is compared with one without, each run once. Memory is the peak of the
proportional set size summed over the tree of processes, Pagefind included. A query searches for one word of the vocabulary in a
fresh browser; it is measured from opening the address to the first ten results, including the page and everything that it loads
(medians).
"""


def build(folder: Path, *options: str) -> tuple[Cost, int]:
    """Build the archive in `folder`; return the cost, and the number of parts indexed."""
    command = (sys.executable, str(PROJECT / "build.py"), "--root", ".", "--now", "2026-01-02", "--quiet", "--log", *options)
    cost = run(command, folder, watched=folder / "site", program="pagefind_extended"[:15])  # Linux keeps only so much of a name
    return cost, (folder / "bench.log").read_text(encoding="utf-8").count("indexed ")


def query(browser: Browser, base: str, word: str) -> tuple[float, float]:
    """Return the seconds and kB of searching for `word` in a fresh browser."""
    context = browser.new_context()
    page = context.new_page()
    transferred: list[int] = []
    page.on("requestfinished", lambda request: transferred.append(request.sizes()["responseBodySize"]))
    page.goto(f"{base}/search/?q={word}", wait_until="commit")
    page.wait_for_selector(".search-results .card")
    seconds = page.evaluate("performance.now()") / 1000
    page.wait_for_load_state("networkidle")
    context.close()
    return seconds, sum(transferred) / 1000


def measure(count: int) -> str:
    """Return the table row for `count` articles."""
    folder = GROUND / str(count)
    shutil.rmtree(folder, ignore_errors=True)
    generate.write(count, folder)
    without, _ = build(folder, "--no-search")
    for left in (".cache", "site"):
        shutil.rmtree(folder / left)
    cold, parts = build(folder)
    first = min((folder / "content/articles").rglob("*.md"))
    first.write_text(first.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
    edit, again = build(folder)
    size = sum(place.stat().st_size for place in (folder / "site/assets/fixed/search").rglob("*") if place.is_file())
    words = random.Random(7).sample(generate.vocabulary(random.Random(2026), generate.WORDS)[:1000], QUERIES)
    with serving(folder / "site") as base, browsing() as browser:
        asked = [query(browser, base, word) for word in words]
    seconds, transferred = (statistics.median(values) for values in zip(*asked, strict=True))
    return (
        f"| {count:,} | {without.wall:.1f} s | {cold.wall:.1f} s | {cold.memory:.0f} MB | {cold.inner:.0f} MB | "
        f"{parts} | {size / 1e6:.0f} MB | "
        f"{again} in {edit.wall:.1f} s | {seconds:.2f} s | {transferred:.0f} kB |"
    )


def main(counts: list[int]) -> None:
    """Measure archives of `counts` articles and write the results."""
    titles = (
        "articles", "cold build without index", "with it", "memory", "of it Pagefind", "parts", "index",
        "parts indexed after an edit of the oldest article", "first results", "transferred",
    )  # fmt: skip
    lines = [f"| {' | '.join(titles)} |", "|---" * len(titles) + "|", *(measure(count) for count in counts)]
    RESULTS.write_text(f"{HEAD}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [10_000])
