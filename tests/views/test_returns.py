"""A return: its points, a row for each as many as needed, and the day by which it is due."""

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page
from tests.services.acting import SAMUT_SONGKHRAM, row
from tests.views.deeds import RETURN, SEND_BACK, filled, inside, send, where
from workflow.extensions import db
from workflow.models import Point


def test_a_return_carries_points_and_their_kind(app: Flask, sign_in_as: SignInAs) -> None:
    second = {
        "points-1-field": "projects.projects.budget",
        "points-1-row": "75-2571-01",
        "points-1-text": "ควรทบทวนราคา",
        "points-1-advisory": "y",
    }
    assert send(sign_in_as("clinic.75"), SEND_BACK, {**RETURN, **second}).status_code == 303
    query = sa.select(Point.no, Point.field, Point.row, Point.blocking)
    rows = inside(
        app, lambda: db.session.execute(query.where(Point.plan_id == SAMUT_SONGKHRAM)).all()
    )
    assert [tuple(found) for found in rows] == [
        (1, "needs.forums", None, True),
        (2, "projects.projects.budget", "75-2571-01", False),
    ]


def test_a_return_needs_a_point(sign_in_as: SignInAs) -> None:
    page = Page(send(sign_in_as("clinic.75"), SEND_BACK, {"reason": "ขอให้แก้ไข"}))
    assert page.code == 422
    assert page.texts(".errors a") == ["การส่งคืนต้องมีข้อสังเกตอย่างน้อยหนึ่งข้อ"]
    assert page.form(SEND_BACK)["reason"] == "ขอให้แก้ไข"


def test_a_row_is_added_with_everything_kept_and_nothing_sent(
    app: Flask, sign_in_as: SignInAs
) -> None:
    reviewer = sign_in_as("clinic.75")
    page = Page(send(reviewer, SEND_BACK, RETURN, add="points"))
    assert page.code == 200
    assert [p for p in page.texts("#points .h4") if p] == ["ข้อ 1", "ข้อ 2", "ข้อ 3"]
    kept = page.form(SEND_BACK)
    assert {name: kept[name] for name in RETURN} == RETURN
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2)


