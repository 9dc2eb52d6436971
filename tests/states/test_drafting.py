"""Who writes a plan together: who may invite, who may be invited, who may then write."""

from dataclasses import replace

import pytest

from tests.states import case
from workflow.states import policy
from workflow.states.drafting import against_co_drafter, against_inviting
from workflow.states.facts import Acted
from workflow.states.policy import POSTS
from workflow.states.refusals import Kind, Reason

STAGES = [stage.code for stage in case.procedure().stages]
FREE = {"provincial_office", "observer", "auditor", "admin"}
"""Posts that neither draft nor decide."""


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("stage", STAGES)
def test_drafters_invite_until_the_plan_has_ended(stage: str, post: str) -> None:
    found = case.codes(against_inviting(case.procedure(), case.person(post), case.facts(stage)))
    ended = ["co_drafting_closed"] if case.procedure().stage[stage].final else []
    assert found == ended + ([] if post == "drafter" else ["not_in_scope"])


@pytest.mark.parametrize("post", POSTS)
def test_whoever_neither_drafts_nor_decides_may_be_invited(post: str) -> None:
    reasons = against_co_drafter(case.procedure(), case.person(post), case.facts("draft"))
    expected = "drafter_already" if post == "drafter" else "co_drafter_decides"
    assert case.codes(reasons) == ([] if post in FREE else [expected])


def test_posts_of_another_province_do_not_count() -> None:
    for post in ("drafter", "clinic_rep", "pcso"):
        other = case.person(case.holding(post, province=case.ELSEWHERE))
        assert against_co_drafter(case.procedure(), other, case.facts("draft")) == []


def test_who_reviewed_the_plan_does_not_write_it() -> None:
    acted = Acted(case.ME, "clinic_rep", "clinic_return", "clinic_review", "returned")
    facts = case.facts("returned", acts=(acted,))
    reasons = against_co_drafter(case.procedure(), case.person("auditor"), facts)
    assert case.codes(reasons) == ["co_drafter_reviewed"]


@pytest.mark.parametrize("stage", STAGES)
def test_the_invited_writes_where_drafters_do(stage: str) -> None:
    guest = replace(case.person("auditor"), holdings=())
    facts = case.facts(stage, co_drafts=True)
    found = case.procedure().stage[stage]
    expected = [] if found.editable else ["not_editable"]
    assert case.codes(policy.against_writing(found, guest, facts)) == expected


def test_what_ended_is_stale_and_who_does_not_draft_hears_it_of_themselves() -> None:
    title = case.procedure().stage["withdrawn"].title
    found = against_inviting(case.procedure(), case.person("auditor"), case.facts("withdrawn"))
    assert found == [
        Reason("co_drafting_closed", Kind.STALE, values={"stage": title}),
        Reason("not_in_scope", Kind.PERSON),
    ]


@pytest.mark.parametrize("post", ["drafter", "chair", "member", "secretariat", "pcso"])
def test_what_is_wrong_with_the_invited_stands_beside_who(post: str) -> None:
    found = against_co_drafter(case.procedure(), case.person(post), case.facts("draft"))
    assert [reason.field for reason in found] == ["who"]


def test_an_earlier_review_is_said_beside_who() -> None:
    acted = Acted(case.ME, "clinic_rep", "clinic_return", "clinic_review", "returned")
    facts = case.facts("returned", acts=(acted,))
    found = against_co_drafter(case.procedure(), case.person("auditor"), facts)
    assert found == [Reason("co_drafter_reviewed", field="who")]
