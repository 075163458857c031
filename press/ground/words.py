"""The words of the interface in one language, and dates as that language writes them. Knows no page.

A catalogue is a YAML mapping (`theme/words/en.yaml`) from keys to texts with named places such as {count}, or to plural forms
by CLDR category. Names of months come from babel (CLDR).
"""

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape
from yaml.nodes import SequenceNode

from press.ground import language
from press.ground.form import Form, Written, read as read_form
from press.ground.moment import Distance, Moment
from press.ground.problems import Problem, suggestion
from press.kernel import digest
from press.kernel.apart import apart

PATTERNS = {"format_day": "G y M L d E c", "format_month": "G y M L", "format_day_of_year": "M L d"}
"""The phrases that are CLDR date patterns (Unicode Technical Standard 35, part 4), each with the letters that it may have."""
_QUOTED, _LETTER = re.compile("'[^']*'"), re.compile("[A-Za-z']")
PLURALS = ("zero", "one", "two", "few", "many", "other")
GROUPED = 10_000
"""From this count on, digits are grouped: smaller ones stand without a sign in some languages, such as Spanish and Polish."""
COUNTS = 200
"""Counts below this have every plural form that a language has for whole numbers, except that for millions."""


@apart()
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """A catalogue. Within a build, two of the same language are interchangeable."""

    language: str
    """The language, as a BCP 47 tag."""
    phrases: Mapping[str, Mapping[str, str]]
    """Each phrase by key, then by plural category; a phrase without plural forms has only `other`."""
    places: Mapping[str, tuple[Written, Written]] = field(default_factory=dict)
    """Where each key and its text are written; only messages depend on it."""
    digest: str = field(init=False)
    """The digest of language and phrases."""

    def __post_init__(self) -> None:
        """Compute the digest once: it is part of the key of every template."""
        object.__setattr__(self, "digest", digest.of((self.language, self.phrases)))

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the phrase `key` with `values` filled in; `count` selects the plural form. It is HTML if any value is."""
        if key not in self.phrases:
            error = LookupError(f'the catalogue {self.language}.yaml has no phrase "{key}"')
            error.add_note(suggestion(key, self.phrases))
            raise error
        forms = self.phrases[key]
        if not values and "{" not in forms["other"] and "}" not in forms["other"]:
            return forms["other"]
        count = values.get("count")
        form = _plural(self.language, count) if isinstance(count, int) else "other"
        text = forms.get(form, forms["other"])
        if isinstance(count, int) and count >= GROUPED:
            text = text.replace("{count}", format_decimal(count, locale=_locale(self.language)))
        try:
            if Markup in map(type, values.values()):
                safe = {name: value if isinstance(value, int) else escape(value) for name, value in values.items()}
                return Markup(str.format(escape(text), **safe))
            return text.format(**values)
        except KeyError as missing:
            raise LookupError(f'the phrase "{key}" needs a value for {missing.args[0]}') from None

    def overridden(self, other: "Words") -> "Words":
        """Return this catalogue with its phrases replaced by those that `other` has."""
        return replace(self, phrases={**self.phrases, **other.phrases})

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return language.direction(self.language)

    def day(self, moment: Moment | date) -> str:
        """Return the day in words: 13 December 2022."""
        return _format(_date(moment), self("format_day"), self.language)

    def month(self, moment: Moment | date) -> str:
        """Return month and year in words: December 2022."""
        return _format(_date(moment), self("format_month"), self.language)

    def month_name(self, moment: Moment | date) -> str:
        """Return the month alone, in words: December."""
        return _format(_date(moment), "LLLL", self.language)

    def day_of_year(self, moment: Moment | date) -> str:
        """Return the day without its year, in words: 13 December."""
        return _format(_date(moment), self("format_day_of_year"), self.language)

    def time(self, moment: Moment) -> str:
        """Return day, time and zone: 13 December 2022, 09:54 (UTC+5); only the day if no time was written."""
        if not moment.timed:
            return self.day(moment)
        return self("day_and_time", day=self.day(moment), time=f"{moment.at:%H:%M}", zone=_zone(moment))

    def share(self, part: float) -> str:
        """Return the fraction `part` as a whole percentage, as CLDR writes it in the language: 12%, <1%."""
        from babel.numbers import format_percent  # most builds render no shelf that needs it

        least = 0.01
        percent = format_percent(max(part, least), locale=_locale(self.language))
        return percent if part >= least / 2 else f"<{percent}"

    def distance(self, distance: Distance) -> str:
        """Return a distance in time in words: 13 years earlier, 3 weeks later, the same day."""
        if distance.count == 0:
            return self("same_day")
        return self(f"{distance.unit}s_{'later' if distance.later else 'earlier'}", count=distance.count)


def read(text: str, path: str, tag: str, problems: list[Problem]) -> Words:
    """Return the catalogue in the YAML `text`, the content of `path`; append to `problems` what is wrong."""
    form = read_form(text, path, 1, problems)
    phrases: dict[str, Mapping[str, str]] = {}
    places: dict[str, tuple[Written, Written]] = {}
    if form:
        for key in form.names():
            phrases[key], places[key] = _forms(form, key, tag), (form.written_key(key), form.place(key))
    return Words(language=tag, phrases=phrases, places=places)


def _forms(form: Form, key: str, tag: str) -> dict[str, str]:
    item = next(iter(form.items(key)), None)
    forms = _plurals(form, key, item, tag) if isinstance(item, Form) else {"other": item.text if item else ""}
    if isinstance(form.node_of(key), SequenceNode):
        form.reject(key, f'"{key}" is a list', "write one text, or its plural forms")
    elif key not in PATTERNS and not all(forms.values()):
        what = f'{"a form of " if isinstance(item, Form) else ""}the phrase "{key}" is empty'
        form.report(form.written_key(key), what, "write it, or remove it")
    try:
        _places(forms)
    except ValueError:
        form.reject(key, f'the braces of "{key}" do not match', "close each {place}; write a literal brace twice: {{")
        return {"other": ""}
    if not all(map(_is_fit, forms.values())):
        hint = "write the name of the value in braces, as en.yaml has it, and nothing else: {day}"
        form.reject(key, f'"{key}" has a place that no value fits', hint)
    if key in PATTERNS and not _is_pattern(forms.get("other", ""), PATTERNS[key]):
        hint = f"write a CLDR pattern of {PATTERNS[key]}, with words in single quotation marks"
        form.reject(key, f'"{forms.get("other", "")}" is not a date pattern', hint)
    return forms or {"other": ""}


def _plurals(form: Form, key: str, item: Form, tag: str) -> dict[str, str]:
    """Return the plural forms in `item`, the value of `key` in `form`; report those that do not fit the language `tag`."""
    forms = {category: item.text(category) or "" for category in PLURALS if category in item}
    item.finish()
    if "other" not in forms:
        form.reject(key, f'"{key}" has no form "other"', "add the form for all other counts")
    for category in forms.keys() - _locale(tag).plural_form.tags - {"other"}:
        item.report(item.written_key(category), f'no count has the form "{category}" in the language "{tag}"', "remove it")
    own = {_plural(tag, count) for count in range(COUNTS)} - {"zero", "one", "other"}
    if "{count" in forms.get("other", "") and own.isdisjoint(forms) and own:
        what = f'"{key}" has only such plural forms as English has'
        form.reject(key, what, f'the language "{tag}" has more: add {" and ".join(sorted(own, key=PLURALS.index))}')
    return forms


def _is_fit(form: str) -> bool:
    """Return whether each place of `form` is only a name, or {count:,}, which separates thousands."""
    return all(
        name is None or (name.isidentifier() and not conversion and (not spec or (name, spec) == ("count", ",")))
        for _, name, spec, conversion in string.Formatter().parse(form)
    )


def _is_pattern(pattern: str, letters: str) -> bool:
    """Return whether a date can be written by `pattern` with only these `letters`: D is not a day of the month, nor Y a year."""
    if set(_LETTER.findall(_QUOTED.sub("", pattern))) - set(letters):
        return False
    try:
        return bool(format_date(date(2022, 12, 13), pattern, locale="en"))
    except (AttributeError, ValueError):
        return False


def chosen(catalogues: Mapping[str, Words], *tags: str) -> Words:
    """Return the catalogue of the first of `tags` that has one, its own or that of a wider language; otherwise English."""
    known = (one for tag in tags for one in language.wider(tag) if one in catalogues)
    return catalogues[next(known, "en")]


def laid_over(
    layers: Sequence[Mapping[str, Words]], folder: str, problems: list[Problem]
) -> tuple[Mapping[str, Words], Mapping[str, Written]]:  # fmt: skip
    """Return the catalogues of `layers` by language, each laid over those before it, and the keys that later layers add.

    The English catalogue of the first layer defines the phrases. A later layer may add some: if another language lacks one of
    these, it is shown in English. If there is also a catalogue of a wider language, such as de for de-CH, no phrase need be in
    the narrower one. What is wrong with a catalogue, which is in `folder`, is appended to `problems`.
    """
    if "en" not in layers[0]:
        what, hint = "the catalogue en.yaml is missing", "add it: the other languages are compared with it"
        problems.append(Problem(path=folder, what=what, hint=hint))
        return {}, {}
    first = layers[0]["en"]
    model, english = first, first
    added: dict[str, Written] = {}
    for layer in layers[1:]:
        if "en" in layer:
            model, english = layer["en"].overridden(model), english.overridden(layer["en"])
            added |= {key: written for key, (written, _) in layer["en"].places.items() if key not in first.phrases}
    found: dict[str, Words] = {}
    for layer in layers:
        for tag, words in layer.items():
            problems += _astray(words, model, f"{folder}/{tag}.yaml")
            found[tag] = found[tag].overridden(words) if tag in found else words
    for tag in sorted(found, key=_narrowness):
        beneath, words = _beneath(tag, found), found[tag]
        problems += _missing(words, first, f"{folder}/{tag}.yaml") if beneath is None else []
        found[tag] = replace(beneath or english, language=tag, places={}).overridden(words)
    return found, added


def _beneath(tag: str, catalogues: Mapping[str, Words]) -> Words | None:
    """Return the catalogue that supplies the phrases missing from that of `tag`: of a wider language in the same script."""
    wider = (one for one in language.wider(tag) if _narrowness(one) < _narrowness(tag) and one in catalogues)
    return next((catalogues[one] for one in wider if language.script(one) == language.script(tag)), None)


def _narrowness(tag: str) -> tuple[int, int]:
    return len(language.wider(tag)), tag.count("-")  # zh and zh-Hans are wider than each other


def _missing(words: Words, model: Words, path: str) -> list[Problem]:
    """Return a problem for each phrase that `words`, read from `path`, lacks and `model` has."""
    lacking, whole = sorted(model.phrases.keys() - words.phrases.keys()), f"{model.language}.yaml"
    many = f'{{count}} phrases are missing from {words.language}.yaml, "{next(iter(lacking), "")}" among them'
    return [
        Problem(
            path=path, what=f'the phrase "{key}" is missing', hint=f"add it: {whole} has it",
            many=many, for_all=f"add them: {whole} has them all",
        )
        for key in lacking
    ]  # fmt: skip


def _astray(words: Words, model: Words, path: str) -> list[Problem]:
    """Return a problem for each key, and each place in a phrase, that `words`, read from `path`, has and `model` has not."""
    problems = []
    for key in sorted(words.phrases.keys() - model.phrases.keys()):
        hint = suggestion(key, model.phrases, f"remove it, or add it to {model.language}.yaml as well")
        written, _ = words.places[key]
        problems.append(written.problem(path, f'the phrase "{key}" is not in {model.language}.yaml', hint))
    for key in sorted(words.phrases.keys() & model.phrases.keys()):
        given, used = _places(model.phrases[key]), _places(words.phrases[key])
        for place in sorted(used - given - {"count"}):
            _, written = words.places[key]
            named = " and ".join(f"{{{one}}}" for one in sorted(given - used))
            hint = f"there is {named}" if named else "remove it"
            problems.append(written.problem(path, f'the phrase "{key}" has no value for {{{place}}}', hint))
    return problems


def _places(forms: Mapping[str, str]) -> set[str]:
    return {name for form in forms.values() for _, name, _, _ in string.Formatter().parse(form) if name}


def _date(moment: Moment | date) -> date:
    if isinstance(moment, date):
        return moment
    if isinstance(moment, Moment):
        return moment.at.date()
    raise TypeError(f"{moment!r} is not a date")  # babel formats today for None


@lru_cache(maxsize=64)
def _locale(tag: str) -> Locale:
    """Return the locale of `tag`, or of the nearest wider language that CLDR knows, or English."""
    return next(filter(None, map(language.locale, language.wider(tag))), Locale("en"))


@lru_cache(maxsize=4096)
def _plural(tag: str, count: int) -> str:
    return _locale(tag).plural_form(count)


@lru_cache(maxsize=65536)
def _format(day: date, pattern: str, tag: str) -> str:
    return format_date(day, pattern, locale=_locale(tag))


def _zone(moment: Moment) -> str:
    offset = moment.at.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"
