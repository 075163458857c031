"""Keeps as text what stands in angle brackets and is no HTML, such as a name or an address. Removes nothing."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import islice

from press.config.markup import NEVER_ALLOWED
from press.ground.problems import MOST_REPEATED, Remark, brief
from press.text import manuscript, sanitizer

_ELEMENTS = sanitizer.ELEMENTS | NEVER_ALLOWED | {
    "acronym", "article", "audio", "basefont", "big", "blink", "body", "canvas", "center", "datalist", "dialog", "dir",
    "fieldset", "font", "footer", "head", "header", "hgroup", "html", "keygen", "label", "legend", "listing", "main", "marquee",
    "math", "menu", "meter", "nav", "nobr", "optgroup", "option", "output", "param", "picture", "progress", "rb", "rtc", "search",
    "select", "slot", "source", "spacer", "strike", "style", "svg", "track", "tt", "video",
}  # fmt: skip
"""The elements of HTML, including those that nobody should use."""
_TAG = re.compile(
    r"""
    <!--(?:.*?-->|.*)                               # a comment, even one that never ends
    | <[a-zA-Z][^<>="']*=\s*(?:"[^"]*"|'[^']*')     # a tag with a quoted value,
      (?:[^<>"']|"[^"]*"|'[^']*')*+>                # and whatever else it has
    | <([a-zA-Z][^\s<>/=]*)                         # the name of a tag,
      (?:\s[^<>=]*)?                                # with words behind it, but no value,
      (?<!/)>                                       # which is not closed at once
    """,
    re.DOTALL | re.VERBOSE,
)
"""A comment, a tag with values, or the name of one without, which is not closed at once."""
_END = re.compile(r"</([^\s<>]+)")


def kept(html: str, allowed: Container[str]) -> tuple[str, Sequence[str]]:
    """Return `html` with &lt; for the < of each tag that is no element, nor `allowed`, and is never closed; and these tags."""
    known, found = {name.lower() for name in _END.findall(html)}, dict[str, None]()

    def put(match: re.Match[str]) -> str:
        name = (match[1] or "").lower()
        if not name or name in _ELEMENTS or name in known or name in allowed:
            return match[0]
        found[match[0]] = None
        return f"&lt;{match[0][1:-1]}&gt;"

    return _TAG.sub(put, html), tuple(found)


def remarks(body: str, html: str, tags: Sequence[str]) -> Iterator[Remark]:
    """Yield a remark for each of the `tags` of `body` that the clean `html` shows as text."""
    for tag in islice((tag for tag in tags if f"&lt;{tag[1:-1]}&gt;" in html), MOST_REPEATED):
        line, column = manuscript.locate_tag(body, tag[1:-1], tag=tag)
        what = f"{brief(tag)} is no HTML, and is published as text"
        yield Remark(line=line, column=column, what=what, hint="write &lt; for <, or remove it", warning=True)
