"""What took the place of an address that would vanish: reported if certain, otherwise guessed or left open."""

import tracemalloc
from dataclasses import replace

import pytest

from press.promises import ledger, remedy, succession
from press.promises.succession import Keeper, Vanishing
from press.promises.trace import Present


def article(key: str, slug: str = "", identity: str = "", *files: str, dated: tuple[int, ...] = (), address: str = "") -> Present:
    path = f"content/articles/{key}.md"
    return Present(
        path=path, key=key, slug=slug or key.rpartition("/")[2], address=address, id=identity, firm=True, dated=dated,
        files=files, merged=frozenset(),
    )  # fmt: skip


def gone(text: str, *present: Present, served: str = "", free: bool = True) -> list[Vanishing]:
    promised = ledger.read(text)
    return list(succession.vanishing(promised, frozenset(served.split()), present, {}, {}, lambda _: free))


def heirs(text: str, *present: Present, served: str = "") -> dict[str, str]:
    """Return the key of the heir of each address that would vanish; empty if it is not certain."""
    found = gone(text, *present, served=served)
    return {item.entry.address: item.heir.removeprefix("content/articles/").removesuffix(".md") for item in found}


def test_an_article_is_known_by_the_key_recorded_with_its_id() -> None:
    assert heirs("/a/\turn:1\tx/a", article("x/a", "b")) == {"/a/": "x/a"}
    assert heirs("/a/\turn:1\tx/a", article("x/b", "b")) == {"/a/": ""}


def test_the_last_key_of_an_id_counts_and_one_that_had_two_ids_does_not() -> None:
    lines = "/a/\turn:1\tx/a\n/b/\turn:1\tx/b\n"
    assert heirs(lines, article("x/a", "c"), article("x/b", "d")) == {"/a/": "x/b", "/b/": "x/b"}
    used_again = "/a/\turn:1\tx/a\n/b/\turn:2\tx/a\n"
    assert heirs(used_again, article("x/a", "c")) == {"/a/": "", "/b/": ""}


def test_a_later_line_names_the_source_that_an_older_one_of_the_same_id_lacks() -> None:
    assert heirs("/a/\turn:1\n/b/\turn:1\tx/b\n", article("x/b", "c")) == {"/a/": "x/b", "/b/": "x/b"}


def test_an_article_is_known_by_its_id_before_its_key() -> None:
    lines, merged = "/a/\turn:1\tx/a\n", replace(article("w"), merged=frozenset({"urn:1"}))
    assert heirs(lines, article("x/a", "b"), article("y/z", "z", "urn:1")) == {"/a/": "y/z"}
    assert heirs(lines, article("y/z", "z", "urn:1"), article("y/y", "y", "urn:1"), article("x/a", "b"), merged) == {"/a/": ""}


def test_an_article_that_has_another_id_took_no_place() -> None:
    other = article("x/a", "a", "urn:2")
    assert heirs("/a/\turn:1\tx/a", other) == {"/a/": ""}
    assert heirs("/a/\turn:1\tx/a", replace(other, firm=False)) == {"/a/": "x/a"}, "it may have taken over that id's address"


def test_of_articles_in_doubt_one_of_the_month_that_the_address_names_comes_first() -> None:
    (item,) = gone("/2014/11/a/\turn:1\tx/a", article("x/a", "b", dated=(2020, 1)), article("y", "c", dated=(2014, 11)))
    assert "to content/articles/y.md or to content/articles/x/a.md" in item.remedy


def test_an_article_is_known_by_a_slug_that_only_one_new_article_has() -> None:
    assert heirs("/2021/01/a/\turn:1", article("x/q", "a")) == {"/2021/01/a/": "x/q"}
    assert heirs("/2021/abc.html\turn:1", article("x/q", "abc")) == {"/2021/abc.html": "x/q"}
    assert heirs("/2021/01/a/\turn:1", article("x/q", "a"), article("y/q", "a")) == {"/2021/01/a/": ""}
    assert heirs("/2021/01/a/\turn:1", article("x/q", "a", "urn:2")) == {"/2021/01/a/": ""}


