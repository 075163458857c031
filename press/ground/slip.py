"""Finds where the hand of an author slipped in a line of YAML, and names it. Knows no parser and no keys."""

import re
from collections.abc import Iterator
from dataclasses import replace
from unicodedata import name

from press.ground.characters import CURLY
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
"""For each kind of slip: how a line with it begins, with a group where it is; what is wrong; and what to do."""
_ENTRIES = re.compile(r"-(?![ \t\n-]|[\d.,]+(?:\s|$)).*+(?:\n\s*+-.*+)*+")
"""Lines that all begin with a dash, the first without a space after it; not a negative number."""

_MIXED = re.compile(rf"^.*?(?<=[:-])[ ]+([\"'])(?:(?!\1).)*([{CURLY}])[ ]*$")
"""A line with a value that begins with a straight quotation mark, and ends with a curly one."""
_CURLY = re.compile(rf"(?:[^:]*:|[ ]*-)[ ]+([{CURLY}])")

_CURLY_ENTRY = "[“„‘][^“”„‘’,\\[\\]\\n]*[”“’]"
_CURLY_LIST = re.compile(rf"^[\w-]+:[ ]+\[[ ]*({_CURLY_ENTRY})(?:[ ]*,[ ]*{_CURLY_ENTRY})+[ ]*\][ ]*$", re.MULTILINE)


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


def mixed_quotes(text: str, at: int) -> Remark | None:
    """Return a remark on a straight quotation mark that a curly one is to close, in line `at` of `text` or above, or None."""
    lines = text.split("\n")
    for number in range(min(at, len(lines) - 1), -1, -1):
        if found := _MIXED.match(lines[number]):
            what = f"{found[2]} does not close the quotation mark that {found[1]} opens"
            return Remark(line=number + 1, column=found.start(2) + 1, what=what, hint=f"write {found[1]} instead")
        if number < at and re.search("[\"']", lines[number]):
            return None
    return None


def curly_lists(text: str) -> Iterator[Remark]:
    """Yield a remark for each list in brackets in `text` all of whose entries are between curly quotation marks."""
    for found in _CURLY_LIST.finditer(text):
        what, hint = f"to YAML, {found[1][0]} is no quotation mark but part of the value", "write \" or ' instead"
        yield Remark.of(text, found.start(1), what, hint, warning=True)


def curly_mark(line: str) -> str:
    """Return the curly quotation mark with which the value in `line` begins, or nothing."""
    found = _CURLY.match(line)
    return found[1] if found else ""
