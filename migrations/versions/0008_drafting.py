"""Co-drafters, who has a section open, and texts that were saved by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and the columns beside those that are there."""
    op.create_table(
        "co_drafter",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["person.id"], name=op.f("fk_co_drafter_invited_by")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_co_drafter_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_co_drafter_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "person_id", name=op.f("pk_co_drafter")),
    )
    op.create_index("ix_co_drafter_person", "co_drafter", ["person_id"])
    op.create_table(
        "presence",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_presence_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_presence_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "key", "person_id", name=op.f("pk_presence")),
    )
    for name in ("section", "past_section"):
        quiet: sa.Column[bool] = sa.Column(
            "quiet", sa.Boolean(), server_default=sa.false(), nullable=False
        )
        op.add_column(name, quiet)
    op.add_column(
        "past_section", sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_column("past_section", "replaced_at")
    op.drop_column("past_section", "quiet")
    op.drop_column("section", "quiet")
    op.drop_table("presence")
    op.drop_table("co_drafter")
