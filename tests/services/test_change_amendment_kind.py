"""The kind of an amendment may change while it is drafted; its text stays."""

from typing import Any

import pytest

from tests.conftest import TODAY
from tests.services.acting import (
    CHIANG_MAI,
    RETURNED,
    act,
    actor,
    acts,
    answers,
    codes,
    row,
    save,
    section,
)
from tests.services.amending import (
    CLINIC,
    DRAFTER,
    PCSO,
    SUBMITTED,
    amended,
    change_kind,
    correct_the_contact,
    other_kind,
    submitted,
    to_endorse,
)
from tests.services.test_amend_plan import said
from workflow.extensions import db
from workflow.models import Procedure
from workflow.queries.chains import strayed_plans
from workflow.services.change_amendment_kind import change_amendment_kind
from workflow.states.facts import Given
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both


def test_it_follows_the_other_procedure_and_keeps_its_text() -> None:
    plan_id = amended("minor")
    correct_the_contact(plan_id)
    before, text = row(plan_id), section(plan_id, "general").body
    change_kind(plan_id, "clerical")
    after = row(plan_id)
    assert (after.amendment, after.stage, after.version) == ("clerical", "draft", 2)
    assert (after.digest, section(plan_id, "general").body) == (before.digest, text)
    assert db.session.get_one(Procedure, after.procedure_id).name == "sti-plan-clerical"


def test_its_entry_says_from_what_to_what() -> None:
    plan_id = amended("minor")
    change_kind(plan_id, "major")
    assert said(plan_id, 2) == {"from": "minor", "to": "major"}
    assert acts(plan_id) == ["create", "amendment_kind"]
    assert strayed_plans() == []


def test_the_same_request_twice_changes_once() -> None:
    plan_id = amended("minor")
    new = other_kind(plan_id, "major")
    for _ in range(2):
        change_amendment_kind(new, actor(DRAFTER), TODAY)
    assert acts(plan_id) == ["create", "amendment_kind"]


def test_a_text_that_a_kind_does_not_take_goes_on_under_the_kind_that_does() -> None:
    plan_id = amended("clerical")
    correct_the_contact(plan_id)
    save(DRAFTER, plan_id, "monitoring", monitoring="ติดตามผลทุกไตรมาสโดยคณะทำงานของจังหวัด " * 5)
    against = codes(act, DRAFTER, plan_id, "submit", SUBMITTED)
    assert against == ["amend_not_listed", "amendment_kind_fits"]
    change_kind(plan_id, "minor")
    assert act(DRAFTER, plan_id, "submit", SUBMITTED).stage == "clinic_review"


def test_a_returned_amendment_becomes_heavier_and_comes_back_to_who_returned_it() -> None:
    plan_id = to_endorse()
    act(PCSO, plan_id, "pcso_return", Given(order="ขอให้เสนอคณะกรรมการ"))
    change_kind(plan_id, "major")
    assert act(DRAFTER, plan_id, "resubmit", answers(plan_id)).stage == "pcso_endorsement"
    assert act(PCSO, plan_id, "endorse").stage == "committee_approval"


def test_a_returned_amendment_that_was_recommended_becomes_no_lighter() -> None:
    plan_id = to_endorse()
    act(PCSO, plan_id, "pcso_return", Given(order="ขอให้แก้ไข"))
    new = other_kind(plan_id, "clerical")
    assert codes(change_amendment_kind, new, actor(DRAFTER), TODAY) == ["amendment_reviewed"]


def test_an_amendment_that_the_clinic_returned_may_become_lighter() -> None:
    plan_id = submitted("minor")
    act(CLINIC, plan_id, "clinic_return", RETURNED)
    change_kind(plan_id, "clerical")
    assert act(DRAFTER, plan_id, "resubmit", answers(plan_id)).stage == "clinic_review"


@pytest.mark.parametrize(
    ("username", "changed", "expected"),
    [
        (DRAFTER, {"kind": "minor"}, ["amendment_kind_same"]),
        (DRAFTER, {"kind": "huge"}, ["amendment_kind_unknown"]),
        (DRAFTER, {"version": 7}, ["stale"]),
        (CLINIC, {}, ["not_in_scope"]),
    ],
)
def test_what_stands_against_it_is_said(
    username: str, changed: dict[str, Any], expected: list[str]
) -> None:
    plan_id = amended("minor")
    new = other_kind(plan_id, **{"kind": "major", **changed})
    assert codes(change_amendment_kind, new, actor(username), TODAY) == expected
    assert acts(plan_id) == ["create"]


def test_while_somebody_reviews_it_stays_what_it_is() -> None:
    new = other_kind(submitted("minor"), "major")
    assert codes(change_amendment_kind, new, actor(DRAFTER), TODAY) == ["not_editable"]


def test_what_is_no_amendment_has_no_kind() -> None:
    with pytest.raises(NotFound):
        change_amendment_kind(other_kind(CHIANG_MAI, "minor"), actor(DRAFTER), TODAY)
