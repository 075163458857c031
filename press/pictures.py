"""Reads pictures: how large they are, and whether they can be shown at all. The only module that knows Pillow."""

from pathlib import PurePosixPath

from press.source import File

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
"""Of what is a picture of pixels. A drawing (SVG) has the size that it is given."""
MOST_PIXELS = 80_000_000
"""Width times height. More is a mistake, or meant to fill the memory of whoever looks at it."""
TURNED = frozenset({5, 6, 7, 8})
"""The values of EXIF's Orientation (tag 0x0112) that show width as height."""

Size = tuple[int, int]
"""Width and height in pixels, as the picture is shown."""


def is_picture(file: File) -> bool:
    """Return whether `file` claims to be a picture of pixels."""
    return PurePosixPath(file.path).suffix.lower() in SUFFIXES


def measure(file: File) -> Size | str:
    """Return the size of the picture `file`, or in words why it cannot be shown. Every pixel is looked at."""
    from PIL import Image, UnidentifiedImageError  # only a build that meets a new picture needs it

    try:
        with Image.open(file.place) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                return f"it has {width:,} by {height:,} pixels, more than {MOST_PIXELS:,}"
            turned = picture.getexif().get(0x0112) in TURNED
            picture.load()
    except UnidentifiedImageError:
        return "it is no picture that can be read"
    except Image.DecompressionBombError:
        return f"it has more than {MOST_PIXELS:,} pixels"
    except (OSError, SyntaxError, ValueError) as error:  # whatever a decoder meets in a broken file
        return f"it is broken: {error}"
    return (height, width) if turned else (width, height)
