"""Failures that were reproduced in similar programs, and that do not occur here."""

from tests.workshop import Workshop, files

BASE = {"date": "2021-01-01"}


def test_hugo_a_misspelt_title_publishes_an_untitled_page(workshop: Workshop) -> None:
    workshop.article("2021/one", **BASE, title=None, titel="T")
    assert any('unknown key "titel" (did you mean "title"?)' in line for line in workshop.problems())
    assert not workshop.site.exists()


def test_hugo_a_missing_date_becomes_the_year_one(workshop: Workshop) -> None:
    workshop.article("2021/one", date=None)
    assert workshop.problems() == ['content/articles/2021/one.md:2:1: "date" is missing (add date: 2026-01-31 09:30)']


def test_hugo_and_pelican_dead_links_pass(workshop: Workshop) -> None:
    workshop.article("2021/one", "[x](nowhere.md)", **BASE)
    assert "nowhere.md" in workshop.problems()[0]


def test_hugo_two_sources_for_one_address_overwrite_each_other(workshop: Workshop) -> None:
    workshop.article("2021/one", **BASE, slug="same")
    workshop.article("2021/two", **BASE, slug="same")
    (problem,) = workshop.problems()
    assert problem.startswith(
        'content/articles/2021/two.md:7:7: the address "/2021/01/same/" is also used by content/articles/2021/one.md:7'
    )


def test_hugo_and_nikola_a_deleted_article_stays_online(workshop: Workshop) -> None:
    place = workshop.article("2021/one", **BASE)
    workshop.build()
    place.unlink()
    workshop.build()
    assert not (workshop.site / "2021").exists()


def test_hugo_a_failing_build_rewrites_live_pages(workshop: Workshop) -> None:
    workshop.article("2021/one", **BASE)
    workshop.build()
    before = workshop.files()
    workshop.article("2021/one", "Changed.", **BASE)
    workshop.article("2021/two", date="never")
    assert workshop.problems()
    assert workshop.files() == before


def test_hugo_and_pelican_feeds_hold_summaries_only(workshop: Workshop) -> None:
    workshop.article("2021/one", "The whole [text](/2021/01/one/).", **BASE)
    workshop.build()
    item = workshop.feed("rss.xml").entries[0]
    assert '<a href="https://test.example.org/2021/01/one/">text</a>' in item.content[0].value
    assert item.author == "Diplomacy Desk"


def test_pelican_an_article_without_date_is_dropped_in_silence(workshop: Workshop) -> None:
    workshop.article("2021/one", date=None)
    workshop.article("2021/two", **BASE)
    assert len(workshop.problems()) == 1


def test_pelican_articles_of_the_future_go_live(workshop: Workshop) -> None:
    workshop.article("2027/one", date="2027-01-01")
    workshop.build()
    assert not (workshop.site / "2027").exists()


def test_nikola_and_astro_one_bad_article_hides_the_others(workshop: Workshop) -> None:
    for name in ("one", "two", "three"):
        workshop.article(f"2021/{name}", date="never")
    workshop.write("content/articles/2021/four.md", b"\xff\xfe")
    workshop.write("content/articles/2021/five.md", "no front matter")
    workshop.article("2021/six", "[x](nowhere)", **BASE, see_also=["nobody"])
    assert len(workshop.problems()) == 7


def test_nikola_two_clean_builds_differ(workshop: Workshop) -> None:
    from datetime import UTC, datetime

    workshop.article("2021/one", **BASE)
    workshop.build()
    first = workshop.files()
    workshop.build(output=workshop.root / "other", now=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert files(workshop.root / "other") == first


def test_eleventy_a_date_that_is_none_builds(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2024-13-45")
    assert "is not a date" in workshop.problems()[0]


def test_astro_a_reference_to_nothing_builds(workshop: Workshop) -> None:
    workshop.article("2021/one", **BASE, see_also=["nope"])
    assert 'there is no article "nope"' in workshop.problems()[0]


def test_astro_a_missing_key_is_reported_at_line_0(workshop: Workshop) -> None:
    workshop.article("2021/one", **BASE, summary=None)
    assert workshop.problems() == [
        'content/articles/2021/one.md:2:1: "summary" is missing (add summary: and two or three sentences)'
    ]


def test_zola_the_output_is_deleted_first(workshop: Workshop) -> None:
    workshop.article("2021/one", **BASE)
    workshop.build()
    inode = (workshop.site / "rss.xml").stat().st_ino
    workshop.build()
    assert (workshop.site / "rss.xml").stat().st_ino == inode


def test_zola_an_alias_needs_a_script(workshop: Workshop) -> None:
    workshop.article("2021/one", **BASE, aliases=["/old/"])
    workshop.build()
    assert "<script" not in workshop.read("old/index.html")
