"""What the build hands to the theme and the output: an address, the values shown there, and what turns them into bytes."""

from collections.abc import Callable
from typing import Any

from press.addresses.routes import Claim
from press.catalogue.links import Text
from press.kernel.value import value


@value
class Page:
    """One file of the output, before it is rendered. Exactly one of `template` and `write` is given."""

    claim: Claim
    """The address, and the source that claims it."""
    view: Callable[..., Any]
    """The function that makes the view, the frozen value from which the page is rendered. It takes `given` and the HTML of
    each text that the page shows."""
    given: Any = None
    """Everything besides HTML that the view is made from: a value, with `interface_lang`, the language of the interface, if
    a template renders it. The view is made again only if this or the HTML changed. If None, it is made each time, and
    compared."""
    shows: tuple[Text, ...] = ()
    """The texts that it shows; none if `given` is None."""
    template: str = ""
    """The template that renders it."""
    write: Callable[[Any], bytes] | None = None
    """The function that turns the view into bytes."""
    mend: Callable[[bytes, Any], bytes] | None = None
    """The function that does the same with less work if only texts changed. It takes the bytes written before, and a view in
    which each text that was not edited is None."""
    recorded: bool = False
    """Whether the ledger promises its address for ever."""
    identity: str = ""
    """The permanent id that the ledger keeps with its address."""
    note: str = ""
    """What the ledger notes beside address and id: see `Entry.note`."""
    anchors: frozenset[str] = frozenset()
    """The ids that links may lead to."""

    @property
    def address(self) -> str:
        """The address."""
        return self.claim.address

    def made(self, *html: str | None) -> Any:
        """Return the view, given the `html` of each text that the page shows; for `mend`, None for those not edited."""
        return self.view() if self.given is None else self.view(self.given, *html)
