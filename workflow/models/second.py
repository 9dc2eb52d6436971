"""What waits for a second person: an act that is to be undone, a decision taken on paper."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import BigKey, Instant


class UndoRequest(Base):
    """Whoever made the newest move on a plan asks that it be undone; once for each move.

    n: place of the move's entry in the plan's chain; entry_hash: its hash. answer: of the second
    person; while there is none, the request waits, or has lapsed with its time or the next act.
    """

    __tablename__ = "undo_request"
    __table_args__ = (
        UniqueConstraint("plan_id", "n"),
        CheckConstraint("answer IN ('consented', 'refused')", name="answer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    n: Mapped[int]
    entry_hash: Mapped[str] = mapped_column(String(64))
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[dt.datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text)
    operation_id: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str | None] = mapped_column(String(9))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    note: Mapped[str | None] = mapped_column(Text)


class PaperDecision(Base):
    """A decision that was taken on paper, entered to be checked by somebody else; nothing moves
    until then.

    no: counted within the plan. version, digest: of the plan as it was when this was entered: once
    it moves on, this has lapsed. move, given: what was decided, and what the move asks for.
    decided_on, number: of the document. scan: digest of its file. entry_id: of the move, once made.
    """

    __tablename__ = "paper_decision"
    __table_args__ = (
        UniqueConstraint("plan_id", "no"),
        UniqueConstraint("plan_id", "operation_id"),
        CheckConstraint("answer IN ('confirmed', 'refused', 'taken_back')", name="answer"),
        CheckConstraint("answer <> 'confirmed' OR entry_id IS NOT NULL", name="entered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    no: Mapped[int]
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    move: Mapped[str] = mapped_column(String(40))
    given: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_on: Mapped[dt.date]
    number: Mapped[str] = mapped_column(String(120))
    scan: Mapped[str] = mapped_column(String(64))
    scan_name: Mapped[str] = mapped_column(String(255))
    scan_type: Mapped[str] = mapped_column(String(20))
    scan_bytes: Mapped[int]
    entered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[dt.datetime] = mapped_column(Instant)
    operation_id: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str | None] = mapped_column(String(10))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    note: Mapped[str | None] = mapped_column(Text)
    entry_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("entry.id"))
