"""Records in the ledger what has been published. Run it after publishing, with the output that was published."""

from itertools import dropwhile

from press import ledger, manifest, recipe, source
from press.cache import Cache
from press.desk import pen
from press.problems import Refused
from press.request import Request
from press.tenure import Tenure

CHANGED = (
    ": the sources have changed since it was built, or it was built with --drafts or another --now "
    "(record before you edit what was published, or build, publish and record again)"
)


def record(request: Request) -> int:
    """Append to the ledger every address that the last build wrote and the ledger lacks; return how many lines.

    An article whose file has another name than the ledger knows is noted once more, with that.
    An address that the last build did not write, because an embargo has ended since, is left for the next time. Raises
    `Refused` if nothing was built; if a page was that the sources do not make any more, for nothing would say whose it is;
    or if an article has come before others that were built: the history would not be divided as it was published.
    """
    with pen.held(request.root):
        return _recorded(request)


def _recorded(request: Request) -> int:
    with Cache(request.cache) as cache:
        plan = recipe.prepare(request, source.scan(request.root), cache).agenda.plan
    written = manifest.written(request.output)
    if not written:
        raise Refused(f"nothing was built into {request.output} (build and publish first, or say which --output was)")
    made = {page.claim.file for page in plan.pages} | {claim.file for claim, _ in plan.copies}
    stray = next((path for path in sorted(written) if path.endswith(".html") and path not in made), None)
    if stray:
        raise Refused(f"{request.output} holds {stray}, which the sources do not make any more{CHANGED}")
    known, tenure = plan.ledger.addresses(), Tenure(plan.ledger)
    promised = list(plan.promised())
    entering = [(file, entry) for file, entry in promised if entry.address not in known]
    fresh = [entry for file, entry in entering if file in written]
    fresh += [
        entry for file, entry in promised
        if file in written and entry.is_article and entry.address in known and tenure.renamed(entry.address, entry.key)
    ]  # fmt: skip
    behind = list(dropwhile(written.__contains__, (file for file, entry in entering if entry.is_article)))
    if any(file in written for file in behind):  # the documents of the history were divided otherwise
        raise Refused(f"{request.output} lacks {behind[0]}, which comes before articles that it has{CHANGED}")
    if fresh:
        pen.append(request.root / ledger.PATH, "".join(map(str, fresh)), heading=ledger.HEADING)
    return len(fresh)
