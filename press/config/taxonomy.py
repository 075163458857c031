"""What articles are filed under: the tree of regions, the tags and authors with their spellings. Knows nothing of articles."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Literal, get_args

from press.ground import plaintext, slug
from press.ground.form import Form, Written
from press.ground.suggestion import sparing, suggestion
from press.kernel.value import value

NamedKind = Literal["tags", "authors"]
FiledKind = Literal["regions", NamedKind]
NAMED: tuple[str, ...] = get_args(NamedKind)
"""The kinds of term that articles name as they like, if the list is not closed."""
FILED: tuple[str, ...] = get_args(FiledKind)
"""The kinds of term that articles are filed under."""
_ONE = {"regions": "a region", "tags": "a tag", "authors": "an author"}


def singular(kind: str) -> str:
    """Return what one of that `kind` of shelf is called in messages."""
    return kind.removesuffix("s")


@value
class Region:
    """A place in the tree of regions."""

    slug: str
    """Its slug in addresses and in front matter."""
    name: str
    """Its name as printed."""
    description: str
    """A sentence for its page."""
    parent: str
    """The slug of the region that contains it; empty for a top region."""
    variants: tuple[str, ...]
    """Other words that mean this region; case, white space and zero-width characters never matter."""


@value
class Tag:
    """What is configured for a tag, above all its spelling. Tags need not be configured."""

    slug: str
    """Its slug in addresses."""
    name: str
    """Its spelling as printed."""
    description: str
    """A sentence for its page."""
    variants: tuple[str, ...]
    """Other words that mean this tag; case and zero-width characters never matter."""


@value
class Author:
    """What is configured for an author. Authors need not be configured."""

    slug: str
    """The slug in addresses."""
    name: str
    """The name as printed, and as front matter gives it."""
    biography: str
    """A sentence or two for the author's page."""
    organization: bool
    """Whether it is a desk or an agency rather than a person."""
    variants: tuple[str, ...]
    """Other spellings of the name; case and zero-width characters never matter."""


@value
class Taxonomy:
    """Regions, tags and authors, and their former slugs."""

    regions: tuple[Region, ...]
    """In the order of the configuration."""
    tags: tuple[Tag, ...]
    """In the order of the configuration."""
    authors: tuple[Author, ...]
    """In the order of the configuration."""
    renamed: Mapping[str, Mapping[str, Written]]
    """The slug that replaced each old one, by kind: regions, tags and authors."""
    closed: frozenset[str]
    """The kinds, tags or authors or both, of which articles may name only those that are configured."""
    unicode_slugs: bool
    """Whether slugs keep letters of other scripts."""

    @property
    def region_names(self) -> Mapping[str, str]:
        """The slug of each region by its name and variants, folded.

        A name of two regions, or that is the slug of another one, is left out.
        """
        named: dict[str, set[str]] = {}
        for region in self.regions:
            for word in (region.slug, region.name):
                named.setdefault(slug.fold(word), set()).add(region.slug)
        names = {slug.fold(region.name): region.slug for region in self.regions}
        variants = {folded(variant): region.slug for region in self.regions for variant in region.variants}
        return variants | {name: region for name, region in names.items() if len(named[name]) == 1}


def folded(word: str) -> str:
    """Return the `word` for a region as it is compared: systems that export entities leave them in it."""
    return slug.fold(plaintext.of(word))


def read(config: Form, *, unicode_slugs: bool) -> Taxonomy:
    """Return the taxonomy that the keys regions, tags, authors, aliases and closed of `config` describe."""
    entries = _regions(config)
    regions = tuple(region for region, _ in entries)
    tags, authors = _tags(config, unicode_slugs), _authors(config, unicode_slugs)
    closed = frozenset(_closed(config))
    listed = {kind: {one.slug for one in ones} for kind, ones in (("regions", regions), ("tags", tags), ("authors", authors))}
    renamed = _aliases(config, {kind: slugs for kind, slugs in listed.items() if kind == "regions" or kind in closed})
    _check_variants(entries, renamed["regions"])
    return Taxonomy(
        regions=regions,
        tags=tags,
        authors=authors,
        renamed=renamed,
        closed=closed,
        unicode_slugs=unicode_slugs,
    )


def _closed(config: Form) -> Iterator[str]:
    for kind in config.texts("closed"):
        if kind.text in NAMED:
            yield kind.text
        else:
            always = "take it out: only regions that are listed can be used" if kind.text == "regions" else ""
            hint = always or suggestion(kind.text, NAMED, "write tags, authors, or both")
            config.report(kind, f'"{kind.text}" is not a list that can be closed', hint)


def _aliases(config: Form, listed: Mapping[str, Set[str]]) -> dict[str, dict[str, Written]]:
    """Return the slug that replaced each old one, by kind. `listed` are the slugs of the kinds that must be configured."""
    aliases = config.group("aliases")
    renamed = {kind: dict(_renamed(aliases.group(kind))) for kind in FILED}
    aliases.finish()
    for kind, pairs in renamed.items():
        targets, known = {old: new.text for old, new in pairs.items()}, listed.get(kind)
        suggested = sparing(known or ())
        for old, new in pairs.items():
            what, hint = _mistake(old, targets, kind, known, suggested)
            if what:
                config.report(new, f"the alias {old}: {new.text} is not possible: {what}", hint)
    return renamed


