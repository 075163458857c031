"""Runs Pagefind, which builds the index that the search page loads. The only module that knows where its executable is."""

import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from press.problems import Refused

NEEDED = (
    "pagefind.js",
    "pagefind-entry.json",
    "*.pf_meta",
    "wasm.*.pagefind",
    "filter/*",
    "fragment/*",
    "index/*",
)
"""The files of its output that the search page needs; the others are user interfaces, and the theme has its own."""


def version() -> str:
    """Return the name and version of the program."""
    from importlib.metadata import version

    return f"pagefind {version('pagefind_bin_extended')}"


def index(records: Iterable[tuple[str, str]], folder: Path) -> None:
    """Build an index of `records`, pairs of a path and an HTML document, in the empty `folder`; results refer to the path.

    Raises `Refused` if Pagefind fails. Indexes of equal records give equal results, but some of their bytes may differ.
    """
    with TemporaryDirectory(prefix="records-", dir=folder.parent) as place:  # beside it, where the next build cleans up
        for name, text in records:
            file = Path(place, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        try:
            from pagefind_bin_extended import get_executable

            command = [get_executable(), "--site", place, "--output-path", folder, "--quiet"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except (ImportError, OSError) as error:
            raise _refusal(str(error)) from error
    if done.returncode:
        raise _refusal(" ".join((done.stderr or done.stdout).split()))
    wanted = {path for pattern in NEEDED for path in folder.glob(pattern)}
    for path in folder.rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()


def _refusal(why: str) -> Refused:
    return Refused(f"the search index cannot be built: {why} (use --no-search to publish without it)")
