#!/usr/bin/env python3
"""The command line: turns options into a request, and what `press` reports into lines of text and an exit code."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from press import __version__
from press.shell.unready import HERE, unready

try:
    import click
except ModuleNotFoundError as missing:
    sys.stderr.write(f"{missing}: {unready()}\n")
    raise SystemExit(2) from None

from press.ground.filename import CONFIG, LEDGER
from press.ground.problems import errors
from press.shell.ending import CONTENT, NOTHING, USAGE, Result, ending, guarded, isolate
from press.shell.options import Group, nearest, places, times
from press.shell.stream import say
from press.shell.terminal import (
    Progress,
    Stages,
    as_json,
    begun,
    checked,
    counted,
    narrowed,
    promises,
    promises_as_json,
    ran,
    show_cursor,
    suggested,
    summary,
    tell,
    tell_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from press.request import Report, Request, Step

SITE, PREVIEW = "site", ".preview"
"""The default output folders of a build and of a preview."""


def clock() -> datetime:
    """Return the time of this build: SOURCE_DATE_EPOCH (reproducible-builds.org), or now. Nothing else reads the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC)
    if not epoch.isdecimal() or int(epoch) >= 253_000_000_000:  # in the year 9987
        raise click.UsageError(f'SOURCE_DATE_EPOCH must be a number of seconds, not "{epoch}"')
    return datetime.fromtimestamp(int(epoch), UTC)


def request(
    root: Path,
    output: Path | None,
    now: datetime | None,
    *,
    drafts: bool = False,
    search: bool = False,
    overwrite: bool = False,
    jobs: int | None = None,
    explain: str = "",
) -> Request:
    """Return what the options of `places` or `times` ask for."""
    from press.kernel.pool import cores
    from press.request import Request

    built_in, theirs = HERE / "theme", root / "theme"
    themes = (built_in, theirs) if theirs.is_dir() and theirs.resolve() != built_in.resolve() else (built_in,)
    return Request(
        root=root,
        output=output or root / SITE,
        themes=themes,
        now=now or clock(),
        drafts=drafts,
        search=search,
        overwrite=overwrite,
        jobs=jobs or cores(),
        explain=explain,
        cache=root / ".cache" if (root / CONFIG).exists() else None,  # leave no cache in a folder that is not an archive
    )


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="press")
def cli() -> None:
    """Turn content/ and theme/ into a static archive in site/.

    Without a command, the site is built once. Every problem is printed as path:line:column: what (what to do).

    \b
      python build.py                build the site
      python build.py serve          serve a preview, and rebuild it at each change
      python build.py check [FILE]   print what is wrong, and build nothing
      python build.py new TITLE      begin an article
      python build.py suggest FILE   suggest articles for the See also of one
      python build.py record         add newly published addresses to the ledger
      python build.py ledger         show what is promised, and what would vanish
      python build.py digest         write the articles of a week as an e-mail
      python build.py ping           tell a WebSub hub which feeds have changed
      python build.py build --help   show all options of the build

    Exit codes: 0 built; 1 problems in the content, or differences found by --verify; 2 wrong usage or configuration, or an
    operation that the system refused; 130 and 143 ended by Ctrl+C or by a signal. If there are problems, nothing that was
    published before has changed.
    """  # noqa: D301  # \\b makes click keep the line breaks of a paragraph


@cli.command()
@places(SITE)
@click.option("--drafts", is_flag=True, help="Publish drafts and embargoed articles too, for a preview.")
@click.option("--search/--no-search", default=True, show_default=True, help="Index the articles for the search page.")
@click.option("--overwrite", is_flag=True, help="Accept files in the output folder that this program did not write.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Use N processes at once.  [default: one for each core]")
@click.option(
    "--explain",
    metavar="ADDRESS",
    default="",
    help="Explain why the page at ADDRESS, or of that source, was or was not rendered.",
)
@click.option("--log", is_flag=True, help="List what was done: each source converted, each page and feed rendered.")
@click.option("--verify", is_flag=True, help="Build again without the cache and compare every byte.")
@click.option("--profile", is_flag=True, help="Print the seconds and the memory that each stage took.")
@click.option("--quiet", is_flag=True, help="Print only problems.")
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
              help="How problems are printed; github makes annotations on a pull request.")  # fmt: skip
