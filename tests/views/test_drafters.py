"""The page of who writes a plan: inviting, removing, and what a co-drafter then reaches."""

import pytest
from flask import Flask

from tests.conftest import TODAY, SignInAs
from tests.page import Page
from tests.services.acting import NAN, PATTANI, actor, end, operation, row
from tests.views.deeds import inside
from workflow.services.invite_co_drafter import NewCoDrafter, invite_co_drafter

PEOPLE, LECTURER = f"/plans/{NAN}/people", "office.80"
READ = ("", "/timeline", "/points", "/revisions", "/comments", "/papers", "/people", "/print")
WRITTEN = ("/sections", "/sections/summary", "/sections/projects/1")


@pytest.fixture
def invited(app: Flask) -> None:
    """Somebody without any post, invited to one plan."""
    inside(app, _invite)


def test_somebody_is_invited_through_the_page(sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.55")
    assert drafter.post(PEOPLE, who=LECTURER).status_code == 303
    page = drafter.get(PEOPLE)
    assert "ร่วมเขียนแผนนี้ได้แล้ว" in page.text("[role=status]")
    assert "เชิญโดย" in page.text("#invited ~ .tasks")
    assert "เชิญผู้ร่วมจัดทำ" in drafter.get(f"/plans/{NAN}/timeline").text(".timeline li")


def test_pressing_twice_invites_once(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.55")
    values = {**drafter.get(PEOPLE).form(PEOPLE), "who": LECTURER}
    before = inside(app, row, NAN).version
    codes = [drafter.client.post(PEOPLE, data=values).status_code for _ in range(2)]
    assert codes == [303, 303]
    assert inside(app, row, NAN).version == before + 1


def test_what_was_typed_is_kept_with_the_reason(sign_in_as: SignInAs) -> None:
    page = Page(sign_in_as("drafter.55").post(PEOPLE, who="ใครก็ไม่รู้"))
    assert page.code == 422
    assert page.one("#who")["value"] == "ใครก็ไม่รู้"
    assert "ไม่พบบัญชี" in page.text("#who-error")


def test_a_page_that_is_out_of_date_is_told_what_changed(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.55")
    values = {**drafter.get(PEOPLE).form(PEOPLE), "who": "drafter.45"}
    inside(app, _invite)
    page = Page(drafter.client.post(PEOPLE, data=values))
    assert page.code == 409
    assert "เชิญผู้ร่วมจัดทำ" in page.text(".notice--warn")
    assert page.one("#who")["value"] == "drafter.45"


@pytest.mark.usefixtures("invited")
def test_somebody_is_removed_through_the_page(sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter2.55")
    form = drafter.get(PEOPLE).one(".tasks form")
    way = str(form["action"])
    values = drafter.get(PEOPLE).form(way)
    assert drafter.client.post(way, data=values).status_code == 303
    assert drafter.client.post(way, data=values).status_code == 303, "twice is harmless"
    assert not drafter.get(PEOPLE).has(".tasks form")
    again = {**values, "operation_id": operation()}
    assert drafter.client.post(way, data=again).status_code == 409


@pytest.mark.usefixtures("invited")
def test_a_co_drafter_without_a_post_reads_and_writes_that_plan_alone(
    sign_in_as: SignInAs,
) -> None:
    guest = sign_in_as(LECTURER).client
    for below in (*READ, *WRITTEN):
        assert guest.get(f"/plans/{NAN}{below}").status_code == 200, below
        assert guest.get(f"/plans/{PATTANI}{below}").status_code == 404, below


@pytest.mark.usefixtures("invited")
def test_a_co_drafter_finds_the_plan_among_their_work_and_cannot_send_it(
    sign_in_as: SignInAs,
) -> None:
    guest = sign_in_as(LECTURER)
    inbox = guest.get("/inbox")
    assert inbox.has(f'a[href="/plans/{NAN}/sections"]')
    assert "วันนี้ท่านไม่มีตำแหน่งในระบบ" not in inbox.text()
    assert guest.client.get(f"/plans/{NAN}/moves/resubmit").status_code == 403


@pytest.mark.usefixtures("invited")
def test_a_co_drafter_invites_nobody(app: Flask, sign_in_as: SignInAs) -> None:
    guest = sign_in_as(LECTURER)
    assert not guest.get(PEOPLE).has("main form")
    version = inside(app, row, NAN).version
    values = {"csrf_token": guest.token(), "operation_id": operation(), "version": version}
    answer = guest.client.post(PEOPLE, data={**values, "who": "drafter.45"})
    assert answer.status_code == 403


def test_who_may_not_read_the_plan_sees_no_such_page(sign_in_as: SignInAs) -> None:
    other = sign_in_as("drafter.45")
    assert other.get(PEOPLE).code == 404
    values = {"csrf_token": other.token(), "who": "drafter.45", "operation_id": operation()}
    assert other.client.post(PEOPLE, data=values).status_code == 404


def _invite() -> None:
    end(LECTURER)
    new = NewCoDrafter(
        plan_id=NAN, who=LECTURER, version=row(NAN).version, operation_id=operation()
    )
    invite_co_drafter(new, actor("drafter.55"), TODAY)


@pytest.mark.usefixtures("invited")
def test_the_invited_find_the_open_points_where_they_write_and_comment(
    sign_in_as: SignInAs,
) -> None:
    person, point = sign_in_as(LECTURER), f"/plans/{NAN}/points/1"
    for below in ("/sections/projects", "/sections/projects/1"):
        assert person.get(f"/plans/{NAN}{below}").has(f'main a[href="{point}"]')
    assert not person.get(f"/plans/{NAN}/sections/projects/2").has(f'a[href="{point}"]')
    page = person.get(point)
    assert not page.has('button[name="settled"]')
    values = {**page.form(f"{point}/comments"), "comment": "แก้ไขตัวเลขแล้ว"}
    assert person.client.post(f"{point}/comments", data=values).status_code == 303
    assert "ผู้ร่วมจัดทำ" in person.get(point).text(".reply:last-of-type")
