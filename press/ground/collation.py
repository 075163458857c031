"""How names are sorted in lists: by their letters, and only then by the marks on them. Knows no list, and few alphabets."""

import unicodedata
from functools import lru_cache

from press.ground import slug

STROKED = {"æ": "ae", "đ": "d", "ı": "i", "ł": "l", "ø": "o", "œ": "oe"}
"""Letters that are sorted with plain ones, though Unicode does not decompose them."""
_OWN = frozenset("й")
"""Letters with a place of their own, though Unicode decomposes them."""
_NORDIC = _OWN | frozenset("åäæöøõü")
"""The same for languages whose alphabet continues after z."""
_BEYOND_Z = frozenset({"da", "et", "fi", "is", "nb", "nn", "no", "sv"})
"""Those languages."""
_VIRAMA = 9
"""The combining class of viramas, which join letters and so are not marks on one (Unicode, 4.3)."""

SIGNS = "#"
"""Stands for the first letter of a name that begins with a digit or another sign."""
IDEOGRAPHS = "文"
"""Stands for that of a name that begins with any of the thousands of Chinese characters."""


def key(name: str, lang: str) -> tuple[str, str]:
    """Return the sort key of `name` in a list in the language `lang`: its letters without marks, then with them."""
    folded = slug.fold(name)
    if folded.isascii():
        return folded, folded
    letters = _NORDIC if lang.partition("-")[0] in _BEYOND_Z else _OWN
    return "".join(letter if letter in letters else _plain(letter) for letter in folded), folded


def initial(name: str, lang: str) -> str:
    """Return the letter below which `name` stands in a list in the language `lang`: its first, a capital if there is one."""
    letter = key(name, lang)[0][:1]
    if not letter.isalpha():
        return SIGNS
    return IDEOGRAPHS if unicodedata.name(letter, "").startswith("CJK ") else letter.title()


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """Return `letter` without its accents, points or other marks."""
    parts = unicodedata.normalize("NFKD", STROKED.get(letter, letter))
    return "".join(part for part in parts if unicodedata.combining(part) in {0, _VIRAMA})
