"""What readers subscribe to: the archive, each region, author and language, and each tag that has enough articles."""

from collections.abc import Iterator

from press.addresses import routes
from press.addresses.routes import Claim
from press.catalogue.edition import Edition
from press.catalogue.feed import Feed
from press.catalogue.page import Page
from press.formats import document, item
from press.formats.channel import History
from press.formats.document import FeedDocument
from press.formats.syndication import WRITERS
from press.ground.feedformat import RSS, Format


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every feed, also at the old addresses of whatever was renamed."""
    materials = item.materials(edition)
    for shelf in edition.archive.shelves:
        contents = tuple(map(materials.of, shelf.latest(edition.settings.feeds.most(shelf.kind))))
        feed = edition.feeds[shelf.home]
        for form, link in feed.links.items():
            address = link.address
            given = FeedDocument(
                head=document.channel(edition, feed, address, history=_history(edition, feed, form)), materials=contents
            )
            old = [folder + form.file for folder in feed.former]
            for where in (address, *old, *([routes.FEED_XML] if feed is edition.feed and form is RSS else [])):
                yield Page(
                    claim=Claim(address=where),
                    view=document.filled,
                    given=given,
                    shows=document.texts(contents),
                    write=WRITERS[form],
                    recorded=where not in old,
                    identity=given.head.id if where == address and form is not RSS else "",
                )


def _history(edition: Edition, feed: Feed, form: Format) -> History:
    closed = len(edition.chronicle.closed) if feed is edition.feed else 0
    return History(previous=routes.url(routes.history(closed, form.file), edition.settings.base_url)) if closed else History()
