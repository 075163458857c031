"""What an article has besides its text: See also, its last change, corrections, a picture, a notice of withdrawal.

Each type here is read from front matter by a function of this module. References are resolved later.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from textwrap import shorten

from press.ground import moment
from press.ground.characters import CURLY
from press.ground.form import Form, Written
from press.ground.moment import Calendar, Moment, NoMoment
from press.ground.problems import Severity
from press.ground.site import Site
from press.ground.uri import RESERVED, is_web, uri
from press.kernel.value import value
from press.text import alttext


@value
class Outside:
    """A See also entry that leads out of the archive."""

    title: str
    """Its title there."""
    url: str
    """Its address."""
    date: Moment | None
    """When it appeared, if known."""


@value
class Correction:
    """What was wrong and what is right."""

    date: Moment
    """When it was corrected."""
    text: str
    """The text of the correction."""
    mark: str
    """What its ids are made from: the date as its author wrote it, and from the second of that date on, its number."""
    feed_time: datetime
    """The time in UTC for feeds, at least a second after that of the previous correction."""

    @property
    def anchor(self) -> str:
        """Its id on the page of the article."""
        return f"{RESERVED}correction-{self.mark}"


@value
class Withdrawal:
    """When and why an article was withdrawn."""

    date: Moment
    """When it was withdrawn."""
    reason: str
    """The reason."""


@value
class Picture:
    """The picture of an article."""

    src: Written
    """The path of its file, relative to that of the article, or, with a leading slash, below content/static."""
    alt: str
    """What readers who cannot see it need to know; empty for decoration."""
    caption: str
    """The line below it."""
    credit: str
    """Who made it."""
    adopted: bool
    """Whether a foreign key named it."""


def see_also(form: Form, calendar: Calendar, site: Site) -> list[Written | Outside]:
    """Return the entries of See also: references as written, and links out of the `site`."""
    entries: list[Written | Outside] = []
    for item in form.items("see_also"):
        if isinstance(item, Written):
            if item.text.startswith(("https://", "http://")):
                form.report(item, f'"{item.text}" does not name an article', _by_url(item.text, site))
            else:
                entries.append(item)
            continue
        url = item.text("url", required=True) or ""
        title = item.plain("title", required=True)
        entries.append(Outside(title=title, url=uri(url), date=moment.read(item, "date", calendar)))
        if url and not is_web(url):
            item.reject("url", f'"{url}" is not a web address', "begin it with https://, or name an article of this archive")
        elif site.own(url) is not None:
            item.reject("url", f'"{url}" is an address of this archive', _by_url(url, site))
        elif site.on_loopback(url):
            item.reject("url", f'"{url}" leads readers to their own computers', _by_url(url, site), warning=True)
        item.finish()
    return entries


def _by_url(url: str, site: Site) -> str:
    """Return how to name the page at `url` in See also."""
    if site.own(url) is None and site.on_loopback(url) is None:
        return "for a page elsewhere, write title: and url:"
    return "name the article by its path below content/articles, without .md; link to any other page in the text"


def updated(form: Form, calendar: Calendar, published: Moment | None) -> Moment | None:
    """Return the last substantive change, or None; one on the day of what is `published` counts only if its time is later.

    Many systems date the last change of an article that never changed, some of them in another zone.
    """
    found = moment.read(form, "updated", calendar)
    if found is None or published is None or not found.timed or not published.timed:
        return found
    if found.at > published.at or found.at.date() < published.at.date():
        return found
    if found.at < published.at:
        name = form.named("updated")
        what, hint = f'"{name}" is before the time of publication', "it is not shown; correct one of the two"
        form.reject("updated", what, hint, warning=True, for_all=_EARLY.format(name))
    return None


_EARLY = (
    'none is shown: if one of the two has lost its zone, add it; otherwise list "{}" under adoption.ignore in config.yaml, '
    "not under adoption.fields"
)
"""The hint if in many articles the time of the last change is before that of publication, on its day; {} is the key."""


def corrections(form: Form, calendar: Calendar) -> tuple[tuple[Correction, Written], ...]:
    """Return the corrections, each with the place of its date, the newest last.

    If one has no time of day, all of that day are in the author's order.
    """
    found: list[tuple[Correction, Written]] = []
    for item in form.forms("corrections", "{date: 2026-01-31, text: ...}"):
        if _is_by_date(item, calendar):
            continue
        date = moment.read(item, "date", calendar, required=True)
        text = item.plain("text", required=True)
        item.finish()
        if date and any(correction.date == date for correction, _ in found):
            hint = f"give the newer one {'another' if date.timed else 'a'} time, so that feeds can tell them apart"
            item.reject("date", "another correction has the same date", hint, warning=True)
        if date and text:
            mark = moment.mark(item.text("date") or "", calendar)
            found.append((Correction(date=date, text=text, mark=mark, feed_time=date.feed_time), item.place("date")))
    return tuple(_one_behind_another(found))


def _is_by_date(item: Form, calendar: Calendar) -> bool:
    """Return whether the keys of `item` are dates, as in `2026-01-31: text`; if so, say how to write each."""
    keys = [item.written(key).text for key, _ in item.node.value]
    dated = bool(keys) and not any(isinstance(moment.parse(key, calendar), NoMoment) for key in keys)
    for key in item.names() if dated else ():
        text = json.dumps(shorten(item.place(key).text or "...", _LONG, placeholder=" ..."), ensure_ascii=False)
        written = item.written_key(key)
        item.report(written, "a date is not a key of a correction", f"write - {{date: {written.text}, text: {text}}}")
    return dated


_LONG = 60
"""How many characters of a correction are shown to its author at most."""


def _one_behind_another(corrections: Sequence[tuple[Correction, Written]]) -> list[tuple[Correction, Written]]:
    """Return `corrections` in the order in which they were made, no two with the same mark or the same time in feeds."""
    vague = {correction.date.at.date() for correction, _ in corrections if not correction.date.timed}

    def rank(placed: tuple[Correction, Written]) -> tuple[date, float]:
        at = placed[0].date.at
        return at.date(), 0 if at.date() in vague else at.timestamp()

    found: list[tuple[Correction, Written]] = []
    met: Counter[str] = Counter()
    for correction, place in sorted(corrections, key=rank):
        met[correction.mark] += 1
        mark = f"{correction.mark}-{met[correction.mark]}" if met[correction.mark] > 1 else correction.mark
        after = found[-1][0].feed_time + timedelta(seconds=1) if found else correction.feed_time
        found.append((replace(correction, mark=mark, feed_time=max(correction.feed_time, after)), place))
    return found


def withdrawal(form: Form, calendar: Calendar) -> Withdrawal | None:
    """Return the notice of withdrawal, or None."""
    inner = form.form("withdrawn", "{date: 2026-01-31, reason: ...}")
    if inner is None:
        return None
    date = moment.read(inner, "date", calendar, required=True)
    reason = inner.plain("reason", required=True)
    inner.finish()
    return Withdrawal(date=date, reason=reason) if date and reason else None


def picture(form: Form, missing_alt: Severity) -> Picture | None:
    """Return the picture, or None. A file name alone will do; a foreign key for it may have `image` for `src`.

    `missing_alt` says how an alt text that is missing or says nothing is reported.
    """
    inner = form.form("image", "{src: border.jpg, alt: What it shows}", alone="src")
    if inner is None:
        return None
    adopted = form.named("image") != "image"
    src = inner.written_text("image" if adopted and not inner.has("src") and inner.has("image") else "src", required=True)
    if src is None:
        return None
    alt, caption, credit = (inner.plain(key) for key in ("alt", "caption", "credit"))
    found = Picture(src=src, alt=alt, caption=caption, credit=credit, adopted=adopted)
    flaw = alttext.flaw(found.alt, src.text, found.caption) if found.alt or not inner.has("alt") else ""
    if flaw and missing_alt != "allow":
        hint = f'write {form.named("image")}: {{src: {src.text.strip(CURLY)}, alt: What it shows}}, or alt: "" for decoration'
        inner.reject("alt", f"the picture {flaw}", hint, warning=missing_alt == "warning", for_all=alttext.DESCRIBE_ALL)
    inner.finish()
    return found
