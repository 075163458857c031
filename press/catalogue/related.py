"""Finds the background of each article among the older ones, and the newer articles that name it. Knows only cards.

The background is a left fold in date order: the result for an article depends on nothing newer, so a new article never
changes the lists of old ones. The score is a sum over shared words, tags and regions, each weighted by its rarity among the
older articles, times a mild preference for recent ones (as with Hugo's `includeNewer` off).
"""

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import accumulate, chain
from typing import TypeGuard

from press.catalogue.card import Card
from press.ground import slug
from press.kernel import digest
from press.kernel.value import value

WANTED = 5
"""How many entries See also and Background have together."""
TITLE, SUMMARY, TAG, REGION, AUTHOR = 3.0, 1.0, 4.0, 1.5, 0.3
"""The weights of a shared word of the title or summary, and of a shared tag, region or author."""
FEATURES = 16
"""How many of an article's features are looked up: those with the greatest weight."""
REMEMBERED = 64
"""How many articles are remembered for each feature: the newest. With FEATURES it bounds the cost of one article."""
COMMON, FEW = 0.25, 5
"""A word is ignored if more than this share of the older articles have it, and more than this number."""
ENOUGH, LONG = 20, 6
"""With fewer older articles, only words of so many letters count: every word looks rare, "the" and "what" as well."""
THRESHOLD = 0.18
"""The share of an article's total weight that a candidate must reach."""
SAME_WEEK = 2
"""How many entries may come from one week."""
UNSETTLED = 200
"""How many of the newest articles are indexed anew each time: new ones come before others of their day, or are mended soon."""
FLOOR, FLOOR_AFTER_YEARS = 0.8, 10.0
"""The lowest factor for the age of a candidate, and the distance in years at which it is reached."""

_WORD = re.compile(r"[^\W\d_]{3,}|\d{4}")


@value
class Snapshot:
    """The index of the oldest articles of one language."""

    state: str
    """The digest of everything in them that the search looks at."""
    count: int
    """How many articles there are."""
    frequency: Mapping[str, int]
    """How many of them have each feature."""
    newest: Mapping[str, tuple[int, ...]]
    """The newest that have each feature, by position."""


@value
class Found:
    """The results of earlier searches, to be reused. Whatever is missing or out of date is searched for again."""

    background: Mapping[str, tuple[str, ...]]
    """The keys of the background of an article, by the digest of everything that they depend on."""
    snapshots: Mapping[str, Snapshot]
    """The index, by language."""


NOTHING = Found(background={}, snapshots={})


def background(
    cards: Sequence[Card], taken: Mapping[str, Set[str]], wanted: Mapping[str, int], before: Found = NOTHING
) -> tuple[dict[str, tuple[Card, ...]], Found]:
    """Return the background of each of `cards`, by key, and everything that was found, for the next time.

    `cards` are sorted, the oldest first. `taken` holds the keys that an article shows already, `wanted` how many entries
    it still has room for. `before` spares the search where an article and all older ones are unchanged.
    """
    chosen: dict[str, tuple[Card, ...]] = {}
    found: dict[str, tuple[str, ...]] = {}
    counts = Counter(card.lang for card in cards if not card.withdrawn)
    memories = {lang: _Memory(before.snapshots.get(lang), count) for lang, count in counts.items()}
    seen: dict[str, Card] = {}
    for card in cards:
        if card.withdrawn:
            continue
        memory = memories[card.lang]
        room = wanted.get(card.key, WANTED)
        without = taken.get(card.key, frozenset())
        key = digest.of_bytes(repr((memory.add(card), room, sorted(without))).encode(errors="surrogatepass"))
        if key in before.background:
            found[key] = before.background[key]
        elif room > 0:
            found[key] = tuple(other.key for other in _choose(card, memory.rank(), without, room))
        else:
            found[key] = ()
        chosen[card.key] = tuple([seen[other] for other in found[key]])
        seen[card.key] = card
    return chosen, Found(background=found, snapshots={lang: memory.snapshot() for lang, memory in memories.items()})


