"""The sample passes third-party validators: vnu, axe-core, Lighthouse and feedsmith. `make audit` fetches and runs them."""

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
"""What only some articles show: one of each is audited."""
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


def lighthouse(page: str, report: Path, *categories: str) -> dict[str, int]:
    """Return the score of a page in each of these categories of Lighthouse, of 100; raise RuntimeError if there is none.

    It sometimes ends without a report, when its browser does not answer: this is not a fault of the page, so it is run again.
    """
    command = [str(TOOLS / ".bin/lighthouse"), page, "--chrome-flags=--headless=new --no-sandbox", "--quiet"]
    command += [f"--only-categories={','.join(categories)}", "--output=json", f"--output-path={report}"]
    for _ in range(3):
        env = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
        ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=env)
        if ran.returncode == 0:
            found = json.loads(report.read_text(encoding="utf-8"))["categories"]
            return {name: round(100 * found[name]["score"]) for name in categories}
    raise RuntimeError(ran.stderr.strip())


@pytest.mark.parametrize("path", ["/", "/2022/09/samarkand-sco-summit/", "/regions/central-asia/", "/search/"])
def test_lighthouse_is_content(address: str, path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its three scores other than performance are asserted.

    The fourth is only printed, from a separate run: it needs a trace of the loading, which a busy machine may fail to record.
    """
    asserted = lighthouse(address + path, tmp_path / "report.json", "accessibility", "best-practices", "seo")
    try:
        told = str(lighthouse(address + path, tmp_path / "trace.json", "performance")["performance"])
    except RuntimeError as failure:
        told = f"not measured ({failure})"
    with capsys.disabled():
        print(f"\nLighthouse, {path}: {', '.join(f'{name} {score}' for name, score in asserted.items())}, performance {told}")
    assert asserted == dict.fromkeys(asserted, 100)
