"""An address stays with the article that was published there: no other takes it silently."""

import pytest

from press.desk.record import record
from tests.test_promises import asked
from tests.workshop import Workshop

BASE = "https://test.example.org"


def ids(workshop: Workshop) -> dict[str, str]:
    """Return by title the id of each article in the feed of the archive."""
    return {item.title: item.id for item in workshop.feed("rss.xml").entries}


def line_of(workshop: Workshop, address: str) -> int:
    lines = (workshop.root / "ledger.txt").read_text().splitlines()
    return 1 + next(number for number, line in enumerate(lines) if line.startswith(f"{address}\t"))


def reused(workshop: Workshop) -> None:
    """Publish an article, then give its slug to a new one."""
    workshop.article("2021/budget", date="2021-01-01")
    workshop.publish()
    workshop.article("2021/budget", date="2021-01-01", slug="budget-2020")
    workshop.article("2021/budget-of-2021", date="2021-01-20", slug="budget")


def test_a_new_article_cannot_take_the_address_of_one_that_is_still_there(workshop: Workshop) -> None:
    reused(workshop)
    (problem,) = workshop.problems()
    assert problem == (
        'content/articles/2021/budget-of-2021.md:7:7: the address "/2021/01/budget/" belongs to content/articles/2021/budget.md '
        '(line 3 of ledger.txt) (give this article another slug, and add "aliases: [/2021/01/budget/]" to '
        "content/articles/2021/budget.md; if this is the published article in another file, rename "
        "content/articles/2021/budget.md, which then counts as a new article)"
    )
    workshop.article("2021/budget-of-2021", date="2021-01-20", slug="budget-21")
    workshop.article("2021/budget", date="2021-01-01", slug="budget-2020", aliases=["/2021/01/budget/"])
    assert workshop.problems() == []
    assert ids(workshop) == {"Budget": f"{BASE}/2021/01/budget/", "Budget of 2021": f"{BASE}/2021/01/budget-21/"}


def test_an_old_article_in_a_new_file_is_told_from_a_new_one_under_its_old_name(workshop: Workshop) -> None:
    reused(workshop)
    articles = workshop.root / "content/articles/2021"
    (articles / "budget.md").rename(articles / "another.md")
    assert ["is it the same article?" in line for line in workshop.problems()] == [True]
    workshop.publish()
    assert workshop.problems() == []
    assert ids(workshop)["Budget of 2021"] == f"{BASE}/2021/01/budget/"


def test_of_two_articles_that_two_branches_recorded_at_one_address_the_published_one_keeps_it(workshop: Workshop) -> None:
    workshop.article("2021/note", date="2021-01-01")
    workshop.publish()
    place = workshop.root / "ledger.txt"
    before = place.read_text()
    first, last = line_of(workshop, "/2021/01/note/"), before.count("\n") + 1
    place.write_text(f"{before}/2021/01/note/\t{BASE}/2021/01/note/\t2021/branch/note\n")
    workshop.article("2021/branch/note", date="2021-01-02", title="Of the branch", slug="note-two")
    assert workshop.problems() == [
        'content/articles/2021/note.md:2:1: the address "/2021/01/note/" was recorded for this article '
        f"(line {first} of ledger.txt), and for content/articles/2021/branch/note.md (line {last}) (give one of them another "
        "slug; if two branches recorded them, that must be the one that was not published, and first its line be deleted)"
    ]
    place.write_text(before)
    assert workshop.problems() == []
    assert ids(workshop) == {"Note": f"{BASE}/2021/01/note/", "Of the branch": f"{BASE}/2021/01/note-two/"}


def test_two_articles_cannot_swap_their_slugs(workshop: Workshop) -> None:
    workshop.article("2021/aral", date="2021-01-01")
    workshop.article("2021/balkhash", date="2021-01-02")
    workshop.publish()
    workshop.article("2021/aral", date="2021-01-01", slug="balkhash")
    workshop.article("2021/balkhash", date="2021-01-02", slug="aral")
    one, two = workshop.problems()
    assert one == (
        'content/articles/2021/aral.md:7:7: the address "/2021/01/balkhash/" belongs to content/articles/2021/balkhash.md '
        '(line 4 of ledger.txt); this article was published at "/2021/01/aral/" (line 3) (give it back its old slug and date, '
        'or give it another slug and add "aliases: [/2021/01/aral/]"; if only files were renamed, restore their old names)'
    )
    assert two.startswith(
        'content/articles/2021/balkhash.md:7:7: the address "/2021/01/aral/" belongs to content/articles/2021/ar'
    )
    for place in (workshop.root / "content/articles").glob("*/*.md"):
        place.rename(place.with_suffix(".markdown"))
    assert workshop.problems() == [problem.replace(".md", ".markdown") for problem in (one, two)]
    for place in (workshop.root / "content/articles").glob("*/*.markdown"):
        place.unlink()
    workshop.article("2021/aral", date="2021-01-01", slug="a", aliases=["/2021/01/aral/"])
    workshop.article("2021/balkhash", date="2021-01-02", slug="b", aliases=["/2021/01/balkhash/"])
    assert workshop.problems() == []
    assert ids(workshop) == {"Aral": f"{BASE}/2021/01/aral/", "Balkhash": f"{BASE}/2021/01/balkhash/"}
    workshop.article("2021/aral", date="2021-01-01")
    workshop.article("2021/balkhash", date="2021-01-02")
    assert workshop.problems() == []


