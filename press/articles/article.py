"""Turns the text of one source into an `Article`: the front matter contract, checked. The body stays Markdown.

Knows no other article: whether a reference, a link or an address is valid is decided once all are known.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from yaml.nodes import ScalarNode

from press.addresses import forwarding, routes
from press.articles import addenda, expression, filing, speech
from press.articles.addenda import Correction, Outside, Picture, Withdrawal
from press.articles.filing import Regions
from press.articles.frontmatter import Parts
from press.config.adoption import FOREIGN, SEMICOLONS, UNDIVIDED, UNKNOWN, Adoption, kept_back, lacking
from press.ground import moment, plaintext, slug
from press.ground.filename import key_of, name_of
from press.ground.form import Form, Written, read as read_form
from press.ground.moment import Calendar, Moment, NoMoment
from press.ground.problems import Problem, Severity, errors
from press.ground.site import Site
from press.ground.uri import is_uri
from press.kernel.value import value

FAR = timedelta(days=3653)
"""How far ahead hardly anybody dates an article: ten years."""


@value
class Article:
    """One article as its author wrote it, checked on its own. Build it with `read`; the class checks nothing."""

    path: str
    """The source file below the archive's root: `content/articles/2022/china-and-russia.md`."""
    key: str
    """Its name in references: the path below content/articles without the suffix."""
    address: str
    """Where it stands, or will."""
    title: str
    """Plain text."""
    date: Moment
    """When it was, or will be, published."""
    dated: Written
    """Where that is written; where the front matter begins if the name of the file gives the date."""
    authors: tuple[Written, ...]
    """Names as written, each once."""
    regions: tuple[str, ...]
    """Slugs of configured regions; the first is the main one."""
    summary: str
    """The standfirst as plain text; empty if the first paragraph is used instead."""
    dateline: str
    """The place; may be empty."""
    tags: tuple[Written, ...]
    """As written, each tag once."""
    see_also: tuple[Written | Outside, ...]
    """References and outside links, in the author's order."""
    slug: Written
    """Its slug in the address."""
    updated: Moment | None
    """When its author says that it was updated: one of `changes`."""
    corrections: tuple[Correction, ...]
    """The newest last."""
    aliases: tuple[Written, ...]
    """Addresses that redirect here."""
    lang: str
    """The language as BCP 47 writes it; empty for the site's."""
    translation_of: Written | None
    """A reference to the article that this one translates."""
    picture: Picture | None
    """The picture at its head."""
    id: Written | None
    """The permanent id, if it was given by hand."""
    draft: bool
    """Whether it is kept back."""
    expires: Moment | None
    """When it leaves the home page and the feeds."""
    withdrawn: Withdrawal | None
    """Why only a tombstone stands at its address."""
    changes: tuple[tuple[Moment, Written], ...]
    """Every substantive change that the author declared, and where."""
    placed: bool = True
    """Whether its address is known; if its date or its slug is wrong, it is not, and only its references are checked."""

    @property
    def last_change(self) -> Moment | None:
        """The last substantive change that the author declared, if there was any."""
        return max((moment for moment, _ in self.changes), key=lambda change: change.feed_time, default=None)

    @property
    def feed_change(self) -> datetime | None:
        """The time that feeds give for the last change, in UTC, later than the publication; None if there was none.

        Changes of one day have no known order if one has no time, or two have the same time; nor have changes before the
        publication. Each of these adds a second, so that every change gets a time of its own.
        """
        last = self.last_change
        if last is None:
            return None
        of_that_day = [change for change, _ in self.changes if change.at.date() == last.at.date()]
        clear = all(change.timed for change in of_that_day) and len(set(of_that_day)) == len(of_that_day)
        more = timedelta(seconds=0 if clear else len(of_that_day) - 1)
        return max(last.feed_time + more, self.date.feed_time + timedelta(seconds=len(of_that_day)))

    @property
    def modified(self) -> Moment:
        """When it last changed in substance; never before its publication, though a change without a time counts from 00:00."""
        return self.last_change if self.last_change and self.last_change.at >= self.date.at else self.date

    def is_due(self, now: Moment) -> bool:
        """Return whether it is published at the time `now`."""
        return not self.draft and self.date <= now

    def is_awaited(self, now: Moment) -> bool:
        """Return whether only its date keeps it back at the time `now`."""
        return not self.draft and self.date > now

    def is_far_off(self, now: Moment) -> bool:
        """Return whether its date is so far ahead at the time `now` that it may have the wrong year."""
        return self.is_awaited(now) and now.at < self.date.at - FAR


