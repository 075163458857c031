"""Under what an article is filed: its regions and its tags, as front matter names them. Knows no other article."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from press.config.adoption import COMMA_LIST, SET_DEFAULT_REGION, Adoption
from press.config.taxonomy import folded
from press.ground import plaintext, slug
from press.ground.form import Form, Written
from press.ground.suggestion import suggestion
from press.kernel.value import value


@value
class Regions:
    """The regions under which articles can be filed, and the words that mean them."""

    slugs: frozenset[str]
    """The slugs of all regions."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The slugs by the names and variants of regions, folded, as `Taxonomy.region_names`."""
    renamed: Mapping[str, Written] = field(default_factory=dict)
    """The slugs that have replaced old ones, by the old slug, which front matter may still name."""
    lost: frozenset[str] = frozenset()
    """The slugs under which regions were published that are neither regions now nor replaced."""

    def slug(self, written: str) -> str:
        """Return the slug of the region that is `written` as its slug, former slug, name or variant; empty if there is none."""
        if written in self.slugs:
            return written
        renamed = self.renamed.get(written)
        return renamed.text if renamed else self.names.get(folded(written), "")

    def listed(self, written: str) -> Sequence[str]:
        """Return the parts of what is `written` with commas if one of them is a region: then it is meant as a list of them."""
        parts = [part for part in COMMA_LIST.split(written) if part]
        return parts if any(map(self.slug, parts)) else ()


def read(form: Form, regions: Regions, adoption: Adoption) -> tuple[tuple[str, ...], tuple[Written, ...]]:
    """Return the slugs of the regions that `form` names, the main one first, and its tags, each once."""
    written = form.texts("region")
    unknown = [word for word in written if not regions.slug(word.text)]
    passed = [word for word in unknown if adoption.unknown_regions != "error" and not _is_mistake(word.text, regions)]
    for word in unknown:
        if word not in passed:
            _report(form, word, regions)
    slugs = tuple(dict.fromkeys(filter(None, (regions.slug(word.text) for word in written))))
    if len(passed) == len(written):
        slugs = adoption.region
        if not slugs:
            _missing(form, written)
    return slugs, _tags(form, adoption, passed if adoption.unknown_regions == "tags" else ())


def _is_mistake(word: str, regions: Regions) -> bool:
    """Return whether `word`, which is no region, was one, or names several."""
    return word in regions.lost or bool(regions.listed(word))


def _report(form: Form, word: Written, regions: Regions) -> None:
    """Report `word`, which is no region."""
    if word.text in regions.lost:
        what = f'region "{word.text}" is not in config.yaml any more'
        hint = f'add "{word.text}: NEW-SLUG" under aliases.regions in config.yaml; articles may keep the old word'
        form.report(word, what, hint, for_all=hint)
        return
    hint = suggestion(word.text, sorted(regions.slugs), "add it there, as a region or a variant of one, or use one that is")
    parts = regions.listed(word.text)
    form.report(
        word,
        f'region "{word.text}" is not in config.yaml',
        f"write a list: [{', '.join(parts)}]" if parts else hint,
        for_all=_NO_REGION,
    )


_NO_REGION = "in config.yaml, add it to the variants of a region, or see adoption.unknown_regions"
"""The hint if many articles name an unknown region."""


def _missing(form: Form, written: Sequence[Written]) -> None:
    """Report that `form` names no region at all, or that nothing `written` there is one."""
    if written:
        what, hint = f'"{form.named("region")}" names no region of config.yaml', f"add the slug of one, or {SET_DEFAULT_REGION}"
        form.report(written[0], what, hint, for_all=SET_DEFAULT_REGION)
    else:
        form.text("region", required=True, hint="add region: and one or more slugs of config.yaml")


def _tags(form: Form, adoption: Adoption, more: Sequence[Written]) -> tuple[Written, ...]:
    """Return the tags that `form` names and those in `more`, words among its regions, each once."""
    places = {(word.line, word.column) for word in more}
    divided = form.texts("region", *adoption.tag_separators) if more else ()
    written = (
        *form.texts("tags", *adoption.tag_separators),
        *(word for word in divided if (word.line, word.column) in places),
    )
    once: dict[str, Written] = {}
    for tag in written or [replace(form.place(), text=text) for text in adoption.tags]:
        once.setdefault(slug.fold(tag.text), replace(tag, text=plaintext.of(tag.text)))
    return tuple(tag for folded, tag in once.items() if folded and tag.text)
