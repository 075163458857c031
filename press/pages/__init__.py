"""One module for each kind of page, all with one signature: `pages(edition)` yields the pages of that kind.

A new kind is one module here, one line below, and a template.
"""

from collections.abc import Iterator

from press.edition import Edition
from press.page import Page
from press.pages import (
    article,
    corrected,
    correctionfeed,
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
)  # fmt: skip

KINDS = (
    home,
    article,
    shelf,
    month,
    directory,
    standalone,
    search,
    corrected,
    feed,
    history,
    correctionfeed,
    digestfeed,
    feedlist,
    downloads,
    sitemap,
    missing,
    headers,
    redirect,
    styleguide,
)


def of(edition: Edition) -> Iterator[Page]:
    """Yield every page of `edition`, kind by kind."""
    for kind in KINDS:
        yield from kind.pages(edition)
