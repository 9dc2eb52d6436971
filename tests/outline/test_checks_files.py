"""Checks of what is attached."""

from typing import Any

import pytest

from tests.outline.sample import CONTEXT, found, line, outline, plan, project
from workflow.outline.checks_files import CHECKS
from workflow.outline.outline import first_text, read
from workflow.outline.validate import validate

FILES = "attachments.files"
SECOND = "50-2571-02"

FIRES: list[tuple[str, str, Any, tuple[str, ...]]] = [
    ("forum_minutes", f"{FILES}.0.about", "2026-06-18", ("2026-06-17",)),
    ("forum_minutes", f"{FILES}.0.kind", "other", ("2026-06-17",)),
    ("site_consent", f"{FILES}.1.about", SECOND, ("50-2571-01",)),
    ("site_consent", "projects.projects", [project(), project(SECOND)], (SECOND,)),
    ("partner_consent", f"{FILES}.2.about", "", ("50-2571-01",)),
    ("partner_consent", "projects.projects.0.budget.1.source", "LAO", ()),
    ("partner_consent", "projects.projects.0.budget.1.source", "FUND", ()),
]
QUIET: list[tuple[str, str, Any]] = [
    ("forum_minutes", "needs.forums.0.date", None),
    *(("forum_minutes", f"{FILES}.0.about", day) for day in ("17/06/2569", "17 มิ.ย. 2569")),
    ("site_consent", "projects.projects.0.code", ""),
    ("site_consent", "projects.projects", [project() | {"budget": []}]),
    (
        "partner_consent",
        "projects.projects",
        [project(SECOND) | {"budget": [line("PROV", "OPERATING", 1)]}],
    ),
]


@pytest.mark.parametrize(("code", "way", "value", "about"), FIRES)
def test_a_check_fires_and_names_what_lacks_a_file(
    code: str, way: str, value: Any, about: tuple[str, ...]
) -> None:
    body = plan(way, value)
    if not about:
        body[FILES.partition(".")[0]] = {"files": []}
    findings = validate(outline(), body, CONTEXT)
    named = [one.about for one in (*findings.errors, *findings.warnings) if one.code == code]
    assert named == [about or ("50-2571-01",)]


@pytest.mark.parametrize(("code", "way", "value"), QUIET)
def test_a_check_is_quiet(code: str, way: str, value: Any) -> None:
    assert code not in {one[0] for one in found(plan(way, value))}


def test_every_check_has_a_case() -> None:
    assert {case[0] for case in FIRES} == CHECKS.keys()


def test_each_stands_at_the_attachments() -> None:
    places = {place for _, place, _ in found(plan(FILES, []))}
    assert places == {FILES}


def test_what_was_a_warning_in_the_first_version_now_blocks() -> None:
    body, first = plan(FILES, []), read(first_text())
    assert validate(first, body, CONTEXT).errors == ()
    errors = validate(outline(), body, CONTEXT).errors
    assert [one.code for one in errors] == ["forum_minutes", "site_consent"]
    assert errors[0].words.th.endswith("ของวันที่ 17\u00a0มิ.ย.\u00a02569")
    assert errors[1].words.en.endswith("an investment line: 50-2571-01.")
