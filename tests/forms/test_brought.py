"""A file is read as the form of its table: columns in any order and language, errors by cell."""

import datetime as dt
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forms.reading_files import TABLES, Row, found_in, table, told, wanted
from tests.outline.strategies import ABSURD_TEXT, MODEST
from tests.workbooks_made import BASELINE, FORUMS, LINES, saved, with_text, workbook
from workflow.forms.brought import reading
from workflow.outline.grids import ADD, REPLACE, WAYS, grids
from workflow.workbooks import Fault, Sheet

LINE = ["94-2571-01", 2571, "งบจังหวัด", "งบลงทุน", "เครื่องอบ", 1500000.5]
PROJECT: Row = {"code": "94-2571-01", "name": "โครงการเดิม"}


def forum(*cells: Any, head: Any = FORUMS) -> Row:
    """What a row of the forums' table is read as."""
    result = found_in(workbook(A=[head, cells]), "needs.forums")
    assert told(result) == []
    return (result.brought.rows or [])[0]


def lines_of(result: Any, key: str = "budget") -> list[Any]:
    found: list[Any] = result.brought.inner[key]
    return found


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (dt.datetime(2026, 6, 17), "2026-06-17"),  # noqa: DTZ001 - as sheets have it
        (dt.date(2569, 6, 17), "2026-06-17"),
        ("17 มิ.ย. 2569", "2026-06-17"),
        ("๑๗/๐๖/๒๕๖๙", "2026-06-17"),
        ("2026-06-17", "2026-06-17"),
        (None, None),
    ],
)
def test_a_day_may_be_a_date_or_typed_in_either_era(cell: Any, day: str | None) -> None:
    assert forum(cell, "ศาลากลาง", 40)["date"] == day


@pytest.mark.parametrize("cell", [1200, 1200.0, "1,200", "๑,๒๐๐", " 1200 "])
def test_a_number_may_be_typed_or_a_text(cell: Any) -> None:
    assert forum(None, "ก", cell)["participants"] == 1200


@pytest.mark.parametrize(
    "head",
    [
        ["Date", "Place", "Participants"],
        ["date", "place", "participants"],
        ["วันที่จัด *", "สถานที่", "จำนวน ผู้เข้าร่วม"],
    ],
)
def test_headings_are_known_in_both_languages_and_as_keys(head: list[str]) -> None:
    assert forum("17/06/2569", "วัด", 9, head=head) == {
        "date": "2026-06-17",
        "place": "วัด",
        "participants": 9,
    }


def test_columns_may_stand_in_any_order_below_a_title_with_others_between() -> None:
    rows: list[list[Any]] = [["สรุปเวที ปี 2569"], [], ["ที่", "สถานที่", "หมายเหตุ", "วันที่จัด"]]
    rows += [[1, "วัด", "ฝนตก", "17/06/2569", "ไม่มีหัว"], [None, "   "], [2, "โรงเรียน"]]
    result = found_in(workbook(สรุป=rows), "needs.forums")
    assert [row["place"] for row in result.brought.rows or ()] == ["วัด", "โรงเรียน"]
    (sheet,) = result.sheets
    assert sheet.unknown == ("ที่ (A)", "หมายเหตุ (C)", "E")
    assert [column.key for column in sheet.missing] == ["participants"]
    assert result.brought.columns == ("place", "date")


def test_a_row_of_keys_below_the_headings_decides() -> None:
    rows: list[list[Any]] = [
        ["วันที่จัด", "สถานที่", "x"],
        ["participants", "place", None],
        [9, "วัด", "?"],
    ]
    (sheet,) = (result := found_in(workbook(A=rows), "needs.forums")).sheets
    assert (result.brought.rows or [])[0]["participants"] == 9
    assert sheet.unknown == ("x (C)",)


ODD = [
    ("needs.forums", FORUMS, ["เมื่อวาน", "วัด", 3], [("A2", "not_a_date")]),
    (
        "needs.forums",
        FORUMS,
        [46000, "วัด", "หลายคน"],
        [("A2", "not_a_date"), ("C2", "not_a_number")],
    ),
    ("needs.forums", FORUMS, [None, "ก" * 500, -1], [("B2", "too_long"), ("C2", "too_small")]),
    ("needs.forums", FORUMS, [None, "วัด", 1.5], [("C2", "not_a_number")]),
    ("needs.forums", FORUMS, [None, "วัด", 1e9], [("C2", "too_large")]),
    ("needs.forums", FORUMS, ["#REF!", "วัด", 1], [("A2", "cell_error")]),
    ("needs.forums", FORUMS, [None, "วัด", "=1+1"], [("C2", "cell_formula")]),
    ("area.baseline", BASELINE, ["ก", "คน", 1.23456, 2569, "ข"], [("C2", "too_precise")]),
    (
        "area.baseline",
        BASELINE,
        ["ก", "คน", True, 2026, "ข"],
        [("C2", "not_a_number"), ("D2", "not_a_year")],
    ),
    ("area.resources", ["ประเภทกลไก", "ชื่อ"], ["เวทมนตร์", "ก"], [("A2", "not_a_choice")]),
    ("needs.needs", ["ปัญหา", "อำเภอ"], ["ก", "แดนสนธยา"], [("B2", "not_a_choice")]),
]


