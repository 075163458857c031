"""Decides everything that would be published, and does nothing. Pure in sources, settings, theme, ledger and time."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC

from press import archive, editing, findable, news, pages, pictures, proof, routes, source, weekly
from press.archive import Archive
from press.article import Article
from press.channel import LINKED
from press.chronicle import Chronicle, chronicle
from press.editing import Settlement
from press.edition import Edition, story
from press.extent import copy_of
from press.form import Written
from press.leaf import Leaf
from press.ledger import Entry, Ledger
from press.links import Attachment, Extents, Resolver, Where, unshown
from press.moment import Moment
from press.page import Page, Preview
from press.problems import Problem, Rejected, errors
from press.reference import Named, Register
from press.related import Found
from press.request import Span
from press.routes import Claim
from press.settings import PATH, Settings
from press.source import Sources
from press.standalone import Standalone
from press.subscription import LARGEST
from press.succession import Vanishing
from press.theme import Theme


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
    """What an author may want to mend; an error would have raised."""
    span: Span
    """The times between which it is the same."""

    def promised(self) -> Iterator[tuple[str, Entry]]:
        """Yield file and ledger entry of every address that must be kept once this is published.

        First what tells the order of the archive: articles as they entered, and each document of the feed's history behind
        those that it holds. Then all else by address.
        """
        promises = {
            page.address: (page.claim.file, Entry(address=page.address, id=page.identity, key=page.key))
            for page in self.pages if page.recorded
        }  # fmt: skip
        for claim, _ in self.copies:
            if claim.address in self.attachments:
                promises[claim.address] = claim.file, Entry(address=claim.address)
        for address in (*self._history(), *sorted(promises)):
            if address in promises:
                yield promises.pop(address)

    def _history(self) -> Iterator[str]:
        chronicle = self.edition.chronicle
        for number, run in enumerate(chronicle.closed, 1):
            yield from (entered.card.address for entered in run if not entered.replaced)
            yield from (routes.past(number, form.file) for form in LINKED)
        yield from (entered.card.address for entered in chronicle.open if not entered.replaced)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A plan that may have errors: then it must not be followed, and can be looked at."""

    plan: Plan
    """What would be published; its warnings are left out."""
    problems: tuple[Problem, ...]
    """Everything that is wrong or doubtful, but for promises that would be broken."""
    vanishing: tuple[Vanishing, ...] | None
    """What was promised and would vanish; None while sources cannot be read, because nobody knows what stands in them."""
    found: Found
    """What was found as background."""


def decide(proposed: Proposal) -> tuple[Plan, Found]:
    """Return the plan that is `proposed` and what was found as background, or raise `Rejected` with every problem."""
    problems = [*proposed.problems, *proof.promises(proposed.vanishing or ())]
    if errors(problems):
        raise Rejected(problems)
    return replace(proposed.plan, warnings=tuple(sorted(set(problems)))), proposed.found


def propose(
    sources: Sources, leaves: Mapping[str, Leaf], settings: Settings, theme: Theme, promised: Ledger, now: Moment, where: Where,
    found: Found, extents: Extents, copied: str, *, drafts: bool, search: bool,
) -> Proposal:  # fmt: skip
    """Return what would be published, with every problem of every source.

    `leaves` holds what was read from each source, `extents` what is known of pictures, whose copies are in the folder `copied`,
    `found` what the last plan found as background, as is returned again. With `drafts`, drafts and articles under an embargo
    are published as well; with `search`, an index is.
    """
    problems = [problem for leaf in leaves.values() for problem in leaf.problems]
    items = [leaf.item for leaf in leaves.values() if leaf.item]
    articles = [item for item in items if isinstance(item, Article) and item.placed]
    lost = [item for item in items if isinstance(item, Article) and not item.placed]
    leaflets = [item for item in items if isinstance(item, Standalone)]
    outlines = {leaf.item.path: leaf.outline for leaf in leaves.values() if leaf.item}

    named = editing.name(articles, leaflets, settings.permalink)
    unread = frozenset(leaves.keys() - named.keys())
    register = Register(named.values(), unread, now)
    paths = frozenset(file.path for file in sources.files)
    moved = editing.moved([*articles, *leaflets], named)
    static = frozenset(file.path.removeprefix(source.STATIC) for file in sources.static).union(dict(theme.static))
    resolver = Resolver(register, paths, static, extents, moved, settings.base_url)
    speaking = {**named, **editing.nameless(lost)}
    settled = editing.settle([*articles, *lost], leaflets, outlines, speaking, register, resolver, settings, where, problems)

    published = [item for item in articles if drafts or (item.date <= now and not item.draft)]
    problems += [] if drafts else proof.foretold([item for item in articles if not item.draft], now)
    problems += [*_of_files(sources, settled), *proof.spoken(settings, theme.words)]
    ids = proof.identities(published, named, promised, settings.base_url, problems)
    entries = [_entry(item, named[item.path], ids[item.key], outlines[item.path].lead, settled) for item in published]
    recorded = promised.addresses()
    assembled, fresh = _assembled(entries, named, recorded, settings, now, None if errors(problems) else found)
    history = _chronicle(assembled, moved, promised, settings.feeds.items)
    images = _preview(settings, extents, problems), _feed_image(settings, extents, problems)
    edition = _edition(assembled, history, published, leaflets, settled, settings, theme, promised, now, *images, drafts, search)
    planned = tuple(pages.of(edition))
    shown: list[Article | Standalone] = [*published, *leaflets]
    attachments = _attachments(shown, settled, recorded)
    left = _left_behind(shown, settled, recorded, static)
    copies = _copies(sources, theme, attachments, left, copied)

    problems += proof.addresses(planned, copies, findable.CLAIMS if search else ())
    in_question = {item.path for item in (*shown, *lost) if isinstance(item, Standalone) or not item.withdrawn}
    problems += proof.dead_links(planned, copies, [want for want in settled.wanted if want.path in in_question], settings, where)
    gone = None
    if not unread and not errors(sources.problems):  # else nobody knows what else there is
        problems += proof.taxonomy(edition)
        gone = proof.vanishing(planned, copies, published, named, _names(shown, settled), promised)
    plan = Plan(
        pages=planned,
        copies=tuple(dict(copies).items()),
        edition=edition,
        ledger=promised,
        attachments=frozenset(claim.address for claim, _ in attachments),
        drafts=0 if drafts else sum(1 for item in articles if item.draft),
        embargoed=0 if drafts else sum(1 for item in articles if item.date > now and not item.draft),
        warnings=(),
        span=_span(articles, edition, now),
    )
    return Proposal(plan=plan, problems=tuple(problems), vanishing=gone, found=fresh)


