"""Finds marks of other kinds of Markdown, which are published as text. Knows nothing of where anything leads."""

import re
from html import unescape

from press.ground.problems import Remark
from press.text import manuscript
from press.text.converted import Converted
from press.text.element import CODE

_KINDS = (
    (re.compile(r"\[[ xX]\][ ](?:(?<=[-*+][ ].{4})|(?<=\d\.[ ].{4})|(?<=<li>.{4})|(?<=<li>\n.{4}))"),
     "this box of a task list", "write ☐ or ☑ instead"),
    (re.compile(r"~~(?<![\w~]~~)(?=[^\s~])[^~\n]++(?<!\s)~~(?![\w~])"),
     "what stands between these ~~", "write <del>…</del> instead"),
    (re.compile(r"==(?<![\w=]==)(?=[^\s=])[^=\n]++(?<!\s)==(?![\w=])"),
     "what stands between these ==", "write <mark>…</mark> instead"),
    (re.compile(r"\^\[(?!\d+\])[^\[\]\n]++\]"),
     "this footnote within a line", "write [^1] here, and its text in a line of its own that begins with [^1]:"),
    (re.compile(r"\^(?<=\w\^)[+-]?\d{1,3}[+-]?\^"), "what stands between these ^", "write <sup>…</sup> instead"),
    (re.compile(r"~(?<=[a-zA-Z]~)\d{1,3}~(?!~)"), "what stands between these ~", "write <sub>…</sub> instead"),
    (re.compile(r"\[\[(?<!\\\[\[)(?=[^\[\]]*[^\W\d])[^\[\]\n]++\]\]"), "this link of a wiki", "write [words](file.md)"),
    (re.compile(r"\[!(?<!\\\[!)(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]"),
     "this mark of a box", "write **Note:** or the like instead"),
    (re.compile(r":(?<![\w:]:)[a-z][a-z0-9_+-]+:(?![\w:])"), "this name of an emoji", "write the sign itself"),
)  # fmt: skip
"""What such a mark looks like, what it is, and what to do.

What may not stand before a mark is looked for behind its first signs, not in front of them: Python seeks signs that begin a
pattern fast, but tries a look-behind at every character.
"""
_UNSHOWN = re.compile(rf"{CODE}|<(?!li>)[^<>]*>", re.DOTALL)
"""What is no text in HTML, except the tag that begins an item of a list."""


def remarks(text: Converted) -> list[Remark]:
    """Return a remark for the first mark of each kind that `text` shows as text."""
    found, kinds = list[Remark](), [kind for kind in _KINDS if kind[0].search(text.body)]
    shown, written = (unescape(_UNSHOWN.sub("", text.shown)), manuscript.without_html(text.body)) if kinds else ("", "")
    for pattern, what, hint in kinds:
        printed = {match[0] for match in pattern.finditer(shown)}
        written_marks = list(pattern.finditer(written)) if printed else []
        if written_marks:
            first = next((match for match in written_marks if match[0] in printed), written_marks[0])
            message = (
                f"{what} is published as text, and so are others" if len(written_marks) > 1 else f"{what} is published as text"
            )
            found.append(Remark.of(written, first.start(), message, hint, warning=True))
    return found
