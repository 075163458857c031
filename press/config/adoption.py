"""How articles written for another system are read unchanged. Knows nothing of the articles themselves."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from press.ground import dateformat, language, lettering, plaintext, slug
from press.ground.filename import is_text
from press.ground.form import Form
from press.ground.problems import Severity
from press.ground.suggestion import offer, suggestion
from press.ground.uri import is_web, normal
from press.kernel.value import value

KEYS = (
    "title", "date", "author", "region", "summary", "dateline", "tags", "see_also", "slug", "updated", "corrections",
    "aliases", "lang", "translation_of", "image", "id", "draft", "expires", "withdrawn",
)  # fmt: skip
"""All keys of an article's front matter."""

NOT_DRAFT = "not draft"
"""What a foreign key such as `published` means: the opposite of our `draft`."""

STATES = dict.fromkeys(("publish", "published", "public"), False) | dict.fromkeys(
    ("draft", "private", "pending", "future", "hidden", "trash", "auto-draft", "inherit"), True
)
"""What a foreign key that means `draft` or `not draft` may say, and whether such a text is kept back."""

_MEANINGS = (
    ("draft", "status", "visibility", "private", "hidden"),
    (NOT_DRAFT, "published"),
    ("updated", "lastmod", "modified", "last_modified_at"),
    ("aliases", "redirect_from", "permalink", "url", "link"),
    ("summary", "excerpt", "description"),
    ("tags", "categories", "category"),
    ("image", "cover", "featured_image", "header"),
    ("id", "guid"),
)
"""Our keys, each followed by well-known keys of other generators that mean it."""
FOREIGN = {key: f'add "{{}}: {ours}" under adoption.fields in config.yaml' for ours, *keys in _MEANINGS for key in keys}
FOREIGN |= dict.fromkeys(("layout", "type", "weight", "toc", "math", "comments"), "list it under adoption.ignore in config.yaml")
"""The hints for keys of other generators, in small letters; the {} is the key as it is written."""

SET_DEFAULT_REGION = "set adoption.defaults.region in config.yaml"
"""The hint if many articles name no region."""
_DEFAULTS = {
    "region": SET_DEFAULT_REGION,
    "summary": "set adoption.defaults.summary: first-paragraph in config.yaml",
}
_DEFAULTS_AND_DATE = {**_DEFAULTS, "date": 'set adoption.file_name: "{year}-{month}-{day}-{slug}" in config.yaml'}
_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-.")

_NAME = re.compile(r"[^/\\*?.][^/\\*?]*")
"""The name of a file that is read, without folder and wildcard; what begins with a dot is hidden."""

UNKNOWN = 'list it under adoption.ignore in config.yaml, or add "{}: {}" under adoption.fields'
"""The hint for a foreign key that many files have; the {} are the key, and what it may mean."""

COMMA_LIST = re.compile(r"\s*[,،，、;؛；]\s*")
"""What separates the entries of a list that is written as one text."""
_TAG_SEPARATORS = {"comma": (COMMA_LIST.pattern,), "space": (COMMA_LIST.pattern, r"\s+")}
SEMICOLONS = frozenset(";؛；")
"""Signs that divide several authors, if one text holds them; nobody's name does."""

UNDIVIDED = (
    'write each author as an entry of a list, or set adoption.author_separators: [";"] in config.yaml, which divides texts'
)
"""The hint for an author with a semicolon in the name."""

FILE_NAME_PARTS = {
    "{year}": r"(?P<year>\d{4})",
    "{month}": r"(?P<month>\d{1,2})",
    "{day}": r"(?P<day>\d{1,2})",
    "{slug}": r"(?P<slug>.+)",
}


