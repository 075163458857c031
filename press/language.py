"""Languages by their tags, as BCP 47 writes them and CLDR knows them."""

import re
from functools import lru_cache
from html import escape

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale

from press import plaintext
from press.form import Form

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


QUOTATION = {
    "«»": ("be", "el", "es", "fa", "hy", "it", "ky", "nb", "nn", "no", "pt-PT", "ru", "tg", "uk"),
    "«\u00a0\u00a0»": ("fr",),
    "„“": ("bg", "cs", "de", "et", "is", "ka", "lt", "mk", "sk", "sl"),
    "„”": ("hu", "pl", "ro"),
    "””": ("fi", "sv"),
    "「」": ("ja",),
}
"""The outer quotation marks of languages that have others than English (CLDR, delimiters)."""
_QUOTATION = {tag: (marks[: len(marks) // 2], marks[len(marks) // 2 :]) for marks, tags in QUOTATION.items() for tag in tags}


def quotation(tag: str) -> tuple[str, str]:
    """Return what opens and what closes a quotation in the language `tag`."""
    return _QUOTATION.get(tag) or _QUOTATION.get(tag.partition("-")[0]) or ("“", "”")


@lru_cache(maxsize=256)
def locale(tag: str) -> Locale | None:
    """Return what CLDR knows of the language `tag`, or None if that is no language."""
    try:
        found = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
    _, territory, script, *_ = parse_locale(tag, sep="-")
    names = Locale("en")
    if tag.lower() in {"root", "und"}:
        return None
    real = (script is None or script in names.scripts) and (territory is None or territory in names.territories)
    return found if real else None


def same(one: str, other: str) -> bool:
    """Return whether two tags name one language, be it of another country or in another script: en and en-GB."""
    return one.partition("-")[0] == other.partition("-")[0]


@lru_cache(maxsize=256)
def direction(tag: str) -> str:
    """Return the direction in which the language `tag` is written: `ltr` or `rtl`."""
    found = locale(tag)
    return found.text_direction if found else "ltr"


@lru_cache(maxsize=256)
def with_territory(tag: str) -> str:
    """Return the language `tag` as the Open Graph protocol writes it, language_TERRITORY; empty if CLDR knows no territory.

    Where the tag names none it is the likeliest (CLDR, likely subtags).
    """
    spoken, territory, script, *_ = parse_locale(tag, sep="-")
    likely = get_global("likely_subtags")
    whole = likely.get(f"{spoken}_{script}") or likely.get(spoken) or ""
    territory = territory or whole.rpartition("_")[2]
    return f"{spoken}_{territory}" if territory else ""


def isolated(text: str, tag: str) -> str:
    """Return `text` as it can stand without markup in a text of the language `tag`, where a reader knows no directions."""
    return plaintext.isolated(text) if direction(tag) == "ltr" else text


def isolated_html(text: str, tag: str) -> str:
    """Return the plain `text` as HTML that can stand in a text of the language `tag`, where a reader may drop every `dir`."""
    return escape(isolated(text, tag))


def name(tag: str) -> str:
    """Return what the language `tag` calls itself, as a heading."""
    found = locale(tag)
    own = (found.display_name if found else None) or tag
    return own[:1].upper() + own[1:]


def read(form: Form, key: str) -> str:
    """Return the language tag at `key` of `form`, or nothing; what is no language is reported there."""
    tag = form.text(key)
    if tag is not None and (not _TAG.fullmatch(tag) or locale(tag) is None):
        form.reject(key, f'"{tag}" is no language', "write a BCP 47 tag such as en, ru or zh-Hant")
        return ""
    return canonical(tag) if tag else ""


def canonical(tag: str) -> str:
    """Return `tag` with letters as they are usually written (RFC 5646, section 2.1.1): zh-Hant, pt-BR, ca-valencia."""
    first, *rest = tag.lower().split("-")
    usual = {2: str.upper, 4: str.title}
    return "-".join([first, *(usual.get(len(part), str.lower)(part) for part in rest)])
