"""What is recorded about each page when it is rendered, stored so that a few pages can be loaded without the others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace
from sys import intern

from press.kernel.value import value
from press.stages.cache import Cache
from press.stages.parted import Cuts, Parted

TemplateVersion = tuple[str, str, str]
"""The name of a template, the language of the interface around it, and the digest of the template."""

Shown = tuple[str, tuple[str, ...]]
"""The digest of the HTML of a source, and the files of the pages that show it."""


@value
class Stamp:
    """What is recorded of one rendered page."""

    template: str
    """The name of its template; empty for a file that a function writes."""
    interface_lang: str
    """The language of its interface; empty for a file that no template renders."""
    template_key: str
    """The digest of its template, including everything that the template includes and takes from settings and words."""
    shows: tuple[str, ...]
    """The sources whose texts it shows."""
    key: str
    """The digest of what its view is made from and the HTML of the texts that it shows, or of the view itself."""
    names: str
    """The names of the parts of what was digested, joined by spaces: one string for all pages of a kind."""
    parts: str
    """A few digits for each part, to explain what changed; one string, because that loads faster than many."""
    apart: tuple[str, ...] | None = None
    """The names of the shared parts that the stored page needs; None if the page is not stored alone."""
    digest: str = ""
    """The digest of the file written."""

    @property
    def template_version(self) -> TemplateVersion:
        """The version of the template that the page was rendered with."""
        return self.template, self.interface_lang, self.template_key

    @property
    def shared(self) -> "Stamp":
        """The same stamp with interned strings, so that equal ones are in memory once."""
        apart = None if self.apart is None else tuple(map(intern, self.apart))
        shows = tuple(map(intern, self.shows))
        return replace(self, names=intern(self.names), template_key=intern(self.template_key), shows=shows, apart=apart)


@value
class Head:
    """What every build must know of the pages of the last build."""

    plan: str = ""
    """The digest of the plan that they were rendered from."""
    site: str = ""
    """The digest of the manifest."""
    template_versions: frozenset[TemplateVersion] = frozenset()
    """The versions of templates that they were rendered with."""
    pages: Cuts = ()
    """The cuts of the mapping that holds their stamps."""
    texts: Cuts = ()
    """The cuts of the mapping that holds the texts that they show."""


class Stamps:
    """The pages of a site as the last build left them. Any look-up raises `Lost` if the cache no longer has the data."""

    def __init__(self, slot: str, cache: Cache) -> None:
        """Load the head that is stored at `slot` in `cache`."""
        self._slot, self._cache = slot, cache
        self._open(cache.find(slot, Head()))

    def _open(self, head: Head) -> None:
        self.head = head
        """What every build must know of the pages."""
        self._pages: Parted[Stamp] = Parted(f"{self._slot}, stamps", head.pages, self._cache)
        self._texts: Parted[Shown] = Parted(f"{self._slot}, texts", head.texts, self._cache)

    def forget(self) -> None:
        """Start again with no pages."""
        self._open(Head())

    def all(self) -> dict[str, Stamp]:
        """Return the stamp of every page, by file."""
        return self._pages.all()

    def some(self, files: Iterable[str]) -> dict[str, Stamp]:
        """Return the stamps of those of `files` that are pages, by file."""
        return self._pages.some(files)

    def showing(self, paths: Collection[str]) -> dict[str, Stamp]:
        """Return the stamp of every page that shows a text of the sources `paths`, by file."""
        return self.some(file for _, files in self._texts.some(sorted(paths)).values() for file in files)

    def edited(self, html_digests: Mapping[str, str]) -> Set[str]:
        """Return the sources whose HTML is not the one that the pages show; `html_digests` has the current digest of each."""
        before = self._texts.all()
        gone = before.keys() - html_digests.keys()
        return gone | {path for path, mark in html_digests.items() if path not in before or before[path][0] != mark}

    def change(self, changes: Mapping[str, Stamp], html_digests: Mapping[str, str], edited: Iterable[str]) -> None:
        """Replace the stamps of some pages, while the plan is the same; these pages show new HTML of the sources `edited`."""
        pages = self._pages.keep(changes)
        template_versions = self.head.template_versions
        if not template_versions.issuperset(stamp.template_version for stamp in changes.values()):
            template_versions = frozenset(stamp.template_version for stamp in self.all().values())
        shown = {path: (html_digests[path], files) for path, (_, files) in self._texts.some(edited).items()}
        self.head = replace(self.head, template_versions=template_versions, pages=pages, texts=self._texts.keep(shown))

    def renew(self, plan: str, stamps: Mapping[str, Stamp], html_digests: Mapping[str, str]) -> None:
        """Replace all stamps by `stamps`, those of a new `plan`, whose pages show HTML with the digests `html_digests`."""
        files = defaultdict[str, list[str]](list)
        for file, stamp in stamps.items():
            for path in stamp.shows:
                files[path].append(file)
        self.head = Head(
            plan=plan,
            template_versions=frozenset(stamp.template_version for stamp in stamps.values()),
            pages=self._pages.keep_all(stamps),
            texts=self._texts.keep_all({path: (mark, tuple(files[path])) for path, mark in html_digests.items()}),
        )

    def seal(self, site: str) -> None:
        """Store the changes, once they are published; `site` is the digest of the manifest."""
        self._cache.keep(self._slot, replace(self.head, site=site))
