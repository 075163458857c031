"""What search engines read."""

from lxml import etree

from tests.workshop import Workshop

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
