"""Rows with a page of their own: their codes, and what follows when one goes."""

import pytest

from tests.outline.sample import issue, outline, project, sections
from workflow.outline.fields import Field
from workflow.outline.rows import (
    is_numbered,
    new_row,
    next_code,
    place_of,
    referring,
    removed,
    replaced,
)
from workflow.outline.values import clean_section


def table(section: str) -> Field:
    """The table of a section whose rows have pages of their own."""
    return outline().section[section].field[section]


def issues(*codes: str) -> dict[str, object]:
    """A section of issues with these codes."""
    return {"issues": [issue(code, f"ประเด็น {code}") for code in codes]}


def test_issues_are_called_by_their_number() -> None:
    assert is_numbered(table("issues"))
    assert not is_numbered(table("projects"))
    assert next_code(table("issues"), [issue("1"), issue("2")], "50", 2571) == "3"


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ([], "50-2571-01"),
        (["50-2571-01"], "50-2571-02"),
        (["50-2571-01", "50-2571-03"], "50-2571-02"),
        (["x", ""], "50-2571-01"),
    ],
)
def test_a_project_gets_the_lowest_code_that_is_free(codes: list[str], code: str) -> None:
    rows = [project(one) for one in codes]
    assert next_code(table("projects"), rows, "50", 2571) == code


def test_a_new_row_is_empty_but_for_its_code_and_in_stored_form() -> None:
    body = {"projects": [new_row(table("projects"), "50-2571-01")]}
    assert clean_section(outline(), "projects", body) == (body, [])
    assert body["projects"][0]["code"] == "50-2571-01"


@pytest.mark.parametrize(
    ("codes", "code", "number", "place"),
    [
        (["a", "b"], "b", 1, 1),
        (["b", "a"], "b", 1, 0),
        (["b", "b"], "b", 1, 1),
        (["b", "b", "a"], "b", 2, None),
        (["a"], "b", 0, None),
        ([], "", 0, None),
    ],
)
def test_a_row_is_found_where_it_was_seen_or_by_its_code(
    codes: list[str], code: str, number: int, place: int | None
) -> None:
    rows = [project(one) for one in codes]
    assert place_of(table("projects"), rows, code, number) == place


def test_a_row_is_replaced_or_comes_last() -> None:
    body = {"projects": [project("a"), project("b")]}
    names = [
        [row["code"] for row in replaced(table("projects"), body, place, project("c"))["projects"]]
        for place in (0, None)
    ]
    assert names == [["c", "b"], ["a", "b", "c"]]


def test_issues_are_numbered_anew_when_one_goes() -> None:
    body, names = removed(table("issues"), issues("1", "2", "3"), 1)
    assert [(row["code"], row["name"]) for row in body["issues"]] == [
        ("1", "ประเด็น 1"),
        ("2", "ประเด็น 3"),
    ]
    assert names == {"1": "1", "2": None, "3": "2"}


def test_projects_keep_their_codes_when_one_goes() -> None:
    body, names = removed(table("projects"), {"projects": [project("a"), project("b")]}, 0)
    assert [row["code"] for row in body["projects"]] == ["b"]
    assert names == {"a": None}


def test_projects_follow_their_issue_and_lose_one_that_went() -> None:
    texts = sections()
    texts["projects"]["projects"] = [{**project(), "issue": code} for code in ("1", "2", "3", None)]
    found = referring(outline(), texts, "issues.issues.code", {"1": "1", "2": None, "3": "2"})
    assert list(found) == ["projects"]
    assert [row["issue"] for row in found["projects"]["projects"]] == ["1", None, "2", None]


def test_nothing_follows_where_nothing_refers() -> None:
    texts = sections()
    assert referring(outline(), texts, "issues.issues.code", {"9": None}) == {}
