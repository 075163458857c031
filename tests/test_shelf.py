"""Numbered pages never shift: a closed page changes only if one of its own articles does."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st

from press.catalogue.card import Card, Term
from press.catalogue.shelf import Shelf
from press.ground.moment import Moment


def shelf(count: int) -> Shelf:
    cards = tuple(
        Card(
            key=str(number), id=f"urn:x:{number}", address=f"/{number}/", title=str(number), summary="",
            date=Moment(at=datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=number), timed=True),
            modified=Moment(at=datetime(2020, 1, 1, tzinfo=UTC), timed=True),
            regions=(Term(kind="regions", slug="r", name="R"),), tags=(), authors=(), lang="en",
        )
        for number in range(count)
    )  # fmt: skip
    return Shelf(kind="articles", slug="", title="", description="", address="/articles/", cards=cards)


@given(st.integers(0, 60), st.integers(1, 9))
def test_every_article_stands_on_exactly_one_page(count: int, size: int) -> None:
    run = shelf(count)
    pages = [cards for _, cards in run.numbered(size)] + [run.root(size)]
    assert sorted(int(card.key) for cards in pages for card in cards) == list(range(count))
    assert all(len(cards) == size for _, cards in run.numbered(size))
    if count >= size:
        assert size <= len(run.root(size)) <= 2 * size - 1


@given(st.integers(0, 60), st.integers(0, 30), st.integers(1, 9))
def test_new_articles_leave_closed_pages_alone(count: int, more: int, size: int) -> None:
    before, after = dict(shelf(count).numbered(size)), dict(shelf(count + more).numbered(size))
    assert {number: after[number] for number in before} == before


def test_page_one_holds_the_oldest_articles_the_newest_of_them_first() -> None:
    (number, cards), *_ = shelf(10).numbered(3)
    assert (number, [card.key for card in cards]) == (1, ["2", "1", "0"])
