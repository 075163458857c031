"""Reads titles and other one-line texts as their writer meant them: no markup, entities decoded, on one line."""

import html
import re

_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|del|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\r\n]+")


def of(text: str) -> str:
    """Return `text` without inline tags, entities decoded, white space folded.

    `a < b`, `<Kazakhstan>` and spaces that do not break stay.
    """
    if "<" in text or "&" in text:
        text = html.unescape(_INLINE_TAG.sub("", text))
    return _SPACE.sub(" ", text).strip()
