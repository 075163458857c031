"""Finds the front matter of a text: the lines between two fences. Knows nothing of the keys in it."""

import re
from dataclasses import dataclass
from itertools import islice

from press.ground import mojibake
from press.ground.mojibake import Slip
from press.ground.plaintext import ENDLESS, FORBIDDEN, LOST, meant
from press.ground.problems import MOST_REPEATED, Problem, brief, place_of

MAX_CHARACTERS = 100_000
"""Front matter longer than a long article is a mistake."""

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_NEARLY = re.compile(r"^[ \t]*(-{2,}|[–—][-–—]*|\.{3})[ \t]*$", re.MULTILINE)
"""A line that was probably meant as a fence."""
_LINES = re.compile(r"(?:(?:[\w-]+:(?:[ ].*)?|[ \t]+\S.*|-[ ].*)\n)+")
"""Lines that may be front matter."""
_PASTED = re.compile(rf"\s*^(?:---[ \t]*\n)?({_LINES.pattern})---[ \t]*$", re.MULTILINE)
"""Lines that are more of it at the beginning of a text."""
_KEY = re.compile(r"^[\w-]+(?=:(?:[ ]|$))", re.MULTILINE)
_MEND = "set adoption.forbidden_characters: remove in config.yaml, which mends such words"
_EMPTY = re.compile(r"\n[ \t]*\n")
_LEADING = re.compile("^[\x0b\x0c]+", re.MULTILINE)
"""Breaks that divide no words. A space instead of them might keep Markdown from what it finds at the beginning of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    Characters that no page or feed may contain are errors. With `mend_forbidden` they are not: each is replaced by the
    character that has its code in Windows-1252, or by a space if it is a break between words, or removed, once what was read
    wrongly is mended.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _without_endless(_without_forbidden(text, path, problems, mend_forbidden), path, problems)
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


def _pasted(text: str, yaml: str, end: int, path: str) -> list[Problem]:
    """Return a problem if below the `end` of the front matter `yaml` stands what has two or more of its keys again."""
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
    """Return the problem of a `text` in which no fence follows `opening`. Below an empty line, what nearly is one may be text."""
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


def removed(character: str) -> bool:
    """Return whether `mend_forbidden` removes `character` without a replacement."""
    return bool(FORBIDDEN.match(character)) and not meant(character)


def _without_forbidden(text: str, path: str, problems: list[Problem], mend: bool) -> str:
    for found in islice(re.finditer(LOST, text), MOST_REPEATED) if LOST in text else ():
        line, column = place_of(text, found.start())
        what, hint = "a character was lost here when the text was converted", f"write it again in place of {LOST}"
        problems.append(Problem(path=path, line=line, column=column, what=what, hint=hint, warning=True))
    text = mojibake.mended(text) if mend else text
    garbled = list(mojibake.slips(text))
    problems += _garbled(text, garbled, path) if garbled else ()
    if not FORBIDDEN.search(text):
        return text
    within = {at for slip in garbled for at in range(slip.start, slip.end)}
    lost = (found for found in FORBIDDEN.finditer(text) if found.start() not in within)
    for found in islice(lost, 0 if mend else MOST_REPEATED):
        line, column = place_of(text, found.start())
        what = f"the invisible character U+{ord(found[0]):04X} cannot be published"
        sign = meant(found[0])
        hint = f"write {sign}, which has this code in Windows-1252" if sign else "delete it"
        hint = "write a space, or begin a new line" if sign == " " else hint
        problems.append(Problem(path=path, line=line, column=column, what=what, hint=hint))
    return FORBIDDEN.sub(lambda found: meant(found[0]), _LEADING.sub("", text))


def _garbled(text: str, slips: list[Slip], path: str) -> list[Problem]:
    """Return a problem for the first of the `slips` of `text`: an error if any of them cannot be published as it is."""
    (line, column), words = place_of(text, slips[0].start), mojibake.words(text, slips[0])
    others = f", at the first of {len(slips)} places" if len(slips) > 1 else ""
    return [Problem(
        path=path, line=line, column=column, what=f'"{words}" was garbled when the text was converted{others}',
        hint=f'write "{mojibake.mended(words)}"' + (f", or {_MEND}" if others else ""),
        warning=not any(FORBIDDEN.search(text, slip.start, slip.end) for slip in slips),
        many="words were garbled when texts were converted", for_all=_MEND,
    )]  # fmt: skip


def _without_endless(text: str, path: str, problems: list[Problem]) -> str:
    """Return `text` with question marks for each character reference that is too long to stand for any."""
    if not ENDLESS.search(text):
        return text
    for found in islice(ENDLESS.finditer(text), MOST_REPEATED):
        line, column = place_of(text, found.start())
        what = f'"{brief(found[0])}" stands for no character'
        problems.append(Problem(path=path, line=line, column=column, what=what, hint="delete it, or write &amp;# for &#"))
    return ENDLESS.sub(lambda found: "?" * len(found[0]), text)
