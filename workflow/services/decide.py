"""The one door: every change of where a plan stands goes through here."""

import datetime as dt

from sqlalchemy.exc import IntegrityError

from workflow.extensions import db, durable, writing
from workflow.services.move_plan import Asked, Moved, move_plan
from workflow.services.note_refusal import note_refusal
from workflow.states.facts import Person
from workflow.states.refusals import NotFound, Reason, Refused


@durable
def decide(asked: Asked, person: Person, at: dt.datetime) -> Moved:
    """Make a move on a plan; return what came of it. 303 to a person means: it is durable.

    The same operation again is answered as before. Raises NotFound, Busy, and Refused with every
    reason: 409 when what the person saw has changed, 403 when it is not theirs to do, 422 when
    the plan or the form lacks something.
    """
    writing()
    try:
        moved = move_plan(asked, person, at)
    except IntegrityError as taken:
        db.session.rollback()
        raise Refused([Reason("operation_reused")]) from taken
    except NotFound:
        db.session.rollback()
        raise
    except Refused as refused:
        note_refusal(refused, person, at, {"plan": asked.plan_id, "move": asked.move})
        raise
    db.session.commit()
    return moved
