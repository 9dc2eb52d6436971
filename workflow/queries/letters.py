"""What messages tell, and whom: for a batch, in a fixed number of queries."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from workflow.extensions import db
from workflow.facts.published import procedure_of
from workflow.facts.record import subject_of
from workflow.models import Entry, EntryBody, Outbox, Person, Plan, Province, Round
from workflow.states.procedure import Move, events
from workflow.thai.words import Words

NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a message is for."""

    email: str
    name: Words
    disabled: bool


@dataclass(frozen=True, slots=True)
class About:
    """The plan that a message is about; empty for a message about something else."""

    plan_id: int | None = None
    title: Words = NOTHING
    province: Words = NOTHING
    round: Words = NOTHING


@dataclass(frozen=True, slots=True)
class OwedLetter:
    """A message before it is written: the words of its kind, and what they are filled with.

    words: None when neither the plan's procedure nor our own events know the kind.
    """

    id: int
    made_at: dt.datetime
    recipient: Recipient
    entry_id: int
    at: dt.datetime
    actor: Words
    post: str
    capacity: str
    operation_id: str | None
    body: dict[str, Any]
    about: About
    words: Move | None


def letters_of(ids: Sequence[int]) -> dict[int, OwedLetter]:
    """Messages by id, with all that is needed to write them."""
    rows = db.session.execute(_letters, {"ids": list(ids)}).all()
    plans = _plans({row.subject for row in rows})
    return {row.id: _letter(row, plans.get(row.subject)) for row in rows}


def _plans(subjects: set[str]) -> dict[str, Any]:
    """The rows of plans, by the ledger's name of each."""
    ids = [int(name.removeprefix("plan:")) for name in subjects if name.startswith("plan:")]
    return {subject_of(row.id): row for row in db.session.execute(_of_plans, {"ids": ids})}


def _letter(row: Any, plan: Any) -> OwedLetter:
    moves = procedure_of(plan.procedure_id).move if plan else {}
    return OwedLetter(
        id=row.id,
        made_at=row.created_at,
        recipient=Recipient(row.email, _words(row.to_th, row.to_en), row.disabled_at is not None),
        entry_id=row.entry_id,
        at=row.at,
        actor=_words(row.actor_th or "", row.actor_en or ""),
        post=row.post,
        capacity=row.capacity,
        operation_id=row.operation_id,
        body=json.loads(row.text or b"{}"),
        about=_about(plan) if plan else About(),
        words=moves.get(row.kind) or events().get(row.kind),
    )


def _about(plan: Any) -> About:
    return About(
        plan_id=plan.id,
        title=_words(plan.title, plan.title_en),
        province=_words(plan.province_th, plan.province_en),
        round=_words(plan.round_th, plan.round_en),
    )


def _words(th: str, en: str) -> Words:
    """Both languages; what has no English is said in Thai."""
    return Words(th, en or th)


_actor = aliased(Person)
_letters = (
    sa.select(
        Outbox.id,
        Outbox.kind,
        Outbox.created_at,
        Outbox.entry_id,
        Person.email,
        Person.name_th.label("to_th"),
        Person.name_en.label("to_en"),
        Person.disabled_at,
        Entry.subject,
        Entry.at,
        Entry.post,
        Entry.capacity,
        Entry.operation_id,
        EntryBody.text,
        _actor.name_th.label("actor_th"),
        _actor.name_en.label("actor_en"),
    )
    .join(Person, Person.id == Outbox.recipient_id)
    .join(Entry, Entry.id == Outbox.entry_id)
    .outerjoin(EntryBody, EntryBody.entry_id == Entry.id)
    .outerjoin(_actor, _actor.ref == Entry.actor)
    .where(Outbox.id.in_(sa.bindparam("ids", expanding=True)))
)
_of_plans = (
    sa.select(
        Plan.id,
        Plan.procedure_id,
        Plan.title,
        Plan.title_en,
        Province.name_th.label("province_th"),
        Province.name_en.label("province_en"),
        Round.title_th.label("round_th"),
        Round.title_en.label("round_en"),
    )
    .join(Province, Province.code == Plan.province_code)
    .join(Round, Round.code == Plan.round_code)
    .where(Plan.id.in_(sa.bindparam("ids", expanding=True)))
)
