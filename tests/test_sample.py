"""The sample archive, built: the nine parts of the model page, and no dead link anywhere."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import feedparser
import pytest

from press.request import Report
from tests.reader import sample
from tests.workshop import PROJECT, Page

BASE = "https://briefings.example.org"
MODEL = "2022/09/samarkand-sco-summit"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """Return the sample as a site, and what building it reported."""
    site = tmp_path_factory.mktemp("sample") / "site"
    return site, sample(site)


def test_the_sample_shows_everything_that_it_should(built: tuple[Path, Report]) -> None:
    site, report = built
    assert report.warnings == ()
    assert report.counts.articles >= 36
    assert report.counts.embargoed >= 1
    texts = [place.read_text(encoding="utf-8") for place in sorted((PROJECT / "content/articles").rglob("*.md"))]
    bodies = [text.split("---\n", 2)[2] for text in texts if "\nwithdrawn:" not in text]
    assert all(250 <= len(body.split()) <= 700 for body in bodies), sorted(len(body.split()) for body in bodies)
    for key, least in (
        ("corrections:", 2),
        ("aliases:", 1),
        ("withdrawn:", 1),
        ("lang:", 1),
        ("image:", 1),
        ("translation_of:", 1),
    ):
        assert sum(f"\n{key}" in text for text in texts) >= least, key
    assert sum("\nsee_also:" in text for text in texts) > len(texts) / 2
    assert len(list((site / "tags").glob("*/index.html"))) >= 25
    assert len(list((site / "regions").glob("*/index.html"))) >= 6


def test_no_internal_link_is_dead(built: tuple[Path, Report]) -> None:
    site, _ = built
    pages = {address(place, site): Page(place.read_text(encoding="utf-8")) for place in site.rglob("*.html")}
    anchors = {here: {element.get("id") for element in page.all("//*[@id]")} for here, page in pages.items()}
    served = {f"/{place.relative_to(site).as_posix()}" for place in site.rglob("*") if place.is_file()} | pages.keys()
    dead, seen = [], 0
    for here, page in pages.items():
        for target in targets(page, here):
            seen += 1
            where, fragment = urldefrag(target)
            path = unquote(urlsplit(where).path)
            if path not in served or (fragment and unquote(fragment) not in anchors.get(path, set())):
                dead.append(f"{here}: {target}")
    assert not dead, "\n".join(dead)
    assert seen > 5_000


def address(place: Path, site: Path) -> str:
    path = f"/{place.relative_to(site).as_posix()}"
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


def targets(page: Page, here: str) -> Iterator[str]:
    """Yield every address of this site that `page`, at `here`, has in any attribute."""
    for element in page.all("//*[@href or @src or @content]"):
        for name in ("href", "src", "content"):
            written = element.get(name) or ""
            if name == "content" and not written.startswith(BASE):
                continue
            whole = urljoin(BASE + here, written)
            if whole.startswith(f"{BASE}/"):
                yield whole


def test_no_link_of_a_feed_is_dead_and_every_feed_can_be_read(built: tuple[Path, Report]) -> None:
    site, report = built
    feeds = sorted([*site.rglob("rss.xml"), *site.rglob("atom.xml")])
    assert len(feeds) + len(list(site.rglob("feed.json"))) == report.counts.feeds
    for place in feeds:
        feed = feedparser.parse(place.read_bytes())
        assert not feed.bozo, place
        for entry in feed.entries:
            assert (site / unquote(urlsplit(entry.link).path).strip("/") / "index.html").is_file(), entry.link
            for target in targets(Page(entry.content[0].value), "/"):
                path = unquote(urlsplit(target).path).strip("/")
                assert (site / path).is_file() or (site / path / "index.html").is_file(), f"{place}: {target}"


def test_the_sitemap_names_every_page_that_is_to_be_found(built: tuple[Path, Report]) -> None:
    site, _ = built
    parts = [part.split("</loc>")[0] for place in site.glob("sitemap-*.xml") for part in place.read_text().split("<loc>")[1:]]
    named = {unquote(urlsplit(part).path) for part in parts}
    wanted = {
        address(place, site) for place in site.rglob("*.html")
        if 'name="robots"' not in (text := place.read_text(encoding="utf-8")) and "http-equiv" not in text
    }  # fmt: skip
    assert named == {path for path in wanted if "/page/" not in path and path != "/404.html"} | {
        path for path in named if "/page/" in path
    }


class TestTheModelPage:
    """The page that the archive is modelled on has nine parts, from top to bottom."""

    @pytest.fixture
    def page(self, built: tuple[Path, Report]) -> Page:
        return Page((built[0] / MODEL / "index.html").read_text(encoding="utf-8"))

    def test_1_date_and_time_with_a_zone(self, page: Page) -> None:
        moment = page.one("//header[@class='story-header']//time")
        assert moment.get("datetime") == "2022-09-17T09:00:00+05:00"
        assert "".join(moment.itertext()) == "17 September 2022, 09:00 (UTC+5)"

    def test_2_the_regions_as_links(self, page: Page) -> None:
        regions = page.all("//nav[@class='kicker']//a")
        assert len(regions) >= 2
        assert all(region.get("href").startswith("/regions/") for region in regions)

    def test_3_send_to_a_friend_above_and_below(self, page: Page) -> None:
        above, below = page.all("//a[@class='share']")
        assert above.get("href") == below.get("href")
        assert above.get("href").startswith("mailto:?subject=")
        assert MODEL.replace("/", "%2F") in above.get("href")

    def test_4_title_byline_standfirst(self, page: Page) -> None:
        assert len(page.words("//h1")) == 1
        assert page.words("//*[@class='byline']")[0].startswith("By ")
        assert page.words("//*[@class='standfirst']")[0].count(".") >= 2

    def test_5_the_body_opens_with_a_dateline(self, page: Page) -> None:
        first, *others = page.words("//*[@class='text']/p")
        assert first.startswith("Samarkand (Meridian) – ")
        assert 5 <= len(others) <= 12

    def test_6_tags_and_printable_version(self, page: Page) -> None:
        assert len(page.all("//nav[@class='tags']//a[@rel='tag']")) >= 3
        target = page.one("//a[@class='print']").get("href")
        assert page.one(f"//*[@id='{target[1:]}']//a").get("href") == "#page-main", "and the view closes again"

    def test_7_see_also_with_date_region_and_distance(self, page: Page) -> None:
        curated = page.all("//*[@data-origin='curated']//li")
        assert len(curated) >= 2
        assert len(page.all("//*[@data-origin]//li")) >= 5
        for entry in page.all("//*[@data-origin]//li"):
            text = " ".join("".join(entry.itertext()).split())
            assert "earlier" in text or "later" in text, text
            assert entry.xpath(".//time/@datetime")
        distances = page.words("//*[@class='entry-distance']")
        assert any("earlier" in words for words in distances)
        assert any("later" in words for words in distances)

    def test_8_the_newsletter_box(self, page: Page) -> None:
        form = page.one("//section[@class='newsletter']//form")
        assert form.get("method") == "post"
        assert page.words("//section[@class='newsletter']//button") == ["Subscribe now"]
        assert page.one("//section[@class='newsletter']//label").get("for") == page.one("//input[@type='email']").get("id")
        assert page.words("//section[@class='newsletter']//a") == ["Change your preferences"]

    def test_9_the_quotation_in_its_own_language(self, page: Page) -> None:
        assert page.one("//figure[@class='motto']/blockquote").get("lang") == "la"
        assert page.words("//figure[@class='motto']/figcaption")

    def test_the_parts_stand_in_good_order(self, page: Page) -> None:
        order = ["kicker", "standfirst", "byline", "story-date", "text", "tags", "related related-curated", "newsletter", "motto"]
        found = [element.get("class") for element in page.all("//*[@class]") if element.get("class") in order]
        assert found == order
