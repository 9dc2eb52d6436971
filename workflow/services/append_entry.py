"""Append one entry to a subject's chain. The caller holds the subject's row lock and commits."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.canonical import canonical_json
from workflow.extensions import db, ledger_keys
from workflow.ledger import chain
from workflow.ledger.keys import KEY_ID
from workflow.models import Entry, EntryBody, table
from workflow.states.facts import Holding

SYSTEM = Holding(post="system", capacity="system")

_insert_entry = sa.insert(table(Entry)).returning(Entry.id)
_insert_body = sa.insert(table(EntryBody))


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is to be recorded of an act, before it is chained."""

    subject: str
    at: dt.datetime
    actor: str | None
    holding: Holding
    act: str
    stage_from: str | None = None
    stage_to: str | None = None
    version: int | None = None
    content_digest: str | None = None
    case_digest: str | None = None
    operation_id: str | None = None
    fingerprint: str | None = None


def append_entry(act: Act, last: tuple[int, str], body: Mapping[str, Any]) -> int:
    """Chain an act behind the last entry (its n and hash); return the new entry's id."""
    text = canonical_json(body)
    salt, body_digest = chain.salted(text)
    values = {**_chained(act, last, body_digest), "at": act.at}
    entry_id: int = db.session.execute(_insert_entry, values).scalar_one()
    db.session.execute(_insert_body, {"entry_id": entry_id, "salt": salt, "text": text})
    return entry_id


def instant(at: dt.datetime) -> str:
    """An instant as the chain writes it."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _chained(act: Act, last: tuple[int, str], body_digest: str) -> dict[str, Any]:
    """The entry by the names of its fields, sealed."""
    key = ledger_keys().chain[KEY_ID]
    n, prev = last
    fields = {
        **{name: getattr(act, name) for name in _SAME},
        "n": n + 1,
        "at": instant(act.at),
        "post": act.holding.post,
        "capacity": act.holding.capacity,
        "order_no": act.holding.order_no,
        "body_digest": body_digest,
        "key_id": KEY_ID,
        "prev": prev,
    }
    return {**fields, "hash": chain.seal(key, chain.Entry(**fields))}


_SAME = (
    "subject",
    "actor",
    "act",
    "stage_from",
    "stage_to",
    "version",
    "content_digest",
    "case_digest",
    "operation_id",
    "fingerprint",
)
