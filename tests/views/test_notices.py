"""Notices: counted, listed newest first, and read by a button, never by looking."""

import sqlalchemy as sa
from flask import Flask

from tests.conftest import TODAY, SignInAs
from tests.page import Visitor
from tests.services.acting import person_id
from tests.views.deeds import RECOMMEND, REVIEW, inside, send
from workflow.extensions import db, writing
from workflow.models import Entry, Notice


def test_a_notice_leads_to_its_plan(sign_in_as: SignInAs) -> None:
    page = sign_in_as("pcso.80").get("/notices")
    assert page.text("main h2") == "เห็นควรเสนอ · นครศรีธรรมราช"
    assert page.one("main h2 a")["href"] == "/plans/5"
    assert "ยังไม่อ่าน" in page.text(".task")


def test_looking_does_not_read_them_the_button_does(sign_in_as: SignInAs) -> None:
    pcso = sign_in_as("pcso.80")
    for _ in range(2):
        assert _unread(pcso) == "1"
    assert pcso.client.post("/notices/read", data=_form(pcso)).status_code == 303
    assert not pcso.get("/notices").has(".tool .count")
    assert not pcso.get("/notices").has('form[action="/notices/read"]')


def test_one_that_came_meanwhile_stays_unread(sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.75")
    assert not drafter.get("/inbox").has(".tool .count")
    send(sign_in_as("clinic.75"), REVIEW, RECOMMEND)
    seen = _form(drafter)
    drafter.client.post("/notices/read", data={**seen, "up_to": str(int(seen["up_to"]) - 1)})
    assert _unread(drafter) == "1"


def test_one_is_read_by_its_own_button_and_a_double_click_is_harmless(
    app: Flask, sign_in_as: SignInAs
) -> None:
    inside(app, _add, "pcso.80", 1)
    pcso = sign_in_as("pcso.80")
    form = pcso.get("/notices").all(".task form")[0]
    values = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    for _ in range(2):
        answer = pcso.client.post(str(form["action"]), data=values)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/notices")
    assert _unread(pcso) == "1"
    assert len(pcso.get("/notices").all(".task form")) == 1


def test_beside_ones_work_the_buttons_lead_back_to_it(sign_in_as: SignInAs) -> None:
    pcso = sign_in_as("pcso.80")
    page = pcso.get("/inbox")
    assert "เห็นควรเสนอ · นครศรีธรรมราช" in page.text("[aria-labelledby=unread]")
    answer = pcso.client.post("/notices/read", data=page.form("/notices/read"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox")
    assert not pcso.get("/inbox").has("#unread")


def test_a_button_leads_back_to_no_other_site(sign_in_as: SignInAs) -> None:
    pcso = sign_in_as("pcso.80")
    sent = {**_form(pcso), "back": "//elsewhere.example/"}
    assert pcso.client.post("/notices/read", data=sent).headers["Location"] == "/"


def test_anothers_notice_is_not_there(app: Flask, sign_in_as: SignInAs) -> None:
    theirs = inside(app, lambda: db.session.scalar(sa.select(sa.func.min(Notice.id))))
    admin = sign_in_as("admin.1")
    for number in (theirs, 999_999):
        sent = {"csrf_token": admin.token()}
        assert admin.client.post(f"/notices/{number}/read", data=sent).status_code == 404


def test_nobody_reads_anothers_notices(sign_in_as: SignInAs) -> None:
    pcso, other = sign_in_as("pcso.80"), sign_in_as("clinic.75")
    other.client.post("/notices/read", data={"csrf_token": other.token(), "up_to": "2147483647"})
    assert _unread(pcso) == "1"


def test_older_ones_are_a_page_further(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, _add, "pcso.45", 70)
    person, path, seen = sign_in_as("pcso.45"), "/notices", []
    for _ in range(3):
        page = person.get(path)
        seen.append(len(page.all(".task")))
        path = ([a["href"] for a in page.all("main p > a")] or [""])[-1]
    assert seen[:2] == [30, 30]
    assert path == ""


def test_without_any_it_says_what_will_be_told(sign_in_as: SignInAs) -> None:
    page = sign_in_as("admin.1").get("/notices")
    assert "สิ่งที่เกิดกับแผนของท่านจะแจ้งที่นี่" in page.text(".empty")


def _unread(person: Visitor) -> str:
    return person.get("/notices").text(".tool .count")


def _form(person: Visitor) -> dict[str, str]:
    values = person.get("/notices").form("/notices/read")
    return {name: str(value) for name, value in values.items()}


def _add(username: str, number: int) -> None:
    person, entry = person_id(username), db.session.scalar(sa.select(sa.func.max(Entry.id)))
    row = {"person_id": person, "entry_id": entry, "kind": "endorse", "made_at": TODAY}
    writing()
    db.session.execute(sa.insert(Notice), [{**row, "plan_id": 2} for _ in range(number)])
    db.session.commit()
