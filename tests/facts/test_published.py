"""Published procedures and outlines, and which is the newest."""

import datetime as dt

import pytest
from flask import Flask

from tests.conftest import TODAY
from workflow.facts.published import (
    for_amendments,
    for_new_plans,
    newest,
    outline_of,
    procedure_of,
)
from workflow.models import Outline, Procedure
from workflow.services.publish import publish_procedure
from workflow.states import procedure as procedures
from workflow.states.refusals import Refused


def test_a_published_text_is_read() -> None:
    assert procedure_of(1) == procedures.parse(procedures.default_text())
    outline, version = outline_of(1)
    assert (outline.name, version) == ("sti-plan", 1)


def test_the_same_text_gives_the_same_object() -> None:
    assert procedure_of(1) is procedure_of(1)
    assert outline_of(1)[0] is outline_of(1)[0]


def test_the_last_published_is_the_newest_also_of_one_day() -> None:
    for mark in ("second", "third"):
        publish_procedure(f"{procedures.default_text()}\n# {mark}\n", TODAY)
    assert for_new_plans() == 5
    assert newest(Procedure, "sti-plan") == 5


def test_a_later_day_goes_before_a_later_number() -> None:
    years_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    publish_procedure(procedures.default_text() + "\n# old\n", years_ago)
    assert for_new_plans() == 1


def test_new_plans_follow_no_procedure_of_amendments() -> None:
    publish_procedure(f"{procedures.default_texts()[2]}\n# second\n", TODAY)
    assert for_new_plans() == 1
    assert [for_amendments(kind) for kind in ("clerical", "minor", "major", None)] == [2, 4, 1, 1]


@pytest.mark.parametrize("kind", ["clerical", None])
def test_what_is_not_published_cannot_be_followed(empty_app: Flask, kind: str | None) -> None:
    with pytest.raises(Refused):
        for_amendments(kind)


@pytest.mark.parametrize("name", ["other", ""])
def test_of_a_name_that_nobody_published_there_is_none(name: str) -> None:
    assert newest(Procedure, name) is None


def test_before_anything_is_published_there_is_none(empty_app: Flask) -> None:
    assert newest(Outline) is None
