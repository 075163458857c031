"""Tells what runs from right to left, and sets it apart in what runs from left to right. Knows nothing of markup."""

import re

ISOLATE, ISOLATED = "\u2067", "\u2069"
"""RIGHT-TO-LEFT ISOLATE and POP DIRECTIONAL ISOLATE (Unicode Standard Annex 9): they work where markup cannot be used."""
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks of scripts that run from right to left."""
_RIGHT_LETTER = re.compile(f"[{_RIGHT}]")
_OTHER_LETTER = re.compile(rf"[^\W\d_{_RIGHT}]")
_RIGHT_RUN = re.compile(
    rf"""
    (?<=[“«„‘"(])                                                   # behind an opening mark,
    [^“”«»„‘’"(){_RIGHT}]*+[{_RIGHT}]                               # up to the first such letter,
    (?:[^“”«»„‘’"()]|\([^“”«»„‘’"()]*+\))*+                         # and on, over what is in brackets within,
    (?=[”»“’")])                                                    # to a closing mark
    | [{_RIGHT}](?:[^A-Za-z\u00c0-\u058f“”«»„‘’"()]*[{_RIGHT}])?    # or such letters, with no Latin, Greek or Cyrillic between
    """,
    re.VERBOSE,
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
