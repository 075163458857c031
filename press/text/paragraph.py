"""Finds what its author meant as a list, a table or code, but Markdown reads as lines of a paragraph. Knows nothing of HTML."""

import re
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor

from press.ground.problems import MOST_REPEATED, Remark

DASHES = r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*(?:\|[ ]*)?$"
"""A regular expression for the line below the head of a table."""
_DOUBTFUL = re.compile(r"\n[ ]*(?:[-*+|:]|\d{1,3}[.)]|```|~~~)")
"""What may begin a list, a table or code: sought in every paragraph of several lines, and fast to fail."""
_LIST = re.compile(
    r"(?<=.)(?<![ ]{2})(?<!\\)\n[ ]{0,3}(?:([-*+])|\d{1,3}\.)[ ]+\S.*(?:\n[ ].*)*?\n[ ]{0,3}(?(1)\1|\d{1,3}\.)[ ]+\S",
)
"""Two items, one below the other, since a single line may begin with a dash; not after a line with a deliberate break."""
_NUMBERS = re.compile(r"\n[ ]{0,3}\d{1,3}\)[ ]+\S.*(?:\n[ ].*)*?(?<![ ]{2})(?<!\\)\n[ ]{0,3}\d{1,3}\)[ ]+\S")
"""Two items of a list whose numbers have no full stop; without a deliberate break between them."""
_TABLE = re.compile(rf"(?<=.)\n[^\n|]*\|.*+\n(?=.*\|){DASHES}", re.MULTILINE)
"""The first two lines of a table."""
_ROW = r"\n[ ]{0,3}\|(?:[^\n|]*\|){2,}[ ]*"
_ROWS = re.compile(rf"\n[^\n|]*\|.*+\n(?=.*\|){DASHES}|{_ROW}{_ROW}$", re.MULTILINE)
"""Two lines of a table whose line of dashes has another number of cells, or is missing."""
_FENCE = re.compile(r"\n[ ]*(?:`{3,}+|~{3,}+)[^`\n]*$", re.MULTILINE)
_KINDS = {
    "list": ("this list is read as part of the paragraph above it", "leave an empty line between them"),
    "table": ("this table is read as part of the paragraph above it", "leave an empty line between them"),
    "rows": (
        "this table is read as lines of one paragraph",
        "below its first line, put a line of dashes with as many cells, such as |---|---|",
    ),
    "numbers": (
        "this list is read as lines of one paragraph",
        "begin its items with 1. instead of 1), and leave an empty line above it",
    ),
    "fence": (
        "this fence does not begin a code block, because it is indented",
        "begin it in the first column, or indent the code by four more spaces instead",
    ),
}


class Paragraphs(ParagraphProcessor):
    """Makes paragraphs as the library does, and remembers the Markdown of those that may have been meant as something else."""

    def __init__(self, converter: Markdown) -> None:
        """Watch the paragraphs that `converter` makes, unless an extension makes them."""
        super().__init__(converter.parser)
        self._doubtful: list[str] = []
        self._sought = {"list": _LIST, "numbers": _NUMBERS}
        if "table" in converter.parser.blockprocessors:
            self._sought = {"table": _TABLE, "rows": _ROWS, **self._sought}
        self._fences = "fenced_code_block" in converter.preprocessors
        if type(converter.parser.blockprocessors["paragraph"]) is ParagraphProcessor:
            converter.parser.blockprocessors.register(self, "paragraph", 10)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make a paragraph in `parent` of the first of `blocks`."""
        if "\n" in blocks[0] and _DOUBTFUL.search(f"\n{blocks[0]}"):
            self._doubtful.append(blocks[0])
        super().run(parent, blocks)

    def remarks(self, body: str) -> list[Remark]:
        """Return a remark for each list, table or fence that was read as part of a paragraph of `body`; forget them."""
        found, at, lines = [], 0, body.split("\n") if self._doubtful else []
        words = [_words(line) for line in lines]
        for kind, text in islice(self._meant(), MOST_REPEATED):
            meant_words = [_words(line) for line in text.split("\n")]
            starts = (
                number
                for number in (*range(at, len(lines)), *range(at))
                if words[number : number + len(meant_words)] == meant_words
            )
            at = next(starts, 0)
            column = len(lines[at]) - len(lines[at].lstrip(" \t>")) + 1
            if kind != "fence" or column > 1:  # otherwise it is a fence that is never closed
                what, hint = _KINDS[kind]
                found.append(Remark(line=at + 1, column=column, what=what, hint=hint, warning=True))
        self._doubtful.clear()
        return found

    def _meant(self) -> Iterator[tuple[str, str]]:
        """Yield for each doubtful paragraph the kind of block that was meant, if this is clear, and the text from there on."""
        within_fences = False
        for block in self._doubtful:
            text = f"\n{block}"
            fences = [match.start() for match in _FENCE.finditer(text)] if self._fences else []
            if fences and not within_fences:
                yield "fence", block[fences[0] :]
            elif not within_fences:
                found = ((kind, pattern.search(text)) for kind, pattern in self._sought.items())
                yield from islice(((kind, block[match.start() :]) for kind, match in found if match), 1)
            within_fences ^= len(fences) % 2 == 1


def _words(line: str) -> list[str]:
    """Return the words of `line`, without its indentation and any `>` of a quotation."""
    return line.lstrip(" \t>").split()
