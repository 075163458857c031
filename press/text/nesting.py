"""Finds items that are meant to be nested in the one above them, but are not indented enough. Knows nothing of HTML."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from press.ground.problems import MOST_REPEATED, Remark
from press.text import manuscript
from press.text.converted import Converted

STEP = 4
"""How many spaces nest an item."""
_STARTS = ("\n  ", "\n\t", ">  ")
_DOUBTFUL = re.compile(r"^[ \t>]*[ ]{2}(?:[-*+]|\d+\.)[ \t]", re.MULTILINE)
"""The beginning of the line of an item that is indented by two spaces or more: sought in every text, and seldom there."""
_LINE = re.compile(r"((?:[ ]{0,3}>[ ]?)*)([ \t]*)((?:[-*+]|\d+\.)[ \t]+(?=\S))?(.*)")
"""The marks of quotations before a line, its indentation, the mark of an item, and its words."""
_RULE = re.compile(r"[ \t]*([-*])(?:[ \t]*\1){2,}[ \t]*")


def remarks(text: Converted) -> Iterator[Remark]:
    """Yield a remark for each list of `text` with an item that is indented by two or three spaces more than the one above it."""
    if not any(start in text.body for start in _STARTS) or not _DOUBTFUL.search(text.body):
        return
    what, hint = "this item is not nested in the one above it", "indent it by four spaces, and what is nested in it by eight"
    written = manuscript.without_html(text.body)
    for offset in islice(_shallow(written), MOST_REPEATED):
        yield Remark.of(written, offset, what, hint, warning=True)


def _shallow(written: str) -> Iterator[int]:
    """Yield the offset of the first such item of each list."""
    offset, within, items, reported, begins = 0, "", list[int](), False, True
    for line in written.split("\n"):
        quoted, indentation, mark, words = _LINE.match(line).groups(default="")  # type: ignore[union-attr]  # it matches any line
        indent = len(indentation.expandtabs(STEP))
        if quoted.strip() != within:
            within, items, reported, begins = quoted.strip(), [], False, True
        if not words:
            begins = True
        elif mark and not _RULE.fullmatch(line) and (indent < _code(items) if items else begins and indent < STEP):
            outer = [other for other in items if other < indent]
            if not reported and outer and outer[-1] // STEP == indent // STEP and indent - outer[-1] > 1:
                reported = True
                yield offset + len(quoted) + len(indentation)
            items, begins = [*outer, indent], False
        elif begins and indent < STEP:
            items, reported, begins = [], False, words.startswith("#")
        offset += len(line) + 1


def _code(items: Sequence[int]) -> int:
    """Return the indentation from which on a line below these open `items` is code."""
    return (items[-1] // STEP + 2) * STEP
