"""The checklist of what real archives hold: an archive written for another generator, adopted by config.yaml alone."""

import json
from time import process_time
from urllib.parse import quote

import pytest

from tests.workshop import CONFIG, Workshop

ADOPTION = """
slugs: unicode
permalink: /{year}/{month}/{day}/{slug}/
adoption:
  fields: {authors: author, categories: tags, description: summary, published: not draft}
  ignore: [layout, weight]
  file_name: "{year}-{month}-{day}-{slug}"
  defaults: {region: central-asia, summary: first-paragraph}
  author_separators: [and, "&", ","]
"""
FRONT = "---\ntitle: A title\ndate: 2020-01-02\n---\n"


@pytest.fixture
def adopted(workshop: Workshop) -> Workshop:
    """Return an archive whose articles were written for another generator."""
    workshop.configure(ADOPTION)
    return workshop


def put(workshop: Workshop, name: str, text: str | bytes) -> None:
    data = text.encode() if isinstance(text, str) else text
    workshop.write(f"content/articles/{name}.md", data)


def test_a_text_in_a_file_markdown_is_what_it_would_be_in_a_file_md(adopted: Workshop) -> None:
    def write(suffix: str) -> None:
        link = f"[a](2020-01-02-one.{suffix}#on) [b](sub/index.{suffix}) [c](../pages/about.{suffix})"
        front = f"title: T\nsee_also: [2020-01-02-one.{suffix}]\naliases: [/old/]\n"
        adopted.write(f"content/articles/2020-01-03-two.{suffix}", f"---\n{front}---\n{link}\n")
        adopted.write(f"content/articles/2020-01-02-one.{suffix}", FRONT + "# On\n\n![a](a.png)\n")
        adopted.write(f"content/articles/sub/index.{suffix}", FRONT + "Text.\n")
        adopted.write(f"content/pages/about.{suffix}", "---\ntitle: About\n---\nText.\n")

    adopted.picture("content/articles/a.png")
    write("md")
    adopted.publish()
    before, promised = adopted.files(), adopted.root.joinpath("ledger.txt").read_text()
    for place in adopted.root.glob("content/**/*.md"):
        place.unlink()
    write("markdown")
    adopted.publish()
    assert adopted.problems() == []
    assert adopted.files() == before
    assert adopted.root.joinpath("ledger.txt").read_text() == promised


def test_what_may_be_wrong_with_a_file_md_is_told_of_a_file_markdown(adopted: Workshop) -> None:
    wrong = "---\ntitle: T\ndate: never\n---\nText.\n"
    adopted.write("content/articles/broken.markdown", wrong)
    adopted.write("content/articles/one.markdown", FRONT.replace("date", "aliases: [/x/rss.xml]\ndate") + "Text.\n")
    put(adopted, "two", FRONT.replace("date", "see_also: [broken]\ndate") + "[x](broken.markdown) [y](./one.md)\n")
    assert [line.split(": ", 1)[1] for line in adopted.problems()] == [
        '"never" is not a date (write it as 2026-01-31 or 2026-01-31 09:30)',
        '"/x/rss.xml" cannot be an address: such addresses are reserved for the feeds, data and languages of the archive'
        " (choose another)",
        'there is no file "content/articles/one.md" (did you mean "one.markdown"?)',
    ]


@pytest.mark.parametrize(
    ("image", "source"),
    [
        ("a.png", "/2020/01/02/one/a.png"),
        ("{src: a.png}", "/2020/01/02/one/a.png"),
        ("/images/b%20c.png", "/images/b%20c.png"),
        ("https://test.example.org/images/b c.png", "/images/b%20c.png"),
    ],
)
def test_a_picture_may_be_written_as_its_file_alone_without_alt_text(adopted: Workshop, image: str, source: str) -> None:
    adoption = ADOPTION.replace("{authors", "{cover: image, authors")
    adopted.configure(adoption)
    adopted.picture("content/articles/a.png")
    adopted.picture("content/static/images/b c.png")
    put(adopted, "one", FRONT.replace("date", f"cover: {image}\ndate") + "Text.\n")
    adopted.publish()
    page = adopted.page("2020/01/02/one/index.html")
    assert [(shown.get("src"), shown.get("alt")) for shown in page.all("//figure[@class='picture']/img")] == [(source, "")]
    assert f"https://test.example.org{source}" in adopted.read("rss.xml")
    assert "/images/" not in (adopted.root / "ledger.txt").read_text(), "what lies in content/static is no promise"
    (warning,) = adopted.problems()
    assert warning.startswith("content/articles/one.md:3:8: warning: the picture has no alt text (write cover: {src: ")
    adopted.configure(f"{adoption}markdown: {{missing_alt: error}}\n")
    assert adopted.problems() == [warning.replace("warning: ", "")]
    adopted.configure(f"{adoption}markdown: {{missing_alt: allow}}\n")
    assert adopted.problems() == []


def test_a_picture_that_is_not_there_is_told_wherever_it_should_be(adopted: Workshop) -> None:
    for name, image in (("one", "a.png"), ("three", "/a.png"), ("two", "''")):
        put(adopted, name, FRONT.replace("date", f"image: {{src: {image}, alt: ''}}\ndate") + "Text.\n")
    put(adopted, "zero", FRONT.replace("date", "image: ''\ndate") + "Text.\n")
    assert [line.split(": ", 1)[1] for line in adopted.problems()] == [
        'there is no file "a.png" beside the article (put it there)',
        'there is no picture "/a.png" in content/static (put it there, or beside the article and write its name alone)',
        '"image.src" is empty (add src: ...)',
    ]


def test_no_summary_takes_the_first_paragraph_cut_at_a_sentence(adopted: Workshop) -> None:
    sentence = "The ministers of the five states met in the capital and spoke about water, roads and the price of gas. "
    put(adopted, "one", f"{FRONT}{sentence * 6}\n\nSecond paragraph.\n")
    adopted.build()
    (found,) = adopted.page("articles/index.html").words("//*[@class='card-summary']")
    assert found == (sentence * found.count("ministers")).strip(), "whole sentences only"
    assert len(sentence) < len(found) < 6 * len(sentence)


def test_a_first_paragraph_that_stands_for_a_summary_is_not_shown_above_itself(adopted: Workshop) -> None:
    put(adopted, "one", f"{FRONT}The ice has gone early.\n\nSecond paragraph.\n")
    adopted.build()
    page, said = adopted.page("2020/01/02/one/index.html"), "The ice has gone early."
    assert page.words("//article//p[contains(., 'ice')]") == [said]
    assert page.one("//meta[@name='description']").get("content") == said
    assert json.loads(page.one("//script[@type='application/ld+json']").text)["description"] == said
    assert adopted.page("articles/index.html").words("//*[@class='card-summary']") == [said]
    assert said in adopted.feed("rss.xml").entries[0].summary
    put(adopted, "one", FRONT.replace("date", f"description: {said}\ndate") + f"{said}\n")
    adopted.build()
    assert adopted.page("2020/01/02/one/index.html").words("//article//p[contains(., 'ice')]") == [said, said], "its author's"


def test_file_names_of_other_scripts_give_slugs_that_can_be_linked(adopted: Workshop) -> None:
    put(adopted, "Встреча в Ташкенте", f"{FRONT}Text.\n")
    put(adopted, "会谈", f"{FRONT}[x](Встреча%20в%20Ташкенте.md)\n")
    adopted.build()
    assert (adopted.site / "2020/01/02/встреча-в-ташкенте/index.html").is_file()
    link = adopted.page("2020/01/02/会谈/index.html").one("//article//p/a[text()='x']").get("href")
    assert link == f"/2020/01/02/{quote('встреча-в-ташкенте')}/"


def test_a_slug_is_never_empty(adopted: Workshop) -> None:
    adopted.configure(ADOPTION.replace("unicode", "ascii"))
    put(adopted, "🎉", f"{FRONT}Text.\n")
    put(adopted, "会谈", f"{FRONT}Text.\n")
    adopted.build()
    assert {place.name for place in (adopted.site / "2020/01/02").iterdir()} == {"u1f389", "hui-tan"}


