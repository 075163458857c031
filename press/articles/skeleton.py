"""Writes the front matter of an article that is yet to be written. Knows no files, and checks nothing."""

import math
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import yaml

from press.config.adoption import Adoption
from press.ground.moment import FIRST_GREGORIAN, solar_hijri
from press.kernel.value import value


@value
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
    folder: str = ""
    """The folder of its file below content/articles; empty for the one that fits the others."""


DRAFT = "draft"
"""The key that keeps an article back."""


def text(start: Start, adoption: Adoption) -> str:
    """Return the text of a draft that begins with `start`; keys that most articles have stand there, if empty, to be filled in.

    A key has the name that `adoption` gives it, so that it is called as in the archive's other articles; one that means something
    else there is left out.
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
    names = ((key, adoption.named(key)) for key in values)
    lines = (f"{name}: {values[key]}".rstrip() for key, name in names if adoption.means(name, key))
    return "\n".join(("---", *lines, f"{DRAFT}: true", "---", ""))


def key(start: Start, slug: str, others: Iterable[str], adoption: Adoption) -> str:
    """Return the key of the new article that has `slug`: a file name as `adoption` reads it, in the folder that fits `others`.

    If these, given by key, lie in folders named by year, month or day, its folder is named so too; if all lie in one folder, it
    does as well; otherwise its folder is the year. If each of them has a folder of its own, it gets one.
    """
    keys = list(others)
    apart = bool(keys) and all(posixpath.basename(key) == "index" for key in keys)
    folders = Counter(posixpath.dirname(posixpath.dirname(key) if apart else key) for key in keys)
    name = adoption.file_named(start.at, slug)
    return posixpath.join(start.folder or _folder(folders, start.at, adoption), name, *(["index"] if apart else []))


_DATED = re.compile(r"((?:.*/)?)(\d{4})(?:([-_./])(\d\d)(?:\3(\d\d))?)?")
"""A folder whose name ends with year, month and day, or with the first of these."""


def _folder(others: Counter[str], at: datetime, adoption: Adoption) -> str:
    """Return the folder of an article of the day `at` beside articles in the folders `others`, which has their number in each.

    Its year is one of the calendar of the latest of them.
    """
    dated = [(found.groups(default=""), count) for folder, count in others.items() if (found := _DATED.fullmatch(folder))]
    if dated:
        (before, year, between, *rest), _ = max(dated, key=lambda one: (one[0][1], *one[0][3:], one[1]))
        there = adoption.solar_hijri and int(year) < FIRST_GREGORIAN
        day = solar_hijri(at.date()) if there else (at.year, at.month, at.day)
        return before + between.join(f"{number:02}" for number in day[: 1 + sum(map(bool, rest))])
    return next(iter(others)) if len(others) == 1 else f"{at:%Y}"


def scalar(value: str) -> str:
    """Return `value` as YAML that is read as this text, on one line."""
    lines: str = yaml.safe_dump(value, allow_unicode=True, width=math.inf)
    return lines.removesuffix("...\n").strip()


def _list(values: Sequence[str]) -> str:
    lines: str = yaml.safe_dump(list(values), allow_unicode=True, width=math.inf, default_flow_style=True)
    return lines.strip() if values else ""


def _one_or_list(values: Sequence[str]) -> str:
    return scalar(values[0]) if len(values) == 1 else _list(values)
