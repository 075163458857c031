"""A Markdown body before conversion: where things are in it, and what of it is neither code nor HTML. Knows no HTML."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from urllib.parse import unquote

from press.ground.problems import place_of

BACK = "fnref:"
"""The prefix of the id of the place in a text that a footnote leads back to."""

_ADDRESS = re.compile(r"(?:\]\(\s*<?|\]:\s*<?|\b(?:href|src|cite)\s*=\s*[\"']?|<)\Z", re.IGNORECASE)
_END = re.compile(r"[\s)>\"'\]]|\Z")
_NO_ADDRESS = re.compile(r"\]\(\s*<?(?=[>)])|\bhref\s*=\s*[\"'](?=[\"'])")
_FILLER = r"&nbsp;|</?(?!img|h[1-6])[a-z][^<>\n]*>"
_NO_HEADING = re.compile(
    rf"""
    ^\#{{1,6}}(?:[ \t#]|{_FILLER})*$            # in Markdown
    | <h[1-6]\b[^<>]*>(?:\s|{_FILLER})*</h     # in HTML
    """,
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
"""A heading without words."""
_NEAR = 40
"""How many characters before an address or an id are read to distinguish it from a word."""
_NAME = re.compile(r"(?:\{[^}\n]*#|\b(?:id|name)\s*=\s*[\"']?)\Z")
_CODE = re.compile(
    r"""
    ^(`{3,}+|~{3,}+)[^`\n]*\n         # a fence, with the name of a language,
    .*?^\1[ ]*$                       # up to the same fence alone
    | (?<!`)(`+)(?!`)                 # or backticks,
      (?:(?!\n[ \t]*\n).)+?          # with no empty line
      (?<!`)\2(?!`)                   # up to as many
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
"""A fenced code block, and code within one paragraph."""
COMMENT = re.compile(
    r"""
    ^[ ]{0,3}<!--(?:(?!<!--).)*?--!?>            # at the beginning of a line
    | <!--(?:(?!<!--|\n[ \t>]*\n).)*?--!?>      # within a paragraph
    | (<!--)                                     # never closed
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
"""A comment that begins a line, a comment within a paragraph, or the beginning of any other."""
_NO_LINK = re.compile(r"(?<!\\)\\\[[^\[\]]*\]|(?<!\\)\\[\[\]]")
"""Escaped brackets, with what is between them."""
_RAW = re.compile(
    r"""
    ^[ ]{0,3}<(address|article|aside|blockquote|center|details|div|dl|fieldset|figure|form|h[1-6]|ol|p|pre|section|table|ul)\b
    (?![^<>]*\bmarkdown\b)       # unless its tag says markdown="1",
    (?:.*?</\1\s*>|.*)           # up to its end, or that of the text
    """,
    re.MULTILINE | re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
"""A block of HTML, in which Markdown makes no links."""


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
        in_braces = rf"\{{[^}}\n]*?\b({key})\s*=", rf"\{{:(?:[^}}\n]*?[ ])?({key})[ }}]"
        patterns = [rf"<{name}\s[^<>]*?\b({key})\s*=", *in_braces, *patterns]
    matches = (re.search(pattern, without_code(body), re.IGNORECASE) for pattern in patterns)
    return _nth(body, [match.start(1) for match in matches if match][:1], 1)


def locate_empty_heading(body: str, nth: int) -> tuple[int, int]:
    """Return line and column, from 1, of the `nth` heading without words in the Markdown `body`."""
    return _nth(body, _empty_headings(body), nth)


@lru_cache(maxsize=1)
def _empty_headings(body: str) -> Sequence[int]:
    return [match.start() for match in _NO_HEADING.finditer(_without_comments(body))]


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
"""A function that returns whether the part of a text between two offsets is what somebody looks for."""


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
def _without_comments(body: str) -> str:
    """Return `body` with its code and its comments replaced by spaces."""
    return COMMENT.sub(blanked, without_code(body))


@lru_cache(maxsize=1)
def _with_links(body: str) -> str:
    """Return `body` with its code, its comments and brackets that make no link replaced by spaces."""
    visible = _NO_LINK.sub(blanked, _without_comments(body))
    return _RAW.sub(lambda block: block[0].replace("](", "  "), visible)


@lru_cache(maxsize=1)
def without_html(body: str) -> str:
    """Return `body` with its code, its comments and its blocks of HTML replaced by spaces."""
    return _RAW.sub(blanked, _without_comments(body))


def blanked(match: re.Match[str]) -> str:
    """Return spaces for `match`, with the line ends that it has."""
    return re.sub(r"[^\n]", " ", match[0])
