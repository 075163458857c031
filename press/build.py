"""The whole build, from sources to site, as one recipe. Each step is a stage; `press/` holds a module for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from press import leaf, ledger, settings, source, theme
from press.article import Contract
from press.kernel import pool
from press.leaf import Leaf, Reading
from press.moment import Calendar, Moment
from press.output import Output, Published, Staged
from press.page import Page
from press.plan import Plan, decide
from press.problems import OutputRefused, Problem
from press.prose import EMPTY, Link
from press.settings import Settings
from press.source import File, Sources
from press.theme import Renderer, Theme

SOURCES = ("content", "theme", "press", "tests")
"""The folders that no site may be written into."""

Step = Callable[[str, int, int], None]
"""Told what is being done, how much of it is, and how much there is."""


def _silent(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person asked for."""

    root: Path
    """The folder with config.yaml and content/."""
    output: Path
    """The folder that becomes the site."""
    theme: Path
    """The folder of the theme."""
    now: datetime
    """The time of this build; nothing else tells what is an embargo."""
    drafts: bool = False
    """Whether drafts and embargoed articles are published as well, for a preview."""
    overwrite: bool = False
    """Whether files of somebody else in the output folder are accepted."""
    jobs: int = 1
    """How many processes may work at once."""


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
    published: Published
    """Files written, unchanged and removed."""
    warnings: tuple[Problem, ...]
    """What an author may want to mend."""


def build(request: Request, step: Step = _silent) -> Report:
    """Publish the archive, or raise a `PressError` and change nothing that is published."""
    look, chosen = read_settings(request)
    plan = planned(request, chosen, look, step)
    with Output(request.output, overwrite=request.overwrite) as site:
        _press(plan.pages, Renderer(look, chosen), site, request.jobs, step)
        for claim, place in plan.copies:
            site.copy(claim.file, place)
        published = site.commit()
    return Report(
        articles=len(plan.edition.archive.cards),
        drafts=plan.drafts,
        embargoed=plan.embargoed,
        pages=sum(1 for page in plan.pages if page.template),
        feeds=sum(1 for page in plan.pages if page.address.endswith("/rss.xml")),
        copied=len(plan.copies),
        published=published,
        warnings=plan.warnings,
    )


def read_settings(request: Request) -> tuple[Theme, Settings]:
    """Return theme and settings, or raise `Misconfigured`."""
    site = request.output.resolve()
    for part in SOURCES:
        folder = (request.root / part).resolve()
        if folder.is_relative_to(site) or site.is_relative_to(folder):
            raise OutputRefused(f"{request.output} would mix the site with {part}/ (choose another --output)")
    return theme.read(request.theme), settings.read(source.config(request.root))


def planned(request: Request, chosen: Settings, look: Theme, step: Step = _silent) -> Plan:
    """Return what is to be published, or raise `Rejected` with every problem of every source."""
    sources = source.scan(request.root)
    promised = ledger.read(source.ledger(request.root))
    leaves = _leaves(sources, reading(chosen), request.jobs, step)
    now = Moment(at=request.now.astimezone(chosen.zone), timed=True)
    where = _finder(sources, chosen)
    return decide(sources, leaves, chosen, look, promised, now, where, drafts=request.drafts)


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


def _leaves(sources: Sources, how: Reading, jobs: int, step: Step) -> dict[str, Leaf]:
    """Return what each source holds, by its path."""
    articles = {file.path for file in sources.articles}

    def read(file: File) -> Leaf:
        problems: list[Problem] = []
        text = source.read(file, problems)
        if text is None:
            return Leaf(item=None, prose=EMPTY, problems=tuple(problems))
        return leaf.read(text, file.path, how, is_article=file.path in articles)

    files = (*sources.articles, *sources.pages)
    found = {}
    for file, one in zip(files, pool.in_order(read, files, jobs), strict=True):
        found[file.path] = one
        step("Markdown", len(found), len(files))
    return found


def _finder(sources: Sources, chosen: Settings) -> Callable[[str, Link], tuple[int, int]]:
    """Return what finds a link in its source: the text is read again for the few that are wrong."""
    files = {file.path: file for file in (*sources.articles, *sources.pages)}

    def where(path: str, link: Link) -> tuple[int, int]:
        text = source.read(files[path], [])
        return leaf.place(text or "", link, remove_forbidden=chosen.adoption.remove_forbidden)

    return where


def _press(pages: Sequence[Page], renderer: Renderer, site: Output, jobs: int, step: Step) -> None:
    """Render `pages` and stage them for publishing."""

    def press(page: Page) -> Staged:
        return site.stage(page.claim.file, renderer.render(page))

    for done, staged in enumerate(pool.in_order(press, pages, jobs), 1):
        site.plan(staged)
        step("pages", done, len(pages))
