"""Sets Chinese and Japanese, which are written without spaces. Knows no page, and nothing of Markdown but its quotation marks."""

import re
from itertools import cycle, repeat

from press import language
from press.plaintext import UNSPACED

MARK = "\ufdd0"
"""Stands for a quotation mark until it is known whether it opens or closes: no text can hold this noncharacter."""
_BLOCK = re.compile(r"(</?(?:blockquote|d[dt]|div|figcaption|h[1-6]|li|p|summary|t[dh])\b[^>]*>)")
_TAG = r"</?(?:a|abbr|b|bdi|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|var)\b[^>]*>"
_SHARED = "“”‘’…—"
"""Marks that English has as well: whose they are here tells the first other sign before or behind them."""
_RUN = f"(?:{_TAG}|[{_SHARED}])*"
_LINE_END = re.compile(
    rf"<pre\b.*?</pre>|[{UNSPACED}]{_RUN}\n(?=(?:{_TAG})*[{UNSPACED}{_SHARED}])|[{_SHARED}](?:{_TAG})*\n(?={_RUN}[{UNSPACED}])",
    re.DOTALL,
)


def marks(lang: str) -> tuple[str, str]:
    """Return what to put for a straight quotation mark of `lang` that opens, as spaces tell, and for one that closes."""
    return (MARK, MARK) if language.is_unspaced(lang) else language.quotation(lang)


def settled(html: str, lang: str) -> str:
    """Return the clean HTML `html`, a text in the language `lang`, with no line end between two signs that have no space there.

    A browser would draw it as a space. Of the quotation marks of a paragraph each first one opens and each second one closes;
    they stay straight where one of them has no other.
    """
    if not language.is_unspaced(lang):
        return html
    paired = "".join(_paired(part, language.quotation(lang)) for part in _BLOCK.split(html)) if MARK in html else html
    return _LINE_END.sub(lambda match: match[0].removesuffix("\n"), paired)


def _paired(text: str, marks: tuple[str, str]) -> str:
    first, *rest = text.split(MARK)
    turns = repeat('"') if len(rest) % 2 else cycle(marks)
    return first + "".join(mark + part for mark, part in zip(turns, rest, strict=False))
