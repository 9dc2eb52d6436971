"""The points of a plan with their replies: one query."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Point, Reply
from workflow.states.facts import PointFacts


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A drafter's answer."""

    answer: str
    text: str
    made_by: int
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as it stands, with its replies, oldest first."""

    id: int
    no: int
    section: str
    field: str
    row: str | None
    blocking: bool
    text: str
    stage: str
    made_at: dt.datetime
    ticked_at: dt.datetime | None
    replies: tuple[ReplyRow, ...]
    returned_at: dt.datetime | None

    @property
    def facts(self) -> PointFacts:
        """What the rules see of it."""
        since = self.returned_at
        answered = any(since is None or reply.made_at >= since for reply in self.replies)
        return PointFacts(self.no, self.blocking, answered, self.ticked_at is not None)


def points_of_plan(plan_id: int, returned_at: dt.datetime | None) -> tuple[PointRow, ...]:
    """Every point of a plan in order; returned_at: when the plan was last returned."""
    rows = db.session.execute(_points, {"plan": plan_id}).all()
    replies: dict[int, list[ReplyRow]] = {}
    for row in rows:
        mine = replies.setdefault(row.id, [])
        if row.answer is not None:
            mine.append(ReplyRow(row.answer, row.reply_text, row.reply_by, row.reply_at))
    firsts = {row.id: row for row in reversed(rows)}
    ordered = sorted(firsts.values(), key=lambda row: row.no)
    return tuple(
        PointRow(
            id=row.id,
            no=row.no,
            section=row.section,
            field=row.field,
            row=row.row,
            blocking=row.blocking,
            text=row.text,
            stage=row.stage,
            made_at=row.made_at,
            ticked_at=row.ticked_at,
            replies=tuple(replies[row.id]),
            returned_at=returned_at,
        )
        for row in ordered
    )


_points = (
    sa.select(
        Point.id,
        Point.no,
        Point.section,
        Point.field,
        Point.row,
        Point.blocking,
        Point.text,
        Point.stage,
        Point.made_at,
        Point.ticked_at,
        Reply.answer,
        Reply.text.label("reply_text"),
        Reply.made_by.label("reply_by"),
        Reply.made_at.label("reply_at"),
    )
    .outerjoin(Reply, Reply.point_id == Point.id)
    .where(Point.plan_id == sa.bindparam("plan"))
    .order_by(Point.no, Reply.id)
)
