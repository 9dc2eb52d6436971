"""The procedure's page: the picture, the words, the versions and what changed."""

import pytest
from flask import Flask

from tests.conftest import TODAY, SignInAs
from tests.services.acting import actor
from tests.states import case, changed
from tests.views.deeds import inside
from workflow.demo.people import PRINCIPALS
from workflow.services.publish import publish_procedure

PROCEDURE = case.procedure()


@pytest.mark.parametrize("username", PRINCIPALS)
def test_everyone_signed_in_may_read_it(sign_in_as: SignInAs, username: str) -> None:
    assert sign_in_as(username).get("/procedure").code == 200


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_picture_names_every_stage_and_move(sign_in_as: SignInAs, language: str) -> None:
    page = sign_in_as("office.75").get("/procedure", language)
    drawn = set(page.texts(".flow text"))
    assert {stage.title.text(language) for stage in PROCEDURE.stages} <= drawn
    assert {move.title.text(language) for move in PROCEDURE.moves} <= drawn


def test_the_table_says_what_the_picture_says(sign_in_as: SignInAs) -> None:
    page = sign_in_as("office.75").get("/procedure", "en")
    rows = page.texts("table:has(.stage) tbody tr")
    assert len(rows) == len(PROCEDURE.stages)
    assert rows[3].startswith("Committee approval secretariat 7 working days")
    assert "Resolve to approve → Approved" in rows[3]
    assert "Revise and resubmit → the stage that returned it" in rows[4]


def test_every_move_is_told_in_words(sign_in_as: SignInAs) -> None:
    page = sign_in_as("office.75").get("/procedure")
    assert len(page.texts(".rules-list > li")) == len(PROCEDURE.moves)
    assert "เหตุผล อย่างน้อย 50 ตัวอักษร" in page.text("#m-decline")
    assert len(page.texts("ol.prose li")) == len(PROCEDURE.checks)


def test_a_first_version_says_that_it_is_the_first(sign_in_as: SignInAs) -> None:
    assert "ฉบับแรก" in sign_in_as("office.75").get("/procedure").text(".empty")


def test_what_a_new_version_changes_stands_side_by_side(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, _publish)
    page = sign_in_as("office.75").get("/procedure")
    assert page.texts("del") == ["7 วันทำการ"]
    assert page.texts("ins") == ["9 วันทำการ"]
    assert "ฉบับที่ 2" in page.text(".masthead")
    assert actor_name(app) in page.text("#versions + .scroll")


def test_an_older_version_says_which_one_new_plans_follow(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, _publish)
    person = sign_in_as("office.75")
    assert "แผนใหม่ใช้ฉบับที่ 2" in person.get("/procedure/1").text(".masthead")
    assert person.get("/procedure/2/since/1").texts("ins") == ["9 วันทำการ"]


@pytest.mark.parametrize("path", ["/procedure/9", "/procedure/1/since/9", "/procedure?name=none"])
def test_a_version_that_was_never_published_is_not_there(sign_in_as: SignInAs, path: str) -> None:
    assert sign_in_as("office.75").get(path).code == 404


def test_every_page_leads_to_it(sign_in_as: SignInAs) -> None:
    link = sign_in_as("office.75").get("/inbox").one('.foot a[href="/procedure"]')
    assert link.get_text() == "เส้นทางของแผน"


def _publish() -> None:
    publish_procedure(changed.text(changed.TERM), TODAY, actor("admin.1"))


def actor_name(app: Flask) -> str:
    """Name of who published it."""
    return str(inside(app, lambda: actor("admin.1").name_th))
