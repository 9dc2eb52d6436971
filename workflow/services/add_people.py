"""Add accounts, with the posts they are appointed to."""

import datetime as dt
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Person, table
from workflow.services.appoint import NewAppointment, write_appointment
from workflow.services.record import ITSELF, record
from workflow.states.refusals import refuse
from workflow.thai import text

_USERNAME = re.compile(r"[\w.\-]{3,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """An account to be made. password_hash: from `services.password.hash_password`."""

    username: str
    name_th: str
    name_en: str
    email: str
    password_hash: str
    demo_key: str | None = None
    appointments: Sequence[NewAppointment] = field(default=())


@durable
def add_people(people: Sequence[NewPerson], at: dt.datetime) -> list[int]:
    """Add accounts in one transaction; return their ids. Refused: odd or taken user name."""
    writing()
    ids = [write_person(person, at) for person in people]
    db.session.commit()
    return ids


def write_person(person: NewPerson, at: dt.datetime, actor: str | None = ITSELF) -> int:
    """Add an account in the caller's transaction; return its id. actor: as in `record`."""
    username = text.normalize(person.username).strip()
    key = text.key(username)
    if not (_USERNAME.fullmatch(username) and _USERNAME.fullmatch(key)):
        refuse("username_odd", field="username")
    if db.session.execute(_taken, {"key": key}).scalar_one_or_none():
        refuse("username_taken", field="username")
    values = {
        "ref": f"p-{secrets.token_hex(8)}",
        "username": username,
        "username_key": key,
        "name_th": person.name_th,
        "name_en": person.name_en,
        "email": person.email,
        "language": "th",
        "password_hash": person.password_hash,
        "demo_key": person.demo_key,
    }
    person_id: int = db.session.execute(_insert, values).scalar_one()
    record(person_id, "account_made", at, {"username": username}, actor)
    for appointment in person.appointments:
        write_appointment(person_id, appointment, at)
    return person_id


_taken = sa.select(Person.id).where(Person.username_key == sa.bindparam("key"))
_insert = sa.insert(table(Person)).returning(Person.id)
