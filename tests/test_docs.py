"""The documentation is true: its links lead somewhere, its example builds, and it names every key, template and command."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from press.config.adoption import KEYS
from tests import views
from tests.workshop import PROJECT, Workshop

DOCUMENTS = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda place: place.relative_to(PROJECT).as_posix())
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    prose = re.sub(r"(?m)^    .*$|`[^`\n]*`|```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", prose):
        if not target.startswith(("https://", "mailto:")):
            assert (document.parent / target).exists(), target


def read(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def test_the_article_of_the_readme_builds(workshop: Workshop) -> None:
    blocks = re.findall(r"(?:^    .*\n|^\n)+", read("README.md"), re.MULTILINE)
    (example,) = [block for block in blocks if "title:" in block]
    text = re.sub(r"^    ", "", example.strip("\n"), flags=re.MULTILINE)
    workshop.configure("")
    workshop.write("content/articles/2025/bridge-opens.md", text.replace("tajikistan", "kazakhstan") + "\n")
    assert workshop.problems(drafts=True) == []
    assert (workshop.site / "2025/11/bridge-opens/index.html").is_file()


def test_git_keeps_the_bytes_of_what_is_published_as_it_is(workshop: Workshop) -> None:
    """The README has every archive copy these attributes; RFC 4180 and RFC 5545 end lines with CRLF."""
    beside = {
        f"content/{name}": b"a,b\r\nc,d\r\n" for name in ("articles/2024/wind/parks.csv", "static/report.pdf", "pages/dates.ics")
    }
    for path, data in beside.items():
        workshop.write(path, data)
    texts = ("content/articles/2024/wind/index.md", "content/pages/about.markdown", "config.yaml", "theme/templates/base.html")
    for path in texts:
        workshop.write(path, b"---\r\n---\r\n")
    shutil.copy(PROJECT / ".gitattributes", workshop.root)
    clone = workshop.root.parent / "clone"
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=true")
    for words in (
        "init --quiet",
        "add content config.yaml theme .gitattributes",
        "commit --quiet -m One",
        f"clone --quiet . {clone}",
    ):
        subprocess.run(["git", *named, *words.split()], cwd=workshop.root, check=True, capture_output=True)
    assert {path: (clone / path).read_bytes() for path in beside} == beside
    assert {(clone / path).read_bytes() for path in texts} == {b"---\n---\n"}


def test_words_of_another_language_are_written_as_it_is_explained(workshop: Workshop) -> None:
    section = read("docs/authoring.md").partition("## Words of another language\n")[2].partition("\n## ")[0]
    text = "\n".join(line[4:] for line in section.split("\n") if line.startswith("    ") or not line)
    workshop.article("a", text)
    assert workshop.problems() == []
    page = workshop.page("2022/12/a/index.html")
    assert page.words("//div[@class='text']//span[@lang='ar'][@dir='rtl']") == ["«صوت العمال» (2022)!"]
    assert page.words("//div[@class='text']//blockquote/p[@lang='ar'][@dir='rtl']") == ["اتفقت الدول الخمس على بحر قزوين."]


def test_the_logo_and_the_line_at_the_foot_stand_where_the_docs_say(workshop: Workshop) -> None:
    examples = re.findall(r"(?:^    .*\n)+", read("docs/theme.md"), re.MULTILINE)
    (example,) = [text for text in examples if "block brand" in text]
    workshop.write("theme/templates/base.html", re.sub(r"^    ", "", example, flags=re.MULTILINE))
    workshop.write("theme/static/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    workshop.article("a")
    workshop.build()
    page = workshop.page("index.html")
    assert page.all("//header//p[@class='masthead-title']/a/img/@src") == ["/assets/logo.svg"]
    assert page.words("//footer//p[@class='rights']/following-sibling::p") == ["…"]
    assert page.all("//footer/following-sibling::*") == []


def test_every_block_around_a_page_is_explained() -> None:
    blocks = re.findall(r"{% block (\w+) %}", read("theme/templates/base.html"))
    table = read("docs/theme.md").partition("| block |")[2].partition("\n\n")[0]
    assert sorted(blocks) == sorted(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))


def test_every_key_of_an_article_is_explained() -> None:
    explained = re.findall(r"^\| `(\w+)` \|", read("docs/authoring.md"), re.MULTILINE)
    assert sorted(explained) == sorted(KEYS)


def test_every_key_of_the_configuration_is_explained() -> None:
    code = "".join(place.read_text(encoding="utf-8") for place in (PROJECT / "press/config").glob("*.py"))
    keys = set(re.findall(r'(?:form|config|defaults|aliases)\.(?:\w+)\(\s*"(\w+)"', code)) | set(
        re.findall(r'web\(form, "(\w+)"', code)
    )
    assert len(keys) > 40
    text = read("docs/configuration.md")
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", text)] == []


def test_every_template_shows_a_view() -> None:
    templates = {place.name for place in (PROJECT / "theme/templates").glob("*.html")} - {"base.html", "card.html", "macros.html"}
    assert {views.template(view) for view in views.views()} == templates


def test_the_views_are_listed_as_the_code_has_them(expect: Callable[[Path, str], None]) -> None:
    place = PROJECT / "docs/theme.md"
    expect(place, views.documented(place.read_text(encoding="utf-8")))


def test_every_module_is_in_the_architecture() -> None:
    text = read("ARCHITECTURE.md")
    modules = {place.stem for place in (PROJECT / "press").rglob("*.py") if place.parent.name != "pages"} - {"__init__"}
    assert [name for name in sorted(modules) if not re.search(rf"`(?:press/)?{name}(?:\.py)?`", text)] == []
