"""What a person can prove their identity with, beside the password."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Passkey, Person, RecoveryCode, Totp, table

HALF = dt.timedelta(minutes=10)
"""How long a session waits for the second factor."""


@dataclass(frozen=True, slots=True)
class Factors:
    """An authenticator app or not, how many passkeys, how many recovery codes not used yet."""

    totp: bool
    passkeys: int
    codes_left: int

    @property
    def any(self) -> bool:
        """Whether signing in asks for more than the password."""
        return self.totp or self.passkeys > 0

    @property
    def number(self) -> int:
        """How many factors there are; recovery codes only stand in for them."""
        return self.passkeys + self.totp


def factors_of(person_id: int) -> Factors:
    """The factors of a person: one query."""
    row = db.session.execute(_factors, {"person": person_id}).one()
    return Factors(row.totp, row.passkeys, row.codes_left)


def credential_ids(person_id: int) -> list[bytes]:
    """The passkeys of a person, as their devices know them."""
    query = sa.select(Passkey.credential_id).where(Passkey.person_id == person_id)
    return list(db.session.scalars(query.order_by(Passkey.id)))


_totp, _passkey, _code = table(Totp).c, table(Passkey).c, table(RecoveryCode).c
_person = table(Person).c
has_totp = (
    sa.select(_totp.person_id)
    .where(_totp.person_id == _person.id, _totp.confirmed_at.is_not(None))
    .exists()
)
number_of_passkeys = (
    sa.select(sa.func.count())
    .select_from(table(Passkey))
    .where(_passkey.person_id == _person.id)
    .scalar_subquery()
)
_codes_left = (
    sa.select(sa.func.count())
    .select_from(RecoveryCode)
    .where(_code.person_id == _person.id, _code.used_at.is_(None))
    .scalar_subquery()
)
_factors = sa.select(
    has_totp.label("totp"),
    number_of_passkeys.label("passkeys"),
    _codes_left.label("codes_left"),
).where(_person.id == sa.bindparam("person"))
