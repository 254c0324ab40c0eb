"""What every test gets: its own store folder, closed sockets, no silent skips."""

from pathlib import Path

import pytest
from pytest_django.fixtures import SettingsWrapper


@pytest.fixture(autouse=True)
def store_folder(settings: SettingsWrapper, tmp_path: Path) -> Path:
    """Keys and files of a test lie in its own folder, never in the store of the person who runs the tests."""
    settings.STORE_FOLDER = tmp_path / "store"
    settings.STORE_FOLDER.mkdir(mode=0o700)
    return settings.STORE_FOLDER
