"""The page of one article, or the tombstone of a withdrawn one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import cache, partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from press.addresses import routes
from press.addresses.routes import Claim
from press.articles.addenda import Correction, Withdrawal
from press.catalogue.card import Card, Neighbours, Related, RelatedEntry, Term, related_entry
from press.catalogue.figure import Figure
from press.catalogue.frame import FeedLink, Frame, by_format
from press.catalogue.links import Text
from press.catalogue.page import Page
from press.formats import citation, jsonld
from press.formats.jsonld import PublisherFacts
from press.ground.moment import Moment
from press.ground.uri import PATH_SAFE
from press.kernel.apart import apart
from press.kernel.digest import Digested
from press.kernel.value import value
from press.text import prose

if TYPE_CHECKING:  # import cost: Edition pulls in everything, and rendering one page does not need it
    from press.catalogue.edition import Edition


@value
class Shown:
    """What the page of an article shows as it is given."""

    card: Card
    """Title, date, regions, tags, authors."""
    trail: tuple[Term, ...]
    """The regions that contain the main one, the widest first."""
    figure: Figure | None
    """The picture."""
    updated: Moment | None
    """The last substantive change, where there was one."""
    corrections: tuple[Correction, ...]
    """What was wrong and what is right."""
    translations: tuple[Card, ...]
    """The same article in other languages."""
    original: Card | None
    """The one of `translations` that it was translated from."""
    unpublished: bool
    """Whether it is a preview: a draft, or under an embargo."""
    awaited: bool
    """Whether that is only because its date has not come."""
    dateline: str
    """The place where it was written; empty if the author gives none."""
    history: str
    """The URL of the versions of the text; empty if there is none."""
    summarised: bool
    """Whether its author wrote the summary; if not, that is the first paragraph of the text."""


@value
class ArticleView(Shown):
    """Everything that stands on the page of an article."""

    frame: Frame
    """What every page needs."""
    html: str
    """The text, with its dateline."""
    curated: tuple[RelatedEntry, ...]
    """See also."""
    background: tuple[RelatedEntry, ...]
    """Background."""
    since: tuple[RelatedEntry, ...]
    """Since then."""
    previous: Card | None
    """The article before it in its main region."""
    next: Card | None
    """The article after it there."""
    imprint: PublisherFacts
    """What its machine-readable form says of the publisher."""

    @property
    def standfirst(self) -> str:
        """The summary; empty if it only repeats the first paragraph of the text."""
        return self.card.standfirst if self.summarised else ""

    @property
    def json_ld(self) -> str:
        """schema.org's NewsArticle (https://schema.org/NewsArticle) as JSON, safe within a script element."""
        shown = self.figure or self.frame.picture
        picture = shown.address if shown else ""
        return jsonld.news_article(
            self.card,
            self.imprint,
            picture=picture,
            dateline=self.dateline,
            corrections=self.corrections,
            translations=self.translations,
            original=self.original,
        )

    @property
    def bibtex(self) -> str:
        """The entry for a bibliography."""
        url = routes.url(self.card.address, self.imprint.base_url)
        imprint = self.imprint
        return citation.bibtex(self.card, imprint.publication, imprint.publisher.name, url, imprint.desks)

    @property
    def bibtex_key(self) -> str:
        """The name of that entry."""
        return citation.key(self.card)


@value
class TombstoneView:
    """What stands at the address of a withdrawn article."""

    frame: Frame
    """What every page needs."""
    card: Card
    """Title, date and regions."""
    trail: tuple[Term, ...]
    """The regions that contain the main one, the widest first."""
    withdrawal: Withdrawal
    """When and why."""


@apart()
@value
class Common(Digested):
    """What the pages of all articles have in common."""

    frame: Frame
    """What every page needs, as far as it is the same for all articles."""
    base_path: str
    """What every address of the site begins with."""
    imprint: PublisherFacts
    """What the machine-readable form says of the publisher."""


@value
class ArticleInputs(Shown):
    """Everything that the page of an article is made from, except its text."""

    interface_lang: str
    """The language of the interface around it."""
    common: Common
    """What it shares with all other articles."""
    feeds: tuple[FeedLink, ...]
    """The feeds of its regions and authors, and of the whole archive."""
    opening: str
    """What stands before the first paragraph."""
    related: Related
    """The lists at its foot."""
    neighbours: Neighbours
    """The articles before and after it."""
    text: Text
    """Where its links lead."""


