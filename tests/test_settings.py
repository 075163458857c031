"""config.yaml is checked as a whole: every mistake has a place and a next step."""

import pytest

from press.config import settings
from press.ground.problems import Misconfigured
from tests.workshop import Workshop

GOOD = "title: T\nbase_url: https://example.org/archive/\n"


def refused(text: str) -> list[str]:
    with pytest.raises(Misconfigured) as error:
        settings.read(text)
    return [str(problem) for problem in error.value.problems]


def test_the_least_that_is_needed() -> None:
    read = settings.read(GOOD)
    assert (read.base_url, read.base_path, read.language) == ("https://example.org/archive", "/archive", "en")
    assert read.permalink == "/{year}/{month}/{slug}/"
    assert (read.feeds.items, read.feeds.tag_items, read.feeds.tag_minimum) == (30, 15, 3)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("titel: x", '3:1: unknown key "titel" (did you mean "title"?)'),
        ("time_zone: Asia/Taskent", '3:12: "Asia/Taskent" is not a time zone (did you mean "Asia/Tashkent"'),
        ("language: xx-yy-zz", '3:11: "xx-yy-zz" is not a language'),
        ("language: pt_br", '3:11: "pt_br" is not a language (did you mean "pt-BR"?)'),
        ("language: xx_yy", '3:11: "xx_yy" is not a language (write a BCP 47 tag such as en, ru or zh-Hant)'),
        ("permalink: //{slug}/", '3:12: "//{slug}/" is not a pattern for addresses'),
        ("permalink: /../{slug}/", '3:12: "/../{slug}/" is not a pattern for addresses'),
        ("time_zone: localtime", '3:12: "localtime" is not a time zone'),
        ("permalink: /{year}/", "3:12: a permalink needs {slug} or {path}"),
        ("permalink: /{yaer}/{slug}/", '3:12: "{yaer}" is not a part of a permalink (did you mean "year"?)'),
        ("page_sizes: {index: 0}", '3:21: "page_sizes.index" must be a whole number from 1 to 100000, not "0"'),
        ("page_sizes: {indx: 5}", '3:14: unknown key "page_sizes.indx" (did you mean "index"?)'),
        ("page_sizes: 5", '3:13: "page_sizes" must hold lines of key: value'),
        ("regions: [{name: A, parent: B}]", '3:29: "B" is not a region'),
        ("regions: [{name: A, slug: a, parent: b}, {name: B, slug: b, parent: a}]", 'the region "a" contains itself'),
        ("regions: [{name: A}, {name: a}]", 'the slug "a" is used a second time'),
        ("tags: [{name: A}, {name: B, variants: [a]}]", 'the tag "a" is named by two entries'),
        ("authors: [{name: A, slug: x}, {name: A, slug: y}]", 'the author "A" is named by two entries'),
        ("regions: [Kazakhstan]", '3:11: "regions" must be a list of mappings (write - {name: Central Asia, slug: central-asia})'),
        ("regions: [{name: A, slug: Index.html}]", '3:27: "Index.html" cannot be a slug (use letters, digits and hyphens)'),
        ("aliases: {regions: {old: new}}", '3:26: the alias old: new is not possible: "new" is not a region'),
        ("aliases: {tags: {old: old}}", '"old" cannot be an alias of itself'),
        ("newsletter: {action: http://x.org}", '3:22: "http://x.org" is not a web address (write it as https://host/path)'),
        ("publisher: {url: 'http://['}", '3:18: "http://[" is not a web address'),
        ("newsletter: {}", '"newsletter.action" is missing'),
        ("history: https://git.example.org/archive", '3:10: "https://git.example.org/archive" is not a web address that contains {path}'),
        ("history: 'git.example.org/{path}'", "is not a web address that contains {path}"),
        ("report: 'https://exa\"mple.org/'", "is neither a mail address nor a web address"),
        ("report: https://example.org:99999", "is neither a mail address nor a web address"),
        ("report: desk@zürich.example", "is neither a mail address nor a web address (write errors@example.org, in ASCII alone"),
        ("publisher: {logo: 'http://'}", '3:19: "http://" is not an address'),
        ("navigation: [{text: A, to: 'https://x.org:99999/'}]", '"https://x.org:99999/" is not an address'),
        ("feeds: {hub: 'https://x.org:0/'}", '"https://x.org:0/" is not a web address'),
        ("history: 'https://git.example.org:99999/{path}'", "is not a web address that contains {path}"),
        ("report: somebody", '3:9: "somebody" is neither a mail address nor a web address'),
        ("navigation: [{text: A, to: about}]", '3:28: "about" is not an address'),
        ("motto: {attribution: A}", '"motto.text" is missing'),
        ("publisher: {logo: logo.png}", '3:19: "logo.png" is not an address'),
        ("markdown: {extensions: [extr]}", '3:25: the Markdown extension "extr" cannot be loaded'),
        ("markdown: {allow_html: {script: [src]}}", "<script> cannot be allowed"),
        ("markdown: {allow_html: {div: [onclick]}}", 'the attribute "onclick" cannot be allowed'),
        ("markdown: {raw_html: sanitize}", '3:22: "markdown.raw_html" cannot be "sanitize" (did you mean "sanitise"?)'),
        ("adoption: {fields: {tags: tagz}}", '"tagz" is not a key of an article (did you mean "tags"?)'),
        ('adoption: {file_name: "{yaer}-{slug}"}', '"{yaer}-{slug}" is not a pattern for file names'),
        ("adoption: {defaults: {region: x}}", '3:31: "x" is not a region'),
        ("adoption: {defaults: {lang: english}}", '3:29: "english" is not a language'),
        ("adoption: {defaults: {author: [A, '\u200b']}}", "3:31: an author has no visible name"),
        ("slugs: latin", '3:8: "slugs" cannot be "latin"'),
        ("feeds: {image: mark.png}", '3:16: "mark.png" cannot be a picture for feeds'),
        ("feeds: {atom: [tag]}", '3:16: "tag" is not a kind of feed (did you mean "tags"?)'),
        ("tags: [{name: A, slug: X}, {name: B, slug: x}]", 'the slug "x" is used a second time'),
        ("regions: [{name: A}, {name: B}]\naliases: {regions: {a: b}}", 'the alias a: b is not possible: "a" is itself a region'),
        ("regions: [{name: A}]\naliases: {regions: {a: a-2}}", '"a" is itself a region (take out the alias, or the region "a")'),
        ("aliases: {regions: {old: new}}", '"new" is not a region (name the slug of one, or add it under regions)'),
        ("closed: [author]", '3:10: "author" is not a list that can be closed (did you mean "authors"?)'),
        ("closed: [places]", '"places" is not a list that can be closed (write tags, authors, or both)'),
        ("closed: regions", '"regions" is not a list that can be closed (take it out: only regions that are listed can be used)'),
        ("closed: authors\naliases: {authors: {a: b}}", 'the alias a: b is not possible: "b" is not an author'),
        ("closed: tags\ntags: [{name: Sea}]\naliases: {tags: {sea: c}}", '"sea" is itself a tag (take out the alias, or the tag "sea")'),
        ("aliases: {tags: {aqua: water, water: sea, sea: hydrology}}",
         '3:24: the alias aqua: water is not possible: "water" is itself an alias (write aqua: hydrology)'),
        ("aliases: {tags: {aqua: water, water: sea, sea: hydrology}}", '3:38: the alias water: sea is not possible: "sea" is itself an alias'),
        ("aliases: {authors: {a: b, b: a}}", '3:24: the alias a: b is not possible: "b" is itself an alias (name the slug that took its place)'),
        ("regions: [{name: C}]\naliases: {regions: {a: b, b: c}}", '"b" is itself an alias (write a: c)'),
        ("aliases: {tags: {' ': x}}", '3:23: an alias in "aliases.tags" has no old slug (write it before the colon)'),
        ("aliases: {tags: {old: }}", '3:23: "aliases.tags.old" is empty (add old: ...)'),
        ("adoption: {fields: {foreign: }}", '3:30: "adoption.fields.foreign" is empty (add foreign: ...)'),
        ("redirects: {feed/: /rss.xml}", '3:13: "feed/" is not an address of this site (begin it with a single /)'),
        ("redirects: {/feed/: //x.org/}", '3:21: "//x.org/" is not an address of this site (begin it with a single /)'),
        ("redirects: {/feed/: https://x.org/}", '3:21: "https://x.org/" is not an address of this site (begin it with a single /)'),
        ("redirects: {/feed/: '/a/#b'}", '3:21: "/a/#b" cannot be led to: it has a query or a fragment (end it with the path)'),
        ("redirects: {/feed/: }", '3:21: "redirects./feed/" is empty (add /feed/: ...)'),
        ("redirects: [/feed/]", '3:12: "redirects" must hold lines of key: value'),
        (f"page_sizes: {{index: {'9' * 5_000}}}", '"page_sizes.index" must be a whole number from 1 to 100000'),
    ],
)  # fmt: skip
def test_mistakes(more: str, expected: str) -> None:
    found = refused(GOOD + more + "\n")
    assert any(expected in line for line in found), found
    assert all(line.startswith("config.yaml:") for line in found)


