"""The style guide: every component of the theme on one page, in a preview only."""

from collections.abc import Iterator
from functools import partial

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.card import Card, RelatedEntry, related_entry
from press.catalogue.edition import Edition
from press.catalogue.frame import Frame
from press.catalogue.page import Page
from press.catalogue.shelf import YearRun
from press.kernel.value import value

SHOWN = 3
"""How many articles of the archive are shown as examples."""


@value
class StyleguideView:
    """The examples that the components are shown with; everything else is in the template."""

    frame: Frame
    """What every page needs."""
    cards: tuple[Card, ...]
    """The newest articles; empty in an archive without any."""
    entries: tuple[RelatedEntry, ...]
    """The same articles as entries under See also of the newest."""
    years: tuple[YearRun, ...]
    """The number of articles of each year."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the style guide of a preview."""
    if edition.preview:
        view = partial(_view, edition)
        yield Page(claim=Claim(address=routes.STYLEGUIDE), view=view, template="styleguide.html")


def _view(edition: Edition) -> StyleguideView:
    whole = edition.archive.whole
    cards = whole.newest[:SHOWN]
    return StyleguideView(
        frame=edition.frame(routes.STYLEGUIDE, indexed=False),
        cards=cards,
        entries=tuple(related_entry(card, cards[0].date) for card in cards),
        years=whole.by_year(edition.settings.page_sizes.index),
    )
