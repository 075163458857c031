"""The fast converter gives what the library gives that reads the same, byte for byte, even while its paragraphs are watched."""

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from jinja2.compiler import CodeGenerator
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from press.text.numbering import Numbering
from press.text.paragraph import Paragraphs
from press.text.swift import SwiftInline, SwiftSmarty, quicken
from press.text.syntax import adopt

EXTENSIONS = ["extra", "smarty", "toc"]
PIECES = [
    "word", " ", "  \n", "\n", "\n\n", "*", "**", "_", "`", "``", "[", "]", "(", ")", "![", "](x)", "[a](b)", "[a][b]", "<", ">",
    "<b>", "</b>", "<http://x.org>", "<a@b.org>", "&amp;", "&", '"', "'", "'80s", "--", "---", "...", "..", "-", "```", "\n```a b\n", "\n~~~\n", "\n: ", "Word\n", "&", "!!! note\n", "\\", "\\*", "[^1]",
    "\n\n[^1]: note\n\n", "\n\n[b]: http://x.org\n\n", "# ", "- ", "1. ", "3. ", "> ", "    ", "|", "\n|-|-|\n", "{: .c}", "{.c}", "{x} ", "\\\n", "é", "漢", "ع", "\t", "\r",
]  # fmt: skip
SIGNS = [
    '"', "'", "a", "s", "80s", "--", "---", "-", ".", "...", ",", "&nbsp;", "&ndash;", "–", "—", "*", "(", ")", " ", "\n", "\t", "# ",
]  # fmt: skip
plain = Markdown(extensions=EXTENSIONS)
swift = Markdown(extensions=EXTENSIONS)
for converter in (plain, swift):
    adopt(converter)
    Numbering(converter)
quicken(swift)
Paragraphs(swift)


def same(text: str) -> None:
    assert swift.reset().convert(text) == plain.reset().convert(text)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join))
def test_equal_on_any_mixture_of_quotation_marks(text: str) -> None:
    same(text)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_equal_on_any_mixture_of_markdown(text: str) -> None:
    same(text)


@given(st.text())
def test_equal_on_any_text(text: str) -> None:
    same(text)


@pytest.mark.parametrize("place", sorted([*Path("content").rglob("*.md"), *Path("tests/fixtures/prose").glob("*.md")]), ids=str)
def test_equal_on_the_sample(place: Path) -> None:
    same(place.read_text(encoding="utf-8"))


def test_every_pattern_of_the_usual_extensions_is_known() -> None:
    processor = swift.treeprocessors["inline"]
    assert isinstance(processor, SwiftInline)
    assert ("", "") not in processor._needs, "a pattern is tried on every text: add it to NEEDS"
    assert isinstance(swift.treeprocessors["smarty"], SwiftSmarty)


def test_the_library_still_calls_what_is_overridden() -> None:
    """Under another name, it would be slower and nothing else would tell."""
    assert hasattr(InlineProcessor, "_InlineProcessor__handleInline")
    assert hasattr(CodeGenerator, "_output_child_pre")