@value
class Adoption:
    """The settings under `adoption` in config.yaml; by default, only our own front matter is read."""

    fields: tuple[tuple[str, str], ...] = ()
    """Pairs of a foreign key and the key of ours that it means."""
    ignore: frozenset[str] = frozenset()
    """Foreign keys that are passed over."""
    ignore_files: frozenset[str] = frozenset()
    """The names of texts that are passed over."""
    file_name: str = ""
    """A regular expression that finds year, month, day and slug in the name of a file; may be empty."""
    region: tuple[str, ...] = ()
    """The regions of an article that names none."""
    unknown_regions: Literal["error", "tags", "ignore"] = "error"
    """What an unknown region is: an `error`, one of the `tags`, or passed over (`ignore`)."""
    author: tuple[str, ...] = ()
    """The authors of an article that names none."""
    tags: tuple[str, ...] = ()
    """The tags of an article that names none."""
    former_urls: tuple[str, ...] = ()
    """The addresses at which the site was, without their last slash, the longest first."""
    lang: tuple[tuple[str, str], ...] = ()
    """The languages of articles that name none, each after the code of their script; any other has the site's."""
    first_paragraph: bool = False
    """Whether an article without a summary gets its first paragraph, cut at a sentence."""
    author_separators: tuple[str, ...] = ()
    """Expressions for what separates several people in one author text; the first that occurs there is used alone."""
    tag_separators: tuple[str, ...] = (COMMA_LIST.pattern,)
    """The same for several tags in one text."""
    solar_hijri: bool = False
    """Whether years before 1583 are years of the Solar Hijri calendar."""
    date_formats: tuple[str, ...] = ()
    """Expressions for further forms of dates, as `dateformat` makes them."""
    mend_forbidden: bool = False
    """Whether characters that no page or feed may contain are replaced or removed instead of reported as errors."""
    dead_links: Severity = "error"
    """What dead links within the site are: an `error`, or a `warning`, after which their words are published without a link."""
    template_expressions: Severity = "warning"
    """What template expressions of another generator are: an `error`, a `warning`, or text (`allow`)."""

    def named(self, key: str) -> str:
        """Return the name that our `key` has in the front matter of the archive: the first foreign one, or ours."""
        return next((name for name, ours in self.fields if ours == key), key)

    def means(self, name: str, key: str) -> bool:
        """Return whether `name` in front matter means our `key`."""
        meanings = dict(self.fields)
        return meanings.get(name, name) == key and (name in meanings or name not in self.ignore)

    def file_named(self, at: datetime, slug: str) -> str:
        """Return the name, without suffix, of a file that `file_name` reads as that of the article `slug` of the day `at`."""
        if "(?P<slug>" not in self.file_name:
            return slug
        name = self.file_name
        for part, written in zip(FILE_NAME_PARTS.values(), (*f"{at:%Y %m %d}".split(), slug), strict=True):
            name = name.replace(part, written)
        return re.sub(r"\\(.)", r"\1", name)


def read(config: Form, regions: frozenset[str]) -> Adoption:
    """Return the settings under `adoption` in `config`; `regions` are the slugs of all regions."""
    form = config.group("adoption")
    defaults = form.group("defaults")
    filed, separators = defaults.texts("region"), _separators(form)
    adoption = Adoption(
        fields=tuple(_fields(form.group("fields"))),
        ignore=frozenset(written.text for written in form.texts("ignore")),
        ignore_files=frozenset(_file_names(form, "ignore_files")),
        file_name=_file_name(form),
        region=tuple(written.text for written in filed),
        unknown_regions=form.choice("unknown_regions", ("error", "tags", "ignore")),
        author=tuple(written.text for written in defaults.texts("author", *separators)),
        tags=tuple(written.text for written in defaults.texts("tags", COMMA_LIST)),
        former_urls=tuple(_former_urls(form)),
        lang=_by_script(defaults, "lang"),
        first_paragraph=defaults.choice("summary", ("none", "first-paragraph")) == "first-paragraph",
        author_separators=separators,
        tag_separators=_TAG_SEPARATORS[form.choice("tag_separator", tuple(_TAG_SEPARATORS))],
        solar_hijri=form.choice("calendar", ("gregorian", "solar-hijri")) == "solar-hijri",
        date_formats=tuple(_date_formats(form)),
        mend_forbidden=form.choice("forbidden_characters", ("error", "remove")) == "remove",
        dead_links=form.choice("dead_links", ("error", "warning")),
        template_expressions=form.choice("template_expressions", ("warning", "error", "allow")),
    )
    for written in filed:
        if written.text not in regions:
            form.report(written, f'"{written.text}" is not a region', suggestion(written.text, regions))
    if not all(slug.fold(plaintext.of(name)) for name in adoption.author):
        defaults.reject("author", "an author has no visible name", "write a name")
    defaults.finish()
    form.finish()
    return adoption


