"""YAML that people write, and the problems that are reported in it."""

from itertools import product

import pytest
import yaml
from hypothesis import given, strategies as st

from press.ground import form, plaintext
from press.ground.problems import Problem


def problems_of(text: str) -> list[str]:
    found: list[Problem] = []
    read = form.read(text, "x.md", 2, found)
    if read:
        read.text("title")
        read.finish()
    return [str(problem) for problem in sorted(found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: a: b", 'x.md:2:9: there is a ": " where YAML does not expect one (put the whole value in quotation marks, or correct the indentation)'),
        ("title: \"x\\q\"", "x.md:2:10: a backslash in a double-quoted value does not start a known escape sequence (use single quotation marks, or write the backslash twice)"),
        ("\ttitle: x", "x.md:2:1: there is a tab where YAML expects spaces (replace it with spaces)"),
        ("title: 'x", "x.md:2:8: a quotation mark is opened and never closed (close it)"),
        ("title: @x", 'x.md:2:8: a value cannot begin with "@" (put the value in quotation marks)'),
        ("title: *x", "x.md:2:8: a value that begins with * names an anchor that does not exist (put the value in quotation marks)"),
        ("title: *bold*", 'x.md:2:8: a value cannot begin with "*" (put the value in quotation marks)'),
        ("title: &amp; more", 'x.md:2:8: a value cannot begin with "&" (put the value in quotation marks)'),
        ("title: | x", 'x.md:2:8: a value cannot begin with "|" (put the value in quotation marks)'),
        ("title: > x", 'x.md:2:8: a value cannot begin with ">" (put the value in quotation marks)'),
        ("title: - x", 'x.md:2:8: a value cannot begin with "-" (put the value in quotation marks)'),
        ("title: ? x", 'x.md:2:8: a value cannot begin with "?" (put the value in quotation marks)'),
        ("title: , x", 'x.md:2:8: a value cannot begin with "," (put the value in quotation marks)'),
        ("title: !<x", 'x.md:2:8: a value cannot begin with "!" (put the value in quotation marks)'),
        ("%x\ntitle: A", 'x.md:2:1: a value cannot begin with "%" (put the value in quotation marks)'),
        ("title: A\n\tdate: x", "x.md:3:1: there is a tab where YAML expects spaces (replace it with spaces)"),
        ("title: >\n\tx", "x.md:3:1: there is a tab where YAML expects spaces (replace it with spaces)"),
        ('title: "\\u12"', "x.md:2:11: a backslash in a double-quoted value does not start a known escape sequence (use single quotation marks, or write the backslash twice)"),
        ('title: "x\n...\nb: c', "x.md:2:8: a quotation mark is opened and never closed (close it)"),
        ("title: A\n...\nb: c", "x.md:4:1: the YAML ends above this line (remove the line of ..., or correct the line above)"),
        ("title: A\nmore\nb: c", "x.md:3:1: this line has no colon after its key (write it as key: value, or indent it if it belongs to the line above)"),
        ("title: [1, 2", "x.md:2:8: a list opened with [ is never closed (close it with ])"),
        ("title: [/a/{x}, 2]",
         "x.md:2:8: a list opened with [ is never closed (close it with ], or put a value with a bracket in it in quotation marks)"),
        ("title: [", "x.md:2:8: a list opened with [ is never closed (close it with ])"),
        ("title: '['\nb: [']', {a: 1}, # ]\n\n", "x.md:3:4: a list opened with [ is never closed (close it with ])"),
        ("title: x\nb: [{a: 1}, {c: 2,\n", "x.md:3:13: a mapping opened with { is never closed (close it with })"),
        ("title: The #1 story", 'x.md:2:8: YAML takes "#1 story" for a comment, and leaves it out of the value (put the whole value in quotation marks; if it is a comment, put a space after the #)'),
        ("title: x\ntitle: y", 'x.md:3:1: "title" is set a second time (keep one of the two; the first is in line 2)'),
        ("titel: x", 'x.md:2:1: unknown key "titel" (did you mean "title"?)'),
        ("title: []", 'x.md:2:8: "title" is empty (write it)'),
        ("{title: x, y}", 'x.md:2:12: unknown key "y" (put the value before it in quotation marks: within braces a comma ends it)'),
        ("title: x\ny:", 'x.md:3:1: unknown key "y" (use one of: title)'),
        ("- a", "x.md:2:1: this is not a list of keys (write lines of key: value)"),
        ("title: {a: 1}", 'x.md:2:8: "title" must be a single text (write it on one line, in quotation marks)'),
    ],
)  # fmt: skip
def test_what_an_author_is_told(text: str, expected: str) -> None:
    assert problems_of(text) == [expected]


