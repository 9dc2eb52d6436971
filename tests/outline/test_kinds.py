"""What each type of field keeps."""

import time
from typing import Any

import pytest

from tests.outline.sample import outline
from workflow.outline.kinds import KINDS, settle, too_long

CASES: list[tuple[str, Any, Any, str | None]] = [
    ("general.title_th", "  แผน  ", "แผน", None),
    ("general.title_th", 5, "", "wrong_form"),
    ("general.title_th", ["ก"], "", "wrong_form"),
    ("general.title_th", "ก" * 251, "ก" * 251, "too_long"),
    ("general.title_th", "ก" * 250, "ก" * 250, None),
    ("summary.executive_summary", "ก\r\n\r\nข", "ก\n\nข", None),
    ("projects.projects.trl", 9, 9, None),
    ("projects.projects.trl", 10, 10, "too_large"),
    ("projects.projects.trl", -1, -1, None),
    ("projects.projects.trl", True, None, "not_a_number"),
    ("projects.projects.trl", 9.0, None, "not_a_number"),
    ("projects.projects.trl", float("nan"), None, "not_a_number"),
    ("projects.projects.trl", "9", None, "not_a_number"),
    ("projects.projects.trl", 10**18 - 1, 10**18 - 1, "too_large"),
    ("projects.projects.trl", 10**18, None, "not_a_number"),
    ("projects.projects.trl", -(10**18), None, "not_a_number"),
    ("projects.projects.outputs.quantity", "9.5", "9.5", None),
    ("projects.projects.outputs.quantity", "9.50", "9.5", None),
    ("projects.projects.outputs.quantity", "0", "0", None),
    ("projects.projects.outputs.quantity", "1000000000000.1", "1000000000000.1", "too_large"),
    ("projects.projects.outputs.quantity", "-1", None, "too_small"),
    ("projects.projects.outputs.quantity", "0.12345", None, "too_precise"),
    ("projects.projects.outputs.quantity", "1e3", None, "not_a_number"),
    ("projects.projects.outputs.quantity", 9.5, None, "not_a_number"),
    ("general.fiscal_year_start", 2571, 2571, None),
    ("general.fiscal_year_start", 2651, 2651, "too_large"),
    ("general.fiscal_year_start", 2400, 2400, None),
    ("general.fiscal_year_start", 2399, None, "not_a_year"),
    ("general.fiscal_year_start", 9999, 9999, "too_large"),
    ("general.fiscal_year_start", 10000, None, "not_a_year"),
    ("general.fiscal_year_start", "2571", None, "not_a_year"),
    ("projects.projects.activities.end_month", 12, 12, None),
    ("projects.projects.activities.end_month", 1, 1, None),
    ("projects.projects.activities.end_month", 13, None, "too_large"),
    ("projects.projects.activities.end_month", 0, None, "too_small"),
    ("projects.projects.activities.end_month", "ต.ค.", None, "not_a_number"),
    ("risks.risks.due", "2028-02-29", "2028-02-29", None),
    ("risks.risks.due", "2027-02-29", None, "not_a_date"),
    ("risks.risks.due", "2399-12-31", "2399-12-31", None),
    ("risks.risks.due", "2400-01-01", None, "not_a_date"),
    ("risks.risks.due", "20280229", None, "not_a_date"),
    ("risks.risks.due", "๒๐๒๘-๐๒-๒๙", None, "not_a_date"),
    ("risks.risks.due", 5, None, "not_a_date"),
    ("general.plan_type", "pilot", "pilot", None),
    ("general.plan_type", "weekly", None, "not_a_choice"),
    ("general.plan_type", {"code": "pilot"}, None, "not_a_choice"),
    ("needs.needs.districts", ["5003", "5001", "5003"], ["5003", "5001"], None),
    ("needs.needs.districts", ["5003", "5099"], ["5003"], "not_a_choice"),
    ("needs.needs.districts", ["5003", 5001], ["5003"], "not_a_choice"),
    ("needs.needs.districts", "5003", [], "wrong_form"),
    ("issues.issues.indicators.tags", ["work", "rest"], ["work"], "not_a_choice"),
    ("general.province", "50", "50", None),
    ("general.province", "050", None, "unknown_reference"),
    ("general.province", 50, None, "unknown_reference"),
    ("attachments.files.file", "a" * 64, "a" * 64, None),
    ("attachments.files.file", "A" * 64, None, "unknown_reference"),
    ("attachments.files.file", "a" * 64 + "\n", None, "unknown_reference"),
    ("general.round", "2571-five-year", "2571-five-year", None),
    ("general.round", "2571 five year", None, "unknown_reference"),
]


@pytest.mark.parametrize(("place", "given", "kept", "code"), CASES)
def test_what_a_field_keeps(place: str, given: Any, kept: Any, code: str | None) -> None:
    field = outline().fields[place]
    assert KINDS[field.type](field, given) == (kept, code)


def test_no_more_choices_than_the_field_takes() -> None:
    field = outline().fields["needs.needs.districts"]
    codes = [f"{province}01" for province in (*range(30, 50), *range(50, 59), *range(60, 68))]
    codes += [f"{province}02" for province in (*range(30, 38), *range(40, 50))]
    kept, code = KINDS[field.type](field, codes)
    assert (len(kept), code) == (50, "too_many")


def test_exactly_as_many_choices_as_the_field_takes() -> None:
    field = outline().fields["issues.issues.indicators.tags"]
    assert KINDS[field.type](field, list(field.choice)) == (list(field.choice), None)


@pytest.mark.parametrize("text", ["\u0e49\u0e4a\u0e31", "\u0e4a\u0e34\u0e47\u0e31", "ก\ud800ข"])
def test_a_settled_text_is_left_alone(text: str) -> None:
    settled = settle(text)
    assert settled is not None
    assert settle(settled) == settled


def test_what_does_not_settle_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflow.outline.kinds.clean", lambda text: f"{text}่")
    assert settle("ก") is None


@pytest.mark.parametrize(
    ("text", "most", "long"),
    [
        ("ก" * 1000, None, False),
        ("ก ข", 2, False),
        ("ก ข ค", 2, True),
        ("ก" + " " * 598 + "ข", 250, False),
        ("ก" + " " * 599 + "ข", 250, True),
    ],
)
def test_white_space_is_not_counted_and_not_boundless(
    text: str, most: int | None, long: bool
) -> None:
    assert too_long(text, most) is long


def test_a_text_of_a_megabyte_is_too_long_and_soon_said_so() -> None:
    field = outline().fields["general.title_th"]
    before = time.process_time()
    _, code = KINDS["text"](field, "ก่ " * 350_000)
    assert (code, time.process_time() - before < 5) == ("too_long", True)
