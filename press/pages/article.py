"""The page of one article: its nine parts, or the tombstone of a withdrawn one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from press import citation, prose, routes
from press.addenda import Correction, Withdrawal
from press.card import Card, Entry, Term, entry
from press.edition import Edition, Story
from press.figure import Figure, figure
from press.imprint import Publisher
from press.moment import Moment
from press.page import Frame, Page
from press.routes import Claim
from press.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What the machine-readable form of an article says of the publisher."""

    base_url: str
    """The address of the home page, without its last slash."""
    publisher: Publisher
    """Who publishes it."""
    desks: tuple[str, ...]
    """The slugs of authors that are organizations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """Everything that stands on the page of an article."""

    frame: Frame
    """What every page needs."""
    card: Card
    """Title, date, regions, tags, authors."""
    trail: tuple[Term, ...]
    """The regions that contain the main one, the widest first."""
    html: str
    """The text, with its dateline."""
    figure: Figure | None
    """The picture."""
    updated: Moment | None
    """The last substantive change, where there was one."""
    corrections: tuple[Correction, ...]
    """What was wrong and what is right."""
    curated: tuple[Entry, ...]
    """See also."""
    background: tuple[Entry, ...]
    """Background."""
    since: tuple[Entry, ...]
    """Since then."""
    previous: Card | None
    """The article before it in its main region."""
    next: Card | None
    """The article after it there."""
    translations: tuple[Card, ...]
    """The same article in other languages."""
    draft: bool
    """Whether it is a preview."""
    dateline: str
    """The place where it was written, if the author says so."""
    imprint: Imprint
    """What its machine-readable form says of the publisher."""

    @property
    def json_ld(self) -> str:
        """schema.org's NewsArticle (https://schema.org/NewsArticle) as JSON, safe within a script element."""
        return _json_ld(self)

    @property
    def bibtex(self) -> str:
        """The entry for a bibliography."""
        url = routes.url(self.card.address, self.imprint.base_url)
        return citation.bibtex(self.card, self.imprint.publisher.name, url)

    @property
    def bibtex_key(self) -> str:
        """The name of that entry."""
        return citation.key(self.card)


@dataclass(frozen=True, slots=True, kw_only=True)
class TombstoneView:
    """What stands at the address of a withdrawn article."""

    frame: Frame
    """What every page needs."""
    card: Card
    """Title, date and regions."""
    withdrawal: Withdrawal
    """When and why."""


Shelves = Mapping[tuple[str, str], tuple[int, Shelf]]
"""The shelves of regions and authors by kind and slug, each with its place in the order of the archive."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of each article, the oldest first."""
    archive, settings = edition.archive, edition.settings
    shelves: Shelves = {
        (shelf.kind, shelf.slug): (place, shelf) for place, shelf in enumerate((*archive.regions, *archive.authors))
    }
    desks = tuple(author.slug for author in settings.taxonomy.authors if author.organization)
    imprint = Imprint(base_url=settings.base_url, publisher=settings.publisher, desks=desks)
    for card in edition.archive.cards:
        story = edition.stories[card.key]
        claim = Claim(address=card.address, path=story.path, line=story.slug.line, column=story.slug.column)
        if story.withdrawn:
            tombstone = partial(_tombstone, edition, card, story.withdrawn)
            yield Page(claim=claim, view=tombstone, template="tombstone.html", recorded=not story.draft, identity=card.id)
        else:
            yield Page(
                claim=claim, view=partial(_view, edition, shelves, imprint, card, story), shows=(edition.texts[card.key],),
                template="article.html", recorded=not story.draft, identity=card.id,
                anchors=edition.texts[card.key].anchors,
            )  # fmt: skip


def _tombstone(edition: Edition, card: Card, withdrawal: Withdrawal) -> TombstoneView:
    frame = edition.frame(card.address, description=card.title, lang=card.lang, indexed=False)
    return TombstoneView(frame=frame, card=card, withdrawal=withdrawal)


def _view(edition: Edition, shelves: Shelves, imprint: Imprint, card: Card, story: Story, html: str) -> ArticleView:
    settings, archive = edition.settings, edition.archive
    regions = [shelves["regions", term.slug][1] for term in card.regions]
    authors = [shelf for _, shelf in sorted((shelves["authors", term.slug] for term in card.authors), key=itemgetter(0))]
    text = edition.texts[card.key]
    related = archive.related[card.key]
    neighbours = archive.neighbours[card.key]
    shown = figure(story.picture, edition.pictures.get(card.key))
    return ArticleView(
        frame=edition.frame(
            card.address, *regions, *authors,
            description=card.summary, lang=card.lang, indexed=not story.draft, picture=shown.preview if shown else None,
        ),
        card=card,
        trail=tuple(Term(kind="regions", slug=parent.slug, name=parent.title) for parent in regions[0].parents),
        html=prose.opened(text.on_page(html, settings.base_path), edition.dateline(story, card.lang)),
        figure=shown,
        updated=story.updated,
        corrections=story.corrections,
        curated=tuple(entry(item, card.date) for item in related.curated),
        background=tuple(entry(item, card.date) for item in related.background),
        since=tuple(entry(item, card.date) for item in related.since),
        previous=neighbours.previous,
        next=neighbours.next,
        translations=archive.translations.get(card.key, ()),
        draft=story.draft,
        dateline=story.dateline,
        imprint=imprint,
    )  # fmt: skip


def _json_ld(view: ArticleView) -> str:
    card, imprint = view.card, view.imprint

    def url(address: str) -> str:
        return routes.url(address, imprint.base_url) if address.startswith("/") else address

    publisher: dict[str, object] = {"@type": "NewsMediaOrganization", "name": imprint.publisher.name}
    publisher["url"] = imprint.publisher.url or f"{imprint.base_url}/"
    logo = imprint.publisher.logo
    if logo:
        publisher["logo"] = {"@type": "ImageObject", "url": url(logo)}
    policies = (
        ("correctionsPolicy", imprint.publisher.corrections_policy),
        ("publishingPrinciples", imprint.publisher.principles),
    )
    publisher |= {key: url(address) for key, address in policies if address}
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": card.id,
        "headline": card.title,
        "description": card.summary,
        "url": url(card.address),
        "mainEntityOfPage": url(card.address),
        "datePublished": card.date.machine,
        "dateModified": card.modified.machine,
        "inLanguage": card.lang,
        "isAccessibleForFree": True,
        "articleSection": [term.name for term in card.regions],
        "contentLocation": [{"@type": "Place", "name": term.name} for term in card.regions],
        "keywords": [term.name for term in card.tags],
        "author": [
            {"@type": "Organization" if term.slug in imprint.desks else "Person", "name": term.name, "url": url(term.address)}
            for term in card.authors
        ] or [publisher],
        "publisher": publisher,
    }  # fmt: skip
    if view.figure:
        data["image"] = [url(view.figure.address)]
    if view.dateline:
        data["dateline"] = view.dateline
    if view.corrections:
        data["correction"] = [
            {"@type": "CorrectionComment", "text": correction.text, "datePublished": correction.date.machine}
            for correction in view.corrections
        ]
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
