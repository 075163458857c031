"""The benchmarks that can be run without other programs do run, and measure what they say."""

import subprocess
import sys
from pathlib import Path

from bench import feeds, generate
from tests.workshop import PROJECT


def test_the_cost_of_every_stage_is_measured() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "bench.stages", "100"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    heading, *lines = result.stdout.splitlines()
    assert heading.split() == ["µs", "an", "article", "100"]
    costs = {words.strip(): int(cost.replace(",", "")) for words, cost in (line.rsplit(maxsplit=1) for line in lines)}
    assert {
        "read the sources",
        "convert Markdown",
        "check before publishing",
        "everything else",
        "of which feedgen",
    } <= costs.keys()
    assert [words for words, cost in costs.items() if cost <= 0] == []


def test_an_archive_is_built_with_feeds_and_without(tmp_path: Path) -> None:
    generate.write(60, tmp_path)
    assert feeds.cold(PROJECT, tmp_path, ())[2] > 3
    assert feeds.cold(PROJECT, tmp_path, feeds.KINDS)[2] == 0
