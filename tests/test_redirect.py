"""Old addresses that config.yaml leads to present ones: feeds, shelves and pages that no article has as an alias."""

import pytest

from press.desk.record import record
from tests.workshop import Workshop

REDIRECTS = "redirects: {/feed/: /rss.xml, /index.xml: /rss.xml, /category/water: /tags/water/, /x.html: https://test.example.org/dates/}\n"


def archive(workshop: Workshop, more: str = REDIRECTS) -> Workshop:
    workshop.configure(more)
    workshop.article("2021/one", date="2021-01-01", tags=["water"])
    return workshop


def test_an_old_address_leads_on_from_its_page_and_by_servers(workshop: Workshop) -> None:
    archive(workshop)
    workshop.article("2021/two", "[x](/category/water/)", date="2021-01-02")
    workshop.publish()
    for file, address, new in (
        ("feed/index.html", "/feed/", "/rss.xml"), ("category/water/index.html", "/category/water/", "/tags/water/"),
        ("x.html", "/x.html", "/dates/"),
    ):  # fmt: skip
        assert f"url=https://test.example.org{new}" in workshop.read(file)
        assert f"{address} {new} 301\n" in workshop.read("_redirects")
        assert f'location = "{address}" {{ return 301 "{new}$is_args$args"; }}' in workshop.read("_nginx_moved.conf")
        assert f"{address}\t\t{new}\n" in (workshop.root / "ledger.txt").read_text()
    assert 'href="/tags/water/"' in workshop.read("2021/01/two/index.html"), "links lead there at once"


def test_a_feed_is_served_at_the_old_address_of_a_file(workshop: Workshop) -> None:
    more = "{/index.xml: /rss.xml, /f.xml: /feed.xml, /sea/atom.xml: /corrected/rss.xml, /d.rdf: /digest/rss.xml}"
    archive(workshop, f"redirects: {more}\n").publish()
    assert workshop.read("index.xml") == workshop.read("f.xml") == workshop.read("rss.xml")
    assert workshop.read("sea/atom.xml") == workshop.read("corrected/rss.xml")
    assert workshop.read("d.rdf") == workshop.read("digest/rss.xml")
    assert "/index.xml /rss.xml 301\n" in workshop.read("_redirects")
    rss = "\n  Content-Type: application/rss+xml; charset=utf-8\n"
    assert f"/index.xml{rss}" in workshop.read("_headers")
    assert f"/d.rdf{rss}" in workshop.read("_headers")
    assert "/sea/atom.xml" not in workshop.read("_headers"), "two rules for one address would send each header twice"
    assert "/index.xml\t\t/rss.xml\n" in (workshop.root / "ledger.txt").read_text()
    workshop.article("2021/two", date="2021-01-02")
    workshop.build()
    assert workshop.read("index.xml") == workshop.read("rss.xml")
    assert "Two" in workshop.read("index.xml")


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("/a/: /tags/watr/", '12:18: the address "/tags/watr/" leads nowhere (did you mean "/tags/water/"?)'),
        ("/tags/: /dates/", '12:13: the address "/tags/" is the archive\'s own (take it out, or write another)'),
        ("/2021/01/one/: /dates/", 'is also used by config.yaml:12'),
        ("/a?b: /dates/", '12:13: "/a?b/" cannot be an address: a static host cannot serve addresses with ?, # or \\'),
        ("/a/: /old/", '12:18: "/old/" is itself an old address (write /2021/01/two/)'),
        ("/a/: /b/, /b/: /dates/", '12:18: "/b/" is itself an old address (write /dates/)'),
        ("/a/: /b/, /b/: /a/", '12:18: "/b/" is itself an old address (write the address that took its place)'),
        ("/a/: /a/", '12:18: "/a/" is itself an old address (write the address that took its place)'),
        ("/sea/rss.xml: /tags/water/", '12:13: "/sea/rss.xml" cannot be an old address: the archive may need it'),
        ("/feeds/archive/7/rss.xml: /rss.xml", '12:13: "/feeds/archive/7/rss.xml" cannot be an old address: the archive may need it'),
        ("/2020/01/gone/: /dates/",
         '12:13: an article was published at "/2020/01/gone/" (line 1 of ledger.txt) '
         '(add "aliases: [/2020/01/gone/]" to the article or page that took its place)'),
    ],
)  # fmt: skip
def test_what_cannot_lead_on_is_an_error_at_its_place(workshop: Workshop, pair: str, told: str) -> None:
    if "gone" in pair:
        workshop.ledger("/2020/01/gone/\turn:x:1\t2020/gone")
    archive(workshop, f"redirects: {{{pair}}}\n")
    workshop.article("2021/two", date="2021-01-02", aliases=["/old/"])
    assert any(told in line for line in workshop.problems()), workshop.problems()


