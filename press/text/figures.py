"""Makes figures of pictures that stand alone in a paragraph, marks those that are to be wide, and lets drawings be enlarged.

Knows no file and no size.
"""

import re

_ALONE = re.compile(r"<p((?: [^>]*)?)>((?:<a [^>]*>)?)<img( [^>]*)>((?:</a>)?)</p>")
"""A picture alone in its paragraph, which may be a link."""
_ITSELF = re.compile(r'<a (?=[^>]*href="([^"]+)").*<img (?=[^>]*src="\1")')
"""A picture that is a link to itself, whose address need not be printed beside it."""
_DRAWING = re.compile(
    r'(?<=>)(<img(?=[^>]* alt="[^"])[^>]* src="([^"]+\.(?:gif|png|svg))"[^>]*>)(?=</p>|<figcaption>)', re.IGNORECASE
)
"""What is probably a drawing, such as a chart, and no photograph, with words that can name a link; alone, and no link yet."""
_TITLE = re.compile(r' title="([^"]+)"')
_WIDE = re.compile(r' class="(?:[^"]* )?wide[ "]')

CLASSES = frozenset({"pull", "wide"})
"""The classes that a theme is to show: of a quotation, and of a picture."""


def shown(html: str) -> str:
    """Return the clean `html` in which a picture alone with a title is a figure: the title is its caption.

    If the author gave class `wide` to picture, link or paragraph, all of it is a `picture-wide`.
    """
    return _ALONE.sub(_shown, html) if "<img" in html else html


def enlargeable(html: str) -> str:
    """Return the clean `html`, whose addresses are known, with drawings that lead to themselves: their letters may be small."""
    return _DRAWING.sub(r'<a class="bare" href="\2">\1</a>', html) if "<img" in html else html


def is_wide(classes: str) -> bool:
    """Return whether a picture with these `classes` is to be wide."""
    return "wide" in classes.split()


def _shown(match: re.Match[str]) -> str:
    paragraph, link, picture, end = match.groups()
    if any(map(_WIDE.search, (paragraph, link, picture))):
        paragraph = _with("picture-wide", paragraph)
        picture = picture if _WIDE.search(picture) else _with("wide", picture)
    if link and _ITSELF.search(match[0]):
        link = _with("bare", link[:-1]) + ">"
    title = _TITLE.search(picture)
    if not title:
        return f"<p{paragraph}>{link}<img{picture}>{end}</p>"
    untitled = picture.replace(title[0], "", 1)
    return f"<figure{paragraph}>{link}<img{untitled}>{end}<figcaption>{title[1]}</figcaption></figure>"


def _with(name: str, attributes: str) -> str:
    if ' class="' in attributes:
        return attributes.replace(' class="', f' class="{name} ', 1)
    return f'{attributes} class="{name}"'