def test_all_mistakes_are_reported_at_once() -> None:
    found = refused("titel: x\nbase_url: nope\nfoo: 1\n")
    assert [line.split(": ")[0] for line in found] == ["config.yaml:1:1", "config.yaml:2:11", "config.yaml:3:1"]
    found = refused("base_url: nope\nfoo: 1\n")
    assert [line.split(": ")[0] for line in found] == ["config.yaml:1:1", "config.yaml:1:11", "config.yaml:2:1"]


def test_a_region_below_a_circle_of_others_is_not_part_of_it() -> None:
    circle = "{name: B, slug: b, parent: c}, {name: C, slug: c, parent: b}"
    problems = refused(f"{GOOD}regions: [{{name: A, slug: a, parent: b}}, {circle}]\n")
    assert [problem.partition(": ")[2].partition(" (")[0] for problem in problems] == [
        'the region "b" contains itself', 'the region "c" contains itself',
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["regions", "tags", "authors"])
def test_what_has_no_name_is_told_so_and_nothing_else(kind: str) -> None:
    found = refused(f"{GOOD}{kind}: [{{slug: a}}, {{name: }}, {{name: '\u200b'}}, {{name: '\u200c'}}, {{}}]\n")
    assert [line.split(": ")[1] for line in found] == [
        f'"{kind}.name" is missing (add name', f'"{kind}.name" is empty (add name',
        *[f'"{kind}.name" has no visible text (write it)'] * 2, f'"{kind}.name" is missing (add name',
    ]  # fmt: skip


