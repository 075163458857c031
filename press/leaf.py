"""Reads one source whole: its front matter, then its text. Knows nothing that another source could change."""

from dataclasses import dataclass

from press import article, frontmatter, prose, standalone
from press.article import Article, Contract
from press.frontmatter import Parts
from press.markup import Markup
from press.problems import Problem
from press.prose import Link, Prose
from press.standalone import Standalone


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One source as it was read."""

    item: Article | Standalone | None
    """What it is; None if it cannot be used."""
    prose: Prose
    """Its text, with symbolic links."""
    problems: tuple[Problem, ...]
    """What is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How sources are read: everything beside a source that its leaf depends on."""

    contract: Contract
    """What the front matter of articles may hold."""
    markup: Markup
    """How bodies become HTML."""
    base_url: str
    """The site's own address."""


def read(text: str, path: str, reading: Reading, *, is_article: bool) -> Leaf:
    """Return the leaf of the source `path`, whose content is `text`."""
    problems: list[Problem] = []
    adoption = reading.contract.adoption
    parts = frontmatter.split(text, path, problems, remove_forbidden=is_article and adoption.remove_forbidden)
    if parts is None:
        return Leaf(item=None, prose=prose.EMPTY, problems=tuple(problems))
    item = _item(parts, path, reading, problems, is_article=is_article)
    if item is None:
        return Leaf(item=None, prose=prose.EMPTY, problems=tuple(problems))
    converted = prose.convert(parts.body, reading.markup, reading.base_url)
    problems += [remark.at(path, parts.body_line) for remark in converted.remarks]
    return Leaf(item=item, prose=converted, problems=tuple(problems))


def _item(parts: Parts, path: str, reading: Reading, problems: list[Problem], *, is_article: bool) -> Article | Standalone | None:
    if is_article:
        return article.read(parts, path, reading.contract, problems)
    return standalone.read(parts, path, problems)


def place(text: str, link: Link, *, remove_forbidden: bool = False) -> tuple[int, int]:
    """Return line and column of `link` in the source whose content is `text`."""
    parts = frontmatter.split(text, "", [], remove_forbidden=remove_forbidden)
    if parts is None:
        return 1, 1
    line, column = prose.locate(parts.body, link.target, link.nth)
    return parts.body_line + line - 1, column
