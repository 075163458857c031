"""Resolves the symbolic links of a text: to an article, a page, a file beside it, or an address of this site."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Unpack
from urllib.parse import unquote

from press.addresses import routes
from press.addresses.reference import Failure, Named, Register
from press.catalogue import shortlink
from press.catalogue.attachment import Attachment, Attachments, no_picture
from press.ground import unbroken
from press.ground.extent import Extent
from press.ground.filename import is_text
from press.ground.problems import Manner, Problem
from press.ground.site import Site
from press.ground.suggestion import nearest, offer
from press.ground.uri import is_local, path_of
from press.kernel.value import value
from press.text import figures, manuscript, placeholders
from press.text.prose import Link, Outline
from press.text.scrolling import scrollable

Where = Callable[[str, Link], tuple[int, int]]
"""Returns line and column of a link in the source file at that path. Called only for links that are wrong."""


@value
class Wanted:
    """An address that a text links to: it must be served, and have the anchor."""

    address: str
    """The address without its fragment."""
    anchor: str
    """The fragment; empty if there is none."""
    path: str
    """The source of the text."""
    link: Link
    """The link, by which its place in the text is found."""
    number: int
    """Which link of the text it is, counted from 0."""
    tolerated: bool
    """Whether the text is published without it if it is dead."""


@value
class Text:
    """The text of one source with its links resolved. Its HTML is passed separately, and only for rendering."""

    path: str
    """The source."""
    anchors: frozenset[str]
    """The ids in it."""
    addresses: tuple[str | None, ...]
    """For each link: a site address, a fragment of the same page, an address as written, or None if it leads nowhere."""
    extents: tuple[Extent | None, ...]
    """For each link: the size of the picture that it shows."""
    attachments: tuple[Attachment, ...]
    """The files that it links to or shows."""

    def on_page(self, html: str, lang: str, base_path: str) -> str:
        """Return the symbolic `html` of the text, which is in the language `lang`, resolved for a page of the site."""
        addresses = [address and routes.href(address, base_path) for address in self.addresses]
        resolved = placeholders.resolved(unbroken.dates(html, lang), addresses, self.extents, renditions=True)
        return figures.enlargeable(scrollable(resolved))

    def in_feed(self, html: str, own: str, base_url: str) -> str:
        """Return the symbolic `html` of the text at the address `own`, resolved with absolute URLs only."""
        addresses = [None if address is None else _absolute(address, own, base_url) for address in self.addresses]
        return placeholders.resolved(html, addresses, self.extents, renditions=False)


def readdressed(texts: Mapping[str, Text], some: Iterable[Wanted], new: Callable[[Wanted, str], str | None]) -> dict[str, Text]:
    """Return `texts`, in which the links of `some` have another address: what `new` returns for the link and its address."""
    of_text: dict[str, list[Wanted]] = defaultdict(list)
    for want in some:
        of_text[want.path].append(want)

    def changed(text: Text) -> Text:
        addresses = list(text.addresses)
        for want in of_text[text.path]:
            address = addresses[want.number]
            addresses[want.number] = address and new(want, address)
        return replace(text, addresses=tuple(addresses))

    return {key: changed(text) if text.path in of_text else text for key, text in texts.items()}


def _absolute(address: str, own: str, base_url: str) -> str:
    if not address or address[0] in "#?":  # of the page itself
        return routes.url(own + address, base_url)
    if address.startswith("//"):
        return f"https:{address}"
    return routes.url(address, base_url)


class Resolver:
    """Resolves the links of texts. Knows the register, the files beside articles and the addresses that have moved."""

    def __init__(
        self,
        register: Register,
        attachments: Attachments,
        moved: Mapping[str, str],
        site: Site,
        where: Where,
        *,
        short: Mapping[str, str],
        tolerant: bool,
    ) -> None:
        """Resolve among the articles of `register` and the files of `attachments`; `moved` maps old addresses to present ones.

        `short` has the address for each query of a short link that means an article. If it is `tolerant`, a link that leads
        nowhere is published without an address, with a warning.
        """
        self.register, self.attachments = register, attachments
        self._moved = moved
        self._site = site
        self._where, self._short, self._tolerant = where, short, tolerant

    def settle(self, text: Outline, source: Named, wanted: list[Wanted], problems: list[Problem]) -> Text:
        """Return where the links of `text` lead.

        Append to `wanted` the addresses that must exist, and to `problems` one for each link that leads nowhere.
        """
        addresses: list[str | None] = []
        extents: list[Extent | None] = []
        attachments: dict[str, Attachment] = {}
        for number, link in enumerate(text.links):
            tolerated = self._tolerant and not link.picture
            found = self._target(link, source, attachments)
            if isinstance(found, str) and found.startswith("#") and found[1:] and unquote(found[1:]) not in text.anchors:
                found = _absent(found[1:], text.anchors)
            if isinstance(found, Failure):
                problems.append(problem(found, link, source.path, self._where, warning=tolerated))
                addresses.append(None if tolerated else link.target)
                extents.append(None)
                continue
            unclear = is_local(found) and shortlink.query(found) != ""
            if unclear:
                failure = shortlink.unclear(link.target, found)
                problems.append(problem(failure, link, source.path, self._where, warning=True))
            if is_local(found) and path_of(found) not in attachments:
                anchor = unquote(found.partition("#")[2])
                wanted.append(
                    Wanted(
                        address=path_of(found),
                        anchor=anchor,
                        path=source.path,
                        link=link,
                        number=number,
                        tolerated=tolerated,
                    )
                )
            addresses.append(None if unclear and tolerated else found)
            attachment = attachments.get(path_of(found))
            extents.append(attachment.extent if attachment else None)
        return Text(
            path=source.path,
            anchors=text.anchors,
            addresses=tuple(addresses),
            extents=tuple(extents),
            attachments=tuple(attachments.values()),
        )

    def _target(self, link: Link, source: Named, attachments: dict[str, Attachment]) -> str | Failure:
        """Return where `link` leads; a file beside the article is added to `attachments`."""
        target = self._site.own(link.target) or link.target
        if not target:
            what = f"{'a picture' if link.picture else 'a link'} has no address"
            return Failure(what=what, hint="write it between the round brackets")
        path = path_of(target)
        behind = target[len(path) :]
        if not path or target.startswith("//"):
            return target
        if link.picture and (failure := no_picture(path)):
            return failure
        if path.startswith("/"):
            decoded = unquote(path)
            address = decoded if decoded in self.attachments.static else routes.canonical(path)
            address = self._moved.get(address, address)
            if meant := self._short.get(shortlink.query(behind)):
                address, behind = meant, "".join(behind.partition("#")[1:])
            return self.register.barred(address, source) or address + behind
        if not is_text(path) and (link.picture or self.attachments.beside(path, source)):
            return self._file(path, source, behind, attachments)
        return self._article(path, source, behind)

    def _file(self, path: str, source: Named, behind: str, attachments: dict[str, Attachment]) -> str | Failure:
        attachment = self.attachments.find(path, source)
        if isinstance(attachment, Failure):
            return attachment
        other = attachments.setdefault(attachment.address, attachment)
        if other.source != attachment.source:
            what = f'"{path}" would be published at the address of {other.source}, to which this text also links'
            return Failure(what=what, hint="rename one of the two")
        return attachment.address + behind

    def _article(self, path: str, source: Named, behind: str) -> str | Failure:
        found: Named | Failure | None
        if is_text(path):
            relative = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), unquote(path)))
            found = self.register.find_path(relative, source)
            if isinstance(found, Failure):
                whole = self.register.find(unquote(path), source)
                found = found if isinstance(whole, Failure) and whole.absent else whole
        else:
            found = self.register.find(unquote(path), source)
            if isinstance(found, Failure) and found.absent:
                what = f'the link "{path}" leads nowhere: it is neither a file beside the article nor an article'
                hint = found.hint
                if self.attachments.may_lie(path):
                    hint = self.attachments.instead(path, source, "put it beside the article")
                found = Failure(what=what, hint=_elsewhere(path) or hint)
        if isinstance(found, Failure):
            return found
        return found.address + behind if found else ""


def _elsewhere(path: str) -> str:
    """Return how to write `path` if it was meant as an address on the web or as a mail address; else nothing."""
    if re.match(r"(?i)https?//", path):
        return "begin it with https://"
    if re.match(r"(?i)www\.", path):
        return f"write https://{path}"
    return f"write mailto:{path}" if re.fullmatch(r"[^@\s/]+@[^@\s/]+\.[^@\s/.]+", path) else ""


def _absent(anchor: str, anchors: frozenset[str]) -> Failure:
    """Return the failure of a link to an `anchor` that is not among the `anchors` of its text."""
    note = anchor.removeprefix(manuscript.BACK)
    if note != anchor:
        hint = f"write [^{note}] where it belongs, or delete the footnote"
        return Failure(what=f'nothing refers to the footnote "{note}"', hint=hint)
    hint = alike_id(
        unquote(anchor), anchors, f"write {{: #{anchor} }} behind the heading that it is to lead to, or take the link out"
    )
    return Failure(what=f'nothing here has the id "{anchor}"', hint=hint)


def alike_id(anchor: str, anchors: frozenset[str], otherwise: str) -> str:
    """Return the suggestion of those of `anchors` that are most similar to `anchor`, as links name them, or `otherwise`."""
    return offer([f"#{name}" for name in nearest(anchor, sorted(anchors))], otherwise)


def problem(failure: Failure, link: Link, path: str, where: Where, **manner: Unpack[Manner]) -> Problem:
    """Return the problem of a `link` in the source `path` that is a `failure`."""
    line, column = where(path, link)
    return Problem(path=path, line=line, column=column, what=failure.what, hint=failure.hint, **manner)
