"""Rules of a strict feed validator for RSS, Atom, JSON Feed and OPML: each returns the faults that it finds, in words.

After the RSS Advisory Board's profile, RFC 4287, RFC 5005, JSON Feed 1.1, OPML 2.0, and the messages of the W3C's validator
at its strictest level. A fault has the name of its rule there, if there is one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import html5lib
from lxml import etree

ATOM, DC, FH = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/syndication/history/1.0}"
CONTENT, MEDIA = "{http://purl.org/rss/1.0/modules/content/}", "{http://search.yahoo.com/mrss/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (\+0000|GMT)"
)
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#$%&'()*+,/:;=?@\[\]~\-._A-Za-z0-9]+")
_TAG_URI = re.compile(r"tag:[a-z0-9.-]+(@[a-z0-9.-]+)?,\d{4}(-\d\d(-\d\d)?)?:\S*")
_ALIVE = re.compile(r"<(script|style|iframe|form|object|embed|noscript)\b| on[a-z]+=| style=|javascript:", re.IGNORECASE)
_CHANNEL = {
    "title", "link", "description", "language", "copyright", "docs", "generator", "image", "lastBuildDate", "item",
    f"{ATOM}link", f"{FH}archive",
}  # fmt: skip
_ITEM = {
    "title", "link", "description", "guid", "pubDate", "category", f"{CONTENT}encoded", f"{DC}creator", f"{DC}language",
    f"{MEDIA}content",
}  # fmt: skip
_FEED = {"id", "title", "subtitle", "updated", "author", "link", "generator", "rights", "icon", "logo", "entry"}
_ENTRY = {"id", "title", "updated", "published", "author", "content", "summary", "link", "category"}


_WEB, _TEXT, _DATE = (
    {"type": "string", "pattern": "^https?://"},
    {"type": "string", "minLength": 1},
    {"type": "string", "format": "date-time"},
)
_AUTHORS = {
    "type": "array", "minItems": 1,
    "items": {
        "type": "object", "additionalProperties": False, "minProperties": 1,
        "properties": {"name": _TEXT, "url": _WEB, "avatar": _WEB},
    },
}  # fmt: skip
JSON_FEED = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"}, "title": _TEXT, "home_page_url": _WEB, "feed_url": _WEB,
        "description": _TEXT, "icon": _WEB, "favicon": _WEB, "language": _TEXT, "authors": _AUTHORS, "next_url": _WEB,
        "expired": {"type": "boolean"},
        "hubs": {"type": "array", "items": {"type": "object", "required": ["type", "url"]}},
        "items": {
            "type": "array",
            "items": {
                "type": "object", "required": ["id"], "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "not": {"required": ["author"]},
                "properties": {
                    "id": _TEXT, "url": _WEB, "external_url": _WEB, "title": _TEXT, "content_html": _TEXT, "content_text": _TEXT,
                    "summary": _TEXT, "image": _WEB, "date_published": _DATE, "date_modified": _DATE, "authors": _AUTHORS,
                    "tags": {"type": "array", "items": _TEXT, "uniqueItems": True}, "language": _TEXT,
                },
            },
        },
    },
}  # fmt: skip
"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) as a JSON Schema."""


def parsed(data: bytes) -> etree._Element:
    """Return the root of the XML `data`, which must not need entities or the network."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def bytes_of(data: bytes) -> Iterator[str]:
    """Yield what is wrong with a feed before it is parsed."""
    if data.startswith(b"\xef\xbb\xbf"):
        yield "a byte order mark"
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        yield "a document type"
    if b"<![CDATA[" in data:
        yield "CDATA"
    text = data.decode()
    if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text):
        yield "a character that XML forbids"


def html(text: str) -> Iterator[str]:
    """Yield what is wrong with the HTML of an item, as a feed reader gets it."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False)
    tree: Any = parser.parseFragment(text)
    unusual = {"unexpected-start-tag-implies-end-tag", "expected-closing-tag-but-got-eof", "unexpected-end-tag", "eof-in-table"}
    for _, code, _ in parser.errors:
        if code in unusual:
            yield f"NotHtml: {code}"
    if _ALIVE.search(re.sub(r">[^<]*<", "><", text)):
        yield f"SecurityRisk: {_ALIVE.search(text)}"
    for element in (one for top in tree if not isinstance(top, str) for one in top.iter()):
        for name in ("href", "src", "cite", "poster"):
            value = element.get(name)
            if value is not None and not _URI.fullmatch(value):
                yield f"ContainsRelRef or no URI: {value}"
        if element.get("srcset") or element.get("class") or element.get("id"):
            yield f"an attribute that readers drop: {dict(element.attrib)}"
        if element.tag == "img" and element.get("alt") is None:
            yield "a picture without alt"


