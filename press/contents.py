"""What the sources hold, sorted by what becomes of it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from press.article import Article
from press.leaf import Leaf
from press.problems import Problem, told_once
from press.prose import Outline
from press.standalone import Standalone


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the sources hold, by what becomes of it."""

    paths: Set[str]
    """All that were read, or could not be."""
    articles: Sequence[Article]
    """Those that have an address."""
    placeless: Sequence[Article]
    """Those with a mistake that leaves them without one: what they say of others is checked all the same."""
    standalone: Sequence[Standalone]
    """The standalone pages."""
    outlines: Mapping[str, Outline]
    """The text of each of these, by path."""
    problems: Sequence[Problem]
    """What is wrong with any, taken by itself; with many in the same way, once."""


def of(leaves: Mapping[str, Leaf]) -> Contents:
    """Return what the sources hold, whose `leaves` were read."""
    items = [leaf.item for leaf in leaves.values() if leaf.item]
    return Contents(
        paths=leaves.keys(),
        articles=[item for item in items if isinstance(item, Article) and item.placed],
        placeless=[item for item in items if isinstance(item, Article) and not item.placed],
        standalone=[item for item in items if isinstance(item, Standalone)],
        outlines={leaf.item.path: leaf.outline for leaf in leaves.values() if leaf.item},
        problems=told_once(problem for leaf in leaves.values() for problem in leaf.problems),
    )
