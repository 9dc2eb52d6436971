"""Open a meeting: name who presides, strike what no longer waits for the committee."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.committee import seats_on
from workflow.facts.published import procedure_of
from workflow.models import Item, Plan, table
from workflow.services.write_meeting import Begun, MeetingAsked, begin_act, lock_items
from workflow.states.facts import Person
from workflow.states.policy import CHAIR
from workflow.states.refusals import Reason, Refused
from workflow.states.resolutions import motions
from workflow.thai.dates import local_day


@dataclass(frozen=True, slots=True)
class _Struck:
    """An item whose plan has left the committee, and where the plan is."""

    item: Any
    stage: str


@durable
def open_meeting(asked: MeetingAsked, presiding: str, person: Person, at: dt.datetime) -> None:
    """Open an announced meeting. presiding: the seat of a co-chair.

    Refused: it is not announced, or the seat has no holder today. From here on the plans on its
    agenda neither leave the committee nor go on another agenda.
    """
    writing()
    begun = begin_act(asked, person, "open", {"presiding": presiding})
    if begun is None:
        return
    if reasons := _against(begun, asked, presiding, local_day(at)):
        raise Refused(reasons)
    items = lock_items(asked.meeting_id)
    struck = _take_in([item for item in items if item.ended is None])
    for one in struck:
        _strike(one)
    gone = [{"plan": one.item.plan_id, "stage": one.stage} for one in struck]
    changes = {"presiding": presiding, "opened_at": at}
    begun.write(at, {"presiding": presiding, "struck": gone}, "in_session", changes)
    db.session.commit()


def _against(begun: Begun, asked: MeetingAsked, presiding: str, day: dt.date) -> list[Reason]:
    reasons = begun.against(("notified",), asked.version)
    chairs = {seat.code for seat in seats_on(day) if seat.post == CHAIR and seat.holders}
    if presiding not in chairs:
        reasons.append(Reason("presiding_unknown", field="presiding"))
    return reasons


def _take_in(items: Sequence[Any]) -> list[_Struck]:
    """Lock the plans of items and hold those that wait; return what is to be struck."""
    ids = [item.plan_id for item in items]
    rows = {row.id: row for row in db.session.execute(_plans, {"ids": ids})}
    gone = {i for i, row in rows.items() if not motions(procedure_of(row.procedure_id), row.stage)}
    if held := sorted(rows.keys() - gone):
        db.session.execute(sa.update(table(Plan)).where(Plan.id.in_(held)).values(in_session=True))
    return [_Struck(item, rows[item.plan_id].stage) for item in items if item.plan_id in gone]


def _strike(one: _Struck) -> None:
    db.session.execute(
        sa.update(table(Item))
        .where(Item.id == one.item.id)
        .values(ended="struck", note=one.stage, version=one.item.version + 1)
    )


_plans = (
    sa.select(Plan.id, Plan.procedure_id, Plan.stage)
    .where(Plan.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(Plan.id)
    .with_for_update()
)
