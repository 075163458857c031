"""A document of the history never changes what it holds, whatever happens to the ledger; otherwise the build stops with an error."""

import re
import shutil
import subprocess
from pathlib import Path

import feedparser
import pytest

from press.catalogue import chronicle
from press.desk.record import record
from press.ground.problems import Misconfigured
from press.promises import division, ledger
from tests.workshop import Workshop


def documents(workshop: Workshop) -> dict[str, set[str]]:
    """Return the last parts of the ids in each document of the history, by its path."""
    found = sorted(workshop.site.glob("feeds/archive/*/*.xml"))
    return {
        place.relative_to(workshop.site).as_posix(): {
            entry.id.rstrip("/").rpartition("/")[2] for entry in feedparser.parse(place.read_bytes()).entries
        }
        for place in found
    }


def several(workshop: Workshop, name: str, count: int, month: str) -> list[Path]:
    return [workshop.article(f"{name}{number:02}", date=f"{month}-01 10:{number:02}") for number in range(count)]


def union(workshop: Workshop, base: str, ours: str, theirs: str) -> None:
    """Merge two ledgers as Git does with merge=union."""
    folder = workshop.root / "merge"
    folder.mkdir(exist_ok=True)
    places = [folder / name for name in ("ours", "base", "theirs")]
    for place, text in zip(places, (ours, base, theirs), strict=True):
        place.write_text(text)
    done = subprocess.run(["git", "merge-file", "-p", "--union", *map(str, places)], capture_output=True, check=True)
    (workshop.root / "ledger.txt").write_bytes(done.stdout)
    shutil.rmtree(folder)


def written(workshop: Workshop) -> str:
    return (workshop.root / "ledger.txt").read_text()


def obey(workshop: Workshop, problem: str) -> None:
    """Do exactly what `problem` asks for; the output folder has what is published."""
    choice = re.search(r"if the published /(\S+) contains (\S+), delete lines ([^,]+), otherwise delete lines ([^,)]+)", problem)
    if choice:
        right = choice[2] in workshop.read(choice[1])
        wrong = choice[3] if right else choice[4]
    else:
        plain = re.search(r"\(delete lines ([^,]+), written .* but if the published /(\S+) contains (\S+), replace", problem)
        assert plain
        assert not (workshop.site / plain[2]).exists() or plain[3] not in workshop.read(plain[2])
        wrong = plain[1]
    numbers = {int(number) for number in wrong.split(" and ")}
    lines = enumerate(written(workshop).splitlines(), 1)
    workshop.ledger(*(line for number, line in lines if number not in numbers))


def branched(workshop: Workshop, open_articles: int, ours: tuple[str, int, str], theirs: tuple[str, int, str]) -> tuple[str, ...]:
    """Publish a document and some further articles; add and record articles on two branches. Leave the sources of both.

    Return the ledgers of the trunk and of both branches; the output folder has the site of our branch.
    """
    several(workshop, "p", chronicle.RUN, "2021-01")
    workshop.publish()
    several(workshop, "m", open_articles, "2021-02")
    base = written(workshop)
    places = several(workshop, *theirs)
    workshop.publish()
    other = written(workshop)
    for place in places:
        place.unlink()
    (workshop.root / "ledger.txt").write_text(base)
    (workshop.root / "site.recorded").unlink()  # the other branch is published from another place
    several(workshop, *ours)
    workshop.publish()
    return base, written(workshop), other


def test_lines_of_another_branch_among_those_of_a_document_do_not_get_into_it(workshop: Workshop) -> None:
    base, ours, theirs = branched(workshop, 10, ("o", chronicle.RUN - 10, "2021-03"), ("t", 1, "2021-02"))
    before = documents(workshop)
    assert len(before["feeds/archive/2/rss.xml"]) == chronicle.RUN
    union(workshop, base, ours, theirs)
    lines = written(workshop).splitlines()
    place = next(place for place, line in enumerate(lines) if line.startswith("/2021/02/t00/"))
    assert place < next(place for place, line in enumerate(lines) if line.startswith("/feeds/archive/2/")), "among them"
    several(workshop, "t", 1, "2021-02")
    workshop.build()
    assert {path: documents(workshop)[path] for path in before} == before


