"""The reference of views in docs/theme.md, generated from the code: every field, its type and its sentence."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

from press import pages
from press.formats import letter
from tests.workshop import PROJECT

FIRST, LAST = "<!-- views: taken from the code by make accept -->\n", "<!-- end of views -->\n"


def documented(document: str) -> str:
    """Return the text of docs/theme.md with its list of views generated from the code."""
    before, _, rest = document.partition(FIRST)
    return before + FIRST + "\n" + "\n".join(_sections()) + "\n" + LAST + rest.partition(LAST)[2]


def template(view: type) -> str:
    """Return the template that shows `view`."""
    return f"{view.__name__.removesuffix('View').lower()}.html"


def views() -> list[type]:
    """Return every view that a template shows, in the order of the kinds of page."""
    found = [
        value
        for names in map(vars, (*pages.kinds(), letter))
        for value in names.values()
        if _is_ours(value, names["__name__"]) and value.__name__.endswith("View")
    ]
    return [view for view in found if (PROJECT / "theme/templates" / template(view)).exists()]


def _is_ours(value: Any, module: str) -> bool:
    return isinstance(value, type) and is_dataclass(value) and value.__module__ == module


def _sections() -> Iterator[str]:
    waiting, seen = list(views()), set[type]()
    yield "### Views\n"
    while waiting:
        here = waiting.pop(0)
        if here in seen:
            continue
        if len(seen) == len(views()):
            yield "### What they are made of\n"
        seen.add(here)
        where = f" (`{template(here)}`)" if here in views() else ""
        yield f"**`{here.__name__}`**{where}: {_first(here.__doc__)}\n"
        yield "| name | type | what it is |\n|---|---|---|"
        for name, kind, text in _members(here):
            yield f"| `{name}` | `{kind}` | {text} |"
            waiting += [other for other in _named(kind, here) if other not in waiting]
        yield ""


def _members(here: type) -> Iterator[tuple[str, str, str]]:
    """Yield name, type and sentence of each field and property of the class `here`, first of those that it extends."""
    for base in here.__bases__:
        if is_dataclass(base) and not base.__module__.startswith("press.kernel."):  # what a digest is made of is for no template
            yield from _members(base)
    (body,) = [node for node in ast.parse(inspect.getsource(here)).body if isinstance(node, ast.ClassDef)]
    for node, after in zip(body.body, [*body.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and not node.target.id.startswith("_"):
            text = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            yield node.target.id, _written(node.annotation), _first(str(text))
        elif isinstance(node, ast.FunctionDef) and any(ast.unparse(mark) == "property" for mark in node.decorator_list):
            assert node.returns
            yield node.name, _written(node.returns), _first(ast.get_docstring(node))


def _written(annotation: ast.expr) -> str:
    return ast.unparse(annotation).replace("'", "").replace("|", "or")


def _first(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split()).replace("|", "\\|")


def _named(kind: str, here: type) -> Iterator[type]:
    """Yield the classes of this program in the type annotation `kind`, evaluated in the module of `here`."""
    names = vars(importlib.import_module(here.__module__))
    for word in re.findall(r"\w+", kind):
        value = names.get(word)
        if isinstance(value, type) and is_dataclass(value) and value.__module__.startswith("press."):
            yield value
