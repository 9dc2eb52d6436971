"""Views of the pipeline that a person keeps: by name, each once, and not without end."""

import pytest
import sqlalchemy as sa

from tests.services.acting import codes, count, person_id
from workflow.extensions import db
from workflow.models import SavedView
from workflow.services.forget_view import forget_view
from workflow.services.save_view import LONGEST_NAME, MOST_VIEWS, save_view

pytestmark = pytest.mark.both

LATE = "overdue=y"


def test_a_view_is_kept_by_its_name() -> None:
    save_view(_me(), "  เกิน\u200b  กำหนด ", LATE)
    assert _views(_me()) == [("เกิน กำหนด", LATE)]


def test_the_same_again_is_kept_once() -> None:
    for _ in range(2):
        save_view(_me(), "Late", LATE)
    assert count(SavedView) == 1


def test_another_view_of_that_name_is_refused_however_it_is_written() -> None:
    save_view(_me(), "Late", LATE)
    assert codes(save_view, _me(), "LATE", "stage=draft") == ["view_name_taken"]
    assert _views(_me()) == [("Late", LATE)]


def test_another_person_may_use_the_name() -> None:
    for username in ("secretariat.1", "auditor.1"):
        save_view(person_id(username), "Late", LATE)
    assert count(SavedView) == 2


@pytest.mark.parametrize("name", ["", " \u200b ", "x" * (LONGEST_NAME + 1), "\ufdfa" * 60])
def test_a_name_is_neither_empty_nor_long(name: str) -> None:
    assert codes(save_view, _me(), name, LATE) == ["view_name"]


def test_views_are_not_kept_without_end() -> None:
    for n in range(MOST_VIEWS):
        save_view(_me(), f"View {n}", LATE)
    assert codes(save_view, _me(), "One more", LATE) == ["too_many_views"]


def test_a_view_is_forgotten_by_its_owner_alone() -> None:
    save_view(_me(), "Late", LATE)
    view_id = db.session.execute(sa.select(SavedView.id)).scalar_one()
    forget_view(person_id("auditor.1"), view_id)
    assert count(SavedView) == 1
    for _ in range(2):
        forget_view(_me(), view_id)
    assert count(SavedView) == 0


def _me() -> int:
    return person_id("secretariat.1")


def _views(owner: int) -> list[tuple[str, str]]:
    query = sa.select(SavedView.name, SavedView.query).where(SavedView.person_id == owner)
    return [(row.name, row.query) for row in db.session.execute(query)]
