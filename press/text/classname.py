"""Finds classes in a text that are nearly those with a meaning, and so have none. Knows nothing of style sheets."""

import re
from functools import lru_cache

from press.ground.problems import Remark
from press.ground.suggestion import nearest, offer
from press.text import figures, manuscript
from press.text.converted import Converted

_SHOWN = re.compile(r'<[^<>]* class="([^"]+)"')
"""An element of clean HTML that has classes."""
_NEARLY = 0.85
"""How similar a class must be to one with a meaning: `pul` and `pulls` are to `pull`, `full` is not."""


def remarks(text: Converted) -> list[Remark]:
    """Return a remark for each misspelled class of `text`."""
    found = list[Remark]()
    shown = _SHOWN.findall(text.shown) if ' class="' in text.shown else ()
    for name in sorted({name for names in shown for name in names.split()}):
        meant = _meant(name)
        if meant:
            pattern = rf"(?:\{{[^}}\n]*?\.|\bclass\s*=[^<>{{}}\n]*?(?<![\w-]))({re.escape(name)})(?![\w-])"
            written = re.search(pattern, manuscript.without_code(text.body), re.IGNORECASE)
            what = f'the built-in theme has no class "{name}"'
            found.append(Remark.of(text.body, written.start(1) if written else 0, what, offer([meant]), warning=True))
    return found


@lru_cache(maxsize=1024)
def _meant(name: str) -> str:
    """Return the class with a meaning for which `name` may be a slip; empty if there is none, or if it is one itself."""
    return "" if name in figures.CLASSES else next(iter(nearest(name, figures.CLASSES, _NEARLY)), "")
