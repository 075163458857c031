"""Reports what another generator would have replaced in a source, and this one prints. Knows nothing of what it stood for."""

import re
from dataclasses import replace
from itertools import islice

from press.articles.frontmatter import Parts
from press.ground.form import Form, Written
from press.ground.problems import Problem, place_of
from press.text import shortcode
from press.text.manuscript import without_code

_FOR_ALL = "replace them with what they stood for, or set adoption.template_expressions: allow in config.yaml"
_ADDRESS = re.compile(r"(?:\]\(\s*<?|\]:\s*<?|\b(?:href|src)\s*=\s*[\"']?)[^\s():\"'<>]*\Z")
"""The beginning of a link, up to an expression in its address."""
_NEAR = 200
"""How many characters before an expression are read to know whether it is in such an address."""
_LONGEST = 40
"""How many characters of an expression are quoted."""


def report(form: Form, parts: Parts, severity: str) -> None:
    """Report the expressions of another generator in `parts` and its front matter, except those shown as code.

    They are errors or warnings, as `severity` says, or nothing (`allow`). Warnings of links to them are given elsewhere.
    """
    if severity == "allow":
        return
    for key in ("title", "summary", "dateline"):
        for match in islice(shortcode.found(form.text(key) or "" if form.node_of(key) else ""), 1):
            form.problems.append(_printed(match, form.place(key), form.path, severity))
    body = parts.body
    for match in shortcode.found(without_code(body)) if shortcode.possible(body) else ():
        if severity == "warning" and _ADDRESS.search(body, max(0, match.start() - _NEAR), match.start()):
            continue
        line, column = place_of(body, match.start())
        place = Written(text="", line=parts.body_line + line - 1, column=column)
        form.problems.append(_printed(match, place, form.path, severity))


def _printed(match: re.Match[str], place: Written, path: str, severity: str) -> Problem:
    """Return the problem of the expression `match` at `place` of the file `path`."""
    name = match.groupdict().get("name") or match[0].strip("\\[/]")
    kind, words = "shortcode", f"[{name.split()[0]} …]"
    if match.re is shortcode.TEMPLATE:
        kind, words = "template expression", f"{' '.join(match[0].split()[:2])[:_LONGEST]} …"
    hint = 'write ![what it shows](picture.jpg "caption")' if "caption" in words else "replace it with what it stood for"
    quoted = " ".join(match[0].split())[:_LONGEST]
    problem = place.problem(path, f"the {kind} {quoted} would be printed literally", hint, warning=severity == "warning")
    return replace(problem, many=f"the {kind} {words} would be printed literally", for_all=_FOR_ALL)
