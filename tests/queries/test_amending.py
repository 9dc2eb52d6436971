"""Pages of amendments load what they show in a fixed number of statements."""

from collections.abc import Callable

import pytest

from tests.conftest import TODAY
from tests.services.acting import CHIANG_MAI, NAN, act, actor, row, statements
from tests.services.amending import DRAFTER, amended, correct_the_contact, in_force, submitted
from workflow.extensions import db
from workflow.facts.kin import Kin, kin_of
from workflow.queries.amending import amend_page, reopen_page
from workflow.queries.changes import against_text_in_force
from workflow.queries.plan_page import plan_page
from workflow.states.facts import Given
from workflow.states.refusals import NotFound


def asked(run: Callable[[], object]) -> int:
    run()
    db.session.rollback()
    return len(statements(run))


def test_each_page_asks_a_fixed_number_of_times() -> None:
    plan_id, me = amended(), actor(DRAFTER)
    assert asked(lambda: plan_page(plan_id, me, TODAY, with_text=True)) <= 7
    assert asked(lambda: amend_page(CHIANG_MAI, me, TODAY)) <= 9
    assert asked(lambda: against_text_in_force(plan_id, me, TODAY)) <= 8
    act("drafter.55", NAN, "withdraw", Given(reason="จัดทำใหม่"))
    assert asked(lambda: reopen_page(NAN, actor("drafter.55"), TODAY)) <= 11


def test_the_comparison_holds_the_text_in_force_against_the_present_one() -> None:
    plan_id = amended()
    correct_the_contact(plan_id)
    texts = against_text_in_force(plan_id, actor(DRAFTER), TODAY)
    assert (texts.old_plan, texts.earlier, texts.later) == (CHIANG_MAI, 2, None)
    assert texts.old["general"]["contact_name"] != texts.new["general"]["contact_name"]
    with pytest.raises(NotFound):
        against_text_in_force(CHIANG_MAI, actor(DRAFTER), TODAY)


def test_a_plan_names_its_newest_amendment_but_none_that_was_given_up() -> None:
    given_up = amended()
    act(DRAFTER, given_up, "withdraw", Given(reason="เลิกแก้ไข"))
    assert kin_of(row(CHIANG_MAI), actor(DRAFTER)) == Kin()
    under_way = submitted("minor")
    found = kin_of(row(CHIANG_MAI), actor(DRAFTER)).amended_by
    assert found is not None
    assert (found.id, found.is_open, found.in_force) == (under_way, True, False)


def test_what_took_its_place_and_what_it_took_are_named() -> None:
    plan_id = in_force("clerical").plan_id
    before, after = (kin_of(row(n), actor(DRAFTER)) for n in (CHIANG_MAI, plan_id))
    assert before.amended_by
    assert after.amends
    assert (before.amended_by.in_force, after.amends.in_force) == (True, False)