def test_an_article_is_not_the_heir_of_two_by_its_slug() -> None:
    assert heirs("/2021/a/\turn:1\n/2022/a/\turn:2", article("x/q", "a")) == {"/2021/a/": "", "/2022/a/": ""}
    assert heirs("/2021/a/\turn:1\n/2022/a/\turn:1", article("x/q", "a")) == {"/2021/a/": "x/q", "/2022/a/": "x/q"}


def test_a_slug_is_free_once_its_other_bearer_is_known() -> None:
    lines = "/2021/a/\turn:1\n/2022/a/\turn:2\t2022/a"
    assert heirs(lines, article("2021/a"), article("2022/a")) == {"/2021/a/": "2021/a", "/2022/a/": "2022/a"}


def test_only_the_address_of_an_article_has_an_heir() -> None:
    lines = "/a/\n/a/atom.xml\turn:2\t\n/about/\n/b/\turn:3\tx/b\n"
    assert heirs(lines, article("x/a"), article("x/atom.xml"), served="/b/") == {"/a/": "", "/a/atom.xml": "", "/about/": ""}


def test_an_address_that_differs_in_case_alone_cannot_be_an_alias() -> None:
    assert [item.heir for item in gone("/A/\turn:1\tx/a", article("x/a"), free=False)] == [""]


def test_a_file_comes_back_with_the_alias_of_its_article() -> None:
    lines = "/2021/a/\turn:1\tx/a\n/2021/a/map.png\n/2021/a/old.png\n/2021/b.html\turn:2\tx/b\n/2021/b/data.csv\n"
    found = gone(lines, article("x/a", "c", "", "map.png"), article("x/b", "d", "", "data.csv"))
    assert [(item.entry.address, item.alias) for item in found] == [
        ("/2021/a/", "/2021/a/"), ("/2021/a/map.png", "/2021/a/"), ("/2021/a/old.png", ""),
        ("/2021/b.html", "/2021/b.html"), ("/2021/b/data.csv", "/2021/b.html"),
    ]  # fmt: skip
    assert (
        found[2].remedy
        == "link to the file again from its article if that still exists, or put the file at content/static/2021/a/old.png"
    )


def test_what_is_served_does_not_vanish_and_what_does_is_said_once() -> None:
    assert heirs("/a/\n/b/\n/b/\n/c/", served="/a/ /c/") == {"/b/": ""}


def test_an_address_is_spelled_so_that_front_matter_gives_it_back() -> None:
    assert remedy.spelled("/2021/Каспий/") == "/2021/Каспий/"
    assert remedy.spelled("/50%25/") == "/50%2525/"
    assert remedy.spelled("/a\u2028b/") == "/a%E2%80%A8b/"


def test_a_guess_names_what_is_alike_or_the_only_new_source() -> None:
    def guess(fresh: dict[str, str]) -> str:
        promised = ledger.read("/2021/border/\turn:1\t2021/border")
        (item,) = succession.vanishing(promised, frozenset(), (), {}, fresh, lambda _: True)
        return item.remedy.partition('" to ')[2]

    restored = "if it took its place, or restore content/articles/2021/border.md"
    assert guess({"/2021/borders/": "b.md", "/2021/rivers/": "r.md"}) == f"b.md {restored}"
    assert guess({"/2021/rivers/": "r.md"}) == f"r.md {restored}"
    assert guess({"/2021/rivers/": "r.md", "/2021/roads/": "s.md"}) == "the article that took its place"


def test_what_took_another_place_for_certain_is_no_guess() -> None:
    promised = ledger.read("/2021/a/\turn:1\tx/a\n/2021/b/\turn:2\tx/b\n")
    new = {"/a/": "content/articles/x/a.md", "/n/": "content/articles/x/n.md"}
    _, item = succession.vanishing(promised, frozenset(), (article("x/a"),), {}, new, lambda _: True)
    alias = 'add "aliases: [/2021/b/]" to content/articles/x/n.md'
    assert item.remedy == f"{alias} if it took its place, or restore content/articles/x/b.md"


def test_the_error_of_a_build_names_what_mends_it() -> None:
    (item,) = gone("# x\n/a/\turn:1\tx/a", article("x/a", "b"))
    assert str(item.problem) == (
        'ledger.txt:2:1: the address "/a/" was published and would vanish (run "python build.py ledger --fix", '
        'or add "aliases: [/a/]" to content/articles/x/a.md)'
    )


