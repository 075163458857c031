"""One module for each kind of page, all with one signature: `pages(edition)` yields the pages of that kind.

A new kind takes one module here, one line below, and a template. A module is imported only when its pages are needed: a build
that renders one page needs one kind.
"""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.page import Page

if TYPE_CHECKING:  # import cost: Edition pulls in everything, and rendering one page does not need it
    from press.catalogue.edition import Edition

KINDS = (
    "home",
    "article",
    "shelf",
    "month",
    "day",
    "directory",
    "standalone",
    "search",
    "corrected",
    "feed",
    "history",
    "correctionfeed",
    "digestfeed",
    "feedlist",
    "downloads",
    "sitemap",
    "missing",
    "headers",
    "redirect",
    "styleguide",
)


def of(edition: "Edition") -> Iterator[Page]:
    """Yield every page of `edition`, kind by kind, and each feed again at the old addresses of files that lead to it."""
    copies: dict[str, list[Claim]] = {}
    for claim, new in routes.fed(edition.settings.redirects):
        copies.setdefault(new, []).append(claim)
    for kind in KINDS:
        for page in import_module(f"{__name__}.{kind}").pages(edition):
            yield page
            for claim in copies.get(page.address, ()):
                yield replace(page, claim=claim, recorded=True, identity="", key=page.address)
