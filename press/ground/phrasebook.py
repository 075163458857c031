"""Reads the catalogues of words, and says what is wrong with them: alone, and beside that of English. Knows no page."""

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from babel.dates import format_date
from yaml.nodes import SequenceNode

from press.ground import language
from press.ground.form import Form, Written, read as read_form
from press.ground.problems import Problem
from press.ground.suggestion import suggestion
from press.ground.words import Words, locale, plural

PATTERNS = {"format_day": "G y M L d E c", "format_month": "G y M L", "format_day_of_year": "M L d"}
"""The phrases that are CLDR date patterns (Unicode Technical Standard 35, part 4), each with the letters that it may have."""
_PERIODS = {"year": "y", "month": "ML", "day": "d"}
"""The parts of a date, and the letters for each: a pattern has one of these if it may have any."""
_SPARE = {"agency", "region"}
"""Replacement fields that a phrase may do without, because what they stand for is elsewhere on the page."""
_MARKED = re.compile(r"</?[a-z][^<>]*>|&#?\w+;", re.IGNORECASE)
"""Markup, which would be printed as it stands: a phrase is text."""
_QUOTED, _LETTER = re.compile("'[^']*'"), re.compile("[A-Za-z']")
PLURALS = ("zero", "one", "two", "few", "many", "other")
COUNTS = 200
"""Counts below this have every plural form that a language has for whole numbers, except that for millions."""


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
        _fields(forms)
    except ValueError:
        form.reject(key, f'the braces of "{key}" do not match', "close each {place}; write a literal brace twice: {{")
        return {"other": ""}
    if not all(map(_is_fit, forms.values())):
        hint = "write the name of the value in braces, as en.yaml has it, and nothing else: {day}"
        form.reject(key, f'"{key}" has a place that no value fits', hint)
    marked = next(filter(None, map(_MARKED.search, forms.values())), None)
    if marked:
        form.reject(key, f'"{marked[0]}" would be printed as it stands', "write plain text, in Unicode; templates have the tags")
    if key in PATTERNS:
        _check_pattern(form, key, forms.get("other", ""))
    return forms or {"other": ""}


def _check_pattern(form: Form, key: str, pattern: str) -> None:
    """Report the `pattern` at `key` of `form` if no date can be written by it, or not the whole of one."""
    needed = {name: letters for name, letters in _PERIODS.items() if letters[0] in PATTERNS[key]}
    lost = [name for name, letters in needed.items() if _letters(pattern).isdisjoint(letters)]
    if not _is_pattern(pattern, PATTERNS[key]):
        hint = f"write a CLDR pattern of {PATTERNS[key]}, with words in single quotation marks"
        form.reject(key, f'"{pattern}" is not a date pattern', hint)
    elif lost:
        form.reject(key, f'the date pattern "{pattern}" has no {lost[0]}', f"add {_PERIODS[lost[0]][0]}")


def _plurals(form: Form, key: str, item: Form, tag: str) -> dict[str, str]:
    """Return the plural forms in `item`, the value of `key` in `form`; report those that do not fit the language `tag`."""
    forms = {category: item.text(category) or "" for category in PLURALS if item.has(category)}
    item.finish()
    if "other" not in forms:
        form.reject(key, f'"{key}" has no form "other"', "add the form for all other counts")
    for category in forms.keys() - locale(tag).plural_form.tags - {"other"}:
        item.report(item.written_key(category), f'no count has the form "{category}" in the language "{tag}"', "remove it")
    categories = {plural(tag, count) for count in range(COUNTS)} - {"zero", "one", "other"}
    if "{count" in forms.get("other", "") and categories.isdisjoint(forms) and categories:
        what = f'"{key}" has only such plural forms as English has'
        form.reject(key, what, f'the language "{tag}" has more: add {" and ".join(sorted(categories, key=PLURALS.index))}')
    return forms


def _is_fit(form: str) -> bool:
    """Return whether each replacement field of `form` is only a name, or {count:,}, which separates thousands."""
    return all(
        name is None or (name.isidentifier() and not conversion and (not spec or (name, spec) == ("count", ",")))
        for _, name, spec, conversion in string.Formatter().parse(form)
    )


def _is_pattern(pattern: str, letters: str) -> bool:
    """Return whether a date can be written by `pattern` with only these `letters`: D is not a day of the month, nor Y a year."""
    if _letters(pattern) - set(letters):
        return False
    try:
        return bool(format_date(date(2022, 12, 13), pattern, locale="en"))
    except (AttributeError, ValueError):
        return False


def _letters(pattern: str) -> set[str]:
    return set(_LETTER.findall(_QUOTED.sub("", pattern)))


def laid_over(
    layers: Sequence[Mapping[str, Words]], folder: str, problems: list[Problem]
) -> tuple[Mapping[str, Words], Mapping[str, Written]]:
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
            problems += [*_astray(words, model, f"{folder}/{tag}.yaml"), *_untold(words, english, f"{folder}/{tag}.yaml")]
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
    sentence = f'{{count}} phrases are missing from {words.language}.yaml, "{next(iter(lacking), "")}" among them'
    return [
        Problem(
            path=path,
            what=f'the phrase "{key}" is missing',
            hint=f"add it: {whole} has it",
            sentence=sentence,
            for_all=f"add them: {whole} has them all",
        )
        for key in lacking
    ]


def _astray(words: Words, model: Words, path: str) -> list[Problem]:
    """Return a problem for each key, and each replacement field that `words`, read from `path`, has and `model` has not."""
    problems = []
    for key in sorted(words.phrases.keys() - model.phrases.keys()):
        hint = suggestion(key, model.phrases, f"remove it, or add it to {model.language}.yaml as well")
        written, _ = words.places[key]
        problems.append(written.problem(path, f'the phrase "{key}" is not in {model.language}.yaml', hint))
    for key in sorted(words.phrases.keys() & model.phrases.keys()):
        given, used = _fields(model.phrases[key]), _fields(words.phrases[key])
        for field in sorted(used - given - {"count"}):
            _, written = words.places[key]
            named = " and ".join(f"{{{one}}}" for one in sorted(given - used))
            hint = f"there is {named}" if named else "remove it"
            problems.append(written.problem(path, f'the phrase "{key}" has no value for {{{field}}}', hint))
    return problems


def _untold(words: Words, english: Words, path: str) -> Iterator[Problem]:
    """Yield a problem for each replacement field that a phrase has in `english` but not in `words`, read from `path`."""
    for key in sorted(words.phrases.keys() & english.phrases.keys()):
        given, used = _fields(english.phrases[key]), _fields(words.phrases[key])
        for field in sorted(given - used - _SPARE) if used <= given else ():  # otherwise one is misspelled
            _, written = words.places[key]
            yield written.problem(path, f'the phrase "{key}" does not say {{{field}}}', "put it where it belongs")


def _fields(forms: Mapping[str, str]) -> set[str]:
    return {name for form in forms.values() for _, name, _, _ in string.Formatter().parse(form) if name}
