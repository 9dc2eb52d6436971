"""Record what happened to an account, in the account's own chain."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.ledger.chain import START
from workflow.models import Entry, Person
from workflow.services.append_entry import Act, append_entry
from workflow.services.owe import Debt, owe
from workflow.states.facts import Holding

_ACCOUNT = Holding(post="account")
ITSELF = "itself"
"""Who acts when nobody else is named: the person whose account it is."""


def record(
    person_id: int, act: str, at: dt.datetime, body: Mapping[str, Any], actor: str | None = ITSELF
) -> int:
    """Append an act to an account's chain, in the caller's transaction; return the entry's id.

    actor: ref of who acted, where that is somebody else; None for the system. Locks the account,
    which comes last in the order of locks.
    """
    ref = db.session.execute(
        sa.select(Person.ref).where(Person.id == person_id).with_for_update()
    ).scalar_one()
    subject = f"account:{ref}"
    last = db.session.execute(
        sa.select(Entry.n, Entry.hash)
        .where(Entry.subject == subject)
        .order_by(Entry.n.desc())
        .limit(1)
    ).one_or_none()
    by = ref if actor == ITSELF else actor
    entry = Act(subject=subject, at=at, actor=by, holding=_ACCOUNT, act=act)
    return append_entry(entry, (last.n, last.hash) if last else (0, START), body)


def record_and_tell(
    person_id: int, act: str, at: dt.datetime, body: Mapping[str, Any], actor: str | None = ITSELF
) -> int:
    """Append an act to an account's chain and tell its person, by the words of the event of that
    name; return the entry's id."""
    entry_id = record(person_id, act, at, body, actor)
    owe(Debt(entry_id=entry_id, plan_id=None, kind=act, at=at), [person_id])
    return entry_id
