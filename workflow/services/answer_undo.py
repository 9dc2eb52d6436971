"""Answer, as the second person, for the undoing of a move: consent, and it is undone; or refuse."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from workflow.extensions import db, durable, writing
from workflow.facts.plan_facts import Case
from workflow.facts.undo import Wish, done_of, wish_of
from workflow.models import UndoRequest, table
from workflow.services.note_refusal import note_refusal
from workflow.services.owe import Debt, owe
from workflow.services.record import record
from workflow.services.undo_move import Consent, undo_move
from workflow.services.write_comment import locked
from workflow.states.facts import Person
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.states.reviewing import against_text
from workflow.states.undoing import against_consent, consenting

CONSENTED, REFUSED = "consented", "refused"
TOLD = "undo_refused"
"""The act in the second person's own chain, and the words that tell of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoAnswer:
    """An answer. n: place of the act in the plan's chain. note: why, which a refusal needs."""

    plan_id: int
    n: int
    consents: bool
    note: str = ""


@durable
def answer_undo(answer: UndoAnswer, person: Person, at: dt.datetime) -> None:
    """Answer; the same again is answered once.

    Raises NotFound; Refused: 409 when somebody acted since or has answered, 403 when the person is
    not the second one or did not prove who they are, 422 when the time is over, or another plan of
    the province has taken this one's place.
    """
    writing()
    case = locked(answer.plan_id, person, at)
    wish = wish_of(answer.plan_id, answer.n)
    if wish is None:
        raise NotFound(f"plan {answer.plan_id} undo {answer.n}")
    word = CONSENTED if answer.consents else REFUSED
    if (wish.answered_by, wish.answer) == (person.id, word):
        return
    try:
        _judge(case, wish, answer, person, at)
        _write(case, wish, answer, person, at)
    except IntegrityError as taken:
        raise Refused([Reason("open_plan_exists")]) from taken
    except Refused as refused:
        note_refusal(refused, person, at, {"plan": answer.plan_id, "undo": answer.n})
        raise
    db.session.commit()


def _judge(case: Case, wish: Wish, answer: UndoAnswer, person: Person, at: dt.datetime) -> None:
    entry = case.entries[wish.n - 1]
    reasons = against_consent(done_of(case, entry), wish.asked_by, person, case.facts, at)
    if wish.answer:
        reasons.append(Reason("undo_answered", Kind.STALE))
    if not person.fresh:
        reasons.append(Reason("not_fresh", Kind.PERSON))
    reasons += against_text(answer.note, optional=answer.consents, field="note")
    if reasons:
        raise Refused(reasons)


def _write(case: Case, wish: Wish, answer: UndoAnswer, person: Person, at: dt.datetime) -> None:
    values = {
        "answer": CONSENTED if answer.consents else REFUSED,
        "answered_by": person.id,
        "answered_at": at,
        "note": answer.note or None,
    }
    mine = sa.and_(UndoRequest.plan_id == answer.plan_id, UndoRequest.n == answer.n)
    db.session.execute(sa.update(table(UndoRequest)).where(mine).values(**values))
    if answer.consents:
        fits = consenting(done_of(case, case.entries[-1]), person, case.facts)
        undo_move(case, wish, Consent(person, fits[0]), at)
        return
    said = {"plan": answer.plan_id, "n": answer.n, "given": {"reason": answer.note}}
    entry_id = record(person.id, TOLD, at, said)
    owe(Debt(entry_id=entry_id, plan_id=answer.plan_id, kind=TOLD, at=at), [wish.asked_by])
