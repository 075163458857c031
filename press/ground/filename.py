"""The names of the archive's own files and folders; which files are texts, and the keys by which references name these.

Knows nothing of what is in a file.
"""

import posixpath
import unicodedata

CONFIG, LEDGER, CONTENT = "config.yaml", "ledger.txt", "content"
"""The archive's own files, and the folder of everything that authors write."""
ARTICLES, PAGES, STATIC = f"{CONTENT}/articles", f"{CONTENT}/pages", f"{CONTENT}/static"
"""The folders that are read: of articles, of standalone pages, and of files that are copied as they are."""
ENDINGS = (".md", ".markdown")
"""The suffixes of texts: ours, and another that other generators use."""


def composed(name: str) -> str:
    """Return `name` in the Unicode form that people type (NFC): some systems decompose file names (NFD)."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def folded(path: str) -> str:
    """Return `path` as a disk that ignores case and Unicode form sees it: two paths that are equal then are one file there."""
    return composed(path).casefold()


def is_text(path: str) -> bool:
    """Return whether the file `path` is read as a text."""
    return path.endswith(ENDINGS)


def is_backup(name: str) -> bool:
    """Return whether an editor keeps a file of this `name` beside the one that it edits: x.md~ or #x.md#."""
    return name.endswith("~") or (name.startswith("#") and name.endswith("#"))


def key_of(path: str, folder: str = ARTICLES) -> str:
    """Return the key of the source `path`, by which references name it: its path below `folder`, without the suffix."""
    name = path.removeprefix(f"{folder}/")
    return next((name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)), name)


def source_of(key: str) -> str:
    """Return the path of the source of the article `key`, if its suffix is ours."""
    return f"{ARTICLES}/{key}.md"


def name_of(key: str) -> str:
    """Return the name by which the source `key` is known; for an index.md, that of its folder."""
    folder, name = posixpath.split(key)
    return name if name != "index" else posixpath.basename(folder)
