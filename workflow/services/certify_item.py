"""Certify what a meeting resolved on an item: the plan moves in the same transaction."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from workflow.extensions import db, durable, writing
from workflow.facts.committee import Sat, kept_of, roster_of
from workflow.facts.published import procedure_of
from workflow.models import Item, Plan, table
from workflow.services.move_plan import Asked, Moved, Resolution, move_plan
from workflow.services.note_refusal import note_refusal
from workflow.services.write_meeting import (
    MeetingAct,
    item_no,
    lock_item,
    lock_meeting,
    meeting_no,
    write_meeting,
)
from workflow.states.facts import Given, Person, ResolutionFacts
from workflow.states.refusals import Kind, Reason, Refused
from workflow.states.resolutions import record_digest, sums


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateAsked:
    """A certificate that is asked for, and what the presiding co-chair saw: the item's version, and
    version and digest of the plan. resolution, reason: the words that are certified."""

    meeting_id: int
    n: int
    item_version: int
    version: int
    digest: str
    operation_id: str
    resolution: str
    reason: str = ""


@durable
def certify_item(asked: CertificateAsked, person: Person, at: dt.datetime) -> Moved:
    """Certify an item's resolution and make the move that it carries, in one transaction.

    The same operation again is answered as before. Raises NotFound, Busy, and Refused with every
    reason: 409 when item, plan or committee are not what was seen, 403 when it is not theirs to
    certify, 422 when the votes decide nothing.
    """
    writing()
    sat = _sat(asked)
    try:
        moved = _certified(sat, asked, person, at)
    except IntegrityError as taken:
        raise Refused([Reason("operation_reused")]) from taken
    except Refused as refused:
        note_refusal(refused, person, at, {"meeting": asked.meeting_id, "item": asked.n})
        raise
    if not moved.again:
        _write(sat, asked, person, at)
    db.session.commit()
    return moved


def _sat(asked: CertificateAsked) -> Sat:
    meeting = lock_meeting(asked.meeting_id)
    item = lock_item(meeting.id, asked.n)
    plan = db.session.execute(_plan, {"plan": item.plan_id}).one()
    procedure = procedure_of(plan.procedure_id)
    return Sat(meeting, item, procedure, kept_of(item), roster_of(meeting, plan))


def _certified(sat: Sat, asked: CertificateAsked, person: Person, at: dt.datetime) -> Moved:
    against = sat.against()
    if asked.item_version != sat.item.version:
        against.append(Reason("stale_item", Kind.STALE))
    if sat.move is None:
        raise Refused(against + sat.against_person(person))
    move = sat.procedure.move[sat.move]
    given = Given(
        resolution=asked.resolution,
        reason=_reason(sat, asked),
        back_to=sat.item.back_to if move.asks_for("back_to") else None,
    )
    made = Asked(
        plan_id=sat.item.plan_id,
        move=move.name,
        version=asked.version,
        digest=asked.digest,
        operation_id=asked.operation_id,
        given=given,
    )
    facts = ResolutionFacts(move.name, sat.summed.quorate, sat.seat)
    return move_plan(made, person, at, Resolution(facts, _said(sat), tuple(against)))


def _reason(sat: Sat, asked: CertificateAsked) -> str:
    """The reasons, where what was resolved asks for any: what nobody was shown is not certified."""
    move = sat.procedure.move[sat.move] if sat.move else None
    return asked.reason if move and move.asks_for("reason") else ""


def _said(sat: Sat) -> dict[str, Any]:
    """What the plan's entry keeps of the meeting: number, sum, and what binds the record."""
    recorded = sat.kept.recorded
    return {
        "meeting": meeting_no(sat.meeting),
        "item": item_no(sat.item),
        "resolution": {
            "meeting_id": sat.meeting.id,
            "n": sat.item.n,
            "motion": recorded.motion,
            "casting": str(recorded.casting) if recorded.casting else None,
            "presiding": sat.seat,
            "record": record_digest(sat.roster, recorded),
            **sums(sat.summed),
        },
    }


def _write(sat: Sat, asked: CertificateAsked, person: Person, at: dt.datetime) -> None:
    said = _said(sat)
    values = {
        "ended": "certified",
        "outcome": sat.move,
        "resolution": asked.resolution,
        "reason": _reason(sat, asked),
        "version": sat.item.version + 1,
        "certified_by": person.id,
        "certified_at": at,
        "certificate": sat.meeting.version + 1,
    }
    db.session.execute(sa.update(table(Item)).where(Item.id == sat.item.id).values(**values))
    plan = {"plan": sat.item.plan_id, "outcome": sat.move, "text": asked.resolution}
    write_meeting(
        MeetingAct(
            meeting=sat.meeting,
            act="certify",
            at=at,
            person=person,
            holding=next(held for held in person.holdings if held.seat == sat.seat),
            body={**said, **plan},
            record=said["resolution"]["record"],
            content=asked.digest,
        )
    )


_plan = sa.select(Plan.id, Plan.province_code, Plan.procedure_id).where(
    Plan.id == sa.bindparam("plan")
)
