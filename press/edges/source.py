"""Finds content/, config.yaml and the ledger, and reads their texts. Knows nothing of what the texts mean."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from press.ground import encoding
from press.ground.filename import ARTICLES, CONFIG, CONTENT, LEDGER, PAGES, STATIC, is_backup, is_text
from press.ground.problems import Misconfigured, Problem, Refused
from press.kernel import digest
from press.kernel.value import value

READ = frozenset({ARTICLES, PAGES, STATIC})
"""The folders below content/ that are read."""
ALMOST = (".md", ".markdown", ".mdown", ".mkd")
"""Suffixes, in any case, of files that are probably meant as articles or pages."""
FOREIGN = ("", ".html", ".htm", ".rst", ".txt", ".org", ".textile", ".adoc", ".mdx")
"""Suffixes of texts for other generators, or none; such a file is reported if it has front matter."""

Signature = tuple[int, ...]
"""Times of content and inode, size and inode of a file: while they are the same, so is the content. Empty if unknown."""


class File(NamedTuple):
    """A file that is read, or published unchanged. A tuple, because each build makes one for every file."""

    path: str
    """The file below the archive's root, with forward slashes."""
    disk_path: str
    """Where it is on this machine. A string: creating ten thousand paths takes as long as finding the files."""
    signature: Signature = ()
    """As it was found."""


@value
class Sources:
    """Everything that an archive is made of, as it was found."""

    articles: tuple[File, ...]
    """The articles, sorted by path."""
    pages: tuple[File, ...]
    """The standalone pages, sorted by path."""
    files: tuple[File, ...]
    """The other files in the folders of articles and pages, sorted by path."""
    static: tuple[File, ...]
    """The files of content/static, which are copied unchanged, sorted by path."""
    problems: tuple[Problem, ...]
    """What cannot be read, and what is never read."""

    @property
    def texts(self) -> tuple[File, ...]:
        """The files that are read: articles, then standalone pages."""
        return *self.articles, *self.pages

    @property
    def copied(self) -> tuple[File, ...]:
        """The files that are not read as texts: those beside the texts, then the static ones."""
        return *self.files, *self.static


def config(root: Path) -> str:
    """Return the text of config.yaml below `root`; raise `Refused` if there is none, and `Misconfigured` if it is no text."""
    text = _own(root, CONFIG)
    if text is None:
        what = f"there is no {CONFIG} in {root}" if root.is_dir() else f"there is no folder {root}"
        raise Refused(f"{what} (name the folder of the archive with --root, or run this there)")
    return text


def ledger(root: Path) -> str:
    """Return the text of the ledger below `root`; an archive that never published has none."""
    return _own(root, LEDGER) or ""


def _own(root: Path, name: str) -> str | None:
    """Return the text of the file `name` in `root`, None if there is none, or raise `Misconfigured`."""
    problems: list[Problem] = []
    try:
        text = encoding.decode((root / name).read_bytes(), name, problems)
    except FileNotFoundError:
        return None
    if text is None:
        raise Misconfigured(problems)
    return text


def below(path: Path, problems: list[Problem] | None = None) -> Iterator[File]:
    """Yield every file below the folder `path`, or the file `path` itself; nothing if there is none.

    What cannot be read is appended to `problems`.
    """
    if path.is_file():
        found = path.stat()
        yield File(path=path.name, disk_path=str(path), signature=_signature(found))
    else:
        problems = [] if problems is None else problems
        yield from sorted(_files(path.parent, path.name, problems, path.parent, hidden=True), key=lambda file: file.path)


def digest_of(file: File) -> str:
    """Return the digest of the content of `file`; empty if it cannot be read."""
    try:
        return digest.of_bytes(Path(file.disk_path).read_bytes())
    except OSError:
        return ""


def unchanged(files: Iterable[File]) -> bool:
    """Return whether each of `files` is still what it was when it was found."""
    try:
        return all(_signature(os.stat(file.disk_path)) == file.signature for file in files)
    except OSError:
        return False


