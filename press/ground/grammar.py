"""Parses YAML, explains its errors to authors, and finds values that are not read as they look. Knows no keys."""

import re
from collections.abc import Iterator, Sequence

import yaml
from yaml import CSafeLoader
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from press.ground import slip
from press.ground.characters import FORBIDDEN
from press.ground.problems import Remark

NULL, TEXT, MAPPING = "tag:yaml.org,2002:null", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map"
"""The tags of an empty value, of a text and of a mapping."""

MAX_DEPTH = 100
"""Levels of nesting. libyaml overflows the stack of the process at about 10,000; a person needs five."""
MAX_INDENT = 200
"""Columns of indentation: a block of YAML nests no deeper than it is indented."""

_INDENT = re.compile(r"^(?:[ \t]|[-?:](?=[ \t]))+", re.MULTILINE)
_MARK = re.compile(r"([!&])([^\s,\[\]{}]*)")
_COMMENT, _HASH = re.compile(r"[ \t]+(#[^\s#].*)"), re.compile(r"[ \t]#[^\s#]")
_DEEPER, _ENTRY = re.compile(r"^([ ]*)-[ ].*\n(?:[ ]*\n)*\1[ ]+-[ ]", re.MULTILINE), re.compile(r"\n[ ]*-(?=[ ])")
_DASH = re.compile(r"-(?<=[:\s]-)(?![ \t\n-])")
"""A dash that begins a value, or a line, without a space after it: few texts have one."""
_BREAK = re.compile("[\x85\u2028\u2029]")
_BRACKETS = re.compile(r"[\[{\]}]")
_BRACKET_WITHIN = re.compile(r"[^\s\[{,:\"'][\[{]")
_NO_COLON = "this line has no colon after its key"
_TWO_COLONS, _NO_KEY = 'there is a ": " where YAML does not expect one', "did not find expected key"
_NOT_ALLOWED = "mapping values are not allowed"
_ENDED = "expected <document start>"
_NO_ESCAPE = "a backslash in a double-quoted value does not start a known escape sequence"
_AS_IT_IS = "use single quotation marks, or write the backslash twice"
_OPENED = (
    ("found unexpected end of stream", "a quotation mark is opened and never closed", "close it"),
    ("found unexpected document indicator", "a quotation mark is opened and never closed", "close it"),
    ("did not find expected ',' or ']'", "a list opened with [ is never closed", "close it with ]"),
    ("did not find expected ',' or '}'", "a mapping opened with { is never closed", "close it with }"),
    ("could not find expected ':'", _NO_COLON, "write it as key: value"),
)
"""Mistakes that the parser notices only later: they are reported where the value begins."""
_NO_CONTENT = "expected node content"
_BEGINS = (
    "cannot start any token", "expected alphabetic or numeric character", "expected comment or line break",
    "indentation indicator equal to 0", "block sequence entries are not allowed", "mapping keys are not allowed",
    _NO_CONTENT, " tag", "scanning a directive", "incompatible YAML document",
)  # fmt: skip
"""Parts of the parser's messages about a value that begins with a character which has a meaning in YAML."""
_PLAIN_WORDS = (
    (_NOT_ALLOWED, _TWO_COLONS, "put the whole value in quotation marks, or correct the indentation"),
    ("found unknown escape character", _NO_ESCAPE, _AS_IT_IS),
    ("expected hexdecimal number", _NO_ESCAPE, _AS_IT_IS),
    ("invalid Unicode character escape code", _NO_ESCAPE, _AS_IT_IS),
    ("found undefined alias", "a value that begins with * names an anchor that does not exist",
     "put the value in quotation marks"),
    ("found another document", "a line of --- starts a second document", "remove it"),
    (_ENDED, "the YAML ends above this line", "remove the line of ..., or correct the line above"),
    ("did not find expected '-' indicator", "this line is among the entries of a list, but is not an entry",
     "begin it with - or correct the indentation"),
    (_NO_KEY, "this line is not of the form key: value", "correct the indentation or the quotation marks"),
)  # fmt: skip

IF_INDENTED = ", or indent it if it belongs to the line above"
"""A further hint for a line that may belong to the one above."""