_SHOWN = tuple(field.name for field in fields(Shown))


def pages(edition: "Edition") -> Iterator[Page]:
    """Yield the page of each article, the oldest first."""
    archive, settings = edition.archive, edition.settings
    desks = tuple(author.slug for author in settings.taxonomy.authors if author.organization)
    imprint = PublisherFacts(base_url=settings.base_url, publisher=settings.publisher, publication=settings.title, desks=desks)
    common = Common(frame=edition.frame("/"), base_path=settings.base_path, imprint=imprint)
    feeds = _feeds(edition)
    for card in archive.cards:
        story = edition.stories[card.key]
        claim = Claim.of(card.address, story.path, story.slug)
        if story.withdrawn:
            tombstone = partial(_tombstone, edition, card, archive.trails[card.regions[0].slug], story.withdrawn)
            yield Page(
                claim=claim,
                view=tombstone,
                template="tombstone.html",
                recorded=not story.unpublished,
                identity=card.id,
                note=card.key,
            )
            continue
        text = edition.texts[card.key]
        given = ArticleInputs(
            interface_lang=edition.words_for(card.lang).language,
            common=common,
            card=card,
            trail=archive.trails[card.regions[0].slug],
            feeds=feeds(card),
            summarised=story.summarised,
            figure=edition.figure(card.key),
            updated=story.last_change,
            corrections=story.corrections,
            opening=edition.dateline(story, card.lang),
            dateline=story.dateline,
            unpublished=story.unpublished,
            awaited=story.awaited,
            history=settings.history.replace("{path}", quote(story.path, safe=PATH_SAFE)),
            related=archive.related[card.key],
            neighbours=archive.neighbours[card.key],
            translations=archive.translations.get(card.key, ()),
            original=archive.originals.get(card.key),
            text=text,
        )
        yield Page(
            claim=claim,
            view=_view,
            given=given,
            shows=(text,),
            template="article.html",
            recorded=not story.unpublished,
            identity=card.id,
            note=card.key,
            anchors=text.anchors | _anchors(story.corrections),
        )


def _anchors(corrections: Sequence[Correction]) -> frozenset[str]:
    return frozenset((routes.CORRECTIONS_ANCHOR, *(one.anchor for one in corrections)) if corrections else ())


def _feeds(edition: "Edition") -> Callable[[Card], tuple[FeedLink, ...]]:
    """Return a function from a card to its feeds: of its regions, its authors in the archive's order, and the whole archive."""
    archive = edition.archive
    links = {(shelf.kind, shelf.slug): edition.feeds[shelf.home].links for shelf in (*archive.regions, *archive.authors)}
    order, whole = {key: index for index, key in enumerate(links)}, edition.feed.links

    @cache
    def found(regions: tuple[Term, ...], authors: tuple[Term, ...]) -> tuple[FeedLink, ...]:
        first = [(term.kind, term.slug) for term in regions]
        then = sorted(((term.kind, term.slug) for term in authors), key=order.__getitem__)
        return by_format([*(links[key] for key in (*first, *then)), whole])

    return lambda card: found(card.regions, card.authors)


def _tombstone(edition: "Edition", card: Card, trail: tuple[Term, ...], withdrawal: Withdrawal) -> TombstoneView:
    frame = edition.frame(card.address, description=card.heading, lang=card.lang, indexed=False)
    return TombstoneView(frame=frame, card=card, trail=trail, withdrawal=withdrawal)


def _view(given: ArticleInputs, html: str) -> ArticleView:
    card, common, related = given.card, given.common, given.related
    return ArticleView(
        **{name: getattr(given, name) for name in _SHOWN},
        frame=Frame(
            address=card.address,
            interface_lang=given.interface_lang,
            lang=card.lang,
            description=card.standfirst or common.frame.description,
            feeds=given.feeds,
            indexed=not given.unpublished,
            search=common.frame.search,
            picture=(given.figure.preview if given.figure else None) or common.frame.picture,
        ),
        html=prose.opened(given.text.on_page(html, card.lang, common.base_path), given.opening),
        curated=tuple(related_entry(item, card.date) for item in related.curated),
        background=tuple(related_entry(item, card.date) for item in related.background),
        since=tuple(related_entry(item, card.date) for item in related.since),
        previous=given.neighbours.previous,
        next=given.neighbours.next,
        imprint=common.imprint,
    )
