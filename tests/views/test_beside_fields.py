"""What stands beside the fields of a section: what a reviewer asks there, and examples."""

import pytest
from flask import Flask

from tests.conftest import TODAY, SignInAs
from tests.outline.sample import outline
from tests.services.acting import NAN, PATTANI
from tests.views.deeds import inside
from tests.views.writing import PLAN, kept, write
from workflow.extensions import db, writing
from workflow.models import Point
from workflow.outline.guidance import guided


@pytest.mark.parametrize("path", [f"{PLAN}/projects/1", f"{PLAN}/issues/1"])
def test_a_row_leads_to_an_example_of_every_field(sign_in_as: SignInAs, path: str) -> None:
    drafter, section = sign_in_as("drafter.95"), path.split("/")[-2]
    link = drafter.get(path).one(f'.masthead a[href="{PLAN}/{section}/examples"]')
    examples = drafter.get(str(link["href"]))
    places = [place.replace(".", "-") for place in guided(outline().section[section])]
    assert all(examples.text(f"#{place} blockquote") for place in places)


def test_an_empty_field_of_a_row_leads_to_its_own(app: Flask, sign_in_as: SignInAs) -> None:
    drafter, link = (
        sign_in_as("drafter.95"),
        '.example-of > a[href$="#projects-projects-rationale"]',
    )
    assert not drafter.get(f"{PLAN}/projects/1").has(link)
    inside(app, _emptied)
    assert drafter.get(f"{PLAN}/projects/1").has(link)


def _emptied() -> None:
    """The first project gives no reason."""
    body, version, _ = kept("projects")
    body["projects"][0]["rationale"] = ""
    write(PATTANI, "projects", body)


def test_a_script_gets_examples_as_paragraphs(sign_in_as: SignInAs) -> None:
    client, quiet = sign_in_as("drafter.95").client, {"Accept": "application/json"}
    told = client.get(f"{PLAN}/projects/examples", headers=quiet).get_json()
    assert set(told) == {p.replace(".", "-") for p in guided(outline().section["projects"])}
    assert [len(told[f"projects-projects-{name}"]) for name in ("rationale", "site")] == [2, 1]


def test_a_section_that_there_is_not_has_no_examples(sign_in_as: SignInAs) -> None:
    assert sign_in_as("secretariat.1").get("/plans/1/sections/nothing/examples").code == 404


def test_a_point_stands_where_it_is_to_be_put_right_and_leads_there(sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.55")
    rows = drafter.get(f"/plans/{NAN}/sections").texts(".sections li")
    assert [n for n, row in enumerate(rows) if "ข้อสังเกต 2 ข้อ" in row] == [7]
    project = drafter.get(f"/plans/{NAN}/sections/projects/1").text("[aria-labelledby=asked-here]")
    assert "แสดงหนังสือยินยอมใช้พื้นที่" in project
    for path in ("projects/2", "needs"):
        assert not drafter.get(f"/plans/{NAN}/sections/{path}").has("[aria-labelledby=asked-here]")
    link = drafter.get(f"/plans/{NAN}/points").one('.point a[href$="/sections/projects"]')
    assert drafter.get(str(link["href"])).text("[aria-labelledby=asked-here] li")


def test_many_points_on_a_section_are_told_in_short(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, lambda: _points(7))
    asked = sign_in_as("drafter.55").get(f"/plans/{NAN}/sections/needs")
    assert len(asked.all("[aria-labelledby=asked-here] li")) == 5
    assert "และอีก 2" in asked.text("[aria-labelledby=asked-here]")


def _points(number: int) -> None:
    writing()
    some = {"plan_id": NAN, "section": "needs", "field": "needs.forums", "blocking": True}
    more = {"text": "ก" * 1_000, "stage": "clinic_review", "made_by": 1, "made_at": TODAY}
    more["revision"] = 1
    db.session.add_all(Point(no=no, **some, **more) for no in range(3, 3 + number))
    db.session.commit()


def test_who_cannot_write_is_not_led_to_the_editor(sign_in_as: SignInAs) -> None:
    assert not sign_in_as("clinic.55").get(f"/plans/{NAN}/points").has('.point a[href*="sections"]')
