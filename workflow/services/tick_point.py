"""Settle a point, or open it again, outside a move."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Point, table
from workflow.services.write_comment import Line, is_known, locked, point_of, write_comment
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Reason, Refused
from workflow.states.reviewing import against_review, against_text, reviewing


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What a reviewer wants. settled: whether the point is then settled or open. version: of the
    plan, as the reviewer saw it. text: why, if they say so."""

    plan_id: int
    point: int
    settled: bool
    version: int
    operation_id: str
    text: str = ""


@durable
def tick_point(tick: Tick, person: Person, at: dt.datetime) -> None:
    """Settle or reopen a point. One that stands so already stays as it is. Raises NotFound;
    Refused: 409 when the plan has moved on, 403 when the point is not the person's to settle.

    No entry: how the points stand is bound by the next act on the plan.
    """
    writing()
    case = locked(tick.plan_id, person, at)
    point = point_of(case, tick.point)
    line = Line(
        plan_id=tick.plan_id,
        point_id=point.id,
        kind="tick" if tick.settled else "reopen",
        text=tick.text,
        operation_id=tick.operation_id,
    )
    if is_known(line, person):
        return
    reasons = [] if tick.version == case.plan.version else [Reason("stale", Kind.STALE)]
    reasons += against_review(case.procedure, person, case.facts)
    if reasons := [*reasons, *against_text(tick.text, optional=True)]:
        raise Refused(reasons)
    if tick.settled is not (point.ticked_at is not None):
        done = {"ticked_by": person.id, "ticked_at": at} if tick.settled else _OPEN
        db.session.execute(sa.update(table(Point)).where(Point.id == point.id).values(**done))
        write_comment(line, person, reviewing(case.procedure, person, case.facts)[0], at)
    db.session.commit()


_OPEN = {"ticked_by": None, "ticked_at": None}
