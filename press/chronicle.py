"""The archive in the order in which articles entered it, in runs that never change: the whole history of its feed.

RFC 5005 wants archive documents whose entries stay. By date they would not: an old article that comes in late would fall
into a run that no reader looks at again. So the ledger's order counts, and behind it, for what has yet to be recorded,
that of dates, in which `build.py record` will write it down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from press.card import Card
from press.kernel.kept import kept

RUN = 25
"""Articles in a run. With another number every document would change: it is not to be configured."""


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """An article that entered the archive."""

    id: str
    """Its permanent id."""
    card: Card
    """The article, or the one that took its place."""

    @property
    def replaced(self) -> bool:
        """Whether it has been merged into another one."""
        return self.id != self.card.id


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """Everything that entered, in order."""

    closed: tuple[tuple[Entered, ...], ...] = ()
    """The runs that are complete, the first first."""
    open: tuple[Entered, ...] = ()
    """The run under construction: nothing may link to it yet."""


def chronicle(entered: Sequence[str], cards: Sequence[Card], heirs: Mapping[str, Card]) -> Chronicle:
    """Return the chronicle of `cards`, which are in order of date.

    `entered` are the ids that are recorded, in their order; `heirs` the articles that took the place of those of which only
    the id is left. An id that nothing stands for keeps its place, so that no other moves.
    """
    by_id = {card.id: card for card in cards}
    recorded = frozenset(entered)
    ids = (*entered, *(card.id for card in cards if card.id not in recorded))
    runs = [_run(ids[start : start + RUN], by_id, heirs) for start in range(0, len(ids), RUN)]
    unfinished = len(ids) % RUN != 0
    return Chronicle(closed=tuple(runs[:-1] if unfinished else runs), open=runs[-1] if unfinished else ())


def _run(ids: Iterable[str], by_id: Mapping[str, Card], heirs: Mapping[str, Card]) -> tuple[Entered, ...]:
    found = ((one, by_id.get(one) or heirs.get(one)) for one in ids)
    return tuple(Entered(id=one, card=card) for one, card in found if card)