def _mistake(
    old: str, targets: Mapping[str, str], kind: str, known: Set[str] | None, suggested: Callable[[str, str], str]
) -> tuple[str, str]:
    """Return why the alias `old` is not possible, and what to do; else two empty strings. `targets` maps aliases to new slugs.

    `known` are the slugs of that `kind`, or None if it need not be configured; `suggested` returns a similar slug as a hint.
    """
    new, one = targets[old], _ONE[kind]
    if known is not None and old in known:
        return f'"{old}" is itself {one}', f'take out the alias, or the {singular(kind)} "{old}"'
    if new in targets and new not in (known or ()):
        last = end_of(new, targets)
        return f'"{new}" is itself an alias', f"write {old}: {last}" if last else "name the slug that took its place"
    if known is not None and new not in known:
        return f'"{new}" is not {one}', suggested(new, f"name the slug of one, or add it under {kind}")
    return "", ""


def end_of(start: str, leads: Mapping[str, str]) -> str:
    """Return where `start` leads in the end, according to `leads`; empty if it leads in a circle."""
    met: set[str] = set()
    while start in leads and start not in met:
        met.add(start)
        start = leads[start]
    return "" if start in met else start


def _renamed(group: Form) -> Iterator[tuple[str, Written]]:
    for old in group.names():
        if not old.strip():
            group.reject(old, f'an alias in "{group.within}" has no old slug', "write it before the colon")
            continue
        new = group.written_text(old, required=True)
        if new and new.text == old:
            group.reject(old, f'"{old}" cannot be an alias of itself', "name the slug that took its place")
        elif new:
            yield old, new


def _slug(form: Form, name: str, unicode_slugs: bool, taken: dict[str, Written]) -> str:
    if not name and not form.has("slug"):  # the missing name was reported
        return ""
    written = form.written_text("slug") or form.place("name")
    made = form.text("slug") or slug.make(name, unicode=unicode_slugs)
    if slug.unsafe(made):
        form.report(written, f'"{made}" cannot be a slug', "use letters, digits and hyphens")
    folded = slug.fold(made)  # on many disks, names that differ only in case are the same
    if folded in taken:
        what = f'the slug "{made}" is used a second time'
        form.report(written, what, f"choose another; the first is in line {taken[folded].line}")
    taken.setdefault(folded, written)
    return made


def _regions(config: Form) -> list[tuple[Region, Form]]:
    """Return the regions of `config`, each with its entry."""
    regions: list[tuple[Region, Form]] = []
    taken: dict[str, Written] = {}
    for form in config.forms("regions", "{name: Central Asia, slug: central-asia}"):
        name = form.plain("name", required=True)
        region = Region(
            slug=_slug(form, name, False, taken),
            name=name,
            description=form.plain("description"),
            parent=form.text("parent") or "",
            variants=tuple(variant.text for variant in form.texts("variants")),
        )
        form.finish()
        regions.append((region, form))
    parents = {region.slug: region.parent for region, _ in regions}
    suggested = sparing(parents)
    for region, form in regions:
        if region.parent and region.parent not in parents:
            form.reject("parent", f'"{region.parent}" is not a region', suggested(region.parent, "name the slug of one"))
        elif _circular(region.slug, parents):
            form.reject("parent", f'the region "{region.slug}" contains itself', "break the circle of parents")
    return regions


def _check_variants(regions: Iterable[tuple[Region, Form]], renamed: Mapping[str, Written]) -> None:
    """Report the variants of `regions` that mean another one as well, even as the old slug of one that was `renamed`."""
    meant = {slug.fold(old): new.text for old, new in renamed.items()}
    meant |= {slug.fold(word): region.slug for region, _ in regions for word in (region.slug, region.name)}
    for region, form in regions:
        for variant in form.texts("variants"):
            other = meant.setdefault(folded(variant.text), region.slug)
            if other != region.slug:
                what = f'the variant "{variant.text}" of the region "{region.slug}" also means "{other}"'
                form.report(variant, what, "take it out of one of the two")


def _circular(start: str, parents: dict[str, str]) -> bool:
    seen, here = set(), parents[start]
    while here and here not in seen:
        if here == start:
            return True
        seen.add(here)
        here = parents.get(here, "")
    return False


def _tags(config: Form, unicode_slugs: bool) -> tuple[Tag, ...]:
    tags, taken, spelled = list[Tag](), dict[str, Written](), dict[str, int]()
    for form in config.forms("tags", "{name: ...}"):
        name = form.plain("name", required=True)
        own_slug, variants = _slug(form, name, unicode_slugs, taken), _variants("tag", form, spelled)
        tags.append(Tag(slug=own_slug, name=name, description=form.plain("description"), variants=variants))
        form.finish()
    return tuple(tags)


def _authors(config: Form, unicode_slugs: bool) -> tuple[Author, ...]:
    authors, taken, spelled = list[Author](), dict[str, Written](), dict[str, int]()
    for form in config.forms("authors", "{name: ...}"):
        name = form.plain("name", required=True)
        own_slug, variants = _slug(form, name, unicode_slugs, taken), _variants("author", form, spelled)
        biography, organization = form.plain("biography"), form.flag("organization")
        authors.append(Author(slug=own_slug, name=name, biography=biography, organization=organization, variants=variants))
        form.finish()
    return tuple(authors)


def _variants(what: str, form: Form, spelled: dict[str, int]) -> tuple[str, ...]:
    """Return the variants of the entry `form`; report its spellings that others have, which `spelled` gives with their lines."""
    variants = form.texts("variants")
    for word in (form.place("name"), *variants):
        folded = slug.fold(word.text)
        if folded in spelled:
            message = f'the {what} "{word.text}" is named by two entries'
            form.report(word, message, f"keep one of the two; the first is in line {spelled[folded]}")
        if folded:  # an empty name is reported elsewhere
            spelled.setdefault(folded, word.line)
    return tuple(variant.text for variant in variants)
