"""Answer for a decision entered from paper: confirm it, and the move is made in the name of whoever
decided; refuse it; or, as whoever entered it, take it back."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from workflow.extensions import db, durable, writing
from workflow.facts.paper import OnPaper, decision_of
from workflow.facts.plan_facts import Case
from workflow.models import PaperDecision, table
from workflow.services.move_plan import Asked, Moved, move_plan
from workflow.services.note_refusal import note_refusal
from workflow.services.owe import Debt, owe
from workflow.services.record import record
from workflow.services.write_comment import locked
from workflow.states.facts import Person
from workflow.states.papering import against_checking, of_decider
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.states.reviewing import against_text

CONFIRMED, REFUSED, TAKEN_BACK = "confirmed", "refused", "taken_back"
_TOLD = "paper_confirmed"
_ACTS = {REFUSED: "paper_refused", TAKEN_BACK: "paper_taken_back"}
"""Acts in the answerer's own chain; a refusal has words that tell of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAnswer:
    """An answer: confirmed, refused or taken_back. no: the decision's number within the plan.
    note: why, which a refusal needs."""

    plan_id: int
    no: int
    answer: str
    note: str = ""


@durable
def answer_paper(answer: PaperAnswer, person: Person, at: dt.datetime) -> None:
    """Answer; the same again is answered once.

    Raises NotFound; Refused: 409 when it was answered or the plan has moved on, 403 when it is not
    theirs to answer or they did not prove who they are, 422 when the move cannot be made or a
    refusal says no reason.
    """
    writing()
    case = locked(answer.plan_id, person, at)
    decision = decision_of(answer.plan_id, answer.no)
    if decision is None:
        raise NotFound(f"plan {answer.plan_id} paper decision {answer.no}")
    if (decision.row.answered_by, decision.row.answer) == (person.id, answer.answer):
        return
    try:
        if reasons := _against(case, decision, answer, person):
            raise Refused(reasons)
        moved = _moved(decision, person, at) if answer.answer == CONFIRMED else None
    except IntegrityError as taken:
        raise Refused([Reason("operation_reused")]) from taken
    except Refused as refused:
        note_refusal(refused, person, at, {"plan": answer.plan_id, "paper": answer.no})
        raise
    _write(decision, answer, (person, at), moved)
    db.session.commit()


def _against(case: Case, decision: OnPaper, answer: PaperAnswer, person: Person) -> list[Reason]:
    row = decision.row
    reasons = []
    if row.answer:
        reasons.append(Reason("paper_answered", Kind.STALE))
    elif not decision.is_of(case.plan):
        reasons.append(Reason("paper_lapsed", Kind.STALE))
    if answer.answer == TAKEN_BACK:
        mine = row.entered_by == person.id
        return reasons + ([] if mine else [Reason("paper_not_taken_back", Kind.PERSON)])
    move = case.procedure.move[row.move]
    reasons += against_checking(move, row.decided_by, row.entered_by, person, case.facts)
    if not person.fresh:
        reasons.append(Reason("not_fresh", Kind.PERSON))
    optional = answer.answer == CONFIRMED
    return reasons + against_text(answer.note, optional=optional, field="note")


def _moved(decision: OnPaper, person: Person, at: dt.datetime) -> Moved:
    """Make the move in the name of whoever decided."""
    row = decision.row
    asked = Asked(
        plan_id=row.plan_id,
        move=row.move,
        version=row.version,
        digest=row.digest,
        operation_id=row.operation_id,
        given=decision.given,
    )
    try:
        return move_plan(asked, decision.signer(), at, paper=_paper(row, person))
    except Refused as refused:
        raise Refused(of_decider(refused.reasons)) from refused


def _paper(row: Any, person: Person) -> dict[str, Any]:
    """What the move's entry keeps of the document."""
    return {
        "no": row.no,
        "number": row.number,
        "date": row.decided_on.isoformat(),
        "scan": row.scan,
        "entered_by": row.enterer_ref,
        "checked_by": person.ref,
    }


def _write(
    decision: OnPaper, answer: PaperAnswer, by: tuple[Person, dt.datetime], moved: Moved | None
) -> None:
    (person, at), row = by, decision.row
    values = {
        "answer": answer.answer,
        "answered_by": person.id,
        "answered_at": at,
        "note": answer.note or None,
        "entry_id": moved.entry_id if moved else None,
    }
    this = PaperDecision.id == row.id
    db.session.execute(sa.update(table(PaperDecision)).where(this).values(**values))
    if moved:
        debt = Debt(entry_id=moved.entry_id, plan_id=row.plan_id, kind=_TOLD, at=at)
        owe(debt, {row.decided_by, row.entered_by} - {person.id})
        return
    act = _ACTS[answer.answer]
    said = {"plan": row.plan_id, "no": row.no, "given": {"reason": answer.note}}
    entry_id = record(person.id, act, at, said)
    if answer.answer == REFUSED:
        debt = Debt(entry_id=entry_id, plan_id=row.plan_id, kind=act, at=at)
        owe(debt, [row.entered_by])
