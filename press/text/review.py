"""Asks every check of a converted text what is wrong with it. Knows none of what they look for."""

import re
from collections.abc import Iterable, Iterator, Set
from html import unescape

from press.ground.problems import Remark
from press.text import bareurl, classname, defect, definition, dialect, htmlblock, langattr, nesting, remnant, silence

CODE = re.compile(r"<(code|pre)>.*?</\1>", re.DOTALL)
"""Code in clean HTML."""
_LEFT_LINK = re.compile(r"\[([^\[\]<>\n]+)\]\[([^\[\]<>\n]*)\]")
_LEFT_NOTE = re.compile(r"\[\^([^\]\s<]+)\]")
_EMPTY = '"></li>'
_EMPTY_NOTE = re.compile(rf'<li id="fn:([^"]*){_EMPTY}')


def remarks(body: str, shown: str, walked: str, known: Set[str], blocks: Iterable[object]) -> Iterator[Remark]:
    """Yield what is wrong with the Markdown `body`, of which the extensions `known` made the clean HTML `shown`.

    In `walked`, the addresses of that are symbolic, and are no text with brackets. Of the `blocks`, those that are HTML of the
    author's own are strings.
    """
    yield from defect.unclosed_fence(body)
    yield from silence.remarks(body, shown)
    yield from nesting.remarks(body)
    yield from bareurl.remarks(body, shown) if "://" in body else ()
    yield from remnant.remarks(body, shown) if any(sign in shown for sign in ("[", "{:", "*")) else ()
    yield from dialect.remarks(body, shown)
    yield from classname.remarks(body, shown) if ' class="' in shown else ()
    yield from langattr.remarks(body, shown) if ' lang="' in shown else ()
    if {"extra", "md_in_html"} & known and "<" in body:
        yield from htmlblock.remarks(body, shown, blocks)
    if {"extra", "footnotes"} & known:
        yield from definition.repeated_notes(body)
        if _EMPTY in shown:
            yield from definition.empty_notes(body, frozenset(map(unescape, _EMPTY_NOTE.findall(shown))))
        if "[^" in walked:
            yield from definition.undefined_notes(body, frozenset(_LEFT_NOTE.findall(CODE.sub("", walked))))
    if {"extra", "tables"} & known:
        yield from defect.crowded_rows(body)
    if "][" in walked:
        left = _LEFT_LINK.findall(CODE.sub("", walked))
        yield from definition.undefined_links(body, frozenset(unescape(name or text) for text, name in left))
