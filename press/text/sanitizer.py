"""Removes from HTML what could run in a reader's browser, and reports what was removed. Knows nothing of Markdown.

ammonia does the work, through nh3; since nh3 reports nothing, what was removed is found by comparison.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Set
from dataclasses import replace
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import Literal

import nh3

from press.config import markup
from press.kernel.value import value
from press.text.element import VOID

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Where a link may lead."""
_DISK = re.compile(r"(?:file:|[a-z]:[\\/]).*?([^\\/]*)", re.IGNORECASE | re.DOTALL)
"""An address on the disk of its author, and the name of the file, if it has one."""
_COMPARED, _SHOWN = 300, 60
"""How many characters of an address are compared, and how many of it are shown: it may hold a whole picture."""

_EVERYWHERE = {"id", "class", "title", "lang", "dir"}
_ATTRIBUTES = {
    "a": {"href", "hreflang", "name"},
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
ELEMENTS = (
    set(nh3.ALLOWED_TAGS) - {"acronym", "center", "rtc", "strike", "tt", "hgroup", "header", "footer", "nav", "article"}
) | {"tfoot", "section"}
"""The elements that are always allowed."""
_WITH_CONTENT = frozenset({
    "script", "style", "iframe", "noscript", "noembed", "noframes", "textarea", "title", "xmp", "svg", "math", "template",
})  # fmt: skip
"""Elements that are removed with their content, which no browser shows as text."""
_FLOWING = VOID | {
    "input", "colgroup", "dd", "dt", "li", "option", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
"""Elements that need no end tag (HTML standard, section 13.1.2.4)."""
_GONE = re.compile(rf"<!--(?:.*?-->|.*)|<(/?)({'|'.join(sorted(_WITH_CONTENT))})\b([^>]*)>", re.IGNORECASE | re.DOTALL)
_SOURCE = re.compile(r"""[\s-]src\s*=\s*["']?((?:https?:)?//)([^\s"'<>]+)""", re.IGNORECASE)
"""The address that an element would have loaded from another host."""
_START = re.compile(r"<([a-zA-Z][^\s<>/]*)[^<>]*>")
_TAG, _WORD = re.compile(r"<[^<>]*>"), re.compile(r"\w+")
_SIGN = re.compile(r"^[!?=\[]+\w*")
"""What distinguishes PHP, CDATA or a document type from a tag: a browser treats these as comments."""
_NO_REFERENCE = re.compile(r"&(?=[a-zA-Z][a-zA-Z0-9]*=)")
"""A literal ampersand in an address (HTML standard, 13.2.5.73), which Python would read as the start of a character reference."""

Allowed = tuple[tuple[str, tuple[str, ...]], ...]
"""Elements, each with its attributes, that are allowed in addition to the usual ones."""


@lru_cache(maxsize=8)
def _cleaner(allow: Allowed) -> nh3.Cleaner:
    attributes = {"*": _EVERYWHERE} | {element: set(names) for element, names in _ATTRIBUTES.items()}
    for element, names in allow:
        attributes[element] = attributes.get(element, set()) | set(names)
    return nh3.Cleaner(
        tags=ELEMENTS | {element for element, _ in allow},
        clean_content_tags=_WITH_CONTENT - {element for element, _ in allow},
        attributes=attributes,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def clean(html: str, allow: Allowed = ()) -> str:
    """Return `html` serialised as in the HTML standard, without what is not allowed; `allow` adds to what is."""
    cleaned: str = _cleaner(allow).clean(_without(html, allow)[0])
    return cleaned


def _without(html: str, allow: Allowed) -> tuple[str, tuple[re.Match[str], ...]]:
    """Return `html` without the elements that are removed with their content, and their tags. An unclosed one stays."""
    tokens = [match for match in _GONE.finditer(html) if match[2]]
    ends: dict[str, list[int]] = {}
    for token in tokens:
        if token[1]:
            ends.setdefault(token[2].lower(), []).append(token.end())
    kept, tags, parts, at = {element for element, _ in allow}, [], [], 0
    for token in tokens:
        name = token[2].lower()
        if token[1] or token.start() < at or name in kept:
            continue
        empty = token[3].endswith("/")
        following = ends.get(name, [])
        index = bisect_left(following, token.end())
        if empty or index < len(following):
            parts.append(html[at : token.start()])
            at = token.end() if empty else following[index]
            tags.append(token)
    return "".join([*parts, html[at:]]), tuple(tags)


@value(order=True)
class Fault:
    """Something that was removed, or that does what its author cannot have meant."""

    words: str
    """What it is, in words for a message."""
    outcome: Literal["taken out", "missing", "swallowing", "unclosed"]
    """Whether it was removed, is a picture that no reader has, would swallow the words after it, or is never closed."""
    element: str
    """The element."""
    attribute: str = ""
    """Its attribute that is at fault, if the element itself is not."""
    value: str = ""
    """The value of the attribute, if it is a link."""
    tag: str = ""
    """The tag of the element as it is written, if others of its kind have other faults."""
    hint: str
    """What its author can do."""


def faults(before: str, after: str, allow: Allowed = ()) -> tuple[Fault, ...]:
    """Return what is wrong with the HTML `before`, which `clean` turned into `after`; sorted by words."""
    rest, withdrawn = _without(before, allow)
    source, shown = _Reader(rest), _Reader(after)
    lost = source.found - shown.found
    elements = {name for name, attribute, _ in lost if not attribute}
    found = {_frame(tag) if tag[2].lower() == "iframe" else _removal(tag[2].lower(), "", "") for tag in withdrawn}
    swallowing = _swallowing(rest, elements - ELEMENTS, source.words() - shown.words()) if elements else frozenset()
    if swallowing:
        hint = "if it is a word, write &lt; for < or put it in backticks; otherwise close it, or remove it"
        return tuple(
            sorted(found | {Fault(words=f"<{name}>", outcome="swallowing", element=name, hint=hint) for name in swallowing})
        )
    found |= {_removal(*one) for one in lost if not one[1] or one[0] not in elements}
    found |= {
        Fault(words=f"<{name}>", outcome="unclosed", element=name, hint=f"close it with </{name}>")
        for name in source.unclosed()
        if name in ELEMENTS
    }
    return tuple(sorted(found))


def _swallowing(html: str, elements: Set[str], lost: Counter[str]) -> frozenset[str]:
    """Return those of the `elements` removed from `html` that would take the `lost` words after them along."""
    found = set()
    for match in _START.finditer(html) if lost else ():
        following = _WORD.search(unescape(_TAG.sub(" ", html[match.end() : match.end() + 300])))
        if match[1].lower() in elements and following and following[0] in lost:
            found.add(match[1].lower())
    return frozenset(found)


def _removal(name: str, attribute: str, value: str) -> Fault:
    words, hint, on_disk = f"<{name}>", _hint(name, attribute), _DISK.fullmatch(value)
    if on_disk and name == "img":
        words, hint = f'the picture "{value[:_SHOWN]}"', _hint_of_file(on_disk)
        return Fault(words=words, outcome="missing", element=name, attribute=attribute, value=value, hint=hint)
    if value:
        words, hint = f'the link "{value[:_SHOWN]}" of <{name}>', _hint_of_link(value)
    elif attribute:
        words = f'the attribute "{attribute}" of <{name}>'
    return Fault(words=words, outcome="taken out", element=name, attribute=attribute, value=value, hint=hint)


def _frame(tag: re.Match[str]) -> Fault:
    """Return the fault of an <iframe>, which names what readers can be led to instead."""
    fault, source = replace(_removal("iframe", "", ""), tag=tag[0]), _SOURCE.search(tag[3])
    if not source:
        return fault
    address = f"https://{unescape(source[2])}" if source[1] == "//" else unescape(source[1] + source[2])
    return replace(fault, hint=f"nothing is loaded from other hosts: link to {address}, or show a picture of it")


def _hint_of_link(value: str) -> str:
    if value.partition(":")[0].lower() in SCHEMES:
        return "correct it: it is not an address; write a space as %20"
    if on_disk := _DISK.fullmatch(value):
        return f"it lies on your own disk: {_hint_of_file(on_disk)}"
    return f"remove it: a link may begin only with {', '.join(f'{scheme}:' for scheme in sorted(SCHEMES))}"


def _hint_of_file(on_disk: re.Match[str]) -> str:
    return f"put the file beside the article, and write {on_disk[1] or 'its name'}"


def _hint(element: str, attribute: str = "") -> str:
    allowable = markup.may_allow(element, attribute)
    return "remove it, or allow it under markdown.allow_html in config.yaml" if allowable else "remove it"


class _Reader(HTMLParser):
    """Counts the elements, attributes and words of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter[tuple[str, str, str]] = Counter()
        self._text: list[str] = []
        self._ended: Counter[str] = Counter()
        self.feed(_TAG.sub(lambda tag: _NO_REFERENCE.sub("&amp;", tag[0]), html))
        self.close()
        self._text.append(_TAG.sub(" ", self.rawdata))  # the content of an unclosed script or style

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[tag, "", ""] += 1
        for name, written in attrs:
            is_link = name in {"href", "src", "cite"}
            self.found[tag, name, (written or "")[:_COMPARED] if is_link else ""] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._ended[tag] += tag not in ELEMENTS

    def handle_endtag(self, tag: str) -> None:
        self._ended[tag] += 1

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_pi(self, data: str) -> None:
        self._count_sign(f"?{data}")

    def parse_html_declaration(self, i: int) -> int:
        """Treat every declaration as a comment, as browsers do: the library knows those of SGML and raises for others."""
        self._count_sign(self.rawdata[i + 1 : i + 40])
        return self.parse_bogus_comment(i)

    def _count_sign(self, text: str) -> None:
        self.found[_SIGN.findall(text)[0], "", ""] += 1

    def words(self) -> Counter[str]:
        """Return the words, and how often each occurs."""
        return Counter(_WORD.findall("".join(self._text)))

    def unclosed(self) -> tuple[str, ...]:
        """Return the elements that begin more often than they end, except those that need no end tag."""
        begun = {name: count for (name, attribute, _), count in self.found.items() if not attribute and name not in _FLOWING}
        return tuple(name for name, count in begun.items() if count > self._ended[name])
