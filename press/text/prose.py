"""Turns a Markdown body into `Prose`. Links within the archive stay symbolic, so that the result depends on no other article."""

import html
import re
from collections import Counter
from itertools import chain
from urllib.parse import unquote

from press.config.markup import Markup
from press.ground.characters import CURLY, FORBIDDEN, LOST
from press.ground.problems import Remark
from press.ground.site import Site
from press.ground.uri import RESERVED, uri
from press.kernel.value import value
from press.text import (
    alttext,
    bidi,
    bracketed,
    cjk,
    defect,
    engine,
    excerpt,
    figures,
    footnote,
    manuscript,
    placeholders,
    review,
    sanitizer,
)
from press.text.converted import Converted, without_code
from press.text.excess import excess

_TAG = re.compile(r"</?h[1-6][^>]*>|</a>|<[a-z][a-z0-9]* [^>]*>")
_GAP = re.compile(r"<p>(?:&nbsp;\s*)+</p>\s*")
"""A paragraph of no-break spaces alone, with which some editors make a gap."""
_BARE = re.compile(r'<a href="(https?://[^"]+)">\1</a>')
"""A link whose text is its address: a style sheet that prints addresses after links need not repeat it."""
_CAPTION = re.compile("(?:</a>)?<figcaption>(.*?)</figcaption>", re.DOTALL)
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_MISQUOTED = re.compile(rf"(?=.*[\"'{CURLY}]\Z)(.+?)[ \n]([\"'{CURLY}].+)", re.DOTALL)
"""An address, and a title that Markdown takes for a part of it."""


@value
class Link:
    """A link or picture whose address is settled only when the whole archive is known."""

    target: str
    """What the author wrote."""
    nth: int
    """Which occurrence of this target it is in the text, counted from 1."""
    picture: bool
    """Whether it is a picture to show rather than an address to go to."""


@value
class Outline:
    """What the rest of the archive needs to know of a body: everything except its text."""

    links: tuple[Link, ...] = ()
    """The symbolic links, in order of appearance."""
    anchors: frozenset[str] = frozenset()
    """The ids in the text."""
    excerpt: str = ""
    """The first paragraph as plain text, cut at a sentence."""


@value
class Prose:
    """A body as HTML."""

    html: str = ""
    """Clean HTML, in which \\0N\\0 stands for the address of the N-th link."""
    outline: Outline = Outline()
    """What the rest of the archive needs to know of it."""
    remarks: tuple[Remark, ...] = ()
    """What is wrong with the text; lines are counted from its beginning."""
    unfilled: tuple[Link, ...] = ()
    """The links and pictures whose addresses another generator would have filled in. They are left as they are."""


def convert(body: str, markup: Markup, site: Site, lang: str = "en") -> Prose:
    """Return the Markdown `body`, which is in the language `lang`, as prose; what is wrong with it is in the remarks.

    Links that begin with an address of the `site` are links within the archive.
    """
    if not body.strip():
        return Prose()
    too_much = excess(body)
    if too_much:
        return Prose(remarks=(too_much,))
    markdown, blocks = engine.of(markup.extensions, *cjk.marks(lang))
    markdown.reset()
    try:
        raw = markdown.convert(body)
    except RecursionError:
        engine.of.cache_clear()  # it failed within a list, a state that reset() does not clear
        remark = Remark(line=1, what="the text is nested too deeply to be converted", hint="nest it less deeply")
        return Prose(remarks=(remark,))
    raw, words = bracketed.kept(raw, dict(markup.allow)) if "<" in body else (raw, ())
    cleaned = sanitizer.clean(raw, markup.allow)
    settled = cjk.settled(_GAP.sub("", cleaned) if "&" in body else cleaned, lang)
    marked = _BARE.sub(r'<a href="\1" class="bare">\1</a>', settled) if ">http" in settled else settled
    shown = figures.shown(footnote.labelled(marked))
    walk = _Walk(shown, site)
    remarks = [*chain.from_iterable(block.remarks(body) for block in blocks), *walk.remarks(body, markup)]
    extensions, stashed = engine.known(markup.extensions), markdown.htmlStash.rawHtmlBlocks
    remarks += review.remarks(Converted(body=body, shown=shown, symbolic=walk.html, extensions=extensions, blocks=stashed))
    if "&#" in body and _unpublishable(placeholders.removed(walk.html), body):
        return Prose(remarks=(*remarks, *defect.unpublishable(body)))
    remarks += bracketed.remarks(body, cleaned, words)
    if "<" in body or "{" in body or _links(raw) != _links(cleaned):
        remarks += _faults(body, raw, cleaned, markup)
    outline = Outline(links=tuple(walk.links), anchors=frozenset(walk.anchors), excerpt=excerpt.of(walk.html, walk.elsewhere))
    return Prose(html=bidi.marked(walk.html, lang), outline=outline, remarks=tuple(remarks), unfilled=tuple(walk.unfilled))


