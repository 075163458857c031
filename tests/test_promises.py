"""`build.py ledger`, as a user runs it: what is promised, what would vanish, and what it writes."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from press.addresses import routes
from press.desk import pen
from press.ground.problems import MANY
from tests.test_build import run
from tests.workshop import COMMAND, Workshop, files

NOW = ("--now", "2026-01-01")


def asked(workshop: Workshop, *options: str) -> tuple[int, str, str]:
    """Return the exit code of the command, and what it prints to standard output and error."""
    done = run("ledger", "--root", str(workshop.root), *NOW, *options)
    return done.returncode, done.stdout, done.stderr


def rename(workshop: Workshop, path: str, old: str, new: str) -> None:
    """Replace a text in a source."""
    place = workshop.root / "content/articles" / path
    text = place.read_bytes()
    assert old.encode() in text
    place.write_bytes(text.replace(old.encode(), new.encode()))


def test_the_account_counts_what_is_promised(workshop: Workshop) -> None:
    workshop.write("content/articles/2021/data.csv", "a\n")
    workshop.write("content/pages/about.md", "---\ntitle: About\n---\nText.\n")
    workshop.article("2021/one", "[x](data.csv)", date="2021-01-01")
    workshop.publish()
    assert asked(workshop) == (0, """\
ledger.txt promises 34 addresses:

        1  article
        0  aliases
       10  pages
        8  shelves
       11  feeds
        4  downloads

The next publication keeps them all.
""", "")  # fmt: skip
    assert json.loads(asked(workshop, "--format", "json")[1])["promised"]["downloads"] == 4


def test_an_archive_that_never_published_promises_nothing(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    code, out, _ = asked(workshop, "--fix")
    assert (code, out.splitlines()[0]) == (0, "ledger.txt promises 0 addresses:")


def test_a_renamed_slug_is_listed_then_fixed_then_built(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    place = workshop.article("2021/one", date="2021-01-01", slug="premier")
    before = place.read_text()
    line = 1 + (workshop.root / "ledger.txt").read_text().split("\n").index(
        "/2021/01/one/\thttps://test.example.org/2021/01/one/\t2021/one"
    )
    code, out, _ = asked(workshop)
    assert code == 1
    assert (
        out.partition("\n\n1 address")[2]
        == f"""\
 would vanish with the next publication:

  ledger.txt:{line}:1: /2021/01/one/
      add "aliases: [/2021/01/one/]" to content/articles/2021/one.md