def plain(name: str, text: str | None) -> Iterator[str]:
    """Yield what is wrong with plain text."""
    if not text or not text.strip():
        yield f"{name} is empty"
    elif re.search(r"</?[a-z][a-z0-9]*( [a-z-]+=[^>]*)?/?>|&(#\d+|#x[0-9a-f]+|[a-z]+);", text):
        yield f"ContainsHTML: {name}: {text}"


def url(name: str, text: str | None) -> Iterator[str]:
    """Yield what is wrong with an absolute address."""
    if not text or not re.fullmatch(r"https?://[^\s]+", text) or not _URI.fullmatch(text) or urlsplit(text).path == "":
        yield f"{name} is no absolute URL: {text}"


def _once(element: etree._Element, allowed: set[str], many: set[str], needed: set[str]) -> Iterator[str]:
    counts = Counter(child.tag for child in element if isinstance(child.tag, str))
    for tag, count in counts.items():
        if tag not in allowed:
            yield f"UndefinedElement: {tag}"
        if count > 1 and tag not in many:
            yield f"DuplicateElement: {tag}"
    for tag in needed - counts.keys():
        yield f"MissingElement: {tag}"


def rss(data: bytes, address: str) -> list[str]:
    """Return the faults of the RSS feed that is served at the URL `address`, or at another one that redirects there."""
    root = parsed(data)
    faults = [*bytes_of(data)]
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1:
        return [*faults, "this is no RSS 2.0"]
    channel = root[0]
    faults += _once(
        channel, _CHANNEL, {"item", f"{ATOM}link"},
        {"title", "link", "description", "language", "generator", "docs", f"{ATOM}link"},
    )  # fmt: skip
    for name in ("title", "description"):
        faults += plain(name, channel.findtext(name))
    faults += url("link", channel.findtext("link"))
    selves = [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if selves != [address]:
        faults.append(f"SelfDoesntMatchLocation: {selves}")
    tags = [child.tag for child in channel]
    if "item" in tags and set(tags[tags.index("item") :]) != {"item"}:
        faults.append("MisplacedItem")
    faults += _image(channel, channel.find("image"))
    built = channel.findtext("lastBuildDate")
    if (built is None) != ("item" not in tags) or (built and not _RFC822.fullmatch(built)):
        faults.append(f"lastBuildDate: {built}")
    guids = [item.findtext("guid") for item in channel.findall("item")]
    faults += [f"DuplicateValue: {guid}" for guid, count in Counter(guids).items() if count > 1]
    for item in channel.findall("item"):
        faults += [f"{item.findtext('title')}: {fault}" for fault in _item(item)]
    return faults


def _image(channel: etree._Element, image: etree._Element | None) -> Iterator[str]:
    if image is None:
        return
    for name in ("title", "link"):
        if image.findtext(name) != channel.findtext(name):
            yield f"Image{name.capitalize()}DoesntMatch"
    if not (image.findtext("url") or "").endswith((".png", ".jpg", ".jpeg", ".gif")):
        yield "ImageUrlFormat"
    if int(image.findtext("width") or 0) > 144 or int(image.findtext("height") or 0) > 400:
        yield "the image is too large"


def _item(item: etree._Element) -> Iterator[str]:
    yield from _once(
        item, _ITEM, {"category", f"{DC}creator"}, {"title", "link", "description", "guid", "pubDate", f"{DC}creator"}
    )
    yield from plain("title", item.findtext("title"))
    yield from url("link", item.findtext("link"))
    tags = [child.tag for child in item]
    if f"{CONTENT}encoded" in tags and tags.index("description") > tags.index(f"{CONTENT}encoded"):
        yield "NeedDescriptionBeforeContent"
    if not _RFC822.fullmatch(item.findtext("pubDate") or ""):
        yield f"ProblematicalRFC822Date: {item.findtext('pubDate')}"
    guid = item.find("guid")
    if guid is not None:
        if not _URI.fullmatch(guid.text or ""):
            yield f"InvalidFullLink: {guid.text}"
        if (guid.get("isPermaLink") == "true") != (guid.text == item.findtext("link")):
            yield f"isPermaLink is {guid.get('isPermaLink')}: {guid.text}"
    for name in ("description", f"{CONTENT}encoded"):
        yield from html(item.findtext(name) or "")
    for category in item.findall("category"):
        yield from url("domain", category.get("domain"))
    yield from _pictures(item)


def _pictures(item: etree._Element) -> Iterator[str]:
    for picture in item.findall(f"{MEDIA}content"):
        yield from url("media:content", picture.get("url"))
        if not (picture.get("type") or "").startswith("image/") or picture.get("medium") != "image":
            yield f"media:content is no picture: {dict(picture.attrib)}"


def atom(data: bytes, address: str) -> list[str]:
    """Return the faults of the Atom feed that is served at the URL `address`."""
    root = parsed(data)
    faults = [*bytes_of(data)]
    if root.tag != f"{ATOM}feed":
        return [*faults, "this is no Atom"]
    ours = {f"{ATOM}{name}" for name in _FEED} | {f"{FH}archive"}
    faults += _once(root, ours, {f"{ATOM}{name}" for name in ("link", "entry", "author")},
                    {f"{ATOM}{name}" for name in ("id", "title", "updated", "author", "link")})  # fmt: skip
    if not root.get(LANG):
        faults.append("MissingDCLanguage")
    if not _TAG_URI.fullmatch(root.findtext(f"{ATOM}id") or ""):
        faults.append(f"the id is no tag URI: {root.findtext(f'{ATOM}id')}")
    faults += plain("title", root.findtext(f"{ATOM}title"))
    if not _RFC3339.fullmatch(root.findtext(f"{ATOM}updated") or ""):
        faults.append("InvalidRFC3339Date")
    relations = Counter(link.get("rel") for link in root.findall(f"{ATOM}link"))
    faults += [f"DuplicateAtomLink: {relation}" for relation, count in relations.items() if count > 1]
    selves = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if selves != [address]:
        faults.append(f"SelfDoesntMatchLocation: {selves}")
    entries = root.findall(f"{ATOM}entry")
    for name, words in (("id", "DuplicateEntries"), ("updated", "DuplicateUpdated")):
        values = Counter(entry.findtext(f"{ATOM}{name}") for entry in entries)
        faults += [f"{words}: {value}" for value, count in values.items() if count > 1]
    updated = [datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "") for entry in entries]
    if updated != sorted(updated, reverse=True):
        faults.append("the entries are not in order")
    for entry in entries:
        faults += [f"{entry.findtext(f'{ATOM}title')}: {fault}" for fault in _entry(entry)]
    return faults


