"""What is known of a template before it is rendered, and that it is read once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from press import template, theme
from press.problems import Misconfigured
from press.template import Traits
from tests.workshop import PROJECT


@pytest.mark.parametrize(
    ("text", "refers", "takes", "gives"),
    [
        ("<p>{{ view.title }}</p>", set(), set(), set()),
        ("{% extends 'page.html' %}{% block main %}{{ site.title }}{% endblock %}", {"page.html"}, {"title"}, set()),
        ("{% include 'a.html' %}{% include view.other %}", {"a.html"}, set(), set()),
        ("{% import 'b.html' as b %}{{ b.card(view) }}", {"b.html"}, set(), {"b"}),
        ("{% from 'b.html' import card, row as line %}", {"b.html"}, set(), {"card", "line"}),
        ("{% set words = 1 %}{% for one in view.all %}{{ one }}{% endfor %}", set(), set(), {"words", "one"}),
        ("{% macro card(entry) %}{{ entry }}{% endmacro %}", set(), set(), {"card", "entry"}),
        ("{{ site.title }}{{ other(site) }}", set(), None, set()),
    ],
)
def test_what_a_template_says_of_itself(text: str, refers: set[str], takes: set[str] | None, gives: set[str]) -> None:
    assert template.read(text) == Traits(
        refers=frozenset(refers), takes=None if takes is None else frozenset(takes), gives=frozenset(gives)
    )


def test_a_template_that_cannot_be_read_says_why_and_where() -> None:
    found = template.read("<p>\n{% if %}\n</p>")
    assert (found.line, bool(found.flaw)) == (2, True)


def test_a_template_reaches_what_those_that_it_reaches_do() -> None:
    known = {
        "a": Traits(refers=frozenset({"b"})),
        "b": Traits(refers=frozenset({"c", "elsewhere"})),
        "c": Traits(refers=frozenset({"a"})),
        "d": Traits(),
    }
    assert template.closure("a", known) == ("a", "b", "c")
    assert template.closure("d", known) == ("d",)


@dataclass(frozen=True)
class Site:
    title: str = "T"
    size: int = 3


def test_a_template_depends_on_the_settings_that_it_names() -> None:
    one, other, whole = (Traits(takes=takes) for takes in (frozenset({"title"}), frozenset({"size", "none"}), None))
    assert template.taken([one], Site()) == {"title": "T"}
    assert template.taken([one, other], Site()) == {"title": "T", "size": 3, "none": None}
    assert template.taken([one, whole], Site()) == Site()


class Notes(dict[str, Any]):
    """What is kept, in memory."""

    def find(self, key: str) -> Any:
        return self.get(key)

    def keep(self, key: str, value: object) -> None:
        self[key] = value


def test_templates_are_read_once() -> None:
    notes = Notes()
    first = theme.read([PROJECT / "theme"], notes)
    (key,) = (key for key in notes if key.startswith("traits "))
    kept = notes[key]
    assert isinstance(kept, Mapping)
    notes[key] = {name: replace(traits, gives=frozenset({"seen"})) for name, traits in kept.items()}
    again = theme.read([PROJECT / "theme"], notes)
    assert first.traits == kept
    assert {traits.gives for traits in again.traits.values()} == {frozenset({"seen"})}


def test_catalogues_are_read_once_unless_something_is_wrong_with_them(tmp_path: Path) -> None:
    notes = Notes()
    first = theme.read([PROJECT / "theme"], notes)
    (key,) = (key for key in notes if key.startswith("words "))
    assert notes[key] == (first.words, frozenset())
    notes[key] = {"en": first.words["en"]}, frozenset()
    assert theme.read([PROJECT / "theme"], notes).words.keys() == {"en"}
    (tmp_path / "words").mkdir()
    (tmp_path / "words/en.yaml").write_text("nonsense: x\n")
    for _ in range(2):
        with pytest.raises(Misconfigured):
            theme.read([PROJECT / "theme", tmp_path], notes)
