"""A complete plan in a few lines: no error, no warning. Tests change one thing in a copy of it."""

import copy
import datetime as dt
from typing import Any

from workflow.outline.context import Context, Round
from workflow.outline.outline import Outline, default_text, read
from workflow.outline.validate import validate

Sections = dict[str, Any]
MINUTES, SITE, PARTNER = "a" * 64, "b" * 64, "c" * 64
_LONG = "ข้อความตัวอย่างสำหรับการทดสอบโครงแผนของจังหวัด " * 6

ROUND = Round(
    fiscal_year_start=2571,
    fiscal_year_end=2575,
    plan_types=frozenset({"five_year"}),
    closes=dt.date(2026, 12, 30),
    late_allowed=True,
    ceiling_satang=2_000_000_000,
    ceiling_sources=frozenset({"PROV", "CLUSTER"}),
)
CONTEXT = Context(
    day=dt.date(2026, 11, 16),
    province="50",
    round=ROUND,
    institution="INST-50",
    files=frozenset({MINUTES, SITE, PARTNER}),
)


def outline() -> Outline:
    """The outline that comes with the product."""
    return read(default_text())


def sections() -> Sections:
    """A fresh complete plan in stored form: one issue, one project, two budget lines."""
    return {
        "general": _general(),
        "summary": {"executive_summary": _LONG.strip()},
        "area": _area(),
        "needs": _needs(),
        "swot": {
            "strengths": ["ดินดี"],
            "weaknesses": ["น้ำน้อย"],
            "opportunities": ["ตลาดโต"],
            "threats": ["ฝุ่นควัน"],
        },
        "direction": {
            "vision": "จังหวัดแห่งนวัตกรรม",
            "direction_note": "",
            "missions": ["ถ่ายทอดเทคโนโลยี"],
            "alignment": [{"level": "province", "text": "แผนพัฒนาจังหวัด"}],
        },
        "issues": {"issues": [issue()]},
        "projects": {"projects": [project()]},
        "budget": {"ceiling_reason": ""},
        "risks": {"risks": [_risk()]},
        "monitoring": {"monitoring": _LONG.strip()},
        "attachments": {"files": _files()},
    }


def _general() -> Sections:
    return {
        "province": "50",
        "round": "2571-five-year",
        "plan_type": "five_year",
        "title_th": "แผนพัฒนาจังหวัดตัวอย่าง",
        "title_en": "",
        "fiscal_year_start": 2571,
        "fiscal_year_end": 2575,
        "lead_institution": "INST-50",
        "contact_name": "ผู้ประสานงาน",
        "contact_position": "นักวิชาการ",
        "contact_email": "contact@clinic.example",
        "contact_phone": "053000050",
    }


def _area() -> Sections:
    names = ("ครัวเรือน", "โรงอบ", "อาสาสมัคร")
    return {
        "area_profile": _LONG.strip(),
        "baseline": [
            {"indicator": name, "unit": "หน่วย", "value": "9.5", "year": 2569, "source": "สำรวจ"}
            for name in names
        ],
        "resources": [
            {"type": "CLINIC", "name": "คลินิก", "host": "วิทยาลัย", "capability": ""},
        ],
    }


def _needs() -> Sections:
    return {
        "problems_and_needs": _LONG.strip(),
        "needs": [
            {
                "problem": "หมอกควัน",
                "group": "เกษตรกร",
                "districts": ["5003", "5001"],
                "severity": 4,
                "evidence": "สรุปเวที",
            }
        ],
        "forums": [{"date": "2026-06-17", "place": "หอประชุม", "participants": 58}],
    }


def issue(code: str = "1", name: str = "ลดการเผา") -> Sections:
    """A development issue with one indicator."""
    return {
        "code": code,
        "name": name,
        "objective": "ลดจุดความร้อนในพื้นที่เกษตรของจังหวัด",
        "indicators": [indicator()],
        "strategies": ["เครื่องอัดฟาง"],
    }


