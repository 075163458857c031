"""Reports what the ledger promises and what would vanish; writes the aliases that are certain."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from press import recipe
from press.articles import amendment
from press.desk import pen
from press.edges import source
from press.ground.problems import Problem, Rejected
from press.kernel.value import value
from press.promises import remedy
from press.promises.succession import Vanishing
from press.request import Request
from press.stages.cache import Cache
from press.stages.plan import Proposal


@value
class Account:
    """The promises of an archive, and whether it keeps them."""

    counts: Mapping[str, int]
    """How many addresses of each kind are promised."""
    vanishing: tuple[Vanishing, ...] | None
    """What the next publication would lack, in the order of the ledger; None while sources cannot be read."""
    problems: tuple[Problem, ...]
    """What else is wrong or doubtful."""
    written: Mapping[str, tuple[str, ...]]
    """The aliases that were written, by source."""

    @property
    def certain(self) -> tuple[Vanishing, ...]:
        """What `fix` would bring back."""
        return tuple(item for item in self.vanishing or () if item.heir)


def examine(request: Request) -> Account:
    """Return what is promised, and what would vanish; change nothing."""
    return _account(_proposed(request))


def fix(request: Request) -> Account:
    """Write all aliases whose heir is certain, or none of them, and return the account after that.

    Raises `Rejected` with a problem for each source into which an alias cannot be written without changing other lines.
    """
    proposed = _proposed(request)
    before, adoption = _account(proposed), proposed.plan.edition.settings.adoption
    wanted = _wanted(before.certain)
    if not wanted:
        return before
    articles = {file.path: file for file in source.scan(request.root).articles}
    problems: list[Problem] = []
    changes = {}
    for path, aliases in wanted.items():
        text = source.read(articles[path], problems) or ""
        amended = amendment.with_aliases(text, aliases, adoption)
        if amended is None:
            what = "an alias cannot be written here without changing other lines"
            problems.append(Problem(path=path, what=what, hint=f"write it by hand: aliases: [{', '.join(aliases)}]"))
        else:
            changes[request.root / path] = (text, amended)
    if problems:
        raise Rejected(problems)
    pen.amend(changes)
    return _account(_proposed(request), wanted)


def _wanted(certain: Iterable[Vanishing]) -> dict[str, tuple[str, ...]]:
    """Return the aliases to write, each once, by source."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for item in certain:
        found[item.heir][remedy.spelled(item.alias)] = None
    return {path: tuple(found[path]) for path in sorted(found)}


def _proposed(request: Request) -> Proposal:
    with Cache(request.cache) as cache:
        return recipe.look_ahead(request, source.scan(request.root), cache)


def _account(proposed: Proposal, written: Mapping[str, tuple[str, ...]] | None = None) -> Account:
    return Account(
        counts=proposed.plan.ledger.counts(),
        vanishing=proposed.vanishing,
        problems=proposed.problems,
        written=written or {},
    )