def test_a_slug_that_two_lost_articles_could_have_left_is_nobody_s() -> None:
    """One lost article fits two new ones, and may have become the only one that fits the other."""
    lines = "/2021/a/\turn:1\n/2021/b/\turn:1\n/2022/a/\turn:2\n"
    assert heirs(lines, article("x/q", "a"), article("x/r", "b")) == {"/2021/a/": "", "/2021/b/": "", "/2022/a/": ""}


def test_an_article_that_is_kept_back_has_no_heir_and_takes_none() -> None:
    promised = ledger.read("/2021/a/\turn:1\n/2022/a/\turn:2\n")
    new = article("x/q", "a")
    kept = Keeper(path="content/articles/old.md", slug="old", remedy="take draft: out", by_key=True)
    found = succession.vanishing(promised, frozenset(), (new,), {"/2021/a/": kept}, {}, lambda _: True)
    assert [(item.entry.address, item.keeper, item.heir) for item in found] == [
        ("/2021/a/", "content/articles/old.md", ""), ("/2022/a/", "", new.path),
    ]  # fmt: skip


def test_an_address_that_no_alias_can_spell_has_no_certain_heir() -> None:
    """An alias without a slash at its end leads to a folder, and would be written again and again."""
    (item,) = gone("/a\turn:1\tx/a", article("x/a", "b"))
    assert (item.heir, item.alias) == ("", "")
    assert (
        item.remedy
        == "give content/articles/x/a.md back its old slug, or restore the old permalink: the old address cannot be an alias beside the new one"
    )


def test_the_article_of_an_address_is_not_a_file_beside_another() -> None:
    found = gone("/2021/a/\turn:1\tx/a\n/2021/a/b.html\turn:2\tx/c\n", article("x/a", "c", "", "b.html"))
    assert [(item.entry.address, item.alias) for item in found] == [("/2021/a/", "/2021/a/"), ("/2021/a/b.html", "")]


def test_the_line_that_is_named_is_the_first() -> None:
    assert [(item.entry.address, item.entry.line) for item in gone("/b/\n/c/\n/b/\n")] == [("/b/", 1), ("/c/", 2)]


def test_what_a_person_can_do_depends_on_what_stood_there() -> None:
    def remedies(lines: str, fresh: dict[str, str], *, free: bool = True) -> list[str]:
        found = succession.vanishing(ledger.read(lines), frozenset(), (), {}, fresh, lambda _: free)
        return [item.remedy for item in found]

    renamed = 'add "oil: NEW-SLUG" under aliases.tags in config.yaml, or restore it'
    assert remedies("/tags/oil/\n/tags/oil/rss.xml\n", {}) == [renamed, renamed]
    assert remedies("/tags/\n", {}) == ['restore its source, or add "/tags/: NEW-ADDRESS" under redirects in config.yaml']
    assert remedies("/a/\turn:1\n", {}) == [
        'restore its source, and mark it withdrawn if readers are not to see it, or add "aliases: [/a/]" to the article that took its place'
    ]
    assert remedies("/a/\turn:1\tx/b\n/a/\turn:1\tx/caf%C3%A9\n", {}) == [
        'restore content/articles/x/café.md, and mark it withdrawn if readers are not to see it, or add "aliases: [/a/]" to the article that took its place'
    ]
    assert remedies("/a/\turn:1\tx/b\n", {"/c/": "c.md"}) == [
        'add "aliases: [/a/]" to c.md if it took its place, or restore content/articles/x/b.md'
    ]
    assert remedies("/tags/h2o/\t\t/tags/water/\n", {}) == ['add "h2o: water" under aliases.tags in config.yaml, or restore it']
    for line in ("/tags/x/y/\t\t/about/", "/tags/x/\t\t/about/", "/tags/x/old.html\t\t/about/"):
        assert remedies(line, {}) == [
            f'add "aliases: [{line.split()[0]}]" to the page now found at /about/, '
            f'or add "{line.split()[0]}: /about/" under redirects in config.yaml'
        ]
    for line in ("/tags/x/\turn:1", "/tags/foo/3/"):
        assert "under aliases.tags" not in remedies(line, {})[0]
    assert "link to the file" not in remedies("/elsewhere/rss.xml\n", {})[0]
    assert remedies("/a/\turn:1\n", {"/a-b/": "b.md"}, free=False) == [
        "restore its source, which may be b.md: an address so like another cannot be an alias"
    ]


