"""The approved text is in force until its amendment is; then both change in one transaction."""

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    CHIANG_MAI,
    act,
    actor,
    acts,
    by_hand,
    codes,
    count,
    operation,
    row,
)
from tests.services.acting import RECOMMENDED as REVIEWED
from tests.services.amending import (
    CLINIC,
    DRAFTER,
    PCSO,
    amended,
    in_force,
    submitted,
    to_endorse,
    wanted,
)
from tests.services.sitting import (
    SECRETARY,
    arrange,
    certify,
    make,
    opened,
    record,
    recorded,
    seen,
    votes,
)
from tests.services.test_amend_plan import said
from tests.services.test_count_plan import counted, there
from workflow.extensions import db
from workflow.models import Notice, Outbox, Plan
from workflow.queries.chains import strayed_plans
from workflow.services.amend_plan import amend_plan
from workflow.services.announce_meeting import announce_meeting
from workflow.services.ask_undo import UndoAsked, ask_undo
from workflow.states.facts import Given

pytestmark = pytest.mark.both


@pytest.mark.parametrize("kind", ["clerical", "minor"])
def test_with_its_last_move_an_amendment_takes_the_place_of_its_plan(kind: str) -> None:
    moved = in_force(kind)
    old, new = row(CHIANG_MAI), row(moved.plan_id)
    assert (moved.stage, new.stage, new.before_committee) == ("approved", "approved", True)
    assert (old.stage, old.held_by, old.due_on, old.is_open) == ("superseded", None, None, False)
    assert acts(CHIANG_MAI)[-2:] == ["amend", "supersede"]
    assert strayed_plans() == []
    assert counted() == there()


def test_until_then_the_approved_plan_stays_in_force() -> None:
    plan_id = to_endorse()
    assert (row(CHIANG_MAI).stage, row(plan_id).stage) == ("approved", "pcso_endorsement")
    act(PCSO, plan_id, "endorse")
    assert row(CHIANG_MAI).stage == "superseded"


def test_who_approved_an_amendment_cannot_have_that_undone() -> None:
    moved = in_force()
    asked = UndoAsked(
        plan_id=moved.plan_id, n=moved.version, reason="กดผิดปุ่ม", operation_id=operation()
    )
    assert codes(ask_undo, asked, actor(PCSO), TODAY) == ["undo_replaced"]


def test_its_entry_is_the_system_s_and_names_the_amendment() -> None:
    moved = in_force()
    old = row(CHIANG_MAI)
    body = said(CHIANG_MAI, old.version)
    assert body == {"revision": 2, "plan": moved.plan_id, "entry": moved.entry_id}
    assert old.last_act == "supersede"


def test_the_committee_is_told_of_a_minor_amendment_and_the_chairs_of_a_clerical_one() -> None:
    told = sa.select(Notice.person_id)
    minor = in_force("minor")
    committee = {actor(name).id for name in ("chair.MOI-1", "chair.MHESI-1", "secretariat.1")}
    of_minor = set(db.session.scalars(told.where(Notice.entry_id == minor.entry_id)))
    assert committee < of_minor
    clerical = wanted("clerical", minor.plan_id)
    plan_id = amend_plan(clerical, actor(DRAFTER), TODAY)
    assert row(plan_id).amends_id == minor.plan_id


def test_who_follows_the_old_plan_is_told_once() -> None:
    in_force()
    owed = sa.select(Outbox.recipient_id).where(Outbox.kind == "supersede")
    people = list(db.session.scalars(owed))
    assert actor(PCSO).id in people
    assert len(people) == len(set(people)) == count(Notice, Notice.kind == "supersede")


def test_an_amendment_that_is_in_force_may_itself_be_amended() -> None:
    first = in_force("clerical").plan_id
    second = amend_plan(wanted("minor", first), actor(DRAFTER), TODAY)
    assert row(second).amends_id == first
    assert codes(amend_plan, wanted("minor", CHIANG_MAI), actor(DRAFTER), TODAY) == [
        "not_in_force",
        "amendment_open",
    ]


def test_a_major_amendment_goes_to_the_committee_and_its_certificate_moves_both() -> None:
    plan_id = submitted("major")
    act(CLINIC, plan_id, "recommend", REVIEWED)
    assert act(PCSO, plan_id, "endorse").stage == "committee_approval"
    assert row(CHIANG_MAI).stage == "approved"
    meeting = make()
    arrange([plan_id], meeting)
    announce_meeting(seen(meeting), actor(SECRETARY), TODAY)
    opened(meeting_id=meeting)
    record(recorded(votes(8)), meeting_id=meeting)
    assert certify(plan_id=plan_id, meeting_id=meeting).stage == "approved"
    assert row(CHIANG_MAI).stage == "superseded"
    assert strayed_plans() == []


def test_nothing_takes_the_place_of_a_plan_that_is_not_in_force() -> None:
    plan_id = to_endorse()
    by_hand(sa.update(Plan).where(Plan.id == CHIANG_MAI).values(stage="superseded"))
    assert codes(act, PCSO, plan_id, "endorse") == ["amended_plan_gone"]
    assert row(plan_id).stage == "pcso_endorsement"


def test_a_withdrawn_amendment_leaves_its_plan_in_force() -> None:
    plan_id = amended()
    act(DRAFTER, plan_id, "withdraw", Given(reason="เลิกแก้ไข"))
    assert (row(plan_id).stage, row(CHIANG_MAI).stage) == ("withdrawn", "approved")


def test_an_amendment_is_taken_after_the_round_has_closed() -> None:
    by_hand(sa.text("UPDATE round SET closes = '2026-09-01', late_allowed = false"))
    plan_id = submitted("major")
    assert (row(plan_id).stage, row(plan_id).late) == ("clinic_review", False)
