"""A subscriber's month and a harvester's day, over real HTTP: what a polling reader sees as new, and what it costs.

The server answers conditional requests as a static host does; the reader remembers only ids, as the best readers do.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import formatdate, parsedate_to_datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import feedparser
import pytest

from press.catalogue import chronicle
from press.desk.record import record
from tests import feedrules
from tests.workshop import Workshop


class Host(SimpleHTTPRequestHandler):
    """A static host: ETag from the content, Last-Modified from the file, 304 if the client has both."""

    def send_head(self) -> Any:
        """Answer a conditional request as in RFC 9110: by the ETag, or by the time only if there is no ETag."""
        place = Path(self.translate_path(self.path))
        place = place / "index.html" if place.is_dir() else place
        if not place.is_file():
            return super().send_head()
        data = place.read_bytes()
        etag, modified = f'"{hashlib.sha256(data).hexdigest()[:16]}"', formatdate(place.stat().st_mtime, usegmt=True)
        known, since = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        fresh = known == etag if known else bool(since and parsedate_to_datetime(modified) <= parsedate_to_datetime(since))
        self.send_response(304 if fresh else 200)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", modified)
        self.send_header("Content-Length", "0" if fresh else str(len(data)))
        self.end_headers()
        return None if fresh else place.open("rb")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Yield the address at which `folder` is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()


class Reader:
    """A feed reader that is subscribed to one feed."""

    def __init__(self, url: str, *, by_etag: bool) -> None:
        self.url, self.by_etag = url, by_etag
        self.headers: dict[str, str] = {}
        self.updated: dict[str, str] = {}
        self.held: list[str] = []
        self.statuses: list[int] = []

    def poll(self) -> tuple[list[str], list[str]]:
        """Poll once; return the ids that are new to this reader, and those with a newer time of update."""
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url, headers=self.headers), timeout=10) as answer:
                data, headers = answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            self.statuses.append(error.code)
            error.close()
            return [], []
        self.statuses.append(200)
        self.headers = {"If-None-Match": headers["ETag"]} if self.by_etag else {"If-Modified-Since": headers["Last-Modified"]}
        found = self._items(data)
        new = [one for one, _ in found if one not in self.updated]
        changed = [one for one, time in found if one in self.updated and self.updated[one] != time]
        self.updated |= dict(found)
        self.held = [one for one, _ in found]
        return new, changed

    def _items(self, data: bytes) -> list[tuple[str, str]]:
        if self.url.endswith(".json"):
            return [(item["id"], item["date_modified"]) for item in json.loads(data)["items"]]
        feed = feedparser.parse(data)
        assert not feed.bozo
        return [(entry.id, entry.updated if self.url.endswith("atom.xml") else entry.published) for entry in feed.entries]


class Newsroom:
    """An archive of forty articles, tracked by its author, and what happens in it day by day."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.today = datetime(2024, 3, 1, tzinfo=UTC)
        self.fronts: dict[str, dict[str, Any]] = {}
        for number in range(40):
            self.write(f"2023/old-{number}", date=f"2023-{number // 4 + 1:02}-{number % 4 + 10:02} 08:00")

    def write(self, key: str, body: str = "Some text.", /, **front: Any) -> str:
        self.fronts[key] = self.fronts.get(key, {}) | front
        self.workshop.article(key, body, **self.fronts[key])
        return key

    def publish(self) -> None:
        """Build, deploy, record, as the workflow does."""
        now = self.today + timedelta(hours=12)
        self.workshop.build(now=now)
        record(self.workshop.request(now=now))

    def greatest(self, count: int) -> set[str]:
        """Return the ids of the `count` articles with the latest date or change, as the author knows them."""

        def changed(front: dict[str, Any]) -> str:
            texts = [front["date"], front.get("updated", ""), *(one["date"] for one in front.get("corrections", ()))]
            return str(max(texts + ([front["withdrawn"]["date"]] if "withdrawn" in front else [])))

        keys = sorted(self.fronts, key=lambda key: changed(self.fronts[key]), reverse=True)[:count]
        return {f"https://test.example.org/{self.fronts[key]['date'][:7].replace('-', '/')}/{key.split('/')[1]}/" for key in keys}


