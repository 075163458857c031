"""Reads YAML that people write: each key once, with the type it should have, and a place for whatever is wrong.

A `Form` is one YAML mapping. It knows lines and columns; it does not know what its keys mean.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar, Unpack

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from press.ground import grammar, plaintext, slip
from press.ground.grammar import MAPPING, NULL, TEXT
from press.ground.problems import Manner, Problem
from press.ground.suggestion import VERY_ALIKE, nearest, offer, suggestion
from press.kernel.value import value

Pair = tuple[Node, Node]
"""A key of a mapping, and its value."""
Choice = TypeVar("Choice", bound=str)

_SENTENCE = re.compile(r"\w[.!?…。！？؟][\"'”’»)]*$")
_WORDS = dict.fromkeys(("true", "yes", "on"), True) | dict.fromkeys(("false", "no", "off"), False)


@value
class Written:
    """A text as a person wrote it, and where."""

    text: str
    """The text, without white space around it."""
    line: int
    """The line in its file, counted from 1."""
    column: int
    """The column, counted from 1."""

    def problem(self, path: str, what: str, hint: str = "", **manner: Unpack[Manner]) -> Problem:
        """Return a problem of the file `path` at this place."""
        return Problem(path=path, line=self.line, column=self.column, what=what, hint=hint, **manner)


def read(
    text: str, path: str, first_line: int, problems: list[Problem], *,
    renamed: Mapping[str, str] | None = None, ignored: frozenset[str] = frozenset(), lacking: Mapping[str, str] | None = None,
) -> "Form | None":  # fmt: skip
    """Return the mapping that the YAML `text` holds, or None and a problem in `problems`.

    `first_line` is the line of `path` on which `text` begins. An empty text is an empty mapping. `renamed` maps foreign
    keys to ours; `ignored` keys are passed over; `lacking` are the hints for required keys that many files lack.
    """
    node, remarks = grammar.read(text)
    problems += [remark.at(path, first_line) for remark in remarks]
    if node is None:
        return None
    return Form(node, path=path, first_line=first_line, problems=problems, renamed=renamed, ignored=ignored, lacking=lacking)


class Form:
    """A YAML mapping being read, field by field. `finish` reports the keys that were not read."""

    def __init__(
        self, node: MappingNode, *, path: str, first_line: int, problems: list[Problem],
        renamed: Mapping[str, str] | None = None, ignored: frozenset[str] = frozenset(),
        lacking: Mapping[str, str] | None = None, within: str = "",
    ) -> None:  # fmt: skip
        """Read `node` of the file `path`; problems are appended to `problems`.

        `renamed`, `ignored` and `lacking` are those of `read`; `within` names the mapping in messages.
        """
        self.path = path
        self.problems = problems
        self.within = within
        self.first_line = first_line
        self.node = node
        self._asked: set[str] = set()
        self._joined: set[str] = set()
        self._absent: dict[str, Problem] = {}
        self._pairs: dict[str, list[Pair]] = {}  # those that mean each key of ours; the first is read, the others are joined
        self._renamed = renamed or {}
        self._lacking = lacking or {}
        for pair in node.value:
            key = pair[0].value if isinstance(pair[0], ScalarNode) else ""
            ours = self._renamed.get(key, key)
            if key not in ignored or key in self._renamed:
                self._add(ours, pair)

    def _add(self, ours: str, pair: Pair) -> None:
        """Keep a `pair` whose key means `ours`. Keys with a value come first, and of these the one with our name."""
        pairs, (key, _) = self._pairs.setdefault(ours, []), pair
        for before, _ in pairs:
            if key.value == before.value:
                hint = f"keep one of the two; the first is in line {self._line(before)}"
                self.report(key, f'"{key.value}" is set a second time', hint)
                return
        pairs.append(pair)
        pairs.sort(key=lambda pair: (grammar.is_empty(pair[1]), pair[0].value != ours))

    def _further(self, key: str) -> list[Pair]:
        """Return the pairs besides the first whose keys mean `key` and that have a value."""
        return [pair for pair in self._pairs.get(key, [])[1:] if not grammar.is_empty(pair[1])]

    def report(self, at: Written | Node, what: str, hint: str = "", **manner: Unpack[Manner]) -> None:
        """Report a problem, or with `warning` a doubt, at a place in the mapping."""
        written = at if isinstance(at, Written) else self.written(at)
        self.problems.append(written.problem(self.path, what, hint, **manner))

    def reject(self, key: str, what: str, hint: str = "", **manner: Unpack[Manner]) -> None:
        """Report the same at the value of `key`, or at the mapping where the key is missing."""
        self.report(self.place(key), what, hint, **manner)

    def place(self, key: str = "") -> Written:
        """Return the place of the value of `key`, or that of the mapping."""
        return self.written(self.node_of(key) or self.node)

    def written_key(self, key: str) -> Written:
        """Return `key` as it is written, and where."""
        return self.written(self._pairs[key][0][0])

    def node_of(self, key: str) -> Node | None:
        """Return the node of the value of `key`, or None."""
        return self._pairs[key][0][1] if key in self._pairs else None

    def written(self, node: Node) -> Written:
        """Return what is written at `node`, and where."""
        text = node.value.strip() if isinstance(node, ScalarNode) else ""
        return Written(text=text, line=self._line(node), column=node.start_mark.column + 1)

    def _line(self, node: Node) -> int:
        return int(node.start_mark.line) + self.first_line

    def named(self, key: str) -> str:
        """Return `key` as messages name it: as its author wrote it, preceded by the key of the mapping."""
        return f"{self.within}.{self._own(key)}" if self.within else self._own(key)

    def _own(self, key: str) -> str:
        node = self._pairs[key][0][0] if key in self._pairs else None
        return str(node.value) if isinstance(node, ScalarNode) else key

    def has(self, key: str) -> bool:
        """Return whether the mapping has `key` with a value that is not null. Whoever asks knows the key."""
        self._asked.add(key)
        node = self.node_of(key)
        return node is not None and node.tag != NULL

    def names(self) -> Iterator[str]:
        """Yield every key of a mapping whose keys may be anything; `finish` then reports none of them as unknown."""
        for key in self._pairs:
            self._asked.add(key)
            yield key

    def text(self, key: str, *, required: bool = False, hint: str = "") -> str | None:
        """Return the text of `key` as written, or None. Numbers and Booleans are text as well: `1984`, `On`."""
        written = self.written_text(key, required=required, hint=hint)
        return written.text if written else None

    def plain(self, key: str, *, required: bool = False, hint: str = "") -> str:
        """Return the text of `key` without markup, on one line; empty if none of it is visible."""
        text = self.text(key, required=required, hint=hint) or ""
        plain = plaintext.of(text)
        plain = "" if plaintext.blank(plain) else plain
        if text and required and not plain:
            self.reject(key, f'"{self.named(key)}" has no visible text', hint or "write it")
        return plain

    def written_text(self, key: str, *, required: bool = False, hint: str = "") -> Written | None:
        """Return the text of `key` and its place, or None."""
        if not self.has(key) or grammar.is_blank(self._pairs[key][0][1]):
            if required:
                what, hint = f'"{self.named(key)}" is missing', hint or f"add {key}: ..."
                if key in self._pairs:
                    what = f'"{self.named(key)}" is empty'
                    hint = hint.replace(f"add {key}: and", "write").replace(f"add {key}:", f"add {self._own(key)}:")
                self.reject(key, what, hint, for_all=self._lacking.get(key, ""))
                self._absent[key] = self.problems[-1]
            return None
        node = self._pairs[key][0][1]
        if isinstance(node, SequenceNode) and not node.value:
            self.report(node, f'"{self.named(key)}" is empty', hint or "write it")
            return None
        if not isinstance(node, ScalarNode):
            self.report(node, f'"{self.named(key)}" must be a single text', "write it on one line, in quotation marks")
            return None
        return self.written(node)

    def texts(self, key: str, *separators: str | re.Pattern[str], part: str = "") -> tuple[Written, ...]:
        """Return the texts of `key`, a list or one text, divided by the first of `separators` in it; of a mapping, its `part`."""
        found: list[Written] = []
        for item, alone in self._entries(key):
            if part and isinstance(item, MappingNode):
                found += filter(None, [self._inner(item, key).written_text(part, required=True)])
            elif not isinstance(item, ScalarNode):
                self.report(item, f'"{self.named(key)}" must be a text or a list of texts', "write each as plain text")
            elif item.tag != NULL and item.value.strip():
                found += _divided(self.written(item), separators if alone else ())
        return tuple(found)

    def _entries(self, key: str) -> Iterator[tuple[Node, bool]]:
        """Yield the values of all keys that mean `key`, list entries one by one, and whether each is a value without a list."""
        for _, node in self._all(key):
            alone = not isinstance(node, SequenceNode)
            yield from ((item, alone) for item in ([node] if alone else node.value))

    def _all(self, key: str) -> list[Pair]:
        """Return all pairs whose keys mean `key` and that have a value; none of them hides another."""
        self._joined.add(key)
        return [self._pairs[key][0], *self._further(key)] if self.has(key) else []

    def each(self, key: str) -> Iterator["Form"]:
        """Yield, for each key with a value that means `key`, a mapping that holds it alone."""
        for pair in self._all(key):
            node = MappingNode(MAPPING, [pair], pair[0].start_mark)
            yield Form(node, path=self.path, first_line=self.first_line, problems=self.problems, renamed=self._renamed)

    def flag(self, key: str, default: bool = False, more: Mapping[str, bool] | None = None) -> bool:
        """Return the yes or no of `key`, as YAML 1.1 spells them, or in one of the words that `more` explains."""
        written = self.written_text(key)
        if written is None:
            return default
        word, words = written.text.lower(), {**_WORDS, **(more or {})}
        if word not in words:
            hint = f"write true or false, or one of: {', '.join(more)}" if more else "write true or false"
            self.reject(key, f'"{self.named(key)}" must be true or false, not "{written.text}"', hint)
        return words.get(word, default)

    def number(self, key: str, default: int, *, at_least: int = 1, at_most: int = 100_000) -> int:
        """Return the whole number of `key`."""
        written = self.written_text(key)
        if written is None:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", written.text) or not at_least <= int(written.text) <= at_most:
            self.reject(key, f'"{self.named(key)}" must be a whole number from {at_least} to {at_most}, not "{written.text}"')
            return default
        return int(written.text)

    def choice(self, key: str, choices: tuple[Choice, ...]) -> Choice:
        """Return the value of `key`, one of `choices`; the first of them is the default."""
        written = self.text(key)
        chosen = next((choice for choice in choices if choice == written), None)
        if written and not chosen:
            hint = suggestion(written, choices, f"write one of: {', '.join(choices)}")
            self.reject(key, f'"{self.named(key)}" cannot be "{written}"', hint)
        return chosen or choices[0]

    def form(self, key: str, like: str = "", *, alone: str = "") -> "Form | None":
        """Return the mapping at `key`, or None. A text counts as the value of its key `alone`; `like` is an example."""
        node = self.node_of(key)
        if not self.has(key) or node is None or grammar.is_blank(node):
            return None
        if alone and isinstance(node, ScalarNode):
            node = MappingNode(MAPPING, [(ScalarNode(TEXT, alone, node.start_mark), node)], node.start_mark)
        if isinstance(node, MappingNode):
            return self._inner(node, key)
        hint = f"write {self._own(key)}: {like}" if like else "indent them below it"
        self.report(node, f'"{self.named(key)}" must hold lines of key: value', hint)
        return None

    def group(self, key: str) -> "Form":
        """Return the mapping at `key`, or an empty one, whose keys all have their defaults."""
        return self.form(key) or self._inner(MappingNode(MAPPING, [], self.node.start_mark), key)

    def _inner(self, node: MappingNode, key: str) -> "Form":
        return Form(node, path=self.path, first_line=self.first_line, problems=self.problems, within=self.named(key))

    def forms(self, key: str, like: str = "key: value") -> Iterator["Form"]:
        """Yield the mappings of the list at `key`; a single mapping is a list of one. `like` is an example for the hint."""
        for item in self.items(key):
            if isinstance(item, Form):
                yield item
            else:
                self.report(item, f'"{self.named(key)}" must be a list of mappings', f"write - {like}")

    def items(self, key: str) -> Iterator["Form | Written"]:
        """Yield the entries of the list at `key`: a mapping as a form, anything else as text."""
        for item, _ in self._entries(key):
            if isinstance(item, MappingNode):
                yield self._inner(item, key)
            elif isinstance(item, ScalarNode):
                yield self.written(item)
            else:
                self.report(item, f'"{self.named(key)}" holds a list within a list', "write each entry on its own line")

    def finish(self, for_all: str = "", known: Mapping[str, str] | None = None) -> None:
        """Report every key that was not read, with a suggestion, and every key that another one with the same meaning hides.

        `for_all` is the hint if many files have an unknown key; its {} stand for the key, and for what it may mean. `known`
        are hints for certain keys, by their names in small letters; their {} stands for the key.
        """
        hidden = ((ours, key) for ours in self._pairs if ours not in self._joined for key, _ in self._further(ours))
        for ours, key_node in hidden:
            what = f'"{key_node.value}" is ignored, because "{self._own(ours)}" is also set'
            self.report(key_node, what, "keep one of the two", warning=True)
        for key, pairs in self._pairs.items():
            if key not in self._asked:
                self._unknown(key, *pairs[0], for_all, known or {})

    def _unknown(self, key: str, node: Node, value: Node, for_all: str, known: Mapping[str, str]) -> None:
        name = str(node.value) if isinstance(node, ScalarNode) else key
        meant = nearest(key, sorted(self._asked - self._pairs.keys()), VERY_ALIKE)
        advice = known.get(name.lower(), "").format(name)
        slipped = slip.within(f"{name.lstrip('- ')}:")
        if slipped:
            hint = slipped.hint
        elif self.node.flow_style and value.tag == NULL and not value.value:
            hint = "put the value before it in quotation marks: within braces a comma ends it"
        elif advice:
            hint = advice
        else:
            otherwise = f"use one of: {', '.join(sorted(self._asked))}" if len(self._asked) < 12 else "remove it"
            if not self.node.flow_style and node is not self.node.value[0][0] and _SENTENCE.search(self.written(value).text):
                otherwise += grammar.IF_INDENTED
            hint = offer(meant or nearest(key, sorted(self._asked), VERY_ALIKE), otherwise)
        for_all = advice or for_all.format(name, *meant, "OUR-KEY")
        self.report(node, f'unknown key "{self.named(name)}"', hint, for_all=for_all)
        if meant and meant[0] in self._absent:  # told already: it is there, but misspelled
            self.problems.remove(self._absent.pop(meant[0]))


def _divided(written: Written, separators: Iterable[str | re.Pattern[str]]) -> list[Written]:
    for separator in separators:  # a character reference, which ends with a ;, is one character
        parts = re.split(separator, plaintext.of(written.text))
        if len(parts) > 1:
            return [replace(written, text=part.strip()) for part in parts if part.strip()]
    return [written]
