"""Pages of meetings: who opens them, what they do, what they say when something is in the way."""

from typing import Any

import pytest
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.acting import NAKHON, ROI_ET, act
from tests.services.sitting import CALLED, arrange, item, meeting, opened
from tests.views.deeds import inside

NEW = {"held_on": "24/12/2569", "time": "9.30", "place_th": "ห้องประชุม 9"}


def buttons(page: Page) -> list[str]:
    """What the agenda's buttons send."""
    return [str(tag["value"]) for tag in page.all("button[name=act]")]


def pressed(person: Visitor, act: str, **more: Any) -> int:
    """Press a button of the agenda; returns the answer's code."""
    path = f"/meetings/{CALLED}/agenda"
    page = person.get(path)
    plans = [str(tag["value"]) for tag in page.all("[name=plan]")]
    values: dict[str, Any] = {**page.form(path), "plan": plans, "act": act, **more}
    return person.client.post(path, data=values).status_code


@pytest.mark.parametrize(
    ("username", "code"),
    [
        ("member.MHESI-2", 200),
        ("chair.MHESI-1", 200),
        ("auditor.1", 200),
        ("drafter.75", 403),
        ("pcso.45", 403),
        ("observer.1", 403),
        ("admin.1", 403),
    ],
)
def test_the_committee_and_its_secretariat_read_meetings(
    sign_in_as: SignInAs, username: str, code: int
) -> None:
    person = sign_in_as(username)
    assert person.get("/meetings").code == code
    assert person.get("/meetings/1/items/1").code == code
    assert person.get("/inbox").has('.nav-main a[href="/meetings"]') == (code == 200)


def test_only_the_secretariat_finds_what_runs_them(sign_in_as: SignInAs) -> None:
    member = sign_in_as("member.MHESI-2")
    assert not member.get("/meetings").has('a[href="/meetings/new"]')
    assert not member.get(f"/meetings/{CALLED}").has("main .actions")
    for path in ("/meetings/new", f"/meetings/{CALLED}/agenda", f"/meetings/{CALLED}/open"):
        assert member.get(path).code == 403


@pytest.mark.parametrize("path", ["/meetings/9", "/meetings/9/agenda", "/meetings/1/items/9"])
def test_what_is_not_there_is_404(sign_in_as: SignInAs, path: str) -> None:
    assert sign_in_as("secretariat.1").get(path).code == 404


def test_a_meeting_is_made_and_its_agenda_comes_next(app: Flask, sign_in_as: SignInAs) -> None:
    person = sign_in_as("secretariat.1")
    values = {**person.get("/meetings/new").form(), **NEW}
    answers = [person.client.post("/meetings/new", data=values) for _ in range(2)]
    assert [answer.location for answer in answers] == ["/meetings/3/agenda"] * 2
    assert inside(app, lambda: meeting(3).time) == "09:30"


def test_what_is_typed_wrong_is_all_said_and_kept(sign_in_as: SignInAs) -> None:
    wrong = {"number": "5", "time": "25.00", "held_on": "24/12/2569", "place_th": "ห้อง 😀"}
    answer = sign_in_as("secretariat.1").post("/meetings/new", **{**wrong, "place_en": "x" * 300})
    page = Page(answer)
    assert page.code == 422
    assert len(page.texts(".errors li")) == 3
    assert page.form()["place_th"] == "ห้อง 😀"
    assert page.has('.errors a[href="#time"]')


@pytest.mark.parametrize("held_on", ["", "x", "31/02/2569", "1/1/2400"])
def test_a_day_that_is_none_is_422(sign_in_as: SignInAs, held_on: str) -> None:
    answer = sign_in_as("secretariat.1").post("/meetings/new", **{**NEW, "held_on": held_on})
    assert answer.status_code == 422


def test_an_agenda_is_built_by_buttons(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, act, "pcso.80", NAKHON, "endorse")
    person, path = sign_in_as("secretariat.1"), f"/meetings/{CALLED}/agenda"
    assert f"in-{NAKHON}" in buttons(person.get(path))
    assert pressed(person, f"in-{NAKHON}") == 303
    assert pressed(person, f"up-{NAKHON}") == 303
    assert inside(app, lambda: [item(n=n).plan_id for n in (1, 2)]) == [NAKHON, ROI_ET]
    numbers = {f"place-{ROI_ET}": "๑", f"place-{NAKHON}": "2"}
    assert pressed(person, "order", **numbers) == 303
    assert inside(app, lambda: item().plan_id) == ROI_ET
    assert pressed(person, f"out-{ROI_ET}") == 303
    assert f"in-{ROI_ET}" in buttons(person.get(path))


def test_a_stale_agenda_is_409_and_twice_is_harmless(app: Flask, sign_in_as: SignInAs) -> None:
    person = sign_in_as("secretariat.1")
    assert pressed(person, f"up-{ROI_ET}", version="1") == 303, "nothing would change"
    assert pressed(person, f"out-{ROI_ET}", version="1") == 409
    assert pressed(person, "in-999") == 404
    assert pressed(person, "in-6") == 422


def test_an_opened_agenda_has_no_buttons(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, opened)
    page = sign_in_as("secretariat.1").get(f"/meetings/{CALLED}/agenda")
    assert buttons(page) == []
    assert "ระเบียบวาระจึงแก้ไขไม่ได้" in page.text("main")


def test_a_meeting_opens_by_a_form_and_twice_is_harmless(app: Flask, sign_in_as: SignInAs) -> None:
    person, path = sign_in_as("secretariat.1"), f"/meetings/{CALLED}/open"
    assert person.post(path).status_code == 422
    values = {**person.get(path).form(), "presiding": "MOI-1"}
    answers = [person.client.post(path, data=values).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert inside(app, lambda: meeting().stage) == "in_session"
    assert "ไม่มีสิ่งที่ต้องทำ" in person.get(path).text("main")
    assert "กำลังประชุม" in person.get(f"/meetings/{CALLED}").text(".masthead")


def test_closing_too_early_says_what_is_left(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, opened)
    person, path = sign_in_as("secretariat.1"), f"/meetings/{CALLED}/close"
    assert "5.1" in person.get(path).text("main ul")
    page = Page(person.post(path))
    assert page.code == 422
    assert "5.1" in page.text(".errors")


def test_an_act_on_what_has_changed_is_409(sign_in_as: SignInAs) -> None:
    person = sign_in_as("secretariat.1")
    answer = person.post(f"/meetings/{CALLED}/open", presiding="MOI-1", version="1")
    assert answer.status_code == 409
    assert "การประชุมเปลี่ยนไป" in Page(answer).text(".errors")


def test_an_empty_list_says_what_to_do(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, arrange, [])
    person = sign_in_as("secretariat.1")
    assert "ยังไม่มีแผนในระเบียบวาระ" in person.get(f"/meetings/{CALLED}").text("main")
    assert "ร้อยเอ็ด" in person.get("/meetings").text("aside")
    assert "ร้อยเอ็ด" in person.get("/inbox").text("#without ~ ul")
