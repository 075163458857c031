"""Renders the pages that changed since the last build into the same folder, and leaves the others as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from sys import intern
from typing import Any

from press import routes
from press.agenda import Agenda, alone
from press.cache import Cache
from press.kernel import digest, pool
from press.kernel.kept import kept
from press.leaves import Leaves
from press.output import Output, Staged
from press.page import Page
from press.request import Request, Step
from press.theme import Renderer

NEW = "it is new, or was not built with this cache"
LOST = "the file in the output folder is not the one that was written"
LITTLE = 10
"""While fewer than one in so many pages changed since the stamps of all were kept, only the changed ones are kept anew."""


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One page as it was rendered."""

    source: str
    """The name of its template; empty for a file that a function writes."""
    lang: str
    """The language of its interface; empty for a file that no template renders."""
    template: str
    """The digest of its template, with all that the template includes and takes from settings and words."""
    shows: tuple[str, ...]
    """The sources whose texts it shows."""
    key: str
    """The digest of what was given for its view, with the HTML of the texts that it shows, or of the view itself."""
    names: str
    """The names of the parts of that, joined by spaces: one text for all pages of a kind."""
    parts: str
    """A few digits of each part, to explain what changed: a text loads faster than many."""
    apart: tuple[str, ...] | None = None
    """The names of what lies apart from it; None if it is not kept alone."""
    mark: str = ""
    """The digest of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """The pages of a site as the last build left them."""

    plan: str = ""
    """The name of the plan that they were rendered from."""
    held: Mapping[str, str]
    """The digest of the HTML of each source."""
    pages: Mapping[str, Stamp]
    """The pages by file."""

    def since(self, base: Stamps) -> Stamps:
        """Return what differs from `base`, an earlier state of the same plan."""
        held = {path: mark for path, mark in self.held.items() if base.held.get(path) != mark}
        pages = {file: stamp for file, stamp in self.pages.items() if base.pages.get(file) is not stamp}
        return Stamps(plan=self.plan, held=held, pages=pages)

    def with_changes(self, changes: Stamps | None) -> Stamps:
        """Return the state that differs by `changes`, if they are of the same plan."""
        if changes is None or changes.plan != self.plan:
            return self
        return Stamps(plan=self.plan, held={**self.held, **changes.held}, pages={**self.pages, **changes.pages})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
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


def render(agenda: Agenda, leaves: Leaves, renderer: Renderer, site: Output, request: Request, cache: Cache, step: Step) -> Done:
    """Render what changed of what is planned, and stage it in `site`.

    While the plan is that of the last build, a page that shows no edited text is as it was unless its template is not: then it
    is not even loaded. Any other plan has every page looked at.
    """
    slot = f"pages {request.output.resolve()}"
    base: Stamps = cache.find(slot) or Stamps(held={}, pages={})
    before = base.with_changes(cache.find(f"{slot}, since"))
    same = before.plan == agenda.mark
    rendering = _Rendering(before, leaves, renderer, site, same_plan=same)
    if same:
        doubtful = {file: stamp for file, stamp in before.pages.items() if not rendering.is_fine(file, stamp)}
        pages = agenda.pages({file: (_row(file, stamp), stamp.apart) for file, stamp in doubtful.items()})
        stamps = dict(before.pages)
    else:
        pages = agenda.plan.pages
        stamps = {file: before.pages[file] for file in (page.claim.file for page in pages) if file in before.pages}
    renderer.compile(pages)
    rendered, explained = [], ""
    for done, (page, pressed) in enumerate(zip(pages, pool.in_order(rendering.press, pages, request.jobs), strict=True), 1):
        if pressed is not None:
            site.plan(pressed.staged)
            stamps[page.claim.file] = stamp = _shared(pressed.stamp)
            rendering.kept.update(stamp.apart or ())
            for key, packed in pressed.rows.items():
                cache.keep(key, packed)
            rendered.append(page.address)
            if page.address == request.explain:
                explained = f"{page.address} was rendered: {pressed.reason}"
        step("pages", done, len(pages))
    site.keep({file: stamp.mark for file, stamp in stamps.items()})
    _keep(Stamps(plan=agenda.mark, held=leaves.held, pages=stamps), base, slot, cache)
    if agenda.decided:
        cache.need(_row(file, stamp) for file, stamp in stamps.items())
        cache.need(name for stamp in stamps.values() for name in stamp.apart or ())
    return Done(rendered=tuple(rendered), explained=explained or _unexplained(request.explain, stamps))


def _keep(now: Stamps, base: Stamps, slot: str, cache: Cache) -> None:
    """Keep at `slot` the state that is `now`: while it differs little from the `base` that lies there, the changes alone."""
    changes = now.since(base) if now.plan == base.plan else now
    if len(changes.pages) < len(now.pages) // LITTLE:
        cache.keep(f"{slot}, since", changes)
    else:
        cache.keep(f"{slot}, since", None)  # before what it would be taken for a change of
        cache.keep(slot, now)


def _row(file: str, stamp: Stamp) -> str:
    """Return the key under which the page that is the file `file` is kept alone."""
    return f"page {file} {stamp.key}"


def _shared(stamp: Stamp) -> Stamp:
    """Return `stamp` with one text for those that many have."""
    apart = None if stamp.apart is None else tuple(map(intern, stamp.apart))
    return replace(
        stamp, names=intern(stamp.names), template=intern(stamp.template), shows=tuple(map(intern, stamp.shows)), apart=apart
    )


class _Rendering:
    """Pages, looked at one by one in any process."""

    def __init__(self, before: Stamps, leaves: Leaves, renderer: Renderer, site: Output, *, same_plan: bool) -> None:
        self._before, self._same_plan = before, same_plan
        self._leaves, self._held = leaves, leaves.held
        self._edited = frozenset(path for path, _ in self._held.items() ^ before.held.items())
        self._renderer, self._site = renderer, site
        self.kept: set[str] = set()
        """The names of what lies apart from pages and needs not be kept once more."""

    def is_fine(self, file: str, stamp: Stamp) -> bool:
        """Return whether the page that is the file `file`, in the same plan, is as it was when it got its `stamp`."""
        return (
            self._edited.isdisjoint(stamp.shows)
            and (not stamp.source or stamp.template == self._renderer.template_key(stamp.source, stamp.lang))
            and self._site.has(file, stamp.mark)
        )

    def press(self, page: Page) -> Pressed | None:
        """Return what came of `page`, rendered; None if it is as it was."""
        file = page.claim.file
        old = self._before.pages.get(file)
        unedited = old if old and self._same_plan and self._edited.isdisjoint(old.shows) else None
        new = unedited or _stamp(page, self._held, old)
        template = self._renderer.template_key(page.template, new.lang) if page.template else ""
        reason = _reason(old, new, template) if old else NEW
        if not reason and old and self._site.has(file, old.mark):
            return None
        view = page.made(*map(self._leaves.html, page.shows))
        staged = self._site.stage(file, self._renderer.render(page, view))
        names, rows = self._alone(page, old, new)
        new = replace(new, template=template, mark=staged.mark, apart=names)
        return Pressed(reason=reason or LOST, stamp=new, staged=staged, rows=rows)

    def _alone(self, page: Page, old: Stamp | None, new: Stamp) -> tuple[tuple[str, ...] | None, Mapping[str, bytes]]:
        """Return the names of what lies apart from `page`, and what must be kept to load it alone; None if it is never."""
        if page.given is None or not page.shows:
            return None, {}
        if old and old.apart is not None:
            if old.key == new.key:  # it was kept then
                return old.apart, {}
            self.kept.update(old.apart)
        names, rows = alone(page, _row(page.claim.file, new), self.kept)
        self.kept.update(names)
        return names, rows


def _unexplained(address: str, stamps: Mapping[str, Stamp]) -> str:
    """Return what is said of the page at `address` unless it was rendered."""
    if not address:
        return ""
    there = address.startswith("/") and routes.file_of(address) in stamps
    return f"{address} is as it was" if there else f"there is no page at {address}"


def _stamp(page: Page, held: Mapping[str, str], old: Stamp | None) -> Stamp:
    """Return what is known of `page` before it is rendered, with the digest of the HTML of each source, `held`.

    It was `old` before, if it was there.
    """
    shows = tuple(text.path for text in page.shows)
    marks = [held[path] for path in shows]
    if page.given is None:
        view = page.view(*(text.mark(mark) for text, mark in zip(page.shows, marks, strict=True)))
        names, taken = _fields(view.__class__)
        lang, values = view.frame.lang if "frame" in names else "", taken(view)
    else:
        names, taken = _fields(page.given.__class__)
        lang, values = page.given.lang, [*taken(page.given), marks]
        names += " html"
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
