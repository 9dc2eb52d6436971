"""What was said of a plan beside its moves and points: one query."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Comment, Person
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment on a plan, with who said it in which post."""

    kind: str
    text: str
    name: Words
    post: str
    capacity: str
    order_no: str
    made_at: dt.datetime


def comments_of(plan_id: int) -> tuple[CommentRow, ...]:
    """Comments on a plan as a whole, oldest first."""
    return tuple(
        CommentRow(
            kind=row.kind,
            text=row.text,
            name=Words(row.name_th, row.name_en or row.name_th),
            post=row.post,
            capacity=row.capacity,
            order_no=row.order_no,
            made_at=row.made_at,
        )
        for row in db.session.execute(_comments, {"plan": plan_id})
    )


_comments = (
    sa.select(
        Comment.kind,
        Comment.text,
        Comment.post,
        Comment.capacity,
        Comment.order_no,
        Comment.made_at,
        Person.name_th,
        Person.name_en,
    )
    .join(Person, Person.id == Comment.made_by)
    .where(Comment.plan_id == sa.bindparam("plan"), Comment.point_id.is_(None))
    .order_by(Comment.id)
)