def alike(card: Card, others: Iterable[Card], taken: Set[str], room: int) -> list[Card]:
    """Return at most `room` of `others`, older or newer, that are most like `card`, the best first, without those `taken`.

    They are found as *Background* is. `card` may be among the `others`; withdrawn and expired ones are passed over.
    """
    known = [other for other in others if other.current and other.lang == card.lang and other.key != card.key]
    memory = _Memory(None, len(known))
    for one in (*known, card):
        memory.add(one)
    return _choose(card, memory.rank(), taken, room)


def since(
    cards: Sequence[Card], by_hand: Mapping[str, Iterable[str]], filled: Mapping[str, Iterable[Card]]
) -> dict[str, tuple[Card, ...]]:
    """Return for each key the newest articles that name it, at most `WANTED`, those that do so by hand first.

    `by_hand` maps an article's key to the keys it names in its See also, `filled` to its background. Only newer articles
    count, and none that the named article itself names by hand. The result is sorted, the newest first.
    """
    named: dict[str, list[Card]] = defaultdict(list)
    order = {card.key: index for index, card in enumerate(cards)}
    current = [card for card in reversed(cards) if not card.withdrawn]
    for card in current:
        for key in by_hand.get(card.key, ()):
            named[key].append(card)
    for card in current:
        for older in filled.get(card.key, ()):
            named[older.key].append(card)
    found = {key: _newer(key, namers, order, frozenset(by_hand.get(key, ()))) for key, namers in named.items()}
    return {key: tuple(sorted(newer, key=lambda card: order[card.key], reverse=True)) for key, newer in found.items()}


def _newer(key: str, namers: Iterable[Card], order: Mapping[str, int], own: frozenset[str]) -> list[Card]:
    newer = {card.key: card for card in namers if order[card.key] > order[key] and card.key not in own}
    return list(newer.values())[:WANTED]


def _facts(card: Card) -> str:
    """Return everything in `card` that the search looks at."""
    terms = [(term.kind, term.slug) for term in (*card.regions, *card.tags, *card.authors)]
    return repr((card.key, card.title, card.summary, card.date.at.isoformat(), terms))


def words(text: str) -> list[str]:
    """Return the words of `text` that the search compares, in order."""
    return _WORD.findall(slug.fold(text))


def _features(card: Card) -> dict[str, float]:
    """Return the features of `card` with their weights; the first letter of a feature is its kind."""
    features: dict[str, float] = {}
    for word in words(card.summary):
        features["w" + word] = SUMMARY
    for word in words(card.title):
        features["w" + word] = TITLE
    for kind, terms, weight in (("t", card.tags, TAG), ("r", card.regions, REGION), ("a", card.authors, AUTHOR)):
        for term in terms:
            features[kind + term.slug] = weight
    return features


