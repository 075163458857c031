"""Checks the archive: everything that keeps a build from starting to make pages, and every warning. Makes no page."""

from dataclasses import replace

from press import recipe
from press.edges import source
from press.ground.filename import key_of
from press.ground.problems import Problem, Rejected
from press.request import Request, Step
from press.stages.agenda import Summary
from press.stages.cache import Cache


def check(request: Request, step: Step) -> Summary:
    """Return what would be published, with its warnings; raise a `PressError` if it cannot be.

    What is converted and decided for this is kept for the next build. `step` is told of the progress.
    """
    with Cache(request.cache) as cache:
        return recipe.prepare(request, source.scan(request.root), cache, step).agenda.summary


def left(request: Request, path: str, step: Step) -> tuple[Problem, ...]:
    """Return every problem of the source `path`, and those of others that name it, as if it were published now.

    Raises a `PressError` if settings or theme have errors.
    """
    try:
        problems = check(replace(request, drafts=True), step).warnings
    except Rejected as rejected:
        problems = rejected.problems
    key = key_of(path)
    return tuple(problem for problem in problems if problem.path == path or key in f"{problem.what} {problem.hint}")
