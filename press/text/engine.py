"""Sets up Python-Markdown for the texts of an archive. Knows nothing of what becomes of the HTML."""

from collections.abc import Iterable, Set
from functools import lru_cache

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.smarty import SmartyExtension, SubstituteTextPattern
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

from press.ground import slug
from press.ground.uri import RESERVED
from press.text import swift, syntax
from press.text.numbering import Numbering
from press.text.paragraph import Paragraphs


@lru_cache(maxsize=8)
def of(extensions: tuple[str, ...], opening: str, closing: str) -> tuple[Markdown, tuple[Numbering, Paragraphs]]:
    """Return a converter with `extensions`, these quotation marks, and our settings of `toc`, `tables` and `footnotes`.

    It reads Markdown with the changes of `syntax`. The second value is what makes its lists and paragraphs: these know which of
    them are doubtful.
    """
    converter, names = Markdown(extensions=list(extensions)), known(extensions)
    if {"extra", "footnotes"} & names:  # a number alone is understood in every language
        FootnoteExtension(BACKLINK_TITLE="{}").extendMarkdown(converter)
    if "toc" in names:
        TocExtension(slugify=_anchor).extendMarkdown(converter)
    if {"extra", "tables"} & names:
        TableExtension(use_align_attribute=True).extendMarkdown(converter)
    if "smarty" in names:  # single quotation marks stay: one of them is the apostrophe
        smarty = SmartyExtension(substitutions={"left-double-quote": opening, "right-double-quote": closing})
        smarty.extendMarkdown(converter)
        possessive = SubstituteTextPattern(
            r"(?<=\w)'(s)\"(?!\w)", (smarty.substitutions["right-single-quote"], 1, closing), converter
        )
        smarty.inlinePatterns.register(possessive, "smarty-possessive", 31)  # by itself, it opens: "the people's“
        elision = SubstituteTextPattern(r"(?<=\w)'\"(?=\w)", (smarty.substitutions["right-single-quote"], opening), converter)
        smarty.inlinePatterns.register(elision, "smarty-elision", 32)  # by itself, both open: dell‘“Unità”
    syntax.adopt(converter)
    swift.quicken(converter)
    return converter, (Numbering(converter), Paragraphs(converter))


def known(extensions: Iterable[str]) -> Set[str]:
    """Return the short names of `extensions`: Python-Markdown accepts its own by short or full name."""
    return {name.removeprefix("markdown.extensions.") for name in extensions}


def _anchor(text: str, _separator: str) -> str:
    anchor = slug.make(text, unicode=True) or "section"
    return f"on-{anchor}" if anchor.startswith(RESERVED) else anchor
