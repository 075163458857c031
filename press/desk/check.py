"""Checks the archive: everything that keeps a build from starting to make pages, and every warning. Makes no page."""

import re
from collections.abc import Sequence
from pathlib import Path

from press import recipe
from press.edges import source
from press.ground.filename import ARTICLES, is_text, key_of
from press.ground.problems import Problem, Refused, Rejected, Unsettled
from press.kernel.value import value
from press.request import Request, Step
from press.stages.agenda import Summary
from press.stages.cache import Cache


def check(request: Request, step: Step) -> Summary:
    """Return what would be published, with its warnings; raise a `PressError` if it cannot be.

    What is converted and decided for this is kept for the next build. `step` is told of the progress.
    """
    with Cache(request.cache) as cache:
        return recipe.prepare(request, source.scan(request.root), cache, step).agenda.summary


@value
class Narrowed:
    """What was found in some files."""

    problems: tuple[Problem, ...]
    """Their problems, and those that name one of them."""
    others: int
    """The number of all other problems."""
    unsettled: bool
    """Whether sources cannot be read, so that not every promise was checked."""


def narrowed(request: Request, names: Sequence[str], step: Step) -> Narrowed:
    """Return the problems of the files or folders called `names`; without `names`, of all.

    Raises `Refused` if there is no such file, and a `PressError` if settings or theme have errors.
    """
    paths = [_found(name, request.root) for name in names]
    unsettled = False
    try:
        problems = check(request, step).warnings
    except Rejected as rejected:
        problems, unsettled = rejected.problems, isinstance(rejected, Unsettled)
    keys = "|".join(re.escape(key_of(path)) for path in paths if is_text(path))
    named = re.compile(rf'["/](?:{keys})(?![\w/-])' if keys else r"(?!)")

    def concerns(problem: Problem) -> bool:
        within = any(f"{problem.path}/".startswith(f"{path}/") for path in paths)
        return not names or within or bool(named.search(problem.what))

    found = tuple(filter(concerns, problems))
    return Narrowed(problems=found, others=len(problems) - len(found), unsettled=unsettled)


def _found(name: str, root: Path) -> str:
    if path := source.located(name, root):
        return path
    raise Refused(f'there is no file or folder "{name}" in the archive (write its path, such as {ARTICLES}/2026)')
