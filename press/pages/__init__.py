"""One module for each kind of page, all with one signature: `pages(edition)` yields the pages of that kind.

A new kind takes one module here, its name in `kinds`, and a template. A module is imported only when its pages are needed: a
build that renders one page needs one kind.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from press.addresses import forwarding
from press.addresses.routes import Claim
from press.catalogue.page import Page

if TYPE_CHECKING:  # import cost: Edition pulls in everything, and rendering one page does not need it
    from press.catalogue.edition import Edition


class Kind(Protocol):
    """What every module of this package offers."""

    def pages(self, edition: "Edition", /) -> Iterator[Page]:
        """Yield the pages of this kind."""


def kinds() -> tuple[Kind, ...]:
    """Return every kind of page, in the order in which pages are listed and problems reported."""
    from press.pages import (
        article,
        corrected,
        correctionfeed,
        day,
        digestfeed,
        directory,
        downloads,
        feed,
        feedlist,
        headers,
        history,
        home,
        missing,
        month,
        redirect,
        search,
        shelf,
        sitemap,
        standalone,
        styleguide,
    )

    return (
        home, article, shelf, month, day, directory, standalone, search, corrected, feed, history, correctionfeed, digestfeed,
        feedlist, downloads, sitemap, missing, headers, redirect, styleguide,
    )  # fmt: skip


def of(edition: "Edition") -> Iterator[Page]:
    """Yield every page of `edition`, kind by kind, and each feed again at the old addresses of files that lead to it."""
    copies: dict[str, list[Claim]] = {}
    for claim, new in forwarding.feed_redirects(edition.redirects):
        copies.setdefault(new, []).append(claim)
    for kind in kinds():
        for page in kind.pages(edition):
            yield page
            for claim in copies.get(page.address, ()):
                yield replace(page, claim=claim, recorded=True, identity="", note=page.address)
