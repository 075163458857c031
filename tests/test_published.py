"""The checklist of excellent published pages: each test is named after the row that it checks.

P1, P2, P53 (validators, Lighthouse) are held by test_audit.py; P31 at 320 pixels, P41 and the budgets of P53 by test_browser.py; P25 by test_sitemap.py; P52 by
test_prose.py; A3 and A6 by test_archive.py and test_ledger.py, which try what a finished site cannot show.
"""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Page as Tab

from press.pages import headers
from tests.reader import browsing, needs_browser, serving
from tests.workshop import PROJECT, Page, Workshop

BASE = "https://briefings.example.org"
NEAR = {timedelta(days=0), timedelta(days=-1)}
"""How far the day in UTC may be from that of the site, whose zone is ahead."""
MODEL = "2022/09/samarkand-sco-summit/index.html"
CORRECTED = "2017/10/baku-tbilisi-kars-railway/index.html"
PICTURED = "2018/11/rogun-first-unit/index.html"


@pytest.fixture(scope="session")
def parsed(site: Path) -> dict[str, Page]:
    """Return every page of the sample by its path."""
    places = sorted(site.rglob("*.html"))
    pages = {place.relative_to(site).as_posix(): Page(place.read_text(encoding="utf-8")) for place in places}
    return {path: page for path, page in pages.items() if not page.all("//meta[@http-equiv='refresh']")}


@pytest.fixture(scope="session")
def articles(parsed: dict[str, Page]) -> dict[str, Page]:
    return {path: page for path, page in parsed.items() if page.all("//body[@class='page-article']")}


def data(page: Page) -> Any:
    return json.loads(page.one("//script[@type='application/ld+json']").text)


def meta(page: Page, name: str) -> list[str]:
    return [element.get("content") for element in page.all(f"//meta[@property='{name}' or @name='{name}']")]


