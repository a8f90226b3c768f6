"""Alembic's entry: migrations run over the portal's own engine."""

from alembic import context

from db import models
from db.base import Row
from db.session import engine

with engine().connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=models.User.metadata,
        render_as_batch=True,
        compare_type=True,
        user_module_prefix="db.base.",
    )
    assert Row.metadata is models.User.metadata
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
