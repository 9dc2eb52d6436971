"""Numbered points of a return, and the drafters' replies."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import Instant


class Point(Base):
    """Something to correct (ข้อสังเกต) in a section or field; advisory if not blocking.

    row: key of a row that has a page of its own. revision: the text that it is about. Open until
    a reviewer ticks it. operation_id: of the form, for a point made outside a move.
    """

    __tablename__ = "point"
    __table_args__ = (
        UniqueConstraint("plan_id", "no"),
        Index("uq_point_operation", "plan_id", "operation_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    no: Mapped[int]
    section: Mapped[str] = mapped_column(String(40))
    field: Mapped[str] = mapped_column(String(120))
    row: Mapped[str | None] = mapped_column(String(40))
    blocking: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(String(40))
    revision: Mapped[int]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime] = mapped_column(Instant)
    ticked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ticked_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    operation_id: Mapped[str | None] = mapped_column(String(64))


class Reply(Base):
    """A drafter's answer to a point: fixed, explained or contested."""

    __tablename__ = "reply"
    __table_args__ = (
        CheckConstraint("answer IN ('fixed', 'explained', 'contested')", name="answer"),
        Index("ix_reply_point", "point_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"))
    answer: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime] = mapped_column(Instant)
