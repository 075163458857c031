"""Formats what a build reports, for a person at a terminal or a program behind a pipe. Decides nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any
from unicodedata import category

import click

from press.ground.filename import LEDGER
from press.ground.problems import brief, errors, kinds, reported
from press.shell.stream import say

if TYPE_CHECKING:
    from press.desk.check import Narrowed
    from press.desk.ledger import Account
    from press.desk.suggest import Suggestion
    from press.ground.problems import Problem
    from press.request import Counts, KeptBack, Report, Request
    from press.stages.agenda import Summary


_STEERS = frozenset({"Cc", "Zl", "Zp"})
UNSETTLED = "Redirects, aliases and the ledger can be checked in full once every source can be read."
"""What a command says if sources cannot be read."""
COMMAND = "python build.py"
"""How messages write a command."""
WAITING = 20
"""How many articles that are kept back are listed."""
LONG = 200
"""How many problems are printed without a table of their kinds."""


def tell(problems: Sequence[Problem], style: str, *, every: bool = False) -> None:
    """Print `problems`: as text to standard error, or as GitHub's workflow commands to standard output.

    What many files have is printed for the first of them, or for `every` one.
    """
    if style == "text":
        tell_text(problems, every=every)
    elif style == "github":
        for problem in _printed(problems, every=every):
            say(annotation(problem))


def tell_text(problems: Sequence[Problem], *, every: bool = False, err: bool = True) -> None:
    """Print `problems` for a person, to standard error or standard output; colours are dropped if there is no terminal."""
    printed = _printed(problems, every=every)
    for problem in printed:
        hint = click.style(f" ({runnable(_escaped(brief(problem.hint)))})", fg="cyan") if problem.hint else ""
        say(f"{click.style(f'{_place(problem)}:', bold=True)} {_what(problem)}{hint}", err=err)
    frequent = kinds(printed) if len(printed) > LONG else []
    if frequent:
        say(f"\nOf these {len(problems):,} problems, the most frequent:\n", err=err)
    for count, first in frequent:
        say(f"{count:9,} × {_what(first)}{click.style(f' (first: {_place(first)})', fg='cyan')}", err=err)


def _printed(problems: Sequence[Problem], *, every: bool) -> dict[Problem, tuple[Problem, ...]]:
    return {problem: (problem,) for problem in problems} if every else reported(problems)


def _place(problem: Problem) -> str:
    return f"{_escaped(problem.path)}:{problem.line}:{problem.column}"


def _what(problem: Problem) -> str:
    return (click.style("warning: ", fg="yellow") if problem.warning else "") + _escaped(brief(problem.what))


def _escaped(text: str) -> str:
    """Return `text`, such as a file name, with line ends and control characters written as Python escapes."""
    return "".join(sign.encode("unicode_escape").decode() if category(sign) in _STEERS else sign for sign in text)


def annotation(problem: Problem) -> str:
    """Return `problem` as GitHub's workflow command, which escapes %, line ends and, in properties, : and ,."""

    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    path = escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
    place = f" file={path},line={problem.line},col={problem.column}" if path else ""
    kind = "warning" if problem.warning else "error"
    hint = f" ({brief(problem.hint)})" if problem.hint else ""
    return f"::{kind}{place}::{escaped(brief(problem.what) + hint)}"


def as_json(
    problems: Sequence[Problem], report: Report | None = None, *, kept_back: Sequence[KeptBack] | None = None, every: bool = False
) -> str:  # fmt: skip
    """Return `problems`, as `tell` prints them, and, if given, the `report` of a build and what is `kept_back` as JSON."""
    import json
    from dataclasses import asdict

    data: dict[str, Any] = {"built": report is not None, "problems": list(map(_as_data, _printed(problems, every=every)))}
    if kept_back is not None:
        data["kept_back"] = [{"path": kept.path, "until": kept.until and kept.until.machine} for kept in kept_back]
    if report:
        done = asdict(report)
        data["report"] = done.pop("counts") | {key: value for key, value in done.items() if key != "warnings"}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_data(problem: Problem) -> dict[str, object]:
    """Return `problem` without the words for many of its kind, which `reported` has used."""
    return {name: getattr(problem, name) for name in ("path", "line", "column", "what", "hint", "warning")}