def _assembled(
    entries: Sequence[archive.Entry], named: Mapping[str, Named], recorded: frozenset[str], settings: Settings, now: Moment,
    found: Found | None,
) -> tuple[Archive, Found]:  # fmt: skip
    """Return the archive of `entries`; an address that is recorded calls for no shelf where an article or a page stands.

    Without what was `found` before, no background is searched for: what is wrong already is not published, whatever that is.
    """
    free = recorded - {entry.address for entry in named.values()}
    lang = settings.language
    return archive.assemble(entries, settings.taxonomy, language=lang, now=now, recorded=free, found=found)


def _chronicle(assembled: Archive, moved: Mapping[str, str], promised: Ledger, most: int) -> Chronicle:
    """Return the articles in the order in which they entered; the aliases tell what took the place of those that are gone.

    `moved` maps old addresses to present ones; `most` is how many items the document has that readers subscribe to.
    """
    by_address = {card.address: card for card in assembled.cards}
    heirs = {
        entry.id: by_address[moved[entry.address]]
        for entry in promised.entries if entry.id and moved.get(entry.address) in by_address
    }  # fmt: skip
    subscribed = {card.id for card in assembled.whole.latest(most)}
    return chronicle(promised.runs(), assembled.cards, subscribed, heirs)


def _edition(
    assembled: Archive, history: Chronicle, published: Sequence[Article], leaflets: Sequence[Standalone], settled: Settlement,
    settings: Settings, theme: Theme, promised: Ledger, now: Moment, picture: Preview | None, feed_image: Preview | None,
    drafts: bool, search: bool,
) -> Edition:  # fmt: skip
    """Return what pages are made from; a preview has no news."""
    stories = {item.key: story(item, now) for item in published}
    final = tuple(card for card in assembled.cards if not stories[card.key].draft)
    regions = [region.slug for region in settings.taxonomy.regions]
    return Edition(
        settings=settings, archive=assembled, stories=stories, final=final, pages=tuple(leaflets),
        texts=settled.texts, pictures=settled.pictures, chronicle=history, words=theme.words,
        recorded=promised.addresses(), identities=promised.ids(), lead=settled.lead, preview=drafts,
        search=search, picture=picture, feed_image=feed_image,
        weeks=weekly.closed(final, regions, settings.zone, now.at),
        news=news.recent(final, now) if settings.news and not drafts else (),
    )  # fmt: skip


def _span(articles: Sequence[Article], edition: Edition, now: Moment) -> Span:
    """Return the times around `now` between which no article appears or expires, no week closes, and no news grows old."""
    turns = [item.date.at for item in articles] + [item.expires.at for item in articles if item.expires]
    turns += [change.at for item in articles for change, _ in item.changes]
    turns += weekly.closings(edition.final, edition.settings.zone)
    turns += news.turns(edition.final) if edition.settings.news else []
    instants, here = {turn.astimezone(UTC) for turn in turns}, now.at.astimezone(UTC)
    return Span(
        since=max((turn for turn in instants if turn <= here), default=None),
        until=min((turn for turn in instants if turn > here), default=None),
    )


