"""What stands for a person, and so is the first that somebody guesses of their password."""

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Appointment, Person, Province


def names_for(person_id: int) -> tuple[str, ...]:
    """User name, e-mail without what follows the @, and the provinces of a person's posts, whenever
    they held them: one query."""
    rows = db.session.execute(_names, {"person": person_id}).all()
    own = [name for row in rows[:1] for name in (row.username, row.email.partition("@")[0])]
    places = [name for row in rows if row.name_th for name in (row.name_th, row.name_en)]
    return (*own, *dict.fromkeys(places))


_names = (
    sa.select(Person.username, Person.email, Province.name_th, Province.name_en)
    .outerjoin(Appointment, Appointment.person_id == Person.id)
    .outerjoin(Province, Province.code == Appointment.province_code)
    .where(Person.id == sa.bindparam("person"))
)
