"""Certify what a meeting resolved on an item: the plan moves in the same transaction."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from workflow.extensions import db, durable, writing
from workflow.facts.committee import Kept, kept_of, roster_of
from workflow.facts.published import procedure_of
from workflow.models import Item, Plan, table
from workflow.services.move_plan import Asked, Moved, Resolution, move_plan
from workflow.services.write_meeting import (
    MeetingAct,
    item_no,
    lock_item,
    lock_meeting,
    meeting_no,
    write_meeting,
)
from workflow.states import resolutions
from workflow.states.facts import Given, Holding, Person, ResolutionFacts
from workflow.states.procedure import Procedure
from workflow.states.refusals import Kind, Reason, Refused
from workflow.states.resolutions import Roster


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


@dataclass(frozen=True, slots=True)
class _Sat:
    """An item under its lock, with all that its resolution follows from."""

    meeting: Any
    item: Any
    plan: Any
    procedure: Procedure
    kept: Kept
    roster: Roster
    """As it was recorded."""
    changed: bool
    """Whether the committee is another one by now."""

    @property
    def move(self) -> str | None:
        """What the votes resolve; once certified, what was."""
        if self.item.outcome:
            return str(self.item.outcome)
        summed = resolutions.counted(self.roster, self.kept.recorded)
        return resolutions.follows(self.procedure, self.kept.recorded.motion, summed.outcome)


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
    if not moved.again:
        _write(sat, asked, person, at)
    db.session.commit()
    return moved


def _sat(asked: CertificateAsked) -> _Sat:
    meeting = lock_meeting(asked.meeting_id)
    item = lock_item(meeting.id, asked.n)
    plan = db.session.execute(_plan, {"plan": item.plan_id}).one()
    roster = roster_of(meeting, plan.id, plan.province_code)
    kept = kept_of(item)
    then = replace(roster, filled=kept.filled, tied=kept.tied)
    changed = bool(kept.filled) and not kept.fits(roster)
    return _Sat(meeting, item, plan, procedure_of(plan.procedure_id), kept, then, changed)


def _certified(sat: _Sat, asked: CertificateAsked, person: Person, at: dt.datetime) -> Moved:
    seat, against = resolutions.presides(sat.roster, sat.kept.recorded), _against(sat, asked)
    if sat.move is None:
        if seat not in {h.seat for h in person.holdings if h.post == "chair"}:
            against.append(Reason("not_presiding", Kind.PERSON))
        raise Refused(against)
    move = sat.procedure.move[sat.move]
    given = Given(
        resolution=asked.resolution,
        reason=asked.reason if move.asks_for("reason") else "",
        back_to=sat.item.back_to if move.asks_for("back_to") else None,
    )
    made = Asked(
        plan_id=sat.plan.id,
        move=move.name,
        version=asked.version,
        digest=asked.digest,
        operation_id=asked.operation_id,
        given=given,
    )
    summed = resolutions.counted(sat.roster, sat.kept.recorded)
    facts = ResolutionFacts(move.name, summed.quorate, seat)
    resolution = Resolution(facts, _said(sat, seat), tuple(against))
    return move_plan(made, person, at, resolution)


def _against(sat: _Sat, asked: CertificateAsked) -> list[Reason]:
    reasons = resolutions.against_stage(sat.meeting.stage, ("in_session",))
    reasons += resolutions.against_ended(sat.item.ended)
    if asked.item_version != sat.item.version:
        reasons.append(Reason("stale_item", Kind.STALE))
    if sat.changed:
        reasons.append(Reason("roster_changed", Kind.STALE))
    return reasons + resolutions.against_decision(sat.roster, sat.kept.recorded, sat.move)


def _said(sat: _Sat, seat: str | None) -> dict[str, Any]:
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
            "presiding": seat,
            "record": resolutions.record_digest(sat.roster, recorded),
            **resolutions.sums(resolutions.counted(sat.roster, recorded)),
        },
    }


def _write(sat: _Sat, asked: CertificateAsked, person: Person, at: dt.datetime) -> None:
    said = _said(sat, resolutions.presides(sat.roster, sat.kept.recorded))
    values = {
        "ended": "certified",
        "outcome": sat.move,
        "resolution": asked.resolution,
        "reason": asked.reason,
        "version": sat.item.version + 1,
        "certified_by": person.id,
        "certified_at": at,
        "certificate": sat.meeting.version + 1,
    }
    db.session.execute(sa.update(table(Item)).where(Item.id == sat.item.id).values(**values))
    write_meeting(
        MeetingAct(
            meeting=sat.meeting,
            act="certify",
            at=at,
            person=person,
            holding=_chair_of(person, said["resolution"]["presiding"]),
            body={**said, "plan": sat.plan.id, "outcome": sat.move, "text": asked.resolution},
            record=said["resolution"]["record"],
            content=asked.digest,
        )
    )


def _chair_of(person: Person, seat: str) -> Holding:
    return next(holding for holding in person.holdings if holding.seat == seat)


_plan = sa.select(Plan.id, Plan.province_code, Plan.procedure_id).where(
    Plan.id == sa.bindparam("plan")
)
