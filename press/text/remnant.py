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
_KINDS = (
    (re.compile(rf"\]\((?={_SIGN}*[./#-]){_SIGN}*+(?:\({_SIGN}*+\){_SIGN}*+)*+(?=\s|\Z)"),
     "no ) ends its address", "write [words](address); an address that holds a ( needs a ) for each"),
    (re.compile(rf"(?<![\d\\\s\[])\][ \n]\({_TARGET}\)"),
     "there is a space between ] and (", "write [words](address)"),
    (re.compile(rf"(?<!\\)\([^()\[\]\n]+\)\[{_TARGET}\]"),
     "its brackets are the wrong way round", "write [words](address)"),
    (re.compile(rf"(?<!\\)\[[^()\[\]\n^][^()\[\]\n]*\({_TARGET}\)(?![^\[\n]*\])"),
     "no ] stands before its address", "write [words](address)"),
)  # fmt: skip
"""What shows that a link was meant, what is wrong with it, and what to do."""
_UNSHOWN = re.compile(r"<(code|pre)\b.*?</\1>|<[^<>]*>", re.DOTALL)


def remarks(body: str, html: str) -> list[Remark]:
    """Return a remark for each broken link that the clean HTML `html`, which was made of the Markdown `body`, shows as text."""
    found, written, shown = list[Remark](), manuscript.without_html(body), unescape(_UNSHOWN.sub("", html))
    for pattern, what, hint in _KINDS:
        left = Counter(pattern.findall(shown))
        for match in pattern.finditer(written) if left else ():
            if left[match[0]] and len(found) < MOST_REPEATED:
                left[match[0]] -= 1
                told = f"this link is published as text, because {what}"
                found.append(Remark.of(written, match.start(), told, hint, warning=True))
    return found
