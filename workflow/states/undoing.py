"""Undoing the newest act on a plan: what can be undone, by whom, until when, and who consents."""

import datetime as dt
from dataclasses import dataclass

from workflow.states import policy
from workflow.states.facts import Facts, Holding, Person
from workflow.states.procedure import NOT_POSTS, Move, Procedure
from workflow.states.refusals import Kind, Reason

UNDO = "undo"
"""The act by which a move is undone; also the name of its words."""
WITHIN = dt.timedelta(hours=24)
"""Time from the move until the consent."""
_NO_TABLE = ("secretariat",)
"""Who consents to an act from a post that `policy.CONSENT` does not name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An act on a plan, as far as its undoing is concerned.

    move: None when it is no move that can be undone; by_meeting: for a meeting resolved
    it. holder: the post that holds the plan since. last: nobody acted after it. untouched: the
    plan's text is what it was. recorded: its entry says where the plan stood before. replaced: by
    it the plan took the place of the one that it amends.
    """

    person_id: int | None
    post: str
    move: Move | None
    holder: str | None
    at: dt.datetime
    by_meeting: bool = False
    last: bool = True
    untouched: bool = True
    recorded: bool = True
    replaced: bool = False


def can_be_undone(move: Move, procedure: Procedure) -> bool:
    """Whether a move is a person's own decision, made from a post: it decides, returns the plan or
    ends its way. What a meeting resolves is undone by a meeting; a plan that was sent on is
    recalled or returned."""
    to = procedure.stage.get(move.to)
    ends = to is not None and to.final
    return not NOT_POSTS.intersection(move.by) and (move.decides or move.returns or ends)


def against_asking(done: Done, person: Person, facts: Facts, at: dt.datetime) -> list[Reason]:
    """Every reason why a person may not ask now that an act be undone."""
    if done.move is None:
        return [_no("undo_by_meeting" if done.by_meeting else "undo_not_this")]
    if done.person_id != person.id:
        return [_no("undo_not_yours"), *_against_act(done, facts, at)]
    reasons = []
    if not policy.capacities(done.move, person, facts.province):
        reasons.append(_no("undo_post_left", post=policy.any_of([done.post])))
    return reasons + _against_act(done, facts, at)


def against_consent(
    done: Done, asked_by: int, person: Person, facts: Facts, at: dt.datetime
) -> list[Reason]:
    """Every reason why a person may not answer now for the undoing of an act. asked_by: who asks
    for it."""
    return against_second(done, asked_by, person, facts) + _against_act(done, facts, at)


def against_second(done: Done, asked_by: int, person: Person, facts: Facts) -> list[Reason]:
    """Every reason why a person is not the second one, whatever the time."""
    if person.id == asked_by:
        return [_no("undo_yourself")]
    fits = consenting(done, person, facts)
    if not fits:
        return [_no("undo_not_second", post=policy.any_of(consent_posts(done)))]
    if done.move is not None and done.move.decides and person.id in facts.authors:
        return [_no("undo_author")]
    if all(policy.desk_conflict(held.post, person.id, facts) for held in fits):
        return [_no("both_desks")]
    return []


def consenting(done: Done, person: Person, facts: Facts) -> list[Holding]:
    """In which capacities a person consents, the strongest first. An order of delegation names
    moves, and this is none."""
    fits = policy.holdings_in(consent_posts(done), person, facts.province)
    return [held for held in fits if held.capacity != "delegated"]


def consent_posts(done: Done) -> tuple[str, ...]:
    """Posts whose holders consent: those of the table, and whoever holds the plan since."""
    posts = policy.CONSENT.get(done.post, _NO_TABLE)
    return tuple(dict.fromkeys([*posts, *([done.holder] if done.holder else [])]))


def _against_act(done: Done, facts: Facts, at: dt.datetime) -> list[Reason]:
    """What stands against the undoing, whoever asks."""
    found = {
        "undo_acted_after": (not done.last, Kind.STALE),
        "undo_text_changed": (not done.untouched, Kind.STALE),
        "undo_review_begun": (done.last and facts.written_since_submit, Kind.STALE),
        "undo_too_late": (at - done.at > WITHIN, Kind.CONTENT),
        "agenda_opened": (facts.agenda_opened, Kind.CONTENT),
        "undo_not_recorded": (not done.recorded, Kind.CONTENT),
        "undo_replaced": (done.replaced, Kind.CONTENT),
    }
    return [Reason(code, kind) for code, (holds, kind) in found.items() if holds]


def _no(code: str, **values: object) -> Reason:
    return Reason(code, Kind.PERSON, values=values)