def test_a_chosen_place_is_read_and_changed_by_a_button(sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    added = Page(send(reviewer, SEND_BACK, RETURN, add="points"))
    assert "เวทีรับฟังความคิดเห็น" in added.text("#points .panel .row-of")
    assert not added.has("#points-0-field")
    changed = Page(reviewer.client.post(SEND_BACK, data={**added.form(SEND_BACK), "change": "0"}))
    chosen = changed.one("#points-0-field option[selected]")
    assert (changed.code, chosen["value"]) == (200, RETURN["points-0-field"])


def test_empty_rows_are_filled_before_more_are_added(sign_in_as: SignInAs) -> None:
    page = Page(send(sign_in_as("clinic.75"), SEND_BACK, {}, add="points"))
    assert len(page.all("#points .panel")) == 2
    assert "ยังมีข้อที่ว่างอยู่ข้างบน" in page.text("#points [role=status]")


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_return_with_twenty_points_is_a_light_page(sign_in_as: SignInAs, language: str) -> None:
    reviewer, values = sign_in_as("clinic.75"), dict[str, str]()
    for n in range(20):
        values |= {f"points-{n}-field": "projects.projects.budget", f"points-{n}-text": "ปรับราคา"}
        values |= {f"points-{n}-row": "75-2571-01"}
    reviewer.client.set_cookie("lang", language)
    page = Page(send(reviewer, SEND_BACK, values, add="points"))
    assert len(page.all("#points .panel")) == 21


def test_points_that_are_long_together_are_taken_where_each_may_be(
    app: Flask, sign_in_as: SignInAs
) -> None:
    values = dict(RETURN)
    for n in range(11):
        values |= {f"points-{n}-field": "needs.forums", f"points-{n}-text": "ก" * 2_000}
    assert send(sign_in_as("clinic.75"), SEND_BACK, values).status_code == 303
    assert where(app, SAMUT_SONGKHRAM)[0] == "returned"


def test_rows_without_a_place_offer_sections_when_lists_grow_heavy(sign_in_as: SignInAs) -> None:
    texts = {f"points-{n}-text": "แก้ไข" for n in range(9)}
    page = Page(send(sign_in_as("clinic.75"), SEND_BACK, texts, add="points"))
    lengths = [len(page.all(f"#points-{n}-field option")) for n in range(10)]
    assert lengths == [80, 80, *[13] * 8]


def test_adding_a_row_does_not_hide_that_the_plan_changed(app: Flask, sign_in_as: SignInAs) -> None:
    reviewer = sign_in_as("clinic.75")
    sent = filled(reviewer, SEND_BACK, RETURN, add="points", version="1")
    page = Page(reviewer.client.post(SEND_BACK, data=sent))
    assert page.form(SEND_BACK)["version"] == "1", "what was seen is what was seen"


def test_rows_that_were_begun_are_named_as_the_page_numbers_them(sign_in_as: SignInAs) -> None:
    odd = {"reason": "ขอให้แก้ไข", "points-7-text": "ไม่ได้เลือกหมวด"}
    page = Page(send(sign_in_as("clinic.75"), SEND_BACK, odd))
    assert page.code == 422
    assert page.texts(".errors a") == ["ข้อที่ 1 ต้องเลือกหมวดหรือช่องของแผน"]
    assert page.text("#points-0-text") == "ไม่ได้เลือกหมวด"
    assert page.one("#points-0-field").closest(".field--error")


@pytest.mark.parametrize(
    ("place", "row"),
    [
        ("needs.nothing", ""),
        ("nothing", ""),
        ("needs.forums", "75-2571-01"),
        ("projects.projects.budget", "80-2571-01"),
        ("projects.projects.budget", "<script>"),
    ],
)
def test_a_point_is_about_a_place_of_this_plan(
    app: Flask, sign_in_as: SignInAs, place: str, row: str
) -> None:
    values = {**RETURN, "points-0-field": place, "points-0-row": row}
    page = Page(send(sign_in_as("clinic.75"), SEND_BACK, values))
    assert page.code == 422
    assert "ข้อที่ 1 ต้องเลือกหมวดหรือช่องของแผน" in page.text(".errors")
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("17/12/2569", dt.date(2026, 12, 17)),
        ("๑๗/๑๒/๒๕๖๙", dt.date(2026, 12, 17)),
        ("17/12/2026", dt.date(2026, 12, 17)),
        ("2026-12-17", dt.date(2026, 12, 17)),
        ("17 ธ.ค. 2569", dt.date(2026, 12, 17)),
        ("17 December 2026", dt.date(2026, 12, 17)),
        (" 17 ธันวาคม ๒๕๖๙ ", dt.date(2026, 12, 17)),
        ("", dt.date(2026, 12, 9)),
    ],
)
def test_a_due_date_is_read_in_either_era_and_script(
    app: Flask, sign_in_as: SignInAs, typed: str, day: dt.date
) -> None:
    assert send(sign_in_as("clinic.75"), SEND_BACK, RETURN, due=typed).status_code == 303
    assert inside(app, row, SAMUT_SONGKHRAM).due_on == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("พรุ่งนี้", "โปรดกรอกวันที่"),
        ("31/02/2570", "โปรดกรอกวันที่"),
        ("12/17/2026", "โปรดกรอกวันที่"),
        ("²⁴/12/2569", "โปรดกรอกวันที่"),
        ("17/12/99999", "โปรดกรอกวันที่"),
        ("24/11/2569", "ต้องเป็นวันหลังจากวันนี้"),
        ("17/12/2567", "ต้องเป็นวันหลังจากวันนี้"),
        ("17/12/2570", "ภายในหนึ่งปี"),
        ("31/12/9999", "ภายในหนึ่งปี"),
    ],
)
def test_an_odd_due_date_is_named_and_kept(
    app: Flask, sign_in_as: SignInAs, typed: str, said: str
) -> None:
    page = Page(send(sign_in_as("clinic.75"), SEND_BACK, RETURN, due=typed))
    assert page.code == 422
    assert said in page.text('.errors a[href="#due"]')
    assert page.one("#due")["value"] == typed
    assert where(app, SAMUT_SONGKHRAM) == ("clinic_review", 2)
