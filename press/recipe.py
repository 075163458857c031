"""The whole build, from sources to site, as one recipe. Each step is a stage; `press/` holds a module for each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from press import leaf, ledger, pictures, rendering, routes, searching, settings, source, theme
from press.article import Contract
from press.cache import Cache
from press.extent import Extent
from press.kernel import digest, pool
from press.leaf import Reading
from press.leaves import Leaves
from press.moment import Calendar, Moment
from press.output import Output
from press.plan import Plan, Proposal, decide, propose
from press.problems import OutputRefused
from press.prose import Link
from press.related import NOTHING
from press.request import Report, Request, Span, Step
from press.settings import Settings
from press.source import File, Sources
from press.theme import Renderer, Theme

SOURCES = ("content", "theme", "press", "tests")
"""The folders that no site may be written into."""
FOUND = "found"
"""Where the cache keeps what was found as background."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Everything that is known before the first page is rendered."""

    plan: Plan
    """What is to be published."""
    name: str
    """What the plan was made from, as a digest."""
    decided: bool
    """Whether the plan was made anew, so that the cache has been asked for all that it is good for."""
    leaves: Leaves
    """What the sources hold."""
    renderer: Renderer
    """What turns pages into bytes."""


def _silent(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def follow(request: Request, sources: Sources, cache: Cache, step: Step | None = None) -> tuple[Report, Span]:
    """Publish the archive of `sources`; return what was done, and the times between which all of it would be the same.

    Raises a `PressError`, and changes nothing that is published, if that cannot be.
    """
    step = step or _silent
    prepared = prepare(request, sources, cache, step)
    plan, leaves = prepared.plan, prepared.leaves
    with Output(request.output, overwrite=request.overwrite) as site:
        done = rendering.render(plan, prepared.name, leaves, prepared.renderer, site, request, cache, step)
        for claim, place in plan.copies:
            if not site.keep_same(claim.file, cache.mark_at(place)):
                site.copy(claim.file, Path(place))
        indexed = searching.index(plan.edition, leaves, site, cache, step) if request.search else ()
        published = site.commit()
    step("publish", 1, 1)
    if prepared.decided:
        cache.prune()
    report = Report(
        articles=len(plan.edition.archive.cards),
        drafts=plan.drafts,
        embargoed=plan.embargoed,
        pages=sum(1 for page in plan.pages if page.template),
        feeds=sum(1 for page in plan.pages if routes.is_feed(page.address)),
        copied=len(plan.copies),
        converted=leaves.converted,
        decided=prepared.decided,
        rendered=done.rendered,
        indexed=indexed,
        published=published,
        explained=done.explained,
        warnings=plan.warnings,
    )
    return report, plan.span


def read_settings(request: Request) -> Settings:
    """Return the settings, or raise `Misconfigured`; raise `OutputRefused` if the site would lie within its sources."""
    site = request.output.resolve()
    for part in SOURCES:
        folder = (request.root / part).resolve()
        if folder.is_relative_to(site) or site.is_relative_to(folder):
            raise OutputRefused(f"{request.output} would mix the site with {part}/ (choose another --output)")
    return settings.read(source.config(request.root))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Everything that a plan is made from."""

    theme: Theme
    """The theme."""
    settings: Settings
    """The settings."""
    leaves: Leaves
    """What the sources hold."""
    extents: dict[str, Extent | str]
    """What is known of pictures."""
    promised: str
    """The text of the ledger."""


def prepare(request: Request, sources: Sources, cache: Cache, step: Step = _silent) -> Prepared:
    """Return what is to be published, or raise `Rejected` with every problem of every source.

    While the sources say what they said, whatever HTML they hold, the plan is that of the last build.
    """
    gathered = _gather(request, sources, cache, step)
    look, chosen, leaves = gathered.theme, gathered.settings, gathered.leaves
    beside = [(file.path, file.place) for file in (*sources.files, *sources.static)]
    beside += [(address, file.place) for address, file in look.static]
    words = {tag: words.digest for tag, words in look.words.items()}
    name = digest.of((
        leaves.said, beside, gathered.extents, cache.pictures, sources.problems, chosen, words, gathered.promised,
        request.drafts, request.search,
    ))  # fmt: skip
    slot = "plan with drafts" if request.drafts else "plan"
    kept: Plan | None = cache.find(slot) if cache.find(f"{slot}, name") == name else None
    plan = kept if kept is not None and kept.span.holds(request.now) else None
    if plan is None:
        plan, fresh = decide(_proposed(gathered, request, sources, cache))
        for key, value in ((FOUND, fresh), (f"{slot}, name", name), (slot, plan)):
            cache.keep(key, value)
    step("plan", 1, 1)
    name = digest.of((name, plan.span))
    return Prepared(plan=plan, name=name, decided=plan is not kept, leaves=leaves, renderer=Renderer(look, chosen, cache))


def look_ahead(request: Request, sources: Sources, cache: Cache) -> tuple[Proposal, Settings]:
    """Return what would be published, whatever is wrong with it, and the settings. Nothing of it is kept."""
    gathered = _gather(request, sources, cache, _silent)
    return _proposed(gathered, request, sources, cache), gathered.settings


def _gather(request: Request, sources: Sources, cache: Cache, step: Step) -> Gathered:
    chosen, look = read_settings(request), theme.read(request.themes, cache)
    step("sources", 1, 1)
    leaves = Leaves(sources, _reading(chosen), cache, request.jobs, step)
    promised = source.ledger(request.root)
    extents = _extents(sources, chosen, cache, request.jobs)
    return Gathered(theme=look, settings=chosen, leaves=leaves, extents=extents, promised=promised)


def _proposed(gathered: Gathered, request: Request, sources: Sources, cache: Cache) -> Proposal:
    chosen, now = gathered.settings, Moment(at=request.now.astimezone(gathered.settings.zone), timed=True)
    every, where, promises = gathered.leaves.all(), _finder(sources, chosen), ledger.read(gathered.promised)
    return propose(
        sources, every, chosen, gathered.theme, promises, now, where, cache.find(FOUND, NOTHING), gathered.extents,
        cache.pictures, request,
    )  # fmt: skip


def _extents(sources: Sources, chosen: Settings, cache: Cache, jobs: int) -> dict[str, Extent | str]:
    """Return what is known of every picture beside an article, and of those configured: found again by content, else measured.

    Their copies are kept by content as well, apart from all other results: they are files already.
    """
    pictured = {source.STATIC + written.text for written in chosen.pictures}
    shown = (*sources.files, *(file for file in sources.static if file.path in pictured))
    files = [file for file in shown if pictures.is_picture(file)]
    marks = cache.digests(files)
    keys = {path: f"picture {mark}" for path, mark in marks.items()}
    there = {Path(path).name for path in cache.digests(source.below(Path(cache.pictures)))}
    known = {key: found for key, found in cache.find_all(keys.values()).items() if pictures.copies_of(found) <= there}
    fresh = [file for file in files if keys[file.path] not in known]

    def measure(file: File) -> Extent | str:
        return pictures.measure(file, marks[file.path], cache.pictures)

    for file, found in zip(fresh, pool.in_order(measure, fresh, jobs, small=2), strict=True):
        known[keys[file.path]] = found
        cache.keep(keys[file.path], found)
    pictures.prune(cache.pictures, there - set().union(*map(pictures.copies_of, known.values())))
    return {path: known[key] for path, key in keys.items()}


def _reading(chosen: Settings) -> Reading:
    """Return how sources are read with the settings `chosen`."""
    contract = Contract(
        calendar=Calendar(zone=chosen.zone, solar_hijri=chosen.adoption.solar_hijri),
        regions=frozenset(region.slug for region in chosen.taxonomy.regions),
        renamed_regions=chosen.taxonomy.renamed_regions,
        unicode_slugs=chosen.taxonomy.unicode_slugs,
        adoption=chosen.adoption,
    )
    return Reading(contract=contract, markup=chosen.markup, base_url=chosen.base_url)


def _finder(sources: Sources, chosen: Settings) -> Callable[[str, Link], tuple[int, int]]:
    """Return what finds a link in its source: the text is read again for the few that are wrong."""
    files = {file.path: file for file in (*sources.articles, *sources.pages)}

    def where(path: str, link: Link) -> tuple[int, int]:
        text = source.read(files[path], [])
        return leaf.place(text or "", link, remove_forbidden=chosen.adoption.remove_forbidden)

    return where
