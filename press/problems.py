"""What is wrong, where, and what to do about it. Knows nothing of who finds problems or how they are printed.

The exceptions by which a command ends:

    PressError                  anything that a person can mend
    ├── Rejected                the content has errors (exit code 1)
    ├── Misconfigured           config.yaml, the theme or the ledger has errors (exit code 2)
    └── Refused                 what the system, or the state of a folder, does not allow (exit code 2)
    OSError                     what the system refuses (exit code 2), or that it ended a process: `kernel.pool.Ended`

Others, such as `parted.Lost`, are caught by the module that raises them, or by the one that asked it.
"""

import errno
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from itertools import count, islice

LIKELY = 20_000
"""How many names are searched for a suggestion: beyond it, difflib takes seconds."""

MOST_SUGGESTED = 100
"""How many dead links, dead references or wrong slugs get a suggestion among all addresses or names.

Where more are dead, one thing is wrong with all of them, and to compare each of thousands with each of thousands takes hours.
"""
MOST_REPEATED = 100
"""How often the same is reported of one text: beyond it, one thing is wrong with all of it."""
MANY = 20
"""How many files may have a problem that can be mended for all of them before it is told once."""
CLOSE = 0.08
"""How much less alike than the best a further suggestion may be."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One fact about one place, with a next step. Sorts by place."""

    path: str
    """The file, below the archive's root, with forward slashes."""
    line: int = 1
    """The line, counted from 1."""
    column: int = 1
    """The column, counted from 1 in characters."""
    what: str
    """What is wrong, in words that an author understands."""
    hint: str = ""
    """What to do about it."""
    warning: bool = False
    """Whether the archive is published all the same."""
    for_all: str = ""
    """What to do about it once for all files, where many have it."""

    def __str__(self) -> str:
        """Return `path:line:column: what (what to do)`, on one line."""
        kind = "warning: " if self.warning else ""
        hint = f" ({self.hint})" if self.hint else ""
        return " ".join(f"{self.path}:{self.line}:{self.column}: {kind}{self.what}{hint}".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A problem found by a stage that sees a text but not the name of its file."""

    line: int
    """The line within that text, counted from 1."""
    column: int = 1
    """The column, counted from 1 in characters."""
    what: str
    """What is wrong."""
    hint: str = ""
    """What to do about it."""
    warning: bool = False
    """Whether the archive is published all the same."""

    @classmethod
    def of(cls, text: str, offset: int, what: str, hint: str, *, warning: bool = False) -> "Remark":
        """Return a remark on what stands at the `offset` in `text`."""
        line, column = place_of(text, offset)
        return cls(line=line, column=column, what=what, hint=hint, warning=warning)

    def at(self, path: str, first_line: int = 1) -> Problem:
        """Return the problem in the file `path`, whose line `first_line` is the first of the text."""
        return Problem(
            path=path, line=self.line + first_line - 1, column=self.column,
            what=self.what, hint=self.hint, warning=self.warning,
        )  # fmt: skip


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of the `offset` in `text`, both from 1, as a problem tells them."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class PressError(Exception):
    """Anything that a person can mend."""


class _WithProblems(PressError):
    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep `problems`, sorted by place and each once."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type, tuple[tuple[Problem, ...]]]:
        """Travel between processes with the problems, not with the text."""
        return type(self), (self.problems,)


class Rejected(_WithProblems):
    """The content has errors; `problems` holds them, and the warnings of the same run."""


class Misconfigured(_WithProblems):
    """config.yaml, the theme or the ledger has errors; `problems` holds them."""


class Refused(PressError):
    """What the system, or the state of a folder, does not allow: to write there, to take a port, to run Pagefind."""


_REFUSALS = {
    errno.ENOSPC: "the disk is full: make room, and try again",
    errno.EDQUOT: "more is not allowed to be stored here: make room, and try again",
    errno.EACCES: "mend its permissions, or run this as somebody who may",
    errno.EPERM: "mend its permissions, or run this as somebody who may",
    errno.EROFS: "choose another place, with --output",
    errno.EMFILE: "allow more open files, with ulimit -n",
}
"""What to do when the system refuses something."""


def in_words(failure: Exception) -> str:
    """Return what the system refused, of which file, and what to do; of any other `failure` what it says itself."""
    if not isinstance(failure, OSError) or not failure.strerror:
        return str(failure)
    place = f"{failure.filename}: " if failure.filename else ""
    hint = _REFUSALS.get(failure.errno or 0)
    return f"{place}{failure.strerror}{f' ({hint})' if hint else ''}"


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those of `problems` that forbid publishing."""
    return tuple(problem for problem in problems if not problem.warning)


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """Return `problems`; one that can be mended for all files at once, where more than `MANY` have it, for the first alone."""
    found: list[Problem] = []
    alike: dict[str, list[Problem]] = {}
    for problem in problems:
        (alike.setdefault(problem.what, []) if problem.for_all else found).append(problem)
    for what, of_one in alike.items():
        first, others = min(of_one), len(of_one) - 1
        told = replace(first, what=f"{what}, here and in {others:,} other files", hint=first.for_all)
        found += of_one if others < MANY else [told]
    return found


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return those of `known` that look most like `word`, the most alike first; none if none does."""
    folded = {name.casefold(): name for name in islice(known, LIKELY)}
    sought = word.casefold()
    close = get_close_matches(sought, folded, n=3, cutoff=0.6)
    alike = [(SequenceMatcher(None, sought, name).ratio(), folded[name]) for name in close]
    return tuple(name for ratio, name in alike if ratio > alike[0][0] - CLOSE)


def suggestion(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return `did you mean "x"?` with those of `known` that look most like `word`, or `otherwise`."""
    return offer(nearest(word, known), otherwise)


def sparing(known: Iterable[str]) -> Callable[[str, str], str]:
    """Return what gives a `suggestion` among `known`, for the first `MOST_SUGGESTED` words that it is asked about."""
    asked = count(1)
    return lambda word, otherwise: suggestion(word, known if next(asked) <= MOST_SUGGESTED else (), otherwise)


def offer(names: Iterable[str], otherwise: str = "") -> str:
    """Return `did you mean "x"?` with all of `names`, or `otherwise` if there are none."""
    quoted = " or ".join(f'"{name}"' for name in names)
    return f"did you mean {quoted}?" if quoted else otherwise
