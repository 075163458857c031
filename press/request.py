"""What a person asks of a build, and what is reported back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from press.output import Published
from press.problems import Problem

Step = Callable[[str, int, int], None]
"""A function that is told, as a build goes on, what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person asked for."""

    root: Path
    """The folder with config.yaml and content/."""
    output: Path
    """The folder that becomes the site."""
    themes: tuple[Path, ...]
    """The folder of the built-in theme, and that of the archive's own where it has one."""
    now: datetime
    """The time of this build; nothing else tells what has appeared, expired, or become history."""
    drafts: bool = False
    """Whether drafts and embargoed articles are published as well, for a preview."""
    search: bool = False
    """Whether the articles are indexed for the search page."""
    overwrite: bool = False
    """Whether files of somebody else in the output folder are accepted."""
    jobs: int = 1
    """How many processes may work at once."""
    explain: str = ""
    """The address of a page of which the report says why it was rendered; empty for none."""
    cache: Path | None = None
    """The folder for what the next build can use again; None for a build that neither uses nor leaves anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The times between which nothing changes unless a source does: no embargo ends, nothing expires, no week closes."""

    since: datetime | None
    """The last turn that has passed, in UTC; None if there is none."""
    until: datetime | None
    """The next one."""

    def holds(self, now: datetime) -> bool:
        """Return whether `now` lies within."""
        return (self.since is None or self.since <= now) and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did."""

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
    copied: int
    """Files copied: pictures, attachments, static files."""
    converted: tuple[str, ...]
    """The sources that were read and converted, not found again."""
    decided: bool
    """Whether what is to be published was decided anew, not found again."""
    rendered: tuple[str, ...]
    """The addresses of the pages and feeds that were rendered, not found unchanged."""
    explained: str
    """Why the page that was asked about was rendered, or was not; empty if none was."""
    indexed: tuple[str, ...]
    """The parts that were indexed for search, not found as they were."""
    published: Published
    """Files written, unchanged and removed."""
    warnings: tuple[Problem, ...]
    """What an author may want to mend."""
