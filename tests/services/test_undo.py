"""A move is undone with a second person's consent: all that it changed stands as before."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

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
    act,
    actor,
    acts,
    also,
    answers,
    by_hand,
    codes,
    count,
    end,
    operation,
    row,
    save,
)
from workflow.extensions import db, ledger_keys
from workflow.facts.counted import miscounts
from workflow.facts.plan_facts import Case, case_of, unread
from workflow.ledger.verify import verify
from workflow.models import Entry, EntryBody, Notice, Outbox, Person, Plan, Point, UndoRequest
from workflow.queries.chains import chained, strayed_plans
from workflow.services.answer_undo import UndoAnswer, answer_undo
from workflow.services.ask_undo import UndoAsked, ask_undo
from workflow.services.make_point import PointMade, make_point
from workflow.states.facts import Given
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both

LATER = TODAY + dt.timedelta(minutes=5)
NEXT_DAY = TODAY + dt.timedelta(hours=25)
MOVED = {"version", "last_act", "last_at"}
"""What undoing a move changes on a plan's row: the rest is as before the move."""
SECRETARY = "secretariat.1"
WHY = Given(reason="กดผิดปุ่ม โครงการนี้จังหวัดประสงค์จะสนับสนุนต่อไปตามยุทธศาสตร์ของจังหวัด")


def wanted(plan_id: int, **changed: Any) -> UndoAsked:
    """What whoever sees the plan as it is asks for."""
    plain = {"n": row(plan_id).version, "reason": "กดผิดปุ่ม", "operation_id": operation()}
    return UndoAsked(plan_id=plan_id, **{**plain, **changed})


def ask(username: str, plan_id: int, at: dt.datetime = LATER, **changed: Any) -> UndoAsked:
    """Ask that the newest act be undone."""
    asked = wanted(plan_id, **changed)
    ask_undo(asked, actor(username, at), at)
    return asked


def consent(username: str, asked: UndoAsked, at: dt.datetime = LATER) -> None:
    """Consent to what was asked for."""
    answer_undo(
        UndoAnswer(plan_id=asked.plan_id, n=asked.n, consents=True), actor(username, at), at
    )


def undo(asker: str, second: str, plan_id: int, at: dt.datetime = LATER) -> None:
    """Have the newest act undone."""
    consent(second, ask(asker, plan_id, at), at)


def stands(plan_id: int) -> dict[str, Any]:
    """A plan's row but for what every act changes."""
    return {name: value for name, value in row(plan_id)._mapping.items() if name not in MOVED}


def case(plan_id: int) -> Case:
    """A plan as the secretariat sees it."""
    found = case_of(plan_id, actor(SECRETARY), LATER, unread)
    assert found is not None
    return found


def refused_to(username: str, plan_id: int, at: dt.datetime = LATER, **changed: Any) -> list[str]:
    """Why somebody's request is refused."""
    return codes(ask_undo, wanted(plan_id, **changed), actor(username, at), at)


def not_answered(username: str, asked: UndoAsked, at: dt.datetime = LATER) -> list[str]:
    """Why somebody's consent is refused."""
    answer = UndoAnswer(plan_id=asked.plan_id, n=asked.n, consents=True)
    return codes(answer_undo, answer, actor(username, at), at)


