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
    """Return the placeholder for width, height and renditions of the picture at the link `number`."""
    return f"\0{number}s\0"


def wide_size(number: int) -> str:
    """Return the same for a picture that is shown wider than the column of text."""
    return f"\0{number}w\0"


def resolved(symbolic: str, addresses: Sequence[str | None], extents: Sequence[Extent | None], *, renditions: bool) -> str:
    """Return the HTML `symbolic` with the placeholders of each link replaced by its address and size.

    A link whose address is None leads nowhere, and loses the attribute (HTML standard, section 4.5.1: a placeholder for where a
    link might otherwise have been). With `renditions`, a browser may choose among those of a picture.
    """

    def put(match: re.Match[str]) -> str:
        number = int(match[1])
        known, found = extents[number], addresses[number] or ""
        if not match[2]:
            return html.escape(found)
        offered = extent.choice(known, found, _SIZES[match[2]], html.escape) if renditions else ""
        return extent.dimensions(known) + offered

    for number, found in enumerate(addresses) if None in addresses else ():
        symbolic = symbolic if found is not None else re.sub(f' [a-z]+="{address(number)}"', "", symbolic)
    return _SYMBOL.sub(put, symbolic) if addresses else symbolic


def removed(symbolic: str) -> str:
    """Return the HTML `symbolic` without its placeholders."""
    return _SYMBOL.sub("", symbolic)
