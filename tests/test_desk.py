"""`build.py check`, `new` and `suggest`, as an author runs them."""

import json
import re
import shlex
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from press.articles import article, frontmatter, skeleton
from press.articles.article import Contract
from press.articles.filing import Regions
from press.articles.skeleton import Start
from press.catalogue import related
from press.config.adoption import Adoption
from press.ground import plaintext
from press.ground.moment import Calendar
from press.ground.problems import Problem
from press.shell import terminal
from tests.workshop import COMMAND, PROJECT, Workshop, files

ZONE = ZoneInfo("Asia/Tashkent")
AT = datetime(2026, 3, 9, 8, 5, tzinfo=ZONE)
TITLE = "Two things: water, “light” & more"


def run(workshop: Workshop, *arguments: str, folder: Path = PROJECT) -> "subprocess.CompletedProcess[str]":
    """Run the command line on the archive of `workshop`, at one time."""
    options = ("--root", str(workshop.root), "--now", "2026-01-01")
    return subprocess.run([*COMMAND, *arguments, *options], cwd=folder, capture_output=True, text=True, check=False)


class TestCheck:
    def test_it_prints_what_a_build_prints_and_leaves_the_site_alone(self, workshop: Workshop) -> None:
        workshop.article("a", see_also=["b"])
        workshop.article("b")
        workshop.build()
        before = workshop.files()
        workshop.article("a", "A [link](nowhere) and ![](none.png).", see_also=["c"], regoin="caucasus")
        checked, built = run(workshop, "check"), run(workshop, "build")
        assert checked.returncode == built.returncode == 1
        problems = [line for line in built.stderr.splitlines() if line.startswith("content/")]
        assert len(problems) > 3
        assert [line for line in checked.stderr.splitlines() if line.startswith("content/")] == problems
        assert "Nothing was built." in checked.stderr
        assert workshop.files() == before

    def test_what_does_not_depend_on_a_source_that_cannot_be_read_is_said(self, workshop: Workshop) -> None:
        workshop.configure("redirects: {/a/: /b/, /c/: /a/, /rss.xml: /d/}\naliases: {tags: {x: y}}\n")
        for number, (author, tag) in enumerate([("Li Ming", "hydropower"), ("黎明", "hydro-power")]):
            workshop.article(f"n{number}", author=author, tags=[tag])
        known = [
            '"/a/" is itself an old address',
            '"/rss.xml" cannot be an old address',
            '"黎明" would be shown as "Li Ming"',
            'warning: the tag "hydro-power" is another one than "hydropower"',
        ]
        last = "Redirects, aliases and the ledger can be checked in full once every source can be read."
        for command in (["check"], ["check", "--all"]):
            result = run(workshop, *command)
            assert [line for line in known if line not in result.stderr] == []
            assert '"/b/" leads nowhere' in result.stderr
            assert 'the alias "x" leads nowhere' in result.stderr
            assert last not in result.stdout + result.stderr
            workshop.article("n9", date="1.1.26")
            result = run(workshop, *command)
            assert [line for line in [*known, '"1.1.26" is not a date'] if line not in result.stderr] == []
            assert "leads nowhere" not in result.stderr, "it may lead to what cannot be read"
            assert (result.stderr + result.stdout).endswith(f"\n{last}\n")
            (workshop.root / "content/articles/n9.md").unlink()

    @pytest.mark.parametrize("mistake", ["foo: x", "slug: a?b"])
    def test_a_mistake_in_the_front_matter_of_a_page_hides_none_in_its_text(self, workshop: Workshop, mistake: str) -> None:
        workshop.write("content/pages/p.md", f"---\ntitle: P\n{mistake}\n---\n[x](nope) ![a b](q.jpg) [month](/2031/06/)\n")
        told = [line.partition(" ")[0] for line in run(workshop, "check").stderr.splitlines() if line.startswith("content/pages")]
        assert told == [f"content/pages/p.md:{place}:" for place in ("3:1" if "foo" in mistake else "3:7", "5:5", "5:18", "5:33")]

    def test_a_date_that_is_far_ahead_is_reported_until_it_is_near(self, workshop: Workshop) -> None:
        workshop.article("a", date="2062-03-01")
        workshop.article("b", date="2062-03-01", draft=True)
        what = "the date, 2062-03-01, is more than ten years ahead: the article is kept back until then"
        line = f"content/articles/a.md:3:7: warning: {what} (correct the year if it is not meant)"
        assert workshop.problems() == workshop.problems() == [line]
        assert workshop.problems(drafts=True) == []
        assert workshop.problems(now=datetime(2052, 2, 27, tzinfo=UTC)) == [line]
        assert workshop.problems(now=datetime(2052, 3, 1, tzinfo=UTC)) == [], "the plan is decided again"

    def test_nothing_is_said_of_promises_where_there_are_none(self, workshop: Workshop) -> None:
        workshop.article("a", date="1.1.26")
        assert run(workshop, "check").stderr.endswith("\n1 error, 0 warnings. Nothing was built.\n")

    def test_it_says_what_would_be_published(self, workshop: Workshop) -> None:
        workshop.article("a", "")
        workshop.article("b", draft=True)
        result = run(workshop, "check")
        assert result.returncode == 0
        assert result.stdout.startswith("No errors. 1 article (1 draft kept back), ")
        assert result.stdout.endswith("; 1 warning.\nKept back: content/articles/b.md, a draft\n")
        assert result.stderr.startswith("content/articles/a.md:8:1: warning: the article has no text")
        assert not workshop.site.exists()

    def test_it_lists_what_is_kept_back_and_until_when(self, workshop: Workshop) -> None:
        workshop.article("a", date="2031-05-05 09:30")
        workshop.article("b", date="2031-05-04")
        workshop.article("c", date="2031-05-01", draft=True)
        first, *kept = run(workshop, "check").stdout.splitlines()
        assert "(1 draft, 2 embargoed kept back)" in first
        assert kept == [
            "Kept back: content/articles/b.md, until 2031-05-04",
            "Kept back: content/articles/a.md, until 2031-05-05 09:30+05:00",
            "Kept back: content/articles/c.md, a draft",
        ]
        assert json.loads(run(workshop, "check", "--format", "json").stdout)["kept_back"][1:] == [
            {"path": "content/articles/a.md", "until": "2031-05-05T09:30:00+05:00"},
            {"path": "content/articles/c.md", "until": None},
        ]
        assert "Kept back" not in run(workshop, "check", "--drafts").stdout

    def test_it_lists_twenty_of_many_that_are_kept_back(self, workshop: Workshop) -> None:
        for number in range(25):
            workshop.article(f"{number:02}", draft=True)
        *_, last, more = run(workshop, "check").stdout.splitlines()
        assert (last, more) == ("Kept back: content/articles/19.md, a draft", "Kept back: 5 more")

    def test_a_promise_that_would_be_broken_is_an_error(self, workshop: Workshop) -> None:
        workshop.article("a")
        workshop.article("b")
        workshop.publish()
        (workshop.root / "content/articles/a.md").unlink()
        result = run(workshop, "check")
        assert result.returncode == 1
        assert re.search(r"(?m)^ledger\.txt:\d+:1: .*/2022/12/a/", result.stderr)

    def test_drafts_are_checked_as_if_they_were_published(self, workshop: Workshop) -> None:
        workshop.article("a", "A [month](/2031/05/).", date="2031-05-05")
        assert run(workshop, "check").returncode == 0
        assert run(workshop, "check", "--drafts").returncode == 0, "there is a page of that month then"
        workshop.article("a", "A [month](/2031/06/).", date="2031-05-05")
        assert run(workshop, "check").returncode == 0
        assert run(workshop, "check", "--drafts").returncode == 1

    def test_programs_can_read_it(self, workshop: Workshop) -> None:
        workshop.article("a", regoin="caucasus")
        data = json.loads(run(workshop, "check", "--format", "json").stdout)
        assert [problem["what"] for problem in data["problems"]] == ['unknown key "regoin"']
        lines = run(workshop, "check", "--format", "github").stdout.splitlines()
        assert [line.partition("::unknown")[0] for line in lines] == ["::error file=content/articles/a.md,line=7,col=1"]
        workshop.article("a", "")
        assert [problem["warning"] for problem in json.loads(run(workshop, "check", "--format", "json").stdout)["problems"]] == [
            True
        ]

    def test_of_files_and_folders_only_their_own_problems_are_printed(self, workshop: Workshop) -> None:
        workshop.article("2021/a", "", date="2021-01-01")
        workshop.article("2021/b", "A [link](nowhere).", date="2021-01-02")
        workshop.article("2022/ab", "A [link](../2021/c).", date="2022-01-01")
        workshop.article("2022/d", "A [link](../2021/e).", date="2022-01-01")
        workshop.article("2021/e", draft=True)
        articles = workshop.root / "content/articles"
        one, two = run(workshop, "check", "content/articles/2021/a.md"), run(workshop, "check", "a.md", folder=articles / "2021")
        assert (one.returncode, one.stderr.count("\n"), one.stdout) == (0, 1, "0 errors, 1 warning; 3 problems elsewhere.\n")
        assert (two.returncode, two.stderr, two.stdout) == (0, one.stderr, one.stdout)
        named = run(workshop, "check", str(articles / "2021/e.md"))
        assert (named.returncode, named.stderr.partition(":")[0]) == (1, "content/articles/2022/d.md"), "it names the draft"
        both = run(workshop, "check", "2021", "2022/d.md", folder=articles)
        assert (both.returncode, both.stdout) == (1, "2 errors, 1 warning; 1 problem elsewhere.\n")
        data = json.loads(run(workshop, "check", str(articles / "2021/a.md"), "--format", "json").stdout)
        assert [problem["path"] for problem in data["problems"]] == ["content/articles/2021/a.md"]
        lost = run(workshop, "check", "2021/z.md", folder=articles)
        assert (lost.returncode, lost.stderr.partition(" (")[0]) == (2, 'there is no file or folder "2021/z.md" in the archive')

    def test_what_many_files_have_is_told_of_each_of_them(self, workshop: Workshop) -> None:
        for number in range(25):
            workshop.article(f"n{number:02}", weird=1)
        workshop.article("other")
        alone = run(workshop, "check", "content/articles/n17.md").stderr
        assert alone.startswith('content/articles/n17.md:7:1: unknown key "weird" (')
        folder = run(workshop, "check", "content/articles")
        assert (folder.stderr.count("\n"), "in 24 other files" in folder.stderr) == (1, True)
        whole = run(workshop, "check", "--all")
        assert [line.partition(":")[0] for line in whole.stderr.splitlines()] == [
            f"content/articles/n{n:02}.md" for n in range(25)
        ]
        assert (whole.returncode, whole.stdout) == (1, "25 errors, 0 warnings.\n")
        assert run(workshop, "check", "content/articles/other.md").stdout == "0 errors, 0 warnings; 25 problems elsewhere.\n"

    def test_equal_warnings_of_many_files_are_told_once(self, workshop: Workshop) -> None:
        for number in range(20):
            workshop.article(f"n{number:02}", "")
        workshop.article("twice", "Lost: \ufffd.\n\n" * 22)
        lines = run(workshop, "check").stderr.splitlines()
        assert len(lines) == 42, "20 files are not many, and one file is none"
        workshop.article("n20", "")
        lines = run(workshop, "check").stderr.splitlines()
        assert lines[0] == (
            "content/articles/n00.md:8:1: warning: the article has no text, here and in 20 other files (write it)"
        )
        assert len(lines) == 23
        assert len(run(workshop, "check", "--all", "--strict").stderr.splitlines()) == 43

    def test_many_pictures_without_a_description_are_told_once_with_the_setting_for_them(self, workshop: Workshop) -> None:
        workshop.picture("content/articles/a.png")
        for number in range(21):
            workshop.article(f"n{number:02}", "Text.\n\n![](a.png)")
        assert run(workshop, "check").stderr == (
            "content/articles/n00.md:10:5: warning: the picture has no alt text, here and in 20 other files"
            " (describe what each shows, or set markdown.missing_alt: allow in config.yaml)\n"
        )
        assert '"a.png" has no alt text' in run(workshop, "check", "content/articles/n20.md").stderr

    def test_where_it_is_strict_a_warning_is_an_error(self, workshop: Workshop) -> None:
        workshop.article("a", "")
        workshop.article("b")
        assert run(workshop, "check", "--strict").returncode == 1
        assert run(workshop, "check", "--strict", "content/articles/b.md").returncode == 0
        workshop.article("a")
        assert run(workshop, "check", "--strict").returncode == 0

    def test_a_build_goes_on_from_it(self, workshop: Workshop) -> None:
        workshop.article("a")
        assert run(workshop, "check").returncode == 0
        report = workshop.build(search=True)
        assert report.converted == ()
        assert not report.decided


