"""Reports what another generator would have replaced in a source, and this one prints. Knows nothing of what it stood for."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from press.ground.form import Form
from press.ground.problems import MOST_REPEATED, Remark, Severity, place_of
from press.text import manuscript, shortcode
from press.text.prose import Link
from press.text.shortcode import Expression

_FOR_ALL = "replace them with what they stood for, or set adoption.template_expressions: allow in config.yaml"
_PLAIN = ("title", "summary", "dateline")
"""The keys whose values are plain text."""
_MARKDOWN = re.compile(
    r"\*\*(?=[^\s*])[^*\n]*(?<!\s)\*\*|!?\[[^\[\]\n]+\]\([^\s()]+\)|(?<![\w`])`(?=[^\s`])[^`\n]*(?<!\s)`(?![\w`])"
)
"""Bold words, a link or code; a ` within a word is a letter of a name, as in Sa`id."""
_LONGEST = 40
"""How many characters of an expression are quoted."""


def report(form: Form, severity: Severity) -> None:
    """Report the expressions of another generator in the front matter `form`, as `remarks` does those of a body.

    Markdown is reported as well: others convert it there.
    """
    for key in _PLAIN:
        text = form.text(key) or "" if form.node_of(key) else ""
        if _MARKDOWN.search(text):
            what, hint = f'the Markdown in "{form.named(key)}" is published as it is written', "write plain text"
            form.reject(key, what, hint, warning=True)
        for found in islice(shortcode.found(text) if severity != "allow" else (), 1):
            place = form.place(key)
            form.problems.append(_printed(found, (place.line, place.column), severity).at(form.path))


def remarks(body: str, unfilled: Iterable[Link], severity: Severity) -> Iterator[Remark]:
    """Yield the expressions of another generator in the Markdown `body`, except those shown as code.

    They are errors or warnings, as `severity` says, or nothing (`allow`). The links and pictures that are `unfilled` have some in
    their addresses, where nothing is printed.
    """
    if severity == "allow":
        return
    placed = [(link, manuscript.locate(body, link.target, link.nth)) for link in islice(unfilled, MOST_REPEATED)]
    for link, place in {(link.target, link.picture): (link, place) for link, place in reversed(placed)}.values():
        yield _unfilled(link, place, severity)
    for found in shortcode.found(manuscript.without_code(body)) if shortcode.possible(body) else ():
        place = place_of(body, found.start)
        if not any(start <= place < (start[0], start[1] + len(link.target)) for link, start in placed):
            yield _printed(found, place, severity)


def _unfilled(link: Link, place: tuple[int, int], severity: Severity) -> Remark:
    kind, fate = ("picture", "is not shown") if link.picture else ("link", "leads nowhere")
    return _remark(
        place,
        f"the {kind} {{}} is a template expression and {fate}",
        (f'"{link.target}"', '"…"'),
        "write the address it stands for",
        severity,
    )


def _printed(found: Expression, place: tuple[int, int], severity: Severity) -> Remark:
    words = " ".join(found.text.split())
    kind, shown = "template expression", f"{' '.join(words.split()[:2])[:_LONGEST]} …"
    hint = "replace it with what it stood for"
    if found.shortcode:
        kind, shown = "shortcode", f"[{found.shortcode} …]"
    if found.shortcode.endswith("caption"):
        hint = 'write ![what it shows](picture.jpg "caption")'
    return _remark(place, f"the {kind} {{}} would be printed literally", (words[:_LONGEST], shown), hint, severity)


def _remark(place: tuple[int, int], what: str, shown: tuple[str, str], hint: str, severity: Severity) -> Remark:
    """Return a remark in the words `what`, whose {} stands for the first of `shown`, or for the second if many files have it."""
    return Remark(
        line=place[0],
        column=place[1],
        what=what.format(shown[0]),
        hint=hint,
        warning=severity == "warning",
        many=what.format(shown[1]),
        for_all=_FOR_ALL,
    )
