"""What articles are filed under: the tree of regions, the spellings of tags, the desks. Knows nothing of articles."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from press import slug
from press.form import Form, Written
from press.problems import sparing


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place in the tree of regions."""

    slug: str
    """Its word in addresses and in front matter."""
    name: str
    """Its name as printed."""
    description: str
    """A sentence for its page."""
    parent: str
    """The slug of the region that contains it, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What is configured for a tag: its spelling above all. Tags that are not configured exist too."""

    slug: str
    """Its word in addresses."""
    name: str
    """Its spelling as printed."""
    description: str
    """A sentence for its page."""
    variants: tuple[str, ...]
    """Other words that mean this tag; case and zero-width characters never matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """What is configured for an author. Authors that are not configured exist too."""

    slug: str
    """The word in addresses."""
    name: str
    """The name as printed, and as front matter gives it."""
    biography: str
    """A sentence or two for the author's page."""
    organization: bool
    """Whether it is a desk or an agency and no person."""
    variants: tuple[str, ...]
    """Other spellings of the name; case and zero-width characters never matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """All three, and the names they had before."""

    regions: tuple[Region, ...]
    """In the order of the configuration."""
    tags: tuple[Tag, ...]
    """In the order of the configuration."""
    authors: tuple[Author, ...]
    """In the order of the configuration."""
    renamed: Mapping[str, Mapping[str, Written]]
    """The slug that took the place of each old one, by kind: regions, tags and authors."""
    unicode_slugs: bool
    """Whether addresses keep letters of other scripts."""


def read(config: Form, *, unicode_slugs: bool) -> Taxonomy:
    """Return the taxonomy that the keys regions, tags, authors and aliases of `config` describe."""
    regions = _regions(config)
    aliases = config.group("aliases")
    renamed = {kind: dict(_renamed(aliases.group(kind))) for kind in ("regions", "tags", "authors")}
    aliases.finish()
    known = {region.slug for region in regions}
    suggested = sparing(known)
    for kind, pairs in renamed.items():
        targets = {old: new.text for old, new in pairs.items()}
        for old, new in pairs.items():
            what, hint = _mistake(old, targets, known if kind == "regions" else None, suggested)
            if what:
                config.report(new, f"the alias {old}: {new.text} cannot be: {what}", hint)
    return Taxonomy(
        regions=regions,
        tags=tuple(
            Tag(slug=word, name=name, description=form.plain("description"), variants=variants)
            for form, word, name, variants in _entries(config.forms("tags", "{name: ...}"), "tag", unicode_slugs)
        ),
        authors=tuple(
            Author(
                slug=word, name=name, biography=form.plain("biography"), organization=form.flag("organization"), variants=variants
            )
            for form, word, name, variants in _entries(config.forms("authors", "{name: ...}"), "author", unicode_slugs)
        ),
        renamed=renamed,
        unicode_slugs=unicode_slugs,
    )


def _mistake(
    old: str, targets: Mapping[str, str], known: Set[str] | None, suggested: Callable[[str, str], str]
) -> tuple[str, str]:  # fmt: skip
    """Return why the alias `old` cannot be, and what to do; nothing twice if it can. `targets` has the new slug of each alias.

    `known` are the slugs that exist, if all that do are configured, and `suggested` gives one that looks like another.
    """
    new = targets[old]
    if known is not None and old in known:
        return f'"{old}" is a region itself', f'take out the alias, or the region "{old}"'
    if new in targets and new not in (known or ()):
        met, last = {old}, new
        while last in targets and last not in met:
            met.add(last)
            last = targets[last]
        return f'"{new}" is an alias itself', "name the slug that took its place" if last in met else f"write {old}: {last}"
    if known is not None and new not in known:
        return f'"{new}" is no region', suggested(new, "name the slug of one, or add it under regions")
    return "", ""


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
    if not name and "slug" not in form:  # that it has no name was told
        return ""
    written = form.written_text("slug") or form.place("name")
    word = form.text("slug") or slug.make(name, unicode=unicode_slugs)
    if slug.unsafe(word):
        form.report(written, f'"{word}" cannot be a slug', "use letters, digits and hyphens")
    folded = slug.fold(word)  # many disks take names that differ in case alone for one
    if folded in taken:
        what = f'the slug "{word}" is used a second time'
        form.report(written, what, f"the first is in line {taken[folded].line}")
    taken.setdefault(folded, written)
    return word


def _regions(config: Form) -> tuple[Region, ...]:
    regions: list[tuple[Region, Form]] = []
    taken: dict[str, Written] = {}
    for form in config.forms("regions", "{name: Central Asia, slug: central-asia}"):
        name = form.plain("name", required=True)
        region = Region(
            slug=_slug(form, name, False, taken), name=name,
            description=form.plain("description"), parent=form.text("parent") or "",
        )  # fmt: skip
        form.finish()
        regions.append((region, form))
    parents = {region.slug: region.parent for region, _ in regions}
    suggested = sparing(parents)
    for region, form in regions:
        if region.parent and region.parent not in parents:
            form.reject("parent", f'"{region.parent}" is no region', suggested(region.parent, "name the slug of one"))
        elif _circular(region.slug, parents):
            form.reject("parent", f'the region "{region.slug}" contains itself', "break the circle of parents")
    return tuple(region for region, _ in regions)


def _circular(start: str, parents: dict[str, str]) -> bool:
    seen, here = set(), parents[start]
    while here and here not in seen:
        if here == start:
            return True
        seen.add(here)
        here = parents.get(here, "")
    return False


def _entries(forms: Iterable[Form], what: str, unicode_slugs: bool) -> Iterator[tuple[Form, str, str, tuple[str, ...]]]:
    """Yield each of `forms` with slug, name and variants; whoever takes it reads the rest of it."""
    taken: dict[str, Written] = {}
    spelled: dict[str, int] = {}
    for form in forms:
        name = form.plain("name", required=True)
        variants = form.texts("variants")
        yield form, _slug(form, name, unicode_slugs, taken), name, tuple(variant.text for variant in variants)
        _spell(what, form, variants, spelled)
        form.finish()


def _spell(what: str, form: Form, variants: Iterable[Written], spelled: dict[str, int]) -> None:
    """Add to those `spelled` before, by line, how the entry `form` spells something, and report what two entries spell."""
    for word in (form.place("name"), *variants):
        folded = slug.fold(word.text)
        if folded in spelled:
            told = f'the {what} "{word.text}" is spelled by two entries'
            form.report(word, told, f"the first is in line {spelled[folded]}")
        if folded:  # a name that is none is told as such
            spelled.setdefault(folded, word.line)
