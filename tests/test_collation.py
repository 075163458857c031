"""Names in lists are sorted where readers look for them."""

import pytest

from press.ground import collation


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("de", ["Emil Ende", "Émile Zola", "Özlem Äugler", "Zacharias Zorn"]), ("pl", ["cote", "côte", "Łódź", "Lublin", "Zamość"]),
        ("fr", ["eau", "Économie", "Énergie", "Œuvre", "Zone euro"]), ("ru", ["Ёлка", "Ель", "Икра", "Йод", "Кит", "Яма"]),
        ("sv", ["Anna", "Émile", "Zorn", "Öman"]), ("da", ["Anna", "Zorn", "Øby"]), ("ar", ["أحمد", "ادم", "مُراد", "مريم"]),
        ("hi", ["कक", "कह", "क्या"]),
    ],
)  # fmt: skip
def test_names_are_sorted_by_their_letters_and_then_by_the_marks_on_them(lang: str, names: list[str]) -> None:
    assert sorted(sorted(names), key=lambda name: collation.key(name, lang)) == names


@pytest.mark.parametrize(
    ("lang", "letters"),
    [
        ("en", "apple, Écran, Öl, Œuvre > A E O O"), ("sv", "Émile, Öman, åka > E Ö Å"), ("ru", "Ёлка, йод, Вода > Е Й В"),
        ("ka", "თბილისი > თ"), ("ar", "أحمد, مُراد > ا م"), ("en", "5G, «Газпром», (x), ٣ > # # # #"), ("zh", "北京, 水, água > 文 文 A"),
        ("ja", "がっこう, カ > か カ"), ("ko", "김 > ᄀ"),
    ],
)  # fmt: skip
def test_a_name_stands_below_its_first_letter_a_digit_or_sign_below_one_sign(lang: str, letters: str) -> None:
    names, _, expected = letters.partition(" > ")
    assert [collation.initial(name, lang) for name in names.split(", ")] == expected.split()
