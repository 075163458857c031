"""Turns the text of one source below content/pages/ into a `Standalone`: about, contact, the corrections policy."""

from dataclasses import dataclass, replace

from press import language, routes, slug
from press.filename import key_of
from press.form import Written, read as read_form
from press.frontmatter import Parts
from press.kernel.kept import kept
from press.problems import Problem


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Standalone:
    """One standalone page as its author wrote it. Build it with `read`; the class checks nothing."""

    path: str
    """The source file below the archive's root: `content/pages/about.md`."""
    key: str
    """Its name in references: `pages/about`."""
    title: str
    """Plain text."""
    summary: str
    """A sentence for search engines and link previews; may be empty."""
    slug: Written
    """Its slug in the address: by default, its path below content/pages, with each part made into a slug."""
    lang: str
    """The language as BCP 47 writes it; empty for the site's."""
    aliases: tuple[Written, ...]
    """Addresses that redirect here."""

    @property
    def address(self) -> str:
        """Its address."""
        return f"/{self.slug.text}/"


def read(parts: Parts, path: str, base_url: str, problems: list[Problem]) -> Standalone | None:
    """Return the page that `parts`, the content of `path`, hold; append to `problems` whatever is wrong.

    `base_url` is the site's own address.
    """
    form = read_form(parts.yaml, path, parts.yaml_line, problems)
    if form is None:
        return None
    before = len(problems)
    key = key_of(path, "content/")
    words = form.written_text("slug") or replace(
        form.place(), text="/".join(slug.make(part) for part in key.removeprefix("pages/").split("/"))
    )
    page = Standalone(
        path=path,
        key=key,
        title=form.plain("title", required=True, hint="add title: and a heading"),
        summary=form.plain("summary"),
        slug=words,
        lang=language.read(form, "lang"),
        aliases=routes.aliases(form, base_url),
    )
    form.finish()
    if any(slug.unsafe(part) for part in words.text.split("/")):
        form.reject("slug", f'"{words.text}" cannot be an address', "use letters, digits, hyphens and /")
    return None if len(problems) > before else page
