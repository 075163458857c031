"""Reads a theme, the built-in one and the archive's own laid over it, and says what is wrong with it. Renders nothing."""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain
from pathlib import Path

from press.addresses import routes
from press.edges import sheet, source, template
from press.edges.source import File
from press.edges.template import Results, Traits
from press.ground import encoding, language
from press.ground.filename import is_backup
from press.ground.form import Written
from press.ground.phrasebook import laid_over, read as read_words
from press.ground.problems import Misconfigured, Problem
from press.ground.suggestion import suggestion
from press.ground.words import Words
from press.kernel import digest
from press.kernel.value import value

Layer = Mapping[str, Path]
"""The files of one theme, by their paths in its folder."""
KINDS = ("static", "templates", "words")
"""The folders of a theme."""
BUILT_IN = "built-in/"
"""The prefix by which templates refer to a built-in template that the archive's own theme replaces."""


@value
class Theme:
    """A theme that was read."""

    templates: Mapping[str, str]
    """The text of each template by name."""
    traits: Mapping[str, Traits]
    """What must be known of each template before anything is rendered, by name."""
    own: frozenset[str]
    """The names of the templates that are not built in."""
    words: Mapping[str, Words]
    """The catalogues by language."""
    static: tuple[tuple[str, File], ...]
    """Address and file of everything below static/."""
    assets: Mapping[str, str]
    """The address of each of these files, by its name below static/."""
    sheets: Mapping[str, tuple[Written, ...]]
    """The addresses that each style sheet among these files loads, by its name."""

    def own_links(self) -> Iterator[tuple[str, str, int]]:
        """Yield template, address and line of each link that is written out in the archive's own templates."""
        return self._links(self.own)

    def usual_links(self) -> Iterator[tuple[str, str, int]]:
        """Yield the same of the built-in templates."""
        return self._links(self.traits.keys() - self.own)

    def _links(self, names: Set[str]) -> Iterator[tuple[str, str, int]]:
        return ((name, address, line) for name in sorted(names) for address, line in self.traits[name].links)


def read(folders: Sequence[Path], results: Results) -> Theme:
    """Return the theme in `folders`, or raise `Misconfigured` with everything that is wrong with it.

    The first is the built-in theme. A file of a later theme replaces the file of the same name; a catalogue replaces only the
    phrases that it has.
    """
    problems: list[Problem] = []
    layers = [_layer(folder, problems) for folder in folders]
    templates = {}
    for name, paths in _files(layers, "templates").items():
        templates[name] = _text(paths[-1], f"theme/templates/{name}", problems)
        if len(paths) > 1:
            templates[f"{BUILT_IN}{name}"] = _text(paths[0], f"theme/templates/{name}", problems)
    traits = _traits(templates, results)
    problems += template.flaws(traits, {problem.path for problem in problems}, _files(layers[:1], "templates").keys())
    for folder, layer in zip(folders[1:], layers[1:], strict=True):
        problems += _unused(folder, layer, templates.keys(), traits)
        problems += _unshown(layer, traits)
    words, added = _words(layers, results, problems)
    own_templates = frozenset(_files(layers[1:], "templates"))
    used = "".join(templates[name] for name in own_templates)
    for phrase, written in added.items():
        if not any(f'"{name}"' in used or f"'{name}'" in used for name in _names(phrase)):
            hint = suggestion(phrase, words["en"].phrases.keys() - added.keys(), "remove it, or use it in a template")
            problems.append(written.problem("theme/words/en.yaml", f'no template uses the phrase "{phrase}"', hint))
    files = {
        name: File(path=f"theme/static/{name}", disk_path=str(paths[-1])) for name, paths in _files(layers, "static").items()
    }
    assets = {name: _address(name, file) for name, file in files.items()}
    sheets = {
        name: sheet.loads(_text(Path(file.disk_path), file.path, problems))
        for name, file in files.items()
        if name.endswith(".css")
    }
    if problems:
        raise Misconfigured(problems)
    static = tuple((assets[name], file) for name, file in files.items())
    return Theme(templates=templates, traits=traits, own=own_templates, words=words, static=static, assets=assets, sheets=sheets)


def _unused(folder: Path, layer: Layer, templates: Set[str], traits: Mapping[str, Traits]) -> Iterator[Problem]:
    """Yield a problem for each unused file of the theme in `folder`: its name is misspelled, or it is in the wrong place."""
    for entry in sorted(folder.iterdir()):
        if (
            entry.name not in KINDS
            and (entry.is_dir() or entry.suffix in {".css", ".html", ".js", ".yaml"})
            and entry.name[0] != "."
        ):
            hint = suggestion(entry.name, KINDS, f"put it below theme/{', theme/'.join(KINDS)}, or remove it")
            yield Problem(path=f"theme/{entry.name}", what="nothing here is used", hint=hint)
    refers = [found.refers for found in traits.values()]
    if None in refers:
        return
    used = frozenset(chain.from_iterable(filter(None, refers)))
    built_in = {name.removeprefix(BUILT_IN) for name in templates if name.startswith(BUILT_IN)}
    for name in _files([layer], "templates"):
        if name not in built_in | used:
            hint = suggestion(
                name, templates - {name}, "name it after the template it replaces, or include it in one that is used"
            )
            yield Problem(path=f"theme/templates/{name}", what="nothing uses this template", hint=hint)


