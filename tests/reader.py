"""What reads the site as the world does: a server that says what the site tells it to, and a browser."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from press import build
from press.request import Request
from tests.workshop import PROJECT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def sample(site: Path) -> None:
    """Build the sample archive into `site`."""
    build.build(Request(root=PROJECT, output=site, themes=(PROJECT / "theme",), now=datetime(2026, 11, 1, tzinfo=UTC)))


class Careful(SimpleHTTPRequestHandler):
    """A server that says what the site's own `_headers` tell it to, so that every test runs under its policy."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Add what holds for every file."""
        everywhere = (Path(self.directory) / "_headers").read_text(encoding="utf-8").split("\n\n")[0]
        for line in everywhere.splitlines()[1:]:
            name, _, value = line.strip().partition(": ")
            if name != "Strict-Transport-Security":  # there is no https here
                self.send_header(name, value)
        super().end_headers()


@contextmanager
def browsing() -> Iterator[Browser]:
    """Yield Chromium, as it is installed here."""
    assert CHROMIUM, "Chromium is required here"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve `site` on loopback, and yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Careful, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
