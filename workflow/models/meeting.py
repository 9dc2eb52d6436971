"""The joint committee: seats, meetings, what is on their agenda, who was there, how they voted."""

import datetime as dt

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import Instant


class Seat(Base):
    """A seat of the committee. Whoever sits on it is recused from items of its ties.

    post: chair or member. provinces, institutions: codes that the holder is tied to.
    """

    __tablename__ = "seat"
    __table_args__ = (CheckConstraint("post IN ('chair', 'member')", name="post"),)

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    n: Mapped[int]
    ministry: Mapped[str] = mapped_column(String(10))
    post: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    title_th: Mapped[str] = mapped_column(String(250))
    title_en: Mapped[str] = mapped_column(String(250))
    provinces: Mapped[list[str]] = mapped_column(JSON)
    institutions: Mapped[list[str]] = mapped_column(JSON)


class Meeting(Base):
    """A meeting n/พ.ศ. version: number of entries in its chain.

    stage: planned (the agenda is made), notified (members are invited), in_session (open),
    closed. presiding: seat of the co-chair who presides, named when it opens.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("number", "year"),
        CheckConstraint("stage IN ('planned', 'notified', 'in_session', 'closed')", name="stage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    year: Mapped[int]
    """Buddhist calendar year."""
    held_on: Mapped[dt.date]
    time: Mapped[str] = mapped_column(String(5))
    place_th: Mapped[str] = mapped_column(String(200))
    place_en: Mapped[str] = mapped_column(String(200))
    stage: Mapped[str] = mapped_column(String(12))
    presiding: Mapped[str | None] = mapped_column(ForeignKey("seat.code"))
    version: Mapped[int]
    opened_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    closed_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class Item(Base):
    """A plan on an agenda; on one at a time, until the item has ended.

    motion: the move that is put to the vote, None before. ended: None while undecided; certified
    (outcome: the move that was resolved), struck (the plan had left when the meeting opened; note:
    its stage then) or postponed (note: why). back_to: where a motion to return would have the plan
    come back. casting: the presiding co-chair's second vote, on a tie.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "plan_id"),
        UniqueConstraint("meeting_id", "heading", "n"),
        CheckConstraint("ended IN ('certified', 'struck', 'postponed')", name="ended"),
        Index("ix_item_plan", "plan_id"),
        Index(
            "uq_item_undecided",
            "plan_id",
            unique=True,
            sqlite_where=text("ended IS NULL"),
            postgresql_where=text("ended IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    heading: Mapped[int]
    n: Mapped[int]
    version: Mapped[int]
    """Counts what was recorded on the item, so that a certificate binds what was seen."""
    motion: Mapped[str | None] = mapped_column(String(40))
    back_to: Mapped[str | None] = mapped_column(String(40))
    casting: Mapped[str | None] = mapped_column(String(10))
    resolution: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    ended: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(40))
    certified_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    certified_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    certificate: Mapped[int | None]
    """Place of the certificate in the meeting's chain."""


class Attendance(Base):
    """Whether a seat's holder was there for an item; people come and go. One row for each seat that
    was filled when the item was recorded.
    """

    __tablename__ = "attendance"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    seat: Mapped[str] = mapped_column(ForeignKey("seat.code"), primary_key=True)
    present: Mapped[bool]


class Recusal(Base):
    """A seat that leaves the count and the base of an item: tied to it, or declared."""

    __tablename__ = "recusal"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    seat: Mapped[str] = mapped_column(ForeignKey("seat.code"), primary_key=True)
    tied: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(300))


class Ballot(Base):
    """One vote of one seat on one item, entered by the secretariat."""

    __tablename__ = "ballot"
    __table_args__ = (CheckConstraint("vote IN ('for', 'against', 'abstain')", name="vote"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    seat: Mapped[str] = mapped_column(ForeignKey("seat.code"), primary_key=True)
    vote: Mapped[str] = mapped_column(String(10))
    entered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[dt.datetime] = mapped_column(Instant)
