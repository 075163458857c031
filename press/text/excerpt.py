"""Finds the first paragraph of a text, as plain text, which stands in for a missing summary."""

import html
import re
from collections.abc import Collection

from press.ground.characters import UNSPACED
from press.text import shortcode

MOST = 320
"""The most characters of an excerpt."""
LEAST = 40
"""The fewest characters of an excerpt that ends with a sentence: less says too little."""

_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(.*?)</p>", re.DOTALL)
_MARKS = re.compile(r"<sup[^>]*><a[^>]*>[^<]*</a></sup>|<[^>]+>")
"""Tags, and the numbers of footnotes."""
_LINK = re.compile(r'\s*<a href="([^"]*)">[^<]*</a>\s*')
_ABBREVIATED = re.compile(r"\b(?:[A-ZА-Я][a-zа-я]{0,2}|\d{1,2})\.\Z")
"""What looks like the end of a sentence, but is the beginning of a name or a date: Mr. Jones, U.S. troops, 15. Dezember."""
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔][\"”’»)]*(?= )|[。！？][”’」』）]*")
_WHOLE_WORDS = re.compile(rf".*(?:(?= )|[{UNSPACED}])")


def of(converted: str, elsewhere: Collection[str] = ()) -> str:
    """Return the first paragraph with words of the HTML `converted` as plain text, cut at a sentence if it is long.

    A paragraph has no words if it is only a link to one of the pictures `elsewhere`, or only what another generator would have
    replaced.
    """
    paragraphs = (match[1] for match in _PARAGRAPH.finditer(converted) if not _is_picture(match[1], elsewhere))
    texts = (" ".join(html.unescape(_MARKS.sub("", paragraph)).split()) for paragraph in paragraphs)
    text = next((text for text in texts if text and not shortcode.is_all(text)), "")
    if len(text) <= MOST:
        return text
    found = _SENTENCE_END.finditer(text, 0, MOST + 1)
    ends = [end.end() for end in found if not _ABBREVIATED.search(text, 0, end.start() + 1)]
    if ends and ends[-1] > LEAST:
        return text[: ends[-1]]
    whole = _WHOLE_WORDS.match(text, 0, MOST)
    return (whole[0] if whole else text[:MOST]).rstrip(",;:–—- ，、；：،؛") + "…"


def _is_picture(paragraph: str, elsewhere: Collection[str]) -> bool:
    link = _LINK.fullmatch(paragraph) if elsewhere else None
    return link is not None and html.unescape(link[1]).endswith(tuple(elsewhere))
