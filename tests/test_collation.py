"""Names in lists are sorted where readers look for them."""

import pytest

from press import collation


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
