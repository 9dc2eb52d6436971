"""A plan is begun: what is offered, why the rest is not, and what a strange request gets."""

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page
from tests.services.acting import NAN, PATTANI, act, also, by_hand
from tests.views.deeds import inside
from workflow.extensions import db
from workflow.models import Plan, Round
from workflow.states.facts import Given

NEW = "/plans/new"


def test_a_drafter_begins_a_plan_for_their_province(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    assert str(drafter.get("/inbox").one('main a[href="/plans/new"]').text).strip() == "เริ่มแผนใหม่"
    page = drafter.get(NEW)
    assert not page.has("main form select"), "there is one choice of each"
    answer = drafter.client.post(NEW, data=page.form())
    assert answer.status_code == 303
    assert "ยังไม่เริ่ม" in drafter.get(answer.headers["Location"]).text(".sections")
    assert inside(app, _newest) == ("95", "2571-five-year", "five_year", "draft")


def test_pressed_twice_one_is_begun(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    values = drafter.get(NEW).form()
    codes = [drafter.client.post(NEW, data=values).status_code for _ in range(2)]
    assert codes == [303, 422]
    assert inside(app, _count) == 7


def test_what_cannot_be_begun_says_why_and_leads_to_the_open_plan(sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter.95").get(NEW)
    reasons = page.texts(".why > div")
    assert any("ปัตตานี" in line and "ยังไม่สิ้นสุดอยู่แล้ว" in line for line in reasons)
    assert any("มิได้อยู่ในรอบนี้" in line and "ปิดรับแผนแล้ว" in line for line in reasons)
    assert page.has(f'.why a[href="/plans/{PATTANI}"]')


def test_who_has_nothing_to_begin_is_told_so(sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter.75").get(NEW)
    assert not page.has("main form")
    assert "ขณะนี้ไม่มีแผนที่เริ่มได้" in page.text()


def test_with_several_provinces_one_is_chosen(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, also, "drafter.95", "drafter", "96")
    page = sign_in_as("drafter.95").get(NEW)
    assert page.texts("#province option") == ["นราธิวาส", "ยะลา"]


def test_a_round_past_its_close_that_takes_late_plans_is_offered(
    sign_in_as: SignInAs, clock: time_machine.Traveller
) -> None:
    clock.move_to(dt.datetime(2027, 1, 15, 3, 0, tzinfo=dt.UTC), tick=False)
    assert sign_in_as("drafter.95").get(NEW).has("main form")


def test_a_round_that_has_not_opened_is_not(app: Flask, sign_in_as: SignInAs) -> None:
    opens = sa.update(Round).values(opens=dt.date(2026, 12, 1), closes=dt.date(2027, 6, 1))
    inside(app, by_hand, opens)
    page = sign_in_as("drafter.95").get(NEW)
    assert not page.has("main form")
    assert "เปิดรับแผนตั้งแต่วันที่ 1 ธันวาคม 2569" in page.text(".why")


@pytest.mark.parametrize("username", ["clinic.95", "pcso.75", "secretariat.1", "admin.1"])
def test_only_a_drafter_begins_a_plan(sign_in_as: SignInAs, username: str) -> None:
    person = sign_in_as(username)
    assert person.get(NEW).code == 403
    assert person.client.post(NEW, data={"csrf_token": person.token()}).status_code == 403
    assert not person.get("/inbox").has('a[href="/plans/new"]')


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"province": "50"}, "ท่านมิได้เป็นผู้จัดทำของจังหวัดนี้"),
        ({"province": "xx\x00"}, "ท่านมิได้เป็นผู้จัดทำของจังหวัดนี้"),
        ({"province": ""}, "ท่านมิได้เป็นผู้จัดทำของจังหวัดนี้"),
        ({"round": "nothing"}, "ไม่พบรอบการจัดทำแผนนี้"),
        ({"round": "2570-pilot"}, "ปิดรับแผนแล้วเมื่อวันที่ 31 มีนาคม 2569"),
        ({"plan_type": "annual"}, "รอบนี้ไม่รับแผนประเภทที่เลือก"),
        ({"plan_type": "ก" * 100_000}, "รอบนี้ไม่รับแผนประเภทที่เลือก"),
        ({"province": "94"}, "ยังไม่สิ้นสุดอยู่แล้ว"),
    ],
)
def test_a_strange_choice_is_refused_in_words(
    app: Flask, sign_in_as: SignInAs, changed: dict[str, str], said: str
) -> None:
    drafter = sign_in_as("drafter.95")
    page = Page(drafter.client.post(NEW, data={**drafter.get(NEW).form(), **changed}))
    assert page.code in (403, 422)
    assert said in page.text(".errors")
    assert inside(app, _count) == 6


def _newest() -> tuple[str, str, str, str]:
    columns = (Plan.province_code, Plan.round_code, Plan.plan_type, Plan.stage)
    row = db.session.execute(sa.select(*columns).order_by(Plan.id.desc())).first()
    assert row is not None
    return (row[0], row[1], row[2], row[3])


def _count() -> int:
    return int(db.session.execute(sa.select(sa.func.count()).select_from(Plan)).scalar_one())


def test_a_plan_is_begun_as_a_copy_and_says_what_was_cleared(
    app: Flask, sign_in_as: SignInAs
) -> None:
    inside(app, lambda: act("drafter.55", NAN, "withdraw", Given(reason="ขอถอน")))
    drafter = sign_in_as("drafter.55")
    page = drafter.get(NEW)
    assert page.texts("#source option")[0] == "แผนว่าง"
    answer = drafter.client.post(NEW, data={**page.form(), "source": str(NAN)})
    assert answer.status_code == 303
    listed = drafter.get(answer.headers["Location"])
    assert "คัดลอกมาจาก" in listed.text(".notice")


@pytest.mark.parametrize("source", ["1", "x", "999999"])
def test_a_copy_of_what_is_not_theirs_is_refused_with_what_was_chosen_kept(
    sign_in_as: SignInAs, source: str
) -> None:
    drafter = sign_in_as("drafter.95")
    page = Page(drafter.client.post(NEW, data={**drafter.get(NEW).form(), "source": source}))
    assert page.code == 422
    assert "คัดลอกจากแผนนี้ไม่ได้" in page.text(".errors")
