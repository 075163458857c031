"""What other pages may know of an article. An edit of the body leaves the card equal, so that no index page changes."""

from datetime import datetime

from press.addresses import routes
from press.articles.addenda import Outside
from press.config.taxonomy import FiledKind
from press.ground import language, moment
from press.ground.moment import Distance, Moment
from press.kernel import digest
from press.kernel.apart import apart
from press.kernel.digest import Digested
from press.kernel.value import value


@value
class Term(Digested):
    """A region, a tag or an author, as pages link to it."""

    kind: FiledKind
    """What it is; also the first word of its address."""
    slug: str
    """Its slug in the address."""
    name: str
    """Its name as printed."""

    @property
    def address(self) -> str:
        """The address of its shelf."""
        return routes.shelf(self.kind, self.slug)

    def fits(self, tag: str) -> bool:
        """Return whether its name may be in the language `tag`, to judge by its letters."""
        return language.fits(tag, self.name)


@apart()
@value
class Card(Digested):
    """One article, as the few facts that lists, feeds and neighbours show."""

    key: str
    """Its name in references."""
    id: str
    """Its permanent id: a URI that never changes."""
    address: str
    """Its address below the base URL, not percent-encoded."""
    title: str
    """Plain text."""
    summary: str
    """Plain text; may be empty."""
    date: Moment
    """When it was published."""
    modified: Moment
    """When it last changed in substance."""
    regions: tuple[Term, ...]
    """The first is the main one."""
    tags: tuple[Term, ...]
    """In the author's order."""
    authors: tuple[Term, ...]
    """In the author's order."""
    lang: str
    """Its language as BCP 47 writes it, never empty."""
    feed_change: datetime | None = None
    """The time that feeds give for its last change in substance, in UTC; None if there was none."""
    withdrawn: bool = False
    """Whether a tombstone stands at its address."""
    expired: bool = False
    """Whether it has left the home page and the feeds."""

    @property
    def current(self) -> bool:
        """Whether it is offered to readers: neither withdrawn nor expired."""
        return not self.withdrawn and not self.expired

    @property
    def heading(self) -> str:
        """The title with each right-to-left passage isolated, so that the text around it keeps its place."""
        return language.isolated(self.title, self.lang)

    @property
    def standfirst(self) -> str:
        """The summary, likewise."""
        return language.isolated(self.summary, self.lang)

    @property
    def was_changed(self) -> bool:
        """Whether it changed in substance after it was published, even on the same day."""
        return self.feed_change is not None

    @property
    def feed_modified(self) -> datetime:
        """The time that feeds give for its last change, or else for its publication, in UTC."""
        return self.feed_change or self.date.feed_time

    def __post_init__(self) -> None:
        """Digest the facts that make the card: twice as fast as all of its fields, and there are many cards."""
        date, modified = self.date, self.modified
        facts = (
            self.key,
            self.id,
            self.address,
            self.title,
            self.summary,
            date.at.isoformat(),
            date.timed,
            (modified.at.isoformat(), modified.timed) if modified is not date else None,
            [term.digest for term in self.regions],
            [term.digest for term in self.tags],
            [term.digest for term in self.authors],
            self.lang,
            self.feed_change and self.feed_change.isoformat(),
            self.withdrawn,
            self.expired,
        )
        object.__setattr__(self, "digest", digest.of_bytes(repr(facts).encode(errors="surrogatepass")))


@value
class Related:
    """The three lists at the foot of an article; nothing is in two of them."""

    curated: tuple[Card | Outside, ...]
    """See also: the author's own, in the author's order."""
    background: tuple[Card, ...]
    """Background: the best of the older articles."""
    since: tuple[Card, ...]
    """Since then: the newest articles that name this one."""


@value
class RelatedEntry:
    """One entry of See also, Background or Since then."""

    item: Card | Outside
    """What it leads to: an article of the archive, or a page elsewhere."""
    distance: Distance | None
    """How far apart in time it and this article are; None if its date is unknown."""

    @property
    def outside(self) -> bool:
        """Whether it leads out of the archive."""
        return isinstance(self.item, Outside)


def related_entry(item: Card | Outside, here: Moment) -> RelatedEntry:
    """Return `item` as an article dated `here` shows it."""
    return RelatedEntry(item=item, distance=moment.distance(here, item.date) if item.date else None)


@value
class Neighbours:
    """The articles before and after an article, among those with the same main region."""

    previous: Card | None
    """The next older one."""
    next: Card | None
    """The next newer one."""
