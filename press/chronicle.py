"""The archive in the order in which articles entered it, in runs that never change: the whole history of its feed.

RFC 5005 wants archive documents whose entries stay. By date they would not: an old article that comes in late would fall
into a run that no reader looks at again. So the order is that of the ledger, which also says where each run ended: its
document is recorded there behind its articles. Only what follows the last of these lines is still to be divided.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from press.card import Card
from press.kernel.kept import kept

RUN = 20
"""Articles in a run, unless it has to end before."""


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


def chronicle(
    recorded: Sequence[Sequence[str]], cards: Sequence[Card], subscribed: Set[str], heirs: Mapping[str, Card]
) -> Chronicle:
    """Return the chronicle of `cards`, which are in order of date.

    `recorded` are ids in runs: those that are closed for ever, and last the one that is still open. What is not recorded yet
    follows by date, as it will be recorded. `subscribed` are the ids in the document that readers subscribe to. If the open
    run holds an article that is not there, it is closed early: else no document at all would show that article. `heirs` are
    the articles that took the place of those of which only the id is left.
    """
    by_id = {card.id: card for card in cards}
    known = frozenset(one for run in recorded for one in run)
    *closed, last = [list(run) for run in recorded] or [[]]
    rest = [*last, *(card.id for card in cards if card.id not in known)]
    closed += [rest[start : start + RUN] for start in range(0, len(rest) - RUN + 1, RUN)]
    left = rest[len(rest) // RUN * RUN :]
    if any(one not in subscribed for one in left):
        closed, left = [*closed, left], []
    return Chronicle(closed=tuple(_run(run, by_id, heirs) for run in closed), open=_run(left, by_id, heirs))


def _run(ids: Iterable[str], by_id: Mapping[str, Card], heirs: Mapping[str, Card]) -> tuple[Entered, ...]:
    found = ((one, by_id.get(one) or heirs.get(one)) for one in ids)
    return tuple(Entered(id=one, card=card) for one, card in found if card)
