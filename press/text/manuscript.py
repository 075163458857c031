"""A Markdown body before conversion: where things are in it, and what cannot or should not be converted. Knows no HTML."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape, unescape
from itertools import islice
from urllib.parse import unquote

from press.ground.plaintext import FORBIDDEN, LOST
from press.ground.problems import MOST_REPEATED, Remark, place_of

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

BACK = "fnref:"
"""The prefix of the id of the place in a text that a footnote leads back to."""

_ADDRESS = re.compile(r"(?:\]\(\s*<?|\]:\s*<?|\b(?:href|src|cite)\s*=\s*[\"']?|<)\Z", re.IGNORECASE)
_END = re.compile(r"[\s)>\"'\]]|\Z")
_NO_ADDRESS = re.compile(r"\]\(\s*<?(?=[>)])|\bhref\s*=\s*[\"'](?=[\"'])")
_FILLER = r"&nbsp;|</?(?!img|h[1-6])[a-z][^<>\n]*>"
_NO_HEADING = re.compile(rf"^#{{1,6}}(?:[ \t#]|{_FILLER})*$|<h[1-6]\b[^<>]*>(?:\s|{_FILLER})*</h", re.MULTILINE | re.IGNORECASE)
_NEAR = 40
"""How many characters before an address or an id are read to distinguish it from a word."""
_NAME = re.compile(r"(?:\{[^}\n]*#|\b(?:id|name)\s*=\s*[\"']?)\Z")
DASHES = r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*(?:\|[ ]*)?$"
"""A regular expression for the line below the head of a table."""
_RULE = re.compile(f"^{DASHES}", re.MULTILINE)
_BAR, _EDGE = re.compile(r"(?<!\\)\|"), re.compile(r"^\||(?<!\\)\|$")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")
_FENCE = re.compile(r"^(`{3,}+|~{3,}+)[^\n`]*$", re.MULTILINE)
_CODE = re.compile(
    r"^(`{3,}|~{3,}).*?^\1[ ]*$|(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL
)  # fmt: skip
"""A fenced code block, and code within one paragraph."""
_COMMENT = re.compile(
    r"^[ ]{0,3}<!--(?:(?!<!--).)*?--!?>|<!--(?:(?!<!--|\n[ \t>]*\n).)*?--!?>|(<!--)", re.MULTILINE | re.DOTALL
)  # fmt: skip
"""A comment that begins a line, a comment within a paragraph, or the beginning of any other."""
_NO_LINK = re.compile(r"(?<!\\)\\\[[^\[\]]*\]|(?<!\\)\\[\[\]]")
"""Escaped brackets, with what is between them."""
_RAW = re.compile(
    r"^[ ]{0,3}<(address|article|aside|blockquote|center|details|div|dl|fieldset|figure|form|h[1-6]|ol|p|pre|section|table|ul)\b"
    r"(?![^<>]*\bmarkdown\b)(?:.*?</\1\s*>|.*)", re.MULTILINE | re.DOTALL | re.IGNORECASE,
)  # fmt: skip
"""A block of HTML, in which Markdown makes no links."""
_NESTED = re.compile(
    rf"^(?:[ ]{{0,3}}>[ ]?){{{MAX_NESTING}}}|^[ ]{{{4 * MAX_NESTING}}}[ ]*(?:[-*+]|\d+\.)[ ]"
    rf"|^[ ]{{0,3}}(?:(?:[-*+]|\d+[.)])[ ]+){{{MAX_NESTING}}}", re.MULTILINE,
)  # fmt: skip


_LONG_TAG = re.compile(f"<[a-zA-Z][^<>]{{{MAX_TAG}}}")


def locate(body: str, target: str, nth: int) -> tuple[int, int]:
    """Return line and column, from 1, of the `nth` occurrence of `target` in the Markdown `body`, outside code.

    Occurrences as the address of a link are preferred to those that may be words of the text. If there are fewer than `nth`,
    return the place of the last one; if there are none, the beginning. Python-Markdown keeps no source positions.
    """
    return _nth(body, _targets(body, target), nth)


def locate_id(body: str, name: str, nth: int) -> tuple[int, int]:
    """Return line and column, from 1, of the `nth` place in the Markdown `body` that sets the id `name`."""
    return _nth(body, _first_found(without_code(body), (name,), (_is_id, _is_anything)), nth)


def locate_tag(body: str, element: str, attribute: str = "", tag: str = "") -> tuple[int, int]:
    """Return line and column, from 1, of the first HTML `element` in the Markdown `body`, or of its `attribute` if one is given.

    The attribute may also be in braces after the Markdown that becomes the element. An element with this very `tag` is
    preferred.
    """
    name, key = re.escape(element), re.escape(attribute)
    patterns = [rf"({re.escape(tag)})"] if tag else []
    patterns += [rf"(<{name})(?![\w-])"]
    if attribute:
        patterns = [rf"<{name}\s[^<>]*?\b({key})\s*=", rf"\{{[^}}\n]*?\b({key})\s*=", rf"\{{:[^}}\n]*?[ ]({key})[ }}]", *patterns]
    matches = (re.search(pattern, without_code(body), re.IGNORECASE) for pattern in patterns)
    return _nth(body, [match.start(1) for match in matches if match][:1], 1)


def locate_empty_heading(body: str, nth: int) -> tuple[int, int]:
    """Return line and column, from 1, of the `nth` heading without words in the Markdown `body`."""
    return _nth(body, _empty_headings(body), nth)


@lru_cache(maxsize=1)
def _empty_headings(body: str) -> Sequence[int]:
    return [match.start() for match in _NO_HEADING.finditer(_COMMENT.sub(blanked, without_code(body)))]


@lru_cache(maxsize=64)
def _targets(body: str, target: str) -> Sequence[int]:
    """Return the offsets in `body` of `target`, as its author may have spelled it."""
    visible = _with_links(body)
    if not target:
        return [match.end() for match in _NO_ADDRESS.finditer(visible)]
    if target.startswith(f"#{BACK}"):  # generated, not written by the author: it leads back from a footnote
        target = f"[^{target[1:].removeprefix(BACK)}]:"
    spellings = dict.fromkeys((target, unquote(target), escape(target), target.replace("_", "\\_")))
    return _first_found(visible, spellings, (_is_address, _is_word, _is_anything))


Fits = Callable[[str, int, int], bool]
"""A function that returns whether the part of a text between two offsets is what is sought."""


def _first_found(text: str, spellings: Iterable[str], tests: Iterable[Fits]) -> list[int]:
    """Try each of `tests` on each of `spellings`; return all offsets in `text` of the first spelling that passes one."""
    for fits in tests:
        for spelling in spellings:
            found = [at for at in _occurrences(text, spelling) if fits(text, at, at + len(spelling))]
            if found:
                return found
    return []


def _occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _is_address(text: str, start: int, end: int) -> bool:
    return bool(_ADDRESS.search(text, max(0, start - _NEAR), start) and _END.match(text, end))


def _is_id(text: str, start: int, end: int) -> bool:
    return bool(_NAME.search(text, max(0, start - _NEAR), start)) and not _is_part(text[end : end + 1])


def _is_word(text: str, start: int, end: int) -> bool:
    return not _is_part(text[max(0, start - 1) : start]) and not _is_part(text[end : end + 1])


def _is_part(character: str) -> bool:
    return character.isalnum() or character in {"_", "-"}


def _is_anything(_text: str, _start: int, _end: int) -> bool:
    return True


def _nth(body: str, offsets: Sequence[int], nth: int) -> tuple[int, int]:
    """Return the place of the `nth` of the `offsets` in `body`, or of the last; the beginning if there are none."""
    return place_of(body, offsets[min(nth, len(offsets)) - 1]) if offsets else (1, 1)


@lru_cache(maxsize=1)
def without_code(body: str) -> str:
    """Return `body` with its code replaced by spaces."""
    return _CODE.sub(blanked, body)


@lru_cache(maxsize=1)
def _with_links(body: str) -> str:
    """Return `body` with its code, its comments and brackets that make no link replaced by spaces."""
    visible = _NO_LINK.sub(blanked, _COMMENT.sub(blanked, without_code(body)))
    return _RAW.sub(lambda block: block[0].replace("](", "  "), visible)


def without_html(body: str) -> str:
    """Return `body` with its code, its comments and its blocks of HTML replaced by spaces."""
    return _RAW.sub(blanked, _COMMENT.sub(blanked, without_code(body)))


def blanked(match: re.Match[str]) -> str:
    """Return spaces for `match`, with the line ends that it has."""
    return re.sub(r"[^\n]", " ", match[0])


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


def crowded_rows(body: str) -> list[Remark]:
    """Return a remark for each table row in `body` that has more cells than the table's head: these would be lost."""
    if "|" not in body or not _RULE.search(body):
        return []
    lines, found, columns = without_code(body).split("\n"), [], 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            columns = 0
        elif _RULE.fullmatch(line) and number > 1 and not columns and "|" in lines[number - 2]:
            columns = len(_cells(lines[number - 2]))
        elif columns and any(cell.strip() for cell in _cells(line)[columns:]):
            what = f"this row has {len(_cells(line))} cells, but its table has {columns} columns: the rest is lost"
            found.append(Remark(line=number, what=what, hint="add a column, or write \\| for a | within a cell", warning=True))
    return found


