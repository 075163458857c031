"""The facts and the HTML of every source: found by the content of its file, or read in several processes."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from press.articles import leaf
from press.articles.leaf import Leaf, Reading
from press.catalogue.links import Text
from press.edges import source
from press.edges.source import Sources
from press.ground.problems import Problem
from press.kernel import digest, pool
from press.kernel.memo import pack
from press.request import Step
from press.stages.cache import Cache
from press.stages.parted import Whole

INDEX = "leaves"
"""The cache key of the index of all known sources."""

RECENT = 1_000
"""How many HTML texts stay in memory: an article is shown on its page and in several feeds."""
LeafDigests = tuple[str, str, str]
"""The digests of the content of a source, of its facts, and of its HTML."""


class _Reader:
    """Reads sources, and keeps the leaf and the HTML of each in the cache."""

    def __init__(self, sources: Sources, how: Reading, cache: Cache, jobs: int, step: Step) -> None:
        """Read any of `sources` on demand."""
        self._files = {file.path: file for file in sources.texts}
        self._articles = frozenset(file.path for file in sources.articles)
        self._how, self._cache, self._jobs, self._step = how, cache, jobs, step
        self.reading_digest = digest.of(how)
        """The digest of the settings by which sources are read."""
        self.contents = cache.signatures.digests(sources.texts)
        """The digest of the content of each source, by path."""
        self.changing: set[str] = set()
        """The paths of the sources that changed between taking that digest and reading them."""

    def key(self, path: str) -> str:
        """Return the cache key of the leaf of the source `path`."""
        return digest.of_bytes(f"{self.contents[path]} {self.reading_digest} {path}".encode())

    def read(self, paths: Sequence[str]) -> dict[str, Leaf]:
        """Return the leaves of the sources `paths`, read now, in several processes if they are many."""

        def read(path: str) -> tuple[Leaf, bytes, bytes, bool]:
            found, html, same = self.leaf(path)
            return found, pack(found), pack(html), same

        leaves: dict[str, Leaf] = {}
        for done, (path, result) in enumerate(zip(paths, pool.in_order(read, paths, self._jobs), strict=True), 1):
            leaves[path], packed, html, same = result
            self._cache.keep_packed(leaves[path].html_digest, html)
            if same:
                self._cache.keep_packed(self.key(path), packed)
            else:
                self.changing.add(path)
            self._step("Markdown", done, len(paths))
        return leaves

    def leaf(self, path: str) -> tuple[Leaf, str, bool]:
        """Return what the source `path` says, its HTML, and whether its file is unchanged since its digest was taken."""
        problems: list[Problem] = []
        text = source.read(self._files[path], problems)
        if text is None:
            return leaf.unread(problems), "", False
        found, html = leaf.read(text, path, self._how, is_article=path in self._articles)
        return found, html, digest.of_bytes(text.encode()) == self.contents[path]


class Leaves:
    """The leaves of an archive. Knows the digests of each from the start; loads a leaf, or its HTML, only on demand."""

    def __init__(self, digests: Mapping[str, LeafDigests], fresh: dict[str, Leaf], reader: _Reader, cache: Cache) -> None:
        """Take over the `digests` of each source, by path, with the leaves that are `fresh`; `reader` reads lost ones again."""
        self._digests, self._fresh, self._reader, self._cache = digests, fresh, reader, cache
        self._html = lru_cache(maxsize=RECENT)(self._find_html)
        self.converted = tuple(fresh)
        """The paths of the sources that were read now."""

    @property
    def steady(self) -> bool:
        """Whether no source changed between taking its digest and reading it."""
        return not self._reader.changing

    @property
    def facts_digests(self) -> str:
        """The digests of the facts of all sources, each with its path, in one string."""
        return "\n".join(f"{facts} {path}" for path, (_, facts, _) in self._digests.items())

    def content_digests(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the digest of the whole content of each of the sources `paths`."""
        return {path: self._reader.contents.get(path, "") for path in paths}

    @cached_property
    def html_digests(self) -> dict[str, str]:
        """The digest of the HTML of each source, by path."""
        return {path: html for path, (_, _, html) in self._digests.items()}

    def all(self) -> dict[str, Leaf]:
        """Return every leaf by path. They are not kept in memory: only deciding needs them, and a second call reloads them.

        They are kept together as well as each by itself, because they load in half the time in that way.
        """
        keys = {path: self._reader.key(path) for path in self._digests}
        self._cache.need((*keys.values(), *self.html_digests.values()))
        kept: Whole[tuple[str, Leaf]] = Whole(f"{INDEX} {self._reader.reading_digest}, together", self._cache)
        every = {path: leaf for path, (key, leaf) in kept.values.items() if keys.get(path) == key} | self._fresh
        self._fresh = {}
        alone = self._cache.find_all(key for path, key in keys.items() if path not in every)
        every |= {path: alone[key] for path, key in keys.items() if key in alone}
        every |= self._reader.read([path for path in keys if path not in every])
        kept.replace({path: (key, every[path]) for path, key in keys.items() if path not in self._reader.changing})
        return {path: every[path] for path in keys}

    def html(self, text: Text) -> str:
        """Return the HTML of `text`, with symbolic links."""
        return self._html(text.path)

    def _find_html(self, path: str) -> str:
        found: str | None = self._cache.find(self._digests[path][2])
        if found is None:  # the cache has lost it, so that the source is read again
            _, found, _ = self._reader.leaf(path)
        return found


def read(sources: Sources, how: Reading, cache: Cache, jobs: int, step: Step) -> Leaves:
    """Return the leaves of `sources`, found in `cache` by the content of each file, or read now in `jobs` processes.

    The cache then has those of this build for the next one.
    """
    reader = _Reader(sources, how, cache, jobs, step)
    kept: Whole[LeafDigests] = Whole(f"{INDEX} {reader.reading_digest}", cache)
    contents, index = reader.contents, kept.values
    fresh = reader.read([path for path, content in contents.items() if path not in index or index[path][0] != content])
    known = index | {path: (contents[path], found.facts_digest, found.html_digest) for path, found in fresh.items()}
    digests = {path: known[path] for path in contents}
    kept.replace({path: each for path, each in digests.items() if path not in reader.changing})
    return Leaves(digests, fresh, reader, cache)
