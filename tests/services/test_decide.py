"""The one door, on both databases: what is written, what is refused, what is answered again."""

import datetime as dt
import json
from collections import Counter as Tally
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    PATTANI,
    POINT,
    RECOMMENDED,
    RETURNED,
    SAMUT_SONGKHRAM,
    WARNINGS,
    act,
    actor,
    acts,
    answers,
    asked,
    body,
    count,
    row,
    statements,
)
from workflow.extensions import db
from workflow.facts.points import points_of_plan
from workflow.models import (
    Counter,
    Entry,
    EntryBody,
    Notice,
    Outbox,
    Person,
    Point,
    Reply,
    Revision,
)
from workflow.queries.plan_page import plan_page
from workflow.services.append_entry import instant
from workflow.services.decide import decide
from workflow.services.write_points import case_digest, standing
from workflow.states.facts import Given
from workflow.states.refusals import NotFound, Refused

pytestmark = pytest.mark.both


def test_a_move_writes_stage_version_holder_and_due_date() -> None:
    moved = act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    plan = row(SAMUT_SONGKHRAM)
    assert (moved.stage, moved.version) == ("pcso_endorsement", 3)
    assert (plan.stage, plan.version, plan.held_by) == ("pcso_endorsement", 3, "pcso")
    assert plan.due_on == dt.date(2026, 12, 3)
    assert plan.stage_since == TODAY


def test_a_move_is_in_the_ledger_with_person_post_and_text() -> None:
    moved = act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    entry = db.session.get(Entry, moved.entry_id)
    assert entry is not None
    assert (entry.actor, entry.post, entry.capacity) == (
        actor("clinic.75").ref,
        "clinic_rep",
        "own",
    )
    assert (entry.stage_from, entry.stage_to) == ("clinic_review", "pcso_endorsement")
    assert entry.content_digest == row(SAMUT_SONGKHRAM).digest


def test_an_entry_is_bound_to_the_version_and_to_every_point() -> None:
    returned = act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    entry = db.session.get_one(Entry, returned.entry_id)
    points = standing(points_of_plan(SAMUT_SONGKHRAM, None))
    assert len(points) == 1
    assert (entry.version, entry.case_digest) == (returned.version, case_digest(points))


def test_a_plan_is_counted_out_of_one_stage_and_into_the_next() -> None:
    counts = sa.select(Counter.stage, Counter.n).where(Counter.province_code == "75")
    before = Tally({one.stage: one.n for one in db.session.execute(counts)})
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    after = Tally({one.stage: one.n for one in db.session.execute(counts)})
    after.subtract(before)
    assert {stage: n for stage, n in after.items() if n} == {
        "clinic_review": -1,
        "pcso_endorsement": 1,
    }


def test_what_was_said_stands_beside_the_entry() -> None:
    moved = act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    kept = db.session.get(EntryBody, moved.entry_id)
    assert kept is not None
    assert json.loads(kept.text)["given"]["opinion"] == "เห็นควรเสนอ"


def test_the_entry_says_what_followed_and_where_the_plan_stood() -> None:
    plan = row(SAMUT_SONGKHRAM)
    moved = act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    said = json.loads(db.session.get_one(EntryBody, moved.entry_id).text)
    assert {key: said[key] for key in said if key != "given"} == {
        "revision": 1,
        "due": "2026-12-03",
        "late": False,
        "before": {
            "returned_by": None,
            "since": instant(plan.stage_since),
            "due": plan.due_on.isoformat(),
            "before_committee": False,
            "late": False,
        },
    }


def test_an_acting_pcso_signs_with_the_order() -> None:
    act("drafter.55", NAN, "resubmit", answers(NAN))
    moved = act("acting.55", NAN, "endorse")
    entry = db.session.get(Entry, moved.entry_id)
    assert entry is not None
    assert entry.capacity == "acting"
    assert "2345/2569" in entry.order_no


