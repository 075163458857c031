"""The whole build, from sources to site, as one recipe. Each step is a stage; `press/` holds a module for each."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from press import leaf, ledger, settings, source, theme
from press.article import Contract
from press.cache import Cache
from press.kernel import digest, pool
from press.kernel.memo import pack
from press.leaf import Leaf, Reading
from press.moment import Calendar, Moment
from press.output import Output, Staged
from press.page import Page
from press.plan import Plan, decide
from press.problems import OutputRefused, Problem
from press.prose import EMPTY, Link
from press.request import Report, Request, Step
from press.settings import Settings
from press.source import File, Sources
from press.theme import Renderer, Theme

SOURCES = ("content", "theme", "press", "tests")
"""The folders that no site may be written into."""
Tally = Counter[str]
"""What had to be done: sources `converted`, pages and feeds `rendered`."""
FOUND = "found"
"""Where the cache keeps what was found as background."""


def _silent(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def follow(
    request: Request, sources: Sources, cache: Cache, step: Step | None = None
) -> tuple[Report, datetime | None, datetime | None]:
    """Publish the archive of `sources`; return what was done, and the times between which all of it would be the same.

    Raises a `PressError`, and changes nothing that is published, if that cannot be.
    """
    step = step or _silent
    look, chosen = read_settings(request)
    tally: Tally = Counter()
    step("sources", 1, 1)
    plan = planned(request, sources, chosen, look, cache, tally, step)
    step("plan", 1, 1)
    with Output(request.output, overwrite=request.overwrite) as site:
        explained = _press(plan.pages, Renderer(look, chosen), site, request, cache, tally, step)
        for claim, place in plan.copies:
            site.copy(claim.file, place)
        published = site.commit()
    step("publish", 1, 1)
    cache.keep(FOUND, plan.edition.archive.found)
    cache.prune()
    report = Report(
        articles=len(plan.edition.archive.cards),
        drafts=plan.drafts,
        embargoed=plan.embargoed,
        pages=sum(1 for page in plan.pages if page.template),
        feeds=sum(1 for page in plan.pages if page.address.endswith("/rss.xml")),
        copied=len(plan.copies),
        converted=tally["converted"],
        rendered=tally["rendered"],
        published=published,
        explained=explained,
        warnings=plan.warnings,
    )
    return report, plan.since, plan.until


def read_settings(request: Request) -> tuple[Theme, Settings]:
    """Return theme and settings, or raise `Misconfigured`."""
    site = request.output.resolve()
    for part in SOURCES:
        folder = (request.root / part).resolve()
        if folder.is_relative_to(site) or site.is_relative_to(folder):
            raise OutputRefused(f"{request.output} would mix the site with {part}/ (choose another --output)")
    return theme.read(request.theme), settings.read(source.config(request.root))


def planned(
    request: Request, sources: Sources, chosen: Settings, look: Theme, cache: Cache, tally: Tally, step: Step = _silent
) -> Plan:
    """Return what is to be published, or raise `Rejected` with every problem of every source."""
    promised = ledger.read(source.ledger(request.root))
    leaves = _leaves(sources, reading(chosen), cache, request.jobs, tally, step)
    now = Moment(at=request.now.astimezone(chosen.zone), timed=True)
    where = _finder(sources, chosen)
    found = cache.find(FOUND, {})
    return decide(sources, leaves, chosen, look, promised, now, where, found, drafts=request.drafts)


def reading(chosen: Settings) -> Reading:
    """Return how sources are read with the settings `chosen`."""
    contract = Contract(
        calendar=Calendar(zone=chosen.zone, solar_hijri=chosen.adoption.solar_hijri),
        regions=frozenset(region.slug for region in chosen.taxonomy.regions),
        renamed_regions=chosen.taxonomy.renamed_regions,
        unicode_slugs=chosen.taxonomy.unicode_slugs,
        adoption=chosen.adoption,
    )
    return Reading(contract=contract, markup=chosen.markup, base_url=chosen.base_url)


def _leaves(sources: Sources, how: Reading, cache: Cache, jobs: int, tally: Tally, step: Step) -> dict[str, Leaf]:
    """Return what each source holds, by its path."""
    files = (*sources.articles, *sources.pages)
    articles = {file.path for file in sources.articles}
    digests, manner = cache.digests(files), digest.of(how)
    keys = {file.path: digest.of_bytes(f"{digests[file.path]} {manner} {file.path}".encode()) for file in files}
    known = cache.find_all(keys.values())

    def read(file: File) -> tuple[Leaf, bytes]:
        """Return the leaf, and the leaf as it is kept: nothing for a file that changed since it was digested."""
        problems: list[Problem] = []
        text = source.read(file, problems)
        if text is None:
            return Leaf(item=None, prose=EMPTY, problems=tuple(problems)), b""
        found = leaf.read(text, file.path, how, is_article=file.path in articles)
        return found, pack(found) if digest.of_bytes(text.encode()) == digests[file.path] else b""

    unknown = [file for file in files if keys[file.path] not in known]
    tally["converted"] = len(unknown)
    fresh = {}
    for file, (found, packed) in zip(unknown, pool.in_order(read, unknown, jobs), strict=True):
        fresh[file.path] = found
        if packed:
            cache.keep_packed(keys[file.path], packed)
        step("Markdown", len(fresh), len(unknown))
    return {file.path: fresh[file.path] if file.path in fresh else known[keys[file.path]] for file in files}


def _finder(sources: Sources, chosen: Settings) -> Callable[[str, Link], tuple[int, int]]:
    """Return what finds a link in its source: the text is read again for the few that are wrong."""
    files = {file.path: file for file in (*sources.articles, *sources.pages)}

    def where(path: str, link: Link) -> tuple[int, int]:
        text = source.read(files[path], [])
        return leaf.place(text or "", link, remove_forbidden=chosen.adoption.remove_forbidden)

    return where


def _press(
    pages: Sequence[Page], renderer: Renderer, site: Output, request: Request, cache: Cache, tally: Tally, step: Step
) -> str:
    """Render those of `pages` that changed since the last build, and stage them for publishing.

    Return why the page that the request asks about was rendered, or was not.
    """
    name = f"pages {request.output.resolve()}"
    before: dict[str, tuple[dict[str, str], str]] = cache.find(name, {})

    def press(page: Page) -> tuple[str, dict[str, str], Staged] | None:
        """Return why the page was rendered, and what came of it; None if it is as it was."""
        file, view = page.claim.file, page.view()
        parts = renderer.parts(page, view)
        reason = _reason(file, parts, before, site)
        return (reason, parts, site.stage(file, renderer.render(page, view))) if reason else None

    stamps, explained = {}, f"there is no page at {request.explain}" if request.explain else ""
    results = pool.in_order(press, pages, request.jobs)
    for done, (page, result) in enumerate(zip(pages, results, strict=True), 1):
        file = page.claim.file
        if result is None:
            site.plan(Staged(path=file, mark=before[file][1], fresh=False))
            stamps[file] = before[file]
        else:
            reason, parts, staged = result
            site.plan(staged)
            stamps[file] = (parts, staged.mark)
            tally["rendered"] += 1
        if page.address == request.explain:
            explained = f"{page.address} was rendered: {reason}" if result else f"{page.address} is as it was"
        step("pages", done, len(pages))
    cache.keep(name, stamps)
    return explained


def _reason(file: str, parts: dict[str, str], before: Mapping[str, tuple[dict[str, str], str]], site: Output) -> str:
    """Return why `file`, which now depends on `parts`, must be rendered; nothing if it is as it was."""
    if file not in before:
        return "it is new, or was not built with this cache"
    known, mark = before[file]
    changed = [name for name in parts if known.get(name) != parts[name]]
    if changed or len(known) != len(parts):
        return f"{', '.join(changed) or 'its kind'} changed"
    return "" if site.has(file, mark) else "the file in the output folder is not the one that was written"
