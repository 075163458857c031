"""Analyses templates and compiles them: Jinja2. Knows no theme and no page.

Parsing all templates takes longer than rendering a page; what must be known of each beforehand is therefore a value that can be
kept between builds. What Jinja repeats for every page, although no template needs it, is done once or not at all; the pages are
the same.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any, Protocol

from jinja2 import BytecodeCache, Environment, StrictUndefined, UndefinedError, meta, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # what `escape` calls; the version is locked

from press.ground.problems import Problem
from press.ground.suggestion import suggestion
from press.ground.uri import is_local
from press.kernel.value import value

SITE = "site"
"""The name of the settings in templates."""
TOO_DEEP = "it is nested too deeply"
"""The flaw of a template that exceeds the recursion limit when it is read or compiled."""
EMPTY = "it is empty"
"""The flaw of a template without anything but white space and comments: its pages would be empty as well."""


@value
class Traits:
    """What must be known of a template before anything is rendered."""

    flaw: str = ""
    """Why it cannot be read; empty if it can."""
    line: int = 1
    """The line of the flaw."""
    refers: frozenset[str] | None = frozenset()
    """The names of the templates that it extends, includes or imports; None if it may be any."""
    takes: frozenset[str] | None = frozenset()
    """The names of the settings that it uses; None if it may be any."""
    fills: tuple[tuple[str, int], ...] = ()
    """Name and line of each block that is shown only if a template that it extends has a block of that name."""
    offers: frozenset[str] = frozenset()
    """The names of its other blocks, and of the blocks that it calls."""
    links: tuple[tuple[str, int], ...] = ()
    """Each address of the site that is written out in it as a link, and its line."""
    strays: tuple[int, ...] = ()
    """The lines of what stands outside of its blocks although it extends another template: that is never shown, or elsewhere."""


class Results(Protocol):
    """Where what was read from a theme, and compiled, is kept between builds."""

    def find(self, key: str) -> Any:
        """Return what was kept for `key`."""

    def keep(self, key: str, value: object) -> None:
        """Keep `value` for `key`."""


def read(text: str) -> Traits:
    """Return the traits of the template `text`."""
    try:
        tree = _PARSER.parse(text)
        if not any(map(_first_line, tree.body)):
            return Traits(flaw=EMPTY)
        extends = any(isinstance(node, nodes.Extends) for node in tree.body)  # elsewhere it may depend on a condition
        fills, offers = _blocks(tree, extends)
        strays = tuple(_strays(tree)) if extends else ()
        links = tuple(_links(tree))
        return Traits(refers=_refers(tree), takes=_takes(tree), fills=fills, offers=offers, links=links, strays=strays)
    except TemplateSyntaxError as error:
        return Traits(flaw=error.message or "", line=error.lineno)
    except RecursionError:
        return Traits(flaw=TOO_DEEP)


def flaws(traits: Mapping[str, Traits], unread: Set[str], built_in: Set[str]) -> Iterator[Problem]:
    """Yield a problem for whatever is wrong with the text of a template, by name in `traits`, unless its file is one of `unread`.

    A template must not be empty if it replaces a `built_in` one; any other is included, and may be meant to be empty.
    """
    for name, found in traits.items():
        path = f"theme/templates/{name}"
        if found.flaw == EMPTY:
            if name in built_in and path not in unread:
                yield Problem(path=path, what="this template is empty", hint="write it, or remove it")
        elif found.flaw and path not in unread:
            yield Problem(path=path, line=found.line, what=f"this template cannot be read: {found.flaw}", hint="correct it")
        for line in found.strays:
            what = "this stands in no block, although the template extends another"
            yield Problem(path=path, line=line, what=what, hint="put it into a block, or make it a comment: {# … #}")


_PARSER = Environment(autoescape=True)


def _refers(tree: nodes.Template) -> frozenset[str] | None:
    names = set(meta.find_referenced_templates(tree))
    known = frozenset(name for name in names if name is not None)
    return known if len(known) == len(names) else None


def _takes(tree: nodes.Template) -> frozenset[str] | None:
    named = [node for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name) and node.node.name == SITE]
    whole = len(named) != sum(1 for node in tree.find_all(nodes.Name) if node.name == SITE)
    return None if whole else frozenset(node.attr for node in named)


def _blocks(tree: nodes.Template, extends: bool) -> tuple[tuple[tuple[str, int], ...], frozenset[str]]:
    fills = {block.name: block.lineno for block in _outermost(tree)} if extends else {}
    called = {
        node.attr for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name) and node.node.name == "self"
    }
    return tuple(fills.items()), frozenset(called | {block.name for block in tree.find_all(nodes.Block)} - fills.keys())


def _links(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    for node in tree.find_all(nodes.Filter):
        written = node.node.value if isinstance(node.node, nodes.Const) else None
        if node.name in {"href", "absolute"} and isinstance(written, str) and is_local(written):
            yield written, node.lineno


def _outermost(node: nodes.Node) -> Iterator[nodes.Block]:
    """Yield each block below `node` that is not inside another one."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outermost(child)


