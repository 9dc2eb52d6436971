"""What messages tell, and whom: one query for a batch."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from workflow.extensions import db
from workflow.facts.around import of_province, of_round, province_of, round_of
from workflow.facts.published import procedure_of
from workflow.models import Entry, EntryBody, Link, Outbox, Person, Plan, Province, Round
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
    """A message before it is written: of what kind, and what its words are filled with.

    text: what the entry says, as canonical JSON. procedure_id: that of the plan.
    """

    id: int
    kind: str
    made_at: dt.datetime
    recipient: Recipient
    entry_id: int
    at: dt.datetime
    actor: Words
    post: str
    capacity: str
    operation_id: str | None
    text: bytes
    about: About
    procedure_id: int | None
    subject: str
    """The ledger's name of what the entry is about."""
    nonce: str | None = None
    """What the token is made of, in a message with a link that sets a password."""


def letters_of(ids: Sequence[int]) -> dict[int, OwedLetter]:
    """Messages by id, with all that is needed to write them: one query."""
    rows = db.session.execute(_letters, {"ids": list(ids)})
    return {row.id: _letter(row) for row in rows.all()}


def words_of(owed: OwedLetter) -> Move | None:
    """The words of a message's kind: a move's of its plan's procedure, or those of an event of
    ours. None when neither knows it. One query for a procedure not met before."""
    moves = procedure_of(owed.procedure_id).move if owed.procedure_id else {}
    return moves.get(owed.kind) or events().get(owed.kind)


def _letter(row: Any) -> OwedLetter:
    return OwedLetter(
        id=row.id,
        kind=row.kind,
        made_at=row.created_at,
        recipient=Recipient(row.email, _words(row.to_th, row.to_en), row.disabled_at is not None),
        entry_id=row.entry_id,
        at=row.at,
        actor=_words(row.actor_th or "", row.actor_en or ""),
        post=row.post,
        capacity=row.capacity,
        operation_id=row.operation_id,
        text=row.text or b"{}",
        about=_about(row) if row.plan_id else About(),
        procedure_id=row.procedure_id,
        subject=row.subject,
        nonce=row.nonce,
    )


def _about(row: Any) -> About:
    return About(
        plan_id=row.plan_id,
        title=_words(row.title, row.title_en),
        province=province_of(row),
        round=round_of(row),
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
        Outbox.plan_id,
        Plan.procedure_id,
        Plan.title,
        Plan.title_en,
        *of_province,
        *of_round,
        Link.nonce,
    )
    .join(Person, Person.id == Outbox.recipient_id)
    .join(Entry, Entry.id == Outbox.entry_id)
    .outerjoin(EntryBody, EntryBody.entry_id == Entry.id)
    .outerjoin(_actor, _actor.ref == Entry.actor)
    .outerjoin(Plan, Plan.id == Outbox.plan_id)
    .outerjoin(Province, Province.code == Plan.province_code)
    .outerjoin(Round, Round.code == Plan.round_code)
    .outerjoin(Link, Link.entry_id == Outbox.entry_id)
    .where(Outbox.id.in_(sa.bindparam("ids", expanding=True)))
)
