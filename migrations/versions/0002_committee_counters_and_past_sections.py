"""Committee, counters, and what sections said before."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and count what is there."""
    op.create_table(
        "seat",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("ministry", sa.String(length=10), nullable=False),
        sa.Column("post", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title_th", sa.String(length=250), nullable=False),
        sa.Column("title_en", sa.String(length=250), nullable=False),
        sa.Column("provinces", sa.JSON(), nullable=False),
        sa.Column("institutions", sa.JSON(), nullable=False),
        sa.CheckConstraint("post IN ('chair', 'member')", name=op.f("ck_seat_post")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_seat")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("time", sa.String(length=5), nullable=False),
        sa.Column("place_th", sa.String(length=200), nullable=False),
        sa.Column("place_en", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("presiding", sa.String(length=20), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "stage IN ('planned', 'notified', 'in_session', 'closed')",
            name=op.f("ck_meeting_stage"),
        ),
        sa.ForeignKeyConstraint(["presiding"], ["seat.code"], name=op.f("fk_meeting_presiding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("number", "year", name=op.f("uq_meeting_number_year")),
    )
    op.create_table(
        "counter",
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("round_code", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["province_code"], ["province.code"], name=op.f("fk_counter_province_code")
        ),
        sa.ForeignKeyConstraint(["round_code"], ["round.code"], name=op.f("fk_counter_round_code")),
        sa.PrimaryKeyConstraint("province_code", "round_code", "stage", name=op.f("pk_counter")),
    )
    with op.batch_alter_table("counter", schema=None) as batch_op:
        batch_op.create_index("ix_counter_round", ["round_code", "stage"], unique=False)

    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("heading", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("motion", sa.String(length=40), nullable=True),
        sa.Column("back_to", sa.String(length=40), nullable=True),
        sa.Column("casting", sa.String(length=10), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("certified_by", sa.Integer(), nullable=True),
        sa.Column("certified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("certificate", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "ended IN ('certified', 'struck', 'postponed')", name=op.f("ck_item_ended")
        ),
        sa.ForeignKeyConstraint(["certified_by"], ["person.id"], name=op.f("fk_item_certified_by")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_item_meeting_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_item_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint(
            "meeting_id", "heading", "n", name=op.f("uq_item_meeting_id_heading_n")
        ),
        sa.UniqueConstraint("meeting_id", "plan_id", name=op.f("uq_item_meeting_id_plan_id")),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index("ix_item_plan", ["plan_id"], unique=False)
        batch_op.create_index(
            "uq_item_undecided",
            ["plan_id"],
            unique=True,
            sqlite_where=sa.text("ended IS NULL"),
            postgresql_where=sa.text("ended IS NULL"),
        )

    op.create_table(
        "past_section",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_past_section_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "key", "version", name=op.f("pk_past_section")),
    )
    op.create_table(
        "attendance",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_attendance_item_id")),
        sa.ForeignKeyConstraint(["seat"], ["seat.code"], name=op.f("fk_attendance_seat")),
        sa.PrimaryKeyConstraint("item_id", "seat", name=op.f("pk_attendance")),
    )
    op.create_table(
        "ballot",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("vote", sa.String(length=10), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("vote IN ('for', 'against', 'abstain')", name=op.f("ck_ballot_vote")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_ballot_entered_by")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_ballot_item_id")),
        sa.ForeignKeyConstraint(["seat"], ["seat.code"], name=op.f("fk_ballot_seat")),
        sa.PrimaryKeyConstraint("item_id", "seat", name=op.f("pk_ballot")),
    )
    op.create_table(
        "recusal",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("tied", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_recusal_item_id")),
        sa.ForeignKeyConstraint(["seat"], ["seat.code"], name=op.f("fk_recusal_seat")),
        sa.PrimaryKeyConstraint("item_id", "seat", name=op.f("pk_recusal")),
    )
    op.add_column(
        "plan", sa.Column("in_session", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.execute(
        "INSERT INTO counter (province_code, round_code, stage, n) "
        "SELECT province_code, round_code, stage, count(*) FROM plan "
        "GROUP BY province_code, round_code, stage"
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_column("plan", "in_session")
    op.drop_table("recusal")
    op.drop_table("ballot")
    op.drop_table("attendance")
    op.drop_table("past_section")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index("uq_item_undecided")
        batch_op.drop_index("ix_item_plan")

    op.drop_table("item")
    with op.batch_alter_table("counter", schema=None) as batch_op:
        batch_op.drop_index("ix_counter_round")

    op.drop_table("counter")
    op.drop_table("meeting")
    op.drop_table("seat")
