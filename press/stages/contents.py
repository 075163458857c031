"""The content of the sources, sorted by kind."""

from collections.abc import Mapping, Sequence

from press.articles.article import Article
from press.articles.leaf import Leaf
from press.articles.standalone import Standalone
from press.ground.moment import Moment
from press.ground.problems import Problem
from press.kernel.value import value
from press.request import KeptBack
from press.text.prose import Outline


@value
class Contents:
    """The content of the sources, by kind."""

    unplaced: frozenset[str]
    """The paths of the sources that have no address: they cannot be read, or have a mistake."""
    articles: Sequence[Article]
    """The articles that have an address."""
    placeless: Sequence[Article]
    """The articles without an address because of a mistake: their references are checked all the same."""
    standalone: Sequence[Standalone]
    """The standalone pages that have an address."""
    placeless_pages: Sequence[Standalone]
    """The standalone pages without an address because of a mistake."""
    outlines: Mapping[str, Outline]
    """The outline of each text, by path."""
    problems: Sequence[Problem]
    """The problems of each source taken by itself."""

    @classmethod
    def of(cls, leaves: Mapping[str, Leaf]) -> "Contents":
        """Return the content of the sources that were read into `leaves`."""
        items = [leaf.item for leaf in leaves.values() if leaf.item]
        articles = [item for item in items if isinstance(item, Article) and item.placed]
        standalone = [item for item in items if isinstance(item, Standalone) and item.placed]
        return cls(
            unplaced=frozenset(leaves.keys() - {item.path for item in articles} - {page.path for page in standalone}),
            articles=articles,
            placeless=[item for item in items if isinstance(item, Article) and not item.placed],
            standalone=standalone,
            placeless_pages=[item for item in items if isinstance(item, Standalone) and not item.placed],
            outlines={leaf.item.path: leaf.outline for leaf in leaves.values() if leaf.item},
            problems=[problem for leaf in leaves.values() for problem in leaf.problems],
        )

    def kept_back(self, now: Moment) -> tuple[KeptBack, ...]:
        """Return the articles that are not published yet at the time `now`: first those that wait for their date, in order."""
        awaited = sorted((item for item in self.articles if item.is_awaited(now)), key=lambda item: (item.date, item.path))
        drafts = sorted(item.path for item in self.articles if item.draft)
        dated = [KeptBack(path=item.path, until=item.date) for item in awaited]
        return (*dated, *(KeptBack(path=path, until=None) for path in drafts))
