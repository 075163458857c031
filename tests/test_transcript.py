"""Plain text from HTML: what was separate stays separate, and no markup is left."""

import pytest

from press.config.markup import Markup
from press.ground.site import Site
from press.text import prose, transcript

CASES = {
    "paragraphs and headings": ("One *two*\nthree.\n\n## Four\n\nFive.", "One two three.\n\nFour\n\nFive."),
    "entities": ("R&D, 1 < 2, &copy; &amp;amp; a&nbsp;b", "R&D, 1 < 2, © &amp; a\xa0b"),
    "a list": ("- one\n- two **b**\n\nAfter.", "- one\n- two b\n\nAfter."),
    "a numbered list": ("1. one\n2. two", "1. one\n2. two"),
    "a list that begins later": ('<ol start="3"><li>three</li><li>four</li></ol>', "3. three\n4. four"),
    "a list within a list": ("- one\n    - two\n    - three\n- four", "- one\n  - two\n  - three\n- four"),
    "items of several paragraphs": ("1. one\n\n    more\n\n2. two", "1. one\n\nmore\n\n2. two"),
    "a table": ("| Dam | Height |\n|---|--:|\n| Nurek | 300 m |\n| *new* | |", "Dam\tHeight\nNurek\t300 m\nnew\t"),
    "a line break": ("one  \ntwo", "one\ntwo"),
    "code": ("Text `a  <b>`.\n\n    x = 1\n\n      y  = 2\n", "Text a <b>.\n\nx = 1\n\n  y  = 2"),
    "a quotation": ("> One.\n>\n> Two.\n\nThree.", "One.\n\nTwo.\n\nThree."),
    "definitions": ("Term\n:   Meaning\n", "Term\nMeaning"),
    "a picture with a caption": ('![alt](x.png "The dam & its lake")', "The dam & its lake"),
    "a picture within a text": ("before ![alt](x.png) after", "before after"),
    "a picture with > in its text": ("![a > b](x.png)\n\nAfter.", "After."),
    "footnotes": (
        "One.[^a] Two.[^b]\n\n[^a]: First *note*.\n[^b]: Second.\n\n    Its end.\n",
        "One.[1] Two.[2]\n\n[1] First note.\n\n[2] Second.\n\nIts end.",
    ),
    "a footnote named twice": ("One.[^a] Two.[^a]\n\n[^a]: Note.\n", "One.[1] Two.[1]\n\n[1] Note."),
    "a paragraph within a cell": (
        "<table><tr><td><p>a</p><p>b</p></td><td><ul><li>c</li></ul></td></tr></table>",
        "a b\tc",
    ),
    "a table within a cell": ("<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>", "a b c\td"),
    "nothing": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize(("body", "text"), CASES.values(), ids=CASES.keys())
def test_what_stands_apart_stays_apart(body: str, text: str) -> None:
    assert transcript.of(prose.convert(body, Markup(), Site(base_url="https://test.example.org")).html) == text


def test_an_element_is_told_by_its_whole_name() -> None:
    markup = Markup(allow=(("p-note", ()),))
    assert (
        transcript.of(prose.convert("A <p-note>b</p-note> c.", markup, Site(base_url="https://test.example.org")).html)
        == "A b c."
    )
