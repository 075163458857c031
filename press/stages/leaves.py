"""What every source says (its facts) and holds (its HTML): found by the content of its file, or read in several processes."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from press.articles import leaf
from press.articles.leaf import Leaf, Reading
from press.catalogue.links import Text
from press.edges import source
from press.edges.source import File, Sources
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


class Leaves:
    """The leaves of an archive. Knows the digests of each from the start; loads a leaf, or its HTML, only on demand."""

    def __init__(self, sources: Sources, how: Reading, cache: Cache, jobs: int, step: Step) -> None:
        """Find the leaves of `sources` in `cache` by the content of each file, or read them now in `jobs` processes."""
        self._files = {file.path: file for file in sources.texts}
        self._articles = frozenset(file.path for file in sources.articles)
        self._how, self._cache, self._jobs, self._step = how, cache, jobs, step
        self._html = lru_cache(maxsize=RECENT)(self._find_html)
        self._contents = cache.digests(self._files.values())
        self._manner = digest.of(how)
        self._fresh: dict[str, Leaf] = {}
        self._changing: set[str] = set()
        self._digests: dict[str, LeafDigests] = {}
        self.converted: tuple[str, ...] = ()
        """The paths of the sources that were read now."""
        self._catch_up()

    def _catch_up(self) -> None:
        """Find the digests of each source in the cache, or read it now, and update the cache for the next build."""
        kept: Whole[LeafDigests] = Whole(f"{INDEX} {self._manner}", self._cache)
        index = kept.values
        self._read([path for path, content in self._contents.items() if path not in index or index[path][0] != content])
        self.converted = tuple(self._fresh)
        self._digests = {path: self._digests_now(path) if path in self._fresh else index[path] for path in self._files}
        kept.replace({path: digests for path, digests in self._digests.items() if path not in self._changing})

    def _digests_now(self, path: str) -> LeafDigests:
        return self._contents[path], self._fresh[path].facts_digest, self._fresh[path].html_digest

    def _key(self, path: str) -> str:
        """Return the cache key of the leaf of the source `path`."""
        return digest.of_bytes(f"{self._contents[path]} {self._manner} {path}".encode())

    @property
    def steady(self) -> bool:
        """Whether no source changed between taking its digest and reading it."""
        return not self._changing

    @property
    def facts_digests(self) -> str:
        """The digests of the facts of all sources, each with its path, in one string."""
        return "\n".join(f"{facts} {path}" for path, (_, facts, _) in self._digests.items())

    def contents(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the digest of the whole content of each of the sources `paths`."""
        return {path: self._contents.get(path, "") for path in paths}

    @cached_property
    def html_digests(self) -> dict[str, str]:
        """The digest of the HTML of each source, by path."""
        return {path: html for path, (_, _, html) in self._digests.items()}

    def all(self) -> dict[str, Leaf]:
        """Return every leaf by path. They are not kept in memory: only deciding needs them, and a second call reloads them.

        They are kept together as well as each by itself, because so they load in half the time.
        """
        keys = {path: self._key(path) for path in self._files}
        self._cache.need((*keys.values(), *self.html_digests.values()))
        kept: Whole[tuple[str, Leaf]] = Whole(f"{INDEX} {self._manner}, together", self._cache)
        every = {path: leaf for path, (key, leaf) in kept.values.items() if keys.get(path) == key} | self._fresh
        alone = self._cache.find_all(key for path, key in keys.items() if path not in every)
        every |= {path: alone[key] for path, key in keys.items() if key in alone}
        self._read([path for path in keys if path not in every])
        every |= self._fresh
        self._fresh.clear()
        kept.replace({path: (key, every[path]) for path, key in keys.items() if path not in self._changing})
        return {path: every[path] for path in keys}

    def html(self, text: Text) -> str:
        """Return the HTML of `text`, with symbolic links."""
        return self._html(text.path)

    def _find_html(self, path: str) -> str:
        found: str | None = self._cache.find(self._digests[path][2])
        if found is None:  # the cache has lost it, so that the source is read again
            _, found, _ = self._leaf(self._files[path])
        return found

    def _read(self, paths: Sequence[str]) -> None:
        """Read the sources `paths` and store their leaves and HTML."""

        def read(path: str) -> tuple[Leaf, bytes, bytes, bool]:
            found, html, same = self._leaf(self._files[path])
            return found, pack(found), pack(html), same

        for done, (path, result) in enumerate(zip(paths, pool.in_order(read, paths, self._jobs), strict=True), 1):
            self._fresh[path], packed, html, same = result
            self._cache.keep_packed(self._fresh[path].html_digest, html)
            if same:
                self._cache.keep_packed(self._key(path), packed)
            else:
                self._changing.add(path)
            self._step("Markdown", done, len(paths))

    def _leaf(self, file: File) -> tuple[Leaf, str, bool]:
        """Return what `file` says, its HTML, and whether the file is unchanged since its digest was taken."""
        problems: list[Problem] = []
        text = source.read(file, problems)
        if text is None:
            return leaf.unread(problems), "", False
        found, html = leaf.read(text, file.path, self._how, is_article=file.path in self._articles)
        return found, html, digest.of_bytes(text.encode()) == self._contents[file.path]
