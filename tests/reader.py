"""Reads the site as the public does: with a server that obeys the site's `_headers`, and a browser."""

import atexit
import gzip
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from press import build
from press.request import Report, Request
from tests.workshop import PROJECT

REQUIRED = os.environ.get("PRESS_BROWSER") == "required"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

needs_browser = pytest.mark.skipif(not CHROMIUM and not REQUIRED, reason="no Chromium is installed")
"""Marks the tests that are skipped on a machine without a browser."""


def sample(site: Path, *, drafts: bool = False) -> Report:
    """Build the sample archive into `site`; with `drafts`, as a preview. Return what was done."""
    return build.build(
        Request(
            root=PROJECT,
            output=site,
            themes=(PROJECT / "theme",),
            now=datetime(2026, 11, 1, tzinfo=UTC),
            search=True,
            drafts=drafts,
        )
    )


TEXTS = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"})
"""The types worth compressing."""


class Careful(SimpleHTTPRequestHandler):
    """A server that sends the headers in the site's `_headers`, so that every test runs under its policy."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send text compressed, as servers are configured to, to clients that accept it."""
        place = Path(self.translate_path(self.path))
        place = place / "index.html" if place.is_dir() and self.path.partition("?")[0].endswith("/") else place
        if place.suffix not in TEXTS or not place.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            super().do_GET()
            return
        data = gzip.compress(place.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(place)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def end_headers(self) -> None:
        """Add the headers of every file."""
        everywhere = (Path(self.directory) / "_headers").read_text(encoding="utf-8").split("\n\n")[0]
        for line in everywhere.splitlines()[1:]:
            name, _, value = line.strip().partition(": ")
            if name != "Strict-Transport-Security":  # there is no https here
                self.send_header(name, value)
        super().end_headers()


@cache
def driver() -> Playwright:
    """Return what drives browsers, for all tests of this process: there can be only one."""
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started


@cache
def _chromium() -> Browser:
    assert CHROMIUM, "Chromium is required here"
    return driver().chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@contextmanager
def browsing() -> Iterator[Browser]:
    """Yield Chromium, as it is installed here: the same for all, since to start it takes longer than most tests.

    What is opened in it meanwhile shares nothing with what was opened before, and is closed in the end.
    """
    browser = _chromium()
    before = browser.contexts
    try:
        yield browser
    finally:
        for context in browser.contexts:
            if context not in before:
                context.close()


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve `site` on loopback, and yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Careful, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


@contextmanager
def opened(address: str, *, scripts: bool) -> Iterator[Page]:
    """Yield a page as a phone shows it; no error, and no request to another host, may occur."""
    complaints: list[str] = []
    with browsing() as browser:
        tab = browser.new_context(java_script_enabled=scripts, viewport={"width": 360, "height": 800}).new_page()
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("request", lambda request: None if request.url.startswith(address) else complaints.append(request.url))
        tab.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)
        yield tab
    assert complaints == []
