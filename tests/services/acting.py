"""Acting on the demo's plans in a test, as a person would, but straight at the services."""

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from tests.conftest import TODAY
from workflow.extensions import db
from workflow.models import Entry, Plan
from workflow.queries.person import person_by_username
from workflow.services.decide import decide
from workflow.services.move_plan import Asked, Moved
from workflow.states.facts import Checked, Given, NewPoint, Person
from workflow.states.procedure import default_text, parse
from workflow.thai.dates import local_day

CHIANG_MAI, ROI_ET, NAN, SAMUT_SONGKHRAM, NAKHON, PATTANI = range(1, 7)
"""Plans of the demo, by the order in which they are loaded."""
WARNINGS = frozenset({"forum_minutes", "partner_consent", "site_consent", "site_not_ready"})
POINT = NewPoint(section="needs", field="needs.forums", text="ขอให้เพิ่มเวทีอีกหนึ่งครั้ง")
CHECKS = [check.code for check in parse(default_text()).checks]
RECOMMENDED = Given(opinion="เห็นควรเสนอ", checklist=tuple(Checked(c, True) for c in CHECKS))
NOTHING = Given()
RETURNED = Given(reason="ขอให้แก้ไข", points=(POINT,))

_numbers = itertools.count(1)


def actor(username: str, at: dt.datetime = TODAY) -> Person:
    """A person of the demo with the posts they hold on a day, freshly signed in."""
    found = person_by_username(username, local_day(at))
    assert found is not None, username
    return replace(found, fresh=True)


def operation() -> str:
    """A new operation id."""
    return f"operation-{next(_numbers):010}"


def asked(plan_id: int, move: str, given: Given = NOTHING, **changed: Any) -> Asked:
    """A move as somebody would ask for it who sees the plan as it now is."""
    plan = row(plan_id)
    values: dict[str, Any] = {
        "plan_id": plan_id,
        "move": move,
        "version": plan.version,
        "digest": plan.digest,
        "operation_id": operation(),
        "given": given,
    }
    return Asked(**{**values, **changed})


def act(
    username: str, plan_id: int, move: str, given: Given = NOTHING, at: dt.datetime = TODAY
) -> Moved:
    """Make a move as a person of the demo."""
    return decide(asked(plan_id, move, given), actor(username, at), at)


def row(plan_id: int) -> Any:
    """A plan's row as it now stands."""
    db.session.rollback()
    return db.session.execute(sa.select(*Plan.__table__.columns).where(Plan.id == plan_id)).one()


def acts(plan_id: int) -> list[str]:
    """Everything that was done to a plan, in order."""
    query = sa.select(Entry.act).where(Entry.subject == f"plan:{plan_id}").order_by(Entry.n)
    return list(db.session.scalars(query))


def count(table: type, *where: Any) -> int:
    """How many rows there are."""
    query = sa.select(sa.func.count()).select_from(table).where(*where)
    return int(db.session.execute(query).scalar_one())


def statements(run: Callable[[], object]) -> list[str]:
    """The SQL that something sends, BEGIN and PRAGMA left out; each commit is one too."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SET ")):
            sent.append(statement)

    def committed(connection: Any) -> None:
        sent.append("COMMIT")

    sa.event.listen(db.engine, "before_cursor_execute", note)
    sa.event.listen(db.engine, "commit", committed)
    try:
        run()
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
        sa.event.remove(db.engine, "commit", committed)
    return sent
