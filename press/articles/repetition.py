"""Finds a title or dateline at the beginning of a text, which its page shows above it already. Knows nothing of pages."""

import re

from press.articles.frontmatter import Parts
from press.ground.problems import Remark
from press.ground.slug import fold

_HEADING = re.compile(r"\s*^(#{1,6}[ \t]*([^\n]*?)[ \t]*#*[ \t]*)$|\s*^(([^\n]+)\n[=-]{3,}[ \t]*)$", re.MULTILINE)
"""A heading at the beginning of a text, and its words."""
_OPENING = re.compile(
    r"""
    \s*[*_]*([^\n(–—-]{1,80}?)[*_]*[ ]*     # the place,
    (?:\([^()\n]{1,80}\)[*_]*[ ]*)?         # an agency in brackets,
    [*_]*(?:[–—]|--?(?=[ ]))                 # a dash
    """,
    re.VERBOSE,
)
"""A dateline at the beginning of a text, with an agency or without, and its place."""


def remarks(parts: Parts, title: str, dateline: str) -> list[Remark]:
    """Return a remark if the text of `parts` begins with its own `title` or `dateline`; its lines are those of the text."""
    heading, opening = _HEADING.match(parts.body), _OPENING.match(parts.body) if dateline else None
    words = (heading[2] or heading[4] or "") if heading else ""
    if heading and fold(words) == fold(title):
        hint = "remove the heading: the page begins with the title"
        return [Remark.of(parts.body, heading.start(1 if heading[1] else 3), "the title is printed twice", hint, warning=True)]
    if opening and fold(opening[1]) == fold(dateline):
        hint = "remove it here, or its line in the front matter"
        return [Remark.of(parts.body, opening.start(1), "the dateline is printed twice", hint, warning=True)]
    return []
