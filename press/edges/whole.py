"""Replaces a file whole or not at all. Knows nothing of what is in it, nor of links: a link is replaced like any other file."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from press.ground.problems import naming


def replace(path: Path, data: bytes) -> None:
    """Replace the content of the file `path` by `data`, or leave it unchanged and raise an `OSError` that names it."""
    with beside(path, data) as new, naming(f"{path}"):
        os.replace(new, path)


@contextmanager
def beside(path: Path, data: bytes) -> Iterator[Path]:
    """Write `data` into a new file beside `path`, with the permissions of `path`; remove it in the end if it is still there."""
    new = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        with naming(f"{path}"):
            with open(new, "xb") as file:  # never into what is there already, nor through a link
                file.write(data)
            if path.exists():
                shutil.copymode(path, new)
        yield new
    finally:
        new.unlink(missing_ok=True)
