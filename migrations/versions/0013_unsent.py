"""What somebody began to write on the page of a move, and has not sent."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "unsent",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=40), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_unsent_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_unsent_plan_id")),
        sa.PrimaryKeyConstraint("person_id", "plan_id", "move", name=op.f("pk_unsent")),
    )
    op.create_index("ix_unsent_kept_at", "unsent", ["kept_at"])
    op.create_index("ix_unsent_plan", "unsent", ["plan_id"])


def downgrade() -> None:
    """Undo it. What was kept is lost; nothing that was sent is."""
    op.drop_table("unsent")