def _entry(entry: etree._Element) -> Iterator[str]:
    yield from _once(
        entry, {f"{ATOM}{name}" for name in _ENTRY} | {f"{MEDIA}content"},
        {f"{ATOM}{name}" for name in ("author", "category", "link")},
        {f"{ATOM}{name}" for name in ("id", "title", "updated", "published", "link", "content")},
    )  # fmt: skip
    yield from _pictures(entry)
    yield from plain("title", entry.findtext(f"{ATOM}title"))
    if entry.find(f"{ATOM}summary") is not None:
        yield from plain("summary", entry.findtext(f"{ATOM}summary"))
    if not _URI.fullmatch(entry.findtext(f"{ATOM}id") or ""):
        yield "InvalidFullLink: id"
    dates = [entry.findtext(f"{ATOM}{name}") or "" for name in ("published", "updated")]
    if not all(map(_RFC3339.fullmatch, dates)):
        yield "InvalidRFC3339Date"
    elif datetime.fromisoformat(dates[0]) > datetime.fromisoformat(dates[1]):
        yield "it was updated before it was published"
    links = [dict(link.attrib) for link in entry.findall(f"{ATOM}link")]
    if [(link.get("rel"), link.get("type")) for link in links] != [("alternate", "text/html")] or not links[0].get("hreflang"):
        yield f"its links are {links}"
    content = entry.find(f"{ATOM}content")
    if content is None or content.get("type") != "html":
        yield "InvalidMIMEType"
    else:
        yield from html(content.text or "")
    for author in entry.findall(f"{ATOM}author"):
        yield from plain("author", author.findtext(f"{ATOM}name"))
    for category in entry.findall(f"{ATOM}category"):
        if not category.get("term") or not category.get("label"):
            yield "a category without term or label"
        yield from url("scheme", category.get("scheme"))