@pytest.mark.parametrize(
    ("body", "gone", "told"),
    [
        ('<iframe src="https://v.example/1"></iframe>', "<iframe", "<iframe> was removed"),
        ('<img src="https://x.example/a.png" onload="x()" alt="a">', "onload", 'the attribute "onload" of <img> was removed'),
        ("<script>alert(1)</script>", "alert(1)", "<script> was removed"),
        ("[x](ftp://host/file)", "ftp://host/file", 'the link "ftp://host/file" of <a> was removed'),
        ('<a href="javascript:alert(1)">x</a>', "javascript:", 'the link "javascript:alert(1)" of <a> was removed'),
    ],
)
def test_raw_html_is_sanitised_and_what_was_removed_is_reported(adopted: Workshop, body: str, gone: str, told: str) -> None:
    put(adopted, "one", f"{FRONT}{body}\n")
    warnings = adopted.problems()
    assert any(line.startswith("content/articles/one.md:5:") and told in line for line in warnings), warnings
    article = adopted.page("2020/01/02/one/index.html").one("//*[@class='text']")
    assert gone not in "".join(article.itertext())
    assert not article.xpath(".//iframe|.//script|.//@onload")
    assert gone not in adopted.read("rss.xml")


def test_pages_without_tags_and_author_have_no_holes(adopted: Workshop) -> None:
    put(adopted, "one", f"{FRONT}Text.\n")
    adopted.build()
    page = adopted.page("2020/01/02/one/index.html")
    assert not page.all("//p[@class='byline' or @class='unsigned']/a | //*[contains(@class, 'tags')]"), "it is the publisher's"
    assert not [
        element
        for element in page.all("//article//*[self::p or self::ul or self::ol]")
        if not "".join(element.itertext()).strip()
    ]


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2009-11-8", "2009-11-08"),
        ("2009-11-08 09:10:11 -0400", "2009-11-08T18:10:11+05:00"),
        ("2009-11-08T09:10:11-0400", "2009-11-08T18:10:11+05:00"),
        ('"2009-11-08"', "2009-11-08"),
        ("2009-11-08 09:10", "2009-11-08T09:10:00+05:00"),
        ("2009-11-08 9:10", "2009-11-08T09:10:00+05:00"),
        ("2009-11-08T09:10:11.123456Z", "2009-11-08T14:10:11+05:00"),
        ("2009/11/8", "2009-11-08"),
        ("2009/11/08 09:10:11 -0400", "2009-11-08T18:10:11+05:00"),
    ],
)
def test_dates_that_yaml_does_not_read(adopted: Workshop, written: str, published: str) -> None:
    put(adopted, "one", f"---\ntitle: A title\ndate: {written}\n---\nText.\n")
    adopted.build()
    page = adopted.page("2009/11/08/one/index.html")
    assert page.one("//meta[@property='article:published_time']").get("content") == published


def test_names_with_spaces_of_great_length_and_with_signs(adopted: Workshop) -> None:
    long = "очень-" * 20 + "длинное-имя"  # 141 characters, 262 bytes
    for name in ("with two  spaces", "what? #1 50% off", long[:115]):
        put(adopted, name, f"{FRONT}Text.\n")
    adopted.article(
        "target", f"[a](with%20two%20%20spaces.md) [b](what%3F%20%231%2050%25%20off.md) [c]({long[:115]}.md)", date="2020-01-03"
    )
    assert adopted.problems() == []
    assert all(len(part.encode()) <= 255 for path in adopted.files() for part in path.split("/"))
    links = [a.get("href") for a in adopted.page("2020/01/03/target/index.html").all("//*[@class='text']//a")]
    assert links[:2] == ["/2020/01/02/with-two-spaces/", "/2020/01/02/what-1-50-off/"]
    assert len(links) == 3


def test_a_rule_in_the_body_and_three_hyphens_in_a_value(adopted: Workshop) -> None:
    put(
        adopted,
        "one",
        '---\ntitle: "Peace --- at last"\ndate: 2020-01-02\nsummary: |\n  One.\n   --- two\n---\nAbove.\n\n---\n\nBelow.\n',
    )
    adopted.build()
    page = adopted.page("2020/01/02/one/index.html")
    assert page.words("//h1") == ["Peace --- at last"]
    assert len(page.all("//*[@class='text']/hr")) == 1
    assert page.words("//*[@class='text']/p") == ["Above.", "Below."]


def test_a_slug_that_is_unique_only_with_its_date(adopted: Workshop) -> None:
    put(adopted, "2020-01-02-weekly", "---\ntitle: A\n---\nText.\n")
    put(adopted, "2020-01-09-weekly", "---\ntitle: B\n---\nText.\n")
    adopted.build()
    assert (adopted.site / "2020/01/09/weekly/index.html").is_file()
    adopted.configure(ADOPTION.replace("/{day}", ""))
    (line,) = adopted.problems()
    assert line.startswith(
        'content/articles/2020-01-09-weekly.md:2:1: the address "/2020/01/weekly/" is also used by content/articles/2020-01-02-weekly.md'
    )


def test_html_indented_four_is_code_as_in_markdown(adopted: Workshop) -> None:
    put(adopted, "one", f"{FRONT}Text.\n\n    <div>x</div>\n")
    adopted.build()
    assert adopted.page("2020/01/02/one/index.html").words("//*[@class='text']/pre/code") == ["<div>x</div>"]


def test_a_date_only_in_the_file_name(adopted: Workshop) -> None:
    put(adopted, "2004-07-01-a-treaty", "---\ntitle: A treaty\n---\nText.\n")
    adopted.build()
    assert (adopted.site / "2004/07/01/a-treaty/index.html").is_file()


def test_no_date_anywhere_is_an_error_beside_all_others(adopted: Workshop) -> None:
    put(adopted, "one", "---\ntitle: A\n---\nText.\n")
    put(adopted, "two", "---\ntitle: B\n---\n[x](nowhere.md)\n")
    put(adopted, "three", "---\ntitle: C\ndate: 2020-01-02\nregion: mars\n---\nText.\n")
    assert [line.split(": ")[0] for line in adopted.problems()] == [
        "content/articles/one.md:2:1", "content/articles/three.md:4:9", "content/articles/two.md:2:1",
        "content/articles/two.md:4:5",
    ]  # fmt: skip


def test_long_lines_and_a_long_body_take_no_quadratic_time(adopted: Workshop) -> None:
    words = "word *soft* [link](https://example.org/) " * 400  # one line of 16,000 characters
    put(adopted, "one", FRONT + words + "\n")
    put(adopted, "two", FRONT + "A paragraph of some words that is long enough.\n\n" * 22_000)
    assert adopted.problems() == []


@pytest.mark.parametrize("text", ["{{ site.baseurl }}", "{% include x.html %}"])
def test_template_expressions_are_text_with_a_warning_or_without_or_an_error(adopted: Workshop, text: str) -> None:
    put(adopted, "one", f"{FRONT}Before {text} after.\n")
    adopted.build()
    assert adopted.page("2020/01/02/one/index.html").words("//*[@class='text']/p") == [f"Before {text} after."]
    place, told = "content/articles/one.md:5:8: ", f"the template expression {text} would be printed literally"
    assert adopted.problems() == [f"{place}warning: {told} (replace it with what it stood for)"]
    adopted.configure(f"{ADOPTION}  template_expressions: error\n")
    assert adopted.problems() == [f"{place}{told} (replace it with what it stood for)"]
    adopted.configure(f"{ADOPTION}  template_expressions: allow\n")
    assert adopted.problems() == []


