"""A plan's budget by year, source and issue: on a page and as a workbook, now and as frozen."""

from typing import Any

import pytest
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Visitor
from tests.services.acting import PATTANI
from tests.views.deeds import inside
from tests.views.writing import kept, write
from tests.workbooks_made import opened
from workflow.views.budgeting import bars, percent

PAGE = "/plans/1/budget"


@pytest.fixture
def officer(sign_in_as: SignInAs) -> Visitor:
    return sign_in_as("secretariat.1")


def line(**said: Any) -> dict[str, Any]:
    return {"fiscal_year": 2571, "source": "PROV", "category": "OPERATING", **said}


def test_sums_and_shares_are_said_for_all_and_by_issue(officer: Visitor) -> None:
    page = officer.get(PAGE)
    assert page.texts("main h2")[0] == "ทุกประเด็น"
    assert page.texts("main h2")[1].startswith("1 ")
    assert page.text("tfoot tr") == (
        "รวม 7,410,000 1,840,000 1,190,000 240,000 – 10,680,000 100.0%"
    )
    shares = [text.split()[-1] for text in page.texts("tbody tr")[:5]]
    assert shares == ["41.0%", "30.0%", "17.3%", "4.2%", "7.5%"]


def test_a_chart_says_what_its_table_says(officer: Visitor) -> None:
    page = officer.get(PAGE)
    said = str(page.one("svg.chart")["aria-label"])
    assert said.endswith("2571 7.41, 2572 1.84, 2573 1.19, 2574 0.24, 2575 0.00")
    assert len(page.all("svg.chart rect")) == 5


def test_a_frozen_budget_stays_as_it_was(app: Flask, officer: Visitor) -> None:
    before = officer.get("/plans/1/revisions/1/budget").text("main")
    inside(app, lambda: write(1, "projects", {"projects": []}))
    assert officer.get("/plans/1/revisions/1/budget").text("main") == before
    assert "ยังไม่มีงบประมาณ" in officer.get(PAGE).text(".empty")
    assert officer.get("/plans/1/revisions/99/budget").code == 404


@pytest.mark.parametrize("path", [PAGE, "/plans/1/revisions/1/budget"])
def test_a_workbook_has_a_sheet_for_all_and_for_each_issue(officer: Visitor, path: str) -> None:
    answer = officer.client.get(f"{path}.xlsx")
    book = opened(answer.data)
    assert book.sheetnames == ["ทุกประเด็น", "ประเด็นที่ 1", "ประเด็นที่ 2"]
    whole: list[list[Any]] = [[cell.value for cell in row] for row in book.worksheets[0].rows]
    assert whole[0][1:3] == ["2571", "2572"]
    sums = [sum(row[n] for row in whole[1:-1]) for n in range(1, len(whole[0]) - 1)]
    assert sums == whole[-1][1:-1]


def test_lines_that_say_little_come_last_and_are_named(app: Flask, sign_in_as: SignInAs) -> None:
    body = inside(app, kept, "projects")[0]
    lines = [line(amount_satang=100), line(amount_satang=300, fiscal_year=None, source=None)]
    project = body["projects"][0] | {"budget": lines, "issue": None}
    other = project | {"budget": [line(amount_satang=400, source="X")], "issue": "9"}
    inside(app, lambda: write(PATTANI, "projects", {"projects": [project, other]}))
    page = sign_in_as("drafter.95").get(f"/plans/{PATTANI}/budget")
    assert page.texts("main h2") == ["ทุกประเด็น", "ประเด็นที่ 9", "ไม่ระบุประเด็น"]
    assert [text.split()[0] for text in page.texts("table:first-of-type tbody tr")[:3]] == [
        "งบจังหวัด",
        "ไม่ระบุ",
        "ไม่ระบุ",
    ]
    assert page.texts("thead")[0].endswith("2575 ไม่ระบุ รวม สัดส่วนต่อทั้งแผน")


def test_columns_of_a_chart_are_as_high_as_they_should_be() -> None:
    high, low, none = bars(["1", "2", "3"], [1_000_000_000, 1, 0])
    assert (high.height, low.height, none.height) == (144, 1, 0)
    assert (high.said, none.said, bars([], [])) == ("10.00", "0.00", ())


def test_a_share_is_said_with_a_decimal_place() -> None:
    assert [percent(share) for share in (0, 5, 1000)] == ["0.0%", "0.5%", "100.0%"]


def test_who_may_not_read_a_plan_does_not_read_its_budget(sign_in_as: SignInAs) -> None:
    stranger = sign_in_as("clinic.45")
    for below in ("budget", "budget.xlsx", "revisions/1/budget"):
        assert stranger.client.get(f"/plans/4/{below}").status_code == 404


def test_the_plan_leads_to_its_budget(officer: Visitor) -> None:
    for path in ("/plans/1", "/plans/1/text/projects"):
        assert officer.get(path).has(f'a[href="{PAGE}"]')
    assert officer.get("/plans/1/revisions/1").has('a[href="/plans/1/revisions/1/budget"]')
