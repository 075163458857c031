"""What is recorded is what was published; if this is uncertain, nothing is recorded, and the message has the next step."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from press.catalogue import chronicle
from press.desk.record import record
from press.ground.problems import Refused
from tests.workshop import NOW, PROJECT, Workshop


def git(workshop: Workshop, *words: str) -> None:
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *named, *words], cwd=workshop.root, check=True, capture_output=True)


def test_a_site_that_was_built_without_lines_of_the_ledger_is_not_recorded(workshop: Workshop) -> None:
    """Two runs publish one after the other; the second does not have what the first recorded."""
    for number in range(chronicle.RUN - 1):
        workshop.article(f"n{number:02}", date=f"2021-01-{number + 1:02}")
    workshop.publish()
    before = (workshop.root / "ledger.txt").read_text()
    last = workshop.article("last", date="2021-02-01")
    workshop.publish()
    recorded = (workshop.root / "ledger.txt").read_text()
    first = workshop.read("feeds/archive/1/rss.xml")
    workshop.article("import", date="1987-01-01")
    (workshop.root / "ledger.txt").write_text(before)
    (workshop.root / "site.recorded").unlink()
    workshop.build()
    assert workshop.read("feeds/archive/1/rss.xml") != first
    (workshop.root / "ledger.txt").write_text(recorded)
    with pytest.raises(Refused, match=r"has other articles in /feeds/archive/1/rss\.xml than ledger\.txt says: lines were added"):
        record(workshop.request())
    assert (workshop.root / "ledger.txt").read_text() == recorded
    workshop.publish()
    assert workshop.read("feeds/archive/1/rss.xml") == first, "what they promise comes back"
    last.unlink()


def test_a_document_that_would_be_divided_otherwise_by_now_is_not_recorded(workshop: Workshop) -> None:
    workshop.configure("feeds: {items: 5}\n")
    for number in range(9):
        workshop.article(f"n{number}", date=f"2021-01-0{number + 1}")
    workshop.article("later", date="2025-12-31 12:00")
    then = datetime(2025, 12, 31, tzinfo=UTC)
    workshop.build(now=then)
    with pytest.raises(Refused, match=r"than the sources give.* or pass the same --now"):
        record(workshop.request())
    assert record(workshop.request(now=then)) > 0
    before = workshop.read("feeds/archive/1/rss.xml")
    workshop.publish()
    assert workshop.read("feeds/archive/1/rss.xml") == before


def test_a_document_that_was_deleted_from_the_site_is_not_recorded(workshop: Workshop) -> None:
    for number in range(chronicle.RUN):
        workshop.article(f"n{number:02}", date=f"2021-01-{number + 1:02}")
    workshop.build()
    (workshop.site / "feeds/archive/1/rss.xml").unlink()
    with pytest.raises(Refused, match=r"has other articles in /feeds/archive/1/rss\.xml than the sources give"):
        record(workshop.request())


def test_a_document_with_an_id_that_xml_has_to_escape_is_recorded(workshop: Workshop) -> None:
    """WordPress has such ids."""
    for number in range(chronicle.RUN):
        workshop.article(f"n{number:02}", date=f"2021-01-{number + 1:02}", id=f"https://old.example/?p={number}&preview=1")
    workshop.publish()
    assert "/feeds/archive/1/rss.xml\t" in (workshop.root / "ledger.txt").read_text()


def test_who_edits_before_recording_goes_back_and_records(workshop: Workshop) -> None:
    workshop.write(".gitignore", "/site/\n/site.manifest\n/.cache/\n")
    place = workshop.article("2021/one", date="2021-01-01")
    git(workshop, "init", "--quiet")
    git(workshop, "add", "--all")
    git(workshop, "commit", "--message", "One")
    workshop.build()
    place.unlink()
    workshop.article("2021/other", date="2021-01-01")
    with pytest.raises(Refused, match="with git stash -u or git checkout"):
        record(workshop.request())
    git(workshop, "stash", "-u")
    assert record(workshop.request()) > 0
    git(workshop, "stash", "pop")
    assert ['"/2021/01/one/" was published and would vanish' in line for line in workshop.problems()] == [True]


def test_an_article_is_recorded_where_something_else_was_published(workshop: Workshop) -> None:
    workshop.configure("permalink: /{slug}/\n")
    for number in range(chronicle.RUN - 2):
        workshop.article(f"n{number:02}", date=f"2021-01-{number + 1:02}")
    page = workshop.write("content/pages/about.md", "---\ntitle: About\n---\nText.\n")
    workshop.article("one", date="2021-02-01", aliases=["/uno/"])
    workshop.publish()
    before = (workshop.root / "ledger.txt").read_text()
    page.unlink()
    workshop.article("about", date="2021-02-02")
    workshop.article("one", date="2021-02-01", slug="uno", aliases=["/one/"])
    workshop.publish()
    fresh = (workshop.root / "ledger.txt").read_text().removeprefix(before)
    assert fresh.startswith(
        "/uno/\thttps://test.example.org/one/\tone\n/about/\thttps://test.example.org/about/\tabout\n/feeds/archive/1/"
    )
    assert workshop.problems() == []
    assert record(workshop.request()) == 0


def test_the_workflow_publishes_what_the_branch_holds_and_records_what_was_due() -> None:
    text = (PROJECT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"]["publish"]["steps"]
    (checkout,) = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert checkout["with"]["ref"] == "${{ github.ref_name }}"
    (kept,) = [step for step in steps if step.get("uses", "").startswith("actions/cache@")]
    assert {"site.recorded", "site.pinged"} <= set(kept["with"]["path"].split())
    runs = [step.get("run", "") for step in steps]
    names = ["SOURCE_DATE_EPOCH", 'build.py" build', 'build.py" record']
    places = [next(at for at, run in enumerate(runs) if re.search(name, run)) for name in names]
    assert places == sorted(places)


def test_the_workflow_publishes_the_branch_on_which_the_readme_begins() -> None:
    workflow = yaml.safe_load((PROJECT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    (branch,) = workflow[True]["push"]["branches"]  # YAML 1.1 reads on as true
    assert f"git init -b {branch} my-archive\n" in (PROJECT / "README.md").read_text(encoding="utf-8")


def test_the_workflow_pushes_the_ledger_again_if_somebody_else_pushed_first(workshop: Workshop) -> None:
    origin = workshop.root.parent / "origin.git"
    workshop.write(".gitignore", "/site*\n/.cache/\n")
    workshop.article("2021/one", date="2021-01-01")
    for words in (
        "init --initial-branch=main", "add .", "commit -m One", f"clone --bare . {origin}", f"remote add origin {origin}",
        "fetch", "branch --set-upstream-to=origin/main",
    ):  # fmt: skip
        git(workshop, *words.split())
    refusal = origin / "hooks/update"
    refusal.write_text("#!/bin/sh\n[ -e again ] || { touch again; exit 1; }\n")
    refusal.chmod(0o755)
    workshop.build()
    workflow = yaml.safe_load((PROJECT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    (step,) = [step for step in workflow["jobs"]["publish"]["steps"] if 'build.py" record' in step.get("run", "")]
    here = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PRESS": str(PROJECT)}
    here["SOURCE_DATE_EPOCH"] = f"{NOW.timestamp():.0f}"
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=workshop.root, env={**os.environ, **here}, check=True)
    pushed = subprocess.run(["git", "show", "main:ledger.txt"], cwd=origin, check=True, capture_output=True, text=True).stdout
    assert pushed == (workshop.root / "ledger.txt").read_text()
    assert (origin / "again").exists()
