"""One module for each kind of page, all with one signature: `pages(edition)` yields the pages of that kind.

A new kind is one module here, one line below, and a template.
"""

from collections.abc import Iterator

from press.edition import Edition
from press.page import Page
from press.pages import (
    article,
    directory,
    feed,
    feedlist,
    home,
    missing,
    month,
    redirect,
    shelf,
    sitemap,
    standalone,
)  # fmt: skip

KINDS = (home, article, shelf, month, directory, standalone, feed, feedlist, missing, redirect)


def of(edition: Edition) -> Iterator[Page]:
    """Yield every page of `edition`: first what it holds, last the sitemap of all that."""
    listed: list[Page] = []
    for kind in KINDS:
        for page in kind.pages(edition):
            listed.append(page)
            yield page
    yield from sitemap.pages(edition)