def test_two_files_cannot_swap_their_names(workshop: Workshop) -> None:
    workshop.article("2021/aral", date="2021-01-01", slug="aral")
    workshop.article("2021/balkhash", date="2021-01-01", slug="balkhash")
    workshop.publish()
    workshop.article("2021/aral", date="2021-01-01", slug="balkhash", title="Balkhash")
    workshop.article("2021/balkhash", date="2021-01-01", slug="aral", title="Aral")
    assert ["if only files were renamed, restore their old names" in line for line in workshop.problems()] == [True, True]


def test_an_article_that_was_published_cannot_stand_where_another_was(workshop: Workshop) -> None:
    workshop.configure("permalink: /{slug}/\n")
    gone = workshop.article("2021/n03", date="2021-01-03")
    workshop.article("2021/n07", date="2021-01-07")
    workshop.publish()
    gone.unlink()
    workshop.article("2021/n07", date="2021-01-07", slug="n03", aliases=["/n07/"])
    (problem,) = workshop.problems()
    assert 'the address "/n03/" belongs to content/articles/2021/n03.md' in problem
    workshop.article("2021/n07", date="2021-01-07", aliases=["/n07/"])
    (problem,) = workshop.problems()
    assert 'add "aliases: [/n03/]" to the article that took its place' in problem
    workshop.article("2021/n07", date="2021-01-07", aliases=["/n07/", "/n03/"])
    assert workshop.problems() == []
    assert ids(workshop) == {"N07": f"{BASE}/n07/"}


def test_an_article_in_another_file_is_asked_for_until_that_is_recorded(workshop: Workshop) -> None:
    place = workshop.article("2021/quake", date="2021-01-01")
    workshop.publish()
    before = (workshop.root / "ledger.txt").read_text()
    place.unlink()
    workshop.article("2021/quake-almaty", date="2021-01-01", slug="quake")
    (problem,) = workshop.problems()
    assert problem == (
        'content/articles/2021/quake-almaty.md:7:7: warning: "/2021/01/quake/" was published from '
        "content/articles/2021/quake.md (line 3 of ledger.txt): is it the same article? "
        '(if so, "python build.py record" will note its new file and end this warning; '
        "if not, give this article another slug, and restore the other or mark it withdrawn)"
    )
    assert record(workshop.request()) == 1
    note = "/2021/01/quake/\thttps://test.example.org/2021/01/quake/\t2021/quake-almaty\n"
    assert (workshop.root / "ledger.txt").read_text() == before + note
    assert workshop.problems() == []
    assert record(workshop.request()) == 0


def test_another_article_at_an_address_makes_room_and_the_first_comes_back(workshop: Workshop) -> None:
    place = workshop.article("2021/quake", date="2021-01-01")
    text = place.read_text()
    workshop.publish()
    place.unlink()
    workshop.article("2021/quake-almaty", date="2021-01-20", slug="quake")
    workshop.build()
    workshop.article("2021/quake-almaty", date="2021-01-20")
    place.write_text(text)
    assert workshop.problems() == []


def test_a_file_name_that_was_recorded_with_another_article_since_is_no_longer_that_of_the_first(workshop: Workshop) -> None:
    workshop.ledger(
        f"/2021/01/budget/\t{BASE}/2021/01/budget/\tbudget", f"/2022/01/budget/\t{BASE}/2022/01/budget/\tbudget",
    )  # fmt: skip
    workshop.article("old/budget-2021", date="2021-01-01", slug="budget")
    workshop.article("budget", date="2022-01-01")
    assert ["warning" in line for line in workshop.problems()] == [True]
    workshop.publish()
    assert workshop.problems() == []
    assert set(ids(workshop).values()) == {f"{BASE}/2021/01/budget/", f"{BASE}/2022/01/budget/"}


def test_where_folders_were_moved_that_is_said_once(workshop: Workshop) -> None:
    for number in range(21):
        workshop.article(f"2021/n{number}", date="2021-01-01")
    workshop.publish()
    (workshop.root / "content/articles/2021").rename(workshop.root / "content/articles/past")
    (problem,) = workshop.problems()
    assert "past/n0.md:2:1: warning: 21 articles stand at addresses that were published from other files" in problem
    assert record(workshop.request()) == 21
    assert workshop.problems() == []


