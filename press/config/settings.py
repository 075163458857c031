"""Turns the text of config.yaml into `Settings`, checked whole. Knows nothing of articles, themes or the disk."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from press.config import adoption, attachments, imprint, markup, subscription, taxonomy
from press.config.adoption import Adoption
from press.config.imprint import Motto, NavigationItem, Newsletter, Publisher, SocialPicture
from press.config.markup import Markup
from press.config.subscription import Feeds
from press.config.taxonomy import Taxonomy
from press.ground import grammar, language
from press.ground.filename import CONFIG
from press.ground.form import Form, Written, read as read_form
from press.ground.problems import Misconfigured, Problem
from press.ground.site import Site
from press.ground.suggestion import suggestion
from press.ground.uri import is_local, path_of
from press.kernel.value import value

OF_THE_MACHINE = frozenset({"localtime", "posixrules"})
"""Names by which many systems call their own zone, on which no archive may depend."""
PERMALINK_PARTS = frozenset({"year", "month", "day", "slug", "path"})
SLUG = "{slug}"
"""Stands in a redirect for the slug of each region, tag, author or language."""


@value
class PageSizes:
    """How many articles a page lists."""

    index: int
    """The n of a shelf: its root holds n to 2n - 1, each numbered page n."""
    home: int
    """The newest articles on the home page, not counting the lead story."""
    home_region: int
    """The newest articles of each top region on the home page."""


@value
class Redirect:
    """An old address of this site, and the present one that took its place; or a pattern of many, with a `SLUG` in each."""

    old: Written
    """The old address, as written from /."""
    new: Written
    """The present address, likewise."""

    @property
    def is_pattern(self) -> bool:
        """Return whether it stands for one redirect for each slug."""
        return SLUG in self.new.text

    def of(self, slug: str, new: str) -> "Redirect":
        """Return the redirect that this pattern makes for `slug`, to the address `new`."""
        return Redirect(old=replace(self.old, text=self.old.text.replace(SLUG, slug)), new=replace(self.new, text=new))


@value
class Settings:
    """config.yaml, checked."""

    title: str
    """The archive's name."""
    base_url: str
    """The address of the home page without its last slash: scheme, host and perhaps a path."""
    language: str
    """The site's language, as BCP 47 writes it."""
    zone: ZoneInfo
    """The zone of dates without one, and of years and months."""
    description: str
    """What the archive holds, in a sentence."""
    rights: str
    """The line about rights at the foot of pages and in feeds."""
    publisher: Publisher
    """Who publishes it."""
    report: str
    """Where errors are reported: a mail address or a web address."""
    history: str
    """The web address of the versions of a text, with {path} for its source."""
    dateline_agency: str
    """What stands in brackets after the place of a dateline."""
    motto: Motto | None
    """The quotation at the foot."""
    social_picture: SocialPicture | None
    """The picture in link previews of pages that have none of their own."""
    permalink: str
    """The pattern of article addresses."""
    redirects: tuple[Redirect, ...]
    """The old addresses that no article or page has as an alias."""
    page_sizes: PageSizes
    """How many articles pages list."""
    lead: Written | None
    """A reference to the lead story of the home page."""
    taxonomy: Taxonomy
    """Regions, tags, authors."""
    feeds: Feeds
    """What feeds there are, and how much they hold."""
    news: str
    """The publication's name in the news sitemap; empty for no such sitemap."""
    newsletter: Newsletter | None
    """The newsletter, or None."""
    navigation: tuple[NavigationItem, ...]
    """The links of the masthead."""
    attachments: frozenset[str]
    """The suffixes of the files that may lie beside articles."""
    must_be_served: tuple[Written, ...]
    """The addresses of this site that config.yaml names, each of which must be served, with their places."""
    language_written: Written | None
    """Where the language is set, or None."""
    markup: Markup
    """How bodies become HTML."""
    adoption: Adoption
    """How foreign articles are read."""

    @property
    def pictures(self) -> tuple[Written, ...]:
        """The addresses of pictures in content/static whose size the site needs to know."""
        social = (self.social_picture.src,) if self.social_picture else ()
        return (*social, *((self.feeds.image,) if self.feeds.image else ()))

    @property
    def site(self) -> Site:
        """The addresses of the site itself."""
        return Site(base_url=self.base_url, former=self.adoption.former_urls)

    @property
    def base_path(self) -> str:
        """The path of the home page, percent-encoded, without its last slash: empty for a site at the root of its host."""
        return urlsplit(self.base_url).path


