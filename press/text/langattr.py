"""Finds passages of a text that are said to be in a language that there is not. Knows no language itself."""

import re
from itertools import islice

from press.ground import language
from press.ground.problems import MOST_REPEATED, Remark
from press.text import manuscript

_SHOWN = re.compile(r'<[^<>]* lang="([^"]+)"')
"""An element of clean HTML that names its language."""
_WRITTEN = re.compile(r"""\blang[ ]*=[ ]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'<>{}]+))""", re.IGNORECASE)
"""The same in Markdown, within a tag or a list of attributes."""


def remarks(body: str, html: str) -> list[Remark]:
    """Return a remark for each `lang` of the clean HTML `html`, which was made of the Markdown `body`, that is no language."""
    wrong = {tag: flaw for tag in set(_SHOWN.findall(html)) if (flaw := language.flaw(tag))}
    written = _WRITTEN.finditer(manuscript.without_code(body)) if wrong else ()
    found = ((match.start(), wrong[tag]) for match in written if (tag := match[match.lastindex or 0]) in wrong)
    return [Remark.of(body, at, what, hint, warning=True) for at, (what, hint) in islice(found, MOST_REPEATED)]