def test_older_lines_that_name_no_source_ask_for_nothing(workshop: Workshop) -> None:
    workshop.ledger("/2021/01/one/\turn:x:1")
    workshop.article("2021/another", date="2021-01-01", slug="one")
    assert workshop.problems() == []


def test_a_draft_keeps_the_address_that_it_was_published_at(workshop: Workshop) -> None:
    workshop.article("2021/budget", date="2021-01-01")
    workshop.publish()
    workshop.article("2021/budget", date="2021-01-01", draft=True)
    workshop.article("2021/budget-of-2021", date="2021-01-20", slug="budget")
    (problem,) = workshop.problems()
    assert "(give this article another slug; if this is the published article in another file" in problem


@pytest.mark.parametrize("alias", [True, False], ids=["its alias", "itself"])
def test_an_embargo_does_not_end_where_another_article_stands(workshop: Workshop, alias: bool) -> None:
    workshop.configure("permalink: /{slug}/\n")
    workshop.article("2021/budget", date="2021-01-01")
    workshop.publish()
    if alias:
        workshop.article("2021/budget", date="2021-01-01", slug="budget-2021", aliases=["/budget/"])
    workshop.article("2026/budget", date="2026-02-01")
    (problem,) = workshop.problems()
    assert problem == (
        'content/articles/2026/budget.md:2:1: the address "/budget/" is also used by content/articles/2021/budget.md:'
        f"{'9' if alias else '2'} (change the slug, the date or the alias of one of the two)"
    )
    workshop.article("2026/budget", date="2026-02-01", slug="budget-2026")
    assert workshop.problems() == []


@pytest.mark.parametrize(
    ("path", "more", "told"),
    [
        ("2027/late", {}, 'the address "/2026/02/late/" is also used by content/articles/2026/late.md'),
        (
            "2026/other",
            {"aliases": ["/2021/01/one/"]},
            'the address "/2021/01/one/" is also used by content/articles/2021/one.md',
        ),
        ("2026/other", {"aliases": ["/2026/02/late/"]}, "is also used by content/articles/2026/late.md"),
        ("2026/other", {"aliases": ["/tags/"]}, "is the archive's own"),
        ("2026/other", {"slug": "file"}, "is also used by content/static/2026/02/file"),
        ("2026/other", {"id": "tag:test.example.org,2021:1"}, "is also used by content/articles/2021/one.md"),
        ("2026/other", {"author": "黎明"}, '"黎明" would be shown as "李明"'),
    ],
)
def test_what_would_be_wrong_when_an_embargo_ends_is_told_before(
    workshop: Workshop, path: str, more: dict[str, object], told: str
) -> None:
    workshop.article("2021/one", date="2021-01-01", id="tag:test.example.org,2021:1", author="李明")
    workshop.write("content/static/2026/02/file", "x")
    workshop.article("2026/late", date="2026-02-01")
    assert workshop.problems() == []
    workshop.article(path, date="2026-02-02", **more)
    (problem,) = workshop.problems()
    assert problem.startswith(f"content/articles/{path}.md:")
    assert told in problem


def test_a_swap_is_told_by_the_ledger_too(workshop: Workshop) -> None:
    reused(workshop)
    assert "belongs to content/articles/2021/budget.md" in asked(workshop)[2]


def test_with_file_names_in_addresses_the_file_is_what_is_renamed(workshop: Workshop) -> None:
    workshop.article("2021/budget", date="2021-01-01")
    workshop.publish()
    workshop.configure("permalink: /2021/01/{path}/\n")
    workshop.article("2021/budget", date="2021-01-01").rename(workshop.root / "content/articles/budget.md")
    (problem,) = workshop.problems()
    assert "if not, give this article another file name" in problem


def led_elsewhere(workshop: Workshop) -> None:
    """Publish an article with an alias, then remove the alias and give its address to a new article."""
    workshop.article("2021/host", date="2021-01-01", aliases=["/2021/01/old/"])
    workshop.publish()
    workshop.article("2021/host", date="2021-01-01")
    workshop.article("2021/old", date="2021-01-20")


def test_a_new_article_cannot_stand_where_an_alias_led_to_another(workshop: Workshop) -> None:
    led_elsewhere(workshop)
    (problem,) = workshop.problems()
    assert problem == (
        'content/articles/2021/old.md:2:1: the address "/2021/01/old/" was published as an alias of content/articles/2021/host.md '
        f'(line {line_of(workshop, "/2021/01/old/")} of ledger.txt) (give this article another slug, and add "aliases: '
        '[/2021/01/old/]" to content/articles/2021/host.md; if the alias was a mistake, add '
        f'"id: {BASE}/2021/01/old/" to this article, which then keeps the address)'
    )
    workshop.article("2021/old", date="2021-01-20", slug="old-2021")
    workshop.article("2021/host", date="2021-01-01", aliases=["/2021/01/old/"])
    assert workshop.problems() == []
    workshop.article("2021/host", date="2021-01-01")
    workshop.article("2021/old", date="2021-01-20", slug="old-2021", aliases=["/2021/01/old/"])
    assert workshop.problems() == [], "an alias may be given to another article"


