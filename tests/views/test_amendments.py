"""Amendments and ended plans begun again, on their pages."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page
from tests.services.acting import CHIANG_MAI, NAN, act, by_hand, row, save
from tests.services.amending import (
    DRAFTER,
    amended,
    correct_the_contact,
    in_force,
    submitted,
    to_endorse,
)
from tests.views.deeds import inside
from workflow.extensions import db
from workflow.models import Plan
from workflow.states.facts import Given

OLD = f"/plans/{CHIANG_MAI}"
AMEND, REOPEN = f"{OLD}/amend", f"/plans/{NAN}/reopen"
WANTED = {"kind": "minor", "reason": "แก้ไขข้อมูลผู้ประสานงาน"}
AGAIN = {"reason": "จัดทำใหม่ตามคำแนะนำ"}
LONG = "ติดตามผลทุกไตรมาสโดยคณะทำงานของจังหวัด " * 5


def newest(app: Flask) -> Any:
    last = sa.select(sa.func.max(Plan.id)).scalar_subquery()
    columns = (Plan.id, Plan.amends_id, Plan.reopens_id, Plan.amendment)
    return inside(app, lambda: db.session.execute(sa.select(*columns).where(Plan.id == last)).one())


def follow_otherwise(plan_id: int) -> None:
    save(DRAFTER, plan_id, "monitoring", monitoring=LONG)


def withdrawn(app: Flask) -> None:
    inside(app, act, "drafter.55", NAN, "withdraw", Given(reason="จัดทำใหม่"))


def test_a_drafter_begins_an_amendment_of_the_approved_plan(
    app: Flask, sign_in_as: SignInAs
) -> None:
    drafter = sign_in_as(DRAFTER)
    assert drafter.get(OLD).has(f'.kin a[href="{AMEND}"]')
    answer = drafter.post(AMEND, **WANTED)
    new = newest(app)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/plans/{new.id}")
    assert (new.amends_id, new.amendment) == (CHIANG_MAI, "minor")
    page = drafter.get(f"/plans/{new.id}")
    assert "ฉบับแก้ไขเพิ่มเติม: แก้ไขเล็กน้อย" in page.text(".kin")
    assert page.has(f'.kin a[href="{OLD}"]')


def test_while_it_is_under_way_the_approved_plan_is_in_force_and_says_so(
    app: Flask, sign_in_as: SignInAs
) -> None:
    plan_id = inside(app, amended)
    page = sign_in_as("clinic.50").get(OLD)
    assert "มีผลใช้บังคับ" in page.text(".kin")
    assert "อยู่ระหว่างแก้ไขเพิ่มเติม: แก้ไขเล็กน้อย" in page.text(".kin")
    assert page.has(f'.kin a[href="/plans/{plan_id}"]')
    assert not page.has(f'.kin a[href="{AMEND}"]')


def test_who_may_not_read_the_amendment_yet_sees_no_way_to_it(
    app: Flask, sign_in_as: SignInAs
) -> None:
    plan_id = inside(app, amended)
    pcso = sign_in_as("pcso.50")
    assert not pcso.get(OLD).has(f'a[href="/plans/{plan_id}"]')
    assert pcso.get(f"/plans/{plan_id}/in-force/changes").code == 404


def test_what_gave_way_stays_readable_and_leads_to_what_took_its_place(
    app: Flask, sign_in_as: SignInAs
) -> None:
    plan_id = inside(app, in_force).plan_id
    member = sign_in_as("chair.MOI-1")
    assert "ฉบับแก้ไขที่ใช้แทนฉบับนี้" in member.get(OLD).text(".kin")
    page = member.get(f"/plans/{plan_id}")
    assert "มีผลใช้บังคับ" in page.text(".kin")
    assert "ฉบับก่อนแก้ไข" in page.text(".kin")
    assert member.get(f"{OLD}/revisions/2").code == 200


def test_twice_pressed_one_is_begun(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as(DRAFTER)
    values = {**drafter.get(AMEND).form(AMEND), **WANTED}
    answers = [drafter.client.post(AMEND, data=values) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_what_is_missing_is_said_and_what_was_typed_is_kept(sign_in_as: SignInAs) -> None:
    drafter = sign_in_as(DRAFTER)
    answer = drafter.post(AMEND, kind="", reason="เหตุผลเดิม")
    page = Page(answer)
    assert answer.status_code == 422
    assert page.texts(".errors li") == ["โปรดเลือกประเภทของการแก้ไข"]
    assert page.text("textarea") == "เหตุผลเดิม"


def test_a_stale_page_says_what_changed(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as(DRAFTER)
    values = {**drafter.get(AMEND).form(AMEND), **WANTED}
    plan_id = inside(app, amended)
    inside(app, act, DRAFTER, plan_id, "withdraw", Given(reason="เลิก"))
    answer = drafter.client.post(AMEND, data=values)
    assert answer.status_code == 409
    assert "เริ่มฉบับแก้ไขเพิ่มเติม" in Page(answer).text(".notice")


def test_a_second_amendment_is_refused_with_a_way_to_the_open_one(
    app: Flask, sign_in_as: SignInAs
) -> None:
    plan_id = inside(app, amended)
    page = sign_in_as(DRAFTER).get(AMEND)
    assert (page.code, page.has("main form")) == (200, False)
    assert page.has(f'main a.btn[href="/plans/{plan_id}"]')


@pytest.mark.parametrize(
    ("username", "path", "code"),
    [
        ("pcso.50", AMEND, 403),
        ("secretariat.1", AMEND, 403),
        ("drafter.75", AMEND, 404),
        ("drafter.55", f"/plans/{NAN}/amend", 409),
        ("drafter.55", REOPEN, 409),
        ("drafter.50", f"{OLD}/amendment-kind", 404),
        ("drafter.50", f"{OLD}/in-force/changes", 404),
    ],
)
def test_who_may_not_is_told_why(sign_in_as: SignInAs, username: str, path: str, code: int) -> None:
    assert sign_in_as(username).get(path).code == code


def test_the_changes_are_held_against_the_text_in_force(app: Flask, sign_in_as: SignInAs) -> None:
    plan_id = inside(app, amended, "clerical")
    inside(app, correct_the_contact, plan_id)
    page = sign_in_as(DRAFTER).get(f"/plans/{plan_id}/in-force/changes")
    assert page.has(f'.masthead a[href="{OLD}/revisions/2"]')
    assert "ผู้ประสานงานคนใหม่" in "".join(page.texts("ins"))
    assert "อยู่ในขอบเขตของประเภท “แก้ไขคำผิด”" in page.text(".notice")
    inside(app, follow_otherwise, plan_id)
    page = sign_in_as(DRAFTER).get(f"/plans/{plan_id}/in-force/changes")
    assert "แต่อยู่ในขอบเขตของประเภท “แก้ไขเล็กน้อย”" in page.text(".notice")
    assert page.has(f'a[href="/plans/{plan_id}/amendment-kind"]')


def test_a_section_of_the_comparison_has_a_page(app: Flask, sign_in_as: SignInAs) -> None:
    plan_id = inside(app, amended)
    inside(app, correct_the_contact, plan_id)
    page = sign_in_as(DRAFTER).get(f"/plans/{plan_id}/in-force/changes/general")
    assert "ผู้ประสานงานคนใหม่" in "".join(page.texts("ins"))
    assert page.has(f'a[href="/plans/{plan_id}/in-force/changes"]')


def test_a_submission_says_every_reason_with_its_field_and_which_kind_fits(
    app: Flask, sign_in_as: SignInAs
) -> None:
    plan_id = inside(app, amended, "clerical")
    inside(app, follow_otherwise, plan_id)
    page = sign_in_as(DRAFTER).get(f"/plans/{plan_id}/moves/submit")
    lines = page.texts(".errors li")
    assert any("แนวทางติดตาม" in line or "ติดตาม" in line for line in lines)
    assert any("อยู่ในประเภท “แก้ไขเล็กน้อย”" in line for line in lines)
    assert page.has('.errors a[href*="/monitoring"]')


def test_the_kind_is_changed_on_its_page(app: Flask, sign_in_as: SignInAs) -> None:
    plan_id = inside(app, amended, "clerical")
    drafter, path = sign_in_as(DRAFTER), f"/plans/{plan_id}/amendment-kind"
    assert drafter.get(path).one("input[checked]")["value"] == "clerical"
    assert drafter.post(path, kind="minor").status_code == 303
    assert inside(app, row, plan_id).amendment == "minor"
    refused = drafter.post(path, kind="minor")
    assert (refused.status_code, Page(refused).texts(".errors li")) == (
        422,
        ["ฉบับแก้ไขเพิ่มเติมเป็นประเภทนี้อยู่แล้ว"],
    )


def test_while_it_is_reviewed_its_kind_stays(app: Flask, sign_in_as: SignInAs) -> None:
    plan_id = inside(app, submitted, "minor")
    page = sign_in_as(DRAFTER).get(f"/plans/{plan_id}/amendment-kind")
    assert (page.code, page.has("main form")) == (409, False)


def test_an_ended_plan_is_begun_again(app: Flask, sign_in_as: SignInAs) -> None:
    withdrawn(app)
    drafter = sign_in_as("drafter.55")
    assert drafter.get(f"/plans/{NAN}").has(f'.kin a[href="{REOPEN}"]')
    answer = drafter.post(REOPEN, **AGAIN)
    new = newest(app)
    assert (answer.status_code, new.reopens_id) == (303, NAN)
    assert drafter.get(f"/plans/{new.id}").has(f'.kin a[href="/plans/{NAN}"]')
    assert drafter.get(f"/plans/{NAN}").has(f'.kin a[href="/plans/{new.id}"]')


def test_without_a_reason_it_is_not(app: Flask, sign_in_as: SignInAs) -> None:
    withdrawn(app)
    drafter = sign_in_as("drafter.55")
    answer = drafter.post(REOPEN, reason="")
    assert (answer.status_code, Page(answer).has("main form")) == (422, True)


def test_what_was_typed_is_kept_when_somebody_was_faster(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as(DRAFTER)
    values = {**drafter.get(AMEND).form(AMEND), **WANTED}
    inside(app, amended)
    page = Page(drafter.client.post(AMEND, data=values))
    assert (page.code, WANTED["reason"] in page.text("blockquote")) == (409, True)


def test_who_decides_sees_what_it_is_and_the_way_to_the_comparison(
    app: Flask, sign_in_as: SignInAs
) -> None:
    plan_id = inside(app, to_endorse)
    pcso = sign_in_as("pcso.50")
    assert "ฉบับแก้ไขเพิ่มเติม: แก้ไขเล็กน้อย" in pcso.get("/inbox").texts(".task .tag")
    page = pcso.get(f"/plans/{plan_id}/moves/endorse")
    assert page.has(f'main a[href="/plans/{plan_id}/in-force/changes"]')


def test_the_pipeline_marks_an_amendment(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, to_endorse)
    page = sign_in_as("secretariat.1").get("/pipeline?province=50")
    assert "ฉบับแก้ไข" in page.text("tbody .tag")


@pytest.mark.parametrize("name", ["declined", "rejected"])
def test_a_plan_that_was_turned_down_offers_a_new_beginning(
    app: Flask, sign_in_as: SignInAs, name: str
) -> None:
    withdrawn(app)
    inside(app, by_hand, sa.update(Plan).where(Plan.id == NAN).values(stage=name))
    assert sign_in_as("drafter.55").get(REOPEN).has("main form")
