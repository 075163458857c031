"""Describes an article to machines as a NewsArticle of schema.org (https://schema.org/NewsArticle). Knows nothing of pages."""

import json
from collections.abc import Sequence

from press.addresses import routes
from press.articles.addenda import Correction
from press.catalogue.card import Card
from press.config.imprint import Publisher
from press.kernel.value import value


@value
class PublisherFacts:
    """What the machine-readable form of an article says about the publisher."""

    base_url: str
    """The URL of the home page, without its final slash."""
    publisher: Publisher
    """Who publishes it."""
    publication: str
    """The title of the publication."""
    desks: tuple[str, ...]
    """The slugs of authors that are organisations."""


def news_article(
    card: Card, imprint: PublisherFacts, *, picture: str, dateline: str, corrections: Sequence[Correction],
    translations: Sequence[Card], original: Card | None,
) -> str:  # fmt: skip
    """Return the article of `card` as JSON, safe within a script element.

    `picture` is the address of its own picture or of a substitute; empty if there is neither. A translation names its
    `original`, any other article its `translations`, except those that are withdrawn.
    """

    def url(address: str) -> str:
        return routes.url(address, imprint.base_url)

    def named(other: Card) -> dict[str, str]:
        return {"@type": "NewsArticle", "@id": other.id, "url": url(other.address), "inLanguage": other.lang}

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
        "headline": card.heading,
        "description": card.standfirst,
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
    if imprint.publication != imprint.publisher.name:
        data["isPartOf"] = {"@type": "WebSite", "name": imprint.publication, "url": f"{imprint.base_url}/"}
    if picture:
        data["image"] = [url(picture)]
    if dateline:
        data["dateline"] = dateline
    if corrections:
        data["correction"] = [
            {"@type": "CorrectionComment", "text": correction.text, "datePublished": correction.date.machine}
            for correction in corrections
        ]
    known = [named(other) for other in ([original] if original else translations) if not other.withdrawn]
    if known:
        data |= {"translationOfWork": known[0]} if original else {"workTranslation": known}
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
