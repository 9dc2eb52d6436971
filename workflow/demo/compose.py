"""The text of a generated plan, section by section, in the form of sample_plans.json."""

import datetime as dt
from typing import Any

import geothai

from workflow.demo.documents import attachments
from workflow.demo.draw import Draw, filled, listed
from workflow.demo.projects import indicators, projects
from workflow.demo.setting import Row, Setting, phrases
from workflow.outline.totals import totals
from workflow.states import clock
from workflow.thai.numbers import baht

Body = dict[str, Any]
_GRAVE = 15
_BUDDHIST = 543


def sections(setting: Setting, sent: dt.date) -> dict[str, Body]:
    """Every section of a plan. sent: the day of its first submission; forums were before it."""
    rows = projects(setting)
    forums = _forums(setting, sent)
    whole = {
        "general": _general(setting),
        "summary": _summary(setting, rows),
        "area": _area(setting),
        "needs": _needs(setting, forums),
        "swot": _swot(setting),
        "direction": _direction(setting),
        "issues": _issues(setting, rows),
        "projects": {"projects": rows},
        "budget": {"ceiling_reason": ""},
        "risks": _risks(setting),
        "monitoring": _monitoring(setting),
    }
    return {**whole, "attachments": attachments(whole)}


def _general(setting: Setting) -> Body:
    first, last = setting.years[0], setting.years[-1]
    one = first == last
    span_th = f"{first}" if one else f"{first} – {last}"
    span_en = f"Fiscal Year {first}" if one else f"B.E. {first}–{last}"
    slug = setting.province["name_en"].lower().replace(" ", "").replace("-", "")
    return {
        "province": setting.code,
        "round": setting.round["code"],
        "plan_type": setting.plan_type,
        "title_th": f"แผนพัฒนาจังหวัด{setting.name}ด้วยวิทยาศาสตร์ เทคโนโลยี และนวัตกรรม พ.ศ. {span_th}",
        "title_en": f"{setting.province['name_en']} STI Development Plan, {span_en}",
        "fiscal_year_start": first,
        "fiscal_year_end": last,
        "lead_institution": setting.institution["code"],
        "contact_name": f"ผู้ประสานงานสาธิตจังหวัด{setting.name}",
        "contact_position": "นักวิชาการประจำคลินิกเทคโนโลยี (ข้อมูลสาธิต)",
        "contact_email": f"contact.{slug}@clinic.example",
        "contact_phone": f"0200000{setting.code}",
    }


def _summary(setting: Setting, rows: list[Body]) -> Body:
    texts = phrases()["summary"]
    values = {
        "province": setting.name,
        "n": len(setting.subjects),
        "names": listed([one.texts["issue"] for one in setting.subjects]),
        "projects": len(rows),
        "money": baht(totals({"projects": {"projects": rows}}).total),
        "gains": listed([one.texts["gain"] for one in setting.subjects]),
    }
    told = [setting.draw.one(texts["open"]), texts["issues"], texts["results"]]
    return {"executive_summary": _paragraphs(told, values)}


def _area(setting: Setting) -> Body:
    draw, texts = setting.draw, phrases()["area"]
    told = [
        draw.one(phrases()["land"][setting.land]),
        " ".join(one.texts["profile"] for one in setting.subjects[:3]),
        draw.one(texts["close"]),
    ]
    figures = [(one.texts["base"], one.texts["base"]["range"]) for one in setting.subjects]
    figures.append(({"indicator": "ครัวเรือนในพื้นที่เป้าหมาย", "unit": "ครัวเรือน"}, [600, 4200]))
    figures.append(({"indicator": texts["volunteers"], "unit": "คน"}, [40, 190]))
    return {
        "area_profile": _paragraphs(told, {"province": setting.name}),
        "baseline": [
            {
                "indicator": what["indicator"],
                "unit": what["unit"],
                "value": str(draw.number(limits)),
                "year": setting.known,
                "source": draw.one(texts["source"]),
            }
            for what, limits in figures
        ],
        "resources": _resources(setting),
    }


def _resources(setting: Setting) -> list[Body]:
    draw, texts = setting.draw, phrases()["area"]
    clinic = {
        "type": "CLINIC",
        "name": setting.clinic,
        "host": setting.institution["name_th"],
        "capability": draw.one(texts["clinic_capability"]),
    }
    district = geothai.district(setting.subjects[0].districts[0])
    node = {
        "type": "NODE_VILLAGE",
        "name": f"หมู่บ้านแม่ข่าย อำเภอ{district.name_th if district else ''}",
        "host": "วิสาหกิจชุมชนในพื้นที่ (ข้อมูลสาธิต)",
        "capability": draw.one(texts["node_capability"]),
    }
    return [clinic, node] if draw.chance(60) else [clinic]