class _Memory:
    """The articles seen so far, by feature. They are indexed only on demand."""

    def __init__(self, before: Snapshot | None, total: int) -> None:
        """Begin empty; continue from the snapshot `before` if the articles that it was taken of are unchanged.

        `total` is the number of articles that will be added.
        """
        self._chain, self._states = digest.Chain(), [""]
        self._cards: list[Card] = []
        self._features: dict[int, Mapping[str, float]] = {}
        self._before = before
        self._due = total - UNSETTLED
        self._taken: Snapshot | None = None
        self._seen = 0
        self._frequency: Counter[str] = Counter()
        self._newest: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=REMEMBERED))

    def add(self, card: Card) -> str:
        """Add `card`, the newest so far, and return the digest of it and all older ones."""
        self._cards.append(card)
        self._states.append(self._chain.add(_facts(card)))
        return self._states[-1]

    def rank(self) -> list[tuple[int, Card]]:
        """Return the older articles worth showing with the newest one, the best first.

        Scores are whole numbers, so they are equal on every machine.
        """
        index, card = len(self._cards) - 1, self._cards[-1]
        self._catch_up(index)
        features = self._features[index] = _features(card)
        weights = sorted(((self._weight(name, weight), name) for name, weight in features.items()), reverse=True)[:FEATURES]
        postings = [(weight, self._newest.get(name, ())) for weight, name in weights if weight]
        likely = ((score, self._cards[older]) for older, score in scores(postings).items())
        ranked = [(round(score * _recency(older, card)), older) for score, older in likely]
        return sorted(ranked, key=lambda pair: (-pair[0], -pair[1].date.at.timestamp(), pair[1].key))

    def snapshot(self) -> Snapshot:
        """Return an index to continue from the next time: of all but the newest articles, or of those looked at so far."""
        if not self._seen and self._holds(self._before, len(self._cards)):
            return self._before
        return self._taken or self._index()

    def _holds(self, before: Snapshot | None, count: int) -> TypeGuard[Snapshot]:
        """Return whether the index `before` is one of the first `count` articles or fewer, and these are unchanged."""
        return before is not None and before.count <= count and self._states[before.count] == before.state

    def _index(self) -> Snapshot:
        newest = {feature: tuple(indices) for feature, indices in self._newest.items()}
        return Snapshot(state=self._states[self._seen], count=self._seen, frequency=dict(self._frequency), newest=newest)

    def _catch_up(self, count: int) -> None:
        """Index those of the first `count` articles that have not been looked at."""
        last = self._before
        if not self._seen and self._holds(last, count):
            self._seen = last.count
            self._frequency.update(last.frequency)
            self._newest.update({feature: deque(indices, REMEMBERED) for feature, indices in last.newest.items()})
            self._taken = last if self._due < last.count + UNSETTLED else None
        for index in range(self._seen, count):
            if index == self._due and not self._taken:
                self._seen = index
                self._taken = self._index()
            for feature in self._features.pop(index, None) or _features(self._cards[index]):
                self._frequency[feature] += 1
                self._newest[feature].append(index)
        self._seen = count

    def _weight(self, name: str, weight: float) -> int:
        """Return the score for sharing the feature `name`: 0 if no older article has it, or for a word that tells nothing."""
        frequency = self._frequency[name]
        idle = name[0] == "w" and ((self._seen < ENOUGH and len(name) - 1 < LONG) or frequency > max(FEW, self._seen * COMMON))
        if not frequency or idle:
            return 0
        return round(1000 * weight * math.log(1 + (self._seen + 1) / (frequency + 1)))


def scores(postings: Sequence[tuple[int, Collection[int]]]) -> dict[int, int]:
    """Return the sum of weights for each index where it reaches the share `THRESHOLD` of the total.

    `postings` holds weights, the greatest first, and the indices that have each. Counting is much quicker than adding up, so
    indices are counted first: those with too few weights cannot reach the threshold, even with the greatest ones.
    """
    weights = [weight for weight, _ in postings]
    threshold = sum(weights) * THRESHOLD
    few = 1 + sum(1 for most in accumulate(weights) if most < threshold)
    shared = Counter(chain.from_iterable(indices for _, indices in postings))
    found = {index: 0 for index, count in shared.items() if count >= few}
    for weight, indices in postings:
        for index in found.keys() & indices:
            found[index] += weight
    return {index: score for index, score in found.items() if score >= threshold}


def _recency(other: Card, card: Card) -> float:
    years = abs((card.date.at.date() - other.date.at.date()).days) / 365.25
    return max(FLOOR, 1 - (1 - FLOOR) * years / FLOOR_AFTER_YEARS)


def _choose(card: Card, ranked: Iterable[tuple[int, Card]], taken: Set[str], room: int) -> list[Card]:
    """Return the first `room` of `ranked`, without those `taken`, repeated titles and too many of one week."""
    chosen: list[Card] = []
    weeks: Counter[tuple[int, int]] = Counter()
    titles = {slug.fold(card.title)}
    for _, candidate in ranked:
        week = candidate.date.at.isocalendar()[:2]
        title = slug.fold(candidate.title)
        if candidate.key in taken or title in titles or weeks[week] >= SAME_WEEK:
            continue
        chosen.append(candidate)
        titles.add(title)
        weeks[week] += 1
        if len(chosen) == room:
            break
    return chosen