def _unpublishable(shown: str, body: str) -> bool:
    """Return whether the HTML `shown` has a character that cannot be published, and that is a character reference in `body`."""
    return bool(FORBIDDEN.search(shown)) or (LOST in shown and LOST not in body)


def _links(text: str) -> int:
    return text.count(' href="') + text.count(' src="')


class _Walk:
    """A walk over the tags of clean HTML: heading levels, ids, links. Text and code between tags are left unchanged."""

    def __init__(self, cleaned: str, site: Site) -> None:
        self.links: list[Link] = []
        self.anchors: list[str] = []
        self.elsewhere: list[str] = []
        self.left_out: list[str] = []
        self.unfilled: list[Link] = []
        self.local: dict[str, str] = {}
        self.misquoted: dict[str, tuple[str, str]] = {}
        self.unseen: list[tuple[str, int, str]] = []
        self._within_link = False
        self._site = site
        self._counts: dict[str, int] = {}
        self._headings: list[tuple[str, int]] = []
        self._open: list[int] = []
        self.html = _TAG.sub(self._tag, cleaned)

    def _tag(self, match: re.Match[str]) -> str:
        tag = match[0]
        if tag == "</a>":
            self._within_link = False
            return tag
        if tag[1] == "/":
            return f"</h{self._open.pop()}>"
        name, _, rest = tag[1:-1].partition(" ")
        attributes = _today(dict(_ATTRIBUTE.findall(" " + rest))) if rest else {}
        if name[0] == "h" and name[1:].isdigit():
            self._open.append(self._level(name[1]))
            name = f"h{self._open[-1]}"
        if name == "a":
            self._within_link = True
        if "id" in attributes:
            self.anchors.append(html.unescape(attributes["id"]))
        source = html.unescape(attributes.get("src", ""))
        if source.startswith("//") or self._is_elsewhere(source):
            if name == "img":
                return self._picture_elsewhere(source, attributes)
            self.left_out.append(source)
            del attributes["src"]
        for key in ("href", "src", "cite"):
            if key in attributes:
                attributes[key] = self._address(attributes[key], picture=name == "img" and key == "src")
        more = self._of_picture(match, source, attributes) if name == "img" else ""
        written = "".join(f' {key}="{value}"' for key, value in attributes.items())
        return f"<{name}{written}{more}>"

    def _is_elsewhere(self, address: str) -> bool:
        return bool(_SCHEME.match(address)) and self._site.own(address) is None

    def _level(self, written: str) -> int:
        """Return the level on the page of a heading `written` with another level: the first is 2, and no level is skipped."""
        while self._headings and self._headings[-1][0] >= written:
            self._headings.pop()
        self._headings.append((written, min(6, self._headings[-1][1] + 1) if self._headings else 2))
        return self._headings[-1][1]

    def _of_picture(self, match: re.Match[str], source: str, attributes: dict[str, str]) -> str:
        """Return the attributes added to a picture: its size, unless the author gave one, and lazy loading."""
        caption = _CAPTION.match(match.string, match.end())
        flaw = alttext.flaw(html.unescape(attributes.setdefault("alt", "")), source, html.unescape(caption[1]) if caption else "")
        if flaw:
            self.unseen.append((source, self._counts.get(source, 1), flaw))
        symbolic = "\0" in attributes.get("src", "") and not {"width", "height"} & attributes.keys()
        sized = placeholders.wide_size if figures.is_wide(attributes.get("class", "")) else placeholders.size
        size = sized(len(self.links) - 1) if symbolic else ""
        return f'{size} loading="lazy" decoding="async"'

    def _address(self, escaped: str, *, picture: bool) -> str:
        target = html.unescape(escaped)
        misquoted = _MISQUOTED.fullmatch(target)
        if misquoted and {misquoted[2][0], misquoted[2][-1]} & {*CURLY}:
            self.misquoted[target] = misquoted[1], misquoted[2]
            return escaped
        if self._is_elsewhere(target):
            if meant := self._site.on_loopback(target):
                self.local[target] = meant
            return html.escape(uri(target))
        nth = self._counts[target] = self._counts.get(target, 0) + 1
        link = Link(target=target, nth=nth, picture=picture)
        if "{{" in target or "{%" in target:
            self.unfilled.append(link)
            return escaped
        self.links.append(link)
        return placeholders.address(len(self.links) - 1)

    def _picture_elsewhere(self, source: str, attributes: dict[str, str]) -> str:
        """Return a link in place of a picture that would be loaded from another host (ADR 8)."""
        self.elsewhere.append(source)
        words = attributes.get("alt") or html.escape(unquote(source.rsplit("/", 1)[-1])) or html.escape(source)
        if self._within_link:
            return words
        address = f"https:{source}" if source.startswith("//") else source
        return f'<a href="{html.escape(address)}">{words}</a>'

    def remarks(self, body: str, markup: Markup) -> list[Remark]:
        found = list(alttext.undescribed(body, self.unseen, markup.missing_alt))

        def add(place: tuple[int, int], what: str, hint: str, *, warning: bool = True, many: str = "") -> None:
            found.append(Remark(line=place[0], column=place[1], what=what, hint=hint, warning=warning, many=many))

        for wording, targets in (
            (('the picture "{}" is on another site and is shown as a link', "put the file beside the article"), self.elsewhere),
            (('the file "{}" is on another site and is left out', "put it beside the article"), self.left_out),
        ):
            for target in dict.fromkeys(targets):
                add(manuscript.locate(body, target, 1), wording[0].format(target), wording[1], many=wording[0].format("…"))
        for target, meant in self.local.items():
            what = f'the link "{target}" leads readers to their own computers'
            add(manuscript.locate(body, target, 1), what, f"write {meant}")
        for target, (address, title) in self.misquoted.items():
            what = f"{title} is no title, but part of the address: its quotation marks are not straight ones"
            add(manuscript.locate(body, target, 1), what, f'write ({address} "{title[1:-1]}")', warning=False)
        for anchor, times in Counter(self.anchors).items():
            reserved = anchor.startswith(RESERVED)
            if reserved or times > 1:
                reason = "is reserved for the page" if reserved else "occurs twice in the text"
                place = manuscript.locate_id(body, anchor, 1 if reserved else 2)
                add(place, f'the id "{anchor}" {reason}', "choose another", warning=False)
        return found


