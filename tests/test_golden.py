"""One small archive that holds one of everything, and the whole site that it must become, byte for byte.

After a change that is meant to change the site, `make accept` rewrites the expectation; review it with `git diff`.
"""

import difflib
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from press import build
from press.edges import theme
from press.request import Request
from press.stages.cache import Cache
from tests.workshop import HERE, PROJECT, files

ARCHIVE = HERE / "golden" / "archive"
SITE = HERE / "golden" / "site"
WARNINGS = HERE / "golden" / "warnings.txt"


HASHED = re.compile(rb"(/assets/fixed/\w+\.)[0-9a-f]{10}")
"""The names of style sheets and scripts: a new colour is no new page."""


def difference(path: str, expected: bytes, found: bytes) -> str:
    before, after = (data.decode(errors="replace").splitlines(keepends=True) for data in (expected, found))
    return "".join(difflib.unified_diff(before, after, f"expected/{path}", f"found/{path}", n=1))


def test_the_golden_site(tmp_path: Path, accept: bool, expect: Callable[[Path, str], None]) -> None:
    request = Request(root=ARCHIVE, output=tmp_path / "site", themes=(PROJECT / "theme",), now=datetime(2026, 1, 1, tzinfo=UTC))
    report = build.build(request)
    found = files(request.output)
    warnings = "".join(f"{problem}\n" for problem in report.warnings)
    expect(WARNINGS, warnings)
    look = theme.read(request.themes, Cache(None))
    assets = {address.removeprefix("/"): Path(file.disk_path).read_bytes() for address, file in look.static}
    assert {path: found.pop(path) for path in assets} == assets
    found = {path: HASHED.sub(rb"\1HASH", data) for path, data in found.items()}
    if accept:
        shutil.rmtree(SITE, ignore_errors=True)
        for path, data in found.items():
            (SITE / path).parent.mkdir(parents=True, exist_ok=True)
            (SITE / path).write_bytes(data)
    expected = files(SITE)
    assert sorted(found) == sorted(expected)
    differences = [difference(path, expected[path], found[path]) for path in sorted(found) if found[path] != expected[path]]
    assert not differences, "\n".join(differences)
