"""What somebody began to write on the page of a move: kept for its author alone, until it is sent,
thrown away, or forgotten."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import Unsent, table
from workflow.states.facts import Person

KEPT = dt.timedelta(days=90)
"""For how long it is kept."""

Fields = tuple[tuple[str, str], ...]
"""Names and values of a form's fields, in its order; those that are empty left out."""


@dataclass(frozen=True, slots=True)
class UnsentRow:
    """What is kept. version, digest: of the plan, as its author saw it."""

    fields: Fields
    version: int
    digest: str
    kept_at: dt.datetime

    @property
    def mark(self) -> str:
        """What a page that shows it carries."""
        return mark_of(self.fields)


def unsent_of(plan_id: int, move: str, person: Person, at: dt.datetime) -> UnsentRow | None:
    """What a person keeps for a move of a plan. One query."""
    mine = {"plan": plan_id, "move": move, "person": person.id, "since": at - KEPT}
    row = db.session.execute(_mine, mine).one_or_none()
    if row is None:
        return None
    fields = tuple((name, value) for name, value in json.loads(row.fields))
    return UnsentRow(fields, row.version, row.digest, row.kept_at)


def written(fields: Fields) -> str:
    """Fields as they are stored."""
    return json.dumps(fields, ensure_ascii=False)


def mark_of(fields: Fields) -> str:
    """A mark that two texts share only when they are the same; empty for nothing. A page says by it
    which text it was made from."""
    return hashlib.sha256(written(fields).encode()).hexdigest()[:32] if fields else ""


_unsent = table(Unsent).c
_mine = sa.select(_unsent.fields, _unsent.version, _unsent.digest, _unsent.kept_at).where(
    _unsent.person_id == sa.bindparam("person"),
    _unsent.plan_id == sa.bindparam("plan"),
    _unsent.move == sa.bindparam("move"),
    _unsent.kept_at >= sa.bindparam("since", type_=Unsent.kept_at.type),
)
