"""Themes: problems are reported at their lines, and everything that is printed is escaped."""

import re
import shutil

import pytest

from tests.workshop import CONFIG, PROJECT, Workshop


def own_theme(workshop: Workshop) -> None:
    shutil.copytree(PROJECT / "theme", workshop.root / "theme")


def test_a_single_template_is_replaced_or_extended(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/missing.html", "<p>Nothing here.</p>")
    workshop.write(
        "theme/templates/article.html",
        """\
        {% extends "built-in/article.html" %}
        {% block main %}<p class="ours">Before.</p>{{ super() }}{% endblock %}
        """,
    )
    workshop.build()
    assert workshop.read("404.html") == "<p>Nothing here.</p>"
    page = workshop.page("2021/01/one/index.html")
    assert page.words("//p[@class='ours']") == ["Before."]
    assert page.words("//h1") == ["One"]
    assert workshop.page("index.html").one("//main") is not None


def test_every_page_has_what_is_added_to_its_head(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write(
        "theme/templates/base.html",
        '{% extends "built-in/base.html" %}{% block extrahead %}<meta name="ours" content="1">{% endblock %}',
    )
    workshop.build(search=True)
    for path in ("index.html", "2021/01/one/index.html", "search/index.html", "404.html"):
        assert len(workshop.page(path).all("/html/head/meta[@name='ours']")) == 1, path


def test_cards_are_changed_in_a_file_of_their_own(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2021/two", date="2021-01-02", see_also=["2021/one"])
    built_in = (PROJECT / "theme/templates/card.html").read_text(encoding="utf-8")
    workshop.write("theme/templates/card.html", built_in.replace("{{ moment|day }}", "{{ moment.machine }}"))
    workshop.build()
    assert workshop.page("2021/index.html").words("//p[@class='card-meta']/time") == ["2021-01-02", "2021-01-01"]
    assert workshop.page("2021/01/two/index.html").words("//p[@class='entry-meta']/time") == ["2021-01-01"]


def test_single_phrases_are_replaced(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2021/two", date="2021-01-02")
    workshop.write("theme/words/en.yaml", "newest: Just in\n")
    workshop.build()
    assert workshop.page("index.html").words("//h2[@id='page-newest']") == ["Just in"]
    assert workshop.page("index.html").words("//p[@class='all']") == ["All articles"]


def test_what_stands_between_two_of_a_list_is_a_phrase(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", author=["A", "B"])
    workshop.article("2021/two", date="2021-01-02")
    workshop.write("theme/words/en.yaml", 'listed: "{first}، {next}"\n')
    workshop.build()
    page = workshop.page("2021/01/one/index.html")
    assert page.words("//p[@class='byline']") == ["By A، B"]
    assert "A، B: “One”" in page.words("//details[@class='cite']/p[1]")[0]
    shelf = workshop.page("regions/kazakhstan/index.html")
    assert shelf.words("//p[@class='scope']") == ["2 articles، 1 January 2021 – 2 January 2021"]
    assert shelf.words("//p[@class='card-authors']") == ["Diplomacy Desk", "A، B"]
    assert workshop.page("dates/01-01/index.html").words("//title") == ["1 January، On this day – Test Briefings"]


def test_a_phrase_may_be_added_where_a_template_uses_it(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/words/en.yaml", "newset: Just in\nours: Our own\n")
    workshop.write("theme/templates/missing.html", '<p>{{ words("ours") }}</p>')
    assert workshop.problems() == [
        'theme/words/en.yaml:1:1: no template uses the phrase "newset" (did you mean "newest"?)',
    ]
    workshop.write("theme/words/en.yaml", "ours: Our own\n")
    workshop.build()
    assert workshop.read("404.html") == "<p>Our own</p>"


def test_a_phrase_may_be_added_that_a_template_names_by_its_kind(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/words/en.yaml", "badge_articles: Badge\narticles_mark: Mark\ndata_tilte: Title\n")
    workshop.write(
        "theme/templates/missing.html", "{% set kind = 'articles' %}{{ words('badge_' ~ kind) }}{{ words(kind ~ \"_mark\") }}"
    )
    assert workshop.problems() == [
        'theme/words/en.yaml:3:1: no template uses the phrase "data_tilte" (did you mean "data_title"?)',
    ]  # fmt: skip


def test_backups_of_editors_are_no_part_of_a_theme(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    for name in ("templates/article.html", "static/site.css", "words/en.yaml"):
        folder, _, last = name.partition("/")
        for backup in (f"{last}~", f"#{last}#", f".{last}.swp"):
            workshop.write(f"theme/{folder}/{backup}", "{% if %}")
    assert workshop.problems() == []
    assert not any("~" in path or "#" in path for path in workshop.files())


def test_a_sheet_of_the_sites_own_comes_after_the_built_in_one(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/static/site.css", ":root { --accent: #400; }")
    workshop.build()
    sheets = [link.get("href") for link in workshop.page("index.html").all("//link[@rel='stylesheet']")]
    assert [re.sub(r"\.[0-9a-f]{10}\.", ".", sheet) for sheet in sheets] == ["/assets/fixed/style.css", "/assets/fixed/site.css"]
    assert all((workshop.site / sheet.removeprefix("/")).is_file() for sheet in sheets)


def test_a_changed_sheet_has_another_name_and_every_page_says_so(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/static/site.css", ":root { --accent: #400; }")
    workshop.build()
    (before,) = (workshop.site / "assets/fixed").glob("site.*.css")
    workshop.write("theme/static/site.css", ":root { --accent: #004; }")
    workshop.build()
    (after,) = (workshop.site / "assets/fixed").glob("site.*.css")
    assert before.name != after.name
    assert after.name in workshop.read("2021/01/one/index.html")


def test_what_is_wrong_with_theme_and_settings_is_said_at_once(workshop: Workshop) -> None:
    workshop.configure("nonsense: 1\n")
    workshop.write("theme/templates/month.html", "{% if %}\n")
    assert [problem.split(":")[0] for problem in workshop.problems()] == ["config.yaml", "theme/templates/month.html"]


def test_a_static_file_that_is_not_there(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/missing.html", "\n{{ assets['nope.css']|href }}\n")
    (problem,) = workshop.problems()
    assert problem.startswith("theme/templates/missing.html:2:1: the template failed on /404.html")
    assert "there is no theme/static/nope.css" in problem
    workshop.write("theme/templates/missing.html", "{{ 'none' if assets['nope.css'] is not defined }}")
    workshop.build()
    assert workshop.read("404.html") == "none"


@pytest.mark.parametrize(
    "wrong", ["assets['nope.css'].upper()", "assets['nope.css']()", "site.title.center(99999999999999999999)"]
)
def test_what_is_wrong_in_a_branch_that_is_not_taken_fails_nothing(workshop: Workshop, wrong: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/missing.html", f"x\n{{% if 'nope.css' in assets %}}{{{{ {wrong} }}}}{{% endif %}}")
    workshop.build()
    assert workshop.read("404.html") == "x\n"
    workshop.write("theme/templates/missing.html", f"x\n{{{{ {wrong} }}}}")
    (problem,) = workshop.problems()
    assert problem.startswith("theme/templates/missing.html:2:1: the template failed on /404.html")


def test_a_template_that_cannot_be_read(workshop: Workshop) -> None:
    own_theme(workshop)
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/month.html", "<p>\n{% if %}\n")
    assert workshop.problems()[0].startswith("theme/templates/month.html:2:1: this template cannot be read")


def test_templates_that_would_show_nothing_of_what_was_written(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/article.html", "{% extends 'built-in/article.html' %}\n<p>Hello</p>\n")
    workshop.write("theme/templates/base.html", "\ufeff{% extends 'built-in/base.html' %}\n{# changed #}\n")
    workshop.write("theme/templates/missing.html", "")
    assert workshop.problems() == [
        "theme/templates/article.html:2:1: this stands in no block, although the template extends another"
        " (put it into a block, or make it a comment: {# … #})",
        "theme/templates/missing.html:1:1: this template is empty (write it, or remove it)",
    ]


def test_an_included_template_may_be_empty(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write(
        "theme/templates/article.html",
        "{% extends 'built-in/article.html' %}{% block after %}{% include 'ad.html' %}{% endblock %}",
    )
    workshop.write("theme/templates/ad.html", "{# nothing at present #}\n")
    assert workshop.problems() == []


def test_a_name_that_no_view_has(workshop: Workshop) -> None:
    own_theme(workshop)
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/month.html", "<p>\n{{ view.nothing }}\n")
    (problem,) = workshop.problems()
    assert problem.startswith("theme/templates/month.html:2:1: the template failed on /2021/01/")
    assert "nothing" in problem


@pytest.mark.parametrize("error", [AttributeError, ValueError])
def test_a_mistake_of_the_program_is_not_told_as_one_of_the_theme(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:  # fmt: skip
    def mistaken(*_: object) -> str:
        raise error("a mistake")

    monkeypatch.setattr("press.formats.citation.bibtex", mistaken)
    workshop.article("2021/one", date="2021-01-01")
    with pytest.raises(error, match="a mistake"):
        workshop.build()


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"missing.html": "<p>\n{% include 'part.html' %}", "part.html": "\n\n{{ view.nothing }}"}, "part.html:3"),
        ({"missing.html": "{% import 'part.html' as m %}{{ m.m() }}", "part.html": "{% macro m() %}\n{{ no }}{% endmacro %}"}, "part.html:2"),
        ({"missing.html": "{% import 'card.html' as show %}<p>\n{{ show.card() }}"}, "missing.html:2"),
        ({"base.html": "{% extends 'built-in/base.html' %}\n{% block after %}\n{{ view.no }}{% endblock %}"}, "base.html:3"),
        ({"base.html": "{% extends 'built-in/base.html' %}\n{% block after %}\n{{ 1|no }}{% endblock %}"}, "base.html:3"),
    ],
)  # fmt: skip
def test_a_template_that_fails_is_named_wherever_it_is_taken_from(workshop: Workshop, files: dict[str, str], place: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    for name, text in files.items():
        workshop.write(f"theme/templates/{name}", text)
    (problem, *_) = workshop.problems()
    assert problem.startswith(f"theme/templates/{place}:1: the template failed on /")


def test_what_fails_in_several_templates_is_said_at_once(workshop: Workshop) -> None:
    for number in range(3):
        workshop.article(f"2021/{number}", date=f"2021-0{number + 1}-01")
    workshop.write("theme/templates/month.html", "<p>{{ view.frame.adress }}\n")
    workshop.write("theme/templates/missing.html", "<p>\n{{ wrong }}\n")
    workshop.write("theme/templates/dates.html", "{% include 'part.html' %}")
    workshop.write("theme/templates/home.html", "{% include 'part.html' %}")
    workshop.write("theme/templates/part.html", "{{ words('serch') }}")
    assert [re.sub(" the template failed on [^ ]+:", "", problem) for problem in workshop.problems()] == [
        'theme/templates/missing.html:2:1: there is no "wrong" (see docs/theme.md for what it is given)',
        'theme/templates/month.html:1:1: Frame has no "adress" (did you mean "address"?)',
        'theme/templates/part.html:1:1: the catalogue en.yaml has no phrase "serch" (did you mean "search"?)',
    ]
    assert not workshop.site.exists()


def test_a_phrase_that_no_catalogue_has(workshop: Workshop) -> None:
    own_theme(workshop)
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/month.html", '<p>\n\n{{ words("no_such_phrase") }}\n')
    expected = (
        'theme/templates/month.html:3:1: the template failed on /2021/01/: the catalogue en.yaml has no phrase "no_such_phrase"'
    )
    assert workshop.problems()[0].startswith(expected)


def test_a_catalogue_that_lacks_a_phrase(workshop: Workshop) -> None:
    own_theme(workshop)
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/words/it.yaml", "home: Inizio\n")
    workshop.write("theme/words/de.yaml", "home: Start\n")
    lacking = [problem for problem in workshop.problems() if "missing" in problem]
    assert [re.sub(r"\d{3}", "N", problem) for problem in lacking] == [
        f"theme/words/{tag}.yaml:1:1: N phrases are missing from {tag}.yaml, "
        '"about_site" among them (add them: en.yaml has them all)'
        for tag in ("de", "it")
    ]


def test_a_first_article_stands_alone(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    assert workshop.page("index.html").all("//section[@class='newest']") == []
    workshop.article("2021/two", date="2021-01-02")
    workshop.build()
    assert len(workshop.page("index.html").all("//section[@class='newest']//article")) == 1


def test_a_region_is_named_where_a_list_is_of_what_contains_it(workshop: Workshop) -> None:
    workshop.article("one", region=["kazakhstan", "caucasus"])
    workshop.build()
    for path, named in (("kazakhstan", []), ("central-asia", ["Kazakhstan"]), ("caucasus", [])):
        regions = workshop.page(f"regions/{path}/index.html").all("//article[@class='card']//*[@class='card-region']/a/bdi")
        assert [one.text for one in regions] == named


def test_without_navigation_the_masthead_leads_to_all_lists(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    links = workshop.page("regions/index.html").all("//nav[@class='masthead-nav']//a")
    assert [link.get("href") for link in links] == ["/articles/", "/regions/", "/tags/", "/authors/", "/dates/"]
    assert [link.get("aria-current") for link in links] == [None, "page", None, None, None]


@pytest.mark.parametrize(
    "navigation", ["", "navigation: [{text: Home, to: /}, {text: Regions, to: /regions/}, {text: Dates, to: /dates/}]\n"]
)
def test_the_masthead_says_what_section_a_page_is_in(workshop: Workshop, navigation: str) -> None:
    workshop.configure(navigation)
    workshop.article("one", date="2021-01-01", region=["kazakhstan"])
    workshop.build()
    for path, expected in (
        ("regions", {"/regions/": "page"}),
        ("regions/kazakhstan", {"/regions/": "true"}),
        ("dates/01-01", {"/dates/": "true"}),
        ("2021", {"/dates/": "true"}),
        ("2021/01", {"/dates/": "true"}),
        ("2021/01/one", {}),
    ):
        links = workshop.page(f"{path}/index.html").all("//nav[@class='masthead-nav']//a[@aria-current]")
        assert {link.get("href"): link.get("aria-current") for link in links} == expected, path


@pytest.mark.parametrize(
    ("name", "hint"),
    [("pt-br.yaml", "name it pt-BR.yaml"), ("fr.yml", "name it fr.yaml"), ("notes.yaml", "name it after its language")],
)
def test_a_catalogue_that_no_page_would_use(workshop: Workshop, name: str, hint: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write(f"theme/words/{name}", "home: Home\n")
    (problem,) = workshop.problems()
    assert problem.startswith(f'theme/words/{name}:1:1: "{name}" is not the name of a catalogue, so no page would use it ({hint}')


def test_a_language_without_a_catalogue_is_told(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.configure("language: it-CH\n")
    assert workshop.problems() == [
        'config.yaml:12:11: warning: there is no catalogue of words for "it-CH", so menus and dates are in "en"'
        " (add theme/words/it-CH.yaml)"
    ]
    workshop.configure("language: en-GB\n")
    assert workshop.problems() == []


@pytest.mark.parametrize("tag", ["crh", "ky-CN"])
def test_the_catalogue_that_is_advised_can_be_added_whatever_cldr_knows(workshop: Workshop, tag: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.configure(f"language: {tag}\n")
    (warning,) = workshop.problems()
    assert warning.endswith(f"(add theme/words/{tag}.yaml)")
    workshop.write(f"theme/words/{tag}.yaml", (PROJECT / "theme/words/en.yaml").read_text(encoding="utf-8"))
    assert workshop.problems() == []
    assert workshop.page("index.html").one("/html").get("lang") == tag


def test_everything_printed_is_escaped(workshop: Workshop) -> None:
    evil = "<script>alert('1')</script>\"&"
    workshop.configure(f"motto: {{text: '{evil.replace(chr(39), chr(39) * 2)}', attribution: '<b>x</b>'}}\n")
    workshop.article(
        "2021/one", date="2021-01-01", title=f"T {evil}", summary=f"S {evil}", author=f"A {evil}", dateline=f"D {evil}",
        tags=[f"tag {evil}"], see_also=[{"title": f"O {evil}", "url": "https://e.org/'&x=`"}],
        corrections=[{"date": "2021-02-01", "text": f"C {evil}"}],
    )  # fmt: skip
    workshop.build()
    table = workshop.files().keys() & {
        "downloads/articles.csv"
    }  # CSV has no other way to write it, and its type is not that of a page
    for path, data in ((path, data) for path, data in workshop.files().items() if path not in table):
        assert b"<script>alert" not in data, path
        assert b"<script>x" not in data, path
        if path.endswith(".html"):
            scripts = workshop.page(path).all("//script")
            assert all(script.get("type") == "application/ld+json" or not script.text for script in scripts), path


def test_a_text_runs_as_its_language_does_whatever_its_first_letter_is(workshop: Workshop) -> None:
    arabic = {"lang": "ar", "title": "COP29 في باكو", "summary": "BBC تقول."}
    withdrawn = {"date": "2021-02-01", "reason": "BBC لم تقل."}
    workshop.article("2021/one", date="2021-01-01", **arabic, corrections=[{"date": "2021-02-01", "text": "BBC لم تقل."}])
    workshop.article("2021/two", date="2021-01-02", translation_of="2021/one", see_also=["2021/one", "2021/gone"])
    workshop.article("2021/gone", date="2021-01-03", **arabic, withdrawn=withdrawn)
    workshop.article("2021/last", date="2021-01-04", **arabic)
    workshop.build()
    for path, shown in (
        ("2021/01/one/index.html", ("//h1", "//p[@class='standfirst']", "//details[@class='cite']/p[1]/bdi[@lang]")),
        ("2021/01/two/index.html", ("//p[@class='translations']//bdi", "//a[@class='entry-title']/bdi")),
        ("2021/01/gone/index.html", ("//h1", "//div[@class='notice notice-withdrawn']/p[2]")),
        ("2021/01/index.html", ("//h3[@class='card-title']/a[@lang='ar']/bdi", "//p[@class='card-summary'][@lang='ar']")),
        ("index.html", ("//h2[@class='lead-title']/a/bdi", "//p[@class='lead-summary'][@lang='ar']")),
        ("corrected/index.html", ("//ul[@class='directory corrected']//bdi", "//ul[@class='directory corrected']//p[not(@class)]")),
    ):  # fmt: skip
        for xpath in shown:
            found = workshop.page(path).all(xpath)
            assert {it.xpath("string(ancestor-or-self::*[@dir or self::bdi][1]/@dir)") for it in found} == {"rtl"}, (path, xpath)
    assert workshop.page("index.html").words("//h2[@class='lead-title']/a/bdi") == ["COP29 في باكو"]


def test_a_title_says_its_language_where_another_stands_around_it(workshop: Workshop) -> None:
    workshop.configure("language: en-GB\n")
    langs = {"One": "en-GB", "Two": "en-US", "Three": "ru-KZ", "Four": "it", "Five": "en-GB"}
    for day, (title, lang) in enumerate(langs.items(), 1):
        workshop.article(f"2021/{day}", date=f"2021-01-0{day}", title=title, lang=lang, see_also=["2021/1"] if day > 2 else None)
    workshop.build()
    assert workshop.page("index.html").words("//main//*[@lang='en-GB']") == []
    for path in ("index.html", *(f"2021/01/{day}/index.html" for day in range(1, 6))):
        page = workshop.page(path)
        for title in langs.keys() & set(page.words("//main//a/bdi")):
            (said,) = {it.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") for it in page.all(f"//main//a/bdi[.='{title}']")}
            assert said == langs[title], path


def test_a_preview_has_a_style_guide_and_the_site_has_none(workshop: Workshop) -> None:
    workshop.article("one")
    workshop.build(drafts=True)
    page = workshop.page("styleguide/index.html")
    assert page.words("//article[@class='card']//h3") == ["One"]
    assert page.one("//meta[@name='robots']").get("content") == "noindex"
    workshop.build()
    assert not (workshop.site / "styleguide").exists()


def test_what_is_remembered_of_a_macro_is_not_that_of_another_with_its_name(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.article("2021/two", date="2021-01-02")
    macro = "{% macro card(one) %}<i>{{ one.title }}</i>{% endmacro %}"
    main = "{% block main %}{% for one in view.cards %}{{ once(card, one) }}{% endfor %}{% endblock %}"
    workshop.write("theme/templates/shelf.html", f"{{% extends 'base.html' %}}{macro}{main}")
    workshop.build()
    assert workshop.page("articles/index.html").words("//i") == ["Two", "One"]


def test_a_template_that_a_page_may_include_is_one_of_its_own(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/missing.html", "{% include ('one.html' if view.frame.indexed else 'other.html') %}")
    workshop.write("theme/templates/one.html", "One.")
    workshop.write("theme/templates/other.html", "Other.")
    workshop.build()
    assert workshop.read("404.html") == "Other."
    workshop.write("theme/templates/other.html", "Another.")
    workshop.build()
    assert workshop.read("404.html") == "Another."


def test_a_redirect_that_looks_like_a_page_is_still_not_for_search_engines(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=["/old/"])
    workshop.write("theme/templates/redirect.html", '{% extends "base.html" %}')
    workshop.build()
    assert workshop.page("old/index.html").one("//meta[@name='robots']").get("content") == "noindex"


def test_a_name_that_a_template_sets_itself_is_its_own(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/missing.html", "{% set assets = {'style.css': 'mine'} %}{{ assets['style.css'] }}")
    workshop.build()
    assert workshop.read("404.html") == "mine"


def test_what_nothing_uses_is_a_mistake(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/artcle.html", "<p>")
    workshop.write("theme/templates/part.html", "<p>")
    workshop.write("theme/templates/missing.html", "{% include 'part.html' %}")
    workshop.write("theme/template/article.html", "<p>")
    workshop.write("theme/ru.yaml", "home: Домой")
    workshop.write("theme/style.css", "p {}")
    workshop.write("theme/README.md", "Ours.")
    assert workshop.problems() == [
        "theme/ru.yaml:1:1: nothing here is used (put it below theme/static, theme/templates, theme/words, or remove it)",
        "theme/style.css:1:1: nothing here is used (put it below theme/static, theme/templates, theme/words, or remove it)",
        'theme/template:1:1: nothing here is used (did you mean "templates"?)',
        'theme/templates/artcle.html:1:1: nothing uses this template (did you mean "article.html"?)',
    ]


def test_a_block_that_no_template_has_is_a_mistake(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write(
        "theme/templates/base.html",
        '{% extends "built-in/base.html" %}\n{% block after %}{% block ours %}{% endblock %}{% endblock %}',
    )
    workshop.write(
        "theme/templates/missing.html",
        '{% extends "built-in/missing.html" %}\n{% block ours %}{% endblock %}\n{% block mian %}{% endblock %}',
    )
    assert workshop.problems() == [
        'theme/templates/missing.html:3:1: no template that is extended has a block "mian" (did you mean "main"?)',
    ]  # fmt: skip
    workshop.write("theme/templates/base.html", "<p>{% block body %}{% endblock %}")
    workshop.write("theme/templates/missing.html", '{% extends "base.html" %}{% block body %}Ours.{% endblock %}')
    workshop.build()
    assert workshop.read("404.html") == "<p>Ours."


def test_a_template_that_there_is_not_and_a_phrase_without_its_value(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/missing.html", "{% extends 'nope.html' %}")
    (problem,) = workshop.problems()
    assert 'the template failed on /404.html: there is no template "nope.html"' in problem
    workshop.write("theme/templates/missing.html", '{{ words("article_count") }}')
    (problem,) = workshop.problems()
    assert 'the phrase "article_count" needs a value for count' in problem


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            'format_day: "d MMMM y HH:mm"',
            "is not a date pattern (write a CLDR pattern of G y M L d E c, with words in single quotation marks)",
        ),
        ("newest: [a]", '"newest" is a list (write one text, or its plural forms)'),
    ],
)
def test_phrases_that_cannot_be(workshop: Workshop, line: str, expected: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/words/en.yaml", f"skip: Skip\n{line}\n")
    (problem,) = workshop.problems()
    assert problem.startswith("theme/words/en.yaml:2:")
    assert problem.endswith(expected)


def test_two_macros_that_read_alike_are_two(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    for kind in ("home", "shelf"):
        lines = f'{{% from "deco_{kind}.html" import deco %}}{{% macro box(c) %}}{{{{ deco(c) }}}}{{% endmacro %}}'
        workshop.write(f"theme/templates/{kind}.html", f"{lines}{{{{ once(box, words.language) }}}}")
        workshop.write(f"theme/templates/deco_{kind}.html", f"{{% macro deco(c) %}}{kind}{{% endmacro %}}")
    workshop.build()
    assert (workshop.read("index.html"), workshop.read("articles/index.html")) == ("home", "shelf")


def test_a_theme_holds_no_links_that_could_change_unseen(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("design/site.css", "a {}")
    (workshop.root / "theme").mkdir()
    (workshop.root / "theme/static").symlink_to("../design")
    assert "theme/static:1:1: this symbolic link leads to a folder (put the folder itself here)" in workshop.problems()


def test_a_phrase_may_be_named_within_either_quotation_marks(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/words/en.yaml", "ours: Ours\n")
    workshop.write("theme/templates/missing.html", "<p>{{ words('ours') }}</p>")
    workshop.build()
    assert workshop.read("404.html") == "<p>Ours</p>"


@pytest.mark.parametrize("base", ["", "/archive"])
def test_a_style_sheet_loads_what_is_there(workshop: Workshop, base: str) -> None:
    workshop.write("config.yaml", CONFIG.replace("https://test.example.org", f"https://test.example.org{base}"))
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("content/static/fonts/a b.woff2", "x")
    workshop.write("theme/static/img/paper.svg", "<svg/>")
    loads = ("../img/paper.svg#a", f"'{base}/fonts/a b.woff2?v=2'", f"HTTP://test.example.org{base}/fonts/a%20b.woff2", "#here")
    more = ("/of-the-host-alone.png",) if base else ()
    workshop.write("theme/static/site.css", "".join(f"a {{ b: url({address}) }}\n" for address in (*loads, *more)))
    assert workshop.problems() == []


def test_a_link_in_a_template_that_leads_nowhere_is_a_mistake_at_its_line(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", tags=["Water"])
    links = ["/regions/kazakstan/", "/tags/water", "/regions/kazakhstan/#on-x", "/rss.xml", "/search/"]
    written = "\n".join(f"""<a href="{{{{ '{link}'|href }}}}">{{{{ '{link}'|absolute }}}}</a>""" for link in links)
    workshop.write(
        "theme/templates/base.html", f'{{% extends "built-in/base.html" %}}{{% block imprint %}}\n{written}{{% endblock %}}'
    )
    hint = 'leads nowhere (did you mean "/regions/kazakhstan/"?)'
    assert workshop.problems() == [f'theme/templates/base.html:2:1: the address "/regions/kazakstan/" {hint}']
    template = workshop.root / "theme/templates/base.html"
    template.write_text(template.read_text().replace("kazakstan", "kazakhstan"))
    assert workshop.problems() == []
    template.write_text(template.read_text().replace("/rss.xml", "/rss2.xml"))
    assert 'theme/templates/base.html:5:1: the address "/rss2.xml" leads nowhere' in workshop.problems()[0], "in a known plan too"


def test_a_link_in_a_template_leads_where_one_in_a_text_may_lead(workshop: Workshop) -> None:
    workshop.article("2021/one", "[m](/map/) [h](/_headers)", date="2021-01-01")
    workshop.write("content/static/map/index.html", "<p>Map</p>")
    links = "\n".join(f"""<a href="{{{{ '{link}'|href }}}}">x</a>""" for link in ("/map/", "/map", "/_headers"))
    workshop.write(
        "theme/templates/base.html", f'{{% extends "built-in/base.html" %}}{{% block imprint %}}\n{links}{{% endblock %}}'
    )
    told = 'the {} "/_headers" leads nowhere (take the link out: that file is only for servers)'
    assert workshop.problems() == [
        f"content/articles/2021/one.md:8:16: {told.format('link')}",
        f"theme/templates/base.html:4:1: {told.format('address')}",
    ]


def test_what_a_style_sheet_loads_and_is_not_there_or_elsewhere_is_a_mistake(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/static/img/paper.svg", "<svg/>")
    workshop.write("theme/static/other.css", "b {}")
    loads = (
        "img/paper.svg",
        "../img/papr.svg",
        "other.css",
        "/gone",
        "//fonts.example/a.woff2",
        "http://[",
        "data:,x",
        "unwritten.woff2",
    )
    workshop.write("theme/static/site.css", "".join(f"a {{ b: url({address}) }}\n" for address in loads))
    lies = "lies elsewhere, from where no page of this site may load anything (put the file into theme/static, and write"
    assert [problem.removeprefix("theme/static/site.css:") for problem in workshop.problems()] == [
        '1:12: "img/paper.svg" leads to /assets/fixed/img/paper.svg, where no file is (write ../img/paper.svg)',
        '2:12: "../img/papr.svg" leads to /assets/img/papr.svg, where no file is (did you mean "/assets/img/paper.svg"?)',
        '3:12: "other.css" leads to /assets/fixed/other.css, where no file is'
        " (put its rules into this sheet: its name changes with its content)",
        '4:12: "/gone" leads to /gone, where no file is (put the file there)',
        f'5:12: "//fonts.example/a.woff2" {lies} ../ and its path there)',
        f'6:12: "http://[" {lies} ../ and its path there)',
        f'7:12: warning: "data:,x" {lies} ../ and its path there)',
        '8:12: "unwritten.woff2" leads to /assets/fixed/unwritten.woff2, where no file is'
        " (put the file into theme/static, and write ../unwritten.woff2)",
    ]


def test_hidden_files_in_the_folder_of_a_theme_are_nobody_s_mistake(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/words/en.yaml", "newest: Just in\n")
    for name in (".git/HEAD", ".stylelintrc.yaml", ".idea/x.html"):
        workshop.write(f"theme/{name}", "x")
    assert workshop.problems() == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ view.frame|uper }}", "No filter named 'uper'. (did you mean \"upper\"?)"),
        ("{% if view is strnig %}{% endif %}", "No test named 'strnig' found. (did you mean \"string\"?)"),
        ("{{ viw.frame }}", 'there is no "viw" (did you mean "view"?)'),
        ("{% include 'crad.html' %}", 'there is no template "crad.html" (did you mean "card.html"?)'),
        ('{{ assets["lgoo.svg"] }}', 'there is no theme/static/lgoo.svg (did you mean "logo.svg"?)'),
        ("{{ view.frame|href }}", 'the filter "href" cannot take this value: it is of the type Frame'),
        ("{{ none|time }}", 'the filter "time" cannot take this value: it is None'),
        ("{% for one in range(10**9) %}{% endfor %}", "Range too big."),
        (
            "{{ view.frame.picture.alt }}",
            'what stands before it is nothing on this page (None), and has no "alt" (ask first whether there is one: {% if … %})',
        ),
        ("{{ 7|distance }}", 'the filter "distance" cannot take this value: '),
        ("{{ view.frame|sum }}", 'the filter "sum" cannot take this value: '),
    ],
)  # fmt: skip
def test_what_a_template_may_mean_is_told(workshop: Workshop, text: str, told: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/static/logo.svg", "<svg/>")
    workshop.write("theme/templates/missing.html", f"<p>\n{text}\n")
    (problem, *_) = workshop.problems()
    assert problem.startswith(f"theme/templates/missing.html:2:1: the template failed on /404.html: {told}")
