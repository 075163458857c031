"""Finds what another generator would have replaced in a text: template expressions and shortcodes. Does not replace them."""

import re
from collections.abc import Iterator
from itertools import islice

from press.ground.problems import MOST_REPEATED
from press.kernel.value import value

_TEMPLATE = re.compile(r"\{\{(?:(?!\{\{).){0,1000}?\}\}|\{%(?:(?!\{%).){0,1000}?%\}", re.DOTALL)
"""A template expression, on one line or several. It contains no other, so that one without an end costs little time."""
_BARE = r"gallery|embed|playlist|contact-form[\w-]*"
_NAME = rf"caption|wp_caption|video|audio|youtube|vimeo|{_BARE}"
_SHORTCODE = re.compile(
    rf"""
    \\?\[                                             # a bracket, which may be escaped
    (?:
        /(?P<ended>{_NAME})                           # the end of a shortcode, or
        | (?P<name>
            (?P<bare>{_BARE})(?=\\?\](?!\[(?!/)))     # a name alone, but not before the brackets of a link
            | (?:{_NAME})(?=[\s=][^\[\]]{{0,1000}}(?:=|://))  # or a name with a value or a URL behind it
        )
        [^\[\]]{{0,2000}}                             # with whatever else it has
    )
    \]
    (?!\()                                            # no link
    (?:
        (?:(?!\[(?P=name)\b).){{0,2000}}?             # what is up to the end of the same shortcode, if that is near;
        \[/(?P=name)\\?\]                            # another of its name is not between
    )?
    """,
    re.DOTALL | re.VERBOSE,
)
"""A shortcode of WordPress, with what is between it and the one that closes it. A link is none, nor is a word such as [video]."""
_POSSIBLE = re.compile(rf"\[/?(?:{_NAME})")
_DEFINED = re.compile(r"^[ ]{0,3}\[([^\]\n]+)\]:", re.MULTILINE)
"""The definition of an address, which makes its name in brackets a link."""


@value
class Expression:
    """What another generator would have replaced."""

    start: int
    """Its offset in the text."""
    text: str
    """All of it."""
    shortcode: str
    """The name of the shortcode; empty for a template expression."""


def possible(text: str) -> bool:
    """Return whether anything may be found in `text`: quickly, as nothing is in most."""
    return "{{" in text or "{%" in text or bool(_POSSIBLE.search(text))


def found(text: str) -> Iterator[Expression]:
    """Yield the expressions in `text`, of each kind the first ones."""
    if not possible(text):
        return
    for match in islice(_TEMPLATE.finditer(text), MOST_REPEATED):
        yield Expression(start=match.start(), text=match[0], shortcode="")
    defined = {match[1].casefold() for match in _DEFINED.finditer(text)}
    shortcodes = (match for match in _SHORTCODE.finditer(text) if match["bare"] not in defined)
    for match in islice(shortcodes, MOST_REPEATED):
        yield Expression(start=match.start(), text=match[0], shortcode=match["name"] or match["ended"])


def is_all(text: str) -> bool:
    """Return whether `text` is nothing but expressions, if it has any."""
    return possible(text) and not _SHORTCODE.sub("", _TEMPLATE.sub("", text)).strip()