def test_expressions_and_shortcodes_of_many_texts_are_told_once_by_their_names(adopted: Workshop) -> None:
    for number in range(21):
        put(adopted, f"n{number:02}", f'{FRONT}{{{{< figure src="{number}" >}}}}\n\n[gallery ids="{number}"]\n')
    for_all = "(replace them with what they stood for, or set adoption.template_expressions: allow in config.yaml)"
    said = "would be printed literally, here and in 20 other files"
    assert adopted.problems() == [
        f"content/articles/n00.md:5:1: warning: the template expression {{{{< figure … {said} {for_all}",
        f"content/articles/n00.md:7:1: warning: the shortcode [gallery …] {said} {for_all}",
    ]


@pytest.mark.parametrize(("severity", "kind"), [("warning", "warning: "), ("error", ""), ("allow", None)])
def test_an_address_with_an_expression_is_told_as_that_of_a_link_or_of_a_picture(
    adopted: Workshop, severity: str, kind: str | None
) -> None:
    adopted.configure(f"{ADOPTION}  template_expressions: {severity}\n")
    links = "[a]({{ site.baseurl }}/a/) ![b]({{ site.baseurl }}/b.png)"
    html = "<a href=\"{{ '/c/' | relative_url }}\">c</a>"
    put(adopted, "one", f"{FRONT}{links}\n\n{html}\n")
    said, hint = "is a template expression and", "(write the address it stands for)"
    told = [
        f'content/articles/one.md:5:5: {kind}the link "{{{{ site.baseurl }}}}/a/" {said} leads nowhere {hint}',
        f'content/articles/one.md:5:33: {kind}the picture "{{{{ site.baseurl }}}}/b.png" {said} is not shown {hint}',
        f"content/articles/one.md:7:10: {kind}the link \"{{{{ '/c/' | relative_url }}}}\" {said} leads nowhere {hint}",
    ]
    assert adopted.problems() == ([] if kind is None else told)


def test_an_expression_in_the_words_of_a_link_is_printed_though_its_address_has_the_same(adopted: Workshop) -> None:
    put(adopted, "one", f"{FRONT}[{{{{ x }}}}]({{{{ x }}}}{{% y %}}) [z]({{{{ x }}}}{{% y %}})\n")
    assert adopted.problems() == [
        "content/articles/one.md:5:2: warning: the template expression {{ x }} would be printed literally"
        " (replace it with what it stood for)",
        'content/articles/one.md:5:11: warning: the link "{{ x }}{% y %}" is a template expression and leads nowhere'
        " (write the address it stands for)",
    ]


def test_a_template_expression_that_names_a_caption_is_told_as_any_other(adopted: Workshop) -> None:
    put(adopted, "one", f"{FRONT}Before {{{{ page.caption }}}} after.\n")
    assert adopted.problems() == [
        "content/articles/one.md:5:8: warning: the template expression {{ page.caption }} would be printed literally"
        " (replace it with what it stood for)"
    ]


@pytest.mark.parametrize(
    "first",
    [
        '[caption id="a_1" width="9"]![A](a.png) The words below it[/caption]', '[gallery ids="1,2"]', '{{< figure src="x.jpg" >}}',
        "{% include x.html %}", "![A photo](https://example.com/a.jpg)", "![A photo](a.png)", '{{< a "b" >}} {{< c >}}',
    ],
)  # fmt: skip
def test_a_first_paragraph_that_is_an_expression_or_a_picture_is_no_summary(adopted: Workshop, first: str) -> None:
    adopted.picture("content/articles/a.png")
    put(adopted, "one", f"{FRONT}{first}\n\nThe first words.\n")
    adopted.build()
    assert adopted.feed("rss.xml").entries[0].summary == "<p>The first words.</p>"


def test_template_expressions_are_found_wherever_they_would_be_printed(adopted: Workshop) -> None:
    adopted.configure(f"{ADOPTION}  template_expressions: error\n")
    shown = "`{{ code }}`\n\n```\n{% code %}\n```\n"
    body = f'{shown}\n{{{{<\n figure src="x"\n>}}}} {{{{ a\n'
    put(adopted, "one", f'---\ntitle: On {{{{ page.title }}}}\ndate: 2020-01-02\nsummary: "{{% x %}}"\n---\n{body}')
    said = "content/articles/one.md:{} would be printed literally (replace it with what it stood for)"
    assert adopted.problems() == [
        said.format("2:8: the template expression {{ page.title }}"),
        said.format("4:10: the template expression {% x %}"),
        said.format('12:1: the template expression {{< figure src="x" >}}'),
    ]


def test_template_expressions_that_are_never_closed_take_no_quadratic_time(adopted: Workshop) -> None:
    adopted.configure(f"{ADOPTION}  template_expressions: error\n")
    put(adopted, "one", f"{FRONT}{'{{ ' * 40_000}\n")
    started = process_time()
    assert adopted.problems() == []
    assert process_time() - started < 5


@pytest.mark.parametrize(
    "text",
    [
        '[gallery ids="1,2"]', '\\[gallery ids="1,2"\\]', "[gallery]", "[embed]https://example.org/v[/embed]", "[/video]",
        '[video src="a.mp4"] [/video]', "[audio https://example.org/a.mp3]", '[playlist ids="1"]', '[contact-form-7 id="1" title="A"]',
        "[contact-form]", "[youtube=https://example.org/v]",
    ],
)  # fmt: skip
def test_shortcodes_are_template_expressions(adopted: Workshop, text: str) -> None:
    put(adopted, "one", f"{FRONT}Before {text} after.\n")
    adopted.configure(f"{ADOPTION}  template_expressions: error\n")
    assert adopted.problems() == [
        f"content/articles/one.md:5:8: the shortcode {text[:40]} would be printed literally (replace it with what it stood for)"
    ]


def test_a_caption_in_brackets_is_told_with_what_markdown_has_for_it(adopted: Workshop) -> None:
    adopted.configure(f"{ADOPTION}  template_expressions: error\n")
    put(adopted, "one", f'{FRONT}[caption id="a_1" width="9"][![A](a.jpg)](/b/) C[/caption]\n\n\\[caption id="b"]x[/caption]\n')
    said = 'content/articles/one.md:{} would be printed literally (write ![what it shows](picture.jpg "caption"))'
    assert [line for line in adopted.problems() if "shortcode" in line] == [
        said.format('5:1: the shortcode [caption id="a_1" width="9"][![A](a.jpg)'),
        said.format('7:1: the shortcode \\[caption id="b"]x[/caption]'),
    ]


def test_links_and_words_in_brackets_are_no_shortcodes(adopted: Workshop) -> None:
    adopted.configure(f"{ADOPTION}  template_expressions: error\n")
    links = "[gallery](/) ![video](/a.png) [audio][1] [the film][playlist] [playlist]\n\n[1]: /\n[playlist]: /\n"
    words = "He laughed [video], [audio of 2014], [caption missing] and [galleries].\n\n`[gallery]` [^embed]\n\n[^embed]: Note.\n"
    put(adopted, "one", FRONT.replace("A title", "A protest [video]") + f"{links}\n{words}")
    assert [line for line in adopted.problems() if "shortcode" in line] == []


def test_shortcodes_that_are_never_closed_take_no_quadratic_time(adopted: Workshop) -> None:
    adopted.configure(f"{ADOPTION}  template_expressions: error\n")
    put(adopted, "one", f"{FRONT}{'[caption id=' * 40_000}\n\n{'[caption id=1] ' * 20_000}\n\n{'[gallery] ' * 40_000}\n")
    started = process_time()
    adopted.problems()
    assert process_time() - started < 5


def test_a_protocol_relative_link_is_absolute_in_feeds(adopted: Workshop) -> None:
    put(adopted, "one", f"{FRONT}[x](//example.org/page)\n")
    adopted.build()
    assert '<a href="https://example.org/page">x</a>' in adopted.feed("rss.xml").entries[0].content[0].value


