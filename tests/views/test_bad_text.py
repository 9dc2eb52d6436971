"""Whatever is typed into a plan is answered, kept or refused by name, and shown as it is."""

import time

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import SignInAs
from tests.page import Page, Visitor
from tests.views.deeds import inside
from tests.views.test_bad_input import MARKUP, ODD, THAI_MEGABYTE
from tests.views.writing import PLAN, kept, sent

pytestmark = pytest.mark.untraced
"""It goes everywhere: what it reaches is not tested by that, and tracing it takes long."""

FORMS = [
    *("general", "summary", "area", "needs", "swot", "direction", "budget", "risks"),
    *("monitoring", "attachments", "issues/1", "projects/1"),
]
ROW = "projects/1"


@pytest.mark.parametrize("path", FORMS)
def test_markup_in_every_field_is_text(app: Flask, sign_in_as: SignInAs, path: str) -> None:
    drafter = sign_in_as("drafter.95")
    answer = _everywhere(drafter, path, MARKUP)
    assert answer.status_code in (303, 422)
    shown = answer if answer.status_code == 422 else drafter.client.get(f"{PLAN}/{path}")
    assert "<script>alert" not in shown.text
    assert "60481729" not in shown.text, "7777*7777 is not computed"
    assert drafter.get("/plans/6").code == drafter.get(PLAN).code == 200


@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_in_every_field_are_no_fault(sign_in_as: SignInAs, odd: str) -> None:
    drafter = sign_in_as("drafter.95")
    codes = {_everywhere(drafter, path, odd).status_code for path in ("general", "needs", ROW)}
    assert codes <= {303, 409, 422}


def test_marks_that_turn_the_writing_are_taken_out_and_emoji_stay(
    app: Flask, sign_in_as: SignInAs
) -> None:
    _one(sign_in_as("drafter.95"), "summary", executive_summary="ก\u202eข\u200f 👩‍👩‍👧 ค")
    text = inside(app, kept, "summary")[0]["executive_summary"]
    assert text.startswith("กข ")
    assert "\u202e" not in text
    assert "👩" in text


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("summary", "executive_summary"),
        ("general", "title_th"),
        ("general", "contact_phone"),
        ("area", "baseline-0-value"),
        (ROW, "projects-0-budget-0-amount_satang"),
        (ROW, "projects-0-code"),
        ("needs", "forums-0-date"),
    ],
)
def test_a_megabyte_in_a_field_is_refused_and_given_back(
    app: Flask, sign_in_as: SignInAs, path: str, name: str
) -> None:
    before = inside(app, kept, path.partition("/")[0])
    answer = _one(sign_in_as("drafter.95"), path, **{name: THAI_MEGABYTE})
    assert answer.status_code == 422
    assert THAI_MEGABYTE in answer.text
    assert inside(app, kept, path.partition("/")[0]) == before


@pytest.mark.parametrize("name", ["version", "row", "add", "remove", "then", "pick:x"])
def test_a_megabyte_in_what_programs_write_is_answered(sign_in_as: SignInAs, name: str) -> None:
    answer = _one(sign_in_as("drafter.95"), ROW, **{name: THAI_MEGABYTE})
    assert answer.status_code in (200, 303, 409, 422)


def test_more_than_a_form_may_carry_is_too_large(sign_in_as: SignInAs) -> None:
    answer = _one(sign_in_as("drafter.95"), "summary", executive_summary=THAI_MEGABYTE * 5)
    assert answer.status_code == 413


def test_a_thousand_rows_are_refused_in_words_in_good_time(
    app: Flask, sign_in_as: SignInAs
) -> None:
    rows = {f"risks-{n}-risk": f"ความเสี่ยง {n}" for n in range(1000)}
    began = time.process_time()
    answer = _one(sign_in_as("drafter.95"), "risks", **rows)
    assert time.process_time() - began < 20
    assert answer.status_code == 422
    assert "ต้องไม่เกิน 30 รายการ" in answer.text
    assert "ความเสี่ยง 999" in answer.text


@pytest.mark.parametrize(
    "name",
    ["risks-²-risk", "risks--risk", "risks-" + "9" * 5000 + "-risk", "risks-x-risk", "risks"],
)
def test_rows_with_odd_numbers_are_no_rows(app: Flask, sign_in_as: SignInAs, name: str) -> None:
    assert _one(sign_in_as("drafter.95"), "risks", **{name: "ก"}).status_code == 303
    assert len(inside(app, kept, "risks")[0]["risks"]) == 1


@pytest.mark.parametrize("code", ["", "nothing", "94-2571-01\x00", "<b>", "ก" * 5000])
def test_a_row_that_nobody_saw_is_told_apart(app: Flask, sign_in_as: SignInAs, code: str) -> None:
    answer = _one(sign_in_as("drafter.95"), ROW, row=code)
    assert answer.status_code in (303, 422)
    assert inside(app, kept, "projects")[0]["projects"][0]["code"] == "94-2571-01"


def test_a_form_that_was_cut_short_empties_nothing(app: Flask, sign_in_as: SignInAs) -> None:
    drafter = sign_in_as("drafter.95")
    whole = sent(drafter.get(f"{PLAN}/general"))
    nothing = {name: whole[name] for name in ("csrf_token", "version")}
    assert drafter.client.post(f"{PLAN}/general", data=nothing).status_code == 422
    assert (
        drafter.client.post(f"{PLAN}/projects/1", data={**nothing, "row": "x"}).status_code == 422
    )
    some = {**nothing, "contact_name": "ชื่อใหม่"}
    before = inside(app, kept, "general")[0]
    assert drafter.client.post(f"{PLAN}/general", data=some).status_code == 303
    assert inside(app, kept, "general")[0] == before | {"contact_name": "ชื่อใหม่"}


def test_forged_choices_are_refused_and_shown(sign_in_as: SignInAs) -> None:
    forged = {"projects-0-mechanism": "HACK", "projects-0-districts": "9999"}
    page = Page(_one(sign_in_as("drafter.95"), ROW, **forged))
    assert page.code == 422
    links = {str(a["href"]) for a in page.all(".errors a")}
    assert links == {"#projects-0-mechanism", "#projects-0-districts"}
    assert page.one("#projects-0-mechanism option[selected]")["value"] == "HACK"


def _everywhere(drafter: Visitor, path: str, text: str) -> TestResponse:
    values = sent(drafter.get(f"{PLAN}/{path}"))
    for name in values:
        if name not in ("csrf_token", "version", "row"):
            values[name] = text
    return drafter.client.post(f"{PLAN}/{path}", data=values)


def _one(drafter: Visitor, path: str, **changed: str) -> TestResponse:
    values = sent(drafter.get(f"{PLAN}/{path}"))
    for name, value in changed.items():
        values[name] = value
    return drafter.client.post(f"{PLAN}/{path}", data=values)
