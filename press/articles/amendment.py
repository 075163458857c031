"""Adds aliases to the front matter of a text and changes nothing else. Knows positions in YAML, not what addresses mean.

Line ends, byte order mark, comments, the order of keys and the style of a list are preserved. Each proposal is read again and
compared with what was read before; one that would change anything else is discarded.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from press.articles import frontmatter, mending
from press.articles.frontmatter import Parts
from press.config.adoption import Adoption
from press.ground import form
from press.ground.form import Form
from press.ground.grammar import NULL
from press.ground.problems import Problem, errors

KEY = "aliases"
"""Our own name for the key, which adopted front matter may call differently."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNIT = re.compile(r"\r\n|[\s\S]")
_PLAIN = re.compile(r"/[\w/.~-]*")
_DASH = re.compile(r" *-[ \t]+")

Edit = tuple[int, int, str]
"""A replacement in the YAML: the offsets of its first character and past its last, and the new text."""


def with_aliases(text: str, addresses: Sequence[str], adoption: Adoption) -> str | None:
    """Return `text` with `addresses` added to its aliases, or None if that is not possible without changing more.

    `adoption` says how the front matter is read.
    """
    before = _read(text, adoption)
    if before is None:
        return None
    parts, matter = before
    offsets = _offsets(text, parts, adoption.mend_forbidden)
    for edits in _proposals(parts.yaml, matter, addresses, adoption.named(KEY)):
        amended = _edited(text, offsets, edits)
        if _adds_only(amended, before, addresses, adoption):
            return amended
    return None


def _read(text: str, adoption: Adoption) -> tuple[Parts, Form] | None:
    """Return the parts of `text` and its front matter, or None if either has errors."""
    problems: list[Problem] = []
    parts = frontmatter.split(text, "", problems, mend_forbidden=adoption.mend_forbidden)
    if parts is None:
        return None
    renamed = dict(adoption.fields)
    matter = form.read(parts.yaml, "", parts.yaml_line, problems, renamed=renamed, ignored=adoption.ignore)
    return None if matter is None or errors(problems) else (parts, matter)


def _offsets(text: str, parts: Parts, mend_forbidden: bool) -> list[int]:
    """Return the offset in `text` of each character of the YAML, and of the one after the last."""
    units = [unit.start() for unit in _UNIT.finditer(text, int(text.startswith("\ufeff")))]
    read = frontmatter.with_line_feeds(text)
    read, kept = mending.mended(read) if mend_forbidden else (read, range(len(read) + 1))
    start = len(read) - len(read.split("\n", parts.yaml_line - 1)[-1])
    return [units[at] for at in kept[start : start + len(parts.yaml) + 1]]


def _edited(text: str, offsets: Sequence[int], edits: Sequence[Edit]) -> str:
    """Return `text` after `edits`, applied from the end; line feeds in inserted text become the line end used there."""
    for start, end, words in sorted(edits, reverse=True):
        ends = _LINE_END.findall(text, 0, offsets[start])
        inserted = words.replace("\n", ends[-1])
        text = text[: offsets[start]] + inserted + text[offsets[end] :]
    return text


def _proposals(yaml: str, read: Form, addresses: Sequence[str], key: str) -> Iterator[Sequence[Edit]]:
    """Yield ways to add `addresses`, the most natural first; a new key for them is called `key`."""
    words = [_word(address) for address in addresses]
    value = read.node_of(KEY)
    if value is None:
        yield from _new_key(yaml, read.node, key, words)
        return
    start, end = value.start_mark.index, value.end_mark.index
    if isinstance(value, SequenceNode):
        yield from _in_flow(value, words) if value.flow_style else _in_block(yaml, value, words)
    elif isinstance(value, ScalarNode):
        if value.tag == NULL:
            space = " " if yaml[start - 1 : start] == ":" else ""
            yield [(start, end, f"{space}[{', '.join(words)}]")]
        yield [(start, start, "["), (end, end, f", {', '.join(words)}]")]
        quoted = value.value.replace("'", "''")
        yield [(start, end, f"['{quoted}', {', '.join(words)}]")]


