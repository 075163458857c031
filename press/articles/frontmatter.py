"""Finds the front matter of a text: the lines between two fences. Knows nothing of the keys in it."""

import re

from press.articles import mending
from press.ground.problems import Problem, place_of
from press.kernel.value import value

MAX_CHARACTERS = 100_000
"""Front matter longer than a long article is a mistake."""

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_NEARLY = re.compile(r"^[ \t]*(-{2,}|[–—][-–—]*|\.{3})[ \t]*$", re.MULTILINE)
"""A line that was probably meant as a fence."""
_LINES = re.compile(r"(?:(?:[\w-]+:(?:[ ].*)?|[ \t]+\S.*|-[ ].*)\n)+")
"""Lines that may be front matter."""
_PASTED = re.compile(rf"\s*^(?:---[ \t]*\n)?({_LINES.pattern})---[ \t]*$", re.MULTILINE)
"""Lines at the beginning of a text that may be front matter too."""
_KEY = re.compile(r"^[\w-]+(?=:(?:[ ]|$))", re.MULTILINE)
_EMPTY = re.compile(r"\n[ \t]*\n")


@value
class Parts:
    """A text, divided at its fences."""

    yaml: str
    """The text between the fences."""
    yaml_line: int
    """The line on which it begins, counted from 1."""
    body: str
    """The text after the second fence, with line feeds as its only line ends."""
    body_line: int
    """The line on which the body begins."""


def split(text: str, path: str, problems: list[Problem], *, mend_forbidden: bool = False) -> Parts | None:
    """Return the parts of `text`, or None and a problem in `problems`.

    A byte order mark, any kind of line end, blank lines before the first fence and spaces after either are allowed.
    Characters that no page or feed may contain are errors, unless they are mended: with `mend_forbidden`.
    """
    text = mending.publishable(with_line_feeds(text), path, problems, mend=mend_forbidden)
    opening = _FENCE.search(text)
    if opening is None or text[: opening.start()].strip():
        problems.append(_missing(text, path))
        return None
    closing = _FENCE.search(text, opening.end() + 1)
    if closing is None:
        problems.append(_unclosed(text, opening, path))
        return None
    line = text.count("\n", 0, opening.start()) + 1
    yaml = text[opening.end() + 1 : closing.start()]
    if len(yaml) > MAX_CHARACTERS:
        what = f"the front matter is longer than {MAX_CHARACTERS:,} characters"
        problems.append(Problem(path=path, line=line, what=what, hint="move text below the second ---"))
        return None
    body_line = text.count("\n", 0, closing.end()) + 2
    problems += _pasted(text, yaml, closing.end(), path)
    return Parts(yaml=yaml, yaml_line=line + 1, body=text[closing.end() + 1 :], body_line=body_line)


def with_line_feeds(text: str) -> str:
    """Return `text` with line feeds as its only line ends, and without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _pasted(text: str, yaml: str, end: int, path: str) -> list[Problem]:
    """Return a problem if the lines below the `end` of the front matter `yaml` have two or more of its keys again."""
    again = _PASTED.match(text, end)
    if not again or len({*_KEY.findall(again[1])} & {*_KEY.findall(yaml)}) < 2:
        return []
    what = "these lines of front matter are published as text"
    hint = "remove them: the front matter ends above, and is not repeated"
    return [Problem(path=path, line=place_of(text, again.start(1))[0], what=what, hint=hint, warning=True)]


def _missing(text: str, path: str) -> Problem:
    """Return the problem of a `text` that does not begin with a fence."""
    start = len(text) - len(text.lstrip("\n"))
    nearly = _NEARLY.match(text, start)
    if not text.strip():
        return Problem(path=path, what="the file is empty", hint="write front matter and text, or delete it")
    if nearly:
        return _no_fence(text, nearly, path, "opens")
    what, hint = "the front matter is missing", "begin with a line of ---, the title and date, and another line of ---"
    if text.lstrip().startswith(("+++", "{")):
        what = "this front matter is not YAML"
        hint = f'{hint}; "hugo convert toYAML --output FOLDER" converts all texts of a Hugo site'
    return Problem(path=path, what=what, hint=hint)


def _unclosed(text: str, opening: re.Match[str], path: str) -> Problem:
    """Return the problem of a `text` in which no fence follows `opening`. Below an empty line, what is almost one may be text."""
    nearly = _NEARLY.search(text, opening.end() + 1)
    if nearly and (nearly[1] == "---" or not _EMPTY.search(text, opening.end() + 1, nearly.start())):
        return _no_fence(text, nearly, path, "closes")
    line, hint = text.count("\n", 0, opening.start()) + 1, "end it with a line of ---"
    likely = _LINES.match(text, opening.end() + 1)
    if likely and text[likely.end() :].strip():
        hint += f" above line {place_of(text, likely.end())[0]}"
    return Problem(path=path, line=line, what="the front matter is never closed", hint=hint)


def _no_fence(text: str, nearly: re.Match[str], path: str, does: str) -> Problem:
    line, column = place_of(text, nearly.start(1))
    if nearly[1] == "---":
        what, hint = f"the --- that {does} the front matter is indented", "begin it in the first column"
        return Problem(path=path, line=line, what=what, hint=hint)
    what = f"a line of --- {does} the front matter, and this one is {nearly[1]}"
    return Problem(path=path, line=line, column=column, what=what, hint="write three hyphens, ---, from the first column on")
