"""A workbook that somebody brings gives plain values, and is refused when it is none, or would do
harm."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from tests.workbooks_made import repacked, saved, with_part, with_text, workbook
from workflow import containers, workbooks
from workflow.workbooks import Fault, Sheet, Unreadable, areas, cell_name, read

PLAIN = workbook(A=[["ก", 1], ["ข", 2.5]])
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
    b"</worksheet>"
)


def first(content: bytes) -> Sheet:
    return read(content)[0]


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as unreadable:
        read(content)
    return unreadable.value.code


def changed(change: Callable[[Any], object]) -> bytes:
    """A workbook of one sheet after something was done to it."""
    book = openpyxl.Workbook()
    change(book.active)
    return saved(book)


def test_rows_are_known_by_their_number_and_empty_ones_left_out() -> None:
    sheet = first(workbook(ชื่อ=[["ก"], [], ["ข", None, 3]]))
    assert (sheet.name, sheet.hidden) == ("ชื่อ", False)
    assert sheet.rows == {1: ("ก",), 3: ("ข", None, 3)}


@pytest.mark.parametrize(
    "value",
    ["ข้อความ", 7, 2.5, True, dt.datetime(2026, 6, 17), dt.time(9, 14)],  # noqa: DTZ001 - as sheets have it
)
def test_values_come_as_they_are(value: object) -> None:
    assert first(workbook(A=[[value]])).rows == {1: (value,)}


def test_a_formula_counts_for_its_value_and_is_never_computed() -> None:
    made = changed(lambda sheet: sheet.append(["=1+1", "x"]))
    assert first(made).rows == {1: (Fault.NO_VALUE, "x")}
    computed = with_text(made, "<f>1+1</f><v />", "<f>1+1</f><v>2</v>")
    assert first(computed).rows == {1: (2, "x")}


def test_a_formula_that_came_to_an_empty_text_is_an_empty_text() -> None:
    made = changed(lambda sheet: sheet.append(['=IF(1=1,"","x")', "x"]))
    old = '<c r="A1"><f>IF(1=1,"","x")</f><v />'
    computed = with_text(made, old, old.replace('"A1"', '"A1" t="str"'))
    assert first(computed).rows == {1: ("", "x")}


def test_a_formula_in_a_row_of_its_own_is_seen() -> None:
    made = changed(lambda sheet: (sheet.append(["x"]), sheet.append([None, "=cmd()"])))
    assert first(made).rows == {1: ("x",), 2: (None, Fault.NO_VALUE)}


def test_an_error_is_told_from_a_text() -> None:
    assert first(workbook(A=[["#REF!", "#1"]])).rows == {1: (Fault.ERROR, "#1")}


def test_hidden_sheets_and_merged_cells_are_told() -> None:
    def change(sheet: Any) -> None:
        sheet["B2"] = 1
        sheet.merge_cells("B2:C3")
        sheet.parent.create_sheet("ซ่อน").sheet_state = "hidden"

    shown, hidden = read(changed(change))
    assert (hidden.name, hidden.hidden) == ("ซ่อน", True)
    assert [*areas(shown)] == [("B2:C3", range(2, 4), range(1, 3))]


def test_cells_are_called_as_people_call_them() -> None:
    assert [cell_name(14, 2), cell_name(1, 0), cell_name(9, 27)] == ["C14", "A1", "AB9"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sheet_no_workbook"),
        ("ชื่อ,จำนวน\r\n".encode(), "sheet_no_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "sheet_old"),
        (b"PK\x03\x04" + b"\0" * 100, "sheet_broken"),
        (PLAIN[:-200], "sheet_broken"),
        (repacked(PLAIN, lambda parts: {"content.xml": b"<ods/>"}), "sheet_no_workbook"),
        (with_part(PLAIN, "xl/vbaProject.bin", b"x"), "sheet_macros"),
        (with_part(PLAIN, "xl/worksheets/sheet1.xml", b"<worksheet"), "sheet_broken"),
        (with_part(PLAIN, "xl/worksheets/sheet1.xml", ENTITIES), "sheet_broken"),
        (with_part(PLAIN, "xl/media/zero", b"\0" * 30_000_000), "sheet_bomb"),
        (repacked(PLAIN, lambda p: {**p, **{f"x{n}": b"" for n in range(1000)}}), "sheet_bomb"),
        (b"PK\x03\x04" + b"\0" * workbooks.LARGEST, "sheet_too_large"),
    ],
)
def test_what_is_no_workbook_or_does_harm_is_refused_in_words(content: bytes, code: str) -> None:
    assert refused(content) == code


@pytest.mark.parametrize(
    "heavy",
    [
        with_text(
            PLAIN, "</sheetData>", f'<row r="3">{"<c/>" * 400_000}</row>' * 4 + "</sheetData>"
        ),
        with_text(PLAIN, "</sheetData>", "</sheetData>" + '<hyperlink ref="A1"/>' * 120_000),
        with_part(PLAIN, "xl/sharedStrings.xml", b"<si/>" * 1_000_100),
    ],
)
def test_what_is_small_and_would_take_long_is_refused(
    heavy: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "MOST_RATIO", 10**6)
    assert refused(heavy) == "sheet_bomb", "before any of it is read as a sheet"


def test_a_locked_container_is_refused() -> None:
    at = PLAIN.index(b"PK\x01\x02") + 8
    assert refused(PLAIN[:at] + b"\x01" + PLAIN[at + 1 :]) == "sheet_old"


def test_a_size_that_a_sheet_lies_about_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_LAST_ROW", 2)
    lies = with_text(PLAIN, 'ref="A1:B2"', 'ref="A1:XFD1048576"')
    assert first(lies).rows == {1: ("ก", 1), 2: ("ข", 2.5)}


@pytest.mark.parametrize("row", [20, 99_999_999_999])
def test_a_row_below_the_last_that_sheets_have_is_refused(
    row: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "_LAST_ROW", 19)
    assert refused(with_text(PLAIN, '<row r="2">', f'<row r="{row}">')) == "sheet_broken"


@pytest.mark.parametrize("row", [30_000, 1_048_576])
def test_a_row_far_below_is_read(row: int) -> None:
    far = with_text(PLAIN, '<row r="2">', f'<row r="{row}">')
    assert first(far).rows == {1: ("ก", 1), row: ("ข", 2.5)}


@pytest.mark.parametrize("row", [1_048_577, 99_999_999_999])
def test_a_row_that_no_sheet_has_is_refused(row: int) -> None:
    assert refused(with_text(PLAIN, '<row r="2">', f'<row r="{row}">')) == "sheet_broken"


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 1)
    assert refused(PLAIN) == "sheet_many_rows"


def test_ten_thousand_rows_are_read() -> None:
    rows = [[f"รายการที่ {n}", n, n / 4, "หน่วย", 2571, "PROV", "", "x"] for n in range(10_000)]
    assert len(first(workbook(A=rows)).rows) == 10_000
