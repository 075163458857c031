"""Notifies the configured hub of every feed that changed since its last notification. Run it after publishing."""

from press import recipe
from press.addresses import routes
from press.edges import hub, manifest, source
from press.ground.filename import CONFIG
from press.ground.problems import Misconfigured, Problem
from press.kernel.value import value
from press.request import Request
from press.stages.cache import Cache


@value
class Pinged:
    """The notifications of a hub."""

    notified: tuple[str, ...]
    """The URLs of the feeds that it was notified of."""
    failed: tuple[tuple[str, str], ...]
    """URL and reason of each notification that failed; it is repeated next time."""


def ping(request: Request) -> Pinged:
    """Notify the hub of every feed of the last build whose bytes differ from those at its last notification.

    Raises `Misconfigured` if no hub is configured.
    """
    with Cache(request.cache) as cache:
        plan = recipe.prepare(request, source.scan(request.root), cache).agenda.plan
    settings = plan.edition.settings
    if not settings.feeds.hub:
        hint = "add hub: with the address of a WebSub hub under feeds, or do without one: feed readers poll by themselves"
        raise Misconfigured([Problem(path=CONFIG, what="no hub is configured", hint=hint)])
    written, pinged = manifest.written(request.output), manifest.beside(request.output, "pinged")
    before = manifest.read(pinged)
    subscribed = [page for page in plan.pages if routes.is_feed(page.address) and not routes.history_number(page.address)]
    marks = {page.claim.file: written[page.claim.file] for page in subscribed if page.claim.file in written}
    urls = {page.claim.file: routes.url(page.address, settings.base_url) for page in subscribed}
    done = {file: mark for file, mark in before.items() if file in marks}
    notified, failed = [], []
    for file, mark in marks.items():
        if before.get(file) != mark:
            reason = hub.publish(settings.feeds.hub, urls[file])
            if reason:
                failed.append((urls[file], reason))
            else:
                done[file] = mark
                notified.append(urls[file])
    manifest.keep(pinged, done)
    return Pinged(notified=tuple(notified), failed=tuple(failed))
