"""What is copied into the site unchanged: files beside articles, content/static, and the static files of the theme."""

import posixpath
from collections.abc import Mapping, Sequence, Set

from press.addresses import forwarding, routes
from press.addresses.routes import Claim
from press.articles.article import Article
from press.articles.standalone import Standalone
from press.catalogue.attachment import Attachment
from press.catalogue.settlement import Settlement
from press.edges import pictures
from press.edges.source import Sources
from press.edges.theme import Theme
from press.ground.extent import rendition_address
from press.ground.filename import STATIC
from press.promises.ledger import Ledger
from press.stages.gather import Gathered


def static(sources: Sources, theme: Theme) -> frozenset[str]:
    """Return the addresses of the files of content/static and of the `theme`."""
    return frozenset(file.path.removeprefix(STATIC) for file in sources.static).union(dict(theme.static))


def _beside(item: Article | Standalone, settled: Settlement) -> tuple[Attachment, ...]:
    """Return the files that are published beside `item`."""
    head = settled.pictures.get(item.key)
    return tuple(dict.fromkeys((*settled.texts[item.key].attachments, *([head] if head and head.source else ()))))


def beside(shown: Sequence[Article | Standalone], settled: Settlement, recorded: Set[str]) -> list[tuple[Claim, Attachment]]:
    """Return what is published beside `shown`: the claim to an address, and the file.

    A tombstone shows no files, so only those of a withdrawn article that were promised before are published.
    """
    return [
        (routes.copy(file.address, file.source), file)
        for item in shown
        for file in _beside(item, settled)
        if file.address in recorded or isinstance(item, Standalone) or item.withdrawn is None
    ]


def names(shown: Sequence[Article | Standalone], settled: Settlement) -> dict[str, list[str]]:
    """Return the names of the files beside each of `shown` that has any, by the path of the source."""
    found = {item.path: [posixpath.basename(file.source) for file in _beside(item, settled)] for item in shown}
    return {path: names for path, names in found.items() if names}


def _left_behind(
    shown: Sequence[Article | Standalone], settled: Settlement, promised: Ledger, ids: Mapping[str, str], there: Set[str]
) -> list[tuple[Claim, Attachment]]:
    """Return the files that are published a second time, at their addresses from before their article moved.

    A redirect would not do: a client that requests a picture or a table cannot read a page. Files that are `there` are not
    replaced, nor files of another article with the same name: its address is recorded with an id other than the one that `ids`
    gives this article. Standalone pages have no ids.
    """
    recorded, whose = promised.addresses, promised.ids
    found = []
    for item in shown:
        files = _beside(item, settled) if item.aliases else ()
        former = [old for old in forwarding.former(item.aliases if files else ()) if whose.get(old, "") == ids.get(item.key, "")]
        for alias in former:
            for file in files:
                address = routes.beside(alias, posixpath.basename(file.source))
                if address in recorded and address not in there:
                    found.append((routes.copy(address, file.source), file))
    return found


def of(
    gathered: Gathered,
    shown: Sequence[Article | Standalone],
    settled: Settlement,
    attachments: Sequence[tuple[Claim, Attachment]],
    promised: Ledger,
    ids: Mapping[str, str],
) -> list[tuple[Claim, str]]:
    """Return everything that is copied: the claim to an address, and the path of the file on disk.

    These are the `attachments` of what is `shown`, those left behind at `promised` addresses of articles with the same `ids`,
    the renditions of pictures, content/static and the static files of the theme.
    """
    sources, theme = gathered.sources, gathered.theme
    disk_paths = {file.path: file.disk_path for file in sources.files}
    left = _left_behind(shown, settled, promised, ids, static(sources, theme))
    copies = [(claim, disk_paths[file.source]) for claim, file in (*attachments, *left)]
    for _, file in attachments:
        if file.extent:
            for width in file.extent.rendition_widths:
                claim = routes.copy(rendition_address(file.address, width), file.source)
                copies.append((claim, pictures.rendition_path(gathered.renditions_folder, file.extent.digest, width)))
    for found in sources.static:
        copies.append((routes.copy(found.path.removeprefix(STATIC), found.path), found.disk_path))
    for address, found in theme.static:
        copies.append((routes.copy(address, found.path), found.disk_path))
    return copies
