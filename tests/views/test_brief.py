"""A plan's brief: one page for ten minutes and a phone."""

import pytest
from flask import Flask

from tests.conftest import SignInAs
from tests.services.acting import (
    NAKHON,
    PATTANI,
    SAMUT_SONGKHRAM,
    act,
    answers,
    body,
    save,
)
from tests.services.speaking import ADVICE, make
from tests.views.deeds import inside
from workflow.facts.record import entries_of_plan
from workflow.states.facts import Given
from workflow.states.procedure import default_text, parse
from workflow.views.briefing import checks_of

BRIEF = f"/plans/{NAKHON}/brief"


def test_it_has_everything_in_the_order_in_which_it_is_read(sign_in_as: SignInAs) -> None:
    page = sign_in_as("pcso.80").get(BRIEF)
    assert [h.text for h in page.all("main h2")] == [
        "แผนเป็นตัวเลข",
        "ความเห็นของคลินิก",
        "สิ่งที่เปลี่ยนจากครั้งก่อน",
        "คำเตือนที่ยังคงอยู่",
        "เนื้อหา",
        "สิ่งที่ท่านดำเนินการได้",
    ]


def test_the_inbox_of_a_pcso_leads_there(sign_in_as: SignInAs) -> None:
    links = sign_in_as("pcso.80").get("/inbox").all(".task__act a.btn-primary")
    assert [link["href"] for link in links] == [BRIEF]


def test_a_pcso_endorses_returns_and_declines_from_it(sign_in_as: SignInAs) -> None:
    acts = sign_in_as("pcso.80").get(BRIEF).all(".acts a")
    moves = [str(link["href"]).rpartition("/")[2] for link in acts]
    assert moves == ["endorse", "pcso_return", "decline"]


def test_who_may_only_read_it_is_shown_no_acts(sign_in_as: SignInAs) -> None:
    page = sign_in_as("auditor.1").get(BRIEF)
    assert page.code == 200
    assert not page.all(".acts, main a[href*='/moves/']")


@pytest.mark.parametrize("username", ["pcso.75", "observer.1", "admin.1"])
def test_it_is_not_there_for_others(sign_in_as: SignInAs, username: str) -> None:
    assert sign_in_as(username).get(BRIEF).code in (403, 404)


def test_it_shows_the_money_by_year_and_source(sign_in_as: SignInAs) -> None:
    page = sign_in_as("pcso.80").get(BRIEF)
    rows = page.all("section[aria-labelledby=numbers] tr")
    assert len(rows) == 7
    assert [th.text for th in rows[-1].select("th")] == ["รวมทุกปี"]


def test_it_says_how_the_checklist_came_out(sign_in_as: SignInAs) -> None:
    assert "รายการตรวจสอบ: เป็นไปตามเกณฑ์" in sign_in_as("pcso.80").get(BRIEF).text()


def test_an_act_without_a_checklist_has_none_to_tell(app: Flask) -> None:
    procedure, submitted = parse(default_text()), inside(app, entries_of_plan, NAKHON)[0]
    with app.test_request_context():
        assert checks_of(submitted, procedure) is None


def test_open_points_are_told_in_short(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, make, ADVICE)
    page = sign_in_as("clinic.75").get(f"/plans/{SAMUT_SONGKHRAM}/brief")
    assert page.text("[aria-labelledby=points] li").startswith("1 ควรเพิ่มภาพประกอบ")


def test_a_text_that_is_written_shows_what_the_outline_warns_of(sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter.95").get(f"/plans/{PATTANI}/brief")
    assert page.has("[aria-labelledby=standing]")


def test_what_changed_is_folded_field_by_field(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, _send_back_and_forth)
    changes = sign_in_as("pcso.80").get(BRIEF).all("[aria-labelledby=changes] details")
    assert len(changes) == 1
    assert changes[0].select("ins")


@pytest.mark.parametrize("plan", range(1, 7))
@pytest.mark.parametrize("language", ["th", "en"])
def test_it_is_light_and_keeps_the_house_rules(
    sign_in_as: SignInAs, plan: int, language: str
) -> None:
    person = sign_in_as("secretariat.1")
    person.client.set_cookie("lang", language)
    assert person.get(f"/plans/{plan}/brief").code == 200


def _send_back_and_forth() -> None:
    act("pcso.80", NAKHON, "pcso_return", Given(order="ให้ปรับงบลงทุนตามราคากลาง"))
    longer = body(NAKHON, "needs")["problems_and_needs"] + " ปรับปรุงตามข้อสั่งการแล้ว"
    save("drafter.80", NAKHON, "needs", problems_and_needs=longer)
    act("drafter.80", NAKHON, "resubmit", answers(NAKHON))
