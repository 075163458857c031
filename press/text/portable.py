"""Prepares the HTML of a text to be shown elsewhere: by feed readers, which keep neither classes nor directions.

What a class or an attribute says that they drop is said in another way, or left out. Knows no feed.
"""

import html
import re

from press.ground import language
from press.ground.isolation import ISOLATE, ISOLATED
from press.ground.uri import uri
from press.text.element import LINES, TAG, VOID

_ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')
_DROPPED = frozenset({"class", "id", "loading", "decoding", "align", "sizes", "aria-label", "role"})
"""Attributes of no use elsewhere: fragments lead to the page, and ids could clash with those of other items."""
_ADDRESSES = frozenset({"href", "src", "cite"})
_SHOWN = {"bdo": "span"}
"""Elements that feed readers drop, and what replaces them: the direction that they give is kept by characters."""
_BOXES = frozenset({"blockquote", "div", "section", "aside", "figure", "ul", "ol", "dl", "table", "tbody", "tr"})
"""Elements that hold no lines of text, but other elements that do."""


def portable(text: str) -> str:
    """Return the clean HTML `text`, whose addresses are whole URLs, in a form that can be shown anywhere.

    Right-to-left passages are isolated by characters as well as by `dir`; addresses are ASCII.
    """
    walk = _Walk()
    return TAG.sub(walk.tag, text)


def standing_alone(html: str, lang: str) -> str:
    """Return `html`, which is in the language `lang`, portable, and with its direction, which no page gives it."""
    return portable(language.directed(html, lang))


class _Walk:
    """One walk over the tags, which knows whether it is in a right-to-left passage."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool, bool]] = []  # name, whether within such a passage, whether it was isolated here

    def tag(self, match: re.Match[str]) -> str:
        """Return what replaces a tag."""
        closing, named, rest = match.groups()
        name = _SHOWN.get(named, named)
        if closing:
            return self._closed(f"</{name}>", name)
        attributes = _ATTRIBUTE.findall(rest) if rest else []
        written = f"<{name}{''.join(self._attribute(*pair) for pair in attributes if pair[0] not in _DROPPED)}>"
        if name in VOID:
            return written
        within, isolated = self._open[-1][1:] if self._open else (False, False)
        direction = _direction(dict(attributes)) if attributes else ""
        rightward = direction == "rtl" if direction else within
        # only elements that hold one line: an isolate ends with it
        isolate = rightward and not isolated and name not in _BOXES and (direction == "rtl" or name in LINES)
        self._open.append((name, rightward, isolated or isolate))
        return f"{written}{ISOLATE}" if isolate else written

    def _closed(self, tag: str, name: str) -> str:
        while self._open:
            opened, _, isolated = self._open.pop()
            if opened == name:
                outer = self._open[-1][2] if self._open else False
                return f"{ISOLATED}{tag}" if isolated and not outer else tag
        return tag

    @staticmethod
    def _attribute(name: str, value: str) -> str:
        if name in _ADDRESSES:
            value = html.escape(uri(html.unescape(value)))
        return f' {name}="{value}"'


def _direction(attributes: dict[str, str]) -> str:
    """Return the direction that an element gives its text, or nothing if it gives none."""
    if attributes.get("dir") in {"ltr", "rtl"}:
        return attributes["dir"]
    return language.direction(attributes["lang"]) if "lang" in attributes else ""
