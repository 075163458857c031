"""Redirects from old addresses to new ones: aliases of articles and pages, renamed regions, tags and authors, and any others.

The page number after a shelf's last closed page redirects to the shelf's root, so that a closed page can link to its newer
neighbour before that exists.

A page can only send a browser on. A server that reads `_redirects` (Cloudflare Pages and others; Netlify prefers the page),
or nginx and Apache with their own files, answers with 301, and those two with 410 for a withdrawn article (RFC 9110, 15.4.2 and
15.5.11).
"""

import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote

from press.addresses import forwarding, routes
from press.addresses.routes import Claim
from press.catalogue.edition import Edition
from press.catalogue.frame import Frame
from press.catalogue.page import Page
from press.formats.directive import literal, replacement, single, word
from press.ground.filename import CONFIG
from press.kernel.value import value


@value
class RedirectView:
    """Everything that stands on a page that only redirects."""

    frame: Frame
    """What every page needs; its address is the new one."""
    target: str
    """The new address."""


@value
class MovedView:
    """What a server needs to know of old addresses."""

    moved: tuple[tuple[str, str], ...]
    """Old and new address, as a browser requests them, with the path of the site."""
    withdrawn: tuple[str, ...]
    """The addresses of tombstones, likewise."""


@value
class _Old:
    """An old address."""

    claim: Claim
    """The claim to the old address."""
    target: str
    """The new address."""
    id: str = ""
    """The permanent id of the article at the new address, if it is one."""
    final: bool = True
    """Whether the redirect is permanent: in a preview, that of a draft is not."""
    copied: bool = False
    """Whether what stands at the new address is served at the old one too, for hosts that cannot redirect."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every address that has moved, and the files that configure servers to redirect."""
    moved = list(_moved(edition))
    for old in moved:
        if not old.copied:
            yield Page(
                claim=old.claim,
                view=partial(_view, edition, old.target),
                template="redirect.html",
                recorded=old.final,
                identity=old.id,
                note=old.target,
            )
    for claim, target in _awaited(edition):
        yield Page(claim=claim, view=partial(_view, edition, target), template="redirect.html")
    pairs = tuple((old.claim.address, old.target) for old in moved)
    for name, write in (
        (routes.REDIRECTS, write_redirects),
        (routes.NGINX.replace("*", "_moved"), write_nginx),
        (routes.APACHE.replace("*", "_moved"), write_apache),
    ):
        claim = Claim(address=f"/{name}", literal=name)
        yield Page(claim=claim, view=partial(_servers, edition, pairs), write=write)


def _servers(edition: Edition, pairs: tuple[tuple[str, str], ...]) -> MovedView:
    base = edition.settings.base_path
    moved = tuple((routes.href(old, base), routes.href(new, base)) for old, new in pairs)
    gone = (card.address for card in edition.archive.cards if card.withdrawn)
    return MovedView(moved=moved, withdrawn=tuple(routes.href(address, base) for address in gone))


def write_redirects(view: MovedView) -> bytes:
    """Return the content of `_redirects`: a line for each address that has moved."""
    return "".join(f"{literal(old)} {new} 301\n" for old, new in view.moved).encode()


def write_nginx(view: MovedView) -> bytes:
    """Return what nginx includes; it compares decoded locations, and a dollar begins a variable: the last two are the query."""
    pairs = ((word(unquote(old)), word(f"{new.replace('$', '%24')}$is_args$args")) for old, new in view.moved)
    lines = [f"location = {old} {{ return 301 {new}; }}" for old, new in pairs]
    gone = "{ error_page 410 $uri; if ($status != 410) { return 410; } }"  # the tombstone is asked for at the same address
    lines += [f"location = {word(unquote(address))} {gone}" for address in view.withdrawn]
    return "".join(f"{line}\n" for line in lines).encode()


def write_apache(view: MovedView) -> bytes:
    """Return what Apache includes for the folder of the site; it compares decoded addresses, and encodes those that it sends."""
    pairs = ((word(f"^{re.escape(unquote(old))}$"), replacement(unquote(new))) for old, new in view.moved)
    lines = [f"RedirectMatch 301 {old} {new}" for old, new in pairs]
    for address in view.withdrawn:
        lines += [  # the internal request for the tombstone may have the same address, if that is a file
            f"<If \"%{{REQUEST_URI}} == {single(unquote(address))} && %{{ENV:REDIRECT_STATUS}} != '410'\">",
            f"    ErrorDocument 410 {word(f'/{routes.file_of(address)}')}",
            f"    RedirectMatch 410 {word(f'^{re.escape(unquote(address))}$')}",
            "</If>",
        ]
    return "".join(f"{line}\n" for line in lines).encode()


def _view(edition: Edition, target: str) -> RedirectView:
    return RedirectView(frame=edition.frame(target, indexed=False), target=target)


def _moved(edition: Edition) -> Iterator[_Old]:
    for card in edition.archive.cards:
        story = edition.stories[card.key]
        for claim in forwarding.former_claims(story.path, story.aliases, card.address):
            yield _Old(claim=claim, target=card.address, id=card.id, final=not story.unpublished)
    for page in edition.standalone:
        for claim in forwarding.former_claims(page.path, page.aliases, page.address):
            yield _Old(claim=claim, target=page.address)
    for kind, pairs in edition.archive.renamed.items():
        written = edition.settings.taxonomy.renamed[kind]
        for old, new in pairs.items():
            address = routes.shelf(kind, old)
            claim = Claim.of(address, CONFIG, written[old]) if old in written else Claim(address=address)
            yield _Old(claim=claim, target=routes.shelf(kind, new))
    for claim, target in forwarding.redirects(edition.redirects):
        yield _Old(claim=claim, target=target, copied=forwarding.copies_feed(claim.address, target))


def _awaited(edition: Edition) -> Iterator[tuple[Claim, str]]:
    """Yield for each shelf the address of the page that it will close next, and its root, to which it redirects until then."""
    size = edition.settings.page_sizes.index
    for shelf in edition.archive.paged:
        closed = shelf.closed(size)
        if closed:
            yield Claim(address=shelf.page_address(closed + 1)), shelf.address
