"""What is known of the undoing of a plan's acts: the act itself, and who asked for it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from workflow.extensions import db
from workflow.facts.plan_facts import Case
from workflow.facts.record import EntryRow
from workflow.models import Person, UndoRequest
from workflow.states.amending import superseding
from workflow.states.procedure import RESOLUTION
from workflow.states.undoing import Done, can_be_undone
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class Wish:
    """A request to undo an act, and what a second person answered: consented, refused, or nothing
    yet. n: place of the act in the plan's chain."""

    n: int
    reason: str
    asked_by: int
    asker: Words
    asked_at: dt.datetime
    operation_id: str
    answer: str | None
    answered_by: int | None
    answerer: Words
    answered_at: dt.datetime | None
    note: str


def done_of(case: Case, entry: EntryRow) -> Done:
    """An act on a plan as the rules of undoing see it."""
    move = case.procedure.move.get(entry.act)
    undoable = move is not None and can_be_undone(move, case.procedure)
    return Done(
        person_id=entry.actor_id,
        post=entry.post,
        move=move if undoable else None,
        holder=case.plan.held_by,
        at=entry.at,
        by_meeting=move is not None and move.by == (RESOLUTION,),
        last=entry.n == case.plan.version,
        untouched=entry.content_digest == case.plan.digest,
        recorded="before" in entry.body,
        replaced=case.facts.amends and superseding(case.procedure, case.plan.stage) is not None,
    )


def wish_of(plan_id: int, n: int) -> Wish | None:
    """The request to undo an act of a plan, if there was one."""
    row = db.session.execute(_wish, {"plan": plan_id, "n": n}).one_or_none()
    return _wished(row) if row else None


def _wished(row: Any) -> Wish:
    return Wish(
        n=row.n,
        reason=row.reason,
        asked_by=row.asked_by,
        asker=Words(row.asker_th, row.asker_en or row.asker_th),
        asked_at=row.asked_at,
        operation_id=row.operation_id,
        answer=row.answer,
        answered_by=row.answered_by,
        answerer=Words(row.answerer_th or "", row.answerer_en or row.answerer_th or ""),
        answered_at=row.answered_at,
        note=row.note or "",
    )


_asker, _answerer = aliased(Person), aliased(Person)
_wish = (
    sa.select(
        *UndoRequest.__table__.columns,
        _asker.name_th.label("asker_th"),
        _asker.name_en.label("asker_en"),
        _answerer.name_th.label("answerer_th"),
        _answerer.name_en.label("answerer_en"),
    )
    .join(_asker, _asker.id == UndoRequest.asked_by)
    .outerjoin(_answerer, _answerer.id == UndoRequest.answered_by)
    .where(UndoRequest.plan_id == sa.bindparam("plan"), UndoRequest.n == sa.bindparam("n"))
)