GLUED = "there is no space after the colon of this key (put a space after the colon)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:A\ndate: x", f"2:1: {GLUED}"),
        ("title:A\n\n# now\ndate: x", f"2:1: {GLUED}"),
        ("a: b\ntitle:A\ndate: x", f"3:1: {GLUED}"),
        ("title: A\nregion:x", f"3:1: {GLUED}"),
        ("title:A\ndate:x", f"2:1: {GLUED}"),
        ("title: A\nlist:\n  - date:x\n    text: y", f"4:1: {GLUED}"),
        ("title:A: b", '2:1: unknown key "title:A" (put a space after the colon)'),
        ("title: A\n  http://example.org\ndate: a: b", '4:8: there is a ": " where YAML does not expect one'),
        ("title: A\n  see:this\ndate: a: b", '4:8: there is a ": " where YAML does not expect one'),
    ],
)
def test_a_colon_without_a_space_is_told_where_it_stands(text: str, expected: str) -> None:
    (problem,) = problems_of(text)
    assert problem.startswith(f"x.md:{expected}"), problem


DASH = "there is no space after the - of this list entry (put a space after the -, or the whole value in quotation marks)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("author:\n  -Ann\n  -Bob", [f"3:3: {DASH}"]),
        ("author:\n  -Ann", [f"3:3: {DASH}"]),
        ("author: -Ann\n  -Bob", [f"2:9: {DASH}"]),
        ("author:\n  -Ann\n\n  - Bob\ntags:\n  -1990s\n  -dams", [f"3:3: {DASH}", f"7:3: {DASH}"]),
        ("tags:\n  - water\n  -dams", [f"4:3: {DASH}"]),
        ("title: A\n-dams\nb: c", [f"3:1: {DASH}"]),
        ("see_also:\n  -title: X\n   url: y", [f"3:3: {DASH}"]),
        ("see_also:\n  -title: X\n  url: y", [f"3:3: {DASH}"]),
    ],
)
def test_a_dash_without_a_space_is_told_where_it_stands(text: str, expected: list[str]) -> None:
    found: list[Problem] = []
    assert form.read(text, "x.md", 2, found) is None
    assert [str(problem) for problem in found] == [f"x.md:{line}" for line in expected]


@pytest.mark.parametrize(
    "value",
    ["-water", "\n  -40", "\n  -1.5 degrees", "\n  --water", "\n  - -5\n  - -x", " >\n  -a\n  -b", " '\n  -a\n  -b'", " a\n  -b", "\n  -a\n  b"],
)  # fmt: skip
def test_a_dash_that_belongs_to_a_value_is_no_mistake(value: str) -> None:
    found: list[Problem] = []
    assert form.read(f"title: {value}\nb: c", "x.md", 2, found) is not None
    assert not found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: A\nsays: goes on here.", '3:1: unknown key "says" (use one of: title, or indent it if it belongs to the line above)'),
        ("title: A\nhe said: “Here!”", '3:1: unknown key "he said" (use one of: title, or indent it if it belongs to the line above)'),
        ("title: A\nlayout: post", '3:1: unknown key "layout" (use one of: title)'),
        ("layout: My post.\ntitle: A", '2:1: unknown key "layout" (use one of: title)'),
        ("title: A\ntitel: My post.", '3:1: unknown key "titel" (did you mean "title"?)'),
        ("title: A\nb: [One.]", '3:1: unknown key "b" (use one of: title)'),
        ("title: >\nThe text", "3:1: this line has no colon after its key (write it as key: value, or indent it if it belongs to the line above)"),
        ("title: A\n\nText.\n\nMore.", "4:1: this line has no colon after its key (write it as key: value; the text of an article begins below a second line of ---)"),
        ("title", "2:1: this is not a list of keys (write lines of key: value)"),
    ],
)  # fmt: skip
def test_a_line_that_may_belong_to_the_one_above_is_told_so(text: str, expected: str) -> None:
    assert problems_of(text) == [f"x.md:{expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: “It is: here”", '2:14: there is a ": " where YAML does not expect one (put the whole value in quotation marks, or correct the indentation; “ is no quotation mark to YAML, but " and \' are)'),
        ("title:\n  - «A»: b: c", '3:11: there is a ": " where YAML does not expect one (put the whole value in quotation marks, or correct the indentation; « is no quotation mark to YAML, but " and \' are)'),
        ('title: "A test”\nb: c', '2:15: ” does not close the quotation mark that " opens (write " instead)'),
        ('b: c\ntitle: "A test”\nd: "e"', '3:15: ” does not close the quotation mark that " opens (write " instead)'),
        ("title: 'A test’", "2:15: ’ does not close the quotation mark that ' opens (write ' instead)"),
        ("tags:\n  - \"a«\n  - b", '3:7: « does not close the quotation mark that " opens (write " instead)'),
        ('title: "“A” and\nb: c', '2:8: a quotation mark is opened and never closed (close it)'),
        ('title: "“A”\n  b"\nc: d\n e: f', '5:3: there is a ": " where YAML does not expect one (put the whole value in quotation marks, or correct the indentation)'),
    ],
)  # fmt: skip
def test_a_curly_quotation_mark_that_is_none_to_yaml_is_named(text: str, expected: str) -> None:
    found: list[Problem] = []
    assert form.read(text, "x.md", 2, found) is None
    assert [str(problem) for problem in found] == [f"x.md:{expected}"]


