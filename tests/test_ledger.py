"""An address, once published, works for ever; an id never changes."""

import resource
import subprocess
from typing import Any

import pytest

from press.desk import pen
from press.desk.check import check
from press.desk.record import record
from press.ground.problems import Misconfigured, Refused
from press.promises import ledger
from press.promises.ledger import Ledger
from press.request import silent
from tests.workshop import COMMAND, Workshop


def test_record_appends_what_is_newly_served_and_never_rewrites(workshop: Workshop) -> None:
    workshop.write("content/articles/2021/data.csv", "a\n")
    workshop.article("2021/one", "[x](data.csv)", date="2021-01-01")
    workshop.publish()
    first = (workshop.root / "ledger.txt").read_text()
    for line in (
        "/2021/01/one/\thttps://test.example.org/2021/01/one/\t2021/one",
        "/2021/01/one/data.csv",
        "/",
        "/regions/kazakhstan/",
        "/rss.xml",
        "/2021/",
        "/2021/01/",
        "/feeds/",
    ):
        assert f"\n{line}\n" in first
    assert "/assets/" not in first
    assert "/page/" not in first
    workshop.publish()
    assert (workshop.root / "ledger.txt").read_text() == first
    workshop.article("2022/two", date="2022-01-01")
    workshop.publish()
    assert (workshop.root / "ledger.txt").read_text().startswith(first)


