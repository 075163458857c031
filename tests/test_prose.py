"""Markdown in, HTML out: one fixture for each case, under fixtures/prose, and what is refused."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from press.config.markup import Markup, may_allow
from press.ground.extent import Extent
from press.ground.problems import Severity
from press.ground.site import Site
from press.ground.uri import below
from press.text import excerpt, manuscript, placeholders, prose, review

FIXTURES = Path(__file__).resolve().parent / "fixtures" / "prose"
MARKUP = Markup()
BASE = "https://test.example.org"
SITE = Site(base_url=BASE)


def convert(body: str) -> prose.Prose:
    return prose.convert(body, MARKUP, SITE)


def shown(text: prose.Prose) -> str:
    """Return the HTML with «target» in place of symbolic links, followed by the remarks."""
    html = placeholders.resolved(
        text.html, [f"«{link.target}»" for link in text.outline.links], [None] * len(text.outline.links), renditions=True
    )
    remarks = [str(remark.at("x.md")) for remark in text.remarks]
    return "\n".join([html, *(["---", *remarks] if remarks else [])]) + "\n"


@pytest.mark.parametrize("place", sorted(FIXTURES.glob("*.md")), ids=lambda place: place.stem)
def test_fixture(place: Path, expect: Callable[[Path, str], None]) -> None:
    expect(place.with_suffix(".html"), shown(convert(place.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    "body",
    [
        "a|b\n-|-\n" + "x|y\n" * 4_000,
        "- item\n" * 6_000,
        "[a](b " * 1_500,
        "[" * 2_000,
        "<a " * 3_000,
        "".join(f"*[A{n}]: x\n" for n in range(300)),
        "x" * 2_100_000,
        "word " * 110_000,
        "[a]:\n" * 2_000,
        "# x\n" * 8_100,
        "![a](b)" * 15_100,
        "'a" * 51_000,
        "\\" * 51_000,
        "a\\\n" * 10_100,
        "&#1" * 21_000,
        "<b>" * 31_000,
        f"<b {'a=1 ' * 5_100}>x</b>",
        "```\nx\n```\n" * 3_000,
        "".join(f"A[^{n}].\n\n[^{n}]: N.\n\n" for n in range(3_000)),
        ">" * 150 + " a",
    ],
    ids=[
        "rows",
        "items",
        "links",
        "brackets",
        "angles",
        "abbreviations",
        "length",
        "paragraph",
        "addresses",
        "hashes",
        "pictures",
        "quotes",
        "backslashes",
        "breaks",
        "references",
        "tags",
        "attributes",
        "fences",
        "notes",
        "nesting",
    ],
)
def test_what_would_take_quadratic_time_is_refused_by_count(body: str) -> None:
    found = convert(body)
    assert found.html == ""
    assert len(found.remarks) == 1
    assert not found.remarks[0].warning
    assert found.remarks[0].hint


def test_a_text_that_is_nested_too_deeply_does_nothing_to_the_next() -> None:
    assert [remark.what for remark in convert("- " * 3_000 + "x").remarks]
    after = convert("Para one.\n\nSecond[^1].\n\n[^1]: The note.")
    assert not after.remarks
    assert after.html.startswith("<p>Para one.</p>\n<p>Second")
    assert "The note." in after.html


def test_references_to_signs_stand_beside_links_and_notes() -> None:
    found = convert("It&#8217;s in [the other](two).[^1]\n\n[^1]: Note&#160;one.")
    assert not found.remarks
    assert found.html.startswith("<p>It’s in <a href=")


def test_a_reference_to_no_sign_is_refused_where_it_stands() -> None:
    (remark,) = convert("One\n\nTwo &#0; [three](four)").remarks
    assert (remark.line, remark.column, remark.warning) == (3, 5, False)


def test_an_ampersand_of_an_address_is_no_sign() -> None:
    found = convert('<a href="https://x.example/?a=1&copy=2&reg=3">A</a>')
    assert not found.remarks
    assert 'href="https://x.example/?a=1&amp;copy=2&amp;reg=3"' in found.html


def test_the_size_of_a_picture_or_a_cell_is_kept() -> None:
    found = convert(
        '<img src="a.png" alt="A" width="8" height="6">\n\n<table><tr><td colspan="2" rowspan="3">A</td></tr></table>'
    )
    assert not found.remarks
    assert 'width="8" height="6"' in found.html
    assert '<td colspan="2" rowspan="3">' in found.html


def problems(body: str, markup: Markup = MARKUP) -> list[str]:
    return [str(remark.at("x.md")) for remark in prose.convert(body, markup, SITE).remarks]


@pytest.mark.parametrize(
    ("body", "element", "place"),
    [
        ("We use the <style> tag here.\n\nSecond.", "style", "1:12"),
        ("One <text>word within</text> after.", "text", "1:5"),
        ("One\n\n<title>two\n\nthree", "title", "3:1"),
    ],
)
def test_words_that_would_be_lost_with_an_element_are_an_error(body: str, element: str, place: str) -> None:
    (found,) = problems(body)
    assert found == (
        f"x.md:{place}: the words after <{element}> would be lost with it "
        "(if it is a word, write &lt; for < or put it in backticks; otherwise close it, or remove it)"
    )


@pytest.mark.parametrize(
    "element",
    [
        '<iframe src="https://v.example/1" />', "<iframe><p>No <b>frames</b>.</p></iframe>", "<SVG><text>label</text></SVG>",
        '<noscript><img src="https://x.example/p.gif"></noscript>', "<script>if (1 < 2) {}</script>", "<script src=x />",
    ],
)  # fmt: skip
def test_what_is_no_text_goes_with_all_that_is_in_it(element: str) -> None:
    found = prose.convert(f"{element}\n\n*Second* paragraph.", MARKUP, SITE)
    assert found.html.removeprefix("<p></p>").strip() == "<p><em>Second</em> paragraph.</p>"
    (remark,) = found.remarks
    assert (remark.line, remark.column, remark.warning) == (1, 1, True)


def test_a_frame_says_what_to_give_readers_instead() -> None:
    body = (
        'One `<iframe src="https://m.example/?a=1&amp;b=2">`.\n\n<iframe width="5" src="https://m.example/?a=1&amp;b=2"></iframe>\n\n'
        "Two\n\n<p>\n<iframe src='//v.example/embed/1'></iframe></p>\n\n<iframe src=about:blank></iframe>\n"
    )
    hint = "nothing is loaded from other hosts: link to {}, or show a picture of it"
    assert sorted(problems(body)) == [
        "x.md:10:1: warning: <iframe> was removed (remove it)",
        f"x.md:3:1: warning: <iframe> was removed ({hint.format('https://m.example/?a=1&b=2')})",
        f"x.md:8:1: warning: <iframe> was removed ({hint.format('https://v.example/embed/1')})",
    ]


def test_a_list_numbered_with_parentheses_is_told() -> None:
    body = (
        "1) One\n  goes on\n2) Two\n3) Three\n\nOf 12 states, 3\n2) stay\nas they are\n\n1) Apart  \n2) by a break\n\n1) Alone\n\n"
        "    1) Code\n    2) Code\n\n> The rules\n> 9) One\n> 10) Two\n"
    )
    what = "this list is read as lines of one paragraph (begin its items with 1. instead of 1), and leave an empty line above it)"
    assert problems(body) == [f"x.md:1:1: warning: {what}", f"x.md:19:3: warning: {what}"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("| a | b |\n|--|\n| 1 | 2 |", "1:1"),
        ("a | b\n--|--|--\n1 | 2", "1:1"),
        ("| a | b |\n| 1 | 2 |", "1:1"),
        ("Text\n\n> The shares:\n> | a | b |  \n> | 1 | 2 |\n> | 3 |", "4:3"),
    ],
)
def test_a_table_without_a_right_line_of_dashes_is_told(body: str, place: str) -> None:
    what = "this table is read as lines of one paragraph"
    hint = "below its first line, put a line of dashes with as many cells, such as |---|---|"
    assert problems(body) == [f"x.md:{place}: warning: {what} ({hint})"]


@pytest.mark.parametrize(
    "body",
    [
        "| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | 4 |",
        "a | b\n- | -\n1 | 2\n\n| a verse\n| of two | lines\n",
        "|x| + |y|\n|z| + 1\n\na | b\nc | d\n\n| a |\n| b |\n\n| one | row |",
        "    | a | b |\n    | 1 | 2 |\n\n```\n| a | b |\n| 1 | 2 |\n```",
        "<div>\n| a | b |\n| 1 | 2 |\n</div>\n\n\\| a | b |\n\\| 1 | 2 |",
    ],
)
def test_what_is_a_table_or_none_is_not_told(body: str) -> None:
    assert not problems(body)


def test_a_bare_address_is_told_where_it_stands() -> None:
    body = (
        "Video: https://v.example/watch?v=a--b, and <https://a.example/>.\n\n"
        "[x](https://b.example/(1)), [https://c.example](https://c.example/) and ![y](y.png 'https://d.example')\n\n"
        "> *https://e.example/* `https://f.example` https://c.example.\n\n"
        "    https://a.example in code\n\n<!-- https://g.example -->\n\n<p>\nhttps://h.example</p>\n\n[z][1], [^1]\n\n"
        '<a href="https://i.example/?u=https://j.example">https://i.example https://k.example</a>\n\n'
        "[1]: https://i.example\n[^1]: http://президент.рф\n"
    )
    told = "x.md:{}: warning: the address {} is no link (write it between < and >)"
    assert problems(body) == [
        told.format("1:8", '"https://v.example/watch?v=a--b"'),
        told.format("5:4", '"https://e.example/"'),
        told.format("5:44", '"https://c.example"'),
        told.format("19:7", '"http://президент.рф"'),
    ]


@pytest.mark.parametrize(
    ("body", "place", "told"),
    [
        ("See [the treaty](treaty.md and more.", "1:16", "no ) ends its address"),
        ("[a](b.md) and\n[c](b.md", "2:3", "no ) ends its address"),
        ("> ![A *map*](map.png\n> of it", "1:12", "no ) ends its address"),
        ("[y](https://e.example/Dam_(river) and", "1:3", "no ) ends its address"),
        ("[the sea](caspian-convention", "1:9", "no ) ends its address"),
        ("[x] (treaty.md)", "1:3", "there is a space between ] and ("),
        ("[the *sea*]\n(/2018/05/)", "1:11", "there is a space between ] and ("),
        ("(the sea)[../2018/sea.md#a]", "1:1", "its brackets are the wrong way round"),
        ("See (it)[https://e.example/a/].", "1:5", "its brackets are the wrong way round"),
        ("Read [the data(Heights.CSV) and [b](c.md)", "1:6", "no ] stands before its address"),
    ],
)
def test_a_link_broken_in_the_writing_is_told_where_it_stands(body: str, place: str, told: str) -> None:
    (problem,) = problems(body)
    assert problem.startswith(f"x.md:{place}: warning: this link is published as text, because {told} (write [words](address)")


@pytest.mark.parametrize(
    "body",
    [
        "(see [1]) (note), [2] (n.d.), [sic] (and/or) and [the minister] (2018)",
        "[2] (report.pdf), f(x)[i], a[0] (b), (a)[b/c], [x(y)], [see the file (sea.md) for more], [^](",
        "\\[x](sea.md), \\[x\\] (sea.md), (x)\\[sea.md] and [Dam](https://e.example/Dam_(river))",
        "`[x](sea.md and` and `[x] (sea.md)`\n\n```\n(x)[sea.md]\n```\n\n    [x(sea.md)\n",
        "<div>\n[x] (sea.md) and [y](sea.md and\n</div>\n\n<!-- [x] (sea.md) -->\n\n<p>(x)[sea.md]</p>",
        "[x](sea.md 'T') [y]( sea.md ) [z](<a b.md>) [a][b] (sea.md)\n\n[b]: sea.md",
        "[y](/a--b/(c)) {{ [x] }} (sea.md) [[1]]",
        "![a [x] (sea.md)](b.png)",
    ],
)
def test_what_is_no_broken_link_is_not_told(body: str) -> None:
    assert not problems(body)


@pytest.mark.parametrize(
    ("body", "place", "title", "hint"),
    [
        ("![The dam](dam.jpg “It’s a dam”)", "1:12", "“It’s a dam”", 'dam.jpg "It’s a dam"'),
        ('A\n[x](a b.md "Title”)', "2:5", '"Title”', 'a b.md "Title"'),
        ("[x](https://e.example/ «Title») [x](https://e.example/ «Title»)", "1:5", "«Title»", 'https://e.example/ "Title"'),
    ],
)
def test_a_title_in_curly_quotation_marks_is_an_error(body: str, place: str, title: str, hint: str) -> None:
    what = f"{title} is no title, but part of the address: its quotation marks are not straight ones"
    assert problems(body) == [f"x.md:{place}: {what} (write ({hint}))"]


@pytest.mark.parametrize("address", ['a.md "“T”"', "a.md '“T'", "<a “b”.md>", "“a”", "<a 'b'>", f"a{' “' * 20_000}x"])
def test_other_curly_quotation_marks_of_a_link_are_no_mistakes(address: str) -> None:
    assert not problems(f"[x]({address})")


@pytest.mark.parametrize(
    ("body", "place", "told"),
    [
        ("> A\n> {: .pull }\n\n> B\n> {: .pull", "5:3", "no } ends it (add a })"),
        ("![A](a.png)\n{: .wide  \n", "2:1", "no } ends it (add a })"),
        ("[x](a.md){:#b .c", "1:10", "no } ends it (add a })"),
        ("A\n{: lang=ar dir=rtl", "2:1", "no } ends it (add a })"),
        ("A\n\n{: .wide }\n\nB", "3:1", "it does not follow what it is for (write it directly behind a link or picture"),
        ("![A](a.png) {:.wide}", "1:13", "it does not follow what it is for"),
    ],
)
def test_attributes_that_are_printed_are_told_where_they_stand(body: str, place: str, told: str) -> None:
    (problem,) = problems(body)
    assert problem.startswith(f"x.md:{place}: warning: this list of attributes is published as text, because {told}")


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("One\\\n*two\\\nthree*\\", "<p>One<br>\n<em>two<br>\nthree</em>\\</p>"),
        ("One\\\\\ntwo", "<p>One\\\ntwo</p>"),
        ("- One\\\n  two\n- three", "<ul>\n<li>One<br>\n  two</li>\n<li>three</li>\n</ul>"),
        ("`a\\\nb`", "<p><code>a\\\nb</code></p>"),
        ("```\na\\\nb\n```", "<pre><code>a\\\nb\n</code></pre>"),
        ("What he said:\\\n- A\\\n- B", "<p>What he said:<br>\n- A<br>\n- B</p>"),
    ],
)
def test_a_backslash_at_the_end_of_a_line_breaks_it(body: str, html: str) -> None:
    found = convert(body)
    assert (found.html, found.remarks) == (html, ())


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ('<div class="a">\n\n**B**\n\n</div>', ["3:1 div"]),
        ("**A**\n\n<details>\n<summary>A</summary>\n\nA **A** ![B](c.png)\n\n</details>", ["6:3 details"]),
        ("<blockquote>[A & B](c.csv)</blockquote>\n\n<section>\n[A & B](c.csv)\n</section>", ["1:13 blockquote", "4:1 section"]),
        ("<p>*a*</p>\n\n<p>**b** <b>**c**</b></p>\nd <span>**e**</span>", ["3:4 p"]),
        ("<div>\n\n```\n**a**\n```\n\n**b**\n</div>", ["7:1 div"]),
        ("<div><code>**a**</code> ** b ** [c] (d) <i title='**e**'>f</i> <!-- **g** --></div>", []),
        ("<pre>**a**</pre>\n\n<!-- **a** -->\n\n```\n<div>**a**</div>\n```\n\n    <p>**a**</p>", []),
    ],
)
def test_markdown_within_html_is_told_once_a_block(body: str, places: list[str]) -> None:
    what, hint = "the Markdown within <{0}> is published as text", 'write <{0} markdown="1">, and the same in the tags within'
    assert problems(body) == [
        f"x.md:{place}: warning: {what.format(name)} ({hint.format(name)})" for place, name in map(str.split, places)
    ]


def test_markdown_within_html_is_read_if_its_tags_say_so() -> None:
    found = convert('<div class="a" markdown="1">\n\n**B**\n\n<p markdown="1">**C**</p>\n\n</div>')
    assert found.html == '<div class="a">\n<p><strong>B</strong></p>\n<p><strong>C</strong></p>\n</div>'
    assert not found.remarks


@pytest.mark.parametrize(
    ("body", "html", "told"),
    [
        ("The <Kazakh> and\nthe <Kazakh>", "<p>The &lt;Kazakh&gt; and\nthe &lt;Kazakh&gt;</p>", ["1:5 <Kazakh>"]),
        ("Ask <ivan x@y>", "<p>Ask &lt;ivan x@y&gt;</p>", ["1:5 <ivan x@y>"]),
        ("One\n\n<www.x.example>", "<p>One</p>\n<p>&lt;www.x.example&gt;</p>", ["3:1 <www.x.example>"]),
        ("A vector<int> holds *it*.", "<p>A vector&lt;int&gt; holds <em>it</em>.</p>", ["1:9 <int>"]),
        ("<div>\n<a-b> `<a-b>` c\n</div>", "<div>\n&lt;a-b&gt; `&lt;a-b&gt;` c\n</div>", ["2:1 <a-b>"]),
        ("`<Kazakh>` <wbr> <!-- <Uzbek> -->", "<p><code>&lt;Kazakh&gt;</code> <wbr> </p>", []),
    ],
)
def test_words_in_angle_brackets_stay_and_are_told(body: str, html: str, told: list[str]) -> None:
    what, hint = "is no HTML, and is published as text", "write &lt; for <, or remove it"
    assert convert(body).html == html
    assert problems(body) == [
        f"x.md:{place}: warning: {tag} {what} ({hint})" for place, tag in (one.split(" ", 1) for one in told)
    ]


@pytest.mark.parametrize("body", ["<x-y>A</x-y>", '<x-y z="b">A', "<x-y/>A", "<center>A"])
def test_what_may_be_an_element_is_taken_out(body: str) -> None:
    assert "&lt;" not in convert(body).html
    assert "was removed" in problems(body)[0]


def test_an_allowed_element_is_one_even_if_it_is_never_closed() -> None:
    assert "<x-y>A" in prose.convert("<x-y>A", Markup(allow=(("x-y", ()),)), SITE).html


@pytest.mark.parametrize(
    ("info", "name"),
    [
        ("python {linenos=true}", "python"),
        ('js title="a.js"', "js"),
        ("shell script", "shell"),
        ("go {hl_lines=[1,2]}", "go"),
        ("go{1,3-5}", "go"),
        ('c++ hl_lines="1 2" more', "c++"),
        (".rust", "rust"),
        ("{.r .numbered}", "r"),
        ("python", "python"),
    ],
)
@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_the_first_word_behind_a_fence_is_its_language_and_the_rest_is_ignored(info: str, name: str, fence: str) -> None:
    code = f"{fence}{info}\nimport **a**\n\n[x](y.csv)\n{fence}"
    found = convert(f"{code}\n\nBetween [them](z.csv).\n\n{code}")
    assert len(re.findall(rf'<pre[^>]*><code class="language-{re.escape(name)}">import \*\*a\*\*\n\n\[x\]', found.html)) == 2
    assert [link.target for link in found.outline.links] == ["z.csv"]
    assert manuscript.without_code(f"{code}\nA").split() == ["A"]


def test_code_at_the_beginning_of_a_line_is_no_fence() -> None:
    found = convert("```a b``` and [c](d.csv)\n\nE\n\n```\nf\n```")
    assert "<code>a b</code> and <a" in found.html
    assert found.html.endswith("<p>E</p>\n<pre><code>f\n</code></pre>")
    assert manuscript.without_code("```a b``` and c\n\nE\n\n```\nf\n```").split() == ["and", "c", "E"]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("1. a\n2. b\n\nMore.\n\n3. c\n4. d", "<ol> <li>a</li> <li>b</li> </ol> <p>More.</p> <ol start=3> <li>c</li> <li>d</li> </ol>"),
        ("1. a\n\n- b\n\n2. c", "<ol> <li>a</li> </ol> <ul> <li>b</li> </ul> <ol start=2> <li>c</li> </ol>"),
        ("- a\n\n8. b\n9. c", "<ul> <li>a</li> </ul> <ol start=8> <li>b</li> <li>c</li> </ol>"),
        ("1. a\n1. b\n1. c", "<ol> <li>a</li> <li>b</li> <li>c</li> </ol>"),
        ("0. a\n\n    7. b\n    8. c\n\n1. d", "<ol start=0> <li> <p>a</p> <ol start=7> <li>b</li> <li>c</li> </ol> </li> <li> <p>d</p> </li> </ol>"),
        ("- a\n1. b", "<ul> <li>a</li> <li>b</li> </ul>"),
        ("2014\\. The year.", "<p>2014. The year.</p>"),
    ],
)  # fmt: skip
def test_a_list_begins_with_the_number_of_its_first_item(body: str, html: str) -> None:
    found = convert(body)
    assert (found.html.replace("\n", " ").replace('"', ""), found.remarks) == (html, ())


YEAR = 'the "{0}." at the beginning of this line begins a list (write {0}\\. if it is a year)'
ALONE = 'the "{0}." at the beginning of this line begins a list of one item (write {0}\\. if it belongs to the sentence)'


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Two dates.\n\n2014. The year began.\n\n1917. The revolution.", [("3:1", YEAR, 2014)]),
        ("> 1. a\n> 2. b\n\nIt fell in\n\n> 1986.  Школа № 5.\n> 1987. C.", [("6:3", YEAR, 1986)]),
        ("He came on the\n\n12. December *and* left.\n\nA\n\n12. December *and* left.", [("3:1", ALONE, 12), ("7:1", ALONE, 12)]),
        ("```\n5. a\n```\n\n- x 5. a\n- b\n    1. c\n    2. d\n\nE\n\n5. a", [("12:1", ALONE, 5)]),
    ],
)
def test_a_number_that_may_not_begin_a_list_is_told(body: str, told: list[tuple[str, str, int]]) -> None:
    assert problems(body) == [f"x.md:{place}: warning: {what.format(number)}" for place, what, number in told]


def test_a_number_of_any_length_may_begin_a_list() -> None:
    (problem,) = problems(f"{'9' * 5_000}. a")
    assert problem == f"x.md:1:1: warning: {YEAR.format('9' * 20)}"


@pytest.mark.parametrize(
    ("number", "start"), [("۵", ' start="5"'), ("007", ' start="7"'), ("999999999", ' start="999999999"'), ("2147483648", "")]
)
def test_a_list_begins_with_a_number_that_browsers_know(number: str, start: str) -> None:
    assert convert(f"{number}. a\n{number}. b").html.startswith(f"<ol{start}>\n<li>a")


def test_what_stands_in_an_attribute_is_no_word_in_brackets_and_no_break() -> None:
    body = "<b title=\"<kaz>\">a</b> <b title='c\\\nd'>e</b> <Kazakh>"
    assert convert(body).html == '<p><b title="&lt;kaz&gt;">a</b> <b title="c\\\nd">e</b> &lt;Kazakh&gt;</p>'
    assert [problem.partition(" is no HTML")[0] for problem in problems(body)] == ["x.md:2:10: warning: <Kazakh>"]


@pytest.mark.parametrize("rest", ["<Kazakh> name.", "&amp; name.", "&#8220;name&#8221;."])
def test_words_that_an_element_takes_along_are_an_error_whatever_sign_comes_first(rest: str) -> None:
    assert any(
        problem.startswith("x.md:1:5: the words after <title> would be lost") for problem in problems(f"The <title> {rest}")
    )


def test_attributes_that_are_removed_are_told_in_a_text_without_any_html() -> None:
    assert problems("And *f*{n=1}.") == [
        'x.md:1:9: warning: the attribute "n" of <em> was removed '
        "(remove it, or allow it under markdown.allow_html in config.yaml)"
    ]


def test_a_slash_too_many_behind_the_address_of_the_site_leads_to_no_other_host() -> None:
    for slashes in ("//", "///", "/\\", "\\/"):
        assert below(f"{BASE}/{slashes}evil.org/x", BASE) == "/evil.org/x"


def test_a_list_of_one_item_that_goes_on_with_the_numbers_of_another_is_not_told() -> None:
    assert not problems("1. One\n\nText.\n\n2. Two\n\nText.\n\n3. Three\n4. Four\n\nText.\n\n5. Five")


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("The set is *A*{1, 2, 3}, and **B**{x}.", "<p>The set is <em>A</em>{1, 2, 3}, and <strong>B</strong>{x}.</p>"),
        ("We know that\n{x in A}", "<p>We know that\n{x in A}</p>"),
        ("Watch:\n{% video abc %}", "<p>Watch:\n{% video abc %}</p>"),
        ("*A*{% note %} and {% endnote %} end.", "<p><em>A</em>{% note %} and {% endnote %} end.</p>"),
        ("*A*{{ b }} *C*{{a=b}} *D*{%a=b%}", "<p><em>A</em>{{ b }} <em>C</em>{{a=b}} <em>D</em>{%a=b%}</p>"),
        (
            "# Heading {% include a.html id=b %}",
            '<h2 id="heading-include-a-html-id-b">Heading {% include a.html id=b %}</h2>',
        ),
        ("## Title {2014}", '<h2 id="title-2014">Title {2014}</h2>'),
        ("Term {x}\n: What it is", "<dl>\n<dt>Term {x}</dt>\n<dd>What it is</dd>\n</dl>"),
        ("*A*{.5}", "<p><em>A</em>{.5}</p>"),
        ("*A*{: .b } and {x} more", '<p><em class="b">A</em> and {x} more</p>'),
        ('*A*{title="b}c" .d} more', '<p><em class="d" title="b}c">A</em> more</p>'),
        ("## Title {#a .b}", '<h2 class="b" id="a">Title</h2>'),
        ("A\n{ #a lang=ar title='b c' }", '<p id="a" lang="ar" title="b c">A</p>'),
    ],
)
def test_braces_hold_attributes_if_they_hold_nothing_else(body: str, html: str) -> None:
    found = convert(body)
    assert (found.html, found.remarks) == (html, ())


def test_braces_in_a_table_hold_attributes_if_they_hold_nothing_else() -> None:
    html = convert("| a {x} | b {1990} |\n|---|---|\n| c {y} | d {.e} |").html
    assert re.findall(r"<t[hd].*?</t[hd]>", html) == [
        "<th>a {x}</th>",
        "<th>b {1990}</th>",
        "<td>c {y}</td>",
        '<td class="e">d</td>',
    ]


@pytest.mark.parametrize(
    ("body", "place", "name", "meant"),
    [
        ("> One said.\n> {: .pul }", "2:7", "pul", "pull"),
        ("![A](a.png)\n{: #a .Wide .b }", "2:8", "Wide", "wide"),
        ('`.wid` <b class="x wid">c</b>', "1:20", "wid", "wide"),
    ],
)
def test_for_a_misspelled_class_the_right_one_is_suggested(body: str, place: str, name: str, meant: str) -> None:
    assert [problem for problem in problems(body) if "class" in problem] == [
        f'x.md:{place}: warning: the built-in theme has no class "{name}" (did you mean "{meant}"?)'
    ]


def test_classes_of_an_own_theme_are_not_told() -> None:
    names = ".pull .wide .full .side .width .pull-right .pullquote .wide-table .wild .wire .pulse .bare .tide .wise"
    assert not problems(f"A paragraph.\n{{: {names} }}")


UNENDED, SPACED = "no ** ends the bold words in its paragraph", "a space follows it"


@pytest.mark.parametrize(
    ("body", "place", "told"),
    [
        ("**a** b\nis **bold", "2:4", UNENDED),
        ("**«Слово» и", "1:1", UNENDED),
        ("**bold words* follow", "1:1", UNENDED),
        ("**bold ** words", "1:1", UNENDED),
        ("**A.\n\nB.**", "1:1", UNENDED),
        ("`x` *a*\n\n- **Aral: x\n- **Osh**: y", "3:3", UNENDED),
        ("> a\n> b **c `d** e` f", "2:5", UNENDED),
        ("**a** b ** bold** c", "1:9", SPACED),
    ],
)
def test_two_asterisks_that_are_printed_are_told_where_they_stand(body: str, place: str, told: str) -> None:
    (problem,) = problems(body)
    assert problem.startswith(f"x.md:{place}: warning: this ** is published as text, because {told} (write ")


@pytest.mark.parametrize(
    "body",
    [
        "Osh** and Aral** grew.\n\n** Without Crimea.\n\n**Figures of 2019.",
        "\\*\\*a \\**b 2**3 and 4**5, a ** b, ***, **** and `**a` or *a*",
        "**a\nb** **c *d* e** ***f*** __g__ **«h»**i **j **k",
        "```\n**a\n```\n\n    **b\n\n[a](<b**c.md>)",
        "<p>**c</p>",
        "**a " * 20_000,
        "*_Izvestia_ of *2019*",
    ],
)
def test_what_begins_no_bold_words_is_not_told(body: str) -> None:
    assert not [problem for problem in problems(body) if "this **" in problem]


@pytest.mark.parametrize(
    ("body", "place", "told"),
    [
        ("- a\n- [ ] b\n- [x] c", "2:3", "this box of a task list is published as text, and so are others (write ☐ or ☑ instead)"),
        ("1. [X] b\n\n2. c", "1:4", "this box of a task list is published as text (write ☐ or ☑ instead)"),
        ("A ~~long word~~.", "1:3", "what stands between these ~~ is published as text (write <del>…</del> instead)"),
        ("`~~a~~` ~~b~~", "1:9", "what stands between these ~~ is published as text"),
        ("A ==word==.", "1:3", "what stands between these == is published as text (write <mark>…</mark> instead)"),
        ("a\n\nA.^[A *note*.]", "3:3", "this footnote within a line is published as text (write [^1] here, and its text in a line"),
        ("10 km^2^ of", "1:6", "what stands between these ^ is published as text (write <sup>…</sup> instead)"),
        ("CO~2~ of", "1:3", "what stands between these ~ is published as text (write <sub>…</sub> instead)"),
        ("See [[2018/treaty|the treaty]].", "1:5", "this link of a wiki is published as text (write [words](file.md))"),
        ("> [!NOTE]\n> A", "1:3", "this mark of a box is published as text (write **Note:** or the like instead)"),
        ("Good :smile:", "1:6", "this name of an emoji is published as text (write the sign itself)"),
    ],
)  # fmt: skip
def test_the_first_mark_of_another_kind_of_markdown_is_told(body: str, place: str, told: str) -> None:
    (problem,) = problems(body)
    assert problem.startswith(f"x.md:{place}: warning: {told}")


@pytest.mark.parametrize(
    "body",
    [
        "Was it [x] or [ ]? [[1]], \\[[a]] and \\[!NOTE]; はい~~そうです~~ね, 10~20~30, ~~~ and a ~~ b ~~ c",
        "a == b == c, a==b==c, =====, ^_^, hi^_^, 2^10, x^[1], 10:30:45, std::vector::size, a:b:c",
        "`~~a~~ ==b== x^2^ [[a]] :smile:`\n\n```\n- [ ] a\n^[a note]\n```\n\n    > [!NOTE]\n",
        "[a](<https://e.example/==b==/:smile:/x^2^>) ![~~a~~](b.png)",
        "- [ ](a.md) b\n- \\[ ] a\n\n<!-- ~~a~~ -->",
        "~~ a" * 20_000,
        ":a" * 20_000,
    ],
)
def test_what_is_no_such_mark_is_not_told(body: str) -> None:
    assert not [problem for problem in problems(body) if "published as text" in problem]


TABLE = "| Dam | Height |\n|---|---|\n| Rogun | 335 |\n"


def test_of_two_equal_lists_of_attributes_the_printed_one_is_told() -> None:
    told = "x.md:{}:1: warning: this list of attributes is published as text, because it {}"
    stands = "stands below a table (a table takes no attributes: remove it)"
    assert problems(f"![A map](a.png)\n{{: .wide }}\n\n{TABLE}{{: .wide }}") == [told.format(7, stands)]
    assert problems(f"{TABLE}{{: .wide }}\n\n![A map](a.png)\n{{: .wide }}") == [told.format(4, stands)]
    (problem,) = problems("> One _said_.\n{: .pull }\n\nTwo.\n\n{: .pull }\n\n> Three\n{: .pull }")
    assert problem.startswith(told.format(6, "does not follow what it is for"))


@pytest.mark.parametrize(
    "body",
    [
        "A\n{:.notice}\n\n# B {: #b }\n\n[x](a.md){: .c title='d e' }",
        "{:ok, x} {:a=>1} {:} {: } {:.} {: b c } {:\n\n\\{: .d }",
        "`{: .x` and\n\n    {: .x\n\n```\n{: .x }\n```\n",
        "<div>\n{: .x\n</div>\n\n<!-- {: .x -->\n\n![a {: .x](b.png)",
    ],
)
def test_what_is_no_printed_list_of_attributes_is_not_told(body: str) -> None:
    assert not problems(body)


@pytest.mark.parametrize(
    ("body", "place", "name", "element"),
    [
        ("First.\n\n> It is pull.\n> {: .a pull }", "4:9", "pull", "p"),
        ("First.\n\n> Said.\n{: pull}", "4:4", "pull", "p"),
        ("![A map](a.png)\n{: wide }", "2:4", "wide", "p"),
        ("![A map](a.png){: .wide }\n\n![A wide map](a.png){: wide }", "3:24", "wide", "img"),
        ("First.\n\nSaid.\n{:pull}", "4:3", "pull", "p"),
    ],
)
def test_a_class_without_its_dot_is_told_where_it_stands(body: str, place: str, name: str, element: str) -> None:
    what = f'the attribute "{name}" of <{element}> was removed'
    assert problems(body) == [f"x.md:{place}: warning: {what} (write {{: .{name} }})"]


def test_what_is_said_to_be_in_a_language_that_there_is_not_is_told_where_it_stands() -> None:
    written = "write a BCP 47 tag such as en, ru or zh-Hant"
    body = "Arabic, `lang=arabic`.\n\n> A\n> {: lang=“ar” }\n\nB\n{: .x lang=arabic }\n\nC <b lang='old english'>d</b> <i LANG=\"zh_Hant\">e</i>"
    assert problems(body) == [
        f'x.md:4:6: warning: "“ar”" is not a language ({written})',
        f'x.md:7:7: warning: "arabic" is not a language ({written})',
        f'x.md:9:6: warning: "old english" is not a language ({written})',
        'x.md:9:34: warning: "zh_Hant" is not a language (did you mean "zh-Hant"?)',
    ]


def test_the_languages_that_there_are_are_not_told() -> None:
    assert not problems(
        '> A\n> {: lang=ar }\n\n<span lang="zh-Hant">B</span> <i lang="">c</i> <i lang="prs-AF">d</i> lang="arabic"'
    )


def test_a_link_into_a_preview_is_told_its_address_on_the_site() -> None:
    links = {
        "http://localhost:8000/2018/11/rogun/": "/2018/11/rogun/", "http://127.0.0.1:8000/a.pdf#page=2": "/a.pdf#page=2",
        "http://[::1]/dates/": "/dates/", "https://LOCALHOST": "/",
    }  # fmt: skip
    told = 'warning: the link "{}" leads readers to their own computers (write {})'
    body = "\n".join(f"[a]({link})" for link in links)
    assert problems(body) == [f"x.md:{line}:5: {told.format(*pair)}" for line, pair in enumerate(links.items(), 1)]
    below = prose.convert("[a](http://127.0.0.1:8000/archive/2018/)", MARKUP, Site(base_url=f"{BASE}/archive")).remarks
    assert [remark.hint for remark in below] == ["write /2018/"]


@pytest.mark.parametrize("host", ["localhost.example.org", "127.0.0.10", "e.example/localhost", "localhoster:8000", "e.example"])
def test_a_link_to_another_host_is_none_into_a_preview(host: str) -> None:
    assert not problems(f"[a](http://{host}/2018/)")


def test_a_preview_may_have_the_address_of_the_site() -> None:
    assert not prose.convert("[a](http://localhost:8000/2018/)", MARKUP, Site(base_url="http://localhost:8000")).remarks


@pytest.mark.parametrize(
    ("body", "address", "name"),
    [
        ("[a](file:///home/me/x.pdf)", "file:///home/me/x.pdf", "x.pdf"),
        ("[a](d:/Texts/)", "d:/Texts/", "its name"),
        (f"[a](file:///{'b/' * 40}x.pdf)", f"file:///{'b/' * 26}", "x.pdf"),
    ],
)
def test_a_file_on_the_disk_of_the_author_is_told_where_to_put(body: str, address: str, name: str) -> None:
    hint = f"it lies on your own disk: put the file beside the article, and write {name}"
    assert problems(body) == [f'x.md:1:5: warning: the link "{address}" of <a> was removed ({hint})']


@pytest.mark.parametrize("address", ["C:\\Users\\me\\map.png", "file:///home/me/map.png", "D:/map.png"])
def test_a_picture_on_the_disk_of_the_author_is_an_error_as_any_that_is_missing(address: str) -> None:
    told = f'the picture "{address}" lies on your own disk (put the file beside the article, and write map.png)'
    assert problems(f"![A map]({address})") == [f"x.md:1:10: {told}"]


def test_a_footnote_without_text_is_told_where_it_stands() -> None:
    body = "A[^a] B[^b&c] C[^c] D[^d] E[^e]\n\n`[^a]:`\n\n[^a]:\n[^b&c]: \n\n[^c]: `code`\n\n[^d]:\n\n    Text.\n\n[^e]:\nText."
    hint = "write it behind the colon; further paragraphs of it are indented by four spaces"
    assert problems(body) == [
        f'x.md:5:1: warning: the footnote "a" has no text ({hint})',
        f'x.md:6:1: warning: the footnote "b&c" has no text ({hint})',
    ]


def test_what_stands_in_a_comment_begins_nothing() -> None:
    found = prose.convert("A <!-- <script> --> b <script>c</script> d", MARKUP, SITE)
    assert found.html.split() == ["<p>A", "b", "d</p>"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("<!-- note\n\nText.", "1:1"),
        ("Text.\n\nA <!-- note\n\ngoes on --> b", "3:3"),
        ("<!-- closed -->\n\n- one <!-- note\n- `-->`", "3:7"),
        ("One <!-- note\n\n<!-- closed -->", "1:5"),
        ("<div>\n<!-- note\n\n</div>\n\nText.", "2:1"),
        ("<p>A <!-- closed -->, b <!-- note</p>\n\nText.", "1:25"),
    ],
)
def test_a_comment_that_nothing_closes_is_an_error_where_it_begins(body: str, place: str) -> None:
    assert problems(body) == [f"x.md:{place}: this comment is never closed (end it with -->, or write &lt;!-- instead)"]


def test_a_comment_that_is_closed_or_shown_is_no_error() -> None:
    for body in (
        "<!-- one\n\ntwo -->\n\nA <!-- b\nc --> d", "    <!-- one\n\n`<!-- two`\n\n<!-- c -->", "<div>a <!-- b\n\nc --></div>",
        "&lt;!-- one <!-- c -->", "```\n<!-- one\n```\n\n<!-- c -->",
    ):  # fmt: skip
        assert problems(body) == [], body


def test_what_a_browser_takes_for_a_comment_is_told() -> None:
    body = "A <?php echo 1 ?> b\n\n<![CDATA[kept?]]>\n\n<!DOCTYPE html>\n\n<?= 2 ?>"
    assert [(remark.line, remark.column, remark.what) for remark in convert(body).remarks] == [
        (5, 1, "<!DOCTYPE> was removed"), (3, 1, "<![CDATA> was removed"),
        (7, 1, "<?=> was removed"), (1, 3, "<?php> was removed"),
    ]  # fmt: skip
    assert problems("<div><![wrong[x]]></div>") == ["x.md:1:6: warning: <![wrong> was removed (remove it)"]
    refused = prose.convert(body, Markup(refuse_html=True), SITE).remarks
    assert [(remark.hint, remark.warning) for remark in refused] == [("remove it", False)] * 4


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("One [the a](https://x.example/a).\n\nTwo [](https://x.example/a)", '3:8: the link "https://x.example/a" has no words'),
        ('A <a href="#b"> <b></b>&nbsp;</a>\n\n## B', '1:12: the link "#b" has no words'),
        ("Text.\n\n    ##\n\n## One\n\n##\n\nText.", "7:1: the heading has no words"),
        ("Text.\n\n<h2> </h2>", "3:1: the heading has no words"),
        ('Text.\n\n## <span id="x"></span>\n\nMore.', "3:1: the heading has no words"),
        ("Text.\n\n## &nbsp;\n\nMore.", "3:1: the heading has no words"),
        ("<!--\n## \n-->\n\n## [One]\n\n##\n\nMore.", "7:1: the heading has no words"),
        ("A\n\n![IMG_2034.png](x/IMG_2034.png)", '3:17: the picture "x/IMG_2034.png" has the name of its file as alt text'),
        ("![img_2034](IMG_2034.png)", '1:13: the picture "IMG_2034.png" has the name of its file as alt text'),
        ('![The “dam”](d.png "The “dam”")', '1:14: the picture "d.png" has an alt text that only repeats its caption'),
    ],
)
def test_what_says_nothing_to_who_hears_it_is_told(body: str, told: str) -> None:
    assert [found.partition(" (")[0] for found in problems(body)] == [f"x.md:{told.replace(': ', ': warning: ', 1)}"]


@pytest.mark.parametrize(
    "body",
    [
        '<a id="here"></a>[![A dam](d.png)](d.pdf)', "## ![A dam](d.png)", "## `#`", '![Dam](dam.png "The dam in 2018")', "![G 20](g 20.png)", "![G20](g20.png)",
        '<a href="a"><code>x</code></a>', '<a href="a" title="The report"></a>', "`[](a)`\n\n\\#\n\n    ##",
    ],
)  # fmt: skip
def test_what_says_something_is_not_told(body: str) -> None:
    assert problems(body) == []


def test_a_poor_alt_text_is_told_as_a_missing_one_is() -> None:
    reported: tuple[tuple[Severity, list[bool]], ...] = (("allow", []), ("error", [False]))
    for missing_alt, told in reported:
        body, markup = "![IMG_2034](IMG_2034.png)", Markup(missing_alt=missing_alt)
        assert [remark.warning for remark in prose.convert(body, markup, SITE).remarks] == told


def test_what_needs_no_end_tag_is_not_told() -> None:
    rows = "<colgroup><col><thead><tr><th>A<tbody><tr><td>B<tfoot><tr><td>C"
    assert not problems(f"<table>{rows}</table>\n\n<dl><dt>A<dd>B</dl>\n\n<ul><li>A</ul>\n\n<ruby>漢<rp>(<rt>kan<rp>)</ruby>")


def test_what_is_never_closed_is_told_where_it_begins() -> None:
    assert problems("Write to <b>all.\n\nTwo") == ["x.md:1:10: warning: <b> is never closed (close it with </b>)"]
    assert problems("<p>One\n\n<ul><li>Two</ul> <br>") == []


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ('One.\n\n<CENTER><FONT COLOR="red">x</FONT></CENTER>', ["3:1", "3:9"]),
        ('The word onload.\n\n<img src="a.png" alt="x" onload="x()">', ["3:26"]),
        ('A style.\n\n<p style="x">B</p>', ["3:4"]),
        ('A onclick\n{: onclick="x"}', ["2:4"]),
        ("It`s one.\n\n<font>f</font>.\n\nIt`s three.", ["3:1"]),
    ],
)
def test_what_is_taken_out_is_told_where_it_stands(body: str, places: list[str]) -> None:
    assert sorted(found.split(": ")[0] for found in problems(body)) == [f"x.md:{place}" for place in places]


@pytest.mark.parametrize(
    ("target", "written"),
    [("a.php?b=1&c=2", "x [y](a.php?b=1&amp;c=2)"), ("a_b.md", "x [y](a\\_b.md)"), ("ä b", "x [y](<ä b>)"), ("", "x [y]()")],
)
def test_a_target_is_found_as_its_author_spelled_it(target: str, written: str) -> None:
    line, column = manuscript.locate(f"One y.\n\n{written}\n", target, 1)
    assert (line, written[column - 1 :].startswith(("a", "ä", ")"))) == (3, True)


def test_what_would_vanish_from_notes_and_tables_is_told() -> None:
    (remark,) = convert("A[^1].\n\n[^1]: One.\n\n[^1]: Two.").remarks
    assert str(remark.at("x.md", 7)) == (
        'x.md:11:1: warning: the footnote "1" is defined a second time, and one of the two is lost '
        "(give it another name; the first is in line 9)"
    )
    assert problems("| a | b |\n|---|---|\n| 1 | `x|y` | |\n| 1 | 2 \\| 3 |\n| 1 | 2 | 3 |") == [
        "x.md:5:1: warning: this row has 3 cells, but its table has 2 columns: the rest is lost "
        "(add a column, or write \\| for a | within a cell)"
    ]
    assert problems("[^x] and [^x], once more [^x]") == [
        'x.md:1:1: warning: nothing defines the footnote "x", which is used 3 times '
        "(add a line [^x]: with its text, or write \\[^x])"
    ]


@pytest.mark.parametrize(
    ("body", "lang", "expected"),
    [
        (
            'He wrote “العمال (2022)!” – 13 December.', "en",
            '<p>He wrote “<bdi dir="rtl">العمال (2022)!</bdi>” – 13 December.</p>',
        ),
        ("هذا نص عربي (2022).", "en", '<p dir="rtl">هذا نص عربي (2022).</p>'),
        ("العمال is a word.", "en", '<p><bdi dir="rtl">العمال</bdi> is a word.</p>'),
        ("- بند\n- item", "ru", '<ul>\n<li dir="rtl">بند</li>\n<li>item</li>\n</ul>'),
        ("هذا نص (2022).", "ar", "<p>هذا نص (2022).</p>"),
        ('A <i lang="ar">نص</i> and `نص`', "en", '<p>A <i lang="ar" dir="rtl">نص</i> and <code>نص</code></p>'),
        ('A word <i dir="ltr">نص</i>.', "en", '<p>A word <i dir="ltr">نص</i>.</p>'),
        ("One **نص** two نص", "en", '<p>One <strong><bdi dir="rtl">نص</bdi></strong> two <bdi dir="rtl">نص</bdi></p>'),
        ("Озеро", "en", "<p>Озеро</p>"),
    ],
)  # fmt: skip
def test_what_runs_from_right_to_left_says_so(body: str, lang: str, expected: str) -> None:
    found = prose.convert(body, MARKUP, SITE, lang)
    assert found.html == expected
    assert "dir" not in found.outline.excerpt


@pytest.mark.parametrize("gap", ["&nbsp;", "&#160; &nbsp;", "<p>&nbsp;</p>", "&nbsp;\n\n&nbsp;"])
def test_a_paragraph_of_no_break_spaces_is_none(gap: str) -> None:
    assert convert(f"{gap}\n\nOne&nbsp;%\n\n{gap}\n\nTwo").html == "<p>One&nbsp;%</p>\n<p>Two</p>"
    code = f"<pre><code>{gap}\n</code></pre>".replace("&", "&amp;").replace("<p>", "&lt;p&gt;").replace("</p>", "&lt;/p&gt;")
    assert convert(f"```\n{gap}\n```").html == code, "code stays"


def test_the_first_paragraph_with_words_is_the_excerpt() -> None:
    assert convert("![a](p.png)\n\nReal text.").outline.excerpt == "Real text."
    assert convert("```\nprint(1)\n```\n\nReal text.").outline.excerpt == "Real text."
    long = f"{'Word ' * 50}by Mr. Jones said. {'Word ' * 50}."
    assert convert(long).outline.excerpt.endswith("by Mr. Jones said.")


def test_an_excerpt_lacks_the_numbers_of_notes_and_nothing_else() -> None:
    text = 'Start <sup><a href="/">link</a> more</sup> middle<sup><a href="/">1</a></sup> end.[^1]\n\n[^1]: Note.'
    assert convert(text).outline.excerpt == "Start link more middle end."
    many = excerpt.of(
        f"<p>{'<sup><a>y</a> z</sup>' * 30_000}</p>"
    )  # more than a minute, if each searched the rest of the text for its end
    assert many.startswith("y zy z")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (f"{'Wort ' * 50}. Es soll laut Plan am 15. Dezember {'kommen ' * 20}", " Wort ."),
        (f"他说：“{'好' * 300}。”{'好' * 99}", "好。”"),
        (f"表示，BBC 报道{'好' * 400}", "好…"),
        (f"表示{'好' * 300}，World Trade Organization", "好，World Trade…"),
        (f"表示{'好' * 317}，{'好' * 99}", "好…"),
        (f"{'word ' * 62}I see www.example.org {'word ' * 20}", " see…"),
    ],
)
def test_an_excerpt_ends_at_a_sentence_or_else_at_a_word(text: str, end: str) -> None:
    lead = convert(text).outline.excerpt
    assert lead.endswith(end)
    assert 250 < len(lead) <= 321


def test_a_target_by_name_is_one_by_id() -> None:
    found = convert('<a name="there"></a>Here. [To it](#there).')
    assert found.outline.anchors == {"there"}
    assert '<a id="there"></a>' in found.html
    assert not found.remarks


def test_what_is_allowed_comes_on_top_of_what_always_is() -> None:
    text = '<time datetime="2022-12-13" data-zone="UTC">13 December</time>'
    assert text in prose.convert(text, Markup(allow=(("time", ("data-zone",)),)), SITE).html


def test_nothing_that_is_allowed_loads_from_elsewhere() -> None:
    allowed = Markup(allow=(("video", ("src", "controls")),))
    found = prose.convert(
        '<video src="https://v.example/v.mp4" controls>x</video>\n\n<video src="v.mp4">y</video>', allowed, SITE
    )
    assert "v.example" not in found.html
    assert [link.target for link in found.outline.links] == ["v.mp4"]
    assert [str(remark.at("x.md")) for remark in found.remarks] == [
        'x.md:1:13: warning: the file "https://v.example/v.mp4" is on another site and is left out (put it beside the article)'
    ]
    for element, attribute in (("noscript", ""), ("IMAGE", ""), ("video", "poster"), ("source", "srcset"), ("a", "PING")):
        assert not may_allow(element, attribute)


def test_a_picture_of_the_site_by_its_whole_address_is_its_own() -> None:
    assert [link.target for link in convert(f"![x]({BASE}/social.png)").outline.links] == [f"{BASE}/social.png"]


@pytest.mark.parametrize("marker", ["- ", "1. ", "* "])
def test_lists_within_lists_on_one_line_are_counted(marker: str) -> None:
    assert problems(f"One\n\n{marker * 150}x") == ["x.md:3:1: more than 100 levels of quotation or list (nest it less deeply)"]


def test_a_megabyte_of_paragraphs_is_converted() -> None:
    assert convert(("word " * 100 + "\n\n") * 2_000).html.count("<p>") == 2_000


def test_long_rows_of_what_begins_and_never_ends_are_converted() -> None:
    assert convert(f"{'~' * 400_000}`").html == f"<p>{'~' * 400_000}`</p>"
    assert len(convert("<div>" + "<!-- a\n\n" * 200_000).remarks) == 100
    assert not convert(f"a|b\n-{' ' * 400_000}x").remarks
    assert not convert(f"x\n{'|-' * 200_000}x\n|y").remarks
    assert not convert(f"(x)[{'a.md#' * 80_000}").remarks


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("a\n\nb [x](nope) c", 3, 7),
        ("`[x](nope)` [x](nope)", 1, 17),
        ("```\n[x](nope)\n```\n[x](nope)", 4, 5),
        ("[x][1]\n\n[1]: nope\n", 3, 6),
    ],
)
def test_a_problem_names_the_line_outside_code(body: str, line: int, column: int) -> None:
    assert manuscript.locate(body, "nope", 1) == (line, column)


def test_a_footnote_that_nothing_defines_is_remarked() -> None:
    body = "One[^1], two[^2], `[^3]`, \\[^4].\n\n    [^5]\n\n[^1]: Note of [^6]."
    found = [(remark.line, remark.column, remark.what, remark.warning) for remark in convert(body).remarks]
    assert found == [
        (1, 13, 'nothing defines the footnote "2"', True), (5, 15, 'nothing defines the footnote "6"', True),
    ]  # fmt: skip


def test_what_is_a_footnote_only_in_code_with_a_class_is_none() -> None:
    assert not convert('One <code class="x">[^a]</code>, two `[^b]`{: .x }.').remarks


@pytest.mark.parametrize("line", ["[^1] Note one.", "[^1] : Note", "   [^1]  Note", "[1]: Note", "[1]: Note of the editors."])
def test_a_footnote_without_its_colon_or_sign_is_told_in_its_line(line: str) -> None:
    (problem,) = problems(f"A claim[^1].\n\n{line}\n")
    assert problem == 'x.md:3:1: warning: nothing defines the footnote "1" (if this line is to, begin it with [^1]:)'


@pytest.mark.parametrize(
    "more",
    ["[^1]", "[1]: https://e.example/", "[1]: a.md", "[1]: caspian-convention", "    [^1] Note", "`[^1] Note`", "[2]: Note"],
)
def test_what_is_no_text_of_a_footnote_is_not_taken_for_one(more: str) -> None:
    (problem,) = problems(f"A claim[^1].\n\n{more}\n")
    assert problem.startswith('x.md:1:8: warning: nothing defines the footnote "1"')
    assert "add a line [^1]: with its text, or write \\[^1]" in problem


def test_a_link_is_found_where_links_stand() -> None:
    assert manuscript.locate("The report is the report.\n\n[see](report) [a](a)", "report", 1) == (3, 7)
    assert manuscript.locate("The report is the report.\n\n[see](report) [a](a)", "a", 1) == (3, 19)
    assert manuscript.locate('A map\n\n<a href="map">x</a>\n\n[r]: map', "map", 2) == (5, 6)
    assert manuscript.locate("An x here.\n\n<img src=x> <img SRC = 'x' alt=''>", "x", 2) == (3, 25)
    assert manuscript.locate("A=x, *b*=x.\n\n<img alt=x src=x>", "x", 1) == (3, 16)


@pytest.mark.parametrize(
    "before",
    [
        "\\[a](x)", "[a\\](x)", "\\[a *b*\nc](x)", "<p>[a](x)</p>", "<div>\n<b>[a](x)</b>\n\n[b](x)\n</div>", "<!-- [a](x) -->",
        "<table>\n<tr><td>[a](x)</table>",
    ],
)  # fmt: skip
def test_what_is_no_link_is_not_counted(before: str) -> None:
    body = f"{before}\n\n[c \\[d\\] e](x) <i>[f](x)</i>\n\n<p><a href=x>g</a></p>\n\n<div markdown=1>\n[h](x)\n</div>"
    first = before.count("\n") + 3
    assert [link.target for link in convert(body).outline.links] == ["x"] * 4
    places = [manuscript.locate(body, "x", nth) for nth in (1, 2, 3, 4)]
    assert places == [(first, 13), (first, 23), (first + 2, 12), (first + 5, 5)]


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("Text with *marks*, [a link](x) and a note[^1].\n\n[^1]: n\n", "Text with marks, a link and a note."),
        ("# Heading\n\nFirst paragraph.\n\nSecond.", "First paragraph."),
        ("A sentence that goes on. " * 30, ("A sentence that goes on. " * 12).strip()),
        ("", ""),
    ],
)
def test_the_lead_is_the_first_paragraph_cut_at_a_sentence(body: str, lead: str) -> None:
    assert convert(body).outline.excerpt == lead


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "<svg onload=alert(1)>",
    "<iframe src=https://e.org></iframe>", "<a href='java\nscript:alert(1)'>x</a>", "[x](data:text/html,<script>1</script>)",
    "<math><mtext></mtext><script>1</script></math>", "<style>*{}</style>", "<form action=x><input></form>",
    "<p style='position:fixed'>x</p>", "[x](x){: onclick=alert(1) }", "<object data=x></object>", "<base href=//e.org>",
    '<a href="&#106;avascript:alert(1)">x</a>', "![x](javascript:alert(1))", "<http://x.org/\"onmouseover=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<meta http-equiv=refresh content=0;url=//e.org>",
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE)
def test_nothing_that_runs_survives(body: str) -> None:
    import html5lib

    text = convert(body)
    links = text.outline.links
    html = placeholders.resolved(
        text.html, [link.target for link in links], [Extent(width=1, height=1) for _ in links], renditions=True
    )
    tree = html5lib.parseFragment(html, treebuilder="lxml", namespaceHTMLElements=False)
    for fragment in tree:
        elements = [fragment, *fragment.iterdescendants()] if not isinstance(fragment, str) else []
        for element in elements:
            assert element.tag not in {"script", "style", "iframe", "object", "form", "input", "base", "meta", "svg", "math"}
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert name != "style"
                assert "script:" not in value.replace("\n", "").lower()
                assert not value.lower().startswith("data:")


@pytest.mark.parametrize("body", HOSTILE[:4])
def test_what_was_taken_out_is_reported(body: str) -> None:
    assert any("was removed" in remark.what and remark.warning for remark in convert(body).remarks)


@settings(max_examples=200)
@given(st.text())
def test_no_text_makes_the_converter_raise(text: str) -> None:
    convert(text.replace("\0", ""))


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "a", " href=", '"', "'", "x", "/", "!", "--", "=", "&", "\n", "`", "[", "](", ")", "img src=", "?"]
        )
    ).map("".join)
)
def test_no_tangle_of_tags_makes_the_converter_raise(text: str) -> None:
    convert(text)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "“да” и “a <em>b</em>”, it’s"),
        ("ru", "«да» и «a <em>b</em>», it’s"),
        ("de-AT", "„да“ и „a <em>b</em>“, it’s"),
        ("fr", "«&nbsp;да&nbsp;» и «&nbsp;a <em>b</em>&nbsp;», it’s"),
        ("pt-BR", "“да” и “a <em>b</em>”, it’s"),
        ("pt-PT", "«да» и «a <em>b</em>», it’s"),
        ("hr", "„да“ и „a <em>b</em>“, it’s"),
        ("sr-ME", "„да” и „a <em>b</em>”, it’s"),
        ("ca-ES", "«да» и «a <em>b</em>», it’s"),
        ("zh-TW", "「да」 и 「a <em>b</em>」, it’s"),
    ],
)
def test_quotation_marks_are_those_of_the_language(lang: str, expected: str) -> None:
    assert prose.convert('"да" и "a *b*", it\'s', MARKUP, SITE, lang).html == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("lang", "body", "expected"),
    [
        ("ja", '彼は"日本"\n"東京"と言った', "<p>彼は「日本」「東京」と言った</p>"),
        ("zh", '他说：\n"中国"\n很大。\n\n- "大"', "<p>他说：“中国”很大。</p>\n<ul>\n<li>“大”</li>\n</ul>"),
        ("zh", '他说"中**国"很**大 `"a"`', '<p>他说“中<strong>国”很</strong>大 <code>"a"</code></p>'),
        ("zh", '5"的屏幕\n\n"大"和\\"小', '<p>5"的屏幕</p>\n<p>“大”和"小</p>'),
        (
            "zh",
            "中华人民共和国\n换行**之**\n**后**，BBC\n报道\n\n```\n中\n文\n```",
            "<p>中华人民共和国换行<strong>之</strong><strong>后</strong>，BBC\n报道</p>\n<pre><code>中\n文\n</code></pre>",
        ),
        ("zh", "“好。”\n“不……”\n——*他*”\n“说”", "<p>“好。”“不……”——<em>他</em>”“说”</p>"),
        (
            "zh",
            "> “No.”\n> “Yes,” all workers’\n> — “a”\n> {: lang=en }",
            '<blockquote>\n<p lang="en">“No.”\n“Yes,” all workers’\n— “a”</p>\n</blockquote>',
        ),
        ("ko", '그는 "한국"\n말했다', "<p>그는 “한국”\n말했다</p>"),
        ("en", "中国\n很大", "<p>中国\n很大</p>"),
    ],
)
def test_what_is_written_without_spaces_gets_none_and_its_quotation_marks_go_by_turns(
    lang: str, body: str, expected: str
) -> None:
    found = prose.convert(body, MARKUP, SITE, lang)
    assert found.html == expected
    assert not found.remarks


def test_a_heading_within_another_is_closed_as_it_was_opened() -> None:
    found = convert("<h2><span>A <h3>B</h3></span> C</h2>\n\n## D").html
    assert re.findall("</?h[1-6]", found) == ["<h2", "<h3", "</h3", "</h2", "<h2", "</h2"]


def test_no_heading_is_lower_than_the_lowest() -> None:
    found = convert("".join(f"{'#' * level} {level}\n\n" for level in range(1, 7)))
    assert re.findall(r"<h(\d)", found.html) == ["2", "3", "4", "5", "6", "6"]


def test_a_lead_is_cut_at_a_sentence_unless_that_says_nothing() -> None:
    words = "word " * 80
    assert convert(f"Yes. {words}").outline.excerpt.endswith(" word…")
    assert convert(f"{'word ' * 12}end. {words}").outline.excerpt == f"{'word ' * 12}end."
    assert convert(f"{'w' * 310}, {'x' * 300}").outline.excerpt == f"{'w' * 310}…"


def test_an_id_that_stands_three_times_is_one_mistake() -> None:
    found = convert("# A {: #dup }\n\n# B {: #dup }\n\n# C {: #dup }\n")
    assert [remark.what for remark in found.remarks] == ['the id "dup" occurs twice in the text']


def test_what_belongs_to_the_page_is_taken_out_and_what_a_text_needs_stays() -> None:
    for name in ("article", "nav", "header", "footer", "hgroup"):
        found = convert(f"<{name}>x</{name}>")
        assert f"<{name}" not in found.html
        assert [remark.what for remark in found.remarks] == [f"<{name}> was removed"]
    kept = (
        '<ol type="a" start="3" reversed=""><li value="2">x</li></ol>',
        '<p><del cite="https://x.org/" datetime="2021-01-01">x</del></p>',
    )
    for html in kept:
        found = convert(html)
        assert found.remarks == (), html
        for attribute in re.findall(r' ([a-z]+="[^"]*")', html):
            assert attribute in found.html
    (remark,) = convert("[x](<https://exa mple.org/>)").remarks
    assert remark.hint == "correct it: it is not an address; write a space as %20"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("* a\n  * b\n  * c\n", "2:3"),
        ("1. x\n   - y\n2. z\n", "2:4"),
        ("- a\n\n  - b\n", "3:3"),
        ("# H\n- a\n  - b\n", "3:3"),
        ("> - a\n>   - b\n", "2:5"),
        ("- a\n    - b\n      - c\n", "3:7"),
        ("- a\n - b\n", ""),
        ("- a\n    - b\n\t- c\n", ""),
        ("  - a\n  - b\n", ""),
        (" 9. a\n10. b\n", ""),
        ("```\n- a\n  - b\n```\n", ""),
        ("- a\n\n        - code\n          - code\n", ""),
        ("    - code\n      - code\n", ""),
        ("- a\n\nText.\n\n  - b\n  - c\n", ""),
        ("<ul>\n- a\n  - b\n</ul>\n", ""),
    ],
)
def test_an_item_that_is_indented_but_not_nested_is_told(body: str, place: str) -> None:
    what, hint = "this item is not nested in the one above it", "indent it by four spaces, and what is nested in it by eight"
    told = [f"x.md:{place}: warning: {what} ({hint})"] if place else []
    assert [line for remark in convert(body).remarks if "nested" in (line := str(remark.at("x.md")))] == told


def test_every_check_of_a_text_is_asked() -> None:
    asked = {f"{check.__module__}.{check.__name__}" for check in review.CHECKS}
    for place in Path(review.__file__).parent.glob("*.py"):
        for name, parameters in re.findall(r"^def (\w+)\((.*?)\) ->", place.read_text(encoding="utf-8"), re.MULTILINE):
            if parameters == "text: Converted" and place.stem != "review":
                assert f"press.text.{place.stem}.{name}" in asked
