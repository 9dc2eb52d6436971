"""What changed between two texts of a plan, as people read it."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.acting import (
    CHIANG_MAI,
    NAN,
    RETURNED,
    SAMUT_SONGKHRAM,
    act,
    answers,
    by_hand,
    row,
    save,
)
from tests.views.deeds import inside
from workflow.extensions import db
from workflow.models import Revision

MADE = f"/plans/{CHIANG_MAI}/revisions/1/changes/3"
Text = dict[str, Any]


@pytest.fixture
def reader(sign_in_as: SignInAs) -> Visitor:
    """Somebody who reads every plan."""
    return sign_in_as("secretariat.1")


def frozen(app: Flask, change: Callable[[Text], object]) -> None:
    """Freeze a third text of Chiang Mai: the first, changed."""
    inside(app, _freeze, change)


def test_fields_and_rows_say_how_they_changed(reader: Visitor) -> None:
    page = reader.get("/plans/1/revisions/1/changes/2")
    assert page.texts("main .plain a") == ["ข้อมูลจังหวัด", "ปัญหาและความต้องการ"]
    assert page.texts("main .plain .soft") == [
        "แก้ 3 รายการ · เพิ่ม 1 รายการ",
        "แก้ 1 รายการ · เพิ่ม 2 รายการ",
    ]
    assert "119" in "".join(page.texts("#c-needs ~ .diff del"))
    assert "214" in "".join(page.texts("#c-needs ~ .diff ins"))
    assert page.texts(".row--add .change") == ["เพิ่ม", "เพิ่ม", "เพิ่ม"]
    assert "คงเดิม 2 แถว" in page.text()


def test_the_same_money_and_nothing_of_substance_is_said_in_words(reader: Visitor) -> None:
    text = reader.get("/plans/1/revisions/1/changes/2").text()
    assert "งบประมาณคงเดิมทุกปี รวม 10,680,000 บาท" in text
    assert "ไม่เป็นการแก้ไขสาระสำคัญ" in text


def test_money_by_year_and_a_change_in_substance(app: Flask, reader: Visitor) -> None:
    frozen(app, lambda text: _projects(text).pop(0))
    page = reader.get(MADE)
    assert page.one("#money ~ .scroll tfoot").get_text().count("−") == 1
    assert "ตัดโครงการ" in page.text("#material ~ ul")
    assert page.texts("#c-projects ~ .diff .change")[0] == "ลบ"


def test_a_project_elsewhere_is_moved_not_new(app: Flask, reader: Visitor) -> None:
    frozen(app, lambda text: _projects(text).insert(0, _projects(text).pop()))
    (block,) = reader.get(MADE).texts("#c-projects ~ .diff > div")
    assert block.startswith("ย้ายลำดับ")
    assert "จากลำดับที่ 3 เป็นลำดับที่ 1" in block


def test_an_added_project_leads_to_its_text(app: Flask, reader: Visitor) -> None:
    frozen(app, lambda text: _projects(text).append(_projects(text)[0] | {"code": "50-2571-09"}))
    page = reader.get(MADE)
    link = str(page.one("#c-projects ~ .diff a")["href"])
    assert link == "/plans/1/revisions/3/text/projects/50-2571-09"
    assert reader.get(link).code == 200


def test_the_text_as_it_now_reads_is_compared(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, _correct)
    page = sign_in_as("drafter.55").get("/plans/3/revisions/1/changes/now")
    assert page.texts("#c-general ~ .diff ins") == ["ผู้ประสานงานคนใหม่"]
    assert "ฉบับที่ 1 → เนื้อความปัจจุบัน" in page.text(".masthead")


def test_two_equal_texts_say_so(sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.55")
    assert drafter.get("/plans/3/revisions/1/changes/now").has(".empty")
    assert drafter.get("/plans/3/revisions/1/changes/now/needs").has(".empty")


def test_much_stands_section_by_section_and_page_by_page(app: Flask, reader: Visitor) -> None:
    frozen(app, _rewrite)
    page = reader.get(MADE)
    assert not page.has(".diff")
    links = [str(a["href"]) for a in page.all("main .plain a")]
    pages = [leaf for link in links for leaf in _leaves(reader, link)]
    assert len(pages) > len(links) == 11
    assert all(leaf.has(".diff") for leaf in pages)


def test_a_page_before_leads_back(app: Flask, reader: Visitor) -> None:
    frozen(app, _rewrite)
    (first, second, *_) = _leaves(reader, f"{MADE}/projects")
    (back,) = [str(a["href"]) for a in second.all("nav.row-of a")][:1]
    assert reader.get(back).texts(".diff h3") == first.texts(".diff h3")


@pytest.mark.parametrize("start", ["0", "x", "999999", "-1"])
def test_a_page_that_is_not_there_is_one_that_is(app: Flask, reader: Visitor, start: str) -> None:
    frozen(app, _rewrite)
    assert reader.get(f"{MADE}/projects?from={start}").has(".diff")


def test_a_text_of_another_outline_is_compared_by_its_keys(app: Flask, reader: Visitor) -> None:
    frozen(app, _of_another_outline)
    assert "older" in reader.get(MADE).texts("main .plain a")
    assert reader.get(f"{MADE}/older").texts(".diff ins") == ["a: 1 b: 2"]
    for key in ("older", "general", "swot", "area", "projects"):
        assert reader.get(f"{MADE}/{key}").code == 200


@pytest.mark.parametrize(
    "path",
    [
        *("1/revisions/2/changes/1", "1/revisions/1/changes/1", "1/revisions/1/changes/3"),
        *("1/revisions/9/changes/now", "1/revisions/1/changes/then", "6/revisions/1/changes/now"),
        *(
            "1/revisions/1/changes/2/nothing",
            "1/revisions/1/changes/0",
            "900/revisions/1/changes/2",
        ),
    ],
)
def test_what_is_not_there_is_not_found(reader: Visitor, path: str) -> None:
    assert reader.get(f"/plans/{path}").code == 404


def test_revisions_lead_to_what_changed(app: Flask, reader: Visitor) -> None:
    page = reader.get("/plans/1/revisions")
    assert page.texts("tbody td:last-child") == ["ตั้งแต่ฉบับที่ 1", "ฉบับแรก"]
    assert not page.has('a[href$="/changes/now"]')
    inside(app, _correct)
    assert reader.get("/plans/3/revisions").has('a[href="/plans/3/revisions/1/changes/now"]')


def test_points_and_moves_lead_to_what_changed_since_the_return(
    app: Flask, sign_in_as: SignInAs
) -> None:
    drafter, reviewer = sign_in_as("drafter.55"), sign_in_as("clinic.75")
    now = 'a[href="/plans/3/revisions/1/changes/now"]'
    assert drafter.get("/plans/3/points").has(now)
    assert drafter.get("/plans/3/moves/resubmit").has(now)
    assert not reviewer.get("/plans/4/moves/recommend").has('main a[href*="/changes/"]')
    inside(app, _return_and_resubmit)
    since = 'a[href="/plans/4/revisions/1/changes/2"]'
    assert reviewer.get("/plans/4/points").has(since)
    assert reviewer.get("/plans/4/moves/recommend").has(since)


def _leaves(reader: Visitor, path: str) -> list[Page]:
    """A section's pages of changes, from the first to the last."""
    pages = [reader.get(path)]
    while more := [a for a in pages[-1].all("nav.row-of a") if a.text == "รายการถัดไป"]:
        pages.append(reader.get(str(more[0]["href"])))
    return pages


