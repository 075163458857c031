"""The page that a server shows for an address that does not exist."""

from collections.abc import Iterator
from functools import partial

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.edition import Edition
from press.catalogue.frame import Frame
from press.catalogue.page import Page
from press.kernel.value import value


@value
class MissingView:
    """Everything that stands on the page for a missing address."""

    frame: Frame
    """What every page needs."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield `404.html`."""
    yield Page(claim=Claim(address=routes.MISSING), view=partial(_view, edition), template="missing.html")


def _view(edition: Edition) -> MissingView:
    return MissingView(frame=edition.frame(routes.MISSING, indexed=False))
