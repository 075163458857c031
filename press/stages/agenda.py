"""The plan of a build, kept for the next one, so that it need not be loaded whole to find what changed.

The cache holds the whole plan, a summary of it and, one by one, each page that shows a text: after an edit of a text only the
pages that show it are loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.page import Page
from press.ground.problems import Problem
from press.kernel import apart, digest
from press.kernel.value import value
from press.request import Counts, KeptBack, Span
from press.stages.cache import Cache

if TYPE_CHECKING:  # deciding imports all kinds of page; a build that finds its plan does without
    from press.stages.gather import Gathered
    from press.stages.plan import Plan

Alone = tuple[str, Sequence[str] | None]
"""The cache key of a page stored alone, and the names of its shared parts; None if it is not stored alone."""
FEW = 500
"""If more pages than this are wanted, loading the whole plan is faster."""


@value
class Summary:
    """What every build must know of its plan."""

    name: str
    """The digest of what the plan was made from."""
    span: Span
    """The period in which it stays the same."""
    copies: tuple[tuple[Claim, str], ...]
    """The files to copy: the claim to an address, and the path on disk."""
    counts: Counts
    """How much is published, and kept back."""
    kept_back: tuple[KeptBack, ...]
    """The articles that are not published yet."""
    warnings: tuple[Problem, ...]
    """What an author may want to fix."""
    located: Mapping[str, str]
    """The digest of each source in which the line of a warning was found."""

    def holds(self, name: str, now: datetime, contents: Callable[[Iterable[str]], Mapping[str, str]]) -> bool:
        """Return whether the plan is still the one of what has the digest `name`, at `now`, with `contents` of sources."""
        return self.name == name and self.span.holds(now) and contents(self.located) == self.located


def _summary(plan: Plan, name: str) -> Summary:
    """Return the summary of `plan`; `name` is the digest of what it was made from."""
    return Summary(
        name=name,
        span=plan.span,
        copies=plan.copies,
        counts=Counts(
            articles=len(plan.edition.archive.cards),
            drafts=sum(1 for item in plan.kept_back if item.until is None),
            embargoed=sum(1 for item in plan.kept_back if item.until),
            pages=sum(1 for page in plan.pages if page.template),
            feeds=sum(1 for page in plan.pages if routes.is_feed(page.address)),
        ),
        kept_back=plan.kept_back,
        warnings=plan.warnings,
        located=plan.located,
    )


class Agenda:
    """The plan of a build. One that was found is loaded whole only when that is needed."""

    def __init__(self, summary: Summary, plan: Plan | None, load: Callable[[], Plan], cache: Cache) -> None:
        """Take over the plan with this `summary`: `plan` if it was decided now, otherwise what `load` returns."""
        self.summary = summary
        """What every build must know of the plan."""
        self.decided = plan is not None
        """Whether the plan was decided now. Only then was the cache asked for everything needed, and may be pruned."""
        self.digest = digest.of((summary.name, summary.span, summary.located))
        """The digest that identifies the plan."""
        self._plan, self._load, self._cache = plan, load, cache

    @property
    def plan(self) -> Plan:
        """The whole plan."""
        self._plan = self._plan or self._load()
        return self._plan

    def pages(self, wanted: Mapping[str, Alone]) -> Sequence[Page]:
        """Return the pages with the files `wanted`: one by one if they are few and all stored alone, else from the whole plan."""
        if self._plan is None and len(wanted) <= FEW and all(names is not None for _, names in wanted.values()):
            found = _loaded_alone(wanted.values(), self._cache)
            if found is not None:
                return found
        return [page for page in self.plan.pages if page.claim.file in wanted] if wanted else ()


def find(slot: str, gathered: Gathered, now: datetime, cache: Cache, decide: Callable[[], Plan]) -> Agenda:
    """Return the plan at `slot` in `cache` if it is that of what was `gathered`, and holds at `now`; otherwise `decide` it."""
    name = gathered.digest
    kept: Summary | None = cache.find(f"{slot}, summary")

    def loaded() -> Plan:
        of, plan = cache.find(slot) or ("", None)
        return plan if plan and of == name else decide()

    if kept is not None and kept.holds(name, now, gathered.leaves.content_digests):
        return Agenda(kept, None, loaded, cache)
    plan = decide()
    summary = _summary(plan, name)
    cache.keep(f"{slot}, summary", summary)
    cache.keep(slot, (name, plan))
    return Agenda(summary, plan, loaded, cache)


def _loaded_alone(wanted: Collection[Alone], cache: Cache) -> Sequence[Page] | None:
    """Return the pages that are stored under the keys in `wanted`, or None if a part of any is lost."""
    keys = [key for key, _ in wanted]
    rows = cache.find_all([*keys, *{name for _, names in wanted for name in names or ()}])
    made: dict[str, object] = {}
    try:
        return [apart.unpack(rows[key], rows, made) for key in keys]
    except KeyError:  # a part is lost
        return None


def packed_alone(page: Page, key: str, known: Container[str]) -> tuple[tuple[str, ...], Mapping[str, bytes]]:
    """Return the names of the shared parts of `page`, and the rows to store: the page under `key`, and parts not yet `known`."""
    packed, found = apart.pack(page)
    rows = {key: packed} | {name: apart.pack(part)[0] for name, part in found.items() if name not in known}
    return tuple(found), rows
