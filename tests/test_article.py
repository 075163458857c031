"""The front matter contract: bad source in, exact diagnostic out. One fixture for each case, under fixtures/articles."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from press.articles import article, frontmatter
from press.articles.article import Article, Contract
from press.articles.filing import Regions
from press.ground.moment import Calendar
from press.ground.problems import Problem
from tests.workshop import Workshop

FIXTURES = Path(__file__).resolve().parent / "fixtures" / "articles"
CONTRACT = Contract(
    calendar=Calendar(zone=ZoneInfo("Asia/Tashkent")),
    regions=Regions(slugs=frozenset({"central-asia", "kazakhstan", "caucasus"})),
)


def read(text: str) -> tuple[Article | None, list[str]]:
    found: list[Problem] = []
    parts = frontmatter.split(text, "content/articles/2022/x.md", found)
    result = article.read(parts, "content/articles/2022/x.md", CONTRACT, found) if parts else None
    return result, [str(problem) for problem in sorted(found)]


@pytest.mark.parametrize("place", sorted(FIXTURES.glob("*.md")), ids=lambda place: place.stem)
def test_fixture(place: Path, expect: Callable[[Path, str], None]) -> None:
    _, problems = read(place.read_text(encoding="utf-8"))
    expect(place.with_suffix(".txt"), "\n".join(problems) + "\n")


WHOLE = """\
---
title: China and Russia weigh on Central Asia
date: 2022-12-13 09:54
author: [Vladimir Rozanskij, Diplomacy Desk]
region: [central-asia, kazakhstan]
summary: Two or three sentences.
dateline: Moscow
tags: [China, Tajikistan, china]
see_also:
  - 2023/moscow-grows-weaker
  - title: Eclipse of the century
    url: https://example.org/eclipse
    date: 2009-07-22
slug: china-and-russia
updated: 2022-12-14 10:00
corrections: [{date: 2022-12-15, text: "What was wrong."}]
aliases: [/old/address.html]
lang: en
translation_of: 2022/cina-e-russia
image: {src: border.jpg, alt: "A border", caption: "Where", credit: "Who"}
id: tag:example.org,2022:border
draft: true
expires: 2027-01-01
withdrawn: {date: 2023-02-01, reason: "Why."}
---
Body.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: A\n----\nText.", "3:1: a line of --- closes the front matter, and this one is ----"),
        ("---\ntitle: A\n--\nText.", "3:1: a line of --- closes the front matter, and this one is --"),
        ("\n---\ntitle: A\n — \nText.", "4:2: a line of --- closes the front matter, and this one is —"),
        ("---\ntitle: A\n...\nText.\n\n----\n", "3:1: a line of --- closes the front matter, and this one is ..."),
        (
            "---\ntitle: A\n\nText.\n\nHeading\n-------\n",
            "1:1: the front matter is never closed (end it with a line of --- above line 3)",
        ),
        (
            "---\ntitle: A\ntags:\n  -\n  - b\nText.",
            "1:1: the front matter is never closed (end it with a line of --- above line 6)",
        ),
        ("---\ntitle: A\n## Heading", "1:1: the front matter is never closed (end it with a line of --- above line 3)"),
        ("---\ntitle: A\n", "1:1: the front matter is never closed (end it with a line of ---)"),
        ("-----\ntitle: A\n---\nText.", "1:1: a line of --- opens the front matter, and this one is -----"),
        ("\n—\ntitle: A\n—\nText.", "2:1: a line of --- opens the front matter, and this one is —"),
        (" ---\ntitle: A\n---\nText.", "1:1: the --- that opens the front matter is indented (begin it in the first column)"),
        ("Text.\n\n-----\n", "1:1: the front matter is missing (begin with a line of ---"),
        (" \n\n", "1:1: the file is empty"),
    ],
)
def test_a_line_that_is_nearly_a_fence_is_named(text: str, expected: str) -> None:
    _, (problem,) = read(text)
    assert problem.startswith(f"content/articles/2022/x.md:{expected}")


FRONT = "title: A\ndate: 2022-12-13\nregion: kazakhstan\nsummary: S.\n"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("---\ntitle: B\ndate: 2022-12-14\ntags: [a]\n---\nText.\n", 8),
        ("\n--- \nregion:\n  - kazakhstan\n- b\nsummary: >-\n  S.\n---\n", 9),
        ("\ntitle: A\ndate: 2022-12-13\n---\nText.\n", 8),
    ],
)
def test_front_matter_that_is_pasted_below_the_first_is_told(body: str, line: int) -> None:
    _, problems = read(f"---\n{FRONT}---\n{body}")
    told = "these lines of front matter are published as text (remove them: the front matter ends above, and is not repeated)"
    assert problems == [f"content/articles/2022/x.md:{line}:1: warning: {told}"]


