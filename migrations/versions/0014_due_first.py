"""Open plans by due date, in all rounds and in each: what is due first is found without reading all
that are open, and what is late is counted in an index."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_INDEXES = {"ix_plan_due": ["due_on", "id"], "ix_plan_round_due": ["round_code", "due_on"]}


def upgrade() -> None:
    """Add the indexes."""
    for name, columns in _INDEXES.items():
        op.create_index(
            name,
            "plan",
            columns,
            sqlite_where=sa.text("is_open = 1"),
            postgresql_where=sa.text("is_open"),
        )


def downgrade() -> None:
    """Undo it."""
    for name in _INDEXES:
        op.drop_index(name, "plan")
