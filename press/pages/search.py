"""The search page. Without scripts, or without an index, it offers other ways into the archive."""

from collections.abc import Iterator
from functools import partial

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.edition import Edition
from press.catalogue.frame import Frame, NavLink
from press.catalogue.page import Page
from press.ground import collation
from press.kernel.value import value


@value
class SearchView:
    """Everything that stands on the search page."""

    frame: Frame
    """What every page needs."""
    parts: str
    """The address of the list of indexes; empty without search."""
    regions: tuple[NavLink, ...]
    """The top regions."""
    years: tuple[NavLink, ...]
    """The years, the newest first."""
    languages: bool
    """Whether there is a list of languages."""
    standalone: tuple[NavLink, ...]
    """The standalone pages, by title: one that nothing links to could not be found otherwise."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the search page."""
    yield Page(claim=Claim(address=routes.SEARCH_PAGE), view=partial(_view, edition), template="search.html", recorded=True)


def _view(edition: Edition) -> SearchView:
    archive, language = edition.archive, edition.settings.language
    standalone = (NavLink(title=page.title, address=page.address) for page in edition.standalone)
    return SearchView(
        frame=edition.frame(routes.SEARCH_PAGE),
        parts=routes.SEARCH_PARTS if edition.search else "",
        regions=tuple(NavLink(title=shelf.title, address=shelf.address) for shelf in archive.regions if not shelf.parents),
        years=tuple(NavLink(title=shelf.title, address=shelf.address) for shelf in archive.years),
        languages=bool(archive.languages),
        standalone=tuple(sorted(standalone, key=lambda page: (collation.key(page.title, language), page.address))),
    )
