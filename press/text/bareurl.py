"""Finds web addresses that are only words of a text, since Markdown makes no links of them. Does not know where links lead."""

import re
from collections import Counter

from press.ground.problems import MOST_REPEATED, Remark
from press.text import manuscript
from press.text.converted import Converted

_BEGINNING = r"https?://[^\W_](?:[^\W_]|\.)*"
"""The beginning of an address, up to the first sign that may look different on a page."""
_PERHAPS = re.compile(r'http(?<!"http)(?<! class="bare">http)s?://')
"""An address in HTML that may be no link: sought in every text with an address, and fast to fail."""
_SHOWN = re.compile(rf"<(a|code|pre)\b.*?</\1>|<[^<>]*>|({_BEGINNING})", re.DOTALL)
"""An address in HTML, or where one is a link, code or within a tag."""
_WRITTEN = re.compile(rf"<[^<>]*>|\[(?!\^)[^\[\]]*\](?:\(\S*|:.*)?|(?<!\])(?P<address>({_BEGINNING})[^\s<>\"]*)")
"""The same in Markdown. What is in brackets may be a shortcode of another generator."""


def remarks(text: Converted) -> list[Remark]:
    """Return a remark for each bare address of `text`."""
    if "://" not in text.body or not _PERHAPS.search(text.shown):
        return []
    left, found = Counter(match[2] for match in _SHOWN.finditer(text.shown) if match[2]), list[Remark]()
    for match in _WRITTEN.finditer(manuscript.without_html(text.body)) if left else ():
        if left[match[2]] and len(found) < MOST_REPEATED:
            left[match[2]] -= 1
            what = f'the address "{match["address"].rstrip(".,;:!?)*_»”’")}" is no link'
            found.append(Remark.of(text.body, match.start(), what, "write it between < and >", warning=True))
    return found
