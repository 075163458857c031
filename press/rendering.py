"""Renders the pages that changed since the last build into the same folder, and leaves the others as they are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from sys import intern
from typing import Any

from press.cache import Cache
from press.kernel import digest, pool
from press.kernel.kept import kept
from press.leaves import Leaves
from press.output import Output, Staged
from press.page import Page
from press.plan import Plan
from press.request import Request, Step
from press.theme import Renderer

NEW = "it is new, or was not built with this cache"
LOST = "the file in the output folder is not the one that was written"


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One page as it was rendered."""

    lang: str
    """The language of its interface; empty for a file that no template renders."""
    template: str
    """The digest of its template, with all that the template includes and takes from settings and words."""
    key: str
    """The digest of what was given for its view, with the HTML of the texts that it shows, or of the view itself."""
    names: str
    """The names of the parts of that, joined by spaces: one text for all pages of a kind."""
    parts: str
    """A few digits of each part, to explain what changed: a text loads faster than many."""
    mark: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What rendering did."""

    rendered: tuple[str, ...]
    """The addresses of the pages and feeds that were rendered."""
    explained: str
    """Why the page that was asked about was rendered, or was not; empty if none was."""


def render(
    plan: Plan, name: str, leaves: Leaves, renderer: Renderer, site: Output, request: Request, cache: Cache, step: Step
) -> Done:
    """Render what changed of `plan`, whose name is `name`, and stage it in `site`."""
    slot = f"pages {request.output.resolve()}"
    before: Stamps = cache.find(slot) or Stamps(held={}, pages={})
    rendering = _Rendering(before, name, leaves, renderer, site)
    files = [page.claim.file for page in plan.pages]
    stamps = {file: before.pages[file] for file in files if file in before.pages}
    doubtful = [page for page, file in zip(plan.pages, files, strict=True) if not rendering.is_fine(page, file)]
    explained = _unexplained(request.explain, plan)
    rendered = []
    for done, (page, result) in enumerate(zip(doubtful, pool.in_order(rendering.press, doubtful, request.jobs), strict=True), 1):
        if result is not None:
            reason, stamp, staged = result
            site.plan(staged)
            stamps[page.claim.file] = replace(stamp, names=intern(stamp.names), template=intern(stamp.template))
            rendered.append(page.address)
            if page.address == request.explain:
                explained = f"{page.address} was rendered: {reason}"
        step("pages", done, len(doubtful))
    site.keep({file: stamp.mark for file, stamp in stamps.items()})
    cache.keep(slot, Stamps(plan=name, held=leaves.held, pages=stamps))
    return Done(rendered=tuple(rendered), explained=explained)


class _Rendering:
    """Pages, looked at one by one in any process.

    While the plan is that of the last build, a page that shows no edited text has the view that it had: none is made.
    """

    def __init__(self, before: Stamps, name: str, leaves: Leaves, renderer: Renderer, site: Output) -> None:
        self._before, self._same_plan = before, before.plan == name
        self._leaves, self._held = leaves, leaves.held
        self._edited = frozenset(path for path, _ in self._held.items() ^ before.held.items())
        self._renderer, self._site = renderer, site

    def is_fine(self, page: Page, file: str) -> bool:
        """Return whether `page`, which is the file `file`, is as it was, as far as that can be told without its view."""
        stamp = self._known(page, file)
        if stamp is None or stamp.template != self._renderer.template_key(page, stamp.lang):
            return False
        return self._site.has(file, stamp.mark)

    def press(self, page: Page) -> tuple[str, Stamp, Staged] | None:
        """Return why the page was rendered, its stamp, and what came of it; None if it is as it was."""
        file = page.claim.file
        old = self._before.pages.get(file)
        new = self._known(page, file) or _stamp(page, self._held)
        template = self._renderer.template_key(page, new.lang)
        reason = _reason(old, new, template) if old else NEW
        if not reason and old and self._site.has(file, old.mark):
            return None
        view = page.made(*map(self._leaves.html, page.shows))
        staged = self._site.stage(file, self._renderer.render(page, view))
        return reason or LOST, replace(new, template=template, mark=staged.mark), staged

    def _known(self, page: Page, file: str) -> Stamp | None:
        """Return the stamp of `page`, which is the file `file`, if its view is what it was."""
        if not self._same_plan or not self._edited.isdisjoint([text.path for text in page.shows]):
            return None
        return self._before.pages.get(file)


def _unexplained(address: str, plan: Plan) -> str:
    """Return what is said of the page at `address` unless it is rendered."""
    if not address:
        return ""
    there = any(page.address == address for page in plan.pages)
    return f"{address} is as it was" if there else f"there is no page at {address}"


def _stamp(page: Page, held: Mapping[str, str]) -> Stamp:
    """Return what is known of `page` before it is rendered, with the digest of the HTML of each source, `held`."""
    marks = [held[text.path] for text in page.shows]
    if page.given is None:
        view = page.view(*(text.mark(mark) for text, mark in zip(page.shows, marks, strict=True)))
        names, values = _fields(view.__class__)
        lang, key, parts = view.frame.lang if "frame" in names else "", *digest.of_parts(values(view))
    else:
        names, values = _fields(page.given.__class__)
        lang, key, parts = page.given.lang, *digest.of_parts((*values(page.given), marks))
        names += " html"
    return Stamp(lang=lang, template="", key=key, names=names, parts=parts, mark="")


@cache
def _fields(kind: Any) -> tuple[str, Callable[[Any], Iterable[object]]]:
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
