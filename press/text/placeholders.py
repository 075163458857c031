"""Placeholders in HTML for addresses and sizes that are known only with the whole archive, and how they are filled in."""

import html
import re
from collections.abc import Sequence

from press.ground import extent
from press.ground.extent import Extent

_SIZES = {"s": extent.SIZES, "w": extent.WIDE_SIZES}
_SYMBOL = re.compile("\0(\\d+)([sw]?)\0")


def address(number: int) -> str:
    """Return the placeholder for the address of the link `number`, counted from 0."""
    return f"\0{number}\0"


def size(number: int) -> str:
    """Return the placeholder for width, height and copies of the picture at the link `number`."""
    return f"\0{number}s\0"


def wide_size(number: int) -> str:
    """Return the same for a picture that is shown wider than the column of text."""
    return f"\0{number}w\0"


def resolved(symbolic: str, addresses: Sequence[str], extents: Sequence[Extent | None], *, copies: bool) -> str:
    """Return the HTML `symbolic` with the placeholders of each link replaced by its address and size.

    With `copies`, a browser may choose among the copies of a picture.
    """

    def put(match: re.Match[str]) -> str:
        number = int(match[1])
        if not match[2]:
            return html.escape(addresses[number])
        known = extents[number]
        offered = extent.choice(known, addresses[number], _SIZES[match[2]], html.escape) if copies else ""
        return extent.dimensions(known) + offered

    return _SYMBOL.sub(put, symbolic) if addresses else symbolic


def removed(symbolic: str) -> str:
    """Return the HTML `symbolic` without its placeholders."""
    return _SYMBOL.sub("", symbolic)
