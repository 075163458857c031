"""The feeds section of the configuration: how many items feeds hold, and in which formats they are published."""

from collections.abc import Iterator

from press.config.imprint import web
from press.config.taxonomy import FILED
from press.ground.feedformat import ATOM, FORMATS, JSON, RSS, Format
from press.ground.form import Form, Written
from press.ground.suggestion import suggestion
from press.ground.uri import is_local
from press.kernel.value import value

KINDS = (*FILED, "languages", "corrections", "digest")
"""The kinds of feed besides that of the whole archive, which exists in every format."""
IMAGES = (".png", ".jpg", ".jpeg", ".gif")
"""The suffixes of pictures that a channel may have (https://www.rssboard.org/rss-profile, image)."""
LARGEST = (144, 400)
"""The maximum width and height of such a picture in pixels, by the same profile."""


@value
class Feeds:
    """Which feeds are published, and how many items they hold."""

    items: int
    """Items in the feed of the archive, a region, an author or a language."""
    tag_items: int
    """Items in the feed of a tag."""
    tag_minimum: int
    """How many articles a tag needs to get a feed."""
    atom: frozenset[str]
    """The kinds that have Atom feeds besides RSS."""
    json: frozenset[str]
    """The kinds that have JSON feeds besides RSS."""
    image: Written | None
    """The publisher's mark in RSS: the address of a small file of content/static."""
    hub: str
    """The WebSub hub that tells subscribers of changes; empty where there is none."""

    def most(self, kind: str) -> int:
        """Return how many items a feed of `kind` holds."""
        return self.tag_items if kind == "tags" else self.items

    def formats(self, kind: str) -> tuple[Format, ...]:
        """Return the formats of feeds of `kind`: one of `KINDS`, or "articles" for the whole archive."""
        if kind == "articles":
            return FORMATS
        return (RSS, *((ATOM,) if kind in self.atom else ()), *((JSON,) if kind in self.json else ()))


def read(config: Form) -> Feeds:
    """Return the value of the key `feeds` of `config`."""
    form = config.group("feeds")
    feeds = Feeds(
        items=form.number("items", 30, at_most=1000),
        tag_items=form.number("tag_items", 15, at_most=1000),
        tag_minimum=form.number("tag_minimum", 3),
        atom=frozenset(_kinds(form, "atom")),
        json=frozenset(_kinds(form, "json")),
        image=_image(form),
        hub=web(form, "hub"),
    )
    form.finish()
    return feeds


def _image(form: Form) -> Written | None:
    image = form.written_text("image")
    if image and not (is_local(image.text) and image.text.lower().endswith(IMAGES)):
        hint = "name a .png, .jpg or .gif file of content/static by its address, which begins with a single /"
        form.reject("image", f'"{image.text}" cannot be a picture for feeds', hint)
    return image


def _kinds(form: Form, key: str) -> Iterator[str]:
    for written in form.texts(key):
        if written.text not in KINDS:
            hint = suggestion(written.text, KINDS, f"use {', '.join(KINDS)}")
            form.report(written, f'"{written.text}" is not a kind of feed', hint)
        yield written.text
