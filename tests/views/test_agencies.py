"""Agencies that are invited to comment, as those who invite and the agency meet it."""

from typing import Any

import pytest
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.acting import SAMUT_SONGKHRAM, count, person_id
from tests.views.deeds import inside
from workflow.models import Entry, Invitation

PLAN = f"/plans/{SAMUT_SONGKHRAM}"
COMMENTS = f"{PLAN}/comments"
INVITE = f"{PLAN}/agencies"
FILLED = {"until": "4/12/2569"}


def invite(person: Visitor, **values: Any) -> Page:
    """Send the form that invites; what comes back."""
    form = dict(person.get(COMMENTS).form(INVITE))
    agency = inside(person.client.application, person_id, "observer.1")
    data = {**form, **FILLED, "agency": str(agency), **values}
    return Page(person.client.post(INVITE, data=data, follow_redirects=True))


def test_an_agency_is_invited_from_the_page_of_comments(sign_in_as: SignInAs) -> None:
    page = invite(sign_in_as("clinic.75"))
    assert page.code == 200
    assert "ได้รับเชิญ" in page.text("#agencies ~ .tasks")
    assert "4 ธ.ค. 2569" in page.text("#agencies ~ .tasks")


def test_who_only_reads_sees_who_is_invited_and_no_form(sign_in_as: SignInAs) -> None:
    invite(sign_in_as("clinic.75"))
    page = sign_in_as("drafter.75").get(COMMENTS)
    assert page.has("#agencies")
    assert not page.has("#until, form[action$='/end']")


def test_the_agency_finds_it_among_its_work(sign_in_as: SignInAs) -> None:
    invite(sign_in_as("pcso.75"))
    agency = sign_in_as("observer.1")
    links = agency.get("/inbox").all("[aria-labelledby=invited] .task__act a")
    assert [link["href"] for link in links] == [COMMENTS]
    assert agency.post(COMMENTS, comment="เห็นด้วย").status_code == 303
    assert "1 ความเห็นของท่าน" in agency.get("/inbox").text("[aria-labelledby=invited]")


def test_when_it_is_ended_the_plan_is_not_there_any_more(app: Flask, sign_in_as: SignInAs) -> None:
    clinic, agency = sign_in_as("clinic.75"), sign_in_as("observer.1")
    invite(clinic)
    assert agency.get(PLAN).code == 200
    ending = f"{INVITE}/{inside(app, person_id, 'observer.1')}/end"
    for _ in range(2):
        data = {"csrf_token": clinic.token()}
        assert clinic.client.post(ending, data=data).status_code == 303
    assert agency.get(PLAN).code == 404
    assert not agency.get("/inbox").has("[aria-labelledby=invited]")
    assert inside(app, count, Entry, Entry.act == "agency_invitation_ended") == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"until": "เร็ว ๆ นี้"}, "วันสุดท้ายของการให้ความเห็น"),
        ({"until": "1/1/2569"}, "ต้องไม่เป็นวันที่ผ่านมาแล้ว"),
        ({"agency": "x"}, "โปรดเลือกจากรายชื่อ"),
        ({"agency": "9" * 20}, "โปรดเลือกจากรายชื่อ"),
    ],
)
def test_what_was_typed_is_kept(
    app: Flask, sign_in_as: SignInAs, values: dict[str, str], said: str
) -> None:
    page = invite(sign_in_as("clinic.75"), **values)
    assert page.code == 422
    assert said in page.text(".errors")
    assert page.one("#until")["value"] == {**FILLED, **values}["until"]
    assert inside(app, count, Invitation) == 0


@pytest.mark.parametrize("below", ["", "/1/end"])
@pytest.mark.parametrize(("username", "code"), [("drafter.75", 403), ("clinic.55", 404)])
def test_others_invite_nobody_and_end_nothing(
    sign_in_as: SignInAs, username: str, code: int, below: str
) -> None:
    person = sign_in_as(username)
    data = {"csrf_token": person.token(), "agency": "1", **FILLED}
    assert person.client.post(f"{INVITE}{below}", data=data).status_code == code


def test_an_invitation_that_never_was_cannot_be_ended(sign_in_as: SignInAs) -> None:
    clinic = sign_in_as("clinic.75")
    data = {"csrf_token": clinic.token()}
    assert clinic.client.post(f"{INVITE}/1/end", data=data).status_code == 404
