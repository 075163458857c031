"""The whole history of the archive's feed (RFC 5005, section 4): documents of articles in the order in which they entered.

Their entries never change; a document changes when one of its articles does, and the last one once, when it gets a successor.
"""

from collections.abc import Iterator
from html import escape

from press import division, item, routes
from press.channel import LINKED, Channel, Format, History, Item
from press.chronicle import Entered
from press.edition import Edition
from press.item import Document
from press.page import Page
from press.routes import Claim
from press.syndication import WRITERS


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every archive document that is complete. The run that is still open has none."""
    materials, runs = item.materials(edition), edition.chronicle.closed
    for number, run in enumerate(runs, 1):
        held = tuple(_replaced(edition, entered) if entered.replaced else materials.of(entered.card) for entered in run)
        for form in LINKED:
            yield Page(
                claim=Claim(address=routes.past(number, form.file)), view=item.filled,
                given=Document(head=_head(edition, form, number, len(runs)), materials=held),
                shows=item.texts(held), write=WRITERS[form], recorded=True,
                identity=run[-1].id if run else "", key=division.held([entered.id for entered in run]),
            )  # fmt: skip


def _head(edition: Edition, form: Format, number: int, last: int) -> Channel:
    whole, base_url = edition.archive.whole, edition.settings.base_url

    def url(number: int) -> str:
        return routes.url(routes.past(number, form.file), base_url)

    history = History(
        previous=url(number - 1) if number > 1 else "", next=url(number + 1) if number < last else "",
        current=routes.url(whole.home + form.file, base_url),
    )  # fmt: skip
    address = routes.past(number, form.file)
    return item.channel(edition, whole.home, address, edition.feed_named(whole.title), whole.description, history=history)


def _replaced(edition: Edition, entered: Entered) -> Item:
    """Return what is left of an article that was merged into another: its id, and where its text is now."""
    card = entered.card
    words, url = edition.words_for(card.lang), routes.url(card.address, edition.settings.base_url)
    return Item(
        id=entered.id, url=url, title=card.title, summary=words("moved"), authors=(), categories=(), lang=card.lang,
        html=f'<p>{escape(words("moved"))}: <a href="{escape(url)}">{escape(card.title)}</a></p>',
        published=card.date.fed, modified=card.date.fed,
    )  # fmt: skip
