"""A table goes out as a workbook and comes in from one; nothing is written before it is seen."""

import io
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.acting import PATTANI, act, by_hand, meanwhile, save
from tests.views.deeds import inside
from tests.views.writing import PLAN, kept
from tests.workbooks_made import FORUMS, LINES, opened, workbook
from workflow.models import PastSection
from workflow.states.facts import Given
from workflow.workbooks import LARGEST

TABLE = f"{PLAN}/needs/tables/forums"
IMPORT = f"{TABLE}/import"
PROJECTS = f"{PLAN}/projects/tables/projects/import"
NEW = workbook(เวที=[FORUMS, ["17/06/2569", "ศาลากลางจังหวัด", 45]])
PLACE = "ศาลากลางจังหวัด"
FORUM = {"date": "2026-05-04", "place": "หอประชุมอำเภอ", "participants": 60}


def send(person: Visitor, content: bytes, way: str = "add", path: str = IMPORT) -> Page:
    """Bring a file; what is shown."""
    file = FileStorage(io.BytesIO(content), "ตาราง.xlsx")
    values = {"csrf_token": person.token(), "way": way, "file": file}
    boundary, body = encode_multipart(values)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return Page(person.client.post(path, data=body, content_type=kind))


def confirm(person: Visitor, page: Page, path: str = IMPORT) -> TestResponse:
    """Press the button that saves."""
    return person.client.post(path, data=page.form())


def forums(app: Flask) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = inside(app, kept, "needs")[0]["forums"]
    return rows


@pytest.fixture
def drafter(app: Flask, sign_in_as: SignInAs) -> Visitor:
    """A drafter whose plan has a forum already."""
    inside(app, lambda: save("drafter.95", PATTANI, "needs", forums=[FORUM]))
    return sign_in_as("drafter.95")


def test_a_file_is_looked_at_and_then_saved(app: Flask, drafter: Visitor) -> None:
    before, version, _ = inside(app, kept, "needs")
    page = send(drafter, NEW)
    assert page.code == 200
    assert "เพิ่ม 1" in page.text("#changes + p")
    assert PLACE in page.text(".diff")
    assert inside(app, kept, "needs")[0] == before
    answer = confirm(drafter, page)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLAN}/needs#forums")
    rows = forums(app)
    assert rows == [*before["forums"], {"date": "2026-06-17", "place": PLACE, "participants": 45}]
    assert inside(app, kept, "needs")[1] == version + 1


def test_rows_may_take_the_place_of_those_that_there_were(app: Flask, drafter: Visitor) -> None:
    page = send(drafter, NEW, "replace")
    assert "ลบ" in page.text("#changes + p")
    confirm(drafter, page)
    assert [row["place"] for row in forums(app)] == [PLACE]


def test_pressed_twice_it_is_saved_once(app: Flask, drafter: Visitor) -> None:
    count, page = len(forums(app)), send(drafter, NEW)
    assert [confirm(drafter, page).status_code for _ in range(2)] == [303, 303]
    assert len(forums(app)) == count + 1


def test_who_saves_after_another_is_shown_both_and_loses_nothing(
    app: Flask, drafter: Visitor
) -> None:
    page = send(drafter, NEW)
    theirs = [{"date": None, "place": "ของเพื่อน", "participants": 9}]
    inside(app, lambda: save("drafter2.95", PATTANI, "needs", forums=theirs))
    again = Page(confirm(drafter, page))
    assert again.code == 409
    assert "บันทึกหมวดนี้" in again.text(".notice")
    assert confirm(drafter, again).status_code == 303
    assert [row["place"] for row in forums(app)] == ["ของเพื่อน", PLACE]


def test_when_another_filled_the_table_meanwhile_it_is_told(app: Flask, drafter: Visitor) -> None:
    page = send(drafter, NEW)
    inside(app, lambda: save("drafter2.95", PATTANI, "needs", forums=[FORUM] * 50))
    again = Page(confirm(drafter, page))
    assert again.code == 409
    assert "ต้องไม่เกิน 50 รายการ" in again.text(".errors")
    assert len(forums(app)) == 50


def test_a_plan_withdrawn_at_the_last_moment_keeps_its_table(app: Flask, drafter: Visitor) -> None:
    page, given = send(drafter, NEW), Given(reason="ไม่ทำต่อ")
    inside(app, meanwhile, lambda: act("drafter.95", PATTANI, "withdraw", given))
    assert confirm(drafter, page).status_code == 409
    assert forums(app) == [FORUM]


def test_a_text_from_long_ago_is_shown_anew(app: Flask, drafter: Visitor) -> None:
    page = send(drafter, NEW)
    inside(app, lambda: save("drafter2.95", PATTANI, "needs", forums=[]))
    inside(app, by_hand, sa.delete(PastSection))
    assert Page(confirm(drafter, page)).code == 409