@pytest.mark.parametrize(("place", "head", "row", "errors"), ODD)
def test_errors_are_told_by_cell(place: str, head: Any, row: Any, errors: Any) -> None:
    assert told(found_in(workbook(A=[head, row]), place)) == errors


def test_an_error_is_said_in_words_with_its_sheet() -> None:
    result = found_in(workbook(เวที=[FORUMS, [None, "วัด", "หลายคน"]]), "needs.forums")
    (it,) = result.errors
    assert it.spot == ("เวที", "C2")
    assert it.reason.text("th") == "จำนวนผู้เข้าร่วมต้องเป็นตัวเลข"


def test_what_the_plan_will_be_asked_for_is_a_remark_by_cell() -> None:
    result = found_in(workbook(A=[FORUMS, ["17/06/2569", "ก", 0]]), "needs.forums")
    said = [(it.spot.cell if it.spot else "", it.reason.code) for it in result.remarks]
    assert (told(result), said) == ([], [("B2", "too_short"), ("C2", "too_small")])


def test_more_rows_than_a_table_has_room_for_are_refused() -> None:
    rows = [FORUMS, *([None, f"ที่ {n}", 1] for n in range(10_000))]
    assert told(found_in(workbook(A=rows), "needs.forums")) == [("", "too_many")]


def test_a_file_of_another_table_is_refused() -> None:
    result = found_in(workbook(A=[["ชื่อ", "นามสกุล"], ["ก", "ข"]]), "needs.forums")
    assert told(result) == [("", "sheet_no_table")]
    assert result.unread == ["A"]


def test_a_column_that_is_there_twice_and_merged_cells_are_refused() -> None:
    twice = workbook(A=[[*FORUMS, "สถานที่"], [None, "ก", 1, "ข"]])
    assert told(found_in(twice, "needs.forums")) == [("D1", "sheet_column_twice")]


def test_merged_cells_are_refused_where_they_hide_a_value() -> None:
    book = openpyxl.Workbook()
    for row in (["หัวเรื่อง"], FORUMS, ["17/06/2569", "วัด", 1], [None, "วัง", 2]):
        book.worksheets[0].append(row)
    for area in ("A1:C1", "A3:A4", "F3:F4"):
        book.worksheets[0].merge_cells(area)
    assert told(found_in(saved(book), "needs.forums")) == [("A3:A4", "cell_merged")]


def test_choices_go_by_their_words_in_either_language_or_by_code() -> None:
    rows = [
        ["ประเภทกลไก", "ชื่อ"],
        ["Technology clinic", "ก"],
        ["CLINIC", "ข"],
        ["คลินิก เทคโนโลยี", "ค"],
    ]
    result = found_in(workbook(A=rows), "area.resources")
    assert [row["type"] for row in result.brought.rows or ()] == ["CLINIC"] * 3


@pytest.mark.parametrize(
    "cell", ["แม่ริม; หางดง", "แม่ริม\nหางดง", "Mae Rim, Hang Dong", "อ.แม่ริม;อำเภอหางดง"]
)
def test_several_choices_stand_in_one_cell(cell: str) -> None:
    rows = [["ปัญหา", "อำเภอ"], ["ภัยแล้ง", cell]]
    result = found_in(workbook(A=rows), "needs.needs")
    assert (result.brought.rows or [])[0]["districts"] == ["5007", "5015"]


def test_lines_of_a_budget_find_their_project_and_baht_become_satang() -> None:
    result = found_in(workbook(งบประมาณ=[LINES, LINE]), "projects.projects", ADD, [PROJECT])
    assert (told(result), result.brought.rows) == ([], None)
    ((code, line),) = lines_of(result)
    assert (code, line["amount_satang"], line["source"]) == ("94-2571-01", 150_000_050, "PROV")
    assert (line["fiscal_year"], line["category"]) == (2571, "INVESTMENT")


def test_lines_that_name_no_project_are_no_lines() -> None:
    result = found_in(workbook(งบประมาณ=[LINES[1:], LINE[1:]]), "projects.projects")
    assert told(result) == [("", "sheet_no_table")]


def test_lines_of_nobody_are_told() -> None:
    rows = [LINES, ["94-2571-09", *LINE[1:]], ["", *LINE[1:]]]
    result = found_in(workbook(A=rows), "projects.projects", ADD, [PROJECT])
    assert told(result) == [("A2", "cell_code_unknown"), ("A3", "cell_code_missing")]