def test_an_empty_body_is_a_page_with_a_warning(adopted: Workshop) -> None:
    put(adopted, "one", FRONT)
    assert adopted.problems() == ["content/articles/one.md:5:1: warning: the article has no text (write it)"]
    assert adopted.page("2020/01/02/one/index.html").words("//h1") == ["A title"]


def test_right_to_left_titles_say_their_direction_and_are_isolated(adopted: Workshop) -> None:
    put(adopted, "one", "---\ntitle: توافق‌نامه‌ی آب ECO\ndate: 2020-01-02\nlang: fa\n---\nمتن.\n")
    put(adopted, "two", "---\ntitle: Two\ndate: 2020-01-03\nsee_also: [one]\n---\nText.\n")
    adopted.build()
    article = adopted.page("2020/01/02/one/index.html").one("//article[@lang='fa']")
    assert article.get("dir") == "rtl"
    entry = adopted.page("2020/01/03/two/index.html").one("//*[@data-origin='curated']//a[@class='entry-title']")
    assert (entry.get("lang"), entry.get("hreflang")) == ("fa", "fa")
    assert entry.find("bdi").text == "توافق‌نامه‌ی آب ECO"


def test_several_people_in_one_author_string(adopted: Workshop) -> None:
    put(
        adopted,
        "one",
        '---\ntitle: A title\ndate: 2020-01-02\nauthors: "Ann Lee, Bo Rand and Cy Andersson & Di Ng"\n---\nText.\n',
    )
    adopted.build()
    page = adopted.page("2020/01/02/one/index.html")
    assert page.words("//*[@rel='author']") == ["Ann Lee", "Bo Rand", "Cy Andersson", "Di Ng"]


@pytest.mark.parametrize("authors", ["{name: 'King, Jr.', email: k@e.org}", "[{email: k@e.org, name: 'King, Jr.'}, Bo Rand]"])
def test_of_an_author_with_further_keys_the_name_counts(adopted: Workshop, authors: str) -> None:
    put(adopted, "one", FRONT.replace("date", f"authors: {authors}\ndate") + "Text.\n")
    assert adopted.problems() == []
    assert adopted.page("2020/01/02/one/index.html").words("//*[@rel='author']")[0] == "King, Jr."
    put(adopted, "one", FRONT.replace("date", "authors: [{email: k@e.org}, [Bo]]\ncategories: [{name: Dams}]\ndate") + "Text.\n")
    assert [line.split(": ", 1)[1] for line in adopted.problems()] == [
        '"authors.name" is missing (add name: ...)',
        '"authors" must be a text or a list of texts (write each as plain text)',
        '"categories" must be a text or a list of texts (write each as plain text)',
    ]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Karimova, Dilnoza; Abdullaev, Timur", ["Karimova, Dilnoza", "Abdullaev, Timur"]),
        ("Timur Abdullaev, and Aigerim Sadykova", ["Timur Abdullaev", "Aigerim Sadykova"]),
        ("Sadykova؛ Ng, Di", ["Sadykova", "Ng, Di"]),
    ],
)
def test_a_semicolon_alone_divides_authors_where_it_is_a_separator(adopted: Workshop, written: str, names: list[str]) -> None:
    adopted.configure(ADOPTION.replace('[and, "&", ","]', '[and, ",", ؛, ";"]'))
    put(adopted, "one", FRONT.replace("date", f'author: "{written}"\ndate') + "Text.\n")
    assert adopted.problems() == []
    assert adopted.page("2020/01/02/one/index.html").words("//*[@rel='author']") == names


def test_a_semicolon_that_does_not_divide_authors_is_an_error(adopted: Workshop) -> None:
    put(adopted, "one", FRONT.replace("date", 'author: "Karimova; Bo"\ndate') + "Text.\n")
    put(adopted, "two", FRONT.replace("date", "author: [Cy, Di; Bo]\ndate") + "Text.\n")
    put(adopted, "xml", FRONT.replace("date", "author: [Ann &eacute;]\ndate") + "Text.\n")
    hint = "write each author as an entry of a list, or set adoption.author_separators"
    (problem,) = adopted.problems()  # in a list, each entry is one person
    assert problem.startswith(f'content/articles/one.md:3:9: the author "Karimova; Bo" has a ; in the name ({hint}')
    adopted.configure(ADOPTION.replace('"&", ","', '";"'))
    assert adopted.problems() == []


def test_a_text_is_not_divided_within_a_character_reference(adopted: Workshop) -> None:
    adopted.configure(ADOPTION.replace('"&", ","', '";"'))
    front = FRONT.replace("date", 'author: "Maria Gon&ccedil;alves; Bo"\ntags: "Oil &amp; Gas, Water"\ndate')
    put(adopted, "one", front + "Text.\n")
    adopted.build()
    page = adopted.page("2020/01/02/one/index.html")
    assert page.words("//*[@rel='author']") == ["Maria Gonçalves", "Bo"]
    assert page.words("//*[@class='tags']//li") == ["Oil & Gas", "Water"]


def test_a_region_is_known_by_its_name_as_well(workshop: Workshop) -> None:
    more = (("Georgia", "georgia"), ("GEORGIA", "ga"), ("Steppe", "kaz"), ("Kaz", "plain"))
    workshop.write("config.yaml", CONFIG + "".join(f"  - {{name: {name}, slug: {slug}}}\n" for name, slug in more))
    workshop.article("2021/one", region=["central  ASIA", "kaz", "Kazakhstan", "georgia", "steppe"])
    workshop.article("2021/two", region=["Georgia", "Kaz", "Mars"])
    assert [line.partition(" is ")[0] for line in workshop.problems()] == [
        'content/articles/2021/two.md:6:3: region "Georgia"',
        'content/articles/2021/two.md:7:3: region "Kaz"',
        'content/articles/2021/two.md:8:3: region "Mars"',
    ], "a name of two regions, or that is the slug of another, is nobody's"
    workshop.article("2021/two", region="Kazakhstan, Central Asia")
    assert workshop.problems() == [
        'content/articles/2021/two.md:5:9: region "Kazakhstan, Central Asia" is not in config.yaml '
        "(write a list: [Kazakhstan, Central Asia])"
    ]
    workshop.article("2021/two", region="kazakhstan")
    workshop.build()
    assert workshop.page("2022/12/one/index.html").words("//article//a[starts-with(@href, '/regions/')]") == [
        "Central Asia", "Steppe", "Kazakhstan", "Georgia"
    ]  # fmt: skip


def test_a_list_says_itself_where_an_author_or_a_tag_ends(adopted: Workshop) -> None:
    lists = 'authors: ["King, Jr."]\ncategories: ["Washington, D.C."]\n'
    put(adopted, "one", f"---\ntitle: A title\ndate: 2020-01-02\n{lists}---\nText.\n")
    adopted.build()
    page = adopted.page("2020/01/02/one/index.html")
    assert page.words("//*[@rel='author']") == ["King, Jr."]
    assert adopted.page("tags/index.html").words("//main//li/a") == ["Washington, D.C."]


def test_lists_of_two_keys_of_one_meaning_are_joined_without_repeats(adopted: Workshop) -> None:
    adopted.configure(ADOPTION.replace("{authors", "{redirect_from: aliases, permalink: aliases, authors"))
    front = "categories: gas, Water\ntags: [water]\nauthors: Bo and Cy\nauthor: [Bo]\npermalink: /b/a/\n"
    put(adopted, "one", f"---\ntitle: T\ndate: 2020-01-02\n{front}redirect_from: [/b/a, /2005/a.html]\naliases:\n---\nText.\n")
    assert adopted.problems() == []
    page = adopted.page("2020/01/02/one/index.html")
    assert page.words("//*[@rel='author']") == ["Bo", "Cy"]
    assert adopted.page("tags/index.html").words("//main//li/a") == ["gas", "water"]
    assert {"b/a/index.html", "2005/a.html"} <= adopted.files().keys()


