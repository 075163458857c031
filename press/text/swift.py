"""Makes Python-Markdown faster without changing a byte of its output.

The library spends most of its time trying patterns on texts without any of the characters they could match, and kinds of
blocks on lines that could only be a paragraph. This module knows what each of them needs; those that it does not know are tried
as usual.
It overrides a private method by its mangled name; the version is therefore locked, and a test compares the output with that
of the plain library.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.smarty import SubstituteTextPattern
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import ETX, STX, AtomicString

QUOTES = {f"smarty-quotes-{number}": '"' if number in {1, 11, 12, 13, 14} else "'" for number in range(15)}
NEEDS: dict[str, str | tuple[str, str]] = {
    "backtick": "`", "escape": "\\", "footnote": "[^", "reference": "[", "link": "[", "image_link": "![",
    "image_reference": "![", "short_reference": "[", "short_image_ref": "![", "autolink": "<", "automail": "<",
    "html": "<", "entity": "&", "em_strong": ("*", "_"), "em_strong2": "_", "not_strong": ("*", "_"), "linebreak": "\n",
    "backslash-break": "\\\n",
    "smarty-em-dashes": "---", "smarty-en-dashes": "--", "smarty-ellipses": "...",
    "smarty-possessive": "\"", "smarty-elision": "'\"", **QUOTES,
}  # fmt: skip
"""For each pattern, by its registered name, the string that a text must contain for the pattern to match, or two of which one
must occur."""

Needs = tuple[str, str]
"""Two strings of which a text must contain one: the same twice if there is only one, empty if nothing is known."""


BLOCKS = frozenset({
    "markdown_block", "empty", "indent", "defindent", "code", "table", "hashheader", "setextheader", "hr", "olist", "ulist",
    "deflist", "quote", "footnote", "abbr", "reference",
})  # fmt: skip
"""Kinds of blocks, by registered name, that need a line that does not begin with a letter."""
PREPROCESSORS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "normalize_whitespace": ((STX, ETX, "\r", "\t", " \n"), ("", "")),
    "html_block": (("<", "&"), ()),
    "fenced_code_block": (("```", "~~~"), ()),
}
"""For each preprocessor, by its registered name, the strings that it needs and the lines that it adds to a text without any."""


class SwiftInline(InlineProcessor):
    """An inline processor that skips patterns that cannot match."""

    _needs: tuple[Needs, ...] = ()
    """What each pattern needs, in the order of the patterns."""
    _distinct: tuple[Needs, ...] = ()
    """The same without duplicates."""
    _candidates: dict[tuple[bool, ...], tuple[int, ...]]
    """The patterns that may match, by which of the distinct needs are met."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  # the library's names
        if isinstance(data, AtomicString):
            return data
        if not self._needs:
            self._learn()
        met = tuple([one in data or other in data for one, other in self._distinct])
        if met not in self._candidates:
            present = {needs for needs, is_met in zip(self._distinct, met, strict=True) if is_met}
            self._candidates[met] = tuple(index for index, needs in enumerate(self._needs) if needs in present)
        for index in self._candidates[met]:
            if index < patternIndex:
                continue
            pattern, (one, other), start, matched = self.inlinePatterns[index], self._needs[index], 0, True
            while matched and (one in data or other in data):
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]  # mangled
                    pattern, data, index, start
                )
        return data

    def _learn(self) -> None:
        """Look up what each pattern needs, once all are registered."""
        known = {self.inlinePatterns.get_index_for_name(name): NEEDS[name] for name in NEEDS if name in self.inlinePatterns}
        found = (known.get(index, "") for index in range(len(self.inlinePatterns)))
        self._needs = tuple((needs, needs) if isinstance(needs, str) else needs for needs in found)
        self._distinct = tuple(dict.fromkeys(self._needs))
        self._candidates = {}