def test_a_file_or_a_folder_of_static_files_may_be_led_to(workshop: Workshop) -> None:
    workshop.write("content/static/map/index.html", "x")
    workshop.write("content/static/report.pdf", "x")
    archive(workshop, "redirects: {/a/: /map/, /b/: /report.pdf, /c/: /map}\n")
    assert workshop.problems() == []
    assert workshop.read("_redirects") == "/a/ /map/ 301\n/b/ /report.pdf 301\n/c/ /map/ 301\n"


def test_a_target_that_cannot_be_read_is_not_said_to_be_missing(workshop: Workshop) -> None:
    archive(workshop, "redirects: {/a/: /2021/01/one/}\n")
    workshop.article("2021/one", date="2021-01-01", region="nowhere")
    (problem,) = workshop.problems()
    assert "nowhere" in problem
    assert "config.yaml:" not in problem


def test_an_old_address_stays_promised_and_is_brought_back_as_it_was(workshop: Workshop) -> None:
    archive(workshop).publish()
    workshop.configure("")
    told = "\n".join(workshop.problems())
    for old, new in (
        ("/category/water/", "/tags/water/"), ("/feed/", "/rss.xml"), ("/index.xml", "/rss.xml"), ("/x.html", "/dates/"),
    ):  # fmt: skip
        assert f'add "{old}: {new}" under redirects in config.yaml)' in told


def test_the_old_shelf_of_another_generator_gives_way(workshop: Workshop) -> None:
    """Its line in the ledger would otherwise keep an empty shelf there."""
    workshop.ledger("/tags/aqua/", "/feed/", "/posts/index.xml")
    archive(workshop, "")
    workshop.article("2021/two", date="2021-01-02")
    hints = [line for line in workshop.problems() if line.startswith("ledger.txt")]
    assert 'or add "/feed/: NEW-ADDRESS" under redirects in config.yaml)' in hints[0]
    assert 'or add "/posts/index.xml: NEW-ADDRESS" under redirects in config.yaml)' in hints[1]
    archive(workshop, "redirects: {/tags/aqua/: /tags/water/, /feed/: /rss.xml, /posts/index.xml: /rss.xml}\n")
    assert workshop.problems() == []
    assert "url=https://test.example.org/tags/water/" in workshop.read("tags/aqua/index.html")
    record(workshop.request())
    assert workshop.problems() == []


def test_of_many_redirects_the_wrong_one_gets_a_suggestion(workshop: Workshop) -> None:
    right = ", ".join(f"/old-{number}/: /tags/water/" for number in range(120))
    archive(workshop, f"redirects: {{{right}, /a/: /tags/watr/}}\n")
    assert 'the address "/tags/watr/" leads nowhere (did you mean "/tags/water/"?)' in workshop.problems()[0]


PATTERNS = """redirects:
  /category/{slug}/:
    - /regions/{slug}/
    - /tags/{slug}/
  /category/{slug}/feed/: ["/regions/{slug}/rss.xml", "/tags/{slug}/rss.xml"]
  /category/sea/: /dates/
  https://old.example/by-{slug}.xml: /authors/{slug}/rss.xml
feeds: {tag_minimum: 2}
aliases: {tags: {aqua: water}}
adoption: {former_urls: [https://old.example]}
"""


def moved(workshop: Workshop) -> dict[str, str]:
    return dict(line.split()[:2] for line in workshop.read("_redirects").splitlines())


def test_a_pattern_leads_on_from_each_slug_that_there_is(workshop: Workshop) -> None:
    archive(workshop, PATTERNS)
    workshop.article("2021/two", date="2021-01-02", tags=["water", "sea"], author="Ann", region="central-asia")
    workshop.publish()
    found = moved(workshop)
    assert found["/category/central-asia/"] == "/regions/central-asia/"
    assert found["/category/central-asia/feed/"] == "/regions/central-asia/rss.xml"
    assert found["/category/water/"] == found["/category/aqua/"] == "/tags/water/", "at once, by its former slug too"
    assert found["/category/water/feed/"] == found["/category/aqua/feed/"] == "/tags/water/rss.xml"
    assert found["/category/sea/"] == "/dates/", "one that is named comes first"
    assert "/category/sea/feed/" not in found, "a tag of one article has no feed"
    assert workshop.read("by-ann.xml") == workshop.read("authors/ann/rss.xml")
    assert "\n/category/water/\t\t/tags/water/\n" in (workshop.root / "ledger.txt").read_text()
    assert not any("{" in address for address in found)


