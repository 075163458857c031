"""The formats of feeds, each with the function that writes it. Knows no feed."""

from collections.abc import Callable, Mapping

from press.formats import jsonfeed, xmlfeed
from press.formats.channel import Channel
from press.ground.feedformat import ATOM, JSON, RSS, Format

WRITERS: Mapping[Format, Callable[[Channel], bytes]] = {
    RSS: xmlfeed.write_rss, ATOM: xmlfeed.write_atom, JSON: jsonfeed.write,
}  # fmt: skip
