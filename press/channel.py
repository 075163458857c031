"""What a feed holds, whatever its format: a channel of items. Knows neither articles nor XML nor JSON."""

from dataclasses import dataclass
from datetime import datetime

from press import language
from press.kernel.kept import kept


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that feeds are written in."""

    title: str
    """What people call it."""
    file: str
    """The last part of the address of each feed in it."""
    media_type: str
    """What a server calls it."""


RSS = Format(title="RSS", file="rss.xml", media_type="application/rss+xml")
ATOM = Format(title="Atom", file="atom.xml", media_type="application/atom+xml")
JSON = Format(title="JSON Feed", file="feed.json", media_type="application/feed+json")
FORMATS = (RSS, ATOM, JSON)
"""The most widely read first: that is the one that readers take unless told otherwise."""
LINKED = (RSS, ATOM)
"""The formats in which documents can be linked to a history: JSON Feed knows no archive documents."""
IMAGE_TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "svg": "image/svg+xml",
}  # fmt: skip
"""The media types of pictures by the suffixes of their names."""


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who wrote something."""

    name: str
    """The name."""
    url: str
    """The page of that author."""


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What an item is filed under."""

    term: str
    """Its word in addresses, which stays when the name changes."""
    label: str
    """Its name."""
    trail: str
    """Its name after those of all that contain it, joined by slashes."""
    domain: str
    """The URL of the taxonomy."""


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture."""

    url: str
    """Where it is."""
    media_type: str
    """What a server calls it."""
    size: tuple[int, int] | None
    """Width and height in pixels; None if nobody knows."""
    alt: str = ""
    """What those who cannot see it need to know."""
    credit: str = ""
    """Who made it."""

    @property
    def square(self) -> bool:
        """Whether it is known to be as wide as high."""
        return self.size is not None and self.size[0] == self.size[1]


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is news."""

    id: str
    """The permanent id: the same in every feed, in every format, for ever."""
    url: str
    """Where it is."""
    title: str
    """Plain text."""
    summary: str
    """Plain text; may be empty."""
    html: str
    """All of it, with absolute URLs only; never empty."""
    authors: tuple[Person, ...]
    """Who wrote it; nobody where the publisher speaks."""
    categories: tuple[Category, ...]
    """Regions and tags."""
    published: datetime
    """When it appeared, in UTC. It never changes."""
    modified: datetime
    """When it last changed in substance, in UTC."""
    lang: str
    """Its language."""
    image: Image | None = None
    """The picture that stands for it."""

    @property
    def isolated_title(self) -> str:
        """The title for readers that know no directions: passages from right to left are isolated."""
        return language.isolated(self.title, self.lang)

    @property
    def isolated_summary(self) -> str:
        """The summary for such readers."""
        return language.isolated(self.summary, self.lang)


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Where a document stands in the whole history of its feed (RFC 5005, section 4). Addresses are URLs; empty is none."""

    previous: str = ""
    """The archive document before this one."""
    next: str = ""
    """The archive document after this one."""
    current: str = ""
    """The document that readers subscribe to; for an archive document alone."""


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One document of a feed."""

    id: str
    """The permanent id of the feed."""
    title: str
    """Plain text."""
    home: str
    """The page of the same articles."""
    address: str
    """Where this document is: the one address that it has."""
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
    """What it holds, in no order that matters: each format has its own."""

    @property
    def modified(self) -> datetime | None:
        """When the newest change of its items was; None for an empty feed. No clock tells it."""
        return max((item.modified for item in self.items), default=None)

    @property
    def by_date(self) -> list[Item]:
        """The items, the newest first."""
        return sorted(self.items, key=lambda item: (item.published, item.id), reverse=True)

    @property
    def by_change(self) -> list[Item]:
        """The items, the one that changed last first."""
        return sorted(self.items, key=lambda item: (item.modified, item.published, item.id), reverse=True)
