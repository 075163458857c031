"""Reads titles and other one-line texts as their author meant them: no markup, entities decoded, on one line."""

import html
import re
import unicodedata

from press.ground.characters import ENDLESS, FORBIDDEN, LOST

_ATTRIBUTES = r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*\s*/?>"""
"""The end of a tag. Its attributes, if it has any, have values, so that a<b and c>d does not match."""
_INLINE_TAG = re.compile(
    rf"</?(?:a|abbr|b|cite|code|del|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|u|wbr){_ATTRIBUTES}", re.IGNORECASE
)
_BLOCK_TAG = re.compile(
    rf"</?(?:blockquote|br|center|div|figure|figcaption|h[1-6]|hr|li|ol|p|section|table|tbody|td|th|thead|tr|ul){_ATTRIBUTES}",
    re.IGNORECASE,
)
"""A tag that divides words."""
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_SPACE = re.compile(r"[ \t\r\n]+")


def blank(text: str) -> bool:
    """Return whether nothing of `text` is visible: it has only spaces, controls and format characters (Unicode, 4.5)."""
    return all(unicodedata.category(character) in _UNSEEN for character in text)


def of(text: str) -> str:
    """Return `text` without tags, with entities decoded and white space collapsed.

    `a < b`, `a<b and c>d`, `<Kazakhstan>` and no-break spaces stay.
    """
    if "<" in text or "&" in text:
        text = FORBIDDEN.sub("", html.unescape(ENDLESS.sub(LOST, _INLINE_TAG.sub("", _BLOCK_TAG.sub(" ", text)))))
    return _SPACE.sub(" ", text).strip()
