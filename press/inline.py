"""Makes Python-Markdown fast without changing a byte of what it gives.

Most of its time goes into trying each inline pattern on texts that hold none of the characters it could start with.
This module knows those characters; a pattern that it does not know is tried as ever. It relies on the name that
Python mangles for one private method, which is why the version is locked and a test compares with the plain library.
"""

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

NEEDS = {
    "backtick": "`", "escape": "\\", "footnote": "[", "reference": "[", "link": "[", "image_link": "[",
    "image_reference": "[", "short_reference": "[", "short_image_ref": "[", "autolink": "<", "automail": "<",
    "html": "<", "entity": "&", "em_strong": "*_", "em_strong2": "_", "not_strong": "*_", "linebreak": "\n",
    "smarty-em-dashes": "-", "smarty-en-dashes": "-", "smarty-ellipses": ".",
    "smarty-quotes-0": "'", "smarty-quotes-1": '"', "smarty-quotes-2": "'", "smarty-quotes-3": "'",
    "smarty-quotes-4": "'", "smarty-quotes-5": "'", "smarty-quotes-6": "'", "smarty-quotes-7": "'",
    "smarty-quotes-8": "'", "smarty-quotes-9": "'", "smarty-quotes-10": "'", "smarty-quotes-11": '"',
    "smarty-quotes-12": '"', "smarty-quotes-13": '"', "smarty-quotes-14": '"',
}  # fmt: skip
"""For each pattern by its registered name: characters of which a text must hold one for the pattern to match."""


class Swift(InlineProcessor):
    """An inline processor that passes over patterns which cannot match."""

    _needs: tuple[str, ...] | None = None

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  # the library's names
        if isinstance(data, AtomicString):
            return data
        if self._needs is None:
            self._needs = self._characters()
        start = 0
        while patternIndex < len(self._needs):
            needed = self._needs[patternIndex]
            if needed and needed[0] not in data and needed[-1] not in data:
                matched = False
            else:
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]  # mangled
                    self.inlinePatterns[patternIndex], data, patternIndex, start
                )
            if not matched:
                patternIndex += 1  # noqa: N806  # the library's name
                start = 0
        return data

    def _characters(self) -> tuple[str, ...]:
        """Return for each pattern, in order, the one or two characters that it needs; nothing for an unknown one."""
        known = {
            self.inlinePatterns.get_index_for_name(name): needs for name, needs in NEEDS.items() if name in self.inlinePatterns
        }
        return tuple(known.get(place, "") for place in range(len(self.inlinePatterns)))


def quicken(converter: Markdown) -> None:
    """Put swift processors in the places of the plain ones of `converter`, once its extensions are loaded."""
    for name, priority in (("inline", 20), ("smarty", 6)):
        if name in converter.treeprocessors:
            plain = converter.treeprocessors[name]
            if type(plain) is InlineProcessor:
                swift = Swift(converter)
                swift.inlinePatterns = plain.inlinePatterns
                converter.treeprocessors.register(swift, name, priority)
