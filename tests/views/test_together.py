"""Two drafters in one section: the second is told, sees both texts, chooses, and loses nothing."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.acting import PATTANI, body, by_hand, save
from tests.views.deeds import inside
from tests.views.writing import PLAN, kept, sent
from workflow.models import PastSection, table

OTHER = "drafter2.95"
ROW = f"{PLAN}/projects/1"
NAME, SITE = "projects-0-name", "projects-0-site"
Meanwhile = Callable[..., None]


@pytest.fixture
def me(sign_in_as: SignInAs) -> Visitor:
    """A drafter of the plan."""
    return sign_in_as("drafter.95")


@pytest.fixture
def meanwhile(app: Flask) -> Meanwhile:
    """Let the other drafter save a section with some fields changed."""
    return lambda key, **changed: inside(app, lambda: save(OTHER, PATTANI, key, **changed))


def test_the_second_sees_both_texts_and_who_saved(me: Visitor, meanwhile: Meanwhile) -> None:
    page = _late(me, "summary", meanwhile, {"executive_summary": "ของฉัน"}, "ของเขา")
    assert page.code == 409
    assert page.text("textarea#executive_summary") == "ของฉัน"
    assert "ของเขา" in page.text(".sides")
    assert page.has("details.more"), "and what it said before"


def test_mine_edited_on_that_page_is_saved(app: Flask, me: Visitor, meanwhile: Meanwhile) -> None:
    page = _late(me, "summary", meanwhile, {"executive_summary": "ของฉัน"}, "ของเขา")
    values = sent(page)
    values["executive_summary"] = "ของฉัน และของเขา"
    assert me.client.post(f"{PLAN}/summary", data=values).status_code == 303
    assert inside(app, kept, "summary")[0] == {"executive_summary": "ของฉัน และของเขา"}


def test_theirs_is_taken_where_it_is_chosen(app: Flask, me: Visitor, meanwhile: Meanwhile) -> None:
    page = _late(me, "summary", meanwhile, {"executive_summary": "ของฉัน"}, "ของเขา")
    values = sent(page)
    values["pick:summary.executive_summary"] = "theirs"
    assert me.client.post(f"{PLAN}/summary", data=values).status_code == 303
    assert inside(app, kept, "summary")[0] == {"executive_summary": "ของเขา"}


def test_what_only_one_changed_is_brought_together(
    app: Flask, me: Visitor, meanwhile: Meanwhile
) -> None:
    values = _opened(me, f"{PLAN}/general", contact_name="ชื่อของฉัน")
    meanwhile("general", contact_position="ตำแหน่งของเขา")
    page = Page(me.client.post(f"{PLAN}/general", data=values))
    assert (page.code, page.has(".pick")) == (409, False)
    assert "ตำแหน่งผู้ประสานงาน" in page.text(".notice--info")
    assert me.client.post(f"{PLAN}/general", data=sent(page)).status_code == 303
    general = inside(app, kept, "general")[0]
    assert general["contact_name"] == "ชื่อของฉัน"
    assert general["contact_position"] == "ตำแหน่งของเขา"


def test_the_same_form_sent_twice_is_saved_once(app: Flask, me: Visitor) -> None:
    values = _opened(me, f"{PLAN}/summary", executive_summary="ครั้งเดียว")
    codes = [me.client.post(f"{PLAN}/summary", data=values).status_code for _ in range(3)]
    assert (codes, inside(app, kept, "summary")[1]) == ([303, 303, 303], 3)


def test_a_third_save_while_choosing_is_told_again(
    app: Flask, me: Visitor, meanwhile: Meanwhile
) -> None:
    page = _late(me, "summary", meanwhile, {"executive_summary": "ของฉัน"}, "ของเขา")
    values = sent(page)
    meanwhile("summary", executive_summary="ของเขา ครั้งที่สอง")
    again = Page(me.client.post(f"{PLAN}/summary", data=values))
    assert again.code == 409
    assert again.text("textarea#executive_summary") == "ของฉัน"
    assert "ครั้งที่สอง" in again.text(".sides")


def test_other_rows_of_a_table_are_brought_together(
    app: Flask, me: Visitor, meanwhile: Meanwhile
) -> None:
    risk = inside(app, body, PATTANI, "risks")["risks"][0]
    values = _opened(me, f"{PLAN}/risks", **{"risks-0-owner": "ของฉัน"})
    meanwhile("risks", risks=[risk, risk | {"risk": "ภัยแล้ง", "mitigation": "ขุดสระ"}])
    page = Page(me.client.post(f"{PLAN}/risks", data=values))
    assert (page.code, page.has(".pick")) == (409, False)
    assert "ของฉัน" in page.text(".panel table"), "nobody has read the two together yet"
    assert "ภัยแล้ง" in page.text(".panel table")
    assert me.client.post(f"{PLAN}/risks", data=sent(page)).status_code == 303
    rows = inside(app, kept, "risks")[0]["risks"]
    assert [(row["owner"], row["risk"]) for row in rows] == [
        ("ของฉัน", risk["risk"]),
        (risk["owner"], "ภัยแล้ง"),
    ]


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_list_is_brought_together_and_shown(
    app: Flask, me: Visitor, meanwhile: Meanwhile, language: str
) -> None:
    was = inside(app, body, PATTANI, "swot")["strengths"]
    values = _opened(me, f"{PLAN}/swot", **{"strengths-0": "ข้อของฉัน"})
    meanwhile("swot", strengths=[*was, "ข้อของเขา"])
    me.client.set_cookie("lang", language)
    page = Page(me.client.post(f"{PLAN}/swot", data=values))
    assert page.texts(".panel li") == ["ข้อของฉัน", *was[1:], "ข้อของเขา"]
    assert ("brought together" in page.text()) == (language == "en")
    assert me.client.post(f"{PLAN}/swot", data=sent(page)).status_code == 303
    assert inside(app, kept, "swot")[0]["strengths"] == ["ข้อของฉัน", *was[1:], "ข้อของเขา"]


def test_a_table_in_which_both_changed_a_row_is_chosen_whole(
    app: Flask, me: Visitor, meanwhile: Meanwhile
) -> None:
    risk = inside(app, body, PATTANI, "risks")["risks"][0]
    values = _opened(me, f"{PLAN}/risks", **{"risks-0-owner": "ของฉัน"})
    meanwhile("risks", risks=[risk | {"owner": "ของเขา"}])
    page = Page(me.client.post(f"{PLAN}/risks", data=values))
    assert len(page.all(".pick")) == 2
    values = sent(page)
    assert me.client.post(f"{PLAN}/risks", data=values).status_code == 303
    assert [row["owner"] for row in inside(app, kept, "risks")[0]["risks"]] == ["ของฉัน"]


def test_what_cannot_be_read_outlives_a_collision(
    app: Flask, me: Visitor, meanwhile: Meanwhile
) -> None:
    risk = inside(app, body, PATTANI, "risks")["risks"][0]
    values = _opened(me, f"{PLAN}/risks", **{"risks-0-impact": "มาก", "risks-0-due": "เร็ว ๆ นี้"})
    meanwhile("risks", risks=[risk | {"owner": "ของเขา"}])
    page = Page(me.client.post(f"{PLAN}/risks", data=values))
    assert page.code == 409
    assert "เร็ว ๆ นี้" in page.text(".pick")
    again = Page(me.client.post(f"{PLAN}/risks", data=sent(page)))
    assert again.code == 422
    assert again.one("#risks-0-impact")["value"] == "มาก"


def test_two_in_one_project_meet_field_by_field(
    app: Flask, me: Visitor, meanwhile: Meanwhile
) -> None:
    values = _opened(me, ROW, **{NAME: "ชื่อของฉัน", SITE: "ที่ของฉัน"})
    _rename(app, meanwhile, name="ชื่อของเขา", technology="เทคโนโลยีของเขา")
    page = Page(me.client.post(ROW, data=values))
    assert page.code == 409
    assert page.texts("fieldset legend") == ["ใช้ข้อความใด: โครงการ › ชื่อโครงการ"]
    chosen = sent(page)
    chosen["pick:projects.projects.name@94-2571-01"] = "theirs"
    assert me.client.post(ROW, data=chosen).status_code == 303
    row = inside(app, kept, "projects")[0]["projects"][0]
    assert (row["name"], row["site"]) == ("ชื่อของเขา", "ที่ของฉัน")
    assert row["technology"] == "เทคโนโลยีของเขา"


def test_two_in_two_projects_do_not_meet(app: Flask, me: Visitor, meanwhile: Meanwhile) -> None:
    first = inside(app, body, PATTANI, "projects")["projects"][0]
    meanwhile("projects", projects=[first, first | {"code": "94-2571-02"}])
    values = _opened(me, f"{PLAN}/projects/2", **{"projects-1-name": "โครงการที่สองของฉัน"})
    meanwhile("projects", projects=[first | {"name": "ของเขา"}, first | {"code": "94-2571-02"}])
    page = Page(me.client.post(f"{PLAN}/projects/2", data=values))
    assert (page.code, page.has(".pick")) == (409, False)
    assert me.client.post(f"{PLAN}/projects/2", data=sent(page)).status_code == 303
    names = [row["name"] for row in inside(app, kept, "projects")[0]["projects"]]
    assert names == ["ของเขา", "โครงการที่สองของฉัน"]


def test_a_project_that_moved_is_found_by_its_code(
    app: Flask, me: Visitor, meanwhile: Meanwhile
) -> None:
    first = inside(app, body, PATTANI, "projects")["projects"][0]
    values = _opened(me, ROW, **{NAME: "ชื่อของฉัน"})
    meanwhile("projects", projects=[first | {"code": "94-2571-02"}, first])
    page = Page(me.client.post(ROW, data=values))
    assert (page.code, page.has(".pick")) == (409, False)
    assert me.client.post(f"{PLAN}/projects/2", data=sent(page)).status_code == 303
    rows = inside(app, kept, "projects")[0]["projects"]
    assert [row["code"] for row in rows] == ["94-2571-02", "94-2571-01"]
    assert rows[1]["name"] == "ชื่อของฉัน"


def test_what_is_wrong_in_a_project_that_moved_leads_to_its_field(
    app: Flask, me: Visitor, meanwhile: Meanwhile
) -> None:
    first = inside(app, body, PATTANI, "projects")["projects"][0]
    values = _opened(me, ROW, **{"projects-0-trl": "แปด"})
    meanwhile("projects", projects=[first | {"code": "94-2571-02"}, first])
    values["version"] = "3"
    page = Page(me.client.post(ROW, data=values))
    assert (page.code, len(page.texts(".errors a"))) == (422, 1)
    assert page.one(str(page.one(".errors a")["href"]))["value"] == "แปด"


@pytest.mark.parametrize(("pick", "left"), [("mine", ["ชื่อของฉัน"]), ("theirs", [])])
def test_a_project_that_was_removed_can_be_kept(
    app: Flask, me: Visitor, meanwhile: Meanwhile, pick: str, left: list[str]
) -> None:
    values = _opened(me, ROW, **{NAME: "ชื่อของฉัน"})
    meanwhile("projects", projects=[])
    page = Page(me.client.post(ROW, data=values))
    assert page.code == 409
    chosen = sent(page)
    chosen["pick:projects.projects@94-2571-01"] = pick
    assert me.client.post(ROW, data=chosen).status_code == 303
    assert [row["name"] for row in inside(app, kept, "projects")[0]["projects"]] == left


def test_a_text_from_before_a_submission_meets_field_by_field_without_what_was_before(
    app: Flask, me: Visitor, meanwhile: Meanwhile
) -> None:
    values = _opened(me, f"{PLAN}/general", contact_name="ของฉัน")
    meanwhile("general", contact_position="ของเขา")
    inside(app, _forget)
    page = Page(me.client.post(f"{PLAN}/general", data=values))
    names = {str(box["name"]) for box in page.all("[type=radio]")}
    assert names == {"pick:general.contact_name", "pick:general.contact_position"}
    assert not page.has("details.more")


def _late(me: Visitor, key: str, meanwhile: Meanwhile, mine: dict[str, Any], theirs: str) -> Page:
    values = _opened(me, f"{PLAN}/{key}", **mine)
    meanwhile(key, **dict.fromkeys(mine, theirs))
    return Page(me.client.post(f"{PLAN}/{key}", data=values))


def _opened(me: Visitor, path: str, **changed: str) -> Any:
    values = sent(me.get(path))
    for name, value in changed.items():
        values[name] = value
    return values


def _rename(app: Flask, meanwhile: Meanwhile, **changed: str) -> None:
    first = inside(app, body, PATTANI, "projects")["projects"][0]
    meanwhile("projects", projects=[first | changed])


def _forget() -> None:
    by_hand(sa.delete(table(PastSection)))
