"""What is known of the pages of a site since they were rendered: kept so that a few are found again without the others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from sys import intern

from press.cache import Cache
from press.kernel.kept import kept
from press.parted import Cuts, Parted

Look = tuple[str, str, str]
"""The name of a template, the language around it, and the digest of the template."""

Shown = tuple[str, tuple[str, ...]]
"""The digest of the HTML of a source, and the pages that show it."""


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One page as it was rendered."""

    source: str
    """The name of its template; empty for a file that a function writes."""
    lang: str
    """The language of its interface; empty for a file that no template renders."""
    template: str
    """The digest of its template, with all that the template includes and takes from settings and words."""
    shows: tuple[str, ...]
    """The sources whose texts it shows."""
    key: str
    """The digest of what was given for its view, with the HTML of the texts that it shows, or of the view itself."""
    names: str
    """The names of the parts of that, joined by spaces: one text for all pages of a kind."""
    parts: str
    """A few digits of each part, to explain what changed: a text loads faster than many."""
    apart: tuple[str, ...] | None = None
    """The names of the shared values that what it was made from needs; None if that is not kept to be loaded alone."""
    digest: str = ""
    """The digest of its file."""

    @property
    def look(self) -> Look:
        """What the page was rendered with."""
        return self.source, self.lang, self.template

    @property
    def shared(self) -> "Stamp":
        """The same, with one text in memory for all stamps that have an equal one."""
        apart = None if self.apart is None else tuple(map(intern, self.apart))
        shows = tuple(map(intern, self.shows))
        return replace(self, names=intern(self.names), template=intern(self.template), shows=shows, apart=apart)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every build must know of the pages of the last."""

    plan: str = ""
    """The name of the plan that they were rendered from."""
    site: str = ""
    """The digest of the list of all that was written."""
    looks: frozenset[Look] = frozenset()
    """What they were rendered with."""
    pages: Cuts = ()
    """Where their stamps are."""
    texts: Cuts = ()
    """Where the texts are that they show."""


class Stamps:
    """The pages of a site as the last build left them. Whatever is asked of them raises `Lost` if it is not there any more."""

    def __init__(self, slot: str, cache: Cache) -> None:
        """Find what is kept at `slot` in `cache`."""
        self._slot, self._cache = slot, cache
        self._open(cache.find(slot, Head()))

    def _open(self, head: Head) -> None:
        self.head = head
        """What every build must know of them."""
        self._pages: Parted[Stamp] = Parted(f"{self._slot}, stamps", head.pages, self._cache)
        self._texts: Parted[Shown] = Parted(f"{self._slot}, texts", head.texts, self._cache)

    def forget(self) -> None:
        """Begin with no pages."""
        self._open(Head())

    def all(self) -> dict[str, Stamp]:
        """Return the stamp of every page by its file."""
        return self._pages.all()

    def some(self, files: Iterable[str]) -> dict[str, Stamp]:
        """Return the stamps of those pages that are one of `files`."""
        return self._pages.some(files)

    def showing(self, paths: Collection[str]) -> dict[str, Stamp]:
        """Return the stamp of every page that shows a text of the sources `paths`."""
        return self.some(file for _, files in self._texts.some(sorted(paths)).values() for file in files)

    def edited(self, held: Mapping[str, str]) -> Set[str]:
        """Return the sources whose HTML, of which `held` has the digests, is not what the pages show."""
        before = self._texts.all()
        gone = before.keys() - held.keys()
        return gone | {path for path, mark in held.items() if path not in before or before[path][0] != mark}

    def change(self, changes: Mapping[str, Stamp], held: Mapping[str, str], edited: Iterable[str]) -> None:
        """Have other stamps for some pages of the same plan, which show other HTML of the sources `edited`."""
        pages = self._pages.keep(changes)
        looks = self.head.looks
        if not looks.issuperset(stamp.look for stamp in changes.values()):
            looks = frozenset(stamp.look for stamp in self.all().values())
        shown = {path: (held[path], files) for path, (_, files) in self._texts.some(edited).items()}
        self.head = replace(self.head, looks=looks, pages=pages, texts=self._texts.keep(shown))

    def renew(self, plan: str, stamps: Mapping[str, Stamp], held: Mapping[str, str]) -> None:
        """Have the `stamps` of the pages of another `plan`, which show HTML of the digests `held`."""
        files = defaultdict[str, list[str]](list)
        for file, stamp in stamps.items():
            for path in stamp.shows:
                files[path].append(file)
        self.head = Head(
            plan=plan,
            looks=frozenset(stamp.look for stamp in stamps.values()),
            pages=self._pages.keep_all(stamps),
            texts=self._texts.keep_all({path: (mark, tuple(files[path])) for path, mark in held.items()}),
        )

    def seal(self, site: str) -> None:
        """Keep what was changed, once it is published: `site` is the digest of the list of all that is."""
        self._cache.keep(self._slot, replace(self.head, site=site))
