"""Many at once on one plan: one wins, the others are told, nothing is written twice."""

import os

import pytest
import sqlalchemy as sa

from tests.faults.plans import plan_to_endorse
from tests.faults.racing import EVERYONE, Outcome, Racers, Start
from tests.services.acting import (
    SAMUT_SONGKHRAM,
    WARNINGS,
    act,
    acts,
    also,
    asked,
    body,
    count,
    operation,
    row,
    section,
)
from workflow.canonical import canonical_json
from workflow.extensions import db
from workflow.models import Notice, Outbox, Point, Revision, Section
from workflow.outline.digests import frozen
from workflow.services.move_plan import Asked
from workflow.services.save_section import NewSection
from workflow.states.facts import Given, NewPoint

pytestmark = [pytest.mark.faults, pytest.mark.both]

ROUNDS = 1_000 if os.environ.get("FAULTS") == "full" else 10
LONG = Given(reason="เหตุผลที่ยาวพอสำหรับการไม่เห็นชอบ ซึ่งต้องมีไม่น้อยกว่าห้าสิบตัวอักษรไม่นับช่องว่าง")
POINTS = (NewPoint(section="needs", field="needs", text="แก้ไข"),)
MIXED: list[tuple[str, str, Given]] = [
    ("pcso.80", "endorse", Given()),
    ("observer.1", "endorse", Given(opinion="เห็นชอบ")),
    ("pcso.80", "pcso_return", Given(order="แก้ไข", points=POINTS)),
    ("observer.1", "pcso_return", Given(order="แก้ไข")),
    ("pcso.80", "decline", LONG),
    ("drafter.80", "withdraw", Given(reason="จัดทำใหม่")),
    ("drafter2.80", "withdraw", Given(reason="จัดทำใหม่")),
    ("pcso.80", "endorse", Given(opinion="เห็นชอบ")),
]
TEXTS = {
    "summary": "executive_summary",
    "area": "area_profile",
    "needs": "problems_and_needs",
    "direction": "direction_note",
    "monitoring": "monitoring",
}
ENDS = {
    "endorse": "committee_approval",
    "pcso_return": "returned",
    "decline": "declined",
    "withdraw": "withdrawn",
}


@pytest.fixture(autouse=True)
def acting(racers: Racers) -> None:
    """Somebody acts for the PCSO of the plans."""
    also("observer.1", "pcso", "80", capacity="acting")


def test_of_eight_who_decide_at_once_one_wins(racers: Racers) -> None:
    for number in range(ROUNDS):
        plan = plan_to_endorse(number)
        starts = [Start(name, asked(plan, move, given)) for name, move, given in MIXED]
        outcomes = racers.race(starts[number % EVERYONE :] + starts[: number % EVERYONE])
        assert sorted(outcome.code for outcome in outcomes) == [200] + [409] * 7
        (won,) = [outcome for outcome in outcomes if outcome.code == 200]
        _check_what_was_written(plan, won)


def test_one_request_sent_eight_times_at_once_is_carried_out_once(racers: Racers) -> None:
    for _ in range(ROUNDS):
        before = acts(SAMUT_SONGKHRAM)
        outcomes = racers.race([Start("drafter.75", asked(SAMUT_SONGKHRAM, "recall"))] * EVERYONE)
        assert {outcome.code for outcome in outcomes} == {200}
        assert len({outcome.entry_id for outcome in outcomes}) == 1
        assert [outcome.again for outcome in outcomes].count(False) == 1
        assert acts(SAMUT_SONGKHRAM) == [*before, "recall"]
        act("drafter.75", SAMUT_SONGKHRAM, "submit", Given(warnings=WARNINGS))


def test_one_operation_used_for_two_things_at_once_does_one_of_them(racers: Racers) -> None:
    for number in range(ROUNDS):
        plans = [plan_to_endorse(2 * number), plan_to_endorse(2 * number + 1)]
        same = operation()
        requests = [asked(plan, "endorse", operation_id=same) for plan in plans]
        outcomes = racers.race([Start("pcso.80", request) for request in requests] * 4)
        entries = {outcome.entry_id for outcome in outcomes if outcome.code == 200}
        assert {outcome.code for outcome in outcomes} == {200, 422}
        assert len(entries) == 1
        assert sorted(row(plan).version for plan in plans) == [3, 4]


