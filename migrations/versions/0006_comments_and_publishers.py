"""Comments, points made outside a move, and who published a procedure."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and the columns beside those that are there."""
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=7), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=20), nullable=False),
        sa.Column("capacity", sa.String(length=10), nullable=False),
        sa.Column("order_no", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operation_id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("kind IN ('comment', 'tick', 'reopen')", name=op.f("ck_comment_kind")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_comment_made_by")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_comment_plan_id")),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_comment_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint(
            "plan_id", "operation_id", name=op.f("uq_comment_plan_id_operation_id")
        ),
    )
    op.create_index("ix_comment_point", "comment", ["point_id"])
    op.add_column("point", sa.Column("operation_id", sa.String(length=64), nullable=True))
    op.create_index("uq_point_operation", "point", ["plan_id", "operation_id"], unique=True)
    op.add_column("procedure", sa.Column("published_by", sa.String(length=24), nullable=True))


def downgrade() -> None:
    """Undo it."""
    op.drop_column("procedure", "published_by")
    op.drop_index("uq_point_operation", table_name="point")
    op.drop_column("point", "operation_id")
    op.drop_table("comment")
