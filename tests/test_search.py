"""Search: what is indexed, what is indexed again, and what a reader finds."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from press import findable, recipe, source
from press.cache import Cache
from press.problems import Refused, Rejected
from tests.reader import needs_browser, opened, serving
from tests.workshop import Workshop


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
    return {path.split("/")[3] for path in archive.files() if path.startswith("assets/fixed/search/")}


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
        archive.article("2", "The body of number 2.", title="Number 2", date="2022-02-05", dateline="Osh")
        assert len(archive.build(search=True).indexed) == 1

    def test_an_index_that_lost_a_file_is_made_again(self, archive: Workshop) -> None:
        archive.build(search=True)
        next((archive.site / "assets/fixed/search").rglob("*.pf_meta")).unlink()
        assert len(archive.build(search=True).indexed) == 1
        assert len(list((archive.site / "assets/fixed/search").rglob("*.pf_meta"))) == 2

    def test_the_cache_is_not_needed_to_find_an_index_again(self, archive: Workshop) -> None:
        archive.build(search=True)
        assert archive.build(search=True, cache=None).indexed == ()


class TestWithoutSearch:
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
        page.wait_for_function("text => document.querySelector('.search-status').textContent === text", arg=status)
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
        assert "<img src=x" in page.locator(".search-results .card-summary").first.inner_text()
        assert "about kumis. Of mares." in page.locator(".search-results .card-summary").first.inner_text(), (
            "and no mark or arrow"
        )
        assert page.locator(".search-results img, .search-results b").count() == 0
        assert page.locator(".search-results mark").first.inner_text().startswith("kumis")
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
        assert self.titles(page, page.locator(".search-status").get_attribute("data-none") or "") == []

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
            self.titles(page, "Articles found so far: 40")
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
        monkeypatch.setattr(findable, "CLOSED", 2)
        archive.build(search=True)
        asked: list[str] = []
        with serving(archive.site) as address, opened(address, scripts=True) as page:
            page.on("request", lambda request: asked.append(request.url))
            page.goto(f"{address}/search/?q=body&order=newest")
            page.get_by_role("button", name="Search older articles").click()
            self.titles(page, "Articles found: 9")
            assert page.locator(".search-results h2").first.inner_text() == "Number 9"
            assert page.locator(".search-results h2").last.inner_text() == "Number 1"

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

    def test_a_first_query_is_light(self, scripted: Page, address: str) -> None:
        asked: list[int] = []
        scripted.on("requestfinished", lambda request: asked.append(request.sizes()["responseBodySize"]))
        scripted.goto(f"{address}/search/?q=railway", wait_until="networkidle")
        scripted.locator(".search-results h2").first.wait_for()
        assert sum(asked) < 300_000

    def test_without_a_script_the_box_leads_to_where_one_browses(self, page: Page, address: str) -> None:
        page.goto(f"{address}/")
        page.get_by_role("searchbox").fill("railway")
        page.get_by_role("searchbox").press("Enter")
        page.wait_for_url("**/search/?q=railway")
        assert not page.locator("form.search").is_visible()
        page.get_by_role("region", name="Browse").get_by_role("link", name="2022").click()
        assert page.get_by_role("heading", level=1).inner_text() == "2022"


def test_what_a_record_says(workshop: Workshop) -> None:
    workshop.article(
        "2022/one", date="2022-01-01 02:00", title='"So" & x', region=["central-asia", "kazakhstan"], tags=['A "b" & c']
    )
    with Cache(None) as cache:
        edition = recipe.prepare(workshop.request(), source.scan(workshop.root), cache).agenda.plan.edition
    (card,) = edition.archive.cards
    record = findable.record(edition, card, findable.lineage(edition), "<p>Text.</p>")
    filters = re.findall(r'data-pagefind-filter="(\w+)\[content\]" content="([^"]*)"', record)
    assert filters == [
        ("region", "Central Asia"), ("region", "Kazakhstan"), ("tag", "A &quot;b&quot; &amp; c"), ("author", "Diplomacy Desk"),
        ("year", "2022"),
    ]  # fmt: skip
    assert 'data-pagefind-meta="title[content]" content="&quot;So&quot; &amp; x"' in record
    assert 'data-pagefind-sort="date[content]" content="2021-12-31T21:00:00"' in record, "in UTC, whatever the zone"
