"""Whose a recorded address is: the id that an article is bound to, and who stands where another was published.

Knows what the ledger says of ids and sources, and no page.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from press import routes
from press.article import Article
from press.filename import source_of
from press.ledger import PATH, Entry, Ledger
from press.problems import Problem
from press.reference import Named, composed
from press.remedy import in_front_matter
from press.standalone import Standalone

MANY = 20
"""With more articles than that in files of other names, folders were moved: that is said once."""


class Tenure:
    """What the ledger says of whose each address is, looked up once."""

    def __init__(self, promised: Ledger) -> None:
        """Look up what is `promised`."""
        self._first = promised.bound()
        self._aliases = promised.aliases()
        self._sources = promised.sources()
        self._holders = promised.holders()

    def firm(self, article: Article, address: str) -> bool:
        """Return whether `article`, which stands at `address`, is bound by that, or has the id that its author gave.

        If not, the id that it is bound to is perhaps that of another, whose address it has taken over.
        """
        return self.stood(address) or bool(article.id and self.bound(article, address) == article.id.text)

    def bound(self, article: Article, address: str) -> str:
        """Return the id that `article` is bound to, which stands at `address`; empty if there is none.

        It is the one recorded for that address. Else an alias of it that is recorded says so, or its author; where these are at
        odds, as after a merge, the one last recorded with its source counts, or else the first.
        """
        if address in self._first:
            return self._first[address].id
        known = [*self._former(article), *_given(article)]
        own = self.recorded(article.key)
        return own.id if own and own.id in known else next(iter(known), "")

    def merged(self, article: Article) -> frozenset[str]:
        """Return the ids that are recorded for the aliases of `article`: of itself, or of what was merged into it."""
        return frozenset(self._former(article))

    def _former(self, article: Article) -> list[str]:
        return [self._first[old].id for old in routes.former(article.aliases) if old in self._first]

    def recorded(self, key: str) -> Entry | None:
        """Return the last line of the article whose source is `key`; None where that was of no article or is another's now."""
        entry = self._holders.get(composed(key))
        return entry if entry and self._sources[entry.id] is entry else None

    def knows(self, article: Article, address: str) -> bool:
        """Return whether `article`, which would stand at `address`, was published there, at an alias or from its source."""
        return bool(address in self._first or self._former(article) or self.recorded(article.key))

    def stood(self, address: str) -> bool:
        """Return whether an article was published at `address`."""
        return address in self._first

    def at(self, address: str) -> Entry:
        """Return the first line of what was published at `address`, with an id."""
        return self._first[address]

    def source_at(self, address: str) -> Entry | None:
        """Return the last line that names a source of the article that was published at `address`; None if none does."""
        first = self._first.get(address)
        return self._sources.get(first.id) if first else None

    def strange(self, key: str, address: str) -> bool:
        """Return whether an article was published at `address`, and the source `key` is not known to be that of it."""
        return address in self._first and (self.source_at(address) is None or self.renamed(address, key))

    def led(self, article: Article, address: str) -> Entry | None:
        """Return the line of an alias that led from `address`, at which `article` would stand, to another article, if any.

        None as soon as an article was published there. What was merged into `article` is no other.
        """
        entry = self._aliases.get(address) if address not in self._first else None
        if entry is None:
            return None
        own = self.recorded(article.key)
        return None if entry.id in {*self._former(article), *_given(article), own.id if own else ""} else entry

    def renamed(self, address: str, key: str) -> bool:
        """Return whether the article at `address`, whose source is `key`, was last recorded with a source of another name."""
        source = self.source_at(address)
        return source is not None and not _same(source.key, key)


def _given(article: Article) -> list[str]:
    return [article.id.text] if article.id else []


def _same(key: str, other: str) -> bool:
    return key == other or composed(key) == composed(other)


def with_notices_shown(articles: Sequence[Article], tenure: Tenure, permalink: str) -> Sequence[Article]:
    """Return `articles`, of which those withdrawn that were published are no drafts: nothing but the notice is shown of them."""
    return [
        replace(article, draft=False)
        if article.draft
        and article.withdrawn
        and tenure.knows(article, routes.article(permalink, article.date, article.slug.text, article.key))
        else article
        for article in articles
    ]


def usurpers(
    articles: Sequence[Article], named: Mapping[str, Named], ids: Mapping[str, str], tenure: Tenure, permalink: str
) -> list[Problem]:
    """Return a problem for each of `articles` that stands where another was published, or an alias of another.

    It is an error if it was published elsewhere itself, or if the source of the other is still there, be it kept back: readers
    would find another text under the address that they cite, and subscribers never hear of it. Where that source is gone this may
    be the same article in another file, as `record` will note. Where an alias was, an author means it who says the id of the
    article. `named` are all sources, `ids` those of the articles by key; `permalink` is the pattern of addresses.
    """
    word = routes.named_by(permalink)
    found, doubtful = [], []
    strange = [article for article in articles if tenure.strange(article.key, named[article.path].address)]
    led = [(article, entry) for article in articles if (entry := tenure.led(article, named[article.path].address))]
    keys = {composed(entry.key): entry for entry in named.values() if entry.date is not None} if strange or led else {}
    for article in strange:
        address = named[article.path].address
        first, former, own = tenure.at(address), tenure.source_at(address), tenure.recorded(article.key)
        host = keys.get(composed(former.key)) if former else None
        if own and own.id != first.id and own.address != address:
            found.append(_displaced(article, first, former, host, own, word))
        elif former and tenure.recorded(former.key) is former and host:
            found.append(_usurper(article, first, host, word))
        elif former:
            doubtful.append(_heir_or_usurper(article, first, former, word))
    for article, alias in led:
        former = tenure.source_at(alias.key)
        host = keys.get(composed(former.key)) if former and tenure.recorded(former.key) is former else None
        found.append(_in_place_of_alias(article, alias, host, ids[article.key], word))
    return [*found, *(doubtful if len(doubtful) <= MANY else [_many(doubtful)])]


