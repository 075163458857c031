"""The picture of an article as pages show it. Knows neither the page nor the file."""

from dataclasses import dataclass

from press.addenda import Picture
from press.extent import SIZES, Extent, offered
from press.kernel.kept import kept
from press.links import Attachment
from press.page import Preview


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The picture of an article."""

    address: str
    """Where the file is."""
    alt: str
    """What those who cannot see it need to know."""
    caption: str
    """The line below it."""
    credit: str
    """Who made it."""
    extent: Extent | None
    """Its size in pixels; None if nobody knows."""

    @property
    def offered(self) -> tuple[tuple[str, int], ...]:
        """Address and width of all that a browser may choose from, the smallest first."""
        return offered(self.extent, self.address)

    @property
    def sizes(self) -> str:
        """How wide it is shown in an article, as HTML says it."""
        return SIZES

    @property
    def preview(self) -> Preview:
        """What is shown of it where a link to its page is."""
        return Preview(address=self.address, alt=self.alt, extent=self.extent)


def figure(written: Picture | None, file: Attachment | None) -> Figure | None:
    """Return the picture that an author describes as `written` and that is published as `file`, if there is one."""
    if written is None or file is None:
        return None
    return Figure(address=file.address, alt=written.alt, caption=written.caption, credit=written.credit, extent=file.extent)
