"""How large a picture is, and which renditions of it, smaller pictures in WebP, are published beside it. Reads no picture."""

from collections.abc import Callable

from press.kernel.value import value

MOST_SIDE = 16_383
"""The most pixels that WebP allows in one direction."""
WIDTHS = (480, 960, 1440)
"""The widths of renditions, in pixels: for a phone, for a page, and for a page on a high-density screen."""
SIZES = "(min-width: 36.5rem) 34rem, 100vw"
"""How wide a picture in the text is shown, as an HTML `sizes` attribute: the theme's measure, or the width of a phone."""
WIDE = 832
"""The width, in pixels, at which the theme shows a picture that is wider than the column of text."""
WIDE_SIZES = f"(min-width: 62rem) {WIDE // 16}rem, {SIZES}"
"""The same as an HTML `sizes` attribute."""


@value
class Extent:
    """The size of a picture, and the renditions that there are of it."""

    width: int
    """In pixels, as it is shown."""
    height: int
    """In pixels."""
    rendition_widths: tuple[int, ...] = ()
    """The widths of its renditions in WebP, the smallest first."""
    digest: str = ""
    """The digest of its file, after which its renditions are named in the cache."""


@value
class Unshowable:
    """A picture that cannot be shown."""

    why: str
    """The reason, in words."""


def rendition_address(address: str, width: int) -> str:
    """Return the address of the rendition, `width` pixels wide, of the picture at `address`."""
    return f"{address.rpartition('.')[0]}.{width}.webp"


def dimensions(known: Extent | None) -> str:
    """Return the attributes for the size of a picture; empty if it is unknown."""
    return f' width="{known.width}" height="{known.height}"' if known else ""


def offered(known: Extent | None, address: str) -> tuple[tuple[str, int], ...]:
    """Return address and width of each file that a browser may choose for the picture at `address`; none without renditions.

    The picture itself is among them if no rendition has its width or the largest of `WIDTHS`.
    """
    if not known or not known.rendition_widths:
        return ()
    found = tuple((rendition_address(address, width), width) for width in known.rendition_widths)
    enough = known.rendition_widths[-1] >= min(known.width, WIDTHS[-1])
    return found if enough else (*found, (address, known.width))


def choice(known: Extent | None, address: str, sizes: str, written: Callable[[str], str]) -> str:
    """Return the attributes that let a browser choose what to load for the picture at `address`, shown as wide as `sizes` says.

    `written` turns an address into the value of an attribute.
    """
    listed = ", ".join(f"{written(one)} {width}w" for one, width in offered(known, address))
    return f' srcset="{listed}" sizes="{sizes}"' if listed else ""
