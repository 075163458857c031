"""What a user asks of a build, and what it reports back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from press.edges.output import Published
from press.ground.problems import Problem
from press.kernel.value import value

if TYPE_CHECKING:  # a build that has nothing to do needs no dates
    from press.ground.moment import Moment

Step = Callable[[str, int, int], None]
"""A progress callback: it is called with the name of the current stage, the number of items done, and their total."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Report no progress."""


@value
class Request:
    """What a user asks of a build."""

    root: Path
    """The folder with config.yaml and content/."""
    output: Path
    """The output folder."""
    themes: tuple[Path, ...]
    """The folder of the built-in theme, followed by that of the archive's own theme if it has one."""
    now: datetime
    """The time of this build, which alone decides what has appeared, expired, or become history."""
    drafts: bool = False
    """Whether drafts and embargoed articles are published as well, for a preview."""
    search: bool = False
    """Whether the articles are indexed for the search page."""
    overwrite: bool = False
    """Whether foreign files in the output folder are accepted."""
    jobs: int = 1
    """How many processes may run at once."""
    explain: str = ""
    """The address of a page for which the report says why it was or was not rendered; empty for none."""
    cache: Path | None = None
    """The folder for results that the next build can reuse; None for a build without a cache."""


@value
class Span:
    """A period in which nothing changes unless a source does: no embargo or week ends, nothing expires or grows old."""

    since: datetime | None
    """Its start, in UTC: the last moment at which something changed; None if there is none."""
    until: datetime | None
    """Its end, in UTC: the next such moment; None if there is none."""

    def holds(self, now: datetime) -> bool:
        """Return whether `now` is within the period."""
        return (self.since is None or self.since <= now) and (self.until is None or now < self.until)


@value
class KeptBack:
    """An article that is not published yet."""

    path: str
    """Its source."""
    until: Moment | None
    """Its date, if that alone keeps it back; None for a draft."""


@value
class Counts:
    """How much an archive has of each kind."""

    articles: int
    """Articles published."""
    drafts: int
    """Articles kept back as drafts."""
    embargoed: int
    """Articles kept back until their date."""
    pages: int
    """HTML pages."""
    feeds: int
    """Feeds."""


@value
class Report:
    """What a build did."""

    counts: Counts
    """What is published now, and what is kept back."""
    copied: int
    """Files copied: pictures, attachments, static files."""
    converted: tuple[str, ...]
    """The sources that were read and converted, not found in the cache."""
    decided: bool
    """Whether the plan was decided anew, not found in the cache."""
    rendered: tuple[str, ...]
    """The addresses of the pages and feeds that were rendered; all others were unchanged."""
    explained: str
    """Why the page asked about was or was not rendered; empty if none was asked about."""
    indexed: tuple[str, ...]
    """The parts that were indexed for search; all others were unchanged."""
    published: Published
    """Files written, unchanged and removed."""
    warnings: tuple[Problem, ...]
    """What an author may want to fix."""


@value
class Outcome:
    """A finished build, and what tells the next one whether it has anything to do."""

    report: Report
    """What it did."""
    span: Span
    """The period in which its result stays the same."""
    digest: str
    """The digest of the manifest."""
    steady: bool
    """Whether no source changed between taking its digest and reading it."""