def indicator(name: str = "จุดความร้อน", direction: str = "down") -> Sections:
    """An indicator that falls from 186 to 60."""
    return {
        "name": name,
        "unit": "จุด/ปี",
        "direction": direction,
        "baseline_value": "186",
        "baseline_year": 2569,
        "target_y1": "160",
        "target_y2": "140",
        "target_y3": "120",
        "target_y4": "90.5",
        "target_y5": "60",
        "tags": ["quality_of_life"],
    }


def project(code: str = "50-2571-01", name: str = "เครื่องอัดฟางชุมชน") -> Sections:
    """A project that invests 300,000 baht of the province and 50,000 of a company."""
    return {
        "code": code,
        "name": name,
        "issue": "1",
        "rationale": _LONG.strip(),
        "mechanism": "CLINIC",
        "mechanism_other": "",
        "mechanisms_extra": ["STV"],
        "technology": "เครื่องอัดฟาง",
        "trl": 8,
        "lead_agency": "คลินิกเทคโนโลยี",
        "co_agencies": ["สหกรณ์การเกษตร"],
        "districts": ["5003"],
        "site": "",
        "target_group": "เกษตรกร",
        "target_count": 120,
        **_results(),
        "readiness_site": "ready",
        "readiness_design": "ready",
        "readiness_reference_price": "pending",
        "readiness_permission": "not_required",
        "budget": [
            line("PROV", "INVESTMENT", 30_000_000, item="เครื่องอัดฟาง")
            | {"quantity": "3", "unit": "เครื่อง", "unit_cost_satang": 10_000_000},
            line("PRIVATE", "OPERATING", 5_000_000, year=2572),
        ],
    }


def _results() -> Sections:
    return {
        "activities": [
            {"name": "อบรม", "fiscal_year": 2571, "start_month": 1, "end_month": 12},
        ],
        "outputs": [{"name": "เครื่องอัดฟาง", "unit": "เครื่อง", "quantity": "3"}],
        "outcomes": [{"name": "ฟางที่ไม่เผา", "unit": "ตัน/ปี", "quantity": "400"}],
    }


def line(
    source: str, category: str, satang: int | None, year: int | None = 2571, item: str = ""
) -> Sections:
    """A budget line without quantity, unit and unit cost."""
    return {
        "fiscal_year": year,
        "source": source,
        "category": category,
        "item": item,
        "quantity": None,
        "unit": "",
        "unit_cost_satang": None,
        "amount_satang": satang,
    }


def _risk() -> Sections:
    return {
        "risk": "เครื่องเสีย",
        "likelihood": 3,
        "impact": 5,
        "mitigation": "ซ่อมบำรุง",
        "owner": "คลินิก",
        "due": "2028-03-31",
    }


def _files() -> list[Sections]:
    return [
        {"kind": "minutes", "about": "2026-06-17", "title": "รายงานเวที", "file": MINUTES},
        {"kind": "site_consent", "about": "50-2571-01", "title": "ยินยอม", "file": SITE},
        {"kind": "partner_consent", "about": "50-2571-01", "title": "ยินยอม", "file": PARTNER},
    ]


def put(body: Sections, way: str, value: Any) -> Sections:
    """A copy with the value at a dotted way of keys and indexes: `projects.projects.0.trl`."""
    changed = copy.deepcopy(body)
    inside: Any = changed
    *steps, last = (int(step) if step.isdigit() else step for step in way.split("."))
    for step in steps:
        inside = inside[step]
    inside[last] = value
    return changed


def plan(way: str = "", value: Any = None) -> Sections:
    """The complete plan, with one thing changed where a way is given."""
    return put(sections(), way, value) if way else sections()


def found(body: Sections, context: Context = CONTEXT) -> list[tuple[str, str, tuple[int, ...]]]:
    """Code, place and row of everything that is found in a plan."""
    findings = validate(outline(), body, context)
    return [(one.code, one.place, one.row) for one in (*findings.errors, *findings.warnings)]
