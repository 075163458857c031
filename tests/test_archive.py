"""Cards, shelves and neighbours of a whole archive, seen on the pages they make."""

import json

import pytest

from press.desk.record import record
from tests.workshop import CONFIG, PROJECT, Workshop, files


def titles(workshop: Workshop, path: str) -> list[str]:
    return workshop.page(path).words("//*[contains(@class, 'card-title')]")


def test_a_region_holds_the_articles_of_the_regions_within_it(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", region="kazakhstan")
    workshop.article("2022/two", date="2022-01-01", region=["central-asia", "caucasus"])
    workshop.build()
    assert titles(workshop, "regions/central-asia/index.html") == ["Two", "One"]
    assert titles(workshop, "regions/kazakhstan/index.html") == ["One"]
    assert titles(workshop, "regions/caucasus/index.html") == ["Two"]


def test_spellings_of_a_tag_fold_into_the_oldest_or_the_configured(workshop: Workshop) -> None:
    workshop.article("2020/one", date="2020-01-01", tags=["Water", "sco"])
    workshop.article("2021/two", date="2021-01-01", tags=["water", "Shanghai Cooperation Organisation"])
    workshop.article("2022/three", date="2022-01-01", tags=["WA\u200bTER", "SCO"])
    workshop.configure("tags: [{name: SCO, variants: [Shanghai Cooperation Organisation]}]\n")
    workshop.build()
    assert workshop.page("tags/index.html").words("//ul[contains(@class, 'directory')]/li") == [
        "SCO 3 articles",
        "Water 3 articles",
    ]
    assert titles(workshop, "tags/sco/index.html") == ["Three", "Two", "One"]


def test_tags_and_authors_stand_where_readers_look_for_them(workshop: Workshop) -> None:
    names = ["Elena Ivanova", "Élodie Petit", "Emil Ende", "Zacharias Zorn"]
    workshop.article("2020/one", date="2020-01-01", author=names[::-1], tags=["Eau", "Énergie", "Zone euro"])
    workshop.build()
    for kind, expected in (("authors", names), ("tags", ["Eau", "Énergie", "Zone euro"])):
        found = workshop.page(f"{kind}/index.html").words("//ul[contains(@class, 'directory')]/li")
        assert found == [f"{name} 1 article" for name in expected]


def test_a_renamed_tag_region_and_author_keep_their_addresses_and_feeds(workshop: Workshop) -> None:
    workshop.configure(
        """\
        aliases:
          tags: {aqua: water}
          regions: {steppe: kazakhstan}
          authors: {the-desk: diplomacy-desk}
        """
    )
    for year in (2020, 2021, 2022):
        workshop.article(
            f"{year}/a",
            date=f"{year}-01-01",
            tags=["water" if year > 2020 else "Aqua"],
            region="steppe" if year == 2020 else "kazakhstan",
        )
    workshop.publish()
    promised = (workshop.root / "ledger.txt").read_text()
    for old, new in (
        ("tags/aqua", "tags/water"),
        ("regions/steppe", "regions/kazakhstan"),
        ("authors/the-desk", "authors/diplomacy-desk"),
    ):
        assert f"url=https://test.example.org/{new}/" in workshop.read(f"{old}/index.html")
        assert workshop.read(f"{old}/rss.xml") == workshop.read(f"{new}/rss.xml")
        assert f"\n/{old}/\t\t/{new}/\n" in promised
        assert len(titles(workshop, f"{new}/index.html")) == 3


@pytest.mark.parametrize(
    ("kind", "chain", "mended"),
    [
        ("tags", "{aqua: water, water: hydrology}", "{aqua: hydrology, water: hydrology}"),
        ("authors", "{aqua: water, water: hydrology}", "{aqua: hydrology, water: hydrology}"),
        ("regions", "{asia: steppe, steppe: kazakhstan}", "{asia: kazakhstan, steppe: kazakhstan}"),
    ],
)
def test_a_chain_of_aliases_says_what_to_write(workshop: Workshop, kind: str, chain: str, mended: str) -> None:
    front: dict[str, list[str]] = {"tags": ["Aqua", "Water"], "author": ["Water", "Hydrology"]}
    workshop.article("2021/one", date="2021-01-01", **front)
    workshop.article("2021/two", date="2021-01-02", tags=["Hydrology"])
    workshop.configure(f"aliases: {{{kind}: {chain}}}\n")
    (problem,) = workshop.problems()
    first = mended.strip("{}").split(", ")[0]
    assert problem.endswith(f"is itself an alias (write {first})")
    workshop.configure(f"aliases: {{{kind}: {mended}}}\n")
    assert workshop.problems() == []


def test_previous_and_next_are_those_of_the_first_region(workshop: Workshop) -> None:
    workshop.article("2020/one", date="2020-01-01", region="kazakhstan")
    workshop.article("2021/other", date="2021-01-01", region=["caucasus", "kazakhstan"])
    workshop.article("2022/two", date="2022-01-01", region=["kazakhstan", "caucasus"])
    workshop.build()
    page = workshop.page("2022/01/two/index.html")
    assert page.words("//*[@class='neighbours-previous']") == ["Earlier in Kazakhstan One 1 January 2020"]
    assert not page.all("//*[@class='neighbours-next']")


def test_previous_and_next_stay_within_a_language_and_home_shows_no_translation(workshop: Workshop) -> None:
    workshop.article("2022/one", date="2022-01-01")
    workshop.article("2022/two", date="2022-01-02")
    workshop.article("2022/dva", date="2022-01-03", lang="ru", translation_of="2022/two")
    workshop.article("2022/tri", date="2022-01-04", lang="ru")
    workshop.build()
    english, russian = (workshop.page(f"2022/01/{slug}/index.html") for slug in ("two", "dva"))
    assert english.words("//*[@class='neighbours-previous']/a") == ["One"]
    assert not english.all("//*[@class='neighbours-next']")
    assert russian.words("//*[@class='neighbours-next']/a") == ["Tri"]
    assert not russian.all("//*[@class='neighbours-previous']")
    assert english.words("//p[@class='translations']/span/a") == ["Русский: Dva"]
    assert workshop.page("index.html").words("//main//h2[@id='page-lead'] | //main//h3") == ["Tri", "Two", "One"]


def test_a_month_leads_to_those_beside_it_and_a_shelf_of_one_day_names_it_once(workshop: Workshop) -> None:
    for key, date in (("one", "2021-11-30"), ("two", "2022-01-01"), ("three", "2022-03-05")):
        workshop.article(f"x/{key}", date=date, tags=[key])
    workshop.build()
    page = workshop.page("2022/01/index.html")
    assert [(link.get("rel"), link.get("href"), link.text) for link in page.all("//nav[@class='pager']/a")] == [
        ("prev", "/2021/11/", "Earlier: November 2021"), ("next", "/2022/03/", "Later: March 2022"),
    ]  # fmt: skip
    assert page.words("//p[@class='scope']") == ["1 article"]
    assert workshop.page("tags/two/index.html").words("//*[@class='scope-dates']") == ["1 January 2022"]


def test_a_day_of_the_calendar_shows_what_was_published_on_it_through_the_years(workshop: Workshop) -> None:
    """PUBLISHED A15."""
    dates = {
        "old": "2008-02-29",
        "new": "2024-02-29",
        "late": "2024-02-29 10:00",
        "march": "2019-03-01",
        "december": "2021-12-31",
    }
    for key, date in dates.items():
        workshop.article(f"x/{key}", date=date)
    workshop.build()
    page = workshop.page("dates/02-29/index.html")
    assert page.words("//h1") == ["29 February"]
    assert page.words("//p[@class='scope']") == ["3 articles"]
    assert [(link.text, link.get("href")) for link in page.all("//main//h2/a")] == [
        ("2024", "/2024/02/#day-29"), ("2008", "/2008/02/#day-29"),
    ]  # fmt: skip
    assert titles(workshop, "dates/02-29/index.html") == ["New", "Late", "Old"]
    assert [(link.get("rel"), link.get("href"), link.text) for link in page.all("//nav[@class='pager']/a")] == [
        ("next", "/dates/03-01/", "Later: 1 March")
    ]
    calendar = workshop.page("dates/index.html")
    assert [(a.get("href"), a.text, a.get("aria-label")) for a in calendar.all("//*[@class='year-days']/a")] == [
        ("/dates/02-29/", "29", "29 February"), ("/dates/03-01/", "1", "1 March"), ("/dates/12-31/", "31", "31 December"),
    ]  # fmt: skip
    assert calendar.words("//section[@class='on-this-day']//h3") == ["February", "March", "December"]
    assert "<loc>https://test.example.org/dates/02-29/</loc>" in workshop.read("sitemap-pages.xml")


def test_a_day_without_a_time_comes_first_on_that_day_and_prints_none(workshop: Workshop) -> None:
    workshop.article("2022/timed", date="2022-12-13 00:01")
    workshop.article("2022/untimed", date="2022-12-13")
    workshop.build()
    assert titles(workshop, "2022/12/index.html") == ["Untimed", "Timed"]
    assert workshop.page("2022/12/untimed/index.html").words("//p[@class='story-date']") == ["13 December 2022"]
    assert workshop.page("2022/12/timed/index.html").words("//p[@class='story-date']") == ["13 December 2022, 00:01 (UTC+5)"]


def test_year_month_and_address_are_those_of_the_site_zone(workshop: Workshop) -> None:
    workshop.article("2022/late", date="2022-12-31 23:30 UTC")
    workshop.build()
    assert titles(workshop, "2023/01/index.html") == ["Late"]
    assert (workshop.site / "2023/01/late/index.html").exists()


def test_month_pages_have_an_anchor_for_each_day(workshop: Workshop) -> None:
    workshop.article("2022/a", date="2022-12-03")
    workshop.article("2022/b", date="2022-12-13")
    workshop.build()
    assert [h.get("id") for h in workshop.page("2022/12/index.html").all("//h2[@id]") if h.get("id").startswith("day")] == [
        "day-3",
        "day-13",
    ]


def test_a_month_of_many_articles_begins_with_a_line_of_its_days(workshop: Workshop) -> None:
    for number in range(30):
        workshop.article(f"x/a{number}", date=f"2022-02-{24 if number % 2 else 3:02}")
        workshop.article(f"x/b{number}", date="2022-03-01")
    workshop.article("x/c", date="2022-04-01")
    workshop.build()
    assert [(a.get("href"), a.text, a.get("aria-label")) for a in workshop.page("2022/02/index.html").all("//main//nav/a")[:2]] == [
        ("#day-3", "3", "3 February 2022"), ("#day-24", "24", "24 February 2022"),
    ]  # fmt: skip
    for path in ("2022/03/index.html", "2022/04/index.html"):
        assert not workshop.page(path).all("//*[@class='on-page']"), "there is nowhere to go"


def test_shelves_are_numbered_from_the_oldest_and_closed_pages_stay(workshop: Workshop) -> None:
    workshop.configure("page_sizes: {index: 2}\n")
    for number in range(5):
        workshop.article(f"2022/a{number}", date=f"2022-01-0{number + 1}")
    workshop.build()
    assert titles(workshop, "articles/index.html") == ["A4", "A3", "A2"]
    assert titles(workshop, "articles/page/1/index.html") == ["A1", "A0"]
    assert "url=https://test.example.org/articles/" in workshop.read("articles/page/2/index.html")
    closed = {path: text for path, text in workshop.files().items() if "/page/1/" in path}
    assert len(closed) == 5, "articles, two regions, author and year"
    workshop.article("2022/a5", date="2022-01-06")
    workshop.article("2022/a6", date="2022-01-07")
    workshop.build()
    assert {path: text for path, text in workshop.files().items() if "/page/1/" in path} == closed
    assert titles(workshop, "articles/page/2/index.html") == ["A3", "A2"]
    for page in (workshop.page("articles/page/1/index.html"), workshop.page("articles/page/2/index.html")):
        assert not page.all("//*[@class='scope']"), "a numbered page prints no total"
    for number, days in ((1, ["2022-01-01", "2022-01-02"]), (2, ["2022-01-03", "2022-01-04"])):
        page = workshop.page(f"regions/kazakhstan/page/{number}/index.html")
        assert [time.get("datetime") for time in page.all("//p[@class='shelf-span']/span/time")] == days
        assert page.words("//nav[@class='trail']//a") == ["Regions", "Central Asia", "Kazakhstan"], "the last leads to the root"
        assert page.words("//h1") == [f"Kazakhstan Page {number}"]
        assert not page.all("//h1//a")


def test_home_shows_the_lead_the_newest_and_the_newest_by_region(workshop: Workshop) -> None:
    workshop.configure("lead: 2020/lead\npage_sizes: {home: 2, home_region: 1}\n")
    workshop.article("2020/lead", date="2020-01-01")
    workshop.article("2019/old", date="2019-01-01")
    workshop.article("2019/elder", date="2019-01-02", region="caucasus")
    workshop.article("2021/expired", date="2021-01-01", expires="2022-01-01")
    workshop.article("2021/withdrawn", date="2021-02-01", withdrawn={"date": "2021-03-01", "reason": "R."})
    workshop.article("2022/new", date="2022-01-01")
    workshop.article("2022/newer", date="2022-01-02", region="caucasus")
    workshop.build()
    page = workshop.page("index.html")
    assert page.words("//*[@class='lead-title']") == ["Lead"]
    assert page.words("//section[@class='newest']//h3") == ["Newer", "New"]
    assert page.words("//section[@class='by-region']//h3") == ["Old", "Elder"]
    assert workshop.page("2021/01/expired/index.html").words("//h1") == ["Expired"]


def test_a_withdrawn_article_leaves_a_tombstone_that_says_so(workshop: Workshop) -> None:
    workshop.article(
        "2021/gone", "Secret text.", date="2021-02-01", tags=["x"], withdrawn={"date": "2021-03-01", "reason": "It was not so."}
    )
    workshop.build()
    page = workshop.page("2021/02/gone/index.html")
    assert page.words("//*[contains(@class, 'notice-withdrawn')]") == [
        "This article was withdrawn on 1 March 2021. It was not so."
    ]
    assert page.words("//nav[@class='kicker']//li") == ["Central Asia", "Kazakhstan"]
    assert not any(b"Secret text" in data for data in workshop.files().values())
    assert "This article has been withdrawn." in workshop.read("articles/index.html")
    item = workshop.feed("rss.xml").entries[0]
    assert item.title == "Withdrawn: Gone"
    assert "It was not so." in item.content[0].value


def test_drafts_and_embargoed_articles_are_nowhere(workshop: Workshop) -> None:
    workshop.article("2021/open", date="2021-01-01")
    workshop.article("2021/kept", "Hidden words.", date="2021-01-02", draft=True, tags=["hidden-tag"])
    workshop.article("2027/later", "Hidden words.", date="2027-01-01", tags=["hidden-tag"])
    report = workshop.build()
    assert (report.counts.articles, report.counts.drafts, report.counts.embargoed) == (1, 1, 1)
    for path, data in workshop.files().items():
        for word in (b"Hidden words", b"hidden-tag", b"Kept", b"Later<", b"2027"):
            assert word not in data, path
    assert workshop.build(drafts=True).counts.articles == 3
    assert "preview" in workshop.read("2021/01/kept/index.html")


def test_machines_are_told_which_article_is_the_original(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2021/odin", date="2021-01-02", lang="ru", translation_of="2021/one")
    workshop.article("2021/uno", date="2021-01-03", lang="it", translation_of="2021/one")
    gone = {"date": "2022-01-01", "reason": "It was wrong."}
    workshop.article("2021/eins", date="2021-01-04", lang="de", translation_of="2021/one", withdrawn=gone)
    workshop.build()

    def named(name: str, lang: str) -> dict[str, str]:
        url = f"https://test.example.org/2021/01/{name}/"
        return {"@type": "NewsArticle", "@id": url, "url": url, "inLanguage": lang}

    found = {}
    for name in ("one", "odin", "uno"):
        data = json.loads(workshop.page(f"2021/01/{name}/index.html").one("//script[@type='application/ld+json']").text)
        found[name] = {key: value for key, value in data.items() if "ranslation" in key}
    one = {"translationOfWork": named("one", "en")}
    assert found == {"one": {"workTranslation": [named("odin", "ru"), named("uno", "it")]}, "odin": one, "uno": one}


def test_a_translation_is_linked_both_ways_and_speaks_its_language(workshop: Workshop) -> None:
    workshop.article("2021/original", date="2021-01-01")
    workshop.article(
        "2021/perevod", "Текст.", title="Перевод", date="2021-01-02", lang="ru", translation_of="original", dateline="Актау"
    )
    workshop.build()
    page = workshop.page("2021/01/perevod/index.html")
    assert page.one("/html").get("lang") == "ru"
    assert page.one("//article").get("lang") == "ru"
    assert page.words("//p[@class='story-date']") == ["2 января 2021 г."]
    links = {link.get("hreflang"): link.get("href") for link in page.all("//link[@hreflang]")}
    assert links["en"] == "https://test.example.org/2021/01/original/"
    assert links["ru"] == page.one("//link[@rel='canonical']").get("href")
    assert page.words("//p[@class='translations']/span") == ["English: Original (оригинал)"]
    original = workshop.page("2021/01/original/index.html")
    assert original.one("//link[@hreflang='ru']") is not None
    assert original.words("//p[@class='translations']/span") == ["Русский: Перевод"]


def test_a_language_without_catalogue_takes_the_words_of_the_site(workshop: Workshop) -> None:
    workshop.article("2021/ar", "نص.", title="عنوان", date="2021-01-02", lang="ar")
    workshop.build()
    page = workshop.page("2021/01/ar/index.html")
    assert (page.one("/html").get("lang"), page.one("/html").get("dir")) == ("en", "ltr")
    assert (page.one("//article").get("lang"), page.one("//article").get("dir")) == ("ar", "rtl")


def test_what_runs_the_other_way_says_so_in_an_archive_from_right_to_left(workshop: Workshop) -> None:
    workshop.write("theme/words/fa.yaml", (PROJECT / "theme/words/en.yaml").read_text(encoding="utf-8"))
    workshop.configure("language: fa\n")
    quoted = '> All agreed.\n> {: lang=en }\n\n<span lang="ar">نعم</span> <span lang="ru" dir="rtl">Да</span> <br lang="en" />'
    workshop.article("2021/fa", quoted, date="2021-01-01", tags=["C++"])
    workshop.article("2021/en", date="2021-01-02", lang="en")
    workshop.build()
    page = workshop.page("2021/01/fa/index.html")
    assert [(one.get("lang"), one.get("dir")) for one in page.all("//div[@class='text']//*[@lang]")] == [
        ("en", "ltr"), ("ar", None), ("ru", "rtl"), ("en", None),
    ]  # fmt: skip
    assert page.words("//nav[@class='tags']//a/bdi") == ["C++"]
    assert page.one("//p[@class='rights']").get("dir") is None
    english = workshop.page("2021/01/en/index.html")
    assert english.one("/html").get("dir") == "ltr"
    assert [(one.get("lang"), one.get("dir")) for one in english.all("//p[@class='rights']")] == [("fa", "rtl")]


def test_pages_without_author_tags_or_dateline_have_no_holes(workshop: Workshop) -> None:
    workshop.article("2021/bare", date="2021-01-01", author=None)
    workshop.build()
    page = workshop.page("2021/01/bare/index.html")
    assert page.words("//p[@class='unsigned']") == ["By Test Briefings"]
    for name in ("tags", "dateline", "corrections", "more"):
        assert not page.all(f"//*[@class='{name}']")


def test_the_roots_of_shelves_chart_their_years(workshop: Workshop) -> None:
    workshop.configure("page_sizes: {index: 2}\n")
    for number, year in enumerate((2018, 2018, 2018, 2020, 2021, 2021)):
        workshop.article(f"x/n{number}", date=f"{year}-0{number + 1}-01", tags=["water"])
    workshop.build()
    for address in ("articles", "regions/kazakhstan", "tags/water", "authors/diplomacy-desk"):
        page = workshop.page(f"{address}/index.html")
        rows = [
            (row.xpath("string(th)"), row.xpath("string(td)"), row.xpath("string(th/a/@href)")) for row in page.all("//table//tr")
        ]
        assert rows == [
            ("2021", "2 articles", f"/{address}/#year-2021"),
            ("2020", "1 article", f"/{address}/page/2/#year-2020"),
            ("2018", "3 articles", f"/{address}/page/2/#year-2018"),
        ]
        assert page.words("//p[@class='bars-most']") == ["3 articles"], "the scale"
        bars = page.all("//*[local-name()='svg']/*[local-name()='a']")
        assert [bar.get("href") for bar in bars] == [row[2] for row in reversed(rows)], "the same, for those who point"
        for _, _, target in rows:
            path, _, anchor = target.partition("#")
            assert workshop.page(f"{path.strip('/')}/index.html").one(f"//p[@class='run-year'][@id='{anchor}']") is not None
        assert len(page.all("//*[local-name()='svg']//*")) < 200
    assert workshop.page("articles/page/1/index.html").all("//*[local-name()='svg']") == []


def test_a_chart_shows_the_newest_years_and_the_table_below_it_all(workshop: Workshop) -> None:
    for year in range(1931, 2001):
        workshop.article(f"a{year}", date=f"{year}-06-01")
    workshop.build()
    page = workshop.page("articles/index.html")
    assert page.words("//div[@class='chart']//th") == [str(year) for year in range(2000, 1930, -1)]
    assert page.words("//p[@class='bars-years']/span") == ["1941", "2000"]
    assert len(page.all("//*[local-name()='svg']//*")) < 200


def test_a_shelf_of_one_year_has_no_chart(workshop: Workshop) -> None:
    workshop.article("x/one", date="2021-01-01")
    workshop.build()
    assert workshop.page("articles/index.html").all("//*[local-name()='svg']") == []


def test_a_chart_tells_the_share_of_each_year_but_the_newest_of_the_shelf(workshop: Workshop) -> None:
    """PUBLISHED A12. If it showed its newest year, a shelf would change with every article of any other shelf."""
    for number in range(300):
        workshop.article(f"x/a{number}", date="2020-05-05", tags=["rare"] if number == 7 else ["common"])
    workshop.article("x/b", date="2021-05-05", tags=["rare", "common"])
    workshop.article("x/c", date="2021-05-05", region="caucasus")
    workshop.article("x/d", date="2022-05-05", tags=["rare"])
    workshop.build()

    def rows(path: str) -> list[str]:
        return workshop.page(f"{path}/index.html").words("//div[@class='chart']//tr")

    assert rows("tags/rare") == ["20221 article", "20211 article50% of all that year", "20201 article<1% of all that year"]
    assert rows("tags/common") == ["20211 article", "2020299 articles100% of all that year"]
    assert rows("articles") == ["20221 article", "20212 articles", "2020300 articles"]
    before = workshop.files()
    workshop.article("x/e", date="2022-05-06", region="caucasus", author="Ann Lee")
    workshop.build()
    after = workshop.files()
    assert after["tags/rare/index.html"] == before["tags/rare/index.html"]


def test_regions_by_years_are_one_table_of_counts(workshop: Workshop) -> None:
    workshop.article("x/one", date="2019-01-01", region="kazakhstan")
    workshop.article("x/two", date="2021-01-01", region="kazakhstan")
    workshop.article("x/three", date="2021-02-01", region="caucasus")
    workshop.build()
    page = workshop.page("regions/index.html")
    assert [[" ".join(cell.itertext()) for cell in row] for row in page.all("//table//tr")] == [
        ["Region", "2021", "2019"], ["Central Asia", "1", "1"], ["Kazakhstan", "1", "1"], ["Caucasus", "1", ""],
    ]  # fmt: skip
    link = page.all("//td/a")[1]
    assert (link.get("href"), link.get("aria-label")) == ("/regions/central-asia/#year-2019", "Central Asia, 2019: 1 article")


def test_nobody_gets_the_byline_of_somebody_else_whose_name_becomes_the_same_word(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", author="李明", tags=["Mali"])
    workshop.article("2021/two", date="2021-01-02", author=["Someone", "黎明"], tags=["Мали"])
    problems = workshop.problems()
    assert problems == [
        'content/articles/2021/two.md:6:3: "黎明" would be shown as "李明": both become li-ming in addresses '
        "(in config.yaml, under authors, give one a slug of its own, or make one a variant of the other)",
        'content/articles/2021/two.md:10:3: warning: "Мали" would be shown as "Mali": both become mali in addresses '
        "(in config.yaml, under tags, give one a slug of its own, or make one a variant of the other)",
    ]
    workshop.configure("authors: [{name: 黎明, slug: li-ming-2}]\ntags: [{name: Mali, variants: [Мали]}]\n")
    assert workshop.problems() == []
    assert workshop.page("2021/01/two/index.html").words("//*[@class='byline']//a") == ["Someone", "黎明"]


def test_an_author_may_have_several_spellings(workshop: Workshop) -> None:
    workshop.configure("authors: [{name: Sergei Ivanov, slug: ivanov, variants: [Сергей Иванов, S. Ivanov]}]\n")
    for number, name in enumerate(("Sergei Ivanov", "Сергей Иванов", "S. Ivanov"), 1):
        workshop.article(f"2021/{number}", date=f"2021-01-0{number}", author=name)
    assert workshop.problems() == []
    for number in (1, 2, 3):
        assert workshop.page(f"2021/01/{number}/index.html").words("//*[@class='byline']//a") == ["Sergei Ivanov"]


def test_only_those_who_are_listed_can_be_named_where_the_list_is_closed(workshop: Workshop) -> None:
    listed = "authors: [{name: Ann Lee, variants: [A. Lee]}, {name: Energy Desk}]\n"
    listed += "aliases: {authors: {power-desk: energy-desk}}\n"
    workshop.article("2021/one", date="2021-01-01", author=["Ann Lee", "A. Lee", "ann  lee", "Power Desk"], tags=["Water"])
    workshop.article("2021/two", date="2021-01-02", author=["Ann Lee", "Anne Lee"], tags=["Sea"])
    workshop.article("2021/three", date="2099-01-03", author="Bo Chan", draft=True)
    workshop.configure(listed)
    assert workshop.problems() == []
    workshop.configure(listed + "closed: authors\n")
    assert workshop.problems() == [
        'content/articles/2021/three.md:4:9: author "Bo Chan" is not in config.yaml (add it there under authors, or use one that is there)',
        'content/articles/2021/two.md:6:3: author "Anne Lee" is not in config.yaml (did you mean "Ann Lee"?)',
    ]
    workshop.configure(listed + "closed: [authors, tags]\ntags: [{name: Sea}]\n")
    assert 'content/articles/2021/one.md:12:3: tag "Water" is not in config.yaml' in "\n".join(workshop.problems())


def test_a_name_that_differs_by_a_mark_is_doubted(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", author="José Pena", tags=["C"])
    workshop.article("2021/two", date="2021-01-02", author="Jose Peña", tags=["C++"])
    workshop.article("2021/three", date="2021-01-03", author="jose peña")
    assert [line.partition(" (")[0] for line in workshop.problems()] == [
        'content/articles/2021/two.md:4:9: warning: "Jose Peña" would be shown as "José Pena": both become jose-pena in addresses',
        'content/articles/2021/two.md:8:3: warning: "C++" would be shown as "C": both become c in addresses',
    ]


def test_a_tag_that_differs_from_another_only_in_a_hyphen_or_a_space_is_doubted(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", tags=["Hydropower", "Seas", "G 20", "911", "西安"])
    workshop.article("2021/two", date="2021-01-02", tags=["hydro-power", "Sea", "G20", "9-11", "先", "seas"])
    workshop.article("2021/three", date="2021-01-03", author="Li Na", tags=["Hydro-Power"])
    workshop.article("2021/four", date="2021-01-04", author="Lina")
    hint = 'write "{}", or, in config.yaml, under tags, make one a variant of the other, or list both'
    told = [
        f'content/articles/2021/two.md:8:3: warning: the tag "hydro-power" is another one than "Hydropower" ({hint})',
        f'content/articles/2021/two.md:10:3: warning: the tag "G20" is another one than "G 20" ({hint})',
    ]
    assert sorted(workshop.problems(), key=len, reverse=True) == [told[0].format("Hydropower"), told[1].format("G 20")]
    workshop.configure("tags: [{name: Hydropower}, {name: Hydro-power}, {name: G 20, variants: [G20]}]\n")
    assert workshop.problems() == []
    workshop.configure("tags: [{name: Hydro-power}]\naliases: {tags: {g20: g-20}}\n")
    assert [line.partition(" (")[0] for line in workshop.problems()] == [
        'content/articles/2021/one.md:8:3: warning: the tag "Hydropower" is another one than "Hydro-power"'
    ]


def test_a_text_has_the_quotation_marks_of_its_language(workshop: Workshop) -> None:
    workshop.article("2021/one", '"Yes"', date="2021-01-01")
    workshop.article("2021/two", '"Да"', date="2021-01-02", lang="ru")
    workshop.build()
    assert workshop.page("2021/01/one/index.html").words("//div[@class='text']/p") == ["“Yes”"]
    assert workshop.page("2021/01/two/index.html").words("//div[@class='text']/p") == ["«Да»"]
    workshop.configure("language: de\n")
    workshop.build()
    assert workshop.page("2021/01/one/index.html").words("//div[@class='text']/p") == ["„Yes“"]


def test_what_is_not_markdown_is_printed_as_it_is_written(workshop: Workshop) -> None:
    written = "The \"ships\" -- 'big'."
    workshop.picture("content/articles/2021/p.png")
    picture = {"src": "p.png", "alt": "A ship", "caption": written}
    corrections = [{"date": "2021-02-01", "text": written}]
    front = {"title": written, "summary": written, "image": picture, "corrections": corrections}
    workshop.article("2021/one", f"![A port](p.png '{written}')\n\n{written}", date="2021-01-01", **front)
    workshop.build()
    page = workshop.page("2021/01/one/index.html")
    for place in ("//h1", "//p[@class='standfirst']", "//figcaption"):
        assert set(page.words(place)) == {written}, place
    assert written in page.words("//*[@id='page-corrections']/..")[0]
    assert page.words("//div[@class='text']/p") == ["The “ships” – ‘big’."]


def test_a_text_in_a_folder_of_its_own_has_the_name_of_the_folder(workshop: Workshop) -> None:
    workshop.article("2021/first/index", date="2021-01-01")
    workshop.article("2021/second/index", date="2021-01-02")
    assert workshop.problems() == []
    assert workshop.page("2021/01/first/index.html")
    assert workshop.page("2021/01/second/index.html")


def test_a_page_says_that_its_oldest_year_continues_on_the_next(workshop: Workshop) -> None:
    """The table of regions by years leads to the newest article of a year, wherever the others are."""
    workshop.configure("page_sizes: {index: 2}\n")
    for number, year in enumerate((2018, 2018, 2018, 2018, 2019, 2019, 2019, 2020), 1):
        workshop.article(f"x/a{number}", date=f"{year}-01-0{number}")
    workshop.build()
    said = "//section[@class='run'][last()]/p[@class='continued']/a"

    def continued(path: str) -> list[tuple[str, str]]:
        return [(link.get("href"), link.text) for link in workshop.page(f"{path}index.html").all(said)]

    assert continued("regions/central-asia/") == [("/regions/central-asia/page/3/", "2019 continues on the next page")]
    assert continued("regions/central-asia/page/3/") == [], "2018 begins there"
    assert continued("regions/central-asia/page/2/") == [("/regions/central-asia/page/1/", "2018 continues on the next page")]
    assert continued("regions/central-asia/page/1/") == continued("2018/") == []


def test_a_year_leads_to_the_one_before_and_the_one_after(workshop: Workshop) -> None:
    workshop.configure("page_sizes: {index: 2}\n")
    for number, year in enumerate((2015, 2018, 2018, 2018, 2018, 2020), 1):
        workshop.article(f"x/a{number}", date=f"{year}-01-0{number}")
    workshop.build()
    ways = "//nav[@aria-label='Years']/a"
    assert [(link.get("rel"), link.get("href"), link.text) for link in workshop.page("2018/index.html").all(ways)] == [
        ("prev", "/2015/", "Earlier: 2015"), ("next", "/2020/", "Later: 2020"),
    ]  # fmt: skip
    assert [link.get("href") for link in workshop.page("2015/index.html").all(ways)] == ["/2018/"]
    for path in ("2018/page/1", "regions/kazakhstan", "articles"):
        assert not workshop.page(f"{path}/index.html").all(ways)
    before = workshop.read("2015/index.html"), workshop.read("2018/index.html")
    workshop.article("x/b", date="2021-01-01")
    workshop.build()
    assert (workshop.read("2015/index.html"), workshop.read("2018/index.html")) == before, "a new year has but one neighbour"


def test_a_numbered_page_leads_to_the_years_on_its_root_once_there_are_several_before_it_ends(workshop: Workshop) -> None:
    workshop.configure("page_sizes: {index: 2}\n")
    for number, date in enumerate(("2020-01-01", "2020-01-02", "2020-01-03", "2021-01-01", "2021-02-01", "2021-02-02")):
        workshop.article(f"x/a{number}", date=date)
    workshop.build()
    closed = [workshop.read(f"articles/page/{number}/index.html") for number in (1, 2)]
    years = "//header//a[@href='/articles/#page-by-year']"
    assert not workshop.page("articles/page/1/index.html").all(years), "when it was closed, the root had no chart"
    assert workshop.page("articles/page/2/index.html").words(years) == ["Articles by year"]
    assert workshop.page("articles/index.html").words("//*[@class='chart']//*[@id='page-by-year']") == ["Articles by year"]
    assert not workshop.page("2021/index.html").all("//*[@id='page-by-year']")
    workshop.article("x/b0", date="2022-01-01")
    workshop.article("x/b1", date="2023-01-01")
    workshop.build()
    assert [workshop.read(f"articles/page/{number}/index.html") for number in (1, 2)] == closed


def test_the_preview_says_when_an_article_under_embargo_appears(workshop: Workshop) -> None:
    workshop.article("2030/one", date="2030-01-01 09:30")
    workshop.article("2030/two", date="2030-01-01", draft=True)
    workshop.build(drafts=True)
    one, two = (workshop.page(f"2030/01/{name}/index.html").words("//p[contains(@class, 'draft')]")[0] for name in ("one", "two"))
    assert one == "Embargo. This page is a preview and is not published before 1 January 2030, 09:30 (UTC+5)."
    assert two.startswith("Draft. ")


def test_a_tag_of_two_spellings_stands_once(workshop: Workshop) -> None:
    workshop.configure("tags: [{name: SCO, variants: [Shanghai Cooperation Organisation]}]\n")
    workshop.article("2021/one", date="2021-01-01", tags=["SCO", "Shanghai Cooperation Organisation"])
    workshop.build()
    assert workshop.page("2021/01/one/index.html").words("//a[starts-with(@href, '/tags/sco')]") == ["SCO"]


def test_the_corrections_of_a_withdrawn_article_are_listed_nowhere(workshop: Workshop) -> None:
    corrections = [{"date": "2021-02-01", "text": "It was two."}]
    workshop.article("2021/one", date="2021-01-01", corrections=corrections, withdrawn={"date": "2021-03-01", "reason": "R."})
    workshop.build()
    assert not [path for path, data in workshop.files().items() if b"It was two." in data]


def test_directories_are_in_the_order_of_their_letters_whatever_their_case(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", tags=["cotton", "Banana", "apple"])
    workshop.build()
    assert workshop.page("tags/index.html").words("//ul[contains(@class, 'directory')]/li/a") == ["apple", "Banana", "cotton"]


def test_a_long_list_of_tags_or_authors_begins_with_those_of_most_articles_and_goes_by_letters(workshop: Workshop) -> None:
    names = ["ёлка", "Ель", "Вода", '"Газ"', "5G", *(f"a{number:02}" for number in range(94))]
    workshop.article("2021/one", date="2021-01-01", tags=names, author=[*names, "Zorn"])
    workshop.article("2021/two", date="2021-01-02", author=["Zorn", "ёлка"])
    workshop.article("2021/three", date="2021-01-03", author="Zorn")
    workshop.build()
    page = workshop.page("tags/index.html")
    assert len(page.all("//main//ul")) == 1, "99 are one list"
    assert not page.all("//*[@class='on-page']")
    page = workshop.page("authors/index.html")
    letters = [("#signs", "#"), ("#letter-a", "A"), ("#letter-z", "Z"), ("#letter-в", "В"), ("#letter-е", "Е")]
    assert [(a.get("href"), a.text) for a in page.all("//*[@class='on-page']/a")] == letters
    assert [(f"#{h.get('id')}", h.text) for h in page.all("//main//h2")] == [("#most", "Most articles"), *letters]
    assert page.words("//section[@aria-labelledby='most']//li")[:3] == ["Zorn 3 articles", "ёлка 2 articles", '"Газ" 1 article']
    assert len(page.all("//section[@aria-labelledby='most']//li")) == 30
    assert page.words("//section[@aria-labelledby='letter-е']//li/a") == ["ёлка", "Ель"]
    assert page.words("//section[@aria-labelledby='signs']//li/a") == ['"Газ"', "5G"]


def test_of_aliases_that_lead_nowhere_only_the_first_hundred_are_compared_with_all_that_there_is(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", tags=["water"])
    workshop.configure(f"aliases: {{tags: {{{', '.join(f'a{number}: watr' for number in range(150))}}}}}\n")
    assert ["did you mean" in line for line in workshop.problems()] == [True] * 100 + [False] * 50


def test_old_names_of_tags_and_authors_are_no_mistakes_of_articles(workshop: Workshop) -> None:
    workshop.configure("aliases: {tags: {aqua: water}, authors: {the-desk: diplomacy-desk}}\n")
    workshop.article("2020/one", date="2020-01-01", tags=["Water"])
    workshop.article("2021/two", date="2021-01-01", tags=["Aqua"], author="The Desk")
    assert workshop.problems() == []


def test_a_change_without_a_time_is_not_before_a_publication_of_that_day(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01 14:00", corrections=[{"date": "2021-01-01", "text": "It was two."}])
    workshop.build()
    assert '"dateModified":"2021-01-01T14:00:00+05:00"' in workshop.read("2021/01/one/index.html").replace(": ", ":")


def test_an_index_beside_all_articles_is_an_article_of_that_name(workshop: Workshop) -> None:
    workshop.article("index", date="2021-01-01")
    workshop.build()
    assert (workshop.site / "2021/01/index/index.html").exists()


def test_a_dateline_without_an_agency_has_no_empty_brackets(workshop: Workshop) -> None:
    workshop.write("config.yaml", CONFIG.replace("dateline_agency: Test\n", ""))
    workshop.article("2021/one", date="2021-01-01", dateline="Astana")
    workshop.build()
    (line,) = workshop.page("2021/01/one/index.html").words("//span[@class='dateline']")
    assert line.startswith("Astana")
    assert "(" not in line


def test_home_shows_a_translation_once_its_original_has_expired(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", expires="2021-02-01")
    workshop.article("2021/odin", date="2021-01-02", lang="ru", translation_of="2021/one")
    workshop.build()
    assert "Odin" in workshop.page("index.html").words("//main")[0]


def test_of_corrections_of_one_day_that_of_the_newest_article_comes_first(workshop: Workshop) -> None:
    for name, day in (("one", 1), ("two", 2)):
        corrections = [{"date": "2021-02-01", "text": f"In {name}."}]
        workshop.article(f"2021/{name}", date=f"2021-01-0{day}", corrections=corrections)
    workshop.build()
    text = workshop.read("corrected/index.html")
    assert text.index("In two.") < text.index("In one.")


def test_many_corrections_are_counted_and_stand_below_their_years(workshop: Workshop) -> None:
    for number in range(49):
        corrections = [{"date": f"20{22 + number % 2}-02-{1 + number // 2:02}", "text": f"It was {number}."}]
        workshop.article(f"2021/a{number}", date="2021-01-01", corrections=corrections)
    workshop.build()
    page = workshop.page("corrected/index.html")
    assert len(page.all("//ul[@class='directory corrected']")) == 1
    assert not page.all("//main//h2 | //*[@class='on-page']"), "a short list is one"
    workshop.article("2021/last", date="2021-01-01", corrections=[{"date": "2024-01-01", "text": "The last."}])
    workshop.build()
    page = workshop.page("corrected/index.html")
    assert page.words("//p[@class='scope']") == ["50 corrections"]
    assert [(a.get("href"), a.text) for a in page.all("//*[@class='on-page']/a")] == [
        ("#year-2024", "2024"), ("#year-2023", "2023"), ("#year-2022", "2022"),
    ]  # fmt: skip
    assert [(h.get("id"), h.text) for h in page.all("//main//h2")] == [
        ("year-2024", "2024"), ("year-2023", "2023"), ("year-2022", "2022"),
    ]  # fmt: skip
    assert [len(page.all(f"//section[{number}]//li")) for number in (1, 2, 3)] == [1, 24, 25]


def test_the_page_of_what_is_not_here_leads_to_a_search_where_there_is_one(workshop: Workshop) -> None:
    workshop.article("x/one", date="2021-01-01")
    for search, boxes, advice in ((True, ["/search/"], "Try the search, or start"), (False, [], "Start")):
        workshop.build(search=search)
        page = workshop.page("404.html")
        assert [form.get("action") for form in page.all("//form[.//input[@type='search']]")] == boxes, "one, and none twice"
        assert page.words("//ul[@class='directory']/li")[0] == "Articles"
        assert page.words("//p[@class='standfirst']")[0].endswith(f"keeps its address. {advice} from one of these lists.")


def test_the_spelling_that_entered_first_stays_whatever_is_imported_later(workshop: Workshop) -> None:
    def shown() -> list[str]:
        return workshop.page("2021/01/two/index.html").words(
            "//main//*[@class='byline']//a | //main//a[starts-with(@href, '/tags/')]"
        )

    for number, key in enumerate(("one", "two"), 1):
        workshop.article(f"2021/{key}", date=f"2021-01-0{number}", author="Anna Kurbanova", tags=["water", "Gas"])
    workshop.publish()
    assert workshop.build().rendered == (), "what is recorded is in the order in which it would be"
    before = workshop.files()["2021/01/one/index.html"]
    workshop.article("1987/old", date="1987-05-05", author="ANNA KURBANOVA", tags=["WATER", "Oil"])
    workshop.article("1988/old", date="1988-05-05", author="Anna KURBANOVA", tags=["oil", "GAS"])
    for step in ("new", "recorded"):
        workshop.build()
        assert shown() == ["Anna Kurbanova", "water", "Gas"], step
        assert workshop.files()["2021/01/one/index.html"].count(b"ANNA") == before.count(b"ANNA") == 0
        assert "Oil" in workshop.page("1988/05/old/index.html").words("//a[starts-with(@href, '/tags/')]"), (
            "of new ones the older"
        )
        record(workshop.request())
    incremental = workshop.files()
    workshop.build(output=workshop.root / "clean", cache=workshop.root / "none")
    assert files(workshop.root / "clean") == incremental
    workshop.configure("authors: [{name: ANNA Kurbanova}]\n")
    workshop.build()
    assert shown()[0] == "ANNA Kurbanova", "what is configured counts more"


def test_of_two_names_that_become_one_word_the_one_that_came_later_is_doubted(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", author="李明")
    workshop.publish()
    workshop.article("1987/old", date="1987-01-01", author="黎明")
    (problem,) = workshop.problems()
    assert problem.startswith('content/articles/1987/old.md:4:9: "黎明" would be shown as "李明"')


def test_a_renamed_tag_or_author_is_shown_by_the_new_name_wherever_an_article_has_it(workshop: Workshop) -> None:
    workshop.configure("aliases: {tags: {aqua: water}, authors: {anna-old: anna-new}}\n")
    workshop.article("2020/one", date="2020-01-01", tags=["Aqua"], author="Anna Old")
    assert workshop.problems() == []
    assert workshop.page("tags/water/index.html").words("//h1") == ["Aqua"], "nobody knows another name"
    workshop.article("2021/two", date="2021-01-01", tags=["Water"], author="Anna New")
    assert workshop.problems() == []
    assert workshop.page("tags/water/index.html").words("//h1") == ["Water"]
    assert workshop.page("authors/anna-new/index.html").words("//h1") == ["Anna New"]
    assert workshop.page("2020/01/one/index.html").words("//*[@class='byline']//a") == ["Anna New"]


def test_the_newest_correction_comes_first_whatever_its_article(workshop: Workshop) -> None:
    workshop.article("a", date="2021-01-01", corrections=[{"date": "2022-03-01", "text": "The last."}])
    workshop.article("b", date="2021-02-01", corrections=[{"date": "2022-02-01", "text": "The first."}])
    workshop.build()
    page = workshop.read("corrected/index.html")
    assert 0 < page.index("The last.") < page.index("The first.")


def test_a_second_translation_into_one_language_is_told(workshop: Workshop) -> None:
    workshop.article("2021/original", date="2021-01-01")
    for name in ("perevod", "tarjima", "vtoroy"):
        workshop.article(f"2021/{name}", date="2021-01-02", lang="uz" if name == "tarjima" else "ru", translation_of="original")
    assert workshop.problems() == [
        'content/articles/2021/vtoroy.md:8:17: warning: "original" has a translation in the same language, ru: '
        "content/articles/2021/perevod.md (set lang: to another language in one of the two, or take it out of one)",
    ]


def test_an_agency_in_a_dateline_is_not_doubled(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", dateline="Astana (Test)")
    workshop.build()
    assert workshop.page("2021/01/one/index.html").words("//span[@class='dateline']") == ["Astana (Test) –"]


@pytest.mark.parametrize(
    ("body", "place", "what"),
    [
        ("# The sixth bridge\n\nText.", "9:1", "title"),
        ("\n## The  sixth *Bridge* ##\n", "", ""),
        ("\nThe sixth bridge\n====\n\nText.", "10:1", "title"),
        ("Osh (Test) – A bridge.", "9:1", "dateline"),
        ("\n**OSH** – A bridge.", "10:3", "dateline"),
        ("Osh - A bridge.", "9:1", "dateline"),
        ("Osh-based engineers and Osh (the city) are here.", "", ""),
        ("Osh is the city – at last.", "", ""),
        ("The sixth bridge\n\n# The sixth bridge\n", "", ""),
    ],
)
def test_a_title_or_dateline_that_the_text_repeats_is_told(workshop: Workshop, body: str, place: str, what: str) -> None:
    workshop.article("2021/one", body, date="2021-01-01", title="The sixth bridge", dateline="Osh")
    told = f"content/articles/2021/one.md:{place}: warning: the {what} is printed twice"
    assert [problem.partition(" (")[0] for problem in workshop.problems()] == ([told] if place else [])


@pytest.mark.parametrize("dateline", ["Osh (Bench) -", "Osh (Bench) –", "Osh (Bench) — "])
def test_a_dash_after_a_dateline_is_not_doubled(workshop: Workshop, dateline: str) -> None:
    workshop.article("2021/one", date="2021-01-01", dateline="Osh (Bench)")
    workshop.build()
    before = workshop.files()
    workshop.article("2021/one", date="2021-01-01", dateline=dateline)
    workshop.build()
    assert workshop.files() == before