def unreadable(files: Iterable[File], digests: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each of `files` that has no digest in `digests`."""
    for file in files:
        if not digests[file.path]:
            yield Problem(path=file.path, what="this file cannot be read", hint="fix its permissions, or delete it")


def scan(root: Path) -> Sources:
    """Return everything below `root`/content, in an order that does not depend on the file system."""
    problems: list[Problem] = []
    articles, beside_articles = _texts(root, ARTICLES, problems)
    pages, beside_pages = _texts(root, PAGES, problems)
    static = tuple(sorted(_files(root, STATIC, problems, root / CONTENT, hidden=True), key=lambda file: file.path))
    problems += _missing_folders(root)
    problems += _passed_over(root, (*beside_articles, *beside_pages))
    return Sources(
        articles=articles, pages=pages, files=(*beside_articles, *beside_pages), static=static, problems=tuple(problems)
    )


def _missing_folders(root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the folders that are read: an archive whose articles are gone must not count as empty."""
    first = "create content/articles and write the first article"
    if not (root / CONTENT).is_dir():
        yield Problem(path=CONTENT, what="there is no folder content/", hint=first)
        return
    for folder in sorted(READ):
        disk_path = root / folder
        if disk_path.is_symlink() and not disk_path.exists():
            yield Problem(path=folder, what="this symbolic link is broken", hint="correct or delete it")
        elif _leads_out(disk_path, disk_path.parent):
            yield Problem(path=folder, what="this symbolic link leads out of content/", hint="put the folder itself here")
        elif disk_path.exists() and not disk_path.is_dir():
            yield Problem(path=folder, what="this is not a folder", hint="delete it, or move it away")
        elif folder == ARTICLES and not disk_path.exists():
            yield Problem(
                path=folder, what="this folder does not exist, so the archive has no articles", hint=first, warning=True
            )


def _passed_over(root: Path, beside: Iterable[File]) -> Iterator[Problem]:
    """Yield a warning for what is not read but may be meant to be, in content/ and among the files `beside` the texts."""
    with suppress(OSError):
        for name in sorted(os.listdir(root / CONTENT)):
            path = f"{CONTENT}/{name}".encode(errors="replace").decode()
            if path not in READ and not name.startswith(".") and not is_backup(name):
                hint = "move what it holds to content/articles, content/pages or content/static"
                yield Problem(path=path, what="nothing here is read or published", hint=hint, warning=True)
    for file in beside:
        stem, ending = os.path.splitext(file.path)
        if ending.lower() in ALMOST:
            hint = f"name it {os.path.basename(stem)}.md"
            yield Problem(path=file.path, what="this is not read as a text", hint=hint, warning=True)
        elif ending.lower() in FOREIGN and _has_front_matter(file):
            inner, ending = os.path.splitext(stem)  # Windows may hide the .txt of x.md.txt
            named = ending.lower() in ALMOST
            hint = f"name it {os.path.basename(inner)}.md" if named else f"write it in Markdown, as {os.path.basename(stem)}.md"
            yield Problem(path=file.path, what="this is not read as a text", hint=hint, warning=True)


def _has_front_matter(file: File) -> bool:
    try:
        with open(file.disk_path, "rb") as opened:
            return opened.readline(80).removeprefix(b"\xef\xbb\xbf").rstrip() == b"---"
    except OSError:
        return False  # reported with everything else that cannot be read


def read(file: File, problems: list[Problem]) -> str | None:
    """Return the text of `file`, or None and a problem in `problems`."""
    try:
        return encoding.decode(Path(file.disk_path).read_bytes(), file.path, problems)
    except OSError as error:
        gone = isinstance(error, FileNotFoundError)
        hint = "it was there when this build began; build again" if gone else "fix its permissions, or delete it"
        problems.append(Problem(path=file.path, what=f"this file cannot be read: {error.strerror}", hint=hint))
        return None


def _texts(root: Path, folder: str, problems: list[Problem]) -> tuple[tuple[File, ...], tuple[File, ...]]:
    """Return the texts below `folder`, and the other files there. Of two texts with the same name, the one in .md is returned."""
    texts: list[File] = []
    beside: list[File] = []
    for file in sorted(_files(root, folder, problems, root / CONTENT), key=lambda file: file.path):
        (texts if is_text(file.path) else beside).append(file)
    named = {f"{os.path.splitext(file.path)[0]}.md": file for file in texts if not file.path.endswith(".md")}
    twins = {named[file.path]: file.path for file in texts if file.path in named} if named else {}
    for file, other in twins.items():
        what = f"{other} has the same name with another suffix"
        problems.append(Problem(path=file.path, what=what, hint="keep one of the two, or rename one"))
    return tuple(file for file in texts if file not in twins), tuple(beside)


def _files(root: Path, folder: str, problems: list[Problem], border: Path, *, hidden: bool = False) -> Iterator[File]:
    """Yield the files below `folder`; if `hidden`, also hidden files and the backups of editors. Links stay within `border`."""
    try:
        entries = list(os.scandir(root / folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        name, path = entry.name, f"{folder}/{entry.name}"
        if name == ".DS_Store" or (not hidden and name.startswith(".")):
            continue
        if entry.is_dir(follow_symlinks=False) and _is_utf8(name):
            yield from _files(root, path, problems, border, hidden=hidden)
            continue
        if not hidden and is_backup(name):
            continue
        refusal = _refusal(entry, border)
        if refusal:
            what, hint = refusal
            shown = path.encode(errors="replace").decode()
            problems.append(Problem(path=shown, what=what, hint=hint))
        else:
            found = entry.stat()
            yield File(path=path, disk_path=entry.path, signature=_signature(found))


def _signature(found: os.stat_result) -> Signature:
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _leads_out(link: str | Path, folder: Path) -> bool:
    """Return whether the link at `link` leads out of `folder`: who may write there must not publish what lies elsewhere."""
    return not Path(os.path.realpath(link)).is_relative_to(os.path.realpath(folder))


def _refusal(entry: "os.DirEntry[str]", border: Path) -> tuple[str, str] | None:
    """Return why `entry` cannot be a source, and what to do; None for a file that can be read. Links stay within `border`."""
    if entry.name.isascii() and entry.is_file(follow_symlinks=False):
        return None  # as nearly all are
    if not _is_utf8(entry.name):
        return f"the name of this {'folder' if entry.is_dir() else 'file'} is not UTF-8", "rename it"
    if entry.is_symlink():
        if _leads_out(entry.path, border):
            return f"this symbolic link leads out of {border.name}/", "copy the file itself"
        if not os.path.exists(entry.path):
            return "this symbolic link is broken", "correct or delete it"
    if not entry.is_file():
        return (
            ("this symbolic link leads to a folder", "put the folder itself here")
            if entry.is_dir()
            else ("this is not a file", "delete it")
        )
    return None


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def located(name: str, root: Path) -> str:
    """Return the path below `root` of the file or folder `name`, which may begin in the current folder or there; or nothing."""
    whole = root.resolve()
    for found in (Path(name).resolve(), (root / name).resolve()):
        if found.exists() and found.is_relative_to(whole):
            return found.relative_to(whole).as_posix()
    return ""