def test_front_matter_wins_over_the_file_name_with_a_warning(adopted: Workshop) -> None:
    put(adopted, "2020-01-01-one", f"{FRONT}Text.\n")
    assert adopted.problems() == [
        "content/articles/2020-01-01-one.md:3:7: warning: the date differs from that of the file name, 2020-01-01 "
        "(rename the file when convenient; until then, the date here counts)"
    ]
    assert (adopted.site / "2020/01/02/one/index.html").is_file()


@pytest.mark.parametrize("named", ["2020-01-02", "2020-01-03"])
@pytest.mark.parametrize("written", ["2020-01-02 23:30:00 +0000", "2020-1-2T23:30Z", "2020/1/2 23:30Z"])
def test_the_date_of_a_file_name_is_the_day_as_written_or_that_of_the_archive(
    adopted: Workshop, named: str, written: str
) -> None:
    put(adopted, f"{named}-one", f"---\ntitle: T\ndate: {written}\n---\nText.\n")
    assert adopted.problems() == []


def test_tags_that_differ_by_case_or_a_zero_width_joiner_are_one(adopted: Workshop) -> None:
    for day, tag in ((1, "Water"), (2, "water"), (3, "wa\u200dter")):
        put(adopted, f"2020-01-0{day}-x", f"---\ntitle: T\ncategories: [{tag}]\n---\nText.\n")
    adopted.build()
    assert adopted.page("tags/index.html").words("//main//li/a") == ["Water"]


def test_a_foreign_key_is_called_as_its_author_wrote_it(adopted: Workshop) -> None:
    adopted.configure(ADOPTION.replace("{authors", "{lastmod: updated, seealso: see_also, authors"))
    front = "description: {}\npublished: 2020-01-02\nauthors: [[Bob]]\nlastmod: 2019-01-01\nseealso: [{title: A}]\n"
    put(adopted, "one", f"---\ntitle: T\ndate: 2020-01-02\n{front}---\nText.\n")
    assert [line.partition(": ")[2].partition(" (")[0] for line in adopted.problems()] == [
        '"description" must be a single text', '"published" must be true or false, not "2020-01-02"',
        '"authors" must be a text or a list of texts', '"lastmod" is before the date of publication',
        '"seealso.url" is missing',
    ]  # fmt: skip


def test_a_foreign_key_without_a_value_is_the_one_to_fill_in(adopted: Workshop) -> None:
    adopted.configure(ADOPTION.replace(", summary: first-paragraph", "").replace("description", "lede"))
    put(adopted, "one", "---\ntitle: T\ndate: 2020-01-02\nlede:\n---\nText.\n")
    (problem,) = adopted.problems()
    assert problem.endswith('"lede" is empty (write two or three sentences)')


def test_the_page_of_a_section_of_hugo_is_no_article(adopted: Workshop) -> None:
    put(adopted, "posts/_index", "---\ntitle: Posts\nmenu: main\n---\n")
    put(adopted, "posts/one", FRONT + "[x](_index.md)\n")
    assert adopted.problems() == [
        "content/articles/posts/_index.md:1:1: in Hugo this is the page of a section, not an article (leave it out: regions, tags "
        "and dates have pages; if it is an article, rename it)"
    ]


def test_an_unknown_key_of_many_files_is_told_once_with_what_config_can_say(workshop: Workshop) -> None:
    for number in range(20):
        workshop.article(f"2021/n{number:02}", mood="post", authors="Bo", author=None)
    assert len(workshop.problems()) == 40
    workshop.article("2021/n20", mood="post", authors="Bo", pace=3)
    assert workshop.problems() == [
        'content/articles/2021/n00.md:6:1: unknown key "mood", here and in 20 other files '
        '(list it under adoption.ignore in config.yaml, or add "mood: OUR-KEY" under adoption.fields)',
        'content/articles/2021/n00.md:7:1: unknown key "authors", here and in 20 other files '
        '(list it under adoption.ignore in config.yaml, or add "authors: author" under adoption.fields)',
        'content/articles/2021/n20.md:9:1: unknown key "pace" (remove it)',
    ]
    workshop.configure("adoption: {fields: {authors: author}, ignore: [mood, pace]}\n")
    assert workshop.problems() == []


def test_changes_of_many_files_that_lie_before_their_publication_are_told_once(workshop: Workshop) -> None:
    workshop.configure("adoption: {fields: {modified: updated}}\n")
    for number in range(21):
        workshop.article(f"2021/n{number:02}", date="2021-01-02 18:30", modified="2021-01-02 13:44")
    assert workshop.problems() == [
        'content/articles/2021/n00.md:7:11: warning: "modified" is before the time of publication, here and in 20 other files '
        '(none is shown: if one of the two has lost its zone, add it; otherwise list "modified" under adoption.ignore in '
        "config.yaml, not under adoption.fields)"
    ]
    workshop.configure("adoption: {ignore: [modified]}\n")
    assert workshop.problems() == []


@pytest.mark.parametrize(
    ("key", "advice"),
    [
        ("lastmod", 'add "lastmod: updated" under adoption.fields in config.yaml'),
        ("Modified", 'add "Modified: updated" under adoption.fields in config.yaml'),
        ("redirect_from", 'add "redirect_from: aliases" under adoption.fields in config.yaml'),
        ("published", 'add "published: not draft" under adoption.fields in config.yaml'),
        ("description", 'add "description: summary" under adoption.fields in config.yaml'),
        ("category", 'add "category: tags" under adoption.fields in config.yaml'),
        ("featured_image", 'add "featured_image: image" under adoption.fields in config.yaml'),
        ("guid", 'add "guid: id" under adoption.fields in config.yaml'),
        ("math", "list it under adoption.ignore in config.yaml"),
        ("titel", 'did you mean "title"?'),
    ],
)
def test_a_well_known_key_of_another_generator_is_told_with_what_it_means(workshop: Workshop, key: str, advice: str) -> None:
    workshop.article("2021/one", **{key: "x"})
    assert workshop.problems() == [f'content/articles/2021/one.md:7:1: unknown key "{key}" ({advice})']


def test_what_many_files_lack_is_told_once_with_what_config_can_say(workshop: Workshop) -> None:
    for number in range(21):
        put(workshop, f"2015-06-{number + 1:02}-n{number}", "---\ntitle: T\n---\nText.\n")
    put(workshop, "two", "---\ntitle: T\nregion: caucasus\nsummary: S\n---\nText.\n")
    here = "here and in 20 other files"
    assert sorted(workshop.problems()) == [
        f'content/articles/2015-06-01-n0.md:2:1: "date" is missing, {here} '
        '(set adoption.file_name: "{year}-{month}-{day}-{slug}" in config.yaml)',
        f'content/articles/2015-06-01-n0.md:2:1: "region" is missing, {here} (set adoption.defaults.region in config.yaml)',
        f'content/articles/2015-06-01-n0.md:2:1: "summary" is missing, {here} '
        "(set adoption.defaults.summary: first-paragraph in config.yaml)",
        'content/articles/two.md:2:1: "date" is missing (add date: 2026-01-31 09:30)',
    ]
    settings = 'file_name: "{year}-{month}-{day}-{slug}", defaults: {region: caucasus, summary: first-paragraph}'
    workshop.configure(f"adoption: {{{settings}}}\n")
    assert workshop.problems() == ['content/articles/two.md:2:1: "date" is missing (add date: 2026-01-31 09:30)']


