"""The RSS feeds: of the whole archive, each region, each author, and each tag that has enough articles."""

from collections.abc import Iterator
from functools import partial
from html import escape

from press import prose, routes, rss
from press.article import Article
from press.card import Card
from press.edition import Edition
from press.page import Page
from press.routes import Claim
from press.rss import Category, Channel, Item
from press.settings import PATH
from press.shelf import Shelf
from press.words import Words


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every feed, and under its old address the feed of whatever was renamed."""
    items: dict[str, Item] = {}
    trails = {shelf.slug: "/".join(place.title for place in (*shelf.parents, shelf)) for shelf in edition.archive.regions}
    renamed = _renamed(edition)
    for shelf in edition.archive.shelves:
        if edition.has_feed(shelf):
            channel = partial(_channel, edition, shelf, items, trails)
            for address in (shelf.feed, *renamed.get(shelf.address, ())):
                claim = Claim(address=address, path=PATH)
                yield Page(claim=claim, view=channel, write=rss.write, recorded=address == shelf.feed)


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


def _channel(edition: Edition, shelf: Shelf, items: dict[str, Item], trails: dict[str, str]) -> Channel:
    settings = edition.settings
    most = settings.feeds.tag_items if shelf.kind == "tags" else settings.feeds.items
    cards = [card for card in shelf.newest if not card.expired][:most]
    for card in cards:
        if card.key not in items:
            items[card.key] = _item(edition, card, edition.articles[card.key], trails)
    return Channel(
        title=edition.feed_link(shelf).title,
        home=routes.url("/" if shelf.kind == "articles" else shelf.address, settings.base_url),
        address=routes.url(shelf.feed, settings.base_url),
        description=shelf.description or settings.description or settings.title,
        lang=settings.language,
        rights=settings.rights,
        items=tuple(items[card.key] for card in cards),
    )


def _item(edition: Edition, card: Card, article: Article, trails: dict[str, str]) -> Item:
    settings = edition.settings
    words = edition.words_for(card.lang)
    url = routes.url(card.address, settings.base_url)
    title, summary, content = card.title, card.summary, _content(edition, card, article, words)
    if article.withdrawn:
        title = words("withdrawn_title", title=card.title)
        summary = words("withdrawn_on", day=words.day(article.withdrawn.date))
        content = f"<p>{escape(summary)} {escape(article.withdrawn.reason)}</p>"
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


def _content(edition: Edition, card: Card, article: Article, words: Words) -> str:
    """Return the whole article as HTML that stands alone: no See also, no links for sharing, absolute URLs only."""
    settings, text = edition.settings, edition.texts[card.key]
    parts = []
    picture = edition.pictures.get(card.key)
    if picture and article.picture:
        caption = " ".join(filter(None, (article.picture.caption, article.picture.credit)))
        image = f'<img src="{escape(routes.url(picture.address, settings.base_url))}" alt="{escape(article.picture.alt)}">'
        parts.append(f"<figure>{image}{f'<figcaption>{escape(caption)}</figcaption>' if caption else ''}</figure>")
    body = text.settled.in_feed(text.prose, card.address, settings.base_url)
    parts.append(prose.opened(body, edition.dateline(article, card.lang)).replace('<span class="dateline">', "<span>", 1))
    for correction in article.corrections:
        label = words("correction_on", day=words.day(correction.date))
        parts.append(f"<p><strong>{escape(label)}</strong> {escape(correction.text)}</p>")
    return "\n".join(parts)
