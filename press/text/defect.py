"""Finds what is broken in a Markdown body itself: rows, code and comments without an end, and characters. Knows no HTML."""

import re
from html import unescape
from itertools import islice

from press.ground.characters import FORBIDDEN, LOST
from press.ground.problems import MOST_REPEATED, Remark
from press.text.converted import Converted
from press.text.manuscript import COMMENT, without_code
from press.text.paragraph import DASHES

_RULE = re.compile(f"^{DASHES}", re.MULTILINE)
_BAR, _EDGE = re.compile(r"(?<!\\)\|"), re.compile(r"^\||(?<!\\)\|$")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")
_FENCE = re.compile(r"^(`{3,}+|~{3,}+)[^\n`]*$", re.MULTILINE)


def crowded_rows(text: Converted) -> list[Remark]:
    """Return a remark for each table row of `text` that has more cells than the table's head: these would be lost."""
    if "|" not in text.body or not text.made_with("tables") or not _RULE.search(text.body):
        return []
    lines, found, columns = without_code(text.body).split("\n"), [], 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            columns = 0
        elif _RULE.fullmatch(line) and number > 1 and not columns and "|" in lines[number - 2]:
            columns = len(_cells(lines[number - 2]))
        elif columns and any(cell.strip() for cell in _cells(line)[columns:]):
            what = f"this row has {len(_cells(line))} cells, but its table has {columns} columns: the rest is lost"
            found.append(Remark(line=number, what=what, hint="add a column, or write \\| for a | within a cell", warning=True))
    return found


def _cells(row: str) -> list[str]:
    return _BAR.split(_EDGE.sub("", row.strip()))


def unclosed_fence(text: Converted) -> list[Remark]:
    """Return a remark if a code block of `text` is never closed."""
    body, opened = text.body, None
    for match in _FENCE.finditer(body) if "```" in body or "~~~" in body else ():
        if opened is None:
            opened = match
        elif match[0].strip() == opened[1]:
            opened = None
    if opened is None:
        return []
    what = "the code block that begins here is never closed"
    return [Remark.of(body, opened.start(), what, f"end it with a line of {opened[1]}", warning=True)]


def open_comments(body: str) -> list[Remark]:
    """Return a remark for each comment of `body` that is not closed before its paragraph ends or another comment begins."""
    visible, what, hint = without_code(body), "this comment is never closed", "end it with -->, or write &lt;!-- instead"
    found = (match.start() for match in COMMENT.finditer(visible) if match[1])
    return [Remark.of(visible, start, what, hint) for start in islice(found, MOST_REPEATED)]


def unpublishable(body: str) -> list[Remark]:
    """Return a remark for each &#...; of `body` that stands for a character forbidden in pages or feeds, or for none at all."""
    found = []
    for match in _REFERENCE.finditer(body):
        code, meant = int(match[1], 16) if match[1] else int(match[2]), unescape(match[0])
        if not meant or meant == LOST or FORBIDDEN.search(meant):
            what = f"{match[0]} stands for the invisible character U+{code:04X}, which cannot be published"
            found.append(Remark.of(body, match.start(), what, "delete it"))
    return found or [Remark(line=1, what="an invisible character cannot be published", hint="look for &# and delete it")]
