"""Projects of a generated plan with their money, and the indicators of its issues."""

from collections.abc import Sequence
from typing import Any

from workflow.demo.draw import Draw
from workflow.demo.setting import Row, Setting, Subject

_SATANG = 100
_RUNNING = (
    "ค่าวัสดุและค่าจัดอบรม",
    "ค่าตรวจวิเคราะห์และติดตามผล",
    "ค่าบำรุงรักษาและสนับสนุนกลุ่มเป้าหมาย",
)
_RAISED = {"PRIVATE": "เงินสมทบของผู้ประกอบการ", "LAO": "เงินสมทบของท้องถิ่น", "FUND": "เงินสนับสนุนจากกองทุน"}
_STEPS = ((20_000, 500), (2_000, 50), (300, 5))
"""Targets from a size on are round numbers."""
_ONE_YEAR = 0.3
"""Share of the way of five years that a plan of one year goes."""


def projects(setting: Setting) -> list[dict[str, Any]]:
    """Every issue's projects, numbered through: one or two for each, five at most."""
    rows: list[dict[str, Any]] = []
    spare = 5 - len(setting.subjects)
    for number, subject in enumerate(setting.subjects, 1):
        told = setting.draw.mixed(subject.texts["projects"])
        n = 2 if spare and setting.draw.chance(45) else 1
        spare -= n - 1
        for texts in told[:n]:
            code = f"{setting.code}-{setting.years[0]}-{len(rows) + 1:02}"
            rows.append(_project(setting, subject, texts, (code, str(number))))
    return rows


def indicators(setting: Setting, subject: Subject) -> list[dict[str, Any]]:
    """One or two indicators of an issue, with a target for every year of the plan."""
    draw = setting.draw
    return [
        _indicator(setting, texts) for texts in draw.some(subject.texts["indicators"], _few(draw))
    ]


def _few(draw: Draw) -> int:
    return 2 if draw.chance(55) else 1


def _indicator(setting: Setting, texts: Row) -> dict[str, Any]:
    base, reach = setting.draw.number(texts["base"]), setting.draw.number(texts["reach"])
    targets = _targets(base, reach, len(setting.years))
    return {
        "name": texts["name"],
        "unit": texts["unit"],
        "direction": texts["direction"],
        "baseline_value": str(_rounded(base)),
        "baseline_year": setting.known,
        **{f"target_y{n}": targets[n - 1] if n <= len(targets) else None for n in range(1, 6)},
        "tags": list(texts["tags"]),
    }


def _targets(base: int, reach: int, years: int) -> list[str]:
    shares = [n / years for n in range(1, years + 1)] if years > 1 else [_ONE_YEAR]
    return [str(_rounded(base + (reach - base) * share)) for share in shares]


def _rounded(value: float) -> int:
    step = next((step for least, step in _STEPS if value >= least), 1)
    return round(value / step) * step


def _project(
    setting: Setting, subject: Subject, texts: Row, numbers: tuple[str, str]
) -> dict[str, Any]:
    draw, item = setting.draw, texts.get("item")
    n = draw.number(item["n"]) if item else 0
    code, issue = numbers
    return {
        "code": code,
        "name": texts["name"],
        "issue": issue,
        "rationale": texts["rationale"],
        "mechanism": texts["mechanism"],
        "mechanism_other": "",
        "mechanisms_extra": _extra(draw, texts["mechanism"]),
        "technology": texts["technology"],
        "trl": draw.number(texts["trl"]),
        "lead_agency": _lead(setting, texts["lead"]),
        "co_agencies": list(texts["co"]),
        "districts": list(subject.districts),
        "site": "",
        "target_group": texts["target"],
        "target_count": draw.number(texts["count"], 10),
        "activities": _activities(setting, texts["activities"]),
        "outputs": [_counted(draw, texts["output"], n)],
        "outcomes": [_counted(draw, texts["outcome"], 0)],
        **_readiness(draw, texts),
        "budget": _budget(setting, texts, n),
    }


def _extra(draw: Draw, main: str) -> list[str]:
    return ["CLINIC"] if main != "CLINIC" and draw.chance(30) else []


def _lead(setting: Setting, lead: str) -> str:
    return setting.clinic if lead == "clinic" else f"สำนักงานจังหวัด{setting.name}"


def _counted(draw: Draw, texts: Row, n: int) -> dict[str, str]:
    """What is delivered or changes: as many as are bought, or as the topic says."""
    quantity = draw.number(texts["n"]) if "n" in texts else n
    return {"name": texts["name"], "unit": texts["unit"], "quantity": str(quantity)}


def _activities(setting: Setting, names: Sequence[str]) -> list[dict[str, Any]]:
    """Activities one after another: in the first year, the last in the second if there is one."""
    length = 12 // len(names)
    rows = [
        {
            "name": name,
            "fiscal_year": setting.years[0],
            "start_month": place * length + 1,
            "end_month": (place + 1) * length,
        }
        for place, name in enumerate(names)
    ]
    if len(setting.years) > 1:
        rows[-1] |= {"fiscal_year": setting.years[1], "start_month": 1, "end_month": 6}
    return rows


def _readiness(draw: Draw, texts: Row) -> dict[str, str | None]:
    if "item" not in texts:
        return dict.fromkeys(_READINESS)
    pending = texts.get("pending", False) and draw.chance(60)
    answers = (
        "pending" if pending else "ready",
        "ready",
        "pending" if draw.chance(20) else "ready",
        "ready" if pending else "not_required",
    )
    return dict(zip(_READINESS, answers, strict=True))


_READINESS = (
    "readiness_site",
    "readiness_design",
    "readiness_reference_price",
    "readiness_permission",
)


def _budget(setting: Setting, texts: Row, n: int) -> list[dict[str, Any]]:
    draw, years = setting.draw, setting.years
    lines = []
    if item := texts.get("item"):
        source = draw.one(["PROV", "PROV", "CLUSTER", "MINISTRY"])
        price = draw.number(item["price"], 1_000)
        lines.append(_bought(years[0], source, item, (n, price)))
    if partner := texts.get("partner"):
        amount = draw.number((60, 240), 10) * 1_000
        category = "SUBSIDY" if partner == "FUND" else "OPERATING"
        lines.append(_spent(years[0], (partner, category), _RAISED[partner], amount))
    first = 1 if lines and len(years) > 1 else 0
    running = draw.number(texts["running"], 10) * 1_000
    for place, year in enumerate(years[first : first + draw.number((2, 4))]):
        source = draw.one(["PROV", "PROV", "MINISTRY"])
        amount = running * (100 - 15 * place) // 100_000 * 1_000
        lines.append(_spent(year, (source, "OPERATING"), _RUNNING[place % 3], amount))
    return lines


def _bought(year: int, source: str, item: Row, bought: tuple[int, int]) -> dict[str, Any]:
    n, price = bought
    return {
        "fiscal_year": year,
        "source": source,
        "category": "INVESTMENT",
        "item": item["name"],
        "quantity": str(n),
        "unit": item["unit"],
        "unit_cost_satang": price * _SATANG,
        "amount_satang": n * price * _SATANG,
    }


def _spent(year: int, of: tuple[str, str], item: str, amount: int) -> dict[str, Any]:
    source, category = of
    return {
        "fiscal_year": year,
        "source": source,
        "category": category,
        "item": item,
        "quantity": None,
        "unit": "",
        "unit_cost_satang": None,
        "amount_satang": amount * _SATANG,
    }
