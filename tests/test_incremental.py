"""An incremental build equals a clean one, byte for byte, after any sequence of edits; and it does no more than it must."""

import contextlib
import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from jinja2 import nodes

from press import build
from press.addresses import routes
from press.catalogue import chronicle, related
from press.catalogue.card import Card
from press.desk.record import record
from press.edges import template
from press.edges.folders import RACY
from press.edges.source import below
from press.ground.problems import Refused, Rejected
from press.kernel import pool
from press.stages import agenda, parted
from press.stages.cache import Cache
from press.stages.signatures import _trusted
from press.stages.stamps import Stamp, Stamps
from tests.test_build import run
from tests.workshop import CAN_OBEY, CONFIG, NOW, OBEYING, PROJECT, Workshop, files

SEQUENCES = int(os.environ.get("PRESS_SEQUENCES", "20"))
FLIPS = SEQUENCES * 2
EDITS = 6


class Author:
    """An author who edits an archive at random, from a seed."""

    def __init__(self, workshop: Workshop, seed: int) -> None:
        self.workshop = workshop
        self.chance = random.Random(seed)
        self.fronts: dict[str, dict[str, object]] = {}
        self.bodies: dict[str, str] = {}
        self.days = 0
        shutil.copytree(PROJECT / "theme", workshop.root / "theme")
        self.settings = "page_sizes: {index: 2, home: 3}\nfeeds: {tag_minimum: 2, items: 4, atom: [regions, corrections, digest], json: [tags]}\n"
        workshop.configure(self.settings)
        for _ in range(6):
            self.add()

    def save(self, key: str) -> None:
        self.workshop.article(key, self.bodies[key], **self.fronts[key])

    def pick(self) -> str:
        return self.chance.choice(sorted(self.fronts))

    def add(self) -> None:
        key = f"a/n{len(self.fronts)}-{self.chance.randrange(1000)}"
        day = timedelta(days=self.chance.randrange(3000))
        self.fronts[key] = {
            "title": f"Title {self.chance.randrange(9)}", "date": f"{NOW - timedelta(days=2900) + day:%Y-%m-%d %H:%M}",
            "tags": self.chance.sample(["water", "gas", "roads", "votes"], k=self.chance.randrange(3)),
            "region": self.chance.choice(["central-asia", "kazakhstan", "caucasus"]),
        }  # fmt: skip
        self.bodies[key] = "First text."
        self.save(key)

    def body(self) -> None:
        key = self.pick()
        self.bodies[key] = f"Text {self.chance.randrange(99)}.\n\n## Part {self.chance.randrange(3)}"
        self.save(key)

    def body_with_its_time_restored(self) -> None:
        key = self.pick()
        place = self.workshop.root / f"content/articles/{key}.md"
        before = place.stat()
        text = place.read_text(encoding="utf-8")
        place.write_text(text[:-2] + self.chance.choice("abc") + "\n", encoding="utf-8")
        self.bodies[key] = text.split("---\n", 2)[2][:-2] + place.read_text(encoding="utf-8")[-2]
        os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))

    def title(self) -> None:
        self.change("title", f"Title {self.chance.randrange(99)}")

    def date(self) -> None:
        self.change("date", f"{NOW - timedelta(days=self.chance.randrange(2900)):%Y-%m-%d}")

    def tags(self) -> None:
        self.change("tags", self.chance.sample(["water", "gas", "roads", "votes"], k=2))

    def region(self) -> None:
        self.change("region", self.chance.choice(["central-asia", "kazakhstan", "caucasus"]))

    def see_also(self) -> None:
        self.change("see_also", [self.pick()])

    def correction(self) -> None:
        day = f"{NOW - timedelta(days=self.chance.randrange(30)):%Y-%m-%d}"
        self.change("corrections", [{"date": day, "text": f"It was {self.chance.randrange(9)}."}])

    def expiry(self) -> None:
        self.change("expires", f"{NOW + timedelta(days=self.chance.randrange(60)):%Y-%m-%d}")

    def language(self) -> None:
        self.change("lang", self.chance.choice(["ru", "ar", "en"]))

    def alias(self) -> None:
        self.change("aliases", [f"/old/{self.chance.randrange(99)}/"])

    def picture(self) -> None:
        size = self.chance.randrange(1, 9)
        self.workshop.picture("content/articles/a/map.png", size, size)
        self.change("image", {"src": "map.png", "alt": self.chance.choice(["A map", "Another"])})

    def publication(self) -> None:
        with contextlib.suppress(Rejected, Refused):
            record(self.workshop.request(now=NOW + timedelta(days=self.days)))

    def withdrawal(self) -> None:
        self.change("withdrawn", {"date": f"{NOW:%Y-%m-%d}", "reason": "It did not happen."})

    def change(self, name: str, value: object) -> None:
        key = self.pick()
        self.fronts[key][name] = value
        self.save(key)

    def delete(self) -> None:
        if len(self.fronts) > 2:
            key = self.pick()
            del self.fronts[key], self.bodies[key]
            (self.workshop.root / f"content/articles/{key}.md").unlink()

    def rename(self) -> None:
        key = self.pick()
        new = f"{key}x"
        place = self.workshop.root / f"content/articles/{key}.md"
        place.rename(place.with_name(f"{Path(new).name}.md"))
        self.fronts[new], self.bodies[new] = self.fronts.pop(key), self.bodies.pop(key)

    def template(self) -> None:
        place = self.chance.choice(sorted((self.workshop.root / "theme/templates").glob("*.html")))
        text = place.read_text(encoding="utf-8")
        place.write_text(text.replace("<main", "<main data-edited", 1) + "{# edited #}", encoding="utf-8")

    def configuration(self) -> None:
        line = self.chance.choice(
            [
                "motto: {text: A}\n",
                "rights: Some.\n",
                "lead: a/none\n",
                "newsletter: {action: 'https://x.org/y'}\n",
                "news_sitemap: true\n",
            ]
        )
        kept = "".join(one for one in CONFIG.splitlines(keepends=True) if not one.startswith(line.partition(":")[0]))
        self.workshop.write("config.yaml", kept + self.settings + line)

    def words(self) -> None:
        place = self.workshop.root / "theme/words/en.yaml"
        text = place.read_text(encoding="utf-8")
        place.write_text(text.replace("See also", f"See also {self.chance.randrange(9)}", 1), encoding="utf-8")

    def ledger(self) -> None:
        (self.workshop.root / "site.recorded").unlink(missing_ok=True)  # it would miss what was recorded
        self.workshop.ledger("/tags/water/", "/tags/water/rss.xml")

    def clock(self) -> None:
        self.days += self.chance.randrange(60)

    @property
    def edits(self) -> list[Callable[[], None]]:
        return [
            self.add, self.body, self.body_with_its_time_restored, self.title, self.date, self.tags, self.region, self.see_also,
            self.correction, self.withdrawal, self.expiry, self.language, self.alias, self.picture, self.publication, self.delete, self.rename, self.template, self.configuration, self.words, self.ledger, self.clock,
        ]  # fmt: skip


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_any_sequence_of_edits(workshop: Workshop, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SMALL", 1)
    monkeypatch.setattr(chronicle, "RUN", 2)
    monkeypatch.setattr(agenda, "FEW", (500, 3)[seed % 2])  # with 3, pages come from the plan as well as alone
    monkeypatch.setattr(parted, "SIZE", (1_000, 2)[seed // 2 % 2])  # with 2, stamps are kept in many parts
    author = Author(workshop, seed)
    workshop.problems(jobs=2)
    story = []
    for number in range(EDITS):
        edit = author.chance.choice(author.edits)
        edit()
        story.append(edit.__name__)
        now = NOW + timedelta(days=author.days)
        clean = tmp_path / f"clean-{number}"
        problems = workshop.problems(output=clean, cache=None, now=now)
        assert workshop.problems(jobs=2, now=now) == problems, story
        if (clean / "index.html").is_file():
            assert workshop.files() == files(clean), story


def archive(workshop: Workshop) -> None:
    workshop.configure("page_sizes: {index: 2}\nfeeds: {tag_minimum: 1}\n")
    for number in range(1, 9):
        workshop.article(f"x/n{number}", date=f"202{number % 3}-01-0{number}", tags=["water"] if number % 2 else ["gas"])
    workshop.build()


def changed(workshop: Workshop, before: dict[str, bytes]) -> list[str]:
    after = workshop.files()
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def test_nothing_is_done_when_nothing_changed(workshop: Workshop) -> None:
    archive(workshop)
    report = workshop.build()
    assert (report.converted, report.decided, report.rendered, report.published.written) == ((), False, (), 0)
    assert report.published.unchanged == len(workshop.files())


WHOLE = ["/rss.xml", "/feed.xml", "/atom.xml", "/feed.json"]
FEEDS = [*WHOLE, "/regions/central-asia/rss.xml", "/regions/kazakhstan/rss.xml"]
DESK = "/authors/diplomacy-desk/"
DIGEST = "/digest/rss.xml"
SHOWS_N8 = [
    "/2022/01/n8/", "/2022/01/", "/2022/", "/", "/articles/", "/2022/01/n5/", "/2022/01/n2/", "/2021/01/n4/", "/2021/01/n7/",
    "/2020/01/n6/", "/dates/01-08/", "/regions/central-asia/", "/regions/kazakhstan/", DESK, *FEEDS, f"{DESK}rss.xml",
]  # fmt: skip
"""Everything that shows the newest article, except its tag: page, shelves, feeds, the article before it, its background."""
DATA_2022 = "/downloads/archive-2022.jsonl"
DATA = [DATA_2022, "/downloads/articles.csv"]
"""Where the metadata of an article of 2022 are; only the first has its text, too."""


def ran(workshop: Workshop) -> tuple[list[str], bool, list[str]]:
    """Build; return what was converted, whether anything was decided again, and what was rendered. The rest came from the cache."""
    before = workshop.files()
    report = workshop.build()
    addresses = {f"/{path.removesuffix('index.html')}" for path in changed(workshop, before) if (workshop.site / path).exists()}
    assert addresses <= set(report.rendered), "no file is written but by rendering"
    return [path.removeprefix("content/articles/x/") for path in report.converted], report.decided, sorted(report.rendered)


class TestWhatRan:
    """The exact list of what runs after each kind of edit."""

    def test_a_body_edit(self, workshop: Workshop) -> None:
        archive(workshop)
        workshop.article("x/n5", "Mended.", date="2022-01-05", tags=["water"])
        assert ran(workshop) == (
            ["n5.md"], False, sorted(["/2022/01/n5/", *FEEDS, f"{DESK}rss.xml", "/tags/water/rss.xml", DATA_2022]),
        )  # fmt: skip

    def test_a_body_edit_loads_no_stamps_but_those_of_what_it_shows(
        self, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parted, "SIZE", 1)
        archive(workshop)
        asked: list[str] = []
        some = Stamps.some

        def noted(stamps: Stamps, files: Iterable[str]) -> dict[str, Stamp]:
            wanted = list(files)
            asked.extend(wanted)
            return some(stamps, wanted)

        monkeypatch.setattr(Stamps, "some", noted)
        monkeypatch.delattr(Stamps, "all")
        workshop.article("x/n5", "Mended.", date="2022-01-05", tags=["water"])
        report = workshop.build()
        assert sorted(asked) == sorted(routes.file_of(address) for address in report.rendered)

    @pytest.mark.parametrize("part", ["stamps, part %", "texts, part %"])
    def test_lost_stamps(self, workshop: Workshop, part: str) -> None:
        archive(workshop)
        with contextlib.closing(sqlite3.connect(workshop.root / ".cache/memo.sqlite")) as memo, memo:
            assert memo.execute("DELETE FROM results WHERE key LIKE ?", [f"pages %, {part}"]).rowcount == 1
        workshop.article("x/n5", "Mended.", date="2022-01-05", tags=["water"])
        report = workshop.build()
        assert report.published.written == len(["/2022/01/n5/", *FEEDS, f"{DESK}rss.xml", "/tags/water/rss.xml", DATA_2022])
        assert len(report.rendered) > 40, "nobody knows what the others were made from"
        assert workshop.build().rendered == ()

    def test_leaves_that_are_lost_together_are_found_one_by_one(self, workshop: Workshop) -> None:
        archive(workshop)
        with contextlib.closing(sqlite3.connect(workshop.root / ".cache/memo.sqlite")) as memo, memo:
            assert memo.execute("DELETE FROM results WHERE key LIKE 'leaves %, together, part %'").rowcount == 1
        workshop.article("x/new", "New.", date="2022-01-05", tags=["water"])
        report = workshop.build()
        assert report.decided
        assert report.converted == ("content/articles/x/new.md",)

    def test_a_comment_in_the_front_matter(self, workshop: Workshop) -> None:
        archive(workshop)
        place = workshop.root / "content/articles/x/n5.md"
        place.write_text(place.read_text().replace("---\n", "---\n# a note\n", 1))
        assert ran(workshop) == (["n5.md"], True, [])

    def test_a_title(self, workshop: Workshop) -> None:
        archive(workshop)
        workshop.article("x/n8", title="Another", date="2022-01-08", tags=["gas"])
        assert ran(workshop) == (["n8.md"], True, sorted([*SHOWS_N8, *DATA, DIGEST, "/tags/gas/", "/tags/gas/rss.xml"]))

    def test_a_date(self, workshop: Workshop) -> None:
        archive(workshop)
        workshop.article("x/n8", date="2022-01-09", tags=["gas"])
        dated = ["/tags/gas/", "/tags/gas/rss.xml", "/sitemap.xml", "/sitemap-2022.xml", "/sitemap-pages.xml"]
        dated += ["/authors/", "/dates/", "/regions/", "/tags/"]  # which show the years that the archive covers
        dated += ["/dates/01-07/", "/dates/01-09/"]  # the day before links to it
        shown = [address for address in SHOWS_N8 if address != "/dates/01-08/"]
        assert ran(workshop) == (["n8.md"], True, sorted([*shown, *DATA, DIGEST, *dated]))

    def test_a_tag(self, workshop: Workshop) -> None:
        archive(workshop)
        workshop.article("x/n8", date="2022-01-08", tags=["roads"])
        tags = [
            "/tags/",
            "/tags/gas/",
            "/tags/gas/rss.xml",
            "/tags/roads/",
            "/tags/roads/rss.xml",
            "/feeds/",
            "/feeds.opml",
            "/sitemap-pages.xml",
        ]
        assert ran(workshop) == (["n8.md"], True, sorted([*SHOWS_N8, *DATA, "/2021/01/n1/", *tags]))

    def test_a_see_also(self, workshop: Workshop) -> None:
        archive(workshop)
        workshop.article("x/n8", date="2022-01-08", tags=["gas"], see_also=["x/n1"])
        named, no_longer_background = "/2021/01/n1/", "/2021/01/n7/"
        assert ran(workshop) == (["n8.md"], True, [named, no_longer_background, "/2022/01/n8/", *DATA])

    def test_a_template(self, workshop: Workshop) -> None:
        shutil.copytree(PROJECT / "theme", workshop.root / "theme")
        archive(workshop)
        place = workshop.root / "theme/templates/month.html"
        place.write_text(place.read_text(encoding="utf-8").replace("<h1>", '<h1 class="edited">'), encoding="utf-8")
        assert ran(workshop) == ([], False, ["/2020/01/", "/2021/01/", "/2022/01/"])

    def test_a_comment_in_the_words(self, workshop: Workshop) -> None:
        shutil.copytree(PROJECT / "theme", workshop.root / "theme")
        archive(workshop)
        place = workshop.root / "theme/words/en.yaml"
        place.write_text(place.read_text(encoding="utf-8") + "# a note\n", encoding="utf-8")
        assert ran(workshop) == ([], False, [])

    def test_a_setting_that_one_page_shows(self, workshop: Workshop) -> None:
        archive(workshop)
        workshop.configure("page_sizes: {index: 2}\nfeeds: {tag_minimum: 1}\nlead: x/n1\n")
        assert ran(workshop) == ([], True, ["/"])

    def test_a_comment_in_the_settings(self, workshop: Workshop) -> None:
        """The line of a setting in config.yaml is not an input of any page."""
        settings = "page_sizes: {index: 2}\nfeeds: {tag_minimum: 1, image: /icon.png}\nlead: x/n1\n"
        settings += (
            "navigation: [{text: A, to: /tags/}]\nsocial_picture: {src: /icon.png, alt: A}\npublisher: {principles: /tags/}\n"
        )
        workshop.picture("content/static/icon.png")
        archive(workshop)
        workshop.configure(settings)
        workshop.build()
        workshop.configure(f"# a note\n{settings}")
        assert ran(workshop) == ([], True, [])

    def test_a_line_of_the_ledger(self, workshop: Workshop) -> None:
        archive(workshop)
        workshop.ledger("/tags/water/")
        assert ran(workshop) == ([], True, [])

    def test_a_new_newest_article(self, workshop: Workshop) -> None:
        archive(workshop)
        workshop.article("x/new", date="2023-01-01", tags=["roads"], author="Another Desk", region="caucasus")
        assert ran(workshop) == (["new.md"], True, sorted([
            "/2023/01/new/", "/", "/articles/", "/2023/", "/2023/01/", "/2022/", "/2022/01/",
            "/dates/", "/dates/01-01/", *WHOLE, "/feeds/", "/feeds.opml",
            "/search/", "/regions/", "/regions/caucasus/", "/regions/caucasus/rss.xml", "/tags/", "/tags/roads/", "/tags/roads/rss.xml",
            "/authors/", "/authors/another-desk/", "/authors/another-desk/rss.xml",
            "/sitemap.xml", "/sitemap-2023.xml", "/sitemap-pages.xml",
            "/downloads/", "/downloads/archive-2023.jsonl", "/downloads/articles.csv", DIGEST,
        ]))  # fmt: skip

    def test_a_deletion(self, workshop: Workshop) -> None:
        archive(workshop)
        (workshop.root / "content/articles/x/n8.md").unlink()
        reopened = ["/articles/page/3/", f"{DESK}page/3/", "/regions/central-asia/page/3/", "/regions/kazakhstan/page/3/"]
        counted = ["/regions/", "/tags/", "/authors/", "/dates/", "/sitemap.xml", "/sitemap-2022.xml", "/sitemap-pages.xml"]
        counted += ["/dates/01-07/"]  # which no longer links to a later day
        shown = [address for address in SHOWS_N8 if address not in {"/2022/01/n8/", "/dates/01-08/"}]
        assert ran(workshop) == (
            [],
            True,
            sorted([*shown, *reopened, *counted, *DATA, DIGEST, "/downloads/", "/tags/gas/", "/tags/gas/rss.xml"]),
        )

    def test_a_build_cut_off_from_its_cache(self, workshop: Workshop) -> None:
        archive(workshop)
        shutil.rmtree(workshop.root / ".cache")
        converted, decided, rendered = ran(workshop)
        assert (len(converted), decided, len(rendered)) == (8, True, len(workshop.files()) - 4)


def test_an_embargo_that_ends_and_an_expiry_break_the_seal(workshop: Workshop) -> None:
    workshop.article("x/open", date="2021-01-01", expires="2026-03-01")
    workshop.article("x/later", date="2026-02-01")
    workshop.build()
    assert workshop.build(now=NOW + timedelta(days=30)).rendered == ()
    assert workshop.build(now=NOW + timedelta(days=31)).counts.articles == 2
    assert workshop.build(now=NOW + timedelta(days=62)).rendered
    assert "Open" not in workshop.read("rss.xml")


def test_a_damaged_cache_means_a_slow_build_and_no_more(workshop: Workshop) -> None:
    archive(workshop)
    before = workshop.files()
    for damage in (b"", b"nonsense" * 1000, (workshop.root / ".cache/memo.sqlite").read_bytes()[:5000] + b"\xff" * 5000):
        (workshop.root / ".cache/memo.sqlite").write_bytes(damage)
        workshop.build()
        assert workshop.files() == before
        assert workshop.build().rendered == (), "and the next one is fast again"


def test_a_file_where_the_cache_should_be_means_a_slow_build_and_no_more(unbuilt: Workshop) -> None:
    unbuilt.picture("content/articles/x/p.png", 900, 600)
    unbuilt.article("x/one", "![A](p.png)")
    unbuilt.write(".cache", "x")
    for _ in range(2):
        (warning,) = unbuilt.build().warnings
        assert str(warning).startswith(".cache:1:1: warning: the cache cannot be used, so the next build will be slow")
    assert (unbuilt.root / ".cache").read_text() == "x"
    found = unbuilt.files()
    unbuilt.build(output=unbuilt.root / "clean", cache=None)
    assert found == files(unbuilt.root / "clean")


@pytest.mark.skipif(not CAN_OBEY, reason="root writes everywhere")
@pytest.mark.parametrize("closed", [".", ".cache", ".cache/pictures"])
def test_an_archive_that_cannot_be_written_into_is_built_elsewhere(unbuilt: Workshop, tmp_path: Path, closed: str) -> None:
    unbuilt.picture("content/articles/x/p.png", 900, 600)
    unbuilt.article("x/one", "![A](p.png)")
    if closed != ".":
        (unbuilt.root / closed).mkdir(parents=True)
    (unbuilt.root / closed).chmod(0o555 if closed == "." else 0)
    result = run("--root", str(unbuilt.root), "--output", str(tmp_path / "elsewhere"), before=OBEYING)
    (unbuilt.root / closed).chmod(0o755)
    assert result.returncode == 0
    assert result.stderr.startswith(".cache:1:1: warning: the cache cannot be used")


def test_a_bit_that_a_disk_loses_changes_no_page(workshop: Workshop, tmp_path: Path) -> None:
    chance = random.Random(2026)
    place = workshop.root / ".cache/memo.sqlite"
    workshop.picture("content/articles/x/p.png", 900, 600)
    archive(workshop)
    clean = []
    for number in range(2):
        workshop.article("x/n5", f"Text {number} and ![a](p.png).", date="2022-01-05", tags=["water"])
        workshop.build(output=tmp_path / f"clean-{number}", cache=None)
        clean.append(files(tmp_path / f"clean-{number}"))
    workshop.build()
    for number in range(FLIPS):
        if not place.exists():  # the previous build noticed the damage, and left a full build to this one
            workshop.build()
            assert workshop.files() == clean[number % 2 - 1]
        data = bytearray(place.read_bytes())
        for at in chance.sample(range(len(data)), chance.choice([1, 1, 8, 64])):
            data[at] ^= 1 << chance.randrange(8)
        place.write_bytes(data)
        workshop.article("x/n5", f"Text {number % 2} and ![a](p.png).", date="2022-01-05", tags=["water"])
        workshop.build()
        assert workshop.files() == clean[number % 2]


def test_html_that_the_cache_has_lost_is_made_again(workshop: Workshop) -> None:
    archive(workshop)
    before = workshop.files()
    with contextlib.closing(sqlite3.connect(workshop.root / ".cache/memo.sqlite")) as memo, memo:
        lost = memo.execute("DELETE FROM results WHERE length(value) < 200").rowcount
    assert lost, "small values, as the HTML of these articles is"
    (workshop.site / "2022/01/n5/index.html").unlink()
    (workshop.site / "rss.xml").unlink()
    assert workshop.build().published.written == 2
    assert workshop.files() == before


@pytest.mark.parametrize("lost", ["page %", "Card %", "Material %"])
def test_a_page_that_the_cache_has_lost_comes_from_the_plan(workshop: Workshop, tmp_path: Path, lost: str) -> None:
    archive(workshop)
    with contextlib.closing(sqlite3.connect(workshop.root / ".cache/memo.sqlite")) as memo, memo:
        assert memo.execute("DELETE FROM results WHERE key LIKE ?", [lost]).rowcount
    workshop.article("x/n5", "Mended.", date="2022-01-05", tags=["water"])
    report = workshop.build()
    assert (report.decided, len(report.rendered)) == (False, len(FEEDS) + 4)
    found = workshop.files()
    workshop.build(output=tmp_path / "clean", cache=None)
    assert found == files(tmp_path / "clean")


def test_what_several_processes_render_is_compiled_once_and_kept(unbuilt: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SMALL", 1)
    for number in range(4):
        unbuilt.article(f"a/{number}")
    compiled: list[str | None] = []
    parse = template.Swift._parse

    def counted(self: template.Swift, source: str, name: str | None, filename: str | None) -> nodes.Template:
        compiled.append(name)
        return parse(self, source, name, filename)

    monkeypatch.setattr(template.Swift, "_parse", counted)
    unbuilt.build(jobs=2)
    assert {"article.html", "base.html", "shelf.html"} <= set(
        compiled
    )  # in this process, not in a worker process whose results are lost
    assert len(compiled) == len(set(compiled))
    compiled.clear()
    unbuilt.article("a/4", date="2025-12-12")
    unbuilt.build(jobs=2)
    unbuilt.article("a/0", "Another text.")
    unbuilt.build(jobs=2)
    assert compiled == []


def test_a_file_of_the_site_that_was_deleted_is_written_again(workshop: Workshop) -> None:
    archive(workshop)
    before = workshop.files()
    (workshop.site / "rss.xml").unlink()
    assert workshop.build().published.written == 1
    assert workshop.files() == before


def test_an_error_is_found_again_as_long_as_it_is_there(workshop: Workshop) -> None:
    archive(workshop)
    workshop.article("x/n5", "[x](nowhere.md)", date="2022-01-05", tags=["water"])
    first = workshop.problems()
    assert len(first) == 1
    assert workshop.problems() == first
    workshop.article("x/n6", "```\nopen", date="2020-01-06", tags=["gas"])
    workshop.article("x/n5", date="2022-01-05", tags=["water"])
    warnings = workshop.problems()
    assert len(warnings) == 1
    assert workshop.problems() == warnings, "a sealed build warns as the first one did"


def test_no_background_is_searched_for_what_is_not_published(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    searches = []
    rank = related._Memory.rank

    def counted(self: related._Memory) -> list[tuple[int, Card]]:
        searches.append(self)
        return rank(self)

    monkeypatch.setattr(related._Memory, "rank", counted)
    for number in range(4):
        workshop.article(f"a/{number}", date=f"2021-01-0{number + 1}", tags=["water"])
    broken = workshop.article("a/4", date="never", tags=["water"])
    assert len(workshop.problems()) == 1
    assert not searches
    broken.unlink()
    workshop.build()
    assert len(searches) == 4


def test_an_edit_whose_time_was_restored_is_noticed(workshop: Workshop) -> None:
    place = workshop.article("x/one", "First.", date="2021-01-01")
    time.sleep(2 * RACY / 1e9)
    workshop.article("x/two", date="2021-01-02")
    workshop.build()
    before = place.stat()
    place.write_text(place.read_text(encoding="utf-8").replace("First.", "Other."), encoding="utf-8")
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert place.stat().st_size == before.st_size
    workshop.build()
    assert "Other." in workshop.read("2021/01/one/index.html")


def test_the_stamps_of_the_newest_files_are_not_trusted() -> None:
    stamps = {"old": ((1, 10 * RACY, 1, 1), "a"), "new": ((1, 20 * RACY, 1, 1), "b"), "close": ((1, 20 * RACY - 1, 1, 1), "c")}
    assert _trusted(stamps) == {"old": stamps["old"]}


def test_a_file_that_seems_to_be_from_before_1970_and_changed_just_now_is_not_trusted(workshop: Workshop) -> None:
    place = workshop.write("content/static/old.txt", "x")
    os.utime(place, ns=(-(10**18), -(10**18)))
    (file,) = below(workshop.root / "content/static", [])
    found = {"old.txt": (file.signature, "a"), "other.txt": ((1, file.signature[1] - 1, 1, 1), "b")}
    assert _trusted(found) == {}


def test_settings_that_reading_depends_on_read_everything_again(workshop: Workshop) -> None:
    archive(workshop)
    workshop.configure("page_sizes: {index: 2}\nfeeds: {tag_minimum: 1}\nmarkdown: {extensions: [extra]}\n")
    assert len(workshop.build().converted) == 8


def test_another_address_of_the_site_reaches_every_page(workshop: Workshop, tmp_path: Path) -> None:
    archive(workshop)
    place = workshop.root / "config.yaml"
    place.write_text(place.read_text().replace("https://test.example.org", "https://test.example.org/below"))
    workshop.build()
    assert 'href="/below/" rel="home"' in workshop.read("2022/01/n5/index.html")
    workshop.build(output=tmp_path / "clean", cache=None)
    assert workshop.files() == files(tmp_path / "clean")


def test_another_dateline_reaches_the_feeds(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", dateline="Astana")
    workshop.build()
    workshop.article("2021/one", date="2021-01-01", dateline="Almaty")
    workshop.build()
    for feed in ("rss.xml", "regions/kazakhstan/rss.xml"):
        assert "Almaty" in workshop.read(feed)
        assert "Astana" not in workshop.read(feed)


def test_a_build_is_not_sealed_against_what_is_no_file(workshop: Workshop) -> None:
    archive(workshop)
    (workshop.root / "content/articles/x/dangling.md").symlink_to("nowhere")
    assert workshop.problems() == ["content/articles/x/dangling.md:1:1: this symbolic link is broken (correct or delete it)"]


def test_a_file_of_the_theme_that_cannot_be_read_is_reported_after_a_good_build(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/static/site.css", "")
    workshop.build()
    (workshop.root / "theme/static/dangling.css").symlink_to("nowhere")
    assert ["this symbolic link is broken" in line for line in workshop.problems()] == [True]


def test_a_source_that_changes_during_a_build_leaves_nothing_wrong_behind(workshop: Workshop) -> None:
    archive(workshop)
    workshop.article("x/n5", "Second.", date="2022-01-05", tags=["water"])

    def meanwhile(what: str, done: int, total: int) -> None:
        if what == "sources":
            workshop.article("x/n5", "Third..", date="2022-01-05", tags=["water"])

    build.build(workshop.request(), meanwhile)
    assert "Third.." in workshop.read("2022/01/n5/index.html")
    workshop.article("x/n5", "Second.", date="2022-01-05", tags=["water"])
    workshop.build()
    assert "Second." in workshop.read("2022/01/n5/index.html")


@pytest.mark.parametrize("path", ["content/static/note.txt", "content/articles/x/note.txt", "theme/words/en.yaml", "ledger.txt"])
@pytest.mark.parametrize("when", ["sources", "plan", "pages", "publish"])
def test_what_changes_during_a_build_and_back_is_built_again(workshop: Workshop, tmp_path: Path, path: str, when: str) -> None:
    """A build that may have read either version must not count as the build of one of them."""
    first, second = ("newest: One\n", "newest: Another\n") if path.endswith("yaml") else ("# one\n", "# another\n")
    workshop.write(path, first)
    archive(workshop)
    workshop.article("x/n9", "See [the note](note.txt)." if "articles" in path else "Text.", date="2022-02-01")
    if "articles" not in path:
        (workshop.root / "content/articles/x/note.txt").unlink(missing_ok=True)

    def meanwhile(what: str, done: int, total: int) -> None:
        if what == when and done == total:
            workshop.write(path, second)

    build.build(workshop.request(), meanwhile)
    workshop.write(path, first)
    workshop.build()
    workshop.build(output=tmp_path / "clean", cache=None)
    assert workshop.files() == files(tmp_path / "clean")


def test_a_clock_that_goes_back_before_a_change_is_noticed(workshop: Workshop) -> None:
    workshop.article("2022/one", date="2022-01-01", updated="2022-06-01")
    workshop.build()
    assert "which is in the future" in workshop.problems(now=NOW.replace(year=2022, month=3))[0]


def test_an_expiry_alone_breaks_the_seal(workshop: Workshop) -> None:
    """Meanwhile no week closes and no article appears, since either would also break it."""
    workshop.article("x/open", date="2021-01-01", expires="2026-03-01")
    workshop.article("x/other", date="2021-01-02")
    workshop.build()
    before = workshop.build(now=NOW + timedelta(days=58))
    assert (before.decided, before.rendered) == (False, ())
    assert workshop.build(now=NOW + timedelta(days=59)).decided
    assert [entry.title for entry in workshop.feed("rss.xml").entries] == ["Other"]


def test_a_build_that_changes_nothing_forgets_no_copy_of_a_picture(workshop: Workshop) -> None:
    """Otherwise the next build would read every copy again."""
    workshop.picture("content/articles/2021/map.png", 1600, 900)
    place = workshop.article("2021/one", date="2021-01-01", image={"src": "map.png", "alt": "A map"})
    workshop.build()
    time.sleep(2 * RACY / 1e9)
    for text in ("Another text.", "Yet another text."):  # newer files than the copies, whose stamps are trusted from now on
        place.write_text(place.read_text().replace("Some text.", text))
        workshop.build()
    for _ in range(2):
        workshop.build()
        with Cache(workshop.root / ".cache") as cache:
            known = [place for place in cache.find("signatures") if "/pictures/" in place]
        assert len(known) == len(list((workshop.root / ".cache/pictures").iterdir())) > 0
