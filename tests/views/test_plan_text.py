"""What a plan's page shows of its text is kept by all that it follows from, and by nothing else."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from markupsafe import Markup

from tests.conftest import TODAY, SignInAs
from tests.services.acting import (
    CHIANG_MAI,
    NAN,
    PATTANI,
    SAMUT_SONGKHRAM,
    actor,
    body,
    by_hand,
    save,
)
from tests.services.acting import row as plan_row
from tests.services.attaching import attach, detach, refer
from tests.views.deeds import RETURN, SEND_BACK, inside, listen
from tests.views.deeds import send as move
from tests.views.test_every_page import MOST_QUERIES
from tests.views.writing import write
from workflow.models import Plan, table
from workflow.queries.plan_page import plan_page
from workflow.views.plan_text import Kept, Name, _made

NAME = Name(4, 1, "d" * 64, None, "th", "", edits=False, reviews=False, pins=())
OTHER: dict[str, Any] = {
    "plan_id": 5,
    "outline_id": 2,
    "digest": "e" * 64,
    "newest_file": 1,
    "language": "en",
    "root": "/behind",
    "edits": True,
    "reviews": True,
}
LONG = Markup("ก") * 1000


def test_a_text_that_is_kept_is_not_read_again(app: Flask, sign_in_as: SignInAs) -> None:
    person = sign_in_as("secretariat.1")
    first = person.get("/plans/1").text()
    sent = inside(app, listen)
    assert person.get("/plans/1").text() == first
    assert not any("FROM section" in statement for statement in sent)


def test_a_page_whose_text_is_not_kept_asks_at_most_twelve_times(
    app: Flask, sign_in_as: SignInAs
) -> None:
    person = sign_in_as("drafter.55")
    person.get("/plans/3")
    app.extensions["kept_texts"].clear()
    sent = inside(app, listen)
    person.get("/plans/3")
    assert any("FROM section" in statement for statement in sent)
    assert len(sent) <= MOST_QUERIES, sent


def test_what_is_saved_is_there_at_once_for_everybody(app: Flask, sign_in_as: SignInAs) -> None:
    people = [sign_in_as(name) for name in ("drafter.95", "secretariat.1")]
    for text in ("ข้อความแรก", "ข้อความที่สอง", "ข้อความแรก"):
        inside(
            app, lambda said: save("drafter.95", PATTANI, "summary", executive_summary=said), text
        )
        pages = [person.get(f"/plans/{PATTANI}") for person in people]
        assert all(text in page.text('[aria-labelledby="s-summary"]') for page in pages)


def test_each_language_has_its_own(sign_in_as: SignInAs) -> None:
    person = sign_in_as("pcso.80")
    assert "บทสรุปผู้บริหาร" in person.get("/plans/5").text("#s-summary")
    assert "Executive summary" in person.get("/plans/5", "en").text("#s-summary")


def test_only_who_writes_it_is_led_to_the_editor(sign_in_as: SignInAs) -> None:
    editor = f'.split section > a[href="/plans/{NAN}/sections/general"]'
    assert sign_in_as("drafter.55").get(f"/plans/{NAN}").has(editor)
    assert not sign_in_as("auditor.1").get(f"/plans/{NAN}").has(editor)
    assert sign_in_as("drafter.55").get(f"/plans/{NAN}").has(editor)


def test_only_who_reviews_it_is_led_to_making_points(sign_in_as: SignInAs) -> None:
    points = f'main a[href^="/plans/{SAMUT_SONGKHRAM}/points/new"]'
    here = f"/plans/{SAMUT_SONGKHRAM}"
    reviewer = sign_in_as("clinic.75")
    assert reviewer.get(here).has(points)
    assert not sign_in_as("auditor.1").get(here).has(points)
    move(reviewer, SEND_BACK, RETURN)
    assert not reviewer.get(here).has(points)


def test_two_plans_with_one_text_lead_each_to_its_own_pages(
    app: Flask, sign_in_as: SignInAs
) -> None:
    inside(app, _make_alike, CHIANG_MAI, NAN)
    person = sign_in_as("secretariat.1")
    for plan in (CHIANG_MAI, NAN):
        links = person.get(f"/plans/{plan}").all(".split a[href^='/plans/']")
        assert {str(link["href"]).split("/")[2] for link in links} == {str(plan)}


def test_a_file_that_comes_back_under_another_name_is_called_by_it(
    app: Flask, sign_in_as: SignInAs
) -> None:
    person = sign_in_as("drafter.55")
    digest = inside(app, lambda: attach("drafter.55", NAN, "แรก.pdf"))
    there = inside(app, lambda: body(NAN, "attachments")["files"])
    inside(app, lambda: refer("drafter.55", NAN, digest))
    assert "แรก.pdf" in person.get(f"/plans/{NAN}").text(".split")
    inside(app, lambda: save("drafter.55", NAN, "attachments", files=there))
    inside(app, lambda: detach("drafter.55", NAN, digest))
    inside(app, lambda: attach("drafter.55", NAN, "หลัง.pdf"))
    inside(app, lambda: refer("drafter.55", NAN, digest))
    assert "หลัง.pdf" in person.get(f"/plans/{NAN}").text(".split")


def test_a_text_saved_while_a_page_is_made_is_kept_under_its_own_digest(app: Flask) -> None:
    with app.test_request_context(f"/plans/{NAN}"):
        kept, page = Kept(), plan_page(NAN, actor("auditor.1"), TODAY)
        seen = replace(NAME, plan_id=NAN, outline_id=page.plan.outline_id, digest="0" * 64)
        made = _made(page, seen, kept)
        assert kept.get(seen) is None
        assert kept.get(replace(seen, digest=page.plan.digest)) == made


@pytest.mark.parametrize("what", sorted(OTHER))
def test_a_text_is_kept_for_its_whole_name_only(what: str) -> None:
    kept = Kept()
    kept.put(NAME, LONG)
    assert kept.get(NAME) == LONG
    assert kept.get(replace(NAME, **{what: OTHER[what]})) is None


def test_of_too_many_texts_the_least_lately_used_goes() -> None:
    kept = Kept(most=7_000)
    first, second, third, fourth = (replace(NAME, plan_id=n) for n in range(1, 5))
    for name in (first, second, third):
        kept.put(name, LONG)
    kept.get(first)
    kept.put(fourth, LONG)
    there = [name.plan_id for name in (first, second, third, fourth) if kept.get(name)]
    assert there == [1, 3, 4]
    assert kept.size <= kept.most


def test_a_text_that_is_kept_anew_takes_its_room_once() -> None:
    kept = Kept()
    kept.put(NAME, LONG)
    once = kept.size
    kept.put(NAME, LONG)
    assert kept.size == once
    kept.clear()
    assert (kept.size, kept.get(NAME)) == (0, None)


def test_a_text_that_has_no_room_is_not_kept() -> None:
    kept = Kept(most=100)
    kept.put(NAME, LONG)
    assert (kept.size, kept.get(NAME)) == (0, None)


def _make_alike(one: int, other: int) -> None:
    """Give a plan another's text, as an amendment begins with it."""
    for key in ("summary", "area", "needs", "projects", "attachments"):
        write(other, key, body(one, key))
    same = sa.update(table(Plan)).where(Plan.id == other).values(digest=plan_row(one).digest)
    by_hand(same)
