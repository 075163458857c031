"""Finds passages of a text that are marked as in a language that does not exist. Knows no language itself."""

import re
from itertools import islice

from press.ground import language
from press.ground.problems import MOST_REPEATED, Remark
from press.text import manuscript
from press.text.converted import Converted

_SHOWN = re.compile(r'<[^<>]* lang="([^"]+)"')
"""An element of clean HTML that names its language."""
_WRITTEN = re.compile(r"""\blang[ ]*=[ ]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'<>{}]+))""", re.IGNORECASE)
"""The same in Markdown, within a tag or a list of attributes."""


def remarks(text: Converted) -> list[Remark]:
    """Return a remark for each `lang` in `text` that is not a language."""
    if ' lang="' not in text.shown:
        return []
    wrong = {tag: flaw for tag in set(_SHOWN.findall(text.shown)) if (flaw := language.flaw(tag))}
    written = _WRITTEN.finditer(manuscript.without_code(text.body)) if wrong else ()
    found = ((match.start(), wrong[tag]) for match in written if (tag := match[match.lastindex or 0]) in wrong)
    return [Remark.of(text.body, at, what, hint, warning=True) for at, (what, hint) in islice(found, MOST_REPEATED)]
