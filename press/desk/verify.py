"""Verifies that what an incremental build left is what a clean one gives, byte for byte."""

import filecmp
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from press import build, manifest, routes
from press.request import Request
from press.survey import STAGING


def verify(request: Request) -> tuple[str, ...]:
    """Build `request` anew, without the cache, and return every file that differs, sorted.

    That is done in a folder of its output, as any build works in one, so that the next build clears away what is left of it.

    An index for search is left out: it answers as another of the same articles does, and some of its bytes may differ.
    """
    with TemporaryDirectory(prefix=STAGING, dir=request.output) as folder:
        clean = Path(folder) / "site"
        build.build(replace(request, output=clean, cache=None))
        expected, found = manifest.written(clean), manifest.written(request.output)
        indexes = routes.INDEXES.lstrip("/")
        paths = [path for path in expected.keys() | found.keys() if not path.startswith(indexes)]
        _, different, missing = filecmp.cmpfiles(clean, request.output, paths, shallow=False)
        return tuple(sorted((*different, *missing)))
