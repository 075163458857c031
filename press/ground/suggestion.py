"""Finds what somebody meant who wrote something else: "did you mean". Knows nothing of what the words stand for."""

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher, get_close_matches
from itertools import count, islice

LIKELY = 20_000
"""How many names are searched for a suggestion: with more, difflib takes seconds."""
MOST_SUGGESTED = 100
"""How many dead links, dead references or wrong slugs get a suggestion from all addresses or names.

If there are more, they have a common cause, and comparing thousands with thousands would take hours.
"""
ALIKE, VERY_ALIKE = 0.6, 0.7
"""How similar a suggestion must be to a word, by difflib's measure; and to a key, which is short, and often just another word."""
CLOSE = 0.08
"""How far the similarity of a further suggestion may be below that of the best."""


def nearest(word: str, known: Iterable[str], at_least: float = ALIKE) -> tuple[str, ...]:
    """Return those of `known` that are most similar to `word`, the most similar first; empty if none is `at_least` so similar."""
    folded = {name.casefold(): name for name in islice(known, LIKELY)}
    sought = word.casefold()
    close = get_close_matches(sought, folded, n=3, cutoff=at_least)
    alike = [(SequenceMatcher(None, sought, name).ratio(), folded[name]) for name in close]
    return tuple(name for ratio, name in alike if ratio > alike[0][0] - CLOSE)


def suggestion(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return `did you mean "x"?` with those of `known` that are most similar to `word`, or `otherwise`."""
    return offer(nearest(word, known), otherwise)


def rationed() -> Callable[[], bool]:
    """Return a function that says whether one more mistake gets a suggestion: the first `MOST_SUGGESTED` do."""
    asked = count(1)
    return lambda: next(asked) <= MOST_SUGGESTED


def sparing(known: Iterable[str]) -> Callable[[str, str], str]:
    """Return a function that gives a `suggestion` from `known` for the first mistakes (see `rationed`), and then `otherwise`."""
    helped = rationed()
    return lambda word, otherwise: suggestion(word, known if helped() else (), otherwise)


def offer(names: Iterable[str], otherwise: str = "") -> str:
    """Return `did you mean "x"?` with all of `names`, or `otherwise` if there are none."""
    quoted = " or ".join(f'"{name}"' for name in names)
    return f"did you mean {quoted}?" if quoted else otherwise