1 can be restored at once: python {COMMAND[1]} ledger --fix --root {workshop.root}
"""
    )
    (gone,) = json.loads(asked(workshop, "--format", "json")[1])["vanishing"]
    assert (gone["line"], gone["source"], gone["target"]) == (line, "2021/one", "")
    assert gone["heir"] == "content/articles/2021/one.md"
    assert place.read_text() == before
    assert 'run "python build.py ledger --fix", or add "aliases: [/2021/01/one/]"' in workshop.problems()[0]
    code, out, _ = asked(workshop, "--fix")
    assert code == 0
    assert "1 alias written into 1 file:\n\n  content/articles/2021/one.md\n      /2021/01/one/\n" in out
    assert out.endswith("The next publication keeps them all.\n")
    assert place.read_text() == before.replace("\n---\nSome", "\naliases: [/2021/01/one/]\n---\nSome")
    assert workshop.problems() == []
    assert "url=/2021/01/premier/" in workshop.read("2021/01/one/index.html").replace("https://test.example.org", "")


def test_what_a_program_is_told_of_a_vanishing_alias_is_where_it_led_and_no_source(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=["/old/"])
    workshop.publish()
    workshop.article("2021/one", date="2021-01-01")
    (gone,) = json.loads(asked(workshop, "--format", "json")[1])["vanishing"]
    assert (gone["address"], gone["source"], gone["target"]) == ("/old/", "", "/2021/01/one/")


def test_a_moved_and_renamed_file_is_known_by_its_slug_or_its_id(workshop: Workshop) -> None:
    workshop.configure("permalink: /{path}/\n")
    one = workshop.article("2021/one", date="2021-01-01")
    two = workshop.article("2021/two", date="2021-01-02", id="urn:x:2")
    workshop.publish()
    (workshop.root / "content/articles/history").mkdir()
    one.rename(workshop.root / "content/articles/history/one.md")
    two.rename(workshop.root / "content/articles/history/second.md")
    code, out, _ = asked(workshop, "--fix")
    assert code == 0, out
    assert workshop.problems() == []
    assert {item.id for item in workshop.feed("rss.xml").entries} == {"https://test.example.org/2021/one/", "urn:x:2"}


def test_many_addresses_that_one_command_keeps_are_one_error(workshop: Workshop) -> None:
    for number in range(1, MANY + 2):
        workshop.article(f"a{number}", date=f"2021-01-{number:02}")
    workshop.publish()
    workshop.configure("permalink: /{slug}.html\n")
    (problem,) = workshop.problems()
    assert problem.startswith(
        "ledger.txt:3:1: 21 addresses were published and would vanish, although their articles are here; the"
    )
    assert "permalink" in problem
    assert asked(workshop, "--fix")[0] == 0
    assert workshop.problems() == []


def test_another_pattern_of_permalinks_for_a_whole_archive(workshop: Workshop) -> None:
    workshop.write("content/articles/data.csv", "a\n")
    ends = {"a": "\n", "b": "\r\n", "c": "\r"}
    for number, (name, end) in enumerate(ends.items(), start=1):
        text = workshop.article(name, "[x](data.csv) [y](/2021/01/a/)", date=f"2021-01-0{number}").read_text()
        workshop.write(f"content/articles/{name}.md", b"\xef\xbb\xbf" + text.replace("\n", end).encode())
    assert workshop.problems() == []
    workshop.publish()
    before = files(workshop.root / "content")
    workshop.configure("permalink: /{slug}.html\n")
    code, _, errors = asked(workshop)
    assert code == 1
    assert errors.count("leads nowhere") == 3, "other errors are printed as usual"
    code, out, errors = asked(workshop, "--fix")
    assert (code, errors) == (0, ""), out
    assert "3 aliases written into 3 files" in out
    for name, end in ends.items():
        old, new = before[f"articles/{name}.md"], (workshop.root / f"content/articles/{name}.md").read_bytes()
        cut = old.index(f"{end}---{end}".encode(), 8) + len(end)
        assert new == old[:cut] + f"aliases: [/2021/01/{name}/]{end}".encode() + old[cut:]
    assert workshop.problems() == []
    assert workshop.read("2021/01/b/data.csv") == "a\n"
    assert asked(workshop, "--fix")[1].count("written") == 0


def test_an_adopted_archive_keeps_its_word_for_aliases(workshop: Workshop) -> None:
    workshop.configure("adoption: {fields: {old_urls: aliases}}\n")
    workshop.article("2021/one", date="2021-01-01", old_urls=["/x/"])
    workshop.article("2021/two", date="2021-01-01")
    workshop.publish()
    one = workshop.article("2021/one", date="2021-01-01", slug="a", old_urls=["/x/"])
    two = workshop.article("2021/two", date="2021-01-01", slug="b")
    assert asked(workshop, "--fix")[0] == 0
    assert "old_urls:\n- /x/\n- /2021/01/one/\n" in one.read_text()
    assert "old_urls: [/2021/01/two/]\n" in two.read_text()
    assert workshop.problems() == []


def test_an_alias_is_promised_and_brought_back(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=["/node/123.html", "/старое/одно"])
    workshop.write("content/pages/about.md", "---\ntitle: About\naliases: [/about-us/]\n---\nText.\n")
    workshop.configure("aliases: {tags: {h2o: water}}\n")
    workshop.article("2021/two", date="2021-01-02", tags=["water"])
    workshop.publish()
    text = (workshop.root / "ledger.txt").read_text()
    identity = "https://test.example.org/2021/01/one/"
    for line in (
        f"/node/123.html\t{identity}\t/2021/01/one/",
        f"/%D1%81%D1%82%D0%B0%D1%80%D0%BE%D0%B5/%D0%BE%D0%B4%D0%BD%D0%BE/\t{identity}\t/2021/01/one/",
        "/about-us/\t\t/about/",
        "/tags/h2o/\t\t/tags/water/",
    ):
        assert f"\n{line}\n" in text
    assert "        4  aliases\n" in asked(workshop)[1]
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("content/pages/about.md", "---\ntitle: About\n---\nText.\n")
    workshop.configure("")
    code, out, _ = asked(workshop)
    assert code == 1
    assert 'add "aliases: [/about-us/]" to the page now found at /about/' in out
    assert 'add "h2o: water" under aliases.tags in config.yaml, or restore it' in out
    assert 'add "aliases: [/старое/одно/]" to content/articles/2021/one.md' in out
    assert "2 aliases written into 1 file" in asked(workshop, "--fix")[1]
    workshop.write("content/pages/about.md", "---\ntitle: About\naliases: [/about-us/]\n---\nText.\n")
    workshop.configure("aliases: {tags: {h2o: water}}\n")
    assert workshop.problems() == []
    assert 'url=https://test.example.org/2021/01/one/"' in workshop.read("node/123.html")


def test_a_merge_that_loses_an_alias_is_told_the_line_and_fixed(workshop: Workshop) -> None:
    one = workshop.article("2021/one", date="2021-01-01", aliases=["/node/123/"])
    workshop.article("2021/two", date="2021-01-02")
    workshop.publish()
    one.unlink()
    workshop.article("2021/two", date="2021-01-02", aliases=["/2021/01/one/"])
    (problem,) = workshop.problems()
    assert '"/node/123/" was published and would vanish' in problem
    assert 'or add "aliases: [/node/123/]" to content/articles/2021/two.md' in problem
    assert asked(workshop, "--fix")[0] == 0
    assert workshop.problems() == []
    assert "https://test.example.org/2021/01/two/" in workshop.read("node/123/index.html")
    assert {item.id for item in workshop.feed("rss.xml").entries} == {"https://test.example.org/2021/01/two/"}


def test_aliases_of_a_moved_or_kept_back_article_follow_it(workshop: Workshop) -> None:
    place = workshop.article("2021/one", date="2021-01-01", aliases=["/node/123/"])
    workshop.publish()
    workshop.article("2021/one", date="2021-01-01", aliases=["/node/123/"], draft=True)
    assert ["content/articles/2021/one.md:1:1" in line for line in workshop.problems() if "vanish" in line] == [True, True]
    place.unlink()
    workshop.article("2022/one", date="2021-01-01", slug="uno")
    workshop.article("2022/123", date="2022-01-01")
    before = (workshop.root / "content/articles/2022/123.md").read_bytes()
    assert len([line for line in workshop.problems() if "vanish" in line]) == 2
    workshop.article("2021/one", date="2021-01-01", slug="uno")
    (workshop.root / "content/articles/2022/one.md").unlink()
    assert asked(workshop, "--fix")[0] == 0
    assert (workshop.root / "content/articles/2022/123.md").read_bytes() == before
    assert workshop.problems() == []


def test_a_ledger_without_aliases_gets_them_when_next_recorded(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    workshop.article("2021/one", date="2021-01-01", aliases=["/old/"])
    workshop.build()
    lines = (workshop.root / "ledger.txt").read_text()
    workshop.article("2021/one", date="2021-01-01")
    assert workshop.problems() == [], "what was never recorded is not promised"
    workshop.article("2021/one", date="2021-01-01", aliases=["/old/"])
    workshop.publish()
    added = (workshop.root / "ledger.txt").read_text().removeprefix(lines)
    assert added == "/old/\thttps://test.example.org/2021/01/one/\t/2021/01/one/\n"
    workshop.publish()
    assert (workshop.root / "ledger.txt").read_text() == lines + added


def test_an_alias_may_be_given_to_another_article(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=["/old/", "/2019/"])
    workshop.publish()
    workshop.article("2021/one", date="2021-01-01", aliases=["/2019/"])
    workshop.article("2021/two", date="2021-01-02", aliases=["/old/"])
    assert workshop.problems() == []
    assert {item.id.rpartition("/2021/01/")[2] for item in workshop.feed("rss.xml").entries} == {"one/", "two/"}
    workshop.article("2021/one", date="2021-01-01")
    assert ['"/2019/" was published and would vanish' in line for line in workshop.problems()] == [True]


def test_what_is_less_than_certain_is_left_to_a_person(workshop: Workshop) -> None:
    workshop.article("2021/moscow-grows-weaker", date="2021-01-01").unlink()
    workshop.ledger("/2021/01/moscow-grows-weaker/\turn:x:1", "/about/")
    workshop.article("2021/moscow-grows-weak", date="2021-01-01")
    before = files(workshop.root / "content")
    code, out, _ = asked(workshop, "--fix")
    assert code == 1
    assert "to content/articles/2021/moscow-grows-weak.md if it took its place" in out
    assert out.endswith("\n2 left to decide by hand: it is not certain what replaced them.\n")
    assert files(workshop.root / "content") == before


def test_a_published_article_kept_back_is_listed_with_its_source_and_a_withdrawn_one_is_not(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    workshop.article("2021/one", date="2021-01-01", draft=True)
    code, out, _ = asked(workshop, "--fix")
    assert code == 1
    assert "content/articles/2021/one.md is kept back: take draft: out; to retract it, mark it withdrawn\n" in out
    workshop.article("2021/one", date="2021-01-01", slug="uno", withdrawn={"date": "2021-02-01", "reason": "R."})
    assert asked(workshop, "--fix")[0] == 0
    assert workshop.problems() == []
    assert "R." in workshop.read("2021/01/uno/index.html")


def test_nothing_is_written_if_one_file_cannot_be(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2021/two", date="2021-01-01", aliases=["/x/"])
    workshop.publish()
    workshop.article("2021/one", date="2021-01-01", slug="uno")
    workshop.article("2021/two", date="2021-01-01", slug="due", aliases=["/x/"])
    rename(workshop, "2021/two.md", "aliases:\n- /x/\n", "aliases: |\n  /x/\n")
    before = files(workshop.root / "content")
    code, out, errors = asked(workshop, "--fix")
    assert (code, out) == (1, "")
    assert errors.startswith(
        "content/articles/2021/two.md:1:1: an alias cannot be written here without changing other lines"
        " (write it by hand: aliases: [/2021/01/two/])\n"
    )
    assert files(workshop.root / "content") == before


def test_sources_that_cannot_be_read_come_first(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    workshop.article("2021/one", date="never")
    code, out, errors = asked(workshop)
    assert code == 1
    assert '"never" is not a date' in errors
    assert out.endswith("Which of them would vanish can be determined once every source can be read.\n")


def test_the_pen_writes_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_text("1")
    two.write_text("2")
    one.chmod(0o640)
    with pytest.raises(OSError, match=r"two\.md has changed in the meantime"):
        pen.amend({one: ("1", "one"), two: ("another", "two")})
    assert files(tmp_path) == {"one.md": b"1", "two.md": b"2"}
    real = os.replace

    def full(source: Path, place: Path) -> None:
        if place == two:
            raise OSError("no space left")
        real(source, place)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        with pytest.raises(OSError, match="no space left"):
            pen.amend({one: ("1", "one"), two: ("2", "two")})
    assert files(tmp_path) == {"one.md": b"1", "two.md": b"2"}
    pen.amend({one: ("1", "one\r\n"), two: ("2", "two")})
    assert files(tmp_path) == {"one.md": b"one\r\n", "two.md": b"two"}
    assert one.stat().st_mode & 0o777 == 0o640


def test_the_pen_writes_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("1")
    (tmp_path / "link.md").symlink_to("real.md")
    pen.amend({tmp_path / "link.md": ("1", "2")})
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "2"


def test_the_pen_writes_into_no_file_that_somebody_prepared(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine")
    (tmp_path / "text.md").write_text("1")
    (tmp_path / ".text.md.new").symlink_to("victim")
    pen.amend({tmp_path / "text.md": ("1", "2")})
    pen.replace(tmp_path / "text.md", b"3")
    pen.append(tmp_path / "fresh.txt", "4", heading="")
    assert (tmp_path / "victim").read_text() == "mine"
    assert (tmp_path / "text.md").read_text() == "3"
    assert sorted(place.name for place in tmp_path.iterdir()) == [".text.md.new", "fresh.txt", "text.md", "victim"]


@pytest.mark.parametrize("written", [False, True], ids=["by the program", "by hand"])
def test_an_article_that_took_over_another_keeps_its_own_id_when_it_moves(workshop: Workshop, written: bool) -> None:
    """The alias that leads to the other article is also among its aliases, and comes first."""
    workshop.article("2021/a", date="2021-01-01")
    other = workshop.article("2021/b", date="2021-01-02")
    workshop.publish()
    other.unlink()
    workshop.article("2021/a", date="2021-01-01", aliases=["/2021/01/b/"])
    workshop.publish()
    workshop.configure("permalink: /{year}/{slug}/\n")
    if written:
        (problem,) = [line for line in workshop.problems() if '"/2021/01/a/"' in line]
        assert 'ledger --fix", or add "aliases: [/2021/01/a/]"' in problem
        workshop.article("2021/a", date="2021-01-01", aliases=["/2021/01/b/", "/2021/01/a/"])
    else:
        assert asked(workshop, "--fix")[0] == 0
    assert workshop.problems() == []
    workshop.publish()
    assert "/2021/a/\thttps://test.example.org/2021/01/a/\t2021/a\n" in (workshop.root / "ledger.txt").read_text()
    assert [item.id for item in workshop.feed("rss.xml").entries] == ["https://test.example.org/2021/01/a/"]


def test_where_two_were_merged_the_order_of_aliases_decides_nothing(workshop: Workshop) -> None:
    workshop.article("2021/a", date="2021-01-01")
    other = workshop.article("2021/b", date="2021-01-02")
    workshop.publish()
    other.unlink()
    workshop.article("2021/a", date="2021-01-01", slug="a-and-b", aliases=["/2021/01/b/", "/2021/01/a/"])
    assert workshop.problems() == []
    assert [item.id for item in workshop.feed("rss.xml").entries] == ["https://test.example.org/2021/01/a/"]


@pytest.mark.parametrize(("reused", "more"), [("slug", {"slug": "monthly-summary"}), ("file", {})])
def test_a_slug_or_file_name_that_comes_again_each_month_makes_nothing_certain(
    workshop: Workshop, reused: str, more: dict[str, str]
) -> None:
    """January's article has a new file name; February's has the slug, or the file name, that it had."""
    january = workshop.article("2021/monthly-summary", date="2021-01-31", title="January")
    workshop.publish()
    january = january.rename(january.with_name("summary-january.md"))
    february = "2021/monthly-summary" + ("-february" if reused == "slug" else "")
    workshop.article(february, date="2021-02-28", title="February", **more)
    before = files(workshop.root / "content")
    code, out, _ = asked(workshop, "--fix")
    assert code == 1
    assert (
        'add "aliases: [/2021/01/monthly-summary/]" to content/articles/2021/summary-january.md or to '
        f"content/articles/{february}.md, whichever took its place\n"
    ) in out
    assert files(workshop.root / "content") == before
    workshop.article("2021/summary-january", date="2021-01-31", title="January", aliases=["/2021/01/monthly-summary/"])
    assert workshop.problems() == []
    assert {item.title: item.id for item in workshop.feed("rss.xml").entries} == {
        "January": "https://test.example.org/2021/01/monthly-summary/",
        "February": "https://test.example.org/2021/02/monthly-summary/",
    }


@pytest.mark.parametrize("permalink", ["/{year}/{slug}/", "/{slug}/", "/{path}.html"])
def test_new_articles_leave_certain_what_a_new_pattern_does(workshop: Workshop, permalink: str) -> None:
    """The file, its slug and its date have not changed."""
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2021/two", date="2021-02-01", slug="deux")
    workshop.publish()
    workshop.configure(f"permalink: {permalink}\n")
    workshop.article("2021/three", date="2021-01-01")
    assert asked(workshop, "--fix")[0] == 0
    assert workshop.problems() == []


def test_from_addresses_without_a_date_too(workshop: Workshop) -> None:
    workshop.configure("permalink: /{slug}/\n")
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    workshop.configure("")
    workshop.article("2021/three", date="2021-01-01")
    assert asked(workshop, "--fix")[0] == 0
    assert workshop.problems() == []


def test_a_file_in_another_folder_is_certain_only_where_nothing_else_is_new(workshop: Workshop) -> None:
    workshop.configure("permalink: /{path}/\n")
    place = workshop.article("news/budget", date="2021-01-01")
    workshop.publish()
    place.rename(place.with_name("budget-2021.md"))
    workshop.article("economy/budget", date="2022-01-01")
    code, out, _ = asked(workshop, "--fix")
    assert code == 1
    assert "content/articles/economy/budget.md or to content/articles/news/budget-2021.md, whichever took its place" in out
    (workshop.root / "content/articles/economy/budget.md").unlink()
    for number in range(5):
        workshop.article(f"economy/n{number}", date="2022-01-01")
    workshop.article("economy/budget", date="2022-01-01")
    assert ", or to one of the 4 other new articles, whichever took its place" in asked(workshop)[1]


@pytest.mark.parametrize("slugs", ["ascii", "unicode"])
@pytest.mark.parametrize(
    "old", ["/2014/11/26/другой-пост/", "/2014/11/26/%D0%B4%D1%80%D1%83%D0%B3%D0%BE%D0%B9-%D0%BF%D0%BE%D1%81%D1%82/"]
)
def test_an_old_address_in_another_script_is_known_by_its_words(workshop: Workshop, old: str, slugs: str) -> None:
    workshop.configure(f"slugs: {slugs}\nadoption: {{file_name: '{{year}}-{{month}}-{{day}}-{{slug}}'}}\n")
    workshop.article("2014-11-26-Другой пост", date=None)
    workshop.ledger(old)
    code, out, errors = asked(workshop, "--fix")
    assert (code, errors) == (0, ""), out
    assert "1 alias written into 1 file" in out
    assert "/2014/11/26/другой-пост/" in (workshop.root / "content/articles/2014-11-26-Другой пост.md").read_text()


@pytest.mark.parametrize(
    "old",
    ["/{date:%Y/%m/%d}/{title}/", "/water/{date:%Y/%m/%d}/{title}.html", "/posts/{title}/"],
    ids=["wordpress", "jekyll", "hugo"],
)
def test_the_sitemap_of_another_generator_is_kept(workshop: Workshop, old: str) -> None:
    titles = ["turkmenbashi-ferry", "rogun-dam", "aral-sea", "almaty-metro", "osh-bazaar", "talas-river"]
    dates = {title: date(2014, 2 * number, 25) for number, title in enumerate(titles, 1)}
    for title, day in dates.items():
        workshop.article(f"{day}-{title}", date=None)
    workshop.configure("adoption: {file_name: '{year}-{month}-{day}-{slug}'}\n")
    link = old.format(date=dates["aral-sea"], title="aral-sea")
    workshop.article("2016/1-links", f"[x]({link})", date="2016-01-01")
    workshop.ledger(*(old.format(date=day, title=title) for title, day in dates.items()), "/posts/lost/")
    code, out, errors = asked(workshop)
    assert code == 1
    assert "6 can be restored at once" in out
    code, out, errors = asked(workshop, "--fix")
    assert (code, errors) == (1, "")
    assert "6 aliases written into 6 files" in out
    assert "1 address would vanish with the next publication:\n\n  ledger.txt:7:1: /posts/lost/\n" in out
    promised = (workshop.root / "ledger.txt").read_text().removesuffix("/posts/lost/\n")
    workshop.write("ledger.txt", promised)
    workshop.publish()
    for title, day in dates.items():
        address, new = old.format(date=day, title=title), f"/{day:%Y/%m}/{title}/"
        assert f"url=https://test.example.org{new}" in workshop.read(routes.file_of(address)), address
        assert f"{address} {new} 301\n" in workshop.read("_redirects")
        assert f'location = "{address}" {{ return 301 "{new}$is_args$args"; }}' in workshop.read("_nginx_moved.conf")
    assert (workshop.root / "ledger.txt").read_text().startswith(promised)
    assert asked(workshop)[1].endswith("The next publication keeps them all.\n")
    workshop.article("2014-02-25-turkmenbashi-ferry", date=None)
    assert f'"{old.format(date=dates[titles[0]], title=titles[0])}" was published and would vanish' in workshop.problems()[0]
