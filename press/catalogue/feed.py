"""The feeds that readers can subscribe to: of the archive and its shelves, of its corrections, and of its weeks."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from press.addresses import routes
from press.catalogue.archive import Archive
from press.catalogue.frame import FeedLink
from press.config.settings import Settings
from press.ground.feedformat import FORMATS, RSS, Format
from press.ground.words import Words
from press.kernel.value import value

CORRECTIONS = "corrections"
"""The kind of the feed of corrections."""
DIGEST = "digest"
"""The kind of the feed of weeks."""
SINGLE = ("articles", CORRECTIONS, DIGEST)
"""The kinds of which there is one feed each; the first is that of the whole archive."""
YEAR_OF_NONE = 2000
"""The year in the feed ids of an archive without articles."""


@value
class Feed:
    """One feed: a folder that holds it in each of its formats."""

    kind: str
    """The kind of its shelf, or one of `SINGLE`."""
    folder: str
    """The address of the folder."""
    former: tuple[str, ...]
    """The same under the former slugs of its region, tag or author."""
    page: str
    """The page that lists the same."""
    subject: str
    """What it is about; empty for the whole archive."""
    title: str
    """What feed readers call it: the title of the archive, and the subject."""
    description: str
    """What it holds, in a sentence; may be empty."""
    lang: str
    """The language of everything in it; empty if it has no language of its own."""
    links: Mapping[Format, FeedLink]
    """The link to it in each of its formats; none if a tag has too few articles for a feed."""
    id: str
    """The permanent id, the same in all formats."""


def feeds(
    archive: Archive, settings: Settings, words: Words, recorded: frozenset[str], identities: Mapping[str, str]
) -> Mapping[str, Feed]:
    """Return every feed by its folder: those of the `SINGLE` kinds, then those of regions, tags, authors and languages.

    `words` is the catalogue of the site, from which feeds of no shelf have their names. A feed and a format whose address is
    `recorded` stays; `identities` has the id that was recorded with it.
    """
    offer = _Offer(archive, settings, words, recorded, identities)
    whole, *others = offer.of_shelves()
    corrections = offer.feed(
        CORRECTIONS, routes.CORRECTIONS_PAGE, subject=words("corrections"), description=words("corrections_list")
    )
    digest = offer.feed(
        DIGEST, routes.DIGEST_FEEDS, page=routes.DATES_PAGE, subject=words("digest"), description=words("feed_of_digest")
    )
    return {feed.folder: feed for feed in (whole, corrections, digest, *others)}


class _Offer:
    """What decides which feeds there are, and in which formats."""

    def __init__(
        self, archive: Archive, settings: Settings, words: Words, recorded: frozenset[str], identities: Mapping[str, str]
    ) -> None:
        self._archive, self._settings, self._words = archive, settings, words
        self._recorded, self._identities = recorded, identities
        year = archive.cards[0].date.at.year if archive.cards else YEAR_OF_NONE
        self._authority = f"tag:{urlsplit(settings.base_url).hostname},{year}"

    def of_shelves(self) -> Iterator[Feed]:
        for shelf in self._archive.shelves:
            yield self.feed(
                shelf.kind,
                shelf.home,
                subject=shelf.title,
                description=shelf.description,
                lang=shelf.slug if shelf.kind == "languages" else "",
                enough=shelf.kind != "tags" or len(shelf.cards) >= self._settings.feeds.tag_minimum,
            )

    def feed(
        self, kind: str, folder: str, *, subject: str, description: str, page: str = "", lang: str = "", enough: bool = True
    ) -> Feed:
        """Return the feed in `folder`; unless it holds `enough`, only in the formats in which it was recorded."""
        slugs = self._archive.renamed.get(kind, {})
        slug = routes.shelf_at(folder)[1]
        former = tuple(routes.shelf(kind, old) for old, new in slugs.items() if new == slug)
        folders = (folder, *former)
        chosen = self._settings.feeds.formats(kind) if enough else ()
        promised = [form for form in FORMATS if any(each + form.file in self._recorded for each in folders)]
        site = self._settings.title
        title = self._words("feed_title", site=site, subject=subject) if subject else site
        return Feed(
            kind=kind,
            folder=folder,
            former=former,
            page=page or folder,
            subject=subject,
            title=title,
            description=description,
            lang=lang,
            links={form: _link(title, folder, form) for form in FORMATS if form in chosen or form in promised},
            id=self._id(folders),
        )

    def _id(self, folders: tuple[str, ...]) -> str:
        """Return the id recorded for a feed in `folders`, the first of which is the present one, or else a tag URI (RFC 4151).

        The year in it is that of the oldest article, not the present one; once recorded, the id never changes.
        """
        recorded = (self._identities.get(each + form.file) for each in folders for form in FORMATS)
        return next(filter(None, recorded), "") or f"{self._authority}:{routes.href(folders[0], self._settings.base_path)}"


def _link(title: str, folder: str, form: Format) -> FeedLink:
    title = title if form is RSS else f"{title} ({form.title})"
    return FeedLink(title=title, address=folder + form.file, media_type=form.media_type)