def _cells(row: str) -> list[str]:
    return _BAR.split(_EDGE.sub("", row.strip()))


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
    what = "the code block that begins here is never closed"
    return [Remark.of(body, opened.start(), what, f"end it with a line of {opened[1]}", warning=True)]


def open_comments(body: str) -> list[Remark]:
    """Return a remark for each comment of `body` that is not closed before its paragraph ends or another comment begins."""
    visible, what, hint = without_code(body), "this comment is never closed", "end it with -->, or write &lt;!-- instead"
    found = (match.start() for match in _COMMENT.finditer(visible) if match[1])
    return [Remark.of(visible, start, what, hint) for start in islice(found, MOST_REPEATED)]


def unpublishable(body: str) -> list[Remark]:
    """Return a remark for each &#...; of `body` that stands for a character forbidden in pages or feeds, or for none at all."""
    found = []
    for match in _REFERENCE.finditer(body):
        code, meant = int(match[1], 16) if match[1] else int(match[2]), unescape(match[0])
        if not meant or meant == LOST or FORBIDDEN.search(meant):
            what = f"{match[0]} stands for the invisible character U+{code:04X}, which cannot be published"
            found.append(Remark.of(body, match.start(), what, "delete it"))
    return found or [Remark(line=1, what="an invisible character cannot be published", hint="look for &# and delete it")]
