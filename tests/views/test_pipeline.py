"""The pipeline through its address: filters, pages, map, files."""

import csv
import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import TODAY, SignInAs
from tests.page import Visitor
from tests.services.acting import statements
from tests.views.deeds import inside
from workflow.demo.scale import scale
from workflow.extensions import db, writing
from workflow.models import Plan


@pytest.fixture
def officer(sign_in_as: SignInAs) -> Visitor:
    return sign_in_as("secretariat.1")


def titles(text: str) -> list[str]:
    return re.findall(r'href="/plans/(\d+)"', text)


def copies(number: int) -> None:
    """More plans of Chiang Mai's, approved long ago, each a minute apart."""
    writing()
    names = [c.name for c in Plan.__table__.columns if c.name not in ("id", "is_open", "title")]
    same = ", ".join(names)
    for n in range(number):
        db.session.execute(
            sa.text(
                f"INSERT INTO plan ({same}, is_open, title)"  # noqa: S608 - our own column names
                f" SELECT {same}, false, :title FROM plan WHERE id = 1"
            ),
            {"title": f"แผนที่ {n}"},
        )
    db.session.commit()


@pytest.mark.parametrize("username", ["secretariat.1", "auditor.1"])
def test_who_tracks_sees_every_plan(sign_in_as: SignInAs, username: str) -> None:
    page = sign_in_as(username).get("/pipeline")
    assert page.code == 200
    assert sorted(titles(page.response.text)) == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("username", ["drafter.75", "pcso.75", "member.MHESI-2", "admin.1"])
def test_others_are_refused(sign_in_as: SignInAs, username: str) -> None:
    for path in ("/pipeline", "/map", "/pipeline/print", "/pipeline.csv", "/pipeline.xlsx"):
        assert sign_in_as(username).get(path).code == 403


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("stage=draft", ["6"]),
        ("province=55", ["3"]),
        ("region=south", ["5", "6"]),
        ("cluster=N2", ["3"]),
        ("holder=pcso", ["5"]),
        ("round=all&stage=clinic_review", ["4"]),
        ("round=2570-pilot", []),
        ("q=นครศรี", ["5"]),
        ("q=%E0%B9%92%E0%B9%95%E0%B9%97%E0%B9%91+–+๒๕๗๕&province=50", ["1"]),
        ("q=100%25", []),
        ("region=south&stage=draft&holder=drafter", ["6"]),
    ],
)
def test_filters_name_plans(officer: Visitor, asked: str, found: list[str]) -> None:
    page = officer.get(f"/pipeline?{asked}")
    assert page.code == 200
    assert sorted(titles(page.response.text)) == found


def test_what_is_late_is_held_by_somebody_past_its_day(officer: Visitor) -> None:
    assert set(titles(officer.get("/pipeline?overdue=y").response.text)) == {"3", "5"}


@pytest.mark.parametrize("asked", ["province=zz", "stage=lost", "round=x", "q=" + "ก" * 300])
def test_a_filter_that_is_none_is_said_and_filters_nothing(officer: Visitor, asked: str) -> None:
    page = officer.get(f"/pipeline?{asked}")
    assert page.code == 422
    assert page.root.select_one(".errors a[href^='#']")
    assert not titles(page.response.text)
    assert officer.get(f"/pipeline.csv?{asked}").code == 422


@pytest.mark.parametrize("mark", ["x", "W10.abc", "ก" * 50, "💥"])
def test_a_place_in_another_list_leads_to_the_first_page(officer: Visitor, mark: str) -> None:
    page = officer.get(f"/pipeline?at={mark}")
    assert page.code == 200
    assert page.root.select_one(".notice")
    assert len(titles(page.response.text)) == 6


def test_pages_go_on_and_back_and_show_each_plan_once(app: Flask, officer: Visitor) -> None:
    inside(app, lambda: copies(120))
    path, seen, back = "/pipeline", [], []
    while path:
        page = officer.get(path)
        seen.append(titles(page.response.text))
        newer, older = (
            page.root.select_one(f".pager nav a:has(use[href$='#{way}'])")
            for way in ("left", "right")
        )
        back.append(str(newer["href"]) if newer else "")
        path = str(older["href"]) if older else ""
    assert [len(part) for part in seen] == [36, 36, 36, 18]
    assert len({one for part in seen for one in part}) == 126
    assert titles(officer.get(back[2]).response.text) == seen[1]


def test_the_head_counts_what_is_late_and_leads_to_it_the_most_pressing_first(
    officer: Visitor,
) -> None:
    link = officer.get("/pipeline?stage=draft").one(".masthead a.due--over")
    assert "2" in link.text
    page = officer.get(str(link["href"]))
    assert titles(page.response.text) == ["3", "5"]
    assert page.one("#order option[selected]")["value"] == "due"


@pytest.mark.parametrize("order", ["due", "since"])
def test_pages_of_an_order_by_day_go_on(app: Flask, officer: Visitor, order: str) -> None:
    with app.app_context():
        scale(600, TODAY)
    first = officer.get(f"/pipeline?round=all&order={order}")
    onwards = str(first.all(".pager nav a")[-1]["href"])
    second = officer.get(onwards)
    assert not second.root.select_one(".notice")
    assert not set(titles(first.response.text)) & set(titles(second.response.text))


def test_a_place_of_one_list_means_nothing_in_another(app: Flask, officer: Visitor) -> None:
    inside(app, lambda: copies(60))
    older = officer.get("/pipeline").root.select_one(".pager nav a")
    assert older
    mark = str(older["href"]).partition("at=")[2]
    assert officer.get(f"/pipeline?stage=approved&at={mark}").root.select_one(".notice")


def test_the_map_shows_77_areas_twice(officer: Visitor) -> None:
    page = officer.get("/map")
    assert len(page.all("a.tile")) == 77
    assert len(page.all("tbody tr")) == 77
    assert "ไม่มีแผน 71" in page.text(".legend")
    assert page.root.select_one('a.tile[data-stage="approved"][aria-label^="เชียงใหม่"]')


def test_csv_has_every_plan_and_no_formula(app: Flask, officer: Visitor) -> None:
    inside(app, _title_of_a_formula)
    answer = officer.client.get("/pipeline.csv?round=all")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == 7
    assert {len(row) for row in rows} == {len(rows[0])}
    assert "'=cmd()" in [row[1] for row in rows]
    assert "attachment" in answer.headers["Content-Disposition"]


def test_xlsx_can_be_had_by_the_same_filter(officer: Visitor) -> None:
    answer = officer.client.get("/pipeline.xlsx?stage=draft")
    assert answer.status_code == 200
    assert answer.data.startswith(b"PK")


def _title_of_a_formula() -> None:
    writing()
    db.session.execute(sa.update(Plan).where(Plan.id == 6).values(title="=cmd()"))
    db.session.commit()


@pytest.mark.parametrize("plans", [100, 20_000])
def test_the_page_asks_seven_questions_whatever_the_number_of_plans(
    plans: int, officer: Visitor, app: Flask
) -> None:
    with app.app_context():
        scale(plans, TODAY)
    officer.client.get("/pipeline?round=all")
    with app.app_context():
        sent = statements(lambda: officer.client.get("/pipeline?round=all"))
    assert len([one for one in sent if one != "COMMIT"]) <= 7, sent
