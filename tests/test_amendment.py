"""Aliases are added to front matter, and nothing else in the file changes."""

import re
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies as st

from press.articles import amendment, frontmatter
from press.articles.amendment import with_aliases
from press.config.adoption import Adoption
from press.ground import form
from press.ground.problems import Problem

OLD = "/2021/01/old/"
OURS = Adoption()


def fenced(matter: str, body: str = "Text.\n") -> str:
    return f"---\n{matter}---\n{body}"


def amended(matter: str, *addresses: str, adoption: Adoption = OURS) -> str:
    """Return the front matter once `addresses` are added; the body must be as it was."""
    found = with_aliases(fenced(matter), addresses or [OLD], adoption)
    assert found is not None
    assert found.startswith("---\n")
    assert found.endswith("---\nText.\n")
    return found.removeprefix("---\n").removesuffix("---\nText.\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: x\n", "title: x\naliases: [/2021/01/old/]\n"),
        ("title: x\ntext: |+\n  a\n\n\n", "title: x\ntext: |+\n  a\n\n\naliases: [/2021/01/old/]\n"),
        ("# one\ntitle: x # two\n# three\n", "# one\ntitle: x # two\n# three\naliases: [/2021/01/old/]\n"),
        ("  title: x\n  date: y\n", "  title: x\n  date: y\n  aliases: [/2021/01/old/]\n"),
        ("title: x\n...\n", "aliases: [/2021/01/old/]\ntitle: x\n...\n"),
        ("{title: x, date: y}\n", "{aliases: [/2021/01/old/], title: x, date: y}\n"),
        ("aliases:\ntitle: x\n", "aliases: [/2021/01/old/]\ntitle: x\n"),
        ("aliases: # none yet\ntitle: x\n", "aliases: [/2021/01/old/] # none yet\ntitle: x\n"),
        ("aliases: ~ # none\ntitle: x\n", "aliases: [/2021/01/old/] # none\ntitle: x\n"),
        ("aliases: []\ntitle: x\n", "aliases: [/2021/01/old/]\ntitle: x\n"),
        ("aliases: /a b/   # one\n", "aliases: [/a b/, /2021/01/old/]   # one\n"),
        ("aliases: '/a/'\n", "aliases: ['/a/', /2021/01/old/]\n"),
        ("aliases: /a,b/\n", "aliases: ['/a,b/', /2021/01/old/]\n"),
        ("aliases: /o'a,b/\n", "aliases: ['/o''a,b/', /2021/01/old/]\n"),
        ("aliases: [ /a/, \"/b/\" ] # two\n", "aliases: [ /a/, \"/b/\", /2021/01/old/ ] # two\n"),
        ("aliases: [\n  /a/,\n  /b/, # last\n]\n", "aliases: [\n  /a/,\n  /b/, /2021/01/old/, # last\n]\n"),
        ("aliases:\n- /a/\ntitle: x\n", "aliases:\n- /a/\n- /2021/01/old/\ntitle: x\n"),
        ("aliases:\n  -   /a/ # one\n\n# two\ntitle: x\n", "aliases:\n  -   /a/ # one\n  -   /2021/01/old/\n\n# two\ntitle: x\n"),
        ("aliases:\n  - /a/\n  - >-\n    /b/\ntitle: x\n", "aliases:\n  - /2021/01/old/\n  - /a/\n  - >-\n    /b/\ntitle: x\n"),
        ("aliases:\n  - 'a\n    b'\ntitle: x\n", "aliases:\n  - 'a\n    b'\n  - /2021/01/old/\ntitle: x\n"),
        ("\"aliases\": [/a/]\n", "\"aliases\": [/a/, /2021/01/old/]\n"),
        ("", "aliases: [/2021/01/old/]\n"),
    ],
)  # fmt: skip
def test_the_alias_is_written_as_a_person_would(before: str, after: str) -> None:
    assert amended(before) == after


