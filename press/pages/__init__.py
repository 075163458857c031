"""One module for each kind of page, all with one signature: `pages(edition)` yields the pages of that kind.

A new kind takes one module here, one line below, and a template. A module is imported only when its pages are needed: a build
that renders one page needs one kind.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from press.page import Page

if TYPE_CHECKING:  # import cost: Edition pulls in everything, and rendering one page does not need it
    from press.edition import Edition

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
    """Yield every page of `edition`, kind by kind."""
    for kind in KINDS:
        yield from import_module(f"{__name__}.{kind}").pages(edition)
