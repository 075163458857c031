"""Which web addresses are those of the site itself: below the present base URL, or a former one. Knows nothing of its pages."""

from press.ground.uri import below, on_loopback
from press.kernel.value import value


@value
class Site:
    """Where the site is, and where it was."""

    base_url: str
    """The address of the home page without its last slash."""
    former: tuple[str, ...] = ()
    """The addresses of earlier home pages, likewise: what lay below them is now below `base_url`."""

    def own(self, url: str) -> str | None:
        """Return `url` as an address of the site, with its query and fragment; None if it leads elsewhere."""
        for base_url in (self.base_url, *self.former):
            address = below(url, base_url)
            if address is not None:
                return address
        return None

    def on_loopback(self, url: str) -> str | None:
        """Return what `url` means here if it leads to the computer of whoever follows it, as to a preview; None otherwise."""
        return on_loopback(url, self.base_url)
