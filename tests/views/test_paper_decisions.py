"""Entering a decision that was taken on paper, and checking it, as people meet it."""

import io
from typing import Any

import pytest
from flask import Flask

from tests.conftest import SignInAs
from tests.files import PDF, office
from tests.page import Page, Visitor
from tests.services.acting import NAKHON, act, count, person_id
from tests.views.deeds import REASON_OF_50, inside, where
from workflow.models import PaperDecision
from workflow.states.facts import Given
from workflow.uploads import LARGEST_REQUEST

PLAN = f"/plans/{NAKHON}"
CHOOSE = f"{PLAN}/paper-decisions/new"
NEW = f"{CHOOSE}?move=endorse"
ONE = f"{PLAN}/paper-decisions/1"
ENTERED = ("pcso_endorsement", 3)


@pytest.fixture
def values(app: Flask) -> dict[str, str]:
    """What somebody types who holds the signed paper."""
    decider = inside(app, person_id, "pcso.80")
    return {"decider": str(decider), "decided_on": "24/11/2569", "number": "นศ 0017/1234"}


def sent(person: Visitor, values: dict[str, Any], scan: bytes = PDF, path: str = NEW) -> Page:
    """Send the form with a scan; the page that follows."""
    form = {**person.get(path).form(path), **values, "scan": (io.BytesIO(scan), "หนังสือ.pdf")}
    return Page(
        person.client.post(
            path, data=form, content_type="multipart/form-data", follow_redirects=True
        )
    )


@pytest.fixture
def secretary(sign_in_as: SignInAs, values: dict[str, str]) -> Visitor:
    """A secretary who has entered the PCSO's endorsement."""
    person = sign_in_as("secretariat.1")
    assert "รอบุคคลที่สองตรวจสอบ" in sent(person, values).text("main")
    return person


def answered(person: Visitor, answer: str, **more: str) -> Page:
    """Answer for it; the page that follows."""
    form = {**person.get(ONE).form(ONE), "answer": answer, **more}
    return Page(person.client.post(ONE, data=form, follow_redirects=True))


def test_a_scan_may_be_as_large_as_a_file(app: Flask) -> None:
    assert app.view_functions["paper_decisions.new"].__dict__["takes"] == LARGEST_REQUEST


def test_the_way_leads_from_the_plan_through_a_choice(sign_in_as: SignInAs) -> None:
    person = sign_in_as("secretariat.1")
    assert person.get(PLAN).has(f'a[href="{CHOOSE}"]')
    links = [str(a["href"]) for a in person.get(CHOOSE).all("#which + div a")]
    assert links == [f"{CHOOSE}?move={name}" for name in ("pcso_return", "endorse", "decline")]
    assert not sign_in_as("auditor.1").get(PLAN).has(f'a[href="{CHOOSE}"]')
    assert sign_in_as("auditor.1").get(CHOOSE).has(".notice--info")


def test_it_waits_until_a_second_person_has_checked_it(
    app: Flask, secretary: Visitor, sign_in_as: SignInAs
) -> None:
    assert inside(app, where, app, NAKHON) == ENTERED
    assert not secretary.get("/inbox").has(f'a[href="{ONE}"]')
    checker = sign_in_as("office.80")
    assert checker.get("/inbox").has(f'#main a[href="{ONE}"]')
    page = answered(checker, "confirm")
    assert "ยืนยันและบันทึกแล้ว" in page.text("[role=status]")
    assert inside(app, where, app, NAKHON) == ("committee_approval", 4)
    told = checker.get(f"{PLAN}/timeline").text(".timeline")
    assert "24 พฤศจิกายน 2569" in told.replace("\u00a0", " ")
    assert "นศ 0017/1234" in told
    assert checker.get(ONE).has(".notice--good")


