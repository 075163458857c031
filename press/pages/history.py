"""The whole history of the archive's feed (RFC 5005, section 4): documents of articles in the order in which they entered.

Their entries never change; a document changes when one of its articles does, and the last one once, when it gets a successor.
"""

from collections.abc import Iterator
from functools import partial
from html import escape

from press import item, routes
from press.channel import ATOM, RSS, Channel, Format, History, Item
from press.chronicle import Entered
from press.edition import Edition
from press.item import Items
from press.page import Page
from press.routes import Claim
from press.settings import PATH
from press.syndication import WRITERS

LINKED = (RSS, ATOM)
"""The formats in which documents can be linked so: JSON Feed knows no archive documents."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every archive document that is complete. The one under construction is nowhere."""
    items, runs = Items(edition), edition.chronicle.closed
    for number, run in enumerate(runs, 1):
        shows = tuple(edition.texts[entered.card.key] for entered in run if not entered.replaced)
        for form in LINKED:
            yield Page(
                claim=Claim(address=routes.past(number, form.file), path=PATH), shows=shows, write=WRITERS[form], recorded=True,
                view=partial(_document, edition, form, number, number == len(runs), run, items),
            )  # fmt: skip


def _document(
    edition: Edition, form: Format, number: int, last: bool, run: tuple[Entered, ...], items: Items, *bodies: str
) -> Channel:
    whole, base_url = edition.archive.whole, edition.settings.base_url

    def url(number: int) -> str:
        return routes.url(routes.past(number, form.file), base_url)

    history = History(
        previous=url(number - 1) if number > 1 else "", next="" if last else url(number + 1),
        current=routes.url(whole.home + form.file, base_url),
    )  # fmt: skip
    texts = iter(bodies)
    held = [_replaced(edition, entered) if entered.replaced else items.of(entered.card, next(texts)) for entered in run]
    return item.channel(
        edition, whole.home, routes.past(number, form.file), edition.feed_title(whole), whole.description, *held,
        history=history,
    )  # fmt: skip


def _replaced(edition: Edition, entered: Entered) -> Item:
    """Return what is left of an article that was merged into another: its id, and where its text is now."""
    card = entered.card
    words, url = edition.words_for(card.lang), routes.url(card.address, edition.settings.base_url)
    return Item(
        id=entered.id, url=url, title=card.title, summary=words("moved"), authors=(), categories=(), lang=card.lang,
        html=f'<p>{escape(words("moved"))}: <a href="{escape(url)}">{escape(card.title)}</a></p>',
        published=card.date.fed, modified=card.date.fed,
    )  # fmt: skip
