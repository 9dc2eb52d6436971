"""People, the posts they are appointed to, and how they are signed in."""

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import BigKey, Instant


class Person(Base):
    """An account. ref is what the ledger knows; the name can be removed, the ref stays."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(24), unique=True)
    username: Mapped[str] = mapped_column(String(60))
    username_key: Mapped[str] = mapped_column(String(60), unique=True)
    """Under which look-alikes are one name (`thai.text.key`)."""
    name_th: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2), default="th")
    password_hash: Mapped[str] = mapped_column(String(200))
    disabled_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    demo_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    """Name of a demo principal; set in demo worlds only."""


class Appointment(Base):
    """A person in a post, from a day to a day (until 23:59 in Bangkok), by an order.

    capacity: own, acting (รักษาราชการแทน; vacant says if the post has no holder) or delegated
    (ปฏิบัติราชการแทน; moves lists what the order names).
    """

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("capacity IN ('own', 'acting', 'delegated')", name="capacity"),
        CheckConstraint("until IS NULL OR until >= since", name="order"),
        Index("ix_appointment_person", "person_id"),
        Index("ix_appointment_province", "province_code", "post"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    post: Mapped[str] = mapped_column(String(20))
    province_code: Mapped[str | None] = mapped_column(ForeignKey("province.code"))
    institution_code: Mapped[str | None] = mapped_column(ForeignKey("institution.code"))
    seat: Mapped[str | None] = mapped_column(String(20))
    capacity: Mapped[str] = mapped_column(String(10), default="own")
    vacant: Mapped[bool] = mapped_column(default=False)
    moves: Mapped[list[str]] = mapped_column(JSON, default=list)
    order_no: Mapped[str] = mapped_column(String(120))
    since: Mapped[dt.date]
    until: Mapped[dt.date | None]


class Session(Base):
    """A sign-in. The cookie carries a random token; only its SHA-256 is kept here."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_person", "person_id"),)

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    seen_at: Mapped[dt.datetime] = mapped_column(Instant)
    fresh_until: Mapped[dt.datetime] = mapped_column(Instant)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    address: Mapped[str] = mapped_column(String(45))
    agent: Mapped[str] = mapped_column(String(300))
    half: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether only the password was given, and the second factor is still due."""


class Attempt(Base):
    """A failed sign-in, counted so that guessing is slowed; no password, no name in clear.

    kind: what was tried (`services.throttle.LIMITS`): a password, a code, or a reset.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        Index("ix_attempt_name", "name_hash", "at"),
        Index("ix_attempt_address", "address", "at"),
        Index("ix_attempt_at", "at"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), default="password", server_default="password")
    name_hash: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(45))
    at: Mapped[dt.datetime] = mapped_column(Instant)
