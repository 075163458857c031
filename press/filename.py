"""The names of the files that texts are in, and the keys by which all else knows them. Knows nothing of the texts themselves."""

import posixpath

FOLDER = "content/articles/"
"""The folder that the keys of articles are below."""
ENDINGS = (".md", ".markdown")
"""How the names of texts end. The first is ours, the second what other generators give them besides."""


def is_text(path: str) -> bool:
    """Return whether the file `path` is read as a text."""
    return path.endswith(ENDINGS)


def key_of(path: str, folder: str = FOLDER) -> str:
    """Return the name that references give the source `path` in `folder`: without the folder and the suffix."""
    name = path.removeprefix(folder)
    return next((name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)), name)


def source_of(key: str) -> str:
    """Return the path of the source of the article `key`, if its name ends as ours do."""
    return f"{FOLDER}{key}.md"


def name_of(key: str) -> str:
    """Return the name by which the source `key` is known; for an index.md, that of its folder."""
    folder, name = posixpath.split(key)
    return name if name != "index" else posixpath.basename(folder)
