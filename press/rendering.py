"""Renders the pages that changed since the last build into the same folder, and leaves the others as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from press import routes
from press.agenda import Agenda, packed_alone
from press.cache import Cache
from press.kernel import digest, pool
from press.leaves import Leaves
from press.output import Output, Staged
from press.page import Page
from press.parted import Lost
from press.request import Step
from press.stamps import Look, Stamp, Stamps
from press.theme import Renderer

NEW = "it is new, or was not built with this cache"
LOST = "the file in the output folder is not the one that was written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One page that was rendered now."""

    reason: str
    """Why."""
    stamp: Stamp
    """As what."""
    staged: Staged
    """The file."""
    rows: Mapping[str, bytes]
    """What is kept, to load this page alone the next time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What rendering did."""

    rendered: tuple[str, ...]
    """The addresses of the pages and feeds that were rendered."""
    explained: str
    """Why the page that was asked about was rendered, or was not; empty if none was."""


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
    """Render what changed of what is planned since the pages got their `stamps`, and stage it in `site`.

    While the plan is that of the last build, a page that shows no edited text is as it was unless its template is not: then it
    is not even loaded. Any other plan has every page looked at.
    """
    asked = [routes.file_of(explain)] if explain.startswith("/") else []
    try:
        found = _look(agenda, leaves, renderer, site, stamps, asked)
    except Lost:
        stamps.forget()
        found = _look(agenda, leaves, renderer, site, stamps, asked)
    pages, fresh = found.pages, dict[str, Stamp]()
    rendering = _Rendering(found, leaves, renderer, site)
    renderer.compile(pages)
    rendered, explained = [], ""
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
    now = found.before
    if found.same_plan:
        stamps.change(fresh, leaves.held, found.edited)
    else:
        now = {file: fresh.get(file) or found.before[file] for file in (page.claim.file for page in pages)}
        stamps.renew(agenda.digest, now, leaves.held)
        cache.need(_row(file, stamp) for file, stamp in now.items())
        cache.need(name for stamp in now.values() for name in stamp.apart or ())
    return Done(rendered=tuple(rendered), explained=explained or _unexplained(explain, now))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubtful:
    """What must be looked at."""

    pages: Sequence[Page]
    """The pages that may have changed."""
    before: Mapping[str, Stamp]
    """The stamps of these by file; there may be more of them than `pages`."""
    edited: Set[str]
    """The sources whose HTML changed."""
    same_plan: bool
    """Whether the pages are planned as they were."""


def _look(agenda: Agenda, leaves: Leaves, renderer: Renderer, site: Output, stamps: Stamps, asked: Sequence[str]) -> _Doubtful:
    """Return what must be looked at, and plan in `site` what is there of the rest; or raise `Lost`.

    Those of the files `asked` that are pages have their stamps among those found.
    """
    head, edited = stamps.head, stamps.edited(leaves.held)
    if agenda.decided or head.plan != agenda.digest:
        before, pages = stamps.all(), agenda.plan.pages
        site.keep({file: before[file].digest for file in (page.claim.file for page in pages) if file in before})
        return _Doubtful(pages=pages, before=before, edited=edited, same_plan=False)
    current = {look for look in head.looks if _is_current(look, renderer)}
    if current == head.looks and site.is_as_left(head.site):
        doubtful = stamps.showing(edited)
        before = doubtful | stamps.some(asked)
        site.keep_all(but_below=routes.SEARCH_INDEXES.lstrip("/"))
    else:
        before = stamps.all()
        doubtful = {
            file: stamp
            for file, stamp in before.items()
            if stamp.look not in current or not edited.isdisjoint(stamp.shows) or not site.has(file, stamp.digest)
        }
        site.keep({file: stamp.digest for file, stamp in before.items()})
    wanted = {file: (_row(file, stamp), stamp.apart) for file, stamp in doubtful.items()}
    return _Doubtful(pages=agenda.pages(wanted), before=before, edited=edited, same_plan=True)


def _is_current(look: Look, renderer: Renderer) -> bool:
    """Return whether what a page was rendered with is what `renderer` has for it now."""
    template, lang, key = look
    return not template or renderer.template_key(template, lang) == key


def _row(file: str, stamp: Stamp) -> str:
    """Return the key under which the page that is the file `file` is kept alone."""
    return f"page {file} {stamp.key}"