def test_a_link_to_an_old_address_of_a_pattern_leads_to_the_present_one(workshop: Workshop) -> None:
    archive(workshop, PATTERNS)
    workshop.article(
        "2021/two", "[a](/category/aqua/?x=1) [b](/category/central-asia) [c](/category/sea/) [d](/tags/aqua/)", date="2021-01-02"
    )
    workshop.build()
    page = workshop.read("2021/01/two/index.html")
    assert '<a href="/tags/water/?x=1">a</a>' in page
    assert '<a href="/regions/central-asia/">b</a>' in page
    assert '<a href="/dates/">c</a>' in page
    assert '<a href="/tags/water/">d</a>' in page
    assert "/category/" not in page


def test_what_a_pattern_makes_follows_the_articles(workshop: Workshop) -> None:
    """Also in an incremental build, and what was promised stays."""
    archive(workshop, PATTERNS).publish()
    assert "/category/ice/" not in moved(workshop)
    workshop.article("2021/ice", date="2021-02-01", tags=["ice"])
    workshop.publish()
    assert moved(workshop)["/category/ice/"] == "/tags/ice/"
    workshop.article("2021/ice", date="2021-02-01", tags=["snow"])
    workshop.configure(PATTERNS.replace("aqua: water", "aqua: water, ice: snow"))
    workshop.publish()
    assert moved(workshop)["/category/ice/"] == moved(workshop)["/category/snow/"] == "/tags/snow/"
    workshop.configure("aliases: {tags: {aqua: water, ice: snow}}")
    told = "\n".join(workshop.problems())
    assert '"/category/ice/" was published and would vanish (add "/category/ice/: ' in told


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("/a/{slug}/: /tags/", '13:15: "/tags/" is not a pattern for addresses (write {slug} once in the old and once in the new one)'),
        ("/a/: /tags/{slug}/", '13:3: "/a/" is not a pattern for addresses (write {slug} once in the old and once in the new one)'),
        ("/a/{slug}/{slug}/: /tags/{slug}/", '13:3: "/a/{slug}/{slug}/" is not a pattern'),
        ("/a/{name}/: /tags/{name}/", '13:3: "/a/{name}/" is not a pattern'),
        ("/a/{slug}/: /tag/{slug}/",
         '13:15: "/tag/{slug}/" is not a pattern for the pages or feeds of regions, tags, authors or languages '
         '(write it as in /tags/{slug}/ or /tags/{slug}/rss.xml)'),
        ("/a/{slug}/: ", '13:14: "redirects./a/{slug}/" is empty'),
        ("/a/{slug}/: {slug}", '13:15: "redirects./a/{slug}/" must be a text or a list of texts (write each as plain text)'),
        ("/a/{slug}/: []", '13:15: "redirects./a/{slug}/" is empty'),
        ("/downloads/{slug}/: /tags/{slug}/", 'cannot be an old address: the archive may need it'),
        ("/{slug}/: /tags/{slug}/", 'about.md:2:1: the address "/about/" is also used by config.yaml:13'),
    ],
)  # fmt: skip
def test_a_pattern_that_cannot_be_one_is_an_error_at_its_place(workshop: Workshop, pair: str, told: str) -> None:
    archive(workshop, f"redirects:\n  {pair}\n")
    workshop.write("content/pages/about.md", "---\ntitle: About\n---\nx\n")
    workshop.article("2021/two", date="2021-01-02", tags=["about"])
    assert any(told in line for line in workshop.problems()), workshop.problems()


def test_a_pattern_is_proposed_for_the_old_shelves_of_another_generator(workshop: Workshop) -> None:
    workshop.ledger("/category/water/", "/topics/kazakhstan.html", "/by/d/ann/", "/category/ice/")
    archive(workshop, "")
    workshop.article("2021/two", date="2021-01-02", author="Ann")
    hints = [line.partition(" (")[2] for line in workshop.problems() if line.startswith("ledger.txt")]
    otherwise = "under redirects in config.yaml, if it listed the same, or restore its source)"
    assert hints[:3] == [
        f'add "/category/{{slug}}/: /tags/{{slug}}/" {otherwise}',
        f'add "/topics/{{slug}}.html: /regions/{{slug}}/" {otherwise}',
        f'add "/by/d/{{slug}}/: /authors/{{slug}}/" {otherwise}',
    ]
    assert "{slug}" not in hints[3]
    patterns = ("/category/{slug}/: /tags/{slug}/", "/topics/{slug}.html: /regions/{slug}/", "/by/d/{slug}/: /authors/{slug}/")
    archive(workshop, "redirects:\n" + "".join(f"  {pattern}\n" for pattern in patterns))
    (left,) = workshop.problems()
    assert '"/category/ice/"' in left
