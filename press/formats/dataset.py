"""The archive as data: the record of an article in the files for researchers, their columns and their JSON Schema.

The fields are a promise (docs/data.md): none is ever renamed or given another meaning; new ones are added at the end.
"""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from typing import TYPE_CHECKING

from press.addresses import routes
from press.articles.addenda import Correction, Outside, Withdrawal
from press.catalogue.card import Card, Term
from press.catalogue.figure import Figure
from press.ground.moment import Moment
from press.kernel.digest import Digested
from press.kernel.value import value
from press.text import transcript

if TYPE_CHECKING:  # import cost: Edition pulls in everything, and rendering one page does not need it
    from press.catalogue.edition import Edition

STATUSES = ("published", "expired", "withdrawn")
"""The states of an article: published; expired, and thus no longer on the home page and in feeds; or a tombstone."""


@value
class Record(Digested):
    """One article, without its text."""

    card: Card
    """The article as lists show it."""
    updated: Moment | None
    """The last substantive change, if there was one."""
    corrections: tuple[Correction, ...]
    """Its corrections, the newest last."""
    withdrawn: Withdrawal | None
    """When and why it was withdrawn, if it was."""
    dateline: str
    """The place where it was written; may be empty."""
    figure: Figure | None
    """The picture at its head."""
    see_also: tuple[str, ...]
    """Where the author's See also entries lead: addresses of this site, and URLs elsewhere."""
    original: str
    """The address of the article that it translates; may be empty."""
    trails: tuple[tuple[Term, ...], ...]
    """Each of its regions, preceded by those that contain it, the widest first."""


def record(edition: "Edition", card: Card) -> Record:
    """Return the record of `card`. A withdrawn one has only what its tombstone says and what it is filed under."""
    story = edition.stories[card.key]
    archive = edition.archive
    curated = () if story.withdrawn else archive.related[card.key].curated
    original = None if story.withdrawn else archive.originals.get(card.key)
    return Record(
        card=card,
        updated=card.modified if card.was_changed else None,
        withdrawn=story.withdrawn,
        figure=None if story.withdrawn else edition.figure(card.key),
        corrections=() if story.withdrawn else story.corrections,
        dateline="" if story.withdrawn else story.dateline,
        see_also=tuple(item.url if isinstance(item, Outside) else item.address for item in curated),
        original=original.address if original else "",
        trails=tuple(map(archive.trail, card.regions)),
    )


def line(record: Record, html: str, base_url: str) -> str:
    """Return `record`, whose text is `html`, as a line of JSON Lines (https://jsonlines.org), including its line feed.

    JSON strings may contain other kinds of line end; they are escaped, because many programs would split the line there. So is
    <, which begins a tag: a browser that guesses the type of the file must not take it for HTML.
    """
    written = _JSON.encode(fields(record, base_url, None if record.withdrawn else transcript.of(html)))
    for mark in "\u2028\u2029<":
        written = written.replace(mark, f"\\u{ord(mark):04x}")
    return f"{written}\n"


def fields(record: Record, base_url: str, text: str | None) -> dict[str, object]:
    """Return the fields of the article, whose plain text is `text`, by name."""
    card = record.card
    return {
        "id": card.id,
        "url": routes.url(card.address, base_url),
        "title": card.title,
        "summary": "" if record.withdrawn else card.summary,
        "date": card.date.machine,
        "updated": record.updated.machine if record.updated else None,
        "status": _status(card),
        "language": card.lang,
        "regions": _terms(card.regions),
        "tags": _terms(card.tags),
        "authors": _terms(card.authors),
        "dateline": record.dateline,
        "corrections": [{"date": correction.date.machine, "text": correction.text} for correction in record.corrections],
        "withdrawn": {"date": record.withdrawn.date.machine, "reason": record.withdrawn.reason} if record.withdrawn else None,
        "image": _image(record.figure, base_url) if record.figure else None,
        "see_also": [routes.url(address, base_url) for address in record.see_also],
        "text": text,
        "translation_of": routes.url(record.original, base_url) if record.original else None,
        "region_trails": [_terms(trail) for trail in record.trails],
    }


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _status(card: Card) -> str:
    if card.withdrawn:
        return "withdrawn"
    return "expired" if card.expired else "published"


def _image(figure: Figure, base_url: str) -> dict[str, str]:
    return {"url": routes.url(figure.address, base_url), "alt": figure.alt, "caption": figure.caption, "credit": figure.credit}


def _terms(terms: Iterable[Term]) -> list[dict[str, str]]:
    return [{"slug": term.slug, "name": term.name} for term in terms]


Column = Callable[[Record, str], str]
"""A function that returns the value of a column, given a record and the base URL."""


def _list(values: Iterable[str]) -> str:
    return "; ".join(values)


