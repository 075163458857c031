"""Languages by their tags, as BCP 47 writes them and CLDR knows them."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import parse_locale

from press.form import Form


@lru_cache(maxsize=256)
def locale(tag: str) -> Locale | None:
    """Return what CLDR knows of the language `tag`, or None if that is no language."""
    try:
        found = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
    _, territory, script, *_ = parse_locale(tag, sep="-")
    names = Locale("en")
    real = (script is None or script in names.scripts) and (territory is None or territory in names.territories)
    return found if real else None


@lru_cache(maxsize=256)
def direction(tag: str) -> str:
    """Return the direction in which the language `tag` is written: `ltr` or `rtl`."""
    found = locale(tag)
    return found.text_direction if found else "ltr"


def name(tag: str) -> str:
    """Return what the language `tag` calls itself, as a heading."""
    found = locale(tag)
    own = (found.display_name if found else None) or tag
    return own[:1].upper() + own[1:]


def read(form: Form, key: str) -> str:
    """Return the language tag at `key` of `form`, or nothing; what is no language is reported there."""
    tag = form.text(key)
    if tag is not None and locale(tag) is None:
        form.reject(key, f'"{tag}" is no language', "write a BCP 47 tag such as en, ru or zh-Hant")
    return tag or ""
