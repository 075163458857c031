"""Turns articles into an `Archive`: cards in order, shelves, neighbours, translations. Knows nothing of HTML or disk."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from press.addresses import routes
from press.articles.addenda import Outside
from press.articles.article import Article
from press.catalogue import related
from press.catalogue.card import Card, Neighbours, Related, Term
from press.catalogue.naming import Alike, Naming
from press.catalogue.related import NOTHING, Found
from press.catalogue.shelf import Shelf
from press.config.taxonomy import NamedKind, Taxonomy
from press.ground import collation, language as languages
from press.ground.moment import Moment
from press.kernel.value import value


@value
class Publication:
    """A published article and what was settled about it beforehand."""

    article: Article
    """The article."""
    id: str
    """Its permanent id."""
    excerpt: str
    """The first paragraph, for an article without a summary."""
    see_also: tuple[str | Outside, ...]
    """Its See also: keys of articles, and outside links."""
    translation_of: str
    """The key of the article that it translates; empty if none."""


@value
class Archive:
    """Everything that is published, in order."""

    cards: tuple[Card, ...]
    """Every article, the oldest first."""
    whole: Shelf
    """The shelf of every article."""
    regions: tuple[Shelf, ...]
    """Every configured region in the order of the configuration, with the articles of the regions within it."""
    tags: tuple[Shelf, ...]
    """Every tag, sorted by name."""
    authors: tuple[Shelf, ...]
    """Every author, sorted by name."""
    languages: tuple[Shelf, ...]
    """Every language, sorted by its tag; empty if there is only one."""
    years: tuple[Shelf, ...]
    """Every year that has articles, the newest first."""
    months: Mapping[tuple[int, int], tuple[Card, ...]]
    """The articles of each month, the oldest first, by year and month."""
    days: Mapping[tuple[int, int], tuple[Card, ...]]
    """The articles of each day of the calendar in all years, the oldest first, by month and day."""
    related: Mapping[str, Related]
    """The lists at the foot of each article, by key."""
    neighbours: Mapping[str, Neighbours]
    """The articles before and after each in its main region, by key."""
    translations: Mapping[str, tuple[Card, ...]]
    """The same article in other languages, by key."""
    originals: Mapping[str, Card]
    """The article that each translation was made from, by key."""
    trails: Mapping[str, tuple[Term, ...]]
    """The regions that contain each region, the widest first, by slug."""
    renamed: Mapping[str, Mapping[str, str]]
    """The slug that replaced each old one, by kind: regions, tags and authors. Old ones are those that the settings name, and
    those recorded for spellings that have another slug today."""
    alike: tuple[Alike, ...]
    """The tags and authors that are shown under the name of another with the same slug."""

    def trail(self, region: Term) -> tuple[Term, ...]:
        """Return the regions that contain `region`, the widest first, and then `region` itself."""
        return (*self.trails[region.slug], region)

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """Every shelf that has a feed: the whole archive, regions, tags, authors, languages."""
        return (self.whole, *self.regions, *self.tags, *self.authors, *self.languages)

    @property
    def paged(self) -> tuple[Shelf, ...]:
        """Every shelf that has pages: those with feeds, and the years."""
        return (*self.shelves, *self.years)


Period = TypeVar("Period", int, tuple[int, int])
"""The part of their dates that some cards share: the year, year and month, or month and day."""


class _Recorded:
    """The shelves, years, months and days whose roots are recorded: they stay even with no articles left."""

    def __init__(self, recorded: Iterable[str]) -> None:
        """Find them among the addresses that are `recorded`."""
        self.slugs: dict[str, list[str]] = defaultdict(list)
        self.years: list[int] = []
        self.months: list[tuple[int, int]] = []
        self.days: list[tuple[int, int]] = []
        for address in recorded:
            kind, slug = routes.shelf_at(address)
            if kind:
                self.slugs[kind].append(slug)
            match routes.period_at(address):
                case (year,):
                    self.years.append(year)
                case (year, month):
                    self.months.append((year, month))
            match routes.day_at(address):
                case (month, day):
                    self.days.append((month, day))


def assemble(
    entries: Iterable[Publication], taxonomy: Taxonomy, *, language: str, now: Moment, recorded: frozenset[str],
    entered: Sequence[str] = (), awaited: Sequence[Article] = (), found: Found | None = NOTHING,
) -> tuple[Archive, Found]:  # fmt: skip
    """Return the archive of `entries`, and all the background that was found, for the next one.

    `language` is that of articles that set none; an article that expires by `now` is marked as expired. A tag, author or
    year whose address is `recorded` keeps its shelf even with no articles left. `entered` are the recorded ids in the order in
    which they entered the archive: the first spelling of a tag or an author is shown. The names in the `awaited` articles are
    only compared with those of the others. `found` is the background that an earlier archive found; with None, no background is
    searched for.
    """
    ordered = sorted(entries, key=lambda entry: (entry.article.date, entry.article.key))
    entry_order = {identity: index for index, identity in enumerate(entered)}
    named = [entry.article for entry in sorted(ordered, key=lambda entry: entry_order.get(entry.id, len(entry_order)))]
    naming = Naming(taxonomy, named)
    cards = tuple(_card(entry, naming, language, now) for entry in ordered)
    by_key = {card.key: card for card in cards}
    kept = _Recorded(recorded)
    translations, regions = _translations(ordered, by_key), _regions(cards, taxonomy)
    lists, fresh = _related(ordered, cards, by_key, translations, found)
    renamed = {kind: _renamed(kind, taxonomy, naming, kept) for kind in taxonomy.renamed}
    assembled = Archive(
        cards=cards,
        whole=Shelf(kind="articles", slug="", title="", description="", address=routes.shelf("articles"), cards=cards),
        regions=regions,
        tags=_shelves("tags", cards, naming, kept, renamed["tags"], language),
        authors=_shelves("authors", cards, naming, kept, renamed["authors"], language),
        languages=_languages(cards, kept),
        years=_years(cards, kept),
        months=_dated(cards, lambda at: (at.year, at.month), kept.months),
        days=_dated(cards, lambda at: (at.month, at.day), kept.days),
        related=lists,
        neighbours=_neighbours(cards),
        translations=translations,
        originals={one.article.key: by_key[one.translation_of] for one in ordered if one.translation_of in by_key},
        trails={shelf.slug: shelf.parents for shelf in regions},
        renamed=renamed,
        alike=tuple((Naming(taxonomy, [*named, *awaited]) if awaited else naming).alike),
    )
    return assembled, fresh


def _card(entry: Publication, naming: Naming, language: str, now: Moment) -> Card:
    article = entry.article
    return Card(
        key=article.key,
        id=entry.id,
        address=article.address,
        title=article.title,
        summary=article.summary or entry.excerpt,
        date=article.date,
        modified=article.modified,
        regions=naming.terms("regions", article.regions),
        tags=naming.terms("tags", [naming.slug("tags", tag.text) for tag in article.tags]),
        authors=naming.terms("authors", [naming.slug("authors", name.text) for name in article.authors]),
        lang=article.lang or language,
        feed_change=article.feed_change,
        withdrawn=article.withdrawn is not None,
        expired=article.expires is not None and article.expires <= now,
    )


def _regions(cards: Iterable[Card], taxonomy: Taxonomy) -> tuple[Shelf, ...]:
    parents = {region.slug: region.parent for region in taxonomy.regions}

    def ancestors(slug: str) -> tuple[str, ...]:
        parent = parents[slug]
        return (*ancestors(parent), parent) if parent else ()

    cards_of: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        for slug in {slug for term in card.regions for slug in (term.slug, *ancestors(term.slug))}:
            cards_of[slug].append(card)
    terms = {region.slug: Term(kind="regions", slug=region.slug, name=region.name) for region in taxonomy.regions}
    within = {slug: [term.address] for slug, term in terms.items()}
    for slug, term in terms.items():
        for parent in ancestors(slug):
            within[parent].append(term.address)
    return tuple(
        Shelf(
            kind="regions", slug=region.slug, title=region.name, description=region.description,
            address=within[region.slug][0], within=tuple(within[region.slug]), cards=tuple(cards_of[region.slug]),
            parents=tuple(terms[slug] for slug in ancestors(region.slug)),
            children=tuple(terms[slug] for slug, parent in parents.items() if parent == region.slug),
        )
        for region in taxonomy.regions
    )  # fmt: skip


def _renamed(kind: str, taxonomy: Taxonomy, naming: Naming, kept: _Recorded) -> dict[str, str]:
    found = {slug: new for slug in sorted(kept.slugs[kind]) if (new := naming.successor(kind, slug))}
    return found | {old: new.text for old, new in taxonomy.renamed[kind].items()}


def _shelves(
    kind: NamedKind, cards: Iterable[Card], naming: Naming, kept: _Recorded, renamed: Mapping[str, str],
    language: str,
) -> tuple[Shelf, ...]:  # fmt: skip
    cards_of: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        for term in card.tags if kind == "tags" else card.authors:
            cards_of[term.slug].append(card)
    for slug in kept.slugs[kind]:
        if naming.slug(kind, slug) == slug and slug not in renamed:
            cards_of.setdefault(slug, [])
    return tuple(sorted(
        (
            Shelf(
                kind=kind, slug=slug, title=naming.title(kind, slug),
                description=naming.descriptions.get((kind, slug), ""), address=routes.shelf(kind, slug), cards=tuple(shelved),
            )
            for slug, shelved in cards_of.items()
        ),
        key=lambda shelf: (*collation.key(shelf.title, language), shelf.slug),
    ))  # fmt: skip


def _languages(cards: Iterable[Card], kept: _Recorded) -> tuple[Shelf, ...]:
    """Return the shelf of each language; none if all articles are in one, whose shelf would be the whole archive."""
    cards_in: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        cards_in[card.lang].append(card)
    for tag in kept.slugs["languages"]:
        cards_in.setdefault(tag, [])
    return tuple(
        Shelf(
            kind="languages", slug=tag, title=languages.name(tag), description="", address=routes.shelf("languages", tag),
            cards=tuple(cards_in[tag]),
        )
        for tag in (sorted(cards_in) if len(cards_in) > 1 or kept.slugs["languages"] else ())
    )  # fmt: skip


def _years(cards: Iterable[Card], kept: _Recorded) -> tuple[Shelf, ...]:
    cards_of = _dated(cards, lambda at: at.year, kept.years)
    return tuple(
        Shelf(
            kind="years",
            slug=f"{year:04}",
            title=f"{year:04}",
            description="",
            address=routes.year(year),
            cards=cards_of[year],
        )
        for year in reversed(cards_of)
    )


def _dated(cards: Iterable[Card], period: Callable[[datetime], Period], kept: Iterable[Period]) -> dict[Period, tuple[Card, ...]]:
    """Return the cards by the `period` of their dates, in order; periods that are `kept` are there even without cards."""
    cards_of: dict[Period, list[Card]] = defaultdict(list)
    for card in cards:
        cards_of[period(card.date.at)].append(card)
    for key in kept:
        cards_of.setdefault(key, [])
    return {key: tuple(cards_of[key]) for key in sorted(cards_of)}


def _neighbours(cards: Iterable[Card]) -> dict[str, Neighbours]:
    chains: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in cards:
        if not card.withdrawn:
            chains[card.regions[0].slug, card.lang].append(card)
    found = {}
    for chain in chains.values():
        for index, card in enumerate(chain):
            before = chain[index - 1] if index else None
            after = chain[index + 1] if index + 1 < len(chain) else None
            found[card.key] = Neighbours(previous=before, next=after)
    return found


def _translations(ordered: Iterable[Publication], by_key: Mapping[str, Card]) -> dict[str, tuple[Card, ...]]:
    """Return the other members of each group of articles that are translations of one another."""
    groups: dict[str, list[str]] = defaultdict(list)
    for entry in ordered:
        groups[entry.translation_of or entry.article.key].append(entry.article.key)
    return {
        key: tuple(by_key[other] for other in group if other != key)
        for group in groups.values() if len(group) > 1 for key in group
    }  # fmt: skip


def _related(
    ordered: Iterable[Publication], cards: tuple[Card, ...], by_key: Mapping[str, Card],
    translations: Mapping[str, tuple[Card, ...]], found: Found | None,
) -> tuple[dict[str, Related], Found]:  # fmt: skip
    by_hand = {
        entry.article.key: tuple(item for item in entry.see_also if isinstance(item, str) and item in by_key) for entry in ordered
    }
    taken = {key: frozenset(keys) | {card.key for card in translations.get(key, ())} for key, keys in by_hand.items()}
    wanted = {entry.article.key: max(0, related.WANTED - len(entry.see_also)) for entry in ordered}
    filled, fresh = ({}, NOTHING) if found is None else related.background(cards, taken, wanted, found)
    since = related.since(cards, by_hand, filled)
    lists = {
        entry.article.key: Related(
            curated=tuple(
                by_key[item] if isinstance(item, str) else item
                for item in entry.see_also if isinstance(item, Outside) or item in by_key
            ),
            background=filled.get(entry.article.key, ()),
            since=since.get(entry.article.key, ()),
        )
        for entry in ordered
    }  # fmt: skip
    return lists, fresh
