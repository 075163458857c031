"""What a careless or hostile author can do is either an error at its place, or harmless. Nothing ends in a traceback."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from press.ground import isolation
from tests.test_build import run
from tests.workshop import Workshop


def test_one_mistake_in_the_front_matter_hides_no_other(workshop: Workshop) -> None:
    """Problems of a text and of its links are reported in the same run."""
    body = "[x](nowhere) ![a](b.png)\n\n```\nopen"
    workshop.article("2021/one", body, date="2021-01-01", nonsense=1, see_also=["gone"], title=None, region="nope")
    workshop.article("2021/two", "<iframe></iframe>", date="never")
    found = [problem.split(": ", 1)[1] for problem in workshop.problems()]
    assert [line.partition(" (")[0] for line in found] == [
        '"title" is missing', 'region "nope" is not in config.yaml', 'unknown key "nonsense"', 'there is no article "gone"',
        'the link "nowhere" leads nowhere: it is neither a file beside the article nor an article',
        'there is no file "b.png" beside the article', "warning: the code block that begins here is never closed",
        '"never" is not a date', "warning: <iframe> was removed",
    ]  # fmt: skip


@pytest.mark.parametrize("mistake", [{"date": "never"}, {"date": None}, {"slug": "a/b"}])
def test_an_article_without_an_address_has_what_it_refers_to_looked_at(
    workshop: Workshop, mistake: dict[str, str | None]
) -> None:
    body = "[a](nowhere) [b](/2020/nowhere/) ![c](c.png) [d](two.md) [e](three) [f](three.md#g) [own](#h)"
    more = {"see_also": ["gone", "three", "two", "one"], "translation_of": "lost", "image": {"src": "i.png", "alt": "I"}}
    workshop.article("2021/one", body, **({"date": "2021-01-01"} | more | mistake))
    workshop.article("2021/two", "Text.", date="never")
    workshop.article("2021/three", "Text.", date="2021-03-01")
    found = [line for line in workshop.problems() if line.startswith("content/articles/2021/one.md")]
    said = {line.split(": ", 1)[1].partition(" (")[0] for line in found}
    own = {'"never" is not a date', '"date" is missing', '"a/b" cannot be part of an address'}
    assert len(said & own) == 1
    assert said - own == {
        'there is no article "gone"', 'there is no article "lost"', 'there is no file "i.png" beside the article',
        'the link "nowhere" leads nowhere: it is neither a file beside the article nor an article',
        'there is no file "c.png" beside the article',
        'the link "/2020/nowhere/" leads nowhere', '"/2021/03/three/" has nothing with the id "g"', 'nothing here has the id "h"',
    }  # fmt: skip


def test_a_translation_without_an_address_is_looked_at_like_any_other(workshop: Workshop) -> None:
    workshop.article("2021/one", date="never", translation_of="two")
    workshop.article("2021/two", date="2021-03-01")
    assert any('"two" is in the same language, en' in problem for problem in workshop.problems())


@pytest.mark.parametrize("pattern", ["/{slug}{/", "/}{slug}/", "/{{slug}}/"])
def test_a_permalink_with_a_loose_brace(workshop: Workshop, pattern: str) -> None:
    workshop.configure(f'permalink: "{pattern}"\n')
    workshop.article("2021/one", date="2021-01-01")
    (problem,) = workshop.problems()
    assert problem.startswith(f'config.yaml:12:12: "{pattern}" has an unmatched brace')


def test_aliases_are_no_patterns_for_servers(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=["/x/*/", "/%3Asplat/"])
    workshop.build()
    lines = workshop.read("_redirects").splitlines()
    assert all("*" not in line and "/:" not in line for line in lines)


def test_an_alias_that_is_too_deep_is_an_error_at_its_line(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=["/a" * 3000 + "/", "/" + "/".join(["a" * 200] * 25) + "/"])
    problems = workshop.problems()
    assert len(problems) == 2
    assert all(
        "longer than 1024 bytes" in problem and problem.startswith("content/articles/2021/one.md:") for problem in problems
    )


def test_a_page_that_wants_an_address_of_the_archive_is_told_so_itself(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    for name in ("feeds", "corrected", "search"):
        workshop.write(f"content/pages/{name}.md", f"---\ntitle: {name}\n---\nText.\n")
    problems = workshop.problems()
    assert [problem.split(":")[0] for problem in problems] == [
        f"content/pages/{name}.md" for name in ("corrected", "feeds", "search")
    ]
    assert all("is the archive's own" in problem for problem in problems)


@pytest.mark.parametrize("author", ["<b>", "&nbsp;", "\u200b"])
def test_an_author_of_whom_nothing_can_be_read(workshop: Workshop, author: str) -> None:
    workshop.article("2021/one", date="2021-01-01", author=author)
    (problem,) = workshop.problems()
    assert problem.startswith("content/articles/2021/one.md:4:9: an author has no visible name")


def test_a_date_at_the_end_of_time(workshop: Workshop) -> None:
    workshop.article("2021/one", date="9999-12-31")
    assert "is too far in the future" in workshop.problems(drafts=True)[0]
    for now in ("9999-12-31T23:59-14:00", "0001-01-01"):
        assert run("--root", str(workshop.root), "--now", now).returncode == 2
    assert run("--root", str(workshop.root), SOURCE_DATE_EPOCH="253402300800").returncode == 2


def test_a_list_of_what_was_written_that_is_none_is_no_traceback(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    (workshop.root / "site.manifest").write_bytes(b"\xff\xfe\x00")
    result = run("--root", str(workshop.root), "--now", "2026-01-01")
    assert result.returncode == 2
    assert "did not write" in result.stderr


def test_a_letter_never_takes_the_place_of_something_else(workshop: Workshop, tmp_path: Path) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    run("--root", str(workshop.root), "--output", str(workshop.root / "elsewhere"))
    before = (workshop.root / "config.yaml").read_bytes()
    for place in ("config.yaml", "site/index.html", "site/x.eml", ".cache/x.eml", "content/x.eml", "elsewhere/x.eml"):
        result = run("digest", "--root", str(workshop.root), "--now", "2021-01-05", "--output", str(workshop.root / place))
        assert result.returncode == 2, place
        assert "choose another --output" in result.stderr
    assert (workshop.root / "config.yaml").read_bytes() == before
    result = run("digest", "--root", str(workshop.root), "--now", "2021-01-05", "--output", str(tmp_path / "nowhere/x.eml"))
    assert "cannot be written" in result.stderr


def test_a_port_that_is_in_use_is_said_in_words(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--root", str(workshop.root), "--port", str(port))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"port {port} is in use (choose another --port)\n"


@pytest.mark.parametrize("hub", ["http://h:abc/", 'https://me:pw@h/"', "https://h/ x"])
def test_a_hub_that_cannot_be_one(workshop: Workshop, hub: str) -> None:
    workshop.configure(f"feeds: {{hub: '{hub}'}}\n")
    workshop.article("2021/one", date="2021-01-01")
    assert "is not a web address" in workshop.problems()[0]


@pytest.mark.parametrize(
    ("line", "word"),
    [("title: &Co reports losses", "&Co"), ("summary: !Kung speakers meet.", "!Kung"), ("title: !!binary QQ==", "!!binary")],
)
def test_a_word_that_yaml_would_take_away(workshop: Workshop, line: str, word: str) -> None:
    key = line.partition(":")[0]
    place = workshop.article("2021/one", date="2021-01-01")
    lines = [line if old.startswith(f"{key}:") else old for old in place.read_text(encoding="utf-8").splitlines()]
    place.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (problem,) = workshop.problems()
    at = f"{lines.index(line) + 1}:{len(key) + 3}"
    assert problem.startswith(f'content/articles/2021/one.md:{at}: YAML takes "{word}" for an instruction')
    place.write_text("\n".join(lines).replace(line, f"{key}: '{line[len(key) + 2 :]}'") + "\n", encoding="utf-8")
    assert workshop.problems() == []


def test_an_anchor_that_is_used_is_yaml(workshop: Workshop) -> None:
    workshop.write(
        "content/articles/a.md", "---\ntitle: &it News\nsummary: *it\ndate: 2021-01-01\nregion: caucasus\nauthor: A\n---\nText.\n"
    )
    assert workshop.problems() == []


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{{ 1/0 }}", "article.html:2:1: the template failed on /2021/01/one/: division by zero"),
        (
            "{{ none|day }}",
            'article.html:2:1: the template failed on /2021/01/one/: the filter "day" cannot take this value: None is not a date',
        ),
        (
            '{{ "a"|day }}',
            "article.html:2:1: the template failed on /2021/01/one/: the filter \"day\" cannot take this value: 'a' is not a date",
        ),
        ('{{ "a"|nope }}', "article.html:2:1: the template failed on /2021/01/one/: No filter named 'nope'."),
        ('{{ "a"|random }}', "article.html:2:1: the template failed on /2021/01/one/: No filter named 'random'."),
    ],
)
def test_a_template_that_fails_in_any_way(workshop: Workshop, template: str, problem: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write(
        "theme/templates/article.html",
        f'{{% extends "built-in/article.html" %}}\n{{% block after %}}{template}{{% endblock %}}\n',
    )
    (found,) = workshop.problems()
    assert found.startswith(f"theme/templates/{problem}")


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{{ " + "(" * 300 + "1" + ")" * 300 + " }}", "this template cannot be read: it is nested too deeply (correct it)"),
        ("{% if 1 %}" * 300 + "{% endif %}" * 300, "this template cannot be read: it is nested too deeply (correct it)"),
        ("{{ " + "+".join("1" * 3000) + " }}", "this template cannot be read: it is nested too deeply (correct it)"),
        ("{{ view" + ".x" * 205 + " }}", "the template failed on /404.html: too many nested parentheses ("),
        ("{{ view" + ".x" * 450 + " }}", "the template failed on /404.html: it is nested too deeply ("),
        ("{% if 1 %}" * 150 + "{% endif %}" * 150, "the template failed on /404.html: too many levels of indentation ("),
    ],
)
def test_a_template_that_is_nested_too_deeply(workshop: Workshop, template: str, problem: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/missing.html", template)
    (said,) = workshop.problems()
    assert said.startswith(f"theme/templates/missing.html:1:1: {problem}")
    assert "line" not in said


@pytest.mark.parametrize(
    ("template", "hint"),
    [
        ('{% extends "missing.html" %}', 'refer to the template that it replaces as "built-in/missing.html"'),
        (
            '{% extends "built-in/missing.html" %}{% block main %}{% include "missing.html" %}{% endblock %}',
            'refer to the template that it replaces as "built-in/missing.html"',
        ),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "add a condition that ends it"),
    ],
)
def test_a_template_that_takes_itself(workshop: Workshop, template: str, hint: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/missing.html", f"{template}\n")
    assert workshop.problems() == [
        f"theme/templates/missing.html:1:1: the template failed on /404.html: it refers to itself without end ({hint})"
    ]


def test_files_of_a_theme_that_are_not_utf_8(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("theme/templates/article.html", b"Caf\xe9\n")
    workshop.write("theme/words/en.yaml", b"search: Caf\xe9\n")
    workshop.write("theme/static/site.css", b"a::after {\n  content: '\xa0\xbb' }\n")
    found = workshop.problems()
    assert [problem.partition(" (")[0] for problem in found] == [
        "theme/static/site.css:2:13: the byte 0xA0 is not UTF-8", "theme/templates/article.html:1:4: the byte 0xE9 is not UTF-8",
        "theme/words/en.yaml:1:12: the byte 0xE9 is not UTF-8",
    ]  # fmt: skip


def test_links_that_lead_to_themselves(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    (workshop.root / "content/articles/2021/loop.md").symlink_to("loop.md")
    (found,) = workshop.problems()
    assert found.startswith("content/articles/2021/loop.md:1:1: this symbolic link is broken")


def test_translations_that_cannot_be(workshop: Workshop) -> None:
    workshop.article("2021/en", date="2021-01-01", translation_of="2021/ru")
    workshop.article("2021/ru", date="2021-01-01", lang="ru", translation_of="2021/en")
    workshop.article("2021/de", date="2021-01-01", lang="de", translation_of="2021/de")
    workshop.article("2021/us", date="2021-01-01", lang="en", translation_of="2021/fr")
    workshop.article("2021/fr", date="2021-01-01")
    assert [problem.split(": ", 1)[1] for problem in workshop.problems()] == [
        "an article cannot be a translation of itself (take it out)",
        '"2021/ru" is itself a translation (take it out of the original)',
        '"2021/en" is itself a translation (take it out of the original)',
        '"2021/fr" is in the same language, en'
        " (set lang: in content/articles/2021/fr.md to the language of that article, or take it out)",
    ]


def test_a_ledger_that_an_editor_saved_with_a_mark(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write("ledger.txt", "\ufeff/2021/01/one/\n")
    assert workshop.problems() == []


def test_a_footnote_that_nothing_refers_to(workshop: Workshop) -> None:
    workshop.article("2021/one", "Text.\n\n[^unused]: Leftover.", date="2021-01-01")
    (found,) = workshop.problems()
    assert found.partition(" (")[0].endswith('.md:10:1: nothing refers to the footnote "unused"')


def test_names_of_files_that_a_system_took_apart(workshop: Workshop) -> None:
    apart, typed = "cafe\u0301", "caf\u00e9"
    workshop.article(f"2021/{apart}", date="2021-01-01", slug="cafe")
    workshop.write(f"content/articles/2021/{apart}.csv", "a\n")
    workshop.article("2021/two", f"[a]({typed}.md) [b]({typed}.csv)", date="2021-01-02", see_also=[f"2021/{typed}"])
    assert workshop.problems() == []
    assert workshop.page("2021/01/two/index.html").all("//aside//a[@href='/2021/01/cafe/']")


def test_a_slug_whose_case_alone_changes_has_one_way_back(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01", slug="ONE")
    workshop.publish()
    workshop.article("2021/one", date="2021-01-01", slug="one")
    (found,) = workshop.problems()
    assert found.endswith(
        "(give content/articles/2021/one.md back its old slug: the old address cannot be an alias beside the new one)"
    )


def test_of_two_articles_in_one_language_the_one_is_named_that_does_not_say_which(workshop: Workshop) -> None:
    """For example, after the language of the site was changed to that of its translations."""
    config = (workshop.root / "config.yaml").read_text()
    for default, two, dva in (("ru", None, "ru"), ("ru", "ru", None), ("ru", "ru", "ru"), ("en", None, None)):
        workshop.write("config.yaml", f"{config}language: {default}\n")
        workshop.article("2021/two", date="2021-01-02", lang=two)
        workshop.article("2021/dva", date="2021-01-03", lang=dva, translation_of="2021/two")
        original = "content/articles/2021/two.md"
        advice = {
            (False, True): f"set lang: in {original} to the language of that article",
            (True, False): "set lang: here to the language of this article",
            (False, False): "set lang: here to the language of this article",
            (True, True): f"set lang: to another language here or in {original}",
        }[two is not None, dva is not None]
        (problem,) = [line for line in workshop.problems() if "catalogue" not in line]
        assert problem.endswith(f'"2021/two" is in the same language, {default} ({advice}, or take it out)')
        if "that one" in advice:
            workshop.article("2021/two", date="2021-01-02", lang="en")
        else:
            workshop.article("2021/dva", date="2021-01-03", lang="tg", translation_of="2021/two")
        assert [line for line in workshop.problems() if "catalogue" not in line] == []


def test_what_a_message_quotes_is_no_longer_than_anybody_reads(workshop: Workshop) -> None:
    workshop.article("2021/one", date="9" * 10_000)
    (problem,) = workshop.problems()
    assert len(problem) < 1000
    assert problem.startswith('content/articles/2021/one.md:3:7: "999')
    assert problem.endswith('999" is not a date (write it as 2026-01-31 or 2026-01-31 09:30)')


@pytest.mark.parametrize(("path", "hint"), [("tags/index.html", "rename or move the file"), ("a/what?.txt", "rename the file")])
def test_a_file_that_cannot_be_copied_to_its_address_is_to_be_renamed(workshop: Workshop, path: str, hint: str) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.write(f"content/static/{path}", "x")
    (problem,) = workshop.problems()
    assert problem.startswith(f"content/static/{path}:1:1: ")
    assert problem.endswith(f"({hint})")


@pytest.mark.parametrize(
    ("path", "shown", "what"),
    [
        ("content/articles/b\udcff.md", "content/articles/b?.md", "file"), ("content/articles/x\udcff/a.md", "content/articles/x?", "folder"),
        ("content/articles/x\udcff/a.csv", "content/articles/x?", "folder"), ("content/pages/x\udcff/a.md", "content/pages/x?", "folder"),
        ("content/static/x\udcff/a.csv", "content/static/x?", "folder"), ("theme/static/x\udcff/a.css", "theme/static/x?", "folder"),
        ("theme/templates/x\udcff/a.html", "theme/templates/x?", "folder"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_utf_8_is_reported(workshop: Workshop, path: str, shown: str, what: str) -> None:
    workshop.write(path, "x")
    assert workshop.problems() == [f"{shown}:1:1: the name of this {what} is not UTF-8 (rename it)"]


def test_an_archive_may_lie_in_a_folder_whose_name_is_not_utf_8(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path / "a\udcff")
    workshop.article("2021/one", date="2021-01-01")
    assert workshop.problems() == []


@pytest.mark.parametrize(
    "address", ["/_nginx_x.conf", "/_apache_x.conf/", "/_worker.js", "/%5Fnginx_x.conf", "/.htaccess", "/2021/.user.ini", "/a/web.config"]
)  # fmt: skip
def test_no_text_writes_what_servers_read_as_their_configuration(workshop: Workshop, address: str) -> None:
    workshop.article("2021/one", date="2021-01-01", aliases=[address])
    (problem,) = workshop.problems()
    assert "cannot be an address: servers take such names for their configuration (choose another)" in problem


def test_addresses_that_only_look_like_configuration_are_kept(workshop: Workshop) -> None:
    old = ["/.well-known/press.html", "/a/_b/c.html", "/a.b/web.configuration/", "/2021/x.html"]
    workshop.article("2021/one", date="2021-01-01", aliases=old)
    assert workshop.problems() == []


def test_a_permalink_takes_no_folder_that_servers_read(workshop: Workshop) -> None:
    workshop.configure('permalink: "/{path}.html"\n')
    workshop.article("_apache_x.conf", "[a](notes.txt)", date="2021-01-01")
    workshop.write("content/articles/notes.txt", "Header always unset Content-Security-Policy")
    assert '"/_apache_x.conf.html" cannot be an address' in workshop.problems()[0]


@pytest.mark.parametrize("name", ["evil.html", "evil.XHTML", "sw.js", "evil.xml", "shell.php", "noname"])
def test_no_file_beside_an_article_runs(workshop: Workshop, name: str) -> None:
    """It would run as the archive itself: a service worker could replace every article for good."""
    workshop.write(f"content/articles/2021/{name}", "<!doctype html><script>alert(1)</script>")
    workshop.article("2021/one", f"Text.\n\n[x]({name})", date="2021-01-01")
    assert workshop.problems() == [
        f'content/articles/2021/one.md:10:5: "{name}" cannot lie beside an article: a browser or a server might run it (write it as an'
        " article, have it put into content/static, or have its suffix added to attachments in config.yaml)"
    ]


def test_other_files_are_allowed_by_who_keeps_the_archive(workshop: Workshop) -> None:
    workshop.configure("attachments: [KML, .gpx]\n")
    for name in ("map.kml", "track.GPX", "table.CSV"):
        workshop.write(f"content/articles/2021/{name}", "x")
    workshop.article("2021/one", "[a](map.kml) [b](track.GPX) [c](table.CSV)", date="2021-01-01")
    assert workshop.problems() == []


def test_a_reference_with_thousands_of_digits_hides_nothing(workshop: Workshop) -> None:
    """Python refuses to read such a number, and `html.unescape` does not expect that."""
    endless = "&#" + "9" * 5000 + ";"
    workshop.article("2021/one", f'Text <b title="{endless}">x</b>', date="2021-01-01", title=f"A {endless}")
    workshop.article("2021/two", "[x](nowhere)", date="2021-01-01")
    hidden = "&#" + r"\x39" * 5000 + ";"  # as YAML writes digits
    workshop.write(
        "content/articles/2021/three.md",
        f'---\ntitle: "A {hidden}"\ndate: 2021-01-01\nsummary: Words.\nregion: kazakhstan\n---\nText.\n',
    )
    found = workshop.problems()
    assert [line.partition(": ")[0] for line in found if "stands for no character" in line] == [
        "content/articles/2021/one.md:2:10", "content/articles/2021/one.md:8:16",
    ]  # fmt: skip
    assert any('"nowhere" leads nowhere' in line for line in found)


def test_a_long_passage_behind_an_open_quotation_mark_costs_nothing() -> None:
    assert isolation.isolated('A "' + "ا" * 90_000) == 'A "\u2067' + "ا" * 90_000 + "\u2069"  # quadratic, it took minutes
