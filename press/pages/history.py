"""The whole history of the archive's feed (RFC 5005, section 4): documents of articles in the order in which they entered.

Their entries never change; a document changes when one of its articles does, and the last one once, when it gets a successor.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.card import Card
from press.catalogue.chronicle import Heir
from press.catalogue.edition import Edition
from press.catalogue.page import Page
from press.formats import document, item
from press.formats.channel import Channel, History, Item
from press.formats.document import FeedDocument
from press.formats.syndication import WRITERS
from press.ground import language
from press.ground.feedformat import LINKED, Format
from press.promises import division
from press.text.portable import standing_alone

UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of an article of which only the id is left, if nothing that entered with it has a date."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every archive document that is complete. The run that is still open has none."""
    materials, runs = item.materials(edition), edition.chronicle.closed
    for number, run in enumerate(runs, 1):
        contents = tuple(
            materials.of(entered.stands) if isinstance(entered.stands, Card) else _replaced(edition, entered.id, entered.stands)
            for entered in run
        )
        note = division.note_of([entered.id for entered in run])
        for form in LINKED:
            yield Page(
                claim=Claim(address=routes.history(number, form.file)),
                view=document.filled,
                given=FeedDocument(head=_head(edition, form, number, len(runs)), materials=contents),
                shows=document.texts(contents),
                write=WRITERS[form],
                recorded=True,
                identity=run[-1].id if run else "",
                note=note,
            )


def _head(edition: Edition, form: Format, number: int, last: int) -> Channel:
    base_url = edition.settings.base_url

    def url(number: int) -> str:
        return routes.url(routes.history(number, form.file), base_url)

    history = History(
        previous=url(number - 1) if number > 1 else "",
        next=url(number + 1) if number < last else "",
        current=routes.url(edition.feed.links[form].address, base_url),
    )
    return document.channel(edition, edition.feed, routes.history(number, form.file), history=history)


def _replaced(edition: Edition, identity: str, heir: Heir) -> Item:
    """Return what is left of the article with that `identity`: its id, and a link to the `heir` that took its place."""
    words, url = edition.words_for(heir.lang), routes.url(heir.address, edition.settings.base_url)
    at = heir.date.feed_time if heir.date else UNKNOWN
    title = language.isolated_html(heir.title, words.language)
    html = f'<p>{escape(words("moved"))}: <a href="{escape(url)}">{title}</a></p>'
    return Item(
        id=identity,
        url=url,
        title=heir.title,
        summary=words("moved"),
        authors=(),
        categories=(),
        lang=heir.lang,
        html=standing_alone(html, words.language),
        published=at,
        modified=at,
    )
