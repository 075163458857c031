"""The short links of WordPress, `/?p=123`, and the articles that they stand for. Knows no other link."""

import re
from collections import defaultdict
from collections.abc import Iterable

from press.addresses.reference import Failure
from press.articles.article import Article
from press.ground.uri import path_of

_KEYS = "p|page_id"
"""The keys that stand for articles and pages."""
_QUERY = re.compile(rf"\?(?:[^#]*&)?((?:{_KEYS}|attachment_id)=[0-9]+)(?=[&#]|$)")
"""The query by which WordPress finds an article, a page or a file, where nothing is looked up."""
_GUID = re.compile(rf"[?&;]((?:{_KEYS})=[0-9]+)$")
"""The end of an id that WordPress gave; where it was exported with entities, a ; precedes the query."""


def query(address: str) -> str:
    """Return the part of `address` by which WordPress finds what it stands for; empty if it is no short link."""
    found = _QUERY.search(address) if "?" in address else None
    return found[1] if found else ""


def meanings(articles: Iterable[Article]) -> dict[str, str]:
    """Return by query the address of the article whose id ends with that query, if that of no other of `articles` does."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        if article.id and (guid := _GUID.search(article.id.text)):
            found[guid[1]].add(article.address)
    return {query: addresses.pop() for query, addresses in found.items() if len(addresses) == 1}


def unclear(written: str, found: str) -> Failure:
    """Return what is wrong with the short link `written`, which is `found` at this site."""
    what = f'the link "{written}" is a short link of WordPress, which leads to "{path_of(found)}" here'
    return Failure(what=what, hint="write the address of what it stood for")
