"""A plan begun with the text of another: of the province, or one in force to be learned from."""

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    KHON_KAEN,
    NAN,
    act,
    actor,
    acts,
    body,
    by_hand,
    codes,
    count,
    row,
)
from tests.states.written import Edit, written
from workflow.extensions import db
from workflow.facts.record import entries_of_plan
from workflow.models import (
    Author,
    CoDrafter,
    Plan,
    Point,
    Procedure,
    Revision,
)
from workflow.services.create_plan import NewPlan, create_plan
from workflow.services.publish import publish_procedure
from workflow.states.facts import Given
from workflow.states.refusals import Refused

pytestmark = pytest.mark.both

NAN_AGAIN = NewPlan(province="55", round="2571-five-year", plan_type="five_year", source=NAN)
NAMED = {"th": "แทนที่", "en": "Replaced"}
GRANTS = (
    Edit("", "", {"learned_from": ["five_year"]}),
    Edit("stage", "replaced", {"code": "replaced", "title": NAMED, "phase": "deciding"}),
    Edit("stage", "replaced", {"final": True}),
    Edit("stage", "granted", {"final": False}),
    Edit("move", "replace", {"name": "replace", "title": NAMED, "from": ["granted"]}),
    Edit("move", "replace", {"to": "replaced", "by": ["system"], "tell": ["drafter"]}),
    Edit("move", "replace", {"guards": ["amendment_approved"]}),
    Edit("move", "replace", {"done": NAMED, "subject": NAMED, "sentence": NAMED}),
)
"""The tests' second procedure, with grants in force that others may begin with."""


def test_a_copy_begins_with_the_text_of_a_plan_of_the_province() -> None:
    act("drafter.55", NAN, "withdraw", Given(reason="ขอถอน"))
    again = create_plan(NAN_AGAIN, actor("drafter.55"), TODAY)
    assert body(again, "swot") == body(NAN, "swot")
    assert (row(again).projects, row(again).total_satang) == (row(NAN).projects, _total(NAN))
    assert body(again, "general")["title_th"] == row(again).title


def test_a_copy_says_where_it_is_from_and_what_was_cleared() -> None:
    act("drafter.55", NAN, "withdraw", Given(reason="ขอถอน"))
    again = create_plan(NAN_AGAIN, actor("drafter.55"), TODAY)
    said = entries_of_plan(again)[0].body
    source = row(NAN)
    assert said["copied_from"] == {
        "plan": NAN,
        "title": source.title,
        "revision": source.revision,
        "digest": source.digest,
    }
    assert "attachments.files" in said["cleared"] or not body(NAN, "attachments")["files"]


def test_nothing_but_the_text_comes_along() -> None:
    act("drafter.55", NAN, "withdraw", Given(reason="ขอถอน"))
    again = create_plan(NAN_AGAIN, actor("drafter2.55"), TODAY)
    assert count(Point, Point.plan_id == NAN) > 0
    for table in (Point, Revision, CoDrafter):
        assert count(table, table.plan_id == again) == 0
    assert body(again, "attachments")["files"] == []
    assert acts(again) == ["create"]
    assert (row(again).revision, row(again).stage) == (0, "draft")
    authors = sa.select(Author.person_id).where(Author.plan_id == again)
    assert list(db.session.scalars(authors)) == [actor("drafter2.55").id]


def test_an_approved_pilot_plan_of_another_province_may_be_copied() -> None:
    pilot = _approved_pilot()
    new = replace(KHON_KAEN, source=pilot)
    plan_id = create_plan(new, actor("drafter.40"), TODAY)
    assert body(plan_id, "swot") == body(pilot, "swot")
    assert body(plan_id, "general")["contact_name"] == ""
    assert body(plan_id, "general")["lead_institution"] == "INST-40"


def test_what_is_learned_from_and_when_it_is_in_force_are_the_procedure_s_to_say() -> None:
    pilot, new = _approved_pilot(), replace(KHON_KAEN, source=NAN)
    grants = publish_procedure(written(*GRANTS), TODAY - dt.timedelta(days=3650))
    with pytest.raises(Refused):
        create_plan(new, actor("drafter.40"), TODAY)
    _under(NAN, grants[0], "granted")
    assert create_plan(new, actor("drafter.40"), TODAY)
    _under(pilot, grants[0], "granted")
    other = replace(KHON_KAEN, source=pilot)
    assert codes(create_plan, other, actor("drafter.40"), TODAY) == ["copy_unknown"]


@pytest.mark.parametrize("source", [NAN, 999_999])
def test_a_plan_that_is_not_theirs_is_not_copied(source: int) -> None:
    new = replace(KHON_KAEN, source=source)
    assert codes(create_plan, new, actor("drafter.40"), TODAY) == ["copy_unknown"]


def _total(plan_id: int) -> int:
    total: int = row(plan_id).total_satang
    return total


def _under(plan_id: int, name: str, stage: str) -> None:
    """Put a plan, in force by now, under another procedure."""
    number = sa.select(Procedure.id).where(Procedure.name == name).scalar_subquery()
    ours = sa.update(Plan).where(Plan.id == plan_id)
    by_hand(ours.values(procedure_id=number, stage=stage, is_open=False))


def _approved_pilot() -> int:
    """The demo's approved plan, as if it were a pilot."""
    approved = sa.select(Plan.id).where(Plan.stage == "approved").order_by(Plan.id).limit(1)
    found = int(db.session.execute(approved).scalar_one())
    by_hand(sa.update(Plan).where(Plan.id == found).values(plan_type="pilot"))
    return found
