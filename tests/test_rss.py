"""Feeds read back with a feed reader: PUBLISHED.md section 1, for RSS."""

import json
import re

import pytest

from press.text.portable import portable
from tests.workshop import Workshop


def test_identity_time_and_order(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", updated="2021-06-01 10:00")
    workshop.article(
        "2022/two", date="2022-12-13 09:54", author=["A Desk", "B Desk"], tags=["x", "y"], region=["kazakhstan", "caucasus"]
    )
    workshop.build()
    feed = workshop.feed("rss.xml")
    assert [item.title for item in feed.entries] == ["Two", "One"]
    two = feed.entries[0]
    assert two.id == two.link == "https://test.example.org/2022/12/two/"
    assert two.published == "Tue, 13 Dec 2022 04:54:00 +0000"
    assert feed.entries[1].published == "Fri, 01 Jan 2021 07:00:00 +0000", "a day without a time is fed as noon"
    assert feed.feed.updated == "Tue, 13 Dec 2022 04:54:00 +0000"
    assert [author.name for author in two.authors] == ["A Desk", "B Desk"]
    assert [(tag.term, tag.scheme) for tag in two.tags] == [
        ("Central Asia/Kazakhstan", "https://test.example.org/regions/"),
        ("Caucasus", "https://test.example.org/regions/"),
        ("x", "https://test.example.org/tags/"),
        ("y", "https://test.example.org/tags/"),
    ]
    text = workshop.read("rss.xml")
    assert "<author>" not in text
    assert "dc:date" not in text
    assert all(date.endswith(" +0000") for date in re.findall(r"<(?:pubDate|lastBuildDate)>(.*?)<", text))


def test_the_title_of_a_feed_is_put_together_by_a_phrase(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/words/en.yaml", 'feed_title: "{site} : {subject}"\n')
    workshop.build()
    assert workshop.feed("regions/kazakhstan/rss.xml").feed.title == "Test Briefings : Kazakhstan"


def test_the_channel(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    feed = workshop.feed("regions/kazakhstan/rss.xml").feed
    assert feed.title == "Test Briefings: Kazakhstan"
    assert feed.link == "https://test.example.org/regions/kazakhstan/"
    assert [(link.rel, link.href) for link in feed.links if link.rel == "self"] == [
        ("self", "https://test.example.org/regions/kazakhstan/rss.xml")
    ]
    assert (feed.language, feed.rights, feed.generator) == ("en", "Free to use.", "press")
    assert feed.docs == "https://www.rssboard.org/rss-specification"


def test_full_text_with_absolute_links_only(workshop: Workshop) -> None:
    workshop.picture("content/articles/2021/map.png")
    workshop.article("2021/one", date="2021-01-01")
    workshop.article(
        "2022/two",
        """\
        First. [a](one) [b](#part) [c](//cdn.example.org/x) [d](mailto:a@b.org) ![m](map.png)

        ## Part

        Last words.
        """,
        date="2022-01-01", dateline="Astana", see_also=["one"],
        image={"src": "../2021/map.png", "alt": "A map", "caption": "Where it is.", "credit": "Us"},
        corrections=[{"date": "2022-02-01", "text": "It was <three>."}],
    )  # fmt: skip
    workshop.picture("content/articles/2022/map.png", 9, 7)
    workshop.article("2022/two-pictures", date="2022-01-02", image={"src": "map.png", "alt": ""})
    problems = workshop.problems()
    assert len(problems) == 1
    assert "is also used by" in problems[0], "two different files beside one article cannot have one name"
    (workshop.root / "content/articles/2022/map.png").unlink()
    (workshop.root / "content/articles/2022/two-pictures.md").unlink()
    two = (workshop.root / "content/articles/2022/two.md").read_text()
    (workshop.root / "content/articles/2022/two.md").write_text(two.replace("![m](map.png)", "![m](../2021/map.png)"))
    workshop.build()
    content = workshop.feed("rss.xml").entries[0].content[0].value
    assert "Astana (Test)\u00a0–" in content
    assert "Last words." in content
    assert "Where it is. — Us" in content
    assert "It was &lt;three&gt;." in content
    assert "See also" not in content
    assert set(re.findall(r'(?:href|src)="([^"]*)"', content)) == {
        "https://test.example.org/2021/01/one/", "https://test.example.org/2022/01/two/#part", "https://cdn.example.org/x",
        "mailto:a@b.org", "https://test.example.org/2022/01/two/map.png",
    }  # fmt: skip
    assert "class=" not in content


def test_summary_comes_first_and_is_escaped_once(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", title='A & B <C> "D"', summary="1 < 2 & 3.")
    workshop.build()
    text = workshop.read("rss.xml")
    assert text.index("<description>&lt;p&gt;") < text.index("<content:encoded>")
    item = workshop.feed("rss.xml").entries[0]
    assert item.title == 'A & B <C> "D"'
    assert item.summary == "<p>1 &lt; 2 &amp; 3.</p>"


def test_sizes_are_those_configured(workshop: Workshop) -> None:
    workshop.configure("feeds: {items: 4, tag_items: 2, tag_minimum: 3}\n")
    for number in range(1, 7):
        workshop.article(f"2021/a{number}", date=f"2021-01-0{number}", tags=["common", *(["rare"] if number < 3 else [])])
    workshop.build()
    assert [item.title for item in workshop.feed("rss.xml").entries] == ["A6", "A5", "A4", "A3"]
    assert len(workshop.feed("authors/diplomacy-desk/rss.xml").entries) == 4
    assert [item.title for item in workshop.feed("tags/common/rss.xml").entries] == ["A6", "A5"]
    assert not (workshop.site / "tags/rare/rss.xml").exists()


def test_an_expired_article_leaves_the_feeds(workshop: Workshop) -> None:
    workshop.article("2021/stays", date="2021-01-01")
    workshop.article("2021/goes", date="2021-01-02", expires="2022-01-01")
    workshop.build()
    assert [item.title for item in workshop.feed("rss.xml").entries] == ["Stays"]


def test_an_article_in_another_language_says_so(workshop: Workshop) -> None:
    workshop.article("2021/ru", date="2021-01-01", lang="ru")
    workshop.build()
    assert "<dc:language>ru</dc:language>" in workshop.read("rss.xml")


def test_unchanged_feeds_keep_their_bytes_and_their_time(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", region="kazakhstan")
    workshop.article("2021/two", date="2021-01-02", region="caucasus")
    workshop.build()
    before = workshop.files()
    path = workshop.site / "regions/caucasus/rss.xml"
    time = path.stat().st_mtime_ns
    workshop.article("2021/one", "Another text.", date="2021-01-01", region="kazakhstan")
    workshop.build()
    assert [path for path, data in workshop.files().items() if data != before[path]] == [
        "2021/01/one/index.html",
        "atom.xml",
        "authors/diplomacy-desk/rss.xml",
        "downloads/archive-2021.jsonl",
        "feed.json",
        "feed.xml",
        "regions/central-asia/rss.xml",
        "regions/kazakhstan/rss.xml",
        "rss.xml",
    ]
    assert path.stat().st_mtime_ns == time


def test_every_page_leads_to_its_feeds_the_most_specific_first(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()

    def feeds(path: str) -> list[str]:
        return [link.get("href") for link in workshop.page(path).all("//link[@type='application/rss+xml']")]

    base = "https://test.example.org"
    assert feeds("index.html") == [f"{base}/rss.xml"]
    assert feeds("regions/kazakhstan/index.html") == [f"{base}/regions/kazakhstan/rss.xml", f"{base}/rss.xml"]
    assert feeds("2021/01/one/index.html") == [
        f"{base}/regions/kazakhstan/rss.xml", f"{base}/authors/diplomacy-desk/rss.xml", f"{base}/rss.xml",
    ]  # fmt: skip
    listed = workshop.page("feeds/index.html").words("//code")
    assert f"{base}/rss.xml" in listed
    assert f"{base}/regions/caucasus/rss.xml" in listed


def test_an_item_without_a_summary_has_its_whole_text(workshop: Workshop) -> None:
    workshop.configure("adoption: {defaults: {summary: first-paragraph}}\n")
    workshop.article("2021/one", "- Only a list.", date="2021-01-01", summary=None)
    workshop.build()
    (item,) = workshop.feed("rss.xml").entries
    assert "<li>Only a list.</li>" in item.summary
    assert "content" not in item


def test_an_item_without_a_text_has_its_summary_escaped(workshop: Workshop) -> None:
    workshop.article("2021/one", "", date="2021-01-01", summary="1 < 2 & 3.")
    workshop.build()
    (item,) = json.loads(workshop.read("feed.json"))["items"]
    assert item["content_html"] == "<p>1 &lt; 2 &amp; 3.</p>"


def test_a_withdrawn_article_has_neither_picture_nor_markup_in_feeds(workshop: Workshop) -> None:
    workshop.picture("content/articles/2021/map.png")
    withdrawn = {"date": "2021-02-01", "reason": "1 < 2 & 3."}
    workshop.article("2021/one", date="2021-01-01", image={"src": "map.png", "alt": "A map"}, withdrawn=withdrawn)
    workshop.build()
    for name in ("rss.xml", "atom.xml", "feed.json"):
        assert "map.png" not in workshop.read(name), name
    (item,) = json.loads(workshop.read("feed.json"))["items"]
    assert item["content_html"].endswith("\n<p>1 &lt; 2 &amp; 3.</p>")


@pytest.mark.parametrize(("name", "kind"), [("MAP.PNG", "image/png"), ("map.svg", "image/svg+xml")])
def test_the_type_of_a_picture_is_told_by_its_suffix(workshop: Workshop, name: str, kind: str) -> None:
    data = workshop.picture("content/articles/2021/x.png").read_bytes() if kind == "image/png" else b'<svg width="8" height="6"/>'
    workshop.write(f"content/articles/2021/{name}", data)
    workshop.article("2021/one", date="2021-01-01", image={"src": name, "alt": "A map"})
    workshop.build()
    assert [media["type"] for media in workshop.feed("rss.xml").entries[0].media_content] == [kind]


def test_a_json_feed_isolates_what_runs_from_right_to_left_and_has_the_mark(workshop: Workshop) -> None:
    workshop.configure("feeds: {image: /mark.png}\n")
    workshop.picture("content/static/mark.png")
    workshop.article("2021/one", date="2021-01-01", title="So “العمال (1)!” - 13", summary="So “العمال (2)!” - 14")
    workshop.build()
    feed = json.loads(workshop.read("feed.json"))
    (item,) = feed["items"]
    assert feed["icon"] == "https://test.example.org/mark.png"
    assert (item["title"].count("\u2067"), item["summary"].count("\u2067")) == (1, 1)


@pytest.mark.parametrize(("height", "in_atom", "in_json"), [(144, "icon", "favicon"), (72, "logo", "icon")])
def test_a_square_mark_is_an_icon_and_any_other_a_logo(workshop: Workshop, height: int, in_atom: str, in_json: str) -> None:
    workshop.configure("feeds: {image: /mark.png}\n")
    workshop.picture("content/static/mark.png", 144, height)
    workshop.build()
    atom, feed = workshop.read("atom.xml"), json.loads(workshop.read("feed.json"))
    assert re.findall("<(icon|logo)>https://test.example.org/mark.png<", atom) == [in_atom]
    assert {"icon", "favicon"} & feed.keys() == {in_json}
    assert "<url>https://test.example.org/mark.png</url>" in workshop.read("rss.xml")


def test_addresses_of_other_alphabets_are_encoded_once() -> None:
    assert portable('<a href="https://x.org/a b?x=1&amp;y=ä">z</a> <img src="https://x.org/a b.png">') == (
        '<a href="https://x.org/a%20b?x=1&amp;y=%C3%A4">z</a> <img src="https://x.org/a%20b.png">'
    )


def test_an_empty_feed_does_not_use_the_clock(workshop: Workshop) -> None:
    workshop.build()
    assert "<updated>2000-01-01T00:00:00+00:00</updated>" in workshop.read("atom.xml")
    assert "lastBuildDate" not in workshop.read("rss.xml")


def test_a_publisher_without_a_page_has_the_site(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    assert workshop.feed("atom.xml").feed.author_detail.href == "https://test.example.org/"
