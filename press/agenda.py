"""A plan as it is followed: kept from one build to the next, so that what changed is found without loading the rest.

Beside the whole plan lies a summary of it, and each page that shows a text lies there alone: an edit of a text loads the
pages that show it and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from press import routes
from press.cache import Cache
from press.kernel import apart, digest
from press.page import Page
from press.problems import Problem
from press.request import Span
from press.routes import Claim

if TYPE_CHECKING:  # to decide takes all kinds of page, and a build that finds its plan does not
    from press.plan import Plan

Alone = tuple[str, Sequence[str] | None]
"""The key under which a page is kept alone, and the names of what lies apart from it; None if it is not kept so."""
FEW = 500
"""More pages than this are loaded faster with the whole plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What every build must know of its plan."""

    name: str
    """What the plan was made from, as a digest."""
    span: Span
    """The times between which it is the same."""
    copies: tuple[tuple[Claim, str], ...]
    """What is copied: the claim to an address, and the file."""
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
    warnings: tuple[Problem, ...]
    """What an author may want to mend."""


def _summary(plan: Plan, name: str) -> Summary:
    """Return what every build must know of `plan`, which was made from what has that `name`."""
    return Summary(
        name=name,
        span=plan.span,
        copies=plan.copies,
        articles=len(plan.edition.archive.cards),
        drafts=plan.drafts,
        embargoed=plan.embargoed,
        pages=sum(1 for page in plan.pages if page.template),
        feeds=sum(1 for page in plan.pages if routes.is_feed(page.address)),
        warnings=plan.warnings,
    )


class Agenda:
    """The plan of a build, kept or decided now. The whole of it is loaded, or decided, only when it is asked for."""

    def __init__(self, slot: str, name: str, now: datetime, cache: Cache, decide: Callable[[], Plan]) -> None:
        """Find in `cache`, at `slot`, the plan that was made from what has that `name` and is that of `now`; else `decide`."""
        self._slot, self._cache, self._decide = slot, cache, decide
        self._plan: Plan | None = None
        kept: Summary | None = cache.find(f"{slot}, summary")
        self.decided = kept is None or kept.name != name or not kept.span.holds(now)
        """Whether the plan was made now. Only then has the cache been asked for all that is still of use, and may be pruned."""
        if kept is None or self.decided:
            self._plan = decide()
            kept = _summary(self._plan, name)
            cache.keep(f"{slot}, summary", kept)
            cache.keep(slot, (name, self._plan))
        self.summary = kept
        """What every build must know of it."""
        self.digest = digest.of((name, kept.span))
        """Names the plan."""

    @property
    def plan(self) -> Plan:
        """The whole plan."""
        if self._plan is None:
            name, plan = self._cache.find(self._slot) or ("", None)
            self._plan = plan if plan and name == self.summary.name else self._decide()
        return self._plan

    def pages(self, wanted: Mapping[str, Alone]) -> Sequence[Page]:
        """Return the pages that are the files `wanted`: each alone if all are kept so and few, else with the whole plan."""
        if self._plan is None and len(wanted) <= FEW and all(names is not None for _, names in wanted.values()):
            found = _loaded_alone(wanted.values(), self._cache)
            if found is not None:
                return found
        return [page for page in self.plan.pages if page.claim.file in wanted] if wanted else ()


def _loaded_alone(wanted: Collection[Alone], cache: Cache) -> Sequence[Page] | None:
    """Return the pages that are kept under the keys in `wanted`, or None if anything of them is lost."""
    keys = [key for key, _ in wanted]
    rows = cache.find_all([*keys, *{name for _, names in wanted for name in names or ()}])
    made: dict[str, object] = {}
    try:
        return [apart.unpack(rows[key], rows, made) for key in keys]
    except Exception:  # not only a part that is missing: a damaged file can make a pickle raise anything
        return None


def packed_alone(page: Page, key: str, known: Container[str]) -> tuple[tuple[str, ...], Mapping[str, bytes]]:
    """Return the names of what lies apart from `page`, and what to keep: the page under `key`, and what is not yet `known`."""
    packed, found = apart.pack(page)
    rows = {key: packed} | {name: apart.pack(part)[0] for name, part in found.items() if name not in known}
    return tuple(found), rows
