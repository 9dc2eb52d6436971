"""What somebody began to write on the page of a move, and has not sent."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import Instant


class Unsent(Base):
    """What a person typed and ticked for a move of a plan (fields: JSON, pairs of name and value).
    It is theirs alone and no act. version and digest: of the plan, as they saw it."""

    __tablename__ = "unsent"
    __table_args__ = (Index("ix_unsent_kept_at", "kept_at"), Index("ix_unsent_plan", "plan_id"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    move: Mapped[str] = mapped_column(String(40), primary_key=True)
    fields: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    kept_at: Mapped[dt.datetime] = mapped_column(Instant)
