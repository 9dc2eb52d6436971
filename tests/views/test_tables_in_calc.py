"""Workbooks that LibreOffice wrote: ours that it saved anew, and what people make in it."""

import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.forms.reading_files import TABLES, found_in, offered, table, told
from tests.outline.sample import sections
from tests.views.test_table_book import CMD, back
from tests.workbooks_made import FORUMS, workbook
from workflow.views.table_book import table_book
from workflow.workbooks import read

MANY = [[f"ปัญหาข้อที่ {n}", "เกษตรกร", n % 5 + 1, f"หลักฐาน {n}"] for n in range(10_000)]
TYPED = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>
<number:date-style style:name="N1"><number:day/><number:text>/</number:text><number:month/>
<number:text>/</number:text><number:year/></number:date-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>
</office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="เวที">ROWS</table:table>
</office:spreadsheet></office:body></office:document>"""
"""What a person types, as LibreOffice keeps it: some days are dates, some are texts."""
DAY = 'table:style-name="day" office:value-type="date" office:date-value="2026-06-17"'
PEOPLE = 'office:value-type="float" office:value="45"'
TEXT = 'office:value-type="string"'
TYPED_ROWS = [
    [(TEXT, name) for name in FORUMS],
    [(DAY, "17/06/26"), (TEXT, "ศาลากลาง"), (PEOPLE, "45")],
    [(TEXT, "17/06/2569"), (TEXT, "วัด"), (TEXT, "๔๐")],
]
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Every file after LibreOffice opened it and saved it as XLSX: it is started once for all."""
    folder = tmp_path_factory.mktemp("calc")
    for name, content in _made().items():
        (folder / name).write_bytes(content)
    saved = folder / "saved"
    words = [os.environ["TEST_OFFICE"], f"-env:UserInstallation=file://{folder}/profile"]
    words += ["--headless", "--convert-to", "xlsx", "--outdir", str(saved)]
    words += [str(path) for path in sorted(folder.glob("*.*"))]
    subprocess.run(words, check=True, capture_output=True, timeout=240)
    return {path.stem: path.read_bytes() for path in Path(saved).iterdir()}


def _made() -> Files:
    ours = {
        f"{place}.{language}.xlsx": table_book(
            place.split(".")[0], table(place), _rows(place), offered(language)
        )
        for place in TABLES
        for language in ("th", "en")
    }
    return ours | {
        "typed.fods": TYPED.replace("ROWS", "".join(map(_typed, TYPED_ROWS))).encode(),
        "formula.xlsx": workbook(A=[FORUMS, [None, "วัด", "=20+2"], [None, "วัง", "=1/0"]]),
        "many.xlsx": workbook(A=[["ปัญหา", "กลุ่มผู้ได้รับผลกระทบ", "Severity", "evidence"], *MANY]),
        "run.xlsx": table_book("needs", table("needs.forums"), [_forum(CMD)], offered("th")),
    }


def _typed(cells: list[tuple[str, str]]) -> str:
    """A row of a sheet as LibreOffice keeps it: how each cell is typed, and its text."""
    made = (
        f"<table:table-cell {how}><text:p>{text}</text:p></table:table-cell>" for how, text in cells
    )
    return f"<table:table-row>{''.join(made)}</table:table-row>"


def _rows(place: str) -> list[dict[str, Any]]:
    key, name = place.split(".")
    rows: list[dict[str, Any]] = sections()[key][name]
    return rows


def _forum(place: str) -> dict[str, Any]:
    return {"date": "2026-06-17", "place": place, "participants": 40}


@pytest.mark.parametrize("language", ["th", "en"])
def test_what_it_saved_anew_comes_back_as_it_was(files: Files, language: str) -> None:
    for place in TABLES:
        rows = _rows(place)
        assert back(files[f"{place}.{language}"], place, rows) == rows, place


def test_what_a_person_typed_in_it_is_read(files: Files) -> None:
    result = found_in(files["typed"], "needs.forums")
    assert told(result) == []
    days = [row["date"] for row in result.brought.rows or ()]
    assert (days, (result.brought.rows or [])[1]["participants"]) == (["2026-06-17"] * 2, 40)


def test_formulas_that_it_computed_count_for_their_values(files: Files) -> None:
    result = found_in(files["formula"], "needs.forums")
    assert told(result) == [("C3", "cell_error")]
    assert read(files["formula"])[0].rows[2][2] == 22


def test_ten_thousand_rows_that_it_saved_are_read_in_time(files: Files) -> None:
    began = time.process_time()
    result = found_in(files["many"], "needs.needs")
    assert time.process_time() - began < 5
    assert told(result) == [("", "too_many")]
    assert result.sheets[0].rows == 10_000


def test_a_text_that_it_could_run_stays_a_text(files: Files) -> None:
    assert back(files["run"], "needs.forums") == [_forum(CMD)]
