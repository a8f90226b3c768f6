"""Bring the database to the present form."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from db.session import engine


def migrate() -> None:
    """Apply every migration the database has not seen."""
    command.upgrade(configuration(), "head")


def configuration() -> Config:
    """Return Alembic's configuration; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def revisions() -> tuple[str | None, str | None]:
    """Return the revision the database is at and the newest there is."""
    with engine().connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present, ScriptDirectory.from_config(configuration()).get_current_head()
