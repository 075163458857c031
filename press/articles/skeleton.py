"""Writes the front matter of an article that is yet to be written. Knows nothing of files, nor whether what is given is right."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

import yaml

from press.config.adoption import Adoption


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is known of an article before it is written."""

    title: str
    """Its title."""
    at: datetime
    """When it is begun."""
    authors: Sequence[str] = ()
    """The names of its authors."""
    regions: Sequence[str] = ()
    """The slugs or names of its regions."""
    tags: Sequence[str] = ()
    """Its tags."""
    lang: str = ""
    """Its language as BCP 47 writes it; empty for the site's."""


def text(start: Start, adoption: Adoption) -> str:
    """Return the text of a draft that begins with `start`; keys that most articles have stand there, if empty, to be filled in.

    A key has the name that `adoption` gives it, so that it is called as in the archive's other articles; only `draft` does not,
    as what a foreign key says in its place may not be `true`.
    """
    values = {
        "title": scalar(start.title),
        "date": f"{start.at:%Y-%m-%d %H:%M}",
        "author": _one_or_list(start.authors),
        "region": _one_or_list(start.regions),
        "summary": "",
        "tags": _list(start.tags),
        "see_also": "",
        **({"lang": scalar(start.lang)} if start.lang else {}),
    }
    foreign = {ours: key for key, ours in reversed(adoption.fields)}
    lines = (f"{foreign.get(key, key)}: {value}".rstrip() for key, value in values.items())
    return "\n".join(("---", *lines, "draft: true", "---", ""))


def key(start: Start, slug: str, others: Iterable[str], adoption: Adoption) -> str:
    """Return the key of the new article that has `slug`: a file name as `adoption` reads it, in a folder as the `others` have it.

    If these, given by key, lie in folders by year, month or day, so does it; if all lie in one folder, it does too; otherwise
    its folder is the year.
    """
    keys = list(others)
    dated = max((key for key in keys if _depth(key)), default="")
    depth = _depth(dated) if dated else int(not keys or any("/" in key for key in keys))
    return "/".join((*f"{start.at:%Y/%m/%d}".split("/")[:depth], adoption.file_named(start.at, slug)))


def _depth(key: str) -> int:
    """Return how many folders at the start of `key` are year, month and day; 0 if the first is not a year."""
    parts = zip(key.split("/")[:-1], (4, 2, 2), strict=False)
    return sum(1 for _ in takewhile(lambda part: part[0].isdecimal() and len(part[0]) == part[1], parts))


def scalar(value: str) -> str:
    """Return `value` as YAML that is read as this text, on one line."""
    lines: str = yaml.safe_dump(value, allow_unicode=True, width=math.inf)
    return lines.removesuffix("...\n").strip()


def _list(values: Sequence[str]) -> str:
    lines: str = yaml.safe_dump(list(values), allow_unicode=True, width=math.inf, default_flow_style=True)
    return lines.strip() if values else ""


def _one_or_list(values: Sequence[str]) -> str:
    return scalar(values[0]) if len(values) == 1 else _list(values)
