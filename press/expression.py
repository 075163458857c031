"""Finds what another generator would have replaced in a text, and this one would print. Knows nothing of what it stood for."""

import re
from itertools import islice

from press.form import Form, Written
from press.frontmatter import Parts
from press.manuscript import without_code
from press.problems import MOST_REPEATED, place_of

_EXPRESSION = re.compile(r"\{\{(?:(?!\{\{).){0,1000}?\}\}|\{%(?:(?!\{%).){0,1000}?%\}", re.DOTALL)
"""A template expression, on one line or several. It contains no other, so that one without an end costs little time."""


def refuse(form: Form, parts: Parts) -> None:
    """Report the template expressions of another generator in `parts` and its front matter, except those shown as code."""
    for key in ("title", "summary", "dateline"):
        for match in islice(_EXPRESSION.finditer(form.text(key) or "" if form.node_of(key) else ""), 1):
            form.reject(key, *_printed(match[0]))
    body = parts.body
    for match in islice(_EXPRESSION.finditer(without_code(body)), MOST_REPEATED):
        line, column = place_of(body, match.start())
        place = Written(text=body[match.start() : match.end()], line=parts.body_line + line - 1, column=column)
        form.report(place, *_printed(place.text))


def _printed(expression: str) -> tuple[str, str]:
    """Return what is wrong with `expression`, and what to do."""
    shown = " ".join(expression.split())[:40]
    return f"the template expression {shown} would be printed literally", "replace it with what it stood for"
