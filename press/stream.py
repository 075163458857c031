"""Writes lines to standard output and standard error, whoever reads them. Knows nothing of what they say."""

import os
import sys

import click


def say(text: str, *, err: bool = False) -> None:
    """Write `text` as a line, in colour where a terminal shows it.

    If nobody reads on, as behind `head`, it is dropped and the command goes on. If it cannot be written for another reason, an
    `OSError` is raised.
    """
    try:
        click.echo(text, err=err, color=False if _plain() else None)
    except BrokenPipeError:
        silence(err=err)


def _plain() -> bool:
    """Return whether colours are not wanted (no-color.org), or not understood."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def silence(*, err: bool) -> None:
    """Send what is still to be written to nowhere: Python would try again when it ends, and fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, (sys.stderr if err else sys.stdout).fileno())
    os.close(nowhere)
