"""Keeps the day and the month of a date in one line. Knows no page."""

import re
from functools import lru_cache

from press.ground import language

_CODE = re.compile(r"(<(?:code|pre)\b.*?</(?:code|pre)>)", re.DOTALL)


def dates(text: str, tag: str) -> str:
    """Return `text`, plain or HTML, in the language `tag`, with a no-break space between the day and the month of each date.

    The names of months are those of CLDR. Code stays as it is.
    """
    if "<code" in text or "<pre" in text:
        return "".join(part if part.startswith(("<code", "<pre")) else _joined(part, tag) for part in _CODE.split(text))
    return _joined(text, tag)


def _joined(text: str, tag: str) -> str:
    for month, behind, before in _months(tag):
        if month in text:
            text = before.sub(f"{month}\xa0", behind.sub(f"\xa0{month}", text))
    return text


@lru_cache(maxsize=64)
def _months(tag: str) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Return each name of a month in the language `tag`, with what finds it behind a day and before one, and the space between.

    There are none where words have no spaces. Both patterns begin with what is sought fast.
    """
    known = None if language.is_unspaced(tag) else language.locale(tag)
    names = {name for form in ("format", "stand-alone") for name in known.months[form]["wide"].values()} if known else ()
    return tuple(
        (
            name,
            re.compile(rf" {name}(?:(?<=\d {name})|(?<=\d\. {name})|(?<=\der {name}))"),  # 31 March, 31. März, 1er mars
            re.compile(rf"{name} (?=\d\d?(?!\d))"),  # March 31
        )
        for name in sorted(names)
        if name.isalpha()
    )
