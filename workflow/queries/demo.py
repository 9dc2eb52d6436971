"""The demo world's people, for the sign-in page and `flask demo show`."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Appointment, Person, Province
from workflow.states.policy import POSTS
from workflow.thai.words import Words

_ORDER = (*POSTS,)
PASSWORD = "sanoe-demo-2569"  # noqa: S105 - the demo's one password, printed on its sign-in page


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A principal of the demo: who they are, where, and how to sign in as them."""

    key: str
    username: str
    name: Words
    posts: tuple[tuple[str, str | None, str], ...]
    """Post, province code, capacity."""
    title: Words


def demo_people() -> list[DemoPerson]:
    """The demo's principals, in the order in which a plan travels; empty in production."""
    rows = db.session.execute(_principals).all()
    by_key: dict[str, list[Any]] = {}
    for row in rows:
        by_key.setdefault(row.demo_key, []).append(row)
    people = [_principal(theirs) for theirs in by_key.values()]
    return sorted(
        people, key=lambda one: _ORDER.index(one.posts[0][0]) if one.posts else len(_ORDER)
    )


def _principal(rows: list[Any]) -> DemoPerson:
    first = rows[0]
    posts = tuple((row.post, row.province_code, row.capacity) for row in rows if row.post)
    title = POSTS.get(first.post, Words("-", "-"))
    where = Words(first.province_th or "", first.province_en or "")
    return DemoPerson(
        key=first.demo_key,
        username=first.username,
        name=Words(first.name_th, first.name_en),
        posts=posts,
        title=Words(f"{title.th} {where.th}".strip(), f"{title.en} {where.en}".strip()),
    )


_principals = (
    sa.select(
        Person.demo_key,
        Person.username,
        Person.name_th,
        Person.name_en,
        Appointment.post,
        Appointment.province_code,
        Appointment.capacity,
        Province.name_th.label("province_th"),
        Province.name_en.label("province_en"),
    )
    .outerjoin(Appointment, Appointment.person_id == Person.id)
    .outerjoin(Province, Province.code == Appointment.province_code)
    .where(Person.demo_key.is_not(None))
    .order_by(Person.id, Appointment.id)
)
