"""Sheets are typed, and nothing that a person wrote in them is ever run."""

import datetime as dt
import re
import zipfile

import pytest

from workflow.papers.sheet import Column, csv_lines, plain, xlsx

COLUMNS = [
    Column("ชื่อ", 20),
    Column("จำนวน", 8, "number"),
    Column("บาท", 12, "money"),
    Column("วันที่", 12, "date"),
]
ROW = ("=cmd()|' /C calc'!A0", 3, 1_500_000.5, dt.date(2026, 11, 24))


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_that_a_sheet_would_run_gets_an_apostrophe(first: str) -> None:
    assert plain(f"{first}SUM(A1)") == f"'{first}SUM(A1)"


def test_what_is_no_formula_stays_as_it_is() -> None:
    assert [plain(cell) for cell in ("แผน = ดี", 3, -2, None)] == ["แผน = ดี", 3, -2, ""]


def test_csv_begins_with_a_mark_and_has_a_line_a_row() -> None:
    lines = list(csv_lines(COLUMNS, [ROW]))
    assert lines[0] == "\ufeffชื่อ,จำนวน,บาท,วันที่\r\n"
    assert lines[1] == "'=cmd()|' /C calc'!A0,3,1500000.5,2026-11-24\r\n"


def test_xlsx_holds_texts_numbers_and_dates_and_no_formula() -> None:
    with xlsx("แผน", COLUMNS, [ROW]) as file, zipfile.ZipFile(file) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<t>=cmd()|' /C calc'!A0</t>" in sheet
    assert re.findall(r"<v>([^<]*)</v>", sheet)[-3:] == ["3", "1500000.5", "46350"]


def test_the_same_rows_give_the_same_workbook() -> None:
    with xlsx("แผน", COLUMNS, [ROW]) as one, xlsx("แผน", COLUMNS, [ROW]) as other:
        assert one.read() == other.read()


def test_a_text_longer_than_a_cell_is_cut_not_refused() -> None:
    with xlsx("แผน", COLUMNS[:1], [("ก" * 40_000,)]) as file, zipfile.ZipFile(file) as book:
        assert "ก" * 32_767 + "<" in book.read("xl/worksheets/sheet1.xml").decode()
