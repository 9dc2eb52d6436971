"""Plans: where they stand, their text by section, their frozen revisions."""

import datetime as dt

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import Instant, SortKey


class Plan(Base):
    """A province's plan in a round. Its stage is written by `services.move_plan` alone, and by
    what follows from it.

    version: number of entries in its chain. digest: of its present text. revision: number of the
    newest frozen text (ฉบับที่), 0 before the first submission. title, total_satang, projects:
    of the present text, kept for lists. amends_id, amendment: the approved plan whose place it is
    to take, and of what kind the amendment is. reopens_id: the ended plan that it begins again.
    last_*: the newest entry, kept for lists. in_session: an undecided item of a meeting that has
    opened, written by what opens and ends it.
    """

    __tablename__ = "plan"
    __table_args__ = (
        ForeignKeyConstraint(
            ["procedure_id", "stage"], ["procedure_stage.procedure_id", "procedure_stage.code"]
        ),
        Index(
            "uq_plan_open",
            "province_code",
            "round_code",
            "plan_type",
            unique=True,
            sqlite_where=text("is_open = 1"),
            postgresql_where=text("is_open"),
        ),
        Index("ix_plan_held", "held_by", "province_code"),
        Index("ix_plan_moved", "last_at", "id"),
        Index("ix_plan_round", "round_code", "last_at", "id"),
        Index("ix_plan_round_stage", "round_code", "stage", "last_at", "id"),
        Index("ix_plan_stage", "stage", "last_at", "id"),
        Index("ix_plan_province_moved", "province_code", "last_at", "id"),
        Index("ix_plan_province_round", "province_code", "round_code", "last_at", "id"),
        Index(
            "ix_plan_due",
            "due_on",
            "id",
            sqlite_where=text("is_open = 1"),
            postgresql_where=text("is_open"),
        ),
        Index(
            "ix_plan_round_due",
            "round_code",
            "due_on",
            sqlite_where=text("is_open = 1"),
            postgresql_where=text("is_open"),
        ),
        Index(
            "ix_plan_open",
            "last_at",
            "id",
            sqlite_where=text("is_open = 1"),
            postgresql_where=text("is_open"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"))
    round_code: Mapped[str] = mapped_column(ForeignKey("round.code"))
    plan_type: Mapped[str] = mapped_column(String(20))
    procedure_id: Mapped[int]
    outline_id: Mapped[int] = mapped_column(ForeignKey("outline.id"))
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    amendment: Mapped[str | None] = mapped_column(String(10))
    reopens_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    created_by: Mapped[int] = mapped_column(ForeignKey("person.id"))

    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    title_fold: Mapped[str] = mapped_column(String(300))
    title_sort: Mapped[str] = mapped_column(SortKey)
    total_satang: Mapped[int] = mapped_column(BigInteger)
    projects: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))

    stage: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    revision: Mapped[int]
    returned_by: Mapped[str | None] = mapped_column(String(40))
    held_by: Mapped[str | None] = mapped_column(String(20))
    stage_since: Mapped[dt.datetime] = mapped_column(Instant)
    due_on: Mapped[dt.date | None]
    is_open: Mapped[bool]
    before_committee: Mapped[bool]
    late: Mapped[bool]
    urgent: Mapped[bool]
    on_hold: Mapped[bool]
    in_session: Mapped[bool] = mapped_column(server_default=false())
    last_act: Mapped[str] = mapped_column(String(40))
    last_at: Mapped[dt.datetime] = mapped_column(Instant)


class Section(Base):
    """One section of a plan's present text: canonical JSON in its stored form."""

    __tablename__ = "section"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[dt.datetime] = mapped_column(Instant)
    quiet: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it was saved by itself while somebody typed, not by a button."""


class PastSection(Base):
    """What a section said before: each text that was saved, so that two people's work on one
    section can be merged field by field. Cleared when a revision is frozen; quiet ones sooner
    (`services.keep_quiet`).
    """

    __tablename__ = "past_section"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    quiet: Mapped[bool] = mapped_column(default=False, server_default=false())
    replaced_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    """When the next text took its place."""


class Author(Base):
    """Anyone who ever created a plan or saved a section of it: they do not decide on it."""

    __tablename__ = "author"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class Invitation(Base):
    """An agency from outside the province that may read a plan and comment, until a day or until
    it is ended. One row for a plan and person; who invited when before stands in their record.
    """

    __tablename__ = "invitation"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    invited_at: Mapped[dt.datetime] = mapped_column(Instant)
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    until: Mapped[dt.date | None]
    ended_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class Revision(Base):
    """A frozen text (ฉบับที่): what decisions are bound to. Never changed."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("plan_id", "no"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    no: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    frozen_at: Mapped[dt.datetime] = mapped_column(Instant)
    frozen_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
