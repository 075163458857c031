"""What search engines read."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from press.catalogue.news import recent
from press.ground.moment import Calendar, Moment, parse
from press.pages import sitemap
from tests.test_weekly import card
from tests.workshop import NOW, Workshop

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(workshop: Workshop, path: str) -> dict[str, str]:
    tree = etree.fromstring((workshop.site / path).read_bytes())
    return {entry[0].text: entry[1].text if len(entry) > 1 else "" for entry in tree}


def test_articles_stand_in_the_sitemap_of_their_year(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", updated="2021-03-01 10:00")
    workshop.article("2022/gone", date="2022-01-01", withdrawn={"date": "2022-02-01", "reason": "R."})
    workshop.article("2022/two", date="2022-01-02")
    workshop.build()
    base = "https://test.example.org"
    assert locations(workshop, "sitemap-2021.xml") == {f"{base}/2021/01/one/": "2021-03-01T10:00:00+05:00"}
    assert locations(workshop, "sitemap-2022.xml") == {f"{base}/2022/01/two/": "2022-01-02"}
    assert set(locations(workshop, "sitemap.xml")) == {f"{base}/sitemap-{name}.xml" for name in ("2021", "2022", "pages")}
    others = locations(workshop, "sitemap-pages.xml")
    assert {f"{base}/", f"{base}/regions/kazakhstan/", f"{base}/2021/", f"{base}/2021/01/"} <= set(others)
    assert "Sitemap: https://test.example.org/sitemap.xml" in workshop.read("robots.txt")


def test_the_newest_of_a_sitemap_is_told_by_time_and_not_by_letters(workshop: Workshop) -> None:
    config = workshop.root / "config.yaml"
    config.write_text(config.read_text().replace("Asia/Tashkent", "Europe/Rome"))
    workshop.article("2021/one", date="2021-10-31 02:50:00 +0200")
    workshop.article("2021/two", date="2021-10-31 02:10:00 +0100")  # twenty minutes later: the clocks were put back
    workshop.build()
    assert locations(workshop, "sitemap.xml")["https://test.example.org/sitemap-2021.xml"] == "2021-10-31T02:10:00+01:00"


def test_an_old_sitemap_stays_when_a_new_article_comes(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    before = (workshop.site / "sitemap-2021.xml").read_bytes()
    workshop.article("2022/two", date="2022-01-02")
    workshop.build()
    assert (workshop.site / "sitemap-2021.xml").read_bytes() == before


def test_every_address_in_a_sitemap_is_served_and_indexed(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", tags=["ä b"])
    workshop.build()
    for part in locations(workshop, "sitemap.xml"):
        for url in locations(workshop, part.removeprefix("https://test.example.org/")):
            page = workshop.page(url.removeprefix("https://test.example.org/") + "index.html")
            assert page.one("//link[@rel='canonical']").get("href") == url
            assert not page.all("//meta[@name='robots']")


def test_a_month_or_day_without_articles_is_served_and_in_no_sitemap(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.ledger("/2021/05/", "/dates/05-17/")
    workshop.build()
    others = {url.removeprefix("https://test.example.org") for url in locations(workshop, "sitemap-pages.xml")}
    assert {"/2021/01/", "/dates/01-01/"} <= others
    for empty in ("/2021/05/", "/dates/05-17/"):
        assert workshop.page(f"{empty[1:]}index.html").all("//h1")
        assert empty not in others


NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
WITH_NEWS = "news_sitemap: true\n"


def news(workshop: Workshop) -> list[tuple[str, ...]]:
    """Return title, date and language of each article that is news, with the publication's name."""
    tree = etree.fromstring((workshop.site / "sitemap-news.xml").read_bytes())
    assert not "".join(entry.tail for entry in tree).strip()
    found = []
    for entry in tree.findall("s:url", SPACE):
        words = [entry.findtext(f".//{NEWS}{name}") for name in ("title", "publication_date", "language", "name")]
        assert entry.findtext("s:loc", namespaces=SPACE).startswith("https://test.example.org/2025/")
        found.append(tuple(words))
    return found


def test_news_are_the_articles_of_two_days(workshop: Workshop) -> None:
    workshop.configure(WITH_NEWS)
    workshop.article("a/old", date="2025-12-30 04:59")  # NOW is 05:00 on 1 January in Tashkent
    workshop.article("a/over", date="2025-12-30 05:00")
    workshop.article("a/fresh", date="2025-12-30 05:01", title="Fresh & new", lang="ru-RU")
    workshop.article("a/day", date="2025-12-31", lang="zh-Hant")
    workshop.article("a/gone", date="2025-12-31", withdrawn={"date": "2025-12-31", "reason": "R."})
    workshop.article("a/later", date="2026-01-01 05:01")
    workshop.build()
    assert news(workshop) == [
        ("Day", "2025-12-31", "zh-tw", "Test Briefings"),
        ("Fresh & new", "2025-12-30T05:01:00+05:00", "ru", "Test Briefings"),
    ]
    base = "https://test.example.org"
    assert workshop.read("robots.txt").splitlines()[-2:] == [f"Sitemap: {base}/sitemap.xml", f"Sitemap: {base}/sitemap-news.xml"]


