"""What is kept of a move's form that was begun, and what of it no longer fits."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.forms.test_move import CHOICES, PROCEDURE
from workflow.forms.move import MoveForm, move_form
from workflow.forms.unsent import Misfit, begun_in, misfits


@pytest.fixture(autouse=True)
def inside(app: Flask) -> Iterator[None]:
    """Labels are translated at once, so a form needs an app and a request."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context():
        yield


def test_what_a_move_asks_is_kept_and_nothing_else() -> None:
    never = ("csrf_token", "password", "code", "passkey", "operation_id", "version", "digest")
    sent = MultiDict([("opinion", "เห็น\r\nชอบ"), ("reason", "ไม่ได้ถาม"), ("unsent", "x")])
    sent.update(dict.fromkeys(never, "ลับ"))
    assert begun_in(_form("endorse"), sent) == (("opinion", "เห็น\nชอบ"),)


def test_what_is_empty_is_not_kept() -> None:
    sent = MultiDict([("reason", " \r\n"), ("points-0-field", ""), ("due", "")])
    assert begun_in(_form("clinic_return"), sent) == ()


def test_points_are_kept_part_by_part() -> None:
    parts = (("points-2-field", "needs"), ("points-2-row", "75-01"), ("points-2-advisory", "y"))
    sent = MultiDict([*parts, ("points-2-other", "x"), ("points-1000-text", "x")])
    assert begun_in(_form("clinic_return"), sent) == parts


@pytest.mark.parametrize(
    ("move", "name"),
    [
        ("resubmit", "replies-2"),
        ("resubmit", "replies-2-text"),
        ("resubmit", "warnings-site"),
        ("recommend", "ticks-1"),
        ("recommend", "checklist-one"),
        ("recommend", "checklist-one-note"),
    ],
)
def test_an_answer_is_kept_by_the_name_of_its_field(move: str, name: str) -> None:
    assert begun_in(_form(move), MultiDict([(name, "y")])) == ((name, "y"),)


def test_what_fits_fills_the_form() -> None:
    begun = MultiDict([("replies-1", "fixed"), ("replies-1-text", "แก้แล้ว")])
    form = move_form(PROCEDURE.move["resubmit"], CHOICES, begun)
    assert (form["replies-1"].data, form["replies-1-text"].data) == ("fixed", "แก้แล้ว")
    assert misfits(form, begun) == []


@pytest.mark.parametrize(
    ("move", "begun", "misfit"),
    [
        ("resubmit", {"replies-7": "fixed", "replies-7-text": "ก"}, Misfit("replies", 7, "ก")),
        ("resubmit", {"replies-7": "fixed"}, Misfit("replies", 7)),
        ("recommend", {"ticks-2": "y"}, Misfit("ticks", 2)),
        ("recommend", {"checklist-gone": "y", "checklist-gone-note": "ก"}, Misfit("other")),
        ("clinic_return", {"points-4-field": "gone", "points-4-text": "ก"}, Misfit("place", 1)),
        ("clinic_return", {"points-0-field": "needs", "points-0-row": "75-01"}, Misfit("place", 1)),
    ],
)
def test_what_no_longer_fits_is_named_once(
    move: str, begun: dict[str, str], misfit: Misfit
) -> None:
    typed = MultiDict(begun)
    assert misfits(move_form(PROCEDURE.move[move], CHOICES, typed), typed) == [misfit]


def _form(name: str) -> MoveForm:
    return move_form(PROCEDURE.move[name], CHOICES)
