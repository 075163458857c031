"""What is printed: whole numbers, whole lists, and the proportions of the screen."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.reader import needs_browser, opened, serving
from tests.workshop import Workshop

pytestmark = needs_browser

PAPER: ViewportSize = {"width": 688, "height": 971}
"""The size of A4 without the margins of a page, in CSS pixels."""

COLUMNS = 14
ARTICLE, WITHDRAWN = "/2022/09/samarkand-sco-summit/", "/2017/09/expo-closing-figures/"

PROPORTION = """
() => {
  const size = selector => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize);
  return [".standfirst", ".byline", ".text h2"].map(selector => size(selector) / size(".text p"));
}
"""
ROWS = """
cells => cells.map(cell => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
})
"""


@pytest.fixture
def tab(workshop: Workshop) -> Iterator[Page]:
    """Yield an article as it is printed: a wide table of numbers, a long list, a heading."""
    wide = f"| Region | {' | '.join(str(1990 + place) for place in range(COLUMNS))} |\n|---|{'---:|' * COLUMNS}\n"
    wide += f"| Karakalpakstan and the sea | {' | '.join(['12,345.67'] * COLUMNS)} |"
    long = "\n".join(f"{number}. Item" for number in range(1, 1101))
    workshop.article("a", f"Text.\n\n## Heading\n\n{wide}\n\nAnd a list.\n\n{long}")
    workshop.build()
    with serving(workshop.site) as address, opened(address, scripts=False) as tab:
        tab.set_viewport_size(PAPER)
        tab.goto(f"{address}/2022/12/a/")
        yield tab


def test_a_number_is_never_broken_and_the_words_beside_it_are_not_crushed(tab: Page) -> None:
    tab.emulate_media(media="print")
    assert set(tab.locator("td.align-right").evaluate_all(ROWS)) == {1}
    assert max(tab.locator("td:first-child").evaluate_all(ROWS)) <= 3
    assert tab.locator("table").evaluate("table => table.getBoundingClientRect().right <= innerWidth")


def test_the_number_of_an_item_stands_on_the_page(tab: Page) -> None:
    """Anything left of the start of a page is cut off, so the number must fit between there and the text."""
    tab.emulate_media(media="print")
    item = tab.locator(".text ol li").last
    room = item.evaluate("item => item.getBoundingClientRect().x")
    needed = item.evaluate("item => { item.innerHTML = '<span>1000.&nbsp;</span>'; return item.firstChild.offsetWidth; }")
    assert room >= needed


def test_everything_is_printed_in_the_proportions_of_the_screen(tab: Page) -> None:
    on_screen = tab.evaluate(PROPORTION)
    tab.emulate_media(media="print")
    assert tab.evaluate(PROPORTION) == pytest.approx(on_screen, rel=0.02)
    size = tab.locator(".text p").first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
    assert size == pytest.approx(11 / 0.75, rel=0.01), "11 points"


def test_every_page_says_where_it_stands(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    for path in ("/", "/about/", "/regions/kazakhstan/", "/dates/", "/2018/08/", ARTICLE, WITHDRAWN):
        page.goto(address + path)
        assert page.locator(".permalink:visible").all_inner_texts() == [f"https://briefings.example.org{path}"]


PDFTOTEXT = shutil.which("pdftotext")


def printed(page: Page, folder: Path) -> list[list[str]]:
    """Return the lines of each sheet of A4 on which `page` is printed; a file is made in `folder`."""
    page.pdf(path=folder / "a.pdf", format="A4", prefer_css_page_size=True)
    done = subprocess.run([str(PDFTOTEXT), "-layout", "a.pdf", "-"], cwd=folder, capture_output=True, text=True, check=True)
    return [[line.strip() for line in sheet.splitlines() if line.strip()] for sheet in done.stdout.split("\f")[:-1]]


@pytest.mark.skipif(not PDFTOTEXT, reason="no pdftotext is installed")
def test_every_sheet_says_its_number_and_what_it_belongs_to(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/articles/")
    sheets = printed(page, tmp_path)
    assert len(sheets) > 1
    for number, lines in enumerate(sheets, 1):
        assert lines[0] == ("Articles" if number > 1 else "Meridian Briefings")
        assert lines[-1].replace(" ", "") == f"{number}/{len(sheets)}"
    assert lines[-2] == "https://briefings.example.org/articles/", "never alone on a sheet"
    assert len(lines) > 3


@pytest.mark.skipif(not PDFTOTEXT, reason="no pdftotext is installed")
def test_a_list_begins_on_the_first_sheet_below_its_heading(page: Page, address: str, tmp_path: Path) -> None:
    for path in ("/regions/central-asia/", "/tags/water/"):
        page.goto(f"{address}{path}")
        first = printed(page, tmp_path)[0]
        assert page.locator(".card-title").first.inner_text() in "\n".join(first), path
        assert len(first) > 20, path


def test_a_list_is_as_wide_as_the_sheet(page: Page, address: str) -> None:
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    page.goto(f"{address}/articles/")
    box = "element => element.getBoundingClientRect().toJSON()"
    month, card, main = (page.locator(one).first.evaluate(box) for one in (".run h2", ".run .card", "main"))
    assert month["right"] < card["x"]
    assert card["right"] == main["right"]
    page.goto(f"{address}/tags/")
    assert len({one.evaluate(box)["x"] for one in page.locator(".directory li").all()}) == 2


def test_a_search_that_was_not_made_prints_the_ways_to_browse(scripted: Page, address: str) -> None:
    scripted.emulate_media(media="print")
    scripted.goto(f"{address}/search/")
    assert scripted.locator(".browse").is_visible()
    scripted.goto(f"{address}/search/?q=railway")
    scripted.locator(".search-results .card").first.wait_for()
    assert not scripted.locator(".browse").is_visible()


def test_a_year_stands_with_its_months(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{address}/dates/")
    assert page.locator(".year").first.evaluate("year => getComputedStyle(year).breakInside") == "avoid"


def test_tags_have_no_room_around_them_that_nobody_sees(page: Page, address: str) -> None:
    page.goto(f"{address}{ARTICLE}#page-print")
    tag = page.locator(".tags li").first
    assert tag.evaluate("tag => tag.getBoundingClientRect().x - tag.closest('.tags').getBoundingClientRect().x") == 0
    assert tag.locator("a").evaluate("link => getComputedStyle(link).paddingInlineStart") == "0px"
