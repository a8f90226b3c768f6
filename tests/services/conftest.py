"""People the tests of services meet most."""

import pytest

from core import passwords
from core.actor import Actor
from tests import _people
from tests._people import PASSWORD


@pytest.fixture
def maria(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    """Register the first applicant."""
    return _people.a_consumer()


@pytest.fixture
def stranger(maria: Actor) -> Actor:  # noqa: ARG001 - the second to register
    """Register another applicant."""
    return _people.a_consumer(email="stranger@example.org")


@pytest.fixture
def engineer(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    """Employ an engineer."""
    return _people.an_employee("engineer", name="Инженеров И. И.")


@pytest.fixture
def economist(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    """Employ an economist."""
    return _people.an_employee("economist", name="Экономов Э. Э.")


@pytest.fixture
def operator(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    """Employ an operator."""
    return _people.an_employee("operator", name="Операторова О. О.")


@pytest.fixture
def manager(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    """Employ a manager."""
    return _people.an_employee("manager", name="Руководов Р. Р.")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare passwords without the costly hash, where a test needs many attempts."""
    monkeypatch.setattr(passwords, "matches", lambda password, kept: kept is not None and password == PASSWORD)
