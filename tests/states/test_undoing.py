"""Who may ask for an undoing and who consents: every post against every act, without a database."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.states import case
from workflow.states import policy
from workflow.states.facts import Acted, Facts, Holding, Person
from workflow.states.procedure import Move
from workflow.states.refusals import Kind, Reason
from workflow.states.undoing import (
    Done,
    against_asking,
    against_consent,
    can_be_undone,
    consent_posts,
    consenting,
)

AT = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)
UNDOABLE = {
    *("clinic_return", "recommend", "pcso_return", "endorse", "decline"),
    *("secretariat_return", "withdraw", "pcso_withdraw"),
}
SECONDS = {
    "recommend": {"secretariat", "pcso"},
    "clinic_return": {"secretariat", "drafter"},
    "endorse": {"secretariat"},
    "decline": {"secretariat"},
    "pcso_return": {"secretariat", "drafter"},
    "secretariat_return": {"secretariat", "pcso", "drafter"},
    "withdraw": {"clinic_rep"},
    "pcso_withdraw": {"secretariat"},
}
"""Posts whose holders consent to the undoing of each move."""
OTHER = 9


def done(name: str = "endorse", person_id: int | None = case.ME, **changes: Any) -> Done:
    """An act that somebody made a moment ago."""
    move, procedure = case.move(name), case.procedure()
    to = procedure.stage.get(move.to)
    plain = Done(
        person_id=person_id,
        post=move.posts[0] if move.posts else "",
        move=move,
        holder=to.held_by if to else None,
        at=AT,
    )
    return replace(plain, **changes)


def asking(found: Done, person: Person, facts: Facts | None = None, at: dt.datetime = AT) -> str:
    """Why a person may not ask for it."""
    reasons = against_asking(found, person, facts or case.facts("committee_approval"), at)
    return " ".join(case.codes(reasons))


def answering(found: Done, person: Person, facts: Facts | None = None) -> str:
    """Why a person may not answer what the first asked."""
    facts = facts or case.facts("committee_approval")
    return " ".join(case.codes(against_consent(found, case.ME, person, facts, AT)))


@pytest.mark.parametrize("move", case.procedure().moves, ids=lambda move: str(move.name))
def test_decisions_returns_and_endings_of_a_person_can_be_undone(move: Move) -> None:
    assert can_be_undone(move, case.procedure()) is (move.name in UNDOABLE)


@pytest.mark.parametrize("post", policy.POSTS)
@pytest.mark.parametrize("name", sorted(UNDOABLE))
def test_who_consents_to_what(name: str, post: str) -> None:
    second = case.person(post, id=OTHER)
    expected = "" if post in SECONDS[name] else "undo_not_second"
    assert answering(done(name), second) == expected


@pytest.mark.parametrize("name", sorted(UNDOABLE))
def test_nobody_consents_to_what_they_ask(name: str) -> None:
    assert answering(done(name), case.person(*policy.POSTS)) == "undo_yourself"


@pytest.mark.parametrize("name", sorted(UNDOABLE))
def test_whoever_did_it_may_ask_from_the_post_they_did_it_in(name: str) -> None:
    found = done(name)
    assert asking(found, case.person(found.post)) == ""
    assert asking(found, case.person("auditor")) == "undo_post_left"
    assert asking(found, case.person(found.post, id=OTHER)) == "undo_not_yours"


@pytest.mark.parametrize(
    ("by_meeting", "code"), [(True, "undo_by_meeting"), (False, "undo_not_this")]
)
def test_what_no_person_decided_is_not_undone(by_meeting: bool, code: str) -> None:
    assert asking(done(move=None, by_meeting=by_meeting), case.person("pcso")) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last": False}, "undo_acted_after"),
        ({"untouched": False}, "undo_text_changed"),
        ({"recorded": False}, "undo_not_recorded"),
        ({"replaced": True}, "undo_replaced"),
        ({"at": AT - dt.timedelta(hours=24)}, ""),
        ({"at": AT - dt.timedelta(hours=24, microseconds=1)}, "undo_too_late"),
    ],
)
def test_time_and_what_came_after_bind_both(changes: dict[str, Any], code: str) -> None:
    found = done(**changes)
    assert asking(found, case.person("pcso")) == code
    assert answering(found, case.person("secretariat", id=OTHER)) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"agenda_opened": True}, "agenda_opened"),
        ({"written_since_submit": True}, "undo_review_begun"),
    ],
)
def test_so_does_what_the_next_desk_has_begun(changes: dict[str, Any], code: str) -> None:
    facts = case.facts("committee_approval", **changes)
    assert asking(done(), case.person("pcso"), facts) == code


def test_an_author_consents_to_a_return_but_to_no_decision() -> None:
    facts = case.facts(authors=frozenset({OTHER}))
    both = case.person("drafter", "secretariat", id=OTHER)
    assert answering(done("recommend"), both, facts) == "undo_author"
    assert answering(done("clinic_return"), case.person("drafter", id=OTHER), facts) == ""


def test_whoever_wrote_the_plan_does_not_sit_at_the_clinic_s_desk() -> None:
    facts = case.facts(authors=frozenset({OTHER}))
    assert answering(done("withdraw"), case.person("clinic_rep", id=OTHER), facts) == "both_desks"


def test_an_order_of_delegation_does_not_consent() -> None:
    delegate = case.person(Holding("secretariat", capacity="delegated", moves=("endorse",)))
    acting = case.person(Holding("secretariat", capacity="acting"))
    assert consenting(done(), delegate, case.facts()) == []
    assert len(consenting(done(), acting, case.facts())) == 1


def test_a_post_without_a_rule_has_the_secretariat_s_consent() -> None:
    strange = done(post="provincial_office", holder=None)
    assert answering(strange, case.person("secretariat", id=OTHER)) == ""


def test_what_was_undone_does_not_count_as_decided_nor_as_sent() -> None:
    endorsed = Acted(
        case.ME, "pcso", "endorse", "pcso_endorsement", "committee_approval", stands=False
    )
    facts = case.facts("committee_approval", acts=(case.SUBMITTED, endorsed))
    assert facts.submitter == case.AUTHOR
    decides = replace(case.move("secretariat_return"), decides=True)
    assert policy.against_duties(decides, case.ME, facts) == []
    stood = replace(facts, acts=(case.SUBMITTED, replace(endorsed, stands=True)))
    assert case.codes(policy.against_duties(decides, case.ME, stood)) == ["decided_before"]


def test_who_may_not_ask_or_answer_hears_it_of_themselves() -> None:
    elsewhere, facts = case.person("auditor"), case.facts("committee_approval")
    left = {"post": policy.any_of(["pcso"])}
    assert against_asking(done(), elsewhere, facts, AT) == [
        Reason("undo_post_left", Kind.PERSON, values=left)
    ]
    second = {"post": policy.any_of(["secretariat"])}
    assert against_consent(done(), case.ME, replace(elsewhere, id=OTHER), facts, AT) == [
        Reason("undo_not_second", Kind.PERSON, values=second)
    ]


@pytest.mark.parametrize(
    ("changes", "facts", "expected"),
    [
        ({"last": False}, {}, Reason("undo_acted_after", Kind.STALE)),
        ({"untouched": False}, {}, Reason("undo_text_changed", Kind.STALE)),
        ({}, {"written_since_submit": True}, Reason("undo_review_begun", Kind.STALE)),
        ({"at": AT - dt.timedelta(hours=25)}, {}, Reason("undo_too_late")),
        ({}, {"agenda_opened": True}, Reason("agenda_opened")),
        ({"recorded": False}, {}, Reason("undo_not_recorded")),
        ({"replaced": True}, {}, Reason("undo_replaced")),
    ],
)
def test_what_came_after_is_stale_and_the_rest_is_content(
    changes: dict[str, Any], facts: dict[str, Any], expected: Reason
) -> None:
    seen = case.facts("committee_approval", **facts)
    assert against_asking(done(**changes), case.person("pcso"), seen, AT) == [expected]


def test_what_the_next_desk_wrote_is_no_review_of_an_act_before_the_last() -> None:
    seen = case.facts("committee_approval", written_since_submit=True)
    assert asking(done(last=False), case.person("pcso"), seen) == "undo_acted_after"


def test_who_did_not_do_it_hears_also_what_came_after() -> None:
    found = asking(done(last=False), case.person("pcso", id=OTHER))
    assert found == "undo_not_yours undo_acted_after"


def test_a_table_names_who_consents_and_the_holder_since_is_named_once() -> None:
    assert consent_posts(done("recommend")) == ("secretariat", "pcso")
    assert consent_posts(done("endorse", holder="secretariat")) == ("secretariat",)