def lacking(name: str, adoption: Adoption) -> Mapping[str, str]:
    """Return the hints for required keys that a file of that `name` may lack like many others."""
    return _DEFAULTS_AND_DATE if not adoption.file_name and _DATED.match(name) else _DEFAULTS


def kept_back(form: Form, adoption: Adoption) -> bool:
    """Return whether the text whose front matter is `form` is a draft: it is if any of the keys that may say so does."""
    answers = [each.flag("draft", more=None if each.named("draft") == "draft" else STATES) for each in form.each("draft")]
    if form.node_of(NOT_DRAFT) and any(ours == NOT_DRAFT for _, ours in adoption.fields):
        public = {word: not draft for word, draft in STATES.items()}
        answers += [not each.flag(NOT_DRAFT, True, more=public) for each in form.each(NOT_DRAFT)]
    return any(answers)


def _fields(form: Form) -> list[tuple[str, str]]:
    pairs = []
    for foreign in form.names():
        ours = form.text(foreign, required=True)
        if ours and ours not in (*KEYS, NOT_DRAFT):
            form.reject(foreign, f'"{ours}" is not a key of an article', suggestion(ours, KEYS))
        elif ours:
            pairs.append((foreign, ours))
    return pairs


def _file_names(form: Form, key: str) -> Iterator[str]:
    """Yield the names of texts at `key` of `form`; report names that no text can have."""
    for written in form.texts(key):
        if is_text(written.text) and _NAME.fullmatch(written.text):
            yield written.text
        else:
            hint = "write the name of a file, such as _index.md, without its folder"
            form.report(written, f'"{written.text}" is not the name of a text', hint)


def _by_script(form: Form, key: str) -> tuple[tuple[str, str], ...]:
    """Return the languages at `key` of `form` by the codes of scripts; one without a script is for any. Report anything else."""
    languages = form.form(key, "{Arab: ar, Cyrl: ru}", alone=lettering.ANY)
    if languages is None:
        return ()
    for code in languages.names():
        if not lettering.is_script(code):
            meant = [code.title()] if lettering.is_script(code.title()) else []
            hint = offer(meant, "write an ISO 15924 code such as Arab or Cyrl")
            languages.report(languages.written_key(code), f'"{code}" is not a script', hint)
    return tuple((code, language.read(languages, code)) for code in languages.names())


def _separators(form: Form) -> tuple[str, ...]:
    """Return what divides a text of authors: semicolons, or, where none occurs, all the others.

    A word such as `and` needs white space around it, a character such as `&` does not.
    """
    words = [written.text for written in form.texts("author_separators")]
    strong = [word for word in words if word in SEMICOLONS]
    others = [rf"(?<=\s){word}(?=\s)" if word.isalpha() else re.escape(word) for word in words if word not in strong]
    return tuple("|".join(parts) for parts in (strong, others) if parts)


def _former_urls(form: Form) -> list[str]:
    """Return the former addresses of the site, the longest first: one may begin with another."""
    found = []
    for written in form.texts("former_urls"):
        if not is_web(written.text) or not {"?", "#", "@"}.isdisjoint(written.text):
            hint = "write it as https://host or https://host/path, without a user name, query or fragment"
            form.report(written, f'"{written.text}" is not the address of a site', hint)
        else:
            found.append(normal(written.text).rstrip("/"))
    return sorted(found, key=len, reverse=True)


def _date_formats(form: Form) -> Iterator[str]:
    for written in form.texts("date_formats"):
        try:
            yield dateformat.expression(written.text)
        except ValueError as error:
            hint = f"write year, month and day once, the time of day if there is one; use {dateformat.KNOWN}"
            form.report(written, f'"{written.text}" is not a format for dates: {error}', hint)


def _file_name(form: Form) -> str:
    pattern = form.text("file_name")
    if not pattern:
        return ""
    expression = re.escape(pattern).replace(r"\{", "{").replace(r"\}", "}")
    for part, group in FILE_NAME_PARTS.items():
        expression = expression.replace(part, group, 1)
    if "{" in re.sub(r"\{\d(,\d)?\}", "", expression) or "(?P<" not in expression:
        parts = ", ".join(FILE_NAME_PARTS)
        form.reject("file_name", f'"{pattern}" is not a pattern for file names', f"build it from {parts}, each at most once")
        return ""
    return expression
