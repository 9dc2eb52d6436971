"""An amendment begins as another plan with the approved text; the approved plan stays in force."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    CHIANG_MAI,
    NAN,
    ROI_ET,
    act,
    actor,
    acts,
    codes,
    count,
    row,
    section,
    statements,
)
from tests.services.amending import DRAFTER, WHY, amended, correct_the_contact, wanted
from tests.services.test_count_plan import counted, there
from workflow.extensions import db
from workflow.models import Author, Entry, EntryBody, Notice, Outbox, Plan, Procedure, Section
from workflow.queries.chains import strayed_plans
from workflow.services.amend_plan import amend_plan
from workflow.states.facts import Given
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both
TOLD = ("clinic.50", "pcso.50", "office.50", "secretariat.1", "secretariat.2")


def said(plan_id: int, n: int) -> Any:
    """What an entry of a plan says."""
    query = sa.select(EntryBody.text).join(Entry, Entry.id == EntryBody.entry_id)
    query = query.where(Entry.subject == f"plan:{plan_id}", Entry.n == n)
    return json.loads(db.session.execute(query).scalar_one())


def test_it_begins_as_a_draft_with_the_approved_text() -> None:
    plan, old = row(amended()), row(CHIANG_MAI)
    assert (plan.stage, plan.version, plan.revision, plan.is_open) == ("draft", 1, 0, True)
    assert (plan.amends_id, plan.amendment, plan.reopens_id) == (CHIANG_MAI, "minor", None)
    same = ("digest", "title", "total_satang", "projects", "outline_id", "round_code", "plan_type")
    assert [getattr(plan, name) for name in same] == [getattr(old, name) for name in same]
    for key in ("general", "projects", "attachments"):
        assert section(plan.id, key).body == section(CHIANG_MAI, key).body
    assert section(plan.id, "general").version == 1


@pytest.mark.parametrize(
    ("kind", "name"),
    [("clerical", "sti-plan-clerical"), ("minor", "sti-plan-minor"), ("major", "sti-plan")],
)
def test_each_kind_follows_its_procedure(kind: str, name: str) -> None:
    procedure_id = row(amended(kind)).procedure_id
    assert db.session.get_one(Procedure, procedure_id).name == name


def test_the_approved_plan_stays_as_it_is_but_for_an_entry() -> None:
    before = row(CHIANG_MAI)
    amended()
    after = row(CHIANG_MAI)
    assert (after.stage, after.digest, after.is_open) == ("approved", before.digest, False)
    assert (after.version, after.last_act) == (before.version + 1, "amend")
    assert acts(CHIANG_MAI)[-1] == "amend"


def test_the_entries_of_both_say_what_follows_what() -> None:
    plan, old = amended(), row(CHIANG_MAI)
    first, linked = said(plan, 1), said(CHIANG_MAI, old.version)
    assert first["amends"] == {"plan": CHIANG_MAI, "revision": 2, "digest": old.digest}
    assert (first["kind"], first["given"]) == ("minor", {"reason": WHY})
    assert linked == {"given": {"reason": WHY}, "kind": "minor", "plan": plan}


def test_who_begins_it_is_its_author_and_both_chains_hold() -> None:
    plan = amended()
    assert count(Author, Author.plan_id == plan) == 1
    assert strayed_plans() == []
    assert counted() == there()


def test_those_who_follow_the_approved_plan_are_told() -> None:
    amended()
    told = sa.select(Notice.person_id).where(Notice.kind == "amend")
    assert set(db.session.scalars(told)) == {actor(name).id for name in TOLD}
    assert count(Outbox, Outbox.kind == "amend", Outbox.plan_id == CHIANG_MAI) == len(TOLD)


def test_the_text_in_force_does_not_change_with_the_amendment_s() -> None:
    before = section(CHIANG_MAI, "general").body
    correct_the_contact(amended())
    assert section(CHIANG_MAI, "general").body == before
    assert row(CHIANG_MAI).digest != db.session.scalar(_digest_of_newest())


def test_the_same_request_twice_is_one_amendment() -> None:
    new = wanted()
    plan_id = amend_plan(new, actor(DRAFTER), TODAY)
    assert amend_plan(new, actor(DRAFTER), TODAY) == plan_id
    assert count(Plan, Plan.amends_id == CHIANG_MAI) == 1


def test_an_operation_does_one_thing() -> None:
    new = wanted()
    amend_plan(new, actor(DRAFTER), TODAY)
    other = wanted(reason="เหตุผลอื่น", operation_id=new.operation_id)
    assert codes(amend_plan, other, actor(DRAFTER), TODAY) == ["operation_reused"]
    assert codes(amend_plan, wanted(operation_id=""), actor(DRAFTER), TODAY) == [
        "operation_missing"
    ]


def test_there_is_one_amendment_at_a_time() -> None:
    plan_id = amended()
    assert codes(amend_plan, wanted("major"), actor(DRAFTER), TODAY) == ["amendment_open"]
    act(DRAFTER, plan_id, "withdraw", Given(reason="เลิกแก้ไข"))
    assert amended("major") > plan_id


@pytest.mark.parametrize(
    ("username", "changed", "expected"),
    [
        (DRAFTER, {"kind": "huge"}, ["amendment_kind_unknown"]),
        (DRAFTER, {"reason": "  "}, ["ask_empty"]),
        (DRAFTER, {"version": 1}, ["stale"]),
        ("pcso.50", {}, ["not_in_scope"]),
        (
            "secretariat.1",
            {"kind": "", "version": 1},
            ["stale", "not_in_scope", "amendment_kind_unknown"],
        ),
    ],
)
def test_what_stands_against_it_is_said_at_once(
    username: str, changed: dict[str, Any], expected: list[str]
) -> None:
    assert codes(amend_plan, wanted(**changed), actor(username), TODAY) == expected
    assert acts(CHIANG_MAI)[-1] != "amend"


def test_a_plan_on_its_way_is_not_amended() -> None:
    new = wanted(plan_id=NAN)
    assert codes(amend_plan, new, actor("drafter.55"), TODAY) == ["not_in_force"]


def test_a_plan_of_others_is_not_there() -> None:
    for plan_id in (CHIANG_MAI, ROI_ET):
        with pytest.raises(NotFound):
            amend_plan(wanted(plan_id=plan_id), actor("drafter.75"), TODAY)


def test_it_takes_a_fixed_number_of_statements() -> None:
    new, me = wanted(), actor(DRAFTER)
    db.session.rollback()
    sent = statements(lambda: amend_plan(new, me, TODAY))
    assert len(sent) <= 22
    assert sent[-1] == "COMMIT"
    assert count(Section, Section.plan_id > CHIANG_MAI) > 0


def _digest_of_newest() -> sa.Select[Any]:
    return sa.select(Plan.digest).order_by(Plan.id.desc()).limit(1)