@pytest.mark.parametrize(
    ("who", "plan_id", "move", "given", "second"),
    [
        ("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED, "pcso.75"),
        ("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED, "drafter.75"),
        ("pcso.80", NAKHON, "endorse", Given(), SECRETARY),
        ("pcso.80", NAKHON, "decline", WHY, SECRETARY),
        ("drafter.55", NAN, "withdraw", WHY, "clinic.55"),
    ],
)
def test_everything_stands_as_before_the_move(
    who: str, plan_id: int, move: str, given: Given, second: str
) -> None:
    before = stands(plan_id)
    act(who, plan_id, move, given)
    undo(who, second, plan_id)
    assert stands(plan_id) == before
    assert miscounts() == []
    assert strayed_plans() == []
    assert list(verify(ledger_keys().chain, chained(), {})) == []


def test_the_entry_names_what_does_not_stand_and_who_consented() -> None:
    act("pcso.80", NAKHON, "endorse")
    undo("pcso.80", SECRETARY, NAKHON)
    query = sa.select(Entry, EntryBody.text).join(EntryBody, EntryBody.entry_id == Entry.id)
    rows = db.session.execute(query.where(Entry.subject == f"plan:{NAKHON}").order_by(Entry.n))
    (endorsed, _), (undone, text) = rows.all()[-2:]
    body = json.loads(text)
    assert (undone.act, undone.actor, undone.post) == ("undo", actor("pcso.80").ref, "pcso")
    assert body["undone"] == {"n": endorsed.n, "hash": endorsed.hash, "act": "endorse"}
    assert body["consent"]["by"] == actor(SECRETARY).ref
    assert (row(NAKHON).version, undone.n) == (endorsed.n + 1, endorsed.n + 1)


def test_whoever_decided_by_mistake_has_not_decided() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    undo("clinic.75", SECRETARY, SAMUT_SONGKHRAM)
    facts = case(SAMUT_SONGKHRAM).facts
    assert facts.submitter == actor("drafter.75").id
    assert [acted.act for acted in facts.acts if not acted.stands] == ["recommend", "undo"]
    assert act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED, LATER).version == 5


def test_points_of_an_undone_return_are_settled_and_what_it_settled_is_open() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", replace(RETURNED, points=(POINT, POINT)))
    act("drafter.75", SAMUT_SONGKHRAM, "resubmit", answers(SAMUT_SONGKHRAM), LATER)
    ticked = replace(RECOMMENDED, ticks=frozenset({1, 2}))
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", ticked, LATER)
    undo("clinic.75", "pcso.75", SAMUT_SONGKHRAM)
    still_open = (Point.plan_id == SAMUT_SONGKHRAM, Point.ticked_at.is_(None))
    assert count(Point, *still_open) == 2
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED, LATER)
    undo("clinic.75", "drafter.75", SAMUT_SONGKHRAM)
    assert sorted(db.session.scalars(sa.select(Point.no).where(*still_open))) == [1, 2]


def test_those_who_were_told_of_the_move_are_told_of_its_undoing() -> None:
    moved = act("pcso.80", NAKHON, "endorse")
    told = set(
        db.session.scalars(sa.select(Notice.person_id).where(Notice.entry_id == moved.entry_id))
    )
    undo("pcso.80", SECRETARY, NAKHON)
    again = set(db.session.scalars(sa.select(Outbox.recipient_id).where(Outbox.kind == "undo")))
    assert again == (told | {actor("pcso.80").id}) - {actor(SECRETARY).id}


def test_those_who_may_consent_are_asked() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    ask("clinic.75", SAMUT_SONGKHRAM)
    query = sa.select(Person.username).join(Outbox, Outbox.recipient_id == Person.id)
    names = set(db.session.scalars(query.where(Outbox.kind == "undo_asked")))
    assert names >= {"pcso.75", SECRETARY}
    assert not names & {"clinic.75", "drafter.75"}


def test_a_refusal_leaves_the_plan_and_is_told() -> None:
    act("pcso.80", NAKHON, "endorse")
    asked = ask("pcso.80", NAKHON)
    no = UndoAnswer(plan_id=NAKHON, n=asked.n, consents=False, note="ขอให้คงไว้")
    for _ in range(2):
        answer_undo(no, actor(SECRETARY), LATER)
    assert row(NAKHON).stage == "committee_approval"
    assert count(Outbox, Outbox.kind == "undo_refused") == 1
    assert not_answered(SECRETARY, asked) == ["undo_answered"]
    assert refused_to("pcso.80", NAKHON) == ["undo_asked"]


def test_a_refusal_says_why() -> None:
    act("pcso.80", NAKHON, "endorse")
    asked = ask("pcso.80", NAKHON)
    no = UndoAnswer(plan_id=NAKHON, n=asked.n, consents=False)
    assert codes(answer_undo, no, actor(SECRETARY), LATER) == ["ask_empty"]


def test_twice_is_once() -> None:
    act("pcso.80", NAKHON, "endorse")
    asked = ask("pcso.80", NAKHON)
    ask_undo(asked, actor("pcso.80"), LATER)
    for _ in range(2):
        consent(SECRETARY, asked)
    assert count(UndoRequest) == 1
    assert acts(NAKHON)[-2:] == ["endorse", "undo"]
    assert refused_to("pcso.80", NAKHON) == ["undo_not_this"]


