"""YAML before anybody asks what it means: whether it is nested too deeply, and its errors in words that an author understands."""

import re
from collections.abc import Iterator

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MAX_DEPTH = 100
"""Levels of nesting. libyaml overflows the stack of the process at some 10,000; a person needs five."""
MAX_INDENT = 200
"""Columns of indentation: a block of YAML nests no deeper than it is indented."""

_INDENT = re.compile(r"^(?:[ \t]|[-?:](?=[ \t]))+", re.MULTILINE)
_MARK = re.compile(r"([!&])([^\s,\[\]{}]*)")
_COMMENT = re.compile(r"[ \t]+(#[^\s#].*)")
_BREAK = re.compile("[\x85\u2028\u2029]")
_BRACKETS = re.compile(r"[\[{\]}]")
_OPENED = (
    ("found unexpected end of stream", "a quotation mark is opened and never closed", "close it"),
    ("did not find expected ',' or ']'", "a list opened with [ is never closed", "close it with ]"),
    ("did not find expected ',' or '}'", "a mapping opened with { is never closed", "close it with }"),
)
"""What the parser notices at the very end; the place to mend is where it was opened."""
_PLAIN_WORDS = (
    ("mapping values are not allowed", 'a ": " stands where YAML does not expect one',
     "put the whole value in quotation marks, or mend the indentation"),
    ("found unknown escape character", "a backslash in a double-quoted value starts no known escape",
     "use single quotation marks, or write the backslash twice"),
    ("found undefined alias", "a value that begins with * names an anchor that does not exist",
     "put the value in quotation marks"),
    ("found another document", "a line of --- starts a second document", "remove it"),
    ("did not find expected '-' indicator", "this line stands among the entries of a list and is none",
     "begin it with - or mend the indentation"),
    ("did not find expected key", "this line is no key: value line", "mend the indentation or the quotation marks"),
    ("could not find expected ':'", "this line has no colon after its key", "write it as key: value"),
)  # fmt: skip


def nodes(node: Node) -> Iterator[Node]:
    """Yield `node` and every one below it. An alias is met where its anchor is, so that a bomb of them costs nothing."""
    waiting, seen = [node], set[int]()
    while waiting:
        here = waiting.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        yield here
        if isinstance(here, MappingNode):
            waiting += [one for pair in here.value for one in pair]
        elif isinstance(here, SequenceNode):
            waiting += here.value


def scalars(node: Node) -> Iterator[ScalarNode]:
    """Yield every scalar of `node`, each once."""
    return (one for one in nodes(node) if isinstance(one, ScalarNode))


def place_as_seen(node: Node, text: str) -> None:
    """Place `node` and all below it, which were read from `text`, in the lines that an editor shows.

    YAML 1.1 counts more of them where a `break_in` stands within quotation marks.
    """
    for one in nodes(node) if break_in(text) is not None else ():
        at = one.start_mark.index
        line, column = text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1
        one.start_mark = yaml.Mark("", at, line, column, None, 0)


def marked(node: Node, text: str) -> Iterator[tuple[ScalarNode, str]]:
    """Yield every value below `node`, which was read from `text`, that begins with a word which YAML takes away, and that word.

    That is a tag, !word, which nothing here asks for, or an anchor, &word, to which no alias leads.
    """
    if _MARK.search(text) is None:
        return
    for scalar in scalars(node):
        found = _MARK.match(text, scalar.start_mark.index)
        if found and (found[1] == "!" or f"*{found[2]}" not in text):
            yield scalar, found[0]


def cut_off(node: Node, text: str) -> Iterator[tuple[ScalarNode, str]]:
    """Yield every value below `node`, which was read from `text`, that ends at what YAML takes for a comment, and that.

    A person who comments leaves a space behind the #; one who writes #1 or a hashtag means the value.
    """
    if _COMMENT.search(text) is None:
        return
    for scalar in scalars(node):
        found = _COMMENT.match(text, scalar.end_mark.index) if not scalar.style else None
        if found:
            yield scalar, found[1].rstrip()


def break_in(text: str) -> int | None:
    """Return the offset of a character in `text` that YAML 1.1 takes for the end of a line and no editor shows, or None."""
    found = _BREAK.search(text)
    return found.start() if found else None


def too_deep(text: str) -> int | None:
    """Return the offset at which `text` nests deeper than any parser should be asked to, or None."""
    for match in _INDENT.finditer(text):
        if len(match[0]) > MAX_INDENT:
            return match.start()
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return None
    depth = 0
    for match in _BRACKETS.finditer(text):
        depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
        if depth > MAX_DEPTH:
            return match.start()
    return None


def place(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Return where to mend what is wrong by `error`."""
    if error.context_mark and any(fragment in (error.problem or "") for fragment, _, _ in _OPENED):
        return error.context_mark
    return error.problem_mark or error.context_mark


def in_plain_words(error: yaml.MarkedYAMLError, text: str, mark: yaml.Mark | None) -> tuple[str, str]:
    """Return what is wrong by `error` at `mark` of `text`, and what to do, in words of an author."""
    message = f"{error.problem or ''} {error.context or ''}".removeprefix("but ")
    if "cannot start any token" in message and mark is not None:
        lines = text.split("\n")
        character = lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
        if character == "\t":
            return "a tab stands where YAML wants spaces", "replace it with spaces"
        return f'a value cannot begin with "{character}"', "put the value in quotation marks"
    for fragment, what, hint in (*_OPENED, *_PLAIN_WORDS):
        if fragment in message:
            return what, hint
    return f"this is not YAML: {message.strip()}", "compare it with an article that works"
