"""A hub is told of each feed that changed, once: over real HTTP, with a hub that listens."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from press.desk.ping import ping
from press.ground.problems import Misconfigured
from tests.test_build import run
from tests.workshop import Workshop

BASE = "https://test.example.org"


class Hub(BaseHTTPRequestHandler):
    """A hub that accepts pings, except for one unknown topic."""

    heard: list[dict[str, list[str]]]
    unknown = ""

    def do_POST(self) -> None:
        """Answer as in PubSubHubbub 0.4: 204 to a valid ping."""
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        known = form["hub.url"] != [self.unknown]
        if known:
            self.heard.append(form)
        self.send_response(204 if known else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def listening(unknown: str = "") -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """Yield the address of a hub, and what it has heard so far."""
    heard: list[dict[str, list[str]]] = []
    with serving(type("OneHub", (Hub,), {"heard": heard, "unknown": unknown})) as address:
        yield address, heard


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Yield the address of a server whose requests `handler` answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()


def test_it_is_told_of_every_feed_and_then_of_those_that_changed(workshop: Workshop) -> None:
    with listening() as (hub, heard):
        workshop.configure(f"feeds: {{hub: '{hub}', atom: [regions]}}\n")
        workshop.article("2021/one", date="2021-01-01", region="kazakhstan", author="A Desk")
        workshop.article("2021/two", date="2021-01-02", region="caucasus", author="Another")
        workshop.build()
        told = ping(workshop.request()).notified
        assert len(told) == len(heard) == 13
        assert all(
            form == {"hub.mode": ["publish"], "hub.url": form["hub.topic"], "hub.topic": form["hub.url"]} for form in heard
        )
        assert {form["hub.url"][0] for form in heard} == set(told)
        assert f"{BASE}/feed.xml" not in told, "its own address is that of rss.xml"
        assert ping(workshop.request()).notified == ()
        workshop.article("2021/two", "Mended.", date="2021-01-02", region="caucasus", author="Another")
        assert ping(workshop.request()).notified == (), "what is not built is not published"
        workshop.build()
        assert set(ping(workshop.request()).notified) == {
            f"{BASE}/{path}" for path in (
                "rss.xml", "atom.xml", "feed.json", "regions/caucasus/rss.xml", "regions/caucasus/atom.xml", "authors/another/rss.xml",
            )
        }  # fmt: skip
        assert (workshop.root / "site.pinged").exists()


def test_what_failed_is_told_again_next_time(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    with listening(unknown=f"{BASE}/rss.xml") as (hub, _):
        workshop.configure(f"feeds: {{hub: '{hub}'}}\n")
        workshop.build()
        first = ping(workshop.request())
        assert first.failed == ((f"{BASE}/rss.xml", "the hub answered 404 Not Found"),)
        assert f"{BASE}/rss.xml" not in first.notified
    result = run("ping", "--root", str(workshop.root), "--now", "2026-01-01")
    assert result.returncode == 2
    assert result.stderr.startswith(f"{BASE}/rss.xml: the hub cannot be reached: ")
    assert result.stderr.endswith("(run this again later)\n")


class Moved(BaseHTTPRequestHandler):
    """A hub that has moved, and whose old address leads on: who follows it asks for a page, and notifies nobody."""

    def do_POST(self) -> None:
        """Lead on."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(301)
        self.send_header("Location", "/hub/")
        self.end_headers()

    def do_GET(self) -> None:
        """Answer as the page of a hub does."""
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_hub_that_has_moved_was_told_nothing(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    with serving(Moved) as hub:
        workshop.configure(f"feeds: {{hub: '{hub}'}}\n")
        workshop.build()
        pinged = ping(workshop.request())
    assert pinged.notified == ()
    assert {reason for _, reason in pinged.failed} == {"the hub answered 301 Moved Permanently"}


def test_without_a_hub_it_says_what_to_do(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    with pytest.raises(Misconfigured):
        ping(workshop.request())
    result = run("ping", "--root", str(workshop.root))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("config.yaml:1:1: no hub is configured (add hub: ")


def test_who_subscribed_under_an_old_name_is_told_as_well(workshop: Workshop) -> None:
    with listening() as (hub, heard):
        workshop.configure(f"feeds: {{hub: '{hub}'}}\naliases: {{regions: {{old: caucasus}}}}\n")
        workshop.article("2021/one", date="2021-01-01", region="caucasus")
        workshop.build()
        ping(workshop.request())
    topics = {form["hub.url"][0] for form in heard}
    assert {f"{BASE}/regions/old/rss.xml", f"{BASE}/regions/caucasus/rss.xml"} <= topics


def test_it_is_told_of_no_document_that_nobody_subscribes_to(workshop: Workshop) -> None:
    with listening() as (hub, _):
        workshop.configure(f"feeds: {{hub: '{hub}'}}\n")
        for number in range(21):
            workshop.article(f"2021/n{number:02}", date=f"2021-01-{number + 1:02}")
        workshop.build()
        assert (workshop.site / "feeds/archive/1/rss.xml").exists()
        told = ping(workshop.request()).notified
        assert told
        assert not [url for url in told if "/feeds/archive/" in url]
