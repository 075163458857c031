"""The formats that feeds are written in. Knows nothing of what they hold."""

from press.kernel.value import value


@value
class Format:
    """A format that feeds are written in."""

    title: str
    """Its name for readers."""
    file: str
    """The last part of the address of each feed in it."""
    media_type: str
    """Its media type."""


RSS = Format(title="RSS", file="rss.xml", media_type="application/rss+xml")
ATOM = Format(title="Atom", file="atom.xml", media_type="application/atom+xml")
JSON = Format(title="JSON Feed", file="feed.json", media_type="application/feed+json")
FORMATS = (RSS, ATOM, JSON)
"""The most widely supported first: feed readers pick that one by default."""
LINKED = (RSS, ATOM)
"""The formats whose documents can be linked into a history: JSON Feed has no archive documents."""
