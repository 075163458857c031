"""A feed as a channel of items, whatever its format. Knows neither articles nor XML nor JSON."""

from datetime import datetime

from press.addresses import routes
from press.ground import language
from press.ground.extent import Extent
from press.kernel.value import value

_IMAGE_TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "svg": "image/svg+xml",
}  # fmt: skip
"""The media types of pictures, by file suffix."""


@value
class Person:
    """Who wrote something."""

    name: str
    """The name."""
    url: str
    """The page of that author."""


@value
class Category:
    """What an item is filed under."""

    term: str
    """Its slug, which stays the same when the name changes."""
    label: str
    """Its name."""
    trail: str
    """The names of everything that contains it and its own, the widest first, joined by slashes."""
    domain: str
    """The URL of the taxonomy that it belongs to."""


@value
class Image:
    """A picture."""

    url: str
    """Where it is."""
    media_type: str
    """Its media type."""
    size: tuple[int, int] | None
    """Width and height in pixels; None if unknown."""
    alt: str = ""
    """What those who cannot see it need to know."""
    credit: str = ""
    """Who made it."""

    @property
    def square(self) -> bool:
        """Whether it is known to be as wide as it is high."""
        return self.size is not None and self.size[0] == self.size[1]


def image_of(address: str, known: Extent | None, base_url: str, alt: str = "", credit: str = "") -> Image:
    """Return the picture at `address`, of which `known` tells the size."""
    media_type = _IMAGE_TYPES.get(address.rpartition(".")[2].lower(), "application/octet-stream")
    size = (known.width, known.height) if known else None
    return Image(url=routes.url(address, base_url), media_type=media_type, size=size, alt=alt, credit=credit)


@value
class Item:
    """One entry of a feed."""

    id: str
    """The permanent id: the same in every feed, in every format, for ever."""
    url: str
    """The page that it leads to."""
    title: str
    """Plain text."""
    summary: str
    """Plain text; may be empty."""
    html: str
    """The full text, with absolute URLs only; never empty."""
    authors: tuple[Person, ...]
    """Who wrote it; empty where the publisher speaks."""
    categories: tuple[Category, ...]
    """Regions and tags."""
    published: datetime
    """When it appeared, in UTC. Never changes."""
    modified: datetime
    """When its substance last changed, in UTC."""
    lang: str
    """Its language."""
    image: Image | None = None
    """The picture that stands for it."""

    @property
    def isolated_title(self) -> str:
        """The title for feed readers that ignore text direction: right-to-left passages are isolated."""
        return language.isolated(self.title, self.lang)

    @property
    def isolated_summary(self) -> str:
        """The summary, isolated in the same way."""
        return language.isolated(self.summary, self.lang)


@value
class History:
    """Where a document stands in the whole history of its feed (RFC 5005, section 4), as URLs; empty where there is none."""

    previous: str = ""
    """The archive document before this one."""
    next: str = ""
    """The archive document after this one."""
    current: str = ""
    """The document that readers subscribe to; only set on an archive document."""


@value
class Channel:
    """One document of a feed."""

    id: str
    """The permanent id of the feed."""
    title: str
    """Plain text."""
    home: str
    """The page that lists the same articles."""
    address: str
    """The URL of this document."""
    description: str
    """Plain text, never empty."""
    lang: str
    """The language of the feed."""
    rights: str
    """The line about rights; may be empty."""
    publisher: Person
    """Who publishes it; also the author of items that name none."""
    logo: Image | None
    """The publisher's mark, small enough for every reader."""
    hub: str
    """The WebSub hub that tells subscribers of changes; empty where there is none."""
    history: History
    """Where the rest of the feed is."""
    items: tuple[Item, ...]
    """Its items, in no particular order: each format has its own."""

    @property
    def modified(self) -> datetime | None:
        """When one of its items last changed; None for an empty feed. Never taken from the clock."""
        return max((item.modified for item in self.items), default=None)

    @property
    def by_date(self) -> list[Item]:
        """The items, the newest first."""
        return sorted(self.items, key=lambda item: (item.published, item.id), reverse=True)

    @property
    def by_change(self) -> list[Item]:
        """The items, the most recently changed first."""
        return sorted(self.items, key=lambda item: (item.modified, item.published, item.id), reverse=True)
