"""What an old address alone tells of the article that stood there, and which article that is. Knows nothing of ids.

An address without an id in the ledger was never that of an article here, but it may be one from the sitemap of another generator.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from math import inf

from press.addresses import routes
from press.ground import slug
from press.kernel.value import value
from press.promises.ledger import Entry, Ledger
from press.promises.remedy import tail


@value
class Present:
    """What an article that would be published can be recognised by."""

    path: str
    """Its source."""
    key: str
    """Its name in references."""
    slug: str
    """Its slug."""
    address: str
    """Where it stands."""
    id: str
    """The permanent id that it is bound to: recorded for one of its addresses, or given by its author. Empty if there is none."""
    firm: bool
    """Whether it can have no other id: if not, it is bound only through an old address, which it may have taken over."""
    dated: tuple[int, ...]
    """The year and the month of its date."""
    files: tuple[str, ...]
    """The names of the files beside it."""
    merged: frozenset[str]
    """The permanent ids recorded for its aliases: what replaced an article at one address replaces it at all of them."""


Doubt = tuple[Present, Sequence[Present]]
"""What may have taken the place of an address: the likely article, and all others."""


def date_parts(address: str) -> tuple[int, ...]:
    """Return the year, or year and month, that an address names before its last part; an empty tuple if it names none."""
    match = _DATED.search(posixpath.dirname(address.rstrip("/")) + "/")
    return tuple(int(part) for part in match.groups() if part) if match else ()


def slugs(address: str) -> tuple[str, str]:
    """Return the possible slugs of an article at `address`: the last part, with and without its suffix."""
    last = tail(address)
    return last, posixpath.splitext(last)[0]


def alias(address: str) -> str:
    """Return the alias that answers at `address`, which may lack its slash or name the file of its folder."""
    folder = routes.folder(address)
    return folder if folder.endswith("/") or "." in tail(folder) else f"{folder}/"


_DATED = re.compile(r"/([0-9]{4})(?:[/-](0[1-9]|1[0-2]))?(?=[/-])")
_SPELLING = re.compile(r"(?:/index\.html?|\.html?|/)$")


def _bare(address: str) -> str:
    """Return `address` without the end in which its spellings differ: a slash, the file of a folder, the suffix of a page."""
    return _SPELLING.sub("", address)


def _date(address: str) -> tuple[int, ...]:
    """Return what `date_parts` does, whatever the spelling of `address`."""
    return date_parts(_bare(address))


def heirs(
    gone: Iterable[Entry], promised: Ledger, served: Set[str], present: Iterable[Present], kept_back: Set[str]
) -> tuple[dict[str, Present], dict[str, Doubt]]:
    """Return the articles of those addresses of `gone` that have no id: those that are certain, and those in doubt.

    The last part of the address must be the slug of one article alone, or of one alone in the month that the address names, and
    the article must be of the year or month named; no other old address may fit it as well. One that names no month counts only
    before the first article is recorded, and one that names no year only if nothing else `served` or `promised` has that last
    part. Below the first article in the ledger, nothing tells an old address from that of a page that was recorded here.
    `kept_back` are the slugs of what would not be published.
    """
    bearers: dict[str, list[Present]] = defaultdict(list)
    of_month: dict[tuple[str, tuple[int, ...]], list[Present]] = defaultdict(list)
    for item in present:
        bearers[_in_latin(item.slug)].append(item)
        of_month[_in_latin(item.slug), item.dated].append(item)
    ids = promised.ids
    begun = min((entry.line for entry in promised.entries if entry.is_article), default=inf)
    fitting: dict[str, Sequence[Present]] = {}
    for entry in gone:
        stem, date = _stem(entry.address), _date(entry.address)
        found = of_month.get((stem, date)) or bearers.get(stem)
        if found and entry.line < begun and _may_be_article(entry, ids):
            fitting[entry.address] = found
    named = 2 if begun < inf else 0  # whether an address must name year and month
    only = {
        address: found[0]
        for address, found in fitting.items()
        if len(found) == 1 and found[0].slug not in kept_back and len(_date(address)) >= named
    }
    undated = {address: heir for address, heir in only.items() if not _date(address)}
    dated = {address: heir for address, heir in only.items() if _date(address) and _agrees(address, heir)}
    certain = _uncontested(dated, promised, ids) | _alone(undated, promised, served)
    doubts = {last: (found[0], found[1:]) for last, found in bearers.items()}  # each shared by all addresses in doubt
    return certain, {address: doubts[_in_latin(found[0].slug)] for address, found in fitting.items() if address not in certain}


def _uncontested(dated: Mapping[str, Present], promised: Ledger, ids: Mapping[str, str]) -> dict[str, Present]:
    """Return those of `dated` whose article no other old address fits, served or not, except in another spelling."""
    bearers: dict[str, dict[str, Present]] = defaultdict(dict)
    for heir in dated.values():
        bearers[_in_latin(heir.slug)][heir.path] = heir
    fits: dict[str, set[str]] = defaultdict(set)
    for entry in promised.entries if dated else ():
        if _date(entry.address) and _may_be_article(entry, ids):
            for path, heir in bearers.get(_stem(entry.address), {}).items():
                if _agrees(entry.address, heir):
                    fits[path].add(_bare(entry.address))
    return {address: heir for address, heir in dated.items() if len(fits[heir.path]) == 1}


def _may_be_article(entry: Entry, ids: Mapping[str, str]) -> bool:
    """Return whether an article may have stood at the address of `entry`, which has no id, and is not a file beside another."""
    folder = posixpath.dirname(entry.address)
    alone = not entry.id and entry.kind in {"pages", "downloads"}
    return alone and f"{folder}/" not in ids and f"{folder}.html" not in ids


def _stem(address: str) -> str:
    """Return the last part of `address`, without the suffix of a page; empty for a number, which may be a day or a page.

    One in another script is written in Latin letters, as slugs are by default, whatever other generators do.
    """
    last = tail(_bare(address))
    return "" if last.isdecimal() else _in_latin(last)


@lru_cache(maxsize=1 << 16)
def _in_latin(last: str) -> str:
    return last if last.isascii() else slug.make(last)


def _agrees(address: str, heir: Present) -> bool:
    date = _date(address)
    return heir.dated[: len(date)] == date


def _alone(undated: Mapping[str, Present], promised: Ledger, served: Set[str]) -> dict[str, Present]:
    """Return those of `undated` whose last part no other address has, except that at which the article now stands."""
    stems = {_stem(address) for address in undated}
    recorded: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    for addresses, found in ((promised.addresses, recorded), (served, others)) if stems else ():
        for address in addresses:
            if (stem := _stem(address)) in stems:
                found[stem].add(_bare(address))
    return {
        address: heir
        for address, heir in undated.items()
        if recorded[stem := _stem(address)] | others[stem] - {_bare(heir.address)} == {_bare(address)}
    }
