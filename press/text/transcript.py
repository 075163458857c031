"""Turns the HTML of a text into plain text, as a person would type it out. Knows no article, and no address.

What HTML separates stays separate, as with `innerText` (HTML standard, section 3.2.7): paragraphs and headings by an empty line,
items and rows by a line end, cells by a tab. White space in code is kept, other white space is collapsed, and no-break spaces
stay. The HTML must come from `sanitizer`: every tag is closed, entities are few, and < and > are escaped in attribute values.
"""

import html
import re

from press.text.element import INLINE, TAG

_INLINE = re.compile(rf"</?(?:{INLINE}|img)\b[^<>]*>")
"""Inline tags, which separate nothing and are removed first: they are the most frequent."""
_BACK = re.compile(r'[ \xa0]*(?:&nbsp;)?<a [^<>]*class="footnote-backref"[^<>]*>[^<]*</a>')
"""The arrow from a footnote back to the text."""
_MARK = re.compile(r'<sup\b[^<>]*><a\b[^<>]*class="footnote-ref"[^<>]*>([^<]*)</a></sup>')
_START = re.compile(r'\bstart="(-?\d{1,9})"')
_SPACES = re.compile(" {2,}")

_PARAGRAPHS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "figcaption", "div", "section", "table", "caption", "pre",
     "dl", "hr", "details", "summary", "aside", "main", "address", "ul", "ol"}
)  # fmt: skip
"""Elements with an empty line before and after them, except a list within a list."""
_LINES = frozenset({"li", "tr", "dt", "dd", "br"})
"""Elements that begin on a line of their own."""
_LISTS, _CELLS = frozenset({"ul", "ol"}), frozenset({"td", "th"})


def of(converted: str) -> str:
    """Return the text of the clean HTML `converted`, without a line feed at its end.

    A list item begins with a hyphen or its number; footnotes and references to them have their number in brackets. Only the
    caption of a picture remains: the alt text describes what cannot be typed out.
    """
    if "footnote-ref" in converted:
        converted = _MARK.sub(r"[\1]", _BACK.sub("", converted))
    typing, end = _Typing(), 0
    converted = _INLINE.sub("", converted)
    for match in TAG.finditer(converted):
        if match.start() > end:
            typing.text(converted[end : match.start()])
        typing.tag(match[2], match[3], closes=bool(match[1]))
        end = match.end()
    typing.text(converted[end:])
    return typing.done()


def without_marks(converted: str) -> str:
    """Return the clean HTML `converted` without references to footnotes and the arrows that lead back from them."""
    return _MARK.sub("", _BACK.sub("", converted)) if "footnote-ref" in converted else converted


class _Typing:
    """A text being typed out, tag by tag."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._block: list[str] = []
        self._cells: list[str] = []
        self._gap = 0  # line ends that the next text needs before it
        self._prefix = ""
        self._lists: list[int | None] = []  # the number of the next item of each open list; None if items have no numbers
        self._within = {"table cell": 0, "pre": 0, "footnote": 0}

    def text(self, written: str) -> None:
        """Type the text between two tags."""
        self._block.append(written)

    def tag(self, name: str, attributes: str, *, closes: bool) -> None:
        """Begin or end the element `name`."""
        if self._within["table cell"] or name in _CELLS:
            self._in_table(name, closes=closes)
        elif name in _PARAGRAPHS or name in _LINES:
            self._flush()
            nested = name in _LISTS and len(self._lists) > (1 if closes else 0)
            self._gap = max(self._gap, 1 if name in _LINES or nested else 2)
            self._open(name, attributes, closes=closes)
            if name == "tr" and closes:
                self._row()

    def _open(self, name: str, attributes: str, *, closes: bool) -> None:
        if name == "pre":
            self._within["pre"] += -1 if closes else 1
        elif name == "div" and 'class="footnote"' in attributes:
            self._within["footnote"] = 1  # footnotes end a text
        elif name in _LISTS and closes and self._lists:
            self._lists.pop()
        elif name in _LISTS and not closes:
            start = _START.search(attributes)
            self._lists.append((int(start[1]) if start else 1) if name == "ol" else None)
        elif name == "li" and not closes and self._lists:
            number = self._lists[-1]
            mark = "- " if number is None else f"[{number}] " if self._within["footnote"] else f"{number}. "
            self._prefix = f"{'  ' * (len(self._lists) - 1)}{mark}"
            self._lists[-1] = None if number is None else number + 1

    def _in_table(self, name: str, *, closes: bool) -> None:
        """Collapse the content of a cell, including any nested table, into one line."""
        if name in _CELLS:
            if not self._within["table cell"]:
                self._block.clear()  # white space between cells
            self._within["table cell"] += -1 if closes else 1
            if closes and not self._within["table cell"]:
                self._cells.append(_folded("".join(self._block)))
                self._block.clear()
                return
        if name in _PARAGRAPHS or name in _LINES or name in _CELLS:
            self._block.append(" ")

    def _row(self) -> None:
        if any(self._cells):
            self._type("\t".join(self._cells))
        self._cells.clear()

    def _flush(self) -> None:
        if self._block:
            written = "".join(self._block)
            self._block.clear()
            written = written.strip("\n") if self._within["pre"] else _folded(written)
            if written.strip():
                self._type(written)

    def _type(self, written: str) -> None:
        if self._out:
            self._out.append("\n" * self._gap)
        self._out += (self._prefix, written)
        self._gap, self._prefix = 0, ""

    def done(self) -> str:
        """Return all that was typed."""
        self._flush()
        typed = "".join(self._out)
        return html.unescape(typed) if "&" in typed else typed


def _folded(written: str) -> str:
    for mark in "\n\t\r\f":  # four quick scans cost less than one pattern that stops at every space
        written = written.replace(mark, " ")
    return (_SPACES.sub(" ", written) if "  " in written else written).strip(" ")
