"""The standalone pages: about, contact, the corrections policy."""

from collections.abc import Iterator

from press.addresses.routes import Claim
from press.catalogue.edition import Edition
from press.catalogue.frame import Frame
from press.catalogue.links import Text
from press.catalogue.page import Page
from press.kernel.value import value


@value
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


@value
class StandaloneInputs:
    """Everything that a standalone page is made from, except its text."""

    frame: Frame
    """What every page needs."""
    title: str
    """The heading."""
    lang: str
    """The language of the text."""
    text: Text
    """Where its links lead."""
    base_path: str
    """What every address of the site begins with."""

    @property
    def interface_lang(self) -> str:
        """The language of the interface around it."""
        return self.frame.interface_lang


def pages(edition: Edition) -> Iterator[Page]:
    """Yield the standalone pages."""
    for page in edition.standalone:
        address, text = page.address, edition.texts[page.key]
        given = StandaloneInputs(
            frame=edition.frame(address, description=page.summary, lang=page.lang),
            title=page.title,
            lang=page.lang or edition.settings.language,
            text=text,
            base_path=edition.settings.base_path,
        )
        yield Page(
            claim=Claim.of(address, page.path, page.slug),
            view=_view,
            given=given,
            shows=(text,),
            template="standalone.html",
            recorded=True,
            anchors=text.anchors,
        )


def _view(given: StandaloneInputs, html: str) -> StandaloneView:
    body = given.text.on_page(html, given.lang, given.base_path)
    return StandaloneView(frame=given.frame, title=given.title, lang=given.lang, html=body)