def test_standalone_pages_are_adopted_like_articles(adopted: Workshop) -> None:
    adopted.configure(f"{ADOPTION.replace('{authors', '{Title: title, status: draft, authors')}  template_expressions: error\n")
    front = "Title: About\ndescription: Who we are.\nlayout: page\ncategories: [a]\nauthors: Bo\nstatus: publish\n"
    adopted.write("content/pages/about.md", f"---\n{front}---\nText.\n")
    assert adopted.problems() == []
    page = adopted.page("about/index.html")
    assert page.words("//h1") == ["About"]
    assert page.one("//meta[@name='description']").get("content") == "Who we are."
    adopted.write("content/pages/about.md", f"---\n{front}mood: x\nlastmod: 2020-01-01\n---\nText of {{{{ site.title }}}}.\n")
    adopted.write("content/pages/next.md", "---\ntitle: '{% x %}'\nstatus: private\n---\nText.\n")
    assert adopted.problems() == [
        'content/pages/about.md:8:1: unknown key "mood" (use one of: aliases, draft, lang, slug, summary, title)',
        'content/pages/about.md:9:1: unknown key "lastmod" (add "lastmod: updated" under adoption.fields in config.yaml)',
        "content/pages/about.md:11:9: the template expression {{ site.title }} would be printed literally "
        "(replace it with what it stood for)",
        "content/pages/next.md:2:8: the template expression {% x %} would be printed literally "
        "(replace it with what it stood for)",
        'content/pages/next.md:3:9: "status" keeps the page back, but a page cannot be a draft (move it out of content/pages)',
    ]


def test_a_page_with_two_keys_of_one_meaning_is_published_with_a_warning(adopted: Workshop) -> None:
    adopted.write("content/pages/about.md", "---\ntitle: About\nsummary: A\ndescription: B\n---\nText.\n")
    assert adopted.problems() == [
        'content/pages/about.md:4:1: warning: "description" is ignored, because "summary" is also set (keep one of the two)'
    ]
    assert (adopted.site / "about/index.html").is_file()


def test_a_page_that_another_generator_does_not_publish_is_an_error_whatever_says_so(adopted: Workshop) -> None:
    adopted.write("content/pages/about.md", "---\ntitle: About\npublished: false\n---\nText.\n")
    (problem,) = adopted.problems()
    assert problem.startswith('content/pages/about.md:3:12: "published" keeps the page back, but')
    adopted.write("content/pages/about.md", "---\ntitle: About\ndraft: false\npublished: true\n---\nText.\n")
    assert adopted.problems() == []


def test_entities_and_tags_in_titles_are_shown_as_meant(adopted: Workshop) -> None:
    put(adopted, "one", "---\ntitle: Salt &amp; <em>water</em> &lt; 5&nbsp;%\ndate: 2020-01-02\n---\nText.\n")
    adopted.build()
    assert adopted.page("2020/01/02/one/index.html").one("//h1").text == "Salt & water < 5\u00a0%"
    assert adopted.feed("rss.xml").entries[0].title == "Salt & water < 5\u00a0%"
    assert "<title>Salt &amp; water &lt; 5" in adopted.read("2020/01/02/one/index.html")


def test_years_of_the_solar_hijri_calendar(adopted: Workshop) -> None:
    put(adopted, "one", "---\ntitle: T\ndate: 1389-12-25\n---\nText.\n")
    assert adopted.problems() == [
        'content/articles/one.md:3:7: "1389-12-25" is before the Gregorian calendar began '
        "(write the Gregorian date, or set adoption.calendar: solar-hijri in config.yaml if it is a date of that calendar)"
    ]
    adopted.configure(f"{ADOPTION}  calendar: solar-hijri\n")
    adopted.build()
    assert (adopted.site / "2011/03/16/one/index.html").is_file()


def test_drafts_and_unpublished_are_counted_and_not_published(adopted: Workshop) -> None:
    put(adopted, "one", "---\ntitle: T\ndate: 2020-01-02\ndraft: true\n---\nText.\n")
    put(adopted, "two", "---\ntitle: T\ndate: 2020-01-02\npublished: false\n---\nText.\n")
    report = adopted.build()
    assert (report.counts.articles, report.counts.drafts) == (0, 2)


@pytest.mark.parametrize(
    ("fields", "front", "kept_back"),
    [
        ("status: draft", "status: private", True),
        ("status: draft", "status: Publish", False),
        ("status: not draft", "status: future", True),
        ("status: not draft", "status: public", False),
        ("Status: draft, visibility: draft", "Status: publish\nvisibility: private", True),
        ("status: draft", "draft: false\nstatus: trash", True),
        ("published: not draft", "published: 'no'\ndraft: false", True),
    ],
)
def test_the_state_of_a_text_may_be_a_word_of_another_generator(
    workshop: Workshop, fields: str, front: str, kept_back: bool
) -> None:
    workshop.configure(f"adoption: {{fields: {{{fields}}}, defaults: {{region: caucasus, summary: first-paragraph}}}}\n")
    put(workshop, "one", FRONT.replace("date", f"{front}\ndate") + "Text.\n")
    assert workshop.problems() == []
    assert workshop.build().counts.drafts == kept_back


def test_a_state_that_is_not_known_or_in_a_key_of_ours_is_an_error(adopted: Workshop) -> None:
    adopted.configure(ADOPTION.replace("{authors", "{status: draft, authors"))
    put(adopted, "one", FRONT.replace("date", "status: sticky\ndate") + "Text.\n")
    put(adopted, "two", FRONT.replace("date", "draft: private\ndate") + "Text.\n")
    assert adopted.problems() == [
        'content/articles/one.md:3:9: "status" must be true or false, not "sticky" (write true or false, or one of: '
        "publish, published, public, draft, private, pending, future, hidden, trash, auto-draft, inherit)",
        'content/articles/two.md:3:8: "draft" must be true or false, not "private" (write true or false)',
    ]


def test_a_key_that_may_keep_a_text_back_is_never_to_be_ignored(workshop: Workshop) -> None:
    keys = ("Status", "published", "visibility", "private", "hidden")
    for number in range(21):
        workshop.article(f"2021/n{number:02}", **dict.fromkeys(keys[: 4 if number else 5], "x"))
    assert [line.partition(" (")[2] for line in workshop.problems()] == [
        'add "Status: draft" under adoption.fields in config.yaml)',
        'add "published: not draft" under adoption.fields in config.yaml)',
        'add "visibility: draft" under adoption.fields in config.yaml)',
        'add "private: draft" under adoption.fields in config.yaml)',
        'add "hidden: draft" under adoption.fields in config.yaml)',
    ]


RUSSIAN = "Правительство объявило, что строительство плотины продолжится, несмотря на возражения соседних стран региона."
PERSIAN = "دولت امروز اعلام کرد که ساخت سد با وجود مخالفت کشورهای همسایه که آب رودخانه را با آن شریک هستند ادامه خواهد یافت"


def test_a_text_in_letters_of_another_language_is_told_where_its_language_stands_or_is_missing(adopted: Workshop) -> None:
    put(adopted, "one", f"{FRONT}{RUSSIAN}\n")
    put(adopted, "two", f"---\ntitle: T\ndate: 2020-01-02\nlang: fa\n---\n{RUSSIAN}\n")
    adopted.write("content/pages/about.md", f"---\ntitle: About\n---\n{RUSSIAN}\n")
    said = "warning: the text is in Cyrillic letters, but its language is"
    assert adopted.problems() == [
        f"content/articles/one.md:2:1: {said} en (set lang: to the language of the text)",
        f"content/articles/two.md:4:7: {said} fa (correct lang:)",
        f"content/pages/about.md:2:1: {said} en (set lang: to the language of the text)",
    ]


def test_many_texts_in_letters_of_another_language_are_told_once_with_the_key_that_cures_them(adopted: Workshop) -> None:
    for number in range(21):
        put(adopted, f"n{number:02}", f"{FRONT}{RUSSIAN}\n")
    assert adopted.problems() == [
        "content/articles/n00.md:2:1: warning: the text is in Cyrillic letters, but its language is en, here and in 20 other files"
        " (set lang: to the language of the text, or adoption.defaults.lang in config.yaml by script: {Arab: ar, Cyrl: ru})"
    ]


def test_many_pages_in_letters_of_another_language_are_not_told_of_a_key_that_is_not_for_them(adopted: Workshop) -> None:
    for number in range(21):
        adopted.write(f"content/pages/n{number:02}.md", f"---\ntitle: About\n---\n{RUSSIAN}\n")
    assert adopted.problems() == [
        "content/pages/n00.md:2:1: warning: the text is in Cyrillic letters, but its language is en, here and in 20 other files"
        " (set lang: to the language of the text)"
    ]


