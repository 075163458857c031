"""Mends the characters of a source that cannot be published as they are. Knows nothing of front matter or Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from press.articles import mojibake
from press.articles.mojibake import Garble
from press.ground.characters import ENDLESS, FORBIDDEN, LOST, meant
from press.ground.problems import MOST_REPEATED, Problem, brief, place_of

_MEND = "set adoption.forbidden_characters: remove in config.yaml, which mends such words"
_EACH = re.compile(f"(^[\x0b\x0c]+)|{FORBIDDEN.pattern}", re.MULTILINE)
"""Breaks at the beginning of a line, where a space in their place might change what the line is to Markdown; or any forbidden
character."""


def publishable(text: str, path: str, problems: list[Problem], *, mend: bool) -> str:
    """Return `text`, whose line ends are line feeds, without what cannot be published; report that unless it is to `mend`."""
    problems += _lost(text, path)
    if mend:
        text = mended(text)[0]
    else:
        garbles = list(mojibake.garbles(text))
        problems += _garbled(text, garbles, path) if garbles else ()
        if FORBIDDEN.search(text):  # in hardly any text, and slow to look for
            problems += _forbidden(text, garbles, path)
            text = _without_forbidden(text, range(len(text)))[0]
    problems += _endless(text, path)
    return ENDLESS.sub(lambda found: "?" * len(found[0]), text)


def mended(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` as it was meant, and the offset in `text` of each of its characters, and of its end.

    What was read wrongly, even twice, is restored; then each forbidden character is replaced by the one that has its
    code in Windows-1252, or by a space if it is a break between words, or removed.
    """
    offsets: Sequence[int] = range(len(text) + 1)
    while garbles := [(garble.start, garble.end, garble.meant) for garble in mojibake.garbles(text)]:
        text, offsets = _replaced(text, offsets, garbles)
    return _without_forbidden(text, offsets)


def _without_forbidden(text: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    if not FORBIDDEN.search(text):  # at once, for most texts
        return text, offsets
    found = _EACH.finditer(text)
    return _replaced(text, offsets, ((match.start(), match.end(), "" if match[1] else meant(match[0])) for match in found))


def _replaced(text: str, offsets: Sequence[int], edits: Iterable[tuple[int, int, str]]) -> tuple[str, Sequence[int]]:
    """Return `text` and the `offsets` of its characters after `edits`: where each begins and ends, and what is there instead."""
    words, kept, at = list[str](), list[int](), 0
    for start, end, instead in edits:
        words += (text[at:start], instead)
        kept += (*offsets[at:start], *[offsets[start]] * len(instead))
        at = end
    return "".join((*words, text[at:])), (*kept, *offsets[at:])


def _lost(text: str, path: str) -> Iterator[Problem]:
    for found in islice(re.finditer(LOST, text), MOST_REPEATED) if LOST in text else ():
        line, column = place_of(text, found.start())
        what, hint = "a character was lost here when the text was converted", f"write it again in place of {LOST}"
        yield Problem(path=path, line=line, column=column, what=what, hint=hint, warning=True)


def _garbled(text: str, garbles: Sequence[Garble], path: str) -> list[Problem]:
    """Return a problem for the first of the `garbles` of `text`: an error if any of them cannot be published as it is."""
    (line, column), words = place_of(text, garbles[0].start), mojibake.words(text, garbles[0])
    others = f", at the first of {len(garbles)} places" if len(garbles) > 1 else ""
    return [
        Problem(
            path=path,
            line=line,
            column=column,
            what=f'"{words}" was garbled when the text was converted{others}',
            hint=f'write "{mended(words)[0]}"' + (f", or {_MEND}" if others else ""),
            warning=not any(FORBIDDEN.search(text, garble.start, garble.end) for garble in garbles),
            many="words were garbled when texts were converted",
            for_all=_MEND,
        )
    ]


def _forbidden(text: str, garbles: Iterable[Garble], path: str) -> Iterator[Problem]:
    """Yield a problem for each of the first forbidden characters of `text` that are in none of its `garbles`."""
    within = {at for garble in garbles for at in range(garble.start, garble.end)}
    for found in islice((found for found in FORBIDDEN.finditer(text) if found.start() not in within), MOST_REPEATED):
        line, column = place_of(text, found.start())
        what = f"the invisible character U+{ord(found[0]):04X} cannot be published"
        sign = meant(found[0])
        hint = f"write {sign}, which has this code in Windows-1252" if sign else "delete it"
        hint = "write a space, or begin a new line" if sign == " " else hint
        yield Problem(path=path, line=line, column=column, what=what, hint=hint)


def _endless(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for each character reference of `text` that is too long to stand for any."""
    for found in islice(ENDLESS.finditer(text), MOST_REPEATED):
        line, column = place_of(text, found.start())
        what = f'"{brief(found[0])}" stands for no character'
        yield Problem(path=path, line=line, column=column, what=what, hint="delete it, or write &amp;# for &#")