def test_what_was_read_waits_a_day(drafter: Visitor, clock: Any) -> None:
    page = send(drafter, NEW)
    clock.shift(90_000)
    values = {**page.form(), "csrf_token": drafter.signed_in("drafter.95").token()}
    late = Page(drafter.client.post(IMPORT, data=values))
    assert late.code == 409
    assert "เก็บไว้ไม่เกิน 1 วัน" in late.text(".errors")


def test_what_another_read_or_nobody_did_is_not_saved(
    app: Flask, drafter: Visitor, sign_in_as: SignInAs
) -> None:
    other = sign_in_as("drafter2.95")
    token = send(drafter, NEW).form()["brought"]
    for sealed in (token, "x", f"{token}x"):
        values = {"csrf_token": other.token(), "brought": sealed}
        assert other.client.post(IMPORT, data=values).status_code == 409
    assert PLACE not in str(forums(app))


def test_errors_are_told_by_cell_and_nothing_is_kept(app: Flask, drafter: Visitor) -> None:
    before = inside(app, kept, "needs")
    page = send(drafter, workbook(เวที=[FORUMS, ["เมื่อวาน", "วัด", "หลายคน"]]))
    assert page.code == 422
    assert page.texts(".cells li") == [
        "A2 เวที วันที่จัดต้องเป็นวันที่ เช่น 17/06/2569 หรือ 2026-06-17",
        "C2 เวที จำนวนผู้เข้าร่วมต้องเป็นตัวเลข",
    ]
    assert not page.has("[name=brought]")
    assert inside(app, kept, "needs") == before


def test_of_ten_thousand_rows_the_first_errors_are_shown(drafter: Visitor) -> None:
    rows = [FORUMS, *(["เมื่อวาน", f"ที่ {n}", "x"] for n in range(10_000))]
    page = send(drafter, workbook(A=rows))
    assert page.code == 422
    assert len(page.texts(".cells li")) == 60
    assert "ต้องไม่เกิน 50 รายการ" in page.text(".errors")


def test_more_rows_than_there_is_room_for_with_those_that_there_are(drafter: Visitor) -> None:
    rows = [FORUMS, *([None, f"ที่ {n}", 1] for n in range(50))]
    page = send(drafter, workbook(A=rows))
    assert (page.code, send(drafter, workbook(A=rows), "replace").code) == (422, 200)
    assert "ต้องไม่เกิน 50 รายการ" in page.text(".errors")


def test_what_will_be_asked_for_does_not_stand_in_the_way(drafter: Visitor) -> None:
    page = send(drafter, workbook(A=[FORUMS, [None, "ก", 0]]))
    assert page.texts(".cells li b") == ["A2", "B2", "C2"]
    assert page.has("[name=brought]")


def test_columns_and_sheets_that_are_not_read_are_named(drafter: Visitor) -> None:
    own: list[list[Any]] = [[*FORUMS[:2], "หมายเหตุ"], [None, PLACE, "ฝนตก"]]
    read = send(drafter, workbook(เวที=own, อื่น=[["x"]])).text("[aria-labelledby=read]")
    assert "หมายเหตุ (C)" in read
    assert "จำนวนผู้เข้าร่วม" in read
    assert "อื่น" in read


@pytest.mark.parametrize(
    ("content", "way", "said"),
    [
        (b"a,b\r\n", "add", "ไม่ใช่ XLSX"),
        (b"\xd0\xcf\x11\xe0", "add", "รูปแบบเก่า"),
        (b"PK\x03\x04" + b"\0" * LARGEST, "add", "เกิน 5 MB"),
        (b"", "add", "โปรดเลือกไฟล์"),
        (NEW, "eat", "โปรดเลือกว่าจะเพิ่มแถว"),
        (workbook(A=[["x", "y"], [1, 2]]), "add", "ไม่พบหัวคอลัมน์"),
    ],
)
def test_what_cannot_be_taken_is_said(
    drafter: Visitor, content: bytes, way: str, said: str
) -> None:
    page = (
        send(drafter, content, way)
        if content
        else Page(drafter.client.post(IMPORT, data={"csrf_token": drafter.token(), "way": way}))
    )
    assert page.code == 422
    assert said in page.text(".errors")


def test_a_file_that_is_far_too_large_is_413(drafter: Visitor) -> None:
    assert send(drafter, b"\0" * (LARGEST + 200_000)).code == 413


def test_a_file_that_changes_nothing_is_not_saved(drafter: Visitor) -> None:
    file = drafter.client.get(f"{TABLE}.xlsx").data
    page = send(drafter, file, "replace")
    assert "ไม่มีสิ่งใดเปลี่ยน" in page.text(".empty")
    assert not page.has("main form button")


