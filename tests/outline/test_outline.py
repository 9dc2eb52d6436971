"""Reading an outline file."""

import hashlib
from collections import Counter

import pytest

from tests.outline.sample import outline, sections
from tests.outline.small import SMALL, with_change
from workflow.outline.fields import TYPES
from workflow.outline.outline import default_text, parse, read
from workflow.thai.words import Words


def test_the_same_text_gives_the_same_object() -> None:
    assert read(SMALL) is read(SMALL)


def test_the_digest_is_that_of_the_text() -> None:
    assert parse(SMALL).sha256 == hashlib.sha256(SMALL.encode()).hexdigest()


def test_the_default_outline_has_the_sections_of_a_plan_in_order() -> None:
    assert list(outline().section) == list(sections())


def test_the_default_outline_uses_every_type() -> None:
    assert {field.type for field in outline().fields.values()} == TYPES


def test_the_default_outline_keeps_every_field() -> None:
    depths = Counter(place.count(".") for place in outline().fields)
    assert depths == {1: 38, 2: 58, 3: 29}


def test_the_default_outline_has_errors_and_warnings() -> None:
    assert Counter(check.level for check in outline().checks) == {"error": 30, "warning": 7}


def test_a_field_is_found_in_its_section() -> None:
    assert outline().section["general"].field["title_th"].max == 250


def test_a_check_is_found_by_its_code() -> None:
    assert outline().check["trl_low"].where == "projects.projects.trl"


def test_a_named_list_of_choices_is_shared() -> None:
    assert outline().fields["area.resources.type"].choices == (
        outline().fields["projects.projects.mechanism"].choices
    )


def test_a_choice_has_its_label() -> None:
    field = outline().fields["direction.alignment.level"]
    assert field.choice["province"].label == Words("แผนพัฒนาจังหวัด", "Provincial development plan")


def test_a_column_of_a_nested_table_is_found_by_its_place() -> None:
    field = outline().field("projects.projects.budget.amount_satang")
    assert field is not None
    assert field.max == 10**12


def test_an_unknown_place_is_none() -> None:
    assert outline().field("projects.nowhere") is None


@pytest.mark.parametrize(
    ("place", "th", "en"),
    [
        ("general.title_th", "ข้อมูลทั่วไป › ชื่อแผน", "General information › Title (Thai)"),
        (
            "projects.projects.budget.amount_satang",
            "โครงการ › งบประมาณ › จำนวนเงิน",
            "Projects › Budget lines › Amount",
        ),
        ("projects", "โครงการ", "Projects"),
        ("projects.nowhere", "โครงการ › nowhere", "Projects › nowhere"),
    ],
)
def test_a_place_is_said_in_both_languages(place: str, th: str, en: str) -> None:
    assert outline().label(place) == Words(th, en)


def test_positions_follow_the_file() -> None:
    places = list(outline().fields)
    assert sorted(places, key=outline().position.__getitem__) == places


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        ("general.title_th", ""),
        ("summary.executive_summary", ""),
        ("needs.needs", []),
        ("needs.needs.districts", []),
        ("swot.threats", []),
        ("general.province", None),
        ("risks.risks.due", None),
    ],
)
def test_the_empty_value_of_a_field(kind: str, empty: object) -> None:
    assert outline().fields[kind].empty == empty


def test_computed_columns_are_not_stored() -> None:
    field = outline().fields["projects.projects"]
    assert {column.key for column in field.columns} - {column.key for column in field.stored} == {
        "budget_total_satang"
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[choices]", "[colours]"),
        ("[rules]", "rules = 5\n[other]"),
        ("min = 3", "min = []"),
        ("min = 3", "min = true"),
        ('rules = ["email", "personal_data"]', "rules = 5"),
        ('refers_to = "rounds.code"', "refers_to = 5"),
        ('choices = "colours"', "choices = [5]"),
        ('label = { th = "อีเมล", en = "E-mail" }', "label = 5"),
    ],
)
def test_what_the_lint_refuses_can_still_be_read(old: str, new: str) -> None:
    assert parse(with_change(old, new)).name == "small"


def test_every_place_has_a_label() -> None:
    assert all(outline().label(place).complete for place in outline().fields)


def test_the_default_text_is_the_file() -> None:
    assert default_text().startswith("# The default outline")
