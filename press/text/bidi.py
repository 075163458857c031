"""Marks passages of HTML that run from right to left, or otherwise within these, where their author did not. Knows no page."""

import re
from unicodedata import bidirectional

from press.ground import isolation, language
from press.text.element import LINES, TAG, VOID

_LANG = re.compile(r'\slang="([^"]*)"')
_BLOCKS = LINES | {"blockquote"}
"""Elements that get a direction of their own if most of their letters run from right to left."""
_LEFT_ALONE = frozenset({"pre", "code", "bdo", "bdi"})
MOST = 2_000
"""How many characters of an element are examined to determine its direction."""


def marked(html: str, lang: str) -> str:
    """Return the clean HTML `html`, a text in the language `lang`, with everything that runs from right to left marked.

    An element in such a language gets `dir`, and so does a paragraph, item or cell with more such letters than others. A passage
    within a line is put into `bdi`: otherwise what follows it, such as a date, would be drawn into it (W3C,
    qa-bidi-unicode-controls). What already has a direction is left alone. In a text that itself runs from right to left, an
    element in a language that does not gets `dir`.
    """
    if language.direction(lang) == "rtl":
        return TAG.sub(_leftward, html) if ' lang="' in html else html
    if html.isascii() or not isolation.runs_right(html):
        return html
    parts: list[str] = []
    around: list[tuple[str, bool]] = []  # each open element, and whether its direction is known
    at = 0
    for tag in TAG.finditer(html):
        parts.append(_text(html[at : tag.start()], around))
        at = tag.end()
        closing, name, rest = tag.groups()
        written = tag[0]
        if closing:
            while around and around.pop()[0] != name:
                pass
        elif name not in VOID:
            known, rightward = _direction(html, tag, known=bool(around and around[-1][1]))
            written = f'<{name}{rest} dir="rtl">' if rightward else written
            around.append((name, known))
        parts.append(written)
    return "".join([*parts, _text(html[at:], around)])


def _leftward(tag: re.Match[str]) -> str:
    """Return the `tag`, with a direction if its language runs from left to right and it has none."""
    marked_lang = _LANG.search(tag[3])
    if tag[1] or tag[2] in VOID or not marked_lang or ' dir="' in tag[3] or language.direction(marked_lang[1]) == "rtl":
        return tag[0]
    return f'<{tag[2]}{tag[3]} dir="ltr">'


def _text(text: str, around: list[tuple[str, bool]]) -> str:
    """Return the `text` between two tags, with passages from right to left marked unless the direction `around` it is known."""
    return text if around and around[-1][1] else isolation.set_apart(text, '<bdi dir="rtl">', "</bdi>")


def _direction(html: str, tag: re.Match[str], *, known: bool) -> tuple[bool, bool]:
    """Return whether the direction within the element of `tag` is `known`, and whether the tag itself must be given one."""
    name, attributes = tag[2], tag[3]
    marked_lang = _LANG.search(attributes)
    if ' dir="' in attributes or name in _LEFT_ALONE:
        return True, False
    if marked_lang:
        return True, language.direction(marked_lang[1]) == "rtl"
    rightward = not known and name in _BLOCKS and _is_rightward(html, name, tag.end())
    return known or rightward, rightward


def _is_rightward(html: str, name: str, start: int) -> bool:
    """Return whether most letters of the element `name`, whose content begins at `start`, run from right to left."""
    end = html.find(f"</{name}>", start, start + MOST)
    kinds = [bidirectional(letter) for letter in TAG.sub("", html[start : end if end >= 0 else start + MOST])]
    return kinds.count("R") + kinds.count("AL") > kinds.count("L")
