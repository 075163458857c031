"""Finds pictures whose alt text is missing or describes nothing. Does not know the pictures."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from press.ground.problems import Remark, Severity
from press.text import manuscript

DESCRIBE_ALL = "describe what each shows, or set markdown.missing_alt: allow in config.yaml"
"""What to do about pictures of many files without an alt text that says something."""
_NUMBERED = re.compile(r"\S*(?:_|\d{3}|\d-|-\d)\S*")
"""What looks like the name of a file even without its suffix, such as IMG_2034; G20 is a name that a picture may show."""


def flaw(alt: str, source: str, caption: str) -> str:
    """Return what is wrong with `alt`, the alt text of the picture `source` above `caption`; empty if nothing is."""
    text, name = alt.strip().casefold(), unquote(source).rpartition("/")[2].casefold()
    if not text:
        return "has no alt text"
    stem, dot, _ = name.rpartition(".")
    if dot and (text == name or (text == stem and _NUMBERED.fullmatch(text))):
        return "has the name of its file as alt text"
    return "has an alt text that only repeats its caption" if text == caption.strip().casefold() else ""


def undescribed(body: str, pictures: Iterable[tuple[str, int, str]], severity: Severity) -> Iterator[Remark]:
    """Yield a remark for each of `pictures` of the Markdown `body`: its address, which occurrence of that it is, and its flaw.

    They are warnings or errors, as `severity` says, or none (`allow`).
    """
    for source, nth, flaw in pictures if severity != "allow" else ():
        line, column = manuscript.locate(body, source, nth)
        yield Remark(
            line=line,
            column=column,
            what=f'the picture "{source}" {flaw}',
            hint=f"describe what it shows: ![a map of the border]({source})",
            warning=severity != "error",
            many=f"the picture {flaw}",
            for_all=DESCRIBE_ALL,
        )
