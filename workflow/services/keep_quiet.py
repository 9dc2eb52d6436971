"""Keep that a section was saved by itself, and that somebody has it open, in the transaction of
whoever writes. Quiet saves are many: what they replace is kept while somebody may still work on
it, and no longer."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import PastSection, Presence, Section, table
from workflow.states.facts import Person

KEPT = dt.timedelta(minutes=30)
"""How long a quiet text is kept that no page is known to show."""
_FORGOTTEN = dt.timedelta(hours=12)
"""After which nobody comes back to a page: no session lasts longer."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A section that somebody has open. version: of the text on their page."""

    plan_id: int
    key: str
    version: int


def keep_quiet(opened: Opened, person: Person, at: dt.datetime) -> None:
    """Keep that the present text of a section was saved by itself, and forget those like it that
    nobody can be working on any more. The caller commits."""
    here = {"plan": opened.plan_id, "name": opened.key}
    keep_open(opened, person, at)
    db.session.execute(_mark, here | {"seen": opened.version})
    db.session.execute(_forget_texts, here | {"before": at - KEPT})


def keep_open(opened: Opened, person: Person, at: dt.datetime) -> None:
    """Keep that a person has a section open; forget who left the plan long ago. The caller
    commits."""
    values = {"plan": opened.plan_id, "name": opened.key, "seen": opened.version}
    db.session.execute(_forget_people, {"plan": opened.plan_id, "before": at - _FORGOTTEN})
    db.session.execute(_keep, values | {"person": person.id, "at": at})


_before = sa.bindparam("before", type_=Presence.seen_at.type)
_mark = (
    sa.update(table(Section))
    .where(
        Section.plan_id == sa.bindparam("plan"),
        Section.key == sa.bindparam("name"),
        Section.version == sa.bindparam("seen"),
    )
    .values(quiet=True)
)
_forget_texts = sa.delete(table(PastSection)).where(
    PastSection.plan_id == sa.bindparam("plan"),
    PastSection.key == sa.bindparam("name"),
    PastSection.quiet,
    PastSection.replaced_at < _before,
    ~sa.exists().where(
        Presence.plan_id == PastSection.plan_id,
        Presence.key == PastSection.key,
        Presence.version == PastSection.version,
    ),
)
_forget_people = sa.delete(table(Presence)).where(
    Presence.plan_id == sa.bindparam("plan"), Presence.seen_at < _before
)
_keep = sa.text(
    "INSERT INTO presence (plan_id, key, person_id, version, seen_at)"
    " VALUES (:plan, :name, :person, :seen, :at) ON CONFLICT (plan_id, key, person_id)"
    " DO UPDATE SET version = excluded.version, seen_at = excluded.seen_at"
).bindparams(sa.bindparam("at", type_=Presence.seen_at.type))
