"""A test for each row of the checklist of feeds, named for it. What needs a server or a long time is in test_subscriber.py.

Rows that other files hold: F6 and F25 in test_real_world.py and test_published.py, F40 to F44 in test_subscriber.py.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest

from press.catalogue import chronicle
from press.desk import ledger as desk
from press.desk.record import record
from press.ground.isolation import ISOLATE, ISOLATED, isolated
from press.ground.uri import uri
from press.text.portable import portable
from tests import feedrules
from tests.workshop import CONFIG, PROJECT, Page, Workshop

BASE = "https://test.example.org"
SAMPLE = "https://briefings.example.org"
MOVED = {
    "/feed.xml": "/rss.xml", "/tags/solar-eclipse/": "/tags/eclipse/", "/regions/caucasus/": "/regions/south-caucasus/",
    "/authors/astronomy-desk/": "/authors/science-desk/",
}  # fmt: skip
"""Addresses of the sample that serve the feed of another address, and name it."""
RULES = {"rss.xml": feedrules.rss, "feed.xml": feedrules.rss, "atom.xml": feedrules.atom, "feed.json": feedrules.json_feed}


def entries(workshop: Workshop, path: str = "rss.xml") -> list[Any]:
    found: list[Any] = workshop.feed(path).entries
    return found


def items(workshop: Workshop, path: str = "feed.json") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(workshop.read(path))["items"]
    return found


def ids(workshop: Workshop) -> list[list[str]]:
    """Return the ids of the feed of the archive, sorted, in each format."""
    return [
        sorted(entry.id for entry in entries(workshop)), sorted(entry.id for entry in entries(workshop, "atom.xml")),
        sorted(item["id"] for item in items(workshop)),
    ]  # fmt: skip


def shown(text: str) -> str:
    """Return `text` with its isolates as visible brackets."""
    return text.replace(ISOLATE, "⟦").replace(ISOLATED, "⟧")


class TestEveryFeedOfTheSample:
    def test_no_rule_of_a_strict_validator_is_broken(self, site: Path) -> None:
        seen = 0
        for place in sorted(site.rglob("*")):
            if place.name in RULES:
                address = f"/{place.relative_to(site).as_posix()}"
                for old, new in MOVED.items():
                    address = address.replace(old, new)
                assert RULES[place.name](place.read_bytes(), SAMPLE + address) == [], place
                seen += 1
        assert seen > 80
        assert feedrules.opml((site / "feeds.opml").read_bytes()) == []

    @pytest.mark.parametrize(
        ("name", "before", "after", "fault"),
        [
            ("rss.xml", "<docs>", "<docs></docs><docs>", "DuplicateElement"),
            ("rss.xml", "<language>en</language>", "", "MissingElement"),
            ("rss.xml", "</channel>", "<ttl>60</ttl></channel>", "UndefinedElement"),
            ("rss.xml", "</channel>", "<copyright>x</copyright></channel>", "MisplacedItem"),
            ("rss.xml", "+0000</pubDate>", "EST</pubDate>", "ProblematicalRFC822Date"),
            ("rss.xml", 'isPermaLink="true"', 'isPermaLink="false"', "isPermaLink"),
            ("rss.xml", "src=\"https://briefings.example.org", 'src="', "ContainsRelRef"),
            ("rss.xml", "&lt;p&gt;", '&lt;p style="color:red"&gt;', "SecurityRisk"),
            ("rss.xml", "&lt;p&gt;", "&lt;/b&gt;&lt;p&gt;", "NotHtml"),
            ("rss.xml", "<title>Meridian", "<title>&lt;b&gt;Meridian", "ContainsHTML"),
            ("rss.xml", "</dc:creator>", "</dc:creator><dc:date>2022-01-01</dc:date>", "UndefinedElement"),
            ("rss.xml", 'rel="self"', 'rel="via"', "SelfDoesntMatchLocation"),
            ("rss.xml", "<width>144<", "<width>145<", "too large"),
            ("atom.xml", 'xml:lang="en"', "", "MissingDCLanguage"),
            ("atom.xml", "<id>tag:", "<id>https://", "no tag URI"),
            ("atom.xml", 'type="html"', 'type="CDATA"', "InvalidMIMEType"),
            ("atom.xml", 'hreflang="en"', "", "its links are"),
            ("atom.xml", "+00:00</published>", "</published>", "InvalidRFC3339Date"),
            ("feed.json", '"authors"', '"author"', "unknown"),
            ("feed.json", "/feed.json", "/other.json", "feed_url"),
            ("feed.json", "T05:00:00Z", "", "date_"),
            ("feeds.opml", 'type="rss"', 'type="atom"', "no outline"),
            ("feeds.opml", "xmlUrl=\"https:", 'xmlUrl="', "no absolute URL"),
            ("feeds.opml", 'text="Regions"', 'text="Regions" title="Regions"', "MissingOutlineType"),
        ],
    )  # fmt: skip
    def test_the_rules_find_what_is_wrong(self, site: Path, name: str, before: str, after: str, fault: str) -> None:
        text = (site / name).read_text(encoding="utf-8")
        assert before in text
        broken = text.replace(before, after, 1).encode()
        faults = feedrules.opml(broken) if name == "feeds.opml" else RULES[name](broken, f"{SAMPLE}/{name}")
        assert any(fault in one for one in faults), faults

    def test_a_feed_reader_reads_what_was_meant(self, site: Path) -> None:
        for place in (site / "rss.xml", site / "atom.xml", site / "feeds/archive/1/rss.xml"):
            feed = feedparser.parse(place.read_bytes())
            assert feed.bozo == 0
            for entry in feed.entries:
                assert entry.link.startswith(f"{SAMPLE}/2")
                assert entry.author
                assert entry.tags
                assert len(entry.content[0].value) > 150, "whole, but for what was withdrawn"

    def test_json_feeds_agree_with_a_schema_of_their_format(self, site: Path) -> None:
        for place in site.rglob("feed.json"):
            jsonschema.validate(
                json.loads(place.read_bytes()), feedrules.JSON_FEED, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
            )
        broken = json.loads((site / "feed.json").read_bytes())
        broken["items"][0]["date_published"] = 5
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, feedrules.JSON_FEED)


class TestList:
    def test_many_feeds_of_tags_and_authors_are_found_on_their_pages_and_in_the_list_for_readers(
        self, workshop: Workshop
    ) -> None:
        workshop.configure("feeds: {tag_minimum: 1}\n")
        names = [f"N {number}" for number in range(51)]
        workshop.article("2021/one", date="2021-01-01", author=names, tags=names[:50])
        workshop.build()
        page, listed = workshop.page("feeds/index.html"), workshop.read("feeds.opml").count("xmlUrl=")
        assert page.words("//header//*[@class='count']") == [f"{listed} feeds"] == ["107 feeds"]
        groups = ["articles", "corrections", "digest", "regions", "tags", "authors"]
        assert [a.get("href") for a in page.all("//*[@class='on-page']/a")] == [f"#{kind}" for kind in groups]
        assert [h.get("id") for h in page.all("//main//h2")] == groups
        tags, authors = page.all("//section[h2[@id='tags' or @id='authors']]")
        assert len(tags.findall(".//li")) == 50
        assert not authors.findall(".//li")
        assert (
            page.words("//section[h2[@id='authors']]/p")[1] == "51 feeds, each offered at the top of a page of its own: Authors"
        )
        assert page.all("//section[h2[@id='authors']]/p/a[@href='/authors/']")

    def test_a_few_feeds_are_a_page_without_a_line_of_links(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01", tags=["water"])
        workshop.build()
        assert not workshop.page("feeds/index.html").all("//*[@class='on-page' or @class='count']")


class TestIdentityAndTime:
    def test_f1_an_article_has_one_id_in_every_format_whatever_happens_to_it(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        workshop.article("2021/two", date="2021-02-02", id="tag:test.example.org,2021:two")
        workshop.build()
        before = ids(workshop)
        assert before == [["https://test.example.org/2021/01/one/", "tag:test.example.org,2021:two"]] * 3
        record(workshop.request())
        workshop.article("2021/one", "Other words.", date="2021-01-01", title="Else", tags=["new"], region="caucasus")
        workshop.article("2021/two", date="2021-02-02")
        workshop.build()
        assert ids(workshop) == before, "the ledger keeps the id that the author took out"

    def test_f2_the_id_survives_a_change_of_address(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        workshop.publish()
        workshop.article("2021/one", date="2021-01-01", slug="uno", aliases=["/2021/01/one/"])
        workshop.build()
        for entry in (entries(workshop)[0], entries(workshop, "atom.xml")[0]):
            assert (entry.id, entry.link) == (f"{BASE}/2021/01/one/", f"{BASE}/2021/01/uno/")
        assert (items(workshop)[0]["id"], items(workshop)[0]["url"]) == (f"{BASE}/2021/01/one/", f"{BASE}/2021/01/uno/")
        assert '<guid isPermaLink="false">' in workshop.read("rss.xml")

    def test_f3_dates_of_rss_are_utc(self, site: Path) -> None:
        dates = [
            date for place in site.rglob("rss.xml")
            for date in re.findall(r"<(?:pubDate|lastBuildDate)>(.*?)<", place.read_text(encoding="utf-8"))
        ]  # fmt: skip
        assert len(dates) > 100
        assert all(re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000", date) for date in dates)

    def test_f4_published_never_changes_and_updated_only_in_substance(self, workshop: Workshop) -> None:
        front: dict[str, Any] = {"date": "2021-01-01 10:00", "region": "kazakhstan"}

        def times() -> list[tuple[str, str]]:
            entry, item = entries(workshop, "atom.xml")[0], items(workshop)[0]
            return [(entry.published, entry.updated), (item["date_published"], item["date_modified"])]

        workshop.article("2021/one", **front)
        workshop.build()
        first = times()
        assert first == [("2021-01-01T05:00:00+00:00",) * 2, ("2021-01-01T05:00:00Z",) * 2]
        workshop.article("2021/one", "A typo mended.", **front, title="Another title", tags=["x"])
        workshop.build()
        assert times() == first
        workshop.article("2021/one", **front, updated="2021-01-02 09:00")
        workshop.build()
        assert times() == [
            ("2021-01-01T05:00:00+00:00", "2021-01-02T04:00:00+00:00"), ("2021-01-01T05:00:00Z", "2021-01-02T04:00:00Z"),
        ]  # fmt: skip
        workshop.article("2021/one", **front, corrections=[{"date": "2021-01-03 09:00", "text": "It was two."}])
        workshop.build()
        assert times()[0] == ("2021-01-01T05:00:00+00:00", "2021-01-03T04:00:00+00:00")

    def test_f5_every_item_has_a_date_and_none_is_of_dublin_core(self, site: Path) -> None:
        for place in site.rglob("rss.xml"):
            assert b"dc:date" not in place.read_bytes()
            assert all(entry.published_parsed for entry in feedparser.parse(place.read_bytes()).entries)

    def test_f6_nothing_from_the_future_is_fed(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        workshop.article("2021/two", date="2027-01-01")
        workshop.build()
        assert ids(workshop) == [[f"{BASE}/2021/01/one/"]] * 3
        workshop.build(now=datetime(2027, 1, 2, tzinfo=UTC))
        assert len(entries(workshop)) == 2

    def test_f7_entries_of_different_times_say_so(self, site: Path) -> None:
        for place in site.rglob("atom.xml"):
            updated = [entry.updated for entry in feedparser.parse(place.read_bytes()).entries]
            assert len(updated) == len(set(updated)), place

    def test_f8_the_newest_first_and_behind_all_else(self, workshop: Workshop) -> None:
        for day in range(1, 6):
            changed = {"updated": "2022-01-01"} if day == 2 else {}
            workshop.article(f"2021/n{day}", date=f"2021-01-0{day}", **changed)
        workshop.build()
        assert [entry.title for entry in entries(workshop)] == ["N5", "N4", "N3", "N2", "N1"]
        assert [entry.title for entry in entries(workshop, "atom.xml")] == ["N2", "N5", "N4", "N3", "N1"]
        assert [item["title"] for item in items(workshop)] == ["N2", "N5", "N4", "N3", "N1"]
        tags = [child.tag for child in feedrules.parsed(workshop.read("rss.xml").encode())[0]]
        assert tags[-5:] == ["item"] * 5

    def test_f9_the_same_bytes_and_times_until_an_item_changes(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01", region="kazakhstan")
        workshop.article("2021/two", date="2021-01-02", region="caucasus", author="Another")
        workshop.build()
        feeds = {path for path in workshop.files() if path.endswith(tuple(RULES))}
        before = {path: ((workshop.site / path).read_bytes(), (workshop.site / path).stat().st_mtime_ns) for path in feeds}
        workshop.configure("page_sizes: {home: 5}\nmotto: {text: Festina lente.}\n")
        workshop.build(now=datetime(2026, 2, 2, tzinfo=UTC))
        workshop.article("2021/two", "Mended.", date="2021-01-02", region="caucasus", author="Another")
        workshop.build(now=datetime(2026, 3, 3, tzinfo=UTC))
        changed = {path for path in feeds if before[path][1] != (workshop.site / path).stat().st_mtime_ns}
        assert changed == {"rss.xml", "feed.xml", "atom.xml", "feed.json", "regions/caucasus/rss.xml", "authors/another/rss.xml"}
        assert changed == {path for path in feeds if before[path][0] != (workshop.site / path).read_bytes()}
        assert "2021-01-02" in entries(workshop, "atom.xml")[0].updated, "a typo is no change of substance"
        after = {path: workshop.files()[path] for path in feeds}
        workshop.build(now=datetime(2026, 4, 4, tzinfo=UTC), output=workshop.root / "clean", cache=workshop.root / ".clean")
        assert after == {path: (workshop.root / "clean" / path).read_bytes() for path in feeds}, "no clock, where nothing is kept"

    def test_f10_servers_are_told_types_and_how_long_to_keep(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        workshop.build()
        headers, nginx = workshop.read("_headers"), workshop.read("_nginx.conf")
        for name, media_type in (
            ("rss.xml", "application/rss+xml"), ("atom.xml", "application/atom+xml"), ("feed.json", "application/feed+json"),
            ("feed.xml", "application/rss+xml"), ("feeds.opml", "text/x-opml"),
        ):  # fmt: skip
            assert (
                f"\n/{name}\n  Content-Type: {media_type}; charset=utf-8\n  Access-Control-Allow-Origin: *\n"
                "  Cache-Control: public, max-age=300\n" in headers
            )
            assert f"location ~ /{re.escape(name)}$ {{\n    types {{}}\n    default_type {media_type};\n" in nginx


class TestContent:
    def test_f11_the_channel(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        workshop.build()
        channel = feedrules.parsed(workshop.read("regions/kazakhstan/rss.xml").encode())[0]
        said = {name: channel.findtext(name) for name in ("title", "link", "language", "generator", "docs", "copyright")}
        assert said == {
            "title": "Test Briefings: Kazakhstan", "link": f"{BASE}/regions/kazakhstan/", "language": "en", "generator": "press",
            "docs": "https://www.rssboard.org/rss-specification", "copyright": "Free to use.",
        }  # fmt: skip
        assert channel.findtext("description")
        assert channel.findtext("lastBuildDate") == "Fri, 01 Jan 2021 07:00:00 +0000"

    def test_f12_the_image_is_small_and_belongs_to_its_channel(self, workshop: Workshop) -> None:
        workshop.configure("feeds: {image: /feed.png}\n")
        workshop.article("2021/one", date="2021-01-01")
        assert workshop.problems() == ['config.yaml:12:16: there is no picture "/feed.png" (put the file into content/static)']
        workshop.configure("feeds: {image: /mark.png}\n")
        assert workshop.problems() == ['config.yaml:12:16: there is no picture "/mark.png" (put the file into content/static)']
        workshop.picture("content/static/mark.png", 145, 100)
        assert workshop.problems() == [
            'config.yaml:12:16: the picture "/mark.png" is too large for feeds: 145 by 100 pixels'
            " (make it at most 144 pixels wide and 400 high)"
        ]
        workshop.picture("content/static/mark.png", 144, 100)
        workshop.build()
        image = feedrules.parsed(workshop.read("regions/kazakhstan/rss.xml").encode())[0].find("image")
        assert [(child.tag, child.text) for child in image] == [
            ("url", f"{BASE}/mark.png"), ("title", "Test Briefings: Kazakhstan"), ("link", f"{BASE}/regions/kazakhstan/"),
            ("width", "144"), ("height", "100"),
        ]  # fmt: skip
        workshop.configure("feeds: {image: /mark.svg}\n")
        assert "cannot be a picture for feeds" in workshop.problems()[0]

    def test_f13_plain_text_is_encoded_once(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01", title="Oil & <gas>", author="A & B", tags=["R&D"])
        workshop.build()
        text = workshop.read("rss.xml")
        for element in ("<title>Oil &amp; &lt;gas&gt;</title>", "<dc:creator>A &amp; B</dc:creator>", ">R&amp;D</category>"):
            assert element in text
        assert items(workshop)[0]["title"] == "Oil & <gas>"
        assert b"<gas>" not in workshop.read("feed.json").encode(), "what is taken for HTML shows no tag"

    def test_f14_the_standfirst_is_html_in_rss_and_text_elsewhere(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01", summary="1 < 2 & 3.")
        workshop.build()
        assert entries(workshop)[0].summary == "<p>1 &lt; 2 &amp; 3.</p>"
        text = workshop.read("rss.xml")
        assert text.index("<description>&lt;p&gt;1 ") < text.index("<content:encoded>")
        assert "<summary>1 &lt; 2 &amp; 3.</summary>" in workshop.read("atom.xml")
        assert items(workshop)[0]["summary"] == "1 < 2 & 3."

    def test_f15_the_whole_article_and_nothing_that_would_change_it(self, workshop: Workshop) -> None:
        workshop.picture("content/articles/2021/map.png")
        workshop.configure("newsletter: {action: 'https://lists.example.net/subscribe'}\n")
        workshop.article(
            "2021/one", "First.\n\nLast.", date="2021-01-01", dateline="Astana", tags=["x"],
            image={"src": "map.png", "alt": "A map", "caption": "Where.", "credit": "Us"},
            corrections=[{"date": "2021-02-01", "text": "It was two."}],
        )  # fmt: skip
        workshop.article("2021/two", date="2021-01-02", see_also=["one"], tags=["x"])
        workshop.build()
        for content in (entries(workshop)[-1].content[0].value, items(workshop)[0]["content_html"]):
            for words in ("(Test)\u00a0–", "First.", "Last.", "Where. — Us", 'alt="A map"', "Correction, 1 February 2021:"):
                assert words in content
            for words in ("Two", "See also", "mailto:", "Subscribe"):
                assert words not in content

    def test_f16_every_address_is_whole_with_the_slash_of_its_page(self, workshop: Workshop) -> None:
        workshop.picture("content/articles/2021/map.png", 900, 500)
        workshop.write("content/articles/2021/data.csv", "a\n")
        workshop.article("2021/one", date="2021-01-01")
        workshop.article(
            "2022/two", "[a](one) [b](#part) [c](//cdn.example.org/x) ![m](../2021/map.png) [d](../2021/data.csv)\n\n## Part\n",
            date="2022-01-01",
        )  # fmt: skip
        workshop.build()
        for content in (entries(workshop)[0].content[0].value, items(workshop)[0]["content_html"]):
            assert set(re.findall(r'(?:href|src)="([^"]*)"', content)) == {
                f"{BASE}/2021/01/one/", f"{BASE}/2022/01/two/#part", "https://cdn.example.org/x", f"{BASE}/2022/01/two/map.png",
                f"{BASE}/2022/01/two/data.csv",
            }  # fmt: skip
            assert "srcset" not in content

    def test_f17_addresses_are_ascii(self, workshop: Workshop) -> None:
        workshop.configure("slugs: unicode\n")
        workshop.article("2021/озеро", "[d](https://президент.рф/путь?я=1#ё)", date="2021-01-01")
        workshop.build()
        assert entries(workshop)[0].link == f"{BASE}/2021/01/%D0%BE%D0%B7%D0%B5%D1%80%D0%BE/"
        assert (
            'href="https://xn--d1abbgf6aiiy.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C?%D1%8F=1#%D1%91"'
            in entries(workshop)[0].content[0].value
        )
        assert uri("https://e.org/a b") == "https://e.org/a%20b"
        assert uri("tel:+1 23") == "tel:+1%2023"
        assert uri("https://straße.example:8080/") == "https://xn--strae-oqa.example:8080/", "strasse.example is somebody else's"
        assert uri("https://نامه‌ای.example/") == "https://xn--mgba3gch31f060k.example/"
        assert uri("https://ä@ПУТЬ.example/") == "https://%C3%A4@xn--o1agc1b.example/"
        assert uri("https://[e/é") == "https://%5Be/%C3%A9"
        assert uri("https://[e/é#a#b") == "https://%5Be/%C3%A9#a%23b"

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("https://e.org/a|b", "https://e.org/a%7Cb"),
            ("https://e.org/a[1]?b={2}&c=[3]", "https://e.org/a%5B1%5D?b=%7B2%7D&c=%5B3%5D"),
            ("https://e.org/100%/%zz/%41", "https://e.org/100%25/%25zz/%41"),
            ("https://e.org/a#b#c", "https://e.org/a#b%23c"),
            ("https://e.org/a\n b\t", "https://e.org/a%20b"),
            ("https://[::1]:8000/a?b=c:d@e/f;g#h", "https://[::1]:8000/a?b=c:d@e/f;g#h"),
        ],
    )
    def test_f17_what_no_uri_may_hold_is_encoded(self, workshop: Workshop, written: str, expected: str) -> None:
        assert uri(written) == expected
        workshop.article(
            "2021/one", f'<a href="{written}">A</a>', date="2021-01-01",
            see_also=[{"title": "There", "url": "https://e.org/a|b"}],
        )  # fmt: skip
        workshop.build()
        assert f'href="{expected.replace("&", "&amp;")}"' in entries(workshop)[0].content[0].value
        page = workshop.page("2021/01/one/index.html")
        assert page.one("//div[@class='text']//a").get("href") == expected
        assert page.one("//aside//a").get("href") == "https://e.org/a%7Cb"

    def test_f13_what_the_settings_say_is_plain_text(self, workshop: Workshop) -> None:
        place = workshop.root / "config.yaml"
        written = place.read_text().replace("rights: Free to use.", "rights: \"<a href='x'>CC</a> &copy; 2020\"")
        place.write_text(
            written.replace("{name: Caucasus,", '{name: "R &amp; <b>x</b>",').replace(
                "title: Test Briefings", "title: |\n  Test\n  Briefings"
            )
        )
        workshop.article("2021/one", date="2021-01-01", region="caucasus")
        workshop.build()
        feed = workshop.feed("rss.xml")
        assert (feed.feed.title, feed.feed.rights) == ("Test Briefings", "CC © 2020")
        assert [tag.term for tag in feed.entries[0].tags] == ["R & x"]

    def test_f19_an_article_from_right_to_left_says_so(self, workshop: Workshop) -> None:
        workshop.article("2021/one", "نص (2022) عربي.\n\n- بند", date="2021-01-01", lang="ar", dateline=None)
        workshop.build()
        content = workshop.feed("atom.xml").entries[0].content[0].value
        assert content.startswith('<div dir="rtl" lang="ar">') or content.startswith('<div lang="ar" dir="rtl">')
        assert "<p>\u2067نص (2022) عربي.\u2069</p>" in content
        assert "<li>\u2067بند\u2069</li>" in content

    def test_f19_a_summary_and_a_notice_from_right_to_left_say_so(self, workshop: Workshop) -> None:
        withdrawn = {"date": "2021-02-01", "reason": "BBC: خطأ."}
        workshop.article("2021/one", date="2021-01-01", lang="ar", summary="BBC: افتتح الجسر.", withdrawn=withdrawn)
        workshop.article("2021/two", "", date="2021-01-02", lang="ar", summary="BBC: افتتح الجسر.")
        workshop.build()
        two, one = entries(workshop, "rss.xml")
        assert "<p>\u2067BBC: افتتح الجسر.\u2069</p>" in two.summary
        assert "<p>\u2067BBC: افتتح الجسر.\u2069</p>" in two.content[0].value
        assert one.content[0].value.startswith("<p>This article was withdrawn on 1 February 2021.</p>\n<div ")
        for text in (two.summary, two.content[0].value, one.content[0].value):
            assert re.search('<div (lang="ar" dir="rtl"|dir="rtl" lang="ar")>\n<p>\u2067BBC', text)

    def test_f18_a_bidirectional_override_becomes_what_readers_keep(self, workshop: Workshop) -> None:
        workshop.article("2021/one", 'He said <bdo dir="rtl">abc</bdo>.', date="2021-01-01")
        workshop.build()
        assert '<span dir="rtl">\u2067abc\u2069</span>' in entries(workshop)[0].content[0].value

    def test_f18_nothing_means_anything_by_what_readers_drop(self, workshop: Workshop) -> None:
        workshop.article(
            "2021/one",
            'A.[^1]\n\n[^1]: Note.\n\n## Head {: .x}\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n\n'
            '<p class="y" id="z">B</p>\n\n<details><summary>More</summary><p>C</p></details>',
            date="2021-01-01",
        )  # fmt: skip
        workshop.build()
        content = entries(workshop)[0].content[0].value
        assert not re.search(r"\s(class|id|style|loading|decoding|srcset)=", content)
        for words in ("Note.", "<h2>Head", "<td>1</td>", "<p>B</p>", "More"):
            assert words in content

    def test_f19_what_runs_from_right_to_left_is_isolated(self, workshop: Workshop) -> None:
        words = "العمال (2022)!"
        workshop.article(
            "2021/one", f'He said <q lang="ar" dir="rtl">{words}</q> - 13\n\n<blockquote dir="rtl"><p>{words}</p></blockquote>',
            date="2021-01-01", title=f"“{words}” - 13 December", summary=f"About “{words}” and 13.",
        )  # fmt: skip
        workshop.article("2021/two", date="2021-01-02", lang="ar", title=words)
        workshop.build()
        whole = f"{ISOLATE}{words}{ISOLATED}"
        for path in ("rss.xml", "atom.xml"):
            entry = next(entry for entry in entries(workshop, path) if entry.id.endswith("/one/"))
            assert entry.title == f"“{whole}” - 13 December"
            assert whole in entry.summary
            assert entry.content[0].value.count(whole) == 2
            assert next(one.title for one in entries(workshop, path) if one.id.endswith("/two/")) == words
        assert next(item["title"] for item in items(workshop) if item["id"].endswith("/one/")) == f"“{whole}” - 13 December"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Plain é", "Plain é"),
            ("Said שלום today", "Said ⟦שלום⟧ today"),
            ("A “שלום, 2022!” - 13", "A “⟦שלום, 2022!⟧” - 13"),
            ("“שלום, 2022!” - 13", "⟦“שלום, 2022!” - 13⟧"),
            ("No (שלום)", "No (⟦שלום⟧)"),
            ("שלום (העמאל), “שלום”", "⟦שלום (העמאל), “שלום”⟧"),
            ("שלום and العمال", "⟦שלום⟧ and ⟦العمال⟧"),
        ],
    )
    def test_f19_passages_of_plain_text(self, text: str, expected: str) -> None:
        assert shown(isolated(text)) == expected

    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ('<p dir="rtl">a <em>b</em></p>', '<p dir="rtl">⟦a <em>b</em>⟧</p>'),
            ('<ul dir="rtl"><li>a</li><li>b</li></ul>', '<ul dir="rtl"><li>⟦a⟧</li><li>⟦b⟧</li></ul>'),
            ('<p>x <bdi lang="fa">y</bdi></p>', '<p>x <bdi lang="fa">⟦y⟧</bdi></p>'),
            ('<p lang="ar">a <span lang="en">b</span></p>', '<p lang="ar">⟦a <span lang="en">b</span>⟧</p>'),
            ('<p>1 &lt; 2 <br> <img src="x" alt="a &gt; b"></p>', '<p>1 &lt; 2 <br> <img src="x" alt="a &gt; b"></p>'),
            ('<a-b class="c" dir="rtl">a</a-b> c', '<a-b dir="rtl">⟦a⟧</a-b> c'),
        ],
    )
    def test_f19_passages_of_html(self, html: str, expected: str) -> None:
        assert shown(portable(html)) == expected

    def test_f20_each_author_is_named_and_none_by_an_address(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01", author=["A Desk", "B Desk"])
        workshop.build()
        item = feedrules.parsed(workshop.read("rss.xml").encode())[0].find("item")
        assert [one.text for one in item.findall(f"{feedrules.DC}creator")] == ["A Desk", "B Desk"]
        assert item.find("author") is None
        assert [author.name for author in entries(workshop, "atom.xml")[0].authors] == ["A Desk", "B Desk"]
        assert items(workshop)[0]["authors"] == [
            {"name": "A Desk", "url": f"{BASE}/authors/a-desk/"}, {"name": "B Desk", "url": f"{BASE}/authors/b-desk/"},
        ]  # fmt: skip

    def test_f21_categories_with_their_taxonomy_and_the_regions_around(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01", region=["kazakhstan", "caucasus"], tags=["oil"])
        workshop.build()
        assert [(tag.term, tag.scheme) for tag in entries(workshop)[0].tags] == [
            ("Central Asia/Kazakhstan", f"{BASE}/regions/"), ("Caucasus", f"{BASE}/regions/"), ("oil", f"{BASE}/tags/"),
        ]  # fmt: skip
        assert [(tag.term, tag.scheme, tag.label) for tag in entries(workshop, "atom.xml")[0].tags] == [
            ("kazakhstan", f"{BASE}/regions/", "Kazakhstan"), ("caucasus", f"{BASE}/regions/", "Caucasus"),
            ("oil", f"{BASE}/tags/", "oil"),
        ]  # fmt: skip
        for region in ("kazakhstan", "central-asia", "caucasus"):
            assert len(entries(workshop, f"regions/{region}/rss.xml")) == 1

    def test_f22_a_picture_is_media_and_no_enclosure(self, workshop: Workshop) -> None:
        workshop.picture("content/articles/2021/map.png", 90, 50)
        workshop.article("2021/one", date="2021-01-01", image={"src": "map.png", "alt": "A map", "credit": "Us"})
        workshop.build()
        item = feedrules.parsed(workshop.read("rss.xml").encode())[0].find("item")
        assert item.find("enclosure") is None
        picture = item.find(f"{feedrules.MEDIA}content")
        assert dict(picture.attrib) == {
            "url": f"{BASE}/2021/01/one/map.png", "type": "image/png", "medium": "image", "width": "90", "height": "50",
        }  # fmt: skip
        assert [child.text for child in picture] == ["A map", "Us"]
        entry = feedrules.parsed(workshop.read("atom.xml").encode()).find(f"{feedrules.ATOM}entry")
        assert dict(entry.find(f"{feedrules.MEDIA}content").attrib) == dict(picture.attrib)
        assert items(workshop)[0]["image"] == f"{BASE}/2021/01/one/map.png"

    def test_f24_an_item_in_another_language_says_so(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01", lang="ru")
        workshop.article("2021/two", date="2021-01-02")
        workshop.build()
        assert workshop.read("rss.xml").count("<dc:language>ru</dc:language>") == 1
        assert [
            entry.get(feedrules.LANG)
            for entry in feedrules.parsed(workshop.read("atom.xml").encode()).iter(f"{feedrules.ATOM}entry")
        ] == [None, "ru"]
        assert [item.get("language") for item in items(workshop)] == [None, "ru"]
        assert "<language>ru</language>" in workshop.read("languages/ru/rss.xml")
        assert [entry.title for entry in entries(workshop, "languages/ru/rss.xml")] == ["One"]

    def test_f25_f26_what_xml_forbids_is_refused_at_its_line_and_no_cdata_is_needed(self, workshop: Workshop) -> None:
        workshop.article("2021/one", "A ]]> b.", date="2021-01-01")
        workshop.build()
        assert "A ]]&gt; b." in entries(workshop)[0].content[0].value
        assert list(feedrules.bytes_of(workshop.read("rss.xml").encode())) == []
        for character in ("\x0b", "\x01", "\ufffe"):
            workshop.write(
                "content/articles/2021/two.md",
                f"---\ntitle: T\ndate: 2021-01-02\nregion: caucasus\nsummary: S.\n---\na{character}b\n",
            )
            assert workshop.problems()[0].startswith("content/articles/2021/two.md:7:2: ")

    def test_f27_thirty_items_and_not_too_many_bytes(self, site: Path) -> None:
        for name in ("rss.xml", "atom.xml"):
            assert len(feedparser.parse((site / name).read_bytes()).entries) == 30
            assert (site / name).stat().st_size < 250_000


class TestAtomAndJson:
    def test_f30_what_an_atom_feed_says_of_itself(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        workshop.build()
        feed = workshop.feed("atom.xml").feed
        assert feed.id == "tag:test.example.org,2021:/"
        assert [(link.rel, link.type, link.href) for link in feed.links] == [
            ("self", "application/atom+xml", f"{BASE}/atom.xml"), ("alternate", "text/html", f"{BASE}/"),
        ]  # fmt: skip
        assert (feed.title, feed.author, feed.updated) == ("Test Briefings", "Test Briefings", "2021-01-01T07:00:00+00:00")
        link = entries(workshop, "atom.xml")[0].links
        assert [(one.rel, one.type, one.href, one.hreflang) for one in link] == [
            ("alternate", "text/html", f"{BASE}/2021/01/one/", "en")
        ]

    def test_f30_the_id_of_a_feed_never_changes_once_it_is_recorded(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        workshop.publish()
        config = workshop.root / "config.yaml"
        config.write_text(config.read_text().replace("test.example.org", "new.example.org"))
        workshop.article("2009/old", date="2009-01-01")
        workshop.build()
        assert workshop.feed("atom.xml").feed.id == "tag:test.example.org,2021:/"

    def test_f31_f32_rights_types_and_no_related_links(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        workshop.article("2021/two", date="2021-01-02", see_also=["one"])
        workshop.build()
        text = workshop.read("atom.xml")
        assert "<rights>Free to use.</rights>" in text
        assert 'rel="related"' not in text
        assert "CDATA" not in text

    def test_f35_json_feed(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01", tags=["oil"])
        workshop.build()
        feed = json.loads(workshop.read("feed.json"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert (feed["home_page_url"], feed["feed_url"]) == (f"{BASE}/", f"{BASE}/feed.json")
        assert feed["authors"][0]["name"] == "Test Briefings"
        assert "next_url" not in feed
        assert "hubs" not in feed
        assert feed["items"][0]["tags"] == ["Kazakhstan", "oil"]
        assert feed["items"][0]["content_html"] == "<p>Some text.</p>"

    def test_atom_and_json_are_there_for_what_is_configured_and_stay_once_recorded(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        workshop.configure("feeds: {atom: [regions, nonsense]}\n")
        assert workshop.problems() == [
            'config.yaml:12:25: "nonsense" is not a kind of feed (use regions, tags, authors, languages, corrections, digest)'
        ]
        workshop.configure("feeds: {atom: [regions], json: [authors, corrections]}\n")
        workshop.build()
        made = {path for path in workshop.files() if path.endswith(("atom.xml", "feed.json"))}
        assert made == {
            "atom.xml", "feed.json", "authors/diplomacy-desk/feed.json", "corrected/feed.json", "regions/kazakhstan/atom.xml",
            "regions/central-asia/atom.xml", "regions/caucasus/atom.xml",
        }  # fmt: skip
        record(workshop.request())
        workshop.configure("")
        workshop.build()
        assert made <= workshop.files().keys(), "a feed once recorded is served for ever"


class TestDiscovery:
    def test_f50_each_page_leads_to_its_own_feed_first_and_then_to_other_formats(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        workshop.build()
        page = Page(workshop.read("regions/kazakhstan/index.html"))
        links = [(link.get("type"), link.get("href")) for link in page.all("//link[@rel='alternate']")]
        assert links == [
            ("application/rss+xml", f"{BASE}/regions/kazakhstan/rss.xml"), ("application/rss+xml", f"{BASE}/rss.xml"),
            ("application/atom+xml", f"{BASE}/atom.xml"), ("application/feed+json", f"{BASE}/feed.json"),
        ]  # fmt: skip
        titles = [link.get("title") for link in page.all("//link[@rel='alternate']")]
        assert len(titles) == len(set(titles))
        for path in workshop.files():
            if path.endswith(".html") and "old" not in path:
                assert Page(workshop.read(path)).all("//link[@type='application/rss+xml']"), path

    def test_f50_the_page_for_people_lists_every_feed_with_what_it_is_for(self, site: Path) -> None:
        page = Page((site / "feeds/index.html").read_text(encoding="utf-8"))
        shown = {link.removeprefix("/") for link in page.all("//main//a/@href")}
        feeds = {
            place.relative_to(site).as_posix() for place in site.rglob("*") if place.name in {"rss.xml", "atom.xml", "feed.json"}
        }
        moved = {path for path in feeds if any(f"/{path}".startswith(old) for old in MOVED)}
        assert feeds - shown - moved == {path for path in feeds if path.startswith("feeds/archive/")}
        assert "feeds.opml" in shown
        assert len(page.all("//main//section/p")) == len(page.all("//main//section/h2")) >= 6

    def test_f51_opml_has_every_feed_once_in_groups(self, site: Path) -> None:
        root = feedrules.parsed((site / "feeds.opml").read_bytes())
        urls = [one.get("xmlUrl") for one in root.iter("outline") if one.get("xmlUrl")]
        served = {f"{SAMPLE}/{place.relative_to(site).as_posix()}" for place in site.rglob("rss.xml")}
        own = {url for url in served if "/feeds/archive/" not in url and not any(old in url for old in MOVED)}
        assert set(urls) == own
        assert [one.get("text") for one in root.iter("outline") if not one.get("type")] == [
            "Regions",
            "Tags",
            "Authors",
            "Languages",
        ]

    def test_f52_addresses_that_readers_probe(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        workshop.build()
        assert workshop.read("feed.xml") == workshop.read("rss.xml")
        assert {"rss.xml", "feed.xml", "atom.xml", "feed.json"} <= workshop.files().keys()

    def test_f53_a_hub_is_named_where_one_is_configured_and_nowhere_else(self, workshop: Workshop) -> None:
        for number in range(30):
            workshop.article(f"2021/n{number}", date=f"2021-01-{number + 1:02}")
        workshop.build()
        assert not any(b'rel="hub"' in data for data in workshop.files().values())
        workshop.configure("feeds: {hub: 'https://hub.example.net/'}\n")
        workshop.build()
        for path in ("rss.xml", "atom.xml", "regions/kazakhstan/rss.xml"):
            links = {link.rel: link.href for link in workshop.feed(path).feed.links}
            assert links["hub"] == "https://hub.example.net/"
        assert json.loads(workshop.read("feed.json"))["hubs"] == [{"type": "WebSub", "url": "https://hub.example.net/"}]
        assert 'rel="hub"' not in workshop.read("feeds/archive/1/atom.xml"), "nobody subscribes to what is closed"

    def test_f54_no_feed_relies_on_a_style_sheet(self, site: Path) -> None:
        assert not any(b"<?xml-stylesheet" in place.read_bytes() for place in site.rglob("*.xml"))

    def test_f55_the_feed_of_what_was_renamed_stays_and_says_where_it_is_now(self, workshop: Workshop) -> None:
        workshop.configure("feeds: {atom: [regions]}\naliases: {regions: {asia: central-asia}}\n")
        workshop.article("2021/one", date="2021-01-01", region="central-asia")
        workshop.build()
        for name in ("rss.xml", "atom.xml"):
            assert workshop.read(f"regions/asia/{name}") == workshop.read(f"regions/central-asia/{name}")
            assert f'href="{BASE}/regions/central-asia/{name}"' in workshop.read(f"regions/asia/{name}")

    def test_f56_which_feeds_there_are(self, workshop: Workshop) -> None:
        for number in (1, 2, 3):
            tags = ["common", *(["rare"] if number < 3 else [])]
            workshop.article(f"2021/n{number}", date=f"2021-01-0{number}", tags=tags, lang="ru" if number == 3 else None)
        workshop.build()
        assert {path for path in workshop.files() if path.endswith("rss.xml")} == {
            "rss.xml", "regions/central-asia/rss.xml", "regions/kazakhstan/rss.xml", "regions/caucasus/rss.xml",
            "authors/diplomacy-desk/rss.xml", "tags/common/rss.xml", "languages/en/rss.xml", "languages/ru/rss.xml",
            "corrected/rss.xml", "digest/rss.xml",
        }  # fmt: skip
        record(workshop.request())
        for number in (1, 2, 3):
            workshop.article(f"2021/n{number}", date=f"2021-01-0{number}")
        workshop.build()
        assert entries(workshop, "tags/common/rss.xml") == []
        assert entries(workshop, "languages/ru/rss.xml") == []


class TestCorrections:
    def test_each_correction_is_an_item_whose_id_stays(self, workshop: Workshop) -> None:
        corrections = [{"date": "2021-02-01", "text": "It was two."}, {"date": "2021-02-01", "text": "And three."}]
        workshop.article("2021/one", date="2021-01-01", corrections=corrections)
        workshop.build()
        one, two = sorted(entries(workshop, "corrected/rss.xml"), key=lambda entry: str(entry.id))
        assert (one.id, two.id) == (f"{BASE}/2021/01/one/#correction-2021-02-01", f"{BASE}/2021/01/one/#correction-2021-02-01-2")
        assert (one.title, one.link) == ("Correction: One", f"{BASE}/2021/01/one/#page-corrections")
        assert (one.summary, one.published) == ("<p>It was two.</p>", "Mon, 01 Feb 2021 07:00:00 +0000")
        corrections.append({"date": "2021-03-01", "text": "Four."})
        corrections[0]["text"] = "It was two, not one."
        workshop.article("2021/one", date="2021-01-01", corrections=corrections)
        workshop.build()
        found = {entry.id: entry.summary for entry in entries(workshop, "corrected/rss.xml")}
        assert found[one.id] == "<p>It was two, not one.</p>"
        assert len(found) == 3

    def test_the_id_of_a_correction_is_made_from_its_date_as_it_is_written(self, workshop: Workshop) -> None:
        """Neither the zone of the archive nor another correction changes it, and no two dates as written give the same id."""
        dates = {
            "2021-1-6": "2021-01-06", "2021-01-06 10:00": "2021-01-06T1000", "2021-01-06 10:00:10": "2021-01-06T100010",
            "2021-01-06 10:00:40": "2021-01-06T100040", "2021-01-06T10:00:00 +03:00": "2021-01-06T1000+0300",
            "2021-01-06 10:00Z": "2021-01-06T1000+0000", "2021-01-07 10:00 -0330": "2021-01-07T1000-0330",
            "2021-10-31 02:30 +02:00": "2021-10-31T0230+0200", "2021-10-31 02:30 +01:00": "2021-10-31T0230+0100",
            "2021-03-28 02:30": "2021-03-28T0230", "2021-03-28 03:30": "2021-03-28T0330",
        }  # fmt: skip
        wanted = {f"{BASE}/2021/01/one/#correction-{mark}": f"<p>{date}</p>" for date, mark in dates.items()}
        corrections = [{"date": date, "text": date} for date in dates]
        for zone in ("Asia/Tashkent", "Europe/Rome", "Asia/Vladivostok"):
            workshop.write("config.yaml", CONFIG.replace("Asia/Tashkent", zone))
            for order in (corrections, corrections[::-1]):
                workshop.article("2021/one", date="2021-01-05", corrections=order)
                workshop.build()
                found = {entry.id: entry.summary for entry in entries(workshop, "corrected/rss.xml")}
                assert found == wanted, zone

    def test_another_time_zone_changes_times_and_addresses_and_no_id(self, workshop: Workshop) -> None:
        """As docs/configuration.md says."""
        dates = {"day": "2021-01-31", "late": "2021-01-31 23:30", "zone": "2021-01-31 22:30 UTC"}
        for name, date in dates.items():
            workshop.article(name, date=date, corrections=[{"date": "2021-03-01 10:00", "text": "It was two."}])
        workshop.publish()
        before = {entry.id: entry for path in ("atom.xml", "corrected/rss.xml") for entry in entries(workshop, path)}
        workshop.write("config.yaml", CONFIG.replace("Asia/Tashkent", "Europe/Rome"))
        assert len([line for line in workshop.problems() if '/2021/02/zone/"' in line and "would vanish" in line]) == 1
        desk.fix(workshop.request())
        workshop.build()
        after = {entry.id: entry for path in ("atom.xml", "corrected/rss.xml") for entry in entries(workshop, path)}
        assert after.keys() == before.keys()
        ids = {name: f"{BASE}/2021/{'02' if name == 'zone' else '01'}/{name}/" for name in dates}
        assert {name for name, one in ids.items() if after[one].published != before[one].published} == {"day", "late"}

    @pytest.mark.parametrize("changes", [
        [("corrections", "2021-01-06", 7, 0), ("corrections", "2021-01-06 10:30", 7, 1), ("corrections", "2021-01-06 15:00", 10, 2)],
        [("corrections", "2021-01-06 10:30", 5.5, 0), ("corrections", "2021-01-06", 7, 1)],
        [("corrections", "2021-01-06 15:00", 10, 0), ("corrections", "2021-01-06", 10, 1), ("corrections", "2021-01-06", 10, 2)],
        [("updated", "2021-01-06 15:00", 10, 0), ("corrections", "2021-01-06", 10, 1), ("withdrawn", "2021-01-06", 10, 2)],
        [("corrections", "2021-01-06 10:30", 5.5, 0), ("corrections", "2021-01-06 11:00", 6, 0), ("updated", "2021-01-07", 31, 0)],
        [("corrections", "2021-01-05", 9, 1), ("corrections", "2021-01-05", 9, 2), ("corrections", "2021-01-05 14:01", 9 + 1 / 60, 2)],
        [("corrections", "2021-01-05 09:00", 9, 1), ("corrections", "2021-01-05 10:30", 9, 2), ("corrections", "2021-01-05 15:00", 10, 0)],
    ])  # fmt: skip
    def test_each_change_is_told_whatever_time_it_names(
        self, workshop: Workshop, changes: list[tuple[str, str, float, int]]
    ) -> None:
        """Each change of a day makes `updated` later, with or without a time; the time of a day's only change is `updated`."""
        front: dict[str, Any] = {"date": "2021-01-05 14:00"}
        day, last = datetime(2021, 1, 6, tzinfo=UTC), datetime(2021, 1, 5, 9, tzinfo=UTC)
        for key, date, hours, seconds in changes:
            notice = {"date": date, "reason": "R.", "text": "It was two."}
            notice.pop("text" if key == "withdrawn" else "reason")
            front[key] = {"updated": date, "withdrawn": notice}.get(key) or [*front.get(key, []), notice]
            workshop.article("2021/one", **front)
            workshop.build()
            (entry,) = entries(workshop, "atom.xml")
            updated = datetime.fromisoformat(entry.updated)
            at = day if "06" in date or "07" in date else day - timedelta(days=1)
            assert updated == at + timedelta(hours=hours, seconds=seconds), date
            assert last < updated
            last = updated

    def test_a_correction_is_fed_behind_the_one_before_it(self, workshop: Workshop) -> None:
        dates = [
            "2021-01-06",
            "2021-01-06 10:30",
            "2021-01-06 15:00",
            "2021-01-06 15:00",
            "2021-01-06",
            "2021-01-08 10:00",
            "2021-01-07",
        ]
        fed = ["06T07:00:00", "06T07:00:01", "06T10:00:00", "06T10:00:01", "06T10:00:02", "08T05:00:00", "07T07:00:00"]
        workshop.configure("feeds: {atom: [corrections]}\n")
        for count in range(1, len(dates) + 1):
            corrections = [{"date": date, "text": str(number)} for number, date in enumerate(dates[:count])]
            workshop.article("2021/one", date="2021-01-05", corrections=corrections)
            workshop.build()
            found = entries(workshop, "corrected/atom.xml")
            wanted = {str(number): f"2021-01-{at}+00:00" for number, at in enumerate(fed[:count])}
            assert {entry.summary: entry.published for entry in found} == wanted
            assert [entry.summary for entry in found] == sorted(wanted, key=wanted.__getitem__, reverse=True), "the newest first"
        listed = [line[-1] for line in workshop.page("corrected/index.html").words("//ul[@class='directory corrected']/li")]
        assert listed == [entry.summary for entry in found], "and on the page"

    def test_when_an_article_is_said_to_have_been_updated(self, workshop: Workshop) -> None:
        """As docs/publishing.md says."""

        def updated(**front: Any) -> str:
            workshop.article("2021/one", **({"date": "2021-01-05"} | front))
            workshop.build()
            (atom,), (json,) = entries(workshop, "atom.xml"), items(workshop)
            assert atom.id == json["id"] == f"{BASE}/2021/01/one/"
            assert datetime.fromisoformat(atom.updated) == datetime.fromisoformat(json["date_modified"])
            return str(atom.updated.removesuffix("+00:00"))

        withdrawn, corrections = {"date": "2021-02-01", "reason": "R."}, [{"date": "2021-02-02 09:00", "text": "It was two."}]
        assert updated() == "2021-01-05T07:00:00"
        assert updated(title="Two", tags=["water"], summary="S.") == "2021-01-05T07:00:00", "what is no change in substance"
        assert updated(date="2021-01-05 09:00") == "2021-01-05T04:00:00", "a time was added"
        assert updated(date="2021-01-06") == "2021-01-06T07:00:00", "a date was mended"
        assert updated(date="2021-01-06", corrections=corrections) == updated(corrections=corrections) == "2021-02-02T04:00:00"
        assert updated(withdrawn=withdrawn) == "2021-02-01T07:00:00"
        assert updated() == "2021-01-05T07:00:00", "it goes back, unless"
        assert updated(updated="2021-03-06") == "2021-03-06T07:00:00", "the day is given on which it is published again"
        assert entries(workshop)[0].published == "Tue, 05 Jan 2021 07:00:00 +0000", "RSS tells the date alone"


