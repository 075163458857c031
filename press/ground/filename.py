"""The names of text files, and the keys made from them, by which references name texts; the names of backups of editors.

Knows nothing of the texts themselves.
"""

import posixpath

FOLDER = "content/articles/"
"""The folder to which the keys of articles are relative."""
ENDINGS = (".md", ".markdown")
"""The suffixes of texts: ours, and another that other generators use."""


def is_text(path: str) -> bool:
    """Return whether the file `path` is read as a text."""
    return path.endswith(ENDINGS)


def is_backup(name: str) -> bool:
    """Return whether an editor keeps a file of this `name` beside the one that it edits: x.md~ or #x.md#."""
    return name.endswith("~") or (name.startswith("#") and name.endswith("#"))


def key_of(path: str, folder: str = FOLDER) -> str:
    """Return the key of the source `path`, by which references name it: its path below `folder`, without the suffix."""
    name = path.removeprefix(folder)
    return next((name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)), name)


def source_of(key: str) -> str:
    """Return the path of the source of the article `key`, if its suffix is ours."""
    return f"{FOLDER}{key}.md"


def name_of(key: str) -> str:
    """Return the name by which the source `key` is known; for an index.md, that of its folder."""
    folder, name = posixpath.split(key)
    return name if name != "index" else posixpath.basename(folder)
