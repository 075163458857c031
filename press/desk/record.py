"""Records in the ledger what has been published. Run it after publishing, with the output that was published."""

from press import ledger, manifest, recipe, source
from press.cache import Cache
from press.desk import pen
from press.problems import OutputRefused
from press.request import Request


def record(request: Request) -> int:
    """Append to the ledger every address that the last build wrote and the ledger lacks; return how many.

    An address that the last build did not write, because an embargo has ended since, is left for the next time. Raises
    `OutputRefused` if nothing was built, or if a page was that the sources do not make any more: nothing would say whose it is.
    """
    with Cache(request.cache) as cache:
        plan = recipe.prepare(request, source.scan(request.root), cache).agenda.plan
    written = manifest.written(request.output)
    if not written:
        raise OutputRefused(f"nothing was built into {request.output} (build and publish first, or say which --output was)")
    made = {page.claim.file for page in plan.pages} | {claim.file for claim, _ in plan.copies}
    stray = next((path for path in sorted(written) if path.endswith(".html") and path not in made), None)
    if stray:
        raise OutputRefused(
            f"{request.output} holds {stray}, which the sources do not make any more: they have changed since it was built "
            "(record before you edit what was published, or build, publish and record again)"
        )
    served = [entry for file, entry in plan.promised() if file in written]
    fresh = plan.ledger.unrecorded(served)
    if fresh:
        pen.append(request.root / ledger.PATH, "".join(map(str, fresh)), heading=ledger.HEADING)
    return len(fresh)
