"""Reads pictures: how large they are, whether they can be shown at all, and their smaller copies. Alone knows Pillow."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from press.edges.source import File
from press.ground.extent import WIDTHS, Extent

if TYPE_CHECKING:
    from PIL.Image import Image

DRAWING = ".svg"
SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", DRAWING})
"""The suffixes of pictures, raster images and drawings."""
UNITS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
"""The pixels of CSS in each of its units (CSS Values and Units 4, section 6.2)."""
WIDE = 960
"""The width of a drawing that gives its shape but no size: it fills the page."""
UNSIZED = 300, 150
"""The size at which a browser shows a drawing that gives neither (CSS Images 3, section 4.2)."""
MOST_PIXELS = 80_000_000
"""The largest width times height. More is a mistake, or an attempt to exhaust a reader's memory."""
MOST_SIDE = 16_383
"""The most pixels that WebP allows in one direction."""
QUALITY = 82
"""The quality of lossy copies, on libwebp's scale to 100."""
EXACT = frozenset({"PNG", "GIF"})
"""Formats of charts and maps, whose lossless copy may be smaller than a lossy one."""
CONVERTED = {"1": "L", "P": "RGB", "PA": "RGBA", "LA": "RGBA", "CMYK": "RGB", "YCbCr": "RGB"}
"""Modes of Pillow that WebP does not have, and what they are converted into. A picture in any other mode gets no copies."""


def is_picture(file: File) -> bool:
    """Return whether the suffix of `file` is that of a picture."""
    return PurePosixPath(file.path).suffix.lower() in SUFFIXES


def copy_place(folder: str, digest: str, width: int) -> str:
    """Return the path in `folder` of the copy, `width` pixels wide, of the picture whose digest is `digest`."""
    return f"{folder}/{digest}.{width}.webp"


def measure(file: File, digest: str, folder: str) -> Extent | str:
    """Return the extent of the picture `file`, or in words why it cannot be shown. Every pixel is decoded.

    Its copies are written to `folder`, under names with `digest`, the digest of the file. A drawing needs none.
    """
    if file.path.lower().endswith(DRAWING):
        return _drawn(file, digest)
    from PIL import Image, ImageOps, UnidentifiedImageError  # only a build that meets a new picture needs it

    try:
        with Image.open(file.place) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                return f"it has {width:,} by {height:,} pixels, more than {MOST_PIXELS:,}"
            moves, kind = getattr(picture, "n_frames", 1) > 1, picture.format
            picture.load()
            turned = ImageOps.exif_transpose(picture)
    except UnidentifiedImageError:
        return "it is not a readable picture"
    except Image.DecompressionBombError:
        return f"it has more than {MOST_PIXELS:,} pixels"
    except Exception as error:  # a decoder may raise anything on a broken file: some index beyond their own tables
        return f"it is broken: {error}"
    copies: tuple[int, ...] = ()
    if not moves:
        os.makedirs(folder, exist_ok=True)
        most = os.path.getsize(file.place)
        copies = tuple(
            width for width in _widths(*turned.size) if _copy(turned, width, copy_place(folder, digest, width), kind, most)
        )
    return Extent(width=turned.width, height=turned.height, copies=copies, digest=digest)


class _Root(Exception):
    """Raised at the first element of a drawing, so that the rest is not read, however long it is."""


def _drawn(file: File, digest: str) -> Extent | str:
    """Return the extent of a drawing as its first element gives it (SVG 2, section 8.2), or in words why it cannot be shown."""
    from xml.parsers import expat

    found: dict[str, str] = {}

    def meet(name: str, attributes: dict[str, str]) -> None:
        found.update(attributes if name.rpartition(":")[2] == "svg" else {}, name=name.rpartition(":")[2])
        raise _Root

    parser = expat.ParserCreate()
    parser.StartElementHandler = meet
    try:
        with open(file.place, "rb") as data:
            parser.ParseFile(data)
    except _Root:
        pass
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: the encoding does not exist, or not here
        return f"it is broken: {error}"
    if found.get("name") != "svg":
        return "it is not a readable drawing"
    width, height = _shown(found)
    return Extent(width=max(1, min(round(width), MOST_SIDE)), height=max(1, min(round(height), MOST_SIDE)), digest=digest)


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


def _widths(width: int, height: int) -> tuple[int, ...]:
    """Return the widths of the copies of a picture of `width` by `height` pixels: those below its own, and its own if small.

    A copy that would be too tall is left out.
    """
    if width <= WIDTHS[0]:
        return ()
    found = sorted({one for one in WIDTHS if one < width} | {min(width, WIDTHS[-1])})
    return tuple(one for one in found if _height(width, height, one) <= MOST_SIDE)


def _height(width: int, height: int, copied: int) -> int:
    """Return the height of a copy, `copied` pixels wide, of a picture of `width` by `height`."""
    return max(1, round(height * copied / width))


def _copy(picture: "Image", width: int, place: str, kind: str | None, most: int) -> bool:
    """Write the copy, `width` pixels wide, to `place`; return False, and write none, if it would not be below `most` bytes."""
    import io

    transparent = "transparency" in picture.info
    mode = "RGBA" if transparent else CONVERTED.get(picture.mode, picture.mode)
    if mode not in {"L", "RGB", "RGBA"}:
        return False
    small = picture.convert(mode).resize((width, _height(*picture.size, width)), reducing_gap=3.0)
    profile = picture.info.get("icc_profile") if mode != "L" else None
    found = []
    for lossless in (False, True) if kind in EXACT else (False,):
        data = io.BytesIO()
        small.save(data, "WEBP", quality=QUALITY, lossless=lossless, method=4, icc_profile=profile or b"")
        found.append(data.getvalue())
    smallest = min(found, key=len)
    if len(smallest) >= most:
        return False
    beside = Path(f"{place}.{os.getpid()}")
    beside.write_bytes(smallest)
    beside.replace(place)
    return True


def copies_of(known: Extent | str) -> set[str]:
    """Return the names of the files that hold the copies of a picture."""
    return set() if isinstance(known, str) else {copy_place("", known.digest, width)[1:] for width in known.copies}


def prune(folder: str, names: Iterable[str]) -> None:
    """Remove the copies `names`, which no picture has any more, from `folder`."""
    for name in names:
        Path(folder, name).unlink(missing_ok=True)