def _preview(settings: Settings, extents: Extents, problems: list[Problem]) -> Preview | None:
    """Return the picture that stands for pages without one. Whether it is there is looked at with all other links."""
    picture = settings.social_picture
    return _shown(picture.src, picture.alt, extents, problems) if picture else None


def _feed_image(settings: Settings, extents: Extents, problems: list[Problem]) -> Preview | None:
    """Return the publisher's mark in feeds, which readers want to be small."""
    written = settings.feeds.image
    image = _shown(written, "", extents, problems) if written else None
    if written and image and image.extent and (image.extent.width > LARGEST[0] or image.extent.height > LARGEST[1]):
        what = f'the picture "{written.text}" is too large for feeds: {image.extent.width} by {image.extent.height} pixels'
        problems.append(written.problem(PATH, what, f"make it at most {LARGEST[0]} pixels wide and {LARGEST[1]} high"))
    return image


def _shown(written: Written, alt: str, extents: Extents, problems: list[Problem]) -> Preview:
    known = extents.get(source.STATIC + written.text)
    if isinstance(known, str):
        failure = unshown(written.text, known)
        problems.append(written.problem(PATH, failure.what, failure.hint))
    return Preview(address=written.text, alt=alt, extent=None if isinstance(known, str) else known)


def _entry(item: Article, named: Named, identity: str, lead: str, settled: Settlement) -> archive.Entry:
    return archive.Entry(
        article=item, address=named.address, id=identity, lead=lead,
        see_also=settled.see_also[item.key], translation_of=settled.originals[item.key],
    )  # fmt: skip


def _of_files(sources: Sources, settled: Settlement) -> list[Problem]:
    """Return what is wrong with files; a text may lead to one that only looks like a text."""
    linked = {file.source for text in settled.texts.values() for file in text.attachments}
    return [problem for problem in sources.problems if not problem.warning or problem.path not in linked]


def _beside(item: Article | Standalone, settled: Settlement) -> tuple[Attachment, ...]:
    """Return the files that are published beside `item`."""
    head = (settled.pictures[item.key],) if item.key in settled.pictures else ()
    return tuple(dict.fromkeys((*settled.texts[item.key].attachments, *head)))


def _attachments(
    shown: Sequence[Article | Standalone], settled: Settlement, recorded: frozenset[str]
) -> list[tuple[Claim, Attachment]]:  # fmt: skip
    """Return what is published beside `shown`: the claim to an address, and the file.

    A tombstone shows none, so that there is no more of a withdrawn article than what was promised before.
    """
    beside = ((item, file) for item in shown for file in _beside(item, settled))
    return [
        (routes.copy(file.address, file.source), file) for item, file in beside
        if file.address in recorded or isinstance(item, Standalone) or item.withdrawn is None
    ]  # fmt: skip


def _names(shown: Sequence[Article | Standalone], settled: Settlement) -> dict[str, list[str]]:
    """Return the names of the files beside each of `shown` that has any, by the path of the source."""
    found = {item.path: [posixpath.basename(file.source) for file in _beside(item, settled)] for item in shown}
    return {path: names for path, names in found.items() if names}


def _left_behind(
    shown: Sequence[Article | Standalone], settled: Settlement, recorded: frozenset[str], static: frozenset[str]
) -> list[tuple[Claim, Attachment]]:
    """Return files that are published a second time, where readers knew them before their article moved.

    A redirect would not do: what asks for a picture or a table cannot read a page. What is `static` is there already.
    """
    found = []
    for item in shown:
        for alias in item.aliases:
            for file in _beside(item, settled):
                address = routes.beside(routes.canonical(alias.text), posixpath.basename(file.source))
                if address in recorded and address not in static:
                    found.append((routes.copy(address, file.source), file))
    return found


def _copies(
    sources: Sources, theme: Theme, attachments: Sequence[tuple[Claim, Attachment]],
    left: Sequence[tuple[Claim, Attachment]], copied: str,
) -> list[tuple[Claim, str]]:  # fmt: skip
    """Return everything that is copied: attachments, those `left` behind, content/static and the static files of the theme."""
    places = {file.path: file.place for file in sources.files}
    copies = [(claim, places[file.source]) for claim, file in (*attachments, *left)]
    for _, file in attachments:
        if file.extent:
            for width in file.extent.copies:
                claim = routes.copy(copy_of(file.address, width), file.source)
                copies.append((claim, pictures.copy_place(copied, file.extent.mark, width)))
    for found in sources.static:
        copies.append((routes.copy(found.path.removeprefix(source.STATIC), found.path), found.place))
    for address, found in theme.static:
        copies.append((routes.copy(address, found.path), found.place))
    return copies
