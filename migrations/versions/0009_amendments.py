"""Amendments and plans that were begun again: of what kind, and from which plan."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LINKS = ("amends_id", "reopens_id")


def upgrade() -> None:
    """Add the columns, and the way back to what amends or reopens a plan."""
    with op.batch_alter_table("plan") as batch_op:
        batch_op.add_column(sa.Column("amendment", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("reopens_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_plan_reopens_id"), "plan", ["reopens_id"], ["id"])
        for column in LINKS:
            batch_op.create_index(f"ix_plan_{column}", [column])


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("plan") as batch_op:
        for column in LINKS:
            batch_op.drop_index(f"ix_plan_{column}")
        batch_op.drop_constraint(op.f("fk_plan_reopens_id"), type_="foreignkey")
        batch_op.drop_column("reopens_id")
        batch_op.drop_column("amendment")
