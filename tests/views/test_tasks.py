"""Tasks by urgency, and those that are set aside, through the page."""

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.conftest import TODAY, SignInAs
from tests.page import Visitor
from tests.services.acting import NAN, SAMUT_SONGKHRAM, by_hand, statements
from tests.views.deeds import RECOMMEND, REVIEW, inside, send
from workflow.models import Plan

ASIDE = f"/plans/{SAMUT_SONGKHRAM}/snooze"


@pytest.fixture
def reviewer(sign_in_as: SignInAs) -> Visitor:
    return sign_in_as("clinic.75")


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (dt.date(2026, 11, 23), "เกินกำหนด 1"),
        (dt.date(2026, 11, 26), "ครบกำหนดภายใน 2 วันทำการ 1"),
        (dt.date(2026, 11, 29), "ครบกำหนดในสัปดาห์นี้ 1"),
        (dt.date(2026, 11, 30), "ครบกำหนดหลังจากนี้ 1"),
        (None, "ไม่มีกำหนด 1"),
    ],
)
def test_tasks_stand_by_urgency(
    app: Flask, reviewer: Visitor, due: dt.date | None, said: str
) -> None:
    plan = sa.update(Plan).where(Plan.id == SAMUT_SONGKHRAM)
    inside(app, by_hand, plan.values(due_on=due))
    assert reviewer.get("/inbox").texts(".urgency") == [said]


def test_the_title_counts_what_waits(sign_in_as: SignInAs) -> None:
    assert sign_in_as("clinic.75").get("/inbox").text("title") == "(1) งานของฉัน · เสนอ"
    assert sign_in_as("drafter.95").get("/inbox").text("title") == "งานของฉัน · เสนอ"


def test_a_task_is_set_aside_until_the_next_working_day(reviewer: Visitor) -> None:
    assert reviewer.post(ASIDE, when="next").headers["Location"] == "/inbox"
    page = reviewer.get("/inbox")
    assert page.text("title") == "งานของฉัน · เสนอ"
    assert "พักไว้ถึง 25 พ.ย. 2569" in page.text("#snoozed")
    assert "ดำเนินการแล้ว: พักไว้ถึง 25 พ.ย. 2569" in page.text("[role=status]")


def test_a_friday_s_next_working_day_is_monday(
    reviewer: Visitor, clock: time_machine.Traveller
) -> None:
    clock.move_to(TODAY + dt.timedelta(days=3))
    friday = Visitor(reviewer.client).signed_in("clinic.75")
    friday.post(ASIDE, when="next")
    assert "30 พ.ย. 2569" in friday.get("/inbox").text("#snoozed")


def test_a_day_may_be_typed_in_either_era(reviewer: Visitor) -> None:
    reviewer.post(ASIDE, when="day", until="๑/๑๒/๒๕๖๙")
    assert "1 Dec 2026" in reviewer.get("/inbox", "en").text("#snoozed")


@pytest.mark.parametrize("typed", ["", "soon", "24/11/2569", "1/12/2570"])
def test_what_is_no_such_day_stays_in_the_form(reviewer: Visitor, typed: str) -> None:
    answer = reviewer.post(ASIDE, when="day", until=typed)
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert 'href="#until"' in answer.text


def test_a_stale_page_sets_nothing_aside(reviewer: Visitor) -> None:
    form = reviewer.get(ASIDE).form(ASIDE)
    send(reviewer, REVIEW, RECOMMEND)
    answer = reviewer.client.post(ASIDE, data={**form, "when": "next"})
    assert answer.status_code == 409
    assert "มิได้รอท่านดำเนินการ" in answer.text


def test_what_waits_for_others_cannot_be_set_aside(sign_in_as: SignInAs) -> None:
    assert sign_in_as("secretariat.1").get(ASIDE).code == 409
    assert sign_in_as("pcso.45").get(ASIDE).code == 404


def test_what_is_late_is_said_even_where_it_is_set_aside(sign_in_as: SignInAs) -> None:
    person = sign_in_as("drafter.55")
    person.post(f"/plans/{NAN}/snooze", when="next")
    assert "เกินกำหนดแล้ว 1 เรื่อง" in person.get("/inbox").text("#snoozed summary")


def test_a_task_is_taken_back(reviewer: Visitor) -> None:
    reviewer.post(ASIDE, when="next")
    form = reviewer.get("/inbox").form(f"/plans/{SAMUT_SONGKHRAM}/wake")
    for _ in range(2):
        sent = reviewer.client.post(f"/plans/{SAMUT_SONGKHRAM}/wake", data=form)
        assert sent.headers["Location"] == "/inbox"
    assert reviewer.get("/inbox").text("title").startswith("(1)")


def test_counting_is_cheap_and_says_what_is_new(sign_in_as: SignInAs) -> None:
    send(sign_in_as("clinic.75"), REVIEW, RECOMMEND)
    told = sign_in_as("drafter.75").client.get("/notices/count?had=0")
    assert told.json is not None
    assert told.json["unread"] >= 1
    assert told.json["said"] == f"มีการแจ้งเตือนใหม่ {told.json['unread']} รายการ"
    assert told.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("had", ["", "?had=x", "?had=-1", "?had=100000"])
def test_nothing_new_says_nothing(reviewer: Visitor, had: str) -> None:
    told = reviewer.client.get(f"/notices/count{had}").json
    assert told is not None
    assert (told["tasks"], told["said"]) == (1, "")


def test_counting_asks_three_questions(app: Flask, reviewer: Visitor) -> None:
    reviewer.client.get("/notices/count")
    with app.app_context():
        sent = statements(lambda: reviewer.client.get("/notices/count"))
    assert len([one for one in sent if one != "COMMIT"]) <= 3, sent


def test_counting_is_no_use_of_the_session(
    reviewer: Visitor, clock: time_machine.Traveller
) -> None:
    for minute in range(2, 31, 2):
        clock.move_to(TODAY + dt.timedelta(minutes=minute))
        code = reviewer.client.get("/notices/count").status_code
        assert code == (200 if minute < 30 else 303)


def test_reading_a_page_is(reviewer: Visitor, clock: time_machine.Traveller) -> None:
    for minute in (20, 40, 60):
        clock.move_to(TODAY + dt.timedelta(minutes=minute))
        with reviewer.client.get("/notices") as answer:
            assert answer.status_code == 200


def test_only_open_work_is_counted(sign_in_as: SignInAs) -> None:
    counted = {
        name: sign_in_as(name).client.get("/notices/count").json
        for name in ("secretariat.1", "drafter.95", "observer.1")
    }
    assert [told["tasks"] for told in counted.values() if told] == [1, 0, 0]
