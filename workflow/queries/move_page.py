"""The page on which a move is made: what will be decided, and what stands against it."""

import datetime as dt
from dataclasses import dataclass
from http import HTTPStatus

from workflow.facts.plan_facts import Case, case_of, read_and_judged_where_moves_ask
from workflow.facts.record import EntryRow
from workflow.facts.unsent import UnsentRow, unsent_of
from workflow.queries.meetings import OnAgendaOf, agendas_of
from workflow.queries.plan_page import due, unwritable
from workflow.states import machine, policy
from workflow.states.asks import asks_words
from workflow.states.clock import Due
from workflow.states.facts import Holding, Person
from workflow.states.procedure import RESOLUTION, Move, Stage
from workflow.states.refusals import Kind, NotFound, Reason, Refused


@dataclass(frozen=True, slots=True)
class MovePage:
    """A move and its plan, as the person who would make it sees them."""

    case: Case
    move: Move
    to: Stage | None
    reasons: tuple[Reason, ...]
    due: Due | None
    holding: Holding | None
    """In what capacity the person would act."""
    writes: bool
    """Whether the person may write the plan's text now, and so put it right."""
    agendas: tuple[OnAgendaOf, ...] = ()
    """Where a meeting decides: the agendas on which the plan is or was."""

    @property
    def code(self) -> int:
        """HTTP status of the page: what changed (409) and who asks (403) close it."""
        code = Refused(self.reasons).code if self.reasons else 200
        return code if code != Kind.CONTENT else 200

    @property
    def keeps(self) -> bool:
        """Whether what is begun here is kept: where words are asked for, and the move is the
        person's to make from here, though something may still stand in its way."""
        return self.code == HTTPStatus.OK and asks_words(self.move)

    @property
    def told(self) -> tuple[str, ...]:
        """Posts that are told when the move is made."""
        plan, to = self.case.plan, self.to
        return policy.told(
            self.move,
            to.held_by if to else None,
            submitted=bool(plan.revision or self.move.freezes),
            committee=plan.before_committee or bool(to and to.phase == "committee"),
        )

    @property
    def ends(self) -> bool:
        """Whether the move ends the plan's way."""
        return self.to is not None and self.to.final

    def changed_since(self, version: int) -> tuple[EntryRow, ...]:
        """Acts on the plan since the person saw it."""
        return tuple(entry for entry in self.case.entries if entry.n > version)


def move_page(plan_id: int, name: str, person: Person, at: dt.datetime) -> MovePage:
    """Load the page of a move. Raises NotFound: no such plan for this person, or no such move."""
    case = case_of(plan_id, person, at, read_and_judged_where_moves_ask)
    if case is None or name not in case.procedure.move:
        raise NotFound(f"plan {plan_id} move {name}")
    move = case.procedure.move[name]
    reasons = machine.reasons_against(case.procedure, move, person, case.facts)
    to = machine.destination(case.procedure, move, case.facts)
    fits = policy.capacities(move, person, case.facts.province)
    return MovePage(
        case=case,
        move=move,
        to=case.procedure.stage[to] if to else None,
        reasons=tuple(reasons),
        due=due(case, at),
        holding=fits[0] if fits else None,
        agendas=agendas_of(plan_id, person) if move.by == (RESOLUTION,) else (),
        writes=not unwritable(case, person),
    )


def unsent_on(page: MovePage, person: Person, at: dt.datetime) -> UnsentRow | None:
    """What the person began on a page and has not sent. One query, where the page keeps any."""
    if not page.keeps:
        return None
    return unsent_of(page.case.plan.id, page.move.name, person, at)