@pytest.mark.parametrize(
    "body",
    [
        "---\n\nText.\n\n---\n",
        "---\ntitle: B\n---\nText.",
        "---\nTitle: A\nDate: B\n---\n",
        "title: B\ndate: C\n\nText.\n\n---\n",
        "---\nsource: B\ncontact: C\n---\n",
        "Text.\n\n---\ntitle: A\ndate: B\n---\n",
        "a: b\n" * 50_000,
    ],
)
def test_what_is_no_second_front_matter_is_not_told(body: str) -> None:
    assert not read(f"---\n{FRONT}---\n{body}")[1]


def test_one_line_texts_are_plain() -> None:
    front = "title: A\ndate: 2022-01-01\nauthor: A\nregion: kazakhstan\nsummary: A *b* <i>c</i>\ndateline: Tbilisi &amp; <b>Gori</b>\n"
    image = 'image: {src: a.png, alt: "<i>A</i> b", caption: "C&nbsp;d", credit: "E &lt; F"}\n'
    found, problems = read(f"---\n{front}{image}---\nText.\n")
    assert found is not None, problems
    assert found.picture is not None
    assert (found.summary, found.dateline) == ("A *b* c", "Tbilisi & Gori")
    assert (found.picture.alt, found.picture.caption, found.picture.credit) == ("A b", "C\xa0d", "E < F")


def test_a_text_of_tags_alone_is_none() -> None:
    front = "title: <b></b>\ndate: 2022-01-01\nauthor: A\nregion: kazakhstan\nsummary: <i></i>\n"
    see_also = "see_also: [{title: '<b></b>', url: 'https://e.org/'}]\n"
    _, problems = read(f"---\n{front}{see_also}---\nText.\n")
    assert problems == [
        'content/articles/2022/x.md:2:8: "title" has no visible text (add title: and a headline)',
        'content/articles/2022/x.md:6:10: "summary" has no visible text (add summary: and two or three sentences)',
        'content/articles/2022/x.md:7:20: "see_also.title" has no visible text (write it)',
    ]


def test_a_required_key_that_is_misspelled_is_told_once() -> None:
    """At the misspelling, and not as missing as well; one that is missing beside another unknown key is."""
    found, problems = read("---\ntitel: T\ndat: 2022-01-01\nregoin: kazakhstan\nseries: Rivers\n---\nText.\n")
    assert found is not None
    assert problems == [
        'content/articles/2022/x.md:2:1: "summary" is missing (add summary: and two or three sentences)',
        'content/articles/2022/x.md:2:1: unknown key "titel" (did you mean "title"?)',
        'content/articles/2022/x.md:3:1: unknown key "dat" (did you mean "date"?)',
        'content/articles/2022/x.md:4:1: unknown key "regoin" (did you mean "region"?)',
        'content/articles/2022/x.md:5:1: unknown key "series" (remove it)',
    ]


@pytest.mark.parametrize("unseen", [r"\u200b\u200d", r"\u00a0\u2060", r"\u200e", "&nbsp;&#8203;"])
def test_a_text_of_which_nothing_can_be_seen_is_none(unseen: str) -> None:
    front = f'title: "{unseen}"\ndate: 2022-01-01\nauthor: A\nregion: kazakhstan\nsummary: S\ndateline: "{unseen}"\n'
    found, problems = read(f"---\n{front}---\nText.\n")
    assert problems == ['content/articles/2022/x.md:2:8: "title" has no visible text (add title: and a headline)']
    assert found is not None
    assert found.dateline == ""


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("image: {alt: A map}", 'x.md:7:8: "image.src" is missing'),
        ("series: Rivers", 'unknown key "series" (remove it)'),
        ("location: Osh", 'unknown key "location" (remove it)'),
        ("sumary: Rivers", 'unknown key "sumary" (did you mean "summary"?)'),
        ("image: {src: a.png, alt: A, captoin: B}", 'x.md:7:29: unknown key "image.captoin" (did you mean "caption"?)'),
        (
            "image: {src: b/IMG_1.png, alt: IMG_1}",
            "x.md:7:32: warning: the picture has the name of its file as alt text (write image:",
        ),
        (
            "image: {src: a.png, alt: B, caption: b}",
            "x.md:7:26: warning: the picture has an alt text that only repeats its caption",
        ),
        ("withdrawn: {reason: Why.}", 'x.md:7:12: "withdrawn.date" is missing'),
        ("withdrawn: {date: 2022-01-02, reason: W, raeson: x}", 'unknown key "withdrawn.raeson" (did you mean "reason"?)'),
        ("see_also: [{title: A, url: 'https://e.org:99999/a'}]", 'x.md:7:28: "https://e.org:99999/a" is not a web address'),
        ("see_also: [{title: A}]", 'x.md:7:12: "see_also.url" is missing'),
    ],
)
def test_a_mistake_in_a_mapping_is_reported_once(more: str, expected: str) -> None:
    _, problems = read(f"---\ntitle: A\ndate: 2022-01-01\nauthor: A\nregion: kazakhstan\nsummary: S\n{more}\n---\nText.\n")
    assert len(problems) == 1
    assert expected in problems[0]


