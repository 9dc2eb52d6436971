"""Messages owed, and notices shown in the product. Written with what causes them."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import BigKey, Instant


class Outbox(Base):
    """One message owed to one person on one channel.

    state: owed, leased (a worker has it until lease_until), sent, or dead (given up, to be
    replayed). next_at: not before. dedupe_key: the same act never owes the same message twice.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('owed', 'leased', 'sent', 'dead')", name="state"),
        Index(
            "ix_outbox_due",
            "next_at",
            sqlite_where=text("state IN ('owed', 'leased')"),
            postgresql_where=text("state IN ('owed', 'leased')"),
        ),
    )

    WAITING: ClassVar = "owed"
    TAKEN: ClassVar = "leased"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    kind: Mapped[str] = mapped_column(String(40))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[str] = mapped_column(String(10))
    dedupe_key: Mapped[str] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(String(6))
    attempts: Mapped[int]
    next_at: Mapped[dt.datetime] = mapped_column(Instant)
    lease_until: Mapped[dt.datetime | None] = mapped_column(Instant)
    last_error: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    sent_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class Notice(Base):
    """A message in the product itself; unread until its reader marks it read."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_person", "person_id", "id"),
        Index(
            "ix_notice_unread",
            "person_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime] = mapped_column(Instant)
    read_at: Mapped[dt.datetime | None] = mapped_column(Instant)
