"""Comment on a plan or on one of its points. A comment is no entry and never blocks."""

import datetime as dt
from dataclasses import dataclass

from workflow.extensions import db, durable, writing
from workflow.services.write_comment import Line, is_known, locked, point_of, write_comment
from workflow.states.facts import Person
from workflow.states.refusals import Refused
from workflow.states.reviewing import against_comment, against_text, commenting


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComment:
    """What is said. point: number of the point that it is about; None: about the plan."""

    plan_id: int
    text: str
    operation_id: str
    point: int | None = None


@durable
def comment_plan(new: NewComment, person: Person, at: dt.datetime) -> None:
    """Keep a comment. The same again is kept once. Raises NotFound; Refused: 409 when the plan has
    ended, 403 when the person's posts do not comment, 422 when nothing is said or too much.

    What is said of a point is bound by the next act on the plan, with the point.
    """
    writing()
    case = locked(new.plan_id, person, at)
    point = point_of(case, new.point) if new.point else None
    line = Line(
        plan_id=new.plan_id,
        point_id=point.id if point else None,
        kind="comment",
        text=new.text,
        operation_id=new.operation_id,
    )
    if is_known(line, person):
        return
    reasons = [*against_comment(case.procedure, person, case.facts), *against_text(new.text)]
    if reasons:
        raise Refused(reasons)
    write_comment(line, person, commenting(person, case.facts)[0], at)
    db.session.commit()
