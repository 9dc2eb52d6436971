"""A task that a person set aside."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base


class Snooze(Base):
    """A task that a person set aside. It ends when the day comes (until), or when the plan is no
    longer as it was (version)."""

    __tablename__ = "snooze"
    __table_args__ = (Index("ix_snooze_plan", "plan_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    version: Mapped[int]
    until: Mapped[dt.date]
