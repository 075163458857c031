"""Names become the words of addresses."""

import pytest
from hypothesis import given, strategies as st
from slugify import slugify

from press.ground import slug


def test_letters_of_other_scripts_are_transliterated_or_kept() -> None:
    assert slug.make("Gorno-Badakšan") == "gorno-badaksan"
    assert slug.make("Каспийское море") == "kaspiiskoe-more"
    assert slug.make("Каспийское море", unicode=True) == "каспийское-море"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("हिन्दी समाचार", "हिन्दी-समाचार"), ("বাংলা", "বাংলা"), ("مُحَمَّد", "مُحَمَّد"), ("ශ්\u200dරී ලංකා", "ශ්\u200dරී-ලංකා"), ("ที่นี่", "ที่นี่"),
        ("น้ำ", "น้ำ"), ("ນ້ຳ ຄຳ", "ນ້ຳ-ຄຳ"),
        ("İstanbul", "istanbul"), ("I\u0307zmir", "izmir"), ("❤\ufe0f you", "you"),
    ],
)  # fmt: skip
def test_a_word_with_marks_on_its_letters_stays_whole(name: str, expected: str) -> None:
    assert slug.make(name, unicode=True) == expected


@pytest.mark.parametrize("name", ["می\u200cخواهم", "Émile’s co\u0302te", "d＇Arc & l'eau", "1,000 &amp; x", "日本語、東京"])
def test_what_was_no_fault_keeps_its_address(name: str) -> None:
    assert slug.make(name, unicode=True) == slugify(name, allow_unicode=True)


def test_a_name_without_letters_still_gets_a_slug() -> None:
    assert slug.make("🌒") == "u1f312"


def test_two_long_names_that_begin_alike_stay_two() -> None:
    first, second = slug.make("a" * 300 + " one"), slug.make("a" * 300 + " two")
    assert first != second
    assert len(first.encode()) <= slug.MAX_BYTES


def test_the_slug_of_a_long_name_never_changes() -> None:
    assert slug.make("a" * 300) == "a" * 171 + "-a5de59a0"
    assert slug.make("я" * 300, unicode=True) == "я" * 85 + "-055210fd"


@given(st.text(min_size=1) | st.text(st.sampled_from("aब-\u0301\u093f\u094d\u200c\u200d\ufe0fİ&#39; "), min_size=1, max_size=99))
def test_a_made_slug_is_safe_and_never_empty(name: str) -> None:
    for unicode in (False, True):
        made = slug.make(name, unicode=unicode)
        assert not name.strip() or made
        assert not made or not slug.unsafe(made), made


def test_case_and_invisible_characters_fold() -> None:
    assert slug.fold("Sécurité") == slug.fold("se\u0301curite\u0301".upper())
    assert slug.fold("می\u200cخواهم") == slug.fold("میخواهم")


@pytest.mark.parametrize("word", ["a\u0301\u200bb", "a\u200db", "a\u00adb", "\u200fa", "a\u2060", "\u200c"])
def test_what_nobody_can_see_belongs_into_no_address(word: str) -> None:
    assert slug.unsafe(word)


def test_a_joiner_that_is_part_of_a_word_may_stand_in_an_address() -> None:
    assert not slug.unsafe("می\u200cخواهم")
    assert not slug.unsafe("क्\u200dष")


@pytest.mark.parametrize("word", [".a", "-a", "a" * 181, "я" * 91, ""])
def test_what_some_host_would_not_serve_is_not_a_slug(word: str) -> None:
    assert slug.unsafe(word)
