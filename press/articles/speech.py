"""In what language a source is: as its front matter says, or the letters of its text. Knows no languages by name."""

from collections.abc import Mapping

from press.ground import language, lettering
from press.ground.form import Form
from press.ground.problems import errors
from press.text.manuscript import without_code

ByScript = tuple[tuple[str, str], ...]
"""Languages, each after the code of a script, as in `Adoption`."""


def of_text(form: Form, body: str, key: str, by_script: ByScript | None, otherwise: str) -> str:
    """Return the language tag at `lang` of `form`, or else that of `by_script` for the letters of `body`; it may be empty.

    A `body` in letters in which that language is not written is reported; if there is none, it is `otherwise`. The archive calls
    `lang` by the `key`. `by_script` is None where config.yaml gives no language.
    """
    before = len(form.problems)
    written = language.read(form, "lang")
    if errors(form.problems[before:]):
        return ""
    tag = written or _by_letters(body, dict(by_script or ()))
    called = strange(tag or otherwise, body)
    if called:
        what = f"the text is in {called} letters, but its language is {tag or otherwise}"
        hint = f"correct {form.named('lang')}:" if written else f"set {key}: to the language of the text"
        in_config = "" if written or by_script is None else f", or {_BY_SCRIPT}"
        form.reject("lang", what, hint, warning=True, for_all=f"{hint}{in_config}")
    return tag


_BY_SCRIPT = "adoption.defaults.lang in config.yaml by script: {Arab: ar, Cyrl: ru}"


def _by_letters(body: str, known: Mapping[str, str]) -> str:
    """Return the language in `known` for the script of `body`, or for any."""
    codes = lettering.scripts(without_code(body)) if known.keys() - {lettering.ANY} else ()
    return next((known[code] for code in (*codes, lettering.ANY) if code in known), "")


def strange(tag: str, body: str) -> str:
    """Return what the letters of the Markdown `body` are called if two thirds of them are of no script of the language `tag`."""
    hands = language.scripts(tag)
    if not hands or ("Latn" in hands and lettering.is_mostly_ascii(body)):  # at once, for most texts
        return ""
    text = without_code(body)
    found = lettering.kinds(text)
    own = {beginning.partition(" ")[0] for hand in hands for beginning in lettering.beginnings(hand)}
    foreign = sum(times for kind, times in found.items() if kind not in own)
    few = found.total() < lettering.LEAST or foreign * 3 < found.total() * 2
    return "" if few else lettering.named(text)
