"""Languages by their tags: which there are, how they call themselves, and how they are written."""

import pytest

from press.ground import language


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("ar", "rtl"), ("tg-Arab", "rtl"), ("ku-Arab-IQ", "rtl"), ("prs", "rtl"), ("pa-PK", "rtl"), ("pnb", "rtl"), ("en", "ltr"),
        ("tg", "ltr"), ("az-Latn-IR", "ltr"), ("ks-Deva", "ltr"), ("bxr", "ltr"), ("xx", "ltr"), ("en-x-any", "ltr"),
    ],
)  # fmt: skip
def test_a_language_runs_as_its_script_does(tag: str, direction: str) -> None:
    assert language.direction(tag) == direction


@pytest.mark.parametrize("tag", ["prs", "crh", "bxr", "tg-Arab", "zh-Hant-TW", "es-419", "ca-valencia", "zh-419"])
def test_a_registered_language_is_known_be_there_a_locale_or_not(tag: str) -> None:
    assert language.is_known(tag)


@pytest.mark.parametrize("tag", ["xx", "cz", "ua", "jp", "und", "root", "en-Xxxx", "en-XX", "xx-Arab"])
def test_what_nobody_registered_is_no_language(tag: str) -> None:
    assert not language.is_known(tag)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("tg", "Тоҷикӣ"), ("tg-Cyrl", "Тоҷикӣ"), ("tg-Arab", "Тоҷикӣ (Арабӣ)"), ("uz-Arab", "اوزبیک (عربی)"),
        ("pt-BR", "Português (Brasil)"), ("prs", "فارسی (افغانستان)"), ("crh", "Crimean Tatar"), ("xx", "Xx"),
    ],
)  # fmt: skip
def test_a_language_calls_itself_by_its_name_and_by_a_script_that_is_not_the_usual_one(tag: str, name: str) -> None:
    assert language.name(tag) == name


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "en_US"), ("en-GB", "en_GB"), ("zh-Hant", "zh_TW"), ("sr-Latn", "sr_RS"), ("prs", "fa_AF"), ("bxr", "bua_RU")],
)
def test_a_language_has_a_territory(tag: str, expected: str) -> None:
    assert language.with_territory(tag) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("en", "en-GB", True), ("prs", "fa", True), ("zh-TW", "zh-Hant-HK", True), ("sr", "sr-Cyrl-ME", True), ("en", "de", False),
        ("uz", "uz-Arab", False), ("kk-CN", "kk", False), ("sr-ME", "sr", False), ("zh-TW", "zh", False), ("pa-PK", "pa", False),
    ],
)  # fmt: skip
def test_one_language_is_one_in_any_country_and_another_in_another_script(one: str, other: str, same: bool) -> None:
    assert language.same(one, other) is language.same(other, one) is same


@pytest.mark.parametrize(
    ("tag", "name", "fits"),
    [
        ("en", "بحر قزوين", False), ("en", "Энергия", False), ("en", "Émile Ó Sé", True), ("en", "2022", True), ("ru", "Энергия", True),
        ("ru", "Water", False), ("fa", "محمد", True), ("sr-Latn", "Вода", False), ("zh-Hant", "裏海", True), ("ja", "カスピ海", True),
        ("ko", "카스피해", True), ("bn", "কাস্পিয়ান", True), ("en", "Gazprom (Газпром)", True), ("xx", "Вода", True),
    ],
)  # fmt: skip
def test_a_name_fits_a_language_in_whose_script_it_is(tag: str, name: str, fits: bool) -> None:
    assert language.fits(tag, name) is fits
