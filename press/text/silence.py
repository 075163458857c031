"""Finds what says nothing to a reader who hears it: alt texts that describe nothing, links and headings without a word."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice
from urllib.parse import unquote

from press.ground.problems import MOST_REPEATED, Remark, Severity
from press.text import manuscript
from press.text.converted import Converted

DESCRIBE_ALL = "describe what each shows, or set markdown.missing_alt: allow in config.yaml"
"""What to do about pictures of many files without an alt text that says something."""
_SILENT = re.compile(
    r'<(?:a(?=[^>]* href="([^"]*)")|h[1-6])(?![^>]* (?:aria-label|title)="[^"])[^>]*>'
    r"(?:\s|&nbsp;|</?(?:b|br|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u)\b[^>]*>)*</(?:a|h[1-6])>"
)
"""A link, with its target, or a heading, in which there is neither a word nor a picture."""
_NUMBERED = re.compile(r"\S*(?:_|\d{3}|\d-|-\d)\S*")
"""What looks like the name of a file even without its suffix, such as IMG_2034; G20 is a name that a picture may show."""


def flaw(alt: str, source: str, caption: str) -> str:
    """Return what is wrong with `alt`, the alt text of the picture `source` above `caption`; empty if nothing is."""
    said, name = alt.strip().casefold(), unquote(source).rpartition("/")[2].casefold()
    if not said:
        return "has no alt text"
    stem, dot, _ = name.rpartition(".")
    if dot and (said == name or (said == stem and _NUMBERED.fullmatch(said))):
        return "has the name of its file as alt text"
    return "has an alt text that only repeats its caption" if said == caption.strip().casefold() else ""


def undescribed(body: str, pictures: Iterable[tuple[str, int, str]], severity: Severity) -> Iterator[Remark]:
    """Yield a remark for each of `pictures` of the Markdown `body`: its address, its number among those of it, and its flaw.

    They are warnings or errors, as `severity` says, or none (`allow`).
    """
    for source, nth, flaw in pictures if severity != "allow" else ():
        line, column = manuscript.locate(body, source, nth)
        yield Remark(
            line=line, column=column, what=f'the picture "{source}" {flaw}',
            hint=f"describe what it shows: ![a map of the border]({source})", warning=severity != "error",
            many=f"the picture {flaw}", for_all=DESCRIBE_ALL,
        )  # fmt: skip


def remarks(text: Converted) -> list[Remark]:
    """Return a remark for each silent link or heading of `text`."""
    body, html, found, headings = text.body, text.shown, list[Remark](), 0
    for match in islice(_SILENT.finditer(html), MOST_REPEATED):
        if match[1] is None:
            headings += 1
            line, column = manuscript.locate_empty_heading(body, headings)
            what, hint = "the heading has no words", "write some, or remove it"
        else:
            target, nth = unescape(match[1]), html.count(f' href="{match[1]}"', 0, match.end())
            line, column = manuscript.locate(body, target, nth)
            what, hint = f'the link "{target}" has no words', f"write some, as in [the report]({target}), or remove it"
        found.append(Remark(line=line, column=column, what=what, hint=hint, warning=True))
    return found
