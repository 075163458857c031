#!/usr/bin/env python3
"""The command line: what a person types becomes a request, what `press` reports becomes lines and an exit code."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from press import __version__

if TYPE_CHECKING:
    from press.problems import Problem
    from press.request import Report, Request, Step

HERE = Path(__file__).resolve().parent
SITE, PREVIEW = "site", ".preview"
"""The folders that a build and a preview write into."""
CONTENT, USAGE = 1, 2
"""The exit codes of problems in the content, and of wrong usage or configuration."""

NOW_HELP = "Build as if it were this time; embargoes and expiry depend on it.  [default: now, or SOURCE_DATE_EPOCH]"
OUTPUT_HELP = "The folder for the site.  [default: {}, in the root]"
ROOT_HELP = "The folder with config.yaml, content/ and perhaps theme/.  [default: where build.py is]"

Command = TypeVar("Command", bound=Callable[..., Any])


class Now(click.ParamType[datetime]):
    """A time as ISO 8601 writes it; without a zone it is UTC."""

    name = "ISO"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return `value` as a time with a zone."""
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is not a time; write 2026-01-31 or 2026-01-31T09:30+05:00', param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Group(click.Group):
    """A group of commands in which `build` needs not be said."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` before options that no command precedes."""
        if not args or (args[0].startswith("-") and args[0] not in {"--help", "-h", "--version"}):
            args = ["build", *args]
        return super().parse_args(ctx, args)


def clock() -> datetime:
    """Return the time of this build: SOURCE_DATE_EPOCH (reproducible-builds.org), else now. Nothing else asks."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC)
    if not epoch.isdecimal():
        raise click.UsageError(f'SOURCE_DATE_EPOCH must be a number of seconds, not "{epoch}"')
    return datetime.fromtimestamp(int(epoch), UTC)


def places(output: str) -> Callable[[Command], Command]:
    """Return what adds the options that say what is built, where and when; by default into the folder `output`."""
    options = (
        click.option("--now", type=Now(), metavar="ISO", help=NOW_HELP),
        click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help=OUTPUT_HELP.format(output)),
        click.option("--root", type=click.Path(path_type=Path, file_okay=False), default=HERE, metavar="DIR", help=ROOT_HELP),
    )

    def add(command: Command) -> Command:
        for option in options:
            command = option(command)
        return command

    return add


def request(
    root: Path, output: Path | None, now: datetime | None, *,
    drafts: bool = False, overwrite: bool = False, jobs: int | None = None,
) -> Request:  # fmt: skip
    """Return what the options of `places` ask for."""
    from press.kernel.pool import cores
    from press.request import Request

    theme = root / "theme"
    return Request(
        root=root, output=output or root / SITE, theme=theme if theme.is_dir() else HERE / "theme",
        now=now or clock(), drafts=drafts, overwrite=overwrite, jobs=jobs or cores(), cache=root / ".cache",
    )  # fmt: skip


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="press")
def cli() -> None:
    """Turn content/ and theme/ into a static archive in site/.

    Say nothing more to build it once; every problem is printed as path:line:column: what (what to do).

    \b
      python build.py                build the site
      python build.py serve          build, show it in a browser, and again at each change
      python build.py build --help   all options of the build

    Exit codes: 0 built, 1 problems in the content, 2 wrong usage or configuration. When it is not 0, nothing that
    was published before has changed.
    """  # noqa: D301  # \\b is click's word for a paragraph whose lines stay as they are


@cli.command()
@places(SITE)
@click.option("--drafts", is_flag=True, help="Publish drafts and embargoed articles too, for a preview.")
@click.option("--overwrite", is_flag=True, help="Accept files in the output folder that this program did not write.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Work in N processes at once.  [default: one for each core]")
@click.option("--quiet", is_flag=True, help="Print problems only.")
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
              help="How problems are printed; github makes annotations on a pull request.")  # fmt: skip
def build(
    root: Path, output: Path | None, now: datetime | None, drafts: bool, overwrite: bool,
    jobs: int | None, quiet: bool, style: str,
) -> None:  # fmt: skip
    """Build the site."""
    from press import build as press

    started = time.perf_counter()
    asked = request(root, output, now, drafts=drafts, overwrite=overwrite, jobs=jobs)
    with Progress(shown=not quiet and style == "text") as progress:
        report = guarded(lambda: press.build(asked, progress.step), style)
    tell(report.warnings, style)
    if style == "json":
        click.echo(as_json(report.warnings, report))
    elif not quiet:
        click.echo(summary(report, asked, time.perf_counter() - started))


@cli.command()
@places(PREVIEW)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where on this machine to serve.")
@click.option("--drafts/--no-drafts", default=True, show_default=True, help="Show drafts and embargoed articles too.")
def serve(root: Path, output: Path | None, now: datetime | None, port: int, drafts: bool) -> None:
    """Build, show the site in a browser, and build again at each change.

    Only this machine can reach it. The page in the browser reloads by itself; problems are printed here and shown there.
    """
    from press.desk import serve as desk

    folder = output or root / PREVIEW
    guarded(lambda: desk.serve(lambda: request(root, folder, now, drafts=drafts), port, HERE, tell_text), "text")


@cli.command()
@places(SITE)
def record(root: Path, output: Path | None, now: datetime | None) -> None:
    """Write newly published addresses into ledger.txt.

    Run it after the site has been published, and commit the ledger: from then on a build fails rather than lose one of
    those addresses.
    """
    from press.desk import record as desk

    added = guarded(lambda: desk.record(request(root, output, now)), "text")
    click.echo(f"{counted(added, 'new address')} recorded in {root / 'ledger.txt'}" if added else "Nothing new to record.")


Result = TypeVar("Result")


def guarded(work: Callable[[], Result], style: str) -> Result:
    """Return what `work` returns; print its problems and leave with their exit code if it cannot be done."""
    from press.problems import Misconfigured, OutputRefused, Rejected, errors

    try:
        return work()
    except (OutputRefused, OSError) as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(USAGE) from None
    except (Rejected, Misconfigured) as error:
        tell(error.problems, style)
        if style == "json":
            click.echo(as_json(error.problems))
        elif style == "text":
            count = counted(len(errors(error.problems)), "error")
            click.echo(f"\n{count}. Nothing was published; what was published before is as it was.", err=True)
        raise SystemExit(CONTENT if isinstance(error, Rejected) else USAGE) from None


def tell(problems: Sequence[Problem], style: str) -> None:
    """Print `problems`: as text to standard error, or as GitHub's workflow commands to standard output."""
    if style == "text":
        tell_text(problems)
    elif style == "github":
        for problem in problems:
            click.echo(annotation(problem))


