"""Decides everything that would be published, without doing it, from sources, settings, theme, ledger and time alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial

from press import archive, contents, copies, findable, ledger, news, pages, proof, routes, settlement, source, tenure, weekly
from press.archive import Archive
from press.article import Article
from press.card import Card
from press.channel import LINKED
from press.chronicle import Chronicle, chronicle, heirs
from press.collision import check as collisions
from press.contents import Contents
from press.edition import Edition, story
from press.feed import feeds
from press.form import Written
from press.gather import Gathered
from press.ledger import Entry, Ledger
from press.links import Extents, Resolver, unshown
from press.moment import Moment
from press.page import Page, SocialImage
from press.problems import Problem, Rejected, errors, told
from press.reference import Named, Register
from press.related import Found
from press.request import Request, Span
from press.routes import Claim
from press.settings import PATH, Settings
from press.settlement import Settlement
from press.source import Sources
from press.standalone import Standalone
from press.subscription import LARGEST
from press.succession import Vanishing
from press.tenure import Tenure
from press.words import chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that would be published, decided but not done."""

    pages: tuple[Page, ...]
    """What is rendered."""
    copies: tuple[tuple[Claim, str], ...]
    """What is copied: the claim to an address, and the file."""
    edition: Edition
    """What the pages are made from."""
    ledger: Ledger
    """What was promised before."""
    attachments: frozenset[str]
    """The addresses of the files beside articles."""
    drafts: int
    """Articles kept back as drafts."""
    embargoed: int
    """Articles kept back until their date."""
    warnings: tuple[Problem, ...]
    """What an author may want to fix; an error would have raised."""
    span: Span
    """The times between which the plan stays the same."""

    def promised(self) -> Iterator[tuple[str, Entry]]:
        """Yield file and ledger entry of every address that must be kept once this is published.

        First comes what records the order of the archive: articles as they entered, and each document of the feed's history
        after those that it holds. Everything else follows by address.
        """
        promises = {
            page.address: (page.claim.file, Entry(address=page.address, id=page.identity, key=page.key))
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


@dataclass(frozen=True, slots=True, kw_only=True)
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
        raise Rejected(problems)
    return replace(proposed.plan, warnings=told(problems)), proposed.found


def propose(gathered: Gathered, request: Request, found: Found) -> Proposal:
    """Return what `request` would publish of all that was `gathered`, with every problem of every source.

    `found` is the background that the last plan found; the proposal returned has that of this one.
    """
    settings, sources = gathered.settings, gathered.sources
    now = Moment(at=request.now.astimezone(settings.zone), timed=True)
    promised = ledger.whole(gathered.promised)
    held = contents.of(gathered.leaves.all())
    whose = Tenure(promised)
    held = replace(held, articles=tenure.with_notices_shown(held.articles, whose))
    problems = list(held.problems)
    named = settlement.nameable(held.articles, held.standalone)
    moved = settlement.moved([*held.articles, *held.standalone], settings.redirects)
    settled = _settled(held, named, moved, gathered, promised, now, problems)

    awaited = _awaited(held, request, now)
    published = [item for item in held.articles if request.drafts or (item.date <= now and not item.draft)]
    problems += [] if request.drafts else proof.future_changes([item for item in held.articles if not item.draft], now)
    problems += [*_of_files(sources, settled), *proof.missing_catalogue(settings, gathered.theme.words)]
    ids = proof.identities([*published, *awaited], whose, settings.base_url, problems)
    entries = [_entry(item, ids, held, settled) for item in published]
    assembled, fresh = _assembled(entries, awaited, named, moved, promised, settings, now, None if errors(problems) else found)
    history = _chronicle(assembled, held.standalone, moved, promised, settings)
    edition = _edition(gathered, request, held, settled, promised, assembled, history, published, now, problems)
    planned = tuple(pages.of(edition))
    shown: list[Article | Standalone] = [*published, *held.standalone]
    beside = copies.beside(shown, settled, promised.addresses())
    copying = copies.of(gathered, shown, settled, beside, promised, ids)

    copied = [claim for claim, _ in copying]
    others = (*(findable.CLAIMS if request.search else ()), *proof.foreseen(awaited))
    problems += collisions((*(page.claim for page in planned), *copied, *others))
    wanted = settlement.in_question(settled.wanted, [*shown, *held.placeless], held.unplaced)
    problems += proof.dead_links(planned, copied, wanted, settings, gathered.where)
    problems += proof.unloaded(gathered.theme, copied, settings.base_url)
    gone = None
    if not held.unplaced and not errors(sources.problems):  # otherwise what else exists is unknown
        problems += proof.taxonomy(edition)
        problems += proof.redirects(planned, copied, settings.redirects, promised)
        problems += tenure.usurpers(published, named, ids, whose, settings.permalink)
        problems += tenure.dispossessed(published, ids, whose)
        gone = proof.vanishing(
            planned, copied, published, named, copies.names(shown, settled), promised, whose, now, settings.permalink
        )
    plan = Plan(
        pages=planned,
        copies=tuple(dict(copying).items()),
        edition=edition,
        ledger=promised,
        attachments=frozenset(claim.address for claim, _ in beside),
        drafts=0 if request.drafts else sum(1 for item in held.articles if item.draft),
        embargoed=len(awaited),
        warnings=(),
        span=_span(held.articles, edition, now),
    )
    return Proposal(plan=plan, problems=tuple(problems), vanishing=gone, found=fresh)


def _awaited(held: Contents, request: Request, now: Moment) -> list[Article]:
    """Return the articles that are kept back until their date; a preview keeps back none."""
    return [] if request.drafts else [item for item in held.articles if item.date > now and not item.draft]


def _settled(
    held: Contents,
    named: Mapping[str, Named],
    moved: Mapping[str, str],
    gathered: Gathered,
    promised: Ledger,
    now: Moment,
    problems: list[Problem],
) -> Settlement:
    """Return what the sources say of each other; `moved` maps aliases to addresses. Append to `problems` what is wrong."""
    sources, settings = gathered.sources, gathered.settings
    former = partial(settlement.former_names, promised, moved, named)
    register = Register(named.values(), held.unplaced, now, former, moved)
    files = frozenset(file.path for file in sources.files)
    static = copies.static(sources, gathered.theme)
    resolver = Resolver(register, files, static, gathered.extents, moved, settings.base_url, gathered.where)
    articles = [*held.articles, *held.placeless]
    speaking = {**named, **settlement.nameless(held.placeless)}
    return settlement.settle(articles, held.standalone, held.outlines, speaking, register, resolver, settings, problems)


def _entry(item: Article, ids: Mapping[str, str], held: Contents, settled: Settlement) -> archive.Publication:
    return archive.Publication(
        article=item,
        id=ids[item.key],
        excerpt=held.outlines[item.path].excerpt,
        see_also=settled.see_also[item.key],
        translation_of=settled.originals[item.key],
    )


def _assembled(
    entries: Sequence[archive.Publication],
    awaited: Sequence[Article],
    named: Mapping[str, Named],
    moved: Iterable[str],
    promised: Ledger,
    settings: Settings,
    now: Moment,
    found: Found | None,
) -> tuple[Archive, Found]:
    """Return the archive of `entries`; a recorded address keeps no shelf if an article or a page stands or stood there.

    If `found` is None, no background is searched for: the plan has errors already, and will not be published.
    """
    taken = {entry.address for entry in named.values()}.union(moved)
    free = promised.standing() - taken
    entered = [identity for run in promised.runs for identity in run]
    return archive.assemble(
        entries,
        settings.taxonomy,
        language=settings.language,
        now=now,
        recorded=free,
        entered=entered,
        awaited=awaited,
        found=found,
    )


def _chronicle(
    assembled: Archive, standalone: Iterable[Standalone], moved: Mapping[str, str], promised: Ledger, settings: Settings
) -> Chronicle:
    """Return the articles in the order in which they entered the archive, with what took the place of those that are gone.

    `moved` maps old addresses to present ones.
    """
    found = heirs(promised.entries, assembled.cards, standalone, moved, settings.language)
    subscribed = {card.id for card in assembled.whole.latest(settings.feeds.items)}
    return chronicle(promised.runs, assembled.cards, subscribed, found)


def _edition(
    gathered: Gathered,
    request: Request,
    held: Contents,
    settled: Settlement,
    promised: Ledger,
    assembled: Archive,
    history: Chronicle,
    published: Sequence[Article],
    now: Moment,
    problems: list[Problem],
) -> Edition:
    """Return what pages are made from; a preview has no news. Append problems with configured pictures to `problems`."""
    settings = gathered.settings
    stories = {item.key: story(item, now) for item in published}
    final = tuple(card for card in assembled.cards if not stories[card.key].draft)
    regions = [region.slug for region in settings.taxonomy.regions]
    words = chosen(gathered.theme.words, settings.language, settings.language)
    return Edition(
        settings=settings,
        archive=assembled,
        stories=stories,
        final=final,
        standalone=tuple(held.standalone),
        texts=settled.texts,
        pictures=settled.pictures,
        chronicle=history,
        words=gathered.theme.words,
        feeds=feeds(assembled, settings, words, promised.addresses(), promised.ids()),
        lead=settled.lead,
        preview=request.drafts,
        search=request.search,
        picture=_preview(settings, gathered.extents, problems),
        feed_image=_feed_image(settings, gathered.extents, problems),
        weeks=weekly.closed(final, regions, settings.zone, now.at),
        news=news.recent(final, now) if settings.news and not request.drafts else (),
    )


def _span(articles: Sequence[Article], edition: Edition, now: Moment) -> Span:
    """Return the times around `now` between which no article appears, changes or expires, no week ends and no news grows old."""
    turns = [item.date.at for item in articles] + [item.expires.at for item in articles if item.expires]
    turns += [change.at for item in articles for change, _ in item.changes]
    turns += weekly.closings(edition.final, edition.settings.zone)
    turns += news.turns(edition.final) if edition.settings.news else []
    instants, here = {turn.astimezone(UTC) for turn in turns}, now.at.astimezone(UTC)
    return Span(
        since=max((turn for turn in instants if turn <= here), default=None),
        until=min((turn for turn in instants if turn > here), default=None),
    )


def _preview(settings: Settings, extents: Extents, problems: list[Problem]) -> SocialImage | None:
    """Return the picture for pages without one of their own. Whether it exists is checked along with all other links."""
    picture = settings.social_picture
    return _shown(picture.src, picture.alt, extents, problems) if picture else None


def _feed_image(settings: Settings, extents: Extents, problems: list[Problem]) -> SocialImage | None:
    """Return the publisher's mark for feeds, which feed readers require to be small."""
    written = settings.feeds.image
    image = _shown(written, "", extents, problems) if written else None
    if written and image and image.extent and (image.extent.width > LARGEST[0] or image.extent.height > LARGEST[1]):
        what = f'the picture "{written.text}" is too large for feeds: {image.extent.width} by {image.extent.height} pixels'
        problems.append(written.problem(PATH, what, f"make it at most {LARGEST[0]} pixels wide and {LARGEST[1]} high"))
    return image


def _shown(written: Written, alt: str, extents: Extents, problems: list[Problem]) -> SocialImage:
    known = extents.get(source.STATIC + written.text)
    if isinstance(known, str):
        failure = unshown(written.text, known)
        problems.append(written.problem(PATH, failure.what, failure.hint))
    return SocialImage(address=written.text, alt=alt, extent=None if isinstance(known, str) else known)


def _of_files(sources: Sources, settled: Settlement) -> list[Problem]:
    """Return the problems with files, except warnings about stray texts to which a text links."""
    linked = {file.source for text in settled.texts.values() for file in text.attachments}
    return [problem for problem in sources.problems if not problem.warning or problem.path not in linked]
