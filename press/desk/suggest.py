"""Suggests articles for the See also of one. Writes nothing: what an author chooses is the author's."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from press import recipe
from press.addresses.reference import Failure, Named, Register
from press.catalogue import related
from press.catalogue.card import Card
from press.edges import source
from press.ground.filename import is_text
from press.ground.problems import Refused
from press.ground.site import Site
from press.kernel.value import value
from press.request import Request, Step
from press.stages.cache import Cache
from press.stages.gather import gather
from press.stages.plan import Known

ENOUGH = 2
"""How many of the suggested articles must have a tag that the article lacks, for it to be suggested as well."""
UNREAD = "cannot be read yet (python build.py check says why)"
"""What is wrong with the name of an article that has no address yet."""


@value
class Suggestion:
    """What an article might refer to."""

    card: Card
    """The article."""
    others: tuple[Card, ...]
    """The articles most like it, the best first, without those in its See also."""
    shown: Collection[str]
    """The keys of those that its page shows already, in Background or Since then."""
    drafts: Collection[str]
    """The keys of all drafts: only another draft may refer to them."""
    tags: Mapping[str, int]
    """The names of tags that it lacks, and how many of these articles have each, the most frequent first."""


def suggest(request: Request, name: str, room: int, step: Step) -> Suggestion:
    """Return at most `room` articles that the one called `name` may refer to: by its file, its key, its slug or its address.

    Raises `Refused` if there is no such article, and `Misconfigured` if settings or theme have errors. Errors in the texts do
    not matter, as long as the article has an address. `step` is told of the progress.
    """
    with Cache(request.cache) as cache:
        gathered = gather(request, source.scan(request.root), cache, step)
        known = Known.of(gathered, request.now)
        register = known.register()
        here = _found(_typed(name, request.root, gathered.settings.site), register)
        asked = replace(gathered, drafts=here.draft or (here.date is not None and here.date > known.now))
        archive = recipe.proposed(asked, request.now, cache, whole=True).plan.edition.archive
    card = next(card for card in archive.cards if card.key == here.key)
    lists = archive.related[card.key]
    apart = {one.key for one in (*lists.curated, *archive.translations.get(card.key, ())) if isinstance(one, Card)}
    allowed = {entry.key for entry in known.named.values() if isinstance(register.allowed(entry, here), Named)}
    others = tuple(related.alike(card, (other for other in archive.cards if other.key in allowed), apart, room))
    return Suggestion(
        card=card,
        others=others,
        shown=frozenset(one.key for one in (*lists.background, *lists.since)),
        drafts=frozenset(entry.key for entry in known.named.values() if entry.draft),
        tags=_lacking(card, others),
    )


def _typed(name: str, root: Path, site: Site) -> str:
    """Return `name` as authors write it: a file as its path below `root`, a URL of the site or the preview as its address."""
    path = source.located(name, root) if is_text(name) else ""
    return path or site.own(name) or site.on_loopback(name) or name


def _found(name: str, register: Register) -> Named:
    """Return the article that `name` names, or raise `Refused`."""
    desk = Named(key="", path="", slug="", address="", date=register.now, draft=True)  # sees drafts and embargoed articles
    found = register.find(name, desk)
    if isinstance(found, Named) and found.is_article:
        return found
    if isinstance(found, Failure):
        raise Refused(f"{found.what} ({found.hint})")
    raise Refused(f'"{name}" is a standalone page, not an article' if found else f'"{name}" {UNREAD}')


def _lacking(card: Card, others: Sequence[Card]) -> dict[str, int]:
    """Return the names of the tags that `ENOUGH` of the `others` have and `card` lacks, the most frequent first."""
    its_tags = {tag.slug for tag in card.tags}
    counts = Counter(tag.name for other in others for tag in other.tags if tag.slug not in its_tags)
    return {name: count for name, count in counts.most_common() if count >= ENOUGH}
