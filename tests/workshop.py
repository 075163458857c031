"""Small archives for tests: written to disk, built for real, read back."""

from __future__ import annotations

import io
import os
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import feedparser
import html5lib
import yaml
from PIL import Image

from press import build
from press.desk.record import record
from press.ground.problems import Misconfigured, Rejected, reported
from press.request import Report, Request
from press.stages.cache import NAME

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
COMMAND = (sys.executable, str(PROJECT / "build.py"))
"""The command line, as a user types it."""
NOW = datetime(2026, 1, 1, tzinfo=UTC)

CONFIG = """\
title: Test Briefings
base_url: https://test.example.org
time_zone: Asia/Tashkent
description: An archive for tests.
rights: Free to use.
dateline_agency: Test
report: errors@test.example.org
regions:
  - {name: Central Asia, slug: central-asia}
  - {name: Kazakhstan, slug: kazakhstan, parent: central-asia}
  - {name: Caucasus, slug: caucasus}
"""


MEMO = f".cache/{NAME}"
"""The file of the cache of an archive."""
LOST = "-dac_override,-dac_read_search"
OBEYING = ["setpriv", f"--bounding-set={LOST}", f"--inh-caps={LOST}"] if os.geteuid() == 0 else []
"""The prefix of a command that must obey file permissions even if root runs it."""
CAN_OBEY = not OBEYING or shutil.which("setpriv") is not None


def files(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below `folder` by its path there."""
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in sorted(folder.rglob("*")) if place.is_file()}


@contextmanager
def taking(most: int) -> Iterator[None]:
    """Let no file grow beyond `most` bytes in this context, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def heeding(number: signal.Signals) -> Callable[[], object]:
    """Return what a new process has to call to be told by the signal `number`: a shell has Ctrl+C ignored behind `&`."""
    return partial(signal.signal, number, signal.SIG_DFL)


@cache
def compiled() -> bytes:
    """Return a cache that holds no more than the built-in theme, read and compiled: that takes longer than most builds here."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Workshop(Path(folder), theme_known=False)
        archive.article(
            "an-article", tags=["water"], corrections=[{"date": "2023-01-01", "text": "It was wrong."}], aliases=["/old/"]
        )
        archive.write("content/pages/about.md", "---\ntitle: About\n---\nText.\n")
        archive.build(search=True)
        place = archive.root / MEMO
        with closing(sqlite3.connect(place)) as memo:
            memo.execute("DELETE FROM results WHERE NOT (key = 'traits' OR key GLOB 'words *' OR key GLOB 'template *')")
            assert memo.total_changes
            memo.commit()
            memo.execute("VACUUM")
        return place.read_bytes()


class Workshop:
    """One archive in a temporary folder."""

    def __init__(self, root: Path, *, theme_known: bool = True) -> None:
        """Begin an archive in the empty folder `root`; unless the theme is to be `theme_known`, its first build compiles it."""
        self.root = root
        self.site = root / "site"
        self.write("config.yaml", CONFIG)
        (root / "content" / "articles").mkdir(parents=True)
        if theme_known:
            self.write(MEMO, compiled())

    def write(self, path: str, text: str | bytes) -> Path:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            place.write_bytes(text)
        else:
            place.write_text(textwrap.dedent(text), encoding="utf-8")
        return place

    def picture(self, path: str, width: int = 8, height: int = 6, **saving: Any) -> Path:
        """Write a picture of the given size in pixels."""
        data = io.BytesIO()
        kind = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}[path.rpartition(".")[2]]
        Image.new("RGB", (width, height), (width % 256, height % 256, 99)).save(data, kind, **saving)
        return self.write(path, data.getvalue())

    def configure(self, more: str) -> None:
        """Add lines to config.yaml."""
        self.write("config.yaml", CONFIG + textwrap.dedent(more))

    def article(self, key: str, body: str = "Some text.", /, **front: Any) -> Path:
        """Write an article with complete front matter, changed by `front`; a value of None omits the key."""
        values: dict[str, Any] = {
            "title": key.rsplit("/", 1)[-1].replace("-", " ").capitalize(),
            "date": "2022-12-13 09:54",
            "author": "Diplomacy Desk",
            "region": "kazakhstan",
            "summary": "A summary of two sentences. This is the second.",
        }
        values |= front
        kept = {name: value for name, value in values.items() if value is not None}
        matter = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)
        return self.write(f"content/articles/{key}.md", f"---\n{matter}---\n{textwrap.dedent(body)}\n")

    def request(self, **more: Any) -> Request:
        theme = self.root / "theme"
        values: dict[str, Any] = {
            "root": self.root,
            "output": self.site,
            "themes": (PROJECT / "theme", *([theme] if theme.is_dir() else [])),
            "now": NOW,
            "cache": self.root / ".cache",
        }
        return Request(**(values | more))

    def build(self, **more: Any) -> Report:
        return build.build(self.request(**more))

    def publish(self) -> None:
        """Build, and record what this publishes."""
        self.build()
        record(self.request())

    def problems(self, **more: Any) -> list[str]:
        """Build and return every problem as it is reported, errors and warnings."""
        try:
            return list(map(str, reported(self.build(**more).warnings)))
        except (Rejected, Misconfigured) as error:
            return list(map(str, reported(error.problems)))

    def read(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")

    def page(self, path: str) -> Page:
        return Page(self.read(path))

    def feed(self, path: str) -> Any:
        parsed = feedparser.parse((self.site / path).read_bytes())
        assert not parsed.bozo, parsed.get("bozo_exception")
        return parsed

    def files(self) -> dict[str, bytes]:
        return files(self.site)

    def ledger(self, *lines: str) -> None:
        self.write("ledger.txt", "".join(f"{line}\n" for line in lines))


class Page:
    """An HTML page as a browser would parse it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree: Any = html5lib.parse(text, treebuilder="lxml", namespaceHTMLElements=False)

    def all(self, xpath: str) -> list[Any]:
        found: list[Any] = self.tree.xpath(xpath)
        return found

    def one(self, xpath: str) -> Any:
        found = self.all(xpath)
        assert len(found) == 1, f"{xpath}: {len(found)} found"
        return found[0]

    def words(self, xpath: str) -> list[str]:
        """Return the text of every element that `xpath` finds, with white space collapsed."""
        return [" ".join("".join(element.itertext()).split()) for element in self.all(xpath)]
