"""Anything in content/ that is not a readable file is reported with all other problems."""

import os
import textwrap

import pytest

from tests.test_build import run
from tests.workshop import CAN_OBEY, CONFIG, OBEYING, Workshop


@pytest.mark.parametrize("folder", ["articles", "pages", "static"])
def test_a_folder_that_leads_nowhere_is_not_an_empty_one(workshop: Workshop, folder: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    before = workshop.files()
    place = workshop.root / "content" / folder
    if place.exists():
        place.rename(workshop.root / "moved")
    place.symlink_to("nowhere")
    assert f"content/{folder}:1:1: this symbolic link is broken (correct or delete it)" in workshop.problems()
    place.unlink()
    place.write_text("x")
    assert f"content/{folder}:1:1: this is not a folder (delete it, or move it away)" in workshop.problems()
    assert workshop.files() == before


def test_an_archive_without_a_folder_for_articles_is_told(workshop: Workshop) -> None:
    (workshop.root / "content/articles").rmdir()
    assert workshop.problems() == [
        "content/articles:1:1: warning: this folder does not exist, so the archive has no articles"
        " (create content/articles and write the first article)"
    ]


def test_links_pipes_and_folders_that_pose_as_articles(workshop: Workshop) -> None:
    folder = workshop.article("2021/one", date="2021-01-01").parent
    (folder / "dangling.md").symlink_to("nowhere")
    (folder / "outside.png").symlink_to("/etc/hostname")
    (folder / "inside.md").symlink_to("one.md")
    (folder / "a-folder.md").mkdir()
    os.mkfifo(folder / "pipe.md")
    assert workshop.problems() == [
        "content/articles/2021/dangling.md:1:1: this symbolic link is broken (correct or delete it)",
        "content/articles/2021/outside.png:1:1: this symbolic link leads out of content/ (copy the file itself)",
        "content/articles/2021/pipe.md:1:1: this is not a file (delete it)",
    ]


def test_no_link_publishes_what_lies_elsewhere(workshop: Workshop) -> None:
    """Not even within the archive's folder: .git may hold the token of whoever publishes."""
    workshop.write(".git/config", "token")
    workshop.write("content/static/known.txt", "x")
    workshop.article("2021/one", "[a](a.txt) [b](b.txt)", date="2021-01-01")
    (workshop.root / "content/articles/2021/a.txt").symlink_to("../../../.git/config")
    (workshop.root / "content/articles/2021/b.txt").symlink_to("../../static/known.txt")
    (workshop.root / "content/pages").symlink_to("../.git")
    found = {problem.partition(":1:1: ")[2] for problem in workshop.problems()}
    assert "this symbolic link leads out of content/ (copy the file itself)" in found
    assert "this symbolic link leads out of content/ (put the folder itself here)" in found
    assert not any('"b.txt"' in problem for problem in found)


def test_files_of_editors_and_systems_are_passed_over(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    for name in (".one.md.swp", "one.md~", "#one.md#", ".DS_Store", ".git/x.md"):
        workshop.write(f"content/articles/2021/{name}", "x")
    assert workshop.problems() == []


def test_what_nobody_reads_is_told(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.ledger("/2021/01/gone/")
    passed_over = (".hidden", "lost.md~", "#lost.md#")
    for path in ("lost.md", "artciles/2021/two.md", "articles/2021/three.MD", "pages/about.mkd", *passed_over):
        workshop.write(f"content/{path}", "x")
    *found, promise = workshop.problems()
    assert promise.startswith("ledger.txt:"), "what is doubtful hides no broken promise"
    assert found == [
        "content/artciles:1:1: warning: nothing here is read or published"
        " (move what it holds to content/articles, content/pages or content/static)",
        "content/articles/2021/three.MD:1:1: warning: this is not read as a text (name it three.md)",
        "content/lost.md:1:1: warning: nothing here is read or published"
        " (move what it holds to content/articles, content/pages or content/static)",
        "content/pages/about.mkd:1:1: warning: this is not read as a text (name it about.md)",
    ]


@pytest.mark.parametrize("folder", ["articles/2021", "pages"])
def test_of_two_texts_whose_names_differ_in_the_suffix_alone_one_must_go(workshop: Workshop, folder: str) -> None:
    workshop.article("2021/one", "[x](two)", date="2021-01-01")
    workshop.article("2021/two", date="2021-01-02")
    for suffix in ("md", "markdown"):
        workshop.write(f"content/{folder}/one.{suffix}", (workshop.root / "content/articles/2021/one.md").read_bytes())
    problem = next(line for line in workshop.problems() if ".markdown" in line)
    assert problem == (
        f"content/{folder}/one.markdown:1:1: content/{folder}/one.md has the same name with another suffix"
        " (keep one of the two, or rename one)"
    )


def test_texts_for_other_generators_are_told_unless_they_are_files_to_link_to(workshop: Workshop) -> None:
    workshop.article("2021/one", "[a](linked.rst) [b](plain.rst)", date="2021-01-01")
    for name in ("post.html", "post.rst", "linked.rst", "Post.TXT", "treaty", "x.md.txt"):
        workshop.write(f"content/articles/2021/{name}", "\ufeff---\r\ntitle: T\n---\nText.\n")
    for name in ("plain.rst", "plain.html", "notes.txt", "----.rst", "LICENSE"):
        workshop.write(f"content/articles/2021/{name}", "----\nText.\n")
    workshop.write("content/static/post.html", "---\n")
    hint = "(write it in Markdown, as {}.md)"
    assert workshop.problems() == [
        f"content/articles/2021/Post.TXT:1:1: warning: this is not read as a text {hint.format('Post')}",
        f"content/articles/2021/post.html:1:1: warning: this is not read as a text {hint.format('post')}",
        f"content/articles/2021/post.rst:1:1: warning: this is not read as a text {hint.format('post')}",
        f"content/articles/2021/treaty:1:1: warning: this is not read as a text {hint.format('treaty')}",
        "content/articles/2021/x.md.txt:1:1: warning: this is not read as a text (name it x.md)",
    ]


def test_everything_in_static_is_copied_as_it_is(workshop: Workshop) -> None:
    workshop.write("content/static/CNAME", "archive.example.org\n")
    workshop.write("content/static/.well-known/security.txt", "Contact: x\n")
    workshop.build()
    assert workshop.read("CNAME") == "archive.example.org\n"
    assert workshop.read(".well-known/security.txt") == "Contact: x\n"


@pytest.mark.skipif(not CAN_OBEY, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_reported(workshop: Workshop) -> None:
    workshop.article("2021/one", "See [the table](table.csv).", date="2021-01-01")
    places = [
        workshop.article("2021/two", date="2021-01-02"),
        workshop.write("content/articles/2021/table.csv", "x"),
        workshop.write("content/static/x.txt", "x"),
    ]
    for place in places:
        place.chmod(0)
    result = run("--root", str(workshop.root), "--output", str(workshop.site), before=OBEYING)
    for place in places:
        place.chmod(0o644)
    assert result.returncode == 1
    assert [line for line in result.stderr.splitlines() if line.startswith("content/")] == [
        "content/articles/2021/table.csv:1:1: this file cannot be read (fix its permissions, or delete it)",
        "content/articles/2021/two.md:1:1: this file cannot be read: Permission denied (fix its permissions, or delete it)",
        "content/static/x.txt:1:1: this file cannot be read (fix its permissions, or delete it)",
    ]
    assert not (workshop.site / "index.html").exists()


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("content/articles/2021/one.md", "---\ntitle: One\n"),
        ("content/articles/2021/one.md", "---\ntitle: One\n---\n```\nx\n```\n\n"),
        ("content/pages/about.md", "---\ntitle: About\n---\n"),
        ("config.yaml", CONFIG),
        ("ledger.txt", ""),
        ("theme/words/en.yaml", ""),
        ("theme/templates/missing.html", "{# ours #}\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_merge_that_was_not_finished_is_told_where_it_begins(workshop: Workshop, path: str, before: str, end: str) -> None:
    text = f"{before}<<<<<<< HEAD\na: 1\n||||||| 1f2e3d4\n```\n=======\n```\nb: 2\n>>>>>>> theirs\n"
    workshop.write(path, text.replace("\n", end).encode())
    assert workshop.problems() == [
        f"{path}:{before.count(chr(10)) + 1}:1: a merge was not finished here"
        " (keep what is right, and delete the lines of <<<<<<<, ======= and >>>>>>>)"
    ]


def test_a_merge_may_be_shown_in_code(workshop: Workshop) -> None:
    conflict = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> theirs\n"
    shown = f"~~~\n{conflict}~~~\n\n```diff\n{conflict}```\n\n```x``` is code.\n\n" + textwrap.indent(conflict, "    ")
    workshop.article("2021/one", f"{shown}\n\nHeading\n=======\n\n>>>>>>> a\n\n<<<<<<< b", date="2021-01-01")
    assert workshop.problems() == []
