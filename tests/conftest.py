"""What every test may ask for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workshop import Workshop


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take what fixtures yield now as what they must yield")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Return whether expectations are to be rewritten instead of compared."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def expect(accept: bool) -> Callable[[Path, str], None]:
    """Return what compares a text with the one that a file holds, or takes it as the new one."""

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
