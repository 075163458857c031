"""Finds UTF-8 that was once read as Windows-1252, such as â€œ, and reads it rightly. Knows nothing of where it stands.

Such signs may be real: in UTF-8, the end of `CAFÉ”` would be ɔ, and that of `znáš…` a letter of Ogham. So they count only where
nobody can have meant them; in a line in which all of them make sense as UTF-8, the certain ones are proof for the others.
"""

import re
from collections.abc import Iterator

from press.ground.characters import FORBIDDEN, WINDOWS
from press.kernel.value import value

_LATER = "".join(WINDOWS.get(sign) or sign for sign in map(chr, range(0x80, 0xC0)))
"""What the second to fourth bytes of a character have become: a control where Windows-1252 has no sign."""
_BYTES = {sign: 0x80 + number for number, sign in enumerate(_LATER)}
_CONTROLS = {ord(sign): None for sign in _LATER if FORBIDDEN.match(sign)}
"""Those of them without a sign: they may be left where a text was read wrongly twice."""
_MARKS = "‘’“”‚„‹›«»…–—•·™\xa0\xad"
"""Those of them that follow any word, or stand within one."""
_COMMON = f"{_MARKS}†‡°©®ªº¹²³´¨¡¿šžœŠŽ"
"""Those that may follow a letter with an accent: notes on it, signs and letters as well, as in Úžas and znáš."""
_RARE = "".join(sign for sign in _LATER if sign not in _COMMON)
_NO_MARK = "".join(sign for sign in _LATER if sign not in _MARKS)
_CHARACTER = f"(?:[Â-ß][{_LATER}]|[à-ï][{_LATER}]{{2}}|[ð-ô][{_LATER}]{{3}})"
_CAPITAL, _SMALL, _NO_LETTER_BEFORE = "Ã-ÖØ-Þ", "a-zß-ÿ", r"(?<![^\W\d_])"
_REMAINDER = f"â€(?![{_LATER}])|{_NO_LETTER_BEFORE}ï»¿|(?<=\\d)Â[ ]"
_MEANT = {"â€": "”", "ï»¿": "", "Â ": "\xa0"}
"""What means ” without its control, a byte order mark, or a no-break space that became an ordinary one."""
_RUN = re.compile(f"(?P<remainder>{_REMAINDER})|{_CHARACTER}+")
_CERTAIN = re.compile(
    f"â[€‚„†ˆ‰][{_LATER}]|ï¬[{_LATER}]|ðŸ[{_LATER}]{{2}}"  # “, €, №, →, fi in one, a face
    f"|Ã[{_NO_MARK}]|{_NO_LETTER_BEFORE}Ã[{_MARKS}](?=[{_SMALL}])"  # é, Österreich
    f"|{_NO_LETTER_BEFORE}Â[§¶£¥¢¤±¼½¾°©®¿¡]|(?<=[{_SMALL}\\d.,;:!?%)])Â[{_LATER}]"  # §, km²
    f"|(?<=[{_SMALL}])[{_CAPITAL}][{_LATER}]|[{_CAPITAL}][{_RARE}]"  # ć, н
    f"|[à-ï](?:[{_RARE}][{_LATER}]|[{_LATER}][{_RARE}])|{_CHARACTER}{{3}}"  # 好, ệ
)
"""What nobody can have meant."""
_POSSIBLE = re.compile(f"[Â-ô][{_LATER}]|{_REMAINDER}")
_LINE = re.compile(r"[^\r\n]+")


@value
class Garble:
    """Characters that were read wrongly."""

    start: int
    """The offset of the first in the text."""
    end: int
    """The offset behind the last."""
    meant: str
    """What they were before."""


def garbles(text: str) -> Iterator[Garble]:
    """Yield what was read wrongly in `text`, in order."""
    if text.isascii() or text.encode("latin-1", "ignore").isascii() or not _POSSIBLE.search(text):  # at once, for most texts
        return
    for line in _LINE.finditer(text):
        runs = [(run, meant) for run in _RUN.finditer(text, line.start(), line.end()) if (meant := _meant(run)) is not None]
        certain = [(run, meant) for run, meant in runs if _is_certain(run)]
        whole = bool(certain) and _RUN.sub("", line[0]).isascii()
        for run, meant in runs if whole else certain:
            yield Garble(start=run.start(), end=run.end(), meant=meant)


def words(text: str, garble: Garble) -> str:
    """Return the words of `text` in which `garble` stands."""
    start, end = garble.start, garble.end
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def _is_certain(run: re.Match[str]) -> bool:
    if run["remainder"]:
        return True
    found = _CERTAIN.search(run.string, run.start())
    return found is not None and found.start() < run.end()


def _meant(run: re.Match[str]) -> str | None:
    """Return what `run` was in UTF-8; None if it was none, or what cannot be published even if it is mended once more."""
    if run["remainder"]:
        return _MEANT[run["remainder"]]
    try:
        meant = bytes(_BYTES.get(sign, ord(sign)) for sign in run[0]).decode()
    except UnicodeDecodeError:
        return None
    return None if FORBIDDEN.search(meant.translate(_CONTROLS)) else meant
