"""The demo, loaded once for all of its tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from db.session import reading
from services import demo
from tests.services.demo._reading import COUNT, a_portal


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "data"
    with a_portal(folder, sqlite_template):
        demo.load(COUNT)
    return folder


@pytest.fixture
def loaded(own_data: Path, loaded_once: Path) -> None:
    """Give the test a portal of its own with the demo in it."""
    shutil.copytree(loaded_once, own_data, dirs_exist_ok=True)


@pytest.fixture
def session(loaded: None) -> Iterator[Session]:  # noqa: ARG001 - there must be something to read
    with reading() as session:
        yield session