def an_id(key: str, date: str) -> str:
    return f"https://test.example.org/{date[:7].replace('-', '/')}/{key.rpartition('/')[2]}/"


@pytest.mark.parametrize("by_etag", [True, False], ids=["ETag", "Last-Modified"])
def test_thirty_days_of_a_subscriber(workshop: Workshop, by_etag: bool) -> None:
    workshop.configure("feeds: {atom: [corrections]}\n")
    room = Newsroom(workshop)
    room.publish()
    age(room, {})
    with hosted(workshop.site) as address:
        paths = ("rss.xml", "atom.xml", "feed.json", "corrected/rss.xml", "regions/caucasus/rss.xml")
        readers = {path: Reader(f"{address}/{path}", by_etag=by_etag) for path in paths}
        for reader in readers.values():
            reader.poll()
        for day in range(30):
            room.today += timedelta(days=1)
            new, corrected = happen(room, day)
            before = {path: (workshop.site / path).read_bytes() for path in paths}
            room.publish()
            age(room, before)
            for path in ("rss.xml", "atom.xml", "feed.json"):
                known = set(readers[path].updated)
                seen, changed = readers[path].poll()
                first = [key for key in corrected if an_id(key, room.fronts[key]["date"]) not in known]
                assert sorted(seen) == sorted(an_id(key, room.fronts[key]["date"]) for key in (*new, *first)), (
                    f"day {day}, {path}"
                )
                again = [key for key in corrected if key not in first] if path != "rss.xml" else []
                assert changed == [an_id(key, room.fronts[key]["date"]) for key in again], f"day {day}, {path}"
                assert set(readers[path].held) == room.greatest(30), f"day {day}, {path}"
            items, _ = readers["corrected/rss.xml"].poll()
            assert len(items) == (day in (7, 19)), "one for each correction"
            readers["regions/caucasus/rss.xml"].poll()
            for path in paths:
                asked = readers[path].statuses[-1]
                assert (asked == 304) == ((workshop.site / path).read_bytes() == before[path]), f"day {day}, {path}"
            for reader in readers.values():
                assert reader.poll() == ([], [])
                assert reader.statuses[-1] == 304, "nothing has changed since"
    assert set(readers["regions/caucasus/rss.xml"].statuses[1:]) == {304}, "nothing happened there"


def age(room: Newsroom, before: dict[str, bytes]) -> None:
    """Give every file written today the time of this day: HTTP cannot distinguish builds within a second."""
    at = room.today.timestamp()
    for place in room.workshop.site.rglob("*"):
        path = place.relative_to(room.workshop.site).as_posix()
        if place.is_file() and (path not in before or place.read_bytes() != before[path]):
            os.utime(place, (at, at))


def happen(room: Newsroom, day: int) -> tuple[list[str], list[str]]:
    """Let a day pass; return the keys of the new articles, and of those changed in substance."""
    date, new, changed = f"{room.today:%Y-%m-%d}", list[str](), list[str]()
    if day % 2 == 0:
        new.append(room.write(f"2024/day-{day}", date=f"{date} 08:00"))
    if day % 5 == 1:  # a typo in the newest, and in an old one
        room.write("2023/old-39", f"Mended on day {day}.", title=f"A typo mended {day}", tags=[f"t{day}"])
        room.write("2023/old-2", f"Mended on day {day}.")
    if day in (7, 19):
        key = "2023/old-3" if day == 7 else "2024/day-0"
        room.write(key, corrections=[{"date": f"{date} 09:00", "text": "It was two."}])
        changed.append(key)
    if day == 11:  # a slug is renamed, with the alias that the build asks for
        old = room.fronts["2024/day-4"]
        room.write("2024/day-4", slug="renamed", aliases=[f"/{old['date'][:7].replace('-', '/')}/day-4/"])
    if day == 13:
        room.write("2024/day-2", withdrawn={"date": f"{date} 09:00", "reason": "It did not happen."})
        changed.append("2024/day-2")
    if day == 15:  # theme and settings
        room.workshop.write("theme/words/en.yaml", "see_also: Read also\n")
        room.workshop.configure("feeds: {atom: [corrections]}\nmotto: {text: Festina lente.}\n")
    if day == 17:  # an old article is added: it is not news, but the history has it
        room.write("2009/import", date="2009-05-05 08:00")
    if day == 23:
        room.write("2024/day-22", expires=None, updated=f"{date} 09:00")
        changed.append("2024/day-22")
    return new, changed


