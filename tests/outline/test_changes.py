"""What changed between two texts, laid out for reading."""

from typing import Any

import pytest
from hypothesis import given

from tests.outline.sample import issue, line, outline, plan, project
from tests.outline.strategies import MODEST, bodies
from workflow.outline.changes import Block, Row, blocks, counted
from workflow.outline.diff import diff

FIRST = "50-2571-01"
SECOND = project("50-2571-02", "โดรนสำรวจ")
LINES = plan()["projects"]["projects"][0]["budget"]
FORUM = {"date": "2026-06-17", "place": "หอประชุม", "participants": 58}
LATER = {"date": "2026-08-13", "place": "วัดป่าแม่ริม", "participants": 61}
PLANS = bodies("general", "swot", "needs", "issues")


def only(old: dict[str, Any], new: dict[str, Any]) -> Block:
    """The one thing that changed."""
    (block,) = blocks(outline(), old, new)
    return block


@pytest.mark.parametrize(
    ("old", "new", "kind"), [("", "A", "added"), ("A", "B", "changed"), ("A", "", "removed")]
)
def test_a_field_that_changed(old: str, new: str, kind: str) -> None:
    block = only(plan("general.title_en", old), plan("general.title_en", new))
    assert (block.place, block.kind, block.old, block.new) == ("general.title_en", kind, old, new)
    assert (block.section, block.kinds) == ("general", [kind])


def test_a_row_that_changed_stands_with_its_other_cells() -> None:
    new = plan("projects.projects.0.budget.1.amount_satang", 6_000_000)
    block = only(plan(), new)
    (row,) = block.lines
    assert block.row.title.startswith(FIRST)
    assert [cell.field.key for cell in row.cells if cell.changed] == ["amount_satang"]
    assert len(row.cells) == len(LINES[0])
    assert block.same == len(LINES) - 1


def test_rows_come_go_move_and_change_in_one_table() -> None:
    block = only(plan("needs.forums", [FORUM, LATER]), plan("needs.forums", [LATER, FORUM]))
    assert [(row.kind, row.moved) for row in block.lines] == [("moved", (2, 1))]
    new = plan("needs.forums", [LATER])
    assert only(plan(), new).kinds == ["added", "removed"]
    changed = [LATER | {"participants": 70}, FORUM]
    block = only(plan("needs.forums", [FORUM, LATER]), plan("needs.forums", changed))
    assert [(row.kind, row.moved) for row in block.lines] == [("changed", (2, 1))]


def test_entries_of_a_list_are_rows_of_one_cell() -> None:
    block = only(plan(), plan("swot.threats", ["ฝุ่นควัน", "น้ำท่วม"]))
    assert [(c.old, c.new) for row in block.lines for c in row.cells] == [(None, "น้ำท่วม")]


def test_projects_are_told_apart_by_their_code() -> None:
    old, new = plan(), plan("projects.projects", [SECOND, project()])
    added = only(old, new)
    assert (added.kind, added.row) == ("added", ("50-2571-02", "50-2571-02 โดรนสำรวจ"))
    assert only(new, old).kind == "removed"
    block = only(plan("projects.projects", [project(), SECOND]), new)
    assert (block.kind, block.old, block.new, block.row.key) == ("moved", 2, 1, "50-2571-02")


def test_a_row_without_code_and_name_goes_by_its_place() -> None:
    bare = issue("") | {"name": ""}
    block = only(plan("issues.issues", [bare]), plan("issues.issues", [bare | {"objective": "ลด"}]))
    assert (block.row.title, block.field and block.field.key) == ("1", "objective")


def test_what_the_outline_does_not_know_is_compared_by_its_place() -> None:
    old = plan() | {"older": {"a": "1"}}
    assert only(old, plan()).kind == "removed"
    assert only(plan(), old).kind == "added"
    block = only(old, plan() | {"older": {"a": "2"}})
    assert (block.place, block.field, block.kind) == ("older", None, "changed")
    assert blocks(outline(), old, old) == ()


def test_a_row_that_came_or_went_is_there_whole_and_those_behind_it_are_compared_too() -> None:
    new = plan("projects.projects", [SECOND, project() | {"site": "แม่ริม"}])
    came, changed = blocks(outline(), plan(), new)
    assert (came.old, came.new) == (None, SECOND)
    assert (changed.field and changed.field.key, changed.row.key) == ("site", FIRST)
    went = blocks(outline(), new, plan())[-1]
    assert (went.kind, went.old, went.new) == ("removed", SECOND, None)


def test_a_table_stands_with_all_of_its_rows_before_and_after() -> None:
    block = only(plan("needs.forums", [FORUM]), plan("needs.forums", [FORUM, LATER]))
    assert (block.field and block.field.key, block.row) == ("forums", Row())
    assert (block.old, block.new) == ([FORUM], [FORUM, LATER])


def test_what_the_outline_does_not_know_stands_with_what_it_was() -> None:
    old, new = (plan() | {"older": {"a": value}} for value in ("1", "2"))
    block = only(old, new)
    assert (block.row, block.old, block.new) == (Row(), [{"a": "1"}], [{"a": "2"}])


def test_changes_are_counted_by_section() -> None:
    new = plan("projects.projects.0.budget", [*LINES[1:], line("LAO", "SUBSIDY", 9)])
    new["general"]["title_en"] = "A plan"
    assert set(counted(blocks(outline(), plan(), new))) == {"general", "projects"}
    assert counted(blocks(outline(), plan(), new))["general"] == {"added": 1}


@MODEST
@given(PLANS, PLANS)
def test_it_says_that_something_changed_where_the_diff_does(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    found = {change.place.split(".")[0] for change in diff(outline(), one, other)}
    assert {block.section for block in blocks(outline(), one, other)} == found
