"""Every page test has an empty database."""

import pytest


@pytest.fixture(autouse=True)
def _database(sqlite_database: str) -> None:
    """Give the test an empty database."""
