"""An article as a feed item: with its full text, so that it can be read in the feed reader. Knows no format.

Anything that would change an old item without a change to the article is left out: See also, links for sharing, the newsletter.
"""

from dataclasses import field
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from press.addresses import routes
from press.articles.addenda import Correction, Withdrawal
from press.catalogue.card import Card, Term
from press.catalogue.figure import Figure
from press.catalogue.links import Text
from press.formats.channel import Category, Item, Person, image_of
from press.ground import extent, language
from press.ground.words import Words
from press.kernel import digest
from press.kernel.apart import apart
from press.kernel.value import value
from press.text import prose
from press.text.portable import portable

if TYPE_CHECKING:  # import cost: Edition pulls in everything, and rendering one page does not need it
    from press.catalogue.edition import Edition

RECENT = 128
"""How many finished items are cached: an article is in several feeds, and in each of their formats."""


@apart("card", "words")
@value(eq=False)
class Material:
    """Everything that the item of an article is made from, except its text. Two with the same digest are interchangeable."""

    card: Card
    """The article."""
    categories: tuple[Category, ...]
    """What it is filed under."""
    opening: str
    """Its dateline."""
    corrections: tuple[Correction, ...]
    """Its corrections."""
    figure: Figure | None
    """The picture at its head."""
    withdrawn: Withdrawal | None
    """Why only a note is left of it."""
    text: Text
    """Where the links of its text lead."""
    base_url: str
    """The address of the archive."""
    words: Words
    """The catalogue of its language."""
    archive: str
    """The digest of what is the same for all articles: the base URL, and the tree of regions that categories are taken from."""
    digest: str = field(init=False)
    """The digest of all that an item shows: categories follow from the card and `archive`; ids and attachments are not shown."""

    def __post_init__(self) -> None:
        """Compute the digest once, for all feeds that the item is in."""
        facts = (
            self.card,
            self.opening,
            self.corrections,
            self.figure,
            self.withdrawn,
            self.text.addresses,
            self.text.extents,
            self.words,
            self.archive,
        )
        object.__setattr__(self, "digest", digest.of(facts))

    def __eq__(self, other: object) -> bool:
        """Return whether `other` has the same digest."""
        return isinstance(other, Material) and self.digest == other.digest

    def __hash__(self) -> int:
        """Return the hash of the digest."""
        return hash(self.digest)


class Materials:
    """The articles of an edition as feeds need them, each assembled once."""

    def __init__(self, edition: "Edition") -> None:
        """Assemble articles of `edition` on demand."""
        self._edition = edition
        self._archive = digest.of((edition.settings.base_url, edition.archive.trails))
        self._terms: dict[Term, Category] = {}
        self._made: dict[str, Material] = {}

    def of(self, card: Card) -> Material:
        """Return what the item of `card` is made from."""
        if card.key not in self._made:
            edition, story = self._edition, self._edition.stories[card.key]
            self._made[card.key] = Material(
                card=card,
                categories=self.categories(card),
                opening=edition.dateline(story, card.lang),
                corrections=story.corrections,
                figure=edition.figure(card.key),
                withdrawn=story.withdrawn,
                text=edition.texts[card.key],
                base_url=edition.settings.base_url,
                words=edition.words_for(card.lang),
                archive=self._archive,
            )
        return self._made[card.key]

    def categories(self, card: Card) -> tuple[Category, ...]:
        """Return what `card` is filed under."""
        return tuple(map(self._category, (*card.regions, *card.tags)))

    def _category(self, term: Term) -> Category:
        if term not in self._terms:
            trail = self._edition.archive.trail(term) if term.kind == "regions" else (term,)
            domain = routes.url(routes.shelf(term.kind), self._edition.settings.base_url)
            names = "/".join(part.name for part in trail)
            self._terms[term] = Category(term=term.slug, label=term.name, trail=names, domain=domain)
        return self._terms[term]


@lru_cache(maxsize=1)
def materials(edition: "Edition") -> Materials:
    """Return the articles of `edition` as feeds need them: the same object for every kind of page."""
    return Materials(edition)


@lru_cache(maxsize=RECENT)
def item(material: Material, html: str) -> Item:
    """Return the article of `material`, whose text is the symbolic `html`; of a withdrawn one only the notice."""
    card, words, base_url = material.card, material.words, material.base_url
    figure = None if material.withdrawn else material.figure
    title, summary = card.title, card.summary
    if material.withdrawn:
        title = words("withdrawn_title", title=card.title)
        summary = words("withdrawn_on", day=words.day(material.withdrawn.date))
        reason = language.directed(f"<p>{escape(material.withdrawn.reason)}</p>", card.lang)
        content = f"{language.directed(f'<p>{escape(summary)}</p>', words.language)}\n{reason}"
    else:
        whole = _content(material, html) or f"<p>{escape(summary or title, quote=False)}</p>"
        content = language.directed(whole, card.lang)
    return Item(
        id=card.id,
        url=routes.url(card.address, base_url),
        title=title,
        summary=summary,
        html=portable(content),
        authors=tuple(Person(name=term.name, url=routes.url(term.address, base_url)) for term in card.authors),
        categories=material.categories,
        published=card.date.feed_time,
        modified=card.feed_modified,
        lang=card.lang,
        image=image_of(figure.address, figure.extent, base_url, figure.alt, figure.credit) if figure else None,
    )


def _content(material: Material, html: str) -> str:
    """Return the whole article as self-contained HTML, with absolute URLs only."""
    base_url, words, lang, parts = material.base_url, material.words, material.card.lang, []
    if figure := material.figure:
        caption = language.isolated_html(" — ".join(filter(None, (figure.caption, figure.credit))), lang)
        source, size = escape(routes.url(figure.address, base_url)), extent.dimensions(figure.extent)
        image = f'<img src="{source}" alt="{escape(figure.alt)}"{size}>'
        parts.append(f"<figure>{image}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>")
    body = material.text.in_feed(html, material.card.address, base_url)
    parts.append(prose.opened(body, material.opening))
    for correction in material.corrections:
        label = words("correction_on", day=words.day(correction.date))
        parts.append(f"<p><strong>{escape(label)}</strong> {language.isolated_html(correction.text, lang)}</p>")
    return "\n".join(filter(None, parts))
