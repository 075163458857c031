"""Gives tags and authors one name and one slug, however they are spelled: configured ones, or those of the first article."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from press.articles.article import Article
from press.catalogue.card import Term
from press.config.taxonomy import NAMED, FiledKind, NamedKind, Taxonomy
from press.ground.form import Written
from press.ground.slug import fold, make
from press.kernel.value import value

_JOINTS = dict.fromkeys(map(ord, " -\u2010\u2011"))
"""What joins or divides the parts of a word, by the taste of an author: hydropower, hydro-power, hydro power."""


@value
class Alike:
    """A tag or an author that is shown under the name of another, because both have the same slug; or a tag that should be."""

    kind: NamedKind
    """Whether it is a tag or an author."""
    path: str
    """The source of the first article with this spelling."""
    word: Written
    """How it is spelled there."""
    shown: str
    """How it is shown, or the other tag."""
    slug: str
    """The slug of both; empty if each has its own."""

    @property
    def divided(self) -> bool:
        """Whether it is a tag of its own, and should be the other one."""
        return not self.slug

    @property
    def doubtful(self) -> bool:
        """Whether they differ by more than diacritics and punctuation, so that they may be two different names."""
        return _letters(self.word.text) != _letters(self.shown)


class Naming:
    """The names and slugs of the tags, authors and regions of an archive."""

    def __init__(self, taxonomy: Taxonomy, articles: Iterable[Article]) -> None:
        """Name everything that `articles` are filed under; they are in the order in which they entered the archive."""
        self._unicode = taxonomy.unicode_slugs
        self._slugs: dict[tuple[str, str], str] = {}
        self._written: dict[tuple[str, str], str] = {}
        self._made: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._terms: dict[tuple[str, str], Term] = {}
        self.names: dict[tuple[str, str], str] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.alike: list[Alike] = []
        self._filed: set[tuple[str, str]] = set()
        self._joined: dict[str, str] = {}
        for tag in taxonomy.tags:
            self._configure("tags", tag.slug, tag.description, tag.name, *tag.variants)
        for author in taxonomy.authors:
            self._configure("authors", author.slug, author.biography, author.name, *author.variants)
        self._renamed = {(kind, old): new.text for kind in NAMED for old, new in taxonomy.renamed[kind].items()}
        self.regions = {region.slug: region.name for region in taxonomy.regions}
        met: dict[tuple[NamedKind, str], tuple[Written, str]] = {}
        for article in articles:
            for word in article.tags:
                met.setdefault(("tags", word.text), (word, article.path))
            for word in article.authors:
                met.setdefault(("authors", word.text), (word, article.path))
        for (kind, _), (word, path) in sorted(met.items(), key=lambda item: self._is_old(*item[0])):
            self._meet(kind, word, path)

    def _configure(self, kind: NamedKind, slug: str, description: str, name: str, *variants: str) -> None:
        self.names[kind, slug] = name
        self.descriptions[kind, slug] = description
        for spelling in (name, *variants):
            self._slugs[kind, fold(spelling)] = slug
            self._made[kind, make(spelling, unicode=self._unicode)].add(slug)
            if kind == "tags":
                self._joined.setdefault(_joined(spelling), name)

    def _meet(self, kind: NamedKind, word: Written, path: str) -> None:
        """Make `word` the name of its slug, unless the slug has one."""
        known = (kind, fold(word.text)) in self._slugs  # configured, or met in another case
        old = self._is_old(kind, word.text)
        found = self.slug(kind, word.text)
        self._filed.add((kind, found))
        shown = self.names.setdefault((kind, found), word.text)
        if not known and shown != word.text and not old:
            self.alike.append(Alike(kind=kind, path=path, word=word, shown=shown, slug=found))
        elif kind == "tags" and not known:
            other = self._joined.setdefault(_joined(word.text), word.text)
            if self.slug(kind, other) != found and not _joined(other).isdecimal():
                self.alike.append(Alike(kind=kind, path=path, word=word, shown=other, slug=""))

    def _is_old(self, kind: str, text: str) -> bool:
        """Return whether `text` is the name of a slug that was replaced: it is shown only if the new slug has no other name."""
        if not self._renamed or (kind, fold(text)) in self._slugs:
            return False
        return (kind, make(text, unicode=self._unicode)) in self._renamed

    def slug(self, kind: str, text: str) -> str:
        """Return the slug of the tag or author spelled `text`."""
        if (kind, text) not in self._written:
            key = (kind, fold(text))
            if key not in self._slugs:
                made = make(text, unicode=self._unicode)
                self._slugs[key] = self._renamed.get((kind, made), made)
            self._written[kind, text] = self._slugs[key]
        return self._written[kind, text]

    def title(self, kind: str, slug: str) -> str:
        """Return the title of the shelf with the slug `slug`: the slug itself if no name is known for it."""
        return self.names.get((kind, slug), slug)

    def successor(self, kind: str, slug: str) -> str:
        """Return the slug under which articles are now filed that were once filed under `slug`; empty if that is not certain.

        It is that of the one configured tag or author whose name, or a variant of it, becomes `slug` in addresses by default.
        """
        made = self._made.get((kind, slug), set())
        if len(made) != 1 or (kind, slug) in self.names:
            return ""
        return next((new for new in made if (kind, new) in self._filed), "")

    def terms(self, kind: FiledKind, slugs: Iterable[str]) -> tuple[Term, ...]:
        """Return the terms with the slugs `slugs`, each once."""
        return tuple([self._terms.get((kind, slug)) or self._term(kind, slug) for slug in dict.fromkeys(slugs)])

    def _term(self, kind: FiledKind, slug: str) -> Term:
        name = self.regions[slug] if kind == "regions" else self.names[kind, slug]
        return self._terms.setdefault((kind, slug), Term(kind=kind, slug=slug, name=name))


def _joined(name: str) -> str:
    return fold(name).translate(_JOINTS)


def _letters(name: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKD", name).casefold() if character.isalnum())