def harvest(address: str, start: str) -> tuple[list[str], list[str]]:
    """Follow RFC 5005 from the document `start` to the oldest; return the ids of the archive documents and of the first."""
    documents, collected = [], list[str]()
    url: str | None = f"{address}/{start}"
    while url:
        with urllib.request.urlopen(url, timeout=10) as answer:
            feed = feedparser.parse(answer.read())
        assert not feed.bozo
        documents.append([entry.id for entry in feed.entries])
        links = {link.rel: link.href for link in feed.feed.links}
        previous = links.get("prev-archive", "")
        url = previous.replace("https://test.example.org", address) or None
    for ids in reversed(documents):
        collected += [one for one in ids if one not in set(collected)] if ids is documents[0] else ids
    return collected, documents[0]


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_a_harvester_collects_every_article_once(workshop: Workshop, name: str) -> None:
    for number in range(2 * chronicle.RUN + 7):
        workshop.article(f"n{number}", date=f"{2000 + number % 20}-01-{number % 28 + 1:02}")
    workshop.article("gone", date="2011-01-01", expires="2012-01-01")
    for step in ("at the first publication", "once it is recorded", "with an old one that came late"):
        if "late" in step:
            workshop.article("late", date="1999-01-01")
        workshop.build()
        with hosted(workshop.site) as address:
            collected, _ = harvest(address, name)
        assert len(collected) == len(set(collected)), step
        assert len(collected) == 2 * chronicle.RUN + 8 + ("late" in step), step
        record(workshop.request())


def archives(workshop: Workshop) -> dict[str, bytes]:
    return {path: data for path, data in workshop.files().items() if path.startswith("feeds/archive/")}


def test_f40_f44_the_documents_of_the_history(workshop: Workshop) -> None:
    for number in range(2 * chronicle.RUN + 1):
        workshop.article(f"n{number:02}", date=f"2001-{number // 28 + 1:02}-{number % 28 + 1:02}")
    workshop.build()
    base = "https://test.example.org"
    assert sorted(archives(workshop)) == [f"feeds/archive/{n}/{name}" for n in (1, 2) for name in ("atom.xml", "rss.xml")]

    def links(path: str) -> dict[str, str]:
        feed = workshop.feed(path).feed
        return {link.rel: link.href for link in feed.links if link.rel not in {"self", "alternate"}}

    for name in ("rss.xml", "atom.xml"):
        assert links(name) == {"prev-archive": f"{base}/feeds/archive/2/{name}"}
        assert links(f"feeds/archive/2/{name}") == {"prev-archive": f"{base}/feeds/archive/1/{name}", "current": f"{base}/{name}"}
        assert links(f"feeds/archive/1/{name}") == {"next-archive": f"{base}/feeds/archive/2/{name}", "current": f"{base}/{name}"}
        for number in (1, 2):
            text = workshop.read(f"feeds/archive/{number}/{name}")
            assert "<fh:archive/>" in text
            assert "fh:complete" not in text
            assert not {"first", "last", "next", "previous"} & links(f"feeds/archive/{number}/{name}").keys()
            check = feedrules.rss if name == "rss.xml" else feedrules.atom
            assert check(text.encode(), f"{base}/feeds/archive/{number}/{name}") == []
        assert "fh:archive" not in workshop.read(name)
    assert workshop.feed("atom.xml").feed.id == workshop.feed("feeds/archive/1/atom.xml").feed.id


