"""Foundation: every table of the first version, with areas, clusters and mechanisms loaded."""

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

import workflow
from workflow.thai.text import sort_key

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and load the reference data."""
    op.create_table(
        "attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index("ix_attempt_address", ["address", "at"], unique=False)
        batch_op.create_index("ix_attempt_at", ["at"], unique=False)
        batch_op.create_index("ix_attempt_name", ["name_hash", "at"], unique=False)

    op.create_table(
        "cluster",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_cluster")),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=24), nullable=True),
        sa.Column("post", sa.String(length=20), nullable=False),
        sa.Column("capacity", sa.String(length=10), nullable=False),
        sa.Column("order_no", sa.String(length=120), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("stage_from", sa.String(length=40), nullable=True),
        sa.Column("stage_to", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("content_digest", sa.String(length=64), nullable=True),
        sa.Column("case_digest", sa.String(length=64), nullable=True),
        sa.Column("operation_id", sa.String(length=64), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=10), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("operation_id", name=op.f("uq_entry_operation_id")),
        sa.UniqueConstraint("subject", "n", name=op.f("uq_entry_subject_n")),
    )
    op.create_table(
        "mechanism",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_mechanism")),
    )
    op.create_table(
        "outline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outline")),
        sa.UniqueConstraint("name", "sha256", name=op.f("uq_outline_name_sha256")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_outline_name_version")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("username_key", sa.String(length=60), nullable=False),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("demo_key", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("demo_key", name=op.f("uq_person_demo_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_person_ref")),
        sa.UniqueConstraint("username_key", name=op.f("uq_person_username_key")),
    )
    op.create_table(
        "procedure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure")),
        sa.UniqueConstraint("name", "sha256", name=op.f("uq_procedure_name_sha256")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_procedure_name_version")),
    )
    op.create_table(
        "round",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title_th", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("plan_types", sa.JSON(), nullable=False),
        sa.Column("fiscal_year_start", sa.Integer(), nullable=False),
        sa.Column("fiscal_year_end", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("late_allowed", sa.Boolean(), nullable=False),
        sa.Column("invited", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("ceiling_satang", sa.BigInteger(), nullable=True),
        sa.Column("ceiling_sources", sa.JSON(), nullable=False),
        sa.CheckConstraint("closes >= opens", name=op.f("ck_round_order")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_round")),
    )
    op.create_table(
        "entry_body",
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_body_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_entry_body")),
    )
    op.create_table(
        "procedure_stage",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_procedure_stage_procedure_id")
        ),
        sa.PrimaryKeyConstraint("procedure_id", "code", name=op.f("pk_procedure_stage")),
    )
    op.create_table(
        "province",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("name_th", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=600).with_variant(sa.String(length=600, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("region_en", sa.String(length=60), nullable=False),
        sa.Column("cluster_code", sa.String(length=8), nullable=True),
        sa.Column("is_province", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("tile_row", sa.Integer(), nullable=False),
        sa.Column("tile_col", sa.Integer(), nullable=False),
        sa.Column("map_id", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_code"], ["cluster.code"], name=op.f("fk_province_cluster_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_province")),
    )
    with op.batch_alter_table("province", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_province_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "session",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fresh_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("agent", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_session")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index("ix_session_person", ["person_id"], unique=False)

    op.create_table(
        "institution",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("clinic_th", sa.String(length=250), nullable=False),
        sa.ForeignKeyConstraint(
            ["province_code"], ["province.code"], name=op.f("fk_institution_province_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_institution")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("round_code", sa.String(length=40), nullable=False),
        sa.Column("plan_type", sa.String(length=20), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("outline_id", sa.Integer(), nullable=False),
        sa.Column("amends_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("title_fold", sa.String(length=300), nullable=False),
        sa.Column(
            "title_sort",
            sa.String(length=600).with_variant(sa.String(length=600, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("total_satang", sa.BigInteger(), nullable=False),
        sa.Column("projects", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("returned_by", sa.String(length=40), nullable=True),
        sa.Column("held_by", sa.String(length=20), nullable=True),
        sa.Column("stage_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("before_committee", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("on_hold", sa.Boolean(), nullable=False),
        sa.Column("last_act", sa.String(length=40), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["amends_id"], ["plan.id"], name=op.f("fk_plan_amends_id")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_plan_created_by")),
        sa.ForeignKeyConstraint(["outline_id"], ["outline.id"], name=op.f("fk_plan_outline_id")),
        sa.ForeignKeyConstraint(
            ["procedure_id", "stage"],
            ["procedure_stage.procedure_id", "procedure_stage.code"],
            name=op.f("fk_plan_procedure_id_stage"),
        ),
        sa.ForeignKeyConstraint(
            ["province_code"], ["province.code"], name=op.f("fk_plan_province_code")
        ),
        sa.ForeignKeyConstraint(["round_code"], ["round.code"], name=op.f("fk_plan_round_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index("ix_plan_held", ["held_by", "province_code"], unique=False)
        batch_op.create_index("ix_plan_province", ["province_code"], unique=False)
        batch_op.create_index(
            "uq_plan_open",
            ["province_code", "round_code", "plan_type"],
            unique=True,
            sqlite_where=sa.text("is_open = 1"),
            postgresql_where=sa.text("is_open"),
        )

    op.create_table(
        "recruitment",
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["province_code"], ["province.code"], name=op.f("fk_recruitment_province_code")
        ),
        sa.PrimaryKeyConstraint("province_code", name=op.f("pk_recruitment")),
    )
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=20), nullable=False),
        sa.Column("province_code", sa.String(length=2), nullable=True),
        sa.Column("institution_code", sa.String(length=20), nullable=True),
        sa.Column("seat", sa.String(length=20), nullable=True),
        sa.Column("capacity", sa.String(length=10), nullable=False),
        sa.Column("vacant", sa.Boolean(), nullable=False),
        sa.Column("moves", sa.JSON(), nullable=False),
        sa.Column("order_no", sa.String(length=120), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "capacity IN ('own', 'acting', 'delegated')", name=op.f("ck_appointment_capacity")
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_appointment_order")),
        sa.ForeignKeyConstraint(
            ["institution_code"], ["institution.code"], name=op.f("fk_appointment_institution_code")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_appointment_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["province_code"], ["province.code"], name=op.f("fk_appointment_province_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index("ix_appointment_person", ["person_id"], unique=False)
        batch_op.create_index("ix_appointment_province", ["province_code", "post"], unique=False)

    op.create_table(
        "author",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_author_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_author_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "person_id", name=op.f("pk_author")),
    )
    op.create_table(
        "invitation",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_invitation_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "person_id", name=op.f("pk_invitation")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_notice_entry_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_notice_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_person", ["person_id", "id"], unique=False)
        batch_op.create_index(
            "ix_notice_unread",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=6), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('owed', 'leased', 'sent', 'dead')", name=op.f("ck_outbox_state")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_outbox_entry_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_outbox_plan_id")),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["person.id"], name=op.f("fk_outbox_recipient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_due",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('owed', 'leased')"),
            postgresql_where=sa.text("state IN ('owed', 'leased')"),
        )

    op.create_table(
        "point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=120), nullable=False),
        sa.Column("row", sa.String(length=40), nullable=True),
        sa.Column("blocking", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ticked_by", sa.Integer(), nullable=True),
        sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_point_made_by")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_point_plan_id")),
        sa.ForeignKeyConstraint(["ticked_by"], ["person.id"], name=op.f("fk_point_ticked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
        sa.UniqueConstraint("plan_id", "no", name=op.f("uq_point_plan_id_no")),
    )
    op.create_table(
        "representation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("institution_code", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("order_no", sa.String(length=120), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "status IN ('appointed', 'caretaker')", name=op.f("ck_representation_status")
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_representation_order")),
        sa.ForeignKeyConstraint(
            ["institution_code"],
            ["institution.code"],
            name=op.f("fk_representation_institution_code"),
        ),
        sa.ForeignKeyConstraint(
            ["province_code"], ["province.code"], name=op.f("fk_representation_province_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representation")),
    )
    with op.batch_alter_table("representation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_representation_province", ["province_code", "since"], unique=False
        )

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["frozen_by"], ["person.id"], name=op.f("fk_revision_frozen_by")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_revision_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("plan_id", "no", name=op.f("uq_revision_plan_id_no")),
    )
    op.create_table(
        "section",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_section_plan_id")),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name=op.f("fk_section_saved_by")),
        sa.PrimaryKeyConstraint("plan_id", "key", name=op.f("pk_section")),
    )
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer IN ('fixed', 'explained', 'contested')", name=op.f("ck_reply_answer")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_reply_made_by")),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_reply_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index("ix_reply_point", ["point_id"], unique=False)
    _load()


def downgrade() -> None:
    """Drop every table."""
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_index("ix_reply_point")

    op.drop_table("reply")
    op.drop_table("section")
    op.drop_table("revision")
    with op.batch_alter_table("representation", schema=None) as batch_op:
        batch_op.drop_index("ix_representation_province")

    op.drop_table("representation")
    op.drop_table("point")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_due",
            sqlite_where=sa.text("state IN ('owed', 'leased')"),
            postgresql_where=sa.text("state IN ('owed', 'leased')"),
        )

    op.drop_table("outbox")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_notice_unread",
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )
        batch_op.drop_index("ix_notice_person")

    op.drop_table("notice")
    op.drop_table("invitation")
    op.drop_table("author")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index("ix_appointment_province")
        batch_op.drop_index("ix_appointment_person")

    op.drop_table("appointment")
    op.drop_table("recruitment")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_plan_open", sqlite_where=sa.text("is_open = 1"), postgresql_where=sa.text("is_open")
        )
        batch_op.drop_index("ix_plan_province")
        batch_op.drop_index("ix_plan_held")

    op.drop_table("plan")
    op.drop_table("institution")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index("ix_session_person")

    op.drop_table("session")
    with op.batch_alter_table("province", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_province_sort_key"))

    op.drop_table("province")
    op.drop_table("procedure_stage")
    op.drop_table("entry_body")
    op.drop_table("round")
    op.drop_table("procedure")
    op.drop_table("person")
    op.drop_table("outline")
    op.drop_table("mechanism")
    op.drop_table("entry")
    op.drop_table("cluster")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_attempt_name")
        batch_op.drop_index("ix_attempt_at")
        batch_op.drop_index("ix_attempt_address")

    op.drop_table("attempt")


DATA = Path(workflow.__file__).parent / "data"


def _load() -> None:
    clusters = json.loads((DATA / "clusters.json").read_text(encoding="utf-8"))
    with (DATA / "provinces.csv").open(encoding="utf-8", newline="") as file:
        provinces = [_province(row) for row in csv.DictReader(file)]
    with (DATA / "mechanisms.csv").open(encoding="utf-8", newline="") as file:
        mechanisms = list(csv.DictReader(file))
    rows = [{name: row[name] for name in ("code", "name_th", "name_en")} for row in clusters]
    op.bulk_insert(_table("cluster", rows), rows)
    op.bulk_insert(_table("province", provinces), provinces)
    op.bulk_insert(_table("mechanism", mechanisms), mechanisms)


def _table(name: str, rows: list[dict[str, Any]]) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in rows[0]))


def _province(row: dict[str, str]) -> dict[str, Any]:
    return {
        "code": row["dopa_code"],
        "name_th": row["name_th"],
        "name_en": row["name_en"],
        "sort_key": sort_key(row["name_th"]),
        "region": row["region6_th"],
        "region_en": row["region6_en"],
        "cluster_code": None if row["cluster_code"] == "BKK" else row["cluster_code"],
        "is_province": row["is_province"] == "Y",
        "since": dt.date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        "tile_row": int(row["tile_row"]),
        "tile_col": int(row["tile_col"]),
        "map_id": row["svg_id"],
    }
