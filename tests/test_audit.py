"""What the validators of others say of the sample: vnu, axe-core, Lighthouse and feedsmith. `make audit` fetches and runs them."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Browser

from tests.reader import CHROMIUM, browsing, sample, serving
from tests.workshop import PROJECT

TOOLS = Path(os.environ.get("PRESS_AUDIT", "") or "nowhere") / "node_modules"

pytestmark = pytest.mark.skipif(not TOOLS.is_dir(), reason="make audit fetches the validators, which need Node and Java")

SHOWN = ('class="notice notice-corrected"', 'class="picture"', 'lang="ru"', "<table>", "footnote", "<figure>", "notice-draft")
"""What an article may show that others do not: one of each is audited."""
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audited") / "site"
    sample(folder, drafts=True)
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as chromium:
        yield chromium


def audited(site: Path) -> list[str]:
    """Return the address of one page of each kind, and of an article for each thing that only some show."""
    found: dict[str, str] = {}
    for place in sorted(site.rglob("*.html")):
        text = place.read_text(encoding="utf-8")
        kind = re.search(r'<body class="([^"]*)"', text)
        path = f"/{place.relative_to(site).as_posix().removesuffix('index.html')}"
        for mark in (f"{kind[1]} {path.count('/')}" if kind else "", *(shown for shown in SHOWN if shown in text)):
            if mark:
                found.setdefault(mark, path)
    return sorted(set(found.values()))


def test_vnu_finds_nothing_on_any_page(site: Path) -> None:
    files = [str(place) for suffix in ("html", "css", "svg") for place in site.rglob(f"*.{suffix}")]
    jar = TOOLS / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-Xss4m", "-jar", str(jar), "--also-check-css", "--also-check-svg", "--format", "gnu", *files]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert (result.stderr, result.returncode) == ("", 0)


def test_feedsmith_reads_every_feed_as_it_was_meant(site: Path) -> None:
    places = sorted(place for place in site.rglob("*") if place.name in {"rss.xml", "atom.xml", "feed.json", "feeds.opml"})
    script = shutil.copy(PROJECT / "tests/audit/feeds.mjs", TOOLS.parent)  # beside the packages that it imports
    result = subprocess.run(["node", script, *map(str, places)], capture_output=True, text=True, timeout=120, check=True)
    for place, read in zip(places, json.loads(result.stdout), strict=True):
        assert read["format"] == {"rss.xml": "rss", "atom.xml": "atom", "feed.json": "json", "feeds.opml": "opml"}[place.name], (
            place
        )
        assert read["title"].startswith("Meridian Briefings")
        if place.suffix == ".xml":
            meant = feedparser.parse(place.read_bytes()).entries
            assert [(one.id, one.link) for one in meant] == [(one[0], one[1]) for one in read["items"]], place
            assert all(one[2] > 20 for one in read["items"]), place


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_axe_finds_nothing(browser: Browser, site: Path, address: str, scheme: str, width: int, direction: str) -> None:
    axe = (TOOLS / "axe-core/axe.min.js").read_text(encoding="utf-8")
    dark = scheme == "dark"
    tab = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light").new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    for path in (*audited(site), "/search/?q=railway&region=Uzbekistan"):
        tab.goto(address + path, wait_until="networkidle")
        tab.evaluate(f"document.documentElement.dir = '{direction}'")
        tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        tab.evaluate(axe)
        for violation in tab.evaluate("what => axe.run(document, what)", AXE)["violations"]:
            complaints.append(f"{path}: {violation['id']}: {violation['nodes'][0]['html'][:200]}")
    assert complaints == []


@pytest.mark.parametrize("path", ["/", "/2022/09/samarkand-sco-summit/", "/regions/central-asia/", "/search/"])
def test_lighthouse_is_content(address: str, path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its three scores that are no timing are asserted; the fourth is told."""
    report = tmp_path / "report.json"
    command = [str(TOOLS / ".bin/lighthouse"), address + path, "--chrome-flags=--headless=new --no-sandbox", "--quiet"]
    command += ["--output=json", f"--output-path={report}"]
    for _ in range(3):  # now and then it ends without a report, when its browser does not answer: that says nothing of the page
        ran = subprocess.run(
            command, capture_output=True, text=True, timeout=300, check=False, env={**os.environ, "CHROME_PATH": str(CHROMIUM)}
        )
        if ran.returncode == 0:
            break
    assert ran.returncode == 0, ran.stderr
    scores = {name: kind["score"] for name, kind in json.loads(report.read_text(encoding="utf-8"))["categories"].items()}
    with capsys.disabled():
        print(f"\nLighthouse, {path}: {', '.join(f'{name} {round(100 * score)}' for name, score in scores.items())}")
    assert (scores["accessibility"], scores["best-practices"], scores["seo"]) == (1, 1, 1)
