"""The layers hold: which module may import which, and which may use the file system and the network."""

import ast
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PRESS = PROJECT / "press"

GROUND = {
    "problems",
    "extent",
    "filename",
    "grammar",
    "form",
    "slug",
    "collation",
    "plaintext",
    "language",
    "moment",
    "taxonomy",
    "adoption",
    "imprint",
    "markup",
    "channel",
    "settings",
    "sheet",
    "subscription",
    "template",
    "uri",
    "directive",
    "words",
}
MODEL = [
    "frontmatter",
    "amendment",
    "manuscript",
    "silence",
    "addenda",
    "expression",
    "routes",
    "collision",
    "article",
    "standalone",
    "hygiene",
    "transcript",
    "swift",
    "paragraph",
    "symbols",
    "directions",
    "unspaced",
    "excerpt",
    "footnote",
    "prose",
    "scrolling",
    "leaf",
    "card",
    "citation",
    "jsonld",
    "shelf",
    "related",
    "reference",
    "links",
    "division",
    "ledger",
    "remedy",
    "trace",
    "succession",
    "tenure",
    "naming",
    "archive",
    "chronicle",
    "weekly",
    "news",
    "page",
    "figure",
    "feed",
    "edition",
    "letter",
    "dataset",
    "settlement",
    "findable",
    "portable",
    "item",
    "xmlfeed",
    "jsonfeed",
    "syndication",
    "opml",
]
"""From the bottom up: each may import those before it."""
EDGES = {"source", "theme", "folders", "manifest", "survey", "output", "pagefind", "pictures", "hub"}
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


BUILD = {
    "agenda",
    "build",
    "cache",
    "contents",
    "copies",
    "emblem",
    "desk",
    "gather",
    "leaves",
    "parted",
    "plan",
    "proof",
    "recipe",
    "rendering",
    "request",
    "searching",
    "stamps",
}
SHELL = {"ending", "stream", "terminal"}
LAYERS = {
    "kernel": 0,
    "": 1,
    **dict.fromkeys(GROUND, 1),
    **dict.fromkeys(MODEL, 2),
    "pages": 3,
    **dict.fromkeys(EDGES, 4),
    **dict.fromkeys(BUILD, 5),
    **dict.fromkeys(SHELL, 6),
}


def layer(name: str) -> int:
    """Return the layer of the module `name`, as press/-relative dotted path."""
    top = name.split(".", maxsplit=1)[0]
    assert top in LAYERS, f"press/{name} has no layer: decide where it lives"
    return LAYERS[top]


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
    return {name for name in inside if name in known}


@pytest.mark.parametrize(("name", "place"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_module_imports_only_what_lies_below(name: str, place: Path) -> None:
    for other in ours(place):
        if layer(name) == 4:
            among_edges = {("theme", "source"), ("pictures", "source"), ("survey", "folders"), ("survey", "manifest")}
            among_edges |= {("output", other) for other in ("folders", "manifest", "survey")}
            allowed = layer(other) <= 1 or other in {"page", "routes"} or (name, other) in among_edges
            assert allowed, f"the edge {name} imports {other}"
        elif name == "pages":
            assert other.split(".")[0] == "pages" or layer(other) <= 2
        elif layer(name) == 3:
            assert layer(other) <= 2, f"{name} imports {other}: kinds of page never import each other"
        elif layer(name) == 2:
            in_order = MODEL.index(other) < MODEL.index(name) if layer(other) == 2 else layer(other) < 2
            assert in_order, f"{name} imports {other}, which stands above it"
        else:
            assert layer(other) <= layer(name), f"{name} imports {other}"


@pytest.mark.parametrize(("name", "place"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_below_the_edges_nothing_touches_the_world(name: str, place: Path) -> None:
    if not 1 <= layer(name) <= 3:
        return
    tops = {full.split(".")[0] for full in imports(place)}
    purely_paths = {"pathlib"} if "pathlib.PurePosixPath" in imports(place) and "pathlib.Path" not in imports(place) else set()
    assert not tops & WORLD - purely_paths
    for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"open", "print", "input", "eval", "exec"}, f"{name} calls {node.func.id}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"now", "today", "utcnow"} or name in {"reference", "settlement"}, f"{name} asks the clock"


def test_one_module_alone_reaches_the_network() -> None:
    for name, place in modules():
        reaching = {"urllib.request", "http.client", "socket", "ssl"} & imports(place)
        assert not reaching or name in {"hub", "desk.serve"}, f"{name} imports {reaching}"


def test_the_kernel_knows_the_standard_library_only() -> None:
    for name, place in modules():
        if layer(name) == 0:
            assert all(
                full.split(".")[0] in sys.stdlib_module_names or full.startswith("press.kernel") for full in imports(place)
            )


def test_only_the_edges_and_the_desk_reach_the_disk() -> None:
    for name, place in modules():
        text = place.read_text(encoding="utf-8")
        if any(call in text for call in ("read_text(", "read_bytes(", "write_text(", "write_bytes(", ".open(", "os.")):
            assert name in {
                "source",
                "theme",
                "folders",
                "manifest",
                "output",
                "pagefind",
                "pictures",
                "desk.digest",
                "desk.pen",
                "desk.serve",
                "kernel.pool",
                "kernel.memo",
                "ending",
                "stream",
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


def test_every_value_is_frozen() -> None:
    for name, place in modules():
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                for decorator in node.decorator_list:
                    if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "dataclass":
                        given = {keyword.arg for keyword in decorator.keywords}
                        assert {"frozen", "slots", "kw_only"} <= given, f"{name}.{node.name}"
