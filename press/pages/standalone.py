"""The standalone pages: about, contact, the corrections policy."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from press.edition import Edition
from press.page import Frame, Page
from press.routes import Claim
from press.standalone import Standalone


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
        yield Page(
            claim=Claim(address=f"/{page.slug.text}/", path=page.path, line=page.slug.line, column=page.slug.column),
            view=partial(_view, edition, page), shows=(edition.texts[page.key],), template="standalone.html",
            recorded=True, anchors=edition.texts[page.key].anchors,
        )  # fmt: skip


def _view(edition: Edition, page: Standalone, html: str) -> StandaloneView:
    text = edition.texts[page.key]
    return StandaloneView(
        frame=edition.frame(f"/{page.slug.text}/", description=page.summary, lang=page.lang),
        title=page.title,
        lang=page.lang or edition.settings.language,
        html=text.on_page(html, edition.settings.base_path),
    )
