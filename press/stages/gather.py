"""Gathers everything that a plan is made from: theme, settings, sources, the sizes of pictures, and the ledger."""

import posixpath
from collections.abc import Set
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from press.articles import leaf
from press.articles.article import Contract
from press.articles.filing import Regions
from press.articles.leaf import Reading
from press.catalogue.attachment import Extents
from press.config import settings
from press.config.settings import Settings
from press.edges import manifest, pictures, source, theme as themes
from press.edges.source import File, Sources
from press.edges.theme import Theme
from press.ground.extent import Extent, Unshowable
from press.ground.filename import CONTENT, LEDGER, STATIC
from press.ground.moment import Calendar
from press.ground.problems import Misconfigured, Refused
from press.kernel import digest, pool
from press.kernel.value import value
from press.promises import ledger
from press.request import Request, Step
from press.stages.cache import Cache
from press.stages.leaves import Leaves, read as read_leaves
from press.text.prose import Link

SOURCES = (CONTENT, "theme", "press", "tests")
"""Folders of the project: the output folder may neither be in one nor contain one."""


@value
class Gathered:
    """Everything that a plan is made from."""

    sources: Sources
    """The files."""
    theme: Theme
    """The theme."""
    settings: Settings
    """The settings."""
    leaves: Leaves
    """What the sources hold."""
    extents: Extents
    """The size of each picture, and what else is known of it."""
    renditions_folder: str
    """The folder of the renditions of pictures."""
    promised: str
    """The text of the ledger."""
    where: "Finder"
    """Finds the position of a link in its source; the text is read again for this, since few links are wrong."""
    drafts: bool
    """Whether drafts and embargoed articles are published as well."""
    search: bool
    """Whether the articles are indexed."""

    @property
    def digest(self) -> str:
        """The digest of all that a plan is made from, except the time and the lines that `where` finds."""
        theme, sources = self.theme, self.sources
        static = [(address, file.disk_path) for address, file in theme.static]
        copied = [*((file.path, file.disk_path) for file in sources.copied), *static]
        words = {tag: words.digest for tag, words in theme.words.items()}
        linked = [{address for _, address, _ in links} for links in (theme.own_links(), theme.usual_links())]
        return digest.of(
            (
                self.leaves.facts_digests,
                copied,
                self.extents,
                self.renditions_folder,
                sources.problems,
                self.settings,
                words,
                linked,
                self.promised,
                self.drafts,
                self.search,
            )
        )


class Finder:
    """Finds the position of a link in its source, and remembers which sources it has read."""

    def __init__(self, sources: Sources, chosen: Settings) -> None:
        """Look in the texts of `sources`, which are read as `chosen` says."""
        self._files = {file.path: file for file in sources.texts}
        self._mend = chosen.adoption.mend_forbidden
        self._text = lru_cache(maxsize=1)(lambda path: source.read(self._files[path], []) or "")
        self.read: set[str] = set()
        """The paths of the sources in which something was found."""

    def __call__(self, path: str, link: Link) -> tuple[int, int]:
        """Return line and column of `link` in the source `path`."""
        self.read.add(path)
        return leaf.position(self._text(path), link, mend_forbidden=self._mend)


def read_settings(request: Request) -> Settings:
    """Return the settings, or raise `Misconfigured`; raise `Refused` if the output folder overlaps a folder of sources."""
    site = request.output.resolve()
    for part in SOURCES:
        folder = (request.root / part).resolve()
        if folder.is_relative_to(site) or site.is_relative_to(folder):
            raise Refused(f"{request.output} would mix the site with {part}/ (choose another --output)")
    return settings.read(source.config(request.root))


def gather(request: Request, sources: Sources, cache: Cache, step: Step) -> Gathered:
    """Return everything that a plan of `sources` is made from; raise `Misconfigured` or `Refused` if that is not possible.

    Renditions of pictures that are no longer there are removed from the cache.
    """
    chosen, theme = _configured(request, cache)
    sources = _without(chosen.adoption.ignore_files, sources)
    promised = _promised(request)
    step("sources", 1, 1)
    unreadable = tuple(source.unreadable(sources.copied, cache.signatures.digests(sources.copied)))  # texts are checked when read
    reading = Reading(contract=contract(chosen, promised), markup=chosen.markup)
    leaves = read_leaves(sources, reading, cache, request.jobs, step)
    renditions = _stored_renditions(cache)
    extents = _measured(_pictured(sources, chosen), renditions, cache, request.jobs)
    pictures.prune(cache.renditions_folder, renditions.difference(*map(pictures.rendition_names, extents.values())))
    return Gathered(
        sources=replace(sources, problems=(*sources.problems, *unreadable)),
        theme=theme,
        settings=chosen,
        leaves=leaves,
        extents=extents,
        renditions_folder=cache.renditions_folder,
        promised=promised,
        where=Finder(sources, chosen),
        drafts=request.drafts,
        search=request.search,
    )


