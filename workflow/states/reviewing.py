"""What may be said of a plan beside the moves: points, ticks and comments."""

from workflow.states import policy
from workflow.states.asks import LONGEST_POINT, MOST_POINTS
from workflow.states.facts import Facts, Holding, Person
from workflow.states.procedure import Move, Procedure
from workflow.states.refusals import Kind, Reason
from workflow.thai.text import length

COMMENTERS = (
    "drafter",
    "clinic_rep",
    "pcso",
    "provincial_office",
    "secretariat",
    "observer",
)
"""Posts that may comment on a plan that they read, beside its co-drafters. A comment never
blocks."""


def against_review(procedure: Procedure, person: Person, facts: Facts) -> list[Reason]:
    """Why a person may not make, tick or reopen points now: they belong to whoever could send the
    plan back from here with points."""
    judged = [policy.against_person(move, person, facts) for move in _reviews(procedure, facts)]
    if not judged:
        values = {"stage": procedure.stage[facts.stage].title}
        return [Reason("no_review_here", Kind.STALE, values=values)]
    return [] if not all(judged) else judged[0]


def reviewing(procedure: Procedure, person: Person, facts: Facts) -> list[Holding]:
    """In which capacities a person reviews the plan where it now is, the strongest first."""
    moves = _reviews(procedure, facts)
    return [h for move in moves for h in policy.capacities(move, person, facts.province)]


def against_comment(procedure: Procedure, person: Person, facts: Facts) -> list[Reason]:
    """Why a person may not comment on the plan or on a point of it."""
    stage, reasons = procedure.stage[facts.stage], []
    if stage.final:
        reasons.append(Reason("comments_closed", Kind.STALE, values={"stage": stage.title}))
    if not commenting(person, facts):
        reasons.append(Reason("may_not_comment", Kind.PERSON))
    return reasons


def commenting(person: Person, facts: Facts) -> list[Holding]:
    """In which capacities a person may comment, the strongest first: from their posts, or as one
    who was invited to write the plan."""
    held = policy.holdings_in(COMMENTERS, person, facts.province)
    return held or ([Holding(policy.CO_DRAFTER)] if facts.co_drafts else [])


def against_text(text: str, *, optional: bool = False, field: str = "comment") -> list[Reason]:
    """Why a text cannot be kept."""
    n = length(text)
    if n == 0 and not optional:
        return [Reason("ask_empty", field=field)]
    if n > LONGEST_POINT:
        return [Reason("ask_long", field=field, values={"most": LONGEST_POINT})]
    return []


def against_number(facts: Facts) -> list[Reason]:
    """Whether so many points stand open that one more helps nobody."""
    still_open = sum(not point.ticked for point in facts.points)
    if still_open < MOST_POINTS:
        return []
    return [Reason("points_too_many", field="points", values={"most": MOST_POINTS})]


def _reviews(procedure: Procedure, facts: Facts) -> list[Move]:
    """Moves from here that carry points and that somebody in a post makes."""
    moves = procedure.moves_from(facts.stage)
    return [move for move in moves if move.posts and move.asks_for("points")]
