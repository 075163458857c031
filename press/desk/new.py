"""Begins an article: writes a file for it, at the place where such files lie. Checks only what the file is named by."""

from collections.abc import Sequence
from dataclasses import dataclass

from press.articles import skeleton
from press.articles.skeleton import Start
from press.desk import pen
from press.edges import source
from press.ground import slug
from press.ground.filename import key_of, source_of
from press.ground.problems import Refused
from press.request import Request
from press.stages.gather import read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person says of an article before it is written."""

    title: str
    """The title."""
    authors: Sequence[str]
    """The names of the authors."""
    regions: Sequence[str]
    """The slugs or names of the regions."""
    tags: Sequence[str]
    """The tags."""
    lang: str
    """The language; empty for the site's."""
    slug: str
    """The name of the file, from which its slug is made; empty for one made from the title."""


def begin(request: Request, given: Given) -> str:
    """Write the file of a draft that begins with what is `given`, and return its path below the archive's root.

    Raises `Misconfigured` if config.yaml has errors, and `Refused` if the file exists or the title is empty.
    """
    settings = read_settings(request)
    title, adoption = " ".join(given.title.split()), settings.adoption
    word = slug.make(given.slug or title, unicode=settings.taxonomy.unicode_slugs)
    if not title or not word:
        raise Refused("the title is empty (write one, in quotation marks)")
    start = Start(
        title=title,
        at=request.now.astimezone(settings.zone),
        authors=given.authors,
        regions=given.regions,
        tags=given.tags,
        lang=given.lang,
    )
    with pen.held(request.root):
        others = {key_of(file.path): file.path for file in source.scan(request.root).articles}
        key = skeleton.key(start, word, others, adoption)
        path = others.get(key) or source_of(key)
        try:
            pen.create(request.root / path, skeleton.text(start, adoption))
        except FileExistsError:
            raise Refused(f"{path} exists already (choose another title, or --slug WORD)") from None
    return path
