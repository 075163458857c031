"""Finds links and headings in which there are no words. Does not know where links lead."""

import re
from html import unescape
from itertools import islice

from press.ground.problems import MOST_REPEATED, Remark
from press.text import manuscript
from press.text.converted import Converted

_EMPTY = re.compile(
    r'<(?:a(?=[^>]* href="([^"]*)")|h[1-6])(?![^>]* (?:aria-label|title)="[^"])[^>]*>'
    r"(?:\s|&nbsp;|</?(?:b|br|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u)\b[^>]*>)*</(?:a|h[1-6])>"
)
"""A link, with its target, or a heading, in which there is neither a word nor a picture."""


def remarks(text: Converted) -> list[Remark]:
    """Return a remark for each link or heading without words of `text`."""
    body, html, found, headings = text.body, text.shown, list[Remark](), 0
    for match in islice(_EMPTY.finditer(html), MOST_REPEATED):
        if match[1] is None:
            headings += 1
            line, column = manuscript.locate_empty_heading(body, headings)
            what, hint = "the heading has no words", "write some, or remove it"
        else:
            target, nth = unescape(match[1]), html.count(f' href="{match[1]}"', 0, match.end())
            line, column = manuscript.locate(body, target, nth)
            what, hint = f'the link "{target}" has no words', f"write some, as in [the report]({target}), or remove it"
        found.append(Remark(line=line, column=column, what=what, hint=hint, warning=True))
    return found