class SwiftSmarty(Treeprocessor):
    """Puts typographic quotes, dashes and ellipses into each stretch of text at once, instead of one by one into the tree.

    A sign that is found is replaced by a token until all patterns have been tried. Like the library's placeholder, the token
    begins with STX, ends with ETX, and hides the white space that belongs to the sign: the patterns see the same neighbours.
    """

    def __init__(self, converter: Markdown, patterns: Sequence[tuple[str, SubstituteTextPattern]]) -> None:
        """Use `patterns` in their order, each with the string that a text must contain for it to match."""
        super().__init__(converter)
        self._rules = [(needs, pattern.getCompiledRegExp(), tuple(pattern.replace)) for needs, pattern in patterns]
        self._any = tuple({needs for needs, _ in patterns})

    def run(self, root: Element) -> None:
        """Put the signs into every text below `root`."""
        for element in root.iter():
            if element is not root:
                element.text, element.tail = self._with_signs(element.text), self._with_signs(element.tail)

    def _with_signs(self, text: str | None) -> str | None:
        if not text or isinstance(text, AtomicString) or not any(sign in text for sign in self._any):
            return text
        signs: list[str] = []
        for needs, pattern, replacement in self._rules:
            if needs in text:
                at = 0
                while match := pattern.search(text, at):
                    token = f"{STX}sign:{len(signs)}{ETX}"
                    signs.append("".join(match[part] if isinstance(part, int) else str(part) for part in replacement))
                    at = match.start() + len(token)
                    text = f"{text[: match.start()]}{token}{text[match.end() :]}"
        return _SIGN.sub(lambda match: signs[int(match[1])], text) if signs else text


_SIGN = re.compile(f"{STX}sign:(\\d+){ETX}")


class SwiftBlocks(BlockParser):
    """A block parser that tries only paragraphs, and unknown kinds of blocks, on lines of plain prose."""

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802  # the library's name
        """Parse `blocks` into `parent`, and empty the list."""
        known = {id(self.blockprocessors[name]) for name in BLOCKS if name in self.blockprocessors}
        every = tuple(self.blockprocessors)
        others = tuple(processor for processor in every if id(processor) not in known)
        while blocks:
            for processor in others if _is_prose(blocks[0]) else every:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break


def _is_prose(block: str) -> bool:
    return block[:1].isalpha() and all(line[:1].isalpha() for line in block.split("\n"))


class Preprocessor(Protocol):
    """What Python-Markdown applies to the lines of a text before parsing."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines, changed or not."""


class SwiftPreprocessor:
    """A preprocessor that is applied only to texts that it could change."""

    def __init__(self, plain: Preprocessor, needs: Iterable[str], added: Iterable[str]) -> None:
        """Stand in for `plain`, which only adds the lines `added` to a text without any of `needs`."""
        self._plain = plain
        self._needs = tuple(needs)
        self._added = tuple(added)

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines that the plain preprocessor would return."""
        text = "\n".join([*lines, ""])  # with the end of the last line, which may be needed
        return self._plain.run(lines) if any(need in text for need in self._needs) else [*lines, *self._added]


def _swift(converter: Markdown, plain: InlineProcessor) -> Treeprocessor:
    """Return an inline processor that does the work of `plain`."""
    patterns: Any = plain.inlinePatterns
    named = [(item.name, patterns[item.name]) for item in sorted(patterns._priority, key=lambda item: -item.priority)]
    if all(type(pattern) is SubstituteTextPattern and isinstance(NEEDS.get(name), str) for name, pattern in named):
        return SwiftSmarty(converter, [(str(NEEDS[name]), pattern) for name, pattern in named])
    swift = SwiftInline(converter)
    swift.inlinePatterns = plain.inlinePatterns
    return swift


def quicken(converter: Markdown) -> None:
    """Replace the plain parts of `converter` with those above, once its extensions are loaded."""
    for name, priority in (("inline", 20), ("smarty", 6)):
        plain = converter.treeprocessors[name] if name in converter.treeprocessors else None  # noqa: SIM401  # it has no get
        if type(plain) is InlineProcessor:
            converter.treeprocessors.register(_swift(converter, plain), name, priority)
    registered: Any = converter.preprocessors
    for name, (needs, added) in PREPROCESSORS.items():
        if name in registered and type(registered[name]).__module__.startswith("markdown."):  # the library's own
            order = next(item.priority for item in registered._priority if item.name == name)
            registered.register(SwiftPreprocessor(registered[name], needs, added), name, order)
    if type(converter.parser) is BlockParser:
        converter.parser.__class__ = SwiftBlocks  # block processors hold the parser: it cannot be another one
