"""Issues and projects, each with a page of its own: added with a code, removed when confirmed."""

from typing import Any

from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page
from tests.services.acting import PATTANI, body, save
from tests.views.deeds import inside
from tests.views.writing import PLAN, kept, send, sent

PROJECTS, ISSUES = f"{PLAN}/projects", f"{PLAN}/issues"
REMOVE = f"{PROJECTS}/1/remove"


def test_a_project_is_added_with_the_next_code_and_opened(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    answer = send(drafter, PROJECTS, add="projects")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PROJECTS}/2")
    page = drafter.get(f"{PROJECTS}/2")
    assert page.text("h1") == "94-2571-02 ยังไม่มีชื่อ"
    assert page.one("#projects-1-code")["value"] == "94-2571-02"
    assert "ต้องแก้" in drafter.get(PROJECTS).text("#projects-1")


def test_pressed_twice_one_is_added(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    values = {**sent(drafter.get(PROJECTS)).to_dict(), "add": "projects"}
    answers = [drafter.client.post(PROJECTS, data=values) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [f"{PROJECTS}/2"] * 2
    assert len(inside(app, kept, "projects")[0]["projects"]) == 2


def test_who_adds_from_an_older_list_is_shown_the_new_one(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    values = {**sent(drafter.get(PROJECTS)).to_dict(), "add": "projects"}
    inside(app, _other_adds)
    page = Page(drafter.client.post(PROJECTS, data=values))
    assert page.code == 409
    assert "โปรดดูรายการอีกครั้ง" in page.text(".errors")
    assert "94-2571-02 ของเพื่อน" in page.text("#projects")
    again = {**sent(page).to_dict(), "add": "projects"}
    assert drafter.client.post(PROJECTS, data=again).headers["Location"] == f"{PROJECTS}/3"


def test_issues_are_numbered_and_their_number_is_not_asked(
    app: Flask, sign_in_as: SignInAs
) -> None:
    drafter = sign_in_as("drafter.95")
    assert send(drafter, ISSUES, add="issues").headers["Location"] == f"{ISSUES}/2"
    page = drafter.get(f"{ISSUES}/2")
    assert not page.has("#issues-1-code")
    assert send(drafter, f"{ISSUES}/2", **{"issues-1-name": "ประเด็นที่สอง"}).status_code == 303
    issues = inside(app, kept, "issues")[0]["issues"]
    assert [(row["code"], row["name"]) for row in issues][1] == ("2", "ประเด็นที่สอง")
    offered = drafter.get(f"{PROJECTS}/1").texts("#projects-0-issue option")
    assert "2 ประเด็นที่สอง" in offered


def test_a_sixth_issue_is_refused_in_words(sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    answers = [send(drafter, ISSUES, add="issues") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 303, 422]
    assert "ต้องไม่เกิน 5 รายการ" in Page(answers[-1]).text(".errors")


def test_removing_asks_first_and_says_what_goes(app: Flask, sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter.95").get(REMOVE)
    assert "94-2571-01 โรงแปรรูปร่วมอาหารทะเลฮาลาลขนาดเล็ก" in page.text(".masthead")
    assert inside(app, kept, "projects")[1] == 2
    issue = sign_in_as("drafter.95").get(f"{ISSUES}/1/remove")
    assert "หมวด “โครงการ” ที่อ้างถึงรายการนี้" in issue.text(".notice")


def test_a_project_is_removed_once_however_often_it_is_pressed(
    app: Flask, sign_in_as: SignInAs
) -> None:
    drafter = sign_in_as("drafter.95")
    values = sent(drafter.get(REMOVE))
    codes = [drafter.client.post(REMOVE, data=values).status_code for _ in range(2)]
    assert (codes, inside(app, kept, "projects")[0]["projects"]) == ([303, 303], [])
    assert "ยังไม่มีรายการ" in drafter.get(PROJECTS).text("#projects")


def test_what_changed_meanwhile_is_not_removed_unseen(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    values = sent(drafter.get(REMOVE))
    inside(app, _other_adds)
    page = Page(drafter.client.post(REMOVE, data=values))
    assert page.code == 409
    assert len(inside(app, kept, "projects")[0]["projects"]) == 2
    assert drafter.client.post(REMOVE, data=sent(page)).status_code == 303


def test_removing_an_issue_renumbers_and_its_projects_follow(
    app: Flask, sign_in_as: SignInAs
) -> None:
    drafter = sign_in_as("drafter.95")
    send(drafter, ISSUES, add="issues")
    send(drafter, f"{PROJECTS}/1", **{"projects-0-issue": "2"})
    values = sent(drafter.get(f"{ISSUES}/1/remove"))
    assert drafter.client.post(f"{ISSUES}/1/remove", data=values).status_code == 303
    assert [row["code"] for row in inside(app, kept, "issues")[0]["issues"]] == ["1"]
    assert inside(app, kept, "projects")[0]["projects"][0]["issue"] == "1"


def test_sums_by_year_and_source_stand_under_the_projects(sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    for key in ("projects", "budget"):
        rows = drafter.get(f"{PLAN}/{key}").texts("caption ~ tbody tr")
        assert rows == ["งบจังหวัด 3,500,000 400,000 3,900,000", "งบกระทรวง/กรม 500,000 – 500,000"]
    assert "4,400,000" in drafter.get(f"{PROJECTS}/1").text("#computed-title ~ p")


def _other_adds() -> None:
    rows: list[dict[str, Any]] = body(PATTANI, "projects")["projects"]
    new = {**rows[0], "code": "94-2571-02", "name": "ของเพื่อน"}
    save("drafter2.95", PATTANI, "projects", projects=[*rows, new])
