"""Writes lines to standard output and standard error, whoever reads them. Knows nothing of what they say."""

import os
import sys

import click


def say(text: str, *, err: bool = False) -> None:
    """Write `text` as a line, in colour where a terminal shows it.

    Who reads no further, as `head` does, misses it: what is being done is done all the same. A line that can be written nowhere
    raises an `OSError`.
    """
    try:
        click.echo(text, err=err, color=False if _plain() else None)
    except BrokenPipeError:
        silence(err=err)


def _plain() -> bool:
    """Return whether colours are not wanted (no-color.org), or not understood."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def silence(*, err: bool) -> None:
    """Have what is still to be written go nowhere, so that Python does not try again when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, (sys.stderr if err else sys.stdout).fileno())
    os.close(nowhere)
