"""Replaces a file whole or not at all. Knows nothing of what is in it, nor of links: a link is replaced like any other file."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from press.ground.problems import naming


def replace(place: Path, data: bytes) -> None:
    """Replace the content of the file `place` by `data`, or leave it unchanged and raise an `OSError` that names it."""
    with beside(place, data) as new, naming(f"{place}"):
        os.replace(new, place)


@contextmanager
def beside(place: Path, data: bytes) -> Iterator[Path]:
    """Write `data` into a new file beside `place`, with the permissions of `place`; remove it in the end if it is still there."""
    new = place.with_name(f".{place.name}.{os.urandom(4).hex()}")
    try:
        with naming(f"{place}"):
            with open(new, "xb") as file:  # never into what is there already, nor through a link
                file.write(data)
            if place.exists():
                shutil.copymode(place, new)
        yield new
    finally:
        new.unlink(missing_ok=True)