def test_an_article_is_news_until_two_days_have_passed_and_nothing_else_changes_then(workshop: Workshop) -> None:
    workshop.configure(WITH_NEWS)
    workshop.article("a/one", date="2025-12-31 12:00")
    workshop.article("a/two", date="2025-12-29 12:00")
    workshop.build()
    at = datetime(2026, 1, 2, 7, tzinfo=UTC)
    before = workshop.files()
    assert workshop.build(now=at - timedelta(seconds=1)).rendered == ()
    assert [title for title, *_ in news(workshop)] == ["One"]
    assert workshop.build(now=at).rendered == ("/sitemap-news.xml",)
    assert news(workshop) == []
    after = workshop.files()
    assert {path for path in before if before[path] != after[path]} == {"sitemap-news.xml"}
    workshop.build(now=NOW)
    assert workshop.files() == before, "and a build of an earlier time has it again"


def test_no_more_than_a_thousand_are_news() -> None:
    at = parse("2025-12-31 12:00", Calendar(zone=ZoneInfo("UTC")))
    assert isinstance(at, Moment)
    one = card("x", "2025-12-31", "kazakhstan")
    many = [replace(one, key=f"{number:05}") for number in range(1001)]
    found = recent(many, at)
    assert (len(found), found[0].key, found[-1].key) == (1000, "01000", "00001")


def test_the_days_of_news_are_of_24_hours_when_summer_time_ends(workshop: Workshop) -> None:
    place = workshop.root / "config.yaml"
    place.write_text(place.read_text().replace("Asia/Tashkent", "Europe/Rome") + WITH_NEWS)
    workshop.article("a/one", date="2025-10-25 12:00")  # 10:00 UTC; the clock goes back in the next night
    workshop.build(now=datetime(2025, 10, 27, 9, 59, tzinfo=UTC))
    assert len(news(workshop)) == 1
    workshop.build(now=datetime(2025, 10, 27, 10, tzinfo=UTC))
    assert news(workshop) == []


def test_there_are_no_news_unless_configured_and_none_in_a_preview(workshop: Workshop) -> None:
    workshop.article("a/one", date="2025-12-31")
    workshop.build()
    assert not (workshop.site / "sitemap-news.xml").exists()
    assert workshop.read("robots.txt").count("Sitemap:") == 1
    workshop.configure("news_sitemap: {name: The Briefings}\n")
    workshop.build(drafts=True)
    assert not (workshop.site / "sitemap-news.xml").exists()
    workshop.build()
    assert news(workshop)[0][-1] == "The Briefings"


def test_the_form_of_news_is_checked(workshop: Workshop) -> None:
    workshop.configure("news_sitemap: {nam: x}\n")
    assert workshop.problems() == ['config.yaml:12:16: unknown key "news_sitemap.nam" (did you mean "name"?)']
    workshop.configure("news_sitemap: perhaps\n")
    assert workshop.problems() == ['config.yaml:12:15: "news_sitemap" must be true or false, not "perhaps" (write true or false)']


def test_a_week_that_closes_breaks_the_seal_and_is_fed(workshop: Workshop) -> None:
    workshop.article("a/one", date="2025-12-29 12:00")
    workshop.build()
    monday = datetime(2026, 1, 4, 19, tzinfo=UTC)
    assert not workshop.build(now=monday - timedelta(seconds=1)).decided
    report = workshop.build(now=monday)
    assert (report.decided, report.rendered) == (True, ("/digest/rss.xml",))
    assert not workshop.build(now=monday + timedelta(days=700)).decided
    assert workshop.build(now=monday - timedelta(seconds=1)).decided


def test_a_long_year_is_divided(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 2)
    for day in range(1, 6):
        workshop.article(f"2021/n{day}", date=f"2021-01-0{day}")
    workshop.build()
    names = [f"2021{part}" for part in ("", "-2", "-3")]
    found = [re.findall(r"/n(\d)/</loc>", workshop.read(f"sitemap-{name}.xml")) for name in names]
    assert found == [["1", "2"], ["3", "4"], ["5"]]
    index = workshop.read("sitemap.xml")
    assert all(f"/sitemap-{name}.xml</loc>" in index for name in names)


def test_lists_have_the_date_of_their_last_change(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", updated="2021-09-01")
    workshop.article("2021/two", date="2021-01-02", lang="ru")
    workshop.build()
    pages = workshop.read("sitemap-pages.xml")
    for address in ("/", "/2021/01/", "/languages/", "/tags/"):
        assert f"<loc>https://test.example.org{address}</loc><lastmod>2021-09-01</lastmod>" in pages
    assert "<loc>https://test.example.org/sitemap-2021.xml</loc><lastmod>2021-09-01</lastmod>" in workshop.read("sitemap.xml")


def test_a_preview_tells_search_engines_of_no_draft(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2021/two", date="2021-01-02", draft=True)
    workshop.build(drafts=True)
    assert re.findall(r"/(\w+)/</loc>", workshop.read("sitemap-2021.xml")) == ["one"]