def test_a_list_whose_entries_keep_their_quotation_marks_is_reported() -> None:
    found: list[Problem] = []
    assert form.read("a: b\ntags: [“water”, ‘dams’]", "x.md", 2, found) is not None
    what = "warning: to YAML, “ is no quotation mark but part of the value (write \" or ' instead)"
    assert [str(problem) for problem in found] == [f"x.md:3:8: {what}"]


@pytest.mark.parametrize(
    "value",
    ["“A”", "“A” and ‘b’", '"“A”"', "['“A”', '“B”']", "[“A”]", "[“A”, b]", "[«A», «B»]", "'it’s ’'", ">\n  tags: [“a”, “b”]"],
)
def test_curly_quotation_marks_of_a_value_are_no_mistakes(value: str) -> None:
    found: list[Problem] = []
    assert form.read(f"title: {value}", "x.md", 2, found) is not None
    assert not found


SPACE = "this is a no-break space, which YAML does not take for a space (write an ordinary space instead of the no-break space, or none)"
COLON = "this colon is a full-width one, which YAML does not know (write : and a space)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:\u00a0A test\ndate: x", f"2:7: {SPACE}"),
        ("date: x\ntitle:\u00a0A test", f"3:7: {SPACE}"),
        ("date: x\n\u00a0\u00a0- b", f"3:1: {SPACE}"),
        ("tags:\n  -\u00a0b\n  -\u00a0c", f"3:4: {SPACE}"),
        ("title:\u3000A\ndate: x", f"2:7: {SPACE.replace('no-break', 'ideographic')}"),
        ("title：A\ndate: x", f"2:6: {COLON}"),
        ("date: x\ntitle：A", f"3:6: {COLON}"),
        ("title：A", f"2:6: {COLON}"),
        ("title: A\nМосква：а", "3:1: this line has no colon after its key"),
        ("title: A\nMoscow\u00a0– a", "3:1: this line has no colon after its key"),
    ],
)
def test_a_sign_that_only_looks_as_if_it_were_right_is_named(text: str, expected: str) -> None:
    found: list[Problem] = []
    assert form.read(text, "x.md", 2, found) is None
    assert str(found[0]).startswith(f"x.md:{expected}")


@pytest.mark.parametrize("key", ["\u00a0title", "\u200btitle", "title\u00a0", "title:\u00a0A", "title：A"])
def test_a_sign_that_nobody_sees_in_a_key_is_named(key: str) -> None:
    (problem,) = problems_of(f"{key}: b")
    assert "did you mean" not in problem
    assert any(word in problem for word in ("(write an ordinary space instead of the ", "(write : and a space)"))


def test_signs_in_values_are_no_mistakes() -> None:
    found: list[Problem] = []
    text = "title: Ça\u00a0:\u00a0b：c\n  d：e\n  f:\u00a0g\nh: \u00a0\ni:\n  -  \u00a0j\n  - \u3000k\nl: |\n  -\u00a0m\n"
    assert form.read(text, "x.md", 2, found) is not None
    assert not found


