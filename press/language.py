"""Languages by their tags, as BCP 47 writes them and CLDR knows them."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from press.form import Form


@lru_cache(maxsize=256)
def locale(tag: str) -> Locale | None:
    """Return what CLDR knows of the language `tag`, or None if that is no language."""
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


def direction(tag: str) -> str:
    """Return the direction in which the language `tag` is written: `ltr` or `rtl`."""
    found = locale(tag)
    return found.text_direction if found else "ltr"


def read(form: Form, key: str) -> str:
    """Return the language tag at `key` of `form`, or nothing; what is no language is reported there."""
    tag = form.text(key)
    if tag is not None and locale(tag) is None:
        form.reject(key, f'"{tag}" is no language', "write a BCP 47 tag such as en, ru or zh-Hant")
    return tag or ""
