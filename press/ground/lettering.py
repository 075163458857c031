"""In what script a text is written, as most of its letters tell. Knows nothing of languages, and little of Markdown."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from babel import Locale

ANY = "Zyyy"
"""The code of ISO 15924 for no script in particular."""
LEAST = 30
"""The fewest letters that tell anything: what is shorter may be a quotation, a name or a formula."""
_PART = 500
"""How many characters are read at the beginning, in the middle and at the end of a long text."""
_KANA = 0.05
"""What part of the letters of a Japanese text is kana at least."""
_UNREAD = re.compile(r"<[^<>]*>|\]\([^()\s]*|\bhttps?://[^\s<>]+|\{[^{}\n]*\}")
"""What readers do not see, or is in no language."""
_HAN = ("CJK",)
_JAPANESE = ("HIRAGANA", "KATAKANA")
_BEGINNINGS = {
    "Hani": _HAN, "Hans": _HAN, "Hant": _HAN, "Jpan": _HAN + _JAPANESE, "Kore": ("HANGUL", *_HAN), "Aran": ("ARABIC",),
    "Beng": ("BENGALI",), "Cans": ("CANADIAN",), "Mtei": ("MEETEI",), "Nkoo": ("NKO",), "Orya": ("ORIYA",),
}  # fmt: skip
"""How the Unicode names of the letters of a script begin, if that is not its name in English."""
_CHINESE = {"gb2312": "Hans", "big5": "Hant"}
"""The encodings made for the simplified and the traditional characters of Chinese, and the codes of these."""


@lru_cache(maxsize=256)
def beginnings(script: str) -> tuple[str, ...]:
    """Return how the Unicode names of the letters of `script` begin; an empty string if unknown."""
    return _BEGINNINGS.get(script) or (Locale("en").scripts.get(script, "").upper(),)


def is_script(code: str) -> bool:
    """Return whether `code` is that of a script (ISO 15924)."""
    return code in Locale("en").scripts


def is_mostly_ascii(text: str) -> bool:
    """Return whether nearly all of `text` is ASCII, and so in Latin letters; its length in UTF-8 tells, and at once."""
    return text.isascii() or len(text.encode(errors="replace")) * 4 < len(text) * 5


def kinds(text: str) -> Counter[str]:
    """Return how many letters a sample of the Markdown `text` has of each kind: the first word of their Unicode names."""
    return _kinds(_letters(text))


def scripts(text: str) -> tuple[str, ...]:
    """Return the codes that the script may have in which most letters of `text` are, the most exact first; none if unknown."""
    if is_mostly_ascii(text):
        return ("Latn",)
    letters = _letters(text)
    found = _kinds(letters)
    most = max(found, key=lambda kind: found[kind], default="")
    if most in {*_HAN, *_JAPANESE}:
        kana = sum(found[kind] for kind in _JAPANESE)
        return ("Jpan",) if kana > _KANA * found.total() else (*_chinese(letters), "Hani")
    return _codes().get(most, ())


def named(text: str) -> str:
    """Return what the script of `text` is called in English; empty if unknown."""
    codes = scripts(text)
    return "" if not codes else "Chinese" if "Hani" in codes else str(Locale("en").scripts[codes[0]])


def _letters(text: str) -> Counter[str]:
    if len(text) > 3 * _PART:
        middle = len(text) // 2
        text = "\n".join((text[:_PART], text[middle : middle + _PART], text[-_PART:]))
    return Counter(filter(str.isalpha, _UNREAD.sub(" ", text)))


def _kinds(letters: Counter[str]) -> Counter[str]:
    found = Counter[str]()
    for letter, times in letters.items():
        found[unicodedata.name(letter, "").partition(" ")[0]] += times
    return found


def _chinese(letters: Counter[str]) -> tuple[str, ...]:
    """Return the code of the kind of Chinese whose encoding has more of `letters`; both codes if they have as many."""
    encodable = {
        code: sum(times for letter, times in letters.items() if letter.encode(encoding, "ignore"))
        for encoding, code in _CHINESE.items()
    }
    return tuple(code for code in encodable if encodable[code] == max(encodable.values()))


@lru_cache(maxsize=1)
def _codes() -> dict[str, tuple[str, ...]]:
    """Return the codes of scripts by the kind of their letters."""
    codes: dict[str, tuple[str, ...]] = {"HANGUL": ("Kore", "Hang"), "ARABIC": ("Arab", "Aran")}
    for code in map(str, Locale("en").scripts):
        codes.setdefault(beginnings(code)[0].partition(" ")[0], (code,))
    return codes