def read(text: str) -> Settings:
    """Return the settings that the YAML `text` holds, or raise `Misconfigured` with everything that is wrong."""
    problems: list[Problem] = []
    form = read_form(text, CONFIG, 1, problems)
    if form is None:
        raise Misconfigured(problems)
    base_url = _base_url(form)
    unicode_slugs = form.choice("slugs", ("ascii", "unicode")) == "unicode"
    terms = taxonomy.read(form, unicode_slugs=unicode_slugs)
    adopted = adoption.read(form, frozenset(region.slug for region in terms.regions))
    named: list[Written] = []
    settings = Settings(
        title=form.plain("title", required=True),
        base_url=base_url,
        language=language.read(form, "language") or "en",
        zone=_zone(form),
        description=form.plain("description"),
        rights=form.plain("rights"),
        publisher=imprint.publisher(form, named),
        report=imprint.report(form),
        history=imprint.history(form),
        dateline_agency=form.plain("dateline_agency"),
        motto=imprint.motto(form),
        social_picture=imprint.social_picture(form),
        permalink=_permalink(form),
        redirects=tuple(_redirects(form, Site(base_url=base_url, former=adopted.former_urls))),
        page_sizes=_page_sizes(form),
        lead=form.written_text("lead"),
        taxonomy=terms,
        feeds=subscription.read(form),
        news=imprint.news(form),
        newsletter=imprint.newsletter(form),
        navigation=imprint.navigation(form, named),
        markup=markup.read(form),
        attachments=attachments.read(form),
        adoption=adopted,
        must_be_served=tuple(named),
        language_written=form.place("language") if form.has("language") else None,
    )
    form.finish()
    if problems:
        raise Misconfigured(problems)
    return settings


def _base_url(form: Form) -> str:
    url = imprint.web(form, "base_url", required=True)
    if "?" in url or "#" in url:
        form.reject("base_url", "the base URL cannot have a query or a fragment", "end it with the path")
    parts = urlsplit(url)
    if "@" in parts.netloc:
        form.reject("base_url", "the base URL cannot contain a user name or a password", "remove it, together with the @")
    return parts._replace(netloc=parts.netloc.lower()).geturl().rstrip("/")


def _zone(form: Form) -> ZoneInfo:
    name = form.text("time_zone") or "UTC"
    try:
        if name in OF_THE_MACHINE:
            raise ValueError(f"{name} is another zone on another machine")
        return ZoneInfo(name)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError with some names, OSError with others
        form.reject("time_zone", f'"{name}" is not a time zone', "write a name such as Asia/Tashkent or Europe/Rome")
    except KeyError:
        from zoneinfo import available_timezones

        hint = suggestion(name, sorted(available_timezones()), "write a name such as Asia/Tashkent or Europe/Rome")
        form.reject("time_zone", f'"{name}" is not a time zone', hint)
    return ZoneInfo("UTC")


def _permalink(form: Form) -> str:
    pattern = form.text("permalink") or "/{year}/{month}/{slug}/"
    parts = re.findall(r"\{([^{}]*)\}", pattern)
    unknown = [part for part in parts if part not in PERMALINK_PARTS]
    if unknown:
        hint = suggestion(unknown[0], PERMALINK_PARTS, f"use {', '.join(sorted(PERMALINK_PARTS))}")
        form.reject("permalink", f'"{{{unknown[0]}}}" is not a part of a permalink', hint)
    elif re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", pattern)):
        form.reject("permalink", f'"{pattern}" has an unmatched brace', "write parts as {slug}")
    elif not {"slug", "path"} & set(parts):
        form.reject("permalink", "a permalink needs {slug} or {path}", "add one, or all articles of a day have the same address")
    elif found := re.search(r"[?#\\\s\x00-\x1f]", pattern):
        form.reject("permalink", f'an address cannot contain "{found[0]}"', "remove it")
    elif not pattern.startswith("/") or not pattern.endswith(("/", ".html")) or {"", ".", ".."} & set(pattern.split("/")[1:-1]):
        form.reject("permalink", f'"{pattern}" is not a pattern for addresses', "begin it with one / and end it with / or .html")
    return pattern


def _redirects(config: Form, site: Site) -> Iterator[Redirect]:
    form = config.group("redirects")
    for key in form.names():
        old, node = form.written_key(key), form.node_of(key)
        is_list = SLUG in key and node is not None and not grammar.is_empty(node)
        for new in form.texts(key) if is_list else filter(None, [form.written_text(key, required=True)]):
            redirect = Redirect(old=_own(old, site), new=_own(new, site))
            if wrong := _flaw(redirect):
                form.report(*wrong)
            else:
                yield redirect
    form.finish()


def _own(written: Written, site: Site) -> Written:
    return replace(written, text=site.own(written.text) or written.text)


def _flaw(redirect: Redirect) -> tuple[Written, str, str] | None:
    """Return which part of a `redirect` is wrong, why, and what to do; None if it can be one."""
    old, new = redirect.old, redirect.new
    is_pattern = SLUG in old.text + new.text
    for written in (old, new):
        if not is_local(written.text):
            return written, f'"{written.text}" is not an address of this site', "begin it with a single /"
        if re.search(r"[{}]", written.text.replace(SLUG, "", 1)) or (SLUG in written.text) is not is_pattern:
            return (
                written,
                f'"{written.text}" is not a pattern for addresses',
                f"write {SLUG} once in the old and once in the new one",
            )
    if path_of(new.text) != new.text:
        return new, f'"{new.text}" cannot be led to: it has a query or a fragment', "end it with the path"
    return None


def _page_sizes(config: Form) -> PageSizes:
    form = config.group("page_sizes")
    sizes = PageSizes(
        index=form.number("index", 50), home=form.number("home", 12), home_region=form.number("home_region", 3, at_least=0)
    )
    form.finish()
    return sizes
