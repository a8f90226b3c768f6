"""Browsers of both portals over an empty database."""

import pytest

from core.actor import Side
from tests.web._client import Browser


@pytest.fixture
def public(sqlite_database: str) -> Browser:  # noqa: ARG001 - the database must be there
    """Return a browser at the consumer portal."""
    return Browser(Side.PUBLIC)


@pytest.fixture
def staff(sqlite_database: str) -> Browser:  # noqa: ARG001 - the database must be there
    """Return a browser at the staff app."""
    return Browser(Side.STAFF)
