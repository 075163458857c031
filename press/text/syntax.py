"""What of Markdown is read otherwise than Python-Markdown reads it: as its authors mean it. Knows nothing of HTML."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor

_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"'=]+)"""
_WORD = rf"(?:\#[^\s{{}}=]+|\.[^\W\d][^\s{{}}=]*|[^\s{{}}=#.%<][^\s{{}}=]*={_VALUE})"
"""An id, a class, or a key with its value."""
_ATTRIBUTES = rf"""\{{(?::|(?=[ ]*{_WORD}(?:[ ]+{_WORD})*[ ]*\}}))[ ]*([^}}\n ](?:="[^"\n]*"|='[^'\n]*'|[^}}\n])*+)\}}"""
"""Braces that hold attributes: they begin with a colon, or hold nothing else. They end at the first } outside quotes."""


class _Attributes(AttrListTreeprocessor):
    """Gives elements the attributes that stand in braces behind them, and leaves other braces as text.

    To the library, any words in braces are attributes, as in the set *A*{1, 2} or in {% include x %}.
    """

    def __init__(self, converter: Any) -> None:
        super().__init__(converter)
        own: Any = self  # what is replaced is final in the library's stubs
        own.HEADER_RE = re.compile(rf"[ ]+{_ATTRIBUTES}[ ]*$")
        own.BLOCK_RE = re.compile(rf"\n[ ]*{_ATTRIBUTES}[ ]*$")
        own.INLINE_RE = re.compile(f"^{_ATTRIBUTES}")
        self._converter = converter

    def run(self, doc: Element) -> None:
        """Give every element below `doc` its attributes, if there are any braces in the text."""
        if any("{" in line for line in self._converter.lines):
            super().run(doc)


def adopt(converter: Markdown) -> None:
    """Have `converter` read as described above what its extensions read in another way."""
    registered: Any = converter.treeprocessors
    if "attr_list" in registered and type(registered["attr_list"]) is AttrListTreeprocessor:
        registered.register(_Attributes(converter), "attr_list", 8)