def test_several_addresses_are_added_at_once_and_quoted_where_yaml_needs_it() -> None:
    assert amended("a: 1\n", "/a/", "/b, 'c': #d/") == "a: 1\naliases: [/a/, '/b, ''c'': #d/']\n"
    assert amended("aliases:\n  - /x/\n", "/a/", "/b/") == "aliases:\n  - /x/\n  - /a/\n  - /b/\n"


def test_the_key_is_the_one_that_the_archive_uses() -> None:
    adoption = Adoption(fields=(("old_urls", "aliases"), ("keywords", "tags")))
    assert amended("a: 1\n", adoption=adoption) == "a: 1\nold_urls: [/2021/01/old/]\n"
    assert amended("old_urls: /a/\na: 1\n", adoption=adoption) == "old_urls: [/a/, /2021/01/old/]\na: 1\n"
    assert amended("aliases: /a/\na: 1\n", adoption=adoption) == "aliases: [/a/, /2021/01/old/]\na: 1\n"
    assert amended("old_urls: /b/\naliases: /a/\n", adoption=adoption) == "old_urls: /b/\naliases: [/a/, /2021/01/old/]\n"


@pytest.mark.parametrize(
    "matter",
    [
        "aliases: |\n  /a/\n",
        "see_also: &a [/a/]\naliases: *a\n",
        "aliases: &a [/a/]\nsee_also: *a\n",
        "aliases: {a: b}\n",
        "a: [\n",
        "a: 1\na: 2\n",
        "- a\n",
    ],
)
def test_what_cannot_be_added_without_changing_more_is_left(matter: str) -> None:
    assert with_aliases(fenced(matter), [OLD], OURS) is None


def test_a_text_without_front_matter_or_an_ignored_key_is_left() -> None:
    assert with_aliases("Text.\n", [OLD], OURS) is None
    assert with_aliases(fenced("a: 1\n"), [OLD], Adoption(ignore=frozenset({"aliases"}))) is None
    assert with_aliases(fenced("a: 1\n"), [OLD], Adoption(fields=(("aliases", "tags"),))) is None


def test_line_ends_mark_and_forbidden_characters_stay() -> None:
    text = "\ufeff\r\n---  \r\ntit\x0cle: x\x92s\x85 \x81\r\naliases:\r\n  - /a\x07/\r\n---\r\nText.\nMore.\r"
    found = with_aliases(text, [OLD], Adoption(mend_forbidden=True))
    assert found == text.replace("/a\x07/\r\n", "/a\x07/\r\n  - /2021/01/old/\r\n")
    mixed = "---\na: 1\r\naliases:\r\n- /a/\r---\n"
    assert with_aliases(mixed, [OLD], OURS) == "---\na: 1\r\naliases:\r\n- /a/\r- /2021/01/old/\r---\n"


def test_what_was_garbled_stays_as_it_is_written() -> None:
    text = "---\ntitle: cafÃ©s â€“ itâ€™s\naliases: [/a/] # â€œnoâ€\x9d\n---\nText.\n"
    found = with_aliases(text, [OLD], Adoption(mend_forbidden=True))
    assert found == text.replace("[/a/]", "[/a/, /2021/01/old/]")


def test_what_was_garbled_twice_stays_as_it_is_written() -> None:
    text = "---\ntitle: cafÃƒÂ©s\naliases: [/a/]\n---\nText.\n"
    found = with_aliases(text, [OLD], Adoption(mend_forbidden=True))
    assert found == text.replace("[/a/]", "[/a/, /2021/01/old/]")


def test_breaks_before_the_aliases_stay_wherever_they_stand() -> None:
    text = "\x0c---\n\x0c\x0btitle: a\x0bb\naliases: [/a/]\n---\nText.\n"
    found = with_aliases(text, [OLD], Adoption(mend_forbidden=True))
    assert found == text.replace("[/a/]", "[/a/, /2021/01/old/]")


