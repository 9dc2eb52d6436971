"""An ended plan begins again as another plan with its last text; what ended stays as it is."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    CHIANG_MAI,
    NAN,
    act,
    actor,
    acts,
    by_hand,
    codes,
    count,
    row,
    section,
)
from tests.services.amending import (
    DRAFTER,
    again,
    amended,
    change_kind,
    correct_the_contact,
    in_force,
    reopened,
    submitted,
)
from tests.services.test_amend_plan import said
from tests.services.test_count_plan import counted, there
from workflow.extensions import db
from workflow.models import Notice, Plan, Procedure
from workflow.queries.chains import strayed_plans
from workflow.services.reopen_plan import reopen_plan
from workflow.states.facts import Given
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both
HERS = "drafter.55"


def withdrawn(plan_id: int = NAN, username: str = HERS) -> int:
    act(username, plan_id, "withdraw", Given(reason="จัดทำใหม่"))
    return plan_id


def test_a_withdrawn_plan_begins_again_with_its_last_text() -> None:
    old = row(withdrawn())
    new = row(reopened(NAN, HERS))
    assert (new.stage, new.version, new.revision, new.reopens_id) == ("draft", 1, 0, NAN)
    assert (new.digest, new.title, new.amends_id) == (old.digest, old.title, None)
    assert section(new.id, "projects").body == section(NAN, "projects").body
    assert db.session.get_one(Procedure, new.procedure_id).name == "sti-plan"
    assert counted() == there()


@pytest.mark.parametrize("stage", ["declined", "rejected"])
def test_so_does_one_that_was_declined_or_rejected(stage: str) -> None:
    withdrawn()
    by_hand(sa.update(Plan).where(Plan.id == NAN).values(stage=stage))
    assert row(reopened(NAN, HERS)).reopens_id == NAN


def test_the_ended_plan_stays_ended_and_both_say_what_follows_what() -> None:
    old = row(withdrawn())
    new = reopened(NAN, HERS)
    assert (row(NAN).stage, acts(NAN)[-2:]) == ("withdrawn", ["withdraw", "reopen"])
    assert said(NAN, old.version + 1)["plan"] == new
    assert said(new, 1)["reopens"]["plan"] == NAN
    assert strayed_plans() == []
    assert count(Notice, Notice.kind == "reopen") > 0


def test_the_same_request_twice_is_one_plan() -> None:
    withdrawn()
    new = again(NAN)
    assert reopen_plan(new, actor(HERS), TODAY) == reopen_plan(new, actor(HERS), TODAY)
    assert count(Plan, Plan.reopens_id == NAN) == 1


@pytest.mark.parametrize(
    ("username", "changed", "expected"),
    [
        (HERS, {"reason": ""}, ["ask_empty"]),
        (HERS, {"version": 1}, ["stale"]),
        ("secretariat.1", {}, ["not_in_scope"]),
    ],
)
def test_what_stands_against_it_is_said(
    username: str, changed: dict[str, Any], expected: list[str]
) -> None:
    withdrawn()
    assert codes(reopen_plan, again(NAN, **changed), actor(username), TODAY) == expected
    assert acts(NAN)[-1] == "withdraw"


def test_what_has_not_ended_or_was_superseded_is_not_begun_again() -> None:
    assert codes(reopen_plan, again(NAN), actor(HERS), TODAY) == ["not_ended"]
    in_force()
    assert codes(reopen_plan, again(CHIANG_MAI), actor(DRAFTER), TODAY) == ["not_ended"]


def test_there_is_one_open_plan_of_a_kind() -> None:
    withdrawn()
    reopened(NAN, HERS)
    assert codes(reopen_plan, again(NAN), actor(HERS), TODAY) == ["open_plan_exists"]


def test_a_round_that_takes_no_plans_takes_none_again() -> None:
    withdrawn()
    by_hand(sa.text("UPDATE round SET closes = '2026-09-01', late_allowed = false"))
    assert codes(reopen_plan, again(NAN), actor(HERS), TODAY) == ["round_closed"]


def test_a_plan_of_others_is_not_there() -> None:
    with pytest.raises(NotFound):
        reopen_plan(again(withdrawn()), actor("drafter.75"), TODAY)


def test_an_amendment_that_was_given_up_begins_again_as_one() -> None:
    plan_id = amended("minor")
    correct_the_contact(plan_id)
    change_kind(plan_id, "clerical")
    by_hand(sa.text("UPDATE round SET closes = '2026-09-01', late_allowed = false"))
    new = row(reopened(withdrawn(plan_id, DRAFTER)))
    assert (new.amends_id, new.amendment, new.reopens_id) == (CHIANG_MAI, "clerical", plan_id)
    assert section(new.id, "general").body == section(plan_id, "general").body
    assert db.session.get_one(Procedure, new.procedure_id).name == "sti-plan-clerical"


def test_an_amendment_of_a_plan_that_gave_way_is_not() -> None:
    given_up = withdrawn(submitted("minor"), DRAFTER)
    in_force()
    assert codes(reopen_plan, again(given_up), actor(DRAFTER), TODAY) == ["amended_plan_gone"]