def test_the_letters_of_a_text_whose_lang_is_no_language_are_not_told_as_well(adopted: Workshop) -> None:
    put(adopted, "one", f"---\ntitle: T\ndate: 2020-01-02\nlang: persian\n---\n{PERSIAN}\n")
    put(adopted, "two", f"---\ntitle: T\ndate: 2020-01-02\nlang: [fa]\n---\n{PERSIAN}\n")
    assert adopted.problems() == [
        'content/articles/one.md:4:7: "persian" is not a language (write a BCP 47 tag such as en, ru or zh-Hant)',
        'content/articles/two.md:4:7: "lang" must be a single text (write it on one line, in quotation marks)',
    ]


def test_a_language_that_is_wrong_or_missing_is_told_by_the_archives_own_name_of_the_key(adopted: Workshop) -> None:
    adopted.configure(ADOPTION.replace("{authors", "{language: lang, authors"))
    put(adopted, "one", f"{FRONT}{RUSSIAN}\n")
    put(adopted, "two", f"---\ntitle: T\ndate: 2020-01-02\nlanguage: fa\n---\n{RUSSIAN}\n")
    said = "warning: the text is in Cyrillic letters, but its language is"
    assert adopted.problems() == [
        f"content/articles/one.md:2:1: {said} en (set language: to the language of the text)",
        f"content/articles/two.md:4:11: {said} fa (correct language:)",
    ]


def test_the_script_of_a_text_may_give_its_language(adopted: Workshop) -> None:
    adopted.configure(ADOPTION.replace("defaults: {", "defaults: {lang: {Cyrl: ru, Arab: fa}, "))
    put(adopted, "one", f"{FRONT}{RUSSIAN}\n")
    put(adopted, "two", f"{FRONT}{PERSIAN}\n")
    put(adopted, "three", f"{FRONT}It’s English.\n")
    put(adopted, "four", f"---\ntitle: T\ndate: 2020-01-02\nlang: uk\n---\n{RUSSIAN}\n")
    adopted.build()
    assert adopted.problems() == []
    pages = {name: adopted.read(f"2020/01/02/{name}/index.html") for name in ("one", "two", "three", "four")}
    assert [f'<html lang="{lang}"' in pages[name] for name, lang in zip(pages, ("ru", "fa", "en", "uk"), strict=True)]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("{cyrl: ru}", '"cyrl" is not a script (did you mean "Cyrl"?)'),
        ("{Russian: ru}", '"Russian" is not a script (write an ISO 15924 code such as Arab or Cyrl)'),
        ("{Cyrl: xx}", '"xx" is not a language (write a BCP 47 tag such as en, ru or zh-Hant)'),
        ("[ru]", '"adoption.defaults.lang" must hold lines of key: value (write lang: {Arab: ar, Cyrl: ru})'),
        ("xx", '"xx" is not a language (write a BCP 47 tag such as en, ru or zh-Hant)'),
    ],
)
def test_a_wrong_script_or_language_is_told_at_its_place(adopted: Workshop, lang: str, said: str) -> None:
    adopted.configure(f"adoption:\n  defaults:\n    lang: {lang}\n")
    [problem] = adopted.problems()
    line = adopted.root.joinpath("config.yaml").read_text().split("\n")[int(problem.split(":")[1]) - 1]
    assert line == f"    lang: {lang}"
    assert problem.split(": ", 1)[1] == said


def test_characters_that_xml_forbids(adopted: Workshop) -> None:
    put(adopted, "one", f"{FRONT}ab\x00\x01c\n")
    assert adopted.problems()[0] == "content/articles/one.md:5:3: the invisible character U+0000 cannot be published (delete it)"
    adopted.configure(f"{ADOPTION}  forbidden_characters: remove\n")
    adopted.build()
    assert adopted.feed("rss.xml").entries[0].content[0].value == "<p>abc</p>"


def test_breaks_of_word_processors_divide_words(adopted: Workshop) -> None:
    put(adopted, "one", "---\ntitle: End of line\x0bnext line\ndate: 2020-01-02\n---\nForm\x0cfeed.\n\x0c\n\x0c# Page\n")
    told = "the invisible character U+000B cannot be published (write a space, or begin a new line)"
    assert adopted.problems()[0] == f"content/articles/one.md:2:19: {told}"
    adopted.configure(f"{ADOPTION}  forbidden_characters: remove\n")
    adopted.build()
    entry = adopted.feed("rss.xml").entries[0]
    assert (entry.title, entry.content[0].value) == ("End of line next line", "<p>Form feed.</p>\n<h2>Page</h2>")


def test_signs_of_windows_1252_are_mended_where_forbidden_characters_are_removed(adopted: Workshop) -> None:
    adopted.configure(f"{ADOPTION}  forbidden_characters: remove\n")
    put(adopted, "one", "---\ntitle: Bishkek\x92s \x93water\x94\x85\ndate: 2020-01-02\n---\n1990\x962000 \x81here.\n")
    adopted.build()
    entry = adopted.feed("rss.xml").entries[0]
    assert (entry.title, entry.content[0].value) == ("Bishkek\u2019s \u201cwater\u201d\u2026", "<p>1990\u20132000 here.</p>")


def test_words_that_were_garbled_are_told_once_a_text_with_what_they_were(adopted: Workshop) -> None:
    put(adopted, "one", "---\ntitle: Water â€“ a right\ndate: 2020-01-02\ndescription: Of cafÃ©s.\n---\nItâ€™s “real”.\n")
    put(adopted, "two", f"{FRONT}Caffè, “cafÃ©”.\n")
    put(adopted, "three", f"{FRONT}He said â€œnoâ€\x9d.\n")
    garbled = "was garbled when the text was converted"
    mend = "set adoption.forbidden_characters: remove in config.yaml, which mends such words"
    assert adopted.problems() == [
        f'content/articles/one.md:2:14: warning: "â€“" {garbled}, at the first of 3 places (write "–", or {mend})',
        f'content/articles/three.md:5:9: "â€œnoâ€\x9d." {garbled}, at the first of 2 places (write "“no”.", or {mend})',
        f'content/articles/two.md:5:12: warning: "“cafÃ©”." {garbled} (write "“café”.")',
    ]


def test_garbled_words_of_many_texts_are_told_once(adopted: Workshop) -> None:
    for number in range(21):
        put(adopted, f"n{number:02}", f"{FRONT}{'x ' * number} cafÃ©.\n")
    assert adopted.problems() == [
        "content/articles/n00.md:5:5: warning: words were garbled when texts were converted, here and in 20 other files"
        " (set adoption.forbidden_characters: remove in config.yaml, which mends such words)"
    ]


def test_garbled_words_are_mended_before_forbidden_characters_are_removed(adopted: Workshop) -> None:
    adopted.configure(f"{ADOPTION}  forbidden_characters: remove\n")
    put(
        adopted, "one", "---\ntitle: Water â€“ a right\ndate: 2020-01-02\n---\nHe said â€œnoâ€\x9d, \x93CAFÉ\x94, Ð¿Ñ€Ð¸Ð²ÐµÑ‚.\n"
    )
    adopted.build()
    entry = adopted.feed("rss.xml").entries[0]
    assert (entry.title, entry.content[0].value) == ("Water – a right", "<p>He said “no”, “CAFÉ”, привет.</p>")
    assert adopted.problems() == []


def test_characters_that_html_forbids_are_each_told_with_what_was_meant(adopted: Workshop) -> None:
    put(adopted, "one", f"{FRONT}It\x92s a\n\ufdd0b \x81c.\n")
    assert adopted.problems() == [
        "content/articles/one.md:5:3: the invisible character U+0092 cannot be published"
        " (write \u2019, which has this code in Windows-1252)",
        "content/articles/one.md:6:1: the invisible character U+FDD0 cannot be published (delete it)",
        "content/articles/one.md:6:4: the invisible character U+0081 cannot be published (delete it)",
    ]


