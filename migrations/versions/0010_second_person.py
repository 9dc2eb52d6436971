"""What waits for a second person: requests to undo, and decisions taken on paper."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "undo_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("entry_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=9), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "answer IN ('consented', 'refused')", name=op.f("ck_undo_request_answer")
        ),
        *_people("undo_request", "asked_by", "answered_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undo_request")),
        sa.UniqueConstraint("plan_id", "n", name=op.f("uq_undo_request_plan_id_n")),
    )
    op.create_table(
        "paper_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("move", sa.String(length=40), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("scan", sa.String(length=64), nullable=False),
        sa.Column("scan_name", sa.String(length=255), nullable=False),
        sa.Column("scan_type", sa.String(length=20), nullable=False),
        sa.Column("scan_bytes", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operation_id", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("entry_id", _KEY, nullable=True),
        *_checks_of_papers(),
        *_people("paper_decision", "decided_by", "entered_by", "answered_by"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_paper_decision_entry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_decision")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("paper_decision")
    op.drop_table("undo_request")


def _checks_of_papers() -> list[sa.Constraint]:
    return [
        sa.CheckConstraint(
            "answer IN ('confirmed', 'refused', 'taken_back')",
            name=op.f("ck_paper_decision_answer"),
        ),
        sa.CheckConstraint(
            "answer <> 'confirmed' OR entry_id IS NOT NULL",
            name=op.f("ck_paper_decision_entered"),
        ),
        sa.UniqueConstraint("plan_id", "no", name=op.f("uq_paper_decision_plan_id_no")),
        sa.UniqueConstraint(
            "plan_id", "operation_id", name=op.f("uq_paper_decision_plan_id_operation_id")
        ),
    ]


def _people(table: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    """The plan that it is of, and the people that it names."""
    people = [
        sa.ForeignKeyConstraint([one], ["person.id"], name=op.f(f"fk_{table}_{one}"))
        for one in columns
    ]
    plan = sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f(f"fk_{table}_plan_id"))
    return [plan, *people]
