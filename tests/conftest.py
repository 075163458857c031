"""What every test may ask for."""

from pathlib import Path

import pytest

from tests.workshop import Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """Return an empty archive in a folder of its own."""
    (tmp_path / "archive").mkdir()
    return Workshop(tmp_path / "archive")
