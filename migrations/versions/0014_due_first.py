"""Open plans by due date: what is due first is found without reading all that are open, and what of
a round is late is counted in the index."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index(
        "ix_plan_due",
        "plan",
        ["due_on", "id", "round_code"],
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_plan_due", "plan")
