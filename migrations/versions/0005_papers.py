"""Papers of plans."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WAITING = sa.text("state IN ('ordered', 'making')")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "paper",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.String(length=10), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=True),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("bytes", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('plan', 'summary', 'endorsement')", name=op.f("ck_paper_kind")
        ),
        sa.CheckConstraint("edition IN ('th', 'th-digits', 'en')", name=op.f("ck_paper_edition")),
        sa.CheckConstraint(
            "state IN ('ordered', 'making', 'made', 'failed')", name=op.f("ck_paper_state")
        ),
        sa.CheckConstraint("state <> 'made' OR digest IS NOT NULL", name=op.f("ck_paper_made")),
        sa.ForeignKeyConstraint(["ordered_by"], ["person.id"], name=op.f("fk_paper_ordered_by")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_paper_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("code", name=op.f("uq_paper_code")),
        sa.UniqueConstraint(
            "plan_id",
            "revision",
            "kind",
            "edition",
            "entry",
            name=op.f("uq_paper_plan_id_revision_kind_edition_entry"),
        ),
    )
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.create_index(
            "ix_paper_due",
            ["next_at"],
            unique=False,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        )


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_due", sqlite_where=_WAITING, postgresql_where=_WAITING)

    op.drop_table("paper")
