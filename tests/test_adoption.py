"""An archive written for another generator is adopted by writing config.yaml, without editing its articles."""

from zoneinfo import ZoneInfo

import pytest

from press.ground import dateformat, moment
from press.ground.moment import Calendar, Moment
from tests.workshop import CONFIG, Workshop

CENTRAL_ASIA = "  - {name: Central Asia, slug: central-asia}\n"
"""The line of the first region in the configuration of tests."""


class TestRegions:
    """Words that articles of another system have where ours have regions."""

    def variants(self, workshop: Workshop, *variants: str, more: str = "") -> None:
        region = CENTRAL_ASIA.replace("}", f", variants: [{', '.join(variants)}]}}")
        workshop.write("config.yaml", CONFIG.replace(CENTRAL_ASIA, region) + more)

    def test_other_spellings_mean_a_region_and_have_no_page(self, workshop: Workshop) -> None:
        self.variants(workshop, "Middle Asia", '"Turan & Turkestan"')
        written = ["Middle Asia", "MIDDLE  ASIA", "middle\u200b asia", "Turan &amp; Turkestan", "turan & turkestan"]
        for number, word in enumerate(written):
            workshop.article(f"a{number}", region=[word, "caucasus"])
        assert workshop.problems() == []
        assert len(workshop.page("regions/central-asia/index.html").all("//article")) == len(written)
        assert not [path for path in workshop.files() if "iddle" in path or "uran" in path]

    def test_a_variant_that_also_means_another_region_is_an_error_at_its_place(self, workshop: Workshop) -> None:
        self.variants(workshop, "Caspia", "KAZAKHSTAN")
        workshop.article("a")
        column = len("  - {name: Central Asia, slug: central-asia, variants: [Caspia, ") + 1
        assert workshop.problems() == [
            f'config.yaml:9:{column}: the variant "KAZAKHSTAN" of the region "central-asia" also means "kazakhstan" '
            "(take it out of one of the two)"
        ]
        config = CONFIG.replace("slug: kazakhstan", "slug: kazakhstan, variants: [Steppe]")
        workshop.write("config.yaml", config.replace("slug: caucasus", "slug: caucasus, variants: [steppe]"))
        (problem,) = workshop.problems()
        assert 'the variant "steppe" of the region "caucasus" also means "kazakhstan"' in problem

    def test_a_variant_that_is_an_alias_of_another_region_is_an_error(self, workshop: Workshop) -> None:
        self.variants(workshop, "Caspia", "Steppe", more="aliases: {regions: {steppe: kazakhstan, caspia: central-asia}}\n")
        workshop.article("a")
        (problem,) = workshop.problems()
        assert 'the variant "Steppe" of the region "central-asia" also means "kazakhstan"' in problem

    def test_a_region_that_many_articles_have_wrong_is_told_once_with_what_config_can_say(self, workshop: Workshop) -> None:
        for number in range(25):
            workshop.article(f"a{number:02}", region="News")
        assert workshop.problems() == [
            'content/articles/a00.md:5:9: region "News" is not in config.yaml, here and in 24 other files '
            "(in config.yaml, add it to the variants of a region, or see adoption.unknown_regions)"
        ]

    def test_words_that_are_no_regions_can_become_tags(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {unknown_regions: tags, fields: {categories: region}}")
        workshop.article("a", region=None, categories=["News", "kazakhstan", "water"], tags=["Water"])
        assert workshop.problems() == []
        page = workshop.page("2022/12/a/index.html")
        assert page.words("//*[@class='tags']//li") == ["Water", "News"]
        assert (workshop.site / "tags/news/index.html").exists()

    def test_a_text_with_commas_that_becomes_tags_is_divided_like_one_of_tags_and_an_entry_of_a_list_is_not(
        self, workshop: Workshop
    ) -> None:
        workshop.configure("adoption: {unknown_regions: tags, fields: {categories: region}, defaults: {region: caucasus}}")
        workshop.article("a", region="News, Sport")
        workshop.article("b", region=None, categories=["News, Sport", "kazakhstan"])
        assert workshop.problems() == []
        assert workshop.page("2022/12/a/index.html").words("//*[@class='tags']//li") == ["News", "Sport"]
        assert workshop.page("2022/12/b/index.html").words("//*[@class='tags']//li") == ["News, Sport"]

    def test_words_that_are_no_regions_can_be_passed_over(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {unknown_regions: ignore, defaults: {region: caucasus}}")
        workshop.article("a", region=["News", "kazakhstan"])
        workshop.article("b", region="News")
        assert workshop.problems() == []
        assert workshop.page("2022/12/a/index.html").words("//*[@class='tags']//li") == []
        assert len(workshop.page("regions/kazakhstan/index.html").all("//article")) == 1
        assert len(workshop.page("regions/caucasus/index.html").all("//article")) == 1

    def test_an_article_of_which_no_region_is_left_needs_one(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {unknown_regions: tags, fields: {categories: region}}")
        workshop.article("a", region=None, categories=["News"])
        assert workshop.problems() == [
            'content/articles/a.md:7:3: "categories" names no region of config.yaml '
            "(add the slug of one, or set adoption.defaults.region in config.yaml)"
        ]

    def test_a_former_region_or_a_list_with_commas_is_never_passed_over(self, workshop: Workshop) -> None:
        workshop.article("a", region="caucasus")
        workshop.publish()
        config = CONFIG.replace("  - {name: Caucasus, slug: caucasus}\n", "")
        workshop.write("config.yaml", config + "adoption: {unknown_regions: ignore}\n")
        workshop.article("b", region="central-asia, kazakhstan")
        found = workshop.problems()
        assert any('region "caucasus" is not in config.yaml any more' in problem for problem in found)
        assert any("write a list: [central-asia, kazakhstan]" in problem for problem in found)


class TestFormerUrls:
    """Addresses at which the site was before, as texts and front matter still give them."""

    FORMER = "adoption:\n  former_urls: [http://old.example/, https://old.example/blog, 'https://Wörter.example']\n"

    def test_what_begins_so_is_read_as_an_address_of_this_site(self, workshop: Workshop) -> None:
        workshop.configure(self.FORMER)
        workshop.picture("content/static/uploads/pic.png")
        workshop.article("target", aliases=["http://old.example/2014/target.html", "https://old.example/blog/target/"])
        workshop.article(
            "source",
            "[a](http://old.example/2014/target.html) [b](https://OLD.example/2022/12/target/#x) [c](//old.example/blog/target/)\n"
            "[d](https://wörter.example/2022/12/target/?x=1) [e](https://old.example.org/x/)\n"
            "![A harbour](http://old.example/uploads/pic.png)\n\n# X\n",
            image={"src": "https://old.example/uploads/pic.png", "alt": "A harbour"},
        )
        assert workshop.problems() == [
            'content/articles/source.md:11:46: "/2022/12/target/" has nothing with the id "x" (remove the # and what follows it)'
        ]
        workshop.article("target", "# X", aliases=["http://old.example/2014/target.html", "https://old.example/blog/target/"])
        assert workshop.problems() == []
        here = workshop.page("2022/12/source/index.html").all("//*[contains(@class, 'text')]//a/@href")
        target = "/2022/12/target/"
        assert here[:5] == [target, f"{target}#x", target, f"{target}?x=1", "https://old.example.org/x/"]
        assert "/uploads/pic.png" in workshop.page("2022/12/source/index.html").all("//img/@src")
        assert "old.example/" not in workshop.read("2022/12/source/index.html")
        assert {"2014/target.html", "target/index.html"} <= workshop.files().keys()

    def test_a_redirect_may_name_a_former_address(self, workshop: Workshop) -> None:
        workshop.configure(f"redirects: {{https://old.example/feed/: /rss.xml}}\n{self.FORMER}")
        workshop.article("a")
        assert workshop.problems() == []
        assert "feed/index.html" in workshop.files()

    def test_what_is_no_address_of_a_site_is_told(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {former_urls: [old.example, https://old.example/?p=1]}")
        workshop.article("a")
        hint = "(write it as https://host or https://host/path, without a user name, query or fragment)"
        assert workshop.problems() == [
            f'config.yaml:12:26: "old.example" is not the address of a site {hint}',
            f'config.yaml:12:39: "https://old.example/?p=1" is not the address of a site {hint}',
        ]


class TestDeadLinks:
    """Links of many years that lead to what this archive does not have."""

    BODY = (
        "[a](/gone/) [b](/2022/12/other/#comment-1) [c](#no) [d](gone.md) [e](2019/gone) [f](/2022/12/other/#here)\n\n"
        '<a href="/files/gone.pdf" id="kept">g &amp; h</a> <blockquote cite="/gone/">Q</blockquote>\n'
    )

    def test_they_are_warnings_and_are_published_without_an_address(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {dead_links: warning}")
        workshop.article("other", "# Here")
        workshop.article("a", self.BODY)
        workshop.write("content/pages/about.md", "---\ntitle: About\n---\n[x](/gone/)\n")
        found = workshop.problems()
        assert len(found) == 8
        assert all(": warning: " in problem for problem in found)
        page = workshop.page("2022/12/a/index.html")
        assert page.all("//*[contains(@class, 'text')]//a/@href") == ["/2022/12/other/", "/2022/12/other/#here"]
        assert [link.text for link in page.all("//*[contains(@class, 'text')]//a[not(@href)]")] == ["a", "c", "d", "e", "g & h"]
        assert page.one("//a[@id='kept']").attrib == {"id": "kept"}
        assert page.one("//blockquote").attrib.get("cite") is None
        assert workshop.page("about/index.html").one("//a[text()='x']").get("href") is None
        told = {path: data for path, data in workshop.files().items() if path.endswith((".html", ".xml", ".json", ".jsonl"))}
        assert [path for path, data in told.items() if b"gone" in data] == []
        assert "&lt;a&gt;a&lt;/a&gt;" in workshop.read("rss.xml")

    def test_a_warning_follows_its_line(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {dead_links: warning}")
        workshop.article("2021/one", "[x](/no/)", date="2021-01-01")
        workshop.article("2021/two", "[x](/?p=7)", date="2021-01-01")
        before = workshop.problems()
        workshop.article("2021/one", "More.\n\n[x](/no/)", date="2021-01-01")
        workshop.article("2021/two", "More.\n\n[x](/?p=7)", date="2021-01-01")
        after = workshop.problems()
        assert [line.split(":")[1:3] for line in (*before, *after)] == [["8", "5"]] * 2 + [["10", "5"]] * 2

    def test_otherwise_they_are_errors_and_a_frequent_one_is_told_once(self, workshop: Workshop) -> None:
        for number in range(25):
            workshop.article(f"a{number:02}", "[x](/feed/)")
        assert workshop.problems() == [
            'content/articles/a00.md:8:5: the link "/feed/" leads nowhere, here and in 24 other files '
            '(add "/feed/: NEW-ADDRESS" under redirects in config.yaml, or set adoption.dead_links: warning)'
        ]

    def test_what_is_set_or_would_not_help_is_not_advised(self, workshop: Workshop) -> None:
        for number in range(25):
            workshop.article(f"a{number:02}", "[x](/feed/)\n\n![A harbour](/images/gone.png)")
        redirect = '(add "{}: NEW-ADDRESS" under redirects in config.yaml)'
        link, picture = workshop.problems()
        assert link.endswith("or set adoption.dead_links: warning)")
        assert picture.endswith(redirect.format("/images/gone.png")), "a missing picture is an error all the same"
        workshop.configure("adoption: {dead_links: warning}")
        assert [told.endswith(redirect.format("/feed/")) for told in workshop.problems()] == [True, False]

    def test_words_of_an_author_are_quoted_as_they_are_and_files_are_counted(self, workshop: Workshop) -> None:
        for number in range(21):
            workshop.article(f"a{number:02}", "[x](/{count}/{others}/{first}/) and [y](/{count}/{others}/{first}/)")
        (problem,) = workshop.problems()
        said = 'content/articles/a00.md:8:5: the link "/{count}/{others}/{first}/" leads nowhere, here and in 20 other files '
        assert problem.startswith(said)

    def test_a_picture_that_is_missing_is_an_error_all_the_same(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {dead_links: warning}")
        workshop.article("a", "![A harbour](/images/gone.png) ![A ship](gone.png)")
        found = workshop.problems()
        assert len(found) == 2
        assert not any("warning" in problem for problem in found)

    def test_the_link_comes_back_with_what_it_leads_to(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {dead_links: warning}")
        workshop.article("a", "[x](/2022/12/b/)")
        workshop.build()
        assert workshop.page("2022/12/a/index.html").one("//a[text()='x']").get("href") is None
        workshop.article("b")
        assert workshop.problems() == []
        assert workshop.page("2022/12/a/index.html").one("//a[text()='x']").get("href") == "/2022/12/b/"


class TestDateFormats:
    """Dates in forms of which the standard ones are none."""

    @pytest.mark.parametrize(
        ("form", "written", "day", "at"),
        [
            ("%B %d, %Y", "February 20, 2015", "2015-02-20", None),
            ("%B %d, %Y", "feb  3, 2015", "2015-02-03", None),
            ("%d.%m.%Y", "8.01.2016", "2016-01-08", None),
            ("%d/%m/%Y %H:%M", "26/09/2010 18:05", "2010-09-26", "2010-09-26T18:05:00+05:00"),
            ("%a, %d %b %Y %H:%M:%S %z", "Thu, 24 Nov 2016 22:16:26 +0000", "2016-11-24", "2016-11-25T03:16:26+05:00"),
            ("%d %b %Y %I:%M %p", "24 Nov 2016 12:05 am", "2016-11-24", "2016-11-24T00:05:00+05:00"),
        ],
    )
    def test_a_date_is_read_and_marked_as_if_it_were_in_a_standard_form(
        self, workshop: Workshop, form: str, written: str, day: str, at: str | None
    ) -> None:
        name = "adoption:\n  file_name: '{year}-{month}-{day}-{slug}'\n"
        workshop.configure(f"{name}  date_formats: ['%d-%m-%Y', '{form}']\n")
        workshop.article(f"{day}-a", date=written, corrections=[{"date": written, "text": "It was wrong."}])
        assert workshop.problems() == [], "the day is that of the file name, as written"
        assert (at or day) in workshop.read(next(path for path in workshop.files() if path.endswith("/a/index.html")))
        calendar = Calendar(zone=ZoneInfo("Asia/Tashkent"), formats=(dateformat.expression(form),))
        assert moment.day_written(written, calendar).isoformat() == day
        assert moment.mark(written, calendar).startswith(day)
        read = moment.parse(written, calendar)
        assert isinstance(read, Moment)
        assert read.machine == (at or day)

    @pytest.mark.parametrize(
        ("form", "reason"),
        [
            ("%d.%m", "it has no year"),
            ("%B %Y", "it has no day"),
            ("%Y-%d", "it has no month"),
            ("%d.%m.%Y %m", "it has the month twice"),
            ("%d.%m.%y", '"%y" is not known'),
            ("%d.%m.%Y %", '"%" is not known'),
            ("%d.%m.%Y %I:%M", "%I and %p need each other"),
            ("%d.%m.%Y :%M", "it has a time of day without an hour"),
        ],
    )
    def test_what_is_no_format_is_told_in_the_configuration(self, workshop: Workshop, form: str, reason: str) -> None:
        workshop.configure(f"adoption: {{date_formats: ['{form}']}}\n")
        workshop.article("a")
        (problem,) = workshop.problems()
        assert problem.startswith(f'config.yaml:12:27: "{form}" is not a format for dates: {reason} (write year, month and day')

    def test_dates_of_many_articles_are_told_once_with_what_config_can_say(self, workshop: Workshop) -> None:
        for number in range(1, 26):
            workshop.article(f"a{number:02}", date=f"{number}.05.2015")
        assert workshop.problems() == [
            'content/articles/a01.md:3:7: "1.05.2015" is not a date, nor are 24 other dates '
            '(set adoption.date_formats in config.yaml to how they are written, such as ["%B %d, %Y", "%d.%m.%Y"])'
        ]

    @pytest.mark.parametrize(
        ("written", "read"),
        [("02:56 AM", "02:56"), ("2:56pm", "14:56"), ("12:10 a.m.", "00:10"), ("12:10:00 PM", "12:10"), ("15:10 PM", "15:10")],
    )
    def test_the_halves_of_the_day_are_read(self, workshop: Workshop, written: str, read: str) -> None:
        workshop.article("a", date=f"2019-07-17 {written}")
        assert workshop.problems() == []
        assert f"2019-07-17T{read}:00+05:00" in workshop.read("2019/07/a/index.html")

    @pytest.mark.parametrize("written", ["15:10 AM", "0:10 pm"])
    def test_an_hour_that_its_half_of_the_day_has_not_is_told(self, workshop: Workshop, written: str) -> None:
        workshop.article("a", date=f"2019-07-17 {written}")
        (problem,) = workshop.problems()
        assert "is not a date: there is no " in problem


class TestShortLinks:
    """Links of WordPress by a number that only the id of an article still has."""

    def test_the_article_is_found_by_its_id(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {fields: {guid: id}, former_urls: [http://old.example]}")
        workshop.article("a", "# X", guid="http://old.example/?p=1206")
        workshop.article("b", guid="http://old.example/?post_type=page&page_id=7")
        workshop.article(
            "source", "[x](/?p=1206#x) [y](http://old.example/?page_id=7) [z](https://test.example.org/?lang=en&p=1206)"
        )
        assert workshop.problems() == []
        links = workshop.page("2022/12/source/index.html").all("//*[contains(@class, 'text')]//a/@href")
        assert links == ["/2022/12/a/#x", "/2022/12/b/", "/2022/12/a/"]

    def test_a_number_that_no_article_has_or_two_have_means_none(self, workshop: Workshop) -> None:
        workshop.article("a", id="http://old.example/?p=1")
        workshop.article("b", id="http://other.example/?p=1")
        workshop.article("c", id="http://old.example/?p=12")
        workshop.article("source", "[x](/?p=1) [y](/?p=2) [z](/?attachment_id=12)")
        found = workshop.problems()
        assert [problem.partition(": warning: ")[2] for problem in found] == [
            f'the link "/?{query}" is a short link of WordPress, which leads to "/" here (write the address of what it stood for)'
            for query in ("p=1", "p=2", "attachment_id=12")
        ]
        assert workshop.page("2022/12/source/index.html").one("//a[text()='y']").get("href") == "/?p=2"
        workshop.configure("adoption: {dead_links: warning}")
        assert workshop.problems() == found
        assert workshop.page("2022/12/source/index.html").one("//a[text()='y']").get("href") is None

    def test_a_draft_is_not_led_to(self, workshop: Workshop) -> None:
        workshop.article("a", id="http://old.example/?p=1", draft=True)
        workshop.article("source", "[x](/?p=1)")
        (problem,) = workshop.problems()
        assert '"a" is a draft' in problem


class TestFiles:
    """Files of other systems that are no articles."""

    def test_texts_can_be_passed_over_by_name(self, workshop: Workshop) -> None:
        workshop.article("a")
        for number in range(25):
            workshop.write(f"content/articles/s{number:02}/_index.md", "---\ntitle: Section\n---\n")
        (problem,) = workshop.problems()
        assert problem == (
            "content/articles/s00/_index.md:1:1: in Hugo this is the page of a section, not an article, here and in 24 other files "
            "(list its name under adoption.ignore_files in config.yaml: regions, tags and dates have pages)"
        )
        workshop.write("content/pages/archives.md", "---\ntitle: Archives\nlayout: archives\n---\n")
        workshop.configure("adoption: {ignore_files: [_index.md, archives.md]}")
        assert workshop.problems() == []
        assert not [path for path in workshop.files() if path.startswith("archives")]
        workshop.article("s00/_index", "Text of a section.")
        workshop.build()
        assert "Section" not in workshop.read("index.html")

    @pytest.mark.parametrize("name", ["*.md", "content/articles/_index.md", "sub/", "a", "a?.md", "a.txt", ".md"])
    def test_a_name_that_no_text_can_have_is_an_error(self, workshop: Workshop, name: str) -> None:
        workshop.article("a")
        workshop.configure(f"adoption: {{ignore_files: ['{name}', b.markdown]}}")
        (problem,) = workshop.problems()
        assert f'"{name}" is not the name of a text (write the name of a file, such as _index.md, without its folder)' in problem

    def test_a_published_article_is_not_passed_over(self, workshop: Workshop) -> None:
        workshop.article("a")
        workshop.publish()
        workshop.configure("adoption: {ignore_files: [a.md]}")
        assert any("/2022/12/a/" in problem for problem in workshop.problems())


class TestKeys:
    """What the keys of other systems hold."""

    def test_the_number_of_an_article_in_another_system_is_no_id(self, workshop: Workshop) -> None:
        for number in range(25):
            workshop.article(f"a{number:02}", id=1000 + number)
        (problem,) = workshop.problems()
        assert problem == (
            "content/articles/a00.md:7:5: a number is not a permanent id, here and in 24 other files "
            '(list "id" under adoption.ignore in config.yaml; if a guid is there, add "guid: id" under its fields)'
        )
        workshop.configure("adoption: {ignore: [id]}")
        assert workshop.problems() == []

    def test_a_change_before_the_publication_can_be_ignored(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {fields: {lastmod: updated}}")
        workshop.article("a", date="2022-12-13", lastmod="2020-01-01")
        assert workshop.problems() == [
            'content/articles/a.md:7:10: "lastmod" is before the date of publication '
            '(correct one of the two, or list "lastmod" under adoption.ignore in config.yaml, not under adoption.fields)'
        ]

    def test_a_cover_may_have_an_image(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {fields: {cover: image}}")
        workshop.picture("content/articles/x.png")
        workshop.article("a", cover={"image": "x.png", "alt": "A harbour"})
        assert workshop.problems() == []
        assert workshop.page("2022/12/a/index.html").all("//img[@alt='A harbour']")
        workshop.article("a", cover={"alt": "A harbour"})
        assert '"cover.src" is missing' in workshop.problems()[0]
        workshop.article("a", image={"image": "x.png", "alt": "A harbour"})
        assert any("image.src" in problem for problem in workshop.problems()), "a key of ours has its own words"

    def test_a_cover_may_be_the_name_of_its_file_alone(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {fields: {cover: image}}")
        workshop.picture("content/articles/x.png")
        workshop.article("a", cover="x.png")
        assert workshop.problems() == [
            "content/articles/a.md:7:8: warning: the picture has no alt text "
            '(write cover: {src: x.png, alt: What it shows}, or alt: "" for decoration)'
        ]
        workshop.configure("adoption: {fields: {cover: image}}\nmarkdown: {missing_alt: allow}")
        assert workshop.problems() == []
        assert workshop.page("2022/12/a/index.html").all("//img[contains(@src, 'x.png')]")

    def test_a_picture_that_a_foreign_key_names_may_lie_in_images(self, workshop: Workshop) -> None:
        workshop.picture("content/articles/a/images/x.png")
        workshop.article("a/index", cover={"src": "x.png", "alt": "A harbour"})
        workshop.configure("adoption: {fields: {cover: image}}")
        assert workshop.problems() == []
        assert "2022/12/a/x.png" in workshop.files()
        workshop.article("a/index", image={"src": "x.png", "alt": "A harbour"})
        assert workshop.problems()[0].endswith('(did you mean "images/x.png"?)'), "a key of ours names where it lies"

    def test_an_old_address_with_a_query_cannot_be_kept_and_is_told(self, workshop: Workshop) -> None:
        workshop.configure("adoption: {fields: {redirect_from: aliases}}")
        for number in range(25):
            workshop.article(f"a{number:02}", redirect_from=[f"/old.php?id={number}", f"/old/{number}/"])
        assert workshop.problems() == [
            'content/articles/a00.md:8:3: warning: the old address "/old.php?id=0" is not kept: a static host cannot tell '
            "addresses apart by what follows a ?; nor are 24 other old addresses (take it out, or have the server redirect it)"
        ]
        assert "old/24/index.html" in workshop.files()
