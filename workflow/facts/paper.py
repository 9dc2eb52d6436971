"""Decisions that were taken on paper, as they were entered, and who took them."""

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from workflow.extensions import db
from workflow.facts.people import holdings_of
from workflow.models import PaperDecision
from workflow.models import Person as PersonRow
from workflow.states.facts import Checked, Given, NewPoint, Person
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A paper decision's row, with the names of those it names."""

    row: Any
    given: Given
    decider: Words
    enterer: Words
    answerer: Words

    def signer(self) -> Person:
        """Whoever decided, with the posts that they held on the day of the paper. The second
        person's check stands for the proof of identity that a signature here would need."""
        row = self.row
        held = holdings_of(row.decided_by, row.decided_on)
        names = (row.decider_th, row.decider_en)
        return Person(row.decided_by, row.decider_ref, *names, held, fresh=True)

    def is_of(self, plan: Any) -> bool:
        """Whether the plan still is as it was when this was entered."""
        return (self.row.version, self.row.digest) == (plan.version, plan.digest)


def decision_of(plan_id: int, no: int) -> OnPaper | None:
    """A paper decision of a plan by its number, if there is one."""
    row = db.session.execute(_decision, {"plan": plan_id, "no": no}).one_or_none()
    if row is None:
        return None
    return OnPaper(
        row=row,
        given=given_of(json.loads(row.given)),
        decider=Words(row.decider_th, row.decider_en or row.decider_th),
        enterer=Words(row.enterer_th, row.enterer_en or row.enterer_th),
        answerer=Words(row.answerer_th or "", row.answerer_en or row.answerer_th or ""),
    )


def person_on(person_id: int, day: dt.date) -> Person | None:
    """A person with the posts that they held on a day; also one whose account is closed by now."""
    row = db.session.execute(_person, {"person": person_id}).one_or_none()
    if row is None:
        return None
    plain = Person(row.id, row.ref, row.name_th, row.name_en)
    return replace(plain, holdings=holdings_of(person_id, day))


def given_of(kept: dict[str, Any]) -> Given:
    """What was given with a move, from how it is kept (`services.move_plan.plain`)."""
    due = kept.get("due")
    read = {
        "points": tuple(NewPoint(**point) for point in kept.get("points", ())),
        "checklist": tuple(Checked(**item) for item in kept.get("checklist", ())),
        "ticks": frozenset(kept.get("ticks", ())),
        "due": dt.date.fromisoformat(due) if due else None,
    }
    return Given(**{**{name: kept[name] for name in _TEXTS if kept.get(name)}, **read})


_TEXTS = ("reason", "opinion", "order", "note")
_decider, _enterer, _answerer = aliased(PersonRow), aliased(PersonRow), aliased(PersonRow)
_decision = (
    sa.select(
        *PaperDecision.__table__.columns,
        _decider.ref.label("decider_ref"),
        _decider.name_th.label("decider_th"),
        _decider.name_en.label("decider_en"),
        _enterer.ref.label("enterer_ref"),
        _enterer.name_th.label("enterer_th"),
        _enterer.name_en.label("enterer_en"),
        _answerer.name_th.label("answerer_th"),
        _answerer.name_en.label("answerer_en"),
    )
    .join(_decider, _decider.id == PaperDecision.decided_by)
    .join(_enterer, _enterer.id == PaperDecision.entered_by)
    .outerjoin(_answerer, _answerer.id == PaperDecision.answered_by)
    .where(PaperDecision.plan_id == sa.bindparam("plan"), PaperDecision.no == sa.bindparam("no"))
)
_person = sa.select(PersonRow.id, PersonRow.ref, PersonRow.name_th, PersonRow.name_en).where(
    PersonRow.id == sa.bindparam("person")
)
