"""Reads titles and other one-line texts as their author meant them: no markup, entities decoded, on one line."""

import html
import re
import unicodedata

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""The characters that XML 1.0 (section 2.2) or HTML (section 13.2.3.5) forbids: controls, surrogates, noncharacters.

The noncharacters of the higher planes are left out: nobody types them, and searching for them takes far longer.
"""
LOST = "\ufffd"
"""REPLACEMENT CHARACTER: what a program writes for a character that it could not read."""
ENDLESS = re.compile(r"&#(?:[xX][0-9a-fA-F]{8,}|[0-9]{8,})")
"""A character reference with more digits than any character has. Python itself fails at one with thousands (`int`)."""
_FROM_WINDOWS = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
"""What Windows-1252 has where Unicode has controls: a text that was once decoded wrongly has the controls instead."""
_BREAKS = {"\x0b": " ", "\x0c": " "}
"""The breaks of lines and pages of word processors, which divide words."""
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
UNSPACED = "\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f\U00020000-\U0003ffff"
"""The characters of Chinese and Japanese, which are written without spaces, for a regular expression. Korean has spaces."""


def meant(forbidden: str) -> str:
    """Return the character that a `forbidden` one was in Windows-1252, a space for a break, or an empty string."""
    return _BREAKS.get(forbidden) or _FROM_WINDOWS.get(forbidden, "")


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


ISOLATE, ISOLATED = "\u2067", "\u2069"
"""RIGHT-TO-LEFT ISOLATE and POP DIRECTIONAL ISOLATE (Unicode Standard Annex 9): they work where markup cannot be used."""
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks of scripts that run from right to left."""
_RIGHT_LETTER = re.compile(f"[{_RIGHT}]")
_OTHER_LETTER = re.compile(rf"[^\W\d_{_RIGHT}]")
_RIGHT_RUN = re.compile(
    rf"(?<=[“«„‘\"(])[^“”«»„‘’\"(){_RIGHT}]*+[{_RIGHT}](?:[^“”«»„‘’\"()]|\([^“”«»„‘’\"()]*+\))*+(?=[”»“’\")])"
    rf"|[{_RIGHT}](?:[^A-Za-z\u00c0-\u058f“”«»„‘’\"()]*[{_RIGHT}])?"
)
"""A quoted or bracketed passage that contains such a letter; otherwise everything from the first such letter to the last."""


def isolated(text: str) -> str:
    """Return `text`, which runs from left to right, with each passage from right to left isolated.

    Otherwise what follows a passage, such as a date, would be drawn into it (W3C, qa-bidi-unicode-controls). A text without any
    other letter is one passage as a whole, so that its own parts keep their order.
    """
    if text.isascii() or not runs_right(text):
        return text
    return set_apart(text, ISOLATE, ISOLATED) if _OTHER_LETTER.search(text) else f"{ISOLATE}{text}{ISOLATED}"


def set_apart(text: str, opening: str, closing: str) -> str:
    """Return `text`, which runs from left to right, with each passage from right to left between `opening` and `closing`."""
    return text if text.isascii() else _RIGHT_RUN.sub(lambda match: f"{opening}{match[0]}{closing}", text)


def runs_right(text: str) -> bool:
    """Return whether anything in `text` runs from right to left."""
    return bool(_RIGHT_LETTER.search(text))
