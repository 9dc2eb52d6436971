"""Explain: every rule for and against a move, for oneself or anybody with a post there."""

import pytest
from flask import Flask

from tests.conftest import SignInAs
from tests.services.acting import person_id
from tests.views.deeds import inside

NAKHON = "/plans/5/explain"


def test_every_move_from_here_is_explained_for_oneself(sign_in_as: SignInAs) -> None:
    page = sign_in_as("pcso.80").get(NAKHON)
    assert page.texts("main h3") == ["ส่งคืนเพื่อแก้ไข", "เห็นชอบ", "ไม่เห็นชอบ", "ถอนเรื่อง"]
    assert page.texts("main h3 + .tag") == [*["ขณะนี้ดำเนินการได้"] * 3, "ขณะนี้ดำเนินการไม่ได้"]
    assert page.texts("#person option[selected]")[0].endswith("PCSO จังหวัดนครศรีธรรมราช")


def test_a_rule_that_does_not_hold_says_why_and_one_that_does_says_so(sign_in_as: SignInAs) -> None:
    page = sign_in_as("office.80").get(f"{NAKHON}?move=endorse")
    stands, holds = page.text(".rules .is-no"), page.texts(".rules .is-so")
    assert "ผู้ดำเนินการ: PCSO" in stands
    assert "เป็นอำนาจของ PCSO ของแผนนี้" in stands
    assert holds[0] == "เป็นไปตามกติกา: แผนอยู่ในขั้น “เสนอ PCSO พิจารณาเห็นชอบ”"


def test_who_can_is_named_with_their_post(sign_in_as: SignInAs) -> None:
    text = sign_in_as("auditor.1").get(f"{NAKHON}?move=endorse", "en").text("main section")
    assert "Who can: Mr" in text
    assert "(Nakhon Si Thammarat PCSO)" in text


def test_one_may_ask_about_another(app: Flask, sign_in_as: SignInAs) -> None:
    number = inside(app, person_id, "drafter.80")
    page = sign_in_as("pcso.80").get(f"{NAKHON}?person={number}&move=withdraw")
    assert page.texts("main h3 + .tag") == ["ขณะนี้ดำเนินการได้"]


def test_what_another_cannot_is_said_of_them(app: Flask, sign_in_as: SignInAs) -> None:
    number = inside(app, person_id, "drafter.80")
    page = sign_in_as("pcso.80").get(f"{NAKHON}?person={number}&move=endorse")
    assert "ซึ่งผู้นี้มิได้ดำรงตำแหน่ง" in page.text(".rules")
    assert "ท่าน" not in page.text(".rules")


def test_a_move_from_elsewhere_is_explained_too(sign_in_as: SignInAs) -> None:
    page = sign_in_as("pcso.80").get(f"{NAKHON}?move=submit", "en")
    assert "the plan is at “Draft”" in page.text(".rules .is-no")
    assert "judged when the plan is there" in page.text(".rules")


@pytest.mark.parametrize("asked", ["move=x", "person=x", "person=999999", "move=endorse&person=0"])
def test_what_is_not_there_is_not_explained(sign_in_as: SignInAs, asked: str) -> None:
    assert sign_in_as("pcso.80").get(f"{NAKHON}?{asked}").code == 404


def test_a_plan_of_another_province_is_not_there(sign_in_as: SignInAs) -> None:
    assert sign_in_as("pcso.75").get(NAKHON).code == 404


def test_the_plan_page_leads_there(sign_in_as: SignInAs) -> None:
    person = sign_in_as("drafter.75")
    (link,) = person.get("/plans/4").all(".more a[href$=explain]")
    assert person.get(str(link["href"])).texts("main h3 + .tag")[0] == "ขณะนี้ดำเนินการได้"
