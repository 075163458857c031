"""What a person can do about a published address that would vanish, in words. The decisions are made elsewhere."""

import posixpath
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from press.addresses import routes
from press.addresses.reference import Named
from press.config.settings import SLUG
from press.config.taxonomy import FILED
from press.ground.filename import LEDGER, composed, folded
from press.ground.moment import Moment
from press.ground.suggestion import nearest
from press.ground.uri import PATH_SAFE
from press.promises.ledger import Entry

_FEEDS = (".xml", ".rss", ".rdf", ".atom")
"""The suffixes of the feeds of other generators."""
NAMED = 3
"""How many possible replacements of a lost article are named."""


def spelled(address: str) -> str:
    """Return `address` as written in front matter: as people read it, or percent-encoded where that would be ambiguous."""
    plain = address.isprintable() and address == address.strip() and routes.canonical(address) == address
    return address if plain else quote(address, safe=PATH_SAFE)


def in_front_matter(address: str) -> str:
    """Return the line of front matter that makes `address` an alias."""
    return f'"aliases: [{spelled(address)}]"'


def redirected(address: str, new: str = "NEW-ADDRESS") -> str:
    """Return how the settings lead from `address` to the `new` one."""
    return f'add "{spelled(address)}: {new}" under redirects in config.yaml'


def brought_back(source: Named, now: Moment) -> str:
    """Return how to publish again a `source` that was published and is kept back in a build at the time `now`."""
    late = source.date is not None and source.date > now
    steps = []
    if source.date is not None and late:
        steps.append(
            f"it is dated {source.date.written}, after this build's time of {now.written}: "
            "restore the date it was published with, or correct the clock"
        )
    steps += ["take draft: out"] if source.draft else []
    return f"{', and '.join(steps)}; to retract it, mark it withdrawn{' as well' if late else ''}"


def as_before(old: str, new: str, path: str, differs_by: str) -> str:
    """Return how to give `path` its `old` address back, where the `new` one is too similar for an alias to exist beside it."""
    again = f"give {path} back its old {differs_by}"
    if composed(new) == composed(old):
        again += f", with accents {'composed (NFC)' if composed(old) == old else 'decomposed (NFD)'}"
    elif folded(old) != folded(new):
        again += ", or restore the old permalink"
    return f"{again}: the old address cannot be an alias beside the new one"


def either(address: str, paths: Sequence[str], others: int, former: str) -> str:
    """Return what to do where one of `paths`, or one of that many `others`, may have taken the place of `address`.

    `former` is the source that stood there; empty if it is unknown.
    """
    if len(paths) == 1 and not others:
        return f"add {in_front_matter(address)} to {paths[0]} if it took its place, or restore {former or 'its source'}"
    more = f", or to one of the {others} other new articles" if others else ""
    return f"add {in_front_matter(address)} to {' or to '.join(paths)}{more}, whichever took its place"


def guess(
    entry: Entry, former: str, fresh: Mapping[str, str], shelves: Mapping[str, str], possible: bool, differs_by: str
) -> str:
    """Return what to do about a vanished `entry` where nothing is known about its replacement.

    `former` is the source that stood there; empty if it is unknown. `fresh` maps new addresses to their sources, `shelves` the
    slugs of regions, tags and so on to their addresses; `possible` says whether the address can be an alias.
    """
    unservable = "" if entry.id else routes.flaw(routes.Claim(address=entry.address, path=""))
    remedy = f"take the line out of {LEDGER}: {unservable}" if unservable else _of_no_article(entry, possible)
    remedy = remedy or _of_shelf(entry, shelves)
    if remedy:
        return remedy
    by_tail = {tail(address): source for address, source in fresh.items()}
    alike = nearest(tail(entry.address), by_tail)
    source = by_tail[alike[0]] if alike else next(iter(fresh.values())) if len(fresh) == 1 else ""
    if not possible:
        return _impossible(entry.address, former, fresh, source, differs_by)
    if source:
        old = former or ("the page" if entry.kind == "pages" else "the article")
        return f"add {in_front_matter(entry.address)} to {source} if it took its place, or restore {old}"
    if entry.kind in {"pages", "feeds", "shelves"}:
        return f"restore its source, or {redirected(entry.address)}"
    alias = f"add {in_front_matter(entry.address)} to the article that took its place"
    return f"restore {former or 'its source'}, and mark it withdrawn if readers are not to see it, or {alias}"


def _of_shelf(entry: Entry, shelves: Mapping[str, str]) -> str:
    """Return how to lead from the address of an `entry` to the one of `shelves` with its name; an empty string if none has it.

    Another generator had it elsewhere, and probably many like it: the pattern leads from all of these.
    """
    slug = posixpath.splitext(tail(entry.address))[0]
    if entry.kind != "pages" or slug not in shelves or SLUG in entry.address:
        return ""
    before, _, after = entry.address.rpartition(slug)
    kind, _ = routes.shelf_at(shelves[slug])
    return f"{redirected(spelled(before) + SLUG + after, routes.shelf(kind, SLUG))}, if it listed the same, or restore its source"


def _of_no_article(entry: Entry, possible: bool) -> str:
    """Return what to do about an `entry` that is the old name of a shelf, an alias or a file; an empty string for any other."""
    group, old = routes.shelf_served_at(entry.address)
    new = routes.shelf_at(entry.target)[1] if entry.is_alias and not entry.id else "NEW-SLUG"
    if group in FILED and new and not entry.is_article:
        return f'add "{old}: {new}" under aliases.{group} in config.yaml, or restore it'
    if entry.is_alias and possible:
        alias = f"add {in_front_matter(entry.address)} to the {'article' if entry.id else 'page'} now found at {entry.target}"
        if entry.id:
            return alias
        instead = redirected(entry.address, entry.target)
        return f"{alias}, or {instead}" if Entry(address=entry.target).kind == "pages" else instead
    if entry.kind == "downloads" and tail(entry.address).endswith(_FEEDS):
        return f"put the file at content/static{entry.address}, or {redirected(entry.address)}"
    if entry.kind == "downloads" and "." in tail(entry.address):
        return f"link to the file again from its article if that still exists, or put the file at content/static{entry.address}"
    return ""


def _impossible(address: str, former: str, fresh: Mapping[str, str], source: str, differs_by: str) -> str:
    for new, path in fresh.items():
        if folded(address) == folded(new):
            return as_before(address, new, path, differs_by)
    source = f", which may be {source}" if source and not former else ""
    return f"restore {former or 'its source'}{source}: an address so like another cannot be an alias"


def tail(address: str) -> str:
    """Return the last part of `address`."""
    return address.rstrip("/").rsplit("/", 1)[-1]
