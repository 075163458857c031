"""Records in the ledger what has been published. Run it after publishing, with the output that was published."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import dropwhile
from typing import TYPE_CHECKING

from press import recipe
from press.addresses import routes
from press.desk import pen
from press.edges import manifest, source
from press.formats import xmlfeed
from press.ground.feedformat import RSS
from press.ground.filename import LEDGER
from press.ground.problems import Refused
from press.promises import ledger
from press.promises.ledger import Entry
from press.promises.tenure import Tenure
from press.request import Request
from press.stages.cache import Cache

if TYPE_CHECKING:  # import cost: Plan pulls in all kinds of page, and finding an earlier plan does not need them
    from press.stages.plan import Plan

BEFORE = "return to the published sources with git stash -u or git checkout, or pass the same --now; record; then come back"
CHANGED = (
    ": the sources have changed since it was built, or it was built with --drafts or another --now "
    f"({BEFORE}. If it was not published yet, build without --drafts, publish, and record)"
)
OTHERWISE = (
    ": lines were added to the ledger since it was built, or it was built without them (build, publish and record again, "
    "so that what they promise is served)"
)


def record(request: Request) -> int:
    """Append to the ledger every address that the last build wrote and the ledger lacks; return the number of lines.

    An article whose source has a new name is noted again, with that name; one at an address recorded as an alias, a page or a
    shelf is noted as an article. An address that the last build did not write, because an embargo has ended since, is left for
    the next time.

    Raises `Refused` if nothing was built; if the ledger is lost; if a page was built that the sources no longer produce, as its
    owner is unknown; or if a document of the history was built with other articles than it should hold, or an article now comes
    before others that were built: the history would not be divided as it was published.
    """
    with pen.held(request.root):
        return _recorded(request)


def _recorded(request: Request) -> int:
    with Cache(request.cache) as cache:
        plan = recipe.prepare(request, source.scan(request.root), cache).agenda.plan
    written = manifest.written(request.output)
    if not written:
        raise Refused(f"nothing was built into {request.output} (build and publish first, or pass the --output that was used)")
    known, bound = plan.ledger.addresses, plan.ledger.bound
    promised = list(plan.promised())
    entering = [(file, entry) for file, entry in promised if entry.address not in (bound if entry.is_article else known)]
    amiss = _stray(plan, written) or _behind(entering, written) or _otherwise(request, plan, written)
    if amiss:
        raise Refused(f"{request.output} {amiss}")
    tenure = Tenure(plan.ledger)
    fresh = [entry for file, entry in entering if file in written]
    fresh += [
        entry for file, entry in promised if file in written and entry.is_article and tenure.renamed(entry.address, entry.source)
    ]
    if fresh:
        pen.append(request.root / LEDGER, "".join(map(str, fresh)), heading=ledger.HEADING)
    if fresh or known:
        count = len(known.union(entry.address for entry in fresh))
        manifest.keep(manifest.beside(request.output, "recorded"), {LEDGER: f"{count}"})
    return len(fresh)


def _stray(plan: Plan, written: Iterable[str]) -> str:
    """Return what is wrong if `written` has a page or a document of the history that `plan` does not make; else nothing."""
    made = {page.claim.file for page in plan.pages} | {claim.file for claim, _ in plan.copies}
    past = routes.HISTORY.lstrip("/")
    known = (path for path in sorted(written) if path.endswith(".html") or path.startswith(past))
    stray = next((path for path in known if path not in made), "")
    return f"contains {stray}, which the sources no longer produce{CHANGED}" if stray else ""


def _behind(entering: Iterable[tuple[str, Entry]], written: Container[str]) -> str:
    """Return what is wrong if one of the articles `entering` was not `written`, but a later one was; else nothing."""
    behind = list(dropwhile(written.__contains__, (file for file, entry in entering if entry.is_article)))
    mixed = any(file in written for file in behind)  # the documents of the history were divided differently
    return f"lacks {behind[0]}, which comes before articles that it contains{CHANGED}" if mixed else ""


def _otherwise(request: Request, plan: Plan, written: Container[str]) -> str:
    """Return what is wrong if a document of the history was `written` with other articles than in `plan`; else nothing."""
    recorded = plan.ledger.addresses
    for number, run in enumerate(plan.edition.chronicle.closed, 1):
        address = routes.history(number, RSS.file)
        file = routes.file_of(address)
        there = xmlfeed.ids(manifest.content(request.output, file)) if file in written else frozenset()
        if (file in written or address in recorded) and there != {entered.id for entered in run}:
            whose, why = (f"{LEDGER} says", OTHERWISE) if address in recorded else ("the sources give", CHANGED)
            return f"has other articles in {address} than {whose}{why}"
    return ""
