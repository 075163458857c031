"""One publication of the archive: everything from which the page modules take their content. Knows no pages."""

from collections.abc import Iterable, Mapping

from press.articles.addenda import Correction, Picture, Withdrawal
from press.articles.article import Article
from press.articles.standalone import Standalone
from press.catalogue.archive import Archive
from press.catalogue.attachment import Attachment
from press.catalogue.card import Card
from press.catalogue.chronicle import Chronicle
from press.catalogue.feed import Feed
from press.catalogue.figure import Figure
from press.catalogue.frame import Frame, by_format
from press.catalogue.links import Text
from press.catalogue.weekly import Week
from press.config.settings import Redirect, Settings
from press.ground.form import Written
from press.ground.moment import Moment
from press.ground.words import Words, chosen
from press.kernel.value import value


@value
class Story:
    """What pages and feeds show of an article beyond its card and its text."""

    path: str
    """The source file."""
    slug: Written
    """Its slug, and where that is written."""
    last_change: Moment | None
    """The last substantive change, if there was one."""
    corrections: tuple[Correction, ...]
    """What was wrong and what is right; the newest last."""
    aliases: tuple[Written, ...]
    """Addresses that redirect to it."""
    picture: Picture | None
    """The picture at its head."""
    summarised: bool
    """Whether its author wrote the summary; if not, that is the first paragraph of the text."""
    dateline: str
    """The place where it was written; empty if none is given."""
    unpublished: bool
    """Whether it is shown only in a preview: a draft, or under an embargo."""
    awaited: bool
    """Whether that is only because of its date."""
    withdrawn: Withdrawal | None
    """Why only a tombstone stands at its address, if so."""


@value
class Corrected:
    """One correction, and the article that it was made in."""

    card: Card
    """The article."""
    correction: Correction
    """What was wrong and what is right."""


def story(article: Article, now: Moment) -> Story:
    """Return what is shown of `article` at the time `now`."""
    return Story(
        path=article.path,
        slug=article.slug,
        last_change=article.last_change,
        corrections=article.corrections,
        aliases=article.aliases,
        picture=article.picture,
        summarised=bool(article.summary),
        dateline=article.dateline,
        unpublished=not article.is_due(now),
        awaited=article.is_awaited(now),
        withdrawn=article.withdrawn,
    )


@value(eq=False)
class Edition:
    """What is published."""

    settings: Settings
    """The settings."""
    archive: Archive
    """Cards, shelves and what relates them."""
    stories: Mapping[str, Story]
    """What is shown of each article, by key."""
    final: tuple[Card, ...]
    """Every article except the drafts of a preview, the oldest first."""
    standalone: tuple[Standalone, ...]
    """The standalone pages."""
    texts: Mapping[str, Text]
    """The texts of articles and standalone pages by key."""
    pictures: Mapping[str, Attachment]
    """The picture of each article that has one, by key."""
    chronicle: Chronicle
    """The articles in the order in which they entered the archive."""
    words: Mapping[str, Words]
    """The catalogues by language."""
    feeds: Mapping[str, Feed]
    """The feeds by their folders, in the order in which they are listed."""
    redirects: tuple[Redirect, ...]
    """The old addresses that no article or page has as an alias."""
    lead: str
    """The key of the lead story; empty for the newest."""
    preview: bool
    """Whether it is a preview, with drafts and the style guide."""
    search: bool
    """Whether the articles are indexed for the search page."""
    feed_logo: Figure | None
    """The publisher's mark in feeds."""
    preview_picture: Figure | None
    """The picture in link previews of pages without one of their own."""
    weeks: tuple[Week, ...]
    """The weeks that are over and have articles, the newest last."""
    news: tuple[Card, ...]
    """The articles of the last two days, the newest first; empty unless there is a news sitemap."""

    @property
    def feed(self) -> Feed:
        """The feed of the whole archive."""
        return self.feeds[self.archive.whole.home]

    @property
    def corrected(self) -> tuple[Corrected, ...]:
        """Every correction of articles that are not withdrawn, the newest first."""
        found = [
            Corrected(card=card, correction=correction)
            for card in self.archive.cards
            if not card.withdrawn
            for correction in self.stories[card.key].corrections
        ]
        found.sort(key=lambda entry: entry.correction.feed_time)  # equals stay in the order of the archive and of the article
        return tuple(reversed(found))

    def figure(self, key: str) -> Figure | None:
        """Return the picture at the head of the article `key`, if it has one."""
        written, file = self.stories[key].picture, self.pictures.get(key)
        if written is None or file is None:
            return None
        return Figure(address=file.address, alt=written.alt, caption=written.caption, credit=written.credit, extent=file.extent)

    def published(self, cards: Iterable[Card]) -> tuple[Card, ...]:
        """Return `cards` without those that are shown only in a preview."""
        return tuple(card for card in cards if not self.stories[card.key].unpublished)

    def words_for(self, lang: str) -> Words:
        """Return the catalogue of `lang`, or else that of the site."""
        return chosen(self.words, lang, self.settings.language)

    @property
    def own_words(self) -> Words:
        """The catalogue of the language of the site."""
        return self.words_for(self.settings.language)

    def dateline(self, story: Story, lang: str) -> str:
        """Return the dateline before the first paragraph of `story`, in `lang`; empty if the author names no place."""
        agency = self.settings.dateline_agency
        key = "dateline" if agency else "dateline_plain"
        place = story.dateline.removesuffix(f"({agency})").rstrip()  # the agency is added
        return self.words_for(lang)(key, place=place, agency=agency) if story.dateline else ""

    def frame(self, address: str, *feeds: Feed, description: str = "", lang: str = "", indexed: bool = True) -> Frame:
        """Return the frame of the page at `address`. Feed readers find there `feeds` and that of the whole archive.

        They stand in this order, format by format: feed readers take the first by default.
        """
        offered = {feed.folder: feed for feed in (*feeds, self.feed)}
        return Frame(
            address=address,
            interface_lang=self.words_for(lang or self.settings.language).language,
            lang=lang or self.settings.language,
            description=description or self.settings.description,
            feeds=by_format([feed.links for feed in offered.values()]),
            indexed=indexed,
            search=self.search,
            picture=self.preview_picture,
        )

    def described(self, name: str) -> str:
        """Return the default description of a list of articles called `name`."""
        return self.own_words("all_of", site=self.settings.title, name=name)

    def listed(self, cards: tuple[Card, ...]) -> tuple[Card, ...]:
        """Return those of `cards` that the home page may show.

        They are neither withdrawn nor expired, nor translations of articles that it may show in the language of the site.
        """
        home = self.settings.language
        return tuple(
            card
            for card in cards
            if card.current and (card.lang == home or not self._is_at_home(self.archive.translations.get(card.key, ())))
        )

    def _is_at_home(self, translations: Iterable[Card]) -> bool:
        return any(card.current and card.lang == self.settings.language for card in translations)
