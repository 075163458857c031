"""What the build hands to the theme and the output: an address, the values shown there, and what turns them into bytes."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from press.addresses.routes import Claim
from press.catalogue.links import Text
from press.ground import language
from press.ground.channel import FORMATS, Format
from press.ground.extent import Extent
from press.kernel.digest import Digested
from press.kernel.fastpickle import fastpickle

Item = TypeVar("Item")


@fastpickle
@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink(Digested):
    """A feed that a page offers to feed readers."""

    title: str
    """What it is called."""
    address: str
    """Where it is."""
    media_type: str
    """Its media type."""


def with_neighbours(items: Sequence[Item]) -> Iterator[tuple[Item | None, Item, Item | None]]:
    """Yield each of `items` with the one before it and the one after it; None before the first and after the last."""
    return zip((None, *items), items, (*items[1:], None), strict=False)


def by_format(links: Collection[Mapping[Format, FeedLink]]) -> tuple[FeedLink, ...]:
    """Return all `links`, format by format."""
    return tuple(one[form] for form in FORMATS for one in links if form in one)


@fastpickle
@dataclass(frozen=True, slots=True, kw_only=True)
class SocialImage:
    """The picture of a page in link previews."""

    address: str
    """Where the file is."""
    alt: str
    """What it shows."""
    extent: Extent | None
    """Its size; None if unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where readers can go on from a page."""

    title: str
    """What it is called."""
    address: str
    """Where it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every HTML page needs around its own content."""

    address: str
    """The canonical address."""
    lang: str
    """The language of the interface: that of its catalogue of words."""
    language: str
    """The language of the page's content."""
    description: str = ""
    """For search engines and link previews."""
    feeds: tuple[FeedLink, ...] = ()
    """The feeds to discover, the most specific first."""
    indexed: bool = True
    """Whether search engines may list it."""
    search: bool = False
    """Whether the site has a search."""
    picture: SocialImage | None = None
    """The picture in link previews."""

    @property
    def html_lang(self) -> str:
        """The language of the page as a whole: its content's, territory included, if the interface is in it too; else `lang`."""
        return self.language if language.same(self.language, self.lang) else self.lang

    @property
    def locale(self) -> str:
        """The language of its content with a territory, as the Open Graph protocol writes it."""
        return language.with_territory(self.language)


@fastpickle
@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file of the output, before it is rendered. Exactly one of `template` and `write` is given."""

    claim: Claim
    """The address, and the source that claims it."""
    view: Callable[..., Any]
    """The function that makes the view, the frozen value from which the page is rendered. It takes `given` and the HTML of
    each text that the page shows."""
    given: Any = None
    """Everything besides HTML that the view is made from: a frozen dataclass, with the `lang` of the interface if a template
    renders it. The view is made again only if this or the HTML changed. If None, it is made each time, and compared."""
    shows: tuple[Text, ...] = ()
    """The texts that it shows; none if `given` is None."""
    template: str = ""
    """The template that renders it."""
    write: Callable[[Any], bytes] | None = None
    """The function that turns the view into bytes."""
    mend: Callable[[bytes, Any], bytes] | None = None
    """The function that does the same with less work if only texts changed. It takes the bytes written before, and a view in
    which each text that was not edited is None."""
    recorded: bool = False
    """Whether the ledger promises its address for ever."""
    identity: str = ""
    """The permanent id that the ledger keeps with its address."""
    note: str = ""
    """What the ledger notes beside address and id: see `Entry.note`."""
    anchors: frozenset[str] = frozenset()
    """The ids that links may lead to."""

    @property
    def address(self) -> str:
        """The address."""
        return self.claim.address

    def made(self, *html: str | None) -> Any:
        """Return the view, given the `html` of each text that the page shows; for `mend`, None for those not edited."""
        return self.view() if self.given is None else self.view(self.given, *html)
