"""A reader's way through the sample in a real browser, without scripts: home, region, article, See also, tag."""

import io
import re
import time
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Page, Request, Route

from press.ground.extent import WIDTHS
from tests.reader import CHROMIUM, driver, needs_browser, opened, serving
from tests.workshop import Workshop

pytestmark = needs_browser


OVERFLOWING = """
[...document.querySelectorAll("main *, header *, footer *")]
  .filter(element => !element.closest("table, pre, .skip") && element.getBoundingClientRect().right > 360.5)
  .map(element => element.outerHTML.slice(0, 100))
"""


def test_a_reader_walks_from_home_to_region_to_article_to_see_also_to_tag(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.locator(".masthead-nav").get_by_role("link", name="Regions").click()
    page.locator(".directory").get_by_role("link", name="Uzbekistan", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Uzbekistan"
    article = page.get_by_role("main").locator("article.card h2 a, article.card h3 a").first
    title = article.inner_text()
    article.click()
    assert page.get_by_role("heading", level=1).inner_text() == title
    related = page.locator("[data-origin] .entry:not(.entry-outside) .entry-title").first
    title = related.inner_text()
    related.click()
    assert page.get_by_role("heading", level=1).inner_text() == title
    tag = page.locator(".tags a").first
    name = tag.inner_text()
    tag.click()
    assert page.get_by_role("heading", level=1).inner_text() == name
    assert page.locator("article.card").count() >= 1


@pytest.mark.parametrize("path", ["/", "/articles/", "/tags/", "/dates/", "/feeds/", "/about/", "/2022/09/samarkand-sco-summit/"])
def test_nothing_overflows_a_phone(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(OVERFLOWING) == []


WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
REGION = "Autonomous Region of the High Mountains and of the Neighbouring Districts"


def test_nothing_overflows_a_phone_whatever_authors_write(workshop: Workshop) -> None:
    workshop.write(
        "config.yaml",
        "title: The Journal of an Institute for Studies Between Several Regions\nbase_url: https://example.org\nregions:\n"
        f"  - {{name: All, slug: all}}\n  - {{name: {REGION}, slug: one, parent: all}}\n  - {{name: {WORD}, slug: two, parent: all}}\n",
    )
    tags = [f"a tag with the number {number}" for number in range(128)]
    for year in range(2010, 2023):
        workshop.article(
            f"a{year}",
            f"{WORD}[^1]\n\n[^1]: {WORD}",
            title=f"{WORD} {year}",
            date=f"{year}-05-06",
            region=["one", "two"],
            tags=tags,
            author=[WORD, REGION],
            summary=f"{WORD}. Of {REGION}.",
        )
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        for path in (
            "/",
            "/articles/",
            "/regions/",
            "/regions/all/",
            "/regions/two/",
            "/tags/",
            "/2015/05/a2015/",
            "/dates/",
            "/search/",
        ):
            tab.goto(address + path)
            assert tab.evaluate("document.documentElement.scrollWidth") == 360, path
            assert tab.evaluate(OVERFLOWING) == [], path


def test_many_tags_are_opened_by_those_who_want_them_and_all_are_printed(workshop: Workshop) -> None:
    for many in (24, 128):
        workshop.article(f"a{many}", tags=[f"subject {number}" for number in range(many)])
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        tab.goto(f"{address}/2022/12/a24/")
        assert tab.locator(".tags li:visible").count() == 24
        assert tab.locator(".tags summary").count() == 0
        tab.goto(f"{address}/2022/12/a128/")
        tags = tab.locator(".tags li").filter(visible=True)
        assert tags.count() == 12
        tab.emulate_media(media="print")
        assert tags.count() == 128
        assert not tab.locator(".tags summary").is_visible()
        tab.emulate_media(media="screen")
        tab.get_by_text("116 more tags").click()
        assert tags.count() == 128


STRESS = "it => { const style = getComputedStyle(it); return [style.fontStyle, style.fontWeight, style.textEmphasisStyle]; }"


def test_only_a_script_that_has_slanted_letters_is_slanted(workshop: Workshop) -> None:
    """Other scripts emphasise a word by weight, or by dots beside it (W3C, alreq, clreq and jlreq)."""
    workshop.configure("motto: {text: في البدء كانت الكلمة, language: ar}\n")
    for lang in ("en", "ar", "zh-Hant"):
        workshop.article(lang, "Text, *stress*.", lang=lang, date="2022-12-13")
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        for lang, stress in (
            ("en", ["italic", "400", "none"]),
            ("ar", ["normal", "600", "none"]),
            ("zh-hant", ["normal", "400", "dot"]),
        ):
            tab.goto(f"{address}/2022/12/{lang}/")
            assert tab.locator(".text em").evaluate(STRESS) == stress, lang
            assert tab.locator(".motto blockquote").evaluate(STRESS)[0] == "normal"


def test_with_a_script_there_is_a_box_and_no_link(scripted: Page, address: str) -> None:
    scripted.goto(f"{address}/")
    assert scripted.locator(".masthead input").is_visible()
    assert scripted.locator(".masthead").get_by_role("link", name="Browse").count() == 0


LONG_NAMES = """\
title: Test Briefings
base_url: https://example.org
regions:
  - {name: All the Countries of the Archive, slug: all}
  - {name: The Autonomous District of Karakalpakstan, slug: one, parent: all}
  - {name: The Southern Provinces, slug: two, parent: one}
  - {name: Elsewhere, slug: three}
"""
LONE_SIGNS = """
() => [...document.querySelectorAll(":is(.kicker, .trail) li")].filter(name => {
  const style = getComputedStyle(name), padding = parseFloat(style.paddingBlockStart) + parseFloat(style.paddingBlockEnd);
  const rows = new Set([...name.firstElementChild.getClientRects()].map(box => Math.round(box.top)));
  return Math.round((name.offsetHeight - padding) / parseFloat(style.lineHeight)) !== rows.size;
}).map(name => name.textContent)
"""
"""The names that take more rows with the sign after them than without it."""
ROW = "element => { const { x, top } = element.getClientRects()[0]; return [x, top]; }"


def test_what_wraps_begins_where_its_line_does(workshop: Workshop) -> None:
    """The number of articles wraps with a long name, and no sign between two names stands alone on a line."""
    workshop.write("config.yaml", LONG_NAMES)
    workshop.article("a", region=["two", "three", "one"])
    workshop.article("b", region=["two", "three"], date="2022-12-20", see_also=["a"])
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        tab.goto(f"{address}/regions/")
        line = tab.locator(".directory li").nth(1)
        (begins, above), (count, below) = (line.locator(one).evaluate(ROW) for one in ("> a bdi", "> .count"))
        assert below > above, "it has wrapped"
        assert count == begins
        for path in ("/2022/12/b/", "/regions/two/"):
            tab.goto(address + path)
            for width in range(320, 480, 4):
                tab.set_viewport_size({"width": width, "height": 800})
                assert tab.evaluate(LONE_SIGNS) == [], (path, width)


@pytest.mark.parametrize(("width", "rows"), [(280, [3, 3]), (320, [3, 3]), (360, [6])])
def test_no_word_of_the_navigation_stands_alone(page: Page, address: str, width: int, rows: list[int]) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/")
    tops = page.locator(".masthead-nav li").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert [tops.count(top) for top in sorted(set(tops))] == rows


ROOM = """
field => {
  const style = getComputedStyle(field), pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const room = field.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd);
  return room - pen.measureText(field.placeholder).width - parseFloat(style.fontSize); // of the cross that empties it
}
"""


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_what_a_box_is_for_can_be_read_in_it(scripted: Page, address: str, width: int) -> None:
    scripted.set_viewport_size({"width": width, "height": 800})
    for path in ("/", "/search/"):
        scripted.goto(address + path)
        assert scripted.locator("[placeholder]").evaluate(ROOM) >= 0


@pytest.mark.parametrize("width", [700, 900])
def test_two_columns_of_cards_have_no_hole(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/")
    last = page.locator(".by-region .cards").first.locator(".card:last-child")
    assert page.locator(".by-region .cards").first.locator(".card").count() == 3
    assert last.evaluate(BOX)["width"] == page.locator(".by-region .cards").first.evaluate(BOX)["width"]


@pytest.mark.parametrize("newest", [8, 9, 10])
def test_beside_a_lead_picture_stand_three_cards_whatever_their_number(workshop: Workshop, newest: int) -> None:
    """And what is left of the last row is where the way to all articles stands."""
    workshop.configure(f"page_sizes: {{home: {newest}}}\n")
    Image.new("RGB", (1600, 900)).save(workshop.root / "content/articles/map.png")
    for number in range(12):
        workshop.article(f"a{number}", date=f"2022-01-{number + 1:02}", image={"src": "map.png", "alt": "A map."})
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        tab.set_viewport_size({"width": 1280, "height": 800})
        tab.goto(f"{address}/")
        assert tab.locator(".front .card").count() == 3
        rows = [one.evaluate(BOX)["y"] for one in tab.locator(".rest > *").all()]
        assert len(rows) == newest - 3 + 1
        assert (rows[-1] == rows[-2]) == (newest % 3 > 0)


def test_a_month_stands_below_itself_in_all_years(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/dates/")
    places: dict[str, set[float]] = {}
    for month in page.locator(".year-months li").all():
        places.setdefault(month.inner_text()[:3], set()).add(month.evaluate(BOX)["x"])
    assert len(places) == 12
    assert all(len(found) == 1 for found in places.values())
    assert {month.evaluate(BOX)["height"] for month in page.locator(".year-months").all()} == {
        page.locator(".year-months li").first.evaluate(BOX)["height"]
    }
    assert page.get_by_role("link", name="August 2025: 1 article").inner_text() == "Aug"


def test_whoever_subscribes_sees_an_address_and_no_code(page: Page, address: str) -> None:
    page.goto(f"{address}/regions/central-asia/")
    link = page.get_by_role("link", name="https://briefings.example.org/regions/central-asia/rss.xml")
    assert not link.is_visible()
    page.get_by_text("Subscribe by RSS").focus()
    page.keyboard.press("Enter")
    assert link.is_visible()
    assert link.get_attribute("type") == "application/rss+xml"
    page.get_by_role("link", name="What is a feed?").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Feeds"


def test_where_a_page_is_not_there_is_a_box_to_search(scripted: Page, address: str) -> None:
    scripted.goto(f"{address}/404.html")
    assert scripted.get_by_role("searchbox").count() == 1
    scripted.get_by_role("searchbox").fill("railway")
    scripted.get_by_role("button", name="Search").click()
    scripted.locator(".search-results h2").first.wait_for()


def test_a_drawing_in_a_text_leads_to_the_whole_of_it(workshop: Workshop) -> None:
    text = (
        '![A chart](chart.png "Its caption")\n\n![A map](chart.png)\n\nWords ![beside](chart.png).\n\n![A photo](photo.jpg)\n\n'
        "[![A link](chart.png)](https://example.org/)"
    )
    for name in ("chart.png", "photo.jpg"):
        Image.new("RGB", (9, 9)).save(workshop.root / "content/articles" / name)
    workshop.article("a", text, date="2022-01-05")
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        tab.goto(f"{address}/2022/01/a/")
        for name in ("A chart", "A map"):
            picture = tab.get_by_role("link", name=name, exact=True)
            assert picture.evaluate("link => link.href === link.firstChild.src")
        assert tab.locator(".text a:has(img)").count() == 3
    assert "chart.png" not in "".join(re.findall('href="([^"]*)"', workshop.read("rss.xml"))), "nor in feeds"


def test_the_address_of_a_feed_stands_with_its_format(page: Page, address: str) -> None:
    page.goto(f"{address}/feeds/")
    formats, addresses = (page.locator(f".feed {one}").all() for one in ("dt", "dd"))
    for name, here, following in zip(formats, addresses, formats[1:], strict=False):
        own, other = (
            here.evaluate(BOX)["y"] - name.evaluate(BOX)["bottom"],
            following.evaluate(BOX)["y"] - here.evaluate(BOX)["bottom"],
        )
        assert own < other


BOX = "element => element.getBoundingClientRect().toJSON()"


def test_a_wide_screen_is_used(workshop: Workshop) -> None:
    """Months are beside their articles, and lists of tags in columns."""
    for month in range(1, 7):
        workshop.article(f"a{month}", date=f"2022-{month:02}-05", tags=[f"tag {month}"])
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        tab.set_viewport_size({"width": 1280, "height": 800})
        tab.goto(f"{address}/articles/")
        month, card = (tab.locator(one).first.evaluate(BOX) for one in (".run h2", ".run .card"))
        assert month["right"] < card["x"]
        assert abs(month["y"] - card["y"]) < 10
        tab.goto(f"{address}/tags/")
        assert len({one.evaluate(BOX)["y"] for one in tab.locator(".directory li").all()}) == 2


@pytest.mark.parametrize("width", [360, 1280])
def test_a_pager_says_which_way_it_leads(page: Page, address: str, width: int) -> None:
    """Lists begin with the newest article, so that the next page has older ones; a month is read forwards."""
    page.set_viewport_size({"width": width, "height": 800})
    for path, back, on in (
        ("/articles/page/2/", "Newer articles", "Older articles"),
        ("/2018/08/", "Earlier: May 2018", "Later: November 2018"),
    ):
        page.goto(address + path)
        pager = page.locator(".pager").evaluate(BOX)
        before, after = (page.locator(f".pager [rel={relation}]") for relation in ("prev", "next"))
        assert (before.inner_text(), after.inner_text()) == (back, on)
        assert before.evaluate(BOX)["x"] == pager["x"]
        assert after.evaluate(BOX)["right"] == pager["right"]
    page.goto(f"{address}/articles/page/2/")
    here, pager = (page.locator(one).evaluate(BOX) for one in (".pager-here", ".pager"))
    assert abs(here["x"] + here["right"] - pager["x"] - pager["right"]) <= 1, "in the middle"


def test_the_print_view_opens_and_closes_without_a_script(page: Page, address: str) -> None:
    page.goto(f"{address}/2022/09/samarkand-sco-summit/")
    assert page.locator(".masthead-nav").is_visible()
    page.get_by_role("link", name="Printable version").click()
    assert not page.locator(".masthead-nav").is_visible()
    assert page.locator(".masthead-title").is_visible(), "as on paper"
    assert page.locator(".permalink").is_visible()
    page.get_by_role("link", name="Back to the normal view").click()
    assert page.locator(".masthead-nav").is_visible()


ARTICLE = "/2022/09/samarkand-sco-summit/"


YEARS = range(1990, 2015)
WIDE = f"| Country | {' | '.join(map(str, YEARS))} |\n|---|{'--:|' * len(YEARS)}\n| Kazakhstan | {' | '.join(['12345'] * len(YEARS))} |"
LONG = f"```\n{'x' * 200}\n```"


def test_what_is_wide_moves_by_keyboard_and_is_whole_on_paper(workshop: Workshop) -> None:
    workshop.article("a", f"{LONG}\n\n## Of figures\n\n{WIDE}")
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        tab.goto(f"{address}/2022/12/a/")
        code, table = tab.get_by_role("group", name="A").first, tab.get_by_role("group", name="Of figures")
        for one in (code, table):
            assert one.evaluate("box => box.scrollWidth > box.clientWidth")
            one.focus()
            assert one.evaluate("box => document.activeElement === box")
        tab.keyboard.press("ArrowRight")
        tab.wait_for_timeout(500)  # scrolling is smooth
        assert table.evaluate("box => box.scrollLeft > 0")
        tab.emulate_media(media="print")
        tab.set_viewport_size({"width": 688, "height": 900})  # the width of A4 without its margins
        for one in (code, table):
            assert one.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_with_a_script_the_system_shares_and_prints(scripted: Page, address: str) -> None:
    """What a headless browser lacks is replaced; everything else is as published."""
    scripted.add_init_script("""
        window.asked = [];
        navigator.share = async what => { asked.push(what); };
        window.print = () => asked.push(location.hash);
    """)
    scripted.goto(address + ARTICLE)
    scripted.locator(".story-header a.share").click()
    scripted.locator("a.print").click()
    scripted.wait_for_function("asked.length === 2")
    shared, printed = scripted.evaluate("asked")
    assert shared["title"] == scripted.locator("h1").inner_text()
    assert shared["url"].endswith(ARTICLE)
    assert printed == "#page-print"


def test_a_bar_of_the_chart_leads_to_its_year(page: Page, address: str) -> None:
    page.goto(f"{address}/articles/")
    bar = page.locator("svg.bars a").last
    target = str(bar.get_attribute("href"))
    bar.click()
    page.wait_for_url(f"**{target}")
    assert page.locator(f".run-year[id='{target.partition('#')[2]}']").count() == 1


def test_the_chart_runs_as_the_script_does(page: Page, address: str) -> None:
    page.goto(f"{address}/articles/")
    for direction, oldest_first in (("ltr", True), ("rtl", False)):
        page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
        old, new = (page.locator("svg.bars a").nth(place).evaluate(BOX)["x"] for place in (0, -1))
        assert (old < new) == oldest_first
        years = page.locator(".bars-years span")
        assert (years.first.evaluate(BOX)["x"] < years.last.evaluate(BOX)["x"]) == oldest_first


@pytest.mark.parametrize("path", ["/articles/", "/tags/osce/"])
def test_the_years_stand_below_the_bars_and_their_scale_above(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.evaluate("document.querySelector('.chart details').open = true")
    bars, years, most, highest = (
        page.locator(one).first.evaluate(BOX) for one in (".bars", ".bars-years", ".bars-most", ".bars rect[height='40']")
    )
    assert (bars["x"], bars["right"]) == (years["x"], years["right"])
    assert most["bottom"] <= highest["y"] <= most["bottom"] + 8


def test_the_day_in_a_citation_is_never_broken(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    page.locator("details.cite summary").click()
    day = page.locator("details.cite time")
    assert day.inner_text() == "17 September 2022"
    for width in range(320, 480, 4):
        page.set_viewport_size({"width": width, "height": 800})
        assert day.evaluate("day => day.getClientRects().length === 1 && day.offsetHeight < 30"), width


def test_the_bibtex_entry_is_downloaded(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    page.locator("details.cite summary").click()
    with page.expect_download() as downloading:
        page.locator("details.cite a").click()
    download = downloading.value
    assert download.suggested_filename.endswith(".bib")
    assert Path(download.path()).read_text(encoding="utf-8").startswith("@online{")


def test_an_article_is_light(page: Page, address: str) -> None:
    asked: list[Request] = []
    page.on("requestfinished", lambda request: asked.append(request))  # noqa: PLW0108  # playwright wants a function of its own
    page.goto(address + ARTICLE, wait_until="networkidle")
    assert len(asked) <= 6
    bodies = [response.body() for request in asked if (response := request.response())]
    assert sum(len(body) for body in bodies) < 60_000, "even before it is compressed"


SHIFTED = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { shifted += entry.value; }))
  .observe({ type: "layout-shift", buffered: true });
"""
KINDS = [
    "/",
    ARTICLE,
    "/2018/11/rogun-first-unit/",
    "/regions/central-asia/",
    "/regions/",
    "/tags/",
    "/dates/",
    "/2022/09/",
    "/feeds/",
    "/search/",
    "/about/",
]


@pytest.mark.parametrize("path", KINDS)
def test_nothing_jumps_while_a_page_loads(scripted: Page, address: str, path: str) -> None:
    """Layout Instability (https://wicg.github.io/layout-instability/), added up to the Cumulative Layout Shift."""
    scripted.add_init_script(SHIFTED)
    scripted.goto(address + path, wait_until="networkidle")
    scripted.evaluate("scrollTo(0, document.body.scrollHeight)")
    scripted.wait_for_timeout(200)
    assert scripted.evaluate("shifted") <= 0.01


def test_a_tall_picture_is_no_higher_than_a_screen_or_half_a_page_and_nothing_jumps(workshop: Workshop) -> None:
    workshop.picture("content/articles/tall.png", 900, 2400)
    workshop.article("a", '![Tall](tall.png "Tall.")\n\nText.', image={"src": "tall.png", "alt": "Tall"})
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=True) as tab:
        tab.add_init_script(SHIFTED)
        tab.route("**/*.webp", late)
        tab.set_viewport_size({"width": 1280, "height": 800})
        tab.goto(f"{address}/2022/12/a/", wait_until="networkidle")
        tab.evaluate("scrollTo(0, document.body.scrollHeight)")
        tab.wait_for_load_state("networkidle")
        assert tab.evaluate("shifted") <= 0.01
        most: dict[Literal["screen", "print"], float] = {"screen": 0.85 * 800, "print": 0.5 * 800}
        for media, height in most.items():
            tab.emulate_media(media=media)
            for image in tab.locator("main img").all():
                assert image.evaluate(BOX)["height"] <= height + 1
                assert image.evaluate("image => getComputedStyle(image).objectFit") == "contain", "in its proportions"


def late(route: Route) -> None:
    time.sleep(0.3)
    route.continue_()


def test_a_wide_picture_stands_out_of_the_text_and_is_loaded_as_large_as_it_is_shown(workshop: Workshop) -> None:
    workshop.picture("content/articles/wide.png", 3000, 1500)
    workshop.picture("content/articles/square.png", 1500, 1500)
    workshop.article("a", image={"src": "wide.png", "alt": "Wide"})
    workshop.article("b", image={"src": "square.png", "alt": "Square"})
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        for window, wide, square in ((1280, 832, 544), (900, 544, 544), (360, 320, 320)):
            tab.set_viewport_size({"width": window, "height": 800})
            for slug, width in (("a", wide), ("b", square)):
                tab.goto(f"{address}/2022/12/{slug}/")
                image = tab.locator(".picture img")
                box = image.evaluate(BOX)
                assert box["width"] == width
                assert abs(box["x"] + box["right"] - window) <= 1, "in the middle"
                chosen = image.evaluate("image => image.currentSrc")
                assert int(chosen.split(".")[-2]) == min(size for size in WIDTHS if size >= width)


def test_translations_stand_side_by_side_and_on_a_phone_each_on_its_line(workshop: Workshop) -> None:
    workshop.article("a")
    workshop.article("b", lang="it", translation_of="a", title="Il ponte")
    workshop.article("c", lang="ru", translation_of="a", title="Мост")
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        for window, rows in ((1280, 1), (360, 2)):
            tab.set_viewport_size({"width": window, "height": 800})
            tab.goto(f"{address}/2022/12/a/")
            line = tab.locator(".translations")
            assert len({link.evaluate(BOX)["y"] for link in line.locator("a").all()}) == rows
            assert "·" not in line.inner_text()


def test_a_picture_in_the_text_is_as_wide_as_one_at_the_head_if_its_author_says_so(workshop: Workshop) -> None:
    """In both directions, a small one in the middle; within a quotation and on paper it stays in the column."""
    workshop.picture("content/articles/large.png", 3000, 1500)
    workshop.picture("content/articles/small.png", 400, 300)
    body = """
        ![A](large.png "Caption")
        {: .wide }

        [![B](large.png)](large.png)
        {: .wide }

        ![C](small.png){: .wide }

        > ![D](large.png){: .wide }
        """
    for lang in ("en", "ar"):
        workshop.article(lang, body, lang=lang)
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        for window, width, small in ((1920, 832, 400), (1280, 832, 400), (900, 544, 400), (390, 350, 350)):
            tab.set_viewport_size({"width": window, "height": 800})
            for lang in ("en", "ar"):
                tab.goto(f"{address}/2022/12/{lang}/")
                figure, link, little, quoted = (tab.get_by_alt_text(name, exact=True) for name in "ABCD")
                for image in (figure, link):
                    box = image.evaluate(BOX)
                    assert box["width"] == width
                    assert abs(box["x"] + box["right"] - window) <= 1, "in the middle"
                assert int(figure.evaluate("image => image.currentSrc").split(".")[-2]) == min(x for x in WIDTHS if x >= width)
                box = little.evaluate(BOX)
                assert box["width"] == small
                assert window < 992 or abs(box["x"] + box["right"] - window) <= 1, "in the middle"
                assert quoted.evaluate(BOX)["width"] < 544
                assert tab.evaluate("document.documentElement.scrollWidth") == window
        tab.set_viewport_size({"width": 1280, "height": 800})
        tab.emulate_media(media="print")
        boxes = [tab.get_by_alt_text(name, exact=True).evaluate(BOX) for name in "AB"]
        text = tab.locator(".text").evaluate(BOX)
        assert all(text["x"] <= box["x"] and box["right"] <= text["right"] for box in boxes)


def test_the_foot_of_a_wide_page_has_three_columns_and_a_button_beside_its_field(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/")
    parts = [page.locator(f".colophon .{part}").evaluate(BOX) for part in ("newsletter", "follow", "motto")]
    assert len({box["y"] for box in parts}) == 1
    field, button = (page.locator(f".newsletter {one}").evaluate(BOX) for one in ("input", "button"))
    assert field["right"] < button["x"]


RULES = "lines => lines.map(line => getComputedStyle(line).borderBlockStartStyle + getComputedStyle(line).borderBlockEndStyle)"


def test_regions_stand_below_the_one_that_contains_them_without_a_rule(page: Page, address: str) -> None:
    page.goto(f"{address}/regions/")
    rules = {place: set(page.locator(f".directory{place}").evaluate_all(RULES)) for place in ("> li", " li li")}
    assert rules == {"> li": {"solidnone"}, " li li": {"nonenone"}}


COVERED = """link => {
  const box = link.getBoundingClientRect(), name = link.closest("tr").querySelector("th").getBoundingClientRect();
  const scroll = link.closest(".scroll").getBoundingClientRect();
  return box.right <= name.right || box.right > scroll.right + 1;
}"""


@pytest.mark.parametrize(("key", "width"), [("Tab", 700), ("Shift+Tab", 700), ("Tab", 320)])
def test_no_link_of_the_table_of_years_has_the_focus_where_it_is_not_seen(
    page: Page, address: str, key: str, width: int
) -> None:  # fmt: skip
    """WCAG 2.4.11: neither below the first column nor beyond the edge."""
    page.goto(f"{address}/regions/")
    page.set_viewport_size({"width": width, "height": 900})
    links = page.locator(".by-year td a")
    (links.first if key == "Tab" else links.last).focus()
    for _ in range(links.count()):
        assert not page.locator(".by-year td a:focus").evaluate_all(f"links => links.some({COVERED})")
        page.keyboard.press(key)


def test_a_table_that_is_whole_has_no_shadow_at_its_edge(workshop: Workshop) -> None:
    for year in (2021, 2022):
        workshop.article(f"a{year}", date=f"{year}-01-01")
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        tab.goto(f"{address}/regions/")
        for width in range(360, 1300, 47):
            tab.set_viewport_size({"width": width, "height": 800})
            box = tab.locator(".scroll").evaluate(BOX)
            picture = Image.open(io.BytesIO(tab.screenshot(full_page=True))).convert("RGB")
            edge = picture.crop((int(box["right"]) - 20, int(box["y"]) - 2, int(box["right"]) + 2, int(box["bottom"]) + 3))
            assert len(edge.getcolors() or []) == 1


def test_the_figures_of_a_column_end_below_each_other_in_both_directions(page: Page, address: str) -> None:
    page.goto(f"{address}/regions/")
    for direction, side in (("ltr", "end"), ("rtl", "start")):
        page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
        sides = page.locator(".by-year td").evaluate_all("cells => cells.map(cell => getComputedStyle(cell).textAlign)")
        assert set(sides) == {side}, "at the right, where the last digit is"


def test_on_a_phone_the_rows_of_a_wide_table_keep_their_names_and_a_word_its_column(workshop: Workshop) -> None:
    head = "| Region | 2016 | 2017 | 2018 | 2019 | 2020 |\n|---|---:|---:|---:|---:|---:|\n"
    long = "| The Autonomous District of the Southern Basin | 1,000.5 | 2,000.5 | 3,000.5 | 4,000.5 | 5,000.5 |\n"
    workshop.article("a", f"{head}{long}| القوقاز | 1 | 2 | 3 | 4 | 5 |")
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        tab.set_viewport_size({"width": 320, "height": 800})
        tab.goto(f"{address}/2022/12/a/")
        scroll, names = tab.locator(".text .scroll"), tab.locator(".text tr > :first-child")
        assert names.evaluate_all("names => names.every(name => name.offsetWidth < 150)"), "a number is whole beside them"
        scroll.evaluate("scroll => { scroll.scrollLeft = 120; }")
        assert scroll.evaluate("scroll => scroll.scrollLeft") == 120
        edge = scroll.evaluate(BOX)["x"]
        assert [name.evaluate(BOX)["x"] for name in names.all()] == [edge] * 3
        assert tab.locator("td[dir=rtl]").evaluate("cell => getComputedStyle(cell).textAlign") == "left", "as in its column"


HYPHENS = "element => getComputedStyle(element).hyphens"


def test_long_words_are_hyphenated_in_names_and_on_a_phone_in_texts_but_never_in_code(workshop: Workshop) -> None:
    """How, browsers know from the `lang` of each passage."""
    workshop.article("a", "Text.\n\n`code`\n\n    more code", tags=["water"])
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        tab.goto(f"{address}/2022/12/a/")
        for width, text in ((360, "auto"), (1280, "manual")):
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.locator(".text p").first.evaluate(HYPHENS) == text
            assert {tab.locator(name).first.evaluate(HYPHENS) for name in ("h1", ".tags a")} == {"auto"}
            assert {tab.locator(name).evaluate(HYPHENS) for name in (".text p code", ".text pre", ".text pre code")} == {"manual"}


def test_what_is_a_link_or_a_button_says_so_below_the_pointer(page: Page, address: str) -> None:
    page.goto(f"{address}{ARTICLE}")
    for name in (".masthead-title a", ".tags a", ".cite summary"):
        link = page.locator(name).first
        link.hover()
        assert link.evaluate("link => getComputedStyle(link).textDecorationLine") == "underline", name
    button = page.locator(".newsletter button")
    before = button.evaluate("button => getComputedStyle(button).backgroundColor")
    button.hover()
    assert button.evaluate("button => getComputedStyle(button).backgroundColor") != before


def test_a_tag_is_a_link_up_to_its_edge(page: Page, address: str) -> None:
    page.goto(f"{address}{ARTICLE}")
    chip, link = (page.locator(name).first.evaluate(BOX) for name in (".tags li", ".tags a"))
    assert (chip["x"], chip["right"]) == (link["x"], link["right"])
    assert chip["width"] > 30


def test_what_was_read_has_another_colour_in_see_also(address: str, tmp_path: Path) -> None:
    """Only a browser with a history knows it, and scripts are told the colour of other links: the picture is looked at."""
    kept = driver().chromium.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=["--no-sandbox"], viewport={"width": 1280, "height": 2400}
    )
    tab = kept.new_page()
    tab.goto(f"{address}{ARTICLE}")
    entry = tab.locator("[data-origin] .entry:not(.entry-outside) .entry-title").first
    fresh = colours(entry.screenshot())
    entry.click()
    tab.goto(f"{address}/about/")
    tab.goto(f"{address}{ARTICLE}")
    assert (0x0B, 0x4F, 0x6C) in fresh
    assert colours(entry.screenshot()) - fresh >= {(0x5B, 0x4A, 0x7A)}
    kept.close()


def colours(picture: bytes) -> set[object]:
    found = Image.open(io.BytesIO(picture)).convert("RGB").getcolors(100_000) or []
    return {colour for _, colour in found}


SMALL = """
links => links.filter(link => [...link.getClientRects()].some(box => box.height < 24 || box.width < 24)).map(link => link.outerHTML)
"""


def test_what_stands_alone_is_as_large_as_a_finger_needs(page: Page, address: str) -> None:
    """WCAG 2.5.8, without its exception for what has room around it."""
    alone = ".card-title, .lead-title, .neighbours p, .by-region h2, .year h2, .byline, .chart th, .by-year th, .cite p, .tags li"
    for path in ("/", ARTICLE, "/regions/", "/regions/central-asia/", "/dates/", "/tags/"):
        page.goto(address + path)
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        assert page.locator(f":is({alone}) > a, .directory li > a").evaluate_all(SMALL) == []


def test_a_distance_in_time_is_never_broken_and_titles_are_set_as_titles(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address + ARTICLE)
    rows = page.locator(".entry-distance").evaluate_all(
        "all => all.map(one => new Set([...one.getClientRects()].map(box => box.y)).size)"
    )
    assert set(rows) == {1}
    family = "element => getComputedStyle(element).fontFamily"
    assert page.locator(".neighbours p > a").first.evaluate(family) == page.locator("h1").evaluate(family)
    assert page.locator(".skip").evaluate(family) == page.locator(".masthead-nav").evaluate(family)
