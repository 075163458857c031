"""What readers subscribe to: the archive, each region, author and language, and each tag that has enough articles."""

from collections.abc import Iterator

from press import item, routes
from press.channel import RSS, Channel, Format, History
from press.edition import Edition
from press.item import Document
from press.page import Page
from press.routes import Claim
from press.shelf import Shelf
from press.syndication import WRITERS


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every feed, also at the old addresses of whatever was renamed."""
    materials = item.materials(edition)
    for shelf in edition.archive.shelves:
        held = tuple(map(materials.of, shelf.latest(edition.settings.feeds.most(shelf.kind))))
        for form in edition.formats_of(shelf):
            given = Document(head=_head(edition, shelf, form), materials=held)
            address = shelf.home + form.file
            old = [folder + form.file for folder in edition.former_folders(shelf.home)]
            for where in (address, *old, *([routes.FEED_XML] if shelf.kind == "articles" and form is RSS else [])):
                yield Page(
                    claim=Claim(address=where), view=item.filled, given=given, shows=item.texts(held),
                    write=WRITERS[form], recorded=where not in old,
                    identity=given.head.id if where == address and form is not RSS else "",
                )  # fmt: skip


def _head(edition: Edition, shelf: Shelf, form: Format) -> Channel:
    lang = shelf.slug if shelf.kind == "languages" else ""
    return item.channel(
        edition, shelf.home, shelf.home + form.file, edition.feed_named(shelf.title), shelf.description,
        lang=lang, history=_history(edition, shelf, form),
    )  # fmt: skip


def _history(edition: Edition, shelf: Shelf, form: Format) -> History:
    closed = len(edition.chronicle.closed) if shelf.kind == "articles" else 0
    return History(previous=routes.url(routes.history(closed, form.file), edition.settings.base_url)) if closed else History()
