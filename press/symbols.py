"""What stands in HTML for addresses and sizes that are known only with the whole archive, and how they take its place."""

import html
import re
from collections.abc import Sequence

_SYMBOL = re.compile("\0(\\d+)(s?)\0")


Size = tuple[int, int]
"""Width and height of a picture in pixels."""


def dimensions(known: Size | None) -> str:
    """Return the attributes that say how large a picture is; nothing for one whose size nobody knows."""
    return f' width="{known[0]}" height="{known[1]}"' if known else ""


def address(number: int) -> str:
    """Return what stands in the HTML for the address of the link `number`, counted from 0."""
    return f"\0{number}\0"


def size(number: int) -> str:
    """Return what stands in the HTML for width and height of the picture at the link `number`."""
    return f"\0{number}s\0"


def resolved(symbolic: str, addresses: Sequence[str], sizes: Sequence[Size | None]) -> str:
    """Return the HTML `symbolic` with address and size of the N-th link in the places for them."""

    def put(match: re.Match[str]) -> str:
        number = int(match[1])
        if not match[2]:
            return html.escape(addresses[number])
        return dimensions(sizes[number])

    return _SYMBOL.sub(put, symbolic) if addresses else symbolic


def removed(symbolic: str) -> str:
    """Return the HTML `symbolic` with nothing in the places for addresses and sizes."""
    return _SYMBOL.sub("", symbolic)
