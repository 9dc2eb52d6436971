"""Papers: what was ordered of a plan, and the file that it became."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import BigKey, Instant

KINDS = ("plan", "summary", "endorsement")
"""The whole plan, one page for whoever decides, the sheet that carries the signatures."""
EDITIONS = ("th", "th-digits", "en")
"""Thai, Thai with Thai digits, English."""


class Paper(Base):
    """A paper of one revision of a plan, as the record stood at one entry. It is its own debt:
    whoever orders it writes this row, and it is made of it, once or, after a crash, once more.

    entry: number of the last entry of the plan's chain that it tells of. state: ordered, making
    (a worker has it until lease_until), made, or failed (given up, to be ordered again). next_at:
    not before. code: what the public asks for it by. digest: SHA-256 of the file.
    """

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("plan_id", "revision", "kind", "edition", "entry"),
        CheckConstraint("kind IN ('plan', 'summary', 'endorsement')", name="kind"),
        CheckConstraint("edition IN ('th', 'th-digits', 'en')", name="edition"),
        CheckConstraint("state IN ('ordered', 'making', 'made', 'failed')", name="state"),
        CheckConstraint("state <> 'made' OR digest IS NOT NULL", name="made"),
        Index(
            "ix_paper_due",
            "next_at",
            sqlite_where=text("state IN ('ordered', 'making')"),
            postgresql_where=text("state IN ('ordered', 'making')"),
        ),
    )

    WAITING: ClassVar = "ordered"
    TAKEN: ClassVar = "making"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    edition: Mapped[str] = mapped_column(String(10))
    entry: Mapped[int]
    code: Mapped[str] = mapped_column(String(26), unique=True)
    state: Mapped[str] = mapped_column(String(8))
    attempts: Mapped[int]
    next_at: Mapped[dt.datetime] = mapped_column(Instant)
    lease_until: Mapped[dt.datetime | None] = mapped_column(Instant)
    last_error: Mapped[str | None] = mapped_column(String(300))
    ordered_at: Mapped[dt.datetime] = mapped_column(Instant)
    ordered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    digest: Mapped[str | None] = mapped_column(String(64))
    bytes: Mapped[int | None]
    pages: Mapped[int | None]
