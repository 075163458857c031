"""Finds footnotes and addresses that a text names, but does not define, defines twice, or without text. Knows nothing of HTML."""

import re
from collections.abc import Container, Iterable, Mapping
from html import unescape

from press.ground.problems import Remark, place_of
from press.text import manuscript
from press.text.converted import Converted, without_code

_NOTE = re.compile(r"(?<!\\)\[\^([^\]\s]+)\](?!:)")
_BY_NAME = re.compile(r"(?<![\\\]])\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]")
_NEARLY_TEXT = re.compile(r"^[ ]{0,3}\[(?:\^([^\]\s]+)\][ ]+\S|([^\]\s^]+)\]:[ ]+(?!\S*[./:#-])\S)", re.MULTILINE)
"""What may be meant as the text of a footnote: without its colon, or without its ^. A link's address is not."""
_LEFT_LINK = re.compile(r"\[([^\[\]<>\n]+)\]\[([^\[\]<>\n]*)\]")
_LEFT_NOTE = re.compile(r"\[\^([^\]\s<]+)\]")
"""What HTML shows of a reference to a footnote, or of a link by name, that nothing defines."""
_EMPTY = '"></li>'
_EMPTY_NOTE = re.compile(rf'<li id="fn:([^"]*){_EMPTY}')
_NOTE_TEXT = re.compile(r"^[ ]{0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)


def undefined_notes(text: Converted) -> list[Remark]:
    """Return a remark for each undefined footnote that `text` refers to."""
    if "[^" not in text.symbolic or not text.made_with("footnotes"):
        return []
    names = frozenset(_LEFT_NOTE.findall(without_code(text.symbolic)))
    return _undefined(text.body, _NOTE, names, ("footnote", "[^{}]:", "its text"), _NEARLY_TEXT)


def undefined_links(text: Converted) -> list[Remark]:
    """Return a remark for each undefined address that links of `text` refer to."""
    if "][" not in text.symbolic:
        return []
    left = _LEFT_LINK.findall(without_code(text.symbolic))
    names = frozenset(unescape(name or words) for words, name in left)
    return _undefined(text.body, _BY_NAME, names, ("address", "[{}]:", "the address"))


def _undefined(
    body: str,
    pattern: re.Pattern[str],
    names: Container[str],
    wording: tuple[str, str, str],
    nearly: re.Pattern[str] | None = None,
) -> list[Remark]:
    """Return a remark for each of `names` that is the last non-empty group of a match of `pattern`.

    Its place is the first match, or a later one of `nearly`, which finds what may be meant as its definition. `wording` is what
    it names, how a definition begins, and what that defines.
    """
    visible, (kind, begins, defined) = manuscript.without_code(body), wording
    found, likely = list[Remark](), _by_name(nearly.finditer(visible) if nearly else ())
    for name, matches in _by_name(pattern.finditer(visible)).items():
        if name in names:
            place, what, begin = matches[0].start(), f'nothing defines the {kind} "{name}"', begins.format(name)
            lines = [match.start() for match in likely.get(name, ()) if match.start() > place]
            if lines:
                hint = f"if this line is to, begin it with {begin}"
            else:
                what += f", which is used {len(matches)} times" if len(matches) > 1 else ""
                hint = f"add a line {begin} with {defined}, or write \\{matches[0][0]}"
            found.append(Remark.of(visible, lines[0] if lines else place, what, hint, warning=True))
    return found


def _by_name(matches: Iterable[re.Match[str]]) -> Mapping[str, list[re.Match[str]]]:
    """Return `matches` by the text of their last non-empty group."""
    found: dict[str, list[re.Match[str]]] = {}
    for match in matches:
        found.setdefault(next(filter(None, reversed(match.groups()))), []).append(match)
    return found


def empty_notes(text: Converted) -> list[Remark]:
    """Return a remark for each definition of a footnote of `text` without text."""
    if _EMPTY not in text.shown or not text.made_with("footnotes"):
        return []
    names = frozenset(map(unescape, _EMPTY_NOTE.findall(text.shown)))
    visible = manuscript.without_code(text.body)
    hint = "write it behind the colon; further paragraphs of it are indented by four spaces"
    return [
        Remark.of(visible, match.start(1) - 2, f'the footnote "{match[1]}" has no text', hint, warning=True)
        for match in _NOTE_TEXT.finditer(visible)
        if match[1] in names
    ]


def repeated_notes(text: Converted) -> list[Remark]:
    """Return a remark for each repeated definition of a footnote of `text`: only the last definition is printed."""
    if text.body.count("[^") < 2 or not text.made_with("footnotes"):
        return []
    visible, found = manuscript.without_code(text.body), []
    for name, (first, *others) in _by_name(_NOTE_TEXT.finditer(visible)).items():
        for other in others:
            what, hint = f'the footnote "{name}" is defined a second time, and one of the two is lost', "give it another name"
            line, column = place_of(visible, other.start(1) - 2)
            before = place_of(visible, first.start(1))[0]
            found.append(Remark(line=line, column=column, what=what, hint=hint, warning=True, first=before))
    return found
