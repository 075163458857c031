"""Renders the pages that changed since the last build into the same folder, and leaves the others alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import fields, replace
from functools import cache
from typing import Any

from press.addresses import routes
from press.catalogue.page import Page
from press.edges.output import Output, Staged
from press.edges.renderer import Renderer
from press.ground.problems import Misconfigured, Problem
from press.kernel import digest, pool
from press.kernel.value import value
from press.request import Step
from press.stages.agenda import Agenda, packed_alone
from press.stages.cache import Cache
from press.stages.leaves import Leaves
from press.stages.parted import Lost
from press.stages.stamps import Stamp, Stamps, TemplateVersion

NEW = "it is new, or was not built with this cache"
LOST = "the file in the output folder is not the one that was written"


@value
class Rendered:
    """One page that was rendered now."""

    reason: str
    """Why it was rendered."""
    stamp: Stamp
    """Its new stamp."""
    staged: Staged
    """Its file."""
    rows: Mapping[str, bytes]
    """The cache rows from which the next build can load this page alone, by key."""


@value
class Done:
    """What rendering did."""

    rendered: tuple[str, ...]
    """The addresses of the pages and feeds that were rendered."""
    explained: str
    """Why the page asked about was or was not rendered; empty if none was asked about, or if there is none."""


def render(
    agenda: Agenda,
    leaves: Leaves,
    renderer: Renderer,
    site: Output,
    stamps: Stamps,
    cache: Cache,
    step: Step,
    *,
    jobs: int,
    explain: str,
) -> Done:
    """Render the planned pages that differ from their `stamps`, and stage them in `site`.

    While the plan is that of the last build, a page that shows no edited text and whose template is unchanged is not even
    loaded. With a new plan every page is examined.
    """
    asked = [routes.file_of(explain)] if explain.startswith("/") else []
    try:
        doubtful = _find_doubtful(agenda, leaves, renderer, site, stamps, asked)
    except Lost:
        stamps.forget()
        doubtful = _find_doubtful(agenda, leaves, renderer, site, stamps, asked)
    pages, fresh = doubtful.pages, dict[str, Stamp]()
    rendering = _Rendering(doubtful, leaves, renderer, site)
    renderer.compile(pages)
    rendered, explained = [], ""
    try:
        for done, (page, result) in enumerate(zip(pages, pool.in_order(rendering.render, pages, jobs), strict=True), 1):
            if result is not None:
                site.plan(result.staged)
                fresh[page.claim.file] = stamp = result.stamp.shared
                rendering.kept.update(stamp.apart or ())
                for key, packed in result.rows.items():
                    cache.keep(key, packed)
                rendered.append(page.address)
                if page.address == explain:
                    explained = f"{page.address} was rendered: {result.reason}"
            step("pages", done, len(pages))
    except Misconfigured as failed:
        raise Misconfigured(rendering.failures(pages, failed.problems)) from failed
    now = doubtful.before
    if doubtful.same_plan:
        stamps.change(fresh, leaves.html_digests, doubtful.edited)
    else:
        now = {file: fresh.get(file) or doubtful.before[file] for file in (page.claim.file for page in pages)}
        stamps.renew(agenda.digest, now, leaves.html_digests)
        cache.need(_row(file, stamp) for file, stamp in now.items())
        cache.need(name for stamp in now.values() for name in stamp.apart or ())
    return Done(rendered=tuple(rendered), explained=explained or _unexplained(explain, now))


@value
class _Doubtful:
    """The pages that must be examined."""

    pages: Sequence[Page]
    """The pages that may have changed."""
    before: Mapping[str, Stamp]
    """The stamps of these pages by file, and perhaps of others."""
    edited: Set[str]
    """The sources whose HTML changed."""
    same_plan: bool
    """Whether the plan is that of the last build."""


def _find_doubtful(
    agenda: Agenda, leaves: Leaves, renderer: Renderer, site: Output, stamps: Stamps, asked: Sequence[str]
) -> _Doubtful:
    """Return the pages that must be examined, and plan the files of the others in `site`; raise `Lost` if stamps are missing.

    The stamps found include those of the files `asked` that are pages.
    """
    head, edited = stamps.head, stamps.edited(leaves.html_digests)
    if agenda.decided or head.plan != agenda.digest:
        before, pages = stamps.all(), agenda.plan.pages
        site.keep({file: before[file].digest for file in (page.claim.file for page in pages) if file in before})
        return _Doubtful(pages=pages, before=before, edited=edited, same_plan=False)
    current = {template_version for template_version in head.template_versions if _is_current(template_version, renderer)}
    if current == head.template_versions and site.is_as_left(head.site):
        doubtful = stamps.showing(edited)
        before = doubtful | stamps.some(asked)
        site.keep_all(but_below=routes.SEARCH_INDEXES.lstrip("/"))
    else:
        before = stamps.all()
        doubtful = {
            file: stamp
            for file, stamp in before.items()
            if stamp.template_version not in current or not edited.isdisjoint(stamp.shows) or not site.has(file, stamp.digest)
        }
        site.keep({file: stamp.digest for file, stamp in before.items()})
    wanted = {file: (_row(file, stamp), stamp.apart) for file, stamp in doubtful.items()}
    return _Doubtful(pages=agenda.pages(wanted), before=before, edited=edited, same_plan=True)


def _is_current(template_version: TemplateVersion, renderer: Renderer) -> bool:
    """Return whether `renderer` would still render a page with the template and language in `template_version`."""
    template, interface_lang, key = template_version
    return not template or renderer.template_key(template, interface_lang) == key


def _row(file: str, stamp: Stamp) -> str:
    """Return the cache key of the page with the file `file`, stored alone."""
    return f"page {file} {stamp.key}"


class _Rendering:
    """Renders pages one by one; any process may do this."""

    def __init__(self, doubtful: _Doubtful, leaves: Leaves, renderer: Renderer, site: Output) -> None:
        self._doubtful = doubtful
        self._leaves, self._html_digests = leaves, leaves.html_digests
        self._renderer, self._site = renderer, site
        self.kept: set[str] = set()
        """The names of shared parts of pages that are already in the cache."""

    def render(self, page: Page) -> Rendered | None:
        """Return `page`, rendered; None if it is unchanged."""
        file = page.claim.file
        old = self._doubtful.before.get(file)
        unedited = old if old and self._doubtful.same_plan and self._doubtful.edited.isdisjoint(old.shows) else None
        new = unedited or _stamp(page, self._html_digests, old)
        template_key = self._renderer.template_key(page.template, new.interface_lang) if page.template else ""
        reason = _reason(old, new, template_key) if old else NEW
        if not reason and old and self._site.has(file, old.digest):
            return None
        data = self._mended(page, old) or self._renderer.render(page, page.made(*map(self._leaves.html, page.shows)))
        staged = self._site.stage(file, data)
        names, rows = self._alone(page, old, new)
        new = replace(new, template_key=template_key, digest=staged.digest, apart=names)
        return Rendered(reason=reason or LOST, stamp=new, staged=staged, rows=rows)

    def failures(self, pages: Sequence[Page], known: Sequence[Problem]) -> Iterable[Problem]:
        """Return the problems `known`, and those at other lines of templates that fail on the first of `pages` made with each."""
        found = {(problem.path, problem.line): problem for problem in known}
        for page in {page.template: page for page in reversed(pages) if page.template}.values():
            try:
                self._renderer.render(page, page.made(*map(self._leaves.html, page.shows)))
            except Misconfigured as failed:
                for problem in failed.problems:
                    found.setdefault((problem.path, problem.line), problem)
        return found.values()

    def _mended(self, page: Page, old: Stamp | None) -> bytes | None:
        """Return `page`, which had the stamp `old`, made by amending its published file; None if that is not possible."""
        if page.mend is None or old is None or not self._doubtful.same_plan:
            return None
        before = self._site.read(page.claim.file, old.digest)
        if before is None:
            return None
        edited = (self._leaves.html(text) if text.path in self._doubtful.edited else None for text in page.shows)
        return page.mend(before, page.made(*edited))

    def _alone(self, page: Page, old: Stamp | None, new: Stamp) -> tuple[tuple[str, ...] | None, Mapping[str, bytes]]:
        """Return the names of the shared parts of `page`, None if it is not stored alone, and the rows to cache for it."""
        if not page.shows:
            return None, {}
        if old and old.apart is not None:
            if old.key == new.key:  # it is in the cache already
                return old.apart, {}
            self.kept.update(old.apart)
        names, rows = packed_alone(page, _row(page.claim.file, new), self.kept)
        self.kept.update(names)
        return names, rows


def _unexplained(address: str, stamps: Mapping[str, Stamp]) -> str:
    """Return why the page at `address` was not rendered; empty if there is none."""
    return f"{address} is unchanged" if address and routes.file_of(address) in stamps else ""


def _stamp(page: Page, html_digests: Mapping[str, str], old: Stamp | None) -> Stamp:
    """Return the stamp of `page`, as far as it is known before rendering.

    `html_digests` has the digest of the HTML of each source; `old` is the stamp from the last build, if there is one.
    """
    shows = tuple(text.path for text in page.shows)
    made = page.view() if page.given is None else page.given
    names, taken = _fields(made.__class__)
    values = taken(made)
    if page.given is not None:
        names, values = f"{names} html", [*values, [html_digests[path] for path in shows]]
    interface_lang = (made.frame if page.given is None else made).interface_lang if page.template else ""
    key = digest.of(values)
    parts = old.parts if old and (old.key, old.names) == (key, names) else digest.of_parts(values)
    return Stamp(
        template=page.template,
        interface_lang=interface_lang,
        template_key="",
        shows=shows,
        key=key,
        names=names,
        parts=parts,
    )


@cache
def _fields(kind: Any) -> tuple[str, Callable[[Any], list[object]]]:
    """Return the names of the fields of the dataclass `kind`, joined by spaces, and a function that returns their values."""
    names = tuple(field.name for field in fields(kind))
    return " ".join(names), lambda value: [getattr(value, name) for name in names]


def _reason(old: Stamp, new: Stamp, template_key: str) -> str:
    """Return what changed from `old` to `new`, whose template has the digest `template_key`; empty if nothing did."""
    changed = ["template"] if old.template_key != template_key else []
    if old.names != new.names:
        changed = ["its kind"]
    elif old.key != new.key:
        starts = range(0, len(new.parts), digest.WIDTH)
        parts = ((name, slice(at, at + digest.WIDTH)) for name, at in zip(new.names.split(), starts, strict=True))
        changed += [name for name, part in parts if old.parts[part] != new.parts[part]] or ["something"]
    return f"{', '.join(changed)} changed" if changed else ""
