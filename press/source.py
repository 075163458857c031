"""Reads content/, config.yaml and the ledger: the only module that does. Knows nothing of what the texts mean."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.kernel import digest
from press.problems import Misconfigured, Problem

ARTICLES = "content/articles"
PAGES = "content/pages"
STATIC = "content/static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One Markdown file."""

    path: str
    """The file below the archive's root, with forward slashes."""
    digest: str
    """The digest of its bytes."""
    text: str
    """Its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that is published as it is."""

    path: str
    """The file below the archive's root, with forward slashes."""
    place: Path
    """Where it is on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything that an archive is made of, as it was read."""

    articles: tuple[Source, ...]
    """The articles, sorted by path."""
    pages: tuple[Source, ...]
    """The standalone pages, sorted by path."""
    files: tuple[File, ...]
    """What lies beside articles and pages, sorted by path."""
    static: tuple[File, ...]
    """What is copied as it is, sorted by path."""
    problems: tuple[Problem, ...]
    """What could not be read."""


def config(root: Path) -> str:
    """Return the text of config.yaml below `root`, or raise `Misconfigured`."""
    problems: list[Problem] = []
    try:
        text = _decode((root / "config.yaml").read_bytes(), "config.yaml", problems)
    except FileNotFoundError:
        what, hint = "there is no config.yaml", "run this where one is, or name the folder with --root"
        raise Misconfigured([Problem(path="config.yaml", what=what, hint=hint)]) from None
    if text is None:
        raise Misconfigured(problems)
    return text


def ledger(root: Path) -> str:
    """Return the text of the ledger below `root`; an archive that never published has none."""
    problems: list[Problem] = []
    try:
        text = _decode((root / "ledger.txt").read_bytes(), "ledger.txt", problems)
    except FileNotFoundError:
        return ""
    if text is None:
        raise Misconfigured(problems)
    return text


def scan(root: Path) -> Sources:
    """Return everything below `root`/content, in an order that no file system decides."""
    problems: list[Problem] = []
    articles, beside_articles = _texts(root, ARTICLES, problems)
    pages, beside_pages = _texts(root, PAGES, problems)
    static = tuple(sorted(_files(root, STATIC, problems, hidden=True), key=lambda file: file.path))
    if not (root / "content").is_dir():
        what = "there is no folder content/"
        problems.append(Problem(path="content", what=what, hint="make content/articles and write the first article"))
    return Sources(
        articles=articles, pages=pages, files=(*beside_articles, *beside_pages), static=static, problems=tuple(problems)
    )


def _texts(root: Path, folder: str, problems: list[Problem]) -> tuple[tuple[Source, ...], tuple[File, ...]]:
    texts, files = [], []
    for file in sorted(_files(root, folder, problems), key=lambda file: file.path):
        if not file.path.endswith(".md"):
            files.append(file)
            continue
        data = file.place.read_bytes()
        text = _decode(data, file.path, problems)
        if text is not None:
            texts.append(Source(path=file.path, digest=digest.of_bytes(data), text=text))
    return tuple(texts), tuple(files)


def _files(root: Path, folder: str, problems: list[Problem], *, hidden: bool = False) -> Iterator[File]:
    """Yield the files below `folder`; those of editors and systems only where they are published as they are."""
    for where, folders, names in os.walk(root / folder):
        folders[:] = [name for name in folders if hidden or not name.startswith(".")]
        for name in names:
            if (not hidden and (name.startswith(".") or name.endswith("~"))) or name == ".DS_Store":
                continue
            place = Path(where, name)
            path = place.relative_to(root).as_posix()
            try:
                path.encode()
            except UnicodeEncodeError:
                shown = path.encode(errors="replace").decode()
                problems.append(Problem(path=shown, what="the name of this file is not UTF-8", hint="rename it"))
                continue
            refusal = _refusal(place, root)
            if refusal:
                what, hint = refusal
                problems.append(Problem(path=path, what=what, hint=hint))
                continue
            yield File(path=path, place=place)


def _refusal(place: Path, root: Path) -> tuple[str, str] | None:
    """Return why `place` cannot be a source, and what to do; None for a file that can be read."""
    if place.is_symlink() and not place.resolve().is_relative_to(root.resolve()):
        return "this link leads out of the archive's folder", "copy the file itself"
    if place.is_symlink() and not place.exists():
        return "this link leads to nothing", "mend or delete it"
    if not place.is_file():
        return "this is not a file", "delete it"
    if not os.access(place, os.R_OK):
        return "this file cannot be read", "mend its permissions"
    return None


def _decode(data: bytes, path: str, problems: list[Problem]) -> str | None:
    """Return `data` as text, or None and a problem: everything this program reads is UTF-8 (RFC 3629)."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        problems.append(Problem(path=path, what="the file is UTF-16, not UTF-8", hint="save it as UTF-8"))
        return None
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
        what = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        problems.append(Problem(path=path, line=line, column=column, what=what, hint="save the file as UTF-8"))
        return None
