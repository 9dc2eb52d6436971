"""Published procedures and outlines: their text, for ever."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import Instant


class Procedure(Base):
    """One version of a procedure file (กระบวนงาน). published_by: ref of the person who published
    it, where the command was told."""

    __tablename__ = "procedure"
    __table_args__ = (UniqueConstraint("name", "version"), UniqueConstraint("name", "sha256"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[dt.datetime] = mapped_column(Instant)
    published_by: Mapped[str | None] = mapped_column(String(24))


class ProcedureStage(Base):
    """The stages a procedure version has; a plan can be at no other."""

    __tablename__ = "procedure_stage"

    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedure.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    n: Mapped[int]


class Outline(Base):
    """One version of an outline file (โครงแผน)."""

    __tablename__ = "outline"
    __table_args__ = (UniqueConstraint("name", "version"), UniqueConstraint("name", "sha256"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[dt.datetime] = mapped_column(Instant)