def _projects(text: Text) -> list[Text]:
    projects: list[Text] = text["projects"]["projects"]
    return projects


def _rewrite(text: Text) -> None:
    """Everything otherwise, and as long as it may be."""
    _projects(text).extend(_projects(text)[0] | {"code": f"50-2571-{n}"} for n in range(10, 60))
    for section in text.values():
        for key, value in section.items():
            section[key] = _longer(value)
    lines = [line for project in _projects(text)[:2] for line in project["budget"]]
    _projects(text)[0]["budget"] = [lines[n % len(lines)] | {"unit": f"{n}"} for n in range(100)]


def _longer(value: Any) -> Any:
    if isinstance(value, str) and " " in value:
        return " ".join([value[::-1], *(["ข้อความภาษาไทยที่ยาว"] * (350 if len(value) > 200 else 4))])
    if isinstance(value, list):
        return [_longer(one) for one in value]
    if isinstance(value, dict):
        return {key: one if key == "code" else _longer(one) for key, one in value.items()}
    return value + 1 if isinstance(value, int) else value


def _of_another_outline(text: Text) -> None:
    text["older"] = {"a": ["1", {"b": 2}]}
    text["general"] |= {"gone": "ช่องเดิม", "title_th": ["หนึ่ง"], "fiscal_year_start": "2571"}
    text["swot"] = ["ดินดี"]
    text["area"]["baseline"] = "ไม่มี"
    _projects(text)[0]["budget"] = [{"amount_satang": "มาก", "note": "x"}]


def _freeze(change: Callable[[Text], object]) -> None:
    query = sa.select(*Revision.__table__.columns).where(Revision.plan_id == CHIANG_MAI)
    first = db.session.execute(query.where(Revision.no == 1)).one()
    text = copy.deepcopy(json.loads(first.body))
    change(text)
    values = {**first._mapping, "id": 9000, "no": 3, "body": json.dumps(text), "digest": "d" * 64}
    by_hand(sa.insert(Revision).values(values))


def _correct() -> None:
    save("drafter.55", NAN, "general", contact_name="ผู้ประสานงานคนใหม่")


def _return_and_resubmit() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    act("drafter.75", SAMUT_SONGKHRAM, "resubmit", answers(SAMUT_SONGKHRAM))
    assert row(SAMUT_SONGKHRAM).revision == 2
