from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from db import migrate
from db.base import Row
from db.session import engine
from tests._postgres import Cluster
from tests.conftest import forget


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the test a database with nothing in it."""
    if request.param == "sqlite":
        yield
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    cluster.create("portal_new")
    monkeypatch.setenv("PORTAL_DATABASE_URL", cluster.url("portal_new"))
    forget()
    yield
    forget()
    cluster.drop("portal_new")


@pytest.fixture
def migrated_database(new_database: None) -> None:  # noqa: ARG001 - migrated here
    """Give the test a database that was just migrated."""
    migrate.migrate()


def tables() -> set[str]:
    with engine().connect() as connection:
        return set(inspect(connection).get_table_names())


@pytest.mark.usefixtures("migrated_database")
def test_the_migrations_make_what_the_models_say() -> None:
    with engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        differences = compare_metadata(context, Row.metadata)

    assert differences == []
    assert tables() == {*Row.metadata.tables, "alembic_version"}


@pytest.mark.usefixtures("migrated_database")
def test_a_migrated_database_is_at_the_newest_revision() -> None:
    present, newest = migrate.revisions()

    assert present == newest
    assert newest is not None


@pytest.mark.usefixtures("migrated_database")
def test_migrating_twice_changes_nothing() -> None:
    before = tables()

    migrate.migrate()

    assert tables() == before


@pytest.mark.usefixtures("migrated_database")
def test_every_migration_can_be_taken_back_and_applied_again() -> None:
    before = tables()

    command.downgrade(migrate.configuration(), "base")
    emptied = tables()
    migrate.migrate()

    assert emptied == {"alembic_version"}
    assert tables() == before


@pytest.mark.usefixtures("new_database")
def test_an_empty_database_is_at_no_revision() -> None:
    present, newest = migrate.revisions()

    assert present is None
    assert newest is not None


def test_the_migrations_stand_in_one_row() -> None:
    assert len(ScriptDirectory.from_config(migrate.configuration()).get_heads()) == 1
