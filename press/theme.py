"""Reads a theme and renders pages with it: Jinja2, autoescaping, every undefined name an error. Knows no kind of page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from jinja2 import BytecodeCache, DictLoader, Environment, StrictUndefined, TemplateError, meta, nodes
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateSyntaxError
from jinja2.visitor import NodeTransformer

from press import language, routes, source
from press.kernel import digest
from press.page import Page
from press.problems import Misconfigured, Problem
from press.settings import Settings
from press.source import File
from press.words import Words, compare, read as read_words

BUILT_IN = "built-in/"
"""What the name of a template begins with, to mean the built-in one, where an archive has its own of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme as it was read."""

    templates: Mapping[str, str]
    """The text of each template by name."""
    words: Mapping[str, Words]
    """The catalogues by language."""
    static: tuple[tuple[str, File], ...]
    """Address and file of everything below static/."""
    assets: Mapping[str, str]
    """The address of each of these, by its name below static/."""


def read(folders: Sequence[Path]) -> Theme:
    """Return the theme in `folders`, or raise `Misconfigured` with everything that is wrong with it.

    The first is the built-in theme; a file of a later one takes the place of that of the same name, and a catalogue that
    of the phrases it has.
    """
    problems: list[Problem] = []
    templates = {}
    for name, places in _files(folders, "templates").items():
        templates[name] = places[-1].read_text(encoding="utf-8")
        if len(places) > 1:
            templates[f"{BUILT_IN}{name}"] = places[0].read_text(encoding="utf-8")
    for name, text in templates.items():
        try:
            _parsed(text)
        except TemplateSyntaxError as error:
            what = f"this template cannot be read: {error.message}"
            problems.append(Problem(path=f"theme/templates/{name}", line=error.lineno, what=what, hint="mend it"))
    words = _words(folders, problems)
    files = {name: File(path=f"theme/static/{name}", place=str(places[-1])) for name, places in _files(folders, "static").items()}
    assets = {name: _address(name, file) for name, file in files.items()}
    if problems:
        raise Misconfigured(problems)
    static = tuple((assets[name], file) for name, file in files.items())
    return Theme(templates=templates, words=words, static=static, assets=assets)


def _files(folders: Sequence[Path], kind: str) -> dict[str, list[Path]]:
    """Return every file below `kind` in each of `folders`, by its name there, sorted."""
    found: dict[str, list[Path]] = {}
    for folder in folders:
        for place in (folder / kind).rglob("*"):
            if place.is_file() and not place.name.startswith("."):
                found.setdefault(place.relative_to(folder / kind).as_posix(), []).append(place)
    return dict(sorted(found.items()))


def _words(folders: Sequence[Path], problems: list[Problem]) -> dict[str, Words]:
    """Return the catalogues by language; append to `problems` what is wrong with them."""
    words: dict[str, Words] = {}
    for name, places in _files(folders, "words").items():
        tag = name.removesuffix(".yaml")
        for place in places:
            catalogue = read_words(place.read_text(encoding="utf-8"), f"theme/words/{name}", tag, problems)
            words[tag] = words[tag].overridden(catalogue) if tag in words else catalogue
    if "en" not in words:
        what = "the catalogue en.yaml is missing"
        problems.append(Problem(path="theme/words", what=what, hint="it is what the other languages are compared with"))
    for tag, catalogue in words.items() if "en" in words else ():
        problems += compare(catalogue, words["en"], f"theme/words/{tag}.yaml")
    return words


def _address(name: str, file: File) -> str:
    stem, dot, suffix = name.rpartition(".")
    return (
        f"{routes.FIXED}{stem}.{source.digest_of(file)[:10]}{dot}{suffix}"
        if suffix in {"css", "js"}
        else f"{routes.ASSETS}{name}"
    )


_PARSER = Environment(autoescape=True)


@cache
def _parsed(text: str) -> nodes.Template:
    return _PARSER.parse(text)


def _closure(name: str, templates: Mapping[str, str]) -> tuple[str, ...]:
    """Return `name` and every template that it reaches by extends, include and import, sorted."""
    found, waiting = set(), [name]
    while waiting:
        here = waiting.pop()
        if here in templates and here not in found:
            found.add(here)
            waiting += [other for other in meta.find_referenced_templates(_parsed(templates[here])) if other]
    return tuple(sorted(found))


def _taken(texts: Iterable[str], settings: Settings) -> object:
    """Return what the templates `texts` take from `settings`: the values that they name, else all."""
    taken: dict[str, object] = {}
    for text in texts:
        tree = _parsed(text)
        named = [node for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name) and node.node.name == "site"]
        if len(named) != sum(1 for node in tree.find_all(nodes.Name) if node.name == "site"):
            return settings
        taken |= {node.attr: getattr(settings, node.attr, None) for node in named}
    return taken


class Compiled(Protocol):
    """Where compiled templates are kept from one build to the next."""

    def find(self, key: str) -> bytes | None:
        """Return what was kept for `key`."""

    def keep(self, key: str, value: bytes) -> None:
        """Keep `value` for `key`."""


class Renderer:
    """Turns pages into bytes. One environment for each language of the interface."""

    def __init__(self, theme: Theme, settings: Settings, compiled: Compiled) -> None:
        """Render with `theme` for the site of `settings`; templates are found in `compiled`, or compiled and kept there."""
        self._theme = theme
        self._settings = settings
        self._compiled = compiled
        self._environments: dict[str, Environment] = {}
        self._keys: dict[tuple[str, str], str] = {}

    def render(self, page: Page, view: Any) -> bytes:
        """Return the bytes of `page`, which shows `view`, or raise `Misconfigured` naming the template that failed."""
        if page.write is not None:
            return page.write(view)
        environment = self._environment(view.frame.lang)
        try:
            return environment.get_template(page.template).render(view=view).encode()
        except (TemplateError, TypeError, ValueError, LookupError, AttributeError) as error:
            raise Misconfigured([_located(error, page)]) from error

    def template_key(self, page: Page, tag: str) -> str:
        """Return the digest of the template of `page`, with all it includes and takes from settings and the words of `tag`.

        For a page that a function writes, this is the digest of its name.
        """
        name = page.template
        if page.write:
            return digest.of(page.write)
        if (name, tag) not in self._keys:
            texts = {one: self._theme.templates[one] for one in _closure(name, self._theme.templates)}
            site = _taken(texts.values(), self._settings)
            self._keys[name, tag] = digest.of((texts, site, self._theme.words[tag], self._settings.base_url, self._theme.assets))
        return self._keys[name, tag]

    def _environment(self, tag: str) -> Environment:
        if tag not in self._environments:
            self._environments[tag] = _environment(self._theme, self._settings, self._theme.words[tag], self._compiled)
        return self._environments[tag]


class _Bytecode(BytecodeCache):
    """What Jinja compiles. Constants are computed then, so that all that they are computed from is part of the key."""

    def __init__(self, compiled: Compiled, constants: str) -> None:
        self._compiled = compiled
        self._constants = constants

    def load_bytecode(self, bucket: Bucket) -> None:
        found = self._compiled.find(self._key(bucket))
        if found:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled.keep(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return f"template {bucket.key} {self._constants}"


class _Environment(Environment):
    """Computes what a template takes from `constants` when it is compiled, where that is a text: it is the same on every page."""

    constants: Mapping[str, object] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Folding(self.constants).visit(super()._parse(source, name, filename))
        return tree


class _Folding(NodeTransformer):
    """Puts texts in the place of the expressions that give them."""

    def __init__(self, constants: Mapping[str, object]) -> None:
        self._constants = constants

    def generic_visit(self, node: nodes.Node, *_: Any, **__: Any) -> nodes.Node:
        if isinstance(node, nodes.Call | nodes.Getattr | nodes.Getitem):
            try:
                value = self._value(node)
            except (LookupError, TypeError, ValueError, AttributeError):
                value = None  # what is wrong is said when a page is rendered, if it is ever reached
            if type(value) is str:
                return nodes.Const(value, lineno=node.lineno, environment=node.environment)
        return super().generic_visit(node)

    def _value(self, node: nodes.Node) -> Any:
        """Return what `node` gives, or raise LookupError if that is not known."""
        match node:
            case nodes.Const():
                return node.value
            case nodes.Name():
                return self._constants[node.name]
            case nodes.Getattr():
                return getattr(self._value(node.node), node.attr)
            case nodes.Getitem():
                return self._value(node.node)[self._value(node.arg)]
            case nodes.Call(dyn_args=None, dyn_kwargs=None):
                named = {pair.key: self._value(pair.value) for pair in node.kwargs}
                return self._value(node.node)(*map(self._value, node.args), **named)
        raise LookupError


def _assigned(templates: Iterable[str]) -> set[str]:
    """Return every name that any of `templates` gives to something."""
    trees = [_parsed(text) for text in templates]
    found = {node.name for tree in trees for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    found |= {node.name for tree in trees for node in tree.find_all(nodes.Macro)}
    found |= {node.target for tree in trees for node in tree.find_all(nodes.Import)}
    imported = (name for tree in trees for node in tree.find_all(nodes.FromImport) for name in node.names)
    return found | {name if isinstance(name, str) else name[1] for name in imported}


def _environment(theme: Theme, settings: Settings, words: Words, compiled: Compiled) -> Environment:
    known = {"site": settings, "words": words, "assets": theme.assets, "direction": language.direction}
    assigned = _assigned(theme.templates.values())
    constants = {name: value for name, value in known.items() if name not in assigned}
    environment = _Environment(
        loader=DictLoader(theme.templates), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, auto_reload=False, cache_size=-1,
        bytecode_cache=_Bytecode(compiled, digest.of((settings, words, theme.assets, sorted(constants)))),
    )  # fmt: skip
    environment.constants = constants
    environment.globals.update({**known, "once": _once()})
    environment.filters.update(
        {
            "href": lambda address: address if _outside(address) else routes.href(address, settings.base_path),
            "absolute": lambda address: address if _outside(address) else routes.url(address, settings.base_url),
            "day": words.day,
            "time": words.time,
            "month": words.month,
            "month_name": words.month_name,
            "distance": words.distance,
            "component": _component,
        }
    )
    return environment


_COMPONENT = {code: quote(chr(code), safe="") for code in range(128)}


def _component(text: str) -> str:
    """Return `text` percent-encoded as a part of a URL (RFC 3986)."""
    return text.translate(_COMPONENT) if text.isascii() else quote(text, safe="")


def _once() -> Callable[..., str]:
    """Return what calls a macro once for each value and remembers: a card stands on ten shelves and is written once."""
    kept: dict[tuple[object, ...], tuple[object, str]] = {}

    def once(macro: Any, value: object, **named: object) -> str:
        key = (macro.name, id(value), *named.items())
        if key not in kept:
            kept[key] = value, macro(value, **named)  # the value is kept as well, so that no other gets its id
        return kept[key][1]

    return once


def _outside(address: str) -> bool:
    return not address.startswith("/") or address.startswith("//")


def _located(error: Exception, page: Page) -> Problem:
    """Return a problem at the line of the template in which `error` was raised."""
    path, line = page.template, 1
    traceback: Any = error.__traceback__
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if name.endswith(".html") or name == "<template>":
            path, line = traceback.tb_frame.f_globals.get("name", path) if name == "<template>" else name, traceback.tb_lineno
        traceback = traceback.tb_next
    what = f"the template failed on {page.address}: {error or type(error).__name__}"
    return Problem(path=f"theme/templates/{path}", line=line, what=what, hint="docs/theme.md says what it gets")
