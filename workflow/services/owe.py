"""Owe messages: rows in the transaction of what they tell of. Nobody else writes the outbox."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Notice, Outbox, table


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """What is to be told: the entry it tells of, the plan it is about, and under which words
    (a move or event)."""

    entry_id: int
    plan_id: int | None
    kind: str
    at: dt.datetime


def owe(debt: Debt, recipients: Iterable[int]) -> None:
    """Owe each person (ids) an e-mail, and show each a notice, in the caller's transaction.

    The same act never owes the same message twice.
    """
    people = sorted(set(recipients))
    if not people:
        return
    db.session.execute(_insert_outbox, [_mail(debt, person) for person in people])
    db.session.info["owed"] = True
    show_notices(debt, people)


def show_notices(debt: Debt, recipients: Iterable[int]) -> None:
    """Show each person (ids) a notice, and send nothing, in the caller's transaction."""
    rows = [_notice(debt, person) for person in sorted(set(recipients))]
    if rows:
        db.session.execute(_insert_notices, rows)


def _mail(debt: Debt, person_id: int) -> dict[str, object]:
    return {
        "entry_id": debt.entry_id,
        "plan_id": debt.plan_id,
        "kind": debt.kind,
        "recipient_id": person_id,
        "channel": "email",
        "dedupe_key": f"{debt.entry_id}:{debt.kind}:{person_id}:email",
        "state": "owed",
        "attempts": 0,
        "next_at": debt.at,
        "created_at": debt.at,
    }


def _notice(debt: Debt, person_id: int) -> dict[str, object]:
    return {
        "entry_id": debt.entry_id,
        "plan_id": debt.plan_id,
        "kind": debt.kind,
        "person_id": person_id,
        "made_at": debt.at,
    }


_insert_outbox = sa.insert(table(Outbox))
_insert_notices = sa.insert(table(Notice))
