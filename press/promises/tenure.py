"""Who owns a recorded address: the id that each article is bound to, and articles at addresses where others were published.

Knows the ids and sources in the ledger, but no pages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from press.addresses import forwarding, routes
from press.addresses.reference import Named
from press.articles.article import Article
from press.ground.filename import LEDGER, composed, source_of
from press.ground.problems import Problem
from press.promises.ledger import Entry, Ledger
from press.promises.remedy import in_front_matter


class Tenure:
    """The owners of addresses according to the ledger."""

    def __init__(self, promised: Ledger, differs_by: str = "slug") -> None:
        """Ask the `promised` ledger; `differs_by` names what tells the addresses of two articles of one date apart."""
        self.promised, self.differs_by = promised, differs_by

    def firm(self, article: Article) -> bool:
        """Return whether `article` is bound to its id by its present address, or by the id that its author gave.

        Otherwise that id may belong to another article, whose address this one has taken over.
        """
        return self.stood(article.address) or bool(article.id and self.bound(article) == article.id.text)

    def bound(self, article: Article) -> str:
        """Return the id that `article` is bound to; empty if there is none.

        It is the id recorded for that address, or else for one of its aliases, or the one its author gave. Where these differ,
        as after a merge, the id last recorded with its source counts, or else the first.
        """
        if article.address in self.promised.bound:
            return self.promised.bound[article.address].id
        known = [*self._former(article), *_given(article)]
        recorded = self.recorded(article.key)
        return recorded.id if recorded and recorded.id in known else next(iter(known), "")

    def merged(self, article: Article) -> frozenset[str]:
        """Return the ids recorded for the aliases of `article`: its own, and those of articles merged into it."""
        return frozenset(self._former(article))

    def _former(self, article: Article) -> list[str]:
        bound = self.promised.bound
        return [bound[old].id for old in forwarding.former(article.aliases) if old in bound]

    def recorded(self, key: str) -> Entry | None:
        """Return the last line of the article whose source is `key`; None if there is none, or its source has changed since."""
        entry = self.promised.holders.get(composed(key))
        return entry if entry and self.promised.sources[entry.id] is entry else None

    def entered(self, article: Article) -> Entry | None:
        """Return the last line of the source of `article` if that is of its present address; another may have come since."""
        entry = self.promised.holders.get(composed(article.key))
        return entry if entry and entry.address == article.address else None

    def knows(self, article: Article) -> bool:
        """Return whether `article` was published at its present address, at one of its aliases, or from its source."""
        return bool(article.address in self.promised.bound or self._former(article) or self.recorded(article.key))

    def stood(self, address: str) -> bool:
        """Return whether an article was published at `address`."""
        return address in self.promised.bound

    def at(self, address: str) -> Entry:
        """Return the first line that gives `address` an id."""
        return self.promised.bound[address]

    def source_at(self, address: str) -> Entry | None:
        """Return the last line that names a source of the article published at `address`; None if none does."""
        first = self.promised.bound.get(address)
        return self.promised.sources.get(first.id) if first else None

    def strange(self, key: str, address: str) -> bool:
        """Return whether an article was published at `address`, but is not known to have the source `key`."""
        return address in self.promised.bound and (self.source_at(address) is None or self.renamed(address, key))

    def redirected(self, article: Article) -> Entry | None:
        """Return the line of an alias that led from the address of `article` to another article, if any.

        None once an article has been published there. An article merged into `article` does not count as another.
        """
        entry = self.promised.aliases.get(article.address) if not self.stood(article.address) else None
        if entry is None:
            return None
        own = self.recorded(article.key)
        return None if entry.id in {*self._former(article), *_given(article), own.id if own else ""} else entry

    def renamed(self, address: str, key: str) -> bool:
        """Return whether the article at `address`, whose source is `key`, was last recorded with another source."""
        last = self.source_at(address)
        return last is not None and not _same(last.source, key)


def _given(article: Article) -> list[str]:
    return [article.id.text] if article.id else []


def _same(key: str, other: str) -> bool:
    return key == other or composed(key) == composed(other)


def with_notices_shown(articles: Sequence[Article], tenure: Tenure) -> Sequence[Article]:
    """Return `articles`; withdrawn drafts that were once published are no longer drafts, as only their notice is shown."""
    return [
        replace(article, draft=False) if article.draft and article.withdrawn and tenure.knows(article) else article
        for article in articles
    ]


def identities(articles: Iterable[Article], tenure: Tenure, base_url: str, problems: list[Problem]) -> dict[str, str]:
    """Return the permanent id of each article by key.

    It is the id that the ledger binds it to, according to `tenure`, or else the one its author gave, or else its URL. An author
    cannot change a recorded id, and no two articles can have the same one.
    """
    found: dict[str, str] = {}
    owners: dict[str, Article] = {}
    for article in articles:
        identity = tenure.bound(article) or routes.url(article.address, base_url)
        if article.id and article.id.text != identity:
            what = f'the id "{article.id.text}" is not the one published, "{identity}"'
            problems.append(article.id.problem(article.path, what, "take id: out; the ledger keeps the published one"))
        other = owners.setdefault(identity, article)
        if other is not article and _addresses(article).isdisjoint(_addresses(other)):  # otherwise that is reported
            problems.append(_shared(identity, other, article))
        found[article.key] = identity
    return found


def _addresses(article: Article) -> set[str]:
    """Return the address of `article` and its aliases."""
    return {article.address, *forwarding.former(article.aliases)}


def _shared(identity: str, first: Article, second: Article) -> Problem:
    """Return the problem of two articles with one `identity`, at the `id:` that gives it."""
    one, other = (first, second) if first.id and not second.id else (second, first)
    hint = "take id: out, or write another" if one.id else "give one of the two an id: of its own"
    return (one.id or one.slug).problem(one.path, f'the permanent id "{identity}" is also used by {other.path}', hint)


def usurpers(articles: Sequence[Article], named: Mapping[str, Named], ids: Mapping[str, str], tenure: Tenure) -> list[Problem]:
    """Return a problem for each of `articles` that stands at a published address, or a published alias, of another.

    It is an error if it was itself published elsewhere, or if the source of the other still exists, even if kept back: readers
    would find another text at the address they cite, and feed subscribers would never see the new article. If that source is
    gone, this may be the same article in another file, as `record` will note. In place of an alias, an id given by the author
    shows that the article is meant to stand there. `named` are all sources, `ids` the ids of the articles by key.
    """
    differs_by, found = tenure.differs_by, []
    strange = [article for article in articles if tenure.strange(article.key, article.address)]
    redirected = [(article, entry) for article in articles if (entry := tenure.redirected(article))]
    keys = {composed(entry.key): entry for entry in named.values() if entry.is_article} if strange or redirected else {}
    for article in strange:
        first, former, own = tenure.at(article.address), tenure.source_at(article.address), tenure.recorded(article.key)
        host = keys.get(composed(former.source)) if former else None
        if own and own.id != first.id:
            found.append(_displaced(article, first, former, host, own, differs_by))
        elif former and tenure.recorded(former.source) is former and host:
            entered = tenure.entered(article)
            twice = entered and _recorded_twice(article, entered, former, host, differs_by)
            found.append(twice or _usurper(article, former, host, differs_by))
        elif former:
            found.append(_heir_or_usurper(article, first, former, differs_by))
    for article, alias in redirected:
        former = tenure.source_at(alias.target)
        host = keys.get(composed(former.source)) if former and tenure.recorded(former.source) is former else None
        found.append(_in_place_of_alias(article, alias, host, ids[article.key], differs_by))
    return found


def dispossessed(articles: Sequence[Article], ids: Mapping[str, str], tenure: Tenure) -> list[Problem]:
    """Return a problem for each of `articles` whose old address is now an alias of another, so that its id is lost.

    As the old address does not vanish, nothing else would report it. `ids` are the ids of the articles by key.
    """
    problems = []
    known = frozenset(ids.values())
    hosts = {old: other for other in articles for old in forwarding.former(other.aliases)}
    for article in articles:
        own = tenure.recorded(article.key)
        if own and own.address in hosts and own.id not in known and not (article.id or tenure.stood(article.address)):
            what = (
                f'this article was published at "{own.address}" (line {own.line} of {LEDGER}), now an alias of '
                f"{hosts[own.address].path}: feed subscribers would receive it as a new article"
            )
            hint = (
                f"remove that alias, and add {in_front_matter(own.address)} here; "
                f'if this is a new article in an old file, add "id: {ids[article.key]}"'
            )
            problems.append(article.slug.problem(article.path, what, hint))
    return problems


def _displaced(article: Article, first: Entry, former: Entry | None, host: Named | None, own: Entry, differs_by: str) -> Problem:
    whose = f"belongs to {host.path if host else source_of(former.source)}" if former else "belongs to another article"
    what = (
        f'the address "{first.address}" {whose} (line {(former or first).line} of {LEDGER}); '
        f'this article was published at "{own.address}" (line {own.line})'
    )
    alias = in_front_matter(own.address)
    hint = (
        f"give it back its old {differs_by} and date, or give it another {differs_by} and add {alias}; "
        "if only files were renamed, restore their old names"
    )
    return article.slug.problem(article.path, what, hint)


def _recorded_twice(article: Article, entered: Entry, former: Entry, other: Named, differs_by: str) -> Problem:
    what = (
        f'the address "{article.address}" was recorded for this article (line {entered.line} of {LEDGER}), '
        f"and for {other.path} (line {former.line})"
    )
    hint = (
        f"give one of them another {differs_by}; if two branches recorded them, that must be the one that was not published, "
        "and first its line be deleted"
    )
    return article.slug.problem(article.path, what, hint)


def _usurper(article: Article, former: Entry, other: Named, differs_by: str) -> Problem:
    moved = other.address != article.address
    what = f'the address "{article.address}" belongs to {other.path} (line {former.line} of {LEDGER})'
    alias = f", and add {in_front_matter(article.address)} to {other.path}" if moved else ""
    hint = (
        f"give this article another {differs_by}{alias}; "
        f"if this is the published article in another file, rename {other.path}, which then counts as a new article"
    )
    return article.slug.problem(article.path, what, hint)


def _heir_or_usurper(article: Article, first: Entry, former: Entry, differs_by: str) -> Problem:
    where = f"{source_of(former.source)} (line {former.line} of {LEDGER})"
    what = f'"{first.address}" was published from {where}: is it the same article?'
    hint = (
        f'if so, "python build.py record" will note its new file and end this warning; '
        f"if not, give this article another {differs_by}, and restore the other or mark it withdrawn"
    )
    sentence = "{count} articles stand at addresses that were published from other files; this one: {first}"  # folders were moved
    return article.slug.problem(article.path, what, hint, warning=True, sentence=sentence)


def _in_place_of_alias(article: Article, alias: Entry, host: Named | None, identity: str, differs_by: str) -> Problem:
    whose = host.path if host else f'the article at "{alias.target}"'
    what = f'the address "{alias.address}" was published as an alias of {whose} (line {alias.line} of {LEDGER})'
    heir = host.path if host else "the article that has replaced it"
    other = f"give this article another {differs_by}, and add {in_front_matter(alias.address)} to {heir}"
    if article.id:
        hint = f'if it is to stay here, "python build.py record" will note it and end this warning; otherwise {other}'
        return article.slug.problem(article.path, what, hint, warning=True)
    same = "" if host else f"; if this is that article, add {in_front_matter(alias.target)}"
    meant = f'if the alias was a mistake, add "id: {identity}" to this article, which then keeps the address'
    return article.slug.problem(article.path, what, f"{other}{same}; {meant}")
