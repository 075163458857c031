"""Characters by what can be done with them: which no page may have, which have no spaces between. Knows nothing of words."""

import re

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""The characters that XML 1.0 (section 2.2) or HTML (section 13.2.3.5) forbids: controls, surrogates, noncharacters.

The noncharacters of the higher planes are left out: nobody types them, and searching for them takes far longer.
"""
LOST = "\ufffd"
"""REPLACEMENT CHARACTER: what a program writes for a character that it could not read."""
ENDLESS = re.compile(r"&#(?:[xX][0-9a-fA-F]{8,}|[0-9]{8,})")
"""A character reference with more digits than any character has. Python itself fails at one with thousands (`int`)."""
WINDOWS = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
"""What Windows-1252 has where Unicode has controls: a text that was once decoded wrongly has the controls instead.

Five of them have no sign there either: the text is empty."""
_BREAKS = {"\x0b": " ", "\x0c": " "}
"""The breaks of lines and pages of word processors, which divide words."""
CURLY = "“”„‟‘’‚‛«»"
"""Quotation marks that are none to YAML or Markdown."""
UNSPACED = "\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f\U00020000-\U0003ffff"
"""The characters of Chinese and Japanese, which are written without spaces, for a regular expression. Korean has spaces."""


def meant(forbidden: str) -> str:
    """Return the character that a `forbidden` one was in Windows-1252, a space for a break, or an empty string."""
    return _BREAKS.get(forbidden) or WINDOWS.get(forbidden, "")
