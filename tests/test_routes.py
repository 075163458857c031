"""Addresses become files, and no two sources get the same file."""

import pytest

from press.addresses import collision, routes
from press.addresses.routes import Claim
from press.ground.site import Site


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/2022/12/x/", "2022/12/x/index.html"),
        ("/rss.xml", "rss.xml"),
        ("/old/page.html", "old/page.html"),
        ("/old/page", "old/page/index.html"),
    ],
)
def test_the_file_that_a_server_gives(address: str, file: str) -> None:
    assert routes.file_of(address) == file


def test_links_are_percent_encoded_and_honour_the_base_path() -> None:
    assert routes.href("/теги/a b/#день", "/archive") == "/archive/%D1%82%D0%B5%D0%B3%D0%B8/a%20b/#%D0%B4%D0%B5%D0%BD%D1%8C"
    assert routes.url("/x/", "https://example.org/archive") == "https://example.org/archive/x/"


@pytest.mark.parametrize(
    "address",
    ["x", "/../x", "/a/../../etc/passwd", "/a//b", "/a/./b", "/?p=1", "/a#b", "/a\\b", "/a\nb", "/" + "x" * 300 + "/"],
)
def test_what_cannot_be_an_address(address: str) -> None:
    assert routes.flaw(Claim(address=address, path="x.md"))
    assert len(collision.check([Claim(address=address, path="x.md")])) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [("/a/", "/a/"), ("/a", "/a/"), ("/a/", "/A/"), ("/a", "/a/index.html"), ("/a.b", "/a.b/c"), ("/\u00e9/", "/e\u0301/")],
)
def test_two_sources_of_one_file_are_both_named(first: str, second: str) -> None:
    problems = collision.check(
        [Claim(address=first, path="one.md", line=3), Claim(address=second, path="two.md", line=4, column=2)]
    )
    assert [str(problem) for problem in problems] == [
        f'two.md:4:2: the address "{second}" is also used by one.md:3 (change the slug, the date or the alias of one of the two)'
    ]
    assert len(collision.check([Claim(address=second, path="two.md"), Claim(address=first, path="one.md")])) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "/2021/01/one/", "/2021/01/one", "2021/01/one", "https://example.org/archive/2021/01/one/", "/archive/2021/01/one/",
        "https://example.org/archive/2021/01/one/?x=1#note", "/2021/01/%6Fne/",
    ],
)  # fmt: skip
def test_an_address_is_understood_however_it_is_typed(typed: str) -> None:
    assert routes.local(typed, Site(base_url="https://example.org/archive")) == "/2021/01/one/"


@pytest.mark.parametrize(
    "typed",
    [
        "https://example.org/архив/2021/01/one/", "/архив/2021/01/one", "http://example.org/%D0%B0%D1%80%D1%85%D0%B8%D0%B2/2021/01/one/",
        "HTTPS://Example.org/%D0%B0%D1%80%D1%85%D0%B8%D0%B2/2021/01/one/", "/2021/01/one/",
    ],
)  # fmt: skip
def test_an_address_below_a_path_in_another_script_is_understood_too(typed: str) -> None:
    assert routes.local(typed, Site(base_url="https://example.org/%D0%B0%D1%80%D1%85%D0%B8%D0%B2")) == "/2021/01/one/"


def test_the_home_page_and_files_are_addresses_too() -> None:
    base = "https://example.org/archive"
    typed = [base, f"{base}/", "/", "", "/archives/", "/rss.xml", f"{base}/rss.xml"]
    assert [routes.local(one, Site(base_url=base)) for one in typed] == ["/", "/", "/", "/", "/archives/", "/rss.xml", "/rss.xml"]
    assert routes.local("https://example.org/rss.xml", Site(base_url="https://example.org")) == "/rss.xml"
    assert routes.local("/2021/index.html", Site(base_url="https://example.org")) == "/2021/"
    assert routes.local("/2021/no-index.html", Site(base_url="https://example.org")) == "/2021/no-index.html"


def test_the_length_of_a_name_is_counted_in_bytes() -> None:
    """File systems count bytes: a name that is too long would fail only when written."""
    assert routes.flaw(Claim(address=f"/{'я' * 127}/", path="x.md")) == ""
    assert routes.flaw(Claim(address=f"/{'я' * 128}/", path="x.md")) == "a part of it is longer than 255 bytes"
    assert routes.flaw(Claim(address="/" + "я" * 100 + "/я" * 420 + "/", path="x.md")) == "it is longer than 1024 bytes"


def test_what_the_archive_needs_is_there_before_any_author() -> None:
    (problem,) = collision.check([Claim(address="/tags/", path="one.md", line=3), Claim(address="/tags/", path="config.yaml")])
    assert str(problem).startswith('one.md:3:1: the address "/tags/" is the archive\'s own')
    (problem,) = collision.check(
        [Claim(address="/tags/x/", path="config.yaml", line=9), Claim(address="/tags/x/", path="one.md")]
    )
    assert "is also used by config.yaml:9" in str(problem)


def test_letters_that_a_disk_takes_for_one_collide() -> None:
    assert len(collision.check([Claim(address="/stra\u00dfe/", path="a.md"), Claim(address="/STRASSE/", path="b.md")])) == 1


def test_an_alias_cannot_stand_on_nor_in_nor_around_a_file() -> None:
    free = collision.free([Claim(address="/a/", path="a.md"), Claim(address="/b.html", path="b.md")])
    addresses = ("/a/", "/A/", "/a", "/a/index.html/x/", "/b.html/x/", "/b.html", "/c/", "/a/b/")
    assert [free(address) for address in addresses] == [False, False, False, False, False, False, True, True]
    assert not collision.free([Claim(address="/x.d/y/", path="d.md")])("/x.d"), "a folder of that name is there"
