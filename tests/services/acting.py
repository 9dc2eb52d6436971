"""Acting on the demo's plans in a test, as a person would, but straight at the services."""

import datetime as dt
import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import current_app

from tests.conftest import TODAY
from tests.stage import hear
from workflow.extensions import db, writer
from workflow.models import Appointment, Entry, Plan, Point, Section
from workflow.models import Person as PersonRow
from workflow.queries.person import person_by_username
from workflow.services.appoint import NewAppointment, appoint, end_appointment
from workflow.services.create_plan import NewPlan
from workflow.services.decide import decide
from workflow.services.move_plan import Asked, Moved
from workflow.services.save_section import NewSection, save_section
from workflow.states.facts import Checked, Given, NewPoint, Person, Reply
from workflow.states.procedure import default_text, parse
from workflow.states.refusals import Refused
from workflow.thai.dates import local_day
from workflow.thai.text import key

CHIANG_MAI, ROI_ET, NAN, SAMUT_SONGKHRAM, NAKHON, PATTANI = range(1, 7)
"""Plans of the demo, by the order in which they are loaded."""
KHON_KAEN = NewPlan(province="40", round="2571-five-year", plan_type="five_year")
"""A plan that nobody has begun."""
WARNINGS = frozenset({"forum_minutes", "partner_consent", "site_consent", "site_not_ready"})
POINT = NewPoint(section="needs", field="needs.forums", text="ขอให้เพิ่มเวทีอีกหนึ่งครั้ง")
CHECKS = [check.code for check in parse(default_text()).checks]
RECOMMENDED = Given(opinion="เห็นควรเสนอ", checklist=tuple(Checked(c, True) for c in CHECKS))
NOTHING = Given()
RETURNED = Given(reason="ขอให้แก้ไข", points=(POINT,))
COPIED = sa.text(
    "UPDATE section SET (body, digest) = (SELECT o.body, o.digest FROM section o"
    " WHERE o.plan_id = :like AND o.key = section.key)"
    " WHERE plan_id = :plan AND key <> 'general'"
)
"""Gives a plan the text of another, but for its general information."""

_numbers = itertools.count(1)


def actor(username: str, at: dt.datetime = TODAY) -> Person:
    """A person of the demo with the posts they hold on a day, freshly signed in."""
    found = person_by_username(key(username), local_day(at))
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


def answers(plan_id: int) -> Given:
    """What a drafter gives who has settled every open point."""
    open_points = sa.select(Point.no).where(Point.plan_id == plan_id, Point.ticked_at.is_(None))
    numbers = list(db.session.scalars(open_points.order_by(Point.no)))
    replies = tuple(Reply(no, "fixed", "แก้ไขแล้ว") for no in numbers)
    return Given(replies=replies, summary="แก้ไขตามข้อสั่งการ", warnings=WARNINGS)


def save(username: str, plan_id: int, name: str, **changes: Any) -> int:
    """Save a section with some fields changed, as somebody who sees it as it now is."""
    new = NewSection(
        plan_id=plan_id,
        key=name,
        body={**body(plan_id, name), **changes},
        version=section(plan_id, name).version,
    )
    return save_section(new, actor(username), TODAY)


def refusal(run: Callable[..., object], *arguments: Any) -> Refused:
    """The refusal that a call ends with."""
    with pytest.raises(Refused) as refused:
        run(*arguments)
    return refused.value


def codes(run: Callable[..., object], *arguments: Any) -> list[str]:
    """Codes of the reasons that a call is refused for."""
    return [reason.code for reason in refusal(run, *arguments).reasons]


def person_id(username: str) -> int:
    """Id of a person of the demo."""
    query = sa.select(PersonRow.id).where(PersonRow.username == username)
    return int(db.session.execute(query).scalar_one())


def also(username: str, post: str, province: str | None = "75", **changed: Any) -> int:
    """Give a person of the demo one more post, from today; returns the appointment's id."""
    plain = {"order_no": "9/2569", "since": TODAY.date()}
    new = NewAppointment(post=post, province_code=province, **{**plain, **changed})
    return appoint(person_id(username), new, TODAY)


def appointment_of(username: str) -> int:
    """Id of the only appointment of a person of the demo."""
    query = sa.select(Appointment.id).where(Appointment.person_id == person_id(username))
    return int(db.session.execute(query).scalar_one())


def end(username: str) -> None:
    """Let the only appointment of a person of the demo have ended yesterday."""
    end_appointment(appointment_of(username), TODAY.date() - dt.timedelta(days=1), TODAY)


def by_hand(statement: sa.Executable) -> None:
    """Write something past every service, as only somebody with the database in hand could."""
    db.session.rollback()
    with writer().connect().execution_options(writes=True) as connection:
        connection.execute(statement)
        connection.commit()


def many_plans(number: int, like: int) -> None:
    """Plans like another, all due long ago: rows for lists, with nothing behind them."""
    plain = dict(row(like)._mapping) | {"due_on": dt.date(2026, 1, 5)}
    ids = range(1000 * like, 1000 * like + number)
    rows = [{**plain, "id": n, "plan_type": f"t{n}"} for n in ids]
    by_hand(sa.insert(Plan).values(rows))


def section(plan_id: int, name: str) -> Any:
    """A section's row as it now stands."""
    db.session.rollback()
    query = sa.select(*Section.__table__.columns)
    return db.session.execute(query.where(Section.plan_id == plan_id, Section.key == name)).one()


def body(plan_id: int, name: str) -> dict[str, Any]:
    """A section's text as it now stands."""
    found: dict[str, Any] = json.loads(section(plan_id, name).body)
    return found


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


def meanwhile(other: Callable[[], object]) -> None:
    """Let somebody else do something, once, just before the next service takes its lock."""
    waiting = [other]

    def before_the_lock(connection: sa.Connection, options: dict[str, Any]) -> None:
        if waiting and options.get("writes"):
            apart(waiting.pop())

    hear("set_connection_execution_options", before_the_lock)


def impatient() -> None:
    """Let whoever asks for a lock from now on wait for it no longer than a moment."""

    def before_the_lock(connection: sa.Connection, options: dict[str, Any]) -> None:
        if options.get("writes") and connection.dialect.name == "sqlite":
            connection.connection.cursor().execute("PRAGMA busy_timeout=50")

    def begun(connection: sa.Connection) -> None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL lock_timeout=50")

    hear("set_connection_execution_options", before_the_lock)
    hear("begin", begun)


def apart(run: Callable[[], object]) -> object:
    """Run something as another request would: with a session and a connection of its own."""
    with current_app.app_context():
        try:
            return run()
        finally:
            db.session.remove()


def statements(run: Callable[[], object]) -> list[str]:
    """The SQL that something sends, BEGIN and PRAGMA left out; each commit is one too."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SET ")):
            sent.append(statement)

    def committed(connection: Any) -> None:
        sent.append("COMMIT")

    for engine in db.engines.values():
        sa.event.listen(engine, "before_cursor_execute", note)
        sa.event.listen(engine, "commit", committed)
    try:
        run()
    finally:
        for engine in db.engines.values():
            sa.event.remove(engine, "before_cursor_execute", note)
            sa.event.remove(engine, "commit", committed)
    return sent
