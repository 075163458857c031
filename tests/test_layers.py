"""The layers hold: which module may import which, and which may use the file system and the network."""

import ast
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PRESS = PROJECT / "press"

PACKAGES = [
    "kernel",
    "ground",
    "config",
    "text",
    "addresses",
    "articles",
    "promises",
    "catalogue",
    "formats",
    "pages",
    "edges",
    "stages",
    "desk",
    "shell",
]
"""From the bottom up: a package imports only those before it."""
PURE = PACKAGES[1 : PACKAGES.index("edges")]
"""Neither the disk nor the clock."""
PURE_EDGES = {"edges.sheet", "edges.template"}
"""No more do these."""
AMONG_EDGES = {
    "edges.theme edges.source",
    "edges.theme edges.sheet",
    "edges.theme edges.template",
    "edges.renderer edges.template",
    "edges.renderer edges.theme",
    "edges.drawings edges.source",
    "edges.pictures edges.drawings",
    "edges.pictures edges.source",
    "edges.pictures edges.whole",
    "edges.program edges.source",
    "edges.manifest edges.whole",
    "edges.survey edges.folders",
    "edges.survey edges.manifest",
    "edges.output edges.folders",
    "edges.output edges.lock",
    "edges.output edges.manifest",
    "edges.output edges.survey",
}
"""Which edge imports which."""
DOOR = {"request", "recipe", "build"}
"""What stands above all stages, and below the desk."""
WORLD = {
    "os",
    "io",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "uuid",
}


def package(name: str) -> str:
    """Return the package of the module `name`, a dotted path below press/; "stages" for the door to them."""
    top = name.split(".", maxsplit=1)[0]
    assert top in {*PACKAGES, *DOOR, ""}, f"press/{name} has no package: decide where it lives"
    return "stages" if top in DOOR else top


def modules() -> list[tuple[str, Path]]:
    found = []
    for place in sorted(PRESS.rglob("*.py")):
        name = ".".join(place.relative_to(PRESS).with_suffix("").parts).removesuffix("__init__").strip(".")
        found.append((name, place))
    return found


def imports(place: Path) -> set[str]:
    """Return every module that the file at `place` imports, in full."""
    names = set()
    for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{place}: relative import"
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def ours(place: Path) -> set[str]:
    known = {name for name, _ in modules()}
    inside = {name.removeprefix("press.") for name in imports(place) if name.startswith("press.")}
    return {name for name in inside if name in known} - {*PACKAGES} | inside & {"pages"}


@pytest.mark.parametrize(("name", "place"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_module_imports_only_what_lies_below(name: str, place: Path) -> None:
    own = package(name)
    for other in ours(place):
        theirs = package(other)
        if own == "edges":
            allowed = theirs in {"kernel", "ground", "config"} or other in {"catalogue.page", "addresses.routes"}
            assert allowed or f"{name} {other}" in AMONG_EDGES, f"the edge {name} imports {other}"
        elif own == theirs == "pages":
            assert name == "pages", f"{name} imports {other}: kinds of page never import each other"
        else:
            assert theirs == own or PACKAGES.index(theirs) < PACKAGES.index(own), f"{name} imports {other}, which stands above it"


WORLDLESS = {"pathlib.PurePosixPath", "io.StringIO"}
"""What of these touches nothing."""


def test_no_modules_import_each_other_in_a_circle() -> None:
    order = TopologicalSorter({name: ours(place) - {name} for name, place in modules()})
    assert list(order.static_order())


@pytest.mark.parametrize(("name", "place"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_below_the_edges_nothing_touches_the_world(name: str, place: Path) -> None:
    if package(name) not in PURE and name not in PURE_EDGES:
        return
    harmless = WORLDLESS & imports(place)
    assert not {full.split(".")[0] for full in imports(place) - harmless - {one.split(".")[0] for one in harmless}} & WORLD
    for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"open", "print", "input", "eval", "exec"}, f"{name} calls {node.func.id}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"now", "today", "utcnow"} or name in {"addresses.reference", "catalogue.settlement"}, (
                f"{name} asks the clock"
            )


def test_one_module_alone_reaches_the_network() -> None:
    for name, place in modules():
        reaching = {"urllib.request", "http.client", "socket", "ssl"} & imports(place)
        assert not reaching or name in {"edges.hub", "desk.serve"}, f"{name} imports {reaching}"


def test_the_kernel_knows_the_standard_library_only() -> None:
    for name, place in modules():
        if package(name) == "kernel":
            assert all(
                full.split(".")[0] in sys.stdlib_module_names or full.startswith("press.kernel") for full in imports(place)
            )


def test_only_the_edges_and_the_desk_reach_the_disk() -> None:
    for name, place in modules():
        text = place.read_text(encoding="utf-8")
        if any(call in text for call in ("read_text(", "read_bytes(", "write_text(", "write_bytes(", ".open(", "os.")):
            assert name in {
                "edges.source",
                "edges.theme",
                "edges.folders",
                "edges.lock",
                "edges.manifest",
                "edges.output",
                "edges.pagefind",
                "edges.pictures",
                "edges.program",
                "edges.drawings",
                "edges.whole",
                "desk.digest",
                "desk.pen",
                "desk.serve",
                "kernel.pool",
                "kernel.memo",
                "shell.ending",
                "shell.stream",
            }, f"{name} touches the disk"


def test_modules_and_functions_stay_small() -> None:
    for name, place in modules():
        text = place.read_text(encoding="utf-8")
        assert text.count("\n") <= 330, f"{name} has {text.count(chr(10))} lines: a second noun hides in it"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                assert length <= 62, f"{name}.{node.name} has {length} lines"


def test_every_module_says_what_it_does() -> None:
    for name, place in modules():
        assert ast.get_docstring(ast.parse(place.read_text(encoding="utf-8"))), name


def test_every_dataclass_is_a_value() -> None:
    for name, place in modules():
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                decorators = {ast.unparse(decorator).partition("(")[0] for decorator in node.decorator_list}
                assert "dataclass" not in decorators, f"{name}.{node.name}"