def _today(attributes: dict[str, str]) -> dict[str, str]:
    """Return `attributes` without obsolete ones: `align` becomes a class, and `name`, which made a link a target, the id."""
    if "align" in attributes:
        attributes["class"] = f"align-{attributes.pop('align')}"
    name = attributes.pop("name", "")
    return {"id": name, **attributes} if name else attributes


def opened(converted: str, dateline: str) -> str:
    """Return the HTML `converted` with the plain text `dateline` at the beginning of its first paragraph."""
    if not dateline:
        return converted
    span = f'<span class="dateline">{html.escape(dateline)}</span>'
    if converted.startswith("<p>"):
        return f"<p>{span} {converted[3:]}"
    return f"<p>{span}</p>\n{converted}"


def _faults(body: str, raw: str, cleaned: str, markup: Markup) -> list[Remark]:
    if "<!--" in body and ("&lt;!" in without_code(cleaned) or raw.rfind("<!--") > raw.rfind("-->")):
        found = defect.open_comments(body)
        if found:  # these may cause any other faults
            return found
    refuse, remarks = markup.refuse_html, []
    for fault in sanitizer.faults(raw, cleaned, markup.allow):
        if fault.value:
            line, column = manuscript.locate(body, fault.value, 1)
        else:
            line, column = manuscript.locate_tag(body, fault.element, fault.attribute, fault.tag)
        what = {
            "taken out": f"{fault.words} cannot be published" if refuse else f"{fault.words} was removed",
            "missing": f"{fault.words} lies on your own disk",
            "swallowing": f"the words after {fault.words} would be lost with it",
            "unclosed": f"{fault.words} is never closed",
        }[fault.outcome]
        warning = fault.outcome == "unclosed" or (fault.outcome == "taken out" and not refuse)
        hint = f"write {{: .{fault.attribute} }}" if fault.attribute in figures.CLASSES else fault.hint
        remarks.append(Remark(line=line, column=column, what=what, hint=hint, warning=warning))
    return remarks
