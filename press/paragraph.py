"""Tells what Markdown takes for lines of a paragraph, and its author for a list, a table or code. Knows nothing of HTML."""

import re
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor

from press.manuscript import DASHES
from press.problems import MOST_REPEATED, Remark

_DOUBTFUL = re.compile(r"\n[ ]*(?:[-*+|:]|\d{1,3}\.|```|~~~)")
"""What may begin something else than a line of a paragraph: it is sought in each that has several lines, and fails fast."""
_LIST = re.compile(
    r"(?<=.)(?<![ ]{2})\n[ ]{0,3}(?:([-*+])|\d{1,3}\.)[ ]+\S.*(?:\n[ ].*)*?\n[ ]{0,3}(?(1)\1|\d{1,3}\.)[ ]+\S",
)
"""Two items, one below the other, since one line may begin with a dash; and no line before them that ends on purpose."""
_TABLE = re.compile(rf"(?<=.)\n.*\|.*\n(?=.*\|){DASHES}", re.MULTILINE)
"""Its first two lines."""
_FENCE = re.compile(r"\n[ ]*(?:`{3,}+|~{3,}+)[^`\n]*$", re.MULTILINE)
_KINDS = {
    "list": ("this list is read as part of the paragraph above it", "leave an empty line between them"),
    "table": ("this table is read as part of the paragraph above it", "leave an empty line between them"),
    "fence": (
        "this fence does not begin a code block, because it is indented",
        "begin it in the first column, or indent the code by four more spaces instead",
    ),
}


class Paragraphs(ParagraphProcessor):
    """Makes paragraphs as the library does, and remembers the Markdown of those that may have been meant otherwise."""

    def __init__(self, converter: Markdown) -> None:
        """Watch the paragraphs of `converter` from now on, unless an extension makes them."""
        super().__init__(converter.parser)
        self._doubtful: list[str] = []
        self._tables = "table" in converter.parser.blockprocessors
        self._fences = "fenced_code_block" in converter.preprocessors
        if type(converter.parser.blockprocessors["paragraph"]) is ParagraphProcessor:
            converter.parser.blockprocessors.register(self, "paragraph", 10)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make a paragraph in `parent` of the first of `blocks`."""
        if "\n" in blocks[0] and _DOUBTFUL.search(f"\n{blocks[0]}"):
            self._doubtful.append(blocks[0])
        super().run(parent, blocks)

    def remarks(self, body: str) -> list[Remark]:
        """Return a remark for each thing in the paragraphs of `body`, just converted, that is none; they are forgotten then."""
        found, at, lines = [], 0, body.split("\n") if self._doubtful else []
        words = [_words(line) for line in lines]
        for kind, text in islice(self._meant(), MOST_REPEATED):
            own = [_words(line) for line in text.split("\n")]
            places = (number for number in (*range(at, len(lines)), *range(at)) if words[number : number + len(own)] == own)
            at = next(places, 0)
            column = len(lines[at]) - len(lines[at].lstrip(" \t>")) + 1
            if kind != "fence" or column > 1:  # else it is one that is never closed
                what, hint = _KINDS[kind]
                found.append(Remark(line=at + 1, column=column, what=what, hint=hint, warning=True))
        self._doubtful.clear()
        return found

    def _meant(self) -> Iterator[tuple[str, str]]:
        """Yield what was meant in each doubtful paragraph, if it is clear, and the text from there to its end."""
        within_fences = False
        for block in self._doubtful:
            text = f"\n{block}"
            fences = [match.start() for match in _FENCE.finditer(text)] if self._fences else []
            table, items = _TABLE.search(text) if self._tables else None, _LIST.search(text)
            if fences and not within_fences:
                yield "fence", block[fences[0] :]
            elif table and not within_fences:
                yield "table", block[table.start() :]
            elif items and not within_fences:
                yield "list", block[items.start() :]
            within_fences ^= len(fences) % 2 == 1


def _words(line: str) -> list[str]:
    """Return the words of `line`, without what indents or quotes it."""
    return line.lstrip(" \t>").split()
