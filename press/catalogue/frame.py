"""What a theme needs of every HTML page around its own content: language, description, feeds, picture."""

from collections.abc import Collection, Mapping

from press.catalogue.figure import Figure
from press.ground import language
from press.ground.feedformat import FORMATS, Format
from press.kernel.digest import Digested
from press.kernel.value import value


@value
class FeedLink(Digested):
    """A feed that a page offers to feed readers."""

    title: str
    """What it is called."""
    address: str
    """Where it is."""
    media_type: str
    """Its media type."""


def by_format(links: Collection[Mapping[Format, FeedLink]]) -> tuple[FeedLink, ...]:
    """Return all `links`, format by format."""
    return tuple(one[form] for form in FORMATS for one in links if form in one)


@value
class NavLink:
    """A link to another page of the site."""

    title: str
    """What it is called."""
    address: str
    """Where it leads."""


@value
class Frame:
    """What every HTML page needs around its own content."""

    address: str
    """The canonical address."""
    interface_lang: str
    """The language of the interface: that of its catalogue of words."""
    lang: str
    """The language of the page's content."""
    description: str = ""
    """For search engines and link previews."""
    feeds: tuple[FeedLink, ...] = ()
    """The feeds to discover, the most specific first."""
    indexed: bool = True
    """Whether search engines may list it."""
    search: bool = False
    """Whether the site has a search."""
    picture: Figure | None = None
    """The picture in link previews."""

    @property
    def html_lang(self) -> str:
        """The language of the page: its content's, with its territory, if the interface is in it too; else the interface's."""
        return self.lang if language.same(self.lang, self.interface_lang) else self.interface_lang

    @property
    def locale(self) -> str:
        """The language of its content with a territory, as the Open Graph protocol writes it."""
        return language.with_territory(self.lang)
