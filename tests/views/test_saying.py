"""How acts, names and values are said on pages."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, current_app

from tests.services.acting import NAN, SAMUT_SONGKHRAM
from tests.views.deeds import inside
from workflow.facts.record import EntryRow, entries_of_plan
from workflow.outline.outline import Outline, default_text, read
from workflow.outline.shown import NOTHING
from workflow.states import procedure as procedures
from workflow.states.procedure import parse
from workflow.states.refusals import NotFound
from workflow.views import saying
from workflow.views.components import initials, typed_name
from workflow.views.values import place, shown

OUTLINE: Outline = read(default_text())


def test_who_acted_is_name_post_and_the_order_where_somebody_stood_in(app: Flask) -> None:
    own, acting = inside(app, _said, NAN, 2), inside(app, _said, NAN, 3)
    assert own == ["ผศ. ดร.วิภา สาธิตวงศ์", "ผู้แทนคลินิก"]
    assert acting[1:] == [
        "PCSO",
        "รักษาราชการแทน คำสั่งจังหวัดน่าน ที่ 2345/2569 (ข้อมูลสาธิต)",
    ]


def test_what_the_system_did_nobody_did(app: Flask) -> None:
    def by_nobody() -> list[str]:
        with app.test_request_context():
            return saying.who(replace(_entry(SAMUT_SONGKHRAM, 0), actor_id=None))

    assert inside(app, by_nobody) == ["ระบบ"]


def test_an_act_of_another_procedure_is_said_by_its_name(app: Flask) -> None:
    def strange() -> str:
        entry = replace(_entry(SAMUT_SONGKHRAM, 0), act="teleport")
        with app.test_request_context():
            return saying.act_title(entry, parse(procedures.default_text()))

    assert inside(app, strange) == "teleport"
    assert saying.stage_icon("teleported") == "flag"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("ผศ. ดร.รัตนา ตัวอย่างสกุล", "รต"),
        ("นางสาวเบญจา ทดลองศรี", "บท"),
        ("นายไพโรจน์", "พ"),
        ("Asst Prof Rattana Tuayangsakun", "RT"),
        ("", ""),
    ],
)
def test_an_avatar_has_the_first_letters_without_titles_or_leading_vowels(
    name: str, letters: str
) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("opinion", "ความเห็น"),
        ("points-0-text", "ข้อสังเกต"),
        ("checklist-x-note", "รายการตรวจสอบ"),
        ("points-0-field", ""),
        ("checklist-x", ""),
        ("version", ""),
        ("anything", ""),
    ],
)
def test_only_typed_texts_are_named(app: Flask, name: str, label: str) -> None:
    with app.test_request_context():
        assert typed_name(name) == label


@pytest.mark.parametrize(
    ("where", "value", "th", "en"),
    [
        ("general.title_th", "", NOTHING, NOTHING),
        ("general.province", "75", "สมุทรสงคราม", "Samut Songkhram"),
        ("general.province", "00", "00", "00"),
        ("needs.forums.date", "2026-09-05", "5\u00a0ก.ย.\u00a02569", "5\u00a0Sep\u00a02026"),
        ("projects.projects.budget.amount_satang", 123_456_700, "1,234,567", "1,234,567"),
        ("projects.projects.activities.start_month", 1, "ตุลาคม", "October"),
        ("projects.projects.activities.start_month", 12, "กันยายน", "September"),
        ("needs.needs.districts", ["7501", "9999"], None, None),
        ("general.plan_type", "teleport", "teleport", "teleport"),
    ],
)
def test_a_value_reads_in_the_language_of_the_page(
    app: Flask, where: str, value: Any, th: str | None, en: str | None
) -> None:
    field = OUTLINE.field(where)
    assert field is not None
    said = [
        inside(app, lambda language=language: shown(field, value, language))
        for language in ("th", "en")
    ]
    assert said == [th, en] if th else said[0].endswith(", 9999")


def test_a_place_that_is_not_in_the_plan_is_not_found() -> None:
    for key, row in (("nothing", None), ("projects", "x"), ("general", "x")):
        with pytest.raises(NotFound):
            place(OUTLINE, {"projects": {"projects": [{"code": "1"}]}}, key, row)


def _entry(plan_id: int, number: int) -> EntryRow:
    return entries_of_plan(plan_id)[number]


def _said(plan_id: int, number: int) -> list[str]:
    with current_app.test_request_context():
        return saying.who(_entry(plan_id, number))
