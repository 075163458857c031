"""Finds dead links: to an address that is not served, or to an id that is not there. Knows nothing of how they are written."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from press.addresses import routes
from press.addresses.reference import MOST_ALIKE, Failure
from press.addresses.routes import Claim
from press.catalogue.links import Text, Wanted, Where, alike_id, problem, readdressed
from press.catalogue.page import Page
from press.config.attachments import PICTURES
from press.ground.filename import STATIC
from press.ground.problems import Problem
from press.ground.suggestion import nearest, offer, rationed
from press.ground.uri import path_of
from press.kernel.value import value


@value
class Served:
    """What links can lead to."""

    ids: Mapping[str, frozenset[str] | None]
    """The ids at each address.

    Those of a copied file are None: unknown, since a fragment may name a page of a PDF or a row of a table.
    """

    @classmethod
    def of(cls, pages: Iterable[Page], copies: Iterable[Claim]) -> "Served":
        """Return what `pages` and `copies` serve."""
        copied = [claim.address for claim in copies]
        made = {page.address: page.anchors for page in pages}
        return cls(ids=made | dict.fromkeys((*copied, *map(routes.folder, copied)), None))

    def holds(self, address: str) -> bool:
        """Return whether a reader is served at `address`, which a server may correct."""
        return routes.canonical(address) in self.ids or self.ids.get(address, frozenset()) is None

    def lacks(self, want: Wanted) -> bool:
        """Return whether the link that is wanted is dead."""
        there = self.ids.get(want.address, frozenset())
        return want.address not in self.ids or bool(want.anchor and there is not None and want.anchor not in there)

    def advice(self, address: str, otherwise: str = "", *, alike: bool = True) -> str:
        """Return what to do about `address`, which is dead to readers: to write one `alike`, or else what `otherwise` says.

        If it is served all the same, it is a file without suffix that is made for servers and never shown.
        """
        if address in self.ids:
            return "take the link out: that file is only for servers"
        if posixpath.splitext(address)[1].lower() in PICTURES:
            otherwise = f"put the picture at {STATIC}{address}"
        return offer(_alike(address, self.ids) if alike else (), otherwise or "no page of this site has that address")


def taken_out(texts: Mapping[str, Text], dead: Iterable[Wanted], served: Served) -> dict[str, Text]:
    """Return `texts`, whose tolerated `dead` links have no address, or only that of their page if it lacks the id."""
    tolerated = (want for want in dead if want.tolerated)
    return readdressed(texts, tolerated, lambda want, address: address.partition("#")[0] if want.address in served.ids else None)


def problems(dead: Iterable[Wanted], served: Served, where: Where) -> Iterator[Problem]:
    """Yield a problem for each of the `dead` links of texts: a warning if it is tolerated."""
    helped = rationed()
    for want in dead:
        for_all = ""
        if want.address not in served.ids:
            written = path_of(want.link.target)
            exact = want.address if written.endswith("/") else want.address.removesuffix("/")
            hint = served.advice(exact, alike=helped())
            failure = Failure(what=f'the link "{want.link.target}" leads nowhere', hint=hint)
            for_all = f'add "{exact}: NEW-ADDRESS" under redirects in config.yaml'
            for_all += "" if want.tolerated or want.link.picture else ", or set adoption.dead_links: warning"
        else:
            hint = alike_id(want.anchor, served.ids[want.address] or frozenset(), "remove the # and what follows it")
            failure = Failure(what=f'"{want.address}" has nothing with the id "{want.anchor}"', hint=hint)
        yield problem(failure, want.link, want.path, where, warning=want.tolerated, for_all=for_all)


def _alike(address: str, known: Iterable[str]) -> Sequence[str]:
    """Return those of `known` whose last part is like that of `address`, pages for a page and files for a file.

    Two articles are not alike because they are of one month.
    """
    name, is_page = _last(address)
    by_name: dict[str, list[str]] = defaultdict(list)
    for other in known:
        last, same = _last(other)
        if same == is_page:
            by_name[last].append(other)
    found = [other for last in nearest(name, by_name) for other in by_name[last]]
    return found if len(found) <= MOST_ALIKE else nearest(address, found)


def _last(address: str) -> tuple[str, bool]:
    """Return the last part of `address`, without its suffix, and whether it is that of a page."""
    if address.endswith("/"):
        return posixpath.basename(address[:-1]), True
    name, suffix = posixpath.splitext(posixpath.basename(address))
    return name, suffix in {"", *routes.PAGES}
