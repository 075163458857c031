"""How well *Background* finds what authors found by hand: their *See also* is hidden, and searched for among older articles.

python -m bench.related [ROOT]     by default the sample archive, for which it writes bench/RELATED.md

The task and the measures are those of TREC's background linking: among the first five entries, how many of those named by hand
are found (recall), how high they rank (nDCG, MRR), and for how many articles any is found (hits). Authors never name everything
that fits, so each number is a lower bound, good only for comparison.
"""

import math
import random
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from press import recipe
from press.catalogue import related
from press.catalogue.archive import Archive
from press.catalogue.card import Card, Term
from press.edges import source
from press.request import Request
from press.stages.cache import Cache

PROJECT = Path(__file__).resolve().parent.parent
RESULTS = PROJECT / "bench" / "RELATED.md"
MOST = related.WANTED
SAMPLES = 2_000
"""How often the articles are resampled for an interval (paired bootstrap)."""
BM25_SATURATION, BM25_LENGTH, BM25_TERMS = 1.2, 0.75, 25
"""The usual k1 and b, and the number of words in a query."""
WITHOUT: Mapping[str, Mapping[str, float]] = {
    "titles": {"TITLE": 0.0}, "summaries": {"SUMMARY": 0.0}, "tags": {"TAG": 0.0}, "regions": {"REGION": 0.0},
    "authors": {"AUTHOR": 0.0}, "preference for recent articles": {"FLOOR": 1.0}, "threshold": {"THRESHOLD": 0.0},
}  # fmt: skip
"""What `press.catalogue.related` has to do without, and the constants that achieve this."""

