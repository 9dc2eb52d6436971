"""Make a point while reviewing, before the plan is sent back with it."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Point
from workflow.services.write_comment import against_operation, locked
from workflow.services.write_points import insert_points
from workflow.states.facts import NewPoint, Person
from workflow.states.refusals import Kind, Reason, Refused
from workflow.states.reviewing import against_number, against_review, against_text


@dataclass(frozen=True, slots=True, kw_only=True)
class PointMade:
    """A point and the plan's version as the reviewer saw it."""

    plan_id: int
    point: NewPoint
    version: int
    operation_id: str


@durable
def make_point(made: PointMade, person: Person, at: dt.datetime) -> int:
    """Keep a point of the review; return its number. The same again is the same point.

    The next return carries it. Raises NotFound; Refused: 409 when the plan has moved on, 403 when
    it is not the person's to review, 422 for a point without words or place.
    """
    writing()
    case = locked(made.plan_id, person, at)
    against_operation(made.operation_id)
    values = {"plan": made.plan_id, "operation": made.operation_id}
    row = db.session.execute(_known, values).one_or_none()
    if row is not None:
        if (row.made_by, row.text) != (person.id, made.point.text):
            raise Refused([Reason("operation_reused")])
        return int(row.no)
    reasons = [] if made.version == case.plan.version else [Reason("stale", Kind.STALE)]
    reasons += against_review(case.procedure, person, case.facts)
    reasons += [*against_text(made.point.text), *against_number(case.facts)]
    if reasons:
        raise Refused(reasons)
    insert_points(case, (made.point,), person, at, made.operation_id)
    db.session.commit()
    return len(case.points) + 1


_known = sa.select(Point.made_by, Point.text, Point.no).where(
    Point.plan_id == sa.bindparam("plan"), Point.operation_id == sa.bindparam("operation")
)
