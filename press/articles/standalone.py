"""Turns the text of one source below content/pages/ into a `Standalone`: about, contact, the corrections policy."""

from dataclasses import replace

from press.addresses import forwarding
from press.articles import expression, speech
from press.articles.article import Contract
from press.articles.frontmatter import Parts
from press.config.adoption import FOREIGN, NOT_DRAFT, UNKNOWN, Adoption, kept_back
from press.ground import slug
from press.ground.filename import CONTENT, PAGES, key_of
from press.ground.form import Form, Written, read as read_form
from press.ground.problems import Problem, errors
from press.kernel.value import value

KEYS = frozenset({"title", "summary", "slug", "lang", "aliases"})
"""All keys of its front matter."""
_STATE = ("draft", NOT_DRAFT)


@value
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
    placed: bool = True
    """Whether its address is known; if its slug is wrong, it is not, and only its references are checked."""

    @property
    def address(self) -> str:
        """Its address."""
        return f"/{self.slug.text}/"


def read(parts: Parts, path: str, contract: Contract, problems: list[Problem]) -> Standalone | None:
    """Return the page that `parts`, the content of `path`, hold; append to `problems` whatever is wrong.

    None if the front matter cannot be read at all. If any problem is an error, the page must not be published, even if one is
    returned: it has placeholders for what is wrong. Foreign keys that mean what only articles have are passed over.
    """
    adoption = contract.adoption
    names = {foreign: ours for foreign, ours in adoption.fields if ours in KEYS or ours in _STATE}
    ignored = adoption.ignore.union(foreign for foreign, _ in adoption.fields)
    form = read_form(parts.yaml, path, parts.yaml_line, problems, renamed=names, ignored=ignored)
    if form is None:
        return None
    before = len(problems)
    key = key_of(path, CONTENT)
    own_slug = form.written_text("slug") or replace(
        form.place(), text="/".join(slug.make(part) for part in key_of(path, PAGES).split("/"))
    )
    if any(slug.unsafe(part) for part in own_slug.text.split("/")):
        form.reject("slug", f'"{own_slug.text}" cannot be an address', "use letters, digits, hyphens and /")
    has_address = not errors(problems[before:])
    page = Standalone(
        path=path,
        key=key,
        title=form.plain("title", required=True, hint="add title: and a heading") or key,
        summary=form.plain("summary"),
        slug=own_slug,
        lang=speech.of_text(form, parts.body, adoption.named("lang"), None, contract.language),
        aliases=forwarding.aliases(form, contract.site),
        placed=has_address,
    )
    _check_state(form, adoption)
    form.finish(UNKNOWN, FOREIGN)
    expression.report(form, adoption.template_expressions)
    return page


def _check_state(form: Form, adoption: Adoption) -> None:
    """Report a page that is a draft."""
    states = [key for key in _STATE if form.node_of(key)]
    if states and kept_back(form, adoption):
        what = f'"{form.named(states[0])}" keeps the page back, but a page cannot be a draft'
        form.reject(states[0], what, "move it out of content/pages")
