"""Whose a recorded address is, by the ledger alone: the id that an article is bound to. Knows what is recorded, and no page."""

from press import routes
from press.article import Article
from press.ledger import Entry, Ledger
from press.reference import composed


class Tenure:
    """What the ledger says of whose each address is, looked up once."""

    def __init__(self, promised: Ledger) -> None:
        """Look up what is `promised`."""
        self._ids = promised.ids()
        self._sources = promised.sources()
        self._holders = promised.holders()

    def firm(self, article: Article, address: str) -> bool:
        """Return whether `article`, which stands at `address`, is bound by that, or has the id that its author gave.

        If not, the id that it is bound to is perhaps that of another, whose address it has taken over.
        """
        return address in self._ids or bool(article.id and self.bound(article, address) == article.id)

    def bound(self, article: Article, address: str) -> str:
        """Return the id that `article` is bound to, which stands at `address`; empty if there is none.

        It is the one recorded for that address. Else an alias of it that is recorded says so, or its author; where these are at
        odds, as after a merge, the one last recorded with its source counts, or else the first.
        """
        if address in self._ids:
            return self._ids[address]
        known = [self._ids[old] for old in (routes.canonical(alias.text) for alias in article.aliases) if old in self._ids]
        known += [article.id] if article.id else []
        own = self.recorded(article.key)
        return own.id if own and own.id in known else next(iter(known), "")

    def recorded(self, key: str) -> Entry | None:
        """Return the last line of the article whose source is `key`; None where that was of no article or is another's now."""
        entry = self._holders.get(composed(key))
        return entry if entry and self._sources[entry.id] is entry else None
