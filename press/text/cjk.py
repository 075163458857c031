"""Typesets Chinese and Japanese, which are written without spaces. Knows no page, and only the quotation marks of Markdown."""

import re
from itertools import cycle, repeat

from press.ground import language
from press.ground.characters import UNSPACED
from press.text.element import INLINE

MARK = "\ufdd0"
"""Stands for a quotation mark until it is known whether it opens or closes: no text can hold this noncharacter."""
_BLOCK = re.compile(r"(</?(?:blockquote|d[dt]|div|figcaption|h[1-6]|li|p|summary|t[dh])\b[^>]*>)")
_TAG = rf"</?(?:{INLINE})\b[^>]*>"
_SHARED = "“”‘’…—"
"""Marks shared with English: the nearest other character before or after them shows which language they belong to."""
_RUN = f"(?:{_TAG}|[{_SHARED}])*"
_LINE_END = re.compile(
    rf"<pre\b.*?</pre>|[{UNSPACED}]{_RUN}\n(?=(?:{_TAG})*[{UNSPACED}{_SHARED}])|[{_SHARED}](?:{_TAG})*\n(?={_RUN}[{UNSPACED}])",
    re.DOTALL,
)


def marks(lang: str) -> tuple[str, str]:
    """Return what replaces a straight quotation mark of `lang` that opens, judging by spaces, and one that closes."""
    return (MARK, MARK) if language.is_unspaced(lang) else language.quotation(lang)


def settled(html: str, lang: str) -> str:
    """Return the clean HTML `html`, a text in the language `lang`, without line ends between characters that take no space.

    A browser would draw such a line end as a space. The quotation marks of a paragraph open and close in turn; if their number
    is odd, they stay straight.
    """
    if not language.is_unspaced(lang):
        return html
    paired = "".join(_paired(part, language.quotation(lang)) for part in _BLOCK.split(html)) if MARK in html else html
    return _LINE_END.sub(lambda match: match[0].removesuffix("\n"), paired)


def _paired(text: str, marks: tuple[str, str]) -> str:
    first, *rest = text.split(MARK)
    turns = repeat('"') if len(rest) % 2 else cycle(marks)
    return first + "".join(mark + part for mark, part in zip(turns, rest, strict=False))