def json_feed(data: bytes, address: str) -> list[str]:
    """Return the faults of the JSON feed that is served at the URL `address`."""
    feed = json.loads(data)
    faults = [] if not data.startswith(b"\xef\xbb\xbf") else ["a byte order mark"]
    known = {
        "version",
        "title",
        "home_page_url",
        "feed_url",
        "description",
        "authors",
        "language",
        "icon",
        "favicon",
        "hubs",
        "items",
    }
    faults += [f"unknown: {key}" for key in feed.keys() - known]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        faults.append("the version")
    if feed.get("feed_url") != address:
        faults.append(f"feed_url is {feed.get('feed_url')}")
    faults += [*plain("title", feed.get("title")), *url("home_page_url", feed.get("home_page_url"))]
    ids = Counter(item.get("id") for item in feed["items"])
    faults += [f"twice: {one}" for one, count in ids.items() if count > 1]
    for item in feed["items"]:
        faults += [f"{item.get('title')}: {fault}" for fault in _json_item(item)]
    return faults


def _json_item(item: dict[str, Any]) -> Iterator[str]:
    known = {
        "id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "authors", "tags", "language",
    }  # fmt: skip
    yield from (f"unknown: {key}" for key in item.keys() - known)
    if not isinstance(item.get("id"), str) or not item["id"]:
        yield "its id is no text"
    yield from url("url", item.get("url"))
    yield from plain("title", item.get("title"))
    if not item.get("content_html"):
        yield "it has no content"
    yield from html(item.get("content_html", ""))
    for name in ("date_published", "date_modified"):
        if not _RFC3339.fullmatch(item.get(name, "")):
            yield f"{name} is {item.get(name)}"
    if not all(author.get("name") for author in item.get("authors", [])):
        yield "an author without a name"


def opml(data: bytes) -> list[str]:
    """Return the faults of a list of feeds."""
    root = parsed(data)
    faults = [*bytes_of(data)]
    if root.tag != "opml" or root.get("version") != "2.0" or [child.tag for child in root] != ["head", "body"]:
        faults.append("this is no OPML 2.0")
    faults += plain("title", root.findtext("head/title"))
    feeds = [outline for outline in root.iter("outline") if outline.get("type")]
    faults += [f"twice: {one}" for one, count in Counter(feed.get("xmlUrl") for feed in feeds).items() if count > 1]
    for outline in root.iter("outline"):
        faults += plain("text", outline.get("text"))
        if outline.get("type"):
            faults += [*url("xmlUrl", outline.get("xmlUrl")), *url("htmlUrl", outline.get("htmlUrl"))]
            if outline.get("type") != "rss" or not outline.get("title") or not outline.get("language") or len(outline):
                faults.append(f"no outline of a feed: {dict(outline.attrib)}")
        elif not len(outline):
            faults.append("an empty group")
        elif outline.keys() != ["text"]:
            faults.append(f"MissingOutlineType: {dict(outline.attrib)}")
    return faults
