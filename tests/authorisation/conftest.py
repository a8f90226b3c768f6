"""One world, made once for a process and copied for each combination."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.authorisation import _world
from tests.authorisation._world import World
from tests.conftest import forget


@pytest.fixture(scope="session")
def template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Make the world."""
    folder = tmp_path_factory.mktemp("world")
    (folder / "portal.sqlite3").write_bytes(sqlite_template.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_DATA_DIR", str(folder))
        with _world.roles_with_second_factor():
            made = _world.build(folder)
    return made


@pytest.fixture
def world(template: World, own_data: Path) -> Iterator[World]:
    """Give the test the world to itself."""
    with _world.roles_with_second_factor():
        template.put(own_data)
        yield template
    forget()
