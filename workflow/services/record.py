"""Record what happened to an account, in the account's own chain."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.ledger.chain import START
from workflow.models import Entry, Person
from workflow.services.append_entry import Act, append_entry
from workflow.states.facts import Holding

_ACCOUNT = Holding(post="account")


def record(person_id: int, act: str, at: dt.datetime, body: Mapping[str, Any]) -> int:
    """Append an act to an account's chain, in the caller's transaction; return the entry's id.

    Locks the account, which comes last in the order of locks.
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
    entry = Act(subject=subject, at=at, actor=ref, holding=_ACCOUNT, act=act)
    return append_entry(entry, (last.n, last.hash) if last else (0, START), body)