COLUMNS: Mapping[str, Column] = {
    "id": lambda it, _: it.card.id,
    "url": lambda it, base_url: routes.url(it.card.address, base_url),
    "title": lambda it, _: it.card.title,
    "summary": lambda it, _: "" if it.withdrawn else it.card.summary,
    "date": lambda it, _: it.card.date.machine,
    "updated": lambda it, _: it.updated.machine if it.updated else "",
    "status": lambda it, _: _status(it.card),
    "language": lambda it, _: it.card.lang,
    "regions": lambda it, _: _list(term.slug for term in it.card.regions),
    "region_names": lambda it, _: _list(term.name for term in it.card.regions),
    "tags": lambda it, _: _list(term.slug for term in it.card.tags),
    "tag_names": lambda it, _: _list(term.name for term in it.card.tags),
    "authors": lambda it, _: _list(term.slug for term in it.card.authors),
    "author_names": lambda it, _: _list(term.name for term in it.card.authors),
    "dateline": lambda it, _: it.dateline,
    "corrections": lambda it, _: _list(f"{correction.date.machine} {correction.text}" for correction in it.corrections),
    "withdrawn": lambda it, _: it.withdrawn.date.machine if it.withdrawn else "",
    "withdrawn_reason": lambda it, _: it.withdrawn.reason if it.withdrawn else "",
    "image": lambda it, base_url: routes.url(it.figure.address, base_url) if it.figure else "",
    "image_alt": lambda it, _: it.figure.alt if it.figure else "",
    "image_caption": lambda it, _: it.figure.caption if it.figure else "",
    "image_credit": lambda it, _: it.figure.credit if it.figure else "",
    "see_also": lambda it, base_url: _list(routes.url(address, base_url) for address in it.see_also),
    "translation_of": lambda it, base_url: routes.url(it.original, base_url) if it.original else "",
    "region_trails": lambda it, _: _list("/".join(term.slug for term in trail) for trail in it.trails),
    "region_trail_names": lambda it, _: _list("/".join(term.name for term in trail) for trail in it.trails),
}
"""The columns of the table, in order."""


def table(records: Iterable[Record], base_url: str) -> bytes:
    """Return `records` as a table: RFC 4180 in UTF-8, with a header line.

    No value is altered, not even one that begins with =, which some programs take for a formula.
    """
    written = StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows([column(record, base_url) for column in COLUMNS.values()] for record in records)
    return written.getvalue().encode()


def schema(address: str, meanings: Mapping[str, str]) -> bytes:
    """Return the JSON Schema (draft 2020-12) of every line of the files by year; its URL is `address`.

    `meanings` describes each of `FIELDS`.
    """
    data = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "type": "object",
        "required": list(FIELDS),
        "properties": {name: {"description": meanings[name], **kind} for name, kind in FIELDS.items()},
        "allOf": [
            {
                "if": {"properties": {"status": {"const": "withdrawn"}}},
                "then": {"properties": {"withdrawn": {"type": "object"}, "text": {"type": "null"}}},
                "else": {"properties": {"withdrawn": {"type": "null"}, "text": {"type": "string"}}},
            }
        ],
    }
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()


def _object(**properties: object) -> dict[str, object]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _or_null(kind: Mapping[str, object]) -> dict[str, object]:
    return {**kind, "type": [kind["type"], "null"]}


_TEXT = {"type": "string"}
_URL = {"type": "string", "format": "uri", "pattern": "^https?://[!-~]+$"}
_DATE = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2}))?$"}
_TERMS = {"type": "array", "uniqueItems": True, "items": _object(slug={"type": "string", "minLength": 1}, name=_TEXT)}

FIELDS: Mapping[str, Mapping[str, object]] = {
    "id": {"type": "string", "format": "uri", "minLength": 1},
    "url": _URL,
    "title": {"type": "string", "minLength": 1},
    "summary": _TEXT,
    "date": _DATE,
    "updated": _or_null(_DATE),
    "status": {"enum": list(STATUSES)},
    "language": {"type": "string", "pattern": "^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$"},
    "regions": {**_TERMS, "minItems": 1},
    "tags": _TERMS,
    "authors": _TERMS,
    "dateline": _TEXT,
    "corrections": {"type": "array", "items": _object(date=_DATE, text=_TEXT)},
    "withdrawn": _or_null(_object(date=_DATE, reason=_TEXT)),
    "image": _or_null(_object(url=_URL, alt=_TEXT, caption=_TEXT, credit=_TEXT)),
    "see_also": {"type": "array", "items": _URL},
    "text": _or_null(_TEXT),
    "translation_of": _or_null(_URL),
    "region_trails": {"type": "array", "minItems": 1, "items": {**_TERMS, "minItems": 1}},
}
"""The fields of a line, in order, each with its JSON Schema."""
