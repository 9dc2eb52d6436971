"""What the page of a move tells of what was begun there: when, what was done to the plan since, and
what of it no longer fits."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import TODAY, SignInAs
from tests.page import Visitor
from tests.services.acting import NAN, SAMUT_SONGKHRAM, WARNINGS, act, by_hand
from tests.views.deeds import ANSWER, RESUBMIT, RETURN, REVIEW, SEND_BACK, inside, where
from tests.views.keeping import BEGUN, OPINION, keep
from workflow.models import Point, Unsent
from workflow.states.facts import Given


@pytest.fixture
def reviewer(sign_in_as: SignInAs) -> Visitor:
    return sign_in_as("clinic.75")


def test_it_is_told_in_english_too(reviewer: Visitor) -> None:
    keep(reviewer)
    page = reviewer.get(REVIEW, "en")
    assert page.text(BEGUN).startswith("You began this before; it has not been sent")
    assert "Keep for later" in page.texts("main form button")


def test_a_plan_that_moved_on_since_says_how(app: Flask, reviewer: Visitor) -> None:
    keep(reviewer)
    inside(app, act, "drafter.75", SAMUT_SONGKHRAM, "recall")
    closed = reviewer.get(REVIEW)
    assert (closed.code, closed.has(BEGUN)) == (409, False)
    inside(app, act, "drafter.75", SAMUT_SONGKHRAM, "submit", Given(warnings=WARNINGS))
    page = reviewer.get(REVIEW)
    assert page.text("#opinion") == OPINION["opinion"]
    assert "แผนเปลี่ยนไปหลังจากที่ท่านเริ่มเขียนไว้" in page.text(".notice--warn")
    assert "ดึงเรื่องกลับ" in page.text(".notice--warn")
    assert page.form(REVIEW)["version"] == str(where(app, SAMUT_SONGKHRAM)[1])


def test_a_reply_to_a_point_that_is_settled_is_left_out_and_told(
    app: Flask, sign_in_as: SignInAs
) -> None:
    drafter = sign_in_as("drafter.55")
    keep(drafter, ANSWER, RESUBMIT)
    first = sa.update(Point).where(Point.plan_id == NAN, Point.no == 1)
    inside(app, by_hand, first.values(ticked_at=TODAY))
    page = drafter.get(ANSWER)
    assert page.code == 200
    assert not page.has("#replies-1-text")
    assert f"ข้อ 1 ไม่รอคำชี้แจงแล้ว ท่านเขียนไว้ว่า {RESUBMIT['replies-1-text']}" in page.text(BEGUN)
    assert page.form(ANSWER)["replies-2-text"] == RESUBMIT["replies-2-text"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ('[["ticks-9", "y"]]', "ข้อ 9 ไม่ต้องรับรองในหน้านี้แล้ว"),
        ('[["replies-9", "fixed"]]', "ข้อ 9 ไม่รอคำชี้แจงแล้ว"),
        ('[["points-3-field", "gone"], ["points-3-text", "ก"]]', "ข้อ 1: หมวดหรือช่องที่เลือกไว้"),
        ('[["checklist-gone", "y"]]', "บางรายการที่ท่านทำเครื่องหมายไว้"),
    ],
)
def test_whatever_no_longer_fits_is_told(
    app: Flask, reviewer: Visitor, fields: str, said: str
) -> None:
    keep(reviewer, SEND_BACK, RETURN)
    inside(app, by_hand, sa.update(Unsent).values(fields=fields))
    assert said in reviewer.get(SEND_BACK).text(BEGUN)


def test_a_changed_text_is_said_to_have_changed_and_what_is_begun_outlives_its_faults(
    sign_in_as: SignInAs,
) -> None:
    drafter = sign_in_as("drafter.55")
    keep(drafter, ANSWER, {"summary": "แก้แล้ว"})
    assert "เนื้อหาของแผนเปลี่ยนไป" not in drafter.get(ANSWER).text(BEGUN)
    drafter.post("/plans/3/sections/summary", executive_summary="สั้นไป")
    page = drafter.get(ANSWER)
    assert "เนื้อหาของแผนเปลี่ยนไป" in page.text(BEGUN)
    assert not page.has("#summary")
    assert "ข้อความที่ท่านเริ่มไว้ยังเก็บอยู่" in page.text("[aria-labelledby=decide]")
