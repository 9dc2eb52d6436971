"""The demo world's people, for the sign-in page and `flask demo show`; and what its loader must
know of notices and messages.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.around import of_province
from workflow.models import Appointment, Notice, Outbox, Person, Province
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


def newest_notice() -> int:
    """The newest notice's id, 0 when there is none."""
    return db.session.execute(sa.select(sa.func.max(Notice.id))).scalar_one() or 0


def unread_before(at: dt.datetime) -> list[tuple[int, int]]:
    """Everyone with unread notices made before an instant: their id, the newest of these."""
    query = (
        sa.select(Notice.person_id, sa.func.max(Notice.id))
        .where(Notice.read_at.is_(None), Notice.made_at < at)
        .group_by(Notice.person_id)
        .order_by(Notice.person_id)
    )
    return [(person_id, newest) for person_id, newest in db.session.execute(query)]


def owed_before(at: dt.datetime, plan_id: int) -> list[int]:
    """Messages owed before an instant about plans with higher ids, or about no plan."""
    query = (
        sa.select(Outbox.id)
        .where(
            sa.text("state IN ('owed', 'leased')"),
            Outbox.next_at <= at,
            sa.or_(Outbox.plan_id.is_(None), Outbox.plan_id > plan_id),
        )
        .order_by(Outbox.id)
    )
    return list(db.session.scalars(query))


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
        *of_province,
    )
    .outerjoin(Appointment, Appointment.person_id == Person.id)
    .outerjoin(Province, Province.code == Appointment.province_code)
    .where(Person.demo_key.is_not(None))
    .order_by(Person.id, Appointment.id)
)
