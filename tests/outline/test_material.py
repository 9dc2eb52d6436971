"""Whether a corrected plan is another plan."""

from typing import Any

import pytest
from hypothesis import given

from tests.outline.sample import indicator, issue, line, plan, project, put
from tests.outline.strategies import MODEST, bodies
from workflow.outline.material import material_changes

PROJECTS = "projects.projects"
INDICATORS = "issues.issues.0.indicators"
SECOND = project("50-2571-02", "โดรนสำรวจ") | {"budget": []}
RISING = indicator("รายได้", "up") | {"target_y1": "200", "target_y2": "9.5"}
OTHER = {
    "code": "2",
    "name": "เพิ่มรายได้จากกาแฟ",
    "objective": "ยกระดับคุณภาพของผลผลิตให้ขายได้ราคา",
    "indicators": [],
    "strategies": [],
}


def codes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Codes of the material changes."""
    return [one.code for one in material_changes(old, new)]


@pytest.mark.parametrize(
    ("way", "value", "expected"),
    [
        ("general.title_th", "แผนใหม่ของจังหวัด", []),
        (PROJECTS, [project(), SECOND], ["project_added"]),
        (PROJECTS, [project() | {"name": "ชื่ออื่น"}], []),
        (PROJECTS, [project("50-2571-02")], ["project_added", "project_removed"]),
        (f"{PROJECTS}.0.code", "", ["project_added", "project_removed"]),
        ("issues.issues", [issue(), OTHER], ["issue_added"]),
        ("issues.issues", [OTHER | {"code": "1"}, issue("2")], ["issue_added"]),
        ("issues.issues.0.name", "ลดการเผาในที่โล่ง", []),
        ("issues.issues.0.code", "2", []),
        ("issues.issues", [OTHER | {"code": "1"}], ["issue_added", "target_lowered"]),
        (INDICATORS, [indicator(), indicator("ใหม่")], []),
        (INDICATORS, [], ["target_lowered"]),
        (f"{INDICATORS}.0.name", "จุดความร้อนสะสม", []),
        (f"{INDICATORS}.0.baseline_value", "999", []),
        (f"{INDICATORS}.0.direction", "up", []),
    ],
)
def test_what_is_material(way: str, value: Any, expected: list[str]) -> None:
    assert codes(plan(), plan(way, value)) == expected


@pytest.mark.parametrize(
    ("way", "value", "names"),
    [
        (PROJECTS, [project(), SECOND], ["โดรนสำรวจ"]),
        (PROJECTS, [project("50-2571-02", "ใหม่")], ["ใหม่", project()["name"]]),
        ("issues.issues", [issue(), OTHER], [OTHER["name"]]),
        (PROJECTS, [project(), SECOND | {"name": ""}], ["ยังไม่มีชื่อ"]),
    ],
)
def test_a_material_change_names_what_came_and_went(way: str, value: Any, names: list[str]) -> None:
    said = [change.words.th for change in material_changes(plan(), plan(way, value))]
    assert len(said) == len(names)
    assert all(name in words for name, words in zip(names, said, strict=True))


def test_an_issue_and_an_indicator_are_known_by_their_name_alone() -> None:
    same = indicator() | {"unit": "ร้อยละของครัวเรือนทั้งหมด", "baseline_value": "0"}
    changed = OTHER | {"name": issue()["name"], "indicators": [same]}
    assert codes(plan(), plan("issues.issues", [changed])) == []


@pytest.mark.parametrize(
    ("direction", "now", "lowered"),
    [
        ("up", "159.9999", True),
        ("up", "160", False),
        ("up", "161", False),
        ("up", "1000", False),
        ("up", "20", True),
        ("down", "160.0001", True),
        ("down", "160", False),
        ("down", "20", False),
        ("down", "1000", True),
        ("keep", "160", False),
        ("keep", "160.0001", True),
        ("keep", "159", True),
        ("up", None, True),
        ("down", None, True),
        ("keep", None, True),
        (None, "159", True),
    ],
)
def test_lowered_goes_by_the_direction(
    direction: str | None, now: str | None, lowered: bool
) -> None:
    old = plan(f"{INDICATORS}.0.direction", direction)
    new = put(old, f"{INDICATORS}.0.target_y1", now)
    assert codes(old, new) == ["target_lowered"] * lowered


def test_the_direction_promised_counts() -> None:
    old = plan(INDICATORS, [RISING])
    new = plan(INDICATORS, [RISING | {"direction": "down", "target_y1": "150"}])
    assert codes(old, new) == ["target_lowered"]


def test_a_target_that_was_never_stated_cannot_be_lowered() -> None:
    old = plan(f"{INDICATORS}.0.target_y5", None)
    assert codes(old, put(old, f"{INDICATORS}.0.target_y5", "5")) == []


def test_an_indicator_that_moved_to_another_issue_is_the_same() -> None:
    old = plan("issues.issues", [issue(), OTHER])
    new = plan(
        "issues.issues", [issue() | {"indicators": []}, OTHER | {"indicators": [indicator()]}]
    )
    assert codes(old, new) == []


@pytest.mark.parametrize(
    ("before", "after", "material"),
    [
        (1000, 1299, False),
        (1000, 1300, True),
        (1000, 701, False),
        (1000, 700, True),
        (10**14 + 1, 13 * 10**13, False),
        (10**14, 13 * 10**13, True),
        (3, 3, False),
        (1, 2, True),
        (None, None, False),
        (None, 1, True),
        (1, None, True),
    ],
)
def test_thirty_per_cent_exactly(before: int | None, after: int | None, material: bool) -> None:
    old, new = (
        plan(f"{PROJECTS}.0.budget", [line("PROV", "OPERATING", satang)])
        for satang in (before, after)
    )
    assert codes(old, new) == ["budget_changed"] * material


@pytest.mark.parametrize(
    ("way", "value", "th", "en"),
    [
        (
            PROJECTS,
            [project(), SECOND],
            "เพิ่มโครงการ “โดรนสำรวจ”",
            "A project was added: “โดรนสำรวจ”.",
        ),
        (
            f"{PROJECTS}.0.budget",
            [line("PROV", "OPERATING", 70_000_050)],
            "งบประมาณรวมเปลี่ยนจาก 350,000 บาท เป็น 700,000.50 บาท ตั้งแต่ร้อยละ 30 ขึ้นไป",
            "The total budget changed from 350,000 to 700,000.50 baht, by 30 per cent or more.",
        ),
        (
            f"{INDICATORS}.0.target_y4",
            "95",
            "ค่าเป้าหมายปีที่ 4 ของตัวชี้วัด “จุดความร้อน” ท้าทายน้อยลง จาก 90.5 เป็น 95",
            "The year 4 target of the indicator “จุดความร้อน” is less ambitious: "
            "90.5 before, 95 now.",
        ),
        (
            INDICATORS,
            [],
            "ตัดค่าเป้าหมายปีที่ 1 ของตัวชี้วัด “จุดความร้อน” ออก เดิมกำหนดไว้ 160",
            "The year 1 target of the indicator “จุดความร้อน” is gone; it was 160.",
        ),
        (
            PROJECTS,
            [project(), {"code": "50-2571-02"}],
            "เพิ่มโครงการ “ยังไม่มีชื่อ”",
            "A project was added: “no name yet”.",
        ),
    ],
)
def test_the_drafter_is_told(way: str, value: Any, th: str, en: str) -> None:
    (change,) = material_changes(plan(), plan(way, value))
    assert tuple(change.words) == (th, en)


@pytest.mark.parametrize("body", [{}, {"projects": None, "issues": []}])
def test_an_empty_plan_against_itself_is_not_material(body: dict[str, Any]) -> None:
    assert material_changes(body, body) == []


@MODEST
@given(bodies("issues", "projects"))
def test_no_plan_differs_from_itself(body: dict[str, Any]) -> None:
    assert material_changes(body, body) == []
