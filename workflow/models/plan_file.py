"""Files of a plan: what people brought, by the digest of its bytes."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import Instant


class PlanFile(Base):
    """A file that a plan has, or had: its bytes are in `extensions.blobs` by their SHA-256.

    size: in bytes. since: number of the first revision that it can be part of. until: number of
    the last one; None while the plan has the file. A revision's files are those whose numbers
    include its own: nothing has to be copied when a text is frozen.
    """

    __tablename__ = "plan_file"
    __table_args__ = (
        Index("ix_plan_file_plan", "plan_id", "added_at"),
        Index(
            "uq_plan_file_present",
            "plan_id",
            "digest",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    digest: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    since: Mapped[int]
    until: Mapped[int | None]
    added_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[dt.datetime] = mapped_column(Instant)
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    removed_at: Mapped[dt.datetime | None] = mapped_column(Instant)
