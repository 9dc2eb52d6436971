"""Plans on their way come under a newer version: each in its own transaction, none lost."""

import datetime as dt
import json
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    PATTANI,
    RECOMMENDED,
    RETURNED,
    SAMUT_SONGKHRAM,
    act,
    actor,
    acts,
    also,
    answers,
    asked,
    by_hand,
    codes,
    count,
    row,
    save,
)
from tests.states import changed
from workflow.extensions import db
from workflow.facts.plan_facts import Case, case_of, unread
from workflow.facts.record import visits
from workflow.models import Counter, Entry, EntryBody, Outbox, Plan
from workflow.queries.chains import strayed_plans
from workflow.queries.migration import version_id
from workflow.queries.steps import steps
from workflow.services.decide import decide
from workflow.services.migrate_plan import Migration, migrate_plan
from workflow.services.publish import publish_procedure
from workflow.states.facts import Given
from workflow.states.procedure import default_text
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both

TO_READING = {"clinic_review": "clinic_reading"}
LATER = TODAY + dt.timedelta(minutes=5)
READING = changed.renamed("clinic_review", "clinic_reading")


def migration(plan_id: int, text: str, **more: Any) -> Migration:
    """A text published as the next version, for one plan."""
    _, number = publish_procedure(text, TODAY)
    return Migration(plan_id=plan_id, procedure_id=version_id("sti-plan", number), **more)


def migrate(plan_id: int, text: str, **more: Any) -> bool:
    return migrate_plan(migration(plan_id, text, **more), LATER)


def case(plan_id: int) -> Case:
    found = case_of(plan_id, actor("auditor.1"), LATER, unread)
    assert found is not None
    return found


def test_a_plan_follows_the_new_version_and_its_chain_says_so() -> None:
    before = row(NAKHON)
    assert migrate(NAKHON, changed.text(changed.TERM))
    after = row(NAKHON)
    assert (after.version, after.stage) == (before.version + 1, before.stage)
    assert after.procedure_id == version_id("sti-plan", 2)
    assert acts(NAKHON)[-1] == after.last_act == "migrate"
    assert strayed_plans() == []


def test_its_entry_says_from_which_version_to_which() -> None:
    migrate(NAKHON, changed.text(changed.TERM), by=actor("secretariat.1"))
    last = db.session.execute(_last_entry(NAKHON)).one()
    body = json.loads(last.text)
    assert (body["from"], body["to"], body["stages"]) == (1, 2, {})
    assert (last.actor, last.post) == (actor("secretariat.1").ref, "secretariat")
    assert last.case_digest
    assert last.content_digest == row(NAKHON).digest


def test_without_a_name_it_is_the_system_that_acts() -> None:
    migrate(NAKHON, changed.text(changed.TERM))
    last = db.session.execute(_last_entry(NAKHON)).one()
    assert (last.actor, last.post) == (None, "system")


def test_a_second_run_changes_nothing() -> None:
    wanted = migration(NAKHON, changed.text(changed.TERM))
    assert migrate_plan(wanted, LATER)
    before = row(NAKHON)
    assert not migrate_plan(wanted, LATER)
    assert row(NAKHON) == before


@pytest.mark.parametrize("plan_id", [PATTANI, NAN])
def test_a_closed_plan_and_an_older_version_are_left_alone(plan_id: int) -> None:
    act("drafter.95" if plan_id == PATTANI else "drafter.55", plan_id, "withdraw", _REASON)
    assert not migrate(plan_id, changed.text(changed.TERM))
    first = Migration(plan_id=NAKHON, procedure_id=version_id("sti-plan", 1))
    assert not migrate_plan(first, LATER)


def test_another_procedure_is_no_newer_version() -> None:
    publish_procedure(changed.text(('name = "sti-plan"', 'name = "short"')), TODAY)
    other = Migration(plan_id=NAKHON, procedure_id=version_id("short", 1))
    assert not migrate_plan(other, LATER)


@pytest.mark.parametrize(("plan_id", "procedure_id"), [(99, 1), (NAKHON, 99)])
def test_what_is_not_there_is_not_found(plan_id: int, procedure_id: int) -> None:
    with pytest.raises(NotFound):
        migrate_plan(Migration(plan_id=plan_id, procedure_id=procedure_id), LATER)


def test_a_plan_that_would_be_stuck_stays_where_it_is() -> None:
    before = row(SAMUT_SONGKHRAM)
    assert codes(migrate, SAMUT_SONGKHRAM, READING) == ["migrate_stage_gone"]
    assert row(SAMUT_SONGKHRAM) == before
    assert acts(SAMUT_SONGKHRAM)[-1] == "submit"


