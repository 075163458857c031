"""Themes: what is wrong with one is said with its line, and everything that is printed is escaped."""

import shutil

from tests.workshop import PROJECT, Workshop


def own_theme(workshop: Workshop) -> None:
    shutil.copytree(PROJECT / "theme", workshop.root / "theme")


def test_a_template_that_cannot_be_read(workshop: Workshop) -> None:
    own_theme(workshop)
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/month.html", "<p>\n{% if %}\n")
    assert workshop.problems()[0].startswith("theme/templates/month.html:2:1: this template cannot be read")


def test_a_name_that_no_view_has(workshop: Workshop) -> None:
    own_theme(workshop)
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/month.html", "<p>\n{{ view.nothing }}\n")
    (problem,) = workshop.problems()
    assert problem.startswith("theme/templates/month.html:2:1: the template failed on /2021/01/")
    assert "nothing" in problem


def test_a_phrase_that_no_catalogue_has(workshop: Workshop) -> None:
    own_theme(workshop)
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/month.html", '<p>\n\n{{ words("no_such_phrase") }}\n')
    expected = (
        'theme/templates/month.html:3:1: the template failed on /2021/01/: the catalogue en.yaml has no phrase "no_such_phrase"'
    )
    assert workshop.problems()[0].startswith(expected)


def test_a_catalogue_that_lacks_a_phrase(workshop: Workshop) -> None:
    own_theme(workshop)
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/words/it.yaml", "home: Inizio\n")
    assert any('theme/words/it.yaml:1:1: the phrase "newest" is missing' in line for line in workshop.problems())


def test_everything_printed_is_escaped(workshop: Workshop) -> None:
    evil = "<script>alert('1')</script>\"&"
    workshop.configure(f"motto: {{text: '{evil.replace(chr(39), chr(39) * 2)}', attribution: '<b>x</b>'}}\n")
    workshop.article(
        "2021/one", date="2021-01-01", title=f"T {evil}", summary=f"S {evil}", author=f"A {evil}", dateline=f"D {evil}",
        tags=[f"tag {evil}"], see_also=[{"title": f"O {evil}", "url": "https://e.org/\"><script>x"}],
        corrections=[{"date": "2021-02-01", "text": f"C {evil}"}],
    )  # fmt: skip
    workshop.build()
    for path, data in workshop.files().items():
        assert b"<script>alert" not in data, path
        assert b"<script>x" not in data, path
        if path.endswith(".html"):
            scripts = workshop.page(path).all("//script")
            assert all(script.get("type") == "application/ld+json" for script in scripts), path


def test_directions_and_isolates(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", title="العمال (2022)!", lang="ar")
    workshop.build()
    page = workshop.page("2021/01/one/index.html")
    assert page.one("//h1").get("dir") == "auto"
    assert workshop.page("index.html").words("//h2[@class='lead-title']/a/bdi") == ["العمال (2022)!"]
