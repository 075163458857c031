"""The whole build, from sources to site, as one recipe. Each step is a stage with a module of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from press.edges.output import Output
from press.edges.renderer import Renderer
from press.edges.source import Sources
from press.edges.survey import Survey
from press.ground.site import Site
from press.kernel.value import value
from press.request import Outcome, Report, Request, Step, silent
from press.stages import rendering
from press.stages.agenda import Agenda, find as find_agenda
from press.stages.cache import Cache, folders_of
from press.stages.gather import Gathered, gather
from press.stages.leaves import Leaves
from press.stages.stamps import Stamps

if TYPE_CHECKING:  # deciding imports all kinds of page; a build that finds its plan does without
    from press.stages.plan import Plan, Proposal

FOUND = "found"
"""The cache key of the articles found for Background."""


@value
class Prepared:
    """Everything that is known before the first page is rendered."""

    agenda: Agenda
    """What is to be published."""
    leaves: Leaves
    """What the sources hold."""
    renderer: Renderer
    """What turns pages into bytes."""
    site: Site
    """Where the archive is, and was."""


def follow(request: Request, sources: Sources, cache: Cache, surveyed: Callable[[], Survey], step: Step) -> Outcome:
    """Publish the archive of `sources` and return what was done; `surveyed` returns what is in the output folder already.

    Raises a `PressError` if that is not possible; nothing published has changed then.
    """
    prepared = prepare(request, sources, cache, step)
    agenda, leaves, summary = prepared.agenda, prepared.leaves, prepared.agenda.summary
    explain = _sought(request, prepared)
    folders, stamps = folders_of(request.output), Stamps(f"pages {request.output.resolve()}", cache)
    with Output(request.output, overwrite=request.overwrite, known=cache.find(folders, {}), surveyed=surveyed()) as site:
        done = rendering.render(agenda, leaves, prepared.renderer, site, stamps, cache, step, jobs=request.jobs, explain=explain)
        for claim, disk_path in summary.copies:
            site.copy(claim.file, Path(disk_path), cache.digest_at(disk_path))
        indexed = _indexed(agenda, leaves, site, cache, step) if request.search else ()
        published = site.commit()
        cache.keep(folders, site.times())
        stamps.seal(site.digest)
    step("publish", 1, 1)
    if agenda.decided:
        cache.prune()
    report = Report(
        counts=summary.counts,
        copied=len(summary.copies),
        converted=leaves.converted,
        decided=agenda.decided,
        rendered=done.rendered,
        indexed=indexed,
        published=published,
        explained=done.explained or _absence(explain, prepared, request),
        warnings=summary.warnings,
    )
    return Outcome(report=report, span=summary.span, digest=site.digest, steady=leaves.steady)


def _sought(request: Request, prepared: Prepared) -> str:
    if not request.explain:
        return ""
    from press.stages import explanation  # few builds are asked

    return explanation.sought(request.explain, request.root, prepared.leaves, prepared.site)


def _absence(address: str, prepared: Prepared, request: Request) -> str:
    if not address:
        return ""
    from press.ground.moment import Moment
    from press.stages import explanation

    pages = (page.address for page in prepared.agenda.plan.pages)
    return explanation.absence(address, prepared.leaves, pages, Moment(at=request.now, timed=True))


def _indexed(agenda: Agenda, leaves: Leaves, site: Output, cache: Cache, step: Step) -> tuple[str, ...]:
    from press.stages import searching  # a preview does without

    return searching.index(agenda.plan.edition, leaves, site, cache, step)


def prepare(request: Request, sources: Sources, cache: Cache, step: Step = silent) -> Prepared:
    """Return what is to be published, or raise `Rejected` with every problem of every source.

    While what the sources say is the same, whatever the HTML of their texts, the plan is that of the last build.
    """
    gathered = gather(request, sources, cache, step)

    def decided() -> Plan:
        from press.stages import plan

        found, fresh = plan.decide(proposed(gathered, request.now, cache))
        cache.keep(FOUND, fresh)
        return found

    agenda = find_agenda("plan with drafts" if request.drafts else "plan", gathered, request.now, cache, decided)
    step("plan", 1, 1)
    renderer = Renderer(gathered.theme, gathered.settings, cache)
    return Prepared(agenda=agenda, leaves=gathered.leaves, renderer=renderer, site=gathered.settings.site)


def look_ahead(request: Request, sources: Sources, cache: Cache) -> Proposal:
    """Return what would be published, even if it has errors. Nothing of it is kept."""
    return proposed(gather(request, sources, cache, silent), request.now, cache)


def proposed(gathered: Gathered, now: datetime, cache: Cache, *, whole: bool = False) -> Proposal:
    """Return what would be published of what was `gathered`, even if it has errors; then it has no background unless `whole`."""
    from press.catalogue import related
    from press.stages import plan

    return plan.propose(gathered, now, cache.find(FOUND, related.NOTHING), whole=whole)
