"""Begins an article: writes a file for it, at the place where such files lie."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from press.articles import skeleton
from press.articles.skeleton import DRAFT, Start
from press.config.settings import Settings
from press.desk import pen
from press.edges import source
from press.ground import characters, plaintext, slug
from press.ground.filename import ARTICLES, CONFIG, CONTENT, key_of, source_of
from press.ground.problems import Refused
from press.ground.suggestion import suggestion
from press.request import Request
from press.stages import gather

_GENITIVE = re.compile(r"(?<=\w)'(?=s\b)")
"""An apostrophe that does not divide words: it’s, Osh’s."""
_UNSAFE = re.compile(r"(^|/)\.|//|\\|[\x00-\x1f]")
"""What the path of a folder cannot have."""


def begin(request: Request, start: Start, name: str) -> str:
    """Write the file of a draft that begins with `start`, and return its path below the archive's root.

    It is named by the slug of `name`, or of the title if that is empty. Raises `Misconfigured` if config.yaml has errors, and
    `Refused` if the file exists, or if title, name, folder or a region cannot be used; then nothing is written.
    """
    settings = gather.read_settings(request)
    if not settings.adoption.means(DRAFT, DRAFT):
        raise Refused(f"{CONFIG} gives {DRAFT}: another meaning, so this would be published at once (write the file by hand)")
    start = replace(
        start,
        title=_title(start.title),
        at=start.at.astimezone(settings.zone),
        authors=_named(start.authors),
        regions=_regions(start.regions, settings),
        tags=_named(start.tags),
        folder=_folder(start.folder),
    )
    word = slug.make(_GENITIVE.sub("", name or start.title), unicode=settings.taxonomy.unicode_slugs)
    if word in {"", "index"}:
        raise Refused(f'a file cannot be named by "{name or start.title}" (write --slug WORD)')
    with pen.held(request.root):
        others = {key_of(file.path): file.path for file in source.scan(request.root).articles}
        key = skeleton.key(start, word, others, settings.adoption)
        path = others.get(key) or source_of(key)
        _write(request.root, path, skeleton.text(start, settings.adoption))
    return path


def _write(root: Path, path: str, text: str) -> None:
    disk_path = root / path
    if not disk_path.parent.resolve().is_relative_to((root / CONTENT).resolve()):
        raise Refused(f"{path} would not be in {CONTENT}/, because of a symbolic link (put the folder itself there)")
    if not pen.create(disk_path, text):
        raise Refused(f"{path} exists already (choose another title, or --slug WORD)")


def _title(given: str) -> str:
    title = " ".join(given.split())
    if plaintext.blank(title):
        raise Refused("the title is empty")
    if characters.FORBIDDEN.search(title):
        raise Refused("the title has a character that cannot be published")
    return title


def _named(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in given if name.strip()))


def _regions(given: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """Return the slugs of the regions `given` by slug, former slug or name; the only region of an archive may be left out."""
    slugs, region = [one.slug for one in settings.taxonomy.regions], gather.contract(settings, "").regions.slug
    for written in given:
        if not region(written):
            raise Refused(f'region "{written}" is not in {CONFIG} ({suggestion(written, slugs, _one_of(slugs))})')
    if not given and not settings.adoption.region and len(slugs) > 1:
        raise Refused(f"an article needs a region (write --region SLUG: {_one_of(slugs)})")
    chosen = map(region, given) if given else () if settings.adoption.region else slugs
    return tuple(dict.fromkeys(chosen))


def _one_of(slugs: Sequence[str]) -> str:
    return f"one of {', '.join(slugs)}" if len(slugs) < 40 else "a slug of config.yaml"


def _folder(given: str) -> str:
    folder = given.removeprefix(f"{ARTICLES}/").rstrip("/")
    if _UNSAFE.search(folder) or folder.startswith("/"):
        raise Refused(f'"{given}" is not a folder below {ARTICLES} (write its path there, such as 2026)')
    return folder
