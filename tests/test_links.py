"""Links and references: every form is resolved, every dead one is an error at its line."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from press.addresses.reference import Named, Register
from press.catalogue.attachment import Attachments
from press.catalogue.links import Resolver
from press.ground.moment import Moment
from press.ground.problems import Problem
from press.ground.site import Site
from press.text.prose import Link, Outline
from tests.workshop import Workshop

NO_TIME = Moment(at=datetime(2022, 1, 1, tzinfo=UTC), timed=False)


def test_the_forms_of_a_link_lead_to_one_address(workshop: Workshop) -> None:
    workshop.article("2021/target", "## A heading\n\nText.", date="2021-05-04")
    workshop.article(
        "2022/source",
        """\
        [a](../2021/target.md) [b](target) [c](/2021/05/target/) [d](2021/target) [e](../2021/target.md#a-heading)
        [f](/2021/05/target) [g](https://test.example.org/2021/05/target/) [h](/2021/05/#day-4)
        """,
    )
    workshop.build()
    page = workshop.page("2022/12/source/index.html")
    assert [link.get("href") for link in page.all("//div[@class='text']//a")] == [
        *["/2021/05/target/"] * 4, "/2021/05/target/#a-heading", *["/2021/05/target/"] * 2, "/2021/05/#day-4",
    ]  # fmt: skip


def test_a_link_keeps_its_query(workshop: Workshop) -> None:
    workshop.article("2021/target", date="2021-05-04")
    workshop.article("2022/source", "[a](/dates/?q=one two&x=%C3%A4) [b](target?x=1) [c](https://test.example.org/tags/?a?b)")
    workshop.build()
    page = workshop.page("2022/12/source/index.html")
    assert [link.get("href") for link in page.all("//div[@class='text']//a")] == [
        "/dates/?q=one%20two&x=%C3%A4", "/2021/05/target/?x=1", "/tags/?a?b",
    ]  # fmt: skip
    assert "https://test.example.org/dates/?q=one%20two&amp;amp;x=%C3%A4" in workshop.read("rss.xml")


def test_a_short_link_of_wordpress_is_told(workshop: Workshop) -> None:
    links = ("https://test.example.org/?p=1035", "/?page_id=7#x", "http://test.example.org/index/?p=3", "/?page=2", "/?preview=1")
    workshop.article("2022/source", " ".join(f"[x]({link})" for link in links))
    assert [line.partition(" ")[2] for line in workshop.problems() if "warning: " in line] == [
        f'warning: the link "{link}" is a short link of WordPress, which leads to "{place}" here '
        "(write the address of what it stood for)" for link, place in zip(links, ("/", "/", "/index/"), strict=False)
    ]  # fmt: skip


def test_an_alias_may_be_an_address_of_the_site_as_a_whole(workshop: Workshop) -> None:
    config = workshop.root / "config.yaml"
    config.write_text(config.read_text().replace("https://test.example.org", "https://test.example.org/archive"))
    own = "//test.example.org/archive"
    workshop.article("2021/one", date="2021-01-01", aliases=[f"https:{own}/a/", f"http:{own}/b.html", f"{own}/c"])
    workshop.write("content/pages/about.md", f"---\ntitle: About\naliases: [https:{own}/us/]\n---\nText.\n")
    workshop.publish()
    assert [line.split()[0] for line in workshop.read("_redirects").splitlines()] == [
        "/archive/a/", "/archive/b.html", "/archive/c/", "/archive/us/",
    ]  # fmt: skip
    workshop.article(
        "2021/two", date="2021-01-02", aliases=[f"https:{own}/?p=1", "https://test.example.org/x/", "https://e.org/"]
    )
    query, *outside = workshop.problems()
    assert query.endswith(
        'warning: the old address "/?p=1" is not kept: a static host cannot tell addresses apart by what follows a ? '
        "(take it out, or have the server redirect it)"
    )
    assert [line.partition(" the alias ")[2] for line in outside] == [
        f'"{url}" is not an address of this site (begin it with a single /)' for url in ("https://test.example.org/x/", "https://e.org/")
    ]  # fmt: skip


def test_a_base_path_is_honoured_everywhere(workshop: Workshop) -> None:
    config = workshop.root / "config.yaml"
    config.write_text(config.read_text().replace("https://test.example.org", "https://test.example.org/archive"))
    workshop.article("2021/target", date="2021-05-04", aliases=["/old/"])
    workshop.write("content/articles/2022/data.csv", "a\n")
    workshop.article("2022/source", "[a](target) [b](data.csv) [c](/2021/05/target/)", see_also=["target"])
    workshop.build()
    for path, text in workshop.files().items():
        if path.endswith(".html"):
            for attribute in ('href="/', 'src="/', "url=/"):
                assert text.count(attribute.encode()) == text.count((attribute + "archive/").encode()), path
    assert "https://test.example.org/archive/2021/05/target/" in workshop.read("old/index.html")


def test_a_picture_in_a_folder_beside_its_article_is_suggested(workshop: Workshop) -> None:
    for path in ("images/A b.JPG", "images/c.jpg", "other/deep/d.jpg", *(f"{n}/cover.jpg" for n in range(4))):
        workshop.picture(f"content/articles/2021/{path.replace('JPG', 'jpg')}")
    (workshop.root / "content/articles/2021/images/A b.jpg").rename(workshop.root / "content/articles/2021/images/A b.JPG")
    text = "![a](a%20b.jpg) ![c](pictures/c.jpg) ![d](d.jpg) ![e](cover.jpg)"
    workshop.article("2021/one", text, image={"src": "c.jpg", "alt": "A map"})
    assert [line.split(": ", 1)[1] for line in workshop.problems()] == [
        'there is no file "c.jpg" beside the article (did you mean "images/c.jpg"?)',
        'there is no file "a%20b.jpg" beside the article (did you mean "images/A b.JPG"?)',
        'there is no file "pictures/c.jpg" beside the article (did you mean "images/c.jpg"?)',
        'there is no file "d.jpg" beside the article (put it there)',
        'there is no file "cover.jpg" beside the article (put it there)',
    ]


def test_a_host_that_begins_as_the_site_s_own_is_another_one(workshop: Workshop) -> None:
    elsewhere = ("https://test.example.org.uk/page", "https://test.example.organic/", "https://test.example.org:8080/x")
    own = {"https://test.example.org": "/", "https://test.example.org?q=1": "/?q=1"}
    workshop.article("2021/one", " ".join(f"[x]({url})" for url in (*elsewhere, *own)), date="2021-05-04")
    assert workshop.build().warnings == ()
    links = [link.get("href") for link in workshop.page("2021/05/one/index.html").all("//*[@class='text']//a")]
    assert links == [*elsewhere, *own.values()]


@pytest.mark.parametrize("base", ["https://test.example.org", "http://test.example.org/archive"])
@pytest.mark.parametrize("scheme", ["http:", "https:", "HTTP:", ""])
def test_the_site_s_own_host_is_known_by_whatever_scheme(workshop: Workshop, base: str, scheme: str) -> None:
    config = workshop.root / "config.yaml"
    config.write_text(config.read_text().replace("https://test.example.org", base))
    own = f"{scheme}//Test.example.org{urlsplit(base).path}"
    workshop.article("2021/one", f"[x]({own}/2021/05/two/) [y]({own}/2021/05/tow/)", date="2021-05-04")
    workshop.article("2021/two", date="2021-05-04")
    (problem,) = workshop.problems()
    assert f'the link "{own}/2021/05/tow/" leads nowhere (did you mean "/2021/05/two/"' in problem


def test_fragments_and_queries_are_encoded_once_and_absolute_in_feeds(workshop: Workshop) -> None:
    workshop.article("2021/one", "## Über alle\n\n[x](two.md#f%C3%BCr-alle) [y](?page=2) [z](#%C3%BCber-alle)", date="2021-05-04")
    workshop.article("2021/two", "## Für alle {: #für-alle }", date="2021-05-05")
    assert workshop.build().warnings == ()
    links = workshop.page("2021/05/one/index.html").all("//*[@class='text']//p//a")
    assert [link.get("href") for link in links] == ["/2021/05/two/#f%C3%BCr-alle", "?page=2", "#%C3%BCber-alle"]
    assert 'href="https://test.example.org/2021/05/one/?page=2"' in workshop.feed("rss.xml").entries[1].content[0].value


def test_files_that_a_site_has_without_a_suffix_can_be_linked(workshop: Workshop) -> None:
    workshop.write("content/static/LICENSE", "Free.")
    workshop.article("2021/one", "[x](/LICENSE) [y](/LICENSE?a)", date="2021-05-04")
    assert workshop.build().warnings == ()
    links = workshop.page("2021/05/one/index.html").all("//*[@class='text']//a")
    assert [link.get("href") for link in links] == ["/LICENSE", "/LICENSE?a"]


def test_files_without_a_suffix_are_found_wherever_they_are_named(workshop: Workshop) -> None:
    workshop.write("content/static/LICENSE", "Free.")
    workshop.write("theme/static/NOTICE", "Free.")
    workshop.configure("navigation: [{text: L, to: /LICENSE}, {text: N, to: /assets/NOTICE}]\n")
    workshop.article("2021/one", "[x](/assets/NOTICE)", date="2021-05-04")
    assert workshop.problems() == []
    assert workshop.page("2021/05/one/index.html").one("//*[@class='text']//a").get("href") == "/assets/NOTICE"


def test_a_file_for_the_server_is_no_place_to_lead_readers_to(workshop: Workshop) -> None:
    workshop.write("content/static/LICENSE", "Free.")
    workshop.configure("navigation: [{text: H, to: /_headers}]\n")
    workshop.article("2021/one", "[x](/_redirects?a) [y](/LICENSE/)", date="2021-05-04")
    told = "leads nowhere (take the link out: that file is only for servers)"
    assert workshop.problems() == [
        f'config.yaml:12:28: the address "/_headers" {told}',
        f'content/articles/2021/one.md:8:5: the link "/_redirects?a" {told}',
        'content/articles/2021/one.md:8:24: the link "/LICENSE/" leads nowhere (did you mean "/LICENSE"?)',
    ]


def test_a_folder_of_the_site_s_own_files_can_be_linked(workshop: Workshop) -> None:
    workshop.write("content/static/sub/index.html", "<!doctype html><title>Sub</title>")
    workshop.configure("navigation: [{text: Sub, to: /sub/}]\n")
    workshop.article("2021/one", "[x](/sub/) [y](/sub/index.html)", date="2021-05-04")
    assert workshop.problems() == []


def test_a_link_without_an_address_is_an_error_and_one_that_nothing_defines_is_told(workshop: Workshop) -> None:
    body = "[treaty]() and <a href=''>x</a>.\n\nSee [the treaty][caspian], [caspain][] and \\[a\\]\\[b\\].\n\n`[a][b]`\n\n[caspain]: /\n"
    workshop.article("2021/one", body, date="2021-05-04")
    assert workshop.problems() == [
        "content/articles/2021/one.md:8:10: a link has no address (write it between the round brackets)",
        "content/articles/2021/one.md:8:25: a link has no address (write it between the round brackets)",
        'content/articles/2021/one.md:10:5: warning: nothing defines the address "caspian" '
        "(add a line [caspian]: with the address, or write \\[the treaty][caspian])",
    ]


def test_a_wrong_link_is_found_behind_right_ones_that_begin_alike(workshop: Workshop) -> None:
    workshop.write("content/articles/2021/data.csv", "a")
    workshop.article("2021/b", date="2021-05-03")
    body = "[ok](data.csv)\n\n[ok](/2021/05/b/)\n\n[bad](data)\n\n[ok](/2021/05/)\n\n[bad](/2021/0)\n\n# A {: #dup }\n\n## B {: #dup }\n\n## C {: #dup2 }"
    workshop.article("2021/one", body, date="2021-05-04")
    assert [line.split(": ")[0].rpartition("one.md:")[2] for line in workshop.problems()] == ["12:7", "16:7", "20:10"]


def test_two_files_of_one_name_cannot_stand_beside_one_article(workshop: Workshop) -> None:
    for folder in ("d1", "d2"):
        workshop.write(f"content/articles/2021/{folder}/t.csv", folder)
    workshop.article("2021/one", "[x](d1/t.csv) [again](d1/t.csv)\n\n[y](d2/t.csv)", date="2021-05-04")
    (problem,) = workshop.problems()
    where, _, what = problem.partition(" ")
    assert where == "content/articles/2021/one.md:10:5:"
    assert '"d2/t.csv" would be published at the address of content/articles/2021/d1/t.csv' in what


def test_dead_links_are_errors_at_their_line(workshop: Workshop) -> None:
    workshop.article("2021/target", "## Heading\n\nText.", date="2021-05-04")
    workshop.article(
        "2022/source",
        """\
        First line.

        `[x](targte)` and [x](targte).

        [x](../2021/tarket.md) [x](/2021/05/tarket/) [x](target#headin) [x](#nowhere) ![x](map.png) [x](data.csv)
        """,
    )
    body = 7
    path = "content/articles/2022/source.md"
    assert workshop.problems() == [
        f'{path}:{body + 3}:23: the link "targte" leads nowhere: it is neither a file beside the article nor an article (did you mean "target"?)',
        f'{path}:{body + 5}:5: there is no file "content/articles/2021/tarket.md" (did you mean "../2021/target.md"?)',
        f'{path}:{body + 5}:28: the link "/2021/05/tarket/" leads nowhere (did you mean "/2021/05/target/"?)',
        f'{path}:{body + 5}:50: "/2021/05/target/" has nothing with the id "headin" (did you mean "#heading"?)',
        f'{path}:{body + 5}:69: nothing here has the id "nowhere"'
        " (write {: #nowhere } behind the heading that it is to lead to, or take the link out)",
        f'{path}:{body + 5}:84: there is no file "map.png" beside the article (put it there)',
        f'{path}:{body + 5}:97: the link "data.csv" leads nowhere: it is neither a file beside the article nor an article'
        " (put it beside the article)",
    ]  # fmt: skip


def test_an_id_that_is_nearly_right_is_suggested(workshop: Workshop) -> None:
    workshop.article("2022/one", "[x](#hights) [y](#H%C3%B6hn)\n\n## Heights\n\n## Höhen {: #höhen }")
    assert [line.partition(": ")[2] for line in workshop.problems()] == [
        'nothing here has the id "hights" (did you mean "#heights"?)',
        'nothing here has the id "H%C3%B6hn" (did you mean "#höhen"?)',
    ]


def test_the_headings_of_the_calendar_can_be_linked(workshop: Workshop) -> None:
    links = "[x](/2021/01/#day-5) [x](/dates/01-05/#year-2021) [x](/dates/#on-this-day)"
    workshop.article("2021/one", links, date="2021-01-05")
    assert workshop.problems() == []
    workshop.article("2022/one", "[x](/dates/01-05/#year-2022)", date="2022-01-06")
    (problem,) = workshop.problems()
    assert '"/dates/01-05/" has nothing with the id "year-2022" (did you mean "#year-2021"?)' in problem
    for name, date in (("2021/one", "2098-01-05"), ("2022/one", "2099-01-05")):
        workshop.article(name, "[x](/dates/#on-this-day)", date=date)
    workshop.write("content/pages/about.md", "---\ntitle: About\n---\n\n[x](/dates/#on-this-day)\n")
    (problem,) = [line for line in workshop.problems() if "more than ten years ahead" not in line]
    assert '"/dates/" has nothing with the id "on-this-day"' in problem


def test_a_link_may_lead_to_a_correction(workshop: Workshop) -> None:
    workshop.article("one", corrections=[{"date": "2023-03-02", "text": "It was two."}])
    workshop.article("two", "[a](one.md#page-correction-2023-03-02) [b](one.md#page-corrections) [c](two.md#page-corrections)")
    (problem,) = workshop.problems()
    assert '"/2022/12/two/" has nothing with the id "page-corrections"' in problem


def test_a_dead_link_to_a_file_is_compared_by_name_and_answered_as_authors_write(workshop: Workshop) -> None:
    for key in ("z", "x", "2021/dam", "2021/valley/index", "2020/dam"):
        workshop.article(key, date="2021-05-04", slug=key.replace("/", "-"))
    body = "[a](dead.md) [b](../dam.md) [c](hill/index.md) [d](valey/index.md) [e](2019/x.md)"
    workshop.article("2022/source", body, slug="source")
    assert [line.rpartition(" (")[2] for line in workshop.problems()] == [
        "correct the path)", 'did you mean "../2020/dam.md" or "../2021/dam.md"?)', "correct the path)",
        'did you mean "../2021/valley/index.md"?)', 'did you mean "../x.md"?)',
    ]  # fmt: skip


def test_references_that_cannot_stand(workshop: Workshop) -> None:
    workshop.article("2020/twin", date="2020-01-01")
    workshop.article("2021/twin", date="2021-01-01")
    workshop.article("2022/draft", draft=True)
    workshop.article("2027/future", date="2027-01-01")
    workshop.article("2022/source", see_also=["twn", "twin", "draft", "future", "2020/twin", "2020/twin"])
    path = "content/articles/2022/source.md"
    assert workshop.problems() == [
        f'{path}:8:3: there is no article "twn" (did you mean "twin"?)',
        f'{path}:9:3: "twin" is the slug of 2 articles (write "2020/twin" or "2021/twin")',
        f'{path}:10:3: "2022/draft" is a draft (publish it first, or take the reference out)',
        f'{path}:11:3: "2027/future" is not published until 2027-01-01 (take the reference out until then)',
        f'{path}:13:3: "2020/twin" is named a second time (take it out)',
    ]


def test_the_same_see_also_may_be_in_every_part_of_a_series(workshop: Workshop) -> None:
    """Each part passes over its own name; a list of nothing else is a mistake."""
    for part in ("one", "two"):
        workshop.article(part, see_also=["one", "two"])
    workshop.article("alone", see_also=["alone"])
    workshop.article("twice", see_also=["twice", "twice"])
    assert workshop.problems() == [
        "content/articles/alone.md:8:3: an article cannot name itself (take it out)",
        'content/articles/twice.md:9:3: "twice" is named a second time (take it out)',
    ]
    (workshop.root / "content/articles/alone.md").unlink()
    (workshop.root / "content/articles/twice.md").unlink()
    workshop.build()
    for part, other in (("one", "two"), ("two", "one")):
        assert workshop.page(f"2022/12/{part}/index.html").words("//*[@data-origin='curated']//a[@class='entry-title']") == [
            other.title()
        ]


def test_what_has_no_address_for_its_mistakes_is_not_said_to_be_missing(workshop: Workshop) -> None:
    """Neither by links to it nor by references to files beside it."""
    workshop.picture("content/articles/2021/map.png")
    workshop.article("2021/one", "![A](map.png)", date="never")
    workshop.article(
        "2021/two", "[a](one.md) [b](one) [c](/2021/01/one/) [d](/2021/01/ome/)", date="2021-01-01", see_also=["one"]
    )
    date, link = workshop.problems()
    assert '"never" is not a date' in date
    assert 'the link "/2021/01/ome/" leads nowhere' in link


def test_a_link_by_address_to_what_is_kept_back_says_so(workshop: Workshop) -> None:
    workshop.article("2021/draft", date="2021-01-01", draft=True, aliases=["/old.html"])
    workshop.article("2027/future", date="2027-01-01")
    body = "[a](/2021/01/draft/) [b](/old.html#x) [c](/2027/01/future) [d](https://test.example.org/2021/01/draft/)"
    workshop.article("2022/source", body)
    workshop.article("2022/unfinished", body, draft=True)
    draft = '"2021/draft" is a draft (publish it first, or take the reference out)'
    told = [line.partition(" ")[2] for line in workshop.problems()]
    assert told == [draft, draft, '"2027/future" is not published until 2027-01-01 (take the reference out until then)', draft]


def test_a_link_by_address_to_a_text_that_cannot_be_read_is_no_further_error(workshop: Workshop) -> None:
    workshop.write("content/articles/2014-11-25-Aral_Sea.md", "---\ntitle: A: b\n---\nText.\n")
    workshop.write("content/articles/2014/ferry/index.md", "---\ntitle: A: b\n---\nText.\n")
    body = "[a](/2014/11/25/aral-sea.html) [b](/sea/aral-sea/) [c](/2014/11/25/Aral_Sea/) [d](aral-sea) [e](/2014/11/ferry/)"
    workshop.article("2022/source", body)
    assert [line.split(":")[0] for line in workshop.problems()] == [
        "content/articles/2014-11-25-Aral_Sea.md", "content/articles/2014/ferry/index.md",
    ]  # fmt: skip


def test_an_address_is_suggested_only_if_its_last_part_is_alike(workshop: Workshop) -> None:
    workshop.picture("content/static/wp-content/uploads/2016/01/boat.jpg")
    workshop.picture("content/static/images/language-law.png")
    for name in ("tashkent-metro", "almaty-metro", "a"):
        workshop.article(f"2021/{name}", date="2021-05-04")
    links = ("/2021/05/lake/", "/wp-content/uploads/2016/01/lost.jpg", "/posts/language-law/", "/tag/a/", "/2020/04/almaty-metr/")
    workshop.article("2022/source", " ".join(f"[x]({link})" for link in links))
    none = "no page of this site has that address)"
    assert [line.rpartition(" (")[2] for line in workshop.problems()] == [
        none, "put the picture at content/static/wp-content/uploads/2016/01/lost.jpg)", none, 'did you mean "/2021/05/a/"?)', 'did you mean "/2021/05/almaty-metro/"?)',
    ]  # fmt: skip


def test_what_follows_a_hash_is_the_matter_of_a_file(workshop: Workshop) -> None:
    for place in ("articles/2021", "static"):
        workshop.write(f"content/{place}/report.pdf", "%PDF-1.4")
    workshop.article("2021/one", "[a](report.pdf#page=2) [b](/report.pdf#page=2)", date="2021-01-01")
    assert workshop.problems() == []


@pytest.mark.parametrize("written", ["/2021/05/ök/", "/2021/05/%C3%B6k/", "/2021/05/ök", "/2021/04/old/"])
def test_see_also_names_an_article_by_its_address_too(workshop: Workshop, written: str) -> None:
    workshop.configure("slugs: unicode\n")
    workshop.article("2021/ök", date="2021-05-04", aliases=["/2021/04/old/"])
    workshop.article("2022/source", see_also=[written])
    assert workshop.problems() == []
    workshop.build()
    assert 'href="/2021/05/%C3%B6k/"' in workshop.read("2022/12/source/index.html")


def test_see_also_names_no_article_of_the_archive_by_its_url(workshop: Workshop) -> None:
    own = "http://test.example.org/2020/01/nowhere/"
    workshop.article("2022/source", see_also=[{"title": "Own", "url": own}, {"title": "Other", "url": "https://e.org/"}])
    assert workshop.problems() == [
        f'content/articles/2022/source.md:9:8: "{own}" is an address of this archive '
        "(name the article by its path below content/articles, without .md; link to any other page in the text)"
    ]


def test_two_embargoed_articles_may_name_each_other(workshop: Workshop) -> None:
    workshop.article("2027/one", date="2027-01-01", see_also=["two"])
    workshop.article("2027/two", date="2027-01-01", see_also=["one"])
    workshop.article("2027/later", date="2027-02-01", see_also=["one"])
    assert workshop.problems() == []


def test_a_reference_to_a_broken_article_is_no_further_error(workshop: Workshop) -> None:
    workshop.article("2021/broken", date="never")
    workshop.article("2022/source", "[x](../2021/broken.md) [y](broken)", see_also=["2021/broken"])
    assert len(workshop.problems()) == 1


def test_a_link_into_a_broken_article_is_no_further_error(workshop: Workshop) -> None:
    workshop.article("2021/one", "[x](two.md#anywhere)", date="2021-01-01")
    workshop.article("2021/two", date="never")
    assert [line.split(":")[0] for line in workshop.problems()] == ["content/articles/2021/two.md"]


def test_files_beside_an_article_are_published_beside_its_page(workshop: Workshop) -> None:
    workshop.write("content/articles/2022/data.csv", "a,b\n")
    picture = workshop.picture("content/articles/2022/map of it.png").read_bytes()
    workshop.write("content/articles/2022/unlinked.csv", "a,b\n")
    workshop.write("content/static/CNAME", "example.org\n")
    workshop.write("content/static/.well-known/security.txt", "x\n")
    workshop.article("2022/source", "[data](data.csv) ![a map](map%20of%20it.png)", image={"src": "map of it.png", "alt": ""})
    report = workshop.build()
    assert workshop.read("2022/12/source/data.csv") == "a,b\n"
    assert (workshop.site / "2022/12/source/map of it.png").read_bytes() == picture
    assert 'src="/2022/12/source/map%20of%20it.png"' in workshop.read("2022/12/source/index.html")
    assert not (workshop.site / "2022/12/source/unlinked.csv").exists()
    assert workshop.read("CNAME") == "example.org\n"
    assert workshop.read(".well-known/security.txt") == "x\n"
    assert report.copied >= 4


def test_a_link_to_an_old_address_leads_to_the_new_one_at_once(workshop: Workshop) -> None:
    workshop.article("2021/target", date="2021-05-04", aliases=["/news/old.html"])
    workshop.article("2022/source", "[x](/news/old.html)")
    workshop.build()
    assert 'href="/2021/05/target/"' in workshop.read("2022/12/source/index.html")
    redirect = workshop.page("news/old.html")
    assert redirect.one("//meta[@http-equiv='refresh']").get("content") == "0; url=https://test.example.org/2021/05/target/"
    assert redirect.one("//link[@rel='canonical']").get("href") == "https://test.example.org/2021/05/target/"
    assert redirect.one("//meta[@name='robots']").get("content") == "noindex"


def test_an_old_address_may_be_listed_in_several_ways(workshop: Workshop) -> None:
    old = ["/old", "/old/", "/old/index.html", "/x/", "/x/", "/2021/05/target/index.html"]
    workshop.article("2021/target", date="2021-05-04", aliases=old)
    workshop.write("content/pages/about.md", "---\ntitle: A\naliases: [/a, /a/, /about/]\n---\nText.\n")
    workshop.article("2022/source", " ".join(f"[x]({address})" for address in old))
    assert workshop.problems() == []
    links = workshop.page("2022/12/source/index.html").all("//*[@class='text']//a")
    assert {link.get("href") for link in links} == {"/2021/05/target/"}
    assert workshop.page("old/index.html").one("//link[@rel='canonical']").get("href").endswith("/2021/05/target/")


def test_an_old_address_of_two_articles_is_an_error(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-05-04", aliases=["/old"])
    workshop.article("2021/two", date="2021-05-04", aliases=["/old/index.html"])
    (problem,) = workshop.problems()
    assert "is also used by content/articles/2021/" in problem


def test_navigation_lead_and_what_the_publisher_names_are_checked(workshop: Workshop) -> None:
    workshop.article("2022/one")
    workshop.configure(
        "lead: 2022/on\nnavigation: [{text: A, to: /elsewhere/}, {text: B, to: '/tags/?x=1#page-main'}]\n"
        "publisher: {logo: /logo.png, principles: /tags/, corrections_policy: /correctons/}\n"
    )
    assert workshop.problems() == [
        'config.yaml:12:7: there is no article "2022/on" (did you mean "2022/one"?)',
        'config.yaml:13:28: the address "/elsewhere/" leads nowhere (write content/pages/elsewhere.md, or correct the address)',
        'config.yaml:14:19: the address "/logo.png" leads nowhere (put the picture at content/static/logo.png)',
        'config.yaml:14:70: the address "/correctons/" leads nowhere (did you mean "/corrected/"?)',
    ]
    workshop.configure("publisher: {logo: //elsewhere.example/logo.png}\n")
    (problem,) = workshop.problems()
    assert problem.startswith('config.yaml:12:19: "//elsewhere.example/logo.png" is not an address')


class Files(frozenset[str]):
    """Files that count how often they are iterated over."""

    walks = 0

    def __iter__(self) -> Iterator[str]:
        self.walks += 1
        return super().__iter__()


def test_a_link_by_slug_has_not_every_file_looked_at() -> None:
    """Otherwise an archive with many files and many such links would take hours."""
    named = [
        Named(key=f"x/{slug}", path=f"content/articles/x/{slug}.md", slug=slug, address=f"/{slug}/", date=None)
        for slug in ("one", "two")
    ]  # fmt: skip
    files = Files({"content/articles/x/map.png"})
    attachments = Attachments(files, {".png"}, frozenset(), {}, Site(base_url=""))
    known, site = Register(named, (), NO_TIME), Site(base_url="")
    resolver = Resolver(known, attachments, {}, site, lambda *_: (1, 1), short={}, tolerant=False)
    before, problems = files.walks, list[Problem]()
    links = tuple(Link(target=target, nth=1, picture=False) for target in ("two", "map.png", "x/two"))
    text = resolver.settle(Outline(links=links), named[0], [], problems)
    assert text.addresses == ("/two/", "/one/map.png", "/two/")
    assert problems == []
    assert files.walks == before


def test_where_everything_is_dead_only_the_first_hundred_are_compared_with_all_that_there_is(workshop: Workshop) -> None:
    workshop.article("2021/target", date="2021-05-04")
    workshop.article("2022/source", "\n\n".join(f"[x](targat-{number}) [y](/2021/05/targat{number}/)" for number in range(150)))
    problems = workshop.problems()
    assert len(problems) == 300
    for kind in ("neither a file", "leads nowhere ("):
        hints = ["did you mean" in line for line in problems if kind in line]
        assert hints == [True] * 100 + [False] * 50, kind


def test_a_withdrawn_article_has_no_files_but_those_that_were_promised(workshop: Workshop) -> None:
    workshop.picture("content/articles/2021/map.png")
    workshop.write("content/articles/2021/data.csv", "a")
    withdrawn = {"date": "2021-06-01", "reason": "It was wrong."}
    workshop.article("2021/one", "![A map](map.png) [x](data.csv)", date="2021-05-04", withdrawn=withdrawn)
    workshop.ledger("/2021/05/one/\thttps://test.example.org/2021/05/one/\t2021/one", "/2021/05/one/data.csv")
    assert workshop.problems() == []
    assert (workshop.site / "2021/05/one/data.csv").exists()
    assert not list(workshop.site.glob("2021/05/one/map*"))


def test_a_link_to_the_top_of_its_own_page_is_none_to_an_id(workshop: Workshop) -> None:
    workshop.article("2021/one", "[x](#)", date="2021-05-04")
    assert workshop.problems() == []


def test_an_article_may_be_linked_by_its_path_below_the_articles(workshop: Workshop) -> None:
    workshop.article("2021/target", date="2021-05-04")
    workshop.article("2022/source", "[x](2021/target.md)")
    workshop.build()
    assert 'href="/2021/05/target/"' in workshop.read("2022/12/source/index.html")


def test_the_name_of_a_file_is_first_what_is_written(workshop: Workshop) -> None:
    workshop.write("content/articles/2022/a%20b.csv", "as written")
    workshop.write("content/articles/2022/a b.csv", "decoded")
    workshop.article("2022/source", "[x](a%20b.csv)")
    workshop.build()
    assert workshop.read("2022/12/source/a%20b.csv") == "as written"
    assert not (workshop.site / "2022/12/source/a b.csv").exists()


def test_a_page_is_no_article_that_others_name(workshop: Workshop) -> None:
    workshop.write("content/pages/about.md", "---\ntitle: About\n---\nText.\n")
    workshop.article("2021/one", date="2021-05-04", see_also=["pages/about"])
    (problem,) = workshop.problems()
    assert '"pages/about" is a standalone page' in problem


def hints(workshop: Workshop) -> list[str]:
    """Return the hint of each problem of a reference, without the problems about renamed files."""
    wrong = (line for line in workshop.problems() if "is it the same article?" not in line)
    return [line.partition(" (")[2].removesuffix(")") for line in wrong]


def test_a_reference_to_what_moved_or_was_merged_names_where_it_is_now(workshop: Workshop) -> None:
    """The same slug or file name comes first, then what the ledger knows, then similarity."""
    for day, key in enumerate(("2021/one", "2021/onset", "2021/two", "2021/four", "2020/four"), 1):
        workshop.article(key, date=f"2021-01-0{day}", slug="four-of-2020" if key == "2020/four" else None)
    workshop.article("2021/five", date="2021-01-06", aliases=["/node/77/"])
    workshop.publish()
    for key in ("one", "two", "four"):
        (workshop.root / f"content/articles/2021/{key}.md").unlink()
    workshop.article("history/one", date="2021-01-01")  # moved
    workshop.article("2021/twofold", date="2021-01-03", slug="two")  # renamed
    workshop.article("2021/onset", date="2021-01-02", aliases=["/2021/01/four/"])  # another one was merged into it
    workshop.article("2021/one-of-them", date="2021-01-04", slug="one-2")
    keys = ["2021/one", "2021/two", "2021/four", "77", "2021/onsat", "four"]
    meant = ["history/one", "2021/twofold", "2020/four", "2021/five", "2021/onset"]
    workshop.article("2022/source", see_also=keys)
    assert hints(workshop) == [
        'did you mean "history/one"?', 'did you mean "2021/twofold"?', 'did you mean "2020/four" or "2021/onset"?',
        'did you mean "2021/five"?', 'did you mean "2021/onset"?', 'did you mean "2020/four" or "2021/onset"?',
    ]  # fmt: skip
    workshop.article("2022/source", " ".join(f"[x](../{key}.md)" for key in keys[:3]))
    assert hints(workshop) == [
        'did you mean "../history/one.md"?', 'did you mean "../2021/twofold.md"?',
        'did you mean "../2020/four.md" or "../2021/onset.md"?',
    ]  # fmt: skip
    workshop.article("2022/source", see_also=meant)
    assert hints(workshop) == []


def test_what_is_suggested_of_the_same_name_can_be_named(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("drafts/one", date="2021-01-01", slug="d", draft=True)
    workshop.article("2027/one", date="2027-01-01")
    workshop.article("2022/one", date="2022-01-01", see_also=["2020/one"], slug="x")
    assert hints(workshop) == ['did you mean "2021/one"?']
    for year in range(2011, 2021):
        workshop.article(f"{year}/summary", date=f"{year}-01-01")
    workshop.article("2022/one", date="2022-01-01", see_also=["2009/summary"], slug="x")
    (hint,) = hints(workshop)
    assert hint.count("summary") in {1, 2, 3}, "of many those whose path is the most alike"


def test_a_recording_that_is_allowed_is_no_picture(workshop: Workshop) -> None:
    workshop.configure("markdown: {allow_html: {video: [src, controls]}}\n")
    workshop.article("2021/one", '<video src="v.mp4" controls></video>', date="2021-01-01")
    workshop.write("content/articles/2021/v.mp4", b"\x00")
    assert workshop.problems() == []
    assert workshop.page("2021/01/one/index.html").one("//video").get("src") == "/2021/01/one/v.mp4"
    assert 'src="https://test.example.org/2021/01/one/v.mp4"' in workshop.read("rss.xml").replace("&quot;", '"')
    assert (workshop.site / "2021/01/one/v.mp4").exists()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("red.heic", "save it as JPEG, PNG or WebP"), ("red.TIFF", "save it as JPEG, PNG or WebP"),
        ("red.bmp", "save it as JPEG, PNG or WebP"), ("talk.mp4", "link to it instead: [words](talk.mp4)"),
        ("heights.csv", "link to it instead: [words](heights.csv)"), ("treaty.md", "link to it instead: [words](treaty.md)"),
        ("red.jfif", "save it as JPEG, PNG or WebP"),
    ],
)  # fmt: skip
def test_what_browsers_do_not_show_is_no_picture(workshop: Workshop, name: str, hint: str) -> None:
    workshop.write(f"content/articles/2021/{name}", "x")
    workshop.article("2021/one", f"![A red field]({name})", date="2021-05-04")
    told = f'"{name}" is not a picture that browsers show ({hint})'
    assert f"content/articles/2021/one.md:8:16: {told}" in workshop.problems()
    workshop.article("2021/one", date="2021-05-04", image={"src": name, "alt": "A red field"})
    assert f"content/articles/2021/one.md:8:8: {told}" in workshop.problems()


def test_quotation_marks_that_became_part_of_the_name_of_a_picture_are_named(workshop: Workshop) -> None:
    workshop.picture("content/articles/2021/red.png")
    workshop.article(
        "2021/one", '![w](red.png "T)\n\n![w](“red.png”)\n', date="2021-05-04", image={"src": "“red.png”", "alt": "w"}
    )
    plain = '"“red.png”" is not the name of a picture (write red.png without quotation marks, or with straight ones)'
    title = '"red.png "T" is not the name of a picture (end the title with a straight quotation mark: red.png "T")'
    assert [line.partition(": ")[2] for line in workshop.problems()] == [plain, title, plain]


def test_a_file_of_content_static_that_browsers_do_not_show_is_no_picture(workshop: Workshop) -> None:
    workshop.write("content/static/red.heic", "x")
    workshop.configure("social_picture: {src: /red.heic, alt: A red field}\n")
    workshop.article("2021/one", "![A red field](/red.heic) [the field](/red.heic)", date="2021-05-04")
    assert workshop.problems() == [
        'config.yaml:12:23: "/red.heic" is not a picture that browsers show (save it as JPEG, PNG or WebP)',
        'content/articles/2021/one.md:8:16: "/red.heic" is not a picture that browsers show (save it as JPEG, PNG or WebP)',
    ]


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("[x](../2020/Heights.csv)", '"../2020/heights.csv"'), ("[x](../2020/heihgts.csv)", '"../2020/heights.csv"'),
        ("![A dam](../2020/DAM.JPG)", '"../2020/dam.jpg"'), ("![A dam](../2020/dma.jpg)", '"../2020/dam.jpg"'),
        ("![A dam](..\\2020\\dam.jpg)", '"../2020/dam.jpg"'), ("[x](here.PDF)", '"here.pdf"'), ("[x](hree.pdf)", '"here.pdf"'),
    ],
)  # fmt: skip
def test_a_misspelled_file_is_named_wherever_it_lies(workshop: Workshop, body: str, hint: str) -> None:
    for name in ("2020/heights.csv", "2020/dam.jpg", "2021/here.pdf"):
        workshop.write(f"content/articles/{name}", "x")
    workshop.article("2021/one", body, date="2021-05-04")
    (problem,) = [line for line in workshop.problems() if "one.md" in line]
    assert f"(did you mean {hint}?)" in problem


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("www.example.org", "write https://www.example.org"), ("https//example.org/a", "begin it with https://"), ("desk@example.org", "write mailto:desk@example.org"),
        ("report.pdf", "put it beside the article"),
    ],
)  # fmt: skip
def test_an_address_elsewhere_that_lacks_its_beginning_is_told(workshop: Workshop, written: str, hint: str) -> None:
    workshop.article("2021/one", f"[x]({written})", date="2021-05-04")
    (problem,) = workshop.problems()
    assert problem.endswith(f"({hint})")


def test_several_references_in_one_text_are_a_list(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-05-04")
    workshop.article("2021/two", date="2021-05-04")
    workshop.article("2022/three", see_also="one, 2021/two")
    (problem,) = workshop.problems()
    assert problem.endswith('there is no article "one, 2021/two" (write a list: [one, 2021/two])')


def test_references_in_lines_without_dashes_are_no_list(workshop: Workshop) -> None:
    workshop.article("one")
    workshop.article("2021/two")
    place = workshop.article("three", see_also="")
    place.write_text(place.read_text(encoding="utf-8").replace("see_also: ''", "see_also:\n  one\n  2021/two"), encoding="utf-8")
    (problem,) = workshop.problems()
    assert problem.endswith('there is no article "one 2021/two" (write a list: [one, 2021/two])')
