"""Begins an article: writes a file for it, at the place where such files lie. Checks only what the file is named by."""

from dataclasses import replace

from press.articles import skeleton
from press.articles.skeleton import Start
from press.desk import pen
from press.edges import source
from press.ground import slug
from press.ground.filename import key_of, source_of
from press.ground.problems import Refused
from press.request import Request
from press.stages.gather import read_settings


def begin(request: Request, start: Start, name: str) -> str:
    """Write the file of a draft that begins with `start`, and return its path below the archive's root.

    It is named by the slug of `name`, or of the title if that is empty. Raises `Misconfigured` if config.yaml has errors, and
    `Refused` if the file exists or the title is empty.
    """
    settings = read_settings(request)
    start = replace(start, title=" ".join(start.title.split()), at=start.at.astimezone(settings.zone))
    word = slug.make(name or start.title, unicode=settings.taxonomy.unicode_slugs)
    if not start.title or not word:
        raise Refused("the title is empty (write one, in quotation marks)")
    with pen.held(request.root):
        others = {key_of(file.path): file.path for file in source.scan(request.root).articles}
        key = skeleton.key(start, word, others, settings.adoption)
        path = others.get(key) or source_of(key)
        try:
            pen.create(request.root / path, skeleton.text(start, settings.adoption))
        except FileExistsError:
            raise Refused(f"{path} exists already (choose another title, or --slug WORD)") from None
    return path