@value
class Contract:
    """What an article is checked against: the part of the settings that it depends on."""

    calendar: Calendar
    """How dates are read."""
    regions: Regions
    """The regions under which it can be filed."""
    unicode_slugs: bool = False
    """Whether a slug made from a file name keeps letters of other scripts."""
    adoption: Adoption = Adoption()
    """How foreign front matter is read."""
    missing_alt: Severity = "warning"
    """How a picture whose alt text is missing or says nothing is reported, as in `Markup`."""
    site: Site = Site(base_url="")
    """The site's own addresses."""
    permalink: str = "/{slug}/"
    """The pattern of addresses."""
    language: str = "en"
    """The language of a source that names none."""


def read(parts: Parts, path: str, contract: Contract, problems: list[Problem]) -> Article | None:
    """Return the article that `parts`, the content of `path`, hold; append to `problems` whatever is wrong.

    None if the front matter cannot be read at all. If any problem is an error, the article must not be published, even if one
    is returned: it has placeholders for what is wrong.
    """
    key = key_of(path)
    name = name_of(key) or key
    if name == "_index":
        problems.append(Problem(path=path, what=_SECTION, hint=_NO_SECTION, for_all=_NO_SECTIONS))
        return None
    adoption = contract.adoption
    form = read_form(
        parts.yaml, path, parts.yaml_line, problems,
        renamed=dict(adoption.fields), ignored=adoption.ignore, lacking=lacking(name, adoption),
    )  # fmt: skip
    if form is None:
        return None
    before = len(problems)
    calendar = contract.calendar
    date, from_name = _date_and_name(form, name, adoption.file_name, calendar)
    own_slug = _slug(form, from_name, contract.unicode_slugs)
    has_address = date is not None and not errors(problems[before:])
    updated, corrected = addenda.updated(form, calendar, date), addenda.corrections(form, calendar)
    withdrawn = addenda.withdrawal(form, calendar)
    draft = kept_back(form, adoption)
    regions, tags = filing.read(form, contract.regions, adoption)
    article = Article(
        path=path,
        key=key,
        address=routes.article(contract.permalink, date or _NO_DATE, own_slug.text, key),
        title=form.plain("title", required=True, hint="add title: and a headline") or name,
        date=date or _NO_DATE,
        dated=form.place("date"),
        authors=_authors(form, adoption),
        regions=regions or tuple(sorted(contract.regions.slugs)[:1]),  # one without a region is refused, but its address is known
        summary=_summary(form, adoption, draft),
        dateline=form.plain("dateline").rstrip(" -–—"),  # a dash is added
        tags=tags,
        see_also=tuple(addenda.see_also(form, calendar, contract.site)),
        slug=own_slug,
        updated=updated,
        corrections=tuple(correction for correction, _ in corrected),
        aliases=forwarding.aliases(form, contract.site),
        lang=speech.of_text(form, parts.body, adoption.named("lang"), adoption.lang, contract.language),
        translation_of=form.written_text("translation_of"),
        picture=addenda.picture(form, contract.missing_alt),
        id=_id(form),
        draft=draft,
        expires=moment.read(form, "expires", calendar),
        withdrawn=withdrawn,
        changes=(
            *((one.date, place) for one, place in corrected),
            *((one.date, form.place("withdrawn")) for one in [withdrawn] if one),
            *((one, form.place("updated")) for one in [updated] if one),
        ),
    )
    form.finish(UNKNOWN, FOREIGN)
    _check_order(form, article, corrected, date)
    _check_body(parts, article, problems)
    expression.report(form, adoption.template_expressions)
    return article if has_address and article.regions else replace(article, placed=False)


_NO_DATE = Moment(at=datetime(1970, 1, 1, tzinfo=UTC), timed=False)
"""The placeholder for a date that cannot be read: such an article is refused."""

_SECTION = "in Hugo this is the page of a section, not an article"
"""The problem of a file with the name of such a page."""
_NO_SECTION = "leave it out: regions, tags and dates have pages; if it is an article, rename it"
_NO_SECTIONS = "list its name under adoption.ignore_files in config.yaml: regions, tags and dates have pages"
"""What to do about one such file, and about many."""


