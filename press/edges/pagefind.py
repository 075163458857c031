"""Runs Pagefind, which builds the index that the search page loads. The only module that knows where its executable is."""

import gzip
import json
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cbor2

from press.ground.problems import Refused
from press.kernel import digest, pool

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
_MARK = b"pagefind_dcd"
"""What its packed files begin with."""
_DIGITS = 10
"""Digits of a digest in the name of a file."""
_FILTERS = 3
"""The index of the filters among the parts of the file that describes an index, each by its name and the name of its file."""


def version() -> str:
    """Return the name and version of the program, and what is done to its output."""
    from importlib.metadata import version

    return f"pagefind {version('pagefind_bin_extended')}, in order, packed alike"


def index(records: Iterable[tuple[str, str]], folder: Path) -> None:
    """Build an index of `records`, pairs of a path and an HTML document, in the empty `folder`; results refer to the path.

    Raises `Refused` if Pagefind fails. Equal records give equal files.
    """
    with TemporaryDirectory(prefix="records-", dir=folder.parent) as pages:  # beside it, where the next build cleans up
        for name, text in records:
            file = Path(pages, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        try:
            from pagefind_bin_extended import get_executable

            code, output = _run([get_executable(), "--site", pages, "--output-path", str(folder), "--quiet"])
        except (ImportError, OSError) as error:
            raise _refusal(str(error)) from error
    if code:
        raise _refusal(" ".join(output.split()))
    wanted = {path for pattern in NEEDED for path in folder.glob(pattern)}
    for path in folder.rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()
    _put_in_order(folder)


def _run(command: Sequence[str]) -> tuple[int, str]:
    """Return the exit code of `command` and its output. It never outlives this process, even if that is told to end at once."""
    with (
        pool.undisturbed() as listen,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process,
    ):
        try:
            listen()
            output, errors = process.communicate()
        except BaseException:
            process.kill()
            raise
    return process.returncode, errors or output


def _refusal(why: str) -> Refused:
    return Refused(f"the search index cannot be built: {why} (use --no-search to publish without it)")


def _put_in_order(folder: Path) -> None:
    """Sort the filters in `folder`, whose values Pagefind writes in random order, and name by content the files that change."""
    entry = folder / "pagefind-entry.json"
    described = json.loads(entry.read_bytes())
    for language in described["languages"].values():
        whole = folder / f"pagefind.{language['hash']}.pf_meta"
        parts = _unpacked(whole)
        prefix = language["hash"].partition("_")[0]
        for one in parts[_FILTERS]:
            file = folder / "filter" / f"{one[1]}.pf_filter"
            name, values = _unpacked(file)
            one[1] = _packed([name, sorted(values)], file, prefix)
        parts[_FILTERS].sort()
        language["hash"] = _packed(parts, whole, prefix)
    entry.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")


def _unpacked(file: Path) -> Any:
    return cbor2.loads(gzip.decompress(file.read_bytes()).removeprefix(_MARK))


def _packed(value: object, file: Path, prefix: str) -> str:
    """Replace `file` by one that holds `value` and is named by it, after `prefix`; return the part of its name that is unique.

    `GzipFile` names no operating system in the header (RFC 1952, 2.3.1), whatever the version of Python; `gzip.compress` may.
    """
    data = _MARK + cbor2.dumps(value)
    name = f"{prefix}_{digest.of_bytes(data)[:_DIGITS]}"
    file.unlink()
    start = "pagefind." if file.suffix == ".pf_meta" else ""
    renamed = file.with_name(f"{start}{name}{file.suffix}")
    with renamed.open("wb") as target, gzip.GzipFile("", "wb", fileobj=target, mtime=0) as packed:
        packed.write(data)
    return name
