"""Writes a seeded archive for benchmarks: articles of 650 words with Zipf-distributed tags and regions, and See also.

python -m bench.generate 1000 DIR
"""

import argparse
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

FIRST = datetime(2003, 1, 1, 8, 0)
LAST = datetime(2026, 1, 1, 8, 0)
REGIONS, DESKS, TAGS, WORDS = 24, 12, 500, 6_000
SYLLABLES = "ka ra to mi ne su lo bek stan dar kul ash gan tur ov in al er oz ya shi ur gen pol tam".split()  # noqa: SIM905  # as a list it would be 26 lines


def settings() -> str:
    """Return a configuration with a tree of regions."""
    lines = [
        "title: Measured Briefings", "base_url: https://bench.example.org", "time_zone: Asia/Tashkent",
        "description: A seeded archive for measuring.", "dateline_agency: Bench", "page_sizes: {index: 50}", "regions:",
    ]  # fmt: skip
    for number in range(REGIONS):
        parent = f", parent: region-{number // 4}" if number >= 4 else ""
        lines.append(f"  - {{name: Region {number}, slug: region-{number}{parent}}}")
    return "\n".join(lines) + "\n"


def vocabulary(chance: random.Random, count: int) -> list[str]:
    """Return `count` distinct words."""
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4)))] = None
    return list(words)


def zipf(count: int) -> list[float]:
    """Return the weights of Zipf's law for `count` ranks."""
    return [1 / rank for rank in range(1, count + 1)]


def paragraph(chance: random.Random, words: list[str], weights: list[float], length: int, link: str) -> str:
    """Return a paragraph with the markup of a real one: emphasis, quotation marks, a dash, perhaps a link."""
    text = chance.choices(words, cum_weights=weights, k=length)
    text[0] = text[0].capitalize()
    for place in range(11, length, 14):
        text[place - 1] += "."
        text[place] = text[place].capitalize()
    text[4] = f"*{text[4]}*"
    if chance.random() < 0.5:
        text[7], text[9] = f'"{text[7]}', f'{text[9]}"'
    if chance.random() < 0.4:
        text[12] += " --"
    if link:
        text[15] = f"[{text[15]}]({link})"
    return " ".join(text) + "."


def articles(count: int, seed: int, tags_in_all: int = TAGS) -> Iterator[tuple[str, str]]:
    """Yield the path below content/articles and the text of `count` articles, the oldest first, with `tags_in_all` tags."""
    chance = random.Random(seed)
    words = vocabulary(chance, WORDS)
    weights = list(accumulate_weights(zipf(WORDS)))
    first, second = words[100 : 100 + tags_in_all], words[200 + tags_in_all : 200 + 2 * tags_in_all]
    tags = [f"{one} {other}" for one, other in zip(first, second, strict=True)]
    tag_weights, region_weights = zipf(len(tags)), zipf(REGIONS)
    step = (LAST - FIRST) / count
    keys: list[str] = []
    for number in range(count):
        date = FIRST + step * number + timedelta(minutes=chance.randint(0, 50))
        title = " ".join(chance.choices(words, cum_weights=weights, k=7)).capitalize()
        key = f"{date.year}/{number:06}-{'-'.join(title.lower().split()[:3])}"
        older = chance.sample(keys[-2000:], k=min(len(keys), chance.choice((0, 2, 3)))) if keys else []
        link = f"../{chance.choice(keys[-2000:])}.md" if keys and chance.random() < 0.5 else ""
        body = "\n\n".join(paragraph(chance, words, weights, 65, link if place == 3 else "") for place in range(10))
        regions = sorted({f"region-{pick}" for pick in chance.choices(range(REGIONS), region_weights, k=2)})
        front = [
            f"title: {title}", f"date: {date:%Y-%m-%d %H:%M}", f"author: Desk {chance.randrange(DESKS)}",
            f"region: [{', '.join(regions)}]",
            f"summary: {paragraph(chance, words, weights, 30, '').replace('*', '').replace(chr(34), '')}",
            f"dateline: {title.split()[0]}",
            f"tags: [{', '.join(dict.fromkeys(chance.choices(tags, tag_weights, k=5)))}]",
        ]  # fmt: skip
        if older:
            front.append(f"see_also: [{', '.join(older)}]")
        yield f"{key}.md", "---\n" + "\n".join(front) + f"\n---\n{body}\n"
        keys.append(key)


def accumulate_weights(weights: list[float]) -> Iterator[float]:
    """Yield the running totals of `weights`."""
    total = 0.0
    for weight in weights:
        total += weight
        yield total


def write(count: int, folder: Path, seed: int = 2026, tags: int = TAGS) -> None:
    """Write an archive of `count` articles with `tags` tags in all into `folder`."""
    for path, text in articles(count, seed, tags):
        place = folder / "content" / "articles" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    (folder / "config.yaml").write_text(settings(), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description="Write an archive of COUNT articles into DIR.")
    parser.add_argument("count", type=int, metavar="COUNT")
    parser.add_argument("folder", type=Path, metavar="DIR")
    given = parser.parse_args()
    write(given.count, given.folder)
