"""The list of all corrections, which leads to each: what was wrong is not to be looked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from press import routes
from press.addenda import Correction
from press.card import Card
from press.edition import Edition
from press.page import Frame, Page
from press.routes import Claim
from press.settings import PATH


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One correction, and the article that it was made in."""

    card: Card
    """The article."""
    correction: Correction
    """What was wrong and what is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedView:
    """Everything that stands on the list of corrections."""

    frame: Frame
    """What every page needs."""
    entries: tuple[Corrected, ...]
    """The newest first."""
    policy: str
    """Where it says how errors are put right; empty if nothing does."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the list of corrections."""
    yield Page(
        claim=Claim(address=routes.CORRECTED, path=PATH), view=partial(_view, edition), template="corrected.html", recorded=True
    )


def _view(edition: Edition) -> CorrectedView:
    found = [
        Corrected(card=card, correction=correction)
        for card in edition.archive.cards if not card.withdrawn
        for correction in edition.stories[card.key].corrections
    ]  # fmt: skip
    found.sort(key=lambda entry: (entry.correction.date, entry.card.date, entry.card.key), reverse=True)
    return CorrectedView(
        frame=edition.frame(routes.CORRECTED), entries=tuple(found), policy=edition.settings.publisher.corrections_policy
    )