def test_a_stage_that_is_called_otherwise_takes_the_plan_and_its_count() -> None:
    before = row(SAMUT_SONGKHRAM)
    assert migrate(SAMUT_SONGKHRAM, READING, stages=TO_READING)
    after = row(SAMUT_SONGKHRAM)
    assert (after.stage, after.due_on) == ("clinic_reading", before.due_on)
    assert after.stage_since == before.stage_since
    counted = sa.select(Counter.stage, Counter.n).where(Counter.province_code == "75")
    found = db.session.execute(counted.where(Counter.n > 0)).all()
    assert [tuple(one) for one in found] == [("clinic_reading", 1)]


def test_a_longer_term_counts_from_when_the_plan_came() -> None:
    migrate(NAKHON, changed.text(changed.TERM))
    assert row(NAKHON).due_on == dt.date(2026, 11, 17)


def test_no_term_is_no_due_date() -> None:
    no_term = ('held_by = "pcso"\nworking_days = 7', 'held_by = "pcso"')
    migrate(NAKHON, changed.text(no_term))
    assert row(NAKHON).due_on is None


def test_a_day_that_a_returner_gave_stays() -> None:
    given = Given(reason="ขอให้แก้ไข", points=RETURNED.points, due=dt.date(2026, 12, 18))
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", given)
    shorter = ('code = "returned"', 'code = "returned"')
    text = changed.text(shorter).replace(
        'phase = "drafting"\nheld_by = "drafter"\nworking_days = 10',
        'phase = "drafting"\nheld_by = "drafter"\nworking_days = 5',
    )
    migrate(SAMUT_SONGKHRAM, text)
    assert row(SAMUT_SONGKHRAM).due_on == dt.date(2026, 12, 18)


def test_another_holder_gets_the_plan() -> None:
    by_hand(sa.update(Plan).where(Plan.id == NAKHON).values(before_committee=False))
    held = ('held_by = "pcso"', 'held_by = "provincial_office"')
    text = changed.text(held).replace('by = ["pcso"]', 'by = ["pcso", "provincial_office"]')
    migrate(NAKHON, text)
    assert row(NAKHON).held_by == "provincial_office"


def test_those_concerned_are_told_once() -> None:
    migrate(NAKHON, changed.text(changed.TERM))
    assert count(Outbox, Outbox.kind == "migrate") == len(
        {one.actor.id for one in case(NAKHON).people if _is_told(one.actor)}
    )


def test_a_page_that_was_open_is_stale() -> None:
    before = asked(NAKHON, "pcso_return", Given(order="ให้แก้ไข"))
    migrate(NAKHON, changed.text(changed.TERM))
    assert codes(decide, before, actor("pcso.80"), LATER) == ["stale"]


def test_whoever_decided_under_the_old_version_does_not_decide_again() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    also("clinic.75", "pcso", capacity="acting", vacant=True)
    text = default_text().replace('name = "recommend"', 'name = "support"')
    migrate(SAMUT_SONGKHRAM, text)
    reasons = codes(decide, asked(SAMUT_SONGKHRAM, "endorse"), actor("clinic.75"), LATER)
    assert "decided_before" in reasons


def test_a_return_under_the_old_version_is_still_answered_under_the_new() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    text = READING.replace('name = "clinic_return"', 'name = "send_back"')
    migrate(SAMUT_SONGKHRAM, text, stages=TO_READING)
    assert row(SAMUT_SONGKHRAM).returned_by == "clinic_reading"
    save("drafter.75", SAMUT_SONGKHRAM, "summary")
    moved = act("drafter.75", SAMUT_SONGKHRAM, "resubmit", answers(SAMUT_SONGKHRAM), LATER)
    assert moved.stage == "clinic_reading"
    loops = [step.loop.times for step in steps(case(SAMUT_SONGKHRAM)) if step.loop]
    assert loops == [1]


def test_the_way_till_now_is_told_by_the_new_names() -> None:
    migrate(SAMUT_SONGKHRAM, READING, stages=TO_READING)
    stays = visits(case(SAMUT_SONGKHRAM).entries)
    assert [stay.stage for stay in stays] == ["draft", "clinic_reading"]
    assert case(SAMUT_SONGKHRAM).facts.submitter == actor("drafter.75").id


def test_a_stage_renamed_twice_keeps_its_past() -> None:
    migrate(SAMUT_SONGKHRAM, READING, stages=TO_READING)
    again = changed.renamed("clinic_review", "desk")
    migrate(SAMUT_SONGKHRAM, again, stages={"clinic_reading": "desk"})
    assert [s.stage for s in visits(case(SAMUT_SONGKHRAM).entries)] == ["draft", "desk"]


_REASON = Given(reason="ขอถอนเรื่องไปจัดทำใหม่")


def _last_entry(plan_id: int) -> Any:
    return (
        sa.select(Entry.actor, Entry.post, Entry.case_digest, Entry.content_digest, EntryBody.text)
        .join(EntryBody, EntryBody.entry_id == Entry.id)
        .where(Entry.subject == f"plan:{plan_id}")
        .order_by(Entry.n.desc())
        .limit(1)
    )


def _is_told(person: Any) -> bool:
    return any(person.holds(post) for post in ("drafter", "clinic_rep", "pcso"))
