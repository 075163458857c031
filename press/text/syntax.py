"""Reads some Markdown as authors mean it, where Python-Markdown reads it differently. Knows nothing of HTML."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.inlinepatterns import SubstituteTagInlineProcessor

_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"'=]+)"""
_WORD = rf"(?:\#[^\s{{}}=]+|\.[^\W\d][^\s{{}}=]*|[^\s{{}}=#.%<][^\s{{}}=]*={_VALUE})"
"""An id, a class, or a key with its value."""
_ATTRIBUTES = rf"""\{{(?::|(?=[ ]*{_WORD}(?:[ ]+{_WORD})*[ ]*\}}))[ ]*([^}}\n ](?:="[^"\n]*"|='[^'\n]*'|[^}}\n])*+)\}}"""
"""Braces that hold attributes: they begin with a colon, or hold nothing else. They end at the first } outside quotes."""

_FENCED = re.compile(
    r"""
    (?P<fence>^(?:~{3,}+|`{3,}+))[ ]*+
    (?:\{(?P<attrs>[^\n]*)\}[ ]*|\.?(?P<lang>[\w#.+-]*+)[ ]*+(?:hl_lines=(?P<quot>"|')(?P<hl_lines>[^\n]*?)(?P=quot))?+[^`\n]*+)\n
    (?P<code>(?:[^\n]*\n)*?)
    (?P=fence)[ ]*$
    """,
    re.MULTILINE | re.VERBOSE,
)
"""A fenced code block, as the library has it, but whatever follows its language: the title of a file, or numbers of lines."""


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
    later: Any = converter.treeprocessors
    if "attr_list" in later and type(later["attr_list"]) is AttrListTreeprocessor:
        later.register(_Attributes(converter), "attr_list", 8)
    before: Any = converter.preprocessors
    if "fenced_code_block" in before and type(before["fenced_code_block"]) is FencedBlockPreprocessor:
        fences: Any = before["fenced_code_block"]
        fences.FENCED_BLOCK_RE = _FENCED
    converter.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash-break", 89)
