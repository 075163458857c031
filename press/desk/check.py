"""Checks the archive: everything that keeps a build from starting to make pages, and every warning. Makes no page."""

from dataclasses import replace

from press import recipe
from press.edges import source
from press.ground.problems import Problem, Rejected
from press.request import Request
from press.stages.agenda import Summary
from press.stages.cache import Cache


def check(request: Request) -> Summary:
    """Return what would be published, with its warnings; raise a `PressError` if it cannot be.

    What is converted and decided for this is kept for the next build.
    """
    with Cache(request.cache) as cache:
        return recipe.prepare(request, source.scan(request.root), cache).agenda.summary


def left(request: Request, path: str) -> tuple[Problem, ...]:
    """Return what is wrong with the source `path`, and every warning about it, as if it were published now.

    Raises a `PressError` if settings or theme have errors.
    """
    try:
        problems = check(replace(request, drafts=True)).warnings
    except Rejected as rejected:
        problems = rejected.problems
    return tuple(problem for problem in problems if problem.path == path)