def test_no_save_lands_after_a_submission(racers: Racers) -> None:
    act("drafter.75", SAMUT_SONGKHRAM, "recall")
    for number in range(ROUNDS):
        outcomes = racers.race(_savers_and_a_submitter(number))
        submitted = [o for o in outcomes if o.code == 200 and isinstance(o.start.what, Asked)]
        saved = [o for o in outcomes if o.code == 200 and isinstance(o.start.what, NewSection)]
        assert {outcome.code for outcome in outcomes} <= {200, 409}
        assert bool(submitted) != bool(saved)
        if submitted:
            assert _frozen_last() == _text_now()
            act("drafter.75", SAMUT_SONGKHRAM, "recall")


def test_of_eight_who_save_one_section_at_once_one_wins(racers: Racers) -> None:
    act("drafter.75", SAMUT_SONGKHRAM, "recall")
    for number in range(ROUNDS):
        version = section(SAMUT_SONGKHRAM, "summary").version
        texts = [f"ฉบับของคนที่ {n} รอบที่ {number}" for n in range(EVERYONE)]
        starts = [Start("drafter.75", _summary(text, version)) for text in texts]
        outcomes = racers.race(starts)
        (won,) = [outcome for outcome in outcomes if outcome.code == 200]
        assert sorted(outcome.code for outcome in outcomes) == [200] + [409] * 7
        assert isinstance(won.start.what, NewSection)
        assert body(SAMUT_SONGKHRAM, "summary") == won.start.what.body
        assert section(SAMUT_SONGKHRAM, "summary").version == version + 1


def _check_what_was_written(plan: int, won: Outcome) -> None:
    """One entry, the plan where the winner brought it, one set of messages, of the winner's act."""
    assert isinstance(won.start.what, Asked)
    move = won.start.what.move
    assert acts(plan) == ["create", "submit", "recommend", move]
    assert (row(plan).stage, row(plan).version) == (ENDS[move], 4)
    owed = sa.select(Outbox.entry_id, Outbox.recipient_id).where(Outbox.plan_id == plan)
    newest = [row for row in db.session.execute(owed) if row.entry_id == won.entry_id]
    others = count(Outbox, Outbox.plan_id == plan, Outbox.entry_id > won.entry_id)
    assert (len(newest) > 0, others) == (True, 0)
    assert len({row.recipient_id for row in newest}) == len(newest)
    assert count(Notice, Notice.entry_id == won.entry_id) == len(newest)
    assert count(Point, Point.plan_id == plan) == len(won.start.what.given.points)


def _savers_and_a_submitter(number: int) -> list[Start]:
    """Seven who change a text, two of them one that somebody else changes too, and one who submits
    what all of them saw."""
    starts = []
    for key, field in [*TEXTS.items(), *list(TEXTS.items())[:2]]:
        text = body(SAMUT_SONGKHRAM, key)
        text[field] = f"{text[field].split('(')[0]}(แก้ไขครั้งที่ {number})"
        version = section(SAMUT_SONGKHRAM, key).version
        new = NewSection(plan_id=SAMUT_SONGKHRAM, key=key, body=text, version=version)
        starts.append(Start("drafter2.75", new))
    submit = asked(SAMUT_SONGKHRAM, "submit", Given(warnings=WARNINGS))
    place = number % EVERYONE
    return [*starts[:place], Start("drafter.75", submit), *starts[place:]]


def _summary(text: str, version: int) -> NewSection:
    given = {"executive_summary": text}
    return NewSection(plan_id=SAMUT_SONGKHRAM, key="summary", body=given, version=version)


def _frozen_last() -> bytes:
    query = sa.select(Revision.body).where(Revision.plan_id == SAMUT_SONGKHRAM)
    return str(db.session.scalars(query.order_by(Revision.no.desc())).first()).encode()


def _text_now() -> bytes:
    query = sa.select(Section.key).where(Section.plan_id == SAMUT_SONGKHRAM)
    keys = list(db.session.scalars(query))
    return canonical_json(frozen({key: body(SAMUT_SONGKHRAM, key) for key in keys}))
