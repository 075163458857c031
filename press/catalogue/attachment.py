"""Finds the files beside a text that it links to or shows, and suggests others for those that are not there."""

import posixpath
from collections import defaultdict
from collections.abc import Mapping, Set
from functools import cached_property
from urllib.parse import unquote

from press.addresses import routes
from press.addresses.reference import MOST_ALIKE, Failure, Named
from press.config.attachments import INERT, OTHER_PICTURES, PICTURES
from press.ground.characters import CURLY
from press.ground.extent import Extent, Unshowable
from press.ground.filename import composed, folded, is_text
from press.ground.site import Site
from press.ground.suggestion import nearest, offer
from press.ground.uri import is_local, path_of
from press.kernel.value import value

RUN = "write it as an article, have it put into content/static, or have its suffix added to attachments in config.yaml"
"""What to do about a file that could run."""


@value
class Attachment:
    """A file beside an article that is published with it, or a picture at its head from content/static."""

    source: str
    """The path of the file below the archive's root; empty for one of content/static."""
    address: str
    """Where it is published."""
    extent: Extent | None
    """For a raster image: its size, and the renditions that are published with it."""


Extents = Mapping[str, Extent | Unshowable]
"""What is known of each picture, by path."""


class Attachments:
    """The files beside articles, and those of content/static. Knows which may be published, and how large pictures are."""

    def __init__(self, files: frozenset[str], attachable: Set[str], static: Set[str], extents: Extents, site: Site) -> None:
        """Find among `files`, paths below the archive's root, and `static`, addresses of files.

        `attachable` are the suffixes of files that may be published; `extents` says how large pictures are.
        """
        self._files, self._attachable, self.static = files, attachable, static
        self._extents = extents
        self._site = site
        self._composed = {composed(path): path for path in files if not path.isascii()}

    def find(self, written: str, source: Named) -> Attachment | Failure:
        """Return the file that `source` refers to by the relative path `written`."""
        path = self.beside(written, source)
        if not path:
            return Failure(
                what=f'there is no file "{written}" beside the article', hint=self.instead(written, source, "put it there")
            )
        if not self.may_lie(path):
            return Failure(what=f'"{written}" cannot lie beside an article: a browser or a server might run it', hint=RUN)
        known = self._extents.get(path)
        if isinstance(known, Unshowable):
            return unshown(written, known)
        return Attachment(source=path, address=routes.beside(source.address, posixpath.basename(path)), extent=known)

    def picture(self, written: str, source: Named) -> Attachment | Failure:
        """Return the picture that `source` has at its head: by a relative path, or from / one of content/static."""
        address = self._site.own(written) or written
        if failure := no_picture(written):
            return failure
        if not is_local(address):
            return self.find(written, source)
        for name in (address, unquote(address)):
            if name in self.static:
                return Attachment(source="", address=name, extent=None)
        hint = "put it there, or beside the article and write its name alone"
        return Failure(what=f'there is no picture "{written}" in content/static', hint=hint)

    def may_lie(self, path: str) -> bool:
        """Return whether the file at `path` may lie beside an article, by its suffix."""
        return posixpath.splitext(path)[1].lower() in self._attachable

    def beside(self, written: str, source: Named) -> str:
        """Return the path of the file that `source` refers to by the relative path `written`; empty if there is none."""
        folder = posixpath.dirname(source.path)
        for name in (written, unquote(written)):
            path = posixpath.normpath(posixpath.join(folder, name))
            path = self._composed.get(composed(path), path)
            if path in self._files:
                return path
        return ""

    def instead(self, written: str, source: Named, otherwise: str) -> str:
        """Return which file `source` may mean by the path `written`: one of that name, or a similar one; else `otherwise`."""
        here, path = posixpath.dirname(source.path), unquote(written).replace("\\", "/")
        there, name = posixpath.normpath(posixpath.join(here, posixpath.dirname(path))), posixpath.basename(path)
        found = self._within(there, name) or self._within(here, name)
        if not 0 < len(found) <= MOST_ALIKE:
            found = [f"{there}/{other}" for other in nearest(name, self._by_folder.get(there, ()))]
        return offer((posixpath.relpath(other, here) for other in found), otherwise)

    def _within(self, folder: str, name: str) -> list[str]:
        """Return the files called `name`, in whatever case, in `folder` or one folder below."""
        within = f"{folder}/"
        named = self._by_name.get(folded(name), ())
        return [path for path in named if path.startswith(within) and path.count("/", len(within)) <= 1]

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        """The files by name without folder."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self._files):
            found[folded(posixpath.basename(path))].append(path)
        return found

    @cached_property
    def _by_folder(self) -> Mapping[str, list[str]]:
        """The names of files by folder."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self._files):
            folder, _, name = path.rpartition("/")
            found[folder].append(name)
        return found


def unshown(written: str, picture: Unshowable) -> Failure:
    """Return the failure of the `picture` that is `written`."""
    drawing = written.lower().endswith(".svg")
    hint = "save it as a plain drawing without scripts, or as PNG" if drawing else "save it again, smaller or undamaged"
    return Failure(what=f'the picture "{written}" cannot be shown: {picture.why}', hint=hint)


def _misquoted(written: str) -> str:
    """Return what to do if quotation marks became part of the name `written`: curly ones around it, or one of an open title."""
    name, _, title = written.partition(" ")
    inner = written.strip(CURLY)
    if inner != written and posixpath.splitext(inner)[1].lower() in PICTURES:
        return f"write {inner} without quotation marks, or with straight ones"
    if title[:1] in {'"', "'", *CURLY} and posixpath.splitext(name)[1].lower() in PICTURES:
        return f'end the title with a straight quotation mark: {name} "{title[1:]}"'
    return ""


def no_picture(written: str) -> Failure | None:
    """Return the failure of the file `written` if it is shown as a picture, but has the suffix of something else."""
    suffix = posixpath.splitext(path_of(written))[1].lower()
    if not suffix or suffix in PICTURES:
        return None
    if meant := _misquoted(written):
        return Failure(what=f'"{written}" is not the name of a picture', hint=meant)
    savable = suffix in OTHER_PICTURES or (suffix not in INERT and not is_text(written))
    hint = "save it as JPEG, PNG or WebP" if savable else f"link to it instead: [words]({written})"
    return Failure(what=f'"{written}" is not a picture that browsers show', hint=hint)