def test_the_projects_of_a_plan_go_out_and_come_in(app: Flask, drafter: Visitor) -> None:
    before = inside(app, kept, "projects")[0]
    file = drafter.client.get(f"{PLAN}/projects/tables/projects.xlsx").data
    assert "ไม่มีสิ่งใดเปลี่ยน" in send(drafter, file, "replace", PROJECTS).text(".empty")
    line = ["94-2571-01", 2571, "งบจังหวัด", "งบดำเนินงาน", "ค่าวัสดุ", 1500.5]
    page = send(drafter, workbook(งบประมาณ=[LINES, line]), path=PROJECTS)
    assert "ค่าวัสดุ" in page.text(".diff")
    confirm(drafter, page, PROJECTS)
    (old,), (new,) = before["projects"], inside(app, kept, "projects")[0]["projects"]
    assert new["budget"][-1]["amount_satang"] == 150_050
    assert new | {"budget": new["budget"][:-1]} == old


def test_issues_must_be_numbered_in_turn(drafter: Visitor) -> None:
    rows: list[list[Any]] = [["รหัสประเด็น", "ชื่อประเด็น"], [3, "ประเด็นใหม่"]]
    page = send(drafter, workbook(A=rows), path=f"{PLAN}/issues/tables/issues/import")
    assert page.code == 422
    assert "ต้องเรียง 1, 2, 3" in page.text(".errors")


def test_many_lines_are_answered_in_good_time(app: Flask, drafter: Visitor) -> None:
    rows = [["94-2571-01", 2571, "PROV", "OPERATING", f"รายการ {n}", n + 1] for n in range(99)]
    page = send(drafter, workbook(งบประมาณ=[LINES, *rows]), "replace", PROJECTS)
    assert page.code == 200
    assert confirm(drafter, page, PROJECTS).status_code == 303
    assert len(inside(app, kept, "projects")[0]["projects"][0]["budget"]) == 99


def test_a_template_has_headings_and_no_rows(drafter: Visitor) -> None:
    answer = drafter.client.get(f"{TABLE}/template.xlsx")
    assert "forums-template.xlsx" in answer.headers["Content-Disposition"]
    assert opened(answer.data).worksheets[0].max_row == 2


def test_a_frozen_text_goes_out_as_it_was(sign_in_as: SignInAs) -> None:
    officer = sign_in_as("secretariat.1")
    path = "/plans/1/sections/needs/tables/forums.xlsx"
    counts = [
        opened(officer.client.get(f"{path}{asked}").data).worksheets[0].max_row
        for asked in ("", "?revision=1")
    ]
    assert min(counts) > 2
    assert officer.client.get(f"{path}?revision=99").status_code == 404


@pytest.mark.parametrize(
    "table", ["needs/tables/nothing", "nothing/tables/x", "needs/tables/needs_x"]
)
def test_a_table_that_is_not_there_is_404(drafter: Visitor, table: str) -> None:
    for below in (".xlsx", "/import", "/template.xlsx"):
        assert drafter.client.get(f"{PLAN}/{table}{below}").status_code == 404


def test_files_cannot_be_brought_by_a_sheet(drafter: Visitor) -> None:
    path = f"{PLAN}/attachments/tables/files"
    assert drafter.client.get(f"{path}/import").status_code == 404
    assert drafter.client.get(f"{path}.xlsx").status_code == 200


def test_who_reads_a_plan_takes_its_tables_and_brings_none(sign_in_as: SignInAs) -> None:
    reader = sign_in_as("clinic.75")
    path = "/plans/4/sections/needs/tables/forums"
    assert reader.client.get(f"{path}.xlsx").status_code == 200
    assert reader.get(f"{path}/import").code in (403, 409)
    assert sign_in_as("clinic.45").client.get(f"{path}.xlsx").status_code == 404


def test_a_plan_that_is_withdrawn_takes_no_file(app: Flask, drafter: Visitor) -> None:
    page = send(drafter, NEW)
    inside(app, lambda: act("drafter.95", PATTANI, "withdraw", Given(reason="ไม่ทำต่อ")))
    assert confirm(drafter, page).status_code == 409
    assert send(drafter, NEW).code == 409


def test_the_pages_lead_to_the_files(drafter: Visitor) -> None:
    assert drafter.get(f"{PLAN}/needs").has(f'a[href="{IMPORT}"]')
    assert drafter.get(IMPORT).has(f'a[href="{TABLE}/template.xlsx"]')
    assert drafter.get(f"{PLAN}/projects").has(f'a[href="{PROJECTS}"]')
    assert drafter.get(f"/plans/{PATTANI}/text/needs").has(f'a[href="{TABLE}.xlsx"]')