@pytest.mark.parametrize(
    ("who", "changed", "expected"),
    [
        ("acting.55", {}, ["undo_not_yours"]),
        (SECRETARY, {}, ["undo_not_yours"]),
        ("pcso.80", {"reason": ""}, ["ask_empty"]),
        ("pcso.80", {"operation_id": "short"}, ["operation_missing"]),
        ("pcso.80", {"at": NEXT_DAY}, ["undo_too_late"]),
        ("pcso.80", {"n": 99}, ["stale"]),
        ("pcso.80", {"n": 2}, ["undo_not_this"]),
    ],
)
def test_a_request_is_refused_with_its_reasons(
    who: str, changed: dict[str, Any], expected: list[str]
) -> None:
    also("acting.55", "pcso", "80", capacity="acting")
    act("pcso.80", NAKHON, "endorse")
    found = refused_to(who, NAKHON, **changed)
    assert set(expected) <= set(found), found


def test_who_asks_proves_who_they_are_and_so_does_the_second() -> None:
    act("pcso.80", NAKHON, "endorse")
    stale = replace(actor("pcso.80"), fresh=False)
    assert codes(ask_undo, wanted(NAKHON), stale, LATER) == ["not_fresh"]
    asked = ask("pcso.80", NAKHON)
    answer = UndoAnswer(plan_id=NAKHON, n=asked.n, consents=True)
    assert codes(answer_undo, answer, replace(actor(SECRETARY), fresh=False), LATER) == [
        "not_fresh"
    ]


def test_nothing_is_undone_once_somebody_acted() -> None:
    act("pcso.80", NAKHON, "endorse")
    asked = ask("pcso.80", NAKHON)
    act(SECRETARY, NAKHON, "secretariat_return", RETURNED, LATER)
    assert not_answered(SECRETARY, asked) == ["undo_acted_after"]


def test_nor_once_the_text_has_changed() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    asked = ask("clinic.75", SAMUT_SONGKHRAM)
    save("drafter.75", SAMUT_SONGKHRAM, "summary", executive_summary="อื่น")
    assert "undo_text_changed" in not_answered("pcso.75", asked) + refused_to(
        "clinic.75", SAMUT_SONGKHRAM
    )


def test_nor_once_the_next_reviewer_has_written() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    made = PointMade(plan_id=SAMUT_SONGKHRAM, point=POINT, version=3, operation_id=operation())
    make_point(made, actor("pcso.75"), LATER)
    assert refused_to("clinic.75", SAMUT_SONGKHRAM) == ["undo_review_begun"]


def test_nor_on_an_agenda_that_opened_nor_what_an_older_release_recorded() -> None:
    act("pcso.80", NAKHON, "endorse")
    by_hand(sa.update(Plan).where(Plan.id == NAKHON).values(in_session=True))
    assert refused_to("pcso.80", NAKHON) == ["agenda_opened"]


def test_nor_where_another_plan_took_its_place() -> None:
    act("drafter.95", PATTANI, "withdraw", WHY)
    asked = ask("drafter.95", PATTANI)
    plain = dict(row(PATTANI)._mapping) | {
        "id": 777,
        "is_open": True,
        "stage": "draft",
        "version": 0,
    }
    by_hand(sa.insert(Plan).values(**plain))
    assert not_answered("clinic.95", asked) == ["open_plan_exists"]
    assert row(PATTANI).stage == "withdrawn"


def test_only_a_second_person_consents_and_strangers_find_nothing() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    asked = ask("clinic.75", SAMUT_SONGKHRAM)
    assert not_answered("clinic.75", asked) == ["undo_yourself"]
    assert not_answered("drafter.75", asked) == ["undo_not_second"]
    with pytest.raises(NotFound):
        consent("pcso.80", asked)
    with pytest.raises(NotFound):
        consent("pcso.75", replace(asked, n=1))


def test_where_nobody_can_consent_nothing_is_asked() -> None:
    act("drafter.95", PATTANI, "withdraw", WHY)
    end("clinic.95")
    assert refused_to("drafter.95", PATTANI) == ["undo_nobody"]
