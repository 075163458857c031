"""Reads the addresses that lead on to others: aliases of texts, and redirects of the settings. Knows no pages."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from press.addresses import routes
from press.addresses.routes import Claim
from press.config.settings import Redirect
from press.ground.filename import CONFIG
from press.ground.form import Form, Written
from press.ground.site import Site
from press.ground.uri import is_local

_PATTERN = re.compile(r"(?<![^/])(?::[a-zA-Z]|[^/]*[{}])[^/]*")
"""A part of a path, such as :title or {slug}, that another generator would have replaced."""


def aliases(form: Form, site: Site) -> tuple[Written, ...]:
    """Return the aliases that `form` names, also as whole URLs of the `site`; what cannot be one is reported there."""
    found = []
    for written in form.texts("aliases"):
        address = None if is_local(written.text) else site.own(written.text)
        alias = replace(written, text=address) if address else written
        refused = no_alias(alias.text, form.path)
        if is_local(alias.text) and "?" in alias.text:
            what = f'the old address "{alias.text}" is not kept: {_QUERIED}'
            form.report(alias, what, _BY_SERVER, warning=True, sentence=_MANY)
        elif refused:
            form.report(alias, *refused)
        else:
            found.append(alias)
    return tuple(found)


_QUERIED = "a static host cannot tell addresses apart by what follows a ?"
_BY_SERVER = "take it out, or have the server redirect it"
_MANY = "{first}; nor are {others} other old addresses"
"""The sentence for many old addresses with a query, which no edit could keep."""


def no_alias(written: str, path: str) -> tuple[str, str] | None:
    """Return why what is `written` cannot be an alias of the text `path`, and what to do; None if it can."""
    if pattern := _PATTERN.search(written):
        return f'"{pattern[0]}" is a pattern of another generator', "write the address that it stood for"
    if not is_local(written):
        return f'the alias "{written}" is not an address of this site', "begin it with a single /"
    reason = routes.flaw(Claim(address=routes.canonical(written), path=path))
    return (f'"{written}" cannot be an address: {reason}', "choose another") if reason else None


def former(aliases: Iterable[Written]) -> Iterator[str]:
    """Yield the addresses in the `aliases` of a source, as a server would correct them."""
    return (routes.canonical(alias.text) for alias in aliases)


def former_claims(path: str, aliases: Iterable[Written], present: str) -> Iterator[Claim]:
    """Yield the claims of the `aliases` of the source `path`, which stands at `present`, each file once.

    A permalink pattern that was changed and changed back leaves the present address among the aliases, and lists of old addresses
    contain them both with and without the slash.
    """
    files = {routes.file_of(present)}
    for alias in aliases:
        claim = Claim.of(routes.canonical(alias.text), path, alias)
        if claim.file not in files:
            files.add(claim.file)
            yield claim


def redirects(named: Iterable[Redirect]) -> Iterator[tuple[Claim, str]]:
    """Yield for each of `named` the claim to its old address, and the present one, as a server would correct them."""
    return ((Claim.of(routes.canonical(one.old.text), CONFIG, one.old), routes.canonical(one.new.text)) for one in named)


def feed_redirects(named: Iterable[Redirect]) -> Iterator[tuple[Claim, str]]:
    """Yield what `redirects` does for those of `named` that lead to a feed which is served at the old address too."""
    return ((claim, new) for claim, new in redirects(named) if copies_feed(claim.address, new))


def copies_feed(old: str, new: str) -> bool:
    """Return whether the feed at `new` is also served at its `old` address: that is a file, in which readers expect no page."""
    suffix = posixpath.splitext(posixpath.basename(old))[1]
    return suffix not in {"", *routes.PAGES} and (routes.is_feed(new) or new == routes.FEED_XML)
