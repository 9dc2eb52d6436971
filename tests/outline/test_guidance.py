"""Guidance beside the fields: of fields that exist, in both languages, and examples that would do
as answers."""

import pytest

from tests.outline.sample import outline
from workflow.outline import guidance
from workflow.outline.fields import Field
from workflow.outline.guidance import guidance_for, guided, strangers
from workflow.outline.kinds import KINDS
from workflow.thai.text import length, thai_share

PLACES = sorted(guidance._all())


def test_every_place_is_one_of_the_outline() -> None:
    assert strangers(outline()) == []


def test_most_fields_that_are_typed_have_an_example() -> None:
    assert len(PLACES) >= 50


@pytest.mark.parametrize("place", PLACES)
def test_it_is_said_in_both_languages(place: str) -> None:
    found = guidance_for(place)
    assert found is not None
    assert found.example.th
    assert found.example.en
    assert bool(found.guide.th) is bool(found.guide.en)
    assert not found.guide.th or thai_share(found.guide.th) > 0.5


@pytest.mark.parametrize("place", PLACES)
def test_an_example_would_do_as_an_answer(place: str) -> None:
    found, field = guidance_for(place), _field(place)
    assert found is not None
    if field.type in ("text", "longtext"):
        assert int(field.min or 0) <= length(found.example.th) <= int(field.max or 10_000)
    elif field.type == "list":
        assert length(found.example.th) <= (field.item_max or 300)
    else:
        typed = int(found.example.th) if field.type == "int" else found.example.th
        assert KINDS[field.type](field, typed)[1] is None


def test_where_there_is_none_nothing_is_said() -> None:
    assert guidance_for("general.province") is None


def test_a_section_s_places_come_in_its_order() -> None:
    section = outline().section["projects"]
    found = guided(section)
    assert found[:2] == ("projects.projects.name", "projects.projects.rationale")
    assert set(found) == {place for place in PLACES if place.startswith("projects.")}


def _field(place: str) -> Field:
    section, key, *rest = place.split(".")
    field = outline().section[section].field[key]
    for name in rest:
        field = field.column[name]
    return field