def test_everyone_named_is_told_but_who_acts() -> None:
    moved = act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    told = sa.select(Person.username).join(Outbox, Outbox.recipient_id == Person.id)
    names = set(db.session.scalars(told.where(Outbox.entry_id == moved.entry_id)))
    assert names == {"pcso.75", "office.75", "drafter.75", "drafter2.75"}
    assert count(Notice, Notice.entry_id == moved.entry_id) == 4


def test_a_return_keeps_who_returned_it_and_numbers_its_points() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", replace(RETURNED, points=(POINT, POINT)))
    points = sa.select(Point.no).where(Point.plan_id == SAMUT_SONGKHRAM).order_by(Point.no)
    assert list(db.session.scalars(points)) == [1, 2]
    assert row(SAMUT_SONGKHRAM).returned_by == "clinic_review"


def test_the_day_a_returner_gives_is_the_day_it_is_due() -> None:
    day = dt.date(2026, 12, 8)
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", replace(RETURNED, due=day))
    assert row(SAMUT_SONGKHRAM).due_on == day


def test_a_resubmission_freezes_a_revision_and_goes_back_to_who_returned_it() -> None:
    act("drafter.55", NAN, "resubmit", answers(NAN))
    plan = row(NAN)
    assert (plan.stage, plan.returned_by, plan.revision) == ("pcso_endorsement", None, 2)
    frozen = db.session.execute(sa.select(Revision).where(Revision.no == 2)).scalars().all()
    assert [r.digest for r in frozen if r.plan_id == NAN] == [plan.digest]


def test_a_revision_keeps_the_text_and_who_froze_it_when() -> None:
    act("drafter.55", NAN, "resubmit", answers(NAN))
    query = sa.select(Revision).where(Revision.plan_id == NAN, Revision.no == 2)
    kept = db.session.scalars(query).one()
    assert (kept.frozen_at, kept.frozen_by) == (TODAY, actor("drafter.55").id)
    assert json.loads(kept.body)["summary"] == body(NAN, "summary")


def test_the_clock_of_the_stage_goes_on_after_a_return() -> None:
    act("drafter.55", NAN, "resubmit", answers(NAN))
    assert row(NAN).due_on == dt.date(2026, 11, 25)


def test_replies_are_kept_with_their_points() -> None:
    act("drafter.55", NAN, "resubmit", answers(NAN))
    query = sa.select(Reply.answer).join(Point).where(Point.plan_id == NAN)
    assert list(db.session.scalars(query)) == ["fixed", "fixed"]


def test_ticks_close_points() -> None:
    act("drafter.55", NAN, "resubmit", answers(NAN))
    act("acting.55", NAN, "pcso_return", Given(order="ขอให้ปรับอีกครั้ง"))
    act("drafter.55", NAN, "resubmit", answers(NAN))
    assert count(Point, Point.plan_id == NAN, Point.ticked_at.is_not(None)) == 0
    act("acting.55", NAN, "endorse")
    assert acts(NAN)[-1] == "endorse"


