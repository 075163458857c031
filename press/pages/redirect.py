"""Old addresses lead to new ones: aliases of articles and pages, renamed regions, tags and authors.

The number after a shelf's last closed page leads to the shelf's root, so that a closed page can name its newer
neighbour before that exists.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from press import routes
from press.edition import Edition
from press.page import Frame, Page
from press.routes import Claim
from press.settings import PATH


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView:
    """Everything that stands on a page which only leads on."""

    frame: Frame
    """What every page needs; its address is the new one."""
    target: str
    """The new address."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every address that has moved."""
    for claim, target in _moved(edition):
        yield Page(claim=claim, view=partial(_view, edition, target), template="redirect.html")


def _view(edition: Edition, target: str) -> RedirectView:
    return RedirectView(frame=edition.frame(target, indexed=False), target=target)


def _moved(edition: Edition) -> Iterator[tuple[Claim, str]]:
    for card in edition.archive.cards:
        story = edition.stories[card.key]
        for alias in story.aliases:
            address = routes.canonical(alias.text)
            yield Claim(address=address, path=story.path, line=alias.line, column=alias.column), card.address
    for page in edition.pages:
        for alias in page.aliases:
            address = routes.canonical(alias.text)
            claim = Claim(address=address, path=page.path, line=alias.line, column=alias.column)
            yield claim, f"/{page.slug.text}/"
    taxonomy = edition.settings.taxonomy
    for kind, pairs in (
        ("regions", taxonomy.renamed_regions), ("tags", taxonomy.renamed_tags), ("authors", taxonomy.renamed_authors),
    ):  # fmt: skip
        for old, new in pairs:
            claim = Claim(address=f"/{kind}/{old}/", path=PATH, line=new.line, column=new.column)
            yield claim, f"/{kind}/{new.text}/"
    size = edition.settings.page_sizes.index
    for shelf in (*edition.archive.shelves, *edition.archive.years):
        closed = shelf.closed(size)
        if closed:
            yield Claim(address=shelf.page_address(closed + 1), path=PATH), shelf.address
