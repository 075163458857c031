"""What a template says of itself, and how it is compiled: Jinja2. Knows no theme and no page.

To parse all templates takes longer than to render a page, so that what must be known of each before that is a value to keep.
What Jinja does again for every page though no template needs it is done once, or not at all; the pages are the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from jinja2 import BytecodeCache, Environment, meta, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import _escape_inner, escape  # type: ignore[attr-defined]  # what `escape` calls; the version is locked

from press.kernel.kept import kept

SITE = "site"
"""What templates call the settings."""
TOO_DEEP = "it is nested too deeply"
"""What is said of a template that cannot be read, or compiled, for that."""


@kept
@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What must be known of a template before anything is rendered."""

    flaw: str = ""
    """Why it cannot be read; empty if it can."""
    line: int = 1
    """Where that is."""
    refers: frozenset[str] | None = frozenset()
    """The templates that it extends, includes or imports by name; None if it may take any."""
    takes: frozenset[str] | None = frozenset()
    """The settings that it takes, by name; None if it may take any."""
    gives: frozenset[str] = frozenset()
    """Every name that it defines: of variables, macros and imports."""
    fills: tuple[tuple[str, int], ...] = ()
    """Name and line of each block that is shown only where a template that it extends has one of that name."""
    offers: frozenset[str] = frozenset()
    """The names of the other blocks that it has, and of those that it calls."""


class Results(Protocol):
    """Where what was read of a theme, and compiled, is kept from one build to the next."""

    def find(self, key: str) -> Any:
        """Return what was kept for `key`."""

    def keep(self, key: str, value: object) -> None:
        """Keep `value` for `key`."""


def read(text: str) -> Traits:
    """Return what must be known of the template `text`."""
    try:
        tree = _PARSER.parse(text)
        fills, offers = _blocks(tree)
        return Traits(refers=_refers(tree), takes=_takes(tree), gives=_gives(tree), fills=fills, offers=offers)
    except TemplateSyntaxError as error:
        return Traits(flaw=error.message or "", line=error.lineno)
    except RecursionError:
        return Traits(flaw=TOO_DEEP)


_PARSER = Environment(autoescape=True)


def _refers(tree: nodes.Template) -> frozenset[str] | None:
    names = set(meta.find_referenced_templates(tree))
    known = frozenset(name for name in names if name is not None)
    return known if len(known) == len(names) else None


def _takes(tree: nodes.Template) -> frozenset[str] | None:
    named = [node for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name) and node.node.name == SITE]
    whole = len(named) != sum(1 for node in tree.find_all(nodes.Name) if node.name == SITE)
    return None if whole else frozenset(node.attr for node in named)


def _gives(tree: nodes.Template) -> frozenset[str]:
    found = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    found |= {node.name for node in tree.find_all(nodes.Macro)}
    found |= {node.target for node in tree.find_all(nodes.Import)}
    imported = (name for node in tree.find_all(nodes.FromImport) for name in node.names)
    return frozenset(found | {name if isinstance(name, str) else name[1] for name in imported})


def _blocks(tree: nodes.Template) -> tuple[tuple[tuple[str, int], ...], frozenset[str]]:
    extends = any(isinstance(node, nodes.Extends) for node in tree.body)  # else it does so at most sometimes
    fills = {block.name: block.lineno for block in _outermost(tree)} if extends else {}
    called = {
        node.attr for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name) and node.node.name == "self"
    }
    return tuple(fills.items()), frozenset(called | {block.name for block in tree.find_all(nodes.Block)} - fills.keys())


def _outermost(node: nodes.Node) -> Iterator[nodes.Block]:
    """Yield each block below `node` that stands in no other."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outermost(child)


def closure(name: str, known: Mapping[str, Traits]) -> tuple[str, ...]:
    """Return `name` and every template of those `known` that it reaches by extends, include and import, sorted."""
    found, waiting = set(), [name]
    while waiting:
        here = waiting.pop()
        if here in known and here not in found:
            found.add(here)
            refers = known[here].refers
            waiting += known if refers is None else refers
    return tuple(sorted(found))


def taken(traits: Iterable[Traits], settings: object) -> object:
    """Return what templates with these `traits` take from `settings`: the values that they name, else all."""
    names: set[str] = set()
    for one in traits:
        if one.takes is None:
            return settings
        names |= one.takes
    return {name: getattr(settings, name, None) for name in names}


def remembering() -> Callable[..., str]:
    """Return a function that calls a macro once for each value, and remembers what it gave: a card stands on ten shelves."""
    kept: dict[tuple[object, ...], tuple[object, object, str]] = {}

    def once(macro: Any, value: object, **named: object) -> str:
        code = macro._func.__code__  # two macros may have one name, and even read alike
        key = (id(code), id(value), *named.items())
        if key not in kept:
            kept[key] = code, value, macro(value, **named)  # both are kept as well, so that nothing else gets their ids
        return kept[key][2]

    return once


def _escaped(value: object) -> str:
    """Return `value` as HTML. A text is not made a `Markup`: what it is written into becomes one, as a whole."""
    return _escape_inner(value) if type(value) is str else escape(value)


class _Calling(Context):
    """Calls what a template calls without asking whether it wants to know the context, which nothing here does."""

    def call(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:
        """Return what `function` does."""
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return function(*arguments, **named)


class _Writing(CodeGenerator):
    """Writes code in which the environment escapes values."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class Swift(Environment):
    """Computes what a template takes from `constants` when it is compiled, where that is a text: it is the same on every page."""

    code_generator_class = _Writing
    context_class = _Calling
    constants: Mapping[str, object] = {}
    escaped = staticmethod(_escaped)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Folder(self.constants).visit(super()._parse(source, name, filename))
        return tree


class _Folder(NodeTransformer):
    """Replaces expressions by the texts that they give, where these are known."""

    def __init__(self, constants: Mapping[str, object]) -> None:
        self._constants = constants

    def generic_visit(self, node: nodes.Node, *_: Any, **__: Any) -> nodes.Node:
        if isinstance(node, nodes.Call | nodes.Getattr | nodes.Getitem):
            try:
                value = self._value(node)
            except Exception:  # whatever is wrong is said when a page is rendered, if it is ever reached
                value = None
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


class Bytecode(BytecodeCache):
    """What Jinja compiles. Constants are computed then, so that all that they are computed from is part of the key."""

    def __init__(self, results: Results, constants: str) -> None:
        """Keep it in `results`; `constants` is the digest of all that they are computed from."""
        self._results = results
        self._constants = constants

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find again what the template of `bucket` was compiled to."""
        found = self._results.find(self._key(bucket))
        if found:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._results.keep(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return f"template {bucket.key} {self._constants}"
