"""The unit of work: ``transaction()`` writes, ``reading()`` reads."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from core.errors import Conflict
from core.settings import settings

BUSY_SECONDS = 15
"""How long a writer waits for another process to finish its transaction."""

CHANGED = "Запись тем временем изменил кто-то другой. Посмотрите, что изменилось, и попробуйте ещё раз."

_one_writer = Lock()


@lru_cache(maxsize=1)
def engine() -> Engine:
    """Return the engine of this process."""
    url = make_url(settings().database)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args={"application_name": "portal"})
    settings().data_dir.mkdir(parents=True, exist_ok=True)
    made = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None})
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def reset() -> None:
    """Forget the engine, after the settings have changed."""
    if engine.cache_info().currsize:
        engine().dispose()
    engine.cache_clear()


@contextmanager
def transaction() -> Iterator[Session]:
    """Open a session for one use case; it commits when the block ends.

    Raises ``Conflict`` when a row has changed under our hands.
    """
    one_at_a_time = _one_writer if engine().dialect.name == "sqlite" else nullcontext()
    try:
        with one_at_a_time, Session(engine(), expire_on_commit=False) as session, session.begin():
            yield session
    except StaleDataError as stale:
        raise Conflict(CHANGED) from stale


@contextmanager
def reading() -> Iterator[Session]:
    """Open a session that only reads, from one snapshot."""
    with engine().connect() as connection:
        connection.execution_options(portal_reads=True, **_snapshot(connection))
        with Session(connection, autoflush=False) as session:
            yield session


def _snapshot(connection: Connection) -> dict[str, Any]:
    if connection.dialect.name == "sqlite":
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows Latin letters alone
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _lower(text: object) -> object:
    return text.lower() if isinstance(text, str) else text


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads first and writes later is refused when another has written meanwhile;
    # a writer therefore says at once that it will write.
    reads = connection.get_execution_options().get("portal_reads", False)
    connection.exec_driver_sql("BEGIN DEFERRED" if reads else "BEGIN IMMEDIATE")
