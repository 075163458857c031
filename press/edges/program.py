"""Names the version of this program, its Python and its packages, with which results are kept. Knows no archive."""

import os
import sys
from pathlib import Path

from press.edges import source
from press.kernel import digest


def version() -> str:
    """Return the digest of this program, its Python and the installed packages."""
    files = (file for file in source.below(Path(__file__).resolve().parents[1]) if file.path.endswith(".py"))
    return digest.of((sys.version, tuple(map(source.digest_of, files)), _installed()))


def _installed() -> tuple[str, ...]:
    """Return name and version of every installed package, as in the names of their metadata folders (PEP 427), sorted."""
    folders = [Path(folder) for folder in sys.path if folder and Path(folder).is_dir()]
    return tuple(sorted(name for folder in folders for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))))
