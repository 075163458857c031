"""The archive as files to work with."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from press import recipe
from press.edges import source
from press.formats import dataset
from press.formats.dataset import Record
from press.stages.cache import Cache
from press.stages.plan import Plan
from tests.workshop import NOW, PROJECT, Workshop

BASE = "https://test.example.org"


def lines(workshop: Workshop, year: int) -> list[dict[str, Any]]:
    """Return the articles of a year, read as any program would, and checked against the published schema."""
    schema = json.loads(workshop.read("downloads/schema.json"))
    Draft202012Validator.check_schema(schema)
    text = workshop.read(f"downloads/archive-{year}.jsonl")
    assert not text or text.endswith("\n")
    found = [json.loads(line) for line in text.splitlines()]
    for article in found:
        Draft202012Validator(schema).validate(article)
        assert list(article) == list(schema["properties"])
    return found


def plan(workshop: Workshop) -> Plan:
    with Cache(None) as cache:
        return recipe.prepare(workshop.request(), source.scan(workshop.root), cache).agenda.plan


def rows(workshop: Workshop) -> list[dict[str, str]]:
    data = (workshop.site / "downloads/articles.csv").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n"), "RFC 4180 ends lines with CRLF"
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def one_of_everything(workshop: Workshop) -> None:
    workshop.picture("content/articles/2022/dam ä.png")
    workshop.article("2022/other", date="2022-01-01")
    workshop.article(
        "2022/one", "Text with a [link](other.md) & more.\n\n- a\n- b\n",
        date="2022-12-13 09:54", title='=1+1, "quoted" & <b>bold</b>', author=["Ann Lee", "Zoë; Ltd"], region=["kazakhstan", "caucasus"],
        tags=["Water", "Ä b"], dateline="Dušanbe", lang="fr", slug="dämme", translation_of="2022/other", id="tag:test.example.org,2022:one",
        updated="2022-12-15", corrections=[{"date": "2022-12-14", "text": "Not 2020; 2021."}],
        see_also=["2022/other", {"title": "T", "url": "https://example.org/x?a=1&b=2", "date": "2009-07-22"}],
        image={"src": "dam ä.png", "alt": "A dam", "caption": "C, d", "credit": "E"},
    )  # fmt: skip
    workshop.article("2022/gone", "Secret.", date="2022-12-01", withdrawn={"date": "2023-02-01", "reason": "It was not so."},
                     see_also=["2022/other"], corrections=[{"date": "2022-12-21", "text": "No."}], lang="ru", translation_of="2022/other")  # fmt: skip
    workshop.article("2023/over", "Over.", date="2023-01-01", author=None, expires="2024-01-01")
    assert workshop.problems() == []


def test_a_line_holds_all_that_is_known_of_an_article(workshop: Workshop) -> None:
    one_of_everything(workshop)
    assert lines(workshop, 2022)[2] == {
        "id": "tag:test.example.org,2022:one",
        "url": f"{BASE}/2022/12/d%C3%A4mme/",
        "title": '=1+1, "quoted" & bold',
        "summary": "A summary of two sentences. This is the second.",
        "date": "2022-12-13T09:54:00+05:00",
        "updated": "2022-12-15",
        "status": "published",
        "language": "fr",
        "regions": [{"slug": "kazakhstan", "name": "Kazakhstan"}, {"slug": "caucasus", "name": "Caucasus"}],
        "tags": [{"slug": "water", "name": "Water"}, {"slug": "a-b", "name": "Ä b"}],
        "authors": [{"slug": "ann-lee", "name": "Ann Lee"}, {"slug": "zoe-ltd", "name": "Zoë; Ltd"}],
        "dateline": "Dušanbe",
        "corrections": [{"date": "2022-12-14", "text": "Not 2020; 2021."}],
        "withdrawn": None,
        "image": {"url": f"{BASE}/2022/12/d%C3%A4mme/dam%20%C3%A4.png", "alt": "A dam", "caption": "C, d", "credit": "E"},
        "see_also": [f"{BASE}/2022/01/other/", "https://example.org/x?a=1&b=2"],
        "text": "Text with a link & more.\n\n- a\n- b",
        "translation_of": f"{BASE}/2022/01/other/",
        "region_trails": [
            [{"slug": "central-asia", "name": "Central Asia"}, {"slug": "kazakhstan", "name": "Kazakhstan"}],
            [{"slug": "caucasus", "name": "Caucasus"}],
        ],
    }


def test_new_fields_and_columns_stand_behind_those_that_were_promised_first() -> None:
    assert list(dataset.FIELDS)[15:] == ["see_also", "text", "translation_of", "region_trails"]
    assert list(dataset.COLUMNS)[22:] == ["see_also", "translation_of", "region_trails", "region_trail_names"]


def test_a_field_that_comes_later_breaks_no_promise(workshop: Workshop) -> None:
    one_of_everything(workshop)
    article, schema = lines(workshop, 2022)[2], json.loads(workshop.read("downloads/schema.json"))
    later = {**article, "regions": [{**term, "new": 1} for term in article["regions"]], "new": 1}
    Draft202012Validator(schema).validate(later)


def test_a_withdrawn_article_has_its_notice_and_nothing_else_of_it(workshop: Workshop) -> None:
    one_of_everything(workshop)
    gone = lines(workshop, 2022)[1]
    assert (gone["status"], gone["title"], gone["text"]) == ("withdrawn", "Gone", None)
    assert gone["withdrawn"] == {"date": "2023-02-01", "reason": "It was not so."}
    assert (gone["summary"], gone["corrections"], gone["see_also"], gone["image"], gone["translation_of"]) == (
        "",
        [],
        [],
        None,
        None,
    )
    assert rows(workshop)[1] | {"status": "withdrawn", "withdrawn": "2023-02-01", "summary": ""} == rows(workshop)[1]
    assert not any("Secret" in data.decode() for path, data in workshop.files().items() if path.startswith("downloads/"))


def test_an_expired_article_says_so_and_keeps_its_text(workshop: Workshop) -> None:
    one_of_everything(workshop)
    (over,) = lines(workshop, 2023)
    assert (over["status"], over["text"], over["authors"]) == ("expired", "Over.", [])


def test_the_table_says_the_same_in_one_line_each(workshop: Workshop) -> None:
    one_of_everything(workshop)
    table = rows(workshop)
    assert [row["id"] for row in table] == [line["id"] for year in (2022, 2023) for line in lines(workshop, year)]
    assert table[2] == {
        "id": "tag:test.example.org,2022:one", "url": f"{BASE}/2022/12/d%C3%A4mme/", "title": '=1+1, "quoted" & bold',
        "summary": "A summary of two sentences. This is the second.", "date": "2022-12-13T09:54:00+05:00", "updated": "2022-12-15",
        "status": "published", "language": "fr", "regions": "kazakhstan; caucasus", "region_names": "Kazakhstan; Caucasus",
        "tags": "water; a-b", "tag_names": "Water; Ä b", "authors": "ann-lee; zoe-ltd", "author_names": "Ann Lee; Zoë; Ltd",
        "dateline": "Dušanbe", "corrections": "2022-12-14 Not 2020; 2021.", "withdrawn": "", "withdrawn_reason": "",
        "image": f"{BASE}/2022/12/d%C3%A4mme/dam%20%C3%A4.png", "image_alt": "A dam", "image_caption": "C, d", "image_credit": "E",
        "see_also": f"{BASE}/2022/01/other/; https://example.org/x?a=1&b=2",
        "translation_of": f"{BASE}/2022/01/other/", "region_trails": "central-asia/kazakhstan; caucasus",
        "region_trail_names": "Central Asia/Kazakhstan; Caucasus",
    }  # fmt: skip


class TestAnEditedText:
    """In a year with many articles, only the line of an edited text is written again."""

    @pytest.fixture
    def written(self, workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Return the ids of the articles whose lines were written since an archive of everything was built."""
        one_of_everything(workshop)
        workshop.build()
        ids: list[str] = []
        line = dataset.line

        def noted(record: Record, html: str, base_url: str) -> str:
            ids.append(record.card.id)
            return line(record, html, base_url)

        monkeypatch.setattr(dataset, "line", noted)
        return ids

    def edit(self, workshop: Workshop) -> bytes:
        """Return the lines of 2022 after an edit."""
        workshop.article("2022/other", "A line\u2028and another.", date="2022-01-01")
        workshop.build()
        return (workshop.site / "downloads/archive-2022.jsonl").read_bytes()

    def clean(self, workshop: Workshop) -> bytes:
        """Return the lines of 2022 as a clean build writes them."""
        workshop.build(cache=None, output=workshop.root / "clean")
        return (workshop.root / "clean/downloads/archive-2022.jsonl").read_bytes()

    def test_its_line_is_written_again(self, workshop: Workshop, written: list[str]) -> None:
        found = self.edit(workshop)
        assert [one.split("/")[-2] for one in written] == ["other", "gone"], "one that is withdrawn has no text to compare"
        assert b"and another." in found
        assert found == self.clean(workshop)

    def test_not_into_a_file_that_somebody_changed(self, workshop: Workshop, written: list[str]) -> None:
        place = workshop.site / "downloads/archive-2022.jsonl"
        place.write_bytes(place.read_bytes().replace(b"kazakhstan", b"uzbekistan"))
        assert self.edit(workshop) == self.clean(workshop)
        assert len(written) > len(["other", "gone"])