def test_an_article_that_is_to_stand_where_an_alias_led_to_another_says_its_id(workshop: Workshop) -> None:
    led_elsewhere(workshop)
    own = f"{BASE}/2021/01/old/"
    place = workshop.article("2021/old", date="2021-01-20", id=own)
    (problem,) = workshop.problems()
    assert 'warning: the address "/2021/01/old/" was published as an alias of content/articles/2021/host.md' in problem
    assert '(if it is to stay here, "python build.py record" will note it and end this warning; otherwise give' in problem
    workshop.publish()
    workshop.article("2021/old", date="2021-01-20")
    assert workshop.problems() == []
    assert ids(workshop) == {"Host": f"{BASE}/2021/01/host/", "Old": own}
    place.unlink()
    renamed = workshop.article("2021/newer", date="2021-01-20", title="Old")
    (problem,) = workshop.problems()
    assert 'add "aliases: [/2021/01/old/]" to content/articles/2021/newer.md if it took its place' in problem
    workshop.article("2021/host", date="2021-01-01", draft=True)
    assert not any('"/2021/01/old/"' in line for line in workshop.problems())
    workshop.article("2021/host", date="2021-01-01")
    renamed.unlink()
    workshop.article("2021/old", date="2021-01-20", slug="newest")
    assert asked(workshop, "--fix")[0] == 0
    assert "/2021/01/old/" in place.read_text()
    assert workshop.problems() == []
    assert ids(workshop)["Old"] == own


def test_an_article_may_stand_at_an_alias_of_its_own_or_of_what_was_merged_into_it(workshop: Workshop) -> None:
    one = workshop.article("2021/one", date="2021-01-01", aliases=["/2021/01/uno/", "/2021/01/un/"])
    workshop.article("2021/two", date="2021-01-02")
    workshop.publish()
    workshop.article("2021/one", date="2021-01-01", slug="uno", aliases=["/2021/01/one/", "/2021/01/un/"])
    assert workshop.problems() == []
    one.unlink()
    workshop.article("2021/two", date="2021-01-02", slug="un", aliases=[f"/2021/01/{name}/" for name in ("one", "two", "uno")])
    assert workshop.problems() == []
    workshop.article("2021/another", date="2021-01-01", slug="un")
    (workshop.root / "content/articles/2021/two.md").unlink()
    (problem,) = [line for line in workshop.problems() if "was published as an alias" in line]
    assert 'an alias of the article at "/2021/01/one/" (line ' in problem
    assert 'to the article that has replaced it; if this is that article, add "aliases: [/2021/01/one/]"; if the' in problem


def test_an_article_that_moves_leaves_no_other_its_old_address(workshop: Workshop) -> None:
    workshop.article("2021/moving", date="2021-01-01")
    workshop.article("2021/host", date="2021-01-02")
    workshop.publish()
    workshop.article("2021/moving", date="2021-01-01", slug="moved")
    workshop.article("2021/host", date="2021-01-02", aliases=["/2021/01/moving/"])
    (problem,) = workshop.problems()
    assert problem == (
        'content/articles/2021/moving.md:7:7: this article was published at "/2021/01/moving/" (line '
        f"{line_of(workshop, '/2021/01/moving/')} of ledger.txt), now an alias of content/articles/2021/host.md: feed subscribers "
        'would receive it as a new article (remove that alias, and add "aliases: [/2021/01/moving/]" here; '
        f'if this is a new article in an old file, add "id: {BASE}/2021/01/moved/")'
    )
    workshop.article("2021/moving", date="2021-01-01", slug="moved", id=f"{BASE}/2021/01/moved/")
    assert workshop.problems() == []
    workshop.article("2021/moving", date="2021-01-01", slug="moved", id=f"{BASE}/2021/01/moving/")
    assert workshop.problems() == [], "whose id is said is known again"
    workshop.article("2021/moving", date="2021-01-01", slug="moved", aliases=["/2021/01/moving/"])
    workshop.article("2021/host", date="2021-01-02")
    assert workshop.problems() == []
    assert ids(workshop)["Moving"] == f"{BASE}/2021/01/moving/"


def test_an_alias_at_the_address_of_another_article_is_one_mistake(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.publish()
    workshop.article("2021/two", date="2021-02-01", aliases=["/2021/01/one/"])
    (problem,) = workshop.problems()
    assert problem.startswith('content/articles/2021/two.md:8:3: the address "/2021/01/one/" is also used by')
