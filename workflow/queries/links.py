"""Links that set a password: whether one still works."""

import datetime as dt
import hashlib
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Link, Person
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class LivingLink:
    """Of what kind a link is, and whose."""

    kind: str
    username: str
    name: Words


def living_link(token: str, at: dt.datetime) -> LivingLink | None:
    """The link of a token, if it still sets a password."""
    token_hash = hashlib.sha256(token.encode()).hexdigest()
    row = db.session.execute(
        sa.select(Link.kind, Person.username, Person.name_th, Person.name_en)
        .join(Person, Person.id == Link.person_id)
        .where(
            Link.token_hash == token_hash,
            Link.used_at.is_(None),
            Link.until > at,
            Person.disabled_at.is_(None),
        )
    ).one_or_none()
    return LivingLink(row.kind, row.username, Words(row.name_th, row.name_en)) if row else None
