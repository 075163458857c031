"""The preview over real HTTP: types, folders, 404, rebuilding, notifying the browser."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.workshop import COMMAND, CONFIG, Workshop, heeding


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Served:
    """An archive behind `build.py serve`."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.port = free_port()
        command = [*COMMAND, "serve", "--root", str(workshop.root)]
        command += ["--port", str(self.port), "--now", "2026-01-01"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
            preexec_fn=heeding(signal.SIGINT),  # noqa: PLW1509
        )  # fmt: skip

    def get(self, path: str) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path)
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        text = response.read().decode()
        connection.close()
        return response.status, headers, text

    def events(self, seen: str = "") -> http.client.HTTPResponse:
        """Wait for events, as a browser does that has `seen` the one with that id."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", "/-press-/events", headers={"Last-Event-ID": seen} if seen else {})
        return connection.getresponse()

    def wait(self) -> None:
        for _ in range(200):
            try:
                self.get("/")
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server never answered")

    def until(self, path: str, words: str) -> str:
        for _ in range(200):
            _, _, text = self.get(path)
            if words in text:
                return text
            time.sleep(0.1)
        raise AssertionError(f"{path} never said {words!r}")


def event(stream: http.client.HTTPResponse) -> dict[str, str]:
    """Return the fields of the next event, as the HTML standard, section 9.2.6, has them parsed."""
    lines = iter(lambda: stream.readline().decode().rstrip("\n"), "")
    return {name: value.removeprefix(" ") for name, _, value in (line.partition(":") for line in lines)}


@pytest.fixture
def served(workshop: Workshop) -> Iterator[Served]:
    workshop.article("2021/one", date="2021-01-01")
    with running(workshop) as server:
        yield server


@contextmanager
def running(workshop: Workshop) -> Iterator[Served]:
    server = Served(workshop)
    try:
        server.wait()
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)


def test_files_have_the_right_types_and_folders_answer(served: Served) -> None:
    (sheet,) = re.findall(r'rel="stylesheet" href="([^"]+)"', served.get("/")[2])
    for path, kind in (
        ("/", "text/html; charset=utf-8"),
        ("/2021/01/one/", "text/html; charset=utf-8"),
        ("/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/downloads/archive-2021.jsonl", "application/jsonl; charset=utf-8"),
        (sheet, "text/css; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ):
        status, headers, _ = served.get(path)
        assert (status, headers["content-type"]) == (200, kind), path
    status, headers, _ = served.get("/2021/01/one")
    assert status in {301, 302, 307}
    assert headers["location"].endswith("/2021/01/one/")


def test_no_browser_keeps_what_it_saw(served: Served) -> None:
    for path in ("/", "/rss.xml", "/-press-/none"):
        assert served.get(path)[1]["cache-control"] == "no-store", path


def test_the_preview_loads_what_the_published_site_does_and_no_more(served: Served) -> None:
    """An editor program may show it in a frame."""
    said = served.get("/_headers")[2]
    for path in ("/", "/nothing/here/"):
        policy = served.get(path)[1]["content-security-policy"]
        assert f"\n  Content-Security-Policy: {policy}; frame-ancestors 'none'\n" in said, path


def test_what_is_loaded_follows_the_settings(served: Served) -> None:
    served.workshop.configure("newsletter: {action: https://lists.example.net/subscribe}\n")
    served.until("/_headers", "https://lists.example.net")
    for _ in range(200):
        if "form-action 'self' https://lists.example.net;" in served.get("/")[1]["content-security-policy"]:
            return
        time.sleep(0.1)
    raise AssertionError("the preview still sends the policy of before")


def test_what_is_not_there_gets_the_404_page(served: Served) -> None:
    status, headers, text = served.get("/nothing/here/")
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "This page is not here" in text


def test_an_edit_is_built_and_the_browser_is_told(served: Served) -> None:
    stream = served.events()
    assert stream.getheader("content-type", "").startswith("text/event-stream")
    assert event(stream).keys() == {"id"}
    served.workshop.article("2021/one", "Edited text.", date="2021-01-01")
    served.until("/2021/01/one/", "Edited text.")
    assert event(stream)["data"] == "[]"
    served.workshop.article("2021/one", "Edited text.", date="never")
    (problem,) = json.loads(event(stream)["data"])
    assert problem.startswith('content/articles/2021/one.md:3:7: "never" is not a date')
    assert "Edited text." in served.get("/2021/01/one/")[2], "what was there before is as it was"
    stream.close()


def test_a_browser_that_was_left_alone_is_told_what_it_missed(served: Served) -> None:
    seen = event(served.events())["id"]
    again = served.events(seen)
    assert event(again) == {"id": seen}, "it shows what is there"
    served.workshop.article("2021/one", "Edited text.", date="2021-01-01")
    assert event(again)["data"] == "[]"
    late = served.events(seen)
    event(late)
    assert event(late)["data"] == "[]"
    served.workshop.article("2021/one", date="never")
    assert "never" in event(late)["data"]
    broken = served.events(seen)
    event(broken)
    assert "never" in event(broken)["data"]


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_without_a_word_although_a_page_is_open(served: Served, told: signal.Signals) -> None:
    stream = served.events()
    event(stream)
    served.process.send_signal(told)
    said, _ = served.process.communicate(timeout=20)
    assert served.process.returncode == 128 + told
    assert said.splitlines()[-1].startswith("Serving http://"), said
    assert stream.read() == b""


def test_a_file_that_is_saved_by_renaming_is_noticed_every_time(served: Served) -> None:
    config = served.workshop.root / "config.yaml"
    for title in ("Second Title", "Third Title"):
        beside = config.with_name("config.yaml~")
        beside.write_text(re.sub("(?m)^title: .*", f"title: {title}", config.read_text(encoding="utf-8")), encoding="utf-8")
        beside.replace(config)
        served.until("/", title)


def test_a_theme_that_is_begun_while_it_runs_is_noticed(served: Served) -> None:
    served.workshop.write("theme/words/en.yaml", "all_articles: Just in\n")
    served.until("/", "Just in")
    served.workshop.write("theme/words/en.yaml", "all_articles: Fresh\n")
    served.until("/", "Fresh")


def test_the_preview_shows_drafts_and_leaves_the_site_alone(served: Served) -> None:
    served.workshop.article("2021/two", date="2021-01-02", draft=True)
    served.until("/2021/01/two/", "Draft.")
    assert not served.workshop.site.exists()


def test_only_this_machine_is_answered(served: Served) -> None:
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in addresses - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((str(address), served.port), timeout=5)


def test_a_site_with_a_path_is_served_below_it(workshop: Workshop) -> None:
    text = (workshop.root / "config.yaml").read_text().replace("https://test.example.org", "https://test.example.org/sub")
    workshop.write("config.yaml", text)
    workshop.article("2021/one", date="2021-01-01")
    server = Served(workshop)
    try:
        server.wait()
        assert server.get("/")[1]["location"].endswith("/sub/")
        assert server.get("/sub/2021/01/one/")[0] == 200
        assert server.get("/2021/01/one/")[0] == 404
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)


def test_before_anything_could_be_built_every_page_says_why(workshop: Workshop) -> None:
    workshop.article("2021/one", date="never")
    server = Served(workshop)
    try:
        server.wait()
        status, headers, text = server.get("/")
        assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert "/-press-/reload.js" in text
        stream = server.events()
        event(stream)
        assert '"never" is not a date' in json.loads(event(stream)["data"])[0]
        workshop.article("2021/one", date="2021-01-01")
        server.until("/2021/01/one/", "Some text.")
        stream.close()
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)


def test_only_this_machine_s_own_names_are_answered(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("GET", "/", headers={"Host": "evil.example"})
    assert connection.getresponse().status == 400
    connection.close()


def test_a_site_below_a_path_in_another_script_is_served_there(workshop: Workshop) -> None:
    workshop.write(
        "config.yaml", CONFIG.replace("base_url: https://test.example.org", "base_url: https://test.example.org/архив")
    )
    workshop.article("2021/one", date="2021-01-01")
    with running(workshop) as server:
        below = "/%D0%B0%D1%80%D1%85%D0%B8%D0%B2"
        assert server.get("/")[1]["location"] == f"{below}/"
        for path in ("/", "/2021/01/one/", "/rss.xml"):
            assert server.get(below + path)[0] == 200, path
        assert server.get("/2021/01/one/")[0] == 404