def test_where_every_slug_is_wrong_only_the_first_hundred_are_compared_with_all_that_there_is() -> None:
    regions = "".join(f"- {{name: Name {number}, parent: nam-{number}}}\n" for number in range(150))
    aliases = "".join(f"  a{number}: nam-{number}\n" for number in range(150))
    hints = ["did you mean" in line for line in refused(f"{GOOD}regions:\n{regions}aliases:\n regions:\n{aliases}")]
    assert hints == ([True] * 100 + [False] * 50) * 2


def test_a_base_url_that_is_no_address_is_refused() -> None:
    assert refused('title: A\nbase_url: "http://["\n') == [
        'config.yaml:2:11: "http://[" is not a web address (write it as https or http://host/path)'
    ]


def test_languages_are_written_as_usual() -> None:
    for written, usual in (("EN", "en"), ("pt-br", "pt-BR"), ("ZH-hant-hk", "zh-Hant-HK"), ("ca-VALENCIA", "ca-valencia")):
        assert settings.read(f"{GOOD}language: {written}\n").language == usual


def test_defaults_are_read_as_what_articles_say() -> None:
    found = settings.read(GOOD + "adoption: {defaults: {lang: ZH-hant, tags: 'gas, water'}}\n").adoption
    assert (dict(found.lang), found.tags) == ({"Zyyy": "zh-Hant"}, ("gas", "water"))


def test_a_base_url_has_neither_query_nor_fragment() -> None:
    for url in ("https://x.org/?a=b", "https://x.org/#a"):
        assert "cannot have a query" in refused(f"title: T\nbase_url: {url}\n")[0]


def test_an_embargoed_article_is_not_wrong_only_once_it_appears(workshop: Workshop) -> None:
    workshop.article("2030/one", date="2030-01-01", updated="2031-01-01")
    (problem,) = workshop.problems()
    assert "a change is dated 2031-01-01, which is in the future" in problem
    workshop.article("2030/one", date="2030-01-01", updated="2030-01-01")
    assert workshop.problems() == []


def test_what_feeds_do_not_say_is_the_default() -> None:
    feeds = settings.read(f"{GOOD}feeds: {{hub: https://hub.example.net/, image: /MARK.PNG}}\n").feeds
    assert (feeds.items, feeds.tag_items, feeds.tag_minimum) == (30, 15, 3)
    assert (feeds.most("regions"), feeds.most("tags")) == (30, 15)
