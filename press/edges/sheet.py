"""Finds what style sheets load (CSS Syntax Module Level 3, section 4). Knows no address and no file."""

import re

from press.ground.form import Written
from press.ground.problems import place_of

_DOUBLE, _SINGLE = r'(?:[^"\\\n]|\\.)*', r"(?:[^'\\\n]|\\.)*"
_URL = r"(?<![\w-])url\(\s*"
_TOKEN = re.compile(
    rf"""
    /\*.*?(?:\*/|\Z)                                            # a comment
    | @namespace\b[^;]*                                         # an address that names, and loads nothing
    | (?:@import\s+|{_URL})
      (?:"(?P<double>{_DOUBLE})"?|'(?P<single>{_SINGLE})'?)     # an address in quotes, which may not be closed
    | {_URL}(?P<bare>(?:[^\s"'()\\]|\\.)*)                      # an address without quotes
    | "{_DOUBLE}"?|'{_SINGLE}'?                                 # any other text in quotes
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
"""What loads a file, with its address in a group; and, so that nothing is found within them, comments and texts in quotes."""
_ESCAPED = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL | re.IGNORECASE)


def loads(text: str) -> tuple[Written, ...]:
    """Return each address that the style sheet `text` loads by `url()` or `@import`, with its place in the text."""
    lower = text.lower()
    if "url(" not in lower and "@import" not in lower:
        return ()
    found = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup:
            line, column = place_of(text, match.start(match.lastgroup))
            found.append(Written(text=_ESCAPED.sub(_meant, match[match.lastgroup]), line=line, column=column))
    return tuple(found)


def _meant(escaped: re.Match[str]) -> str:
    code = int(escaped[1] or "0", 16)
    return escaped[2] or (chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd")