def test_an_error_in_a_line_is_told_by_its_own_cell() -> None:
    head = ["รหัสโครงการ", "ชื่อโครงการ"]
    own = [head, ["94-2571-02", "ใหม่"], ["94-2571-03", "ใหม่กว่า"]]
    lines = [LINES, LINE, ["94-2571-03", *LINE[1:]], ["94-2571-03", *LINE[1:5], "แพง"]]
    book = workbook(โครงการ=own, งบประมาณ=lines)
    result = found_in(book, "projects.projects", ADD, [PROJECT])
    assert [it.spot for it in result.errors] == [("งบประมาณ", "F4")]


def test_projects_come_with_all_their_tables() -> None:
    own = [["รหัสโครงการ", "ชื่อโครงการ", "หน่วยงานร่วมดำเนินการ"], ["94-2571-02", "ใหม่", "ก\nข"]]
    months = [["รหัสโครงการ", "กิจกรรม", "เดือนเริ่ม"], ["94-2571-02", "สำรวจ", "ต.ค."]]
    outputs: list[list[Any]] = [["รหัสโครงการ", "รายการ", "จำนวน"], ["94-2571-02", "ต้นแบบ", 2]]
    book = workbook(โครงการ=own, กิจกรรมหลักและช่วงเวลา=months, ผลผลิต=outputs)
    result = found_in(book, "projects.projects", REPLACE)
    assert (told(result), result.brought.columns) == ([], ("code", "name", "co_agencies"))
    assert (result.brought.rows or [])[0]["co_agencies"] == ["ก", "ข"]
    assert lines_of(result, "activities")[0][1]["start_month"] == 1
    assert lines_of(result, "outputs")[0][1]["quantity"] == "2"
    assert "outcomes" not in result.brought.inner


def test_a_month_is_given_by_its_name_since_its_number_is_unclear() -> None:
    rows: list[list[Any]] = [
        ["รหัสโครงการ", "กิจกรรม", "เดือนเริ่ม", "เดือนสิ้นสุด"],
        ["94-2571-01", "ก", 10, "March"],
    ]
    result = found_in(workbook(A=rows), "projects.projects", ADD, [PROJECT])
    assert told(result) == [("C2", "cell_month")]


def test_a_code_that_is_there_twice_is_told() -> None:
    rows = [["รหัสโครงการ", "ชื่อโครงการ"], ["94-2571-02", "ก"], ["94-2571-02", "ข"]]
    assert told(found_in(workbook(A=rows), "projects.projects")) == [("A3", "cell_code_twice")]


def test_an_issue_is_known_by_its_number_when_its_name_changed() -> None:
    rows: list[list[Any]] = [
        ["ชื่อโครงการ", "ประเด็นการพัฒนา"],
        ["ก", "2 ชื่อเดิม"],
        ["ข", 1],
        ["ค", "3 ไม่มี"],
    ]
    result = found_in(workbook(A=rows), "projects.projects")
    assert told(result) == [("B4", "unknown_reference")]
    assert [row["issue"] for row in result.brought.rows or ()] == ["2", "1", None]


def test_hidden_sheets_are_not_read_and_told() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(FORUMS)
    book.worksheets[0].append([None, "วัด", 1])
    hidden = book.create_sheet("เวทีรับฟังความคิดเห็น")
    hidden.append(FORUMS)
    hidden.sheet_state = "hidden"
    result = found_in(saved(book), "needs.forums")
    assert (len(result.brought.rows or ()), result.unread) == (1, ["เวทีรับฟังความคิดเห็น"])


def test_an_error_in_a_text_of_a_list_is_told_by_the_list_s_cell() -> None:
    rows = [["ชื่อโครงการ", "หน่วยงานร่วมดำเนินการ"], ["ก", f"ข\n{'ค' * 900}"]]
    assert told(found_in(workbook(A=rows), "projects.projects")) == [("B2", "too_long")]


def test_a_computed_formula_counts_for_its_value() -> None:
    made = workbook(A=[FORUMS, [None, "วัด", "=1+1"]])
    computed = with_text(made, "<f>1+1</f><v />", "<f>1+1</f><v>2</v>")
    assert (found_in(computed, "needs.forums").brought.rows or [])[0]["participants"] == 2


CELLS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
    | st.sampled_from(Fault)
    | ABSURD_TEXT
)


@MODEST
@given(st.sampled_from(TABLES), st.sampled_from(WAYS), st.data())
def test_whatever_stands_in_cells_nothing_fails(place: str, way: str, data: st.DataObject) -> None:
    sheets = []
    for grid in grids(place.split(".")[0], table(place)):
        heads = tuple(filter(None, [grid.owner_key, *(one.key for one in grid.columns)]))
        rows = data.draw(st.lists(st.tuples(*(CELLS for _ in heads)), max_size=3))
        sheets.append(Sheet(grid.table.key, False, dict(enumerate([heads, *rows], start=1))))
    result = reading(wanted(place, way), sheets)
    assert len(result.sheets) == len(sheets)
    assert all(it.reason.text("th") for it in (*result.errors, *result.remarks))