def test_no_word_of_the_parser_reaches_an_author() -> None:
    signs = (
        "*",
        "&",
        "!",
        "|",
        ">",
        "-",
        "?",
        "%",
        "@",
        "`",
        ",",
        "[",
        "]",
        "{",
        "}",
        "#",
        ":",
        '"',
        "'",
        "\\",
        "\t",
        "\n",
        " ",
        "x",
        "0",
    )
    for first, second, third in product(signs, repeat=3):
        for text in (f"title: {first}{second}{third}\nb: c", f"title: A\n{first}{second}{third}\nb: c"):
            assert "this is not YAML" not in " ".join(problems_of(text)), text


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "- " * 20_000 + "a", "{a: " * 20_000, "? " * 20_000, "\n".join(" " * n + "a:" for n in range(3000))]
)
def test_nesting_is_refused_before_the_parser_sees_it(text: str) -> None:
    assert "nested too deeply" in problems_of(text)[0]


def test_an_alias_bomb_is_read_in_no_time() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
    assert any("unknown key" in line for line in problems_of(bomb))


@pytest.mark.parametrize("text", [f"a: b{' ' * 90_000}c", f"a:\n  -b{' ' * 90_000}c\n  d", f"a:\n  -b{chr(10) * 90_000}  c"])
def test_a_long_gap_takes_no_time(text: str) -> None:
    found: list[Problem] = []
    assert form.read(text, "x.md", 1, found) is not None
    assert not found


@pytest.mark.parametrize(
    ("written", "text"), [("1984", "1984"), ("On", "On"), ("12:30:45", "12:30:45"), ("1_000", "1_000"), ("0x1F", "0x1F")]
)
def test_a_text_is_what_was_written(written: str, text: str) -> None:
    found: list[Problem] = []
    read = form.read(f"title: {written}", "x.md", 1, found)
    assert read is not None
    assert read.text("title") == text
    assert not found


@given(st.text())
def test_no_text_makes_the_reader_raise(text: str) -> None:
    problems_of(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    )
)
def test_any_value_of_any_key_is_read_or_reported(value: object) -> None:
    found: list[Problem] = []
    read = form.read(yaml.safe_dump({"key": value}), "x.md", 1, found)
    assert read is not None
    read.text("key")
    read.texts("key")
    read.flag("key")
    read.number("key", 1)
    for item in read.items("key"):
        assert item
    list(read.forms("key"))
    read.form("key")


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_what_ends_a_line_for_yaml_alone_is_found_where_it_stands(character: str) -> None:
    found: list[Problem] = []
    assert form.read(f"a: b\ntitle: One{character}two\ndate: c\n", "x.md", 2, found) is None
    assert [str(problem) for problem in found] == [
        "x.md:3:11: YAML takes an invisible character here for the end of the line (delete it)"
    ]


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_what_ends_a_line_for_yaml_alone_shifts_no_line_where_it_is_harmless(character: str) -> None:
    found: list[Problem] = []
    read = form.read(f'a: "é{character}b"\nnested: [1, "{character}", {{c: d}}]\ne: f\n', "x.md", 2, found)
    assert read is not None
    for key in ("nested", "e"):
        read.reject(key, "wrong")
    last = read.node_of("nested")
    assert last is not None
    read.report(last.value[2].value[0][1], "wrong")
    assert [(problem.line, problem.column) for problem in found] == [(3, 9), (4, 4), (3, 22)]


@pytest.mark.parametrize("gap", ["", "\n", "  \n\n"])
@pytest.mark.parametrize("indent", ["", "  "])
def test_an_entry_that_is_indented_below_another_is_told_where_it_stands(indent: str, gap: str) -> None:
    lines = [f"title: [é]\ntags:\n{indent}- a\n{gap}{indent}  - b", f"{indent}    - c", f"{indent}- d"]
    line = 5 + gap.count("\n")
    told = "an entry of the list, but YAML reads it as part of the entry above (align its - with that of the entry above, or put both entries in quotation marks)"
    found: list[Problem] = []
    form.read("\n".join(lines), "x.md", 2, found)
    assert [str(problem) for problem in found] == [f"x.md:{line}:{len(indent) + 3}: this line looks like {told}"]


def test_lists_within_lists_and_lines_of_long_entries_are_no_mistakes() -> None:
    found: list[Problem] = []
    text = 'a:\n- b:\n    - c\n-\n  - d\n- "e\n  - f"\n- g\n  -h\n  h - i\n- |\n  j\n  - k\nl: m\n  - n\no:\n  - p: q\n    r:\n      - s'
    assert form.read(text, "x.md", 2, found) is not None
    assert not found


def test_comments_are_no_mistakes() -> None:
    assert problems_of("title: C# # a note\n# another") == []
    assert problems_of('title: "One #hash" #note') == []


