"""The whole build, from sources to site, as one recipe. Each step is a stage; `press/` holds a module for each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from press import archive, article, editing, ledger, pages, proof, prose, routes, settings, source, standalone, theme
from press.article import Article, Contract
from press.editing import Settlement
from press.edition import Edition
from press.ledger import Entry, Ledger
from press.links import Resolver
from press.moment import Calendar, Moment
from press.output import Output, Published
from press.page import Page
from press.problems import OutputRefused, Problem, Rejected, errors
from press.prose import Prose
from press.reference import Named, Register
from press.routes import Claim
from press.settings import Settings
from press.source import Sources
from press.standalone import Standalone
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that would be published, decided but not done."""

    pages: tuple[Page, ...]
    """What is rendered."""
    copies: tuple[tuple[Claim, Path], ...]
    """What is copied: the claim to an address, and the file."""
    edition: Edition
    """What the pages were made from."""
    ledger: Ledger
    """What was promised before."""
    attachments: frozenset[str]
    """The addresses of the files beside articles."""
    drafts: int
    """Articles kept back as drafts."""
    embargoed: int
    """Articles kept back until their date."""
    warnings: tuple[Problem, ...]
    """What an author may want to mend; an error would have raised."""

    def promised(self) -> Iterator[tuple[str, Entry]]:
        """Yield file and ledger entry of every address that must be kept once this is published."""
        ids = {card.address: card.id for card in self.edition.archive.cards}
        for page in self.pages:
            if page.recorded:
                yield page.claim.file, Entry(address=page.address, id=ids.get(page.address, ""))
        for claim, _ in self.copies:
            if claim.address in self.attachments:
                yield claim.file, Entry(address=claim.address)


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
    plan = decide(request, chosen, look, step)
    renderer = Renderer(look, chosen)
    with Output(request.output, overwrite=request.overwrite) as site:
        for done, page in enumerate(plan.pages):
            site.put(page.claim.file, renderer.render(page))
            step("pages", done + 1, len(plan.pages))
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


def decide(request: Request, chosen: Settings, look: Theme, step: Step = _silent) -> Plan:
    """Return what is to be published, or raise `Rejected` with every problem of every source."""
    sources = source.scan(request.root)
    promised = ledger.read(source.ledger(request.root))
    problems = list(sources.problems)
    now = Moment(at=request.now.astimezone(chosen.zone), timed=True)

    articles = _articles(sources, chosen, problems)
    leaflets = [page for text in sources.pages if (page := standalone.read(text.text, text.path, problems))]
    everything: list[Article | Standalone] = [*articles, *leaflets]
    proses = _proses(everything, chosen, problems, step)

    named = editing.name(articles, leaflets, chosen.permalink)
    unread = frozenset(text.path for text in (*sources.articles, *sources.pages)) - named.keys()
    register = Register(named.values(), unread, now)
    resolver = Resolver(register, _paths(sources), editing.moved(everything, named), chosen.base_url)
    settled = editing.settle(articles, leaflets, proses, named, register, resolver, chosen, problems)

    published = [item for item in articles if request.drafts or (item.date <= now and not item.draft)]
    ids = proof.identities(published, named, promised, chosen.base_url, problems)
    entries = [_entry(item, named[item.path], ids[item.key], proses[item.path], settled) for item in published]
    recorded = promised.addresses()
    assembled = archive.assemble(entries, chosen.taxonomy, language=chosen.language, now=now, recorded=recorded)
    edition = Edition(
        settings=chosen, archive=assembled, articles={item.key: item for item in published}, pages=tuple(leaflets),
        texts=settled.texts, pictures=settled.pictures, words=look.words, recorded=recorded, lead=settled.lead,
    )  # fmt: skip
    planned = tuple(pages.of(edition))
    attachments = _attachments((*published, *leaflets), named, settled)
    copies = _copies(sources, look, attachments)

    problems += proof.addresses(planned, copies)
    problems += proof.dead_links(planned, copies, settled.texts, (*published, *leaflets), chosen)
    problems += proof.taxonomy(edition)
    if not unread:
        kept = frozenset(item.path for item in published)
        back = proof.unpublished(named.values(), kept, promised)
        problems += back or proof.promises(planned, copies, promised)
    if errors(problems):
        raise Rejected(problems)
    return Plan(
        pages=planned,
        copies=tuple(dict(copies).items()),
        edition=edition,
        ledger=promised,
        attachments=frozenset(claim.address for claim, _ in attachments),
        drafts=0 if request.drafts else sum(1 for item in articles if item.draft),
        embargoed=0 if request.drafts else sum(1 for item in articles if item.date > now and not item.draft),
        warnings=tuple(sorted(set(problems))),
    )


def _articles(sources: Sources, chosen: Settings, problems: list[Problem]) -> list[Article]:
    contract = Contract(
        calendar=Calendar(zone=chosen.zone, solar_hijri=chosen.adoption.solar_hijri),
        regions=frozenset(region.slug for region in chosen.taxonomy.regions),
        renamed_regions=chosen.taxonomy.renamed_regions,
        unicode_slugs=chosen.taxonomy.unicode_slugs,
        adoption=chosen.adoption,
    )
    return [found for text in sources.articles if (found := article.read(text.text, text.path, contract, problems))]


def _proses(
    everything: Sequence[Article | Standalone], chosen: Settings, problems: list[Problem], step: Step
) -> dict[str, Prose]:
    proses = {}
    for done, item in enumerate(everything):
        proses[item.path] = prose.convert(item.body, chosen.markup, chosen.base_url)
        problems += [remark.at(item.path, item.body_line) for remark in proses[item.path].remarks]
        step("Markdown", done + 1, len(everything))
    return proses


def _paths(sources: Sources) -> frozenset[str]:
    return frozenset(file.path for file in sources.files)


def _entry(item: Article, named: Named, identity: str, text: Prose, settled: Settlement) -> archive.Entry:
    return archive.Entry(
        article=item, address=named.address, id=identity, lead=text.lead,
        see_also=settled.see_also[item.key], translation_of=settled.originals[item.key],
    )  # fmt: skip


def _attachments(
    shown: Sequence[Article | Standalone], named: Mapping[str, Named], settled: Settlement
) -> list[tuple[Claim, str]]:
    """Return what is published beside `shown`: the claim to an address, and the source file."""
    found = []
    for item in shown:
        files = [*settled.texts[item.key].settled.attachments]
        files += [settled.pictures[item.key]] if item.key in settled.pictures else []
        found += [(routes.copy(file.address, file.source), file.source) for file in dict.fromkeys(files)]
    return found


def _copies(sources: Sources, look: Theme, attachments: Sequence[tuple[Claim, str]]) -> list[tuple[Claim, Path]]:
    """Return everything that is copied: attachments, content/static and the static files of the theme."""
    places = {file.path: file.place for file in sources.files}
    copies = [(claim, places[path]) for claim, path in attachments]
    for file in sources.static:
        copies.append((routes.copy(file.path.removeprefix(source.STATIC), file.path), file.place))
    for address, file in look.static:
        copies.append((routes.copy(address, file.path), file.place))
    return copies
