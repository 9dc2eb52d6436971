"""Which kind of amendment takes which change."""

from typing import Any

import pytest

from tests.outline.sample import indicator, issue, line, outline, plan, project, put
from workflow.outline.amending import KINDS, clerical, fitting, misfits

PROJECT, INDICATOR = "projects.projects.0", "issues.issues.0.indicators.0"
LINES = project()["budget"]
SECOND = project("50-2571-02", "โดรนสำรวจ") | {"budget": []}
OTHER = {**issue("2", "เพิ่มรายได้จากกาแฟ"), "objective": "ยกระดับผลผลิต", "indicators": []}
MATRIX: list[tuple[str, Any, str]] = [
    ("general.contact_phone", "053999999", "clerical"),
    ("general.contact_name", "ผู้ประสานงานคนใหม่", "clerical"),
    ("attachments.files.0.title", "รายงานการประชุมเวที", "clerical"),
    ("general.title_th", "แผนพัฒนาจังหวัดตัวอย่างง", "clerical"),
    (f"{PROJECT}.name", "เครื่องอัดฟางชุมชม", "clerical"),
    (f"{INDICATOR}.name", "จุดความรอน", "clerical"),
    ("general.title_th", "แผนอื่นทั้งหมดของจังหวัด", "minor"),
    ("general.title_en", "A title that was not there", "minor"),
    ("summary.executive_summary", "สรุปใหม่", "minor"),
    (f"{PROJECT}.target_count", 100, "minor"),
    (f"{PROJECT}.budget.0.item", "เครื่องอัดฟาง 2", "minor"),
    ("needs.forums.0.participants", 59, "minor"),
    ("direction.missions", ["ถ่ายทอดเทคโนโลยี", "สร้างงาน"], "minor"),
    ("attachments.files.0.file", "d" * 64, "minor"),
    ("projects.projects", [], "major"),
    ("projects.projects", [project(), SECOND], "major"),
    ("issues.issues", [issue(), OTHER], "major"),
    (f"{INDICATOR}.target_y1", "170", "major"),
    (f"{INDICATOR}.target_y1", "150", "minor"),
    ("issues.issues.0.indicators", [], "major"),
    ("issues.issues.0.indicators", [indicator(), indicator("ใหม่")], "minor"),
    (f"{PROJECT}.budget", [*LINES, line("PROV", "OPERATING", 3_500_000)], "minor"),
    (f"{PROJECT}.budget", [*LINES, line("PROV", "OPERATING", 3_500_001)], "major"),
    (f"{PROJECT}.budget.1.amount_satang", 1_500_000, "minor"),
    (f"{PROJECT}.budget.1.amount_satang", 1_499_999, "major"),
]


@pytest.mark.parametrize(("way", "value", "lightest"), MATRIX)
def test_the_lightest_kind_that_takes_a_change(way: str, value: Any, lightest: str) -> None:
    texts = plan(), plan(way, value)
    assert fitting(outline(), *texts) == lightest
    fits = [not misfits(kind, outline(), *texts) for kind in KINDS]
    assert fits == [KINDS.index(kind) >= KINDS.index(lightest) for kind in KINDS]


def test_a_text_without_a_change_is_clerical() -> None:
    assert fitting(outline(), plan(), plan()) == "clerical"


def test_a_project_that_goes_is_minor_while_the_money_stays() -> None:
    texts = plan("projects.projects", [project(), SECOND]), plan()
    assert fitting(outline(), *texts) == "minor"


def test_a_plan_without_money_takes_none_in_a_minor_amendment() -> None:
    old = plan(f"{PROJECT}.budget", [])
    new = plan(f"{PROJECT}.budget", [line("PROV", "OPERATING", 1)])
    assert [one.code for one in misfits("minor", outline(), old, new)] == ["amend_total"]


def test_every_reason_is_given_with_its_place() -> None:
    new = put(plan("general.contact_name", "ใหม่"), "monitoring.monitoring", "อื่น")
    new = put(put(new, f"{INDICATOR}.name", "อัตราการมีงานทำ"), f"{PROJECT}.trl", 9)
    found = misfits("clerical", outline(), plan(), new)
    assert [(one.code, one.place) for one in found] == [
        ("amend_not_spelling", "issues.issues.indicators.name"),
        ("amend_not_listed", "projects.projects.trl"),
        ("amend_not_listed", "monitoring.monitoring"),
    ]


def test_a_place_is_named_once_however_many_rows_it_has() -> None:
    lines = [{**one, "unit": "ชุด"} for one in LINES]
    found = misfits("clerical", outline(), plan(), plan(f"{PROJECT}.budget", lines))
    assert [one.place for one in found] == ["projects.projects.budget.unit"]


def test_a_reason_names_its_field_and_the_money_in_both_languages() -> None:
    old, new = plan(), plan(f"{PROJECT}.budget", [])
    (total,) = misfits("minor", outline(), old, new)
    assert ("350,000" in total.words.th, "10 per cent" in total.words.en) == (True, True)
    (listed,) = misfits("clerical", outline(), plan(), plan(f"{PROJECT}.trl", 9))
    assert "change “Projects › Technology readiness level”" in listed.words.en


@pytest.mark.parametrize("place", [*clerical()["corrected"], *clerical()["spelled"]])
def test_every_place_of_the_list_is_a_text_of_the_outline(place: str) -> None:
    field = outline().field(place)
    assert field
    assert field.type == "text"