def test_the_same_operation_again_is_answered_as_before() -> None:
    request = asked(SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    first = decide(request, actor("clinic.75"), TODAY)
    again = decide(request, actor("clinic.75"), TODAY)
    assert again == replace(first, again=True)
    assert acts(SAMUT_SONGKHRAM) == ["create", "submit", "recommend"]


def test_an_operation_with_other_values_is_refused() -> None:
    request = asked(SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    decide(request, actor("clinic.75"), TODAY)
    with pytest.raises(Refused) as refused:
        decide(replace(request, given=replace(RECOMMENDED, opinion="x")), actor("clinic.75"), TODAY)
    assert [reason.code for reason in refused.value.reasons] == ["operation_reused"]


def test_an_operation_used_on_another_plan_is_refused() -> None:
    request = asked(SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    decide(request, actor("clinic.75"), TODAY)
    other = asked(NAKHON, "endorse", operation_id=request.operation_id)
    with pytest.raises(Refused) as refused:
        decide(other, actor("pcso.80"), TODAY)
    assert refused.value.code == 422
    assert row(NAKHON).stage == "pcso_endorsement"


@pytest.mark.parametrize("operation_id", ["", "short", "x" * 65, "id with spaces in it"])
def test_an_odd_operation_id_is_refused(operation_id: str) -> None:
    request = asked(SAMUT_SONGKHRAM, "recommend", RECOMMENDED, operation_id=operation_id)
    with pytest.raises(Refused) as refused:
        decide(request, actor("clinic.75"), TODAY)
    assert refused.value.reasons[0].code == "operation_missing"


@pytest.mark.parametrize("seen", [{"version": 1}, {"digest": "0" * 64}])
def test_what_was_seen_must_still_be_so(seen: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        decide(asked(SAMUT_SONGKHRAM, "recommend", RECOMMENDED, **seen), actor("clinic.75"), TODAY)
    assert refused.value.code == 409
    assert acts(SAMUT_SONGKHRAM) == ["create", "submit"]


def test_a_plan_of_another_province_is_not_there() -> None:
    with pytest.raises(NotFound):
        act("clinic.55", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)


def test_a_move_that_the_procedure_lacks_is_not_there() -> None:
    with pytest.raises(NotFound):
        act("clinic.75", SAMUT_SONGKHRAM, "to_approved", RECOMMENDED)


def test_a_refusal_for_the_person_is_kept_in_their_own_record() -> None:
    with pytest.raises(Refused):
        act("drafter.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    subject = f"account:{actor('drafter.75').ref}"
    query = sa.select(Entry).where(Entry.subject == subject).order_by(Entry.n.desc())
    entry = db.session.scalars(query.limit(1)).one()
    said = json.loads(db.session.get_one(EntryBody, entry.id).text)
    assert entry.act == "refused"
    assert (said["plan"], said["move"]) == (SAMUT_SONGKHRAM, "recommend")
    assert said["reasons"] == ["not_your_post", "author_decides"]


def test_an_incomplete_plan_says_everything_that_it_lacks() -> None:
    with pytest.raises(Refused) as refused:
        act("drafter.95", PATTANI, "submit", Given(warnings=WARNINGS))
    assert refused.value.code == 422
    assert {r.rule for r in refused.value.reasons} == {"area", "needs", "monitoring"}


def test_a_signature_needs_a_fresh_sign_in() -> None:
    stale = replace(actor("pcso.80"), fresh=False)
    with pytest.raises(Refused) as refused:
        decide(asked(NAKHON, "endorse"), stale, TODAY)
    assert [reason.code for reason in refused.value.reasons] == ["not_fresh"]


def test_a_point_about_nothing_in_the_plan_is_refused_and_nothing_is_written() -> None:
    odd = replace(RETURNED, points=(replace(POINT, field="needs.nothing"),))
    with pytest.raises(Refused) as refused:
        act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", odd)
    assert refused.value.reasons[0].code == "point_place_unknown"
    assert count(Point, Point.plan_id == SAMUT_SONGKHRAM) == 0


def test_a_decision_takes_at_most_twelve_statements_and_one_commit() -> None:
    request, person = asked(SAMUT_SONGKHRAM, "recommend", RECOMMENDED), actor("clinic.75")
    plan_page(SAMUT_SONGKHRAM, person, TODAY)
    sent = statements(lambda: decide(request, person, TODAY))
    assert sent.count("COMMIT") == 1
    assert len(sent) - 1 <= 12, sent


def test_a_freezing_decision_takes_at_most_fourteen_statements() -> None:
    request, person = asked(NAN, "resubmit", answers(NAN)), actor("drafter.55")
    plan_page(NAN, person, TODAY)
    sent = statements(lambda: decide(request, person, TODAY))
    assert len(sent) - 1 <= 14, sent
