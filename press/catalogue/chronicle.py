"""The archive in the order in which articles entered it, in runs that never change: the whole history of its feed.

RFC 5005 requires archive documents whose entries stay. In date order they would not: an old article added late would fall
into a run that no reader fetches again. So the order is that of the ledger, which also records where each run ended, by the
line of its document. Only what follows the last of these lines is still to be divided.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from press.articles.standalone import Standalone
from press.catalogue.card import Card
from press.ground.moment import Moment
from press.kernel.value import value
from press.promises.ledger import Entry

RUN = 20
"""Articles in a run, unless it has to end early."""


@value
class Heir:
    """What took the place of an article: another one, a standalone page, or whatever stands at its address."""

    title: str
    """What it is called."""
    address: str
    """Where it is."""
    lang: str
    """Its language."""
    date: Moment | None = None
    """When it appeared, if that is known."""


@value
class Entered:
    """An article that entered the archive: it still exists, or something took its place."""

    id: str
    """Its permanent id."""
    stands: Card | Heir
    """The article or, if only its id is left, what took its place, dated like a neighbour if it has no date of its own."""


@value
class Chronicle:
    """Everything that entered, in order."""

    closed: tuple[tuple[Entered, ...], ...]
    """The runs that are complete, the first first."""
    open: tuple[Entered, ...]
    """The run under construction: nothing may link to it yet."""


def heirs(
    promised: Iterable[Entry], cards: Sequence[Card], standalone: Iterable[Standalone], moved: Mapping[str, str], lang: str
) -> dict[str, Heir]:
    """Return by id what took the place of each `promised` article that is not among `cards`.

    `moved` maps old addresses to present ones; `lang` is the default language. Where neither an article nor a page is found,
    the heir is the address itself, which is served, or the build fails.
    """
    there: dict[str, Card | Standalone] = {page.address: page for page in standalone}
    there |= {card.address: card for card in cards}
    present = {card.id for card in cards}
    found: dict[str, Heir] = {}
    for entry in promised:
        if entry.is_article and entry.id not in present:
            here = moved.get(entry.address, entry.address)
            if here in there or entry.id not in found:
                found[entry.id] = _heir(there.get(here), here, lang)
    return found


def _heir(stands: Card | Standalone | None, address: str, lang: str) -> Heir:
    if stands is None:
        return Heir(title=address, address=address, lang=lang)
    date = stands.date if isinstance(stands, Card) else None
    return Heir(title=stands.title, address=address, lang=stands.lang or lang, date=date)


def chronicle(
    recorded: Sequence[Sequence[str]], cards: Sequence[Card], subscribed: Set[str], heirs: Mapping[str, Heir]
) -> Chronicle:
    """Return the chronicle of `cards`, which are in order of date.

    `recorded` are ids in runs: those that are closed for good, and at the end the open one. What is not recorded yet follows by
    date, as it will be recorded. `subscribed` are the ids in the document that readers subscribe to: a run ends early if it
    holds an article that is missing there, as no reader would find it. `heirs` took the place of the recorded articles of which
    only the id is left.
    """
    by_id = {card.id: card for card in cards}
    known = frozenset(one for run in recorded for one in run)
    *closed, last = [list(run) for run in recorded]
    rest = [*last, *(card.id for card in cards if card.id not in known)]
    closed += [rest[start : start + RUN] for start in range(0, len(rest) - RUN + 1, RUN)]
    left = rest[len(rest) // RUN * RUN :]
    if any(one not in subscribed for one in left):
        closed, left = [*closed, left], []
    return Chronicle(closed=tuple(_run(run, by_id, heirs) for run in closed), open=_run(left, by_id, heirs))


def _run(ids: Iterable[str], by_id: Mapping[str, Card], heirs: Mapping[str, Heir]) -> tuple[Entered, ...]:
    found = [(one, by_id.get(one), heirs.get(one)) for one in ids]
    known = [card.date for _, card, _ in found if card] + [heir.date for _, _, heir in found if heir and heir.date]
    beside = known[0] if known else None
    run = []
    for one, card, heir in found:
        if card:
            run.append(Entered(id=one, stands=card))
            beside = card.date
        elif heir:
            run.append(Entered(id=one, stands=replace(heir, date=heir.date or beside)))
    return tuple(run)
