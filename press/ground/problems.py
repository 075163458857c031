"""What is wrong, where, and what to do about it. Knows nothing of how problems are found or printed.

The exceptions by which a command ends:

    PressError                  anything that a user can fix
    ├── Rejected                the content has errors (exit code 1)
    │   └── Unsettled           so many that what becomes of published addresses is unknown
    ├── Misconfigured           config.yaml, the theme or the ledger has errors (exit code 2)
    └── Refused                 the system, or the state of a folder, does not allow it (exit code 2)
    OSError                     the system failed (exit code 2), or killed a worker process: `kernel.pool.Ended`

Others, such as `parted.Lost`, are caught by the module that raises them, or by its caller.
"""

import errno
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal, TypedDict

from press.kernel.value import value

MOST_REPEATED = 100
"""How often the same problem is reported in one text: if there are more, they have a common cause."""
LONGEST = 800
"""How many characters of a problem's `what`, and of its hint, are shown."""
MANY = 20
"""If more than this have a problem that can be solved for all of them at once, it is reported once."""
Severity = Literal["error", "warning", "allow"]
"""How a problem is treated where an archive may choose: it prevents publication, is only reported, or is no problem."""
_ELSEWHERE = ", here and in {others:,} other files"
"""What is added to what is wrong in many files."""
_PARTICULAR = re.compile(r'"[^"]*"|\b\d+(?:[-:,.]\d+)*')
"""What distinguishes problems of one kind: quoted parts, numbers, dates and times."""


def brief(text: str) -> str:
    """Return `text` on one line, without its middle if it is too long to read: a quoted line may be a whole book."""
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"
    return " ".join(shown.split())


@value(order=True)
class Problem:
    """One thing that is wrong in one place, with a next step. Sorts by place."""

    path: str
    """The file, below the archive's root, with forward slashes."""
    line: int = 1
    """The line, counted from 1."""
    column: int = 1
    """The column, counted from 1 in characters."""
    what: str
    """What is wrong, in terms that an author understands."""
    hint: str = ""
    """What to do about it."""
    warning: bool = False
    """Whether the archive is published nevertheless."""
    many: str = ""
    """What is wrong, if it is said once of many files that have it; by default `what`."""
    sentence: str = ""
    """What is said once if there are many such problems: {count} of them, {others} without the first, whose `what` is {first}."""
    for_all: str = ""
    """What to do about it once, if many have it."""

    def __str__(self) -> str:
        """Return `path:line:column: what (what to do)`, on one line."""
        kind = "warning: " if self.warning else ""
        hint = f" ({brief(self.hint)})" if self.hint else ""
        return " ".join(f"{self.path}:{self.line}:{self.column}: {kind}{brief(self.what)}{hint}".split())


class Manner(TypedDict, total=False):
    """How a problem is reported, besides what is wrong and what to do: the fields of `Problem` with these names."""

    warning: bool
    many: str
    sentence: str
    for_all: str


@value
class Remark:
    """A problem found by a stage that knows the text but not its file."""

    line: int
    """The line within that text, counted from 1."""
    column: int = 1
    """The column, counted from 1 in characters."""
    what: str
    """What is wrong."""
    hint: str = ""
    """What to do about it."""
    warning: bool = False
    """Whether the archive is published nevertheless."""
    first: int = 0
    """The line of the first occurrence of what is repeated, within that text; 0 if nothing is."""
    many: str = ""
    """What is wrong, if it is said once of many files that have it, as in `Problem`."""
    for_all: str = ""
    """What to do about it once, if many have it."""

    @classmethod
    def of(cls, text: str, offset: int, what: str, hint: str, *, warning: bool = False) -> "Remark":
        """Return a remark on the place at `offset` in `text`."""
        line, column = place_of(text, offset)
        return cls(line=line, column=column, what=what, hint=hint, warning=warning)

    def at(self, path: str, first_line: int = 1) -> Problem:
        """Return the remark as a problem of the file `path`, in whose line `first_line` the text begins."""
        hint = f"{self.hint}; the first is in line {self.first + first_line - 1}" if self.first else self.hint
        return Problem(
            path=path,
            line=self.line + first_line - 1,
            column=self.column,
            what=self.what,
            hint=hint,
            warning=self.warning,
            many=self.many,
            for_all=self.for_all,
        )


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of `offset` in `text`, both counted from 1, as in `Problem`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class PressError(Exception):
    """Anything that a user can fix."""


