"""Finds where the hand of an author slipped in a line of YAML, and names it. Knows no parser and no keys."""

import re
from dataclasses import replace
from unicodedata import name

from press.ground.problems import Remark

_ENTRY = "there is no space after the - of this list entry", "put a space after the -, or the whole value in quotation marks"
_ODD = "\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
_KINDS = (
    (re.compile(rf"[ -]*(?:[^\W\d][\w-]*(?::|(?=.[ ]*:)))?([{_ODD}])"),
     "this is a {}, which YAML does not take for a space", "write an ordinary space instead of the {}, or none"),
    (re.compile(r"()[ -]*[^\W\d][\w-]*:(?!//)\S"),
     "there is no space after the colon of this key", "put a space after the colon"),
    (re.compile(r"[ -]*[a-zA-Z_][\w-]*()："), "this colon is a full-width one, which YAML does not know", "write : and a space"),
    (re.compile(r"[ ]*()-(?![\s-])"), *_ENTRY),
)  # fmt: skip
"""What a line with a slip begins with, where its group shows the place; what is wrong with it, and what to do."""
_ENTRIES = re.compile(r"-(?![ \t\n-]|[\d.,]+(?:\s|$)).*+(?:\n\s*+-.*+)*+")
"""Lines that all begin with a dash, the first without a space after it; not a negative number."""


def within(line: str) -> Remark | None:
    """Return a remark on the slip in `line`, or None."""
    for pattern, what, hint in _KINDS:
        if found := pattern.match(line):
            sign = name(found[1], "").lower() if found[1] else ""
            return Remark.of(line, found.start(1), what.format(sign), hint.format(sign))
    return None


def before(text: str, at: int, column: int = 0) -> Remark | None:
    """Return a remark on the slip in line `at` of `text`, counted from 0, or in the first of the lines that it continues.

    None if there is none, or if a value begins before `column`: then something else is wrong.
    """
    lines = text.split("\n")
    if at >= len(lines) or ": " in lines[at][:column]:
        return None
    cause, line = within(lines[at]), at
    for number in range(at - 1, -1, -1):
        if found := within(lines[number]):
            cause, line = found, number
        elif lines[number].partition("#")[0].strip():
            break
    return replace(cause, line=line + 1) if cause else None


def undivided(text: str, start: int, end: int) -> Remark | None:
    """Return a remark if the value between two offsets in `text` is a list whose dashes have no space after them, or None."""
    slipped = within(text[start:end].partition("\n")[0]) if _ENTRIES.fullmatch(text, start, end) else None
    return Remark.of(text, start + slipped.column - 1, slipped.what, slipped.hint) if slipped else None
