"""The names of the files that texts are in, and the keys by which all else knows them. Knows nothing of the texts themselves."""

import posixpath

FOLDER = "content/articles/"
"""The folder that the keys of articles are below."""


def key_of(path: str, folder: str = FOLDER) -> str:
    """Return the name that references give the source `path` in `folder`: without the folder and the suffix."""
    return path.removeprefix(folder).removesuffix(".md")


def source_of(key: str) -> str:
    """Return the path of the source of the article `key`."""
    return f"{FOLDER}{key}.md"


def name_of(key: str) -> str:
    """Return the name by which the source `key` is known; for an index.md, that of its folder."""
    folder, name = posixpath.split(key)
    return name if name != "index" else posixpath.basename(folder)
