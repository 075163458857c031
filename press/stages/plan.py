"""Decides everything that would be published, without doing it, from sources, settings, theme, ledger and time alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from press import pages
from press.addresses import routes
from press.addresses.collision import check as collisions
from press.addresses.reference import Named, Register
from press.addresses.routes import Claim
from press.articles.article import Article
from press.articles.standalone import Standalone
from press.catalogue import archive, deadlink, news, redirection, settlement, shortlink, weekly
from press.catalogue.archive import Archive
from press.catalogue.attachment import Attachments
from press.catalogue.card import Card
from press.catalogue.chronicle import Chronicle, chronicle, heirs
from press.catalogue.edition import Edition, story
from press.catalogue.feed import feeds
from press.catalogue.links import Resolver
from press.catalogue.page import Page
from press.catalogue.related import Found
from press.catalogue.settlement import Settlement
from press.config.settings import Settings
from press.edges.source import Sources
from press.formats import findable
from press.ground.feedformat import LINKED
from press.ground.moment import Moment
from press.ground.problems import Problem, Rejected, Unsettled, errors
from press.ground.words import chosen
from press.kernel.value import value
from press.promises import ledger, tenure
from press.promises.ledger import Entry, Ledger
from press.promises.succession import Vanishing
from press.promises.tenure import Tenure
from press.request import KeptBack, Span
from press.stages import copies, proof, sitepictures, span
from press.stages.contents import Contents
from press.stages.gather import Gathered


@value
class Plan:
    """Everything that would be published, decided but not done."""

    pages: tuple[Page, ...]
    """What is rendered."""
    copies: tuple[tuple[Claim, str], ...]
    """What is copied: the claim to an address, and the path on disk."""
    edition: Edition
    """What the pages are made from."""
    ledger: Ledger
    """What was promised before."""
    attachments: frozenset[str]
    """The addresses of the files beside articles."""
    kept_back: tuple[KeptBack, ...]
    """The articles that are not published yet: those that wait for their date, the next first, and then drafts by path."""
    warnings: tuple[Problem, ...]
    """What an author may want to fix; an error would have raised."""
    span: Span
    """The times between which the plan stays the same."""
    located: Mapping[str, str]
    """The digest of each source in which the line of a warning was found: if it changes, so may that line."""

    @property
    def has_promises(self) -> bool:
        """Return whether the ledger or the settings promise that an address leads somewhere."""
        settings = self.edition.settings
        return bool(self.ledger.entries or settings.redirects or any(settings.taxonomy.renamed.values()))

    def promised(self) -> Iterator[tuple[str, Entry]]:
        """Yield file and ledger entry of every address that must be kept once this is published.

        First comes what records the order of the archive: articles as they entered, and each document of the feed's history
        after those that it holds. Everything else follows by address.
        """
        promises = {
            page.address: (page.claim.file, Entry(address=page.address, id=page.identity, note=page.note))
            for page in self.pages
            if page.recorded
        }
        for claim, _ in self.copies:
            if claim.address in self.attachments:
                promises[claim.address] = claim.file, Entry(address=claim.address)
        for address in (*self._history(), *sorted(promises)):
            if address in promises:
                yield promises.pop(address)

    def _history(self) -> Iterator[str]:
        chronicle = self.edition.chronicle
        for number, run in enumerate(chronicle.closed, 1):
            yield from (entered.stands.address for entered in run if isinstance(entered.stands, Card))
            yield from (routes.history(number, form.file) for form in LINKED)
        yield from (entered.stands.address for entered in chronicle.open if isinstance(entered.stands, Card))


@value
class Proposal:
    """A plan that may have errors; if so, it can be inspected but must not be carried out."""

    plan: Plan
    """What would be published; its warnings are left out."""
    problems: tuple[Problem, ...]
    """Everything that is wrong or doubtful, except promises that would be broken."""
    vanishing: tuple[Vanishing, ...] | None
    """The promised addresses that would vanish; None while sources cannot be read, as their content is unknown."""
    found: Found
    """The background that was found."""


def decide(proposed: Proposal) -> tuple[Plan, Found]:
    """Return the plan that is `proposed` and the background that was found, or raise `Rejected` with every problem."""
    problems = [*proposed.problems, *proof.promises(proposed.vanishing or ())]
    if errors(problems):
        raise (Unsettled if proposed.vanishing is None and proposed.plan.has_promises else Rejected)(problems)
    return replace(proposed.plan, warnings=tuple(sorted(set(problems)))), proposed.found


def propose(gathered: Gathered, at: datetime, found: Found, *, whole: bool = False) -> Proposal:
    """Return what would be published `at` that time of all that was `gathered`, with every problem of every source.

    `found` is the background that the last plan found; the proposal returned has that of this one. A plan with errors has no
    background, unless it is to be `whole`.
    """
    known, problems = Known.of(gathered, at), list[Problem]()
    settings, sources, promised, named = gathered.settings, gathered.sources, known.promised, known.named
    contents, whose, now = known.contents, known.tenure, known.now
    problems += contents.problems
    settled = _settled(known, problems)

    awaited = [] if gathered.drafts else [item for item in contents.articles if item.is_awaited(now)]
    published = [item for item in contents.articles if gathered.drafts or item.is_due(now)]
    problems += [] if gathered.drafts else proof.future_changes([item for item in contents.articles if not item.draft], now)
    problems += [*_of_files(sources, settled), *proof.missing_catalogue(settings, gathered.theme.words)]
    problems += [*proof.unlisted([*contents.articles, *contents.placeless], settings.taxonomy), *proof.far_off(awaited, now)]
    ids = tenure.identities([*published, *awaited], whose, settings.base_url, problems)
    entries = [_entry(item, ids, contents, settled) for item in published]
    assembled, fresh = _assembled(known, entries, awaited, found if whole or not errors(problems) else None)
    edition, settled = _edition(known, settled, assembled, published, problems)
    planned = tuple(pages.of(edition))
    shown: list[Article | Standalone] = [*published, *contents.standalone]
    beside = copies.beside(shown, settled, promised.addresses)
    copying = copies.of(gathered, shown, settled, beside, promised, ids)

    copied = [claim for claim, _ in copying]
    others = (*(findable.CLAIMS if gathered.search else ()), *proof.foreseen(awaited))
    problems += collisions((*(page.claim for page in planned), *copied, *others))
    wanted = settlement.in_question(settled.wanted, [*shown, *contents.placeless, *contents.placeless_pages], contents.unplaced)
    served = deadlink.Served.of(planned, copied)
    dead = list(filter(served.lacks, wanted))
    problems += proof.dead_links(dead, served, settings, gathered.where)
    if any(link.tolerated for link in dead):  # to know that took all pages; those that show such a text are made again without it
        edition = replace(edition, texts=deadlink.taken_out(edition.texts, dead, served))
        planned = tuple(pages.of(edition))
    problems += proof.unloaded(gathered.theme, copied, settings.base_url)
    problems += proof.dead_in_templates(gathered.theme, served)
    problems += proof.alike(edition)
    problems += proof.redirects(planned, edition.redirects, promised)
    gone = None
    if not contents.unplaced and not errors(sources.problems):  # otherwise what else exists is unknown
        problems += proof.aliases(edition)
        problems += proof.empty(edition)
        problems += proof.dead_redirects(served, edition.redirects)
        problems += tenure.usurpers(published, named, ids, whose)
        problems += tenure.dispossessed(published, ids, whose)
        gone = proof.vanishing(planned, copied, published, named, copies.names(shown, settled), whose, now)
    plan = Plan(
        pages=planned,
        copies=tuple(dict(copying).items()),
        edition=edition,
        ledger=promised,
        attachments=frozenset(claim.address for claim, _ in beside),
        kept_back=() if gathered.drafts else contents.kept_back(now),
        warnings=(),
        span=span.around(contents.articles, edition, now),
        located=gathered.leaves.content_digests(sorted(gathered.where.read)),
    )
    return Proposal(plan=plan, problems=tuple(problems), vanishing=gone, found=fresh)


@value
class Known:
    """What is known before anything is decided."""

    gathered: Gathered
    """Sources, settings, theme and ledger."""
    now: Moment
    """When, in the time zone of the archive."""
    contents: Contents
    """What the sources hold."""
    tenure: Tenure
    """What was promised before, and to whom."""
    named: Mapping[str, Named]
    """What can be linked to, by path."""
    moved: Mapping[str, str]
    """Old addresses, and the present ones."""

    @classmethod
    def of(cls, gathered: Gathered, at: datetime) -> "Known":
        """Return what is known `at` that time of all that was `gathered`."""
        settings, contents = gathered.settings, Contents.of(gathered.leaves.all())
        whose = Tenure(ledger.whole(gathered.promised), routes.named_by(settings.permalink))
        contents = replace(contents, articles=tenure.with_notices_shown(contents.articles, whose))
        return cls(
            gathered=gathered,
            now=Moment(at=at.astimezone(settings.zone), timed=True),
            contents=contents,
            tenure=whose,
            named=settlement.nameable(contents.articles, contents.standalone),
            moved=settlement.moved([*contents.articles, *contents.standalone], settings.redirects),
        )

    def register(self) -> Register:
        """Return everything that can be referred to."""
        former = partial(settlement.former_names, self.promised, self.moved, self.named)
        return Register(self.named.values(), self.contents.unplaced, self.now, former, self.moved)

    @property
    def settings(self) -> Settings:
        """The settings."""
        return self.gathered.settings

    @property
    def promised(self) -> Ledger:
        """What was promised before."""
        return self.tenure.promised


def _settled(known: Known, problems: list[Problem]) -> Settlement:
    """Return what the sources say of each other. Append to `problems` what is wrong."""
    gathered, contents, named, moved, settings = known.gathered, known.contents, known.named, known.moved, known.settings
    sources = gathered.sources
    files = frozenset(file.path for file in sources.files)
    static = copies.static(sources, gathered.theme)
    attachments = Attachments(files, settings.attachments, static, gathered.extents, settings.site)
    resolver = Resolver(
        known.register(), attachments, moved, settings.site, gathered.where,
        short=shortlink.meanings(contents.articles), tolerant=settings.adoption.dead_links == "warning",
    )  # fmt: skip
    articles, standalone = [*contents.articles, *contents.placeless], [*contents.standalone, *contents.placeless_pages]
    speaking = {**named, **settlement.nameless([*contents.placeless, *contents.placeless_pages])}
    return settlement.settle(articles, standalone, contents.outlines, speaking, resolver, settings, problems)


def _entry(item: Article, ids: Mapping[str, str], contents: Contents, settled: Settlement) -> archive.Publication:
    return archive.Publication(
        article=item,
        id=ids[item.key],
        excerpt=contents.outlines[item.path].excerpt,
        see_also=settled.see_also[item.key],
        translation_of=settled.originals[item.key],
    )


def _assembled(
    known: Known, entries: Sequence[archive.Publication], awaited: Sequence[Article], found: Found | None
) -> tuple[Archive, Found]:
    """Return the archive of `entries`; a recorded address keeps no shelf if an article or a page stands or stood there.

    If `found` is None, no background is searched for: the plan has errors already, and will not be published.
    """
    taken = {entry.address for entry in known.named.values()}.union(known.moved)
    free = known.promised.standing - taken
    entered = [identity for run in known.promised.runs for identity in run]
    return archive.assemble(
        entries,
        known.settings.taxonomy,
        language=known.settings.language,
        now=known.now,
        recorded=free,
        entered=entered,
        awaited=awaited,
        found=found,
    )


def _chronicle(known: Known, assembled: Archive) -> Chronicle:
    """Return the articles in the order in which they entered the archive, with what took the place of those that are gone."""
    settings, promised = known.settings, known.promised
    found = heirs(promised.entries, assembled.cards, known.contents.standalone, known.moved, settings.language)
    subscribed = {card.id for card in assembled.whole.latest(settings.feeds.items)}
    return chronicle(promised.runs, assembled.cards, subscribed, found)


def _edition(
    known: Known, settled: Settlement, assembled: Archive, published: Sequence[Article], problems: list[Problem]
) -> tuple[Edition, Settlement]:
    """Return what pages are made from, and what was `settled`, with links that lead on from old addresses at once."""
    gathered, settings, now = known.gathered, known.settings, known.now
    stories = {item.key: story(item, now) for item in published}
    final = tuple(card for card in assembled.cards if not stories[card.key].unpublished)
    regions = [region.slug for region in settings.taxonomy.regions]
    words = chosen(gathered.theme.words, settings.language)
    offered = feeds(assembled, settings, words, known.promised.addresses, known.promised.ids)
    redirects = redirection.expanded(settings.redirects, offered.values())
    problems += redirection.unfit(settings.redirects)
    settled = redirection.led_on(settled, redirects, assembled.renamed)
    edition = Edition(
        settings=settings,
        archive=assembled,
        stories=stories,
        final=final,
        standalone=tuple(known.contents.standalone),
        texts=settled.texts,
        pictures=settled.pictures,
        chronicle=_chronicle(known, assembled),
        words=gathered.theme.words,
        feeds=offered,
        redirects=redirects,
        lead=settled.lead,
        preview=gathered.drafts,
        search=gathered.search,
        preview_picture=sitepictures.preview_picture(settings, gathered.extents, problems),
        feed_logo=sitepictures.feed_logo(settings, gathered.extents, problems),
        weeks=weekly.closed(final, weekly.preferred(assembled, settings.language), regions, settings.zone, now.at),
        news=news.recent(final, now) if settings.news and not gathered.drafts else (),
    )
    return edition, settled


def _of_files(sources: Sources, settled: Settlement) -> list[Problem]:
    """Return the problems with files, except warnings about stray texts to which a text links."""
    linked = {file.source for text in settled.texts.values() for file in text.attachments}
    return [problem for problem in sources.problems if not problem.warning or problem.path not in linked]
