"""In what language a source is: as its front matter says, or the letters of its text. Knows no languages by name."""

import re
from collections.abc import Iterable, Mapping

from press.ground import language, lettering
from press.ground.form import Form
from press.ground.problems import errors
from press.text.manuscript import without_code

ByScript = tuple[tuple[str, str], ...]
"""Languages, each after the code of a script, as in `Adoption`."""


def of_text(form: Form, body: str, key: str, by_script: ByScript | None, otherwise: str) -> str:
    """Return the language tag at `lang` of `form`, or else that of `by_script` for the letters of `body`; it may be empty.

    A `body` in letters in which that language is not written is reported; if the tag is empty, its language is `otherwise`. `key`
    is what the archive calls `lang`. `by_script` is None where config.yaml gives no language.
    """
    before = len(form.problems)
    written = language.read(form, "lang")
    if errors(form.problems[before:]):
        return ""
    tag = written or _by_letters(body, dict(by_script or ()))
    called = foreign_letters(tag or otherwise, body)
    if called:
        what = f"the text is in {called} letters, but its language is {tag or otherwise}"
        hint = f"correct {form.named('lang')}:" if written else f"set {key}: to the language of the text"
        in_config = "" if written or by_script is None else f", or {_BY_SCRIPT}"
        form.reject("lang", what, hint, warning=True, for_all=f"{hint}{in_config}")
    return tag


_BY_SCRIPT = "adoption.defaults.lang in config.yaml by script: {Arab: ar, Cyrl: ru}"


_PASSAGE = re.compile(
    r"""
    <(?=table\b|[a-z]\w*\s(?:[^<>]*\s)?lang\s*=)    # the tag of a table, or one that says its language,
     (?!(?:br|hr|img)\b)(\w+)                       # unless it holds nothing,
     (?:.*?</\1\s*>|.*)                             # up to its end, or that of the text
    | ^(?:[ ]{4}|\t)[^\n]*                          # a line of indented code
    | [ ]{2,}                                       # mere space
    """,
    re.MULTILINE | re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
"""A passage that may be in another language than the text, as its tag says or as in tables; indented code; or mere space."""
_MARKED = re.compile(r"\{[^{}\n]*\blang[ ]*=[^{}\n]*\}\s*\Z")
"""The end of a block that is marked as in a language."""
_BETWEEN_BLOCKS = re.compile(r"\n[ \t>]*\n")


def _by_letters(body: str, known: Mapping[str, str]) -> str:
    """Return the language in `known` for the script of `body`, or for any."""
    codes = lettering.scripts(without_code(body)) if known.keys() - {lettering.ANY} else ()
    return next((known[code] for code in (*codes, lettering.ANY) if code in known), "")


def foreign_letters(tag: str, body: str) -> str:
    """Return what the letters of the Markdown `body` are called if two thirds of them are of no script of the language `tag`.

    They must be so without the passages of `body` that are marked as in a language, its code and its tables as well.
    """
    scripts = language.scripts(tag)
    if not scripts or ("Latn" in scripts and lettering.is_mostly_ascii(body)):  # at once, for most texts
        return ""
    text = without_code(body)
    if not (_is_foreign(text, scripts) and _is_foreign(_unmarked(text), scripts)):
        return ""
    return lettering.named(text)


def _is_foreign(text: str, scripts: Iterable[str]) -> bool:
    """Return whether two thirds of the letters of `text`, if there are enough, are of none of the scripts `scripts`."""
    found = lettering.kinds(text)
    native = {beginning.partition(" ")[0] for script in scripts for beginning in lettering.beginnings(script)}
    foreign = sum(times for kind, times in found.items() if kind not in native)
    return found.total() >= lettering.LEAST and foreign * 3 >= found.total() * 2


def _unmarked(text: str) -> str:
    """Return `text`, which has no fenced code, without what may be in another language, so that samples of it are in its own."""
    blocks = _BETWEEN_BLOCKS.split(_PASSAGE.sub(" ", text))
    return "\n\n".join(block for block in blocks if not _MARKED.search(block))
