"""The entry point of a build. A build that would change nothing ends here, before anything else is imported."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from press.edges import manifest, source
from press.edges.output import Published
from press.edges.source import File, Sources
from press.edges.survey import Survey, survey
from press.ground.filename import CONFIG, LEDGER
from press.ground.problems import Problem
from press.kernel import digest, pool
from press.request import Outcome, Report, Request, Step, silent
from press.stages.cache import Cache, folders_of


def build(request: Request, step: Step = silent) -> Report:
    """Publish the archive, or raise a `PressError` and change nothing that is published.

    While this process scans the sources, another surveys what is published.
    """
    with Cache(request.cache) as cache, pool.background(lambda: _survey(request, cache), request.jobs) as surveyed:
        sources, others = source.scan(request.root), _others(request)
        seal = _seal(request, sources, others, cache)
        known: Outcome | None = cache.find(seal) if not request.explain else None  # to explain a page, it must be examined
        if known is not None and _holds(request, known, surveyed()):
            return known.report
        from press import recipe

        done = recipe.follow(request, sources, cache, surveyed, step)
        if done.steady and source.unchanged(sources.copied) and _others(request) == others:  # no source changed during the build
            cache.keep(seal, replace(done, report=_repeated(done.report)))
    return _warned(done.report) if cache.refused else done.report


def _survey(request: Request, cache: Cache) -> Survey:
    return survey(request.output, cache.find(folders_of(request.output), {}))


Others = tuple[Sequence[Sequence[File]], Sequence[Problem]]
"""The files that a build reads besides those of content/, and the problems of those that cannot be read."""


def _others(request: Request) -> Others:
    problems: list[Problem] = []
    recorded = manifest.beside(request.output, "recorded")
    paths = (request.root / CONFIG, request.root / LEDGER, recorded, *request.themes)
    return [tuple(source.below(path, problems)) for path in paths], problems


def _seal(request: Request, sources: Sources, others: Others, cache: Cache) -> str:
    """Return the digest of everything that a build depends on, except the time."""
    files, problems = others
    return digest.of(
        (
            [_named(cache.signatures.digests(group)) for group in ((*sources.texts, *sources.copied), *files)],
            (*sources.problems, *problems),
            str(request.output.resolve()),
            request.drafts,
            request.search,
            request.overwrite,
        )
    )


def _holds(request: Request, known: Outcome, there: Survey) -> bool:
    """Return whether nothing that depends on the time has changed, and the site is as the `known` build left it."""
    welcome = request.overwrite or not there.foreign
    return known.span.holds(request.now) and there.digest == known.digest and there.intact and welcome


def _named(digests: Mapping[str, str]) -> str:
    """Return one digest for the `digests` of many files, by path, which are in order already."""
    return digest.of("\n".join(f"{mark} {path}" for path, mark in digests.items()))


def _warned(report: Report) -> Report:
    """Return `report` with the warning that the cache cannot be used."""
    what, hint = "the cache cannot be used, so the next build will be slow", "fix its permissions, or delete it"
    return replace(report, warnings=(Problem(path=".cache", what=what, hint=hint, warning=True), *report.warnings))


def _repeated(report: Report) -> Report:
    """Return the report of a build that changes nothing after the one of `report`."""
    done = report.published
    published = Published(written=0, unchanged=done.written + done.unchanged, removed=0)
    return replace(report, published=published, converted=(), decided=False, rendered=(), indexed=(), explained="")
