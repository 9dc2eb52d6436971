"""A plan's page: where it stands, who holds it, what may be done, and its text."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.kin import Kin, kin_of
from workflow.facts.people import Somebody
from workflow.facts.plan_facts import (
    Case,
    HowDeep,
    case_of,
    judged_where_moves_ask,
    read_and_judged_where_moves_ask,
)
from workflow.facts.record import amendment_then
from workflow.facts.undo import done_of
from workflow.models import Person as PersonRow
from workflow.models import Revision
from workflow.queries.meetings import OnAgendaOf, agendas_of
from workflow.queries.seconds import PAPER, UNDOING, Matter, matters_of
from workflow.queries.steps import Step, steps
from workflow.states import clock, machine, policy
from workflow.states.amending import (
    AMEND,
    REOPEN,
    against_amending,
    against_reopening,
    superseding,
)
from workflow.states.facts import Person
from workflow.states.papering import against_entering
from workflow.states.procedure import Move
from workflow.states.refusals import NotFound, Reason
from workflow.states.undoing import against_asking
from workflow.thai.dates import local_day


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What every tab of a plan's page shows above the fold, and the case behind it."""

    case: Case
    steps: tuple[Step, ...]
    holders: tuple[Somebody, ...]
    due: clock.Due | None
    open_moves: tuple[Move, ...]
    refused: tuple[tuple[Move, tuple[Reason, ...]], ...]
    unwritable: tuple[Reason, ...]
    """Why the person may not write the text now; empty when they may."""
    agendas: tuple[OnAgendaOf, ...] = ()
    kin: Kin = Kin()
    follows: tuple[str, ...] = ()
    """Acts by which the person may begin a plan that follows this one, as far as its stage says."""
    matters: tuple[Matter, ...] = ()
    """What was asked of a second person about the plan as it now stands."""
    enters_paper: bool = False
    """Whether the person may enter a decision that was taken on paper."""
    undoes: bool = False
    """Whether the person may ask that the newest act, which is their own, be undone."""

    @property
    def in_force(self) -> bool:
        """Whether the plan is approved, and no amendment has taken its place."""
        return superseding(self.case.procedure, self.plan.stage) is not None

    @property
    def plan(self) -> Any:
        """The plan's row."""
        return self.case.plan

    @property
    def sections(self) -> Mapping[str, Any]:
        """The present text by section; empty when it was not asked for."""
        return self.case.text.sections if self.case.text else {}

    @property
    def primary(self) -> Move | None:
        """The move that brings the plan forward, of those open."""
        forward = [m for m in self.open_moves if not m.returns and not self.ends(m)]
        return next((m for m in forward if m.decides or m.freezes), None)

    def amendment_of(self, no: int | None) -> str | None:
        """Of what kind the plan was an amendment with a frozen text, or is now."""
        case, now = self.case, self.plan.amendment
        return amendment_then(case.procedure, case.entries, no, now) if no else now

    def ends(self, move: Move) -> bool:
        """Whether a move ends the plan's way."""
        to = self.case.procedure.stage.get(move.to)
        return to is not None and to.final


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A frozen text: its number, digest, when and by whom."""

    no: int
    digest: str
    frozen_at: dt.datetime
    name_th: str
    name_en: str


def plan_page(
    plan_id: int, person: Person, at: dt.datetime, *, with_text: bool = False
) -> PlanPage:
    """Load a plan's page. Raises NotFound when it is not there or not this person's."""
    how_deep: HowDeep = read_and_judged_where_moves_ask if with_text else judged_where_moves_ask
    case = case_of(plan_id, person, at, how_deep)
    if case is None:
        raise NotFound(f"plan {plan_id}")
    moves = case.procedure.moves_from(case.plan.stage)
    judged = [(m, machine.reasons_against(case.procedure, m, person, case.facts)) for m in moves]
    matters = matters_of(plan_id, person, at) if case.plan.has_matters else ()
    return PlanPage(
        case=case,
        steps=steps(case),
        holders=holders(case),
        due=due(case, at),
        open_moves=tuple(move for move, reasons in judged if not reasons),
        refused=tuple((move, tuple(reasons)) for move, reasons in judged if reasons),
        agendas=agendas_of(plan_id, person) if case.plan.before_committee else (),
        unwritable=unwritable(case, person),
        kin=_kin(case, person),
        follows=_follows(case, person),
        matters=matters,
        enters_paper=_enters_paper(case, person, matters),
        undoes=_undoes(case, person, at, matters),
    )


def _kin(case: Case, person: Person) -> Kin:
    """The plans around it. None is asked for where there is none: an open plan has no follower."""
    plan = case.plan
    alone = plan.is_open and plan.amends_id is None and plan.reopens_id is None
    return Kin() if alone else kin_of(plan, person)


def _follows(case: Case, person: Person) -> tuple[str, ...]:
    against = {AMEND: against_amending, REOPEN: against_reopening}
    return tuple(
        act for act, judge in against.items() if not judge(case.procedure, person, case.facts)
    )


def _enters_paper(case: Case, person: Person, matters: Sequence[Matter]) -> bool:
    waits = any(matter.kind == PAPER and not matter.answer for matter in matters)
    moves = case.procedure.moves_from(case.plan.stage)
    return not waits and any(not against_entering(m, person, case.facts) for m in moves)


def _undoes(case: Case, person: Person, at: dt.datetime, matters: Sequence[Matter]) -> bool:
    done = done_of(case, case.entries[-1])
    asked = any(matter.kind == UNDOING for matter in matters)
    return not asked and not against_asking(done, person, case.facts, at)


def unwritable(case: Case, person: Person) -> tuple[Reason, ...]:
    """Every reason why a person may not write a plan's text now."""
    stage = case.procedure.stage[case.plan.stage]
    return tuple(policy.against_writing(stage, person, case.facts))


def holders(case: Case) -> tuple[Somebody, ...]:
    """Whose turn it is: the holders of the post, stand-ins behind them."""
    held_by = case.plan.held_by
    ours = [one for one in case.people if one.actor.holds(held_by or "")]
    return tuple(sorted(ours, key=lambda one: _capacity(one, held_by) != "own"))


def due(case: Case, at: dt.datetime) -> clock.Due | None:
    """When the present stage is due."""
    on: dt.date | None = case.plan.due_on
    return clock.standing(local_day(at), on) if on else None


def revisions_of(plan_id: int) -> tuple[RevisionRow, ...]:
    """A plan's frozen texts, newest first."""
    rows = db.session.execute(_revisions, {"plan": plan_id})
    return tuple(RevisionRow(*row) for row in rows)


def revision_text(plan_id: int, no: int) -> tuple[dict[str, Any], str]:
    """A frozen text by section, and its digest. Raises NotFound."""
    values = {"plan": plan_id, "no": no}
    row = db.session.execute(_revision, values).one_or_none()
    if row is None:
        raise NotFound(f"plan {plan_id} revision {no}")
    return json.loads(row.body), row.digest


def _capacity(one: Somebody, post: str | None) -> str:
    return next(h.capacity for h in one.actor.holdings if h.post == post)


_revisions = (
    sa.select(
        Revision.no, Revision.digest, Revision.frozen_at, PersonRow.name_th, PersonRow.name_en
    )
    .join(PersonRow, PersonRow.id == Revision.frozen_by)
    .where(Revision.plan_id == sa.bindparam("plan"))
    .order_by(Revision.no.desc())
)
_revision = sa.select(Revision.body, Revision.digest).where(
    Revision.plan_id == sa.bindparam("plan"), Revision.no == sa.bindparam("no")
)
