"""What is known of a template before it is rendered, and that it is read once."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from press.edges import template, theme
from press.edges.template import Traits
from press.ground.problems import Misconfigured
from tests.workshop import PROJECT


@pytest.mark.parametrize(
    ("text", "refers", "takes"),
    [
        ("<p>{{ view.title }}</p>", set(), set()),
        ("{% extends 'page.html' %}{% block main %}{{ site.title }}{% endblock %}", {"page.html"}, {"title"}),
        ("{% include 'a.html' %}{% include view.other %}", None, set()),
        ("{% include 'a.html' if view.one else 'b.html' %}", None, set()),
        ("{% import 'b.html' as b %}{{ b.card(view) }}", {"b.html"}, set()),
        ("{% from 'b.html' import card, row as line %}", {"b.html"}, set()),
        ("{{ site.title }}{{ other(site) }}", set(), None),
    ],
)
def test_what_a_template_says_of_itself(text: str, refers: set[str] | None, takes: set[str] | None) -> None:
    found = template.read(text)
    assert found.refers == refers
    assert found.takes == takes


@pytest.mark.parametrize(
    ("text", "fills", "offers"),
    [
        ("{% block a %}{% block b %}{% endblock %}{% endblock %}", (), {"a", "b"}),
        ("{% extends 'x' %}\n{% block a %}\n{% block b %}{% endblock %}{% endblock %}", (("a", 2),), {"b"}),
        ("{% extends 'x' %}{% if y %}{% block a %}{{ self.b() }}{% endblock %}{% endif %}", (("a", 1),), {"b"}),
        ("{% if y %}{% extends 'x' %}{% endif %}{% block a %}{% endblock %}", (), {"a"}),
    ],
)
def test_which_blocks_a_template_shows_and_which_it_fills(
    text: str, fills: tuple[tuple[str, int], ...], offers: set[str]
) -> None:
    found = template.read(text)
    assert found.fills == fills
    assert found.offers == offers


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("{% extends 'x' %}\n\n<p>{{ view }}</p>\n{# why #}\n{% block a %}<p>{% endblock %}\n  and", (3, 6)),
        ("\n{{ view }}{% extends 'x' %}{% if view %}\n\n{% include 'y' %}{% endif %}", (2, 4)),
        ("{% extends 'x' %}{% macro m() %}{{ caller() }}{% endmacro %}\n{% call m() %}{% endcall %}{% filter upper %}f{% endfilter %}", (2, 2)),
        ("{% extends 'x' %}\n{% from 'y' import z %}{% macro m() %}M{% endmacro %}{% set s %}S{% endset %}{% set t = 1 %}{# why #}\n", ()),
        ("{% extends 'x' %}{% if view %}{% block a %}<p>{% endblock %}{% endif %}", ()),
        ("<p>{% include 'y' %}", ()),
    ],
)  # fmt: skip
def test_what_a_template_that_extends_another_says_outside_of_blocks(text: str, lines: tuple[int, ...]) -> None:
    assert template.read(text).strays == lines


@pytest.mark.parametrize("text", ["", " \n", "{# later #}\n"])
def test_a_template_that_is_empty(text: str) -> None:
    assert template.read(text).flaw == "it is empty"


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
    known["d"] = Traits(refers=None)
    assert template.closure("d", known) == ("a", "b", "c", "d")


@dataclass(frozen=True)
class Site:
    title: str = "T"
    size: int = 3


def test_a_template_depends_on_the_settings_that_it_names() -> None:
    one, other, whole = (Traits(takes=takes) for takes in (frozenset({"title"}), frozenset({"size", "none"}), None))
    assert template.taken([one], Site()) == {"title": "T"}
    assert template.taken([one, other], Site()) == {"title": "T", "size": 3, "none": None}
    assert template.taken([one, whole], Site()) == Site()


@pytest.mark.parametrize(
    "text",
    [
        "{{ view.text }} {{ view.number }} {{ view.markup }} {{ view.text|safe }} {{ view.text|upper }} {{ view.nothing }}",
        "{% macro one(it, end='&') %}<{{ it }}{{ end }}>{{ caller() }}{% endmacro %}{% call one(view.text) %}{{ view.text }}{% endcall %}",
        "{% macro one(it) %}{{ it }}{% endmacro %}{{ one(view.text) }}{{ one(it=view.text)|length }}{{ (one(view.text) ~ '<')|upper }}",
        "{% extends 'base' %}{% block main %}{{ super() }}{{ self.title() }}{% for it in view.all %}{{ show(it) }}{% endfor %}{% endblock %}",
        "{% set kept %}<b>{{ view.text }}</b>{% endset %}{{ kept }}{% filter upper %}{{ view.text }}{% endfilter %}",
        "{% autoescape false %}{{ view.text }}{% endautoescape %}{% for it in view.all recursive %}{{ loop(view.none) }}{{ it }}{% endfor %}",
        "{% set found = namespace(of=view.text) %}{{ found.of }}{{ dict(a=view.text).a }}{{ range(3)|list }}{{ view.text.join('<>') }}",
        "{{ view.gone is defined }}{{ view.gone|default('-') }}{{ (view.none.count, view.text.real) is defined }}{{ view.items()|length }}",
        "{% import 'macros' as m %}{{ m.unset is defined }}{{ m.unset|default(view.text) }}{% set missing = 1 %}{{ view.number.real }}",
        "{% macro one(it=view.number.real, list=view.all|map('upper')|list) %}{{ it }}{{ list }}{% endmacro %}{{ one() }}{{ one(**{'it': 2}) }}",
        "{% for it in view.all if it.strip() == view.text[0] %}{{ it.upper() }}{{ loop.last }}{% endfor %}{{ view.text.split(sep='&')|length }}",
        "{% from 'macros' import quoted %}{{ quoted(view.text) }}{% import 'macros' as m with context %}{{ m.quoted(view.markup) }}",
    ],
)
def test_a_template_says_what_plain_jinja_would(text: str) -> None:
    view = {
        "text": "<\"'&>",
        "number": 1.5,
        "markup": Markup("<b>"),
        "nothing": None,
        "all": ["<", "&", Markup("<i>")],
        "none": [],
    }
    others = {
        "base": "<{% block title %}{{ view.text }}{% endblock %}>{% block main %}{{ view.text }}{% endblock %}",
        "macros": "{% set unset = nobody %}{% macro quoted(it) %}<q>{{ it }}</q>{% endmacro %}",
    }
    told = [
        kind(autoescape=True, undefined=StrictUndefined, loader=DictLoader({**others, "page": text}))
        .get_template("page", globals={"show": lambda it: it * 2}).render(view=view)
        for kind in (Environment, template.Swift)
    ]  # fmt: skip
    assert told[0] == told[1] != ""


def test_the_code_of_a_template_does_less_than_that_of_jinja() -> None:
    text = "{% block main %}{{ view }}{% for it in view %}{{ it() }}{% endfor %}{% endblock %}"
    codes = [str(kind(autoescape=True).compile(text, raw=True)) for kind in (Environment, template.Swift)]
    assert [code.count("environment.escaped(") for code in codes] == [0, 2]
    assert [code.count("_loop_vars=_loop_vars") for code in codes] == [1, 0]


def test_a_value_that_is_missing_is_an_error_wherever_it_is_called() -> None:
    swift = template.Swift(autoescape=True, undefined=StrictUndefined)
    for text in ("{{ view.gone }}", "{{ gone() }}", "{{ view.gone() }}"):
        with pytest.raises(UndefinedError, match="gone"):
            swift.from_string(text).render(view={})


class Notes(dict[str, Any]):
    """Results kept in memory."""

    def find(self, key: str) -> Any:
        return self.get(key)

    def keep(self, key: str, value: object) -> None:
        self[key] = value


def test_a_template_is_read_once_whatever_becomes_of_the_others(tmp_path: Path) -> None:
    notes = Notes()
    first = theme.read([PROJECT / "theme"], notes)
    assert set(notes["traits"].values()) == set(first.traits.values())
    notes["traits"] = {mark: replace(traits, takes=frozenset({"seen"})) for mark, traits in notes["traits"].items()}
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/article.html").write_text("<p>{{ site.title }}</p>\n")
    again = theme.read([PROJECT / "theme", tmp_path], notes)
    assert again.traits["article.html"].takes == frozenset({"title"})
    assert {traits.takes for name, traits in again.traits.items() if name != "article.html"} == {frozenset({"seen"})}


def test_catalogues_are_read_once_unless_something_is_wrong_with_them(tmp_path: Path) -> None:
    notes = Notes()
    first = theme.read([PROJECT / "theme"], notes)
    (key,) = (key for key in notes if key.startswith("words "))
    assert notes[key] == (first.words, {})
    notes[key] = {"en": first.words["en"]}, {}
    assert theme.read([PROJECT / "theme"], notes).words.keys() == {"en"}
    (tmp_path / "words").mkdir()
    (tmp_path / "words/en.yaml").write_text("nonsense: x\n")
    for _ in range(2):
        with pytest.raises(Misconfigured):
            theme.read([PROJECT / "theme", tmp_path], notes)