def counted(count: int, noun: str) -> str:
    """Return "1 page" or "2 pages"."""
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def summary(report: Report, asked: Request, seconds: float, here: Path | None) -> str:
    """Return three lines on what a build did; `--root` is left out of commands if it is `here`."""
    done = report.published
    return "\n".join((
        f"{_counts(report.counts)}, {counted(report.copied, 'file')} copied.",
        f"{counted(done.written, 'file')} written, {done.unchanged:,} unchanged, {done.removed:,} removed; "
        f"{counted(len(report.warnings), 'warning')}; {seconds:.1f} s.",
        f"The site is in {asked.output}. Preview it with: {_typed('serve', asked, here)}",
    ))  # fmt: skip


def _counts(counts: Counts) -> str:
    kept_back = [counted(counts.drafts, "draft")] if counts.drafts else []
    kept_back += [f"{counts.embargoed:,} embargoed"] if counts.embargoed else []
    note = f" ({', '.join(kept_back)} kept back)" if kept_back else ""
    return f"{counted(counts.articles, 'article')}{note}, {counted(counts.pages, 'page')}, {counted(counts.feeds, 'feed')}"


def runnable(text: str) -> str:
    """Return `text` with its commands as they are typed in the current folder."""
    return text.replace(COMMAND, f"python {quote(sys.argv[0])}")


def _typed(command: str, asked: Request, here: Path | None) -> str:
    return runnable(f"{COMMAND} {command}") + (f" --root {quote(str(asked.root))}" if asked.root != here else "")


def ran(report: Report) -> str:
    """Return what a build converted, decided, rendered and indexed, one line each."""
    lines = [f"converted {path}" for path in report.converted]
    lines += ["decided what to publish"] if report.decided else []
    lines += [f"rendered {address}" for address in report.rendered]
    lines += [f"indexed {part}" for part in report.indexed]
    return "\n".join(map(_escaped, lines)) or "There was nothing to do."


def checked(found: Summary) -> str:
    """Return what would be published, and what is kept back until when."""
    lines = [f"No errors. {_counts(found.counts)}; {counted(len(found.warnings), 'warning')}."]
    for kept in found.kept_back[:WAITING]:
        lines.append(f"Kept back: {_escaped(kept.path)}, {f'until {kept.until.written}' if kept.until else 'a draft'}")
    more = len(found.kept_back) - WAITING
    return "\n".join([*lines, *([f"Kept back: {more:,} more"] if more > 0 else [])])


