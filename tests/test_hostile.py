"""What a careless or hostile author can do: each is an error at its place, or harmless. Nothing ends in a traceback."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.test_build import run
from tests.workshop import Workshop


@pytest.mark.parametrize("pattern", ["/{slug}{/", "/}{slug}/", "/{{slug}}/"])
def test_a_permalink_with_a_loose_brace(workshop: Workshop, pattern: str) -> None:
    workshop.configure(f'permalink: "{pattern}"\n')
    workshop.article("2021/one", date="2021-01-01")
    (problem,) = workshop.problems()
    assert problem.startswith("config.yaml:12:12: a brace of ")


def test_aliases_are_no_patterns_for_servers(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=["/x/*/", "/:splat/"])
    workshop.build()
    lines = workshop.read("_redirects").splitlines()
    assert all("*" not in line and "/:" not in line for line in lines)


def test_an_alias_that_is_too_deep_is_an_error_at_its_line(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=["/a" * 3000 + "/", "/" + "/".join(["a" * 200] * 25) + "/"])
    problems = workshop.problems()
    assert len(problems) == 2
    assert all(
        "longer than 1024 bytes" in problem and problem.startswith("content/articles/2021/one.md:") for problem in problems
    )


def test_a_page_that_wants_an_address_of_the_archive_is_told_so_itself(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    for name in ("feeds", "corrected", "search"):
        workshop.write(f"content/pages/{name}.md", f"---\ntitle: {name}\n---\nText.\n")
    problems = workshop.problems()
    assert [problem.split(":")[0] for problem in problems] == [
        f"content/pages/{name}.md" for name in ("corrected", "feeds", "search")
    ]
    assert all("is the archive's own" in problem for problem in problems)


@pytest.mark.parametrize("author", ["<b>", "&nbsp;", "\u200b"])
def test_an_author_of_whom_nothing_can_be_read(workshop: Workshop, author: str) -> None:
    workshop.article("2021/one", date="2021-01-01", author=author)
    (problem,) = workshop.problems()
    assert problem.startswith("content/articles/2021/one.md:4:9: an author holds nothing that can be read")


def test_a_date_at_the_end_of_time(workshop: Workshop) -> None:
    workshop.article("2021/one", date="9999-12-31")
    assert "lies too far ahead" in workshop.problems(drafts=True)[0]
    for now in ("9999-12-31T23:59-14:00", "0001-01-01"):
        assert run("--root", str(workshop.root), "--now", now).returncode == 2
    assert run("--root", str(workshop.root), SOURCE_DATE_EPOCH="253402300800").returncode == 2


def test_a_list_of_what_was_written_that_is_none_is_no_traceback(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    (workshop.root / "site.manifest").write_bytes(b"\xff\xfe\x00")
    result = run("--root", str(workshop.root), "--now", "2026-01-01")
    assert result.returncode == 2
    assert "did not write" in result.stderr


def test_a_letter_never_takes_the_place_of_something_else(workshop: Workshop, tmp_path: Path) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    before = (workshop.root / "config.yaml").read_bytes()
    for place in ("config.yaml", "site/index.html", "site/x.eml", ".cache/x.eml", "content/x.eml"):
        result = run("digest", "--root", str(workshop.root), "--now", "2026-01-01", "--output", str(workshop.root / place))
        assert result.returncode == 2, place
        assert "choose another --output" in result.stderr
    assert (workshop.root / "config.yaml").read_bytes() == before
    result = run("digest", "--root", str(workshop.root), "--now", "2026-01-01", "--output", str(tmp_path / "nowhere/x.eml"))
    assert "cannot be written" in result.stderr


def test_a_port_that_is_in_use_is_said_in_words(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--root", str(workshop.root), "--port", str(port))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"port {port} is in use (choose another --port)\n"


@pytest.mark.parametrize("hub", ["http://h:abc/", 'https://me:pw@h/"', "https://h/ x"])
def test_a_hub_that_cannot_be_one(workshop: Workshop, hub: str) -> None:
    workshop.configure(f"feeds: {{hub: '{hub}'}}\n")
    workshop.article("2021/one", date="2021-01-01")
    assert "is no web address" in workshop.problems()[0]