def test_f41_f42_f43_a_closed_document_changes_with_its_own_articles_alone(workshop: Workshop) -> None:
    for number in range(2 * chronicle.RUN + 3):
        workshop.article(f"n{number:02}", date=f"2001-{number // 28 + 1:02}-{number % 28 + 1:02}")
    workshop.publish()
    before = archives(workshop)
    for number in range(100):
        workshop.article(f"m{number:02}", date=f"{1990 + number % 33}-05-05")
    workshop.publish()
    after = archives(workshop)
    assert len(after) == len(before) + 2 * 100 // chronicle.RUN
    changed = [path for path, data in before.items() if after[path] != data]
    assert changed == ["feeds/archive/2/atom.xml", "feeds/archive/2/rss.xml"]
    for path in changed:
        gained = [line for line in after[path].decode().splitlines() if line not in before[path].decode().splitlines()]
        assert len(gained) == 1
        assert "next-archive" in gained[0]
    workshop.article("n00", "A typo mended.", date="2001-01-01")
    workshop.article("n01", date="2001-01-02", corrections=[{"date": "2025-01-01", "text": "It was two."}])
    workshop.article("n02", date="2001-01-03", expires="2010-01-01")
    workshop.build()
    corrected = archives(workshop)
    assert [path for path, data in after.items() if corrected[path] != data] == [
        "feeds/archive/1/atom.xml",
        "feeds/archive/1/rss.xml",
    ]
    first = {entry.id for entry in feedparser.parse(after["feeds/archive/1/rss.xml"]).entries}
    assert {entry.id for entry in workshop.feed("feeds/archive/1/rss.xml").entries} == first, "what expired stays here"
    assert workshop.feed("atom.xml").entries[0].id.endswith("/n01/"), "a correction comes back to the subscribers"
    assert not any(entry.id.endswith(("/n00/", "/n02/")) for entry in workshop.feed("atom.xml").entries)


def test_an_article_that_was_merged_into_another_leaves_its_id_in_the_history(workshop: Workshop) -> None:
    for number in range(chronicle.RUN):
        workshop.article(f"n{number:02}", date=f"2001-01-{number + 1:02}")
    workshop.publish()
    (workshop.root / "content/articles/n03.md").unlink()
    workshop.article("n04", date="2001-01-05", aliases=["/2001/01/n03/"])
    workshop.build()
    entries = {entry.id: entry for entry in workshop.feed("feeds/archive/1/rss.xml").entries}
    assert len(entries) == chronicle.RUN
    gone = entries["https://test.example.org/2001/01/n03/"]
    assert gone.link == "https://test.example.org/2001/01/n04/"
    assert feedrules.rss(archives(workshop)["feeds/archive/1/rss.xml"], "https://test.example.org/feeds/archive/1/rss.xml") == []


def test_an_article_that_became_a_page_leaves_its_id_in_the_history(workshop: Workshop) -> None:
    workshop.configure("permalink: /{slug}/\n")
    for number in range(2, chronicle.RUN + 7):
        workshop.article(f"n{number:02}" if number != 5 else "2019", date=f"2021-01-{number:02}")
    workshop.publish()
    before = {entry.id for entry in workshop.feed("feeds/archive/1/rss.xml").entries}
    for name in ("n02", "n03", "n04", "2019"):
        (workshop.root / f"content/articles/{name}.md").unlink()
    workshop.write("content/pages/n03.md", "---\ntitle: Now a page\n---\nText.\n")
    workshop.write("content/pages/history.md", "---\ntitle: History\nlang: ru\naliases: [/n02/, /n04/]\n---\nText.\n")
    assert workshop.problems() == []
    entries = {entry.id: entry for entry in workshop.feed("feeds/archive/1/rss.xml").entries}
    assert entries.keys() == before
    base = "https://test.example.org"
    links = {name: entries[f"{base}/{name}/"].link for name in ("n02", "n03", "n04", "2019")}
    assert links == {
        "n02": f"{base}/history/", "n03": f"{base}/n03/", "n04": f"{base}/history/", "2019": f"{base}/2019/",
    }  # fmt: skip
    assert entries[f"{base}/n03/"].title == "Now a page"
    assert [entries[f"{base}/n0{number}/"].get("language") for number in (2, 3)] == ["ru", None], "that of the page"
    assert {entries[f"{base}/n0{number}/"].published[5:16] for number in (2, 3, 4)} == {"06 Jan 2021"}, "that of one beside it"
    record(workshop.request())
    assert workshop.problems() == []
    assert feedrules.rss(archives(workshop)["feeds/archive/1/rss.xml"], f"{base}/feeds/archive/1/rss.xml") == []