def test_where_everything_vanishes_no_names_are_compared() -> None:
    def guessed(count: int) -> bool:
        promised = ledger.read("".join(f"/2021/n{number}/\turn:{number}\n" for number in range(count)))
        found = succession.vanishing(promised, frozenset(), (), {}, {"/2021/n/": "n.md"}, lambda _: True)
        return any("n.md" in item.remedy for item in found)

    assert guessed(succession.GUESSES)
    assert not guessed(succession.GUESSES + 1)


@pytest.mark.parametrize("kept", [False, True], ids=["gone", "kept back"])
def test_where_much_is_new_no_names_are_compared(kept: bool) -> None:
    def guessed(count: int) -> bool:
        addresses = [f"/border-{number}/" for number in range(succession.GUESSES)]
        promised = ledger.read("".join(f"{address}\turn:{address}\n" for address in addresses))
        new = [article(f"new/border-{number}-") for number in range(count)]
        back = dict.fromkeys(addresses, Keeper(path="content/articles/old.md", slug="old", remedy="take draft: out", by_key=True))
        fresh = {f"/{item.slug}/": item.path for item in new}
        found = succession.vanishing(promised, frozenset(), new, back if kept else {}, fresh, lambda _: True)
        return "content/articles/new/border-" in found[0].remedy

    assert guessed(succession.COMPARED // succession.GUESSES)
    assert not guessed(succession.COMPARED // succession.GUESSES + 1)


def test_what_may_have_taken_many_places_is_not_listed_for_each() -> None:
    many = 1_000
    promised = ledger.read("".join(f"/a{number}/\turn:{number}\n" for number in range(many)))
    present = [article(f"{letter}/{number}", f"{letter}{number}") for letter in "ab" for number in range(many)]
    tracemalloc.start()
    found = succession.vanishing(promised, frozenset(), present, {}, {}, lambda _: True)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "content/articles/b/1.md, or to one of the 998 other new articles, whichever took its place" in found[0].remedy
    assert most < 5_000 * many


FERRY = article("q", "ferry", dated=(2014, 11), address="/2014/11/ferry/")


@pytest.mark.parametrize(
    "address",
    [
        "/2014/11/25/ferry/", "/2014/11/25/ferry", "/2014/11/ferry.html", "/sea/2014/11/25/ferry.htm", "/2014-11/ferry/index.html",
        "/2014/ferry/", "/posts/ferry/", "/ferry.html",
    ],
)  # fmt: skip
def test_an_old_address_without_an_id_is_known_by_the_slug_of_one_article(address: str) -> None:
    """It is from the sitemap of another generator."""
    (item,) = gone(address, FERRY, article("r", "port", dated=(2014, 11)), served=FERRY.address)
    assert item.heir == FERRY.path
    assert item.alias == (address.removesuffix("index.html") if "." in address else f"{address.rstrip('/')}/")


@pytest.mark.parametrize(
    "lines",
    [
        "/2014/12/25/ferry/", "/2013/ferry/", "/2014/11/Ferry/", "/2014/11/ferry.jpg", "/2014/11/ferry/rss.xml",
        "/2014/11/25/\n/2014/11/", "/tags/ferry/", "/posts/port-2/",
        "/posts/ferry/\n/topics/ferry/", "/topics/ferry/\n/2014/11/ferry/", "/news/2014/11/ferry/\n/sea/2014/11/ferry/",
        "/2014/11/ferry/\n/ru/2014/11/ferry/", "/2014/ferry.html\n/sea/2014/11/ferry/",
        "/2014/11/one/\turn:1\tx/one\n/2014/11/one/ferry.html", "/ferry/\n/2014/11/one/\turn:1\tx/one",
        "/2014/ferry/\n/2014/11/one/\turn:1\tx/one", "/2014/11/one/\turn:1\tx/one\n/guide/2014/11/ferry/",
    ],
)  # fmt: skip
def test_an_old_address_that_may_have_been_another_has_no_certain_heir(lines: str) -> None:
    """Of another date, or a file, or the page of a shelf; or two old addresses fit one article; or it was recorded in an archive that has begun."""
    there = "/2014/11/ferry/ /2014/ferry.html /2014/11/one/ /port-2/ /tags/port/"
    present = (FERRY, article("s", "25", dated=(2014, 11)), article("t", "11", dated=(2014, 11)), article("r", "port-2"))
    assert set(heirs(lines, *present, served=there).values()) <= {""}


@pytest.mark.parametrize("one", ["/2014/11/one/", "/2014/11/one.html"])
def test_a_file_beside_an_article_does_not_contest_an_old_address(one: str) -> None:
    beside = "/2014/11/one/ferry.html"
    found = heirs(f"/2014/11/25/ferry/\n{one}\turn:1\tx/one\n{beside}", FERRY, served=f"{FERRY.address} {one} {beside}")
    assert found == {"/2014/11/25/ferry/": "q"}


def test_a_slug_of_two_articles_or_of_something_else_is_none_for_an_old_address() -> None:
    twice = (FERRY, article("2013/ferry", dated=(2013, 5)))
    (item,) = gone("/2014/ferry/", *twice)
    assert item.remedy == (
        'add "aliases: [/2014/ferry/]" to content/articles/q.md or to content/articles/2013/ferry.md, whichever took its place'
    )
    (item,) = gone("/2014/11/25/ferry/", FERRY, article("2014/ferry", dated=(2014, 11)))
    assert item.heir == ""
    (item,) = gone("/ferry/", FERRY, served="/2014/11/ferry/ /tags/ferry/")
    assert item.remedy == 'add "aliases: [/ferry/]" to content/articles/q.md if it took its place, or restore its source'
    kept = {"/x/": Keeper(path="x.md", slug="ferry", remedy="", by_key=False)}
    (item,) = succession.vanishing(ledger.read("/2014/11/25/ferry/"), frozenset(), (FERRY,), kept, {}, lambda _: True)
    assert item.heir == ""


@pytest.mark.parametrize(
    "address", ["/downloads/ferry/", "/languages/ferry.html", "/:y/ferry/", "/{x}/ferry/", "/a?b/2014/11/ferry/"]
)
def test_what_no_alias_may_be_has_no_heir(address: str) -> None:
    (item,) = gone(address, FERRY)
    assert (item.heir, item.alias) == ("", "")


@pytest.mark.parametrize("address", ["/?p=12", "/ferry/?lang=ru", "//x/", "/a//b/", "/../x/"])
def test_a_line_that_no_host_can_serve_is_to_be_taken_out(address: str) -> None:
    (item,) = gone(address, FERRY)
    assert item.remedy.startswith("take the line out of ledger.txt: ")


def test_a_slug_that_recurs_is_known_by_its_month() -> None:
    lines = "/2014/11/25/ferry/\n/2013/05/02/ferry/\n/2012/05/02/ferry/\n"
    found = heirs(lines, FERRY, article("2013/ferry", dated=(2013, 5)))
    assert found == {"/2014/11/25/ferry/": "q", "/2013/05/02/ferry/": "2013/ferry", "/2012/05/02/ferry/": ""}


def test_the_same_old_address_in_several_spellings_is_one() -> None:
    lines = "/2014/11/25/ferry\n/2014/11/25/ferry/\n/2014/11/25/ferry/index.html\n/2014/11/25/ferry.html\n"
    assert {item.alias for item in gone(lines, FERRY)} == {"/2014/11/25/ferry/", "/2014/11/25/ferry.html"}


def test_ten_thousand_old_addresses_find_their_articles() -> None:
    many = range(10_000)
    present = [article(f"{number}", f"a-{number}", dated=(2014, 11)) for number in many]
    lines = "".join(f"/2014/11/{number % 28 + 1:02}/a-{number}.html\n" for number in many)
    assert all(item.heir for item in gone(lines, *present))
    assert all(item.heir for item in gone(lines.replace("/2014/11/", "/n"), *present))


def test_the_page_of_another_generator_is_not_called_a_file() -> None:
    for line in ("/sea/old.html", "/old.htm", "/sea/old/"):
        (item,) = gone(line)
        assert item.entry.kind == "pages"
        assert "file" not in item.remedy
