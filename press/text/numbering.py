"""Makes numbered lists, each from its own number on, and finds those that may not be meant as lists. Knows nothing of HTML."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, ClassVar
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import OListProcessor

from press.ground.problems import MOST_REPEATED, Remark
from press.text import manuscript

_NUMBER = re.compile(r"[ ]*(\d{1,20})\d*\.")
"""The number of an item, or the beginning of one that is too long."""
_BEFORE = r"(?:[^\w\n]|\d)*?"
"""What may stand before an item in its line, such as the > of a quotation."""
_YEAR = 4
"""How many digits a year has."""
_DIGITS = 9
"""How many digits the number of an item has at most (HTML, 4.4.5; CommonMark, 5.2)."""


class Numbering(OListProcessor):
    """Makes numbered lists as the library does, but from the number of the first item on, and remembers them.

    To the library, every list begins with 1, and an item below an empty line belongs to the list above, whether that is numbered
    or not.
    """

    LAZY_OL = False
    SIBLING_TAGS: ClassVar[list[str]] = ["ol"]

    def __init__(self, converter: Markdown) -> None:
        """Make the lists of `converter`, unless an extension makes them."""
        super().__init__(converter.parser)
        self._lists: dict[int, tuple[Element, str]] = {}
        registered: Any = converter.parser.blockprocessors
        if type(registered["olist"]) is OListProcessor:
            registered.register(self, "olist", 40)
            registered["ulist"].SIBLING_TAGS = ["ul"]

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make a list in `parent` of the first of `blocks`, or go on with the list that ends there."""
        line = blocks[0].partition("\n")[0]
        super().run(parent, blocks)
        made = parent if parent.tag in {"ol", "ul"} else parent[-1]
        first = made.attrib.pop("start", "")
        if first and len(first) <= _DIGITS:  # browsers know no other digits than these, and no higher number
            made.set("start", str(int(first)))
        self._lists.setdefault(id(made), (made, line))

    def remarks(self, body: str) -> list[Remark]:
        """Return a remark for each list of `body` that may not be meant as one, since it begins with a year or has one item.

        Forget the lists.
        """
        written, found = manuscript.without_code(body) if self._lists else "", dict[int, Remark]()
        for number, line in islice(self._doubtful(), MOST_REPEATED):
            words = "[ \t]+".join(map(re.escape, line.split()))
            pattern = re.compile(rf"^{_BEFORE}({words})[ \t]*$", re.MULTILINE)
            starts = (match.start(1) for match in pattern.finditer(written))
            at = next((start for start in starts if start not in found), 0)
            what, is_year = f'the "{number}." at the beginning of this line begins a list', len(number) >= _YEAR
            hint = f"write {number}\\. if it {'is a year' if is_year else 'belongs to the sentence'}"
            found[at] = Remark.of(written, at, what if is_year else f"{what} of one item", hint, warning=True)
        self._lists.clear()
        return [found[at] for at in sorted(found)]

    def _doubtful(self) -> Iterator[tuple[str, str]]:
        """Yield number and first line of each doubtful list. One item is a list if another list goes on with the numbers."""
        numbered = [(match[1], len(made), line) for made, line in self._lists.values() if (match := _NUMBER.match(line))]
        firsts = {int(number) for number, _, _ in numbered}
        nexts = {int(number) + items for number, items, _ in numbered}
        for number, items, line in numbered:
            alone = items == 1 and int(number) not in nexts and int(number) + 1 not in firsts
            if alone or len(number) >= _YEAR:
                yield number, line
