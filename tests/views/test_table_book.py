"""A table that goes out as a workbook comes in again as it was, and runs nothing on the way."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forms.reading_files import TABLES, found_in, offered, table, told
from tests.outline.sample import outline, sections
from tests.outline.strategies import MODEST, row
from tests.workbooks_made import opened
from workflow.forms.rows import is_blank
from workflow.forms.sheet_cells import cell_of, typed_cell
from workflow.forms.sheet_heads import heading
from workflow.outline.fields import Field
from workflow.outline.grids import REPLACE, Numbers, grids, joined
from workflow.thai.text import fold
from workflow.views.table_book import table_book

LANGUAGES = pytest.mark.parametrize("language", ["th", "en"])
CMD = "=cmd|' /C calc'!A0"


def tables(place: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows that a table may have, none of them blank, each with a code of its own."""
    field = table(place)
    rows = st.lists(row(field.stored).filter(lambda one: not is_blank(one)), max_size=3)
    return rows.map(lambda found: [_clear(field, one, n) for n, one in enumerate(found)])


def _clear(field: Field, one: dict[str, Any], n: int) -> dict[str, Any]:
    lines = {
        column.key: [line for line in one[column.key] if not is_blank(line)]
        for column in field.stored
        if column.type == "table"
    }
    return one | lines | ({field.row_key: str(n + 1)} if field.row_key else {})


def back(content: bytes, place: str, present: Any = ()) -> list[dict[str, Any]]:
    """The rows of a table after a file of it was brought in place of them."""
    result = found_in(content, place, REPLACE, present)
    assert told(result) == []
    return joined(table(place), present, result.brought, REPLACE, Numbers("50", 2571))


@MODEST
@given(st.sampled_from(TABLES), st.sampled_from(["th", "en"]), st.data())
def test_what_goes_out_comes_in_as_it_was(place: str, language: str, data: st.DataObject) -> None:
    rows = data.draw(tables(place))
    content = table_book(place.split(".")[0], table(place), rows, offered(language))
    assert back(content, place) == rows


@LANGUAGES
def test_a_whole_sample_comes_back(language: str) -> None:
    for place in TABLES:
        key, name = place.split(".")
        rows = sections()[key][name]
        assert back(table_book(key, table(place), rows, offered(language)), place, rows) == rows


def test_headings_are_in_words_with_keys_below_that_nobody_sees() -> None:
    book = opened(table_book("projects", table("projects.projects"), [], offered("th")))
    assert book.sheetnames[:2] == ["โครงการ", "กิจกรรมหลักและช่วงเวลา"]
    sheet = book["งบประมาณ"]
    assert [cell.value for cell in sheet[1]][:2] == ["รหัสโครงการ", "ปีงบประมาณ"]
    assert [cell.value for cell in sheet[2]][:2] == ["projects.code", "fiscal_year"]
    assert sheet["I1"].value == "จำนวนเงิน (บาท)"
    assert sheet.row_dimensions[2].hidden


def test_choices_are_offered_from_a_sheet_that_nobody_sees() -> None:
    book = opened(table_book("area", table("area.resources"), [], offered("th")))
    lists = book["ตัวเลือก"]
    assert lists.sheet_state == "hidden"
    assert [cell.value for cell in lists["A"]][2] == "คลินิกเทคโนโลยี"
    rules = book.worksheets[0].data_validations.dataValidation
    (rule,) = [rule for rule in rules if rule.type == "list"]
    assert (rule.formula1, str(rule.sqref)) == ("'ตัวเลือก'!$A$1:$A$9", "A3:A1002")


def test_cells_are_typed() -> None:
    day = {"date": "2026-06-17", "place": "วัด", "participants": 40}
    sheet = opened(table_book("needs", table("needs.forums"), [day], offered("th"))).worksheets[0]
    assert [cell.value for cell in sheet[3]] == [dt.datetime(2026, 6, 17), "วัด", 40]  # noqa: DTZ001 - as sheets have it
    line = {"fiscal_year": 2571, "amount_satang": 150_000_050}
    rows = [{"code": "1", "budget": [line]}]
    money = opened(table_book("projects", table("projects.projects"), rows, offered("th")))
    found = {cell.value: cell.number_format for cell in money["งบประมาณ"][3]}
    assert (found[1_500_000.5], found[2571]) == ("#,##0.00", "0")


def test_a_text_that_a_sheet_would_run_stays_a_text() -> None:
    rows = [{"date": None, "place": CMD, "participants": None}]
    content = table_book("needs", table("needs.forums"), rows, offered("th"))
    cell = opened(content).worksheets[0]["B3"]
    assert (cell.value, cell.data_type) == (CMD, "s")
    assert back(content, "needs.forums") == rows


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("area.baseline.value", "999999999999.9999"),
        ("projects.projects.budget.amount_satang", 99_999_999_999_999_999),
        ("area.baseline.value", "0.0001"),
        ("needs.forums.date", "no day"),
        ("needs.forums.participants", "twelve"),
    ],
)
def test_what_a_sheet_would_round_or_not_know_goes_as_text(place: str, value: Any) -> None:
    field = outline().fields[place]
    cell = cell_of(field, value, offered("th"))
    assert isinstance(cell, float) is (value == "0.0001")
    assert typed_cell(field, cell, {})[0].replace(",", "") in (str(value), "999999999999999.99")


@pytest.mark.parametrize(
    "texts", [["ก", "ข"], ["ก\nข", "ค"], ["• ก", "ข"], ["ก\n\nข"], ["ก\n• ข", "ค"], ["•"]]
)
def test_texts_of_a_list_stand_a_line_each(texts: list[str]) -> None:
    field = outline().fields["projects.projects.co_agencies"]
    assert typed_cell(field, cell_of(field, texts, offered("th")), {}) == (texts, None)


@LANGUAGES
@pytest.mark.parametrize("place", TABLES)
def test_no_two_columns_of_a_table_are_headed_alike(place: str, language: str) -> None:
    for grid in grids(place.split(".")[0], table(place)):
        heads = [fold(heading(column, language)) for column in grid.columns]
        assert len(heads) == len(set(heads)), heads
