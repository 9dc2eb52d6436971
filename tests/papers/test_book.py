"""A workbook to fill in: headings, keys that nobody sees, choices that are offered."""

from tests.workbooks_made import opened
from workflow.papers.book import Column, Page, book

CHOICES = ("แดง", "เขียว")
COLUMNS = [Column("colour", "สี", choices=CHOICES), Column("note", "หมายเหตุ", "long", hint="ถ้ามี")]


def test_a_list_that_two_columns_offer_stands_once() -> None:
    pages = [Page("ก", COLUMNS), Page("ข", COLUMNS)]
    made = opened(book("ชื่อ", pages, "รายการ"))
    assert made.sheetnames == ["ก", "ข", "รายการ"]
    assert [[cell.value for cell in row] for row in made["รายการ"].rows] == [["แดง"], ["เขียว"]]
    assert made.properties.title == "ชื่อ"


def test_a_hint_is_shown_where_somebody_types() -> None:
    rules = opened(book("", [Page("ก", COLUMNS)], "x"))["ก"].data_validations.dataValidation
    assert [rule.prompt for rule in rules if rule.prompt] == ["ถ้ามี"]


def test_a_column_with_nothing_to_say_takes_whatever_is_typed() -> None:
    plain = [Column("note", "หมายเหตุ")]
    assert not opened(book("", [Page("ก", plain)], "x"))["ก"].data_validations.dataValidation


def test_without_keys_or_choices_there_is_nothing_to_hide() -> None:
    made = opened(book("", [Page("ก", COLUMNS[1:], [("ข้อ",)], keyed=False)], "x"))
    assert made.sheetnames == ["ก"]
    assert [[cell.value for cell in row] for row in made["ก"].rows] == [["หมายเหตุ"], ["ข้อ"]]


def test_the_same_rows_give_the_same_workbook() -> None:
    one, other = (book("ก", [Page("ก", COLUMNS)], "x") for _ in range(2))
    assert one == other