class TestWhatAStrictReviewFound:
    @pytest.mark.parametrize("reference", ["&#11;", "&#x1;", "&#xFFFE;"])
    def test_a_reference_to_a_forbidden_character_is_an_error_at_its_place(self, workshop: Workshop, reference: str) -> None:
        workshop.article("2021/one", f"Text.\n\nMore {reference} text. `{reference}`", date="2021-01-01")
        (problem, *_) = workshop.problems()
        assert re.match(rf"content/articles/2021/one.md:\d+:6: {reference} stands for the invisible character", problem)
        workshop.article("2021/one", f"In code only: `{reference}`", date="2021-01-01", title="A &#11; B")
        assert workshop.problems() == []

    def test_an_escape_in_front_matter_is_no_way_around_it(self, workshop: Workshop) -> None:
        workshop.write(
            "content/articles/2021/one.md",
            '---\ntitle: "A\\x0bB"\ndate: 2021-01-01\nregion: caucasus\nsummary: S.\n---\nText.\n',
        )
        assert workshop.problems() == [
            "content/articles/2021/one.md:2:8: this value holds the invisible character U+000B, which cannot be published"
            " (delete it, or write a backslash twice)"
        ]

    def test_a_change_is_never_fed_before_or_with_the_publication(self, workshop: Workshop) -> None:
        for name, changed in (("a", "2022-12-13 08:00"), ("b", "2022-12-13")):
            workshop.article(name, date="2022-12-13", corrections=[{"date": changed, "text": "It was two."}])
        workshop.build()
        for entry in entries(workshop, "atom.xml"):
            assert entry.published == "2022-12-13T07:00:00+00:00"
            assert entry.updated == "2022-12-13T07:00:01+00:00"

    def test_the_thirty_greatest_are_those_of_the_times_that_are_fed(self, workshop: Workshop) -> None:
        workshop.configure("feeds: {items: 3}\n")
        workshop.article("noon", date="2022-12-13")
        for number in range(5):
            workshop.article(f"n{number}", date=f"2022-12-13 0{number}:30")
        workshop.build()
        assert [entry.title for entry in entries(workshop)] == ["Noon", "N4", "N3"]

    def test_a_change_that_is_yet_to_come_is_an_error(self, workshop: Workshop) -> None:
        corrections = [{"date": day, "text": "It was two."} for day in ("2021-01-02", "2030-01-01")]
        workshop.article("2021/one", date="2021-01-01", corrections=corrections)
        workshop.article("2021/two", date="2021-01-01", updated="2031-01-01")
        assert workshop.problems() == [
            "content/articles/2021/one.md:10:9: a change is dated 2030-01-01, which is in the future (correct the date)",
            "content/articles/2021/two.md:7:10: a change is dated 2031-01-01, which is in the future (correct the date)",
        ]
        assert workshop.problems(drafts=True) == [], "a preview shows what will be"

    def test_a_correction_keeps_its_id_when_another_of_that_day_comes(self, workshop: Workshop) -> None:
        corrections = [{"date": "2022-12-20 15:00", "text": "It was two."}]
        workshop.article("one", date="2022-12-13", corrections=corrections)
        workshop.build()
        (before,) = entries(workshop, "corrected/rss.xml")
        workshop.article("one", date="2022-12-13", corrections=[*corrections, {"date": "2022-12-20", "text": "And three."}])
        workshop.build()
        assert {entry.id: entry.summary for entry in entries(workshop, "corrected/rss.xml")} == {
            before.id: before.summary, f"{BASE}/2022/12/one/#correction-2022-12-20": "<p>And three.</p>",
        }  # fmt: skip

    def test_a_renamed_region_keeps_the_id_and_every_recorded_format_of_its_feed(self, workshop: Workshop) -> None:
        workshop.configure("feeds: {atom: [regions]}\n")
        workshop.article("2021/one", date="2021-01-01", region="caucasus")
        workshop.publish()
        before = workshop.feed("regions/caucasus/atom.xml").feed.id
        config = (workshop.root / "config.yaml").read_text().replace("slug: caucasus}", "slug: kavkaz}")
        config = config.replace("feeds: {atom: [regions]}", "aliases: {regions: {caucasus: kavkaz}}")
        workshop.write("config.yaml", config)
        assert workshop.problems() == []
        for home in ("caucasus", "kavkaz"):
            assert workshop.feed(f"regions/{home}/atom.xml").feed.id == before

    def test_addresses_that_nothing_makes_whole_are_left_out(self, workshop: Workshop) -> None:
        workshop.configure("markdown: {allow_html: {img: [sizes]}}\n")
        workshop.picture("content/articles/2021/p.png")
        workshop.article(
            "2021/one",
            '<img src="p.png" srcset="p.png 2x" sizes="9vw" alt="P"> <a href="?a=1" ping="/x">a</a>',
            date="2021-01-01",
        )
        workshop.build()
        content = entries(workshop)[0].content[0].value
        assert not re.search("srcset|sizes|ping", content)
        assert f'href="{BASE}/2021/01/one/?a=1"' in content

    def test_titles_in_the_digest_and_notes_are_isolated_too(self, workshop: Workshop) -> None:
        words = "العمال (2022)!"
        workshop.article(
            "a", date="2022-12-12", title=f"A “{words}”", corrections=[{"date": "2022-12-13", "text": f"Not “{words}”."}]
        )
        workshop.build()
        whole = f"{ISOLATE}{words}{ISOLATED}"
        for path in ("digest/rss.xml", "corrected/rss.xml", "rss.xml"):
            assert whole in entries(workshop, path)[0].content[0].value, path

    def test_f19_a_correction_a_week_and_what_was_merged_say_so_from_right_to_left(self, workshop: Workshop) -> None:
        workshop.write("theme/words/fa.yaml", (PROJECT / "theme/words/en.yaml").read_text(encoding="utf-8"))
        workshop.configure("language: fa\n")
        words = "العمال (2022)!"
        for number in range(chronicle.RUN):
            workshop.article(f"n{number:02}", date=f"2001-01-{number + 1:02}", title=words)
        workshop.publish()
        (workshop.root / "content/articles/n03.md").unlink()
        correction = {"date": "2001-02-01", "text": words}
        workshop.article("n04", date="2001-01-05", title=words, aliases=["/2001/01/n03/"], corrections=[correction])
        workshop.build()
        merged = next(entry for entry in entries(workshop, "feeds/archive/1/rss.xml") if entry.id.endswith("/n03/"))
        for item in (entries(workshop, "corrected/rss.xml")[0], entries(workshop, "digest/rss.xml")[0], merged):
            content = item.content[0].value
            assert re.match('<div (lang="fa" dir="rtl"|dir="rtl" lang="fa")>\n', content), content
            assert re.search(f"<(p|li)>{ISOLATE}[^{ISOLATED}]*{re.escape(words)}", content), content

    def test_a_base_url_is_written_in_ascii_and_holds_no_password(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01")
        config = (workshop.root / "config.yaml").read_text()
        workshop.write("config.yaml", config.replace("https://test.example.org", "https://Брифинг.Example/путь"))
        workshop.build()
        assert entries(workshop)[0].id.startswith("https://xn--90aeoazp3a.example/%D0%BF%D1%83%D1%82%D1%8C/2021/01/one/")
        for bad in ("https://me:secret@test.example.org", "'https://test.example.org/<b>'"):
            workshop.write("config.yaml", config.replace("https://test.example.org", bad))
            assert workshop.problems()[0].startswith("config.yaml:2:11: ")

    def test_what_is_no_language_tag_is_refused_and_case_does_not_matter(self, workshop: Workshop) -> None:
        workshop.article("2021/one", date="2021-01-01", lang="ru.UTF-8")
        assert "is not a language" in workshop.problems()[0]
        workshop.article("2021/one", date="2021-01-01", lang="EN")
        workshop.article("2021/two", date="2021-01-02", lang="en")
        workshop.build()
        assert not (workshop.site / "languages").exists()


class TestDigest:
    def test_each_week_that_is_over_is_one_item_by_region(self, workshop: Workshop) -> None:
        workshop.configure("feeds: {atom: [digest]}\n")
        workshop.article("a", date="2022-12-12 00:30", region="caucasus", title="Monday <1>")
        workshop.article("b", date="2022-12-18 23:30", region="kazakhstan", title="Sunday")
        workshop.article("c", date="2022-12-19 00:00", region="kazakhstan", title="Next week")
        now = datetime(2022, 12, 18, 19, tzinfo=UTC)  # Monday 00:00 in Tashkent
        workshop.build(now=now - timedelta(seconds=1))
        assert entries(workshop, "digest/rss.xml") == []
        workshop.build(now=now)
        for path in ("digest/rss.xml", "digest/atom.xml"):
            (item,) = entries(workshop, path)
            assert item.id == "tag:test.example.org,2022:/digest/2022-W50"
            assert item.title == "12 December 2022 – 18 December 2022"
            assert item.link == f"{BASE}/2022/12/#day-12"
            assert item.published_parsed[:5] == (2022, 12, 18, 19, 0)
            text = item.content[0].value
            assert (
                text.index("<h2>Kazakhstan</h2>")
                < text.index("Sunday")
                < text.index("<h2>Caucasus</h2>")
                < text.index("Monday &lt;1&gt;")
            )
            assert "Next week" not in text
        before = workshop.read("digest/rss.xml")
        workshop.build(now=now + timedelta(days=6))
        assert workshop.read("digest/rss.xml") == before
        workshop.build(now=now + timedelta(days=7))
        assert [item.id[-8:] for item in entries(workshop, "digest/rss.xml")] == ["2022-W51", "2022-W50"]
        assert feedrules.rss(workshop.read("digest/rss.xml").encode(), f"{BASE}/digest/rss.xml") == []
