"""The standalone pages: about, contact, the corrections policy."""

from collections.abc import Iterator
from dataclasses import dataclass

from press.edition import Edition
from press.page import Frame, Page
from press.routes import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class StandaloneView:
    """Everything that stands on a standalone page."""

    frame: Frame
    """What every page needs."""
    title: str
    """The heading."""
    lang: str
    """The language of the text."""
    html: str
    """The text."""


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the standalone pages."""
    for page in edition.pages:
        address = f"/{page.slug.text}/"
        text = edition.texts[page.key]
        view = StandaloneView(
            frame=edition.frame(address, description=page.summary, lang=page.lang),
            title=page.title,
            lang=page.lang or edition.settings.language,
            html=text.settled.on_page(text.prose, edition.settings.base_path),
        )
        claim = Claim(address=address, path=page.path, line=page.slug.line, column=page.slug.column)
        yield Page(claim=claim, view=view, template="standalone.html", recorded=True, anchors=text.prose.anchors)
