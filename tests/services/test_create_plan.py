"""Beginning a plan: who may, when a round takes it, and what it begins with."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import TODAY
from tests.services.acting import (
    KHON_KAEN,
    NAN,
    act,
    actor,
    acts,
    apart,
    body,
    codes,
    count,
    meanwhile,
    refusal,
    row,
    section,
)
from workflow.extensions import db
from workflow.models import (
    Author,
    Entry,
    EntryBody,
    Notice,
    Outline,
    Plan,
    Procedure,
    Round,
)
from workflow.outline import outline as outlines
from workflow.services.create_plan import NewPlan, create_plan
from workflow.services.import_reference import import_reference
from workflow.services.publish import publish_outline, publish_procedure
from workflow.states import procedure as procedures
from workflow.states.facts import Given, Holding, Person

pytestmark = pytest.mark.both

PILOT = NewPlan(province="80", round="2570-pilot", plan_type="pilot")


def test_a_plan_begins_as_a_draft_of_its_drafter() -> None:
    plan = row(create_plan(KHON_KAEN, actor("drafter.40"), TODAY))
    assert (plan.stage, plan.version, plan.revision, plan.held_by) == ("draft", 1, 0, "drafter")
    assert (plan.is_open, plan.late, plan.due_on, plan.last_act) == (True, False, None, "create")


def test_a_plan_begins_with_what_is_known() -> None:
    plan_id = create_plan(KHON_KAEN, actor("drafter.40"), TODAY)
    text = body(plan_id, "general")
    known = ("province", "round", "plan_type", "fiscal_year_start", "fiscal_year_end")
    assert [text[key] for key in known] == ["40", "2571-five-year", "five_year", 2571, 2575]
    assert text["lead_institution"] == "INST-40"
    assert text["title_th"] == row(plan_id).title
    assert "ขอนแก่น" in text["title_th"]
    assert "2571 – 2575" in text["title_th"]


def test_the_title_of_a_plan_for_one_year_names_one_year() -> None:
    _add_round(code="one-year", fiscal_year_end=2571, plan_types=["annual"])
    new = NewPlan(province="40", round="one-year", plan_type="annual")
    assert row(create_plan(new, actor("drafter.40"), TODAY)).title.endswith("พ.ศ. 2571")


def test_every_section_is_there_from_the_beginning() -> None:
    plan_id = create_plan(KHON_KAEN, actor("drafter.40"), TODAY)
    outline = outlines.parse(outlines.default_text())
    assert {section(plan_id, key).version for key in outline.section} == {1}


def test_the_beginning_is_an_entry() -> None:
    plan_id = create_plan(KHON_KAEN, actor("drafter.40"), TODAY)
    entry = db.session.scalars(sa.select(Entry).where(Entry.subject == f"plan:{plan_id}")).one()
    assert (entry.n, entry.act, entry.actor) == (1, "create", actor("drafter.40").ref)
    assert (entry.stage_from, entry.stage_to, entry.version) == (None, "draft", 1)
    assert entry.content_digest == row(plan_id).digest
    text = db.session.get_one(EntryBody, entry.id).text
    assert json.loads(text) == {"title": row(plan_id).title}


def test_who_begins_a_plan_is_its_author() -> None:
    person = actor("drafter.40")
    plan_id = create_plan(KHON_KAEN, person, TODAY)
    assert count(Author, Author.plan_id == plan_id, Author.person_id == person.id) == 1


def test_nobody_is_told_of_a_beginning() -> None:
    plan_id = create_plan(KHON_KAEN, actor("drafter.40"), TODAY)
    assert count(Notice, Notice.plan_id == plan_id) == 0


def test_a_caretaker_begins_a_plan_for_the_province_in_care() -> None:
    new = replace(KHON_KAEN, province="17")
    plan_id = create_plan(new, actor("drafter.14"), TODAY)
    assert row(plan_id).province_code == "17"
    assert body(plan_id, "general")["lead_institution"] == "INST-14"


@pytest.mark.parametrize("username", ["clinic.40", "pcso.40", "drafter.41", "secretariat.1"])
def test_only_a_drafter_of_the_province_begins_a_plan(username: str) -> None:
    refused = refusal(create_plan, KHON_KAEN, actor(username), TODAY)
    assert (refused.code, refused.reasons[0].code) == (403, "not_in_scope")


def test_who_is_no_longer_drafter_begins_none() -> None:
    day = dt.datetime(2028, 10, 1, 3, tzinfo=dt.UTC)
    assert codes(create_plan, KHON_KAEN, actor("drafter.40", day), day) == ["not_in_scope"]


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"round": "2599"}, ["round_unknown"]),
        ({"plan_type": "annual"}, ["plan_type_not_of_round"]),
        ({"plan_type": ""}, ["plan_type_not_of_round"]),
        ({"round": "2570-pilot"}, ["not_invited", "plan_type_not_of_round", "round_closed"]),
    ],
)
def test_a_round_takes_only_what_it_says(changed: dict[str, Any], reasons: list[str]) -> None:
    assert codes(create_plan, replace(KHON_KAEN, **changed), actor("drafter.40"), TODAY) == reasons
    assert count(Plan, Plan.province_code == "40") == 0


@pytest.mark.parametrize(
    ("code", "reason"), [("99", "province_unknown"), ("10", "no_pcso_province")]
)
def test_a_plan_belongs_to_a_province(code: str, reason: str) -> None:
    new = replace(KHON_KAEN, province=code)
    assert codes(create_plan, new, _drafter_of(code), TODAY) == [reason]


@pytest.mark.parametrize("hour", [16, 17])
def test_a_round_opens_at_midnight_in_bangkok(hour: int) -> None:
    at = dt.datetime(2026, 8, 16, hour, 59, 59, tzinfo=dt.UTC)
    if hour == 16:
        assert codes(create_plan, KHON_KAEN, actor("drafter.40"), at) == ["round_not_open"]
    else:
        assert create_plan(KHON_KAEN, actor("drafter.40"), at)


@pytest.mark.parametrize("hour", [16, 17])
def test_a_round_closes_at_midnight_in_bangkok(hour: int) -> None:
    at = dt.datetime(2026, 3, 31, hour, 59, 59, tzinfo=dt.UTC)
    if hour == 17:
        assert codes(create_plan, PILOT, actor("drafter.80"), at) == ["round_closed"]
    else:
        assert create_plan(PILOT, actor("drafter.80"), at)


def test_where_late_plans_are_taken_one_may_begin_late() -> None:
    assert create_plan(KHON_KAEN, actor("drafter.40"), dt.datetime(2027, 1, 5, tzinfo=dt.UTC))


def test_a_province_has_one_open_plan_of_a_kind_in_a_round() -> None:
    new = replace(KHON_KAEN, province="55")
    assert codes(create_plan, new, actor("drafter.55"), TODAY) == ["open_plan_exists"]
    assert count(Plan, Plan.province_code == "55") == 1


def test_of_two_who_begin_at_once_one_is_told() -> None:
    first, second = actor("drafter.40"), actor("drafter2.40")
    meanwhile(lambda: create_plan(KHON_KAEN, first, TODAY))
    assert codes(create_plan, KHON_KAEN, second, TODAY) == ["open_plan_exists"]


def test_a_plan_that_came_to_its_end_makes_room_for_another() -> None:
    act("drafter.55", NAN, "withdraw", Given(reason="จัดทำใหม่"))
    again = create_plan(replace(KHON_KAEN, province="55"), actor("drafter.55"), TODAY)
    assert acts(again) == ["create"]


def test_a_plan_follows_the_newest_procedure_and_its_outline() -> None:
    publish_procedure(procedures.default_text() + "\n# second", TODAY)
    publish_outline(outlines.default_text() + "\n# second", TODAY)
    plan = row(create_plan(KHON_KAEN, actor("drafter.40"), TODAY))
    assert db.session.get_one(Procedure, plan.procedure_id).version == 2
    assert db.session.get_one(Outline, plan.outline_id).version == 3


def test_an_outline_of_another_name_changes_nothing() -> None:
    other = outlines.default_text().replace('name = "sti-plan"', 'name = "other"', 1)
    publish_outline(other, TODAY + dt.timedelta(days=1))
    plan = row(create_plan(KHON_KAEN, actor("drafter.40"), TODAY))
    assert db.session.get_one(Outline, plan.outline_id).name == "sti-plan"


def test_while_nothing_is_published_no_plan_begins(empty_app: Flask) -> None:
    _add_round(code="2571-five-year")
    assert codes(create_plan, KHON_KAEN, _drafter_of("40"), TODAY) == ["nothing_published"]
    publish_procedure(procedures.default_text(), TODAY)
    assert codes(create_plan, KHON_KAEN, _drafter_of("40"), TODAY) == ["nothing_published"]


def _drafter_of(province: str) -> Person:
    return Person(1, "p-1", "ใคร", "Who", (Holding(post="drafter", province=province),))


def _add_round(**changes: Any) -> None:
    plain = {
        "kind": "five_year",
        "title_th": "รอบ",
        "title_en": "Round",
        "plan_types": ["five_year"],
        "fiscal_year_start": 2571,
        "fiscal_year_end": 2575,
        "opens": dt.date(2026, 1, 1),
        "closes": dt.date(2026, 12, 31),
        "late_allowed": False,
        "invited": None,
        "ceiling_satang": None,
        "ceiling_sources": [],
    }
    import_reference({"round": [{**plain, **changes}]})
    assert apart(lambda: count(Round, Round.code == changes["code"])) == 1
