"""What commands take from the command line, and how it is read. Knows nothing of what they do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from press.ground.filename import CONFIG

NOW_HELP = (
    "The time to use as now, in UTC unless it has a zone: 2026-01-31T09:30+05:00. Embargoes, expiry, weeks and news depend on it."
    "  [default: SOURCE_DATE_EPOCH, or now]"
)
OUTPUT_HELP = "The folder of the site.  [default: {}, below --root]"
ALMOST = frozenset({"config.yml", "config.yaml.txt", "config.yml.txt", CONFIG})
"""Names, in any case, of files that are probably meant as config.yaml."""
ROOT_HELP = (
    "The folder with config.yaml, content/ and, optionally, theme/.  [default: the nearest with a config.yaml, from the current "
    "folder up]"
)

Command = TypeVar("Command", bound=Callable[..., Any])


class Now(click.ParamType[datetime]):
    """A time in ISO 8601; UTC if it has no zone."""

    name = "ISO"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return `value` as a time with a zone."""
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is not a time; write 2026-01-31T09:30+05:00, or 2026-01-31T04:30 for UTC', param, ctx)
        if not 1583 < moment.year < 9998:
            self.fail(f'"{value}" is too far from now; write a year from 1584 to 9997', param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Group(click.Group):
    """A group of commands in which `build` may be omitted."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert `build` if no command precedes the options."""
        if not args or (args[0].startswith("-") and args[0] not in {"--help", "-h", "--version"}):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; if options precede its name, explain that they belong after it."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            late = next((name for name in self.commands if f"argument ({name})" in error.message), "")
            if not late:
                raise
            raise click.UsageError(f"options come after the command: build.py {late} ...", error.ctx) from None


def nearest() -> Path | None:
    """Return the nearest folder with a config.yaml, from the current one up; None if there is none."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / CONFIG).is_file()), None)


def home() -> Path:
    """Return the archive that the current folder is, or is part of. Another one, such as the sample, is never meant."""
    if folder := nearest():
        return folder
    other = next((name for name in sorted(place.name for place in Path.cwd().iterdir()) if name.lower() in ALMOST), "")
    hint = f"name {other} so" if other else "write one"
    raise click.UsageError(f"there is no {CONFIG} here or above ({hint}, or name the folder of the archive with --root)")


def times(command: Command) -> Command:
    """Add --now and --root to `command`."""
    kind = click.Path(path_type=Path, file_okay=False)
    now = click.option("--now", type=Now(), metavar="ISO", help=NOW_HELP)
    return now(click.option("--root", type=kind, default=home, metavar="DIR", help=ROOT_HELP)(command))


def places(output: str) -> Callable[[Command], Command]:
    """Return a decorator that adds --now, --output and --root; `output` is the default folder that its help names."""
    option = click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help=OUTPUT_HELP.format(output))
    return lambda command: times(option(command))
