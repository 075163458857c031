"""A converted text as its checks see it. Knows none of them."""

import re
from collections.abc import Sequence, Set

from press.kernel.value import value

CODE = r"<(code|pre)\b.*?</\1>"
"""Code in clean HTML, for a regular expression that begins with it."""
_CODE = re.compile(CODE, re.DOTALL)


@value
class Converted:
    """A Markdown text, and what became of it."""

    body: str
    """The Markdown."""
    shown: str
    """The clean HTML made of it."""
    symbolic: str
    """The same with symbolic addresses, which are no text with brackets."""
    extensions: Set[str]
    """The short names of the extensions of Markdown with which it was made."""
    blocks: Sequence[object]
    """What was set aside as blocks of HTML: strings if they are the author's own."""

    def made_with(self, extension: str) -> bool:
        """Return whether it was made with `extension`, or with `extra`, which contains it."""
        return not self.extensions.isdisjoint(("extra", extension))


def without_code(html: str) -> str:
    """Return the clean `html` without its code."""
    return _CODE.sub("", html)
