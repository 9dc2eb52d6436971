"""What people say of a plan and of its points, beside the moves: it never blocks."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import Instant


class Comment(Base):
    """Something said, or done to a point, by a person in a post. Never changed.

    point_id: the point that it is about; None when it is about the plan. kind: a comment, or that
    a reviewer ticked the point or reopened it outside a move.
    """

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("kind IN ('comment', 'tick', 'reopen')", name="kind"),
        UniqueConstraint("plan_id", "operation_id"),
        Index("ix_comment_point", "point_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("point.id"))
    kind: Mapped[str] = mapped_column(String(7))
    text: Mapped[str] = mapped_column(Text)
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    post: Mapped[str] = mapped_column(String(20))
    capacity: Mapped[str] = mapped_column(String(10))
    order_no: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[dt.datetime] = mapped_column(Instant)
    operation_id: Mapped[str] = mapped_column(String(64))
