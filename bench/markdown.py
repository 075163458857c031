"""How much faster Markdown is converted than with the plain library, for the same output.

python -m bench.markdown [ARTICLES]
"""

import statistics
import sys
import time
from collections.abc import Callable

from markdown import Markdown

from bench import generate
from press.config.markup import Markup
from press.text.swift import quicken

ROUNDS = 5


def seconds(convert: Callable[[str], str], bodies: list[str]) -> float:
    """Return the time that `convert` takes for all of `bodies`."""
    started = time.perf_counter()
    for body in bodies:
        convert(body)
    return time.perf_counter() - started


def main(count: int) -> None:
    """Convert `count` articles with both, in turn, and print the medians and their ratio."""
    bodies = [text.split("---\n", 2)[2] for _, text in generate.articles(count, seed=2026)]
    plain, swift = Markdown(extensions=list(Markup().extensions)), Markdown(extensions=list(Markup().extensions))
    quicken(swift)
    assert all(plain.reset().convert(body) == swift.reset().convert(body) for body in bodies)
    rounds = [
        (seconds(lambda body: plain.reset().convert(body), bodies), seconds(lambda body: swift.reset().convert(body), bodies))
        for _ in range(ROUNDS)
    ]
    slow, fast = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"plain {1e6 * slow / count:,.0f} µs an article, swift {1e6 * fast / count:,.0f} µs: {slow / fast:.1f} times as fast")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
