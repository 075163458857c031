"""A Markdown body before it is converted: where things stand in it, and what of it cannot be, or should not. Knows no HTML."""

import re
from collections.abc import Container, Iterable
from html import unescape
from urllib.parse import unquote

from press.plaintext import FORBIDDEN, LOST
from press.problems import Remark

LIMITS = (
    (re.compile(r"^(?=.*\|).*$", re.MULTILINE), 3_000, "rows in one table", "put the table into a data file beside the article"),
    (re.compile(r"^[ ]*(?:[-*+]|\d+[.)])[ ]", re.MULTILINE), 5_000, "items in one list", "divide it"),
    (
        re.compile(r"\[(?![^\[\]\n]*\])|\]\((?![^()\n]*\))"),
        1_000,
        "brackets that are never closed in one paragraph",
        "close them",
    ),
    (re.compile(r"<(?![^<>]*>)"), 2_000, "opening < that are never closed in one paragraph", "write &lt;"),
    (re.compile(r"^\*\[", re.MULTILINE), 200, "abbreviations", "define fewer"),
)
"""What makes Python-Markdown quadratic, and how much of it one paragraph may hold: measured, some two seconds each."""
MAX_CHARACTERS = 2_000_000
"""Characters of a body."""
MAX_PARAGRAPH = 500_000
"""Characters of one paragraph."""
MAX_NESTING = 100
"""Levels of block quotations or lists."""

BACK = "fnref:"
"""What begins the id of the place in a text that a footnote leads back to."""

_ADDRESS = r"(?:\]\(\s*<?|\]:\s*<?|[\"']?=[\"']|<)"
_END = r"(?=[\s)>\"'\]]|$)"
_NAME = r"(?:\{[^}\n]*#|\bid\s*=\s*[\"']?)"
_NOTE = re.compile(r"(?<!\\)\[\^([^\]\s]+)\](?!:)")
_BY_NAME = re.compile(r"(?<![\\\]])\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")
_FENCE = re.compile(r"^(`{3,}|~{3,})[^\n`]*$", re.MULTILINE)
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1[ ]*$|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
_NESTED = re.compile(rf"^(?:[ ]{{0,3}}>[ ]?){{{MAX_NESTING}}}|^[ ]{{{4 * MAX_NESTING}}}[ ]*(?:[-*+]|\d+\.)[ ]", re.MULTILINE)


def locate(body: str, target: str, nth: int) -> tuple[int, int]:
    """Return line and column, from 1, of the `nth` occurrence of `target` in the Markdown `body`, outside code.

    An occurrence where a link has its address goes before one that may be a word of the text. Falls back to the last that
    there is, and to the beginning. Python-Markdown keeps no source positions.
    """
    visible = _visible(body)
    if target.startswith(f"#{BACK}"):  # nobody wrote it: it leads back from a footnote
        target = f"[^{target[1:].removeprefix(BACK)}]:"
    written = [re.escape(target), re.escape(unquote(target))]
    addresses = [f"{_ADDRESS}({one}){_END}" for one in written]
    return _found(visible, (*addresses, *(rf"(?<!\w)({one})(?!\w)" for one in written), *(f"({one})" for one in written)), nth)


def locate_id(body: str, name: str, nth: int) -> tuple[int, int]:
    """Return line and column, from 1, of the `nth` place in the Markdown `body` that gives something the id `name`."""
    visible, written = _visible(body), re.escape(name)
    return _found(visible, (rf"{_NAME}({written})(?![\w-])", f"({written})"), nth)


def _found(visible: str, patterns: Iterable[str], nth: int) -> tuple[int, int]:
    """Return the place of the `nth` match of the first of `patterns` that has any in `visible`, or of its last."""
    for pattern in patterns:
        where = [match.start(1) for match in re.finditer(pattern, visible, re.MULTILINE)]
        if where:
            return _place(visible, where[min(nth, len(where)) - 1])
    return 1, 1


def _place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of the `offset` in `text`, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _visible(body: str) -> str:
    """Return `body` with spaces in the place of its code."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)


def excess(body: str) -> Remark | None:
    """Return a remark if `body` holds more of something than can be converted in reasonable time."""
    if len(body) > MAX_CHARACTERS:
        return Remark(line=1, what=f"the text is longer than {MAX_CHARACTERS:,} characters", hint="divide the article")
    deep = body.count(">") >= MAX_NESTING or " " * MAX_NESTING in body
    nested = _NESTED.search(body) if deep else None
    if nested:
        what = f"more than {MAX_NESTING} levels of quotation or list"
        return Remark(line=body.count("\n", 0, nested.start()) + 1, what=what, hint="write it flatter")
    line = 1
    for paragraph in _paragraphs(body):
        if len(paragraph) > MAX_PARAGRAPH:
            return Remark(line=line, what=f"a paragraph of more than {MAX_PARAGRAPH:,} characters", hint="divide it")
        if len(paragraph) > 1_000:
            for pattern, most, what, hint in LIMITS:
                if sum(1 for _ in pattern.finditer(paragraph)) > most:
                    return Remark(line=line, what=f"more than {most:,} {what}", hint=hint)
        line += paragraph.count("\n") + 2
    return None


def _paragraphs(body: str) -> list[str]:
    return body.split("\n\n")


def undefined_notes(body: str, names: Container[str]) -> list[Remark]:
    """Return a remark for each place where `body` refers to a footnote of one of the `names`, which nothing defines."""
    return _undefined(body, _NOTE, names, "footnote", "[^{}]: with its text")


def undefined_links(body: str, names: Container[str]) -> list[Remark]:
    """Return a remark for each link of `body` to an address by one of the `names`, which nothing defines."""
    return _undefined(body, _BY_NAME, names, "address", "[{}]: with the address")


def _undefined(body: str, pattern: re.Pattern[str], names: Container[str], kind: str, line_of: str) -> list[Remark]:
    """Return a remark for each match of `pattern` whose last group that is not empty is one of `names`."""
    visible, found = _visible(body), []
    for match in pattern.finditer(visible):
        name = next(filter(None, reversed(match.groups())))
        if name in names:
            line, column = _place(visible, match.start())
            what, hint = f'nothing defines the {kind} "{name}"', f"add a line {line_of.format(name)}, or write \\{match[0]}"
            found.append(Remark(line=line, column=column, what=what, hint=hint, warning=True))
    return found


def unclosed_fence(body: str) -> list[Remark]:
    """Return a remark if a code block of `body` is never closed."""
    opened = None
    for match in _FENCE.finditer(body) if "```" in body or "~~~" in body else ():
        if opened is None:
            opened = match
        elif match[0].strip() == opened[1]:
            opened = None
    if opened is None:
        return []
    line = body.count("\n", 0, opened.start()) + 1
    what = "the code block that begins here is never closed"
    return [Remark(line=line, what=what, hint=f"end it with a line of {opened[1]}", warning=True)]


def unpublishable(body: str) -> list[Remark]:
    """Return a remark for each reference of `body` to a character that no page or feed may hold, or that is none at all."""
    found = []
    for match in _REFERENCE.finditer(body):
        code, meant = int(match[1], 16) if match[1] else int(match[2]), unescape(match[0])
        if not meant or meant == LOST or FORBIDDEN.search(meant):
            line, column = _place(body, match.start())
            what = f"{match[0]} stands for the invisible character U+{code:04X}, which cannot be published"
            found.append(Remark(line=line, column=column, what=what, hint="delete it"))
    return found or [Remark(line=1, what="an invisible character cannot be published", hint="look for &# and delete it")]
