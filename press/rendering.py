"""Renders the pages that changed since the last build into the same folder, and leaves the others as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from sys import intern

from press.cache import Cache
from press.kernel import digest, pool
from press.kernel.kept import kept
from press.leaves import Leaves
from press.output import Output, Staged
from press.page import Page
from press.plan import Plan
from press.request import Request, Step
from press.theme import Renderer

WIDTH = 2 * digest.SIZE
"""Characters of a digest."""
NEW = "it is new, or was not built with this cache"
LOST = "the file in the output folder is not the one that was written"


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One page as it was rendered."""

    names: str
    """The names of the things that it depends on, joined by spaces: one text for all pages of a kind."""
    digests: str
    """The digest of each, one after the other: a text loads faster than many."""
    mark: str
    """The digest of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """The pages of a site as the last build left them."""

    basis: str = ""
    """The digest of all that the pages depended on besides the texts that they show."""
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
    plan: Plan, basis: str, leaves: Leaves, renderer: Renderer, site: Output, request: Request, cache: Cache, step: Step
) -> Done:
    """Render what changed of `plan` and stage it in `site`.

    `basis` names all that the pages depend on besides the texts that they show. While it is that of the last build, only
    pages that show an edited text are looked at.
    """
    name = f"pages {request.output.resolve()}"
    before: Stamps = cache.find(name) or Stamps(held={}, pages={})
    held = leaves.held
    same = before.basis == basis

    def fine(page: Page) -> bool:
        """Return whether nothing need be computed to know that `page` is as it was."""
        stamp = before.pages.get(page.claim.file)
        return (
            same
            and stamp is not None
            and all(held[text.path] == before.held.get(text.path) for text in page.shows)
            and site.has(page.claim.file, stamp.mark)
        )

    def press(page: Page) -> tuple[str, str, str, Staged] | None:
        """Return why the page was rendered, names and digests for its stamp, and what came of it; None if it is as it was."""
        parts = renderer.parts(page, page.view(*(text.mark(held[text.path]) for text in page.shows)))
        reason = _reason(page.claim.file, parts, before.pages, site)
        if not reason:
            return None
        data = renderer.render(page, page.view(*map(leaves.html, page.shows)))
        return reason, " ".join(parts), "".join(parts.values()), site.stage(page.claim.file, data)

    doubtful, stamps = [], {}
    for page in plan.pages:
        if fine(page):
            stamps[page.claim.file] = before.pages[page.claim.file]
        else:
            doubtful.append(page)
    explained = _unexplained(request.explain, plan)
    rendered = []
    for done, (page, result) in enumerate(zip(doubtful, pool.in_order(press, doubtful, request.jobs), strict=True), 1):
        file = page.claim.file
        if result is None:
            stamps[file] = before.pages[file]
        else:
            reason, names, digests, staged = result
            site.plan(staged)
            stamps[file] = Stamp(names=intern(names), digests=digests, mark=staged.mark)
            rendered.append(page.address)
            if page.address == request.explain:
                explained = f"{page.address} was rendered: {reason}"
        step("pages", done, len(doubtful))
    site.keep({file: stamp.mark for file, stamp in stamps.items()})
    cache.keep(name, Stamps(basis=basis, held=held, pages=stamps))
    return Done(rendered=tuple(rendered), explained=explained)


def _unexplained(address: str, plan: Plan) -> str:
    """Return what is said of the page at `address` unless it is rendered."""
    if not address:
        return ""
    there = any(page.address == address for page in plan.pages)
    return f"{address} is as it was" if there else f"there is no page at {address}"


def _reason(file: str, parts: Mapping[str, str], before: Mapping[str, Stamp], site: Output) -> str:
    """Return why `file`, which now depends on `parts`, must be rendered; nothing if it is as it was."""
    if file not in before:
        return NEW
    names, digests = before[file].names.split(), before[file].digests
    known = {name: digests[place * WIDTH : (place + 1) * WIDTH] for place, name in enumerate(names)}
    changed = [name for name in parts if known.get(name) != parts[name]]
    if changed or len(known) != len(parts):
        return f"{', '.join(changed) or 'its kind'} changed"
    return "" if site.has(file, before[file].mark) else LOST
