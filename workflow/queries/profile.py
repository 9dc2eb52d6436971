"""One's own account: sessions and second factors."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.factors import Factors, factors_of
from workflow.models import Passkey, Session
from workflow.queries.person import IDLE, LONGEST


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session that lasts: since when, when it was last used, and with what."""

    id_hash: str
    created_at: dt.datetime
    seen_at: dt.datetime
    agent: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person sees of their account."""

    factors: Factors
    passkeys: list[Any]
    sessions: list[SessionRow]


def profile(person_id: int, at: dt.datetime) -> Profile:
    """A person's factors, passkeys and living sessions, the newest first: three queries."""
    query = sa.select(Passkey.id, Passkey.name, Passkey.made_at, Passkey.used_at)
    mine = query.where(Passkey.person_id == person_id).order_by(Passkey.id)
    return Profile(
        factors=factors_of(person_id),
        passkeys=list(db.session.execute(mine)),
        sessions=sessions_of(person_id, at),
    )


def sessions_of(person_id: int, at: dt.datetime) -> list[SessionRow]:
    """Sessions of a person that would still open something."""
    query = (
        sa.select(Session.id_hash, Session.created_at, Session.seen_at, Session.agent)
        .where(
            Session.person_id == person_id,
            Session.ended_at.is_(None),
            Session.half.is_(False),
            Session.seen_at > at - IDLE,
            Session.created_at > at - LONGEST,
        )
        .order_by(Session.created_at.desc(), Session.id_hash)
    )
    return [SessionRow(*row) for row in db.session.execute(query)]