class _Rendering:
    """Pages, looked at one by one in any process."""

    def __init__(self, found: _Doubtful, leaves: Leaves, renderer: Renderer, site: Output) -> None:
        self._found = found
        self._leaves, self._held = leaves, leaves.held
        self._renderer, self._site = renderer, site
        self.kept: set[str] = set()
        """The names of what lies apart from pages and needs not be kept once more."""

    def render(self, page: Page) -> Rendered | None:
        """Return what came of `page`, rendered; None if it is as it was."""
        file = page.claim.file
        old = self._found.before.get(file)
        unedited = old if old and self._found.same_plan and self._found.edited.isdisjoint(old.shows) else None
        new = unedited or _stamp(page, self._held, old)
        template = self._renderer.template_key(page.template, new.lang) if page.template else ""
        reason = _reason(old, new, template) if old else NEW
        if not reason and old and self._site.has(file, old.digest):
            return None
        data = self._mended(page, old) or self._renderer.render(page, page.made(*map(self._leaves.html, page.shows)))
        staged = self._site.stage(file, data)
        names, rows = self._alone(page, old, new)
        new = replace(new, template=template, digest=staged.digest, apart=names)
        return Rendered(reason=reason or LOST, stamp=new, staged=staged, rows=rows)

    def _mended(self, page: Page, old: Stamp | None) -> bytes | None:
        """Return `page`, which had the stamp `old`, made from what is published of it; None if that cannot be."""
        if page.mend is None or old is None or not self._found.same_plan:
            return None
        before = self._site.read(page.claim.file, old.digest)
        if before is None:
            return None
        edited = (self._leaves.html(text) if text.path in self._found.edited else None for text in page.shows)
        return page.mend(before, page.made(*edited))

    def _alone(self, page: Page, old: Stamp | None, new: Stamp) -> tuple[tuple[str, ...] | None, Mapping[str, bytes]]:
        """Return the names of what lies apart from `page`, and what must be kept to load it alone; None if it is never."""
        if not page.shows:
            return None, {}
        if old and old.apart is not None:
            if old.key == new.key:  # it was kept then
                return old.apart, {}
            self.kept.update(old.apart)
        names, rows = packed_alone(page, _row(page.claim.file, new), self.kept)
        self.kept.update(names)
        return names, rows


def _unexplained(address: str, stamps: Mapping[str, Stamp]) -> str:
    """Return what is said of the page at `address` unless it was rendered."""
    if not address:
        return ""
    there = address.startswith("/") and routes.file_of(address) in stamps
    return f"{address} is unchanged" if there else f"there is no page at {address}"


def _stamp(page: Page, held: Mapping[str, str], old: Stamp | None) -> Stamp:
    """Return what is known of `page` before it is rendered, with the digest of the HTML of each source, `held`.

    It was `old` before, if it was there.
    """
    shows = tuple(text.path for text in page.shows)
    made = page.view() if page.given is None else page.given
    names, taken = _fields(made.__class__)
    values = taken(made)
    if page.given is not None:
        names, values = f"{names} html", [*values, [held[path] for path in shows]]
    lang = "" if not page.template else made.frame.lang if page.given is None else made.lang
    key = digest.of(values)
    parts = old.parts if old and (old.key, old.names) == (key, names) else digest.of_parts(values)
    return Stamp(source=page.template, lang=lang, template="", shows=shows, key=key, names=names, parts=parts)


@cache
def _fields(kind: Any) -> tuple[str, Callable[[Any], list[object]]]:
    """Return the names of the fields of the dataclass `kind`, joined by spaces, and what gets their values."""
    names = tuple(field.name for field in fields(kind))
    return " ".join(names), lambda value: [getattr(value, name) for name in names]


def _reason(old: Stamp, new: Stamp, template: str) -> str:
    """Return what changed from `old` to `new`, whose template has the digest `template`; nothing if it is the same page."""
    changed = ["template"] if old.template != template else []
    if old.names != new.names:
        changed = ["its kind"]
    elif old.key != new.key:
        starts = range(0, len(new.parts), digest.WIDTH)
        parts = ((name, slice(at, at + digest.WIDTH)) for name, at in zip(new.names.split(), starts, strict=True))
        changed += [name for name, part in parts if old.parts[part] != new.parts[part]] or ["something"]
    return f"{', '.join(changed)} changed" if changed else ""
