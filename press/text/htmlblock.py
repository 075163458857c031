"""Finds Markdown within blocks of HTML, which is published as text. Knows nothing of other Markdown."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice

from press.ground.problems import MOST_REPEATED, Remark
from press.text.converted import Converted
from press.text.manuscript import blanked

_MARK = re.compile(r"\*\*(?=[^\s*])[^*\n]*(?<!\s)\*\*|!?\[[^\[\]\n]*\]\((?=\S)[^()\n]+\)")
"""Bold words, a link or a picture."""
_UNSHOWN = re.compile(
    r"<!--.*?-->|<(code|kbd|math|pre|samp|script|style|svg)\b(?:(?!<\1\b).)*?</\1\s*>|<[a-zA-Z/][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_NAME = re.compile(r"\s*<([a-zA-Z][\w-]*)")


def remarks(text: Converted) -> Iterator[Remark]:
    """Yield a remark for each block of HTML of `text` that holds Markdown which is shown as text."""
    body, at = text.body, 0
    if "<" not in body or not text.made_with("md_in_html"):
        return
    for name, begins, mark in islice(_marked(text.blocks), MOST_REPEATED):
        if escape(mark, quote=False) in text.shown:
            at = max(at, body.find(mark, max(0, body.find(begins, at))))
            what = f"the Markdown within <{name}> is published as text"
            hint = f'write <{name} markdown="1">, and the same in the tags within'
            yield Remark.of(body, at, what, hint, warning=True)
            at += 1


def _marked(blocks: Iterable[object]) -> Iterator[tuple[str, str, str]]:
    """Yield for each of `blocks` that holds Markdown its element, its first line and its first Markdown."""
    for block in blocks:
        if isinstance(block, str) and ("**" in block or "](" in block):
            found, name = _MARK.search(_UNSHOWN.sub(blanked, block)), _NAME.match(block)
            if found and name:
                yield name[1].lower(), block.strip().partition("\n")[0], found[0]
