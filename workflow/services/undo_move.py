"""Undo the newest move on a plan: put back what its entry says stood before, without a commit."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.plan_facts import Case
from workflow.facts.points import points_of_plan
from workflow.facts.record import EntryRow
from workflow.facts.subjects import subject_of
from workflow.facts.undo import Wish
from workflow.models import Notice, Plan, Point, table
from workflow.models import Person as PersonRow
from workflow.services.append_entry import Act, append_entry
from workflow.services.count_plan import count_plan
from workflow.services.owe import Debt, owe
from workflow.services.write_points import case_digest, standing
from workflow.states.facts import Holding, Person
from workflow.states.procedure import Stage
from workflow.states.undoing import UNDO


@dataclass(frozen=True, slots=True)
class Consent:
    """The second person, and in what capacity they consent."""

    person: Person
    holding: Holding


def undo_move(case: Case, wish: Wish, consent: Consent, at: dt.datetime) -> int:
    """Undo the act that a request is about, the newest of a plan that the caller has locked and
    judged; return the new entry's id. The frozen texts stay, and so does what was said."""
    undone, plan = case.entries[-1], case.plan
    to = case.procedure.stage[undone.stage_from or ""]
    values = _where_it_stood(plan, undone, to) | {"last_at": at}
    db.session.execute(sa.update(table(Plan)).where(Plan.id == plan.id).values(**values))
    count_plan(plan.province_code, plan.round_code, plan.stage, to.code)
    _put_back_points(case, undone, at)
    act = Act(
        subject=subject_of(plan.id),
        at=at,
        actor=_ref_of(wish.asked_by),
        holding=Holding(post=undone.post, capacity=undone.capacity, order_no=undone.order_no),
        act=UNDO,
        stage_from=plan.stage,
        stage_to=to.code,
        version=values["version"],
        content_digest=plan.digest,
        case_digest=case_digest(standing(points_of_plan(plan.id, None))),
    )
    entry_id = append_entry(act, (undone.n, undone.hash), _body(case, wish, consent, values))
    told = set(db.session.scalars(_told, {"entry": undone.id}))
    debt = Debt(entry_id=entry_id, plan_id=plan.id, kind=UNDO, at=at)
    owe(debt, (told | {wish.asked_by}) - {consent.person.id})
    return entry_id


def _where_it_stood(plan: Any, undone: EntryRow, to: Stage) -> dict[str, Any]:
    before = undone.body["before"]
    return {
        "stage": to.code,
        "version": plan.version + 1,
        "returned_by": before["returned_by"],
        "held_by": to.held_by,
        "stage_since": dt.datetime.fromisoformat(before["since"]),
        "due_on": dt.date.fromisoformat(before["due"]) if before["due"] else None,
        "is_open": to.held_by is not None,
        "before_committee": before["before_committee"],
        "late": before["late"],
        "last_act": UNDO,
    }


def _put_back_points(case: Case, undone: EntryRow, at: dt.datetime) -> None:
    """Open again what was settled with the act. Points that it made stay to be read, and are
    settled: nobody asks for them any more."""
    given = undone.body.get("given", {})
    ticked = set(given.get("ticks", ()))
    made = len(given.get("points", ()))
    again = [p.id for p in case.points if p.no in ticked and p.ticked_at == undone.at]
    over = [point.id for point in case.points[-made:]] if made else []
    for ids, values in (
        (again, {"ticked_by": None, "ticked_at": None}),
        (over, {"ticked_by": undone.actor_id, "ticked_at": at}),
    ):
        if ids:
            db.session.execute(sa.update(table(Point)).where(Point.id.in_(ids)).values(**values))


def _body(case: Case, wish: Wish, consent: Consent, values: dict[str, Any]) -> dict[str, Any]:
    """What the entry says: which act does not stand, why, and who consented."""
    undone, due = case.entries[-1], values["due_on"]
    return {
        "given": {"reason": wish.reason},
        "undone": {"n": undone.n, "hash": undone.hash, "act": undone.act},
        "consent": {
            "by": consent.person.ref,
            "post": consent.holding.post,
            "capacity": consent.holding.capacity,
            "order_no": consent.holding.order_no,
        },
        "revision": case.plan.revision,
        "due": due.isoformat() if due else None,
        "late": values["late"],
    }


def _ref_of(person_id: int) -> str:
    query = sa.select(PersonRow.ref).where(PersonRow.id == person_id)
    return db.session.execute(query).scalar_one()


_told = sa.select(Notice.person_id).where(Notice.entry_id == sa.bindparam("entry"))