class _WithProblems(PressError):
    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep each of `problems`, sorted by place; the text is what is reported of them."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, reported(self.problems))))

    def __reduce__(self) -> tuple[type, tuple[tuple[Problem, ...]]]:
        """Pickle the problems, not the text, for another process."""
        return type(self), (self.problems,)


class Rejected(_WithProblems):
    """The content has errors; `problems` holds them, and the warnings of the same run."""


class Unsettled(Rejected):
    """Sources cannot be read: whether every redirect, alias and promise of the archive holds is not known yet."""


class Misconfigured(_WithProblems):
    """config.yaml, the theme or the ledger has errors; `problems` holds them."""


class Refused(PressError):
    """The system, or the state of a folder, does not allow something: writing there, taking a port, running Pagefind."""


_REFUSALS = {
    errno.ENOSPC: "the disk is full: free some space and try again",
    errno.EDQUOT: "the storage quota is used up: free some space and try again",
    errno.EACCES: "fix its permissions, or run this as a user who has them",
    errno.EPERM: "fix its permissions, or run this as a user who has them",
    errno.EROFS: "choose another place, with --output",
    errno.EMFILE: "allow more open files, with ulimit -n",
}
"""What to do about an error of the system, by its number."""


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Let a failure to write the file `path` name it, as one of write() does not: a reader must know which disk is meant."""
    try:
        yield
    except OSError as failure:
        failure.filename = path
        raise


def in_words(failure: Exception) -> str:
    """Return file, message and next step of an error of the system; the message alone of any other `failure`."""
    if not isinstance(failure, OSError) or not failure.strerror:
        return str(failure)
    prefix = f"{failure.filename}: " if failure.filename else ""
    hint = _REFUSALS.get(failure.errno or 0)
    return f"{prefix}{failure.strerror}{f' ({hint})' if hint else ''}"


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those of `problems` that prevent publication."""
    return tuple(problem for problem in problems if not problem.warning)


def reported(problems: Iterable[Problem]) -> dict[Problem, tuple[Problem, ...]]:
    """Return `problems` as they are reported, sorted by place, and those for which each of these stands.

    Each stands for itself, unless more than `MANY` files have the same problem: then only that of the first file is reported,
    and stands for all of them. Problems are the same if they are warnings in the same words, or errors that can be solved for
    all files at once. Those with a `sentence` are counted one by one, even within a file.
    """
    found: dict[Problem, tuple[Problem, ...]] = {}
    alike: dict[tuple[str, bool], list[Problem]] = {}
    for problem in sorted(set(problems)):
        many = problem.sentence or problem.many or (problem.what if problem.for_all or problem.warning else "")
        if many:
            alike.setdefault((many, problem.warning), []).append(problem)
        else:
            found[problem] = (problem,)
    for (many, _), of_one in alike.items():
        first = of_one[0]
        count = len(of_one if first.sentence else {problem.path for problem in of_one})
        if count <= MANY:
            found |= {problem: (problem,) for problem in of_one}
            continue
        what = f"{many}{_ELSEWHERE.format(others=count - 1)}"
        if first.sentence:
            what = first.sentence.format(count=f"{count:,}", others=f"{count - 1:,}", first=first.what)
        hint = first.for_all or first.hint
        found[replace(first, what=what, hint=hint, many="", sentence="", for_all="")] = tuple(of_one)
    return dict(sorted(found.items()))


def kinds(stands_for: Mapping[Problem, Sequence[Problem]]) -> list[tuple[int, Problem]]:
    """Return each kind of problem that occurs more than once: how often, and the first; the most frequent kind comes first.

    `stands_for` has the problems for which each one stands, as `reported` returns them. More than `MANY` problems in the same
    words are a kind, such as a missing key. Any others are of one kind if they differ only in quoted parts, numbers, dates and
    times, for which `…` stands in its `what`.
    """
    often = Counter[str]()
    for problem, of_one in stands_for.items():
        often[problem.what] += len(of_one)
    alike: dict[tuple[bool, str], list[Problem]] = {}
    for problem in stands_for:
        what = problem.what if often[problem.what] > MANY else _PARTICULAR.sub("…", problem.what)
        alike.setdefault((problem.warning, what), []).append(problem)
    found = [
        (sum(len(stands_for[problem]) for problem in of_one), replace(min(of_one), what=what))
        for (_, what), of_one in alike.items()
    ]
    return sorted((kind for kind in found if kind[0] > 1), key=lambda kind: (-kind[0], kind[1]))
