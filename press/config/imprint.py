"""The settings of the publication: its publisher, motto, newsletter, navigation, where to report errors. Knows no page."""

import re

from press.ground import language
from press.ground.form import Form, Written
from press.ground.uri import is_local, is_web, uri
from press.kernel.value import value

_QUOTING = re.compile(r"['`{}|\\^]")
"""What an address in a file for servers must not contain, beside what no web address does."""


@value
class Publisher:
    """Who publishes the archive."""

    name: str
    """The name; by default the archive's title."""
    url: str
    """The publisher's address on the web."""
    logo: str
    """The address of the logo: on this site, or a whole URL."""
    corrections_policy: str
    """The address of its corrections policy: on this site, or a whole URL."""
    principles: str
    """The address of its publishing principles, likewise."""


@value
class Motto:
    """The quotation at the foot of each page."""

    text: str
    """The quotation."""
    attribution: str
    """Who said it, and where."""
    language: str
    """Its language, as BCP 47 writes it."""


@value
class SocialPicture:
    """The picture in link previews of pages that have none of their own."""

    src: Written
    """The address of a file of content/static."""
    alt: str
    """What it shows."""


@value
class Newsletter:
    """The form by which readers subscribe at a provider."""

    action: str
    """The https address that the form posts to."""
    field: str
    """The name of the field that holds the address."""
    preferences: str
    """The address where subscribers change their preferences."""
    sender: str
    """The mail address that the weekly letter comes from."""
    note: str
    """What comes, and how often."""


@value
class NavigationItem:
    """One link of the masthead."""

    text: str
    """What it says."""
    to: str
    """Where it leads: an address of this site, or a whole URL."""


def web(form: Form, key: str, *, https: bool = False, required: bool = False) -> str:
    """Return the web address at `key`; if it is not one, report it and return an empty string."""
    url = form.text(key, required=required)
    if url is None:
        return ""
    secure = url.lower().startswith("https:") or not https
    if not is_web(url) or not secure or _QUOTING.search(url):
        example = f"write it as {'https' if https else 'https or http'}://host/path"
        form.reject(key, f'"{url}" is not a web address', example)
        return ""
    return uri(url)


def publisher(config: Form, named: list[Written]) -> Publisher:
    """Return the publisher that `config` names; by default the archive's title.

    Addresses of this site are appended to `named`.
    """
    form = config.group("publisher")
    publisher = Publisher(
        name=form.plain("name") or config.plain("title"),
        url=web(form, "url"),
        logo=_anywhere(form, "logo", named),
        corrections_policy=_anywhere(form, "corrections_policy", named),
        principles=_anywhere(form, "principles", named),
    )
    form.finish()
    return publisher


def _anywhere(form: Form, key: str, named: list[Written], *, required: bool = False) -> str:
    """Return the address at `key`, or nothing; one of this site is appended to `named`, with its place."""
    address = form.written_text(key, required=required)
    if address is None:
        return ""
    if is_local(address.text):
        named.append(address)
    elif not is_web(address.text):
        form.reject(key, f'"{address.text}" is not an address', "begin it with a single / for this site, or with https://")
    return address.text


def motto(config: Form) -> Motto | None:
    """Return the motto, or None."""
    form = config.form("motto")
    if form is None:
        return None
    motto = Motto(
        text=form.plain("text", required=True),
        attribution=form.plain("attribution"),
        language=language.read(form, "language"),
    )
    form.finish()
    return motto


def social_picture(config: Form) -> SocialPicture | None:
    """Return the picture for pages without one of their own, or None."""
    form = config.form("social_picture")
    if form is None:
        return None
    src, alt = form.written_text("src", required=True), form.plain("alt", required=True)
    if src and not is_local(src.text):
        form.reject(
            "src", f'"{src.text}" is not an address of this site', "begin it with a single / for a file of content/static"
        )
    form.finish()
    return SocialPicture(src=src, alt=alt) if src else None


def newsletter(config: Form) -> Newsletter | None:
    """Return the newsletter, or None."""
    form = config.form("newsletter")
    if form is None:
        return None
    newsletter = Newsletter(
        action=web(form, "action", https=True, required=not form.has("sender")),
        field=form.text("field") or "email",
        preferences=web(form, "preferences", https=True),
        sender=_sender(form),
        note=form.plain("note"),
    )
    form.finish()
    return newsletter


def _sender(form: Form) -> str:
    address = form.text("sender") or ""
    if address and not is_mail(address):
        form.reject("sender", f'"{address}" is not a mail address', "write letters@example.org")
    return address


def is_mail(address: str) -> bool:
    """Return whether `address` is a mail address that every mail program can answer: ASCII, without a name."""
    return bool(re.fullmatch(r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*", address))


def news(config: Form) -> str:
    """Return the name of the publication in the news sitemap, by default the archive's title; empty for no such sitemap."""
    title = config.plain("title")
    item = next(config.items("news_sitemap"), None)
    if item is None or isinstance(item, Written):
        return title if config.flag("news_sitemap") else ""
    name = item.plain("name") or title
    item.finish()
    return name


def navigation(config: Form, named: list[Written]) -> tuple[NavigationItem, ...]:
    """Return the links of the masthead; addresses of this site are appended to `named`."""
    items = []
    for form in config.forms("navigation", "{text: About, to: /about/}"):
        to = _anywhere(form, "to", named, required=True)
        text = form.plain("text", required=True)
        if to and text:
            items.append(NavigationItem(text=text, to=to))
        form.finish()
    return tuple(items)


def report(form: Form) -> str:
    """Return where readers report errors: a mail address, a web address, or nothing."""
    address = form.text("report") or ""
    if address and not is_mail(address) and not is_web(address):
        hint = "write errors@example.org, in ASCII alone, or https://host/path"
        form.reject("report", f'"{address}" is neither a mail address nor a web address', hint)
    return address


def history(form: Form) -> str:
    """Return the web address of the versions of a text, with {path} for its source; empty if there is none."""
    pattern = form.text("history") or ""
    example = pattern.replace("{path}", "path", 1)
    if pattern and (example == pattern or "{" in example or "}" in example or not is_web(example)):
        hint = "write https://host/{path}: {path} stands for the source file, such as content/articles/2022/one.md"
        form.reject("history", f'"{pattern}" is not a web address that contains {{path}}', hint)
    return pattern
