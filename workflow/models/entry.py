"""The ledger's rows. Triggers refuse UPDATE and DELETE on both databases."""

import datetime as dt

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import BigKey, Instant


class Entry(Base):
    """One act on one subject (`ledger.chain.Entry`); every column but id is inside the hash."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("subject", "n"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    subject: Mapped[str] = mapped_column(String(60))
    n: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(Instant)
    actor: Mapped[str | None] = mapped_column(String(24))
    post: Mapped[str] = mapped_column(String(20))
    capacity: Mapped[str] = mapped_column(String(10))
    order_no: Mapped[str] = mapped_column(String(120))
    act: Mapped[str] = mapped_column(String(40))
    stage_from: Mapped[str | None] = mapped_column(String(40))
    stage_to: Mapped[str | None] = mapped_column(String(40))
    version: Mapped[int | None]
    content_digest: Mapped[str | None] = mapped_column(String(64))
    case_digest: Mapped[str | None] = mapped_column(String(64))
    operation_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    body_digest: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[str] = mapped_column(String(10))
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class EntryBody(Base):
    """What was said with an act: canonical JSON and its salt. The chain holds only its digest."""

    __tablename__ = "entry_body"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    text: Mapped[bytes] = mapped_column(LargeBinary)
