"""The page of a procedure: its versions, and what changed between two."""

import datetime as dt

import pytest

from tests.conftest import TODAY
from tests.services.acting import actor, statements
from tests.states import changed
from workflow.queries.procedures import procedure_page
from workflow.services.publish import publish_procedure
from workflow.states.refusals import NotFound

LATER = TODAY + dt.timedelta(days=1)


def test_the_newest_version_is_the_first_to_be_shown() -> None:
    publish_procedure(changed.text(changed.TERM), TODAY)
    page = procedure_page()
    assert (page.version.number, page.is_newest) == (2, True)
    assert [row.number for row in page.versions] == [2, 1]


def test_it_is_compared_with_the_one_before_it() -> None:
    publish_procedure(changed.text(changed.TERM), TODAY)
    page = procedure_page()
    assert page.since is not None
    assert page.since.number == 1
    assert [one.what.en for one in page.differences] == ["term"]


def test_a_first_version_is_compared_with_nothing() -> None:
    page = procedure_page()
    assert (page.since, page.differences) == (None, ())


def test_any_two_versions_can_be_compared() -> None:
    publish_procedure(changed.text(changed.TERM), TODAY)
    publish_procedure(changed.text(changed.TERM, more=changed.CHECK), LATER)
    page = procedure_page(None, 3, 1)
    assert [one.what.en or one.about.en for one in page.differences] == [
        "term",
        "There is a data plan",
    ]
    assert not procedure_page(None, 2).is_newest


def test_it_says_who_published_a_version_where_that_is_known() -> None:
    publish_procedure(changed.text(changed.TERM), TODAY, actor("admin.1"))
    newest, first = procedure_page().versions
    assert newest.by.th == actor("admin.1").name_th
    assert first.by.th == ""


def test_each_name_has_versions_of_its_own() -> None:
    publish_procedure(changed.text(('name = "sti-plan"', 'name = "short"')), LATER)
    assert procedure_page().version.name == "short"
    page = procedure_page("sti-plan")
    assert (page.version.number, len(page.versions)) == (1, 1)
    assert page.names == ("short", "sti-plan", "sti-plan-clerical", "sti-plan-minor")
    assert (page.amendment, procedure_page("sti-plan-minor").amendment) == (None, "minor")


@pytest.mark.parametrize(
    ("name", "number", "since"), [("other", None, None), (None, 9, None), (None, 1, 9)]
)
def test_what_was_never_published_is_not_there(
    name: str | None, number: int | None, since: int | None
) -> None:
    with pytest.raises(NotFound):
        procedure_page(name, number, since)


def test_before_anything_is_published_there_is_nothing(empty_app: object) -> None:
    with empty_app.app_context(), pytest.raises(NotFound):  # type: ignore[attr-defined]  # a Flask
        procedure_page()


def test_it_asks_once_when_the_texts_are_known() -> None:
    procedure_page()
    assert len(statements(procedure_page)) == 1
