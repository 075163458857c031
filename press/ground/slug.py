"""Turns names into slugs. Knows nothing of which addresses exist."""

import re
import unicodedata
from hashlib import blake2b

from slugify import slugify

MAX_BYTES = 180
"""A file system allows a name 255 bytes; this leaves room for what a server or an archiver appends."""

_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_UNSAFE = re.compile(
    r"[\x00-\x20\x7f-\xa0/\\?#%&:;\"'<>|*^`{}\[\]()!$,=+@~\xad\u2000-\u200b\u200e\u200f\u2028-\u202f\u2060-\u206f\ufeff]"
    r"|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)
"""What an address cannot contain, or is invisible there. Words of some scripts need joiners (RFC 5892, A.1 and A.2)."""
_DIVIDED = {unicodedata.normalize("NFKC", vowel): vowel for vowel in ("\u0e33", "\u0eb3")}
"""The vowel am of Thai and of Lao, by its NFKC form, which is never typed."""


def make(name: str, *, unicode: bool = False) -> str:
    """Return the slug of `name`: lower case, words joined by hyphens, at most `MAX_BYTES` bytes of UTF-8.

    Letters of other scripts are transliterated; with `unicode`, or if nothing would remain, they are kept.
    A name without any letter or digit, such as an emoji, becomes its code points. Empty only for an empty name.
    """
    slug = (not unicode and slugify(name)) or _in_own_letters(name)
    if not slug and name.strip():
        slug = "-".join(f"u{ord(character):x}" for character in name.strip()[:8])
    return shorten(slug)


def _in_own_letters(name: str) -> str:
    """Return the slug of `name` without transliteration, in which marks on letters are parts of words (Unicode, 4.5).

    Names without such marks are treated as in earlier versions, so that their addresses do not change.
    """
    dotted = name.replace("İ", "i").replace("I\u0307", "i")
    if not any(unicodedata.category(sign) in {"Mn", "Mc"} for sign in unicodedata.normalize("NFKC", dotted)):
        return slugify(dotted, allow_unicode=True)
    slug = _UNSAFE.sub("", slugify(dotted, allow_unicode=True, algorithm="modern"))
    for divided, vowel in _DIVIDED.items():
        slug = slug.replace(divided, vowel)
    return slug


def shorten(slug: str) -> str:
    """Return `slug`; if it is longer than `MAX_BYTES` bytes, cut at a character and made unique by a digest."""
    data = slug.encode()
    if len(data) <= MAX_BYTES:
        return slug
    mark = blake2b(data, digest_size=4).hexdigest()
    begin = data[: MAX_BYTES - 9].decode(errors="ignore").rstrip("-\u200c\u200d")
    return f"{begin}-{mark}"


def unsafe(slug: str) -> bool:
    """Return whether `slug` cannot be one segment of an address on every host."""
    if slug.casefold() == "index.html":  # the file of the folder that it would stand in
        return True
    return bool(_UNSAFE.search(slug)) or slug.startswith((".", "-")) or len(slug.encode()) > MAX_BYTES or not slug


def fold(name: str) -> str:
    """Return `name` without differences in case, Unicode form, white space and zero-width characters, to compare spellings."""
    visible = unicodedata.normalize("NFC", name).translate(_ZERO_WIDTH)
    return " ".join(visible.casefold().split())
