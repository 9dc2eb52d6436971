"""Accounts, for commands and lists."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.factors import Factors, has_totp, number_of_passkeys
from workflow.facts.people import holdings_of, holdings_of_all
from workflow.models import Person
from workflow.states.facts import Holding
from workflow.states.refusals import NotFound
from workflow.thai.text import key
from workflow.thai.words import Words

PAGE = 40
"""Accounts on a page."""


def any_person() -> bool:
    """Whether any account exists."""
    return db.session.execute(sa.select(Person.id).limit(1)).scalar_one_or_none() is not None


def person_id_of(username: str) -> int | None:
    """Id of the account with a user name, disabled or not; None when there is none."""
    found: int | None = db.session.execute(
        sa.select(Person.id).where(Person.username_key == key(username))
    ).scalar_one_or_none()
    return found


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An account in the administrator's list. posts: those held today."""

    id: int
    ref: str
    username: str
    name: Words
    email: str
    disabled_at: dt.datetime | None
    factors: Factors
    posts: tuple[Holding, ...] = ()


def people(words: str, after: str, day: dt.date) -> list[PersonRow]:
    """A page of accounts by user name, after a user name's key, whose name, user name or address
    contains some words: two queries."""
    query = _people.where(Person.username_key > after).order_by(Person.username_key).limit(PAGE)
    if words:
        like = f"%{_LITERAL.sub(_ESCAPED, words)}%"
        columns = (Person.username, Person.name_th, Person.name_en, Person.email)
        query = query.where(sa.or_(*(column.ilike(like, escape="\\") for column in columns)))
    rows = db.session.execute(query).all()
    held = holdings_of_all([row.id for row in rows], day)
    return [_row(row, held.get(row.id, ())) for row in rows]


def person_row(person_id: int, day: dt.date) -> PersonRow:
    """One account. Raises NotFound."""
    row = db.session.execute(_people.where(Person.id == person_id)).one_or_none()
    if row is None:
        raise NotFound(f"person {person_id}")
    return _row(row, holdings_of(person_id, day))


def _row(row: Any, posts: tuple[Holding, ...]) -> PersonRow:
    return PersonRow(
        id=row.id,
        ref=row.ref,
        username=row.username,
        name=Words(row.name_th, row.name_en or row.name_th),
        email=row.email,
        disabled_at=row.disabled_at,
        factors=Factors(row.has_totp, row.passkeys, 0),
        posts=posts,
    )


_LITERAL, _ESCAPED = re.compile(r"([%_\\])"), r"\\\1"
_people = sa.select(
    Person.id,
    Person.ref,
    Person.username,
    Person.name_th,
    Person.name_en,
    Person.email,
    Person.disabled_at,
    has_totp.label("has_totp"),
    number_of_passkeys.label("passkeys"),
)