def build(
    root: Path,
    output: Path | None,
    now: datetime | None,
    drafts: bool,
    search: bool,
    overwrite: bool,
    jobs: int | None,
    explain: str,
    log: bool,
    verify: bool,
    profile: bool,
    quiet: bool,
    style: str,
) -> None:
    """Build the site."""
    from press.build import build as publish

    started = time.perf_counter()
    unhindered()
    asked = request(root, output, now, drafts=drafts, search=search, overwrite=overwrite, jobs=jobs, explain=explain)
    stages = Stages(started)

    def work(step: Step) -> Report:
        def both(what: str, done: int, total: int) -> None:
            stages.step(what, done, total)
            step(what, done, total)

        return publish(asked, both)

    report = watched(work, style, quiet=quiet)
    tell(report.warnings, style)
    if style == "json":
        say(as_json(report.warnings, report))
    elif not quiet:
        say(summary(report, asked, time.perf_counter() - started, nearest()))
    aside = style == "json"  # standard output is then a single document, which includes the explanation
    if report.explained and not aside:
        say(report.explained)
    if log and not aside:
        say(ran(report))
    if profile:
        say(stages.table(), err=aside)
    if verify:
        compare(asked, style)


@cli.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@places(SITE)
@click.option("--all", "every", is_flag=True, help="Print what many files have for each of them, and not only for the first.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are warnings, too.")
@click.option("--drafts", is_flag=True, help="Check drafts and embargoed articles as if they were published now.")
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
              help="How problems are printed; github makes annotations on a pull request.")  # fmt: skip
def check(
    files: tuple[str, ...],
    root: Path,
    output: Path | None,
    now: datetime | None,
    every: bool,
    strict: bool,
    drafts: bool,
    style: str,
) -> None:
    """Check the archive, and build nothing.

    With FILE, which may be a folder as well, only the problems of these files are printed, and those of others that name one of
    them: all texts are read nevertheless, because a text may be wrong only beside another.

    This prints what a build would print of settings, theme, texts, links and promises, without touching the site. Two things
    are left to the build: whether the expressions of templates can be evaluated, and whether somebody else has put files
    into the output folder.

    Exit codes: 0 no errors, or, with --strict, nothing to report; 1 problems in the content, 2 wrong usage or configuration.
    """
    from press.desk import check as desk

    unhindered()
    asked = request(root, output, now, drafts=drafts, search=True)
    if files or every:
        in_files = watched(lambda step: desk.narrowed(asked, files, step), style, last="Nothing was checked.")
        problems, outcome, kept = in_files.problems, narrowed(in_files), None
    else:
        found = watched(lambda step: desk.check(asked, step), style, last="Nothing was built.")
        problems, outcome, kept = found.warnings, checked(found), found.kept_back
    tell(problems, style, every=every)
    if style == "json":
        say(as_json(problems, kept_back=kept, every=every))
    elif style == "text":
        say(outcome)
    if errors(problems) or (strict and problems):
        raise SystemExit(CONTENT)


