"""Workbooks as people and programs make them, for the tests of what reads them."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]
BASELINE = ("รายการข้อมูล", "หน่วยนับ", "ค่า", "ปี พ.ศ.", "แหล่งข้อมูล")
"""Headings of the baseline table."""
FORUMS = ("วันที่จัด", "สถานที่", "จำนวนผู้เข้าร่วม")
LINES = (
    *("รหัสโครงการ", "ปีงบประมาณ", "แหล่งงบประมาณ", "ประเภทรายจ่าย", "รายการ"),
    "จำนวนเงิน (บาท)",
)
"""Headings of budget lines, as an agency sends them."""


def workbook(**sheets: Rows) -> bytes:
    """A workbook of sheets by name, each of rows of cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # it has one
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def opened(content: bytes) -> openpyxl.Workbook:
    """A workbook as a test looks at it, formulas and all."""
    return openpyxl.load_workbook(io.BytesIO(content))


def repacked(content: bytes, change: Callable[[dict[str, bytes]], Mapping[str, bytes]]) -> bytes:
    """The same container with some of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in change(parts).items():
            archive.writestr(name, part)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same container with one part more, or in the place of one."""
    return repacked(content, lambda parts: {**parts, name: part})


def with_text(content: bytes, old: str, new: str) -> bytes:
    """The same container with a text in the first sheet's XML put in place of another."""
    name = "xl/worksheets/sheet1.xml"

    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        assert old.encode() in parts[name]
        return {**parts, name: parts[name].replace(old.encode(), new.encode())}

    return repacked(content, change)
