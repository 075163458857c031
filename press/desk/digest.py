"""Makes the weekly letter, as a file that a mail program or a newsletter provider can send. Publishes nothing."""

from datetime import date
from pathlib import Path

from press import recipe
from press.catalogue import weekly
from press.catalogue.weekly import Week
from press.desk import pen
from press.edges import manifest, source
from press.formats import letter
from press.ground.filename import CONFIG
from press.ground.problems import Misconfigured, Problem, Refused
from press.kernel.value import value
from press.request import Request
from press.stages import gather
from press.stages.cache import Cache


@value
class Letter:
    """The letter of one week."""

    week: Week
    """The week."""
    data: bytes
    """The message."""


@value
class Unwritten:
    """Why there is no letter."""

    reason: str
    """What is wrong, and what to do."""
    asked_wrongly: bool
    """Whether the week that was asked for cannot be sent; otherwise there is nothing to send now."""


def digest(request: Request, name: str) -> Letter | Unwritten:
    """Return the letter of the week `name`, or without a name that of the last week that is over; else why there is none.

    Raises `Misconfigured` if no sender is configured.
    """
    with Cache(request.cache) as cache:
        prepared = recipe.prepare(request, source.scan(request.root), cache)
        edition = prepared.agenda.plan.edition
        last = weekly.last(edition.settings.zone, request.now)
        week = (_named(edition.weeks, name, last) if name else _newest(edition.weeks, last)) if edition.weeks else NONE
        if isinstance(week, str):
            return Unwritten(reason=week, asked_wrongly=bool(name))
        address = letter.sender(edition.settings)
        if not address:
            what, hint = "the letter has no sender", "add report:, or sender: under newsletter, with an e-mail address"
            raise Misconfigured([Problem(path=CONFIG, what=what, hint=hint)])
        words = edition.own_words
        shown = letter.view(edition, week)
        html = prepared.renderer.fill("letter.html", shown, "the letter").decode()
        return Letter(week=week, data=letter.message(shown, html, edition.settings, words, address))


NONE = "no week with articles is over yet; wait until Monday, or pass a later --now"


def _newest(weeks: tuple[Week, ...], last: date) -> Week | str:
    """Return the one of `weeks` that begins on `last`, the Monday of the last week that is over, or in words why there is none.

    An older week is not returned: a command that runs every Monday has sent it already.
    """
    newest, quiet = weeks[-1], weekly.called(last)
    if newest.first == last:
        return newest
    what = f"{quiet}, the last week that is over, has no articles: there is nothing to send"
    return f"{what} (the newest week that has some: --week {newest.name})"


def _named(weeks: tuple[Week, ...], name: str, last: date) -> Week | str:
    """Return the week `name` of `weeks`, or in words why there is none; `last` is the Monday of the last week that is over."""
    newest = weeks[-1]
    monday = weekly.parse(name)
    if monday is None:
        return f'"{name}" is not a week; write it as ISO 8601 does: {newest.name}'
    if monday > newest.first:
        why = "is not over yet" if monday > last else "has no articles"
        return f"{name} {why}; the newest week that can be sent is {newest.name}"
    week = next((week for week in weeks if week.first == monday), None)
    if week is None:
        before = [week.name for week in weeks if week.first < monday]
        after = next(week.name for week in weeks if week.first > monday)
        return f"{name} has no articles; the nearest weeks that do are {' and '.join([*before[-1:], after])}"
    return week


def write(found: Letter, path: Path, request: Request) -> None:
    """Write `found` to the file `path`, but never into the sources, a site or the cache, nor over another kind of file."""
    used = [request.output, *(request.root / part for part in gather.SOURCES), *([request.cache] if request.cache else [])]
    folders = {folder.resolve() for folder in used}
    for folder in path.resolve().parents[:-1]:
        if folder in folders or manifest.path_of(folder).exists():
            raise Refused(f"{path} would be in {folder.name}/ (choose another --output)")
    if path.exists() and path.suffix != ".eml":
        raise Refused(f"{path} already exists and is not a letter (choose another --output)")
    try:
        pen.replace(path, found.data)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror} (choose another --output)") from None
