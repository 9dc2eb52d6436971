"""Named facts that must hold before a move. Each returns the reasons why they do not.

A guard with `asks` is about what the move itself carries: it is judged only when the move is made,
on what stands already plus what is given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workflow.states import policy
from workflow.states.facts import Facts, Given, PointFacts
from workflow.states.procedure import RETURNED_BY, Move, Procedure
from workflow.states.refusals import Reason

SUPERSEDES = "amendment_approved"
"""The guard of the move by which a plan gives way to its approved amendment."""

Judge = Callable[[Move, Facts, Given, Procedure], Sequence[Reason]]


@dataclass(frozen=True, slots=True)
class Guard:
    """A named rule; asks: the ask that it judges, None when it judges the plan alone."""

    judge: Judge
    asks: str | None = None


def against(move: Move, facts: Facts, procedure: Procedure, given: Given | None) -> list[Reason]:
    """Every reason of a move's guards; without `given`, guards about what it asks are left out."""
    reasons: list[Reason] = []
    for name in move.guards:
        guard = GUARDS[name]
        if given is not None or guard.asks is None:
            reasons += guard.judge(move, facts, given or Given(), procedure)
    return reasons


def outline_complete(
    move: Move, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    """The outline finds no error in the text."""
    return facts.errors


def warnings_acknowledged(
    move: Move, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    """Every warning of the outline was acknowledged."""
    missing = {reason.code for reason in facts.warnings} - given.warnings
    return (
        [Reason("warnings_open", field="warnings", values={"n": len(missing)})] if missing else []
    )


def round_open(move: Move, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    """The round takes plans today, or takes them late; an amendment is taken at any time."""
    taken = facts.round
    if taken is None or facts.amends:
        return []
    if facts.today < taken.opens:
        return [Reason("round_not_open", values={"day": taken.opens})]
    if facts.today > taken.closes and not taken.late_allowed:
        return [Reason("round_closed", values={"day": taken.closes})]
    return []


def represented(move: Move, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    """The province has a representative or a caretaker."""
    return [] if facts.represented else [Reason("not_represented")]


def has_reviewer(move: Move, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    """Somebody at the next stage could decide: a holder whose order, if there is one, names a move
    that decides there, and who did not write the plan."""
    stage = procedure.stage.get((facts.returned_by or "") if move.to == RETURNED_BY else move.to)
    if stage is None:
        return []
    there = replace(facts, stage=stage.code)
    deciding = [m for m in procedure.moves_from(stage.code) if m.decides]
    holders = _with_power(stage.held_by or "", deciding, facts)
    if not holders:
        return [Reason("no_reviewer")]
    able = [h for h in holders if not any(policy.against_duties(m, h, there) for m in deciding)]
    return [] if able else [Reason("only_authors_review")]


def nothing_written(
    move: Move, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    """No reviewer has written anything on this submission."""
    return [Reason("review_begun")] if facts.written_since_submit else []


def has_open_point(
    move: Move, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    """There is something to correct: a point that stands open, or one given now."""
    return [] if given.points or _open(facts) else [Reason("no_point", field="points")]


def points_ticked(move: Move, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    """No blocking point is left unticked."""
    left = [p for p in _open(facts) if p.blocking and p.no not in given.ticks]
    return [Reason("points_open", field="ticks", values={"points": _numbers(left)})] if left else []


def points_answered(
    move: Move, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    """Every blocking point has an answer."""
    answered = {reply.point for reply in given.replies}
    left = [p for p in _open(facts) if p.blocking and not p.answered and p.no not in answered]
    values = {"points": _numbers(left)}
    return [Reason("points_unanswered", field="replies", values=values)] if left else []


def checklist_complete(
    move: Move, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    """Every item of the reviewer's checklist is done."""
    done = {item.code for item in given.checklist if item.done}
    left = [check for check in procedure.checks if check.code not in done]
    values = {"n": len(left)}
    return [Reason("checklist_open", field="checklist", values=values)] if left else []


def material(move: Move, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    """The change since the return is one of substance."""
    return [] if facts.material else [Reason("change_not_material")]


def not_material(move: Move, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    """The change since the return is not one of substance."""
    return [Reason("change_material")] if facts.material else []


def agenda_not_opened(
    move: Move, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    """The plan is on no agenda whose meeting has opened."""
    return [Reason("agenda_opened")] if facts.agenda_opened else []


def quorum(move: Move, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    """The meeting that resolved was quorate for this item."""
    return [] if facts.resolution and facts.resolution.quorate else [Reason("no_quorum")]


def conditions_closed(
    move: Move, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    """Every condition of the approval is met."""
    left = facts.open_conditions
    return [Reason("conditions_open", values={"n": left})] if left else []


def conditions_overdue(
    move: Move, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    """The time for the conditions, and its grace, ran out."""
    return [] if facts.conditions_overdue else [Reason("conditions_not_overdue")]


def amendment_fits(
    move: Move, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    """The kind of amendment takes every change from the text in force."""
    return facts.misfits


def amendment_approved(
    move: Move, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    """An amendment of this plan was approved."""
    return [] if facts.amendment_approved else [Reason("no_amendment")]


def judged_of_the_person(
    move: Move, facts: Facts, given: Given, procedure: Procedure
) -> Sequence[Reason]:
    """Named in the file for who reads it; `policy` judges it with the person (403)."""
    return []


def carried(move: Move, facts: Facts, given: Given, procedure: Procedure) -> Sequence[Reason]:
    """The meeting resolved just this on the plan."""
    resolved = facts.resolution
    return [] if resolved and resolved.move == move.name else [Reason("nothing_carried")]


def _with_power(post: str, deciding: Sequence[Move], facts: Facts) -> list[int]:
    """Holders of a post, without delegates whose orders name no move that decides."""
    orders, names = facts.delegates.get(post, {}), {move.name for move in deciding}
    holders = facts.holders.get(post, frozenset())
    return [h for h in holders if h not in orders or names & orders[h]]


def _open(facts: Facts) -> list[PointFacts]:
    return [point for point in facts.points if not point.ticked]


def _numbers(points: Sequence[PointFacts]) -> str:
    return ", ".join(str(point.no) for point in points)


GUARDS: dict[str, Guard] = {
    "outline_complete": Guard(outline_complete),
    "warnings_acknowledged": Guard(warnings_acknowledged, asks="warnings"),
    "round_open": Guard(round_open),
    "represented": Guard(represented),
    "has_reviewer": Guard(has_reviewer),
    "nothing_written": Guard(nothing_written),
    "has_open_point": Guard(has_open_point, asks="points"),
    "points_ticked": Guard(points_ticked, asks="ticks"),
    "points_answered": Guard(points_answered, asks="replies"),
    "checklist_complete": Guard(checklist_complete, asks="checklist"),
    "material": Guard(material),
    "not_material": Guard(not_material),
    "agenda_not_opened": Guard(agenda_not_opened),
    "meeting_not_opened": Guard(agenda_not_opened),
    "quorum": Guard(quorum),
    "carried": Guard(carried),
    "conditions_closed": Guard(conditions_closed),
    "conditions_overdue": Guard(conditions_overdue),
    "amendment_fits": Guard(amendment_fits),
    SUPERSEDES: Guard(amendment_approved),
    "not_author": Guard(judged_of_the_person),
    "own_or_vacant": Guard(judged_of_the_person),
}
