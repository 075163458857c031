"""Says how names are sorted in lists: by their letters, and only then by the marks on them. Knows no list, and few alphabets."""

import unicodedata
from functools import lru_cache

from press import slug

STROKED = {"æ": "ae", "đ": "d", "ı": "i", "ł": "l", "ø": "o", "œ": "oe"}
"""Letters that stand with plain ones, though Unicode does not take them apart."""
_OWN = frozenset("й")
"""Letters with a place of their own, though Unicode takes them apart."""
_NORDIC = _OWN | frozenset("åäæöøõü")
"""The same where the alphabet goes on behind z."""
_BEYOND_Z = frozenset({"da", "et", "fi", "is", "nb", "nn", "no", "sv"})
"""The languages where it does."""
_VIRAMA = 9
"""The combining class of what joins letters, and so is no mark on one (Unicode, 4.3)."""


def key(name: str, lang: str) -> tuple[str, str]:
    """Return what `name` is sorted by in a list in the language `lang`: its letters without marks, then with them."""
    folded = slug.fold(name)
    if folded.isascii():
        return folded, folded
    own = _NORDIC if lang.partition("-")[0] in _BEYOND_Z else _OWN
    return "".join(letter if letter in own else _plain(letter) for letter in folded), folded


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """Return `letter` without its accents, points or other marks."""
    parts = unicodedata.normalize("NFKD", STROKED.get(letter, letter))
    return "".join(part for part in parts if unicodedata.combining(part) in {0, _VIRAMA})