class TestDocument:
    def test_p3_landmarks_one_heading_and_no_jumps(self, parsed: dict[str, Page]) -> None:
        for path, page in parsed.items():
            assert page.all("//body/*")[0].get("href") == f"#{page.one('//main').get('id')}", path
            assert page.all("//body/header")
            assert page.all("//body/footer")
            assert all(nav.get("aria-label") for nav in page.all("//nav")), path
            levels = [int(heading.tag[1]) for heading in page.all("//h1|//h2|//h3|//h4|//h5|//h6")]
            assert levels.count(1) == 1, path
            assert all(after <= before + 1 for before, after in pairwise(levels)), path

    def test_p3_no_heading_skips_a_level_whatever_its_author_begins_with(self, workshop: Workshop) -> None:
        workshop.article("2021/one", "## First\n\n# Top\n\n### Deep\n\n## Next\n\n###### Deepest\n\n# Last", date="2021-01-01")
        workshop.build()
        headings = workshop.page("2021/01/one/index.html").all("//div[@class='text']/*[starts-with(name(), 'h')]")
        assert [heading.tag for heading in headings] == ["h2", "h2", "h3", "h3", "h4", "h2"]

    def test_p4_an_article_is_an_article_and_see_also_is_beside_it(self, articles: dict[str, Page]) -> None:
        for path, page in articles.items():
            title = page.one("//article/@aria-labelledby")
            assert page.one(f"//article//header/h1[@id='{title}']") is not None
            assert page.all("//article//header//nav//a"), path
            assert page.all("//article//aside") == []
        assert page.all("//aside[@aria-label]//h2") or page.all("//aside[@aria-labelledby]//h2")

    def test_p5_one_instant_in_words_with_its_zone_everywhere(self, site: Path, articles: dict[str, Page]) -> None:
        items = {item.link.removeprefix(BASE): item for item in feedparser.parse((site / "rss.xml").read_bytes()).entries}
        for path, page in articles.items():
            first = page.all("//p[@class='story-date']//time")[0]
            machine, words = first.get("datetime"), first.text
            assert re.search(r"[A-Za-zА-я]{3,} \d{4}|\d{1,2} [A-Za-zА-я]{3,}", words), words
            assert not re.search(r"\d+[/.]\d+[/.]\d+", words)
            assert ("T" in machine) == ("UTC" in words)
            assert meta(page, "article:published_time") == [machine] == [data(page)["datePublished"]]
            item = items.get("/" + path.removesuffix("index.html"))
            if item:
                assert date(*item.published_parsed[:3]) - date.fromisoformat(machine[:10]) in NEAR
        assert f"<lastmod>{data(articles[MODEL])['dateModified']}</lastmod>" in (site / "sitemap-2022.xml").read_text(
            encoding="utf-8"
        )

    def test_p6_a_change_is_dated_only_where_there_was_one(self, articles: dict[str, Page]) -> None:
        for page in articles.values():
            changed = data(page)["dateModified"] != data(page)["datePublished"]
            assert bool(page.all("//span[@class='story-updated']")) == changed == bool(meta(page, "article:modified_time"))

    @pytest.mark.parametrize(
        ("date", "changes", "shown", "machine"),
        [
            ("2025-12-16 18:00", {"updated": "2025-12-16"}, "2025-12-16", "2025-12-16T18:00:00+05:00"),
            ("2025-12-16 11:00", {"updated": "2025-12-16"}, "2025-12-16", "2025-12-16T11:00:00+05:00"),
            (
                "2025-12-16 18:00",
                {"corrections": [{"date": "2025-12-16", "text": "Wrong."}]},
                "2025-12-16",
                "2025-12-16T18:00:00+05:00",
            ),
            ("2025-12-16", {"updated": "2025-12-16"}, "2025-12-16", "2025-12-16"),
            ("2025-12-16 11:00", {"updated": "2025-12-16 11:30"}, "2025-12-16T11:30:00+05:00", "2025-12-16T11:30:00+05:00"),
        ],
    )
    def test_p6_a_change_on_the_day_of_publication_is_told_everywhere(
        self, workshop: Workshop, date: str, changes: dict[str, Any], shown: str, machine: str
    ) -> None:
        workshop.article("2025/one", date=date, **changes)
        workshop.build()
        page = workshop.page("2025/12/one/index.html")
        assert page.one("//meta[@property='article:modified_time']").get("content") == machine
        assert page.one("//*[@class='story-updated']/time").get("datetime") == shown
        assert json.loads(page.one("//script[@type='application/ld+json']").text)["dateModified"] == machine
        assert json.loads(workshop.read("downloads/archive-2025.jsonl"))["updated"] == machine

    @pytest.mark.parametrize("updated", ["2025-12-16 18:30", "2025-12-16T13:30Z", "2025-12-16 13:44"])
    def test_p6_a_time_not_after_that_of_the_publication_is_no_change(self, workshop: Workshop, updated: str) -> None:
        workshop.article("2025/one", date="2025-12-16 18:30", updated=updated)
        told = [str(warning) for warning in workshop.build().warnings]
        assert told == ([
            'content/articles/2025/one.md:7:10: warning: "updated" is before the time of publication '
            "(it is not shown; correct one of the two)"
        ] if "44" in updated else [])  # fmt: skip
        page, moment = workshop.page("2025/12/one/index.html"), "2025-12-16T18:30:00+05:00"
        assert page.all("//meta[@property='article:modified_time'] | //*[@class='story-updated']") == []
        assert json.loads(page.one("//script[@type='application/ld+json']").text)["dateModified"] == moment
        assert json.loads(workshop.read("downloads/archive-2025.jsonl"))["updated"] is None
        assert f"<loc>https://test.example.org/2025/12/one/</loc><lastmod>{moment}</lastmod>" in workshop.read("sitemap-2025.xml")
        (entry,) = workshop.feed("atom.xml").entries
        assert entry.updated == entry.published
        correction = {"date": "2025-12-16 19:00", "text": "Wrong."}
        workshop.article("2025/one", date="2025-12-16 18:30", updated=updated, corrections=[correction])
        workshop.build()
        assert workshop.page("2025/12/one/index.html").one("//*[@class='story-updated']/time").get("datetime")[11:16] == "19:00"

    def test_p9_pictures_have_alt_size_and_credit(self, articles: dict[str, Page]) -> None:
        pictures = [image for page in articles.values() for image in page.all("//main//img")]
        assert len(pictures) >= 3
        for image in pictures:
            assert image.get("alt") is not None
            assert image.get("width")
            assert image.get("height")
            assert image.get("decoding") == "async"
        assert articles[PICTURED].one("//figure[starts-with(@class, 'picture')]//img").get("loading") is None, (
            "the first is loaded at once"
        )
        assert articles[PICTURED].words("//figcaption//span[@class='credit']")

    def test_p10_links_describe_themselves(self, parsed: dict[str, Page]) -> None:
        for path, page in parsed.items():
            for link in page.all("//a[not(ancestor::template)]"):
                assert "".join(link.itertext()).strip() or link.get("aria-label") or link.xpath("string(img/@alt)"), path
                assert link.get("target") is None
                assert not link.get("href").startswith("javascript:")
                assert link.get("href") != "#"
            named: dict[str, set[str]] = {}
            for link in page.all("//a[@href][not(ancestor::template) and not(ancestor::*[@aria-hidden])]"):
                name = link.get("aria-label") or " ".join("".join(link.itertext()).split())
                named.setdefault(name, set()).add(link.get("href"))
            assert {name: places for name, places in named.items() if len(places) > 1} == {}, path
            shares = {link.get("href") for link in page.all("//a[@class='share']")}
            assert len(shares) <= 1

    def test_p10_each_way_back_from_a_footnote_has_a_name_of_its_own(self, workshop: Workshop) -> None:
        workshop.article("2021/one", "One[^a] and two[^a] and three[^b].\n\n[^a]: A.\n\n[^b]: B.", date="2021-01-01")
        workshop.build()
        page = workshop.page("2021/01/one/index.html")
        backs = page.all("//a[@class='footnote-backref']")
        assert [back.get("aria-label") for back in backs] == ["↩ 1", "↩ 1 (2)", "↩ 2"]
        assert [back.tail for back in backs] == [" ", None, None], "two arrows in a row stand apart"
        assert page.all("//div[@class='text']//@title") == []
        roles = page.all("//div[@class='text']//@role")
        assert roles == ["doc-noteref"] * 3 + ["doc-endnotes"] + ["doc-backlink"] * 3
        assert not {"aria-label", "role"} & set(re.findall(r"[a-z-]+(?==)", workshop.read("rss.xml")))

    def test_p10_what_scrolls_is_named_by_its_caption_or_else_by_the_heading_above_it(self, workshop: Workshop) -> None:
        rows = "<tr><td>1</td></tr></table>"
        workshop.article(
            "2021/one",
            f'    a\n\n## H\n\n<table><caption id="c">The <em>"flow"</em></caption>{rows}\n\n<table><caption></caption>{rows}\n\n    b',
            date="2021-01-01",
        )
        workshop.build()
        groups = workshop.page("2021/01/one/index.html").all("//*[@role='group'][@tabindex='0']")
        named = [(group.tag, group.get("aria-label") or f"#{group.get('aria-labelledby')}") for group in groups]
        assert named == [("pre", "#page-title"), ("div", 'The "flow"'), ("div", "#h"), ("pre", "#h")]

    def test_p11_attribution_stands_outside_the_quotation(self, parsed: dict[str, Page]) -> None:
        motto = parsed["index.html"].one("//figure[@class='motto']")
        assert motto.find("blockquote").get("lang") == "la"
        assert "Cicero" not in "".join(motto.find("blockquote").itertext())
        assert "Cicero" in "".join(motto.find("figcaption").itertext())


