"""A plan's brief: what whoever decides reads in ten minutes. Two queries beside the plan's page."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.plan_facts import Case
from workflow.facts.record import EntryRow
from workflow.facts.scope import visible_to
from workflow.models import Plan, Round
from workflow.queries.changes import TwoTexts
from workflow.queries.paper_source import standing
from workflow.queries.plan_page import PlanPage, plan_page, revision_text
from workflow.states import policy
from workflow.states.facts import Person
from workflow.thai.words import Words

CLINIC = "clinic_rep"


@dataclass(frozen=True, slots=True)
class EarlierPlan:
    """The province's plan of the round before, in numbers. title: of its round."""

    id: int
    title: Words
    projects: int
    total_satang: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A plan in short. opinion: with which the clinic recommended it, while that stands.

    seen: the act with which the reader, or another of their post, last dealt with the plan.
    texts: what they saw then and what it says now; None for a first text. earlier: the plan to
    compare a first text with.
    """

    page: PlanPage
    opinion: EntryRow | None
    seen: EntryRow | None
    texts: TwoTexts | None
    earlier: EarlierPlan | None


def brief(plan_id: int, person: Person, at: dt.datetime) -> Brief:
    """Load a plan's brief. Raises NotFound when it is not there or not this person's."""
    page = plan_page(plan_id, person, at, with_text=True)
    seen = last_seen(page.case, person)
    texts = _texts(page, seen)
    return Brief(
        page=page,
        opinion=_opinion(page.case),
        seen=seen,
        texts=texts,
        earlier=None if texts else _earlier(page.plan, person),
    )


def last_seen(case: Case, person: Person) -> EntryRow | None:
    """The last act on a frozen text of a person, or of somebody else in a post of theirs."""
    held = policy.holdings_in(policy.POSTS, person, case.plan.province_code)
    posts = {holding.post for holding in held}
    mine = (e for e in reversed(case.entries) if e.actor_id == person.id or e.post in posts)
    return next((entry for entry in mine if entry.body.get("revision")), None)


def _texts(page: PlanPage, seen: EntryRow | None) -> TwoTexts | None:
    """The text that was last seen, or the one before, and the text as it now reads."""
    newest = page.plan.revision
    being_written = page.case.procedure.stage[page.plan.stage].editable
    before = newest if being_written else newest - 1
    no = int(seen.body["revision"]) if seen else before
    if no < 1:
        return None
    old, _ = revision_text(page.plan.id, no)
    later = newest if newest > no and not being_written else None
    return TwoTexts(page, no, later, old, page.sections)


def _opinion(case: Case) -> EntryRow | None:
    found = standing(case.procedure, case.entries).values()
    return next((entry for entry in found if entry.post == CLINIC), None)


def _earlier(plan: Any, person: Person) -> EarlierPlan | None:
    values: Mapping[str, Any] = {
        "plan": plan.id,
        "province": plan.province_code,
        "round": plan.round_code,
        "before": plan.created_at,
    }
    row = db.session.execute(_before.where(visible_to(person)), values).one_or_none()
    if row is None:
        return None
    return EarlierPlan(row.id, Words(row.title_th, row.title_en), row.projects, row.total_satang)


_before = (
    sa.select(Plan.id, Round.title_th, Round.title_en, Plan.projects, Plan.total_satang)
    .join(Round, Round.code == Plan.round_code)
    .where(
        Plan.province_code == sa.bindparam("province"),
        Plan.round_code != sa.bindparam("round"),
        Plan.created_at < sa.bindparam("before", type_=Plan.created_at.type),
        Plan.revision > 0,
        Plan.version > 0,
    )
    .order_by(Plan.created_at.desc())
    .limit(1)
)