def _without(names: Set[str], sources: Sources) -> Sources:
    """Return `sources` without the texts in files of these `names`."""

    def kept(texts: tuple[File, ...]) -> tuple[File, ...]:
        return tuple(file for file in texts if posixpath.basename(file.path) not in names)

    return replace(sources, articles=kept(sources.articles), pages=kept(sources.pages)) if names else sources


def _promised(request: Request) -> str:
    """Return the text of the ledger; raise `Refused` if it has lost addresses that it had when the site was last recorded."""
    text, noted = source.ledger(request.root), manifest.beside(request.output, "recorded")
    before = manifest.read(noted).get(LEDGER, "")
    if before.isdecimal() and ledger.count(text) < int(before):
        whole = ledger.whole(text)  # if it is damaged, this says where
        now = len(whole.addresses)
        what = f"{request.root / LEDGER} lists {now} addresses, but had {before} when {request.output} was recorded"
        hint = (
            f"restore it: git checkout HEAD -- {LEDGER}, or what git log -p -- {LEDGER} shows; on a branch, merge the published "
            f"one; if this is another archive, or lines were taken out on purpose, delete {noted}"
        )
        raise Refused(f"{what} ({hint})")
    return text


def _configured(request: Request, cache: Cache) -> tuple[Settings, Theme]:
    """Return settings and theme, or raise `Misconfigured` with the problems of both."""
    try:
        theme = themes.read(request.themes, cache)
    except Misconfigured as wrong:
        try:
            read_settings(request)
        except Misconfigured as more:
            raise Misconfigured([*more.problems, *wrong.problems]) from None
        raise
    return read_settings(request), theme


def _pictured(sources: Sources, chosen: Settings) -> list[File]:
    """Return every picture beside an article or named in the settings."""
    named = {STATIC + written.text for written in chosen.pictures}
    shown = (*sources.files, *(file for file in sources.static if file.path in named))
    return [file for file in shown if pictures.is_picture(file)]


def _stored_renditions(cache: Cache) -> set[str]:
    """Return the name of each rendition of a picture that earlier builds made, as far as they lie there.

    The cache learns their digests, so that those which are published already are not read again (`Signatures.digest_at`).
    """
    return {Path(path).name for path in cache.signatures.digests(source.below(Path(cache.renditions_folder)))}


def _measured(files: list[File], renditions: Set[str], cache: Cache, jobs: int) -> dict[str, Extent | Unshowable]:
    """Return what is known of each of the pictures `files`, by path: found by content, or measured now.

    Renditions are stored by content too, but as files of their own and not in the memo: a picture of which one is not
    among `renditions` is measured again, which writes them.
    """
    marks = cache.signatures.digests(files)
    keys = {path: f"picture {Path(path).suffix.lower()} {mark}" for path, mark in marks.items()}  # read by its suffix
    known = {key: found for key, found in cache.find_all(keys.values()).items() if pictures.rendition_names(found) <= renditions}
    fresh = [file for file in files if keys[file.path] not in known]

    def measure(file: File) -> Extent | Unshowable:
        return pictures.measure(file, marks[file.path], cache.renditions_folder)

    for file, found in zip(fresh, pool.in_order(measure, fresh, jobs, small=2), strict=True):
        known[keys[file.path]] = found
        cache.keep(keys[file.path], found)
    return {path: known[key] for path, key in keys.items()}


def contract(chosen: Settings, promised: str) -> Contract:
    """Return what articles are checked against with the settings `chosen`, when the ledger is `promised`."""
    slugs = frozenset(region.slug for region in chosen.taxonomy.regions)
    renamed = chosen.taxonomy.renamed["regions"]
    return Contract(
        calendar=Calendar(zone=chosen.zone, solar_hijri=chosen.adoption.solar_hijri, formats=chosen.adoption.date_formats),
        regions=Regions(
            slugs=slugs,
            names=chosen.taxonomy.region_names,
            renamed=renamed,
            lost=ledger.regions(promised) - slugs - renamed.keys(),
        ),
        unicode_slugs=chosen.taxonomy.unicode_slugs,
        adoption=chosen.adoption,
        missing_alt=chosen.markup.missing_alt,
        site=chosen.site,
        permalink=chosen.permalink,
        language=chosen.language,
    )