def _date_and_name(form: Form, name: str, file_name: str, calendar: Calendar) -> tuple[Moment | None, str]:
    """Return the date, and what is left of the file name without its date."""
    match = re.fullmatch(file_name, name) if file_name else None
    parts = match.groupdict() if match else {}
    rest = parts.get("slug") or name
    if not {"year", "month", "day"} <= parts.keys():
        return moment.read(form, "date", calendar, required=True), rest
    return _date(form, f"{parts['year']}-{parts['month']}-{parts['day']}", calendar), rest


def _date(form: Form, in_name: str, calendar: Calendar) -> Moment | None:
    """Return the date that `form` gives, or else the one `in_name` of its file; if that is none, or another day, report it."""
    named = moment.parse(in_name, calendar)
    if isinstance(named, NoMoment):
        if form.has("date"):
            return moment.read(form, "date", calendar, required=True)
        form.report(form.place(), f"the date of the file name is none: {named.what}", "rename the file, or add date:")
        return None
    date = moment.read(form, "date", calendar)
    if date and named.at.date() not in {date.at.date(), moment.day_written(form.text("date") or "", calendar)}:
        what = f"the date differs from that of the file name, {in_name}"
        form.reject("date", what, "rename the file when convenient; until then, the date here counts", warning=True)
    return date or named


def _authors(form: Form, adoption: Adoption) -> tuple[Written, ...]:
    written = form.texts("author", *adoption.author_separators, part="name")
    names = written or [replace(form.place(), text=name) for name in adoption.author]
    plain = [replace(name, text=plaintext.of(name.text)) for name in names]
    once = {name.text: name for name in reversed(plain) if slug.fold(name.text)}
    if not all(slug.fold(name.text) for name in plain):
        form.reject("author", "an author has no visible name", "write a name")
    for name in plain if isinstance(form.node_of("author"), ScalarNode) else ():  # each entry of a list is one author
        if not SEMICOLONS.isdisjoint(name.text):
            form.report(name, f'the author "{name.text}" has a ; in the name', UNDIVIDED)
    return tuple(reversed(once.values()))


def _summary(form: Form, adoption: Adoption, draft: bool) -> str:
    needed = not adoption.first_paragraph
    summary = form.plain("summary", required=needed and not draft, hint="add summary: and two or three sentences")
    if needed and draft and not summary:
        form.reject("summary", "the draft has no summary yet", "write summary: and two or three sentences", warning=True)
    return summary


def _slug(form: Form, name: str, unicode_slugs: bool) -> Written:
    written = form.written_text("slug")
    if written is None:
        return replace(form.place(), text=slug.make(name, unicode=unicode_slugs))
    if slug.unsafe(written.text):
        hint = f'write "{slug.make(written.text)}"'
        form.reject("slug", f'"{written.text}" cannot be part of an address', hint)
    return written


def _id(form: Form) -> Written | None:
    written = form.written_text("id")
    if written and written.text.isdecimal():
        hint = (
            f'list "{form.named("id")}" under adoption.ignore in config.yaml; if a guid is there, add "guid: id" under its fields'
        )
        form.report(written, "a number is not a permanent id", hint, for_all=hint)
    elif written and not is_uri(written.text):
        hint = "write a URI such as tag:example.org,2022:border or urn:uuid:..."
        form.reject("id", f'"{written.text}" is not a permanent id', hint)
    return written


def _check_body(parts: Parts, article: Article, problems: list[Problem]) -> None:
    if not parts.body.strip() and not article.withdrawn:
        what = "the article has no text"
        problems.append(Problem(path=article.path, line=parts.body_line, what=what, hint="write it", warning=True))


def _check_order(form: Form, article: Article, corrected: Sequence[tuple[Correction, Written]], date: Moment | None) -> None:
    """Report times that contradict each other."""
    if date is None:
        return
    for key, other in (("updated", article.updated), ("expires", article.expires)):
        if other and other.at.date() < date.at.date():
            name, hint = form.named(key), "correct one of the two"
            for_all = f'{hint}, or list "{name}" under adoption.ignore in config.yaml, not under adoption.fields'
            what = f'"{name}" is before the date of publication'
            form.reject(key, what, hint if name == key else for_all, for_all=for_all)
    for correction, place in corrected:
        if correction.date.at.date() < date.at.date():
            form.report(place, "a correction is dated before the publication", "correct one of the two")
    if article.withdrawn and article.withdrawn.date.at.date() < date.at.date():
        form.reject("withdrawn", "the article is withdrawn before it is published", "correct one of the two dates")
