"""Who drafts a plan together: people invited to it, and who has which section open."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import Instant


class CoDrafter(Base):
    """Somebody who was invited to write a plan, with or without a post. Who invited and removed
    whom stands in the plan's chain."""

    __tablename__ = "co_drafter"
    __table_args__ = (Index("ix_co_drafter_person", "person_id"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    invited_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[dt.datetime] = mapped_column(Instant)


class Presence(Base):
    """Somebody has a section open for writing. version: that of the text on their page, which is
    kept as long, so that their work can be merged."""

    __tablename__ = "presence"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    version: Mapped[int]
    seen_at: Mapped[dt.datetime] = mapped_column(Instant)
