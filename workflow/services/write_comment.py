"""Write something said beside the moves, once, in the caller's transaction."""

import datetime as dt
import re
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.plan_facts import Case, case_of, unread
from workflow.facts.points import PointRow
from workflow.models import Comment, table
from workflow.states.facts import Holding, Person
from workflow.states.refusals import NotFound, Reason, Refused

_OPERATION_ID = re.compile(r"[0-9A-Za-z_-]{16,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is to be kept. kind: comment, tick or reopen. point_id: None when it is of the plan."""

    plan_id: int
    point_id: int | None
    kind: str
    text: str
    operation_id: str


def locked(plan_id: int, person: Person, at: dt.datetime) -> Case:
    """The plan, its row held until the transaction ends. Raises NotFound."""
    case = case_of(plan_id, person, at, unread, lock=True)
    if case is None:
        raise NotFound(f"plan {plan_id}")
    return case


def point_of(case: Case, no: int) -> PointRow:
    """A point of a plan by its number. Raises NotFound."""
    found = next((point for point in case.points if point.no == no), None)
    if found is None:
        raise NotFound(f"plan {case.plan.id} point {no}")
    return found


def is_known(line: Line, person: Person) -> bool:
    """Whether this very line was written before. Refused: the operation's id is missing, or was
    used for something else."""
    against_operation(line.operation_id)
    values = {"plan": line.plan_id, "operation": line.operation_id}
    row = db.session.execute(_known, values).one_or_none()
    if row is None:
        return False
    if tuple(row) != (person.id, line.point_id, line.kind, line.text):
        raise Refused([Reason("operation_reused")])
    return True


def against_operation(operation_id: str) -> None:
    """Refuse a form that does not say which operation it is."""
    if not _OPERATION_ID.fullmatch(operation_id):
        raise Refused([Reason("operation_missing")])


def write_comment(line: Line, person: Person, holding: Holding, at: dt.datetime) -> None:
    """Insert a line, said in a capacity."""
    values = {
        "plan_id": line.plan_id,
        "point_id": line.point_id,
        "kind": line.kind,
        "text": line.text,
        "operation_id": line.operation_id,
        "made_by": person.id,
        "post": holding.post,
        "capacity": holding.capacity,
        "order_no": holding.order_no,
        "made_at": at,
    }
    db.session.execute(_insert, values)


_insert = sa.insert(table(Comment))
_known = sa.select(Comment.made_by, Comment.point_id, Comment.kind, Comment.text).where(
    Comment.plan_id == sa.bindparam("plan"), Comment.operation_id == sa.bindparam("operation")
)
