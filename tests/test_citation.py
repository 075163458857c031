"""How an article is cited: for people, for BibTeX, for Zotero and Google Scholar."""

import json
from typing import Any
from urllib.parse import unquote

from tests.workshop import Page, Workshop


def article(page: Page) -> dict[str, Any]:
    """Return the metadata of an article in its page."""
    data: dict[str, Any] = json.loads(page.one("//script[@type='application/ld+json']").text)
    return data


def test_the_citation_in_words(workshop: Workshop) -> None:
    workshop.configure("publisher: {name: The Institute}\n")
    workshop.article("2022/bridge", title="A bridge opens", author=["Ann Lee", "Bo Ray"], date="2022-12-13 09:54")
    workshop.article("2022/unsigned", title="Nobody's words", author=None, date="2022-12-14")
    workshop.build()
    assert workshop.page("2022/12/bridge/index.html").words("//details[@class='cite']/p[1]") == [
        "Ann Lee, Bo Ray: “A bridge opens”. Test Briefings, The Institute, 13 December 2022. https://test.example.org/2022/12/bridge/"
    ]
    assert workshop.page("2022/12/unsigned/index.html").words("//details[@class='cite']/p[1]") == [
        "“Nobody's words”. Test Briefings, The Institute, 14 December 2022. https://test.example.org/2022/12/unsigned/"
    ]


def test_a_citation_in_words_of_another_language_runs_as_these_do_and_each_part_of_it_as_it_does(workshop: Workshop) -> None:
    workshop.article("2022/fa", title="BBC و آب", author=["محمد"], date="2022-12-13", lang="fa")
    workshop.build()
    (sentence,) = workshop.page("2022/12/fa/index.html").all("//details[@class='cite']/p[1]")
    assert dict(sentence.attrib) == {"lang": "en", "dir": "ltr"}
    assert [(part.text, dict(part.attrib)) for part in sentence.iter("bdi")] == [
        ("محمد", {}), ("BBC و آب", {"lang": "fa", "dir": "rtl"}), ("Test Briefings", {}),
        ("https://test.example.org/2022/12/fa/", {"dir": "ltr"}),
    ]  # fmt: skip


def test_a_publication_with_the_name_of_its_publisher_is_named_once(workshop: Workshop) -> None:
    workshop.article("2022/bridge", title="A bridge opens", author=["Ann Lee"], date="2022-12-13")
    workshop.build()
    page = workshop.page("2022/12/bridge/index.html")
    assert page.words("//details[@class='cite']/p[1]") == [
        "Ann Lee: “A bridge opens”. Test Briefings, 13 December 2022. https://test.example.org/2022/12/bridge/"
    ]
    assert "isPartOf" not in article(page)


def test_publication_and_publisher_are_told_apart(workshop: Workshop) -> None:
    workshop.configure("publisher: {name: The Institute}\n")
    workshop.article("2022/bridge", date="2022-12-13")
    workshop.build()
    page = workshop.page("2022/12/bridge/index.html")
    entry = unquote(page.one("//details[@class='cite']//a").get("href"))
    assert "  titleaddon = {Test Briefings},\n  organization = {The Institute},\n" in entry
    data = article(page)
    assert (data["isPartOf"], data["publisher"]["name"]) == (
        {"@type": "WebSite", "name": "Test Briefings", "url": "https://test.example.org/"}, "The Institute",
    )  # fmt: skip


def test_the_entry_for_bibtex_is_a_download_that_needs_no_script(workshop: Workshop) -> None:
    workshop.article("2022/bridge", title="50 % of {it} & more_", author="Vladimir Rozanskij", date="2022-12-13 09:54")
    workshop.build()
    link = workshop.page("2022/12/bridge/index.html").one("//details[@class='cite']//a")
    assert link.get("download") == "rozanskij2022bridge.bib"
    kind, _, data = link.get("href").partition(",")
    assert kind == "data:application/x-bibtex;charset=utf-8"
    assert (
        unquote(data)
        == """\
@online{rozanskij2022bridge,
  author = {Vladimir Rozanskij},
  title = {{50 \\% of \\{it\\} \\& more\\_}},
  organization = {Test Briefings},
  date = {2022-12-13},
  year = {2022},
  month = {12},
  url = {https://test.example.org/2022/12/bridge/},
  langid = {en},
}
"""
    )


def test_a_desk_is_no_person_with_a_surname(workshop: Workshop) -> None:
    workshop.configure("authors: [{name: Water Desk, organization: true}]\n")
    workshop.article("2022/bridge", author=["Water Desk", "Ann Lee"])
    workshop.build()
    link = workshop.page("2022/12/bridge/index.html").one("//details[@class='cite']//a")
    assert "  author = {{Water Desk} and Ann Lee},\n" in unquote(link.get("href"))


def test_one_name_with_an_and_in_it_stays_one(workshop: Workshop) -> None:
    workshop.configure("publisher: {name: Institute for War AND Peace}\n")
    workshop.article("2022/bridge", author=["Ministry of Water and Energy", "Andy Landry"])
    workshop.build()
    entry = unquote(workshop.page("2022/12/bridge/index.html").one("//details[@class='cite']//a").get("href"))
    assert "  author = {{Ministry of Water and Energy} and Andy Landry},\n" in entry
    assert "  organization = {{Institute for War AND Peace}},\n" in entry


def test_the_metadata_that_zotero_and_google_scholar_read(workshop: Workshop) -> None:
    workshop.article("2022/bridge", title="A bridge opens", author=["Ann Lee", "Bo Ray"], date="2022-12-13 09:54")
    workshop.build()
    found: dict[str, list[str]] = {}
    page = workshop.page("2022/12/bridge/index.html")
    for meta in page.all("//meta[starts-with(@name, 'citation_') or @name = 'z:itemType' or @property = 'og:site_name']"):
        found.setdefault(meta.get("name") or meta.get("property"), []).append(meta.get("content"))
    assert found == {  # with a citation_journal_title it would be an article of a journal; the site's name is the publication's
        "og:site_name": ["Test Briefings"],
        "z:itemType": ["newspaperArticle"],
        "citation_title": ["A bridge opens"],
        "citation_author": ["Ann Lee", "Bo Ray"],
        "citation_publication_date": ["2022/12/13"],
        "citation_language": ["en"],
        "citation_fulltext_html_url": ["https://test.example.org/2022/12/bridge/"],
    }


def test_the_name_of_the_entry_holds_no_suffix(workshop: Workshop) -> None:
    workshop.configure("permalink: /{year}/{slug}.html\n")
    workshop.article("2022/bridge", author=None, date="2022-12-13 09:54")
    workshop.build()
    assert workshop.page("2022/bridge.html").one("//details[@class='cite']//a").get("download") == "2022bridge.bib"


def test_the_name_of_an_entry_and_of_an_author_without_a_surname(workshop: Workshop) -> None:
    workshop.article("2022/the-new-bridge", title="2^10 ~ 1000", author=["Plato", "Ann Lee"], date="2022-02-13")
    workshop.build()
    link = workshop.page("2022/02/the-new-bridge/index.html").one("//details[@class='cite']//a")
    entry = unquote(link.get("href"))
    assert link.get("download") == "plato2022bridge.bib"
    assert "  author = {{Plato} and Ann Lee},\n" in entry
    assert "  title = {{2\\textasciicircum{}10 \\textasciitilde{} 1000}},\n" in entry
    assert "  month = {2},\n" in entry