WORDS = st.text(alphabet="abé漢 #:,'\"[]{}&*!|>%@-/\\\u00a0\u2028", min_size=1, max_size=10)
ADDRESSES = WORDS.map(lambda word: f"/{word.strip()}/").filter(str.isprintable)
VALUES = st.recursive(
    WORDS | st.integers() | st.none() | st.booleans() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
COMMENTS = st.sampled_from(["", "# a comment: [with] 'signs'\n", "\n", "\n  \n# aliases: [/no/]\n"])


@st.composite
def dumped(draw: st.DrawFn, key: str, value: Any) -> str:
    """Return lines of YAML in any style of its emitter."""
    style = draw(st.sampled_from([None, "'", '"', "|", ">"])) if key != "aliases" else draw(st.sampled_from([None, "'", '"']))
    return yaml.safe_dump(
        {key: value}, default_style=style, default_flow_style=draw(st.booleans()), allow_unicode=draw(st.booleans()),
        indent=draw(st.integers(2, 6)), width=draw(st.integers(10, 80)),
    )  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """Return a text with any front matter, perhaps with aliases, and the body that follows it."""
    values = draw(st.dictionaries(WORDS, VALUES, max_size=4))
    pieces = [draw(dumped(key, value)) + draw(COMMENTS) for key, value in values.items()]
    aliases = draw(st.none() | st.just("") | ADDRESSES | st.lists(ADDRESSES, max_size=3))
    if aliases is not None:
        line = "aliases:\n" if aliases == "" else draw(dumped("aliases", aliases))
        pieces.insert(draw(st.integers(0, len(pieces))), line + draw(COMMENTS))
    matter = draw(COMMENTS) + "".join(pieces)
    indent = " " * draw(st.sampled_from([0, 0, 2]))
    matter = "".join(indent + line if line.strip() else line for line in matter.splitlines(keepends=True)) if indent else matter
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    body = draw(st.text(alphabet="ab\r\n-# é'[", max_size=20))
    fence = draw(st.sampled_from(["", "\ufeff", "\n"]))
    return fence + f"---\n{matter}---\n".replace("\n", end) + body, body


def loaded(text: str) -> dict[str, Any] | None:
    """Return what PyYAML makes of the front matter, or None if it is not front matter that could be published."""
    problems: list[Problem] = []
    parts = frontmatter.split(text, "", problems)
    if parts is None or form.read(parts.yaml, "", 1, problems) is None or problems:
        return None
    return yaml.safe_load(parts.yaml) or {}


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value is not None else []


def alike(one: str, other: str) -> int:
    """Return the length of the common prefix of two texts."""
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def ends(text: str) -> set[str]:
    return set(re.findall("\r\n|\r|\n", text))


@given(texts(), st.lists(ADDRESSES, min_size=1, max_size=3))
def test_any_front_matter_gets_the_alias_and_nothing_else(written: tuple[str, str], addresses: list[str]) -> None:
    text, body = written
    before = loaded(text)
    found = with_aliases(text, addresses, OURS)
    if before is None:
        assert found is None
        return
    assert found is not None
    after = loaded(found)
    assert after is not None
    assert sorted(listed(after.pop("aliases"))) == sorted([*(aliases := listed(before.pop("aliases", None))), *addresses])
    assert (after, list(after)) == (before, list(before))
    start = alike(text, found)
    touched = text[start : len(text) - alike(text[start:][::-1], found[start:][::-1])]
    assert touched == "" or (aliases and touched in text[text.index("aliases") :])
    assert found.endswith(body)
    assert ends(found) <= ends(text)


def test_yaml_of_nested_anchors_is_compared_once() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    assert with_aliases(fenced(bomb), [OLD], OURS) == fenced(f"{bomb}aliases: [{OLD}]\n")
    assert with_aliases(fenced("a: &a [*a]\n"), [OLD], OURS) == fenced(f"a: &a [*a]\naliases: [{OLD}]\n")
    assert amendment.KEY == "aliases"


@pytest.mark.parametrize("address", ["/a: b/", "/a #b/"])
def test_an_address_that_yaml_would_read_otherwise_is_quoted(address: str) -> None:
    assert amended("title: x\n", address) == f"title: x\naliases: ['{address}']\n"
