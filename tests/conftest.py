"""Fixtures and options for all tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Page

from tests.reader import opened, sample, serving
from tests.workshop import Workshop

settings.register_profile("press", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("press")  # the time of an example means nothing while other programs run


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take what fixtures yield now as what they must yield")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Return whether expectations are to be rewritten instead of compared."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def expect(accept: bool) -> Callable[[Path, str], None]:
    """Return a function that compares a text with the content of a file, or replaces the content with it."""

    def compare(place: Path, found: str) -> None:
        if accept:
            place.write_text(found, encoding="utf-8", newline="\n")
        assert found == place.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """Return an empty archive in a folder of its own."""
    (tmp_path / "archive").mkdir()
    return Workshop(tmp_path / "archive")


@pytest.fixture
def unbuilt(tmp_path: Path) -> Workshop:
    """Return an empty archive for which nothing was ever built: it has no cache, not even of the theme."""
    (tmp_path / "archive").mkdir()
    return Workshop(tmp_path / "archive", theme_known=False)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the sample, built."""
    folder = tmp_path_factory.mktemp("sample") / "site"
    sample(folder)
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Yield where the sample is served."""
    with serving(site) as found:
        yield found


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """Yield a page of a browser that runs no scripts."""
    with opened(address, scripts=False) as tab:
        yield tab


@pytest.fixture
def scripted(address: str) -> Iterator[Page]:
    """Yield a page of a browser that runs scripts."""
    with opened(address, scripts=True) as tab:
        yield tab