@cli.command()
@click.argument("title", nargs=-1, required=True)
@click.option("--region", "regions", multiple=True, metavar="SLUG", help="A region of config.yaml; give it again for another.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="An author; give it again for another.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag; give it again for another.")
@click.option("--lang", metavar="TAG", default="", help="Its language, such as ru.  [default: that of the site]")
@click.option("--slug", metavar="WORD", default="", help="The name of the file.  [default: made from the title]")
@click.option("--folder", metavar="DIR", default="", help="Its folder below content/articles.  [default: as the others have it]")
@times
def new(
    title: tuple[str, ...],
    root: Path,
    now: datetime | None,
    regions: tuple[str, ...],
    authors: tuple[str, ...],
    tags: tuple[str, ...],
    lang: str,
    slug: str,
    folder: str,
) -> None:
    """Begin an article: write the file of a draft.

    It gets its front matter, and lies where files of its kind lie: in the folder of the year, if that is how the archive is
    kept. What is left to do in it is listed. A draft is left out of the site until its line draft: true is deleted.

    \b
      python build.py new "A bridge opens over the Panj" --region tajikistan

    Exit codes: 0 written, 2 wrong usage or configuration, or a file that exists already.
    """  # noqa: D301  # \\b makes click keep the line breaks of a paragraph
    from press.articles.skeleton import Start
    from press.desk import check, new as desk

    unhindered()
    asked = request(root, None, now)
    start = Start(title=" ".join(title), at=asked.now, regions=regions, authors=authors, tags=tags, lang=lang, folder=folder)
    path = guarded(lambda: desk.begin(asked, start, slug), "text", last="Nothing was written.")
    say(f"{root / path} is written, as a draft. Left to do:\n")
    whole, last = replace(asked, drafts=True), "The draft was written, but not checked."
    left = watched(lambda step: check.narrowed(whole, [path], step), "text", last=last)
    tell_text(left.problems, err=False)
    say("")
    say(begun(path, asked, nearest()))


@cli.command()
@click.argument("article")
@click.option("--count", type=click.IntRange(1, 100), default=10, show_default=True, help="How many are suggested at most.")
@times
def suggest(article: str, count: int, root: Path, now: datetime | None) -> None:
    """Suggest articles for the See also of ARTICLE.

    ARTICLE is its file, its path below content/articles, its slug or its address; drafts can be named too. The lines that are
    printed can be copied into the front matter. They are found by titles, summaries, tags and regions, as Background is, but
    among newer articles as well.

    \b
      python build.py suggest content/articles/2022/samarkand-sco-summit.md

    Exit codes: 0 done, 2 there is no such article, or wrong usage or configuration.
    """  # noqa: D301  # \\b makes click keep the line breaks of a paragraph
    from press.desk import suggest as desk

    unhindered()
    asked = request(root, None, now)
    found = watched(lambda step: desk.suggest(asked, article, count, step), "text", last="Nothing can be suggested.")
    say(suggested(found))


@cli.command()
@places(PREVIEW)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The local port to serve it on.")
@click.option("--drafts/--no-drafts", default=True, show_default=True, help="Show drafts and embargoed articles too.")
@click.option("--search/--no-search", default=False, show_default=True, help="Index the articles for the search page.")
def serve(root: Path, output: Path | None, now: datetime | None, port: int, drafts: bool, search: bool) -> None:
    """Serve a preview, and rebuild it at each change.

    No other machine can reach it. Pages in the browser reload automatically; problems are printed here and shown there.
    """
    from press.desk import serve as desk

    folder = output or root / PREVIEW
    try:
        guarded(
            lambda: desk.serve(lambda: request(root, folder, now, drafts=drafts, search=search), built, port, tell_text), "text"
        )
    finally:
        show_cursor()


@cli.command()
@places(SITE)
def record(root: Path, output: Path | None, now: datetime | None) -> None:
    """Add newly published addresses to ledger.txt.

    Run it after the site has been published, and commit the ledger: from then on, a build fails rather than lose any of
    these addresses.
    """
    from press.desk import record as desk

    added = guarded(lambda: desk.record(request(root, output, now, search=True)), "text", last="Nothing was recorded.")
    say(f"{counted(added, 'line')} added to {root / LEDGER}." if added else "Nothing new to record.")


@cli.command()
@places(SITE)
def ping(root: Path, output: Path | None, now: datetime | None) -> None:
    """Tell the configured WebSub hub which feeds have changed.

    Run it after the site has been published: subscribers of the hub then get the news at once. What the hub has been told is
    recorded in site.pinged, beside the site, so that each change is announced only once.

    Exit codes: 0 done, 1 problems in the content, 2 the hub could not be notified of every feed, or wrong usage or configuration.
    """
    from press.desk import ping as desk

    done = guarded(lambda: desk.ping(request(root, output, now, search=True)), "text", last="The hub was not notified.")
    for url, reason in done.failed:
        say(f"{url}: {reason} (run this again later)", err=True)
    if done.notified or not done.failed:
        say(
            f"The hub was notified of {counted(len(done.notified), 'feed')}." if done.notified else "Nothing new to tell the hub."
        )
    if done.failed:
        raise SystemExit(USAGE)


@cli.command()
@places(SITE)
@click.option("--fix", is_flag=True, help="Write the aliases that are certain into the front matter of articles.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How the answer is printed.")  # fmt: skip
def ledger(root: Path, output: Path | None, now: datetime | None, fix: bool, style: str) -> None:
    """Show what is promised, and what would vanish.

    ledger.txt promises that an address, once published, works for ever. This command counts what it promises, and lists every
    address that the next publication would lack, with its line and what to do about it.

    Use --fix if a slug or a date has changed, a file has moved, or permalink has a new pattern. It adds each old address to
    the aliases of the article that has taken its place, if this is certain from its id, its source or its slug. Nothing else in
    a file changes, and either all files are written or none. Any other address is left to you.

    \b
      python build.py ledger         change nothing
      python build.py ledger --fix   write the aliases; review them with git diff

    Exit codes: 0 every promise is kept, 1 something would vanish or is wrong, 2 wrong usage or configuration.
    """  # noqa: D301  # \\b makes click keep the line breaks of a paragraph
    from press.desk import ledger as desk

    asked = request(root, output, now)
    account = guarded(lambda: (desk.fix if fix else desk.examine)(asked), style)
    if style == "json":
        say(promises_as_json(account))
    else:
        tell(account.problems, style)
        say(promises(account, asked, nearest()))
    if account.vanishing is None or account.vanishing or errors(account.problems):
        raise SystemExit(CONTENT)


@cli.command()
@click.option("--week", metavar="WEEK", default="", help="The week in ISO 8601: 2022-W50.  [default: the last one that is over]")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="The file for the letter.  [default: digest-WEEK.eml in the current folder]")  # fmt: skip
@times
def digest(week: str, output: Path | None, now: datetime | None, root: Path) -> None:
    """Write the articles of a week as an e-mail.

    The file holds the letter as plain text and as HTML, for a mail program to open or a newsletter provider to send. The week
    must be over, so that its letter is the same each time.

    Exit codes: 0 written, 1 problems in the content, or nothing to send because the last week that is over has no article,
    2 wrong usage or configuration.
    """
    from press.desk import digest as desk

    asked = request(root, None, now, search=True)
    found = guarded(lambda: desk.digest(asked, week), "text", last="No letter was written.")
    if isinstance(found, desk.Unwritten):
        if found.asked_wrongly:
            raise click.UsageError(found.reason)
        say(found.reason, err=True)
        raise SystemExit(CONTENT)
    place = output or Path(f"digest-{found.week.name}.eml")
    guarded(lambda: desk.write(found, place, asked), "text")
    say(f"{counted(len(found.week.cards), 'article')} of {found.week.name} written to {place}")