class TestNew:
    def test_it_writes_a_draft_and_says_what_is_left(self, workshop: Workshop) -> None:
        other = workshop.article("2021/unfinished", region="mars", draft=True)
        given = ["--region", "Kazakhstan", "--author", "A: B", "--tag", "x, y", "--tag", "2026", "--tag", " "]
        result = run(workshop, "new", *TITLE.split(), *given)
        path = "content/articles/2026/two-things-water-light-more.md"
        assert (result.returncode, result.stderr) == (0, "")
        first, second, *rest = filter(None, result.stdout.splitlines())
        assert first == f"{workshop.root}/{path} is written, as a draft. Left to do:"
        assert second == f"{path}:6:9: warning: the draft has no summary yet (write summary: and two or three sentences)"
        assert rest[0] == f"{path}:11:1: warning: the article has no text (write it)"
        other.unlink()
        text = (workshop.root / path).read_text(encoding="utf-8")
        assert "\ndate: 2026-01-01 05:00\n" in text, "the time in the zone of the archive"
        assert "\nregion: kazakhstan\n" in text
        assert run(workshop).returncode == 0, "an unfinished draft keeps nobody from publishing"
        assert not (workshop.site / "2026").exists()
        workshop.build(drafts=True)
        assert workshop.page("2026/01/two-things-water-light-more/index.html").words("//h1") == [TITLE], "it can be seen"
        public = text.replace("draft: true\n", "")
        (workshop.root / path).write_text(f"{public}The text.\n", encoding="utf-8")
        assert workshop.problems() == [f'{path}:6:9: "summary" is empty (write two or three sentences)']
        written = public.replace("summary:", "summary: Two sentences. Or one.")
        (workshop.root / path).write_text(f"{written}The text.\n", encoding="utf-8")
        assert workshop.problems() == []
        page = workshop.page("2026/01/two-things-water-light-more/index.html")
        assert page.words("//h1") == [TITLE]
        assert page.words("//a[@rel='author']") == ["A: B"]
        assert page.words("//*[@class='tags']//a") == ["x, y", "2026"]

    def test_the_next_steps_can_be_typed(self, workshop: Workshop) -> None:
        steps = run(workshop, "new", "Here", "--region", "caucasus").stdout
        assert run(workshop).returncode == 0
        command = next(line for line in steps.splitlines() if " suggest " in line).partition("python ")[2]
        found = subprocess.run([COMMAND[0], *shlex.split(command)], capture_output=True, text=True, check=True)
        assert found.stdout == "No other article is like “Here”.\n"

    def test_what_is_misspelled_is_told_before_or_at_its_line(self, workshop: Workshop) -> None:
        workshop.configure("closed: [authors]\nauthors:\n  - {name: Energy Desk}\n")
        wrong = run(workshop, "new", "A title", "--region", "kazakstan")
        assert wrong.returncode == 2
        assert wrong.stderr == 'region "kazakstan" is not in config.yaml (did you mean "kazakhstan"?)\n'
        assert not list((workshop.root / "content").rglob("*.md"))
        result = run(workshop, "new", "A title", "--region", "kazakhstan", "--author", "Enrgy Desk")
        assert ':4:9: author "Enrgy Desk" is not in config.yaml (did you mean "Energy Desk"?)' in result.stdout

    def test_it_has_a_region(self, workshop: Workshop) -> None:
        """One of the archive's, its only one, or the one that articles without any have."""
        result = run(workshop, "new", "A title")
        assert result.returncode == 2
        assert "write --region SLUG: one of central-asia, kazakhstan, caucasus" in result.stderr
        config = (workshop.root / "config.yaml").read_text(encoding="utf-8").partition("regions:")[0]
        workshop.write("config.yaml", f"{config}regions:\n  - {{name: Osh, slug: osh}}\n")
        assert run(workshop, "new", "A title").returncode == 0
        assert "\nregion: osh\n" in (workshop.root / "content/articles/2026/a-title.md").read_text(encoding="utf-8")

    def test_a_file_that_exists_stays_as_it_is(self, workshop: Workshop) -> None:
        workshop.write("content/articles/2026/a-title.markdown", "---\ntitle: Mine\n---\n")
        before = files(workshop.root / "content")
        result = run(workshop, "new", "A title", "--region", "caucasus")
        assert result.returncode == 2
        exists = "content/articles/2026/a-title.markdown exists already (choose another title, or --slug WORD)\n"
        assert result.stderr == exists
        assert files(workshop.root / "content") == before
        other = run(workshop, "new", "A title", "--region", "caucasus", "--slug", "Another One")
        assert "/content/articles/2026/another-one.md is written" in other.stdout

    def test_what_it_breaks_elsewhere_is_told(self, workshop: Workshop) -> None:
        workshop.configure("permalink: /{slug}/\n")
        workshop.article("2021/other", aliases=["/a-title/"])
        result = run(workshop, "new", "A title", "--region", "caucasus")
        assert "content/articles/2021/other.md:" in result.stdout
        assert 'the address "/a-title/" is also used by content/articles/2026/a-title.md' in result.stdout
        assert run(workshop).returncode == 0, "as long as it is a draft"

    def test_a_reference_by_slug_does_not_mean_a_draft(self, workshop: Workshop) -> None:
        workshop.article("2021/one")
        workshop.article("2021/two", "A [link](one).", see_also=["one"])
        run(workshop, "new", "One", "--region", "caucasus")
        assert all(": warning: " in line for line in workshop.problems())
        assert workshop.page("2022/12/two/index.html").all(
            "//section[@data-origin='curated']//a[@class='entry-title']/@href"
        ) == ["/2022/12/one/"]

    @pytest.mark.parametrize("title", ["", "  ", "\u200b"])
    def test_a_title_has_a_word(self, workshop: Workshop, title: str) -> None:
        result = run(workshop, "new", title)
        assert (result.returncode, result.stderr) == (2, "the title is empty\n")
        assert not list((workshop.root / "content").rglob("*.md"))

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["A\x07b"], "the title has a character that cannot be published"),
            (["Index"], 'a file cannot be named by "Index" (write --slug WORD)'),
            (["A", "--folder", "../2026"], '"../2026" is not a folder below content/articles'),
            (["A", "--folder", "/tmp"], '"/tmp" is not a folder below content/articles'),
        ],
    )
    def test_what_cannot_be_is_refused(self, workshop: Workshop, arguments: list[str], message: str) -> None:
        result = run(workshop, "new", *arguments, "--region", "caucasus")
        assert result.returncode == 2
        assert result.stderr.startswith(message)
        assert not list(workshop.root.rglob("*.md"))

    def test_it_can_be_put_into_a_folder(self, workshop: Workshop) -> None:
        run(workshop, "new", "A", "--region", "caucasus", "--folder", "content/articles/water/2026/")
        assert (workshop.root / "content/articles/water/2026/a.md").is_file()

    def test_the_s_of_a_genitive_is_part_of_its_word(self, workshop: Workshop) -> None:
        run(workshop, "new", "Rogun's dam: it's the l'eau", "--region", "caucasus")
        assert (workshop.root / "content/articles/2026/roguns-dam-its-the-l-eau.md").is_file()

    def test_it_never_writes_outside_of_the_archive(self, workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> None:
        out = tmp_path_factory.mktemp("out")
        (workshop.root / "content/articles/2026").symlink_to(out)
        result = run(workshop, "new", "A", "--region", "caucasus")
        assert result.returncode == 2
        assert result.stderr.startswith("content/articles/2026/a.md would not be in content/")
        assert list(out.iterdir()) == []

    def test_a_file_in_the_place_of_the_folder_is_named(self, workshop: Workshop) -> None:
        workshop.write("content/articles/2026", "a file")
        result = run(workshop, "new", "A", "--region", "caucasus")
        assert result.returncode == 2
        assert result.stderr.startswith(f"{workshop.root}/content/articles/2026: File exists\n")

    def test_it_never_writes_into_the_sample_by_mistake(self, tmp_path: Path) -> None:
        before = files(PROJECT / "content")
        result = subprocess.run([*COMMAND, "new", "A title"], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert result.returncode == 2
        assert "there is no config.yaml here or above" in result.stderr
        assert files(PROJECT / "content") == before

    def test_wrong_settings_come_first(self, workshop: Workshop) -> None:
        workshop.configure("permalnk: /x/\n")
        result = run(workshop, "new", "A title")
        assert result.returncode == 2
        assert "Nothing was written." in result.stderr
        assert not list((workshop.root / "content").rglob("*.md"))

    def test_an_adopted_archive_keeps_its_ways(self, workshop: Workshop) -> None:
        workshop.configure("""
            adoption:
              fields: {headline: title, keywords: tags, subject: tags, status: draft, author: aliases}
              ignore: [see_also]
              file_name: "{year}-{month}-{day}-{slug}"
              defaults: {region: caucasus, summary: first-paragraph}
        """)
        workshop.write("content/articles/2021-02-03-old.md", "---\nheadline: Old\nstatus: publish\n---\nOld text.\n")
        result = run(workshop, "new", "A title", "--tag", "one")
        path = "content/articles/2026-01-01-a-title.md"
        assert f"{path} is written" in result.stdout
        text = (workshop.root / path).read_text(encoding="utf-8")
        assert text == ("---\nheadline: A title\ndate: 2026-01-01 05:00\nregion:\nsummary:\nkeywords: [one]\ndraft: true\n---\n")
        assert workshop.problems() == [f"{path}:9:1: warning: the article has no text (write it)"]

    def test_what_would_be_published_at_once_is_not_begun(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {ignore: [draft]}\n")
        result = run(workshop, "new", "A title", "--region", "caucasus")
        assert result.returncode == 2
        assert result.stderr.startswith("config.yaml gives draft: another meaning")

    @pytest.mark.parametrize(
        ("others", "key"),
        [
            ([], "2026/x"),
            (["2020/a", "2021/b"], "2026/x"),
            (["2020/05/a", "2021/b"], "2026/x"),
            (["2020/a", "2021/05/b"], "2026/03/x"),
            (["2021/05/07/b", "about/c"], "2026/03/09/x"),
            (["2021-05/b", "2020/c"], "2026-03/x"),
            (["posts/2020/a", "posts/2021/b", "c"], "posts/2026/x"),
            (["posts/2021/a", "notes/2021/b", "notes/2021/c"], "notes/2026/x"),
            (["2021/bridge/index", "2020/a/index"], "2026/x/index"),
            (["a", "b"], "x"),
            (["posts/a", "posts/b"], "posts/x"),
            (["water/a", "rails/b"], "2026/x"),
            (["20211/a", "202/a"], "2026/x"),
        ],
    )
    def test_its_folder_is_that_of_its_kind(self, others: list[str], key: str) -> None:
        assert skeleton.key(Start(title="X", at=AT), "x", others, Adoption()) == key

    @pytest.mark.parametrize(
        ("others", "key"),
        [
            (["1403/a", "1404/b"], "1404/x"),
            (["1403/09/a"], "1404/12/x"),
            (["1403/09/07/a"], "1404/12/18/x"),
            (["1403/a", "2025/b"], "2026/x"),
            (["a", "b/c"], "2026/x"),
        ],
    )
    def test_its_folder_is_of_the_calendar_of_the_latest(self, others: list[str], key: str) -> None:
        assert skeleton.key(Start(title="X", at=AT), "x", others, Adoption(solar_hijri=True)) == key
        assert skeleton.key(Start(title="X", at=AT), "x", ["1403/a"], Adoption()) == "2026/x"

    @settings(deadline=None)
    @given(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"]), min_size=1),
        st.lists(st.text("ab ,:#'\"[]{}&*!|>%@`-é", min_size=1), max_size=3, unique=True),
    )
    def test_what_is_given_is_read_again(self, title: str, names: list[str]) -> None:
        names, title = [name for name in (" ".join(name.split()) for name in names) if name], " ".join(title.split())
        start = Start(title=title, at=AT, authors=names, regions=["a"], tags=names)
        problems: list[Problem] = []
        parts = frontmatter.split(skeleton.text(start, Adoption()), "x.md", problems)
        assert parts
        read = article.read(
            parts,
            "content/articles/x.md",
            Contract(calendar=Calendar(zone=ZONE), regions=Regions(slugs=frozenset("a"))),
            problems,
        )
        assert read
        assert read.title == (plaintext.of(title) if not plaintext.blank(plaintext.of(title)) else "x")
        assert read.date.at == AT
        assert read.draft
        assert not [problem for problem in problems if problem.line == 1]


class TestSuggest:
    @pytest.fixture
    def archive(self, workshop: Workshop) -> Workshop:
        for number in range(30):
            front = {"title": f"Word{number} thing", "summary": f"Sum{number}.", "date": f"2019-01-{number + 1:02}"}
            workshop.article(f"2019/other-{number}", **front)
        full = [f"2019/other-{number}" for number in range(related.WANTED)]
        unit, more = "Rogun: the {} unit", ["Rogun", "dams", "power"]
        workshop.article("2020/first", title=unit.format("first"), tags=["Rogun"], date="2020-01-01")
        workshop.article("2021/a second: #2", slug="second", title=unit.format("second"), tags=more, date="2021-05-05")
        workshop.article("2022/third", title=unit.format("third"), tags=more, see_also=full, date="2022-05-05")
        workshop.article("2023/late", title="Rogun and its dam, later", tags=["Rogun", "dams"], date="2023-05-05")
        mine = {"title": "The Rogun dam rises", "tags": ["Rogun", "dams", "water"], "see_also": ["first"], "slug": "my-word"}
        workshop.article("2022/mine", **mine, date="2022-01-01", draft=True)
        return workshop

    @pytest.mark.parametrize(
        "name",
        [
            "2022/mine",
            "my-word",
            "content/articles/2022/mine.md",
            "/2022/01/my-word/",
            "https://test.example.org/2022/01/my-word/",
            "http://127.0.0.1:8000/2022/01/my-word/",
        ],
    )
    def test_an_article_has_many_names(self, archive: Workshop, name: str) -> None:
        result = run(archive, "suggest", name)
        assert result.returncode == 0, result.stderr
        keys = re.findall(r"(?m)^  - ('.+'|\S+) +# ([\d-]+) (.*)$", result.stdout)
        assert set(keys) == {
            ("'2021/a second: #2'", "2021-05-05", "Rogun: the second unit (shown there already)"),
            ("2022/third", "2022-05-05", "Rogun: the third unit"),
            ("2023/late", "2023-05-05", "Rogun and its dam, later (shown there already)"),
        }
        assert result.stdout.rstrip().endswith("several of these have: power (2)")

    def test_a_published_article_is_offered_nothing_that_it_may_not_name(self, archive: Workshop) -> None:
        archive.article("2022/draft", title="Rogun: a draft", tags=["Rogun", "dams"], draft=True)
        archive.article("2027/soon", title="Rogun: soon", tags=["Rogun", "dams"], date="2027-01-01")
        lines = run(archive, "suggest", "2023/late").stdout
        assert "2022/third" in lines
        assert "2022/draft" not in lines
        assert "2027/soon" not in lines
        assert "2022/draft  " in run(archive, "suggest", "2022/mine").stdout
        assert " Rogun: a draft (a draft)" in run(archive, "suggest", "2022/mine").stdout
        assert "2022/draft" not in run(archive, "suggest", "2027/soon").stdout

    def test_a_mistake_elsewhere_does_not_hide_what_is_shown(self, archive: Workshop) -> None:
        before = run(archive, "suggest", "2023/late").stdout
        assert "(shown there already)" in before
        archive.article("2024/wrong", "[x](nowhere)", title="Zebras", summary="Stripes.")
        assert run(archive, "suggest", "2023/late").stdout == before

    def test_the_path_may_be_typed_from_any_folder(self, archive: Workshop) -> None:
        result = run(archive, "suggest", "mine.md", folder=archive.root / "content/articles/2022")
        assert "2022/third" in result.stdout

    def test_its_lines_can_be_copied(self, archive: Workshop) -> None:
        """Comments and all."""
        lines = [line for line in run(archive, "suggest", "2022/mine").stdout.splitlines() if line.startswith("  - ")]
        place = archive.root / "content/articles/2022/mine.md"
        before = place.read_text(encoding="utf-8")
        place.write_text(before.replace("see_also:\n- first\n", "\n".join(["see_also:", *lines, ""])), encoding="utf-8")
        assert archive.problems(drafts=True) == []
        links = archive.page("2022/01/my-word/index.html").all("//section[@data-origin='curated']//a/@href")
        assert len(links) >= len(lines) == 3

    def test_it_suggests_as_many_as_are_wanted(self, archive: Workshop) -> None:
        assert run(archive, "suggest", "2022/mine", "--count", "1").stdout.count("  - ") == 1

    def test_an_article_like_no_other(self, archive: Workshop) -> None:
        archive.article("alone", title="Zebras", summary="Stripes.", region="caucasus", author="Nobody")
        result = run(archive, "suggest", "alone")
        assert (result.returncode, result.stdout) == (0, "No other article is like “Zebras”.\n")

    def test_what_is_not_there_is_told(self, archive: Workshop) -> None:
        result = run(archive, "suggest", "2022/mien")
        assert result.returncode == 2
        assert result.stderr == 'there is no article "2022/mien" (did you mean "2022/mine"?)\n'
        archive.write("content/pages/about.md", "---\ntitle: About\n---\nText.\n")
        assert run(archive, "suggest", "/about/").stderr == '"/about/" is a standalone page, not an article\n'

    def test_an_article_with_a_mistake_can_be_asked_about_while_it_has_a_place(self, archive: Workshop) -> None:
        archive.article("2022/mine", title="The Rogun dam rises", tags=["Rogun", "dams"], summary=None)
        assert "2022/third" in run(archive, "suggest", "2022/mine").stdout
        archive.article("2022/mine", date=None)
        result = run(archive, "suggest", "2022/mine")
        assert result.returncode == 2
        assert result.stderr == f'"2022/mine" cannot be read yet (python {COMMAND[1]} check says why)\n'

    def test_the_oldest_is_like_newer_ones(self, archive: Workshop) -> None:
        assert "2023/late" in run(archive, "suggest", "2020/first").stdout


def test_background_and_suggestions_agree_on_older_articles(workshop: Workshop) -> None:
    """A suggestion among older articles alone is the Background of the newest."""
    from press import recipe
    from press.edges import source
    from press.stages.cache import Cache

    for number in range(40):
        workshop.article(
            f"n{number:02}",
            title=f"Dam {number % 4} of Rogun {number % 7}",
            tags=[f"t{number % 5}"],
            date=f"20{10 + number // 3}-0{1 + number % 9}-05",
        )
    with Cache(None) as cache:
        archive = recipe.prepare(workshop.request(), source.scan(workshop.root), cache).agenda.plan.edition.archive
    newest = archive.cards[-1]
    background = archive.related[newest.key].background
    assert len(background) == related.WANTED
    assert tuple(related.alike(newest, archive.cards, frozenset(), related.WANTED)) == background


def test_problems_go_to_one_stream_however_many(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [Problem(path="x.md", line=line, what=f'there is no file "{line}.md"') for line in range(1, terminal.LONG + 2)]
    terminal.tell_text(problems, err=False)
    printed = capsys.readouterr()
    assert printed.err == ""
    assert f"Of these {len(problems)} problems" in printed.out