@pytest.mark.parametrize(("first", "second"), [("tags", "categories"), ("categories", "tags")])
def test_of_two_keys_that_mean_the_same_ours_counts_and_the_other_is_told(first: str, second: str) -> None:
    found: list[Problem] = []
    read = form.read(f"{first}: {first}\n{second}: {second}", "x.md", 2, found, renamed={"categories": "tags"})
    assert read is not None
    assert read.text("tags") == "tags"
    read.finish()
    line = 2 if first == "categories" else 3
    what = 'warning: "categories" is ignored, because "tags" is also set (keep one of the two)'
    assert [str(problem) for problem in found] == [f"x.md:{line}:1: {what}"]


@pytest.mark.parametrize("empty", ["", " ''", " []", " ~"])
@pytest.mark.parametrize("first", ["tags", "categories"])
def test_of_two_keys_that_mean_the_same_one_without_a_value_is_none(first: str, empty: str) -> None:
    found: list[Problem] = []
    lines = sorted((f"tags:{empty}", "categories: gas"), key=lambda line: not line.startswith(first))
    read = form.read("\n".join(lines), "x.md", 2, found, renamed={"categories": "tags"})
    assert read is not None
    assert read.text("tags") == "gas"
    read.finish()
    assert not found


def test_lists_of_two_keys_that_mean_the_same_are_joined() -> None:
    found: list[Problem] = []
    text = "categories: gas and oil\nsubjects:\ntags: [salt and lead, roads]\nkeywords: ['', rails]"
    read = form.read(text, "x.md", 2, found, renamed=dict.fromkeys(("categories", "subjects", "keywords"), "tags"))
    assert read is not None
    assert [written.text for written in read.texts("tags", " and ")] == ["salt and lead", "roads", "gas", "oil", "rails"]
    assert [item.line for item in read.items("tags") if isinstance(item, form.Written)] == [4, 4, 2, 5, 5]
    read.finish()
    assert not found


def test_a_key_that_stands_twice_is_told_beside_another_of_its_meaning() -> None:
    found: list[Problem] = []
    read = form.read("tags:\ncategories: [a]\ntags: [b]", "x.md", 2, found, renamed={"categories": "tags"})
    assert read is not None
    assert [str(problem) for problem in found] == [
        'x.md:4:1: "tags" is set a second time (keep one of the two; the first is in line 2)'
    ]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Rates: a<b and c>d", "Rates: a<b and c>d"),
        ("<b>Bold</b> <a href='x' title=y>link</a><br/>", "Bold link"),
        ("<Kazakhstan> a < b", "<Kazakhstan> a < b"),
        ("<p>He said &#8220;no&#8221;</p><P class='a'>and left [&hellip;]</p>", "He said “no” and left […]"),
        ("One<br>two<BR />three <ul><li>four</li><li>five</li></ul>", "One two three four five"),
        ("if p<q, or <picture> and <th-x>", "if p<q, or <picture> and <th-x>"),
        ("Q&amp;A &lt;i&gt;", "Q&A <i>"),
    ],
)
def test_only_tags_are_taken_out_of_a_line(written: str, plain: str) -> None:
    assert plaintext.of(written) == plain


def test_a_comma_that_ends_a_value_within_braces_is_named() -> None:
    found: list[Problem] = []
    read = form.read("note: {text: Not 3 million, not 30., date: 2022-01-01}", "x.md", 2, found)
    inner = read.form("note") if read else None
    assert inner is not None
    inner.text("text"), inner.text("date")
    inner.finish()
    hint = "(put the value before it in quotation marks: within braces a comma ends it)"
    assert [str(problem) for problem in found] == [f'x.md:2:29: unknown key "note.not 30." {hint}']


def test_brackets_that_close_nothing_allow_no_deeper_nesting() -> None:
    """libyaml would overflow the stack of the process."""
    assert "nested too deeply" in problems_of(f"# {']' * 20_000}\ntitle: {'[' * 20_000}")[0]


def test_a_list_may_have_empty_entries() -> None:
    read = form.read("tags: ['', a, ' ', ~]", "x.md", 1, [])
    assert read is not None
    assert [written.text for written in read.texts("tags")] == ["a"]


def test_a_key_that_is_renamed_is_read_though_it_is_ignored() -> None:
    read = form.read(
        "layout: x\nheadline: y", "x.md", 1, [], renamed={"headline": "title"}, ignored=frozenset({"headline", "layout"})
    )
    assert read is not None
    assert (read.text("title"), read.text("layout")) == ("y", None)
