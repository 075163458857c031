"""A picture as pages, feeds and data show it. Knows neither the page nor the file."""

from press.ground.extent import SIZES, WIDE, WIDE_SIZES, Extent, offered
from press.kernel.value import value

PREVIEWED = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""The suffixes of pictures that social networks show with a link."""
LEAST = (300, 157)
"""The smallest size that they show large, in pixels: that of X's large card."""


@value
class Figure:
    """A picture: of an article, or of the archive itself."""

    address: str
    """Where the file is."""
    alt: str
    """What those who cannot see it need to know."""
    extent: Extent | None
    """Its size in pixels; None if unknown."""
    caption: str = ""
    """The line below it."""
    credit: str = ""
    """Who made it."""

    @property
    def offered(self) -> tuple[tuple[str, int], ...]:
        """Address and width of each file that a browser may choose, the smallest first."""
        return offered(self.extent, self.address)

    @property
    def wide(self) -> bool:
        """Whether it is shown wider than the column of text: it is large enough, and wide rather than high."""
        return self.extent is not None and self.extent.width >= WIDE and 3 * self.extent.width >= 4 * self.extent.height

    @property
    def sizes(self) -> str:
        """How wide it is shown in an article, as an HTML `sizes` attribute."""
        return WIDE_SIZES if self.wide else SIZES

    @property
    def preview(self) -> "Figure | None":
        """The same for link previews; None if they do not show it, or only small."""
        known = self.extent
        if known is None or not self.address.lower().endswith(PREVIEWED) or known.width < LEAST[0] or known.height < LEAST[1]:
            return None
        return Figure(address=self.address, alt=self.alt, extent=known)