def test_no_character_breaks_a_line(workshop: Workshop) -> None:
    workshop.article("2022/one", "a\u2028b\u2029c", date="2022-01-01", title="a\u2028b")
    workshop.article("2022/two", date="2022-01-02")
    workshop.build()
    first, second = lines(workshop, 2022)
    assert (first["title"], second["title"]) == ("a\u2028b", "Two")
    assert [row["title"] for row in rows(workshop)] == ["a\u2028b", "Two"]


def test_a_year_stays_as_it_is_when_others_change(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", tags=["water"])
    workshop.article("2022/two", date="2022-01-01", tags=["water"])
    workshop.build()
    before = (workshop.site / "downloads/archive-2021.jsonl").read_bytes()
    workshop.article("2022/two", "Another.", date="2022-01-01", title="Another", tags=["water", "Gas"], see_also=["2021/one"])
    workshop.article("2023/new", date="2023-01-01", tags=["gas"], region="caucasus")
    assert "/downloads/archive-2021.jsonl" not in workshop.build().rendered
    assert (workshop.site / "downloads/archive-2021.jsonl").read_bytes() == before


def test_a_body_edit_writes_the_file_of_its_year_alone(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2022/two", date="2022-01-01")
    workshop.build()
    workshop.article("2022/two", "Another text.", date="2022-01-01")
    rendered = workshop.build().rendered
    assert [address for address in rendered if "downloads" in address] == ["/downloads/archive-2022.jsonl"]
    assert lines(workshop, 2022)[0]["text"] == "Another text."


def test_what_is_kept_back_is_in_no_file(workshop: Workshop) -> None:
    workshop.article("2022/open", date="2022-01-01")
    workshop.article("2022/draft", date="2022-01-02", draft=True)
    workshop.article("2022/later", date=f"{NOW + timedelta(days=9):%Y-%m-%d}")
    workshop.build()
    assert [line["title"] for line in lines(workshop, 2022)] == ["Open"]
    assert [row["title"] for row in rows(workshop)] == ["Open"]
    workshop.build(drafts=True)
    assert [line["title"] for line in lines(workshop, 2022)] == ["Open"], "a draft has no date yet that could be cited"


def test_their_addresses_are_promised(workshop: Workshop) -> None:
    workshop.article("2022/one", date="2022-01-01")
    recorded = {entry.address for _, entry in plan(workshop).promised() if "downloads" in entry.address}
    assert recorded == {"/downloads/", "/downloads/archive-2022.jsonl", "/downloads/articles.csv", "/downloads/schema.json"}
    workshop.ledger("/downloads/archive-2021.jsonl", "/downloads/")
    (problem,) = workshop.problems()
    assert problem.startswith('ledger.txt:1:1: the address "/downloads/archive-2021.jsonl" was published and would vanish')


def test_a_year_whose_articles_are_all_gone_is_an_empty_file(workshop: Workshop) -> None:
    workshop.article("2022/one", date="2022-01-01")
    workshop.ledger("/2021/", "/2021/01/", "/downloads/archive-2021.jsonl")
    assert workshop.problems() == []
    assert lines(workshop, 2021) == []


def test_the_page_lists_every_file_and_explains_every_field(workshop: Workshop) -> None:
    one_of_everything(workshop)
    page = workshop.page("downloads/index.html")
    for link in page.all("//main//a"):
        assert (workshop.site / link.get("href").lstrip("/")).is_file()
    assert page.words("//main//li") == ["2023 1 article", "2022 3 articles", "articles.csv 4 articles"]
    assert page.words("//main//tbody/tr/th") == list(dataset.FIELDS)
    assert all(page.words("//main//tbody/tr/td"))
    assert workshop.page("index.html").one("//footer//a[@href='/downloads/']") is not None


def test_the_documents_name_every_field_and_column() -> None:
    text = (PROJECT / "docs/data.md").read_text(encoding="utf-8")
    assert [name for name in (*dataset.FIELDS, *dataset.COLUMNS) if f"`{name}`" not in text] == []


def test_nothing_of_what_a_withdrawn_article_showed_is_left(workshop: Workshop) -> None:
    workshop.picture("content/articles/2022/map.png")
    workshop.article(
        "2022/gone", date="2022-12-01", dateline="Astana", summary="Secret.", image={"src": "map.png", "alt": "Secret"},
        withdrawn={"date": "2023-02-01", "reason": "It was not so."},
    )  # fmt: skip
    workshop.build()
    (gone,), (row,) = lines(workshop, 2022), rows(workshop)
    assert (gone["dateline"], gone["image"], gone["summary"]) == ("", None, "")
    assert (row["dateline"], row["image"], row["image_alt"], row["summary"]) == ("", "", "", "")
