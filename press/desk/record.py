"""Records in the ledger what has been published. Run it after publishing, with the output that was published."""

from press import ledger, manifest, recipe, source
from press.cache import Cache
from press.desk import pen
from press.request import Request


def record(request: Request) -> int:
    """Append to the ledger every address that the last build wrote and the ledger lacks; return how many.

    An address that the last build did not write, because an embargo has ended since, is left for the next time.
    """
    with Cache(request.cache) as cache:
        plan = recipe.prepare(request, source.scan(request.root), cache).agenda.plan
    written = manifest.written(request.output)
    served = [entry for file, entry in plan.promised() if file in written]
    fresh = plan.ledger.unrecorded(served)
    if fresh:
        pen.append(request.root / ledger.PATH, "".join(map(str, fresh)), heading=ledger.HEADING)
    return len(fresh)