def read(text: str) -> tuple[MappingNode | None, list[Remark]]:
    """Return the mapping that the YAML `text` holds, or None, and what is wrong with it. An empty text is an empty mapping."""
    deep = _too_deep(text)
    if deep is not None:
        return None, [Remark.of(text, deep, "YAML is nested too deeply here", "use fewer levels")]
    try:
        node = yaml.compose(text, Loader=CSafeLoader)
    except yaml.MarkedYAMLError as error:
        hidden = _break_in(text)
        if hidden is not None:  # within quotation marks it is harmless; elsewhere it is the cause
            return None, [Remark.of(text, hidden, "YAML takes an invisible character here for the end of the line", "delete it")]
        return None, [_explained(error, text)]
    except (yaml.reader.ReaderError, ValueError) as error:
        return None, [Remark(line=1, what=f"this is not YAML: {str(error).splitlines()[0]}", hint="remove the character")]
    if node is None:
        node = MappingNode(MAPPING, [], yaml.Mark("", 0, 0, 0, None, 0), None)
    _place_as_seen(node, text)
    if not isinstance(node, MappingNode):
        cause = slip.before(text, node.start_mark.line)
        return None, [cause or _at(node, "this is not a list of keys", "write lines of key: value")]
    altered = (_at(scalar, what, hint) for scalar, what, hint in _altered(node, text))
    undivided = [*_undivided(node, text)]
    return (None, undivided) if undivided else (node, [*altered, *_run_on(node, text), *slip.curly_lists(text)])


def is_blank(node: Node) -> bool:
    """Return whether `node` is a text of white space alone."""
    return isinstance(node, ScalarNode) and not node.value.strip()


def is_empty(node: Node) -> bool:
    """Return whether `node` holds nothing."""
    return node.tag == NULL or not node.value or is_blank(node)


def _at(node: Node, what: str, hint: str) -> Remark:
    return Remark(line=node.start_mark.line + 1, column=node.start_mark.column + 1, what=what, hint=hint)


def _nodes(node: Node) -> Iterator[Node]:
    """Yield `node` and every node below it, each once, however many aliases it has."""
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


def _scalars(node: Node) -> Iterator[ScalarNode]:
    """Yield every scalar of `node`, each once."""
    return (one for one in _nodes(node) if isinstance(one, ScalarNode))


def _place_as_seen(node: Node, text: str) -> None:
    """Move `node` and all nodes below it to the lines of `text`, from which they were read, that an editor shows.

    YAML 1.1 counts more lines if there is a `_break_in` within quotation marks.
    """
    for each in _nodes(node) if _break_in(text) is not None else ():
        at = each.start_mark.index
        line, column = text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1
        each.start_mark = yaml.Mark("", at, line, column, None, 0)


def _altered(node: Node, text: str) -> Iterator[tuple[ScalarNode, str, str]]:
    """Yield each value below `node` that YAML does not read as it looks in `text`, with what is wrong and what to do."""
    for scalar in _scalars(node) if "\\" in text else ():
        if found := FORBIDDEN.search(scalar.value):
            what = f"this value holds the invisible character U+{ord(found[0]):04X}, which cannot be published"
            yield scalar, what, "delete it, or write a backslash twice"
    for scalar, word in _marked(node, text):
        what = f'YAML takes "{word}" for an instruction, and leaves it out of the value'
        yield scalar, what, "put the whole value in quotation marks"
    for scalar, comment in _cut_off(node, text):
        what = f'YAML takes "{comment}" for a comment, and leaves it out of the value'
        yield scalar, what, "put the whole value in quotation marks; if it is a comment, put a space after the #"


def _marked(node: Node, text: str) -> Iterator[tuple[ScalarNode, str]]:
    """Yield each value below `node`, which was read from `text`, whose first word YAML leaves out, and that word.

    The word is a tag, !word, which has no use here, or an anchor, &word, without an alias.
    """
    if _MARK.search(text) is None:
        return
    for scalar in _scalars(node):
        found = _MARK.match(text, scalar.start_mark.index)
        if found and (found[1] == "!" or f"*{found[2]}" not in text):
            yield scalar, found[0]


def _cut_off(node: Node, text: str) -> Iterator[tuple[ScalarNode, str]]:
    """Yield each value below `node`, which was read from `text`, that is cut off by a likely mistaken comment, and that comment.

    A comment is meant if there is a space after the #; #1 or a hashtag is part of the value.
    """
    if _HASH.search(text) is None:
        return
    for scalar in _scalars(node):
        found = _COMMENT.match(text, scalar.end_mark.index) if not scalar.style else None
        if found:
            yield scalar, found[1].rstrip()


