"""Takes out of HTML what could run in a reader's browser, and says what it took. Knows nothing of Markdown.

The work is ammonia's, through nh3; nh3 reports nothing, so what is gone is found by comparing.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

import nh3

from press import markup

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Where a link may lead."""

_EVERYWHERE = {"id", "class", "title", "lang", "dir"}
_ATTRIBUTES = {
    "a": {"href", "hreflang"},
    "bdo": {"dir"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers", "align"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr", "align"},
    "time": {"datetime"},
}
_ELEMENTS = (
    set(nh3.ALLOWED_TAGS) - {"acronym", "center", "rtc", "strike", "tt", "hgroup", "header", "footer", "nav", "article"}
) | {"tfoot", "section"}
_WITH_CONTENT = {"script", "style"}
_NO_REFERENCE = re.compile(r"&(?=[a-zA-Z][a-zA-Z0-9]*=)")
"""An ampersand of an address that HTML takes for itself (HTML standard, 13.2.5.73), but Python for the beginning of a sign."""


@lru_cache(maxsize=8)
def _cleaner(allow: tuple[tuple[str, tuple[str, ...]], ...]) -> nh3.Cleaner:
    attributes = {"*": _EVERYWHERE} | {element: set(names) for element, names in _ATTRIBUTES.items()}
    for element, names in allow:
        attributes[element] = attributes.get(element, set()) | set(names)
    return nh3.Cleaner(
        tags=_ELEMENTS | {element for element, _ in allow},
        clean_content_tags=_WITH_CONTENT - {element for element, _ in allow},
        attributes=attributes,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def clean(html: str, allow: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> str:
    """Return `html` as the HTML standard serialises it, without what is not allowed.

    `allow` are pairs of an element and its attributes that are allowed beyond the usual ones.
    """
    cleaned: str = _cleaner(allow).clean(html)
    return cleaned


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Removal:
    """Something that was taken out."""

    words: str
    """What it was, for a person."""
    needle: str
    """The text to look for in the source."""
    hint: str
    """What its author can do."""


def removed(before: str, after: str) -> tuple[Removal, ...]:
    """Return what `after` lacks of `before`, sorted by its words."""
    lost = _inventory(before) - _inventory(after)
    elements = {name for name, attribute, _ in lost if not attribute}
    return tuple(sorted({_removal(*one) for one in lost if not one[1] or one[0] not in elements}))


def _removal(name: str, attribute: str, value: str) -> Removal:
    if not attribute:
        return Removal(words=f"<{name}>", needle=f"<{name}", hint=_hint(name))
    if value:
        hint = f"remove it: a link may begin with {', '.join(f'{scheme}:' for scheme in sorted(SCHEMES))} alone"
        if value.partition(":")[0].lower() in SCHEMES:
            hint = "mend it: it is no address; a space within one is written %20"
        return Removal(words=f'the link "{value}" of <{name}>', needle=value, hint=hint)
    return Removal(words=f'the attribute "{attribute}" of <{name}>', needle=attribute, hint=_hint(name, attribute))


def _hint(element: str, attribute: str = "") -> str:
    allowable = markup.may_allow(element, attribute)
    return "remove it, or allow it under markdown.allow_html in config.yaml" if allowable else "remove it"


def _inventory(html: str) -> Counter[tuple[str, str, str]]:
    reader = _Reader(convert_charrefs=True)
    reader.feed(_NO_REFERENCE.sub("&amp;", html))
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.found: Counter[tuple[str, str, str]] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[tag, "", ""] += 1
        for name, value in attrs:
            is_link = name in {"href", "src", "cite"}
            self.found[tag, name, (value or "")[:60] if is_link else ""] += 1