def test_a_document_of_which_no_article_is_left_keeps_their_ids(workshop: Workshop) -> None:
    workshop.configure("permalink: /{slug}/\n")
    names = [f"n{number:02}" for number in range(chronicle.RUN)]
    for number, name in enumerate(names, 1):
        workshop.article(name, date=f"2001-01-{number:02}", slug="2019" if name == "n01" else None)
    workshop.article("all", date="2002-05-05")
    workshop.publish()
    workshop.article("n01", date="2001-01-02", aliases=["/2019/"])
    workshop.publish()
    for name in names:
        (workshop.root / f"content/articles/{name}.md").unlink()
    workshop.write("content/pages/history.md", "---\ntitle: History\naliases: [/n00/]\n---\nText.\n")
    workshop.article("all", date="2002-05-05", aliases=[f"/{name}/" for name in names[1:]])
    assert workshop.problems() == []
    entries = {entry.link: entry for entry in workshop.feed("feeds/archive/1/rss.xml").entries}
    base = "https://test.example.org"
    assert entries.keys() == {f"{base}/history/", f"{base}/all/"}, "none leads to the year that stands at an old address"
    assert entries[f"{base}/history/"].published[5:16] == "05 May 2002", "what has no date of its own has that of one beside it"


def test_where_a_document_ends_is_written_down_and_stays(workshop: Workshop) -> None:
    workshop.configure("feeds: {items: 5}\n")
    for number in range(9):
        workshop.article(f"n{number}", date=f"2021-01-0{number + 1}")
    workshop.publish()
    lines = (workshop.root / "ledger.txt").read_text().splitlines()
    (document,) = [
        line for line in lines if line.startswith("/feeds/archive/1/rss.xml\thttps://test.example.org/2021/01/n8/\t9:")
    ]
    assert lines.index(document) > max(place for place, line in enumerate(lines) if line.startswith("/2021/01/n"))
    before = archives(workshop)
    assert len(workshop.feed("feeds/archive/1/rss.xml").entries) == 9, "a document ends early rather than hide an article"
    workshop.article("n9", date="2021-02-01")
    workshop.configure("feeds: {items: 30}\n")
    workshop.build()
    assert archives(workshop) == before, "with another size of the feed as well"
    assert len(workshop.feed("rss.xml").entries) == 10


def test_a_branch_that_was_merged_before_a_document_does_not_get_into_it(workshop: Workshop) -> None:
    for number in range(chronicle.RUN):
        workshop.article(f"n{number:02}", date=f"2021-01-{number + 1:02}")
    workshop.publish()
    before = archives(workshop)
    ledger = (workshop.root / "ledger.txt").read_text()
    first = ledger.index("/2021/01/n00/")
    other = "/2020/01/other/\thttps://test.example.org/2020/01/other/\tother\n"
    (workshop.root / "ledger.txt").write_text(ledger[:first] + other + ledger[first:])
    workshop.article("other", date="2020-01-01")
    workshop.build()
    assert {path: archives(workshop)[path] for path in before if "/1/" in path} != {}
    entries = {entry.id for entry in workshop.feed("feeds/archive/1/rss.xml").entries}
    assert entries == {entry.id for entry in feedparser.parse(before["feeds/archive/1/rss.xml"]).entries}


def test_a_ledger_from_before_there_were_documents_is_divided_from_its_beginning(workshop: Workshop) -> None:
    count = 2 * chronicle.RUN + 5
    for number in range(count):
        workshop.article(f"n{number:02}", date=f"2021-{number // 28 + 1:02}-{number % 28 + 1:02}")
    keys = [f"/2021/{number // 28 + 1:02}/n{number:02}/" for number in range(count)]
    workshop.ledger(*(f"{key}\thttps://test.example.org{key}" for key in keys))
    workshop.build()
    before = archives(workshop)
    record(workshop.request())
    workshop.build()
    assert archives(workshop) == before
    assert len(before) == 4