def test_the_order_of_lines_does_not_matter_to_documents(workshop: Workshop) -> None:
    several(workshop, "p", 3 * chronicle.RUN // 2, "2021-01")
    several(workshop, "q", 3 * chronicle.RUN // 2, "2021-02")
    workshop.article("import", date="1987-01-01")
    workshop.publish()
    before = documents(workshop)
    assert len(before) == 6
    lines = written(workshop).splitlines(keepends=True)
    for order in (sorted(set(lines)), lines[::-1]):
        (workshop.root / "ledger.txt").write_text("".join(order))
        workshop.build()
        assert documents(workshop) == before


def test_two_branches_that_closed_one_document_are_told_which_lines_to_delete(workshop: Workshop) -> None:
    base, ours, theirs = branched(workshop, 4, ("o", 18, "2021-03"), ("t", 19, "2021-03"))
    before = documents(workshop)
    union(workshop, base, ours, theirs)
    several(workshop, "t", 19, "2021-03")
    (problem,) = workshop.problems()
    lines = written(workshop).splitlines()
    at = [number for number, line in enumerate(lines, 1) if line.startswith("/feeds/archive/2/")]
    assert len(at) == 4
    assert problem == (
        f"ledger.txt:{at[2]}:1: document 2 of the feed's history differs between lines {at[0]} and {at[1]} and lines"
        f" {at[2]} and {at[3]}: two branches divided it (if the published /feeds/archive/2/rss.xml contains"
        f" https://test.example.org/2021/03/o00/, delete lines {at[2]} and {at[3]}, otherwise delete lines {at[0]} and {at[1]})"
    )
    assert "/2021/03/o00/" in workshop.read("feeds/archive/2/rss.xml")
    obey(workshop, problem)
    assert workshop.problems() == []
    assert {path: documents(workshop)[path] for path in before} == before
    record(workshop.request())
    assert workshop.problems() == []
    everything = [one for path, ids in documents(workshop).items() if path.endswith("rss.xml") for one in ids]
    assert len(everything) == len(set(everything))


def test_a_document_of_the_other_branch_that_holds_the_same_articles_is_told_with_its_lines(workshop: Workshop) -> None:
    base, ours, theirs = branched(workshop, 4, ("o", 18, "2021-03"), ("t", 38, "2021-01"))
    before = documents(workshop)
    union(workshop, base, ours, theirs)
    several(workshop, "t", 38, "2021-01")
    told = []
    while problems := workshop.problems():
        (problem,) = problems
        told.append(problem)
        obey(workshop, problem)
        assert len(told) < 5
    assert len(told) >= 2
    assert any("are in document 2 as well" in problem for problem in told), told
    assert {path: documents(workshop)[path] for path in before} == before


def test_a_lost_article_of_a_document_is_told(workshop: Workshop) -> None:
    several(workshop, "p", chronicle.RUN, "2021-01")
    workshop.publish()
    whole = written(workshop)
    (workshop.root / "ledger.txt").write_text("".join(line for line in whole.splitlines(keepends=True) if "/p03/" not in line))
    (problem,) = workshop.problems()
    assert "1 of the 20 articles in document 1 of the feed's history cannot be found here (restore the lost" in problem


def test_an_article_of_a_document_that_has_no_line_gets_the_one_that_is_asked_for(workshop: Workshop) -> None:
    """In the past, an article was not recorded at an address that had been an alias."""
    several(workshop, "p", chronicle.RUN, "2021-01")
    workshop.publish()
    before = documents(workshop)
    lost = "/2021/01/p03/\thttps://test.example.org/2021/01/p03/\tp03\n"
    alias = "/2021/01/p03/\thttps://test.example.org/2021/01/p04/\t/2021/01/p04/\n"
    (workshop.root / "ledger.txt").write_text(written(workshop).replace(lost, alias))
    (problem,) = workshop.problems()
    assert problem.endswith(
        "; if an article never had a line, add one at the end: its address, a tab, the id that is in the published "
        "/feeds/archive/1/rss.xml but in no line here, a tab, and the path of its file below content/articles, without .md; "
        "percent-encode address and path)"
    )
    (workshop.root / "ledger.txt").write_text(written(workshop) + lost)
    assert workshop.problems() == []
    assert documents(workshop) == before


ALIKE = ("urn:2066", "urn:3954")
"""Two ids with the same mark."""


def lines_of(*documents: tuple[str, ...]) -> list[str]:
    return [f"/feeds/archive/{number}/rss.xml\t{ids[-1]}\t{division.note_of(ids)}\n" for number, ids in enumerate(documents, 1)]


def test_two_articles_of_one_document_may_have_the_same_mark() -> None:
    ids = ("urn:1", ALIKE[0], "urn:2", ALIKE[1])
    articles = [f"/{one}/\t{one}\n" for one in (*ids, "urn:3")]
    for lines in (articles[:4] + lines_of(ids) + articles[4:], articles + lines_of(ids), lines_of(ids) + articles):
        assert [set(run) for run in ledger.read("".join(lines)).runs] == [set(ids), {"urn:3"}]
    with pytest.raises(Misconfigured, match="1 of the 4 articles in document 1 of the feed's history cannot be found here"):
        ledger.read("".join(articles[:3] + lines_of(ids)))


def test_where_the_mark_of_an_article_is_that_of_one_of_another_document_their_order_tells_it() -> None:
    one, other = ALIKE
    articles = [f"/{name}/\t{name}\n" for name in ALIKE]
    first, second = lines_of((one,), (other,))
    assert ledger.read("".join((articles[0], first, articles[1], second))).runs == ((one,), (other,), ())
    with pytest.raises(Misconfigured) as error:
        ledger.read("".join((*articles, first, second)))
    assert str(error.value.problems[0]) == (
        "ledger.txt:3:1: 1 of the 1 articles in document 1 of the feed's history cannot be told apart from others (check "
        f"which of {one} and {other} the published /feeds/archive/1/rss.xml contains: move the lines of those above line 3, and of the "
        "others below it)"
    )


def test_an_article_with_a_line_below_that_of_its_document_is_in_no_other_run() -> None:
    """Its line was restored at the end, and another document has been closed since."""
    first, second = lines_of(("urn:1", "urn:2"), ("urn:3",))
    lines = ("/1/\turn:1\n", first, "/3/\turn:3\n", "/2/\turn:2\n", second, "/4/\turn:4\n")
    assert ledger.read("".join(lines)).runs == (("urn:1", "urn:2"), ("urn:3",), ("urn:4",))


def test_a_document_whose_predecessor_is_missing_is_told() -> None:
    with pytest.raises(Misconfigured) as error:
        ledger.read("/a/\turn:1\n/feeds/archive/2/rss.xml\turn:1\t1\n/feeds/archive/2/atom.xml\turn:1\t1\n")
    assert [str(problem) for problem in error.value.problems] == [
        "ledger.txt:2:1: document 1 of the feed's history is missing, although document 2 is here (restore the lines of"
        " /feeds/archive/1/rss.xml, or delete lines 2 and 3 if written by a branch that was not published)"
    ]


def test_an_older_line_and_one_with_marks_say_the_same(workshop: Workshop) -> None:
    several(workshop, "p", chronicle.RUN, "2021-01")
    workshop.publish()
    before = documents(workshop)
    (line,) = [line for line in written(workshop).splitlines() if line.startswith("/feeds/archive/1/rss.xml")]
    assert len(line.rpartition("\t")[2]) == len("20:") + 6 * chronicle.RUN
    identity = "https://test.example.org/2021/01/p19/"
    workshop.ledger(*written(workshop).splitlines(), f"/feeds/archive/1/rss.xml\t{identity}\t20")
    assert workshop.problems() == []
    assert documents(workshop) == before
    workshop.ledger(*written(workshop).splitlines(), f"/feeds/archive/1/rss.xml\t{identity}\t19")
    assert any(
        "if the published /feeds/archive/1/rss.xml contains 20 articles, delete line" in line for line in workshop.problems()
    )


def test_a_line_with_marks_takes_precedence_over_an_older_one_wherever_they_stand() -> None:
    articles = [f"/{one}/\t{one}\n" for one in ("urn:1", "urn:2", "urn:3")]
    (marked,) = lines_of(("urn:1", "urn:3"))
    older = "/feeds/archive/1/rss.xml\turn:3\t2\n"
    for lines in ((older, marked), (marked, older)):
        assert ledger.read("".join((*articles, *lines))).runs == (("urn:1", "urn:3"), ("urn:2",))


def test_two_older_lines_that_end_a_document_with_different_articles_are_reported() -> None:
    for number in ("", "\t1"):  # the oldest lines have no number
        documents = f"/feeds/archive/1/rss.xml\turn:1{number}\n/feeds/archive/1/rss.xml\turn:2\t1\n"
        with pytest.raises(Misconfigured, match="document 1 of the feed's history differs between line 3 and line 4") as error:
            ledger.read(f"/a/\turn:1\n/b/\turn:2\n{documents}")
        assert "if the published /feeds/archive/1/rss.xml contains urn:1, delete line 4" in error.value.problems[0].hint


@pytest.mark.parametrize("note", ["2O", "9" * 12, "1:88ae", "88ae2c", "/a/"])
def test_a_line_of_a_document_that_cannot_be_read_is_told(note: str) -> None:
    with pytest.raises(Misconfigured) as error:
        ledger.read(f"/a/\turn:1\n/feeds/archive/1/rss.xml\turn:1\t{note}\n")
    assert [str(problem) for problem in error.value.problems] == [
        f'ledger.txt:2:1: "{note}" is not the number of the articles in a document, and their marks'
        " (restore the line: git log -p ledger.txt shows it)"
    ]
