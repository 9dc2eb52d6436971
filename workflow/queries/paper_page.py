"""The pages of decisions taken on paper: entering one, and the one that waits or was answered."""

import datetime as dt
from dataclasses import dataclass

from workflow.facts.paper import OnPaper, decision_of
from workflow.facts.people import people_of_plan
from workflow.facts.plan_facts import Case, case_of, unread
from workflow.queries.move_page import MovePage, move_page
from workflow.states.facts import Holding, Person
from workflow.states.papering import against_checking, against_entering
from workflow.states.procedure import Move
from workflow.states.refusals import Kind, NotFound, Reason
from workflow.thai.dates import local_day


@dataclass(frozen=True, slots=True)
class PaperMoves:
    """Moves that may be entered from paper where the plan now is, and why not, where none."""

    case: Case
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class NewPaperPage:
    """The form of one of them. deciders: who may have decided since the plan came here."""

    page: MovePage
    deciders: tuple[tuple[Person, Holding], ...]

    @property
    def case(self) -> Case:
        """The plan."""
        return self.page.case

    @property
    def move(self) -> Move:
        """What is entered."""
        return self.page.move


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper decision. reasons: why the person may not answer for it."""

    case: Case
    decision: OnPaper
    reasons: tuple[Reason, ...]
    mine: bool
    """Whether the person entered it."""

    @property
    def move(self) -> Move:
        """What was decided."""
        return self.case.procedure.move[self.decision.row.move]

    @property
    def waits(self) -> bool:
        """Whether it still is to be answered."""
        return not self.decision.row.answer and not self.lapsed

    @property
    def lapsed(self) -> bool:
        """Whether the plan moved on before anybody answered."""
        return not self.decision.row.answer and not self.decision.is_of(self.case.plan)


def paper_moves(plan_id: int, person: Person, at: dt.datetime) -> PaperMoves:
    """What a person may enter from paper about a plan now. Raises NotFound."""
    case = _case(plan_id, person, at)
    moves = case.procedure.moves_from(case.plan.stage)
    return PaperMoves(case, tuple(m for m in moves if not against_entering(m, person, case.facts)))


def new_paper_page(plan_id: int, name: str, person: Person, at: dt.datetime) -> NewPaperPage:
    """Load the form for a decision. Raises NotFound."""
    page = move_page(plan_id, name, person, at)
    plan, today = page.case.plan, local_day(at)
    then = local_day(plan.stage_since)
    before = () if then == today else people_of_plan(plan_id, plan.province_code, then)
    found: dict[int, tuple[Person, Holding]] = {}
    for one in (*page.case.people, *before):
        held = _held(one.actor, page.move)
        if held and one.actor.id != person.id:
            found.setdefault(one.actor.id, (one.actor, held))
    return NewPaperPage(page, tuple(found.values()))


def paper_page(plan_id: int, no: int, person: Person, at: dt.datetime) -> PaperPage:
    """Load a paper decision. Raises NotFound when there is none, or no such plan for the person."""
    case = _case(plan_id, person, at)
    decision = decision_of(plan_id, no)
    if decision is None:
        raise NotFound(f"plan {plan_id} paper decision {no}")
    row = decision.row
    move = case.procedure.move[row.move]
    reasons = against_checking(move, row.decided_by, row.entered_by, person, case.facts)
    if row.answer:
        reasons.append(Reason("paper_answered", Kind.STALE))
    return PaperPage(case, decision, tuple(reasons), row.entered_by == person.id)


def _held(person: Person, move: Move) -> Holding | None:
    fits = [h for h in person.holdings if h.post in move.posts and h.capacity != "delegated"]
    return fits[0] if fits else None


def _case(plan_id: int, person: Person, at: dt.datetime) -> Case:
    case = case_of(plan_id, person, at, unread)
    if case is None:
        raise NotFound(f"plan {plan_id}")
    return case