class TestMetadata:
    def test_p20_title_description_canonical_language(self, site: Path, parsed: dict[str, Page]) -> None:
        titles = [page.one("//title").text for page in parsed.values()]
        assert all(title.endswith(" – Meridian Briefings") for title in titles)
        assert "page 2" in parsed["articles/page/2/index.html"].one("//title").text.lower()
        for path, page in parsed.items():
            canonical = page.one("//link[@rel='canonical']").get("href")
            assert canonical == f"{BASE}/{path.removesuffix('index.html')}"
            assert page.one("/html").get("lang")
            assert meta(page, "description")
        for path in (MODEL, "feeds/index.html", "downloads/index.html"):
            assert meta(parsed[path], "description") == parsed[path].words("//p[@class='standfirst']")
        assert meta(parsed["tags/water/index.html"], "description") == ["water: the articles of Meridian Briefings."]
        assert meta(parsed["2018/11/index.html"], "description") == ["November 2018: the articles of Meridian Briefings."]

    def test_p20_there_is_no_empty_description(self, workshop: Workshop) -> None:
        settings = (workshop.root / "config.yaml").read_text(encoding="utf-8").replace("description: An archive for tests.\n", "")
        workshop.write("config.yaml", settings)
        workshop.article("2021/one", date="2021-01-01")
        workshop.build()
        assert "og:description" not in workshop.read("index.html")
        assert meta(workshop.page("index.html"), "description") == []

    def test_p21_open_graph(self, parsed: dict[str, Page], articles: dict[str, Page]) -> None:
        for path, page in parsed.items():
            for name in (
                "og:title",
                "og:type",
                "og:image",
                "og:image:alt",
                "og:url",
                "og:description",
                "og:site_name",
                "og:locale",
                "twitter:card",
            ):
                assert len(meta(page, name)) == 1, f"{path}: {name}"
            assert meta(page, "og:type") == ["article" if path in articles else "website"]
            assert meta(page, "og:image")[0].startswith(f"{BASE}/")
            assert meta(page, "og:image:width")
            assert meta(page, "og:locale") == [{"en": "en_US", "ru": "ru_RU"}[page.one("/html").get("lang")]]
        assert meta(parsed["index.html"], "og:title") == ["Meridian Briefings"]
        page = articles[MODEL]
        assert meta(page, "article:section")
        assert meta(page, "article:tag") == page.words("//nav[@class='tags']//a")
        assert all(url.startswith(f"{BASE}/authors/") for url in meta(page, "article:author"))

    def test_a_preview_is_told_the_language_of_what_stands_on_the_page_not_of_the_words_around_it(
        self, workshop: Workshop
    ) -> None:
        workshop.configure("language: de-CH\n")
        workshop.article("2021/one", date="2021-01-01", lang="ar")
        workshop.article("2021/two", date="2021-01-02", lang="fr-BE", withdrawn={"date": "2021-02-01", "reason": "Wrong."})
        workshop.article("2021/three", date="2021-01-03")
        workshop.write("content/pages/about.md", "---\ntitle: About\nlang: prs\n---\nText.\n")
        workshop.build()
        found = {
            path: meta(workshop.page(path), "og:locale") for path in ("index.html", "about/index.html", "regions/index.html")
        }
        assert found == {"index.html": ["de_CH"], "about/index.html": ["fa_AF"], "regions/index.html": ["de_CH"]}
        pages = (workshop.page(f"2021/01/{name}/index.html") for name in ("one", "two", "three"))
        assert [meta(page, "og:locale") for page in pages] == [["ar_EG"], ["fr_BE"], ["de_CH"]]

    def test_a_page_is_in_its_language_and_country_where_the_words_around_are_too(self, workshop: Workshop) -> None:
        workshop.configure("language: en-GB\n")
        workshop.article("2021/one", date="2021-01-01")
        workshop.article("2021/two", date="2021-01-02", lang="ru-KZ")
        workshop.article("2021/three", date="2021-01-03", lang="it-CH")
        workshop.build()
        found = [
            workshop.page(path).one("/html").get("lang")
            for path in ("index.html", "2021/01/two/index.html", "2021/01/three/index.html")
        ]
        assert found == ["en-GB", "ru-KZ", "en"]

    def test_the_words_around_a_text_in_another_script_of_their_language_say_which_they_are_in(self, workshop: Workshop) -> None:
        workshop.write("theme/words/uz.yaml", (PROJECT / "theme/words/en.yaml").read_text(encoding="utf-8"))
        workshop.configure("language: uz\n")
        workshop.article("2021/one", date="2021-01-01", lang="uz-Arab")
        workshop.article("2021/two", date="2021-01-02", lang="uz-KZ")
        workshop.build()
        one, two = (workshop.page(f"2021/01/{name}/index.html") for name in ("one", "two"))
        assert (one.one("/html").attrib["lang"], two.one("/html").attrib["lang"]) == ("uz", "uz-KZ")
        assert dict(one.one("//summary/bdi").attrib) == {"lang": "uz", "dir": "ltr"}
        assert not two.all("//summary/bdi")

    def test_p22_json_ld(self, site: Path, articles: dict[str, Page]) -> None:
        for page in articles.values():
            found = data(page)
            assert found["@type"] == "NewsArticle"
            for key in (
                "headline", "description", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage",
                "articleSection", "keywords", "inLanguage", "contentLocation", "isAccessibleForFree",
            ):  # fmt: skip
                assert key in found, key
            assert {"name", "url", "logo", "correctionsPolicy", "publishingPrinciples"} <= found["publisher"].keys()
            assert found["publisher"]["correctionsPolicy"] == f"{BASE}/corrections/"
            assert all({"@type", "name", "url"} <= author.keys() for author in found["author"])
        assert data(articles[MODEL])["image"] == meta(articles[MODEL], "og:image"), "what stands for an article without a picture"
        assert data(articles[PICTURED])["image"] == [f"{BASE}/2018/11/rogun-first-unit/dams.png"]
        assert data(articles[MODEL])["dateline"]
        assert data(articles[CORRECTED])["correction"][0]["@type"] == "CorrectionComment"
        assert "<" not in articles[MODEL].one("//script[@type='application/ld+json']").text

    def test_p23_json_ld_says_what_the_page_shows(self, articles: dict[str, Page]) -> None:
        for page in articles.values():
            found = data(page)
            assert [found["headline"]] == page.words("//h1")
            assert [author["name"] for author in found["author"]] == page.words("//p[@class='byline']//a")
            assert found["dateModified"] == page.all("//p[@class='story-date']//time")[-1].get("datetime")
            days = page.words("//section[@class='corrections']//time")
            corrections = [f"{day} {one['text']}" for day, one in zip(days, found.get("correction", []), strict=True)]
            assert corrections == page.words("//section[@class='corrections']/p")

    def test_p23_what_nobody_signed_is_the_publisher_s_on_the_page_as_well(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01", author=None)
        workshop.build()
        page = workshop.page("2021/01/one/index.html")
        assert (
            [author["name"] for author in data(page)["author"]] == page.words("//p[@class='unsigned']/bdi") == ["Test Briefings"]
        )

    def test_p8_zotero_takes_no_publisher_for_a_person(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01", author=None)
        workshop.build()
        assert workshop.page("2021/01/one/index.html").all("//*[contains(@class, 'byline')]") == []

    def test_p23_a_passage_from_right_to_left_keeps_its_place_in_a_title(self, workshop: Workshop) -> None:
        workshop.article(
            "2021/one", date="2021-01-01", title='He said "العمال (2022)!" - 13 December', summary='So "العمال" - 13.'
        )
        workshop.build()
        page, heading = workshop.page("2021/01/one/index.html"), 'He said "\u2067العمال (2022)!\u2069" - 13 December'
        assert page.words("//h1") == [data(page)["headline"]] == [heading]
        assert page.words("//title") == [f"{heading} – Test Briefings"]
        assert page.words("//p[@class='standfirst']") == meta(page, "description") == ['So "\u2067العمال\u2069" - 13.']
        assert workshop.page("articles/index.html").words("//h3/a") == [heading]
        assert parse_qs(urlsplit(page.all("//a[@class='share']/@href")[0]).query)["subject"] == [heading]

    def test_p24_sitemaps(self, site: Path) -> None:
        index = (site / "sitemap.xml").read_text(encoding="utf-8")
        parts = re.findall(r"<loc>([^<]*)</loc>", index)
        assert parts
        for part in parts:
            assert (site / part.removeprefix(f"{BASE}/")).is_file()
            assert "/" not in part.removeprefix(f"{BASE}/"), "beside the index"
        everything = "".join(place.read_text(encoding="utf-8") for place in site.glob("sitemap*.xml"))
        assert "priority" not in everything
        assert "changefreq" not in everything
        assert f"Sitemap: {BASE}/sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")

    def test_p26_what_every_site_has(self, site: Path, parsed: dict[str, Page]) -> None:
        assert (site / "404.html").is_file()
        for page in parsed.values():
            assert page.one("//link[@rel='icon']") is not None
            assert meta(page, "color-scheme") == ["light dark"]
            assert meta(page, "viewport") == ["width=device-width, initial-scale=1"]


@pytest.fixture(scope="module")
def tab(address: str) -> Iterator[Tab]:
    with browsing() as browser:
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(f"{address}/{MODEL.removesuffix('index.html')}")
        yield tab


LINES = """
() => [...document.querySelectorAll("p, dd, figcaption")].flatMap(text => {
  const rows = {}, range = document.createRange(), walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) for (let place = 0; place < node.length; place++) {
    range.setStart(node, place);
    range.setEnd(node, place + 1);
    const box = range.getClientRects()[0];
    if (box?.width) rows[Math.round(box.bottom / 8)] = (rows[Math.round(box.bottom / 8)] ?? "") + node.data[place];
  }
  return Object.values(rows);
})
"""
"""Every line of running text, as the browser breaks it."""


@needs_browser
class TestReading:
    def style(self, tab: Tab, selector: str, name: str) -> str:
        found: str = tab.eval_on_selector(selector, f"element => getComputedStyle(element).{name}")
        return found

    def test_p30_measure_and_rhythm(self, tab: Tab) -> None:
        size = float(self.style(tab, ".text p", "fontSize").removesuffix("px"))
        leading = float(self.style(tab, ".text p", "lineHeight").removesuffix("px"))
        gap = float(self.style(tab, ".text p + p", "marginBlockStart").removesuffix("px"))
        assert size >= 18
        assert leading / size >= 1.5
        assert gap >= size
        lines = tab.eval_on_selector_all(
            ".text p",
            """paragraphs => paragraphs.flatMap(paragraph => {
            const range = document.createRange(); range.selectNodeContents(paragraph);
            const rows = new Set([...range.getClientRects()].map(box => Math.round(box.top / 8)));
            return rows.size > 3 ? [paragraph.textContent.length / rows.size] : [];
        })""",
        )
        assert 50 <= sum(lines) / len(lines) <= 80
        assert self.style(tab, ".text p", "textAlign") == "start"

    @pytest.mark.parametrize("path", ["/", "/2018/11/rogun-first-unit/", "/regions/central-asia/", "/feeds/", "/corrected/"])
    def test_p30_no_line_is_longer_than_80_characters(self, tab: Tab, address: str, path: str) -> None:
        """Not even on a machine that has a narrow font and none of those requested."""
        tab.goto(address + path)
        assert [line for line in tab.evaluate(LINES) if len(line) > 80] == []

    @pytest.mark.parametrize("path", ["/", f"/{MODEL}", "/regions/", "/search/", "/2018/11/rogun-first-unit/"])
    def test_p31_reflow_spacing_and_targets(self, tab: Tab, address: str, path: str) -> None:
        tab.set_viewport_size({"width": 320, "height": 640})
        tab.goto(address + path)
        assert tab.evaluate("document.documentElement.scrollWidth") == 320
        tab.evaluate("""for (const element of document.querySelectorAll("main *")) {
            element.style.setProperty("line-height", "1.5", "important"); element.style.setProperty("letter-spacing", ".12em", "important");
            element.style.setProperty("word-spacing", ".16em", "important"); }""")
        assert tab.evaluate("document.documentElement.scrollWidth") == 320, "with the spacing of WCAG 1.4.12"
        small = tab.eval_on_selector_all(
            "nav a, .actions a, button, .cite summary, .subscribe a",
            """links => links
            .filter(link => link.offsetParent && !link.closest("svg") && link.getBoundingClientRect().height < 24)
            .map(link => link.outerHTML.slice(0, 120))""",
        )
        assert small == []
        tab.set_viewport_size({"width": 1280, "height": 900})

    def test_p32_dark_does_not_leak_into_print(self, tab: Tab, address: str) -> None:
        tab.goto(f"{address}/{MODEL}")
        tab.emulate_media(color_scheme="dark")
        dark = self.style(tab, "body", "backgroundColor")
        tab.emulate_media(color_scheme="dark", media="print")
        assert self.style(tab, "body", "color") == "rgb(0, 0, 0)"
        assert self.style(tab, "body", "backgroundColor") == "rgb(255, 255, 255)"
        tab.emulate_media(color_scheme="light", media="screen")
        assert self.style(tab, "body", "backgroundColor") != dark

    def test_p32_a_logo_has_no_box_on_a_dark_screen(self, tab: Tab, address: str) -> None:
        tab.goto(f"{address}/{MODEL}")
        tab.emulate_media(color_scheme="dark")
        tab.evaluate("""() => {
            document.querySelector('.masthead-title a').innerHTML = '<img id="logo" src="/assets/logo.svg" alt="">';
            document.querySelector('.text').innerHTML = '<img id="chart" src="/chart.svg" alt="">';
        }""")
        assert self.style(tab, "#logo", "backgroundColor") == "rgba(0, 0, 0, 0)"
        assert self.style(tab, "#chart", "backgroundColor") != "rgba(0, 0, 0, 0)"
        tab.emulate_media(color_scheme="light")

    def test_p33_what_is_printed(self, tab: Tab, address: str) -> None:
        tab.goto(f"{address}/{MODEL}")
        tab.emulate_media(media="print")
        for hidden in (".masthead-nav", ".colophon", ".more", ".actions", ".masthead-search"):
            assert not tab.locator(hidden).first.is_visible(), hidden
        for shown in (".permalink", ".story-date", ".byline", "h1"):
            assert tab.locator(shown).first.is_visible(), shown
        tab.goto(f"{address}/{CORRECTED}")
        links = tab.locator(".text a[href^='/']").all()
        assert links
        for link in links:
            printed = link.evaluate("link => getComputedStyle(link, '::after').content").replace('" "', "")
            assert f"(\u2066{BASE}{link.get_attribute('href')}\u2069)" in printed
        tab.goto(f"{address}/{MODEL}")
        assert self.style(tab, ".text p", "widows") == self.style(tab, ".text p", "orphans") == "3"
        assert self.style(tab, "h2, h1", "breakAfter") == "avoid"
        for paper in ("A4", "Letter"):
            assert tab.pdf(format=paper, tagged=True).startswith(b"%PDF")
        tab.emulate_media(media="screen")

    def test_p33_no_word_of_an_author_is_left_out_for_its_class(self, tab: Tab, workshop: Workshop) -> None:
        kinds = ("chart", "more", "search", "cite", "print-view", "skip", "colophon")
        workshop.article("2021/one", "\n\n".join(f'<p class="{kind}">{kind}</p>' for kind in kinds), date="2021-01-01")
        workshop.build()
        with serving(workshop.site) as address:
            tab.goto(f"{address}/2021/01/one/")
            assert [kind for kind in kinds if not tab.locator(f".text .{kind}").is_visible()] == []
            tab.emulate_media(media="print")
            assert [kind for kind in kinds if not tab.locator(f".text .{kind}").is_visible()] == []
            tab.emulate_media(media="screen")

    def test_p33_the_print_view_is_white_and_says_so_where_the_reader_looks(self, tab: Tab, address: str) -> None:
        tab.emulate_media(color_scheme="dark")
        tab.goto(address + "/" + MODEL.removesuffix("index.html"))
        tab.locator("a.print").click()
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert tab.locator("#page-print").evaluate("hint => hint.getBoundingClientRect().top + scrollY") < 100
        tab.emulate_media(color_scheme="light")

    def test_p34_words_of_the_interface_in_a_text_of_another_language_say_so(self, workshop: Workshop) -> None:
        workshop.article("a", lang="ar", author="A", corrections=[{"date": "2022-12-14", "text": "خطأ."}])
        workshop.article("b", lang="en-GB", author="A", corrections=[{"date": "2022-12-14", "text": "Wrong."}])
        workshop.build()
        arabic, british = (workshop.page(f"2022/12/{slug}/index.html") for slug in ("a", "b"))
        assert arabic.all("//nav[@class='kicker'][@lang='en']/ul[@lang='en']//a")
        assert arabic.all("//a[@rel='author'][@lang='en'][@hreflang='en']")
        own = arabic.words("//article//bdi[@lang='en']")
        assert {"By", "Updated", "This article has been corrected.", "Corrections", "Cite this", "Send to a friend"} <= set(own)
        assert arabic.all("//article//time[not(ancestor::*[@lang][1][@lang='en'])]") == []
        assert british.all("//article//bdi[@lang]") == []
        workshop.configure("language: ar\n")
        workshop.build()
        assert workshop.page("2022/12/a/index.html").all("//nav[@class='kicker'][@lang='en']/ul[@lang='ar']//a"), "in its own"

    def test_p34_a_name_in_another_script_than_that_of_the_site_is_left_to_the_language_of_the_article(
        self, workshop: Workshop
    ) -> None:
        workshop.article("a", lang="ar", author=["محمد", "Ann"], tags=["بحر", "Oil"])
        workshop.article("b", lang="ru", author=["Анна", "Ann"], tags=["Море", "Oil"])
        workshop.build()
        for slug, lang in (("a", "ar"), ("b", "ru")):
            page = workshop.page(f"2022/12/{slug}/index.html")
            names = page.all("//a[@rel='author' or @rel='tag'][ancestor::p[@class='byline'] or ancestor::nav[@class='tags']]")
            nearest = [name.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") for name in names]
            assert nearest == [lang, "en", lang, "en"]
            assert {name.get("hreflang") for name in names if name.get("rel") == "author"} == {"en"}, (
                "the language of their pages"
            )

    def test_p34_the_name_of_a_language_says_that_it_is_in_it(self, parsed: dict[str, Page]) -> None:
        for path in ("languages/index.html", "languages/ru/index.html", "feeds/index.html"):
            assert set(parsed[path].words("//main//bdi[@lang='ru']")) == {"Русский"}, path
        assert parsed["regions/index.html"].all("//main//bdi[@lang]") == []

    def test_p34_languages_and_directions(self, site: Path, parsed: dict[str, Page]) -> None:
        russian = parsed["2018/08/podpisana-konventsiya-o-kaspii/index.html"]
        assert russian.one("/html").get("lang") == "ru"
        assert russian.one("//article").get("lang") == "ru"
        for page in parsed.values():
            assert all(link.get("hreflang") for link in page.all("//a[@lang]"))
        for own in ("//p[@class='masthead-title']/a", "//nav[@class='masthead-nav']/ul", "//p[@class='rights']"):
            assert russian.one(own).get("lang") == "en", own
            assert parsed["index.html"].one(own).get("lang") is None, own
        assert {link.get("lang") for link in russian.all("//nav[@class='kicker' or @class='tags']//a")} == {"en"}
        sheet = next((site / "assets/fixed").glob("style.*.css")).read_text(encoding="utf-8")
        assert not re.search(
            r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)|(?<![-\w])(?:left|right): ", sheet
        )


class TestActions:
    def test_p34_a_withdrawn_translation_is_told_to_readers_and_to_no_search_engine(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        gone = {"date": "2022-01-01", "reason": "Wrong."}
        workshop.article("2021/odin", date="2021-01-01", lang="ru", translation_of="one", withdrawn=gone)
        workshop.article("2021/uno", date="2021-01-01", lang="it", translation_of="one")
        workshop.build()
        page = workshop.page("2021/01/one/index.html")
        assert sorted(link.get("hreflang") for link in page.all("//link[@hreflang]")) == ["en", "it"]
        assert "This article has been withdrawn." in " ".join(page.words("//p[@class='translations']"))

    def test_p40_send_to_a_friend(self, articles: dict[str, Page]) -> None:
        for path, page in articles.items():
            above, below = page.all("//a[@class='share']")
            assert above.get("href") == below.get("href")
            assert above.text == below.text
            mail = urlsplit(above.get("href"))
            assert (mail.scheme, mail.path) == ("mailto", "")
            query = parse_qs(mail.query)
            assert query["subject"] == page.words("//h1")
            assert f"{BASE}/{path.removesuffix('index.html')}" in query["body"][0]

    def test_p42_no_dialogs(self, parsed: dict[str, Page]) -> None:
        assert not [path for path, page in parsed.items() if page.all("//dialog") or page.all("//*[@onclick]")]

    def test_p43_the_newsletter_box(self, parsed: dict[str, Page], workshop: Workshop) -> None:
        page = parsed["index.html"]
        form = page.one("//form[@method='post']")
        assert form.get("action").startswith("https://")
        field = page.one("//form[@method='post']//input")
        assert (field.get("type"), field.get("autocomplete"), field.get("spellcheck"), field.get("maxlength")) == (
            "email",
            "email",
            "false",
            "254",
        )
        assert field.get("required") is not None
        assert page.one(f"//label[@for='{field.get('id')}']") is not None
        assert page.all("//section[@class='newsletter']//p/a[contains(@href, 'preferences')]")
        assert page.words("//section[@class='newsletter']//p/span") == ["One letter a week, on Mondays."]
        workshop.build()
        assert workshop.page("index.html").all("//form[@method='post']") == []
        assert workshop.page("index.html").all("//footer//a[@href='/feeds/']")

    def test_p44_nothing_from_elsewhere(self, parsed: dict[str, Page]) -> None:
        for path, page in parsed.items():
            for attribute in ("//*/@src", "//link[@rel='stylesheet' or @rel='icon']/@href"):
                assert all(value.startswith("/") and not value.startswith("//") for value in page.all(attribute)), path


class TestSecurity:
    def test_p50_nothing_inline(self, parsed: dict[str, Page]) -> None:
        for path, page in parsed.items():
            assert page.all("//style") == page.all("//*[@style]") == [], path
            assert all(script.get("src") or script.get("type") == "application/ld+json" for script in page.all("//script")), path
        assert "'unsafe-inline'" not in headers.policy("", search=True)

    def test_p51_headers(self, site: Path) -> None:
        text = (site / "_headers").read_text(encoding="utf-8")
        for header in (
            "X-Content-Type-Options: nosniff", "Referrer-Policy: strict-origin-when-cross-origin", "Permissions-Policy:",
            "Strict-Transport-Security:", "Cross-Origin-Opener-Policy: same-origin", "X-Frame-Options: DENY",
        ):  # fmt: skip
            assert header in text
        assert "Access-Control-Allow-Origin: *" in text.partition("rss.xml")[2]

    def test_p53_budgets(self, site: Path, parsed: dict[str, Page], articles: dict[str, Page]) -> None:
        for path, page in parsed.items():
            nodes = len(page.all("//*"))
            assert nodes <= (800 if path in articles else 1400), f"{path}: {nodes}"
            assert all(script.get("defer") is not None or script.get("type") for script in page.all("//script"))
        assert (next((site / "assets/fixed").glob("page.*.js"))).stat().st_size <= 3_000
        assert len(list((site / "assets/fixed").glob("*.css"))) == 1


class TestArchive:
    def test_the_home_page_shows_the_picture_of_the_lead_story(self, parsed: dict[str, Page]) -> None:
        lead = parsed["index.html"].one("//section[@class='lead']")
        picture = lead.find(".//img")
        assert picture.get("src") == f"{lead.find('.//h2/a').get('href')}three-borders.png"
        assert picture.get("alt")
        assert picture.get("width")
        assert ".480.webp 480w" in picture.get("srcset")

    def test_a1_more_than_one_way_to_every_page(self, parsed: dict[str, Page], articles: dict[str, Page]) -> None:
        lists = {kind: set[str]() for kind in ("page-shelf", "page-directory", "page-article")}
        for page in parsed.values():
            for kind in lists:
                if page.all(f"//body[@class='{kind}']"):
                    lists[kind] |= {link.partition("#")[0] for link in page.all("//main//a/@href")}
        for path in articles:
            assert f"/{path.removesuffix('index.html')}" in lists["page-shelf"]
        browse = parsed["search/index.html"].all("//main//a/@href")
        for path, page in parsed.items():
            if page.all("//body[@class='page-standalone']"):
                assert f"/{path.removesuffix('index.html')}" in browse, path
            if page.all("//body[@class='page-shelf']") and "/page/" not in path:
                assert f"/{path.removesuffix('index.html')}" in set().union(*lists.values()) | {"/articles/"}, path

    def test_a2_a_region_holds_those_within_it_and_an_article_stands_in_each_of_its_own(self, parsed: dict[str, Page]) -> None:
        links = {place: set(parsed[f"regions/{place}/index.html"].all("//h3/a/@href")) for place in ("neighbours", "russia")}
        assert links["russia"] & links["neighbours"]

    def test_a4_the_pager(self, parsed: dict[str, Page]) -> None:
        page = parsed["articles/page/2/index.html"]
        assert page.one("//nav[@class='pager']//*[@aria-current='page']").text.endswith("2")
        assert page.all("//nav[@class='pager']//a[@rel='prev']")
        assert page.all("//nav[@class='pager']//a[@rel='next']")
        assert parsed["tags/unesco/index.html"].all("//nav[@class='pager']") == []

    def test_a5_items_are_grouped_and_say_when_where_who(self, parsed: dict[str, Page]) -> None:
        page = parsed["articles/index.html"]
        assert page.all("//section[@class='run']/h2")
        for card in page.all("//article[@class='card']"):
            for part in (".//time", ".//*[@class='card-region']", ".//p[@class='card-summary']"):
                assert card.findall(part), part

    def test_a7_old_addresses_lead_on(self, site: Path) -> None:
        page = (site / "news/eclipse-of-the-century.html").read_text(encoding="utf-8")
        assert 'http-equiv="refresh" content="0;' in page
        assert "noindex" in page
        assert f'rel="canonical" href="{BASE}/2009/07/eclipse-of-the-century/"' in page
        moved = dict(line.split()[:2] for line in (site / "_redirects").read_text(encoding="utf-8").splitlines())
        assert moved["/news/eclipse-of-the-century.html"] == "/2009/07/eclipse-of-the-century/"
        assert not moved.keys() & set(moved.values()), "no chains"
        assert "/articles/page/5/" not in moved, "what will be a page one day is not moved for ever"

    def test_a8_a_withdrawn_article_leaves_a_tombstone(self, site: Path, parsed: dict[str, Page]) -> None:
        page = parsed["2017/09/expo-closing-figures/index.html"]
        assert page.all("//div[@class='notice notice-withdrawn']")
        assert meta(page, "robots") == ["noindex"]
        assert 'location = "/2017/09/expo-closing-figures/" { error_page 410' in (site / "_nginx_moved.conf").read_text(
            encoding="utf-8"
        )

    def test_a9_corrections_are_noted_listed_and_one_click_away(self, parsed: dict[str, Page]) -> None:
        article = parsed[CORRECTED]
        assert article.one("//p[@class='notice notice-corrected']/a").get("href") == "#page-corrections"
        assert article.all("//section[@class='corrections']//time")
        entries = parsed["corrected/index.html"].all("//ul[@class='directory corrected']/li/a/@href")
        assert "/2017/10/baku-tbilisi-kars-railway/" in {entry.partition("#")[0] for entry in entries}
        assert len(entries) == 2
        for page in parsed.values():
            links = page.all("//footer//a/@href")
            assert "/corrected/" in links
            assert "/corrections/" in links

    def test_a9_the_list_of_corrections_leads_to_each(self, workshop: Workshop) -> None:
        corrections = [
            {"date": day, "text": text}
            for day, text in (("2021-02-01 10:00+03:00", "A."), ("2021-02-01", "B."), ("2021-02-01", "C."))
        ]
        workshop.article("2021/one", date="2021-01-01", corrections=corrections)
        workshop.build()
        article = workshop.page("2021/01/one/index.html")
        for entry in workshop.page("corrected/index.html").all("//ul[@class='directory corrected']/li"):
            path, _, anchor = entry.xpath("string(a/@href)").partition("#")
            assert path == "/2021/01/one/"
            assert article.one(f"//p[@id='{anchor}']").xpath("string()").endswith(f" {entry.xpath('string(p[last()])')}")
        marks = ("2021-02-01T1000+0300", "2021-02-01", "2021-02-01-2")
        assert article.all("//section[@class='corrections']/p/@id") == [f"page-correction-{mark}" for mark in marks]

    def test_a9_the_list_of_corrections_leads_to_its_feed_and_the_dates_to_the_digest(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        workshop.build()
        for place, feed in (("corrected/index.html", "/corrected/rss.xml"), ("dates/index.html", "/digest/rss.xml")):
            page = workshop.page(place)
            assert page.all("//link[@rel='alternate']")[0].get("href") == f"https://test.example.org{feed}"
            assert page.one("//details[@class='subscribe']/p[2]/a").get("href") == feed

    def test_a10_an_article_leads_to_the_versions_of_its_text(self, workshop: Workshop) -> None:
        workshop.article("2022/озеро sevan", slug="sevan", date="2022-12-13")
        workshop.build()
        assert not workshop.page("2022/12/sevan/index.html").all("//a[@class='history']")
        workshop.configure("history: https://git.example.org/log/{path}?follow=1\n")
        workshop.build()
        links = workshop.page("2022/12/sevan/index.html").all("//p[@class='actions']/a[@class='history']")
        assert [(link.text, link.get("href")) for link in links] == [
            (
                "Version history",
                "https://git.example.org/log/content/articles/2022/%D0%BE%D0%B7%D0%B5%D1%80%D0%BE%20sevan.md?follow=1",
            )
        ]

    def test_a16_the_whole_archive_as_data(self, site: Path, parsed: dict[str, Page], articles: dict[str, Page]) -> None:
        lines = [line for place in (site / "downloads").glob("*.jsonl") for line in place.read_text("utf-8").splitlines()]
        schema = Draft202012Validator(json.loads((site / "downloads/schema.json").read_text("utf-8")))
        found = [json.loads(line) for line in lines]
        assert [error.message for one in found for error in schema.iter_errors(one)] == []
        shown = [one for one in found if one["status"] != "withdrawn"]
        assert {f"{urlsplit(one['url']).path.lstrip('/')}index.html" for one in shown} == articles.keys()
        assert all(len(one["text"].split()) > 100 for one in shown)
        with (site / "downloads/articles.csv").open(encoding="utf-8", newline="") as table:
            assert [row["id"] for row in csv.DictReader(table)] == [
                one["id"] for one in sorted(found, key=lambda one: one["date"])
            ]
        assert parsed["index.html"].one("//footer//a[@href='/downloads/']") is not None

    def test_a17_shelves_state_their_scope_from_content(self, parsed: dict[str, Page]) -> None:
        page = parsed["regions/kazakhstan/index.html"]
        dates = [time.get("datetime")[:10] for time in page.all("//p[@class='scope']//time")]
        shown = [time.get("datetime")[:10] for time in page.all("//article//time")]
        assert dates[1] == max(shown)
        assert parsed["articles/page/2/index.html"].all("//p[@class='scope']") == []
        whole = parsed["articles/index.html"].words("//p[@class='scope']")
        assert whole[0].startswith("46 articles, 24 November 2003 – ")
        for path in ("regions", "tags", "authors", "languages", "dates"):
            (found,) = parsed[f"{path}/index.html"].words("//p[@class='scope']")
            listed = len(parsed[f"{path}/index.html"].all("//ul[starts-with(@class, 'directory')]//li"))
            assert found == (f"{listed} {path}, {whole[0]}" if listed else whole[0])

    def test_a17_a_later_change_is_told(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01", updated="2023-05-06")
        workshop.article("2022/two", date="2022-01-01")
        workshop.build()
        scope = "2 articles, 1 January 2021 – 1 January 2022 Last changed: 6 May 2023"
        assert workshop.page("regions/kazakhstan/index.html").words("//p[@class='scope']") == [scope]
