"""Writes lines to standard output and standard error, for people and programs. Knows nothing of their content."""

import os
import sys

import click


def say(text: str, *, err: bool = False) -> None:
    """Write `text` as a line, in colour if a terminal shows it.

    If the reader has closed the pipe, as `head` does, the line is dropped and the command continues. If it cannot be written
    for another reason, `OSError` is raised.
    """
    try:
        click.echo(text, err=err, color=False if _plain() else None)
    except BrokenPipeError:
        silence(err=err)


def _plain() -> bool:
    """Return whether colours are unwanted (no-color.org) or unsupported."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def silence(*, err: bool) -> None:
    """Discard what is still to be written: Python would try again when it exits, and fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, (sys.stderr if err else sys.stdout).fileno())
    os.close(nowhere)
