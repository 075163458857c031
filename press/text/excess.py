"""Finds what a Markdown body has too much of: Python-Markdown would take very long, or nest too deeply. Knows no HTML."""

import re

from press.ground.problems import Remark

LIMITS = (
    (re.compile(r"^(?=.*\|).*$", re.MULTILINE), 3_000, "rows in one table", "put the table into a data file beside the article"),
    (re.compile(r"^[ ]*(?:[-*+]|\d+[.)])[ ]", re.MULTILINE), 5_000, "items in one list", "divide it"),
    (re.compile(r"\[(?![^\[\]\n]*\])|\]\((?![^()\n]*\))"), 1_000, "unclosed brackets in one paragraph", "close them"),
    (re.compile(r"<(?![^<>]*>)"), 2_000, "unclosed < in one paragraph", "write &lt; instead"),
    (re.compile(r"^\*\[", re.MULTILINE), 200, "abbreviations", "define fewer"),
    (re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ ]*$", re.MULTILINE), 1_000, "link definitions without an address", "remove them"),
    (re.compile(r"^#", re.MULTILINE), 8_000, "lines with # in one paragraph", "put them between fences, or leave empty lines"),
    (re.compile(r"!\["), 15_000, "pictures in one paragraph", "divide it"),
    (re.compile(r"[\"']"), 50_000, "quotation marks in one paragraph", "divide it"),
    (re.compile(r"\\"), 50_000, "backslashes in one paragraph", "put them between fences"),
    (re.compile(r"\\\n"), 10_000, "lines with a \\ at their end in one paragraph", "divide it"),
    (re.compile(r"&#"), 20_000, "character references in one paragraph", "write the characters themselves"),
    (re.compile(r"<[a-zA-Z]"), 30_000, "HTML tags in one paragraph", "divide it"),
)
"""What makes Python-Markdown quadratic, and how much of it one paragraph may hold: each takes about two seconds, as measured."""
LIMITS_OF_ALL = (
    (re.compile(r"^(?:`{3,}|~{3,})", re.MULTILINE), 4_000, "fences around code", "divide the article"),
    (re.compile(r"^[ ]{0,3}\[\^", re.MULTILINE), 2_500, "footnotes", "divide the article"),
)
"""The same for a whole text."""
MAX_CHARACTERS = 2_000_000
"""Characters of a body."""
MAX_PARAGRAPH = 500_000
"""Characters of one paragraph."""
MAX_TAG = 20_000
"""Characters of one HTML tag."""
MAX_NESTING = 100
"""Levels of block quotations or lists."""
_NESTED = re.compile(
    rf"^(?:[ ]{{0,3}}>[ ]?){{{MAX_NESTING}}}|^[ ]{{{4 * MAX_NESTING}}}[ ]*(?:[-*+]|\d+\.)[ ]"
    rf"|^[ ]{{0,3}}(?:(?:[-*+]|\d+[.)])[ ]+){{{MAX_NESTING}}}", re.MULTILINE,
)  # fmt: skip
_LONG_TAG = re.compile(f"<[a-zA-Z][^<>]{{{MAX_TAG}}}")


def excess(body: str) -> Remark | None:
    """Return a remark if `body` has too much of something to be converted in reasonable time."""
    if len(body) > MAX_CHARACTERS:
        return Remark(line=1, what=f"the text is longer than {MAX_CHARACTERS:,} characters", hint="divide the article")
    nested = _NESTED.search(body)
    if nested:
        what = f"more than {MAX_NESTING} levels of quotation or list"
        return Remark(line=body.count("\n", 0, nested.start()) + 1, what=what, hint="nest it less deeply")
    for pattern, most, what, hint in LIMITS_OF_ALL if len(body) > 10_000 else ():
        if sum(1 for _ in pattern.finditer(body)) > most:
            return Remark(line=1, what=f"more than {most:,} {what}", hint=hint)
    line = 1
    for paragraph in body.split("\n\n"):
        if found := _too_much(paragraph) if len(paragraph) > 1_000 else None:
            return Remark(line=line, what=found[0], hint=found[1])
        line += paragraph.count("\n") + 2
    return None


def _too_much(paragraph: str) -> tuple[str, str] | None:
    if len(paragraph) > MAX_PARAGRAPH:
        return f"a paragraph of more than {MAX_PARAGRAPH:,} characters", "divide it"
    if _LONG_TAG.search(paragraph):
        return f"an HTML tag of more than {MAX_TAG:,} characters", "shorten it"
    counted = ((f"more than {most:,} {what}", hint, most, pattern.finditer(paragraph)) for pattern, most, what, hint in LIMITS)
    return next(((what, hint) for what, hint, most, found in counted if sum(1 for _ in found) > most), None)
