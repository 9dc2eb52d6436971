"""The points of a plan with all that was said of them: one query."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Comment, Person, Point, Reply, table
from workflow.states.facts import PointFacts
from workflow.thai.words import Words

REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a point's thread. kind: the drafter's reply, a comment, a tick or a reopening.

    answer: of a reply: fixed, explained or contested. post: in which it was said; a reply's stands
    with the move that carried it.
    """

    kind: str
    answer: str
    text: str
    by: int
    name: Words
    post: str
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as it stands, with its thread, oldest first."""

    id: int
    no: int
    section: str
    field: str
    row: str | None
    blocking: bool
    text: str
    stage: str
    by: Words
    made_at: dt.datetime
    ticked_at: dt.datetime | None
    thread: tuple[Said, ...]
    returned_at: dt.datetime | None

    @property
    def replies(self) -> tuple[Said, ...]:
        """The drafter's answers."""
        return tuple(said for said in self.thread if said.kind == REPLY)

    @property
    def remarks(self) -> tuple[Said, ...]:
        """What was said and done beside the moves."""
        return tuple(said for said in self.thread if said.kind != REPLY)

    @property
    def facts(self) -> PointFacts:
        """What the rules see of it."""
        since = self.returned_at
        answered = any(since is None or reply.made_at >= since for reply in self.replies)
        return PointFacts(self.no, self.blocking, answered, self.ticked_at is not None)


def points_of_plan(plan_id: int, returned_at: dt.datetime | None) -> tuple[PointRow, ...]:
    """Every point of a plan in order; returned_at: when the plan was last returned."""
    rows = db.session.execute(_points, {"plan": plan_id}).all()
    threads: dict[int, list[Said]] = {}
    for row in rows:
        mine = threads.setdefault(row.id, [])
        if row.kind is not None:
            mine.append(_said(row))
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
            by=_words(row.maker_th, row.maker_en),
            made_at=row.made_at,
            ticked_at=row.ticked_at,
            thread=tuple(threads[row.id]),
            returned_at=returned_at,
        )
        for row in ordered
    )


def _said(row: Any) -> Said:
    return Said(
        kind=row.kind,
        answer=row.answer,
        text=row.said,
        by=row.said_by,
        name=_words(row.by_th, row.by_en),
        post=row.post,
        made_at=row.said_at,
    )


def _words(th: str, en: str) -> Words:
    return Words(th, en or th)


_point, _reply, _comment = table(Point).c, table(Reply).c, table(Comment).c
_maker = table(Person).c
_plan = sa.bindparam("plan", type_=sa.Integer)
_said_rows = sa.union_all(
    sa.select(
        _reply.point_id,
        sa.literal(REPLY).label("kind"),
        _reply.id.label("n"),
        _reply.answer,
        _reply.text,
        _reply.made_by,
        sa.literal("").label("post"),
        _reply.made_at,
    )
    .join_from(table(Reply), table(Point), _point.id == _reply.point_id)
    .where(_point.plan_id == _plan),
    sa.select(
        _comment.point_id,
        _comment.kind,
        _comment.id,
        sa.literal(""),
        _comment.text,
        _comment.made_by,
        _comment.post,
        _comment.made_at,
    ).where(_comment.plan_id == _plan, _comment.point_id.is_not(None)),
).subquery()
_sayer = table(Person).alias("sayer")
_points = (
    sa.select(
        _point.id,
        _point.no,
        _point.section,
        _point.field,
        _point.row,
        _point.blocking,
        _point.text,
        _point.stage,
        _point.made_at,
        _point.ticked_at,
        _maker.name_th.label("maker_th"),
        _maker.name_en.label("maker_en"),
        _said_rows.c.kind,
        _said_rows.c.answer,
        _said_rows.c.text.label("said"),
        _said_rows.c.made_by.label("said_by"),
        _said_rows.c.post,
        _said_rows.c.made_at.label("said_at"),
        _sayer.c.name_th.label("by_th"),
        _sayer.c.name_en.label("by_en"),
    )
    .join_from(table(Point), table(Person), _maker.id == _point.made_by)
    .outerjoin(_said_rows, _said_rows.c.point_id == _point.id)
    .outerjoin(_sayer, _sayer.c.id == _said_rows.c.made_by)
    .where(_point.plan_id == _plan)
    .order_by(_point.no, _said_rows.c.made_at, _said_rows.c.n)
)