def _new_key(yaml: str, root: MappingNode, key: str, words: Sequence[str]) -> Iterator[Sequence[Edit]]:
    line = f"{key}: [{', '.join(words)}]"
    start = root.start_mark.index
    if root.flow_style:
        yield [(start + 1, start + 1, f"{line}, " if root.value else line)]
        return
    indent = " " * root.start_mark.column
    yield [(len(yaml), len(yaml), f"{indent}{line}\n")]
    yield [(start, start, f"{line}\n{indent}")]


def _in_flow(value: SequenceNode, words: Sequence[str]) -> Iterator[Sequence[Edit]]:
    start = value.start_mark.index + 1
    if value.value:
        end = value.value[-1].end_mark.index
        yield [(end, end, f", {', '.join(words)}")]
        yield [(start, start, f"{', '.join(words)}, ")]
    else:
        yield [(start, start, ", ".join(words))]


def _in_block(yaml: str, value: SequenceNode, words: Sequence[str]) -> Iterator[Sequence[Edit]]:
    """Yield the edit that adds a line for each word below the last item, in its style, then one above the first."""
    indent = " " * value.start_mark.column
    last = value.value[-1]
    begins = yaml.rfind("\n", 0, last.start_mark.index) + 1
    style = yaml[begins : last.start_mark.index]
    style = style if _DASH.fullmatch(style) else f"{indent}- "
    below = yaml.find("\n", last.end_mark.index) + 1 or len(yaml)
    yield [(below, below, "".join(f"{style}{word}\n" for word in words))]
    above = value.start_mark.index
    yield [(above, above, "".join(f"- {word}\n{indent}" for word in words))]


def _word(address: str) -> str:
    """Return `address` in a form that is safe anywhere in YAML: plain, or in single quotation marks (YAML 1.1, 9.1.2)."""
    escaped = address.replace("'", "''")
    return address if _PLAIN.fullmatch(address) else f"'{escaped}'"


def _adds_only(amended: str, before: tuple[Parts, Form], addresses: Sequence[str], adoption: Adoption) -> bool:
    """Return whether `amended` reads the same as `before`, but for the additional aliases `addresses`."""
    after = _read(amended, adoption)
    if after is None:
        return False
    (old_parts, old), (new_parts, new) = before, after
    if new_parts.body != old_parts.body or _aliases(new) != sorted([*_aliases(old), *addresses]) or errors(new.problems):
        return False
    renamed = dict(adoption.fields)
    left, right = _others(old, renamed), _others(new, renamed)
    seen: set[tuple[int, int]] = set()
    return len(left) == len(right) and all(_same(a, b, seen) for a, b in zip(left, right, strict=True))


def _aliases(read: Form) -> list[str]:
    return sorted(written.text for written in read.texts(KEY))


def _others(read: Form, renamed: Mapping[str, str]) -> list[Node]:
    """Return every key and value of `read`, except those of its aliases."""
    own = read.node_of(KEY)
    pairs = ((key, value) for key, value in read.node.value if value is not own or renamed.get(key.value, key.value) != KEY)
    return [node for pair in pairs for node in pair]


def _same(a: Node, b: Node, seen: set[tuple[int, int]]) -> bool:
    """Return whether two nodes are equal but for their positions. Nodes that contain themselves are compared once."""
    if (id(a), id(b)) in seen:
        return True
    seen.add((id(a), id(b)))
    if a.tag != b.tag or type(a) is not type(b):
        return False
    if isinstance(a, ScalarNode):
        return bool(a.value == b.value)
    if len(a.value) != len(b.value):
        return False
    if isinstance(a, MappingNode):
        return all(_same(x, y, seen) for pairs in zip(a.value, b.value, strict=True) for x, y in zip(*pairs, strict=True))
    return all(_same(x, y, seen) for x, y in zip(a.value, b.value, strict=True))
