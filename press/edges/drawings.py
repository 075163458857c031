"""Reads drawings: how large they are, and whether a browser would only draw them. Knows nothing of what shows them."""

import re
from collections.abc import Mapping

from press.edges.source import File
from press.ground.extent import MOST_SIDE, Extent, Unshowable

UNITS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
"""The pixels of CSS in each of its units (CSS Values and Units 4, section 6.2)."""
WIDE = 960
"""The width of a drawing that gives its shape but no size: it fills the page."""
UNSIZED = 300, 150
"""The size at which a browser shows a drawing that gives neither (CSS Images 3, section 4.2)."""
FRAMES = frozenset({"script", "iframe", "object", "embed", "frame", "meta", "link", "base", "form", "handler", "listener"})
"""Elements, of SVG or of HTML within it, that run, load or lead elsewhere."""
_RUNS = re.compile(r"(?i)javascript:|vbscript:|data:(?!image/(?:png|jpe?g|gif|webp|avif)|font/|application/(?:x-)?font)")
"""An address that runs, or may hold what does. Browsers ignore white space and control characters in it."""


class _Unsafe(Exception):
    """Raised at the first thing for which a drawing cannot be shown, with its name in words."""


def measure(file: File, digest: str) -> Extent | Unshowable:
    """Return the extent of the drawing `file`, or why it cannot be shown.

    The size is the one that its first element gives (SVG 2, section 8.2). All of it is read: shown in an `img`, a drawing runs
    nothing (SVG Integration, section 4), but opened by itself it is a page of the site, with scripts.
    """
    from xml.parsers import expat

    first: dict[str, str] = {}

    def meet(name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(" ")[2]
        if not first:
            if element != "svg":
                raise _Unsafe("it is not a readable drawing")
            first.update(attributes, name=element)
        _refuse_unsafe(element, attributes)

    def instruct(target: str, _: str) -> None:
        if target == "xml-stylesheet":
            raise _Unsafe("it names a style sheet, which may hold a program")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.ProcessingInstructionHandler = meet, instruct
    try:
        with open(file.disk_path, "rb") as data:
            parser.ParseFile(data)
    except _Unsafe as refused:
        return Unshowable(why=str(refused))
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: the encoding does not exist, or not here
        return Unshowable(why=f"it is broken: {error}")
    width, height = (max(1, min(round(side), MOST_SIDE)) for side in _shown(first))
    return Extent(width=width, height=height, digest=digest)


def _refuse_unsafe(element: str, attributes: Mapping[str, str]) -> None:
    """Raise `_Unsafe` if a browser that opens `element` would do more than draw it."""
    if element.lower() in FRAMES:
        raise _Unsafe(f"it holds <{element}>, which a browser would run or load")
    for name, value in attributes.items():
        plain = name.rpartition(" ")[2]
        if plain.lower().startswith("on") or plain == "srcdoc" or _RUNS.search(re.sub(r"[\s\x00-\x1f]", "", value)):
            raise _Unsafe(f'its <{element}> has "{plain}", which a browser would run')


def _shown(attributes: Mapping[str, str]) -> tuple[float, float]:
    """Return the width and the height, in pixels, of a drawing whose first element has these `attributes`."""
    box = [_pixels(number) for number in re.split(r"[\s,]+", attributes.get("viewBox", "").strip(), maxsplit=4)]
    wide, high = box[2:] if len(box) == 4 else (None, None)
    if wide and high:
        usual, ratio = WIDE, high / wide
    else:
        usual, ratio = UNSIZED[0], UNSIZED[1] / UNSIZED[0]
    width, height = _pixels(attributes.get("width", "")), _pixels(attributes.get("height", ""))
    if width is None:
        width = height / ratio if height else usual
    if height is None:
        height = width * ratio
    return width, height


def _pixels(length: str) -> float | None:
    """Return the CSS `length` in pixels, or None if that is unknown, as for a percentage."""
    match = re.fullmatch(r"\s*\+?([0-9]{0,9}\.?[0-9]{1,9})([a-z]*)\s*", length[:99].lower())
    known = match and UNITS.get(match[2])
    return float(match[1]) * known if match and known and float(match[1]) > 0 else None