def tallied(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are among `problems`."""
    wrong = len(errors(problems))
    return f"{counted(wrong, 'error')}, {counted(len(problems) - wrong, 'warning')}"


def narrowed(found: Narrowed) -> str:
    """Return how many errors and warnings were `found`, how many there are elsewhere, and what is not known."""
    elsewhere = f"; {counted(found.others, 'problem')} elsewhere" if found.others else ""
    return f"{tallied(found.problems)}{elsewhere}." + (f"\n{UNSETTLED}" if found.unsettled else "")


def begun(path: str, asked: Request, here: Path | None) -> str:
    """Return what to do with the article begun at `path`; commands omit `--root` if it is `here`."""
    suggest = f"{_typed('suggest', asked, here)} {quote(path)}"
    return "\n".join((
        f"See it as you write:    {_typed('serve', asked, here)}",
        f"For its See also:       {suggest}",
        "To have it published:   set date: to the day, and delete the line draft: true",
    ))  # fmt: skip


def suggested(found: Suggestion) -> str:
    """Return the suggested articles as lines to copy into front matter, each with its date and title as a comment."""
    from press.articles.skeleton import scalar

    if not found.others:
        return _escaped(f"No other article is like “{found.card.title}”.")
    width = max(len(scalar(card.key)) for card in found.others)
    lines = [_escaped(f"Most like “{found.card.title}”:"), ""]
    for card in found.others:
        shown = " (a draft)" if card.key in found.drafts else " (shown there already)" if card.key in found.shown else ""
        about = click.style(_escaped(f"# {card.date.at.date()} {card.title}{shown}"), fg="cyan")
        lines.append(f"  - {_escaped(scalar(card.key)):{width}}  {about}")
    tags = _escaped(", ".join(f"{name} ({count})" for name, count in found.tags.items()))
    return "\n".join([*lines, *(["", f"Tags that it lacks and several of these have: {tags}"] if tags else [])])


_ONE = {"articles": "article", "aliases": "alias", "pages": "page", "shelves": "shelf", "feeds": "feed", "downloads": "download"}
"""The singular of each kind of address."""


def promises(account: Account, asked: Request, here: Path | None) -> str:
    """Return what is promised, what was written, and what would still vanish; commands omit `--root` if it is `here`."""
    total = counted(sum(account.counts.values()), "address")
    lines = [
        f"{LEDGER} promises {total}:",
        "",
        *(f"{count:9,}  {kind if count != 1 else _ONE[kind]}" for kind, count in account.counts.items()),
        "",
    ]
    if account.written:
        aliases = sum(map(len, account.written.values()))
        lines += [f"{counted(aliases, 'alias')} written into {counted(len(account.written), 'file')}:", ""]
        for path, written in account.written.items():
            lines += [f"  {path}", *(f"      {alias}" for alias in written)]
        lines.append("")
    if account.vanishing is None:
        return "\n".join([*lines, "Which of them would vanish can be determined once every source can be read."])
    if not account.vanishing:
        return "\n".join([*lines, "The next publication keeps them all."])
    lines += [f"{counted(len(account.vanishing), 'address')} would vanish with the next publication:", ""]
    for item in account.vanishing:
        place = click.style(f"{LEDGER}:{item.entry.line}:1:", bold=True)
        keeper = f"{item.keeper} is kept back: " if item.keeper else ""
        lines += [f"  {place} {item.entry.address}", f"      {keeper}{click.style(runnable(item.remedy), fg='cyan')}"]
    certain = len(account.certain)
    lines += ["", f"{certain:,} can be restored at once: {_typed('ledger --fix', asked, here)}"] if certain else [""]
    left = len(account.vanishing) - certain
    return "\n".join([*lines, f"{left:,} left to decide by hand: it is not certain what replaced them."] if left else lines)


def promises_as_json(account: Account) -> str:
    """Return `account` as JSON."""
    import json

    gone = account.vanishing
    data = {
        "promised": account.counts,
        "written": account.written,
        "vanishing": gone if gone is None else [
            {
                "address": item.entry.address, "line": item.entry.line, "id": item.entry.id,
                "source": item.entry.source, "target": item.entry.target,
                "heir": item.heir, "alias": item.alias, "kept_back": item.keeper, "remedy": item.remedy,
            }
            for item in gone
        ],
        "problems": list(map(_as_data, reported(account.problems))),
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2)


class Stages:
    """The time and memory of each stage, recorded from the steps that the build reports."""

    def __init__(self, started: float) -> None:
        """Measure from `started`, in seconds of the performance counter."""
        self._last = started
        self._rows: list[tuple[str, float, float]] = []

    def step(self, what: str, done: int, total: int) -> None:
        """Note that a stage has ended, once `done` is `total`."""
        if done == total:
            import resource

            own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
            now = time.perf_counter()
            self._rows.append((what, now - self._last, max(own.ru_maxrss, workers.ru_maxrss) / 1024))
            self._last = now

    def table(self) -> str:
        """Return a line for each stage: its seconds, and the peak memory of a single process up to its end."""
        lines = [f"{what:10} {seconds:8.2f} s {memory:8.0f} MB" for what, seconds, memory in self._rows]
        return "\n".join(lines or ["There was nothing to do."])


def show_cursor() -> None:
    """Show the cursor again if the progress bar of a killed process left it hidden."""
    from rich.console import Console

    Console(stderr=True).show_cursor(True)


class Progress:
    """A progress bar if standard error is a terminal, otherwise nothing."""

    def __init__(self, *, shown: bool) -> None:
        """Show a bar if `shown` and standard error is a terminal."""
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}
        self._due = 0.0
        self._shown = shown and sys.stderr.isatty()

    def __enter__(self) -> Progress:
        """Draw the bar."""
        if self._shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress as Bar, TextColumn

            columns = (TextColumn("{task.description:>9}"), BarColumn(), MofNCompleteColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the bar."""
        if self._bar:
            self._bar.stop()

    def step(self, what: str, done: int, total: int) -> None:
        """Show the progress of a build; its `Step` callback."""
        if self._bar:
            if what not in self._tasks:
                self._tasks[what] = self._bar.add_task(what, total=total)
            self._bar.update(self._tasks[what], completed=done)
            if time.monotonic() >= self._due:  # drawn from here: with a thread of its own, a build could not fork safely
                self._bar.refresh()
                self._due = time.monotonic() + 0.1
