"""What the moves do to a plan: where it goes, who holds it, who is told, what is in the way."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    POINT,
    RECOMMENDED,
    RETURNED,
    ROI_ET,
    SAMUT_SONGKHRAM,
    WARNINGS,
    act,
    actor,
    acts,
    also,
    answers,
    asked,
    body,
    by_hand,
    codes,
    count,
    end,
    person_id,
    row,
    save,
)
from tests.stage import hear
from workflow.extensions import db
from workflow.models import Entry, Notice, Outbox, Person, Plan, Point
from workflow.services.decide import decide
from workflow.states.facts import Given

pytestmark = pytest.mark.both

LONG = Given(reason="ไม่สอดคล้องกับแผนพัฒนาจังหวัดและซ้ำซ้อนกับโครงการที่ดำเนินการอยู่แล้วในพื้นที่เดียวกัน")
WHY = Given(reason="จัดทำใหม่ทั้งฉบับ")


@pytest.mark.parametrize(
    ("username", "plan", "move", "given", "stage"),
    [
        ("drafter.75", SAMUT_SONGKHRAM, "recall", Given(), "draft"),
        ("drafter.75", SAMUT_SONGKHRAM, "withdraw", WHY, "withdrawn"),
        ("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED, "returned"),
        ("pcso.80", NAKHON, "decline", LONG, "declined"),
        ("pcso.80", NAKHON, "endorse", Given(), "committee_approval"),
        ("secretariat.1", ROI_ET, "secretariat_return", WHY, "returned"),
        ("pcso.45", ROI_ET, "pcso_withdraw", WHY, "withdrawn"),
    ],
)
def test_a_move_brings_the_plan_where_the_procedure_says(
    username: str, plan: int, move: str, given: Given, stage: str
) -> None:
    assert act(username, plan, move, given).stage == stage
    assert (row(plan).stage, row(plan).last_act, row(plan).last_at) == (stage, move, TODAY)


@pytest.mark.parametrize(("username", "move"), [("pcso.80", "decline"), ("drafter.80", "withdraw")])
def test_a_plan_at_its_end_is_held_by_nobody(username: str, move: str) -> None:
    act(username, NAKHON, move, LONG)
    plan = row(NAKHON)
    assert (plan.is_open, plan.held_by, plan.due_on) == (False, None, None)


def test_a_recalled_plan_keeps_its_revision_and_may_be_submitted_again() -> None:
    act("drafter.75", SAMUT_SONGKHRAM, "recall")
    assert (row(SAMUT_SONGKHRAM).revision, row(SAMUT_SONGKHRAM).returned_by) == (1, None)
    act("drafter.75", SAMUT_SONGKHRAM, "submit", Given(warnings=WARNINGS))
    assert row(SAMUT_SONGKHRAM).revision == 2


def test_only_who_submitted_recalls() -> None:
    request = asked(SAMUT_SONGKHRAM, "recall")
    assert codes(decide, request, actor("drafter2.75"), TODAY) == ["not_submitter"]


def test_a_review_begun_cannot_be_recalled() -> None:
    _write_a_point(TODAY)
    request = asked(SAMUT_SONGKHRAM, "recall")
    assert codes(decide, request, actor("drafter.75"), TODAY) == ["review_begun"]


def test_a_plan_that_was_before_the_committee_stays_so() -> None:
    act("secretariat.1", ROI_ET, "secretariat_return", WHY)
    assert row(ROI_ET).before_committee


def test_the_committee_s_return_comes_back_to_the_committee() -> None:
    act("secretariat.1", ROI_ET, "secretariat_return", WHY)
    assert act("drafter.45", ROI_ET, "resubmit", answers(ROI_ET)).stage == "committee_approval"


def test_a_material_change_goes_back_to_the_clinic() -> None:
    _double_a_budget(NAN)
    request = asked(NAN, "resubmit", answers(NAN))
    assert codes(decide, request, actor("drafter.55"), TODAY) == ["change_material"]
    assert act("drafter.55", NAN, "resubmit_revised", answers(NAN)).stage == "clinic_review"


def test_a_small_change_does_not() -> None:
    save(
        "drafter.55",
        NAN,
        "summary",
        executive_summary=body(NAN, "summary")["executive_summary"] + "ก",
    )
    request = asked(NAN, "resubmit_revised", answers(NAN))
    assert codes(decide, request, actor("drafter.55"), TODAY) == ["change_not_material"]
    assert act("drafter.55", NAN, "resubmit", answers(NAN)).stage == "pcso_endorsement"


def test_after_a_material_change_the_clinic_s_clock_begins_anew() -> None:
    _double_a_budget(NAN)
    act("drafter.55", NAN, "resubmit_revised", answers(NAN))
    assert row(NAN).due_on == dt.date(2026, 12, 9)


def test_a_submission_after_the_round_closed_is_late() -> None:
    late = dt.datetime(2027, 1, 5, 3, tzinfo=dt.UTC)
    act("drafter.75", SAMUT_SONGKHRAM, "recall")
    given = Given(warnings=WARNINGS | {"round_late"})
    act("drafter.75", SAMUT_SONGKHRAM, "submit", given, late)
    assert row(SAMUT_SONGKHRAM).late


def test_an_answer_after_the_round_closed_is_not_late() -> None:
    late = dt.datetime(2027, 1, 5, 3, tzinfo=dt.UTC)
    act(
        "drafter.55",
        NAN,
        "resubmit",
        replace(answers(NAN), warnings=WARNINGS | {"round_late"}),
        late,
    )
    assert not row(NAN).late


def test_who_wrote_a_plan_does_not_decide_on_it() -> None:
    also("drafter.75", "clinic_rep")
    request = asked(SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    assert codes(decide, request, actor("drafter.75"), TODAY) == ["author_decides"]


def test_who_decided_at_one_stage_does_not_at_another() -> None:
    end("pcso.80")
    also("clinic.80", "pcso", "80")
    assert codes(decide, asked(NAKHON, "endorse"), actor("clinic.80"), TODAY) == ["decided_before"]


def test_who_stands_in_for_an_absent_holder_does_not_decline() -> None:
    also("observer.1", "pcso", "80", capacity="acting")
    request = asked(NAKHON, "decline", LONG)
    assert codes(decide, request, actor("observer.1"), TODAY) == ["own_or_vacant"]


def test_who_stands_in_for_an_absent_holder_endorses() -> None:
    also("observer.1", "pcso", "80", capacity="acting")
    entry = db.session.get_one(Entry, act("observer.1", NAKHON, "endorse").entry_id)
    assert (entry.capacity, entry.order_no) == ("acting", "9/2569")


def test_a_delegate_makes_only_the_moves_that_the_order_names() -> None:
    also("observer.1", "pcso", "80", capacity="delegated", moves=("pcso_return",))
    request = asked(NAKHON, "endorse")
    assert codes(decide, request, actor("observer.1"), TODAY) == ["order_does_not_name"]
    assert act("observer.1", NAKHON, "pcso_return", Given(order="แก้")).stage == "returned"


def test_where_nobody_is_to_be_told_nothing_is_owed() -> None:
    end("clinic.75")
    moved = act("drafter.75", SAMUT_SONGKHRAM, "recall")
    assert count(Outbox, Outbox.entry_id == moved.entry_id) == 0
    assert count(Notice, Notice.entry_id == moved.entry_id) == 0


def test_a_resubmission_tells_only_who_holds_the_plan() -> None:
    moved = act("drafter.55", NAN, "resubmit", answers(NAN))
    told = sa.select(Person.username).join(Outbox, Outbox.recipient_id == Person.id)
    names = set(db.session.scalars(told.where(Outbox.entry_id == moved.entry_id)))
    assert names == {"acting.55"}


def test_who_holds_two_posts_is_told_once() -> None:
    also("clinic.75", "provincial_office")
    moved = act("drafter.75", SAMUT_SONGKHRAM, "withdraw", WHY)
    mine = (Outbox.entry_id == moved.entry_id, Outbox.recipient_id == person_id("clinic.75"))
    assert count(Outbox, *mine) == 1


def test_a_point_in_a_section_that_is_not_there_is_refused() -> None:
    odd = replace(RETURNED, points=(replace(POINT, section="nowhere"), POINT))
    request = asked(SAMUT_SONGKHRAM, "clinic_return", odd)
    assert codes(decide, request, actor("clinic.75"), TODAY) == ["point_place_unknown"]


def test_a_point_may_name_a_whole_section() -> None:
    whole = replace(RETURNED, points=(replace(POINT, field="needs"),))
    assert act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", whole)


def test_a_reviewer_ticks_what_was_answered_and_the_tick_stays() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    act("drafter.75", SAMUT_SONGKHRAM, "resubmit", answers(SAMUT_SONGKHRAM))
    request = asked(SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    assert codes(decide, request, actor("clinic.75"), TODAY) == ["points_open"]
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", replace(RECOMMENDED, ticks=frozenset({1})))
    point = db.session.scalars(sa.select(Point).where(Point.plan_id == SAMUT_SONGKHRAM)).one()
    assert (point.ticked_by, point.ticked_at) == (person_id("clinic.75"), TODAY)


def test_even_past_the_lock_the_row_s_version_decides() -> None:
    request, person = asked(NAKHON, "endorse"), actor("pcso.80")
    _raise_the_version_before_it_is_written()
    assert codes(decide, request, person, TODAY) == ["stale"]
    assert acts(NAKHON) == ["create", "submit", "recommend"]


def test_a_stage_that_the_procedure_lacks_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError):
        by_hand(sa.update(Plan).where(Plan.id == NAN).values(stage="nowhere"))


def _raise_the_version_before_it_is_written() -> None:
    def raised(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.startswith(("UPDATE plan", 'UPDATE "plan"')):
            cursor.execute("UPDATE plan SET version = version + 1")

    hear("before_cursor_execute", raised)


def _write_a_point(at: dt.datetime) -> None:
    values = {"plan_id": SAMUT_SONGKHRAM, "no": 1, "section": "needs", "field": "needs"}
    values |= {"blocking": False, "text": "?", "stage": "clinic_review", "revision": 1}
    values |= {"made_by": person_id("clinic.75"), "made_at": at}
    by_hand(sa.insert(Point).values(**values))


def _double_a_budget(plan_id: int) -> None:
    projects = body(plan_id, "projects")["projects"]
    kept = {**projects[0], "budget": projects[0]["budget"] * 2}
    save(
        f"drafter.{row(plan_id).province_code}", plan_id, "projects", projects=[kept, *projects[1:]]
    )
