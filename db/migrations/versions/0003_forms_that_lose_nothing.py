"""Forms that lose nothing."""

import sqlalchemy as sa
from alembic import op

import db.base

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("written", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("others", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("form_version", sa.String(length=10), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("asked", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("form_version", sa.String(length=10), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("appeal_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_submissions_appeal_id_appeals"), "appeals", ["appeal_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_submissions_appeal_id"), ["appeal_id"], unique=False)

    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_at", db.base.Moment(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.drop_column("closed_at")

    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submissions_appeal_id"))
        batch_op.drop_constraint(batch_op.f("fk_submissions_appeal_id_appeals"), type_="foreignkey")
        batch_op.drop_column("appeal_id")
        batch_op.drop_column("form_version")

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        for name in ("asked", "form_version", "others", "written", "revision"):
            batch_op.drop_column(name)