def _run_on(node: Node, text: str) -> Iterator[Remark]:
    """Yield a remark for each list entry in `text`, from which `node` was read, that YAML reads as part of the entry above."""
    what = "this line looks like an entry of the list, but YAML reads it as part of the entry above"
    hint = "align its - with that of the entry above, or put both entries in quotation marks"
    for one in _nodes(node) if _DEEPER.search(text) else ():
        for entry in one.value if isinstance(one, SequenceNode) else ():
            plain = isinstance(entry, ScalarNode) and not entry.style
            if plain and (found := _ENTRY.search(text, entry.start_mark.index, entry.end_mark.index)):
                yield Remark.of(text, found.end() - 1, what, hint)


def _undivided(node: Node, text: str) -> Iterator[Remark]:
    """Yield a remark for each list in `text`, from which `node` was read, that YAML reads as one value, or as one mapping."""
    pairs = (pair for one in _nodes(node) if isinstance(one, MappingNode) for pair in one.value)
    for key, value in pairs if _DASH.search(text) else ():
        first = value.value[0][0] if isinstance(value, MappingNode) and value.value else value
        if isinstance(first, ScalarNode) and not first.style and first.end_mark.line > key.start_mark.line:
            found = slip.undivided(text, first.start_mark.index, first.end_mark.index)
            yield from (found,) if found else ()


def _break_in(text: str) -> int | None:
    """Return the offset in `text` of an invisible character that ends a line in YAML 1.1 but not in editors, or None."""
    found = _BREAK.search(text)
    return found.start() if found else None


def _too_deep(text: str) -> int | None:
    """Return the offset at which `text` nests too deeply to be parsed safely, or None."""
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


def _explained(error: yaml.MarkedYAMLError, text: str) -> Remark:
    """Return a remark that explains `error` in `text`, at the place that needs correction."""
    message = f"{error.problem or ''} {error.context or ''}".removeprefix("but ")
    if _NO_CONTENT in message and (open_ended := _open_ended(text, error.problem_mark)):
        return open_ended
    begins = any(fragment in message for fragment in _BEGINS)
    early = begins or any(fragment in message for fragment, _, _ in _OPENED)
    mark = (early and error.context_mark) or error.problem_mark or error.context_mark
    at, column = (mark.line, mark.column) if mark else (0, 0)
    cause = slip.before(text, at, column)
    if cause and (cause.line == at + 1 or _NOT_ALLOWED in message or _ENDED in message):
        return cause
    mixed = slip.mixed_quotes(text, at) if "quoted scalar" in message or _NO_KEY in message else None
    if mixed:
        return mixed
    lines = [*text.split("\n"), ""]
    what, hint = _in_plain_words(message, begins, lines[at][column : column + 1])
    return Remark(line=at + 1, column=column + 1, what=what, hint=hint + _further(what, lines, at))


def _open_ended(text: str, mark: yaml.Mark | None) -> Remark | None:
    """Return a remark on the last bracket that is never closed, if a value is missing at `mark`, where `text` ends; or None."""
    if mark is None or text[mark.index :].strip():
        return None
    opened = list[yaml.Token]()
    for token in yaml.scan(text, Loader=CSafeLoader):
        if isinstance(token, (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)):
            opened.append(token)
        elif isinstance(token, (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)) and opened:
            opened.pop()
    if not opened:
        return None
    place = opened[-1].start_mark
    bracket = "]" if isinstance(opened[-1], yaml.FlowSequenceStartToken) else "}"
    what, hint = next((what, hint) for fragment, what, hint in _OPENED if f"'{bracket}'" in fragment)
    return Remark(line=place.line + 1, column=place.column + 1, what=what, hint=hint)


def _further(what: str, lines: Sequence[str], at: int) -> str:
    """Return what else one may do about `what`, which is wrong with the line `at` of `lines`."""
    if what == _NO_COLON and at:
        return IF_INDENTED if lines[at - 1].strip() else "; the text of an article begins below a second line of ---"
    if " opened with " in what and _BRACKET_WITHIN.search(lines[at]):
        return ", or put a value with a bracket in it in quotation marks"
    mark = slip.curly_mark(lines[at]) if what == _TWO_COLONS else ""
    return f"; {mark} is no quotation mark to YAML, but \" and ' are" if mark else ""


def _in_plain_words(message: str, begins: bool, character: str) -> tuple[str, str]:
    """Return what the parser's `message` means, and what to do. If `begins`, it is about the first `character` of a value."""
    if begins and character != "\t":
        return f'a value cannot begin with "{character}"', "put the value in quotation marks"
    if begins or "found a tab character" in message:
        return "there is a tab where YAML expects spaces", "replace it with spaces"
    known = ((what, hint) for fragment, what, hint in (*_OPENED, *_PLAIN_WORDS) if fragment in message)
    return next(known, (f"this is not YAML: {message.strip()}", "compare it with an article that works"))