def dispossessed(
    articles: Sequence[Article], named: Mapping[str, Named], ids: Mapping[str, str], tenure: Tenure
) -> list[Problem]:
    """Return a problem for each of `articles` that was published at what is an alias of another, and whose id is lost.

    It moved, and its old address does not vanish, so that nothing else would tell. `named` are all sources, `ids` those of the
    articles by key.
    """
    problems = []
    known = frozenset(ids.values())
    hosts = {old: other for other in articles for old in routes.former(other.aliases)}
    for article in articles:
        own, address = tenure.recorded(article.key), named[article.path].address
        if own and own.address in hosts and own.id not in known and not (article.id or tenure.stood(address)):
            what = (
                f'this article was published at "{own.address}" (line {own.line} of {PATH}), which is an alias of '
                f"{hosts[own.address].path}: subscribers would get it as a new one"
            )
            hint = (
                f"take that alias out, and add {in_front_matter(own.address)} here; "
                f'if this is a new article in an old file, add "id: {ids[article.key]}"'
            )
            problems.append(article.slug.problem(article.path, what, hint))
    return problems


def _displaced(article: Article, first: Entry, former: Entry | None, host: Named | None, own: Entry, word: str) -> Problem:
    whose = f"that of {host.path if host else source_of(former.key)}" if former else "that of another article"
    what = (
        f'the address "{first.address}" is {whose} (line {first.line} of {PATH}); '
        f'this article was published at "{own.address}" (line {own.line})'
    )
    alias = in_front_matter(own.address)
    hint = f"give it its old {word} and date again, or another {word} and {alias}; if files alone were renamed, their old names"
    return article.slug.problem(article.path, what, hint)


def _usurper(article: Article, first: Entry, other: Named, word: str) -> Problem:
    moved = other.address != first.address
    what = f'the address "{first.address}" is that of {other.path} (line {first.line} of {PATH})'
    alias = f", and add {in_front_matter(first.address)} to {other.path}" if moved else ""
    hint = (
        f"give this article another {word}{alias}; "
        f"if this is the one that was published, in another file, rename {other.path}, which is a new one then"
    )
    return article.slug.problem(article.path, what, hint)


def _heir_or_usurper(article: Article, first: Entry, former: Entry, word: str) -> Problem:
    what = f'"{first.address}" was published with {source_of(former.key)} (line {former.line} of {PATH}): is it the same article?'
    hint = (
        f'if so, "python build.py record" notes its new file, and this is not said again; '
        f"if not, give this one another {word}, and bring the other back or mark it withdrawn"
    )
    return article.slug.problem(article.path, what, hint, warning=True)


def _in_place_of_alias(article: Article, alias: Entry, host: Named | None, identity: str, word: str) -> Problem:
    whose = host.path if host else f'the article at "{alias.key}"'
    what = f'the address "{alias.address}" was published as an alias of {whose} (line {alias.line} of {PATH})'
    heir = host.path if host else "the article that stands for it by now"
    other = f"give this article another {word}, and add {in_front_matter(alias.address)} to {heir}"
    if article.id:
        hint = f'if it is to stand here for good, "python build.py record" notes it, and this is not said again; else {other}'
        return article.slug.problem(article.path, what, hint, warning=True)
    same = "" if host else f"; if this is that article, add {in_front_matter(alias.key)}"
    meant = f'if the alias was a mistake, add "id: {identity}" to this article, and it stands here for good'
    return article.slug.problem(article.path, what, f"{other}{same}; {meant}")


def _many(doubtful: Sequence[Problem]) -> Problem:
    """Return one warning for all that are `doubtful`: files were moved by the folder."""
    first = min(doubtful)
    what = f"{len(doubtful):,} articles stand where others were published, from files of other names; this one: {first.what}"
    return replace(first, what=what)


def embargo_collisions(
    awaited: Collection[Article], shown: Iterable[Article | Standalone], named: Mapping[str, Named]
) -> list[Problem]:
    """Return a problem for each of the `awaited` articles whose address one of those `shown`, or an alias of it, has already.

    Two at one address are an error once the embargo ends, and nobody is there when a build fails by night.
    """
    wanted = {named[article.path].address: article for article in awaited}
    problems = []
    for item in shown if wanted else ():
        for address in {named[item.path].address, *routes.former(item.aliases)} & wanted.keys():
            article = wanted[address]
            what = f'the address "{address}", which this article gets on {article.date.machine}, is also that of {item.path}'
            hint = "change the slug, the date or the alias of one of the two"
            problems.append(article.slug.problem(article.path, what, hint))
    return problems
