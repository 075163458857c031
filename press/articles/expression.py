"""Finds what another generator would have replaced in a text, and this one would print. Knows nothing of what it stood for."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from press.articles.frontmatter import Parts
from press.ground.form import Form, Written
from press.ground.problems import MOST_REPEATED, place_of
from press.text.manuscript import without_code

_TEMPLATE = re.compile(r"\{\{(?:(?!\{\{).){0,1000}?\}\}|\{%(?:(?!\{%).){0,1000}?%\}", re.DOTALL)
"""A template expression, on one line or several. It contains no other, so that one without an end costs little time."""
_BARE = r"gallery|embed|playlist|contact-form[\w-]*"
_NAME = rf"caption|wp_caption|video|audio|youtube|vimeo|{_BARE}"
_SHORTCODE = re.compile(
    rf"\\?\[(?:/(?:{_NAME})|(?P<name>(?P<bare>{_BARE})(?=\\?\](?!\[(?!/)))|(?:{_NAME})(?=[\s=][^\[\]]{{0,1000}}(?:=|://)))[^\[\]]{{0,2000}})\]"
    r"(?!\()(?:(?:(?!\[(?P=name)\b).){0,2000}?\[/(?P=name)\\?\])?",
    re.DOTALL,
)
"""A shortcode of WordPress, with what is between it and the one that closes it; no link, and no word such as [video]."""
_DEFINED = re.compile(r"^[ ]{0,3}\[([^\]\n]+)\]:", re.MULTILINE)
"""What makes any such word in brackets a link."""


def refuse(form: Form, parts: Parts) -> None:
    """Report the expressions of another generator in `parts` and its front matter, except those shown as code."""
    for key in ("title", "summary", "dateline"):
        for match in islice(_found(form.text(key) or "" if form.node_of(key) else ""), 1):
            form.reject(key, *_printed(match))
    body = parts.body
    for match in _found(without_code(body)):
        line, column = place_of(body, match.start())
        place = Written(text=body[match.start() : match.end()], line=parts.body_line + line - 1, column=column)
        form.report(place, *_printed(match))


def _found(text: str) -> Iterator[re.Match[str]]:
    """Return the expressions in `text`, of each kind the first ones."""
    defined = {match[1].casefold() for match in _DEFINED.finditer(text)}
    shortcodes = (match for match in _SHORTCODE.finditer(text) if match["bare"] not in defined)
    return chain(islice(_TEMPLATE.finditer(text), MOST_REPEATED), islice(shortcodes, MOST_REPEATED))


def _printed(match: re.Match[str]) -> tuple[str, str]:
    """Return what is wrong with the expression `match`, and what to do."""
    kind = "template expression" if match.re is _TEMPLATE else "shortcode"
    caption = (match.groupdict().get("name") or "").endswith("caption")
    hint = 'write ![what it shows](picture.jpg "caption")' if caption else "replace it with what it stood for"
    return f"the {kind} {' '.join(match[0].split())[:40]} would be printed literally", hint
