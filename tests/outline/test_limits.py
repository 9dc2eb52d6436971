"""What waits for submit on a single field."""

from dataclasses import replace
from typing import Any

import pytest

from tests.outline.sample import CONTEXT, found, outline, plan
from workflow.outline.fields import Field

LINE = "projects.projects.budget"


@pytest.mark.parametrize(
    ("way", "value", "expected"),
    [
        ("general.title_th", "", ("required", "general.title_th", ())),
        ("general.title_th", "แผนสั้น", ("too_short", "general.title_th", ())),
        ("area.baseline", [], ("required", "area.baseline", ())),
        ("needs.needs.0.districts", [], ("required", "needs.needs.districts", (0,))),
        ("needs.needs.0.severity", 0, ("too_small", "needs.needs.severity", (0,))),
        ("swot.threats", [], ("required", "swot.threats", ())),
        ("swot.threats.0", "ฝ", ("too_short", "swot.threats", (0,))),
        ("projects.projects.0.name", "", ("required", "projects.projects.name", (0,))),
        ("projects.projects.0.trl", None, ("required", "projects.projects.trl", (0,))),
        ("projects.projects.0.budget", [], ("required", LINE, (0,))),
        (
            "projects.projects.0.budget.1.amount_satang",
            0,
            ("too_small", f"{LINE}.amount_satang", (0, 1)),
        ),
        ("projects.projects.0.budget.0.quantity", "0", ("too_small", f"{LINE}.quantity", (0, 0))),
        (
            "projects.projects.0.co_agencies.0",
            "ก",
            ("too_short", "projects.projects.co_agencies", (0, 0)),
        ),
        ("general.province", "51", ("unknown_reference", "general.province", ())),
        (
            "attachments.files.0.file",
            "d" * 64,
            ("unknown_reference", "attachments.files.file", (0,)),
        ),
    ],
)
def test_what_is_missing(way: str, value: Any, expected: tuple[str, str, tuple[int, ...]]) -> None:
    assert expected in found(plan(way, value))


@pytest.mark.parametrize(
    ("way", "value"),
    [
        ("general.title_en", ""),
        ("general.title_en", "A"),
        ("direction.missions", []),
        ("area.resources", []),
        ("swot.threats.0", "ฝน 7"),
        ("projects.projects.0.site", "ก"),
        ("projects.projects.0.co_agencies", []),
        ("needs.needs.0.severity", 1),
    ],
)
def test_what_may_stay_as_it_is(way: str, value: Any) -> None:
    assert found(plan(way, value)) == []


def test_too_few_rows() -> None:
    rows = plan()["area"]["baseline"][:2]
    assert found(plan("area.baseline", rows)) == [("too_few", "area.baseline", ())]


def test_what_could_not_be_kept_is_not_said_to_be_missing() -> None:
    assert found(plan("projects.projects.0.target_count", "many")) == [
        ("not_a_number", "projects.projects.target_count", (0,))
    ]


def test_a_file_that_the_plan_has_is_known() -> None:
    context = replace(CONTEXT, files=CONTEXT.files | {"d" * 64})
    assert found(plan("attachments.files.0.file", "d" * 64), context) == []


def _required(fields: tuple[Field, ...]) -> int:
    return sum(field.required for field in fields)


def test_an_empty_plan_misses_every_required_field() -> None:
    missing = [code for code, _, _ in found({}) if code == "required"]
    assert len(missing) == sum(_required(section.fields) for section in outline().sections)