def _forums(setting: Setting, sent: dt.date) -> list[Body]:
    draw = setting.draw
    codes = list(dict.fromkeys(code for one in setting.subjects for code in one.districts))
    chosen = draw.some(codes, draw.number((3, 4)))
    days = sorted(sent - dt.timedelta(days=draw.number((12, 88))) for _ in chosen)
    return [
        {
            "date": _working_day(day).isoformat(),
            "place": draw.one(phrases()["needs"]["places"]).format(d=_district(code)),
            "participants": draw.number((34, 96)),
        }
        for day, code in zip(days, chosen, strict=True)
    ]


def _working_day(day: dt.date) -> dt.date:
    while not clock.is_working_day(day):
        day -= dt.timedelta(days=1)
    return day


def _district(code: str) -> str:
    found = geothai.district(code)
    return found.name_th if found else ""


def _needs(setting: Setting, forums: list[Body]) -> Body:
    draw, texts = setting.draw, phrases()["needs"]
    people = sum(forum["participants"] for forum in forums)
    told = [draw.one(texts["forum"]), *(one.texts["story"] for one in setting.subjects)]
    return {
        "problems_and_needs": _paragraphs(told, {"n": len(forums), "people": people}),
        "needs": [
            {
                "problem": one.texts["need"],
                "group": one.texts["group"],
                "districts": list(one.districts),
                "severity": draw.number((3, 5)),
                "evidence": draw.one(texts["evidence"]),
            }
            for one in setting.subjects
        ],
        "forums": forums,
    }


def _swot(setting: Setting) -> Body:
    sides = {
        "strengths": "strength",
        "weaknesses": "weakness",
        "opportunities": "opportunity",
        "threats": "threat",
    }
    return {
        side: [
            *(one.texts[key] for one in setting.subjects),
            setting.draw.one(phrases()["swot"][side]),
        ]
        for side, key in sides.items()
    }


def _direction(setting: Setting) -> Body:
    draw, texts = setting.draw, phrases()["direction"]
    values = {"province": setting.name, "cluster": setting.province["cluster_th"]}
    levels = {
        "national": draw.one(texts["national"]),
        "province": texts["province"],
        "cluster": texts["cluster"],
    }
    return {
        "vision": draw.one(texts["vision"]).format_map(values),
        "direction_note": draw.one(texts["note"]),
        "missions": [one.texts["mission"] for one in setting.subjects],
        "alignment": [
            {"level": level, "text": text.format_map(values)} for level, text in levels.items()
        ],
    }


def _issues(setting: Setting, rows: list[Body]) -> Body:
    return {
        "issues": [
            {
                "code": str(number),
                "name": one.texts["issue"],
                "objective": one.texts["objective"],
                "indicators": indicators(setting, one),
                "strategies": [row["name"] for row in rows if row["issue"] == str(number)],
            }
            for number, one in enumerate(setting.subjects, 1)
        ]
    }


def _risks(setting: Setting) -> Body:
    common = setting.draw.one(phrases()["risks"]["common"])
    told = [*(one.texts["risk"] for one in setting.subjects), common]
    return {"risks": [_risk(setting.draw, texts, setting.years[0]) for texts in told]}


def _risk(draw: Draw, texts: Row, first: int) -> Body:
    likelihood, impact = draw.number((2, 4)), draw.number((2, 5))
    grave = likelihood * impact >= _GRAVE
    due = dt.date(first - _BUDDHIST - 1, 12, 30).isoformat()
    return {
        "risk": texts["risk"],
        "likelihood": likelihood,
        "impact": impact,
        "mitigation": texts["mitigation"],
        "owner": texts["owner"],
        "due": due if grave else None,
    }


def _monitoring(setting: Setting) -> Body:
    texts, years = phrases()["monitoring"], setting.years
    middle = years[len(years) // 2]
    told = [setting.draw.one(texts["how"]), setting.draw.one(texts["then"])]
    return {"monitoring": _paragraphs(told, {"year": middle})}


def _paragraphs(told: list[str], values: Row) -> str:
    return "\n\n".join(filled(told, values))