Ranking = Mapping[str, Sequence[str]]
"""For each article, the keys of others, the best first."""
Score = Callable[[Card, Card], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be found, and among which articles."""

    cards: tuple[Card, ...]
    """The articles, the oldest first."""
    wanted: Mapping[str, frozenset[str]]
    """For each article that names older ones by hand, the keys of those."""
    translations: Mapping[str, frozenset[str]]
    """For each article, its translations, which are never its background."""

    def older(self, card: Card) -> Iterator[Card]:
        """Yield the articles that can be background of `card`, the newest first."""
        place = self.cards.index(card)
        same = self.translations.get(card.key, frozenset())
        yield from (other for other in reversed(self.cards[:place]) if other.lang == card.lang and other.key not in same)


def archive(root: Path, now: datetime) -> Archive:
    """Return the archive at `root` as it would be published at `now`."""
    asked = Request(root=root, output=root / "site", themes=(PROJECT / "theme",), now=now, cache=None)
    with Cache(None) as nothing:
        proposed = recipe.look_ahead(asked, source.scan(root), nothing)
    return proposed.plan.edition.archive


def task(found: Archive) -> Task:
    """Return the task that `found` poses: authors named older articles in the language of the one that names them."""
    cards = tuple(card for card in found.cards if not card.withdrawn)
    order = {card.key: place for place, card in enumerate(cards)}
    wanted: dict[str, frozenset[str]] = {}
    for card in cards:
        named = (item for item in found.related[card.key].curated if isinstance(item, Card) and item.lang == card.lang)
        older = frozenset(item.key for item in named if order.get(item.key, len(cards)) < order[card.key])
        if older:
            wanted[card.key] = older
    same = {key: frozenset(card.key for card in others) for key, others in found.translations.items()}
    return Task(cards=cards, wanted=wanted, translations=same)


def ours(given: Task) -> Ranking:
    """Return the background of each article as the archive would show it if authors had named nothing."""
    found, _ = related.background(given.cards, given.translations, {})
    return {key: [card.key for card in cards] for key, cards in found.items()}


@contextmanager
def without(values: Mapping[str, float]) -> Iterator[None]:
    """Let `press.catalogue.related` work with other `values` of its constants."""
    before = {name: getattr(related, name) for name in values}
    try:
        for name, value in values.items():
            setattr(related, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(related, name, value)


def baselines(given: Task) -> dict[str, Ranking]:
    """Return the rankings of simpler rules, by name."""
    words = {card.key: Counter(_words(card)) for card in given.cards}
    having: Counter[str] = Counter(word for counts in words.values() for word in counts)
    tagged: Counter[str] = Counter(tag for card in given.cards for tag in _slugs(card.tags))
    count, length = len(given.cards), statistics.mean(sum(counts.values()) for counts in words.values())

    def rarity(word: str) -> float:
        return math.log(1 + count / having[word])

    @cache
    def vector(key: str) -> tuple[dict[str, float], float]:
        weighed = {word: number * rarity(word) for word, number in words[key].items()}
        return weighed, math.hypot(*weighed.values())

    def cosine(card: Card, other: Card) -> float:
        (one, size), (two, its_size) = vector(card.key), vector(other.key)
        return sum(weight * two.get(word, 0.0) for word, weight in one.items()) / (size * its_size or 1.0)

    def bm25(card: Card, other: Card) -> float:
        asked = sorted(words[card.key], key=lambda word: (-words[card.key][word] * rarity(word), word))[:BM25_TERMS]
        there = words[other.key]
        damping = BM25_SATURATION * (1 - BM25_LENGTH + BM25_LENGTH * sum(there.values()) / length)
        return sum(rarity(word) * there[word] * (1 + BM25_SATURATION) / (there[word] + damping) for word in asked)

    def region(card: Card, other: Card) -> float:
        return float(bool(_slugs(card.regions) & _slugs(other.regions)))

    chance = random.Random(2026)
    rules: dict[str, Score] = {
        "the newest of the region": region,
        "any of the region": lambda card, other: region(card, other) * chance.random(),
        "most tags in common": lambda card, other: float(len(_slugs(card.tags) & _slugs(other.tags))),
        "tags by rarity": lambda card, other: sum(
            math.log(1 + count / tagged[t]) for t in _slugs(card.tags) & _slugs(other.tags)
        ),
        "words by TF-IDF, cosine": cosine,
        "words by BM25": bm25,
    }
    return {name: _ranked(given, score) for name, score in rules.items()}


def _ranked(given: Task, score: Score) -> Ranking:
    """Return the best by `score` for each article that names others; of equals, the newest."""
    found = {}
    for card in given.cards:
        if card.key in given.wanted:
            scores = [(score(card, other), other.key) for other in given.older(card)]
            best = sorted((pair for pair in scores if pair[0] > 0), key=lambda pair: -pair[0])
            found[card.key] = [key for _, key in best[:MOST]]
    return found


def _words(card: Card) -> Iterator[str]:
    """Yield the words of title and summary, those of the title three times, as the search of the archive weighs them."""
    for text, times in ((card.title, 3), (card.summary, 1)):
        for word in related.words(text):
            yield from [word] * times


def _slugs(terms: Sequence[Term]) -> frozenset[str]:
    return frozenset(term.slug for term in terms)


def measures(ranking: Ranking, given: Task) -> dict[str, list[float]]:
    """Return recall, nDCG, reciprocal rank and hit at five for each article that names others, by measure."""
    found: dict[str, list[float]] = defaultdict(list)
    for key, wanted in given.wanted.items():
        hits = [place for place, other in enumerate(ranking.get(key, ())[:MOST]) if other in wanted]
        ideal = sum(_gain(place) for place in range(min(MOST, len(wanted))))
        found["recall@5"].append(len(hits) / len(wanted))
        found["nDCG@5"].append(sum(map(_gain, hits)) / ideal)
        found["MRR"].append(1 / (hits[0] + 1) if hits else 0.0)
        found["hit@5"].append(float(bool(hits)))
    return found


def _gain(place: int) -> float:
    return 1 / math.log2(place + 2)


def interval(one: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % confidence interval of the mean difference of two measures of the same articles (paired bootstrap)."""
    chance, differences = random.Random(2026), [a - b for a, b in zip(one, other, strict=True)]
    means = sorted(statistics.mean(chance.choices(differences, k=len(differences))) for _ in range(SAMPLES))
    return means[SAMPLES // 40], means[-SAMPLES // 40]


def spread(ranking: Ranking, given: Task) -> tuple[float, float, float]:
    """Return entries per article, the share of articles shown by others, and the Gini coefficient of how often each is."""
    shown = Counter(other for others in ranking.values() for other in others)
    counts = sorted(shown[card.key] for card in given.cards)
    total, size = sum(counts), len(counts)
    gini = sum((2 * rank - size - 1) * count for rank, count in enumerate(counts, 1)) / (size * total) if total else 0.0
    return total / size, len(shown) / size, gini


def report(given: Task) -> str:
    """Return the whole comparison as Markdown."""
    mine = ours(given)
    own = measures(mine, given)
    others = {name: measures(ranking, given) for name, ranking in baselines(given).items()}
    lines = [
        f"| of {len(given.wanted)} articles | {' | '.join(own)} | nDCG@5 less than Background, 95 % |",
        "|---" * (len(own) + 2) + "|",
    ]
    lines.append(_row("**Background**", own, ""))
    for name, found in others.items():
        low, high = interval(own["nDCG@5"], found["nDCG@5"])
        lines.append(_row(name, found, f"{low:+.2f} to {high:+.2f}"))
    lines += ["", f"| Background without | {' | '.join(own)} |", "|---" * (len(own) + 1) + "|"]
    for name, values in WITHOUT.items():
        with without(values):
            lines.append(_row(name, measures(ours(given), given)))
    entries, covered, gini = spread(mine, given)
    lines += [
        "",
        f"Background shows {entries:.1f} entries per article, and {covered:.0%} of all articles. How often it shows each has",
        f"a Gini coefficient of {gini:.2f}.",
    ]
    return "\n".join(lines) + "\n"


def _row(name: str, found: Mapping[str, Sequence[float]], *more: str) -> str:
    cells = [name, *(f"{statistics.mean(values):.3f}" for values in found.values()), *more]
    return f"| {' | '.join(cells)} |"


HEAD = """# Background, beside simpler rules

`python -m bench.related`, on the sample archive: what authors name in their *See also* is hidden, and searched for among
the older articles ({wanted} of them, by {articles} articles). Authors never name everything that fits, so the
numbers are only for comparison.

"""


def main(root: Path) -> None:
    """Compare on the archive at `root`; write the results if it is the sample."""
    given = task(archive(root, datetime.now(UTC)))
    text = report(given)
    if root.resolve() == PROJECT:
        head = HEAD.format(wanted=sum(map(len, given.wanted.values())), articles=len(given.wanted))
        RESULTS.write_text(head + text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT)