def test_a_reference_means_what_browsers_take_it_for(adopted: Workshop) -> None:
    put(adopted, "one", f"{FRONT}It&#146;s &#129; here&#11;.\n")
    assert [problem.partition(" which")[0] for problem in adopted.problems()] == [
        f"content/articles/one.md:5:{column}: {reference} stands for the invisible character U+{code},"
        for column, reference, code in ((11, "&#129;", "0081"), (22, "&#11;", "000B"))
    ]
    put(adopted, "one", f"{FRONT}It&#146;s here.\n")
    adopted.build()
    assert adopted.feed("rss.xml").entries[0].content[0].value == "<p>It\u2019s here.</p>"


def test_a_code_fence_never_closed_is_a_warning(adopted: Workshop) -> None:
    put(adopted, "one", f"{FRONT}Text.\n\n```python\nx = 1\n")
    assert adopted.problems() == [
        "content/articles/one.md:7:1: warning: the code block that begins here is never closed (end it with a line of ```)"
    ]


@pytest.mark.parametrize(
    "text",
    [
        (FRONT + "Text.\n").replace("\n", "\r\n"),
        "\ufeff" + FRONT + "Text.\n",
        "\n\n" + FRONT + "Text.\n",
        FRONT.replace("---\n", "---  \n") + "Text.\n",
        "---\r\ntitle: A title\rdate: 2020-01-02\n---\r\nText.\n",
    ],
    ids=["CRLF", "BOM", "blank-lines-before", "spaces-after-the-fence", "mixed-line-ends"],
)
def test_the_many_forms_of_a_front_matter(adopted: Workshop, text: str) -> None:
    put(adopted, "one", text)
    assert adopted.problems() == []
    assert adopted.page("2020/01/02/one/index.html").words("//*[@class='text']/p") == ["Text."]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", "1:1: the file is empty"),
        (b"Text without anything.\n", "1:1: the front matter is missing"),
        (b'+++\ntitle = "One"\n+++\nText.\n', '1:1: this front matter is not YAML (begin with a line of ---, the title and date, and another line of ---; "hugo convert'),
        (b"---\ntitle: T\n", "1:1: the front matter is never closed"),
        (b"---\ntitle: T\ndate: 2020-01-02\n  ---\nText.\n", "4:1: the --- that closes the front matter is indented"),
        (b"---\ndate: 2020-01-02\n---\n", '2:1: "title" is missing'),
        (b"---\ntitle:\ndate: 2020-01-02\n---\n", '2:7: "title" is empty'),
        (b'---\ntitle: ""\ndate: 2020-01-02\n---\n', '2:8: "title" is empty'),
        (b"---\ntitle: A\ntitle: B\ndate: 2020-01-02\n---\n", '3:1: "title" is set a second time'),
        (b"---\n\ttitle: A\n---\n", "2:1: there is a tab where YAML expects spaces"),
        (b'---\ntitle: "a\\q"\n---\n', "2:10: a backslash in a double-quoted value"),
        (b"---\ntitle: caf\xe9\n---\n", "2:11: the byte 0xE9 is not UTF-8"),
        ("---\ntitle: T\n---\n".encode("utf-16"), "1:1: the file is UTF-16"),
        ("---\ntitle: T\n---\n".encode("utf-16-le"), "1:1: the file is UTF-16"),
        ("---\ntitle: T\n---\n".encode("utf-16-be"), "1:1: the file is UTF-16"),
        (b"---\ndate: 2020-01-02\ntitle: &a [x, x]\nauthor: &b [*a, *a]\n---\n", '3:8: "author" must be a text'),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_an_error_with_its_place(adopted: Workshop, text: bytes, problem: str) -> None:
    put(adopted, "one", text)
    first = adopted.problems()[0]
    assert first.startswith(f"content/articles/one.md:{problem}"), first
    assert first.endswith(")"), "and says what to do"


@pytest.mark.parametrize(
    ("written", "shown"), [("1984", "1984"), ("On", "On"), ("12:30:45", "12:30:45"), ("1e3", "1e3"), ("0x1F", "0x1F")]
)
def test_a_title_that_yaml_takes_for_something_else(adopted: Workshop, written: str, shown: str) -> None:
    put(adopted, "one", f"---\ntitle: {written}\ndate: 2020-01-02\n---\nText.\n")
    adopted.build()
    assert adopted.page("2020/01/02/one/index.html").words("//h1") == [shown]


def test_no_is_norwegian_where_a_language_is_meant(adopted: Workshop) -> None:
    put(adopted, "one", "---\ntitle: T\ndate: 2020-01-02\nlang: no\n---\nText.\n")
    adopted.build()
    assert adopted.page("2020/01/02/one/index.html").one("//article").get("lang") == "no"


@pytest.mark.parametrize("comma", [",", " ، ", "、", "，", "；", "؛ ", ";"])
def test_tags_as_a_comma_separated_string(adopted: Workshop, comma: str) -> None:
    put(adopted, "one", f"---\ntitle: T\ndate: 2020-01-02\ncategories: {comma.join(('gas', 'water', 'roads'))}\n---\nText.\n")
    adopted.build()
    assert adopted.page("tags/index.html").words("//main//li/a") == ["gas", "roads", "water"]


def test_tags_that_spaces_divide(adopted: Workshop) -> None:
    put(adopted, "one", FRONT.replace("date", "tags: Water gas  oil\ndate") + "Text.\n")
    put(adopted, "two", FRONT.replace("date", 'categories: "Aral Sea, gas"\ntags: [Amu Darya]\ndate') + "Text.\n")
    adopted.build()
    assert "Water gas oil" in adopted.page("tags/index.html").words("//main//li/a")
    adopted.configure(f"{ADOPTION}  tag_separator: space\n")
    adopted.build()
    assert sorted(adopted.page("tags/index.html").words("//main//li/a")) == ["Amu Darya", "Aral Sea", "Water", "gas", "oil"]


def test_a_bomb_of_yaml_aliases_ends_at_once(adopted: Workshop) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    put(adopted, "one", "---\ntitle: T\ndate: 2020-01-02\n" + "\n".join(lines) + "\ntags: *a11\n---\nText.\n")
    assert any('unknown key "a0"' in line for line in adopted.problems())


def test_hash_word_is_a_heading_and_lists_indented_two_do_not_nest(adopted: Workshop) -> None:
    put(adopted, "one", f"{FRONT}#word\n\n- a\n  - b\n")
    adopted.build()
    page = adopted.page("2020/01/02/one/index.html")
    assert page.words("//*[@class='text']//h2") == ["word"]
    assert len(page.all("//*[@class='text']//ul")) == 1


def test_the_language_of_an_article_that_names_none_may_be_configured(workshop: Workshop) -> None:
    workshop.configure("adoption: {defaults: {lang: ru}}\n")
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2021/two", date="2021-01-02", lang="en")
    workshop.build()
    assert [workshop.page(f"2021/01/{name}/index.html").one("/html").get("lang") for name in ("one", "two")] == ["ru", "en"]


def test_an_article_whose_date_is_left_empty_has_that_of_its_file_name(adopted: Workshop) -> None:
    for empty in ("", "''", '" "'):
        put(adopted, "2020-01-02-one", f"---\ntitle: T\ndate: {empty}\n---\nText.\n")
        assert adopted.problems() == []
        assert (adopted.site / "2020/01/02/one/index.html").is_file()


def test_a_file_name_with_a_date_that_is_none_is_told(adopted: Workshop) -> None:
    adopted.write("content/articles/2015-02-30-budget.md", "---\ntitle: Budget\n---\nText.\n")
    (problem,) = [line for line in adopted.problems() if "2015-02-30" in line]
    assert '"2015-02-30" is not a date: there is no such day (rename the file, or add date:)' in problem
