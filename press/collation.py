"""How names are sorted in lists: by their letters, and only then by the marks on them. Knows no list, and few alphabets."""

import unicodedata
from functools import lru_cache

from press import slug

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


def key(name: str, lang: str) -> tuple[str, str]:
    """Return the sort key of `name` in a list in the language `lang`: its letters without marks, then with them."""
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
