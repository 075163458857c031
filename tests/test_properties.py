"""What holds for any archive, whatever authors write."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

from hypothesis import given, settings, strategies as st

from tests.workshop import NOW, Page, Workshop

REGIONS = ["central-asia", "kazakhstan", "caucasus"]
WORDS = st.text(alphabet="abcé漢ع &<>\"'#%?{}*_`[]()!|~-", min_size=1, max_size=12).filter(lambda text: text.strip(" -#"))
DATES = st.datetimes(datetime(2001, 1, 1), datetime(2027, 1, 1)).map(lambda moment: moment.replace(microsecond=0))


@st.composite
def archives(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return front matter and bodies of articles that may refer to one another."""
    size = draw(st.integers(1, 7))
    drafts = draw(st.sets(st.integers(0, size - 1), max_size=2))
    shown = [number for number in range(size) if number not in drafts]
    articles = []
    for number in range(size):
        front: dict[str, Any] = {
            "title": draw(WORDS),
            "date": str(draw(DATES)),
            "region": draw(st.lists(st.sampled_from(REGIONS), min_size=1, max_size=2, unique=True)),
            "tags": draw(st.lists(WORDS, max_size=3)),
            "author": draw(st.lists(st.sampled_from(["Ann Lee", "Bo", "Ann  lee"]), max_size=2)),
            "summary": draw(WORDS),
            "draft": number in drafts,
            "slug": f"a{number}",
        }
        others = draw(st.lists(st.sampled_from(shown), max_size=3, unique=True)) if shown else []
        front["see_also"] = [f"x/n{other}" for other in others if other != number]
        body = " ".join(draw(st.lists(WORDS, max_size=4)))
        links = " ".join(f"[l](n{other}.md)" for other in others)
        articles.append({"front": front, "body": f"{body}\n\n{links}\n"})
    return articles


def archive(root: Path, articles: list[dict[str, Any]]) -> Workshop:
    root.mkdir()
    workshop = Workshop(root)
    workshop.configure("page_sizes: {index: 2, home: 2}\nfeeds: {tag_minimum: 1}\n")
    for number, article in enumerate(articles):
        workshop.article(f"x/n{number}", article["body"], **article["front"])
    return workshop


def dead(workshop: Workshop) -> list[str]:
    """Return every link of any page that leads to a missing file, or to a missing id in its page."""
    pages = {path: Page(data.decode()) for path, data in workshop.files().items() if path.endswith(".html")}
    found = []
    for path, page in pages.items():
        for element in page.all("//*[@href or @src]"):
            address, fragment = urldefrag(unquote(element.get("href") or element.get("src")))
            target = (
                path if not address else f"{address.strip('/')}/index.html".lstrip("/") if address.endswith("/") else address[1:]
            )
            if address.startswith(("mailto:", "https:")) or element.get("download"):
                continue
            if not (workshop.site / target).is_file() or (fragment and not pages[target].all(f"//*[@id='{fragment}']")):
                found.append(f"{path}: {address}#{fragment}")
    return found


@settings(max_examples=20)
@given(articles=archives(), later=st.integers(0, 1000))
def test_an_archive_builds_whole_or_not_at_all_and_always_the_same(articles: list[dict[str, Any]], later: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = archive(Path(folder) / "one", articles)
        problems = [line for line in first.problems() if " warning: " not in line]
        if problems:  # a reference to a draft, say
            assert not first.site.exists()
            return
        assert dead(first) == []
        assert first.feed("rss.xml").feed.title == "Test Briefings"
        second = archive(Path(folder) / "two", articles)
        second.problems(now=NOW + timedelta(days=400))
        second.build()
        assert second.files() == first.files(), "the same site, whatever stood there before"
        moved = archive(Path(folder) / "three", articles)
        moved.problems(now=NOW - timedelta(days=later))  # a text may then refer to an article that is not yet published
        moved.build()
        assert moved.files() == first.files()
