"""Languages by their tags, as BCP 47 writes them and CLDR knows them."""

import re
import unicodedata
from functools import lru_cache
from html import escape

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale

from press.ground import isolation, lettering
from press.ground.form import Form
from press.ground.suggestion import offer

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""The scripts in use that run from right to left."""
_THREE = ("Arab", "Cyrl", "Latn")
_SEVERAL: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("az", "ba", "kaa", "kk", "ku", "ky", "tg", "tk", "tt", "ug", "uz"), _THREE),
    **dict.fromkeys(("bs", "sh", "sr"), ("Cyrl", "Latn")), "ha": ("Arab",), "ks": ("Deva",), "ms": ("Arab",),
    **dict.fromkeys(("be", "crh", "iu", "lad"), ("Latn",)), **dict.fromkeys(("gag", "ro"), ("Cyrl",)), "jv": ("Arab",),
    "kab": ("Tfng",),
    **dict.fromkeys(("pi", "sa"), ("Beng", "Deva", "Gran", "Khmr", "Knda", "Latn", "Mlym", "Mymr", "Sinh", "Telu", "Thai")),
}  # fmt: skip
"""Scripts in which a language is written, although CLDR's likely subtags name them for no territory or script."""

QUOTATION = {
    "«»": (
        "am", "be", "ca", "el", "es", "eu", "fa", "fr-CH", "hy", "it", "ky", "nb", "nn", "no", "pt-PT", "ru", "sq", "tg", "uk",
    ),
    "«\u00a0\u00a0»": ("fr",),
    "„“": ("bg", "bs-Cyrl", "cs", "de", "et", "hr", "is", "ka", "lb", "lt", "mk", "sk", "sl", "sr"),
    "„”": ("bs", "hu", "pl", "ro", "sr-Latn"),
    "””": ("fi", "sv"),
    "「」": ("ja", "yue", "zh-Hant"),
}  # fmt: skip
"""The outer quotation marks of languages whose marks are not those of English (CLDR, delimiters)."""
_QUOTATION = {tag: (marks[: len(marks) // 2], marks[len(marks) // 2 :]) for marks, tags in QUOTATION.items() for tag in tags}


def quotation(tag: str) -> tuple[str, str]:
    """Return the opening and the closing quotation mark of the language `tag`."""
    return next((_QUOTATION[one] for one in wider(tag) if one in _QUOTATION), ("“", "”"))


@lru_cache(maxsize=256)
def _parts(tag: str) -> tuple[str, str, str, str]:
    """Return language, as CLDR calls it, territory, script and variant of `tag`; all empty if it is not a tag."""
    try:
        primary, territory, script, variant, *_ = parse_locale(tag, sep="-")
    except ValueError:
        return "", "", "", ""
    usual, usual_territory, usual_script, *_ = parse_locale(
        get_global("language_aliases").get(primary, primary)
    )  # prs is fa_AF there
    return usual, territory or usual_territory or "", script or usual_script or "", variant or ""


def _likely(tag: str) -> str:
    """Return the likeliest language, script and territory of `tag`, such as zh_Hant_TW (CLDR, likely subtags)."""
    primary, territory, script, _ = _parts(tag)
    likely = get_global("likely_subtags")
    return likely.get(f"{primary}_{script}") or likely.get(f"{primary}_{territory}") or likely.get(primary) or ""


@lru_cache(maxsize=256)
def is_known(tag: str) -> bool:
    """Return whether there is a language `tag`, even if CLDR does not know its dates and numbers."""
    primary, territory, script, _ = _parts(tag)
    names = Locale("en")
    real = (not script or script in names.scripts) and (not territory or territory in names.territories)
    return real and primary != "und" and primary in get_global("likely_subtags")


@lru_cache(maxsize=256)
def locale(tag: str) -> Locale | None:
    """Return how CLDR writes dates and numbers in the language `tag`, or None if it does not know."""
    primary, territory, script, variant = _parts(tag)
    try:
        return Locale.parse("_".join(filter(None, (primary, script, territory, variant)))) if is_known(tag) else None
    except UnknownLocaleError:
        return None


@lru_cache(maxsize=256)
def wider(tag: str) -> tuple[str, ...]:
    """Return `tag` and ever wider tags (RFC 4647, section 3.4), with its script if it names none: zh-TW, zh-Hant, zh."""
    parts, primary = tag.split("-"), _parts(tag)[0]
    cut = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys((*(cut[:-1] or cut), f"{primary}-{script(tag)}", primary)))


def same(one: str, other: str) -> bool:
    """Return whether two tags name one language in one script, whatever the country: en and en-GB."""
    return (_parts(one)[0], script(one)) == (_parts(other)[0], script(other))


@lru_cache(maxsize=256)
def script(tag: str) -> str:
    """Return the script in which the language `tag` is written, as an ISO 15924 code; empty if unknown."""
    return _parts(tag)[2] or "".join(_likely(tag).split("_")[1:2])


@lru_cache(maxsize=256)
def scripts(tag: str) -> frozenset[str]:
    """Return every script in which the language `tag` is written, as ISO 15924 codes: the one it names, or none if unknown."""
    primary, _, written, _ = _parts(tag)
    if written:
        return frozenset({written})
    likely = [value for key, value in get_global("likely_subtags").items() if key.partition("_")[0] == primary]
    return frozenset([value.split("_")[1] for value in likely]).union(_SEVERAL.get(primary, ()))


def fits(tag: str, text: str) -> bool:
    """Return whether `text` may be in the language `tag`: whether it has no letters, or one of a script of that language."""
    letters, beginnings = [character for character in text if character.isalpha()], lettering.beginnings(script(tag))
    return not letters or any(unicodedata.name(letter, "").startswith(beginnings) for letter in letters)


@lru_cache(maxsize=256)
def is_unspaced(tag: str) -> bool:
    """Return whether the language `tag` is written in characters without spaces between them, as Chinese and Japanese are."""
    return script(tag) in {"Hani", "Hans", "Hant", "Jpan"}


@lru_cache(maxsize=256)
def direction(tag: str) -> str:
    """Return the direction in which the language `tag` is written: `ltr` or `rtl`."""
    return "rtl" if script(tag) in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=256)
def with_territory(tag: str) -> str:
    """Return the language `tag` as the Open Graph protocol writes it, language_TERRITORY; empty if CLDR knows no territory.

    If the tag names none, it is the likeliest.
    """
    primary, territory, *_ = _parts(tag)
    territory = territory or _likely(tag).rpartition("_")[2]
    return f"{primary}_{territory}" if territory else ""


def isolated(text: str, tag: str) -> str:
    """Return `text` for use without markup in a text of the language `tag`, for programs that know no text direction."""
    return isolation.isolated(text) if direction(tag) == "ltr" else text


def isolated_html(text: str, tag: str) -> str:
    """Return the plain `text` as HTML for use in a text of the language `tag`, for readers that may drop every `dir`."""
    return escape(isolated(text, tag))


def directed(html: str, tag: str) -> str:
    """Return `html`, in the language `tag`, within an element that gives its direction, if that is right to left."""
    return f'<div lang="{tag}" dir="rtl">\n{html}\n</div>' if direction(tag) == "rtl" else html


@lru_cache(maxsize=256)
def name(tag: str) -> str:
    """Return what the language `tag` calls itself, as a heading; in English if CLDR does not know."""
    found, primary, written = locale(tag), _parts(tag)[0], script(tag)
    endonym = (found.display_name if found else Locale("en").languages.get(primary)) or tag
    if found and written not in {found.script, script(primary)}:  # CLDR knows the language in its usual script alone
        endonym = f"{endonym} ({found.scripts.get(written, written)})"
    return endonym[:1].upper() + endonym[1:]


def read(form: Form, key: str) -> str:
    """Return the language tag at `key` of `form`, or nothing; anything that is not a language is reported there."""
    tag = form.text(key)
    wrong = flaw(tag) if tag else None
    if wrong:
        form.reject(key, *wrong)
    return canonical(tag) if tag and not wrong else ""


def flaw(tag: str) -> tuple[str, str] | None:
    """Return what is wrong with `tag` and what to do if it is not a language tag, or None."""
    if _is_tag(tag):
        return None
    meant = canonical(tag.replace("_", "-"))
    hint = offer([meant] if _is_tag(meant) else [], "write a BCP 47 tag such as en, ru or zh-Hant")
    return f'"{tag}" is not a language', hint


def _is_tag(text: str) -> bool:
    return bool(_TAG.fullmatch(text)) and is_known(text)


def canonical(tag: str) -> str:
    """Return `tag` in its usual case (RFC 5646, section 2.1.1): zh-Hant, pt-BR, ca-valencia."""
    first, *rest = tag.lower().split("-")
    usual = {2: str.upper, 4: str.title}
    return "-".join([first, *(usual.get(len(part), str.lower)(part) for part in rest)])
