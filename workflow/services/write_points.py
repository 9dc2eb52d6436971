"""Write the points, replies and ticks that a move carries, before the move itself."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from workflow.canonical import digest
from workflow.extensions import db
from workflow.facts.plan_facts import Case
from workflow.facts.points import PointRow
from workflow.models import Point, Reply, table
from workflow.states.facts import Given, NewPoint, Person
from workflow.states.refusals import Reason, Refused

PointState = dict[str, Any]
NOTHING = Given()


def write_points(case: Case, given: Given, person: Person, at: dt.datetime) -> list[PointState]:
    """Write rows in the caller's transaction; return every point of the plan as it then stands.

    Refused: a new point names no place of the outline.
    """
    insert_points(case, given.points, person, at)
    _insert_replies(case, given, person, at)
    if given.ticks:
        ids = [point.id for point in case.points if point.no in given.ticks]
        db.session.execute(
            sa.update(table(Point))
            .where(Point.id.in_(ids), Point.ticked_at.is_(None))
            .values(ticked_by=person.id, ticked_at=at)
        )
    return standing(case.points, given)


def case_digest(points: Sequence[PointState]) -> str:
    """Digest of all points, replies and ticks: what an act on the plan is bound to."""
    return digest(list(points))


def standing(points: Sequence[PointRow], given: Given = NOTHING) -> list[PointState]:
    """Every point as it stands once what is given is written, with all that was said of it."""
    states = [
        _state(point.no, point, point.no in given.ticks or point.ticked_at is not None)
        | {"replies": _replies(point, given)}
        | _remarks(point)
        for point in points
    ]
    new = [
        _state(len(points) + n, point, ticked=False) | {"replies": []}
        for n, point in enumerate(given.points, 1)
    ]
    return states + new


def _state(no: int, point: PointRow | NewPoint, ticked: bool) -> PointState:
    return {
        "no": no,
        "field": point.field,
        "row": point.row,
        "blocking": point.blocking,
        "text": point.text,
        "ticked": ticked,
    }


def _replies(point: PointRow, given: Given) -> list[list[str]]:
    known = [[reply.answer, reply.text] for reply in point.replies]
    return known + [[r.answer, r.text] for r in given.replies if r.point == point.no]


def _remarks(point: PointRow) -> PointState:
    """What was said of a point beside the moves; nothing where nothing was."""
    said = [[one.kind, one.post, one.text] for one in point.remarks]
    return {"remarks": said} if said else {}


def insert_points(
    case: Case,
    points: Sequence[NewPoint],
    person: Person,
    at: dt.datetime,
    operation_id: str | None = None,
) -> None:
    """Write new points, numbered behind those that are there. operation_id: of a form for one point
    alone. Refused: a point names no place of the outline."""
    strange = [
        Reason("point_place_unknown", field=f"points-{n}-field", values={"no": n + 1})
        for n, point in enumerate(points)
        if not _is_place(case, point)
    ]
    if strange:
        raise Refused(strange)
    rows = [
        {
            "plan_id": case.plan.id,
            "no": len(case.points) + n + 1,
            "section": point.section,
            "field": point.field,
            "row": point.row,
            "blocking": point.blocking,
            "text": point.text,
            "stage": case.plan.stage,
            "revision": case.plan.revision,
            "made_by": person.id,
            "made_at": at,
            "operation_id": operation_id,
        }
        for n, point in enumerate(points)
    ]
    if rows:
        db.session.execute(_insert_point, rows)


def _is_place(case: Case, point: NewPoint) -> bool:
    if point.section not in case.outline.section:
        return False
    return point.field == point.section or case.outline.field(point.field) is not None


def _insert_replies(case: Case, given: Given, person: Person, at: dt.datetime) -> None:
    ids = {point.no: point.id for point in case.points}
    rows = [
        {
            "point_id": ids[reply.point],
            "answer": reply.answer,
            "text": reply.text,
            "made_by": person.id,
            "made_at": at,
        }
        for reply in given.replies
    ]
    if rows:
        db.session.execute(_insert_reply, rows)


_insert_point = sa.insert(table(Point))
_insert_reply = sa.insert(table(Reply))
