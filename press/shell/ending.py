"""Ends a command: turns what stopped it into a message, for a person or a program, and an exit code. Decides nothing else."""

import os
import signal
import sys
from collections.abc import Callable
from typing import NoReturn, TypeVar

from press.ground.problems import Misconfigured, Problem, Refused, Rejected, Unsettled, in_words
from press.shell.stream import say, silence
from press.shell.terminal import UNSETTLED, annotation, as_json, runnable, tallied, tell

CONTENT, USAGE = 1, 2
"""The exit codes of errors in the content, and of wrong usage, wrong configuration or an error of the system."""
SIGNALLED = 128
"""Added to the number of the signal that ended the program."""
MOMENT = 0.01
"""Seconds until an exception that Python dropped is raised again."""
NOTHING = "Nothing was published; what was published before is unchanged."

Result = TypeVar("Result")


def guarded(work: Callable[[], Result], style: str, last: str = NOTHING) -> Result:
    """Return what `work` returns. If it raises an error, print why, then `last`, and exit with the code for that error."""
    try:
        return work()
    except Refused as refusal:
        _refuse(str(refusal), style)
    except OSError as failure:
        if ended := _ended(failure):
            raise ended from None
        _refuse(in_words(failure), style, last)
    except (Rejected, Misconfigured) as error:
        tell(error.problems, style)
        if style == "json":
            say(as_json(error.problems))
        elif style == "text":
            say(f"\n{tallied(error.problems)}. {last}", err=True)
            if isinstance(error, Unsettled):
                say(UNSETTLED, err=True)
        raise SystemExit(CONTENT if isinstance(error, Rejected) else USAGE) from None


def _ended(failure: BaseException) -> SystemExit | None:
    """Return what ended the program, if `failure` was raised while that cleaned up: then a file may be closed twice."""
    context = failure.__context__
    return context if context is None or isinstance(context, SystemExit) else _ended(context)


def _refuse(why: str, style: str, last: str = "") -> NoReturn:
    """Print `why` something cannot be done that is not the fault of a source file, for a person also `last`, and exit."""
    problem = Problem(path="", what=why)
    if style == "json":
        say(as_json([problem]))
    elif style == "github":
        say(annotation(problem))
    else:
        say(runnable(f"{why}\n\n{last}" if last else why), err=True)
    raise SystemExit(USAGE) from None


def ending(command: Callable[[], Result]) -> Result:
    """Return what `command` returns. If a signal ends it, it cleans up and exits with the code that a shell would report.

    This is so wherever the signal arrives: Python drops an exception that is raised while it disposes of an object, so that it
    is raised once more after a moment. An error on standard output is reported here; other errors of the system are handled by
    `guarded`.
    """
    owner = os.getpid()

    def end(number: int, _frame: object) -> None:
        if os.getpid() != owner:
            os._exit(SIGNALLED + number)  # a newly forked process has nothing to clean up
        raise SystemExit(SIGNALLED + number)

    def dropped(lost: "sys.UnraisableHookArgs") -> None:
        ended = lost.exc_value
        if isinstance(ended, SystemExit):
            signal.signal(signal.SIGALRM, lambda *_: sys.exit(ended.code))
            signal.setitimer(signal.ITIMER_REAL, MOMENT)
        else:
            sys.__unraisablehook__(lost)

    handled = [number for number in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(number) is not signal.SIG_IGN]
    for number in handled:
        signal.signal(number, end)
    sys.unraisablehook = dropped
    try:
        return command()
    except OSError as failure:
        silence(err=False)
        place = "" if failure.filename else "standard output: "
        say(f"{place}{in_words(failure)}", err=True)
        raise SystemExit(USAGE) from None
    finally:
        for number in (*handled, signal.SIGALRM):  # a signal that arrives while Python exits must not change the exit code
            signal.signal(number, signal.SIG_IGN)


def isolate() -> None:
    """Make settings of this machine irrelevant: its time zone, and a locale in which file names are not in UTF-8.

    Only packages look at the zone: Babel fails if TZ names a file that is not a zone. To read names in UTF-8, Python starts
    again in its UTF-8 mode.
    """
    os.environ["TZ"] = "UTC"
    if sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
