"""Says why there is no page for an address or a source that a person asks about. Knows nothing of why a page is rendered."""

from collections.abc import Iterable
from pathlib import Path

from press.addresses import routes
from press.articles.article import Article
from press.edges import source
from press.ground.filename import is_text
from press.ground.moment import Moment
from press.ground.site import Site
from press.ground.suggestion import suggestion
from press.stages.leaves import Leaves


def sought(typed: str, root: Path, leaves: Leaves, site: Site) -> str:
    """Return the address that a person `typed`, or that of the source below `root` whose path that is."""
    known = leaves.all().get(source.located(typed, root)) if is_text(typed) else None
    return known.item.address if known and known.item else routes.local(typed, site)


def absence(address: str, leaves: Leaves, addresses: Iterable[str], now: Moment) -> str:
    """Return why there is no page at `address` at the time `now`: a page stands at each of `addresses`."""
    items = {path: leaf.item for path, leaf in leaves.all().items() if leaf.item}
    what = f"there is no page at {address}"
    for path, item in items.items():
        if isinstance(item, Article) and item.address == address:
            return f"{what}: {path} is {f'not published until {item.date.written}' if item.is_awaited(now) else 'a draft'}"
    hint = suggestion(address, [*addresses, *items])
    return f"{what} ({hint})" if hint else what
