"""The words of the interface: plural forms, dates, and catalogues that agree with each other."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup, escape

from press.config.subscription import KINDS
from press.formats.dataset import FIELDS
from press.ground import phrasebook, words
from press.ground.moment import Calendar, Distance, Moment, parse
from press.ground.problems import Problem
from press.ground.words import Words

THEME = Path(__file__).resolve().parent.parent / "theme"


def catalogue(language: str) -> Words:
    found: list[Problem] = []
    read = phrasebook.read((THEME / "words" / f"{language}.yaml").read_text(encoding="utf-8"), "x", language, found)
    assert not found
    return read


def moment(text: str) -> Moment:
    found = parse(text, Calendar(zone=ZoneInfo("Asia/Tashkent")))
    assert isinstance(found, Moment)
    return found


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 1, "1 year earlier"),
        ("en", 13, "13 years earlier"),
        ("ru", 1, "на 1 год раньше"),
        ("ru", 3, "на 3 года раньше"),
        ("ru", 13, "на 13 лет раньше"),
    ],
)
def test_distances_in_words(language: str, count: int, expected: str) -> None:
    assert catalogue(language).distance(Distance(count=count, unit="year", later=False)) == expected


def test_dates_in_words() -> None:
    english, russian = catalogue("en"), catalogue("ru")
    assert english.time(moment("2022-12-13 09:54")) == "13 December 2022, 09:54 (UTC+5)"
    assert english.time(moment("2022-12-13")) == "13 December 2022"
    assert russian.day(date(2022, 12, 13)) == "13 декабря 2022 г."
    assert russian.month(date(2022, 12, 13)) == "декабрь 2022"


@pytest.mark.parametrize(
    ("tag", "day"), [("crh", "13 December 2022"), ("ky-CN", "13 декабрь 2022"), ("de-AQ", "13 Dezember 2022")]
)
def test_what_cldr_does_not_know_is_written_as_in_a_wider_language_or_in_english(tag: str, day: str) -> None:
    found = replace(catalogue("en"), language=tag)
    assert (found.day(date(2022, 12, 13)), found("article_count", count=1)) == (day, "1 article")
    assert replace(found, language="crh").share(0.12) == "12%"


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "12,000 articles"),
        ("ru", "12\xa0000 статей"),
        ("de", "12.000 articles"),
        ("de-CH", "12’000 articles"),
        ("es", "12.000 articles"),
    ],
)
def test_the_digits_of_many_are_grouped_as_in_their_language(tag: str, text: str) -> None:
    found = catalogue("ru") if tag == "ru" else replace(catalogue("en"), language=tag)
    assert found("article_count", count=12000) == text
    assert found("article_count", count=9999).startswith("9999 ")


def test_those_who_wrote_it_are_named_by_their_number() -> None:
    assert [catalogue("ru")("by", count=count) for count in (1, 2, 5)] == ["Автор:", "Авторы:", "Авторы:"]


@pytest.mark.parametrize("place", sorted((THEME / "words").glob("*.yaml")), ids=lambda place: place.stem)
def test_every_catalogue_has_the_same_keys_and_places(place: Path) -> None:
    problems: list[Problem] = []
    phrasebook.laid_over([{"en": catalogue("en"), place.stem: catalogue(place.stem)}], "x", problems)
    assert problems == []


def test_a_catalogue_that_lacks_a_key_or_has_a_wrong_one_is_reported() -> None:
    found: list[Problem] = []
    model = phrasebook.read("home: Home\nby: by {name}\n", "en.yaml", "en", found)
    other = phrasebook.read("hom:\n  Casa\nby: di {nome}\n", "it.yaml", "it", found)
    phrasebook.laid_over([{"en": model, "it": other}], "words", found)
    assert [str(problem) for problem in found] == [
        'words/it.yaml:1:1: the phrase "hom" is not in en.yaml (did you mean "home"?)',
        'words/it.yaml:3:5: the phrase "by" has no value for {nome} (there is {name})',
        'words/it.yaml:1:1: the phrase "home" is missing (add it: en.yaml has it)',
    ]


def test_an_archive_s_own_catalogue_changes_and_adds_phrases_and_is_blamed_for_its_own_mistakes_alone() -> None:
    def layer(**texts: str) -> dict[str, Words]:
        return {tag: phrasebook.read(text, tag, tag, []) for tag, text in texts.items()}

    built_in, problems = layer(en="home: Home\nby: by {name}\n", ru="home: Дом\nby: от {name}\n"), list[Problem]()
    own = layer(en="by: written\nours: Ours\n", fr="home: Accueil\nby: de {name}\n")
    found, added = phrasebook.laid_over([built_in, own], "words", problems)
    assert problems == []
    assert {key: (place.line, place.column) for key, place in added.items()} == {"ours": (2, 1)}
    assert [found["en"](key) for key in ("home", "by", "ours")] == ["Home", "written", "Ours"]
    assert [found[tag]("ours") for tag in ("ru", "fr")] == ["Ours", "Ours"]
    assert found["ru"]("by", name="X") == "от X"
    phrasebook.laid_over([built_in, layer(en="by: by {nome}\n", fr="home: Accueil\n")], "words", problems)
    phrasebook.laid_over([{"ru": built_in["ru"]}], "words", problems)
    assert [str(problem).partition(" (")[0] for problem in problems] == [
        'words/en.yaml:1:5: the phrase "by" has no value for {nome}', 'words/fr.yaml:1:1: the phrase "by" is missing',
        "words:1:1: the catalogue en.yaml is missing",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("de-CH", "Strasse de"),
        ("zh-TW", "Strasse zh-Hant"),
        ("zh-Hans", "Strasse zh"),
        ("sr-Latn", "Strasse en"),
        ("prs", "Strasse fa"),
        ("nl-BE", "Strasse en"),
    ],
)
def test_a_catalogue_of_a_territory_has_what_it_lacks_from_that_of_its_language_and_script(tag: str, expected: str) -> None:
    def layer(*tags: str) -> dict[str, Words]:
        return {one: phrasebook.read(f"street: Straße\nhome: {one}\n", one, one, []) for one in tags}

    problems: list[Problem] = []
    own = {tag: phrasebook.read("street: Strasse\n", tag, tag, [])}
    found, _ = phrasebook.laid_over([layer("en", "sr", "zh"), {**own, **layer("zh-Hant", "de", "fa")}], "words", problems)
    assert f"{found[tag]('street')} {found[tag]('home')}" == expected
    assert found[tag].language == tag
    assert [problem.path for problem in problems] == [f"words/{tag}.yaml"] * expected.endswith("en")


def test_a_phrase_without_words_is_reported_at_its_key() -> None:
    found: list[Problem] = []
    phrasebook.read("home: Home\nby:\nnewest: ' '\ncount: {one: '', other: '{count}'}\nfor: null\n", "en.yaml", "en", found)
    assert [str(problem) for problem in found] == [
        'en.yaml:2:1: the phrase "by" is empty (write it, or remove it)',
        'en.yaml:3:1: the phrase "newest" is empty (write it, or remove it)',
        'en.yaml:4:1: a form of the phrase "count" is empty (write it, or remove it)',
        'en.yaml:5:1: the phrase "for" is empty (write it, or remove it)',
    ]


def test_braces_that_do_not_match_are_reported_in_their_line() -> None:
    found: list[Problem] = []
    phrasebook.read("home: Home\nby: by {name\ncount: {one: '{', other: '{count}'}\n", "en.yaml", "en", found)
    hint = "close each {place}; write a literal brace twice: {{"
    assert [str(problem) for problem in found] == [
        f'en.yaml:2:5: the braces of "by" do not match ({hint})',
        f'en.yaml:3:8: the braces of "count" do not match ({hint})',
    ]


@pytest.mark.parametrize(
    "text",
    [
        "of {}", "of {0}", "of {day:%Y}", "of {day!x}", "of {day!r}", "of {day.x}", "{count:,} of {day[0]}", "of {day:,}",
        "{count:99999999999999}", "{count:c}", "{count:n}", "{count:{day}}",
    ],
)  # fmt: skip
def test_a_place_that_no_value_fits_is_reported_in_its_line(text: str) -> None:
    found: list[Problem] = []
    phrasebook.read(f'many: "{{count:,}} of {{day}}"\nnone: "{text}"\n', "en.yaml", "en", found)
    hint = "write the name of the value in braces, as en.yaml has it, and nothing else: {day}"
    assert [str(problem) for problem in found] == [f'en.yaml:2:7: "none" has a place that no value fits ({hint})']


@pytest.mark.parametrize(
    ("key", "pattern", "wrong"),
    [
        ("format_day", "DD. MM. YYYY", True), ("format_day", "EEEE, d 'de' MMMM y", False), ("format_day", "y年M月d日", False),
        ("format_day", "d de MMMM y", True), ("format_month", "d. LLLL y", True), ("format_month", "LLLL 'd''any' y", False),
        ("format_day_of_year", "d MMMM y", True), ("format_day_of_year", "d 'MMMM", True),
    ],
)  # fmt: skip
def test_a_pattern_that_says_something_else_than_its_date_is_reported(key: str, pattern: str, wrong: bool) -> None:
    found: list[Problem] = []
    phrasebook.read(f'{key}: "{pattern}"\n', "x.yaml", "en", found)
    assert [str(problem).partition(" (")[0] for problem in found] == [
        f'x.yaml:1:{len(key) + 3}: "{pattern}" is not a date pattern'
    ] * wrong


def test_a_pattern_without_a_part_of_its_date_is_reported() -> None:
    found: list[Problem] = []
    phrasebook.read("format_day: d MMMM\nformat_month: y\nformat_day_of_year: MMMM\n", "x.yaml", "en", found)
    assert [str(problem) for problem in found] == [
        'x.yaml:1:13: the date pattern "d MMMM" has no year (add y)',
        'x.yaml:2:15: the date pattern "y" has no month (add M)',
        'x.yaml:3:21: the date pattern "MMMM" has no day (add d)',
    ]


def test_a_phrase_says_what_the_english_one_says_in_plain_text() -> None:
    def layer(**texts: str) -> dict[str, Words]:
        return {tag: phrasebook.read(text, tag, tag, problems) for tag, text in texts.items()}

    problems = list[Problem]()
    english = 'listed: "{first}, {next}"\ndateline: "{place} ({agency})"\ncount: {one: "One.", other: "{count}."}\nskip: Skip\n'
    foreign = 'listed: "{first}"\ndateline: "{place}"\ncount: {one: "Un.", other: "Plusieurs."}\nskip: "<b>Passer</b>&nbsp;!"\n'
    phrasebook.laid_over([layer(en=english), layer(fr=foreign)], "words", problems)
    assert [str(problem) for problem in problems] == [
        'fr:4:7: "<b>" would be printed as it stands (write plain text, in Unicode; templates have the tags)',
        'words/fr.yaml:3:8: the phrase "count" does not say {count} (put it where it belongs)',
        'words/fr.yaml:1:9: the phrase "listed" does not say {next} (put it where it belongs)',
    ]


def test_a_phrase_around_html_is_html_itself() -> None:
    found: list[Problem] = []
    phrase = phrasebook.read('by: "{count:,} <of> {name} & {title}"\n', "x", "en", found)
    marked = phrase("by", count=1000, name=Markup("<b>A</b>"), title="<B>")
    assert escape(marked) == "1,000 &lt;of&gt; <b>A</b> &amp; &lt;B&gt;"
    assert phrase("by", count=1, name="<b>", title="") == "1 <of> <b> & "


def test_every_phrase_is_used_and_every_use_has_a_phrase() -> None:
    code = "".join(place.read_text(encoding="utf-8") for place in Path("press").rglob("*.py"))
    templates = "".join(place.read_text(encoding="utf-8") for place in (THEME / "templates").glob("*"))
    used = set(re.findall(r'words\("([a-z_]+)"', templates + code)) | set(re.findall(r'self\("([a-z_]+)"', code))
    used.discard("feed_of_")  # what follows is the kind of a feed
    used |= {f"feed_of_{kind}" for kind in ("articles", *KINDS)} | {"languages", "digest"}
    used = used - {"data_"} | {f"data_{name}" for name in FIELDS}
    used |= {"all_of", "dates", "dateline", "dateline_plain", "regions", "tags", "authors"}
    used |= {f"{unit}s_{way}" for unit in ("day", "week", "month", "year") for way in ("earlier", "later")}
    assert used == set(catalogue("en").phrases)


@pytest.mark.parametrize(
    ("zone", "written"),
    [("America/New_York", "UTC−5"), ("Asia/Kabul", "UTC+4:30"), ("UTC", "UTC"), ("America/St_Johns", "UTC−3:30")],
)
def test_the_zone_of_a_time_in_words(zone: str, written: str) -> None:
    found = parse("2022-12-13 09:54", Calendar(zone=ZoneInfo(zone)))
    assert isinstance(found, Moment)
    assert catalogue("en").time(found) == f"13 December 2022, 09:54 ({written})"


def test_any_phrase_of_another_language_may_count() -> None:
    problems: list[Problem] = []
    other = phrasebook.read("all_articles: {one: '{count} a', other: '{count} b'}\n", "x", "ru", problems)
    phrasebook.laid_over([{"en": catalogue("en")}, {"ru": other}], "x", problems)
    assert not [problem for problem in problems if "no value for" in problem.what]


def test_a_language_of_a_territory_has_the_words_of_the_language() -> None:
    catalogues = {tag: catalogue(tag) for tag in ("en", "ru")}
    assert words.chosen(catalogues, "ru-KZ", "en") is catalogues["ru"]
    assert words.chosen(catalogues, "xx", "yy") is catalogues["en"]


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("zh-Hant-TW", "zh-Hant"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-CN", "zh"), ("zh", "zh"), ("sr-Latn-RS", "sr-Latn"),
        ("sr-ME", "sr-Latn"), ("sr", "sr"), ("sr-RS", "sr"), ("uz", "uz-Latn"), ("uz-Cyrl", "en"), ("prs", "fa"), ("de-CH-1996", "de-CH"),
    ],
)  # fmt: skip
def test_a_catalogue_is_sought_step_by_step_and_in_the_script_of_the_language(tag: str, found: str) -> None:
    catalogues = {one: catalogue("en") for one in ("en", "zh", "zh-Hant", "sr", "sr-Latn", "uz-Latn", "fa", "de", "de-CH")}
    assert words.chosen(catalogues, tag) is catalogues[found]


@pytest.mark.parametrize(
    ("tag", "forms", "expected"),
    [
        ("ru", '{one: "{count} x", other: "{count} y"}', ['has only such plural forms as English has (the language "ru" has more: add few and many)']),
        ("ar", '{zero: none, one: "{count} x", other: "{count} y"}', ['(the language "ar" has more: add two and few and many)']),
        ("ru", '{one: "{count} x", few: "{count} y", other: "{count} z"}', []),
        ("ru", "{one: Автор, other: Авторы}", []),
        ("fr", '{one: "{count} x", many: "{count} d’x", other: "{count} xs"}', []),
        ("zh", '{one: "{count} x", other: "{count} y"}', ['1:13: no count has the form "one" in the language "zh" (remove it)']),
        ("de-CH", '{one: "{count} x", few: z, other: "{count} y"}', ['1:31: no count has the form "few" in the language "de-CH" (remove it)']),
    ],
)  # fmt: skip
def test_plural_forms_are_those_of_the_language(tag: str, forms: str, expected: list[str]) -> None:
    found: list[Problem] = []
    phrasebook.read(f"tag_count: {forms}\n", "x.yaml", tag, found)
    assert len(found) == len(expected)
    assert all(one in str(problem) for one, problem in zip(expected, found, strict=True))
