"""A plan's papers: what there is, ordering one, waiting for it, its file."""

from dataclasses import replace
from urllib.parse import quote

import pytest
import time_machine
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.services.acting import PATTANI
from tests.services.ordering import ENDORSED, change, order, paper
from tests.views.deeds import inside
from workflow.blobs import Blobs
from workflow.jobs.make_paper import make_paper

PAPERS = "/plans/1/papers"
SHEET = {"revision": "2", "kind": "endorsement", "edition": "th"}


def press(person: Visitor, **changed: str) -> Page:
    """Order a paper by the form of the page; returns the page one is sent on to."""
    values = {**SHEET, "csrf_token": person.token(), **changed}
    answer = person.client.post(f"{PAPERS}/order", data=values)
    if answer.status_code != 303:
        return Page(answer)
    return person.get(answer.headers["Location"])


def made() -> int:
    """A paper that is made."""
    paper_id = order()
    make_paper(paper_id)
    return paper_id


def test_three_kinds_can_be_ordered(sign_in_as: SignInAs) -> None:
    page = sign_in_as("clinic.45").get("/plans/2/papers")
    assert page.texts("main h3") == ["แผนพัฒนาจังหวัดด้าน วทน.", "สรุปหนึ่งหน้า", "ใบเห็นชอบ"]
    assert len(page.all("main form")) == 3
    assert "Refresh" not in page.response.headers


def test_an_ordered_paper_is_waited_for(sign_in_as: SignInAs) -> None:
    page = press(sign_in_as("secretariat.1"))
    assert "รอจัดทำ" in page.text("#endorsement")
    assert page.response.headers["Refresh"] == f"3; url={PAPERS}?revision=2&look=1#endorsement"
    assert page.has('[role="status"]')


def test_after_a_minute_the_page_rests(sign_in_as: SignInAs, clock: time_machine.Traveller) -> None:
    person = sign_in_as("secretariat.1")
    press(person)
    clock.shift(61)
    page = person.get(PAPERS)
    assert "Refresh" not in page.response.headers
    assert page.one('[role="status"] a')["href"] == f"{PAPERS}?revision=2"


def test_ordering_twice_is_harmless(sign_in_as: SignInAs) -> None:
    person = sign_in_as("secretariat.1")
    press(person)
    assert len(press(person).all("#endorsement .task")) == 1


def test_a_made_paper_can_be_had_and_checked(app: Flask, sign_in_as: SignInAs) -> None:
    paper_id = inside(app, made)
    page = sign_in_as("secretariat.1").get(PAPERS)
    links = [link["href"] for link in page.all("#endorsement a")]
    assert links[0] == f"{PAPERS}/{paper_id}/file"
    assert str(links[1]).startswith("/verify/")
    assert "1 หน้า" in page.text("#endorsement")


def test_its_file_is_inert_and_named_in_thai(app: Flask, sign_in_as: SignInAs) -> None:
    paper_id = inside(app, made)
    answer = sign_in_as("secretariat.1").client.get(f"{PAPERS}/{paper_id}/file")
    assert answer.data.startswith(b"%PDF")
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    name = quote("ใบเห็นชอบ เชียงใหม่ ฉบับที่ 2.pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert f"filename*=UTF-8''{name}" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("username", ["auditor.1", "chair.MOI-1", "member.MHESI-2"])
def test_whoever_reads_the_plan_may_order_and_download(
    app: Flask, sign_in_as: SignInAs, username: str
) -> None:
    person, paper_id = sign_in_as(username), inside(app, made)
    assert "พร้อมดาวน์โหลด" in press(person).text("#endorsement")
    assert person.client.get(f"{PAPERS}/{paper_id}/file").status_code == 200


def test_who_does_not_read_the_plan_finds_nothing(app: Flask, sign_in_as: SignInAs) -> None:
    person, paper_id = sign_in_as("pcso.80"), inside(app, made)
    assert press(person).code == 404
    assert person.get(f"{PAPERS}/{paper_id}/file").code == 404


@pytest.mark.parametrize("state", ["ordered", "making", "failed"])
def test_there_is_no_file_before_it_is_made(app: Flask, sign_in_as: SignInAs, state: str) -> None:
    paper_id = inside(app, order)
    inside(app, lambda: change(paper_id, state=state))
    assert sign_in_as("secretariat.1").get(f"{PAPERS}/{paper_id}/file").code == 404


def test_a_paper_of_another_plan_is_not_there(app: Flask, sign_in_as: SignInAs) -> None:
    paper_id = inside(app, made)
    assert sign_in_as("secretariat.1").get(f"/plans/2/papers/{paper_id}/file").code == 404


def test_a_lost_file_says_what_to_do_and_comes_back(app: Flask, sign_in_as: SignInAs) -> None:
    person, paper_id = sign_in_as("secretariat.1"), inside(app, made)
    digest = inside(app, lambda: paper(paper_id).digest)
    kept = app.extensions["settings"].folder / "blobs" / digest[:2] / digest
    kept.write_bytes(b"%PDF, but another")
    page = person.get(f"{PAPERS}/{paper_id}/file")
    assert page.code == 409
    assert "สั่งจัดทำอีกครั้ง" in page.text()
    press(person)
    inside(app, lambda: make_paper(paper_id))
    assert Blobs(app.extensions["settings"].folder / "blobs").has(digest)


def test_a_failed_paper_says_so_and_can_be_ordered_again(app: Flask, sign_in_as: SignInAs) -> None:
    person, paper_id = sign_in_as("secretariat.1"), inside(app, order)
    inside(app, lambda: change(paper_id, state="failed"))
    assert "จัดทำไม่สำเร็จ" in person.get(PAPERS).text("#endorsement")
    assert "รอจัดทำ" in press(person).text("#endorsement")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "poster"}, 422),
        ({"edition": "<script>"}, 422),
        ({"revision": "9"}, 404),
        ({"revision": "๒"}, 404),
        ({"revision": ""}, 404),
    ],
)
def test_what_cannot_be_ordered_is_refused(
    sign_in_as: SignInAs, changed: dict[str, str], code: int
) -> None:
    assert press(sign_in_as("secretariat.1"), **changed).code == code


def test_earlier_texts_have_their_papers(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, lambda: order(replace(ENDORSED, revision=1)))
    person = sign_in_as("secretariat.1")
    assert "รอจัดทำ" in person.get(f"{PAPERS}?revision=1").text("#endorsement")
    assert "รอจัดทำ" not in person.get(PAPERS).text("#endorsement")
    assert person.get(f"{PAPERS}?revision=3").code == 404
    assert person.get(f"{PAPERS}?revision=x").code == 404


def test_before_the_first_text_there_is_nothing_to_order(sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter.95").get(f"/plans/{PATTANI}/papers")
    assert page.has(".empty")
    assert not page.has("main form")


def test_in_english_english_comes_first(sign_in_as: SignInAs) -> None:
    page = sign_in_as("secretariat.1").get(PAPERS, "en")
    assert page.texts("#plan option")[0] == "English"
    assert page.texts("main h3")[2] == "Endorsement sheet"
