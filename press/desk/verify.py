"""Verifies that the result of incremental builds is that of a clean one, byte for byte."""

import filecmp
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from press import build
from press.edges import manifest
from press.edges.survey import STAGING
from press.request import Request


def verify(request: Request) -> tuple[str, ...]:
    """Build `request` anew, without the cache, and return every file that differs, sorted.

    The clean build is made in a staging folder of the output; if it is killed, the next build removes what is left.
    """
    with TemporaryDirectory(prefix=STAGING, dir=request.output) as folder:
        clean = Path(folder) / "site"
        build.build(replace(request, output=clean, cache=None))
        expected, found = manifest.written(clean), manifest.written(request.output)
        _, different, missing = filecmp.cmpfiles(clean, request.output, expected.keys() | found.keys(), shallow=False)
        return tuple(sorted((*different, *missing)))
