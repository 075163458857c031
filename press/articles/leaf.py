"""Reads one source whole: its front matter, then its text. Knows nothing that another source could change.

The facts that the rest of the archive uses are kept apart from the HTML of a source: an edit of the words alone leaves them
unchanged, so that only the pages that show those words must be rebuilt.
"""

from dataclasses import replace
from functools import lru_cache

from press.articles import article, expression, frontmatter, repetition, standalone
from press.articles.article import Article, Contract
from press.articles.frontmatter import Parts
from press.articles.standalone import Standalone
from press.config.markup import Markup
from press.ground.problems import Problem
from press.kernel import digest
from press.kernel.value import value
from press.text import manuscript, prose
from press.text.prose import Link, Outline


@value
class Leaf:
    """One source as it was read, without its HTML."""

    item: Article | Standalone | None
    """What it is; None if it cannot be used."""
    outline: Outline
    """What other sources need to know of its text."""
    problems: tuple[Problem, ...]
    """What is wrong with it."""
    facts_digest: str
    """The digest of all the above."""
    html_digest: str
    """The digest of its HTML."""


@value
class Reading:
    """How sources are read: everything besides a source that its leaf depends on."""

    contract: Contract
    """What the front matter of articles may hold."""
    markup: Markup
    """How bodies become HTML."""


def read(text: str, path: str, reading: Reading, *, is_article: bool) -> tuple[Leaf, str]:
    """Return the leaf of the source `path`, whose content is `text`, and its HTML with symbolic links."""
    problems: list[Problem] = []
    contract = reading.contract
    parts = frontmatter.split(text, path, problems, mend_forbidden=is_article and contract.adoption.mend_forbidden)
    if parts is None:
        return unread(problems), ""
    if is_article:
        item: Article | Standalone | None = article.read(parts, path, contract, problems)
    else:
        item = standalone.read(parts, path, contract, problems)
    lang = (item.lang if item else "") or contract.language
    converted = prose.convert(parts.body, reading.markup, contract.site, lang)
    unfilled = expression.remarks(parts.body, converted.unfilled, contract.adoption.template_expressions)
    problems += [remark.at(path, parts.body_line) for remark in (*converted.remarks, *unfilled)]
    if item is None:
        return unread(problems), ""
    said_again = repetition.remarks(parts, item.title, item.dateline if isinstance(item, Article) else "")
    problems += [remark.at(path, parts.body_line) for remark in said_again]
    # the excerpt is only used when there is no summary
    outline = replace(converted.outline, excerpt="") if item.summary else converted.outline
    facts = digest.of((parts.yaml, parts.yaml_line, outline, problems))
    leaf = Leaf(
        item=item,
        outline=outline,
        problems=tuple(problems),
        facts_digest=facts,
        html_digest=digest.of(converted.html),
    )
    return leaf, converted.html


def unread(problems: list[Problem]) -> Leaf:
    """Return the leaf of a source that cannot be used."""
    return Leaf(
        item=None, outline=Outline(), problems=tuple(problems), facts_digest=digest.of(problems), html_digest=digest.of("")
    )


def position(text: str, link: Link, *, mend_forbidden: bool = False) -> tuple[int, int]:
    """Return line and column of `link` in the source whose content is `text`."""
    parts = _parts(text, mend_forbidden)
    if parts is None:
        return 1, 1
    line, column = manuscript.locate(parts.body, link.target, link.nth)
    return parts.body_line + line - 1, column


@lru_cache(maxsize=1)
def _parts(text: str, mend_forbidden: bool) -> Parts | None:
    return frontmatter.split(text, "", [], mend_forbidden=mend_forbidden)