def test_the_scan_is_handed_out_inert_to_readers_of_the_plan(
    secretary: Visitor, sign_in_as: SignInAs
) -> None:
    answer = sign_in_as("auditor.1").client.get(f"{ONE}/scan")
    assert (answer.data, answer.mimetype) == (PDF, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert sign_in_as("pcso.75").client.get(f"{ONE}/scan").status_code == 404


def test_a_refusal_needs_a_note(secretary: Visitor, sign_in_as: SignInAs) -> None:
    checker = sign_in_as("office.80")
    assert answered(checker, "refuse").code == 422
    assert answered(checker, "refuse", note="เลขที่ไม่ตรง").code == 200
    assert "เลขที่ไม่ตรง" in secretary.get(ONE).text(".notice--warn")


def test_whoever_entered_it_takes_it_back(app: Flask, secretary: Visitor) -> None:
    assert not secretary.get(ONE).has("#note")
    assert answered(secretary, "take_back").code == 200
    assert inside(app, where, app, NAKHON) == ENTERED
    assert not secretary.get(ONE).has("main form")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"decider": ""}, "decider"),
        ({"decider": "9999"}, "decider"),
        ({"decided_on": ""}, "decided_on"),
        ({"decided_on": "เมื่อวาน"}, "decided_on"),
        ({"decided_on": "25/11/2569"}, "decided_on"),
        ({"number": ""}, "number"),
        ({"opinion": "ก" * 8001}, "opinion"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    app: Flask,
    sign_in_as: SignInAs,
    values: dict[str, str],
    changed: dict[str, str],
    field: str,
) -> None:
    page = sent(sign_in_as("secretariat.1"), values | changed)
    assert page.code == 422
    assert page.has(f".field--error #{field}")
    assert page.form(NEW)["number"] == (values | changed)["number"]
    assert inside(app, count, PaperDecision) == 0


@pytest.mark.parametrize("scan", [b"", b"<!doctype html>", office()])
def test_a_scan_is_a_whole_file_of_its_kind(
    sign_in_as: SignInAs, values: dict[str, str], scan: bytes
) -> None:
    page = sent(sign_in_as("secretariat.1"), values, scan)
    assert page.code == 422
    assert page.has(".field--error #scan")


def test_without_a_scan_nothing_is_entered(sign_in_as: SignInAs, values: dict[str, str]) -> None:
    page = Page(sign_in_as("secretariat.1").post(NEW, **values))
    assert page.code == 422
    assert "โปรดแนบสำเนา" in page.text(".errors")


def test_once_the_plan_moved_on_what_changed_is_said(
    app: Flask, sign_in_as: SignInAs, values: dict[str, str]
) -> None:
    person = sign_in_as("secretariat.1")
    form = {**person.get(NEW).form(NEW), **values, "scan": (io.BytesIO(PDF), "a.pdf")}
    inside(app, act, "pcso.80", NAKHON, "pcso_return", Given(order="ให้แก้ไข"))
    page = Page(person.client.post(NEW, data=form, content_type="multipart/form-data"))
    assert page.code == 409
    assert "ส่งคืนเพื่อแก้ไข" in page.text(".notice--warn")
    assert page.form(NEW)["number"] == values["number"]


def test_a_return_carries_its_points(
    app: Flask, sign_in_as: SignInAs, values: dict[str, str]
) -> None:
    person, path = sign_in_as("clinic.80"), f"{CHOOSE}?move=pcso_return"
    grown = sent(person, {**values, "add": "points"}, path=path)
    assert (grown.code, grown.form(path)["number"]) == (200, values["number"])
    point = {"points-0-field": "needs.forums", "points-0-text": "เพิ่มเวที", "order": "ให้แก้ไข"}
    page = sent(person, {**values, **point}, path=path)
    assert "เพิ่มเวที" in page.text("main")
    answered(sign_in_as("pcso.80"), "confirm")
    assert inside(app, where, app, NAKHON) == ("returned", 4)


@pytest.mark.parametrize(
    ("username", "path", "code"),
    [
        ("pcso.80", NEW, 403),
        ("auditor.1", NEW, 403),
        ("pcso.75", NEW, 404),
        ("secretariat.1", f"{CHOOSE}?move=recommend", 409),
        ("secretariat.1", f"{CHOOSE}?move=approve", 403),
        ("secretariat.1", f"{CHOOSE}?move=nothing", 404),
        ("secretariat.1", ONE, 404),
    ],
)
def test_the_wrong_person_place_and_time_are_told_so(
    sign_in_as: SignInAs, username: str, path: str, code: int
) -> None:
    assert sign_in_as(username).get(path).code == code


def test_a_lapsed_one_is_said_to_be(app: Flask, secretary: Visitor, sign_in_as: SignInAs) -> None:
    checker = sign_in_as("office.80")
    form = {**checker.get(ONE).form(ONE), "answer": "confirm", "note": "ตรงกัน"}
    inside(app, act, "pcso.80", NAKHON, "decline", Given(reason=REASON_OF_50))
    page = Page(checker.client.post(ONE, data=form))
    assert (page.code, "ตรงกัน" in page.text("main")) == (409, True)
    assert "สิ้นผล" in secretary.get(ONE).text(".notice--warn")


def test_in_english_too(secretary: Visitor) -> None:
    assert "Decision taken on paper" in secretary.get(ONE, "en").text("h1")
    assert "entered from paper: Endorse" in secretary.get(PLAN, "en").text(".masthead .notice")