def test_every_key_of_the_contract_is_read() -> None:
    found, problems = read(WHOLE)
    assert not problems
    assert found is not None
    assert (found.title, found.date.machine) == ("China and Russia weigh on Central Asia", "2022-12-13T09:54:00+05:00")
    assert [author.text for author in found.authors] == ["Vladimir Rozanskij", "Diplomacy Desk"]
    assert found.regions == ("central-asia", "kazakhstan")
    assert (found.summary, found.dateline) == ("Two or three sentences.", "Moscow")
    assert [tag.text for tag in found.tags] == ["China", "Tajikistan"]
    assert [getattr(item, "text", getattr(item, "url", "")) for item in found.see_also] == [
        "2023/moscow-grows-weaker", "https://example.org/eclipse",
    ]  # fmt: skip
    assert (found.slug.text, found.lang, found.draft) == ("china-and-russia", "en", True)
    assert found.id is not None
    assert found.id.text == "tag:example.org,2022:border"
    assert found.updated is not None
    assert found.expires is not None
    assert found.withdrawn is not None
    assert found.translation_of is not None
    assert found.picture is not None
    assert (found.picture.src.text, found.picture.alt, found.picture.credit) == ("border.jpg", "A border", "Who")
    assert [alias.text for alias in found.aliases] == ["/old/address.html"]
    assert found.modified.machine == "2023-02-01"


@pytest.mark.parametrize(
    ("path", "slug"), [("2022/a.md", "a"), ("2022/a.md.md", "a-md"), ("2022/b/index.md", "b"), ("index.md", "index")]
)
def test_the_slug_of_an_article_that_names_none_is_made_from_its_file(path: str, slug: str) -> None:
    parts = frontmatter.split(WHOLE.replace("slug: china-and-russia\n", ""), path, [])
    assert parts is not None
    found = article.read(parts, f"content/articles/{path}", CONTRACT, [])
    assert found is not None
    assert found.slug.text == slug


@settings(max_examples=200)
@given(st.text())
def test_no_text_makes_the_reader_raise(text: str) -> None:
    read(text)


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from(
            [*sorted(CONTRACT.regions.slugs), "title", "date", "see_also", "tags", "image", "withdrawn", "corrections", "slug"]
        ),
        st.text(),
        max_size=6,
    )
)
def test_no_front_matter_makes_the_reader_raise(values: dict[str, str]) -> None:
    read("---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\nBody.\n")


@pytest.mark.parametrize("written", ["On **bold** words", "See [the report](/report/)", "The `draft` of it"])
def test_markdown_in_what_is_plain_text_is_told(workshop: Workshop, written: str) -> None:
    workshop.article("2021/one", date="2021-01-01", title=written, summary=written)
    workshop.write("content/pages/about.md", f"---\ntitle: '{written}'\n---\nText.\n")
    assert [(line.split(":")[0], line.partition(" ")[2]) for line in workshop.problems()] == [
        ("content/articles/2021/one.md", f'warning: the Markdown in "{key}" is published as it is written (write plain text)')
        for key in ("title", "summary")
    ] + [("content/pages/about.md", 'warning: the Markdown in "title" is published as it is written (write plain text)')]


def test_signs_in_what_is_plain_text_are_not_told(workshop: Workshop) -> None:
    workshop.article(
        "2021/one", date="2021-01-01", title="5** of 6**: 2 * 3 [sic] (a)", summary="It` is `_so_, says `Abd al-Qa`im"
    )
    assert workshop.problems() == []
