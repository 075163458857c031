"""Finds Markdown that was broken in the writing, and is published as text. Knows not where a link leads."""

import re
from collections import Counter
from html import unescape

from press.config.attachments import INERT
from press.ground.problems import MOST_REPEATED, Remark
from press.text import manuscript

_SIGN, _PATH = r"[^\s()\[\]<>]", r"[^\s()\[\]<>#]"
_SUFFIX = "|".join(sorted((suffix[1:] for suffix in (*INERT, ".md", ".markdown")), key=len, reverse=True))
_TARGET = rf"(?i:(?:https?:/)?/{_SIGN}+/|{_PATH}+\.(?:{_SUFFIX})(?:#{_SIGN}*)?)"
"""What is likely to be an address, and not words in brackets, such as n.d. or and/or."""
_ATTRIBUTES = r"(?<!\\)\{:[ ]*(?:[.#][\w-]|[\w-]+=(?!>))(?:[ ]*+[^\s{}\"'“”]++)*+"
_WRITE_LINK = "write [words](address)"
_KINDS = (
    (re.compile(rf"\]\((?={_SIGN}*[./#-]){_SIGN}*+(?:\({_SIGN}*+\){_SIGN}*+)*+(?=\s|\Z)"),
     "link", "no ) ends its address", f"{_WRITE_LINK}; an address that holds a ( needs a ) for each"),
    (re.compile(rf"(?<![\d\\\s\[])\][ \n]\({_TARGET}\)"),
     "link", "there is a space between ] and (", _WRITE_LINK),
    (re.compile(rf"(?<!\\)\([^()\[\]\n]+\)\[{_TARGET}\]"),
     "link", "its brackets are the wrong way round", _WRITE_LINK),
    (re.compile(rf"(?<!\\)\[[^()\[\]\n^][^()\[\]\n]*\({_TARGET}\)(?![^\[\n]*\])"),
     "link", "no ] stands before its address", _WRITE_LINK),
    (re.compile(rf"{_ATTRIBUTES}[ ]*(?=$|\{{)", re.MULTILINE),
     "list of attributes", "no } ends it", "add a }"),
    (re.compile(rf"{_ATTRIBUTES}[ ]*\}}"),
     "list of attributes", "it does not follow what it is for",
     "write it directly behind a link or picture, or alone in the line directly below"),
)  # fmt: skip
"""What shows what was meant, what that is, what is wrong with it, and what to do."""
_UNSHOWN = re.compile(r"<(code|pre)\b.*?</\1>|<[^<>]*>", re.DOTALL)


def remarks(body: str, html: str) -> list[Remark]:
    """Return a remark for each of these that the clean HTML `html`, which was made of the Markdown `body`, shows as text."""
    found, written, shown = list[Remark](), manuscript.without_html(body), unescape(_UNSHOWN.sub("", html))
    for pattern, meant, what, hint in _KINDS:
        left = Counter(pattern.findall(shown))
        for match in pattern.finditer(written) if left else ():
            if left[match[0]] and len(found) < MOST_REPEATED:
                left[match[0]] -= 1
                told = f"this {meant} is published as text, because {what}"
                found.append(Remark.of(written, match.start(), told, hint, warning=True))
    return found
