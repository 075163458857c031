"""The home page: the lead story, the newest articles, and the newest of each top region."""

from collections.abc import Iterator
from functools import partial

from press.addresses.routes import Claim
from press.catalogue.card import Card
from press.catalogue.edition import Edition
from press.catalogue.figure import Figure
from press.catalogue.frame import Frame
from press.catalogue.page import Page
from press.kernel.value import value


@value
class Section:
    """The newest articles of one top region that are not already on the page."""

    title: str
    """The name of the region."""
    within: tuple[str, ...]
    """The address of its shelf, and those of all regions within it."""
    cards: tuple[Card, ...]
    """The articles, the newest first."""


@value
class HomeView:
    """Everything that stands on the home page."""

    frame: Frame
    """What every page needs."""
    lead: Card | None
    """The lead story."""
    figure: Figure | None
    """Its picture."""
    newest: tuple[Card, ...]
    """The newest articles, without the lead story."""
    sections: tuple[Section, ...]
    """The newest by region."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the home page."""
    yield Page(claim=Claim(address="/"), view=partial(_view, edition), template="home.html", recorded=True)


def _view(edition: Edition) -> HomeView:
    sizes = edition.settings.page_sizes
    listed = edition.listed(edition.archive.whole.newest)
    lead = next((card for card in listed if card.key == edition.lead), listed[0] if listed else None)
    newest = tuple(card for card in listed if card != lead)[: sizes.home]
    shown = {card.key for card in newest} | ({lead.key} if lead else set())
    sections = []
    for shelf in edition.archive.regions:
        if not shelf.parents and sizes.home_region:
            found = [card for card in edition.listed(shelf.newest) if card.key not in shown][: sizes.home_region]
            shown |= {card.key for card in found}
            if found:
                sections.append(Section(title=shelf.title, within=shelf.within, cards=tuple(found)))
    picture = edition.figure(lead.key) if lead else None
    return HomeView(frame=edition.frame("/"), lead=lead, figure=picture, newest=newest, sections=tuple(sections))
