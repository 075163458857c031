"""The RSS feeds: of the whole archive, each region, each author, and each tag that has enough articles."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from html import escape
from itertools import islice

from press import extent, prose, routes, rss
from press.card import Card
from press.edition import Edition, Story
from press.page import Page
from press.routes import Claim
from press.rss import Category, Channel, Item
from press.settings import PATH
from press.shelf import Shelf
from press.words import Words


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every feed, and under its old address the feed of whatever was renamed."""
    trails = {shelf.slug: "/".join(place.title for place in (*shelf.parents, shelf)) for shelf in edition.archive.regions}
    renamed = _renamed(edition)
    for shelf in edition.archive.shelves:
        if edition.has_feed(shelf):
            cards = _newest(edition, shelf)
            channel = partial(_channel, edition, shelf, cards, trails)
            shows = tuple(edition.texts[card.key] for card in cards)
            for address in (shelf.feed, *renamed.get(shelf.address, ())):
                claim = Claim(address=address, path=PATH)
                yield Page(claim=claim, view=channel, shows=shows, write=rss.write, recorded=address == shelf.feed)


def _renamed(edition: Edition) -> dict[str, list[str]]:
    """Return the old feed addresses of each shelf by its address."""
    taxonomy = edition.settings.taxonomy
    old_feeds: dict[str, list[str]] = {}
    for kind, pairs in (
        ("regions", taxonomy.renamed_regions), ("tags", taxonomy.renamed_tags), ("authors", taxonomy.renamed_authors),
    ):  # fmt: skip
        for old, new in pairs:
            old_feeds.setdefault(f"/{kind}/{new.text}/", []).append(f"/{kind}/{old}/rss.xml")
    return old_feeds


def _newest(edition: Edition, shelf: Shelf) -> tuple[Card, ...]:
    """Return the articles of `shelf` that its feed holds, the newest first."""
    feeds = edition.settings.feeds
    most = feeds.tag_items if shelf.kind == "tags" else feeds.items
    return tuple(islice((card for card in reversed(shelf.cards) if not card.expired), most))


def _channel(edition: Edition, shelf: Shelf, cards: Sequence[Card], trails: Mapping[str, str], *bodies: str) -> Channel:
    settings = edition.settings
    return Channel(
        title=edition.feed_link(shelf).title,
        home=routes.url("/" if shelf.kind == "articles" else shelf.address, settings.base_url),
        address=routes.url(shelf.feed, settings.base_url),
        description=shelf.description or settings.description or settings.title,
        lang=settings.language,
        rights=settings.rights,
        items=tuple(_item(edition, card, html, trails) for card, html in zip(cards, bodies, strict=True)),
    )


def _item(edition: Edition, card: Card, html: str, trails: Mapping[str, str]) -> Item:
    settings, story = edition.settings, edition.stories[card.key]
    words = edition.words_for(card.lang)
    url = routes.url(card.address, settings.base_url)
    title, summary, content = card.title, card.summary, _content(edition, card, story, html, words)
    if story.withdrawn:
        title = words("withdrawn_title", title=card.title)
        summary = words("withdrawn_on", day=words.day(story.withdrawn.date))
        content = f"<p>{escape(summary)} {escape(story.withdrawn.reason)}</p>"
    kinds = ((card.regions, routes.url("/regions/", settings.base_url)), (card.tags, routes.url("/tags/", settings.base_url)))
    return Item(
        id=card.id,
        url=url,
        title=title,
        summary=summary,
        html=content,
        authors=tuple(term.name for term in card.authors) or (settings.publisher.name,),
        categories=tuple(
            Category(name=trails.get(term.slug, "") if term.kind == "regions" else term.name, domain=domain)
            for terms, domain in kinds for term in terms
        ),
        published=card.date.fed,
        modified=card.modified.fed,
        lang=card.lang,
    )  # fmt: skip


def _content(edition: Edition, card: Card, story: Story, html: str, words: Words) -> str:
    """Return the whole article as HTML that stands alone: no See also, no links for sharing, absolute URLs only."""
    settings, text = edition.settings, edition.texts[card.key]
    parts = []
    picture = edition.pictures.get(card.key)
    if picture and story.picture:
        caption = " ".join(filter(None, (story.picture.caption, story.picture.credit)))
        source, size = escape(routes.url(picture.address, settings.base_url)), extent.dimensions(picture.extent)
        image = f'<img src="{source}" alt="{escape(story.picture.alt)}"{size}>'
        parts.append(f"<figure>{image}{f'<figcaption>{escape(caption)}</figcaption>' if caption else ''}</figure>")
    body = text.in_feed(html, card.address, settings.base_url)
    parts.append(prose.opened(body, edition.dateline(story, card.lang)).replace('<span class="dateline">', "<span>", 1))
    for correction in story.corrections:
        label = words("correction_on", day=words.day(correction.date))
        parts.append(f"<p><strong>{escape(label)}</strong> {escape(correction.text)}</p>")
    return "\n".join(parts)
