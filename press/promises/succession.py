"""Finds what took the place of a published address that would vanish, where that is certain. Knows no pages and no texts.

An article is recognised by its permanent id, by an alias that its author gave for another address of that id, by the source
key that was recorded with the id, or by its slug; `trace` recognises it by an address without an id. Anything less certain is
left to a person: a wrong redirect is worse than none.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from press.addresses import forwarding, routes
from press.ground.filename import LEDGER, composed, source_of
from press.ground.problems import Problem
from press.ground.suggestion import nearest
from press.kernel.value import value
from press.promises import remedy as remedies, trace
from press.promises.ledger import Entry, Ledger
from press.promises.trace import Doubt, Present

FIX = "python build.py ledger --fix"
"""The command that writes the aliases that are certain."""
GUESSES = 200
"""With more vanishing addresses than this, similar names are not searched for: it would take minutes for an unreadable list."""
COMPARED = 40_000
"""Nor with more pairs of a vanishing and a new address than this."""


@value
class Keeper:
    """A source that is kept back, but was published, or would stand at a published address."""

    path: str
    """The file."""
    slug: str
    """The slug that it has."""
    remedy: str
    """What publishes it again, or retracts it for good."""
    by_key: bool
    """Whether the ledger names it as the source at the address; if not, it would stand there by its own."""


@value
class Vanishing:
    """A published address that the next publication would lack."""

    entry: Entry
    """Its first line in the ledger."""
    heir: str = ""
    """The source of the article that took its place, if that is certain."""
    alias: str = ""
    """The alias that the heir needs: the address, or for a file the former address of its article."""
    keeper: str = ""
    """The source that still has the address, but is kept back."""
    remedy: str
    """What a person can do."""

    @property
    def problem(self) -> Problem:
        """The error of a build; if an article is kept back, it is reported there."""
        if self.keeper:
            what = f'"{self.entry.address}" is published (line {self.entry.line} of {LEDGER}) and would vanish'
            return Problem(path=self.keeper, what=what, hint=self.remedy)
        what = f'the address "{self.entry.address}" was published and would vanish'
        if not self.heir:
            return Problem(path=LEDGER, line=self.entry.line, what=what, hint=self.remedy)
        return Problem(
            path=LEDGER,
            line=self.entry.line,
            what=what,
            hint=f'run "{FIX}", or {self.remedy}',
            sentence="{count} addresses were published and would vanish, although their articles are here; {first}",
            for_all=f'run "{FIX}", which adds them to these articles as aliases, or undo what moved them, such as a permalink',
        )


def vanishing(
    promised: Ledger,
    served: frozenset[str],
    present: Sequence[Present],
    kept_back: Mapping[str, Keeper],
    fresh: Mapping[str, str],
    free: Callable[[str], bool],
    differs_by: str = "slug",
) -> tuple[Vanishing, ...]:
    """Return every recorded address that `served` lacks, in the order of the ledger.

    `present` are the articles that would be published, `kept_back` the sources of those that would not, by address. `fresh`
    maps served addresses that are not recorded to their sources. `free` returns whether a file could stand at an address;
    `differs_by` names what tells the addresses of two articles apart.
    """
    gone = sorted((entry for entry in promised.first.values() if entry.address not in served), key=lambda entry: entry.line)
    lost = [entry for entry in gone if entry.address not in kept_back]
    heirs, doubtful = _heirs(promised, lost, present)
    more, unclear = trace.heirs(lost, promised, served, present, {keeper.slug for keeper in kept_back.values()})
    heirs |= more
    aliases = {entry.address: entry.address if entry.id else trace.alias(entry.address) for entry in lost}
    placed = {heir.path for heir in heirs.values()}
    new = {address: path for address, path in fresh.items() if path not in placed}
    clues = _Clues(
        heirs=heirs,
        doubtful=doubtful | unclear,
        aliases={address: alias for address, alias in aliases.items() if _possible(alias, free)},
        former=_former(promised, present),
        fresh=new if len(gone) <= GUESSES and len(gone) * len(new) <= COMPARED else {},
        shelves={slug: address for address in sorted(served, reverse=True) if (slug := routes.shelf_at(address)[1])}
        if lost
        else {},
        differs_by=differs_by,
    )
    beside = clues.beside()
    unrecorded = _rivals(promised, heirs.values(), present) if kept_back and len(gone) <= GUESSES else []
    slugs = [item.slug for item in unrecorded] if len(gone) * len(unrecorded) <= COMPARED else []
    return tuple(
        _kept(entry, kept_back[entry.address], unrecorded, slugs, differs_by)
        if entry.address in kept_back
        else _vanishing(entry, clues, beside)
        for entry in gone
    )


@value
class _Clues:
    """What is known of the lost addresses."""

    heirs: Mapping[str, Present]
    """The articles that are certain to have taken their place, by address."""
    doubtful: Mapping[str, Doubt]
    """Those that may have, by address."""
    aliases: Mapping[str, str]
    """The alias that serves each again, by address, where one can."""
    former: Mapping[str, str]
    """The sources that are gone, by the ids of their articles."""
    fresh: Mapping[str, str]
    """The sources of new addresses that may be meant."""
    shelves: Mapping[str, str]
    """The address of the shelf of each slug; of several the first by address."""
    differs_by: str
    """What tells the addresses of two articles apart."""

    def beside(self) -> dict[str, tuple[str, Present]]:
        """Return for each address of a file beside a lost article that can be served again: that of the article, and its heir."""
        certain = ((old, heir) for old, heir in self.heirs.items() if old in self.aliases)
        return {routes.beside(old, name): (old, heir) for old, heir in certain for name in heir.files}


def _former(promised: Ledger, present: Sequence[Present]) -> dict[str, str]:
    """Return by id the last source of each article whose key none of those `present` has."""
    here = {composed(item.key) for item in present}
    keys = {identity: held.source for identity, held in promised.sources.items()}
    return {identity: source_of(key) for identity, key in keys.items() if composed(key) not in here}


def _kept(entry: Entry, keeper: Keeper, unrecorded: Sequence[Present], slugs: Sequence[str], differs_by: str) -> Vanishing:
    """Return what to report about an address whose source is kept back, with those of `unrecorded` that may have stood there.

    They are dated in the month that the address names; if it names none, their slugs are those most like its last part.
    """
    date_parts = trace.date_parts(entry.address)
    alike = frozenset(nearest(remedies.tail(entry.address), slugs) if len(date_parts) < 2 else ())
    likely = [item.path for item in unrecorded if (item.slug in alike if len(date_parts) < 2 else item.dated == date_parts)]
    moved = (
        f"add {remedies.in_front_matter(entry.address)} to {' or '.join(likely[: remedies.NAMED])} if it took its place, else "
        if likely
        else ""
    )
    new = f"; if this is a new article, give it another {'file name' if keeper.by_key else differs_by}"
    new = "" if keeper.by_key and not unrecorded else new
    return Vanishing(entry=entry, keeper=keeper.path, remedy=f"{moved}{keeper.remedy}{new}")


def _possible(address: str, free: Callable[[str], bool]) -> bool:
    """Return whether `address` can be an alias: names that differ only in case are the same file on many disks."""
    written = remedies.spelled(address)
    return free(address) and routes.canonical(written) == address and not forwarding.no_alias(written, "x.md")


def _vanishing(entry: Entry, clues: _Clues, beside: Mapping[str, tuple[str, Present]]) -> Vanishing:
    """Return what to do about the lost address of `entry`; `beside` is `clues.beside()`."""
    address, source = entry.address, clues.former.get(entry.id, "") if entry.is_article else ""
    heir, alias = clues.heirs.get(address), clues.aliases.get(address, "")
    if heir and alias:
        return Vanishing(entry=entry, heir=heir.path, alias=alias, remedy=f"add {remedies.in_front_matter(alias)} to {heir.path}")
    if heir:
        return Vanishing(entry=entry, remedy=remedies.as_before(address, heir.address, heir.path, clues.differs_by))
    if alias and address in clues.doubtful:
        return Vanishing(entry=entry, remedy=remedies.either(alias, *_likely(address, *clues.doubtful[address]), source))
    if address in beside and not entry.id:
        old, heir = beside[address]
        remedy = f"add {remedies.in_front_matter(old)} to {heir.path}, which brings the file back too"
        return Vanishing(entry=entry, heir=heir.path, alias=old, remedy=remedy)
    return Vanishing(entry=entry, remedy=remedies.guess(entry, source, clues.fresh, clues.shelves, bool(alias), clues.differs_by))


def _likely(address: str, heir: Present, rivals: Sequence[Present]) -> tuple[list[str], int]:
    """Return the sources of some of `heir` and `rivals`, first those of the date in `address`, and the number of the others."""
    date_parts = trace.date_parts(address)
    some = [heir, *(rivals if len(rivals) < GUESSES else rivals[: remedies.NAMED - 1])]
    some.sort(key=lambda item: item.dated[: len(date_parts)] != date_parts)
    named = [item.path for item in some[: remedies.NAMED]]
    return named, 1 + len(rivals) - len(named)


def _heirs(promised: Ledger, gone: Iterable[Entry], present: Sequence[Present]) -> tuple[dict[str, Present], dict[str, Doubt]]:
    """Return what took the place of each vanished address of an article: those that are certain, and those in doubt."""
    ids = promised.ids
    lost: dict[str, list[str]] = defaultdict(list)
    slugs: dict[str, list[str]] = defaultdict(list)
    for entry in gone:
        if entry.address in ids and not routes.is_feed(entry.address):
            lost[ids[entry.address]].append(entry.address)
            slugs[ids[entry.address]].append(entry.address)
        elif entry.is_alias and entry.id:
            lost[entry.id].append(entry.address)  # whose last part need not be a slug
    placed = _known_again(lost, promised, present)
    placed |= _by_slug({identity: slugs[identity] for identity in slugs if identity not in placed}, placed, present)
    heirs: dict[str, Present] = {}
    doubtful: dict[str, Doubt] = {}
    rivals = _rivals(promised, placed.values(), present) if placed else []
    sources = promised.sources
    for identity, heir in placed.items():
        by_key = identity in sources and composed(sources[identity].source) == composed(heir.key)
        if not rivals or identity in {heir.id, *heir.merged} or any(_fits(address, heir, by_key) for address in lost[identity]):
            heirs |= dict.fromkeys(lost[identity], heir)
        else:
            doubtful |= dict.fromkeys(lost[identity], (heir, rivals))
    return heirs, doubtful


def _rivals(promised: Ledger, placed: Iterable[Present], present: Sequence[Present]) -> list[Present]:
    """Return the articles unknown to the ledger: each may be a lost one in a new file and with a new slug.

    While there are any, the reuse of a slug or a file name proves little.
    """
    taken, known = {heir.path for heir in placed}, promised.holders
    return [item for item in present if not item.id and item.path not in taken and composed(item.key) not in known]


def _fits(address: str, heir: Present, by_key: bool) -> bool:
    """Return whether `heir` took the place of `address`, whatever else is new: it is dated in the month that the address names.

    Or both its file name and its slug are those of the article that stood there, and the address names no other year.
    """
    date_parts = trace.date_parts(address)
    agrees = date_parts == heir.dated[: len(date_parts)]
    return agrees and (len(date_parts) > 1 or (by_key and heir.slug in trace.slugs(address)))


def _known_again(lost: Iterable[str], promised: Ledger, present: Sequence[Present]) -> dict[str, Present]:
    """Return by id the one article that has it, or has an alias recorded with it, or the key last recorded with it alone."""
    bound: dict[str, list[Present]] = defaultdict(list)
    merged: dict[str, list[Present]] = defaultdict(list)
    for article in present:
        bound[article.id].append(article)
        for identity in article.merged:
            merged[identity].append(article)
    unbound = {composed(article.key): article for article in present if not (article.id and article.firm)}
    moved = {identity: unbound[key] for key, identity in promised.keys.items() if key in unbound and identity not in bound}
    found = {}
    for identity in lost:
        if len(bound.get(identity, ())) == 1:
            found[identity] = bound[identity][0]
        elif identity not in bound and len(merged.get(identity, ())) == 1:
            found[identity] = merged[identity][0]
        elif identity in moved:
            found[identity] = moved[identity]
    return found


def _by_slug(lost: Mapping[str, Sequence[str]], placed: Mapping[str, Present], present: Sequence[Present]) -> dict[str, Present]:
    """Return by id the one new article whose slug is the last part of a lost address, unless it fits another id as well."""
    taken = {heir.path for heir in placed.values()}
    new: dict[str, list[Present]] = defaultdict(list)
    for article in present:
        if not article.id and article.path not in taken:
            new[article.slug].append(article)
    fitting = {
        identity: {article for address in addresses for slug in trace.slugs(address) for article in new.get(slug, ())}
        for identity, addresses in lost.items()
    }
    rivals = Counter(article for articles in fitting.values() for article in articles)
    only = {identity: next(iter(articles)) for identity, articles in fitting.items() if len(articles) == 1}
    return {identity: heir for identity, heir in only.items() if rivals[heir] == 1}