def built(asked: Request) -> Report:
    """Build what is `asked`, in a process that ends soon, and show progress."""
    from press.build import build as publish

    unhindered()
    with Progress(shown=True) as progress:
        return publish(asked, progress.step)


def watched(work: Callable[[Step], Result], style: str, last: str = NOTHING, *, quiet: bool = False) -> Result:
    """Return what `work` returns, as `guarded` does, and show its progress to a person, unless that is to be `quiet`."""

    def shown() -> Result:
        with Progress(shown=style == "text" and not quiet) as progress:  # ends before anything else is printed
            return work(progress.step)

    return guarded(shown, style, last)


def unhindered() -> None:
    """Turn the garbage collector off: it takes a third of the time, finds hardly any cycles, and a build ends soon."""
    gc.disable()
    atexit.register(gc.freeze)  # so that Python does not collect cycles at exit either


def compare(asked: Request, style: str) -> None:
    """Compare the site with a clean build; exit with `CONTENT` if it differs."""
    from press.desk.verify import verify

    different = guarded(lambda: verify(asked), style, last="The site was published, but not compared.")
    if different:
        say("\n".join(f"differs from a clean build: {path}" for path in different), err=True)
        say(
            f"\nDelete these files and {asked.cache}, and build again. If nobody changed them by hand and the disk is sound, "
            "this is a bug in the program; please report it.",
            err=True,
        )
        raise SystemExit(CONTENT)
    say("Verified: every byte matches a clean build.", err=style == "json")


if __name__ == "__main__":
    isolate()
    try:
        ending(lambda: cli(prog_name="build.py"))
    except ModuleNotFoundError as missing:
        say(f"{missing}: {unready()}", err=True)
        raise SystemExit(USAGE) from None
