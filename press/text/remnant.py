"""Finds Markdown with a mistake, which is published as text. Does not know where links lead."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import islice

from press.config.attachments import INERT
from press.ground.problems import MOST_REPEATED, Remark
from press.text import manuscript
from press.text.converted import Converted
from press.text.element import CODE

_SIGN, _PATH = r"[^\s()\[\]<>]", r"[^\s()\[\]<>#]"
_SUFFIX = "|".join(sorted((suffix[1:] for suffix in (*INERT, ".md", ".markdown")), key=len, reverse=True))
_TARGET = rf"(?i:(?:https?:/)?/{_SIGN}+/|{_PATH}+\.(?:{_SUFFIX})(?:#{_SIGN}*)?)"
"""What is likely to be an address, and not words in brackets, such as n.d. or and/or."""
_ATTRIBUTES = r"(?<!\\)\{:[ ]*(?:[.#][\w-]|[\w-]+=(?!>))(?:[ ]*+[^\s{}\"'“”]++)*+"
_WRITE_LINK = "write [words](address)"
_KINDS = (
    (re.compile(rf"\]\((?={_SIGN}*[./#-]){_SIGN}*+(?:\({_SIGN}*+\){_SIGN}*+)*+(?=\s|\Z)"),
     "link", "no ) ends its address", f"{_WRITE_LINK}; an address that holds a ( needs a ) for each"),
    (re.compile(rf"(?<![\d\\\s\[])\][ \n]\({_TARGET}\)"),
     "link", "there is a space between ] and (", _WRITE_LINK),
    (re.compile(rf"(?<!\\)\([^()\[\]\n]+\)\[{_TARGET}\]"),
     "link", "its brackets are the wrong way round", _WRITE_LINK),
    (re.compile(rf"(?<!\\)\[[^()\[\]\n^][^()\[\]\n]*\({_TARGET}\)(?![^\[\n]*\])"),
     "link", "no ] stands before its address", _WRITE_LINK),
    (re.compile(rf"{_ATTRIBUTES}[ ]*(?=$|\{{)", re.MULTILINE),
     "list of attributes", "no } ends it", "add a }"),
    (re.compile(rf"{_ATTRIBUTES}[ ]*\}}"),
     "list of attributes", "it does not follow what it is for",
     "write it directly behind a link or picture, or alone in the line directly below"),
)  # fmt: skip
"""For each kind: a pattern that shows what was meant, the name of that, what is wrong, and what to do."""
_OF_TABLE = "it stands below a table", "a table takes no attributes: remove it"
"""What is wrong with attributes alone in the line below a row of a table, and what to do."""
_BOLD = re.compile(r"\*\*(?=[^\s*])(?:(?!\n[ \t]*(?:\n|[-*+>|#]|\d+\.)).)+?(?:(?<=\S)\*\*|\*\*(?=\S))", re.DOTALL)
"""Bold words, as Markdown reads them: what stands between two pairs of asterisks otherwise is not bold."""
_NO_BOLD = (
    (re.compile(r"(?<![\w*\\])\*\*(?=[^\W_]|[\"'“„«(])"), "no ** ends the bold words in its paragraph",
     "write ** directly behind the last of them, or \\*\\* for two asterisks"),
    (re.compile(r"(?<![\w*\\])\*\*(?=[ ][^*\n]*[^*\s]\*\*)"), "a space follows it",
     "write it directly before the first bold word"),
)  # fmt: skip
"""What begins words that are meant to be bold, but are not to Markdown; what is wrong, and what to do."""
_NOTED = re.compile(r"(?<=[^\s*\\])\*\*(?![\w*])")
"""Two asterisks behind a word, as the sign of a note, which may begin with two as well."""
_NEAR = 40
"""How many characters before a match are searched for the word that it follows."""
_LAST = re.compile(r"([^\W_]+)[\W_]*\Z")
_UNSHOWN = re.compile(rf"{CODE}|<[^<>]*>", re.DOTALL)


def remarks(text: Converted) -> list[Remark]:
    """Return a remark for each such mistake that `text` shows as text."""
    body, html = text.body, text.shown
    if not any(sign in html for sign in ("[", "{:", "*")):
        return []
    found, written, shown = list[Remark](), manuscript.without_html(body), unescape(_UNSHOWN.sub("", html))
    for pattern, meant, what, hint in _KINDS:
        left = Counter(pattern.findall(shown))
        for match in _likeliest(pattern, written, shown) if left else ():
            if left[match[0]] and len(found) < MOST_REPEATED:
                left[match[0]] -= 1
                why, advice = _OF_TABLE if match[0].startswith("{:") and _is_below_row(match) else (what, hint)
                message = f"this {meant} is published as text, because {why}"
                found.append(Remark.of(written, match.start(), message, advice, warning=True))
    return [*found, *_no_bold(written, shown, html)] if "**" in written else found


def _no_bold(written: str, shown: str, html: str) -> Iterator[Remark]:
    """Yield a remark for each ** of `written` that is to begin bold words, and is text in `html`, whose words are `shown`."""
    left = _BOLD.sub(manuscript.blanked, written)
    noted = _NOTED.search(left)
    for pattern, why, hint in _NO_BOLD:
        printed = len(pattern.findall(shown)) + html.count("*<em>")  # of **words*
        for match in islice(pattern.finditer(left), min(printed, MOST_REPEATED)):
            if not noted or match.start() < noted.start():
                yield Remark.of(written, match.start(), f"this ** is published as text, because {why}", hint, warning=True)


def _likeliest(pattern: re.Pattern[str], written: str, shown: str) -> list[re.Match[str]]:
    """Return the matches of `pattern` in `written`, those first that follow the same word in the text that is `shown`."""
    printed = {(match[0], _word_before(match)) for match in pattern.finditer(shown)}
    return sorted(pattern.finditer(written), key=lambda match: (match[0], _word_before(match)) not in printed)


def _is_below_row(match: re.Match[str]) -> bool:
    """Return whether `match` begins the line below one that may be a row of a table."""
    *_, above, here = ("", *match.string[: match.start()].rsplit("\n", 2))
    return "|" in above and not here.strip()


def _word_before(match: re.Match[str]) -> str:
    found = _LAST.search(match.string, max(0, match.start() - _NEAR), match.start())
    return found[1] if found else ""
