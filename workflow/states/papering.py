"""Decisions taken on paper: which they are, who enters them, and who checks them."""

import datetime as dt
from collections.abc import Iterable, Mapping

from workflow.states import policy
from workflow.states.facts import Facts, Holding, Person
from workflow.states.procedure import NOT_POSTS, Move
from workflow.states.refusals import Kind, Reason
from workflow.thai.text import length

LONGEST_NUMBER = 120
"""Characters of a document's number."""
_Table = Mapping[str, tuple[str, ...]]


def on_paper(move: Move) -> bool:
    """Whether a move may be entered from paper: a person decides or returns by it, from a post.
    What a meeting resolves is certified on its own page."""
    return not NOT_POSTS.intersection(move.by) and (move.decides or move.returns)


def against_entering(move: Move, person: Person, facts: Facts) -> list[Reason]:
    """Every reason why a person may not enter a paper decision of this kind."""
    if not on_paper(move):
        return [_no("paper_not_this")]
    if not entering(move, person, facts):
        return [_no("paper_not_enterer", post=policy.any_of(_posts(policy.ENTERS, move)))]
    return _against_author(move, person, facts)


def entering(move: Move, person: Person, facts: Facts) -> list[Holding]:
    """In which capacities a person enters it, the strongest first."""
    return policy.holdings_in(_posts(policy.ENTERS, move), person, facts.province)


def against_checking(
    move: Move, decided_by: int, entered_by: int, person: Person, facts: Facts
) -> list[Reason]:
    """Every reason why a person may not check a paper decision. Whoever decided may: nobody knows
    better what they signed."""
    if person.id == entered_by:
        return [_no("paper_yours")]
    if person.id == decided_by:
        return []
    posts = _posts(policy.CHECKS, move)
    if not policy.holdings_in(posts, person, facts.province):
        return [_no("paper_not_checker", post=policy.any_of(posts))]
    return _against_author(move, person, facts)


def against_decider(move: Move, decider: Person, facts: Facts) -> list[Reason]:
    """Whether somebody could have decided: they held the post, in their own right or acting for it.
    decider: with the posts of the day of the paper."""
    fits = policy.holdings_in(move.posts, decider, facts.province)
    if any(held.capacity != "delegated" for held in fits):
        return []
    return [Reason("paper_decider", field="decider", values={"post": policy.any_of(move.posts)})]


def of_decider(reasons: Iterable[Reason]) -> list[Reason]:
    """Reasons against a decision as whoever enters or checks it must read them: what keeps the
    decider from it is said of the decider."""
    found = list(reasons)
    others = [reason for reason in found if reason.kind != Kind.PERSON]
    kept_from = len(others) < len(found)
    return others + ([Reason("paper_decider_may_not", field="decider")] if kept_from else [])


def against_document(
    number: str, decided_on: dt.date | None, came_on: dt.date, today: dt.date
) -> list[Reason]:
    """What is wrong with a document's number and day. came_on: when the plan came to its stage;
    None: no day was given."""
    reasons = []
    if not length(number):
        reasons.append(Reason("ask_empty", field="number"))
    elif length(number) > LONGEST_NUMBER:
        reasons.append(Reason("ask_long", field="number", values={"most": LONGEST_NUMBER}))
    if decided_on is None:
        reasons.append(Reason("ask_empty", field="decided_on"))
    elif decided_on > today:
        reasons.append(Reason("paper_future", field="decided_on"))
    elif decided_on < came_on:
        values = {"day": came_on}
        reasons.append(Reason("paper_too_early", field="decided_on", values=values))
    return reasons


def _against_author(move: Move, person: Person, facts: Facts) -> list[Reason]:
    wrote = move.decides and person.id in facts.authors
    return [_no("paper_author")] if wrote else []


def _posts(rows: _Table, move: Move) -> tuple[str, ...]:
    found = (post for maker in move.posts for post in rows.get(maker, ("secretariat",)))
    return tuple(dict.fromkeys(found))


def _no(code: str, **values: object) -> Reason:
    return Reason(code, Kind.PERSON, values=values)
