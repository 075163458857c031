"""The page of all corrections, each with a link to its article."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.edition import Corrected, Edition
from press.catalogue.frame import FeedLink, Frame
from press.catalogue.page import Page
from press.ground.feedformat import RSS
from press.kernel.value import value

LONG = 50
"""If there are as many corrections, they are divided by years."""


@value
class CorrectedYear:
    """The corrections of one year, below a heading."""

    year: int
    """The year."""
    anchor: str
    """The id of the heading."""
    entries: tuple[Corrected, ...]
    """The newest first."""


@value
class CorrectedView:
    """Everything that stands on the list of corrections."""

    frame: Frame
    """What every page needs."""
    entries: tuple[Corrected, ...]
    """The newest first."""
    policy: str
    """The address of the page that explains how errors are corrected; empty if there is none."""
    feed: FeedLink
    """The feed of the same corrections."""

    @property
    def years(self) -> tuple[CorrectedYear, ...]:
        """The corrections by the years in which they were made, the newest first; none if they are few, or of one year."""
        years = [
            (year, tuple(entries)) for year, entries in groupby(self.entries, key=lambda entry: entry.correction.date.at.year)
        ]
        if len(self.entries) < LONG or len(years) < 2:
            return ()
        return tuple(CorrectedYear(year=year, anchor=routes.year_anchor(year), entries=entries) for year, entries in years)


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the list of corrections."""
    yield Page(
        claim=Claim(address=routes.CORRECTIONS_PAGE), view=partial(_view, edition), template="corrected.html", recorded=True
    )


def _view(edition: Edition) -> CorrectedView:
    policy = edition.settings.publisher.corrections_policy
    feed = edition.feeds[routes.CORRECTIONS_PAGE]
    frame = edition.frame(routes.CORRECTIONS_PAGE, feed, description=feed.description)
    return CorrectedView(frame=frame, entries=edition.corrected, policy=policy, feed=feed.links[RSS])
