"""An article as feeds show it: whole, so that it can be read where it is received. Knows no format.

What would change an old item without a change of the article stays out: See also, links for sharing, the newsletter.
"""

from collections.abc import Mapping
from functools import lru_cache
from html import escape

from press import extent, prose, routes
from press.card import Card, Term
from press.channel import IMAGE_TYPES, Category, Channel, History, Image, Item, Person
from press.edition import Edition, Story
from press.portable import portable
from press.words import Words

Trails = Mapping[str, str]
"""The name of each region after those of all that contain it, joined by slashes, by slug."""


NOTHING_ELSE = History()
"""Of a feed that has but one document."""
RECENT = 128
"""How many items are at hand: an article stands in several feeds, and in each format of them."""


class Items:
    """The articles of an edition as items, each made once while it is in use."""

    def __init__(self, edition: Edition) -> None:
        """Make the items of `edition`."""
        self._edition = edition
        self._trails = {
            shelf.slug: "/".join(place.title for place in (*shelf.parents, shelf)) for shelf in edition.archive.regions
        }
        self._made = lru_cache(maxsize=RECENT)(self._make)
        self._cards = {card.key: card for card in edition.archive.cards}

    def __reduce__(self) -> tuple[type["Items"], tuple[Edition]]:
        """Return how to make it again: what is at hand is not kept."""
        return Items, (self._edition,)

    def of(self, card: Card, html: str) -> Item:
        """Return the article of `card`, whose text is the symbolic `html`; of a withdrawn one only that it was withdrawn."""
        return self._made(card.key, html)

    def categories(self, card: Card) -> tuple[Category, ...]:
        """Return what `card` is filed under."""
        base_url = self._edition.settings.base_url
        return tuple(_category(term, self._trails, base_url) for term in (*card.regions, *card.tags))

    def _make(self, key: str, html: str) -> Item:
        card = self._cards[key]
        return _item(self._edition, card, self.categories(card), html)


def _item(edition: Edition, card: Card, categories: tuple[Category, ...], html: str) -> Item:
    base_url, story = edition.settings.base_url, edition.stories[card.key]
    words = edition.words_for(card.lang)
    title, summary, content = card.title, card.summary, ""
    if story.withdrawn:
        title = words("withdrawn_title", title=card.title)
        summary = words("withdrawn_on", day=words.day(story.withdrawn.date))
        content = f"<p>{escape(summary)} {escape(story.withdrawn.reason)}</p>"
    else:
        content = portable(_content(edition, card, story, html, words))
    return Item(
        id=card.id,
        url=routes.url(card.address, base_url),
        title=title,
        summary=summary,
        html=content or f"<p>{escape(summary or title, quote=False)}</p>",
        authors=tuple(Person(name=term.name, url=routes.url(term.address, base_url)) for term in card.authors),
        categories=categories,
        published=card.date.fed,
        modified=card.modified.fed,
        lang=card.lang,
        image=None if story.withdrawn else _image(edition, card, story),
    )


def channel(
    edition: Edition, folder: str, address: str, title: str, description: str, *items: Item,
    home: str = "", lang: str = "", history: History = NOTHING_ELSE,
) -> Channel:  # fmt: skip
    """Return the feed in `folder`, whose document at `address` holds `items`; its page is `home`, else that of the folder."""
    settings = edition.settings
    publisher, image = settings.publisher, edition.feed_image
    return Channel(
        id=edition.feed_id(folder),
        title=title,
        home=routes.url(home or folder, settings.base_url),
        address=routes.url(address, settings.base_url),
        description=description or settings.description or settings.title,
        lang=lang or settings.language,
        rights=settings.rights,
        publisher=Person(name=publisher.name, url=publisher.url or routes.url("/", settings.base_url)),
        logo=_logo(image.address, image.extent, settings.base_url) if image else None,
        hub="" if history.current else settings.feeds.hub,  # nobody subscribes to an archive document
        history=history,
        items=items,
    )


def _category(term: Term, trails: Trails, base_url: str) -> Category:
    trail = trails.get(term.slug, term.name) if term.kind == "regions" else term.name
    return Category(term=term.slug, label=term.name, trail=trail, domain=routes.url(f"/{term.kind}/", base_url))


def _logo(address: str, known: extent.Extent | None, base_url: str) -> Image:
    return Image(url=routes.url(address, base_url), media_type=_media_type(address), size=_size(known))


def _image(edition: Edition, card: Card, story: Story) -> Image | None:
    attachment = edition.pictures.get(card.key)
    if attachment is None or story.picture is None:
        return None
    return Image(
        url=routes.url(attachment.address, edition.settings.base_url), media_type=_media_type(attachment.address),
        size=_size(attachment.extent), alt=story.picture.alt, credit=story.picture.credit,
    )  # fmt: skip


def _media_type(address: str) -> str:
    return IMAGE_TYPES.get(address.rpartition(".")[2].lower(), "application/octet-stream")


def _size(known: extent.Extent | None) -> tuple[int, int] | None:
    return (known.width, known.height) if known else None


def _content(edition: Edition, card: Card, story: Story, html: str, words: Words) -> str:
    """Return the whole article as HTML that stands alone, with absolute URLs only."""
    settings, text = edition.settings, edition.texts[card.key]
    parts = []
    picture = edition.pictures.get(card.key)
    if picture and story.picture:
        caption = " ".join(filter(None, (story.picture.caption, story.picture.credit)))
        source, size = escape(routes.url(picture.address, settings.base_url)), extent.dimensions(picture.extent)
        image = f'<img src="{source}" alt="{escape(story.picture.alt)}"{size}>'
        parts.append(f"<figure>{image}{f'<figcaption>{escape(caption)}</figcaption>' if caption else ''}</figure>")
    body = text.in_feed(html, card.address, settings.base_url)
    parts.append(prose.opened(body, edition.dateline(story, card.lang)))
    for correction in story.corrections:
        label = words("correction_on", day=words.day(correction.date))
        parts.append(f"<p><strong>{escape(label)}</strong> {escape(correction.text)}</p>")
    return "\n".join(filter(None, parts))
