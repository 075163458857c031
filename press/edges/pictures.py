"""Reads pictures: how large they are, whether they can be shown at all, and writes their renditions. Alone knows Pillow."""

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from press.config.attachments import PICTURES
from press.edges import drawings, whole
from press.edges.source import File
from press.ground.extent import MOST_SIDE, WIDTHS, Extent, Unshowable

if TYPE_CHECKING:
    from PIL.Image import Image

DRAWING = ".svg"
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
"""What a raster image may be, whatever its suffix: browsers show no other, and Pillow runs some, such as PostScript."""
MOST_PIXELS = 80_000_000
"""The largest width times height. More is a mistake, or an attempt to exhaust a reader's memory."""
QUALITY = 82
"""The quality of lossy renditions, on libwebp's scale to 100."""
EXACT = frozenset({"PNG", "GIF"})
"""Formats of charts and maps, whose lossless rendition may be smaller than a lossy one."""
CONVERTED = {"1": "L", "P": "RGB", "PA": "RGBA", "LA": "RGBA", "CMYK": "RGB", "YCbCr": "RGB"}
"""Modes of Pillow that WebP does not have, and what they are converted into. A picture in any other mode gets no renditions."""


def is_picture(file: File) -> bool:
    """Return whether the suffix of `file` is that of a picture."""
    return PurePosixPath(file.path).suffix.lower() in PICTURES


def rendition_path(folder: str, digest: str, width: int) -> str:
    """Return the path in `folder` of the rendition, `width` pixels wide, of the picture whose digest is `digest`."""
    return f"{folder}/{digest}.{width}.webp"


def measure(file: File, digest: str, folder: str) -> Extent | Unshowable:
    """Return the extent of the picture `file`, or why it cannot be shown. Every pixel is decoded.

    Its renditions are written to `folder`, under names with `digest`, the digest of the file. A drawing needs none.
    """
    if file.path.lower().endswith(DRAWING):
        return drawings.measure(file, digest)
    from PIL import Image, ImageOps, UnidentifiedImageError  # only a build that meets a new picture needs it

    try:
        with Image.open(file.disk_path, formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                return Unshowable(why=f"it has {width:,} by {height:,} pixels, more than {MOST_PIXELS:,}")
            moves, kind = getattr(picture, "n_frames", 1) > 1, picture.format
            picture.load()
            turned = ImageOps.exif_transpose(picture)
    except UnidentifiedImageError:
        return Unshowable(why="it is not a readable picture")
    except Image.DecompressionBombError:
        return Unshowable(why=f"it has more than {MOST_PIXELS:,} pixels")
    except Exception as error:  # a decoder may raise anything on a broken file: some index beyond their own tables
        return Unshowable(why=f"it is broken: {error}")
    rendition_widths: tuple[int, ...] = ()
    if not moves:
        os.makedirs(folder, exist_ok=True)
        most = os.path.getsize(file.disk_path)
        rendition_widths = tuple(
            width
            for width in _widths(*turned.size)
            if _write_rendition(turned, width, rendition_path(folder, digest, width), kind, most)
        )
    return Extent(width=turned.width, height=turned.height, rendition_widths=rendition_widths, digest=digest)


def _widths(width: int, height: int) -> tuple[int, ...]:
    """Return the widths of the renditions of a picture of `width` by `height` pixels: those below its own, and its own if small.

    A rendition that would be too tall is left out.
    """
    if width <= WIDTHS[0]:
        return ()
    found = sorted({one for one in WIDTHS if one < width} | {min(width, WIDTHS[-1])})
    return tuple(one for one in found if _height(width, height, one) <= MOST_SIDE)


def _height(width: int, height: int, narrowed: int) -> int:
    """Return the height of a rendition, `narrowed` pixels wide, of a picture of `width` by `height`."""
    return max(1, round(height * narrowed / width))


def _write_rendition(picture: "Image", width: int, disk_path: str, kind: str | None, most: int) -> bool:
    """Write the rendition, `width` pixels wide, to `disk_path`, or return False if it would not be smaller than `most` bytes."""
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
    whole.replace(Path(disk_path), smallest)
    return True


def rendition_names(known: Extent | Unshowable) -> set[str]:
    """Return the names of the files that hold the renditions of a picture."""
    if isinstance(known, Unshowable):
        return set()
    return {rendition_path("", known.digest, width)[1:] for width in known.rendition_widths}


def prune(folder: str, names: Iterable[str]) -> None:
    """Remove the renditions `names`, which no picture has any more, from `folder`."""
    for name in names:
        Path(folder, name).unlink(missing_ok=True)
