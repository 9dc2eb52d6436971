"""An item's page: the plan, who takes part, the sum, what follows and what stands against it."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from workflow.facts.committee import (
    OnAgenda,
    Sat,
    Seated,
    day_of,
    kept_of,
    roster_from,
    seats_on,
)
from workflow.facts.plan_facts import Case, case_of
from workflow.facts.plan_text import Depth
from workflow.queries.meeting_page import Head, head_of
from workflow.queries.meetings import agenda_of
from workflow.states import machine, policy, resolutions
from workflow.states.facts import Person, ResolutionFacts
from workflow.states.procedure import Move, Procedure, Stage
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.states.votes import Outcome, Tally
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item as a person sees it. against: why this person does not certify it now."""

    head: Head
    agenda: tuple[Any, ...]
    case: Case
    sat: Sat
    seats: tuple[Seated, ...]
    against: tuple[Reason, ...]
    runs: bool
    chairs: bool
    """Whether the person runs meetings, and whether they hold a co-chair's seat."""

    @property
    def item(self) -> Any:
        """The item's row."""
        return self.sat.item

    @property
    def no(self) -> str:
        """Its number on the agenda: 5.1."""
        return f"{self.item.heading}.{self.item.n}"

    @property
    def summed(self) -> Tally:
        """The sum of what was recorded."""
        return self.sat.summed

    @property
    def recorded(self) -> bool:
        """Whether anything was recorded of it."""
        return bool(self.sat.kept.filled)

    @property
    def move(self) -> Move | None:
        """What follows from the votes."""
        return self.case.procedure.move.get(self.sat.move or "")

    @property
    def to(self) -> Stage | None:
        """Where the plan then goes."""
        return self.case.procedure.stage.get(self.move.to) if self.move else None

    @property
    def motions(self) -> tuple[Move, ...]:
        """What may be put to the vote."""
        return resolutions.motions(self.case.procedure, self.case.plan.stage)

    @property
    def motion(self) -> Move | None:
        """What was put to the vote."""
        return self.case.procedure.move.get(self.item.motion or "")

    @property
    def presiding(self) -> Seated | None:
        """Who presides over the item."""
        return next((seat for seat in self.seats if seat.code == self.sat.seat), None)

    @property
    def is_open(self) -> bool:
        """Whether it can be recorded, certified or postponed."""
        return self.head.row.stage == "in_session" and self.item.ended is None

    @property
    def code(self) -> int:
        """HTTP status of the page on which it is certified."""
        code = Refused(self.against).code if self.against else 200
        return code if code != Kind.CONTENT else 200


def item_page(meeting_id: int, n: int, person: Person, at: dt.datetime) -> ItemPage:
    """Load an item's page: ten queries. Raises NotFound."""
    head = head_of(meeting_id)
    agenda = tuple(agenda_of(meeting_id))
    item = next((row for row in agenda if row.n == n), None)
    case = case_of(item.plan_id, person, at, _read) if item else None
    if item is None or case is None:
        raise NotFound(f"meeting {meeting_id} item {n}")
    seats = seats_on(day_of(head.row))
    place = OnAgenda(case.plan.id, case.plan.province_code, case.plan.institution)
    roster = roster_from(seats, head.row, place)
    sat = Sat(head.row, item, case.procedure, kept_of(item), roster)
    return ItemPage(
        head=head,
        agenda=agenda,
        case=case,
        sat=sat,
        seats=seats,
        against=tuple(_against(sat, case, person)),
        runs=policy.may_open("meeting.run", person),
        chairs=policy.may_open("item.certify", person),
    )


def leads_to(procedure: Procedure, motion: Move) -> tuple[Words | None, Words | None]:
    """What follows when a motion is carried, and when it is lost; None where nothing does."""
    carried, lost = (
        procedure.move.get(resolutions.follows(procedure, motion.name, outcome) or "")
        for outcome in (Outcome.CARRIED, Outcome.LOST)
    )
    return carried.title if carried else None, lost.title if lost else None


def _against(sat: Sat, case: Case, person: Person) -> list[Reason]:
    """Every reason of every kind, as the certificate itself would be refused."""
    reasons = sat.against()
    if sat.move is None:
        return reasons + sat.against_person(person)
    resolved = ResolutionFacts(sat.move, sat.summed.quorate, sat.seat)
    facts = replace(case.facts, resolution=resolved)
    move = case.procedure.move[sat.move]
    return reasons + machine.reasons_against(case.procedure, move, person, facts)


def _read(procedure: Procedure, stage: str) -> Depth:
    """The text, for its sums."""
    return Depth.READ
