"""Finds the background of each article among the older ones, and who names it later. Knows cards and nothing else.

The background is a left fold in date order: what it gives for an article depends on nothing newer, so that a new
article never changes the lists of old ones. The score is a sum over shared words, tags and regions, each weighed by its
rarity among the older articles, times a mild preference for recent ones (PUBLISHED 4.2; Hugo's `includeNewer`, off).
"""

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence, Set
from types import MappingProxyType

from press import slug
from press.card import Card
from press.kernel import digest

WANTED = 5
"""How many entries See also and Background have together."""
TITLE, SUMMARY, TAG, REGION, AUTHOR = 3.0, 1.0, 4.0, 1.5, 0.3
"""What a shared word of the title or summary, a shared tag, region or author weighs."""
FEATURES = 16
"""How many of an article's features are looked up: the heaviest."""
REMEMBERED = 64
"""How many articles each feature remembers: the newest. With FEATURES it bounds the cost of one article."""
COMMON = 0.25
"""A word in more than this share of the older articles says nothing."""
THRESHOLD = 0.22
"""The least share of an article's own weight that a candidate must reach."""
SAME_WEEK = 2
"""How many entries may come from one week."""
HALF_LIFE_YEARS = 10.0
"""After how long the preference for recent articles is down to its floor of one half."""

Found = Mapping[str, tuple[str, ...]]
"""The keys of the background of an article, by the digest of all that they depend on."""

_WORD = re.compile(r"[^\W\d_]{3,}|\d{4}")


def background(
    cards: Sequence[Card], taken: Mapping[str, Set[str]], wanted: Mapping[str, int], before: Found = MappingProxyType({})
) -> tuple[dict[str, tuple[Card, ...]], Found]:
    """Return the background of each of `cards`, by key, and all that was found, for the next time.

    `cards` are sorted, the oldest first. `taken` holds the keys that an article shows already, `wanted` how many entries
    it still has room for. `before` saves the search where an article and all older ones are as they were.
    """
    chosen: dict[str, tuple[Card, ...]] = {}
    found: dict[str, tuple[str, ...]] = {}
    memories: dict[str, _Memory] = {}
    seen: dict[str, Card] = {}
    for card in cards:
        if card.withdrawn:
            continue
        memory = memories.setdefault(card.lang, _Memory())
        room = wanted.get(card.key, WANTED)
        without = taken.get(card.key, frozenset())
        key = digest.of_bytes(repr((memory.state, _facts(card), room, sorted(without))).encode(errors="surrogatepass"))
        if key in before:
            found[key] = before[key]
        elif room > 0:
            ranked = memory.rank(card)
            found[key] = tuple(other.key for other in _choose(card, ranked, without, room))
        else:
            found[key] = ()
        chosen[card.key] = tuple(seen[other] for other in found[key])
        seen[card.key] = card
        memory.add(card)
    return chosen, found


def since(
    cards: Sequence[Card], by_hand: Mapping[str, Iterable[str]], filled: Mapping[str, Iterable[Card]]
) -> dict[str, tuple[Card, ...]]:
    """Return for each key the newest articles that name it, at most `WANTED`, by hand before by algorithm.

    `by_hand` maps an article's key to the keys it names in its See also, `filled` to its background. Only newer articles
    count, and none that the named article itself names by hand. The result is sorted, the newest first.
    """
    named: dict[str, list[Card]] = defaultdict(list)
    order = {card.key: place for place, card in enumerate(cards)}
    current = [card for card in reversed(cards) if not card.withdrawn]
    for card in current:
        for key in by_hand.get(card.key, ()):
            named[key].append(card)
    for card in current:
        for older in filled.get(card.key, ()):
            named[older.key].append(card)
    return {
        key: tuple(sorted(_newer(key, namers, order, frozenset(by_hand.get(key, ()))), key=_place(order), reverse=True))
        for key, namers in named.items()
        if key in order
    }


def _place(order: Mapping[str, int]):  # type: ignore[no-untyped-def]  # the key function of a sort
    return lambda card: order[card.key]


def _newer(key: str, namers: Iterable[Card], order: Mapping[str, int], own: frozenset[str]) -> list[Card]:
    newer = {card.key: card for card in namers if order[card.key] > order[key] and card.key not in own}
    return list(newer.values())[:WANTED]


def _facts(card: Card) -> tuple[object, ...]:
    """Return all of `card` that the search looks at."""
    terms = tuple((term.kind, term.slug) for term in (*card.regions, *card.tags, *card.authors))
    return card.key, card.title, card.summary, card.date.at.isoformat(), terms


def _features(card: Card) -> dict[str, float]:
    """Return the features of `card` with their weights; a feature's first letter keeps kinds apart."""
    features: dict[str, float] = {}
    for word in _WORD.findall(slug.fold(card.summary)):
        features["w" + word] = SUMMARY
    for word in _WORD.findall(slug.fold(card.title)):
        features["w" + word] = TITLE
    for kind, terms, weight in (("t", card.tags, TAG), ("r", card.regions, REGION), ("a", card.authors, AUTHOR)):
        for term in terms:
            features[kind + term.slug] = weight
    return features


class _Memory:
    """The articles seen so far, by feature. They are looked at only when something is asked."""

    def __init__(self) -> None:
        self.state = ""
        self._cards: list[Card] = []
        self._features: dict[int, Mapping[str, float]] = {}
        self._seen = 0
        self._frequency: Counter[str] = Counter()
        self._newest: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=REMEMBERED))

    def add(self, card: Card) -> None:
        self.state = digest.of_bytes(repr((self.state, _facts(card))).encode(errors="surrogatepass"))
        self._cards.append(card)

    def rank(self, card: Card) -> list[tuple[int, Card]]:
        """Return the older articles worth showing, the best first. Scores are whole numbers: equal on every machine.

        `card` is the one that is added next.
        """
        self._look_at_the_others()
        features = self._features[len(self._cards)] = _features(card)
        weights = sorted(((self._weight(name, weight), name) for name, weight in features.items()), reverse=True)[:FEATURES]
        threshold = sum(weight for weight, _ in weights) * THRESHOLD
        scores: dict[int, int] = defaultdict(int)
        for weight, name in weights:
            if weight and name in self._newest:
                for place in self._newest[name]:
                    scores[place] += weight
        likely = ((score, self._cards[place]) for place, score in scores.items() if score >= threshold)
        ranked = [(round(score * _recency(older, card)), older) for score, older in likely]
        return sorted(ranked, key=lambda pair: (-pair[0], -pair[1].date.at.timestamp(), pair[1].key))

    def _look_at_the_others(self) -> None:
        for place in range(self._seen, len(self._cards)):
            for feature in self._features.pop(place, None) or _features(self._cards[place]):
                self._frequency[feature] += 1
                self._newest[feature].append(place)
        self._seen = len(self._cards)

    def _weight(self, name: str, weight: float) -> int:
        frequency = self._frequency[name]
        if name[0] == "w" and self._seen >= 20 and frequency > self._seen * COMMON:
            return 0
        return round(1000 * weight * math.log(1 + (self._seen + 1) / (frequency + 1)))


def _recency(older: Card, card: Card) -> float:
    years = (card.date.at.date() - older.date.at.date()).days / 365.25
    return max(0.5, 1 - years / (2 * HALF_LIFE_YEARS))


def _choose(card: Card, ranked: Iterable[tuple[int, Card]], taken: Set[str], room: int) -> list[Card]:
    """Return the first `room` of `ranked` that bring something of their own."""
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
