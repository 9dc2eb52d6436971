"""What a file brings for a table is joined to what there is: rows with a code by their code."""

from typing import Any

import pytest

from tests.outline.sample import outline
from workflow.outline.grids import (
    ADD,
    REPLACE,
    Brought,
    Numbers,
    codes_after,
    grids,
    is_taken,
    joined,
    lines,
    misnumbered,
    table_of,
)

NUMBERS = Numbers("94", 2571)
Row = dict[str, Any]


def table(place: str) -> Any:
    key, name = place.split(".")
    found = table_of(outline(), key, name)
    assert found is not None
    return found


FORUMS, PROJECTS, ISSUES = map(table, ("needs.forums", "projects.projects", "issues.issues"))
P1: Row = {"code": "94-2571-01", "name": "หนึ่ง", "trl": 7, "budget": [{"item": "ก"}]}
P2: Row = {"code": "94-2571-02", "name": "สอง", "budget": []}


def join(present: list[Row], brought: Brought, way: str, of: Any = PROJECTS) -> list[Row]:
    return joined(of, present, brought, way, NUMBERS)


@pytest.mark.parametrize(
    ("key", "name"), [("needs", "nothing"), ("nothing", "forums"), ("needs", "problems_and_needs")]
)
def test_what_is_no_table_is_not_there(key: str, name: str) -> None:
    assert table_of(outline(), key, name) is None


def test_a_table_has_a_grid_and_one_for_each_table_in_its_rows() -> None:
    assert [grid.place for grid in grids("needs", FORUMS)] == ["needs.forums"]
    found = grids("projects", PROJECTS)
    assert [grid.table.key for grid in found] == [
        "projects",
        "activities",
        "outputs",
        "outcomes",
        "budget",
    ]
    assert [grid.owner_key for grid in found[:2]] == ["", "projects.code"]
    assert "budget" not in [column.key for column in found[0].columns]


def test_lines_carry_the_code_of_their_row() -> None:
    own, *_, budget = grids("projects", PROJECTS)
    assert list(lines(own, [P1])) == [("", P1)]
    assert list(lines(budget, [P1, P2, {}])) == [("94-2571-01", {"item": "ก"})]


def test_a_table_of_files_is_brought_by_no_sheet() -> None:
    assert is_taken(FORUMS)
    assert not is_taken(table("attachments.files"))


@pytest.mark.parametrize(("way", "places"), [(ADD, ["ก", "ข"]), (REPLACE, ["ข"])])
def test_rows_without_a_code_are_added_or_take_their_place(way: str, places: list[str]) -> None:
    rows = join([{"place": "ก"}], Brought([{"place": "ข"}], ("place",)), way, FORUMS)
    assert [row["place"] for row in rows] == places
    assert rows[-1] == {"date": None, "place": "ข", "participants": None}


def test_a_row_of_a_known_code_is_changed_where_the_file_says_something() -> None:
    brought = Brought([{"code": "94-2571-01", "name": "ใหม่"}], ("code", "name"))
    assert join([P1, P2], brought, ADD) == [P1 | {"name": "ใหม่"}, P2]
    assert join([P1, P2], brought, REPLACE) == [P1 | {"name": "ใหม่"}]


def test_a_new_row_gets_the_code_that_it_brings_or_the_next_one() -> None:
    new = [{"code": "", "name": "ก"}, {"code": "94-2571-03", "name": "ข"}]
    for way in (ADD, REPLACE):
        rows = join([P1, P2], Brought(new, ("code", "name")), way)
        assert [row["code"] for row in rows[-2:]] == ["94-2571-04", "94-2571-03"]
        assert rows[-1]["trl"] is None


def test_issues_without_a_code_are_numbered() -> None:
    brought = Brought([{"code": "", "name": "ก"}, {"code": "", "name": "ข"}], ("code", "name"))
    assert [row["code"] for row in join([], brought, REPLACE, ISSUES)] == ["1", "2"]
    assert [r["code"] for r in join([{"code": "1"}], brought, ADD, ISSUES)] == ["1", "2", "3"]


def test_rows_that_are_called_by_their_number_and_are_not() -> None:
    assert misnumbered(ISSUES, [{"code": "1"}, {"code": "3"}, {}]) == [1, 2]
    assert misnumbered(PROJECTS, [{"code": "3"}]) == []


@pytest.mark.parametrize(("way", "items"), [(ADD, ["ก", "ข"]), (REPLACE, ["ข"])])
def test_lines_alone_leave_their_rows_as_they_are(way: str, items: list[str]) -> None:
    brought = Brought(inner={"budget": [("94-2571-01", {"item": "ข"})]})
    one, two = join([P1, P2], brought, way)
    assert (one["name"], [line["item"] for line in one["budget"]]) == ("หนึ่ง", items)
    assert two == P2


def test_a_table_in_rows_without_a_sheet_stays() -> None:
    brought = Brought([P1 | {"name": "ใหม่"}], ("code", "name"))
    assert join([P1], brought, REPLACE)[0]["budget"] == P1["budget"]


def test_lines_may_belong_to_rows_that_stay_or_come() -> None:
    codes = {P1["code"], P2["code"]}
    assert codes_after(PROJECTS, [P1], Brought(), REPLACE) == {P1["code"]}
    assert codes_after(PROJECTS, [P1, {}], Brought([P2]), ADD) == codes
    assert codes_after(PROJECTS, [P1], Brought([P2]), REPLACE) == {P2["code"]}
