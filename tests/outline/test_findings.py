"""Where a finding stands, how it is said and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outline.sample import outline
from tests.outline.small import with_change
from tests.outline.strategies import PATIENT
from workflow.outline.findings import Finding, Findings, anchor, found, sort
from workflow.outline.outline import parse
from workflow.thai.words import Words

WORDS = Words("ก", "a")


def one(place: str, row: tuple[int, ...] = (), code: str = "required") -> Finding:
    """A finding at a place."""
    return Finding(code, "error", place, row, WORDS)


@pytest.mark.parametrize(
    ("place", "row", "name"),
    [
        ("general.title_th", (), "title_th"),
        ("general", (), "general"),
        ("swot.threats", (2,), "threats-2"),
        ("needs.forums.date", (1,), "forums-1-date"),
        ("projects.projects", (3,), "projects-3"),
        ("projects.projects.trl", (3,), "projects-3-trl"),
        ("projects.projects.co_agencies", (0, 2), "projects-0-co_agencies-2"),
        ("projects.projects.budget.amount_satang", (1, 3), "projects-1-budget-3-amount_satang"),
        ("projects.projects.budget.amount_satang", (1,), "projects-1-budget"),
        ("projects.projects.issue", (), "projects"),
    ],
)
def test_the_id_of_a_control(place: str, row: tuple[int, ...], name: str) -> None:
    assert one(place, row).anchor == anchor(place, row) == name


def test_every_field_has_an_id_of_its_own() -> None:
    places = list(outline().fields)
    assert len({anchor(place, (0,) * (place.count(".") - 1)) for place in places}) == len(places)


def test_a_finding_knows_its_section() -> None:
    assert one("needs.forums.date", (1,)).section == "needs"


@pytest.mark.parametrize(
    ("code", "place", "th", "en"),
    [
        ("required", "general.title_th", "โปรดกรอกชื่อแผน", "Please fill in Title (Thai)."),
        (
            "too_short",
            "summary.executive_summary",
            "บทสรุปผู้บริหารต้องมีอย่างน้อย 150 ตัวอักษร ไม่นับช่องว่าง",
            "Executive summary needs at least 150 characters, not counting spaces.",
        ),
        (
            "too_long",
            "swot.threats",
            "อุปสรรคต้องไม่เกิน 300 ตัวอักษร ไม่นับช่องว่าง",
            "Threats may have at most 300 characters, not counting spaces.",
        ),
        (
            "too_many",
            "swot.threats",
            "อุปสรรคต้องไม่เกิน 10 รายการ",
            "Threats may have at most 10 entries.",
        ),
        (
            "too_large",
            "projects.projects.budget.amount_satang",
            "จำนวนเงินต้องไม่เกิน 10,000,000,000 บาท",
            "Amount must be at most 10,000,000,000 baht.",
        ),
        (
            "too_large",
            "general.fiscal_year_end",
            "ปีงบประมาณสิ้นสุดต้องไม่เกิน 2650",
            "Last fiscal year must be at most 2650.",
        ),
        (
            "too_small",
            "projects.projects.budget.quantity",
            "จำนวนต้องไม่น้อยกว่า 0.0001",
            "Quantity must be at least 0.0001.",
        ),
        (
            "too_small",
            "projects.projects.activities.end_month",
            "เดือนสิ้นสุดต้องไม่น้อยกว่า 1",
            "End month must be at least 1.",
        ),
        ("too_small", "general.plan_type", "ประเภทแผนต้องไม่น้อยกว่า ", "Plan type must be at least ."),
        (
            "wrong_form",
            "general",
            "ข้อมูลทั่วไปไม่อยู่ในรูปแบบที่ระบบรับได้",
            "General information is not in a form that can be kept.",
        ),
    ],
)
def test_a_field_message_is_filled_in(code: str, place: str, th: str, en: str) -> None:
    assert found(outline(), code, place).words == Words(th, en)


@pytest.mark.parametrize(
    ("limits", "said"), [("", "Colour 1-12"), ("min = 2\nmax = 11", "Colour 2-11")]
)
def test_a_month_without_limits_is_one_of_twelve(limits: str, said: str) -> None:
    other = parse(with_change('type = "choice"', f'type = "month"\n{limits}'))
    assert found(other, "too_large", "general.colour").words.en == said


def test_a_message_may_be_about_a_name() -> None:
    finding = found(outline(), "unknown_key", "general", label="{min}")
    assert finding.words == Words("ไม่มีช่องชื่อ {min}", "There is no field called {min}.")


def test_findings_come_in_the_order_of_reading() -> None:
    ordered = [
        one("general"),
        one("general.title_th"),
        one("projects.projects.name", (0,)),
        one("projects.projects.budget", (0,)),
        one("projects.projects.budget.item", (0, 1)),
        one("projects.projects.budget.fiscal_year", (0, 2)),
        one("projects.projects.name", (1,)),
        one("projects.projects.co_agencies", (1, 0), "too_long"),
        one("projects.projects.co_agencies", (1, 0), "too_short"),
        one("attachments.files"),
    ]
    assert sort(outline(), reversed(ordered)) == ordered


def test_of_the_same_place_row_and_code_one_is_kept() -> None:
    first = Finding("trl_low", "error", "projects.projects.trl", (0,), WORDS, ("a",))
    second = Finding("trl_low", "error", "projects.projects.trl", (0,), WORDS, ("b",))
    assert sort(outline(), [first, second]) == [first]


def test_codes_are_those_of_the_warnings() -> None:
    findings = Findings((one("general", code="required"),), (one("general", code="round_late"),))
    assert findings.codes == {"round_late"}


@PATIENT
@given(st.lists(st.integers(0, 99), max_size=4))
def test_an_id_has_no_stranger_characters(row: list[int]) -> None:
    name = anchor("projects.projects.budget.amount_satang", row)
    assert name.replace("-", "").replace("_", "").isalnum()