def _strays(node: nodes.Node) -> Iterator[int]:
    """Yield the line of whatever below `node` would be shown, and is in no block, macro or variable."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Output | nodes.Include | nodes.CallBlock):
            yield from filter(None, [_first_line(child)])
        elif not isinstance(child, nodes.Block | nodes.Macro | nodes.AssignBlock):
            yield from _strays(child)


def _first_line(node: nodes.Node) -> int:
    """Return the line where `node` begins; 0 if it is only white space."""
    if isinstance(node, nodes.Output):
        return next(filter(None, map(_first_line, node.nodes)), 0)
    if isinstance(node, nodes.TemplateData):
        shown = node.data.lstrip()
        return node.lineno + node.data.removesuffix(shown).count("\n") if shown else 0
    return node.lineno


def closure(name: str, known: Mapping[str, Traits]) -> tuple[str, ...]:
    """Return `name` and all `known` templates that it reaches by extends, include and import, sorted."""
    found, waiting = set(), [name]
    while waiting:
        here = waiting.pop()
        if here in known and here not in found:
            found.add(here)
            refers = known[here].refers
            waiting += known if refers is None else refers
    return tuple(sorted(found))


def taken(traits: Iterable[Traits], settings: object) -> object:
    """Return what templates with these `traits` use of `settings`: the values by name, or all settings if it may be any."""
    names: set[str] = set()
    for template in traits:
        if template.takes is None:
            return settings
        names |= template.takes
    return {name: getattr(settings, name, None) for name in names}


def remembering() -> Callable[..., str]:
    """Return a function that calls a macro once for each value and remembers the result: a card is on about ten shelves."""
    kept: dict[tuple[object, ...], tuple[object, object, str]] = {}

    def once(macro: Any, value: object, **named: object) -> str:
        code = macro._func.__code__  # two macros may have the same name, and even the same text
        key = (id(code), id(value), *named.items())
        found = kept.get(key)
        if found is None:  # code and value are kept alive, so that no other object gets their ids
            found = kept[key] = code, value, macro(value, **named)
        return found[2]

    return once


def _escaped(value: object) -> str:
    """Return `value` as HTML. A string does not become a `Markup`, and a `Markup` no second one: only the whole output does."""
    if type(value) is str:
        return _escape_inner(value)
    return value if type(value) is Markup else escape(value)


class Unknown(StrictUndefined):
    """What a template asks for in vain. To use it is an error that names it, with a note if there is a similar name."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = UndefinedError) -> None:
        """Take what Jinja knows: its own words, if it has any, or the `name` that nothing, or that `obj`, has."""
        named = isinstance(name, str) and not hint
        if named and obj is not missing and hasattr(type(obj), str(name)):
            getattr(obj, str(name))  # it is there: what it raised is a mistake of this program, and Jinja took it for absence
        whose = "there is" if obj is missing else f"{getattr(obj, '__name__', type(obj).__name__)} has"
        whose = "what stands before it is nothing on this page (None), and has" if obj is None else whose

        def noted(message: str) -> Exception:
            error: Exception = exc(message)
            if named and obj is None:
                error.add_note("ask first whether there is one: {% if … %}")
            elif named and obj is not missing:
                error.add_note(suggestion(str(name), (one for one in dir(obj) if not one.startswith("_"))))
            return error

        super().__init__(f'{whose} no "{name}"' if named else hint, obj, name, noted)  # type: ignore[arg-type]  # it only calls it


class _Calling(Context):
    """Calls functions without checking whether they want the context: none of those in templates does."""

    call: Any = staticmethod(operator.call)  # it takes whatever its function takes


class _Writing(CodeGenerator):
    """Generates code that does less for each value. It escapes with the `escaped` of the environment."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")

    def signature(self, node: Any, frame: Frame, extra_kwargs: Mapping[str, Any] | None = None) -> None:
        """Write the arguments of a call, without those from which Jinja makes the context that no function wants."""
        super().signature(node, frame, {name: value for name, value in (extra_kwargs or {}).items() if name == "caller"})


class Swift(Environment):
    """An environment whose templates do less for each value."""

    code_generator_class = _Writing
    context_class = _Calling
    escaped = staticmethod(_escaped)


class Bytecode(BytecodeCache):
    """Keeps what Jinja compiles. This includes what filters make of constants: all that they depend on is part of the key."""

    def __init__(self, results: Results, filters: str) -> None:
        """Keep code in `results`; `filters` is the digest of all that filters depend on."""
        self._results = results
        self._filters = filters

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the code that was kept for the template of `bucket`, if any."""
        found = self._results.find(self._key(bucket))
        if found:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code in `bucket`."""
        self._results.keep(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return f"template {bucket.key} {self._filters}"