def _unshown(layer: Layer, traits: Mapping[str, Traits]) -> Iterator[Problem]:
    """Yield a problem for each block in the templates of `layer` that is never shown: its name is misspelled."""
    offered = frozenset().union(*(found.offers for found in traits.values()))
    for name in _files([layer], "templates"):
        for block, line in traits[name].fills:
            if block not in offered:
                hint = suggestion(block, offered, f"there are the blocks {', '.join(sorted(offered))}")
                what = f'no template that is extended has a block "{block}"'
                yield Problem(path=f"theme/templates/{name}", line=line, what=what, hint=hint)


def _names(phrase: str) -> Iterator[str]:
    """Yield the strings by which a template may use `phrase`: the whole, or a part of it, as in `"badge_" ~ view.kind`."""
    yield phrase
    for at, sign in enumerate(phrase):
        if sign == "_":
            yield from (phrase[: at + 1], phrase[at:])


def _traits(templates: Mapping[str, str], results: Results) -> Mapping[str, Traits]:
    """Return the traits of each of `templates`: those kept for its text, if any, or newly read."""
    marks = {name: digest.of(text) for name, text in templates.items()}
    known: Mapping[str, Traits] = results.find("traits") or {}
    by_mark = {marks[name]: known.get(marks[name]) or template.read(text) for name, text in templates.items()}
    if by_mark != known:
        results.keep("traits", by_mark)
    return {name: by_mark[mark] for name, mark in marks.items()}


def _layer(folder: Path, problems: list[Problem]) -> Layer:
    """Return the files of the theme in `folder` by their paths there: those by which a build knows whether the theme changed."""
    files = ((file.path.partition("/")[2], Path(file.disk_path)) for file in source.below(folder, problems))
    return {path: disk_path for path, disk_path in files if not disk_path.name.startswith(".") and not is_backup(disk_path.name)}


def _files(layers: Sequence[Layer], kind: str) -> dict[str, list[Path]]:
    """Return the files below `kind` in all `layers`, by their names there, sorted."""
    found: dict[str, list[Path]] = {}
    for layer in layers:
        for path, disk_path in layer.items():
            if path.startswith(f"{kind}/"):
                found.setdefault(path.removeprefix(f"{kind}/"), []).append(disk_path)
    return dict(sorted(found.items()))


def _text(file: Path, path: str, problems: list[Problem]) -> str:
    """Return the text of the `file`, which messages call `path`. If it is not text, return "" and append a problem."""
    return (encoding.decode(file.read_bytes(), path, problems) or "").removeprefix("\ufeff")


def _words(
    layers: Sequence[Layer], results: Results, problems: list[Problem]
) -> tuple[Mapping[str, Words], Mapping[str, Written]]:
    """Return the catalogues by language, and the keys that an archive adds; append to `problems` what is wrong with them.

    Both are kept between builds, under the texts of the catalogues.
    """
    texts = [
        {name: _text(disk_path, f"theme/words/{name}", problems) for name, (disk_path,) in _files([layer], "words").items()}
        for layer in layers
    ]
    key = f"words {digest.of(texts)}"
    known: tuple[Mapping[str, Words], Mapping[str, Written]] | None = results.find(key)
    if known is not None:
        return known
    wrong: list[Problem] = []
    tagged = [{name.removesuffix(".yaml"): text for name, text in layer.items() if _is_catalogue(name, wrong)} for layer in texts]
    read = [{tag: read_words(text, f"theme/words/{tag}.yaml", tag, wrong) for tag, text in layer.items()} for layer in tagged]
    found = laid_over(read, "theme/words", wrong)
    problems += wrong
    if not wrong:
        results.keep(key, found)
    return found


def _is_catalogue(name: str, problems: list[Problem]) -> bool:
    tag = language.canonical(name.partition(".")[0])
    known = language.is_known(tag)
    if known and name == f"{tag}.yaml":
        return True
    what = f'"{name}" is not the name of a catalogue, so no page would use it'
    hint = f"name it {tag}.yaml" if known else "name it after its language, such as pt-BR.yaml"
    problems.append(Problem(path=f"theme/words/{name}", what=what, hint=hint))
    return False


def _address(name: str, file: File) -> str:
    stem, dot, suffix = name.rpartition(".")
    return (
        f"{routes.IMMUTABLE}{stem}.{source.digest_of(file)[:10]}{dot}{suffix}"
        if suffix in {"css", "js"}
        else f"{routes.ASSETS}{name}"
    )