def tell_text(problems: Sequence[Problem]) -> None:
    """Print `problems` for a person; the colours go where there is no terminal."""
    for problem in problems:
        place = click.style(f"{problem.path}:{problem.line}:{problem.column}:", bold=True)
        kind = click.style("warning: ", fg="yellow") if problem.warning else ""
        hint = click.style(f" ({problem.hint})", fg="cyan") if problem.hint else ""
        click.echo(f"{place} {kind}{' '.join(problem.what.split())}{hint}", err=True)


def annotation(problem: Problem) -> str:
    """Return `problem` as GitHub's workflow command, which escapes %, line ends and, in properties, : and ,."""

    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    path = escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
    kind = "warning" if problem.warning else "error"
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"::{kind} file={path},line={problem.line},col={problem.column}::{escaped(problem.what + hint)}"


def as_json(problems: Sequence[Problem], report: Report | None = None) -> str:
    """Return `problems`, and what was built, as JSON."""
    import json
    from dataclasses import asdict

    data: dict[str, Any] = {"built": report is not None, "problems": [asdict(problem) for problem in problems]}
    if report:
        data["report"] = {key: value for key, value in asdict(report).items() if key != "warnings"}
    return json.dumps(data, ensure_ascii=False, indent=2)


def counted(count: int, noun: str) -> str:
    """Return "1 page" or "2 pages"."""
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def summary(report: Report, asked: Request, seconds: float) -> str:
    """Return what a build did, in three lines."""
    held = [counted(report.drafts, "draft")] if report.drafts else []
    held += [f"{report.embargoed:,} embargoed"] if report.embargoed else []
    kept = f" ({', '.join(held)} kept back)" if held else ""
    done = report.published
    command = "python build.py serve" + (f" --root {asked.root}" if asked.root != HERE else "")
    return "\n".join((
        f"{counted(report.articles, 'article')}{kept}, {counted(report.pages, 'page')}, {counted(report.feeds, 'feed')}, "
        f"{counted(report.copied, 'file')} copied.",
        f"{counted(done.written, 'file')} written, {done.unchanged:,} unchanged, {done.removed:,} removed; "
        f"{counted(len(report.warnings), 'warning')}; {seconds:.1f} s.",
        f"The site is in {asked.output}. See it with: {command}",
    ))  # fmt: skip


class Progress:
    """A progress bar where standard error is a terminal, and nothing elsewhere."""

    def __init__(self, *, shown: bool) -> None:
        """Show a bar if `shown`, and if there is a terminal to show it on."""
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}
        self._shown = shown and sys.stderr.isatty()

    def __enter__(self) -> Progress:
        """Draw the bar."""
        if self._shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress as Bar, TextColumn

            columns = (TextColumn("{task.description:>9}"), BarColumn(), MofNCompleteColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()

    @property
    def step(self) -> Step:
        """What the build calls at each step."""

        def step(what: str, done: int, total: int) -> None:
            if self._bar:
                if what not in self._tasks:
                    self._tasks[what] = self._bar.add_task(what, total=total)
                self._bar.update(self._tasks[what], completed=done)

        return step


if __name__ == "__main__":
    cli(prog_name="build.py")
