"""Ask that the newest move on a plan be undone. Nothing moves until a second person consents."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.plan_facts import Case
from workflow.facts.record import EntryRow
from workflow.facts.undo import done_of, wish_of
from workflow.models import UndoRequest, table
from workflow.services.note_refusal import note_refusal
from workflow.services.owe import Debt, owe
from workflow.services.record import record
from workflow.services.write_comment import against_operation, locked
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Reason, Refused
from workflow.states.reviewing import against_text
from workflow.states.undoing import against_asking, against_second

ASKED = "undo_asked"
"""The act in the asker's own chain; also the name of the words that tell of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoAsked:
    """What is asked for. n: place of the act in the plan's chain: the newest, as the person saw
    it."""

    plan_id: int
    n: int
    reason: str
    operation_id: str


@durable
def ask_undo(asked: UndoAsked, person: Person, at: dt.datetime) -> None:
    """Ask; the same again asks once. Those who may consent are told.

    Raises NotFound; Refused: 409 when somebody acted since or asked already, 403 when the act is
    not the person's or they did not prove who they are, 422 when its time is over or no reason is
    given.
    """
    writing()
    against_operation(asked.operation_id)
    case = locked(asked.plan_id, person, at)
    entry = next((e for e in case.entries if e.n == asked.n), case.entries[-1])
    wish = wish_of(asked.plan_id, entry.n)
    if wish and (wish.asked_by, wish.operation_id) == (person.id, asked.operation_id):
        return
    seconds = _seconds(case, entry, person)
    try:
        _judge(case, entry, asked, person, at)
        if wish or not seconds:
            raise Refused([Reason("undo_asked", Kind.STALE) if wish else Reason("undo_nobody")])
    except Refused as refused:
        note_refusal(refused, person, at, {"plan": asked.plan_id, "undo": entry.n})
        raise
    _write(asked, entry, person, at)
    said = {"plan": asked.plan_id, "n": entry.n, "entry": entry.hash}
    entry_id = record(person.id, ASKED, at, said | {"given": {"reason": asked.reason}})
    owe(Debt(entry_id=entry_id, plan_id=asked.plan_id, kind=ASKED, at=at), seconds)
    db.session.commit()


def _seconds(case: Case, entry: EntryRow, person: Person) -> list[int]:
    """Everybody who could consent."""
    done = done_of(case, entry)
    people = [one.actor for one in case.people]
    return [one.id for one in people if not against_second(done, person.id, one, case.facts)]


def _judge(case: Case, entry: EntryRow, asked: UndoAsked, person: Person, at: dt.datetime) -> None:
    reasons = against_asking(done_of(case, entry), person, case.facts, at)
    if entry.n != asked.n:
        reasons.append(Reason("stale", Kind.STALE))
    if not person.fresh:
        reasons.append(Reason("not_fresh", Kind.PERSON))
    if found := [*reasons, *against_text(asked.reason, field="reason")]:
        raise Refused(found)


def _write(asked: UndoAsked, entry: EntryRow, person: Person, at: dt.datetime) -> None:
    values = {
        "plan_id": asked.plan_id,
        "n": entry.n,
        "entry_hash": entry.hash,
        "asked_by": person.id,
        "asked_at": at,
        "reason": asked.reason,
        "operation_id": asked.operation_id,
    }
    db.session.execute(sa.insert(table(UndoRequest)).values(**values))