def test_record_takes_only_what_the_last_build_wrote(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    workshop.article("2022/two", date="2022-01-01")
    record(workshop.request())
    assert "/2022/01/two/" not in (workshop.root / "ledger.txt").read_text()


def test_a_vanished_address_is_an_error_that_suggests_the_alias(workshop: Workshop) -> None:
    place = workshop.article("2021/moscow-grows-weaker", date="2021-01-01")
    workshop.publish()
    place.unlink()
    workshop.article("2021/moscow-grows-weak", date="2021-01-01")
    line = 1 + (workshop.root / "ledger.txt").read_text().split("\n").index(
        "/2021/01/moscow-grows-weaker/\thttps://test.example.org/2021/01/moscow-grows-weaker/\t2021/moscow-grows-weaker"
    )
    before = workshop.files()
    assert workshop.problems() == [
        f'ledger.txt:{line}:1: the address "/2021/01/moscow-grows-weaker/" was published and would vanish'
        ' (add "aliases: [/2021/01/moscow-grows-weaker/]" to content/articles/2021/moscow-grows-weak.md'
        " if it took its place, or restore content/articles/2021/moscow-grows-weaker.md)"
    ]
    assert workshop.files() == before
    workshop.article("2021/moscow-grows-weak", date="2021-01-01", aliases=["/2021/01/moscow-grows-weaker/"])
    assert workshop.problems() == []


def test_the_id_survives_a_change_of_address_and_of_host(workshop: Workshop) -> None:
    place = workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    place.unlink()
    workshop.article("2021/uno", date="2021-01-01", aliases=["/2021/01/one/"])
    config = workshop.root / "config.yaml"
    config.write_text(config.read_text().replace("test.example.org", "new.example.org"))
    workshop.publish()
    item = workshop.feed("rss.xml").entries[0]
    assert (item.id, item.link) == ("https://test.example.org/2021/01/one/", "https://new.example.org/2021/01/uno/")
    assert 'isPermaLink="false"' in workshop.read("rss.xml")
    assert "/2021/01/uno/\thttps://test.example.org/2021/01/one/\t2021/uno\n" in (workshop.root / "ledger.txt").read_text()


def test_nothing_is_new_to_subscribers_at_another_place(workshop: Workshop) -> None:
    for number in range(25):
        workshop.article(f"n{number:02}", date=f"2021-01-{number + 1:02}", tags=["water"], aliases=[f"/old/{number}/"])
    workshop.publish()
    paths = ("rss.xml", "atom.xml", "tags/water/rss.xml", "feeds/archive/1/atom.xml")
    before = {path: [entry.id for entry in workshop.feed(path).entries] for path in paths}
    identity = workshop.feed("atom.xml").feed.id
    ledger_before = (workshop.root / "ledger.txt").read_text()
    config = (workshop.root / "config.yaml").read_text()
    workshop.write("config.yaml", config.replace("https://test.example.org", "https://new.example.org/briefings"))
    workshop.publish()
    assert {path: [entry.id for entry in workshop.feed(path).entries] for path in paths} == before
    assert workshop.feed("atom.xml").feed.id == identity
    assert (workshop.root / "ledger.txt").read_text() == ledger_before
    assert workshop.feed("rss.xml").entries[0].link.startswith("https://new.example.org/briefings/2021/01/")


@pytest.mark.parametrize("withdrawn", [None, {"date": "2021-02-01", "reason": "R."}])
def test_a_file_is_taken_down_by_a_placeholder(workshop: Workshop, withdrawn: dict[str, str] | None) -> None:
    front: dict[str, Any] = {"date": "2021-01-01", "image": {"src": "map.png", "alt": "A map"}}
    workshop.write("content/articles/2021/report.pdf", b"%PDF secret")
    workshop.picture("content/articles/2021/map.png", 1300, 700)
    workshop.article("2021/one", "[x](report.pdf)", **front)
    workshop.publish()
    workshop.article("2021/one", "[x](report.pdf)", **front, slug="uno", aliases=["/2021/01/one/"])
    workshop.publish()
    before = {data for path, data in workshop.files().items() if "/map." in path or path.endswith(".pdf")}
    assert len(before) > 2, "the picture has narrower copies"
    workshop.article("2021/one", "[x](report.pdf)", **front, slug="uno", aliases=["/2021/01/one/"], withdrawn=withdrawn)
    workshop.write("content/articles/2021/report.pdf", b"%PDF gone")
    workshop.picture("content/articles/2021/map.png", 8, 6)
    assert workshop.problems() == []
    after = workshop.files()
    assert after["2021/01/one/report.pdf"] == after["2021/01/uno/report.pdf"] == b"%PDF gone"
    assert not before & set(after.values())


def test_an_article_that_takes_over_another_address_keeps_its_own_id(workshop: Workshop) -> None:
    old = workshop.article("2020/old", date="2020-01-01")
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    old.unlink()
    workshop.article("2021/one", date="2021-01-01", aliases=["/2020/01/old/"])
    workshop.build()
    assert [item.id for item in workshop.feed("rss.xml").entries] == ["https://test.example.org/2021/01/one/"]


def test_an_id_given_by_hand_cannot_contradict_the_ledger_or_another_article(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    workshop.article("2021/one", date="2021-01-01", id="urn:x:1")
    workshop.article("2021/two", date="2021-01-02", id="urn:x:2")
    workshop.article("2021/three", date="2021-01-03", id="urn:x:2")
    problems = workshop.problems()
    assert any('the id "urn:x:1" is not the one published' in line for line in problems)
    assert any('"urn:x:2" is also used by content/articles/2021/' in line for line in problems)
    assert workshop.problems() == [
        'content/articles/2021/one.md:7:5: the id "urn:x:1" is not the one published, "https://test.example.org/2021/01/one/" '
        "(take id: out; the ledger keeps the published one)",
        'content/articles/2021/two.md:7:5: the permanent id "urn:x:2" is also used by content/articles/2021/three.md '
        "(take id: out, or write another)",
    ]


@pytest.mark.parametrize("taking", ["a", "z"])
def test_an_id_that_is_taken_is_told_where_it_was_written(workshop: Workshop, taking: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.article(f"2021/{taking}", date="2021-01-02", id="https://test.example.org/2021/01/one/")
    assert workshop.problems() == [
        f'content/articles/2021/{taking}.md:7:5: the permanent id "https://test.example.org/2021/01/one/" is also used by '
        "content/articles/2021/one.md (take id: out, or write another)"
    ]


@pytest.mark.parametrize("change", [{"draft": True}, {"date": "2027-01-01"}])
def test_a_published_article_cannot_be_taken_back_in_silence(workshop: Workshop, change: dict[str, object]) -> None:
    workshop.configure("permalink: /{slug}/\n")
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    workshop.article("2021/one", **({"date": "2021-01-01"} | change))
    assert any("would vanish" in line and "content/articles/2021/one.md" in line for line in workshop.problems())
    workshop.article("2021/one", date="2021-01-01", withdrawn={"date": "2021-02-01", "reason": "R."})
    assert workshop.problems() == []


def test_an_emptied_day_of_the_calendar_keeps_its_page(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-12-31", aliases=["/2021/12/one/", "/2021/11/one/"])
    workshop.publish()
    workshop.article("2021/one", date="2021-11-30", aliases=["/2021/12/one/"])
    assert workshop.problems() == []
    empty = workshop.page("dates/12-31/index.html")
    assert empty.words("//p[@class='scope']") == ["There is no article here at present."]
    assert [a.get("href") for a in empty.all("//nav[@class='pager']/a")] == ["/dates/11-30/"]
    assert not workshop.page("dates/index.html").all("//a[@href='/dates/12-31/']")
    assert "/dates/12-31/" not in workshop.read("sitemap-pages.xml")


def test_an_emptied_tag_keeps_its_page_and_feed(workshop: Workshop) -> None:
    for number in (1, 2, 3):
        workshop.article(f"2021/a{number}", date=f"2021-01-0{number}", tags=["water"])
    workshop.publish()
    for number in (1, 2, 3):
        workshop.article(f"2021/a{number}", date=f"2021-01-0{number}")
    assert ['the tag "water" has no articles left' in line for line in workshop.problems()] == [True]
    assert workshop.feed("tags/water/rss.xml").entries == []
    assert "lastBuildDate" not in workshop.read("tags/water/rss.xml")
    assert "no article here" in workshop.read("tags/water/index.html")


def test_a_source_that_cannot_be_used_says_nothing_of_its_shelves(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", tags=["water"])
    workshop.article("2021/two", date="2021-01-02")
    workshop.publish()
    workshop.write("content/articles/2021/one.md", "---\ntitle: One\n---\nNo date.\n")
    assert workshop.problems()
    assert not any("no articles left" in line for line in workshop.problems())


def test_a_tag_feed_stays_when_it_falls_below_three_articles(workshop: Workshop) -> None:
    for number in (1, 2, 3):
        workshop.article(f"2021/a{number}", date=f"2021-01-0{number}", tags=["water"])
    workshop.publish()
    workshop.article("2021/a3", date="2021-01-03")
    workshop.build()
    assert len(workshop.feed("tags/water/rss.xml").entries) == 2


def test_a_line_that_is_no_address_is_refused() -> None:
    with pytest.raises(Misconfigured) as error:
        ledger.read("# heading\n/good/\n<<<<<<< ours\nnonsense\nhttps://old.example.org/a/\n")
    assert [str(problem) for problem in error.value.problems] == [
        "ledger.txt:3:1: this line is not an address (remove conflict markers and keep every line of both sides)",
        "ledger.txt:4:1: this line is not an address (restore the line)",
        "ledger.txt:5:1: this line is not an address (begin it with the / after the host)",
    ]


@pytest.mark.parametrize("marker", ["<<<<<<< ours", "||||||| base", "=======", ">>>>>>> theirs"])
def test_what_a_merge_left_is_named(marker: str) -> None:
    with pytest.raises(Misconfigured, match="remove conflict markers"):
        ledger.read(f"/good/\n{marker}\n")


def test_lines_that_two_branches_appended_twice_are_read_once() -> None:
    read = ledger.read("/a/\turn:1\n/b/\n/a/\turn:1\n/b/\n/%D0%B0/\n")
    assert read.ids == {"/a/": "urn:1"}
    assert read.addresses == {"/a/", "/b/", "/а/"}


def run_of(read: Ledger) -> tuple[str, ...]:
    """Return the ids of all articles in the order in which they entered."""
    return tuple(one for run in read.runs for one in run)


def entered(workshop: Workshop) -> list[str]:
    """Return the last parts of the ids of articles, in the order in which they entered."""
    read = ledger.read((workshop.root / "ledger.txt").read_text(encoding="utf-8"))
    return [identity.rstrip("/").rpartition("/")[2] for identity in run_of(read)]


def test_the_order_in_which_articles_entered_is_that_of_recording_then_of_their_dates(workshop: Workshop) -> None:
    workshop.article("a/second", date="2021-01-02")
    workshop.article("z/first", date="2021-01-01")
    workshop.article("a/third", date="2021-01-02 08:00")
    workshop.article("a/fourth", date="2021-01-02 08:00")
    workshop.publish()
    assert entered(workshop) == ["first", "second", "fourth", "third"]
    workshop.article("a/import-b", date="1999-12-31")
    workshop.article("z/import-a", date="1999-12-30")
    before = (workshop.root / "ledger.txt").read_text()
    workshop.publish()
    assert entered(workshop) == ["first", "second", "fourth", "third", "import-a", "import-b"]
    assert (workshop.root / "ledger.txt").read_text().startswith(before)
    workshop.article("y/last", date="2022-01-01")
    workshop.article("z/first", date="2021-01-01", slug="premier", aliases=["/2021/01/first/"])
    workshop.publish()
    assert entered(workshop) == ["first", "second", "fourth", "third", "import-a", "import-b", "last"]


def test_a_tombstone_keeps_its_place_in_the_order(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", withdrawn={"date": "2021-02-01", "reason": "R."})
    workshop.article("2021/two", date="2021-01-02")
    workshop.publish()
    assert entered(workshop) == ["one", "two"]


def test_the_id_of_a_feed_is_not_that_of_an_article() -> None:
    lines = [
        "/atom.xml\ttag:example.org,2003:/atom.xml",
        "/tags/a/feed.json\ttag:example.org,2003:/tags/a/",
        "/a/\turn:1",
        "/rss.xml",
    ]
    assert run_of(ledger.read("\n".join(lines))) == ("urn:1",)


def test_an_address_has_one_id() -> None:
    lines = ["/one/\turn:x:1\tone", "/uno/\turn:x:1\t/one/", "/rss.xml\turn:x:0", "/one/\turn:x:1\tuno", "/one/\turn:x:2\tone"]
    with pytest.raises(Misconfigured) as raised:
        ledger.read("\n".join([*lines, "/one/\turn:x:3\tone", "/rss.xml\turn:x:9"]))
    first, second = raised.value.problems
    assert str(first) == (
        'ledger.txt:5:1: "/one/" has a different permanent id here than in line 1: two branches recorded it (delete the lines of '
        "the id that was not published: subscribers know it by urn:x:1 or by urn:x:2)"
    )
    assert second.line == 7


def test_the_order_of_two_branches_merged_is_that_of_first_lines() -> None:
    trunk, ours, theirs = "/a/\turn:1\n", "/c/\turn:3\n/x/\n/d/\turn:4\n", "/b/\turn:2\n/c/\turn:3\n/x/\n/a-moved/\turn:1\n"
    assert run_of(ledger.read(trunk + ours + theirs)) == ("urn:1", "urn:3", "urn:4", "urn:2")


def test_a_line_of_an_article_knows_its_source_and_older_lines_need_not(workshop: Workshop) -> None:
    workshop.ledger("/2021/01/one/\turn:x:1")
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2021/Каспий, 50%25 & more", date="2021-01-02")
    workshop.publish()
    text = (workshop.root / "ledger.txt").read_text()
    assert text.startswith("/2021/01/one/\turn:x:1\n/2021/01/kaspii-50-25-more/\thttps://")
    read = ledger.read(text)
    assert [entry.source for entry in read.entries if entry.is_article] == ["", "2021/Каспий, 50%25 & more"]
    assert "".join(map(str, read.entries)) == text
    assert workshop.problems() == []


@pytest.mark.parametrize("alias", ["/old/rss.xml", "/feeds/archive/1/rss.xml", "/downloads/archive-2027.jsonl", "/languages/ru/"])
def test_an_author_cannot_take_an_address_that_the_archive_will_need(workshop: Workshop, alias: str) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=[alias])
    (problem,) = workshop.problems()
    assert problem.startswith("content/articles/2021/one.md:8:3: ")
    assert "such addresses are reserved for the feeds, data and languages of the archive" in problem


def test_an_id_that_is_none_and_a_line_with_control_characters_are_refused() -> None:
    with pytest.raises(Misconfigured) as error:
        ledger.read("/a/\tfoo bar\n/b/\ta\x01b\n/c/\turn:x:1\n")
    assert [problem.line for problem in error.value.problems] == [1, 2]


def test_a_permalink_that_is_changed_back_leaves_no_collision(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=["/2021/01/one/", "/one/"])
    assert workshop.problems() == []
    assert workshop.read("_redirects") == "/one/ /2021/01/one/ 301\n"


def test_a_file_beside_an_article_that_moved_is_served_where_it_was(workshop: Workshop) -> None:
    workshop.write("content/articles/2021/data.csv", "a\n")
    workshop.picture("content/articles/2021/map.png")
    workshop.article("2021/one", "[x](data.csv)", date="2021-01-01", image={"src": "map.png", "alt": "A map"})
    workshop.publish()
    recorded = (workshop.root / "ledger.txt").read_text()
    workshop.article(
        "2021/one", "[x](data.csv)", date="2021-01-01", image={"src": "map.png", "alt": "A map"}, slug="uno",
        aliases=["/2021/01/one/"],
    )  # fmt: skip
    workshop.publish()
    for folder in ("one", "uno"):
        assert workshop.read(f"2021/01/{folder}/data.csv") == "a\n"
        assert (workshop.site / f"2021/01/{folder}/map.png").is_file()
    fresh = (workshop.root / "ledger.txt").read_text().removeprefix(recorded).split()
    assert [line for line in fresh if line.startswith("/")] == [
        "/2021/01/uno/", "/2021/01/uno/data.csv", "/2021/01/uno/map.png",
    ]  # fmt: skip
    workshop.write("content/static/2021/01/one/data.csv", "by hand\n")
    workshop.build()
    assert workshop.read("2021/01/one/data.csv") == "by hand\n"


def test_a_file_is_not_left_where_another_article_had_one_of_its_name(workshop: Workshop) -> None:
    for name, text in (("a", "rivers,1\n"), ("b", "roads,2\n")):
        workshop.write(f"content/articles/2021/{name}/data.csv", text)
        workshop.article(f"2021/{name}/index", "[x](data.csv)", date="2021-01-01")
    workshop.publish()
    for name in ("data.csv", "index.md"):
        (workshop.root / "content/articles/2021/a" / name).unlink()
    workshop.article("2021/b/index", "[x](data.csv)", date="2021-01-01", aliases=["/2021/01/a/"])
    (problem,) = workshop.problems()
    assert '"/2021/01/a/data.csv" was published and would vanish' in problem
    assert "or put the file at content/static/2021/01/a/data.csv" in problem
    workshop.write("content/static/2021/01/a/data.csv", "rivers,1\n")
    assert workshop.problems() == []
    assert workshop.read("2021/01/a/data.csv") == "rivers,1\n"
    workshop.publish()
    workshop.configure("permalink: /{slug}/\n")
    workshop.article("2021/b/index", "[x](data.csv)", date="2021-01-01", aliases=["/2021/01/a/", "/2021/01/b/"])
    assert workshop.problems() == []
    assert workshop.read("2021/01/b/data.csv") == "roads,2\n"


def test_a_file_of_a_page_that_moved_is_served_where_it_was(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("content/pages/data.csv", "a\n")
    workshop.write("content/pages/about.md", "---\ntitle: About\n---\n[x](data.csv)\n")
    workshop.publish()
    workshop.write("content/pages/about.md", "---\ntitle: About\nslug: us\naliases: [/about/]\n---\n[x](data.csv)\n")
    assert workshop.problems() == []
    assert workshop.read("about/data.csv") == "a\n"


def test_a_file_is_left_only_where_it_was_promised(workshop: Workshop) -> None:
    workshop.write("content/articles/2021/data.csv", "a\n")
    workshop.article("2021/one", "[x](data.csv)", date="2021-01-01", aliases=["/old/"])
    workshop.build()
    assert not (workshop.site / "old/data.csv").exists()


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("2019/15", 'the address "/2019/15/" was published and would vanish'),
        ("2019/03", ""),
        ("2019", ""),
        ("dates/02-29", ""),
        ("dates/02-30", 'the address "/dates/02-30/" was published and would vanish'),
        ("dates/04-31", 'the address "/dates/04-31/" was published and would vanish'),
        ("tags/foo", 'the tag "foo" has no articles left'),
        ("authors/foo", 'the author "foo" has no articles left'),
    ],
)
def test_a_page_may_stand_where_a_shelf_could(workshop: Workshop, path: str, told: str) -> None:
    """Its line in the ledger does not require that shelf, neither while the page exists nor afterwards."""
    workshop.article("2021/one", date="2021-01-01")
    page = workshop.write(f"content/pages/{path}.md", "---\ntitle: A page\n---\nText.\n")
    workshop.publish()
    workshop.article("2021/two", date="2021-01-02")
    assert workshop.problems() == []
    assert workshop.page(f"{path}/index.html").words("//h1") == ["A page"]
    page.unlink()
    problems = workshop.problems()
    assert [told in problem for problem in problems] == [True] * bool(told), "an empty year, month or day stays by itself"


def test_the_alias_of_a_page_is_an_address_of_the_site(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("content/pages/about.md", "---\ntitle: About\naliases: [//evil.example/x]\n---\nText.\n")
    (problem,) = workshop.problems()
    assert problem.startswith("content/pages/about.md:3:11:")
    assert problem.endswith('the alias "//evil.example/x" is not an address of this site (begin it with a single /)')


def test_what_was_not_built_or_is_made_no_more_cannot_be_recorded(workshop: Workshop) -> None:
    place = workshop.article("2021/one", date="2021-01-01")
    with pytest.raises(Refused, match="nothing was built into"):
        record(workshop.request())
    workshop.build()
    place.rename(place.with_name("other.md"))
    with pytest.raises(Refused, match="the sources no longer produce"):
        record(workshop.request())
    assert not (workshop.root / "ledger.txt").exists()
    workshop.publish()
    assert "/2021/01/other/" in (workshop.root / "ledger.txt").read_text()


def test_a_published_article_that_is_kept_back_until_another_month_is_named(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    workshop.article("2021/one", date="2026-05-01")
    problems = [line for line in workshop.problems() if "/2021/01/one/" in line]
    assert problems == [
        'content/articles/2021/one.md:1:1: "/2021/01/one/" is published (line 3 of ledger.txt) and would vanish '
        "(it is dated 2026-05-01, after this build's time of 2026-01-01 05:00+05:00: restore the date it was published with, "
        "or correct the clock; to retract it, mark it withdrawn as well)"
    ]
    workshop.article("2021/one", date="2021-01-01", withdrawn={"date": "2021-02-01", "reason": "R."})
    assert workshop.problems() == []
    workshop.article("2021/one", date="2026-05-01", draft=True)
    (problem,) = [line for line in workshop.problems() if "/2021/01/one/" in line]
    assert "or correct the clock, and take draft: out; to retract it, mark it withdrawn as well)" in problem


@pytest.mark.parametrize("more", [{}, {"slug": "uno", "aliases": ["/2021/01/one/"]}], ids=["where it was", "elsewhere"])
def test_a_draft_that_is_withdrawn_leaves_its_tombstone(workshop: Workshop, more: dict[str, Any]) -> None:
    workshop.article("2021/one", "Secret.", date="2021-01-01")
    workshop.article("2021/two", date="2021-01-02", see_also=["2021/one"])
    workshop.publish()
    workshop.article("2021/one", "Secret.", date="2021-01-01", draft=True, **more)
    (problem,) = [line for line in workshop.problems() if "is published" in line] or ["to retract it, mark it withdrawn)"]
    assert problem.endswith("to retract it, mark it withdrawn)")
    taken_back = {"date": "2021-02-01", "reason": "Not so."}
    workshop.article("2021/one", "Secret.", date="2021-01-01", draft=True, withdrawn=taken_back, **more)
    report = workshop.build()
    assert (report.warnings, report.counts.drafts) == ((), 0)
    page = workshop.read(f"2021/01/{more.get('slug', 'one')}/index.html")
    assert "Not so." in page
    assert "Secret." not in page
    workshop.publish()
    assert workshop.problems(drafts=True) == []


def test_a_withdrawn_draft_that_was_never_published_stays_one(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2021/two", date="2021-01-01", draft=True, withdrawn={"date": "2021-02-01", "reason": "R."})
    assert workshop.build().counts.drafts == 1
    assert not (workshop.site / "2021/01/two").exists()


def test_a_new_draft_under_the_old_file_name_is_not_the_article_that_was_renamed(workshop: Workshop) -> None:
    place = workshop.article("2021/budget", date="2021-01-01", title="Of 2021")
    workshop.publish()
    place.rename(place.with_name("budget-2021.md"))
    workshop.article("2021/budget", date="2021-12-01", title="Of 2022", draft=True)
    (problem,) = [line for line in workshop.problems() if '"/2021/01/budget/"' in line]
    assert problem.startswith("content/articles/2021/budget.md:")
    assert problem.endswith(
        '(add "aliases: [/2021/01/budget/]" to content/articles/2021/budget-2021.md if it took its place, else take draft: out; '
        "to retract it, mark it withdrawn; if this is a new article, give it another file name)"
    )
    draft = workshop.root / "content/articles/2021/budget.md"
    draft.rename(draft.with_name("budget-2022.md"))
    (problem,) = [line for line in workshop.problems() if '"/2021/01/budget/"' in line]
    assert 'add "aliases: [/2021/01/budget/]" to content/articles/2021/budget-2021.md if it took its place' in problem
    draft.with_name("budget-2022.md").rename(draft)
    workshop.article("2021/budget-2021", date="2021-01-01", title="Of 2021", aliases=["/2021/01/budget/"])
    assert workshop.problems() == []
    workshop.publish()
    workshop.article("2021/budget", date="2021-12-01", title="Of 2022")
    assert workshop.problems() == []
    assert {item.title: item.id for item in workshop.feed("rss.xml").entries} == {
        "Of 2021": "https://test.example.org/2021/01/budget/", "Of 2022": "https://test.example.org/2021/12/budget/",
    }  # fmt: skip


def test_an_embargoed_article_at_the_address_of_one_that_was_renamed(workshop: Workshop) -> None:
    workshop.configure("permalink: /{slug}/\n")
    place = workshop.article("2021/budget", date="2021-01-01")
    workshop.publish()
    place.rename(place.with_name("budget-2021.md"))
    workshop.article("2026/budget", date="2026-06-01")
    (problem,) = [line for line in workshop.problems() if '"/budget/"' in line]
    assert '(add "aliases: [/budget/]" to content/articles/2021/budget-2021.md if it took its place, else it is dated' in problem
    assert problem.endswith("; if this is a new article, give it another slug)")
    workshop.article("2026/budget", date="2026-06-01", slug="budget-2026")
    workshop.article("2021/budget-2021", date="2021-01-01", aliases=["/budget/"])
    assert workshop.problems() == []


def test_a_page_that_is_gone_is_not_asked_to_be_withdrawn(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    place = workshop.write("content/pages/about.md", "---\ntitle: About\n---\nText.\n")
    workshop.publish()
    place.unlink()
    (problem,) = workshop.problems()
    assert problem.endswith('(restore its source, or add "/about/: NEW-ADDRESS" under redirects in config.yaml)')
    workshop.write("content/pages/us.md", "---\ntitle: Us\n---\nText.\n")
    (problem,) = workshop.problems()
    assert problem.endswith('(add "aliases: [/about/]" to content/pages/us.md if it took its place, or restore the page)')
    workshop.write("content/pages/us.md", "---\ntitle: Us\naliases: [/about/]\n---\nText.\n")
    assert workshop.problems() == []


@pytest.mark.parametrize(
    ("before", "after", "old", "new", "advice"),
    [
        ("/{path}/", "/{path}/", "2021/Moscow", "2021/moscow", "back its old file name:"),
        ("/{slug}/", "/{slug}/index.html", "2021/moscow", "2021/moscow", "back its old slug, or restore the old permalink:"),
        ("/{path}/", "/{path}/", "2021/Caf\u00e9", "2021/Cafe\u0301", "back its old file name, with accents composed (NFC):"),
        ("/{path}/", "/{path}/", "2021/Cafe\u0301", "2021/Caf\u00e9", "back its old file name, with accents decomposed (NFD):"),
    ],
    ids=["case", "pattern", "to NFD", "to NFC"],
)
def test_what_no_alias_can_mend_is_called_by_what_has_changed(
    workshop: Workshop, before: str, after: str, old: str, new: str, advice: str
) -> None:
    workshop.configure(f"permalink: {before}\n")
    place = workshop.article(old, date="2021-01-01")
    workshop.publish()
    workshop.configure(f"permalink: {after}\n")
    place = place.rename(workshop.root / f"content/articles/{new}.md")
    (problem,) = [line for line in workshop.problems() if "ledger.txt:3:" in line]
    assert f"(give content/articles/{new}.md {advice} the old address cannot be an alias beside the new one)" in problem
    workshop.configure(f"permalink: {before}\n")
    place.rename(workshop.root / f"content/articles/{old}.md")
    assert workshop.problems() == []


def test_a_file_name_in_another_unicode_form_is_the_same(workshop: Workshop) -> None:
    place = workshop.article("2021/Caf\u00e9", date="2021-01-01")
    workshop.publish()
    place.rename(place.with_name("Cafe\u0301.md"))
    assert workshop.problems() == []
    assert record(workshop.request()) == 0


def test_the_history_is_recorded_as_it_was_published(workshop: Workshop) -> None:
    for day in range(1, 9):
        workshop.article(f"2022/n{day}", date=f"2022-02-0{day}")
    workshop.build()
    old = workshop.article("2021/old", date="2021-05-01")
    with pytest.raises(Refused, match="which comes before articles that it contains"):
        record(workshop.request())
    old.unlink()
    workshop.article("2025/new", date="2025-12-31")
    assert record(workshop.request()) > 0
    assert "/2025/12/new/" not in (workshop.root / "ledger.txt").read_text()


def test_what_an_address_was_is_told_by_its_form() -> None:
    lines = {
        "/rss.xml": "feeds", "/feed.xml": "feeds", "/feeds.opml": "feeds", "/tags/oil/atom.xml\ttag:x.org,2022:/": "feeds",
        "/2021/01/one/\turn:1": "articles", "/old.html\turn:1": "articles", "/downloads/articles.csv": "downloads",
        "/LICENSE": "downloads", "/languages/ru/": "shelves", "/regions/asia/": "shelves", "/2021/01/": "shelves",
        "/articles/": "shelves", "/about/": "pages", "/v1.2/": "pages", "/": "pages", "/old/page.html": "pages",
    }  # fmt: skip
    assert [entry.kind for entry in ledger.read("\n".join(lines)).entries] == list(lines.values())
    counts = ledger.read("\n".join([*lines, *lines])).counts()
    assert counts == {"articles": 2, "aliases": 0, "pages": 4, "shelves": 4, "feeds": 4, "downloads": 2}, "each once"


@pytest.mark.parametrize("line", ["/a b/", "/a/\turn:1 more", "/a/\turn:1<"])
def test_a_line_that_was_damaged_is_refused(line: str) -> None:
    with pytest.raises(Misconfigured):
        ledger.read(f"{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        f"/feeds/archive/{'9' * 5000}/rss.xml\turn:1\t1", "/feeds/archive/0/rss.xml",
        "/feeds/archive/\u0661/rss.xml\turn:1\t1", "/0000/", "/0000/05/",
    ],
    ids=["document", "zero", "digits of another script", "year", "month"],
)  # fmt: skip
def test_a_number_that_no_archive_has_is_none(workshop: Workshop, line: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.ledger("/2021/01/one/\turn:1", line)
    (problem,) = workshop.problems() or [""]
    assert "would vanish" in problem or not problem


def test_a_ledger_that_was_cut_off_is_refused_wherever_it_was(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=["/old/"])
    workshop.article("2021/two", date="2021-01-02")
    workshop.publish()
    place = workshop.root / "ledger.txt"
    text = place.read_text()
    first = text.index("\n/2021/01/two/") + 2
    for end in range(first, text.index("\n", first)):
        place.write_text(text[:end])
        (problem,) = workshop.problems()
        assert problem.startswith("ledger.txt:4:1: ")
        assert "the file may have been cut off here (restore it: git checkout -- ledger.txt" in problem
    identity = "https://test.example.org/2021/01/two/"
    place.write_text(text.replace(f"{identity}\t2021/two", identity))
    (problem,) = workshop.problems()
    assert problem.startswith("ledger.txt:4:1: this line has lost the source of its article (restore it: git log -p ledger.txt")
    place.write_text(text.removesuffix("\n"))
    assert len(workshop.problems()) == 1
    pen.append(place, "", heading="")
    assert place.read_text() == text
    assert workshop.problems() == []


def test_tabs_that_became_spaces_are_told_once(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("content/pages/about.md", "---\ntitle: About\naliases: [/about-us/]\n---\nText.\n")
    workshop.publish()
    place = workshop.root / "ledger.txt"
    text = place.read_text()
    for spaces in (text.expandtabs(), text.replace("\t", " ")):
        place.write_text(spaces)
        (problem,) = workshop.problems()
        assert "ledger.txt:3:1: tabs have become spaces in " in problem
        assert "set your editor to keep tabs" in problem


def test_where_the_ledger_is_lost_nothing_is_published_and_none_is_begun_anew(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    place = workshop.root / "ledger.txt"
    text = place.read_text()
    for left in (None, "", ledger.HEADING):
        place.unlink() if left is None else place.write_text(left)
        for work in (workshop.build, lambda: record(workshop.request())):
            with pytest.raises(Refused, match=r"lists 0 addresses, but had \d+ when .* git checkout HEAD -- ledger\.txt"):
                work()
    (workshop.root / "site.recorded").unlink()
    assert record(workshop.request()) > 0
    assert place.read_text() == text


def test_a_ledger_that_lost_its_last_lines_stops_every_command_that_reads_it(workshop: Workshop) -> None:
    """As after a force push, or if the commit that recorded them was reverted with the one that published."""
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    place = workshop.root / "ledger.txt"
    before = place.read_text()
    workshop.article("2021/two", date="2021-01-02")
    workshop.publish()
    after, noted = place.read_text(), (workshop.root / "site.recorded").read_text()
    (workshop.root / "content/articles/2021/two.md").unlink()
    place.write_text(before)
    for work in (workshop.build, lambda: record(workshop.request()), lambda: check(workshop.request(), silent)):
        with pytest.raises(Refused, match=r"lists \d+ addresses, but had \d+ when .* git log -p -- ledger\.txt"):
            work()
    assert (workshop.root / "site.recorded").read_text() == noted
    assert (workshop.site / "2021/01/two/index.html").exists()
    place.write_text(f"{before}{after}")  # as two branches leave it
    assert any("/2021/01/two/" in problem for problem in workshop.problems())
    place.write_text(before)
    (workshop.root / "site.recorded").unlink()
    workshop.build()


def test_an_article_whose_line_has_no_key_is_named_where_it_is_kept_back(workshop: Workshop) -> None:
    workshop.ledger("/2021/01/one/\turn:x:1")
    workshop.article("2021/one", date="2021-01-01", draft=True)
    (problem,) = [line for line in workshop.problems() if "/2021/01/one/" in line]
    assert problem.startswith('content/articles/2021/one.md:1:1: "/2021/01/one/" is published (line 1 of ledger.txt)')


def test_an_author_without_an_article_left_is_told(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", author="Ann Lee")
    workshop.publish()
    workshop.article("2021/one", date="2021-01-01", author="Bo Ray")
    (problem,) = workshop.problems()
    assert 'warning: the author "ann-lee" has no articles left' in problem


@pytest.mark.parametrize(
    ("document", "runs"),
    [
        ("urn:2\t2", (("urn:1", "urn:2"), ("urn:3",))),
        ("urn:3\t2", (("urn:2", "urn:3"), ("urn:1",))),
        ("urn:2\t3", (("urn:1", "urn:2"), ("urn:3",))),
        ("urn:2", (("urn:1", "urn:2"), ("urn:3",))),
        ("urn:9\t2", (("urn:2", "urn:3"), ("urn:1",))),
    ],
    ids=["two", "not from the first", "more than there are", "an older line", "of another branch"],
)
def test_a_document_of_the_history_holds_what_its_line_says(document: str, runs: tuple[tuple[str, ...], ...]) -> None:
    lines = f"/a/\turn:1\n/b/\turn:2\n/c/\turn:3\n/feeds/archive/1/rss.xml\t{document}\n"
    assert ledger.read(lines).runs == runs


def test_while_an_article_is_kept_back_nothing_else_is_said_to_vanish(workshop: Workshop) -> None:
    workshop.ledger("/2021/01/one/\turn:x:1", "/gone/")
    workshop.article("2021/one", date="2021-01-01", draft=True)
    assert ["/2021/01/one/" in line for line in workshop.problems() if "would vanish" in line] == [True]


def test_no_page_of_the_archive_itself_is_guessed_to_be_an_article_s_heir(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    place = workshop.article("2021/two", date="2021-01-02")
    workshop.publish()
    place.unlink()
    workshop.article("2021/one", date="2021-01-01", tags=["two"])
    (problem,) = [line for line in workshop.problems() if '"/2021/01/two/"' in line]
    assert "to the article that took its place)" in problem


def test_the_page_of_the_only_language_stays_once_it_is_recorded(workshop: Workshop) -> None:
    workshop.ledger("/languages/en/")
    workshop.article("2021/one", date="2021-01-01")
    assert workshop.problems() == []


def recording(workshop: Workshop) -> "subprocess.Popen[bytes]":
    command = [*COMMAND, "record", "--root", str(workshop.root), "--now", "2026-01-01"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_full_disk_leaves_the_ledger_as_it_was(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    before = (workshop.root / "ledger.txt").read_bytes()
    for number in range(20):
        workshop.article(f"2022/n{number}", date="2022-01-01")
    workshop.build()
    room = len(before) + 100
    done = subprocess.run(
        [COMMAND[0], "-B", *COMMAND[1:], "record", "--root", str(workshop.root), "--now", "2026-01-01"],  # and no truncated bytecode
        capture_output=True, text=True, check=False, timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip
    assert (done.returncode, "File too large" in done.stderr) == (2, True)
    assert (workshop.root / "ledger.txt").read_bytes() == before
    assert not list(workshop.root.glob(".ledger*")), "nor is anything left beside it"
    assert record(workshop.request()) > 20


def test_recording_twice_at_once_records_once(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    assert [process.wait(60) for process in [recording(workshop) for _ in range(4)]] == [0] * 4
    lines = (workshop.root / "ledger.txt").read_text().splitlines()
    assert len(set(lines)) == len(lines)
    assert record(workshop.request()) == 0


def test_a_language_without_articles_is_told_and_another_default_calls_for_the_old_one(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2021/dva", date="2021-01-02", lang="ru")
    workshop.article("2021/tri", date="2021-01-03", lang="zh")
    workshop.publish()
    config = (workshop.root / "config.yaml").read_text()
    workshop.write("config.yaml", f"{config}language: ru\n")
    workshop.article("2021/tri", date="2021-01-03", lang="zh-Hans")
    assert [line for line in workshop.problems() if "catalogue" not in line] == [
        f'config.yaml:1:1: warning: the language "{tag}" has no articles left; its page and feed remain, empty (if "language" was changed'
        f" here, set adoption.defaults.lang: {tag}; if articles now have another lang:, give them lang: {tag} again)"
        for tag in ("en", "zh")
    ]
    assert workshop.feed("languages/en/rss.xml").entries == []
    workshop.article("2021/tri", date="2021-01-03", lang="zh")
    workshop.write("config.yaml", f"{config}language: ru\nadoption: {{defaults: {{lang: en}}}}\n")
    assert workshop.problems() == []
    assert [entry.title for entry in workshop.feed("languages/en/rss.xml").entries] == ["One"]
    assert workshop.page("2021/01/one/index.html").one("/html").get("lang") == "en"


@pytest.mark.parametrize(
    ("more", "old", "new"),
    [
        ("authors: [{name: Ann Lee, slug: ann}]", "authors/ann-lee", "ann"),
        ("authors: [{name: Ann Ray, variants: [Ann Lee]}]", "authors/ann-lee", "ann-ray"),
        ("tags: [{name: Water Law, slug: law}]", "tags/water-law", "law"),
        ("tags: [{name: Ports, variants: [Water Law, gas]}]", "tags/water-law", "ports"),
        ("tags: [{name: Ports, variants: [Water Law, gas]}]", "tags/gas", "ports"),
    ],
)
def test_a_shelf_whose_name_now_has_another_slug_leads_there(workshop: Workshop, more: str, old: str, new: str) -> None:
    for number in (1, 2, 3):
        workshop.article(f"2021/n{number}", date=f"2021-01-0{number}", author="Ann Lee", tags=["Water Law", "gas"])
    workshop.publish()
    workshop.configure(f"{more}\n")
    kind, _ = old.split("/")
    for step in ("new", "recorded"):
        assert workshop.problems() == [], step
        assert f"url=https://test.example.org/{kind}/{new}/" in workshop.read(f"{old}/index.html")
        assert f"/{old}/ /{kind}/{new}/ 301\n" in workshop.read("_redirects")
        assert workshop.read(f"{old}/rss.xml") == workshop.read(f"{kind}/{new}/rss.xml")
        assert f"/{old}/" not in workshop.read(f"{kind}/index.html")
        record(workshop.request())
    workshop.configure("")
    assert workshop.problems() == [
        f'config.yaml:1:1: warning: the {kind[:-1]} "{new}" has no articles left; its page and feed remain, empty'
        f" (if it was renamed, add {new}: NEW-SLUG under aliases.{kind})"
    ], "the old one has its articles again"


def test_a_shelf_leads_to_no_name_that_is_not_certain(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", author="李明", tags=["Water Law"])
    workshop.publish()
    workshop.configure("""\
        authors: [{name: 李明, slug: li-ming-1}, {name: 黎明, slug: li-ming-2}]
        tags: [{name: Ports, variants: [Water Law]}, {name: Law, slug: water-law}]
    """)
    assert [line.partition(" (")[0] for line in workshop.problems()] == [
        f"config.yaml:1:1: warning: the {what} has no articles left; its page and feed remain, empty"
        for what in ('author "li-ming"', 'tag "water-law"')
    ]


def test_an_alias_to_a_shelf_that_leads_on_says_what_to_write(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", tags=["Water Law"])
    workshop.configure("aliases: {tags: {aqua: water-law}}\n")
    workshop.publish()
    workshop.configure("aliases: {tags: {aqua: water-law}}\ntags: [{name: Ports, variants: [Water Law]}]\n")
    (problem,) = workshop.problems()
    assert problem.endswith('the alias "aqua" leads nowhere: nothing is filed under "water-law" (write aqua: ports)')


def test_articles_of_a_renamed_region_are_told_the_alias_that_lets_them_keep_the_old_word(workshop: Workshop) -> None:
    for number in range(1, 26):
        workshop.article(f"2021/n{number}", date="2021-01-01", region="caucasus" if number < 25 else "caucas")
    workshop.article("2021/other", date="2021-01-01")
    assert len(workshop.problems()) == 1, "a mistake"
    workshop.article("2021/n25", date="2021-01-01", region="caucasus")
    workshop.publish()
    config = (workshop.root / "config.yaml").read_text().replace("name: Caucasus, slug: caucasus", "name: South, slug: south")
    workshop.write("config.yaml", config)
    (problem,) = [line for line in workshop.problems() if line.startswith("content")]
    assert problem == (
        'content/articles/2021/n1.md:5:9: region "caucasus" is not in config.yaml any more, here and in 24 other files '
        '(add "caucasus: NEW-SLUG" under aliases.regions in config.yaml; articles may keep the old word)'
    )
    workshop.write("config.yaml", f"{config}aliases: {{regions: {{caucasus: south}}}}\n")
    assert workshop.problems() == []
    assert "url=https://test.example.org/regions/south/" in workshop.read("regions/caucasus/index.html")
    assert 'href="/regions/south/"' in workshop.read("2021/01/n1/index.html")
