"""Search: what is indexed, what is indexed again, and what a reader finds."""

import json
import random
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from press import recipe
from press.edges import source
from press.formats import findable
from press.ground import isolation
from press.ground.problems import Refused, Rejected
from press.stages.cache import Cache
from tests.reader import browsing, needs_browser, opened, serving
from tests.workshop import PROJECT, Workshop


@pytest.fixture
def archive(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """Return an archive of nine months with one article each, in parts of four, the newest of at least two."""
    monkeypatch.setattr(findable, "CLOSED", 4)
    monkeypatch.setattr(findable, "OPEN", 2)
    for month in range(1, 10):
        workshop.article(f"{month}", f"The body of number {month}.", title=f"Number {month}", date=f"2022-{month:02}-05")
    return workshop


def listed(archive: Workshop) -> list[Any]:
    found: list[Any] = json.loads(archive.read("assets/search.json"))
    return found


def indexes(archive: Workshop) -> set[str]:
    return {path.split("/")[3] for path in archive.files() if re.fullmatch(r"assets/fixed/search/\w+/pagefind.js", path)}


def vocabularies(archive: Workshop) -> dict[str, list[str]]:
    """Return the words that the list of indexes leads to, by language."""
    return {part["lang"]: archive.read(part["words"].lstrip("/")).split("\n") for part in listed(archive) if part["words"]}


class TestParts:
    def test_the_newest_part_comes_first_and_is_never_small(self, archive: Workshop) -> None:
        archive.build(search=True)
        assert [(part["count"], part["lang"]) for part in listed(archive)] == [(5, "en"), (4, "en")]

    def test_a_month_is_in_one_part(self, archive: Workshop) -> None:
        for number in range(3):
            archive.article(f"more-{number}", date="2022-04-20")
        archive.build(search=True)
        assert [part["count"] for part in listed(archive)] == [5, 4, 3]

    def test_each_language_has_parts_of_its_own(self, archive: Workshop) -> None:
        archive.article("ru", lang="ru", date="2022-03-05")
        archive.build(search=True)
        assert [(part["lang"], part["count"]) for part in listed(archive)] == [("en", 5), ("en", 4), ("ru", 1)]

    def test_a_tombstone_is_not_found(self, archive: Workshop) -> None:
        archive.article("9", title="Number 9", date="2022-09-05", withdrawn={"date": "2023-01-01", "reason": "Wrong."})
        archive.build(search=True)
        assert sum(part["count"] for part in listed(archive)) == 8

    def test_an_archive_without_articles_has_no_parts(self, workshop: Workshop) -> None:
        workshop.build(search=True)
        assert listed(workshop) == []


class TestWhatIsIndexedAgain:
    def test_only_the_part_with_the_edited_article(self, archive: Workshop) -> None:
        assert archive.build(search=True).indexed == ("en 2022–2022", "en 2022–2022")
        before = indexes(archive)
        archive.article("2", "Another body.", title="Number 2", date="2022-02-05")
        report = archive.build(search=True)
        assert report.indexed == ("en 2022–2022",)
        assert len(before & indexes(archive)) == 1
        assert len(indexes(archive)) == 2, "the old index is gone"

    def test_nothing_when_nothing_changed_or_only_a_template_did(self, archive: Workshop) -> None:
        archive.build(search=True)
        before = {path: data for path, data in archive.files().items() if "search/" in path}
        assert archive.build(search=True).indexed == ()
        archive.write("theme/static/site.css", "p { color: red }")
        report = archive.build(search=True)
        assert report.indexed == ()
        assert report.rendered
        assert {
            path: data for path, data in archive.files().items() if "search/" in path and "search/index" not in path
        }.items() <= before.items()

    def test_a_new_newest_article_leaves_the_older_part_alone(self, archive: Workshop) -> None:
        archive.article("10", date="2022-10-05")
        archive.build(search=True)
        older = listed(archive)[1:]
        archive.article("11", date="2022-11-05")
        assert len(archive.build(search=True).indexed) == 1
        assert [part["count"] for part in listed(archive)] == [3, 4, 4]
        assert listed(archive)[1:] == older

    def test_what_a_record_shows_counts(self, archive: Workshop) -> None:
        archive.build(search=True)
        for title in ("Number 2", "Number two"):
            archive.article("2", "The body of number 2.", title=title, date="2022-02-05", dateline="Osh")
            assert len(archive.build(search=True).indexed) == 1

    def test_the_words_of_a_correction_count(self, archive: Workshop) -> None:
        for text, indexed in (("Of camels.", 2), ("Of mares.", 1)):
            corrections = [{"date": "2022-03-01", "text": text}]
            archive.article("2", "The body of number 2.", title="Number 2", date="2022-02-05", corrections=corrections)
            assert len(archive.build(search=True).indexed) == indexed

    def test_an_index_that_lost_a_file_is_made_again(self, archive: Workshop) -> None:
        archive.build(search=True)
        next((archive.site / "assets/fixed/search").rglob("*.pf_meta")).unlink()
        assert len(archive.build(search=True).indexed) == 1
        assert len(list((archive.site / "assets/fixed/search").rglob("*.pf_meta"))) == 2

    def test_equal_articles_give_equal_files(self, archive: Workshop) -> None:
        for number in range(1, 8):
            archive.article(f"{number}", date=f"2022-0{number}-05", region=["central-asia", "caucasus"], tags=list("abcdefgh"))
        built = []
        for _ in range(3):
            archive.build(search=True)
            built.append(archive.files())
            shutil.rmtree(archive.site / "assets/fixed/search")
        assert built[0] == built[1] == built[2]

    def test_no_file_names_the_system_that_packed_it(self, archive: Workshop) -> None:
        archive.build(search=True)
        packed = [data for path, data in archive.files().items() if path.endswith((".pf_meta", ".pf_filter"))]
        assert packed
        assert {data[9] for data in packed} == {255}  # RFC 1952: unknown

    def test_the_cache_is_not_needed_to_find_an_index_again(self, archive: Workshop) -> None:
        archive.build(search=True)
        assert archive.build(search=True, cache=None).indexed == ()


class TestWords:
    """What a misspelled word is compared with."""

    def test_they_are_those_of_titles_and_names_as_they_are_printed_the_most_frequent_first(self, workshop: Workshop) -> None:
        workshop.article(
            "1", "Body.", title="Nazarbayev’s rail way, 2019", region="kazakhstan", tags=["Gorno-Badakšan"], author="Ann Ng"
        )
        workshop.article("2", "Body.", title="RAIL and Rail in the Łódź of Gʻijduvon", region="kazakhstan", author="Ann Ng")
        workshop.article("3", "Body.", title="Rail", date="2021-01-05", region="caucasus", author="Ann Ng")
        workshop.article("4", "Body.", title="Withdrawn", withdrawn={"date": "2023-01-01", "reason": "Wrong."})
        workshop.build(search=True)
        assert vocabularies(workshop) == {"en": [
            "Rail", "Asia", "Central", "Kazakhstan", "Badakšan", "Caucasus", "G‘ijduvon", "Gorno", "Łódź lódź", "Nazarbayev’s", "",
        ]}  # fmt: skip

    def test_each_language_with_spaces_between_words_has_its_own(self, workshop: Workshop) -> None:
        named = {"region": "kazakhstan", "author": "A B"}
        workshop.article("fr", title="L’Ouzbékistan", lang="fr", **named)
        workshop.article("fa", title="كشورها", lang="fa", **named)
        workshop.article("hi", title="कज़ाख़स्तान में", lang="hi", **named)
        workshop.article("zh", title="能源峰会能源峰会", lang="zh", **named)
        workshop.build(search=True)
        found = {lang: words[:-1] for lang, words in vocabularies(workshop).items()}
        assert all(words[:3] == ["Asia", "Central", "Kazakhstan"] for words in found.values())
        assert {lang: words[3:] for lang, words in found.items()} == {
            "fr": ["Ouzbékistan"], "fa": ["كشورها کشورها"], "hi": ["कज़ाख़स्तान"]
        }  # fmt: skip

    def test_the_text_of_an_article_changes_none_and_nor_does_a_new_one_of_known_words(self, archive: Workshop) -> None:
        archive.build(search=True)
        before = {part["words"] for part in listed(archive)}
        archive.article("2", "Another body.", title="Number 2", date="2022-02-05")
        archive.article("10", "The body of number 10.", title="Number 10", date="2022-10-05")
        archive.build(search=True)
        assert {part["words"] for part in listed(archive)} == before
        archive.article("11", "The body of number 11.", title="Camels", date="2022-11-05")
        archive.build(search=True)
        assert {part["words"] for part in listed(archive)}.isdisjoint(before)
        assert len([path for path in archive.files() if path.endswith("words.txt")]) == 1


class TestWithoutSearch:
    def test_standalone_pages_stand_in_the_order_of_their_letters(self, archive: Workshop) -> None:
        for title in ("Über uns", "Zahlen", "Contact"):
            archive.write(f"content/pages/{title.split()[-1].lower()}.md", f"---\ntitle: {title}\n---\nText.\n")
        archive.build(search=False)
        found = archive.page("search/index.html").words("//section[@class='browse']//a")
        assert [title for title in found if title in {"Contact", "Über uns", "Zahlen"}] == ["Contact", "Über uns", "Zahlen"]

    def test_no_index_no_box_and_the_same_page_to_browse(self, archive: Workshop) -> None:
        archive.build(search=True)
        assert "search" in archive.read("index.html")
        archive.build(search=False)
        assert not [path for path in archive.files() if path.startswith(("assets/search", "assets/fixed/search/"))]
        assert archive.page("index.html").all("//form[@role='search']") == []
        page = archive.page("search/index.html")
        assert page.all("//form[@role='search']") == []
        assert "/2022/" in page.all("//section[@class='browse']//a/@href")
        assert "wasm" not in archive.read("_headers")

    def test_an_index_that_cannot_be_made_refuses_and_changes_nothing(
        self, archive: Workshop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        archive.build(search=True)
        before = archive.files()
        archive.article("2", "Another body.", title="Number 2", date="2022-02-05")
        monkeypatch.setattr("pagefind_bin_extended.get_executable", lambda: "/bin/false")
        with pytest.raises(Refused, match="--no-search"):
            archive.build(search=True)
        assert archive.files() == before

    def test_the_list_of_indexes_has_its_address_to_itself(self, archive: Workshop) -> None:
        archive.write("content/static/assets/search.json", "{}")
        with pytest.raises(Rejected) as rejection:
            archive.build(search=True)
        assert "content/static/assets/search.json" in str(rejection.value.problems[0])
        archive.build(search=False)


HOSTILE = """\
Write `<img src=x onerror="document.title='run'">` and `<script>document.title='run'</script>` about kumis[^1].

[^1]: Of mares.
"""


@needs_browser
class TestReader:
    @pytest.fixture
    def found(self, archive: Workshop) -> Iterator[tuple[Workshop, Page, str]]:
        """Yield the archive, served, and a page of a browser."""
        archive.article("8", HOSTILE, title="Kumis & Gorno-Badakšan", date="2022-08-05", region=["kazakhstan", "caucasus"])
        archive.article("7", "Of kumis too.", title="Number 7", date="2022-07-05", tags=["Milk"])
        archive.article("1", "Кумыс.", title="Кумыс", date="2022-01-05", lang="ru")
        archive.build(search=True)
        with serving(archive.site) as address, opened(address, scripts=True) as tab:
            yield archive, tab, address

    def titles(self, page: Page, status: str) -> list[str]:
        page.wait_for_function("text => document.querySelector('.search-status').textContent.trim() === text", arg=status)
        return page.locator(".search-results h2").all_inner_texts()

    def test_finds_by_text_and_title_without_regard_to_accents(self, found: tuple[Workshop, Page, str]) -> None:
        _, page, address = found
        page.goto(f"{address}/")
        page.get_by_role("searchbox").fill("kumis")
        page.get_by_role("searchbox").press("Enter")
        assert self.titles(page, "Articles found: 2") == ["Kumis & Gorno-Badakšan", "Number 7"]
        page.get_by_role("searchbox").fill("badaksan")
        assert len(self.titles(page, "Articles found: 1")) == 1
        assert page.url.endswith("/search/?q=badaksan")

    def test_shows_what_an_article_says_and_runs_none_of_it(self, found: tuple[Workshop, Page, str]) -> None:
        _, page, address = found
        page.goto(f"{address}/search/?q=kumis")
        self.titles(page, "Articles found: 2")
        assert page.locator(".search-results mark").first.inner_text() == "kumis"
        page.goto(f"{address}/search/?q=write")
        self.titles(page, "Articles found: 1")
        assert "<img src=x" in page.locator(".search-results .card-excerpt").inner_text()
        assert "about kumis. Of mares." in page.locator(".search-results .card-excerpt").inner_text(), "and no mark or arrow"
        assert page.locator(".search-results img, .search-results b").count() == 0
        assert page.title().startswith("Search")

    def test_filters_and_orders(self, found: tuple[Workshop, Page, str]) -> None:
        _, page, address = found
        page.goto(f"{address}/search/?q=kumis&order=newest")
        assert self.titles(page, "Articles found: 2")[1] == "Number 7"
        page.get_by_text("Order and filters").click()
        page.get_by_label("Tag").select_option("Milk")
        assert self.titles(page, "Articles found: 1") == ["Number 7"]
        page.get_by_label("Tag").select_option("")
        page.get_by_label("Region").select_option("Caucasus")
        assert len(self.titles(page, "Articles found: 1")) == 1
        page.goto(f"{address}/search/?region=Central Asia&year=2022")
        assert len(self.titles(page, "Articles found: 9")) == 9, "within a region are the regions within it"

    def test_each_language_is_searched_in_its_own_index(self, found: tuple[Workshop, Page, str]) -> None:
        _, page, address = found
        page.goto(f"{address}/search/?q=кумыс&lang=ru")
        assert self.titles(page, "Articles found: 1") == ["Кумыс"]
        page.goto(f"{address}/search/?q=кумыс&lang=en")
        assert self.titles(page, page.locator(".search-status").get_attribute("data-none-chosen") or "") == []

    def test_unless_one_is_chosen_every_language_is_searched_that_of_the_page_first(
        self, found: tuple[Workshop, Page, str]
    ) -> None:
        _, page, address = found
        page.goto(f"{address}/search/?q=кумыс")
        assert self.titles(page, "Articles found: 1") == ["Кумыс"]
        result = page.locator(".search-results .card")
        assert result.get_attribute("lang") == "ru"
        assert result.locator(".card-language").inner_text() == "Russian"
        page.goto(f"{address}/search/?region=Kazakhstan")
        assert self.titles(page, "Articles found: 9")[-1] == "Кумыс", "by date, it is the oldest"
        page.get_by_label("Language").select_option("Russian")
        assert self.titles(page, "Articles found: 1") == ["Кумыс"]

    def test_by_date_the_languages_are_mixed(self, archive: Workshop) -> None:
        for month in (2, 5, 6, 9):
            archive.article(
                f"ru-{month}", "Кумыс: kumis.", title=f"Номер {month}", date=f"2022-{month:02}-06T07:00+05:00", lang="ru"
            )
        for number in range(12):
            archive.article(f"uz-{number}", "Kumis.", title=f"Qimiz {number}", date=f"{2010 + number}-01-05", lang="uz")
        archive.build(search=True)
        with serving(archive.site) as address, opened(address, scripts=True) as page:
            page.goto(f"{address}/search/?region=Kazakhstan")
            days = []
            for count in (10, 20, 25):
                page.wait_for_function("n => document.querySelectorAll('.search-results time').length === n", arg=count)
                days = page.evaluate("[...document.querySelectorAll('.search-results time')].map(day => day.dateTime)")
                if count < 25:
                    page.locator(".search-more button").click()
            assert not page.locator(".search-more").is_visible()
            assert days == sorted(days, reverse=True)
            assert page.locator(".search-results h2").all_inner_texts()[:3] == ["Номер 9", "Number 9", "Number 8"]

    def test_two_quick_clicks_show_the_next_results_once_and_in_order(self, archive: Workshop) -> None:
        for number in range(40):
            archive.article(f"many-{number}", "Of kumis.", title=f"Of kumis {number:02}", date=f"2022-09-{1 + number % 28:02}")
        archive.build(search=True)
        with serving(archive.site) as address, opened(address, scripts=True) as page:
            page.goto(f"{address}/search/?q=kumis&order=newest")
            self.titles(page, "Articles found: 40")
            days = "[...document.querySelectorAll('.search-results time')].map(day => day.dateTime)"
            page.evaluate("const button = document.querySelector('.search-more button'); button.click(); button.click();")
            page.wait_for_function("() => document.querySelectorAll('.search-results time').length >= 20")
            page.wait_for_load_state("networkidle")
            found = page.evaluate(days)
            assert len(found) == 20
            assert found == sorted(found, reverse=True)

    def test_says_when_nothing_is_found(self, found: tuple[Workshop, Page, str]) -> None:
        _, page, address = found
        page.goto(f"{address}/search/?q=zyzzyva")
        assert self.titles(page, "Nothing was found. Try fewer or other words, or browse.") == []

    def test_older_parts_are_asked_on_demand(self, archive: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(findable, "CLOSED", 1)
        archive.build(search=True)
        asked: list[str] = []
        with serving(archive.site) as address, opened(address, scripts=True) as page:
            page.on("request", lambda request: asked.append(request.url))
            page.goto(f"{address}/search/?q=body&order=newest")
            for count in (3, 5):
                self.titles(page, f"Articles found so far: {count}")
                page.get_by_role("button", name="More results").click()
            self.titles(page, "Articles found: 9")
            assert page.locator(".search-results h2").first.inner_text() == "Number 9"
            assert page.locator(".search-results h2").last.inner_text() == "Number 1"

    def test_older_parts_are_asked_by_themselves_until_something_is_found(
        self, archive: Workshop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(findable, "CLOSED", 1)
        archive.article("1", "Of kumis.", title="Milk of mares", date="2022-01-05")
        archive.build(search=True)
        asked: list[str] = []
        with serving(archive.site) as address, opened(address, scripts=True) as page:
            page.on("request", lambda request: asked.append(request.url))
            for query in ("q=milk of mares", "q=kumis&order=newest"):
                page.goto(f"{address}/search/?{query}")
                assert self.titles(page, "Articles found: 1") == ["Milk of mares"]
            page.goto(f"{address}/search/?q=zyzzyva")
            assert self.titles(page, "Nothing was found. Try fewer or other words, or browse.") == []
            asked.clear()
            page.goto(f"{address}/search/?q=body")
            assert len(self.titles(page, "Articles found so far: 3")) == 3
            assert len({url for url in asked if url.endswith(".pf_meta")}) == 2, "no more than these are needed"

    def test_few_parts_that_are_small_are_asked_at_once_so_that_the_number_is_that_of_all(
        self, archive: Workshop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(findable, "CLOSED", 20)
        for number in range(12):
            archive.article(f"new-{number}", "The body.", title=f"New {number}", date=f"2022-10-{1 + number:02}")
        archive.article("ru", "Кумыс: body.", title="Кумыс", date="2018-01-05", lang="ru")
        archive.build(search=True)
        with serving(archive.site) as address, opened(address, scripts=True) as page:
            page.goto(f"{address}/search/?q=body")
            assert len(self.titles(page, "Articles found: 22")) == 10
            more = page.get_by_role("button", name="More results")
            more.click()
            page.wait_for_function("() => document.querySelectorAll('.search-results h2').length === 20")
            more.click()
            page.wait_for_function("() => document.querySelectorAll('.search-results h2').length === 22")
            titles = page.locator(".search-results h2").all_inner_texts()
            assert len(set(titles)) == 22
            assert titles[-1] == "Number 1", "the oldest of the older part"
            assert more.is_hidden()
            archive.write(
                "site/assets/search.json", archive.read("assets/search.json").replace('"count": 1\n', '"count": 2000\n')
            )
            page.goto(f"{address}/search/?q=body")
            assert len(self.titles(page, "Articles found so far: 12")) == 10
            assert page.get_by_role("button", name="More results").is_visible()

    def test_words_in_a_row_come_before_words_apart(self, archive: Workshop) -> None:
        archive.article("9", "Mares of a farm: mares, milk, mares, milk.", title="Mares", date="2022-09-05")
        archive.article("8", f"Milk of mares. {'Nothing else of it. ' * 99}", title="Milk of mares: a report", date="2022-08-05")
        archive.article("7", "Asanov met Irina, and Irina met Asanov. Asanov! Irina!", title="Irina", date="2022-07-05")
        archive.article("6", f"Nothing. {'Nothing else of it. ' * 99}", date="2022-06-05", author="Irina Asanov")
        archive.article("5", "Irina.", title="Irina", date="2022-05-05", author="Irina Bek", tags=["Milk", "Asanov"])
        archive.build(search=True)
        with serving(archive.site) as address, opened(address, scripts=True) as page:
            page.goto(f"{address}/search/?q=milk of mares")
            assert self.titles(page, "Articles found: 2")[0] == "Milk of mares: a report"
            page.goto(f"{address}/search/?q=Irina Asanov")
            assert len(self.titles(page, "Articles found: 3")) == 3
            assert page.locator(".search-results time").first.inner_text() == "5 June 2022"

    def test_nothing_of_it_is_loaded_before_it_is_used(self, scripted: Page, address: str) -> None:
        asked: list[str] = []
        scripted.on("request", lambda request: asked.append(request.url))
        scripted.goto(f"{address}/", wait_until="networkidle")
        assert not [url for url in asked if "search" in url]
        scripted.goto(f"{address}/search/", wait_until="networkidle")
        assert [url for url in asked if "pagefind" in url or url.endswith("search.json")] == []
        scripted.get_by_role("searchbox").focus()
        scripted.wait_for_function(
            "() => performance.getEntriesByType('resource').some(entry => entry.name.includes('pagefind'))"
        )

    def test_without_words_no_index_of_words_is_loaded(self, scripted: Page, address: str) -> None:
        asked: list[str] = []
        scripted.on("request", lambda request: asked.append(request.url))
        scripted.goto(f"{address}/search/")
        scripted.get_by_text("Order and filters").click()
        scripted.get_by_label("Region").locator("option").nth(1).wait_for(state="attached")
        scripted.goto(f"{address}/search/?region=Kazakhstan", wait_until="networkidle")
        scripted.locator(".search-results h2").first.wait_for()
        scripted.get_by_label("Tag").locator("option").nth(1).wait_for(state="attached")
        assert [url for url in asked if "pf_index" in url] == []
        scripted.get_by_role("searchbox").fill("railway")
        scripted.get_by_role("searchbox").press("Enter")
        scripted.locator(".search-results mark").first.wait_for()
        assert [url for url in asked if "pf_index" in url] != []

    def test_what_the_parts_of_a_language_share_is_loaded_once(self, archive: Workshop) -> None:
        archive.build(search=True)
        asked: list[str] = []
        with serving(archive.site) as address, opened(address, scripts=True) as page:
            page.on("request", lambda request: asked.append(request.url))
            page.goto(f"{address}/search/?q=body")
            assert len(self.titles(page, "Articles found: 9")) == 9
            page.get_by_text("Order and filters").click()
            page.get_by_label("Year").select_option("2022")
        assert len([url for url in asked if "wasm" in url]) == 1

    def test_a_first_query_is_light(self, scripted: Page, address: str) -> None:
        asked: list[int] = []
        scripted.on("requestfinished", lambda request: asked.append(request.sizes()["responseBodySize"]))
        scripted.goto(f"{address}/search/?q=railway", wait_until="networkidle")
        scripted.locator(".search-results h2").first.wait_for()
        assert sum(asked) < 300_000

    def test_a_part_that_lacks_what_others_lack_is_asked_for_nothing_else(
        self, archive: Workshop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """And of what has no answer, no more is loaded than shows that."""
        monkeypatch.setattr(findable, "CLOSED", 1)
        archive.build(search=True)
        fragments: list[str] = []
        with serving(archive.site) as address, opened(address, scripts=True) as page:
            page.on("request", lambda request: fragments.append(request.url) if "pf_fragment" in request.url else None)
            page.goto(f"{address}/search/?q=body nimber")
            page.get_by_text("Did you mean: body Number").wait_for()
            assert len(fragments) <= len(listed(archive)), "one of each part"
            words = page.evaluate("performance.getEntriesByType('resource').filter(one => one.name.includes('pf_index')).length")
            assert words > 0

    def test_without_a_script_the_box_leads_to_where_one_browses(self, page: Page, address: str) -> None:
        page.goto(f"{address}/")
        page.get_by_role("searchbox").fill("railway")
        page.get_by_role("searchbox").press("Enter")
        page.wait_for_url("**/search/?q=railway")
        assert not page.locator("form.search").is_visible()
        page.get_by_role("region", name="Browse").get_by_role("link", name="2022").click()
        assert page.get_by_role("heading", level=1).inner_text() == "2022"


WATCHED = """() => {
  window.said = 0;
  new MutationObserver(() => (window.said += 1)).observe(document.querySelector(".search-status"), { childList: true });
}"""
NOTHING = "Nothing was found. Try fewer or other words, or browse."
FILTERED = "Nothing was found with these filters."
LOST = "The search cannot be reached just now. Load the page again, or browse."


PAPER = "The paper «صوت العمال» (2022)! – 13 December, إيران"


def library(workshop: Workshop) -> None:
    """Write an archive in six languages, with the content that the searches below expect."""
    for number in range(14):
        region, tags = ("kazakhstan", ["Milk"]) if number % 2 else ("caucasus", ["Trade"])
        workshop.article(
            f"mares-{number:02}", "So kumis is a drink.", date=f"2022-09-{1 + number:02}", title=f"Of kumis {number:02}", region=region,
            tags=tags, author="Night Desk",
        )  # fmt: skip
    workshop.article(
        "old", "Kumis of old.", date="2015-02-03", region=["kazakhstan", "caucasus"], tags=["Trade", "UNESCO World Heritage"]
    )
    workshop.article(
        "signs", "They signed the water sharing agreement. It names Łódź, Iğdır, Gʻijduvon and the C5+1.", title="The end",
        corrections=[{"date": "2023-01-01", "text": "An earlier version forgot the camels."}],
    )  # fmt: skip
    road = f"Over {'the road, ' * 20}the salt of the road. Nothing {'of it ' * 30}."
    workshop.article("seat", f"It took the place. {road}", title="A seat of government", tags=["Gorno-Badakšan", "Łomża"])
    workshop.article("sea", "A sea is a sea, whatever the sea is.", title="Of water")
    workshop.article("ru", "О Каспийском море.", title="Каспий", lang="ru")
    water, tags = "水资源问题非常复杂，各国需要合作。" * 9, [f"天然气{number}" for number in range(20)]
    workshop.article("zh", f"{water}中国和乌兹别克斯坦签署了铁路协议。", title="能源峰会", summary="峰会。", lang="zh", tags=tags)
    workshop.article(
        "fr", "On parle de l’œuvre d’Aïtmatov, et du rapport qu’elle a.", title="L’aube", summary="Un mot.", lang="fr"
    )
    workshop.article("paper", "A newspaper.", title=PAPER, summary=f"Of {PAPER}.")
    workshop.article("fa", "کشتیرانی در سال ۲۰۱۸ و كشورها.", title="گزارش دریا", summary="گزارش.", lang="fa")
    workshop.article("ar", "اتفقت الدول الخمس على المياه.", title="NATO قمة", summary="قمة.", lang="ar")


@pytest.fixture(scope="module")
def reading_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Browser]]:
    """Yield the address of the search page of the library, and a browser."""
    workshop = Workshop(tmp_path_factory.mktemp("library"))
    library(workshop)
    workshop.build(search=True)
    with serving(workshop.site) as address, browsing() as browser:
        yield f"{address}/search/", browser


@needs_browser
class TestLibrary:
    @pytest.fixture
    def page(self, reading_room: tuple[str, Browser]) -> Iterator[Page]:
        """Yield a page of the browser, on the search page."""
        address, browser = reading_room
        tab = browser.new_page()
        tab.goto(address)
        yield tab
        tab.close()

    def says(self, page: Page, status: str) -> list[str]:
        """Wait until the status of `page` is as given; return the titles that it shows."""
        page.wait_for_function("text => document.querySelector('.search-status').textContent.trim() === text", arg=status)
        return page.locator(".search-results h2").all_inner_texts()

    def ask(self, page: Page, query: str, status: str) -> list[str]:
        """Search for `query`."""
        page.evaluate("document.querySelector('.search-status').textContent = ''")
        page.get_by_role("searchbox").fill(query)
        page.get_by_role("searchbox").press("Enter")
        return self.says(page, status)

    def offered(self, page: Page, label: str) -> list[str]:
        """Return what a menu offers, once it offers anything."""
        menu = page.get_by_label(label)
        menu.locator("option").nth(1).wait_for(state="attached")
        return menu.locator("option").all_inner_texts()[1:]

    def test_each_language_is_searched_by_its_own_stems(self, page: Page) -> None:
        self.ask(page, "kumis", "Articles found so far: 15")
        assert self.ask(page, "Каспийского моря", "Articles found: 1") == ["Каспий"]
        assert self.ask(page, "الدول", "Articles found: 1") == ["NATO قمة"]
        assert self.ask(page, "signing", "Articles found: 1") == ["The end"]

    def test_words_are_found_whatever_keyboard_of_their_script_they_are_typed_on(self, page: Page) -> None:
        for query in ("کشتیرانی", "كشتيراني", "كشتيرانى", "۲۰۱۸", "٢٠١٨", "کشورها", "كشورها", "دريا"):
            assert self.ask(page, query, "Articles found: 1") == ["گزارش دریا"], query
        for query in ("المياه", "المیاه"):
            assert self.ask(page, query, "Articles found: 1") == ["NATO قمة"], query

    @pytest.mark.parametrize("lang", ["ar", "fa", "ug", "ur"])
    def test_the_script_types_letters_and_digits_as_the_index_has_them(self, page: Page, lang: str) -> None:
        lacked, as_typed = findable._typing(lang)
        script = (PROJECT / "theme/static/search.js").read_text(encoding="utf-8")
        known = script[script.index("function divided") : script.index("// For an unknown word")]
        signs = list(findable.DIGITS | findable.KEYBOARD["ar"] | findable.KEYBOARD[""])
        found = page.evaluate(
            f"texts => {{ {known} return texts.map(text => divided(text, {{ lang: '{lang}', dir: 'rtl' }})) }}", signs
        )
        assert found == [sign.translate(as_typed) for sign in signs]
        assert all(lacked.search(sign) for sign, typed in zip(signs, found, strict=True) if sign != typed)

    def test_a_word_that_no_article_has_finds_none(self, page: Page) -> None:
        """Pagefind alone would find a prefix or another form: so, the, drink."""
        assert [self.ask(page, query, NOTHING) for query in ("solar", "theory", "drift", "zyzzyva")] == [[]] * 4

    def test_which_of_several_words_no_article_has_is_said(self, page: Page) -> None:
        without = page.locator(".search-ways a")
        for query, rest in (("camels qqqq", "qqqq"), ("Night Owl Desk", "Owl")):
            assert self.ask(page, query, NOTHING) == []
            assert without.inner_text() == f"Search without: {rest}"
        assert self.ask(page, "zyzzyva", NOTHING) == []
        assert without.is_hidden(), "nothing is left to search for"
        self.ask(page, "camels qqqq", NOTHING)
        without.click()
        assert self.says(page, "Articles found: 1") == ["The end"]
        assert page.get_by_role("searchbox").input_value() == "camels"
        assert without.is_hidden()

    def test_a_word_that_is_misspelled_is_corrected(self, page: Page) -> None:
        """By way of titles and names: Kazakhstan, UNESCO World Heritage, Gorno-Badakšan, Łomża, Каспий."""
        meant = page.get_by_role("status").get_by_role("link")
        for query, right in {
            "kazakstan": "Kazakhstan", "Kazahkstan": "Kazakhstan", "akzakhstan": "Kazakhstan", "unseco": "UNESCO",
"Gornno-Badahkshan": "Gorno-Badakšan", "place badahkshan": "place Badakšan", '"world hertage"': '"world Heritage"',
            "Lomsza": "Łomża", "Касбий": "Каспий", "گزازش": "گزارش", "كزارش": "گزارش",
        }.items():  # fmt: skip
            self.ask(page, query, f"{NOTHING} Did you mean: {right}")
            assert meant.inner_text() == f"Did you mean: {right}"
        self.ask(page, "kazakstan", f"{NOTHING} Did you mean: Kazakhstan")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert meant.evaluate("link => link === document.activeElement")
        page.keyboard.press("Enter")
        page.locator(".search-results h2").first.wait_for()
        assert page.get_by_role("searchbox").input_value() == "Kazakhstan"
        assert meant.count() == 0

    def test_a_word_is_not_corrected_that_is_right_or_short_or_like_no_other(self, page: Page) -> None:
        assert [self.ask(page, query, NOTHING) for query in ("caucasus camels", "ruk", "zyzz", "kumo")] == [[]] * 4
        page.goto(f"{page.url.partition('?')[0]}?q=camels&region=Caucasus")
        assert self.says(page, FILTERED) == []

    def test_a_misspelled_word_keeps_its_filters(self, page: Page) -> None:
        page.goto(f"{page.url}?q=heritge&region=Caucasus")
        self.says(page, f"{FILTERED} Did you mean: Heritage")
        page.get_by_role("status").get_by_role("link").click()
        assert len(self.says(page, "Articles found: 1")) == 1
        assert page.evaluate("location.search") == "?q=Heritage&region=Caucasus"

    def test_words_that_cannot_be_loaded_are_in_the_way_of_no_answer(self, page: Page) -> None:
        page.route("**/words.txt", lambda route: route.abort())
        self.ask(page, "kazakstan", NOTHING)
        page.unroute_all()
        self.ask(page, "kazakstann", f"{NOTHING} Did you mean: Kazakhstan")

    def test_filters_that_find_nothing_are_removed_at_once(self, page: Page) -> None:
        """They may be collapsed, and the words are not to blame."""
        clear = page.get_by_role("button", name="Remove the filters")
        assert len(self.ask(page, "camels", "Articles found: 1")) == 1
        assert clear.is_hidden()
        page.goto(f"{page.url}&region=Caucasus&lang=en&order=newest")
        assert self.says(page, FILTERED) == []
        clear.click()
        assert self.says(page, "Articles found: 1") == ["The end"]
        assert clear.is_hidden()
        assert page.evaluate("document.activeElement.localName") == "summary", "the focus is not lost"
        assert page.evaluate("location.search") == "?q=camels&order=newest"
        page.go_back()
        assert self.says(page, FILTERED) == []

    def test_an_article_is_found_as_people_type(self, page: Page) -> None:
        typed = {
            "Old": ("UNESCO", '"World Heritage"'),  # a tag
            "The end": (
                "forgot the camels",  # a correction
                "“water sharing”", "Lodz", "IĞDIR", "igdir", "G'ijduvon", "Gʻijduvon", "C5+1", "«water sharing»",
            ),
            "能源峰会": ("铁路", "乌兹别克斯坦铁路", "能源"),  # the last only in the title
            "L’aube": ("œuvre", "l’œuvre", "elle", "aube"),
        }  # fmt: skip
        found = {title: [self.ask(page, query, "Articles found: 1") for query in queries] for title, queries in typed.items()}
        assert found == {title: [[title]] * len(queries) for title, queries in typed.items()}

    def test_neither_another_order_than_that_of_a_phrase_is_found_nor_an_address(self, page: Page) -> None:
        assert [self.ask(page, query, NOTHING) for query in ("“sharing water”", "mares")] == [[], []]

    def test_an_author_is_found_by_name(self, page: Page) -> None:
        assert len(self.ask(page, "Night Desk", "Articles found so far: 14")) == 10

    def test_a_word_comes_before_a_longer_one_in_a_title(self, page: Page) -> None:
        assert self.ask(page, "sea", "Articles found: 2") == ["Of water", "A seat of government"]

    @pytest.mark.parametrize(
        ("lost", "query"), [("pf_index", "q=kumis"), ("pf_filter", "q=kumis&region=Caucasus"), ("js?", "q=kumis")]
    )
    def test_what_cannot_be_loaded_is_told_and_asked_for_again(self, page: Page, lost: str, query: str) -> None:
        page.route(lambda url: lost in url, lambda route: route.abort())
        page.goto(f"{page.url}?{query}")
        assert self.says(page, LOST) == []
        page.unroute_all()
        page.get_by_role("searchbox").press("Enter")
        assert len(self.says(page, "Articles found so far: 15" if query == "q=kumis" else "Articles found: 8")) > 7

    def test_a_file_that_is_gone_is_in_the_way_of_no_other_search(self, page: Page) -> None:
        gone: list[str] = []

        def answer(route: Route) -> None:
            gone.append(route.request.url if not gone else "")
            route.fulfill(status=404) if route.request.url in gone else route.continue_()

        page.route("**/*.pf_index", answer)
        self.ask(page, "kumis", LOST)
        page.get_by_text("Order and filters").click()
        page.get_by_label("Language").select_option("Russian")
        self.says(page, FILTERED)
        assert self.ask(page, "Каспий", "Articles found: 1") == ["Каспий"]

    def test_what_is_shown_stays_if_more_cannot_be_loaded(self, page: Page) -> None:
        self.ask(page, "kumis", "Articles found so far: 15")
        page.route("**/*.pf_fragment", lambda route: route.fulfill(status=503))
        page.get_by_role("button", name="More results").click()
        assert len(self.says(page, LOST)) == 10
        page.unroute_all()
        page.get_by_role("button", name="More results").click()
        assert len(set(self.says(page, "Articles found: 15"))) == 15

    def test_the_focus_goes_to_the_first_of_more_results(self, page: Page) -> None:
        self.ask(page, "kumis", "Articles found so far: 15")
        page.get_by_role("button", name="More results").click()
        eleventh = page.locator(".search-results a").nth(10)
        eleventh.wait_for()
        assert eleventh.evaluate("link => link === document.activeElement")

    def test_what_was_searched_already_is_not_searched_again(self, page: Page) -> None:
        """Otherwise a result that has the focus meanwhile would lose it."""
        for query in ("", "?q=kumis&region=Caucasus"):
            page.goto(page.url.partition("?")[0] + query)
            page.evaluate(
                "lists = new Set(); results = document.querySelector('.search-results');"
                "new MutationObserver(() => results.firstChild && lists.add(results.firstElementChild)).observe(results, { childList: true })"
            )
            self.ask(page, "kumis", "Articles found: 8" if query else "Articles found so far: 15")
            page.wait_for_timeout(300)
            assert page.evaluate("lists.size") == 1

    def test_on_a_phone_the_query_is_seen_whole_in_large_type_and_filters_leave_room_for_results(self, page: Page) -> None:
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(f"{page.url}?q=kumis&region=Caucasus")
        self.says(page, "Articles found: 8")
        assert page.locator(".search-results a").first.evaluate("link => link.getBoundingClientRect().bottom") < 720
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        box = page.get_by_role("searchbox")
        assert box.evaluate("box => box.clientWidth / parseFloat(getComputedStyle(box).fontSize)") > 7, "half as many letters"

    def test_results_stay_until_others_are_there_and_their_number_is_told_once(self, page: Page) -> None:
        self.ask(page, "sea", "Articles found: 2")  # so that all is loaded
        self.ask(page, "kumis", "Articles found so far: 15")
        page.evaluate(
            "told = []; least = 99; new MutationObserver(() => told.push(document.querySelector('.search-status').textContent))"
            ".observe(document.querySelector('.search-status'), { childList: true, characterData: true, subtree: true });"
            "new MutationObserver(() => (least = Math.min(least, document.querySelectorAll('.search-results h2').length)))"
            ".observe(document.querySelector('.search-results'), { childList: true })"
        )
        self.ask(page, "sea", "Articles found: 2")
        assert page.evaluate("told") == ["", "Articles found: 2"]
        assert page.evaluate("least") == 2

    def test_the_menus_offer_something_before_anything_was_searched(self, page: Page) -> None:
        page.get_by_text("Order and filters").click()
        assert self.offered(page, "Region")[:2] == ["Central Asia (17)", "Kazakhstan (17)"]
        assert self.offered(page, "Year") == ["2022 (23)", "2015 (1)"]
        assert page.locator(".search-results h2").count() == 0
        page.get_by_label("Language").select_option("Russian")
        assert self.says(page, "Articles found: 1") == ["Каспий"]
        page.get_by_text("Order and filters (1)").wait_for()

    def test_the_menus_offer_what_is_left_with_true_numbers(self, page: Page) -> None:
        page.goto(f"{page.url}?q=kumis&region=Caucasus")
        self.says(page, "Articles found: 8")
        assert self.offered(page, "Tag") == ["Trade (8)", "UNESCO World Heritage (1)"]
        assert self.offered(page, "Region") == ["Caucasus", "Central Asia", "Kazakhstan"]
        page.get_by_label("Tag").select_option("Trade")
        self.says(page, "Articles found: 8")
        page.get_by_text("Order and filters (2)").wait_for()

    def test_a_filter_is_never_out_of_sight(self, page: Page) -> None:
        page.goto(f"{page.url}?q=kumis&lang=ru")
        self.says(page, FILTERED)
        assert page.get_by_label("Language").is_visible()
        assert page.get_by_text("Order and filters (1)").is_visible()

    def test_other_results_are_announced_even_if_there_are_as_many(self, page: Page) -> None:
        """WCAG 4.1.3: a screen reader reads a status only when it changes."""
        first = self.ask(page, "الدول", "Articles found: 1")
        page.evaluate(WATCHED)
        for number, query in enumerate(("camels", "الدول", "camels"), 1):
            page.get_by_role("searchbox").fill(query)
            page.wait_for_function("number => said === number", arg=number)
            assert (self.says(page, "Articles found: 1") == first) == (number == 2)

    def test_a_walk_through_a_menu_is_one_step_back(self, page: Page) -> None:
        self.ask(page, "kumis", "Articles found so far: 15")
        page.get_by_text("Order and filters").click()
        before = page.evaluate("history.length")
        page.get_by_label("Order").focus()
        for key in ("ArrowDown", "ArrowUp", "ArrowDown"):
            page.keyboard.press(key)
        page.wait_for_function("() => location.search.includes('order=newest')")
        assert page.evaluate("history.length") == before + 1
        page.go_back()
        page.wait_for_function("() => !location.search.includes('order')")
        assert page.get_by_label("Order").input_value() == ""

    def test_the_way_back_leads_to_what_was_submitted(self, page: Page) -> None:
        self.ask(page, "kumis", "Articles found so far: 15")
        page.get_by_role("searchbox").press_sequentially(" camels", delay=20)
        page.wait_for_timeout(300)
        self.ask(page, "sea", "Articles found: 2")
        assert page.title() == "Search: sea – Test Briefings"
        page.go_back()
        self.says(page, "Articles found so far: 15")
        assert page.get_by_role("searchbox").input_value() == "kumis"
        assert page.title() == "Search: kumis – Test Briefings"
        page.go_forward()
        self.says(page, "Articles found: 2")

    def test_each_word_of_a_result_is_in_its_language_and_direction(self, page: Page) -> None:
        self.ask(page, "الدول", "Articles found: 1")
        title, summary, day = (page.locator(f".search-results {place}") for place in (".card-title bdi", ".card-summary", "time"))
        assert title.evaluate("element => getComputedStyle(element).direction") == "rtl", "though it begins with a Latin word"
        assert title.evaluate("element => element.closest('[lang]').lang") == "ar"
        assert day.inner_text() == "13 December 2022"
        assert day.evaluate("element => element.closest('[lang]').lang") == "en"
        assert not summary.inner_text().endswith("…"), "nothing was left out"
        assert not title.evaluate("element => element.closest('a').pathname").endswith("search/")

    def test_a_passage_from_right_to_left_is_isolated_as_it_is_on_a_card_even_where_a_mark_begins_in_it(self, page: Page) -> None:
        """Otherwise the year, the date and what else follows it would be drawn into it."""
        isolated = PAPER.replace("صوت العمال", "\u2067صوت العمال\u2069").replace("إيران", "\u2067إيران\u2069")
        for query in ("paper", "العمال", "صوت", "إيران"):
            assert self.ask(page, query, "Articles found: 1") == [isolated]
            summary = isolated.replace("13 ", "13\u00a0")
            assert page.locator(".search-results .card-summary").inner_text() == f"Of {summary}."
            marks = page.locator(".search-results mark").all_inner_texts()
            assert [mark.strip("\u2067\u2069") for mark in marks] == [query]
        page.goto(page.url.partition("search/")[0] + "2022/12/")
        assert isolated in page.locator(".card-title").all_inner_texts()

    def test_the_script_knows_passages_from_right_to_left_as_pages_do(self, page: Page) -> None:
        chance = random.Random(2026)
        signs = ["العمال", "صوت", "٣", "ﻻ", "\U0001e900", "Tehran", "ст.", "12", "-", ", ", *'  “”"()«»']
        texts = ["".join(chance.choices(signs, k=chance.randint(1, 12))) for _ in range(3_000)]
        script = (PROJECT / "theme/static/search.js").read_text(encoding="utf-8")
        known = script[script.index("const RIGHT") : script.index("// Isolate")]
        marked = "(text, [start, end]) => `${text.slice(0, start)}\u2067${text.slice(start, end)}\u2069${text.slice(end)}`"
        found = page.evaluate(
            f"texts => {{ {known} return texts.map(text => passages(text).reduceRight({marked}, text)) }}", texts
        )
        assert found == [isolation.isolated(text) for text in texts]

    def test_what_stood_between_words_for_the_index_is_not_shown(self, page: Page) -> None:
        self.ask(page, "œuvre", "Articles found: 1")
        assert "l’œuvre d’Aïtmatov, et du rapport qu’elle a." in page.locator(".search-results .card-excerpt").inner_text()
        page.locator(".search-results a").click()
        assert page.get_by_role("heading", level=1).inner_text() == "L’aube"

    def test_what_stands_behind_a_text_for_the_index_is_not_shown(self, page: Page) -> None:
        shown = {}
        for query in ("铁路", "能源峰会", "天然气7", "天然气19"):
            assert self.ask(page, query, "Articles found: 1") == ["能源峰会"]
            assert page.locator(".search-results .card-summary").inner_text() == "峰会。"
            shown[query] = page.locator(".search-results .card-excerpt").all_inner_texts()
        assert shown.pop("铁路") == ["中国和乌兹别克斯坦签署了铁路协议。"]
        assert list(shown.values()) == [[], [], []]

    def test_a_result_shows_the_summary_and_where_a_word_stands_only_in_the_text_its_sentence(self, page: Page) -> None:
        """As a card does: what an article is about helps more to choose than words from the middle of it."""
        text = "They signed the water sharing agreement. It names Łódź, Iğdır, G‘ijduvon and the C5+1."
        summary = "A summary of two sentences. This is the second."
        for query, passages, marks in (
            ("end", [], []),  # in the title
            ("two end", [], ["two"]),
            ("Łomża", [], []),  # among the tags
            ("sharing", [f"{text} An earlier version forgot the camels."], ["sharing"]),
            ("sharing sentences", [f"{text} An earlier version forgot the camels."], ["sentences", "sharing"]),
            ("salt", ["… road, the road, the road, the road, the road, the road, the salt of the road."], ["salt"]),
        ):
            self.ask(page, query, "Articles found: 1")
            assert page.locator(".search-results .card-summary").all_inner_texts() == [summary]
            assert page.locator(".search-results .card-excerpt").all_inner_texts() == passages, query
            assert [mark.strip() for mark in page.locator(".search-results mark").all_inner_texts()] == marks, query
            assert page.locator(".search-results .card-authors").all_inner_texts() == ["Diplomacy Desk"]

    def test_no_line_of_a_result_ends_between_the_day_and_the_month(self, page: Page) -> None:
        self.ask(page, "newspaper", "Articles found: 1")
        assert "– 13\u00a0December" in (page.locator(".search-results .card-summary").text_content() or "")

    def test_a_box_without_its_script_says_so_after_a_while(self, page: Page) -> None:
        page.route("**/search.*.js", lambda route: route.abort())
        page.reload()
        late = page.get_by_text(LOST)
        assert not late.is_visible()
        page.evaluate("document.getAnimations().forEach(one => one.finish())")
        assert late.is_visible()
        page.unroute_all()
        page.reload()
        late.wait_for(state="detached")


def recorded(workshop: Workshop) -> str:
    """Return what Pagefind gets of the one article of `workshop`, with another text."""
    with Cache(None) as cache:
        edition = recipe.prepare(workshop.request(), source.scan(workshop.root), cache).agenda.plan.edition
    (card,) = edition.archive.cards
    return findable.record(edition, card, "<p>Text.</p>")


def test_a_record_has_the_summary_unless_that_is_the_first_paragraph(workshop: Workshop) -> None:
    workshop.configure("adoption: {defaults: {summary: first-paragraph}}\n")
    for summary, body in (("Short.", "<p>Short.</p><p>\u2063</p><p>Text.</p>"), (None, "<p>\u2063</p><p>Text.</p>")):
        workshop.article("2022/one", "Text.", date="2022-01-01", summary=summary)
        assert f"<body>{body}</body>" in recorded(workshop)


def test_what_a_record_says(workshop: Workshop) -> None:
    workshop.article(
        "2022/one", date="2022-01-01 02:00", title='"So" & x', region=["central-asia", "kazakhstan"], tags=['A "b" & c']
    )
    record = recorded(workshop)
    filters = re.findall(r'data-pagefind-filter="(\w+)\[content\]" content="([^"]*)"', record)
    assert filters == [
        ("region", "Central Asia"), ("region", "Kazakhstan"), ("tag", "A &quot;b&quot; &amp; c"), ("author", "Diplomacy Desk"),
        ("year", "2022"),
    ]  # fmt: skip
    assert 'data-pagefind-meta="title[content]" content="&quot;So&quot; &amp; x"' in record
    names = "Central Asia, Kazakhstan, A &quot;b&quot; &amp; c, Diplomacy Desk, 1 January 2022"
    assert f'data-pagefind-meta="names[content]" content="{names}"' in record
    assert "typed[content]" not in record, "all of it can be typed"
    assert 'data-pagefind-sort="date[content]" content="2021-12-31T21:00:00"' in record, "in UTC, whatever the zone"
