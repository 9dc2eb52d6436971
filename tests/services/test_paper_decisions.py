"""A decision taken on paper is entered by one, checked by another, and then made."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.files import PDF, office
from tests.services.acting import (
    NAKHON,
    POINT,
    RECOMMENDED,
    RETURNED,
    SAMUT_SONGKHRAM,
    act,
    actor,
    acts,
    also,
    asked,
    codes,
    count,
    end,
    person_id,
    row,
)
from tests.services.papering import DAY, DECIDER, LATER, SECRETARY, answered, enter, paper
from workflow.extensions import blobs, db, ledger_keys
from workflow.facts.counted import miscounts
from workflow.facts.paper import decision_of, given_of
from workflow.ledger.verify import verify
from workflow.models import Entry, EntryBody, Outbox, PaperDecision, Person
from workflow.queries.chains import chained, strayed_plans
from workflow.services.answer_paper import (
    CONFIRMED,
    REFUSED,
    TAKEN_BACK,
    PaperAnswer,
    answer_paper,
)
from workflow.services.decide import decide
from workflow.services.enter_paper import enter_paper
from workflow.services.move_plan import plain
from workflow.states.facts import Given
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both

CHECKER = "office.80"


def refused_to(username: str, move: str = "endorse", **changed: Any) -> list[str]:
    """Why what somebody enters is refused."""
    return codes(enter_paper, paper(move, **changed), actor(username), TODAY)


def not_answered(username: str, answer: str = CONFIRMED, **changed: Any) -> list[str]:
    """Why an answer is refused."""
    said = PaperAnswer(plan_id=NAKHON, no=1, answer=answer, **changed)
    return codes(answer_paper, said, actor(username, LATER), LATER)


def last_entry() -> tuple[Any, dict[str, Any]]:
    """The newest entry of the plan, and what it says."""
    query = sa.select(Entry, EntryBody.text).join(EntryBody, EntryBody.entry_id == Entry.id)
    mine = query.where(Entry.subject == f"plan:{NAKHON}").order_by(Entry.n.desc()).limit(1)
    entry, text = db.session.execute(mine).one()
    return entry, json.loads(text)


def told(kind: str) -> set[str]:
    """Who is owed a message of a kind."""
    query = sa.select(Person.username).join(Outbox, Outbox.recipient_id == Person.id)
    return set(db.session.scalars(query.where(Outbox.kind == kind)))


def test_nothing_moves_until_it_is_checked() -> None:
    assert enter() == 1
    assert acts(NAKHON) == ["create", "submit", "recommend"]
    assert told("paper_entered") >= {DECIDER, CHECKER, "office.80"}
    assert SECRETARY not in told("paper_entered")


@pytest.mark.parametrize("checker", [CHECKER, DECIDER, "office.80"])
def test_once_checked_the_decision_stands_as_the_decider_s_on_paper(checker: str) -> None:
    enter()
    answered(checker)
    entry, body = last_entry()
    scan = decision_of(NAKHON, 1)
    assert scan is not None
    assert (row(NAKHON).stage, entry.actor) == ("committee_approval", actor(DECIDER).ref)
    assert body["paper"] == {
        "no": 1,
        "number": "นศ 0017/1234",
        "date": "2026-11-24",
        "scan": scan.row.scan,
        "entered_by": actor(SECRETARY).ref,
        "checked_by": actor(checker).ref,
    }
    assert blobs().get(body["paper"]["scan"]) == PDF
    assert miscounts() == []
    assert strayed_plans() == []
    assert list(verify(ledger_keys().chain, chained(), {})) == []


def test_whoever_decided_and_whoever_entered_are_told() -> None:
    enter()
    answered(CHECKER)
    assert told("paper_confirmed") == {DECIDER, SECRETARY}


def test_what_was_given_goes_with_the_move() -> None:
    given = Given(order="ให้ปรับงบ", points=(POINT,), due=dt.date(2026, 12, 18))
    enter("clinic.80", "pcso_return", given=given)
    answered(DECIDER)
    _, body = last_entry()
    assert body["given"] == {
        "order": "ให้ปรับงบ",
        "due": "2026-12-18",
        "points": [_point()],
    }
    assert row(NAKHON).due_on == given.due


def test_everything_that_a_move_takes_is_kept_and_read_again() -> None:
    given = replace(RECOMMENDED, ticks=frozenset({2, 1}), due=DAY, points=(POINT,))
    kept = json.loads(json.dumps(plain(given)))
    assert given_of(kept) == given


def test_an_acting_decider_stands_there_as_acting() -> None:
    also("observer.1", "pcso", "80", capacity="acting", order_no="77/2569")
    enter(decider=person_id("observer.1"))
    answered(CHECKER)
    entry, _ = last_entry()
    assert (entry.capacity, entry.order_no) == ("acting", "77/2569")


def test_who_left_since_may_have_decided_on_the_day() -> None:
    also("observer.1", "pcso", "80", capacity="acting", until=DAY)
    enter(decider=person_id("observer.1"))
    later = TODAY + dt.timedelta(days=2)
    said = PaperAnswer(plan_id=NAKHON, no=1, answer=CONFIRMED)
    answer_paper(said, actor(CHECKER, later), later)
    assert row(NAKHON).stage == "committee_approval"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"version": 1}, ["stale"]),
        ({"digest": "0" * 64}, ["stale"]),
        ({"decider": None}, ["ask_empty"]),
        ({"decider": 9999}, ["ask_empty"]),
        ({"number": " "}, ["ask_empty"]),
        ({"number": "1" * 121}, ["ask_long"]),
        ({"decided_on": None}, ["ask_empty"]),
        ({"decided_on": DAY + dt.timedelta(days=1)}, ["paper_future"]),
        ({"decided_on": dt.date(2026, 1, 5)}, ["paper_too_early"]),
        ({"scan_name": ""}, ["paper_no_scan"]),
        ({"scan_name": "x.docx", "scan": office()}, ["paper_scan_kind"]),
        ({"scan": b"%PDF-1.7 and no end"}, ["file_broken"]),
        ({"given": Given(reason="x")}, ["not_asked"]),
        ({"operation_id": "short"}, ["operation_missing"]),
    ],
)
def test_what_will_not_do_is_refused_with_its_reason(
    changed: dict[str, Any], expected: list[str]
) -> None:
    assert refused_to(SECRETARY, **changed) == expected
    assert count(PaperDecision) == 0


def test_the_decider_held_the_post_on_the_day_and_is_kept_apart() -> None:
    assert refused_to(SECRETARY, decider=person_id("office.80")) == ["paper_decider"]
    also("clinic.80", "pcso", "80", capacity="acting")
    twice = refused_to(SECRETARY, decider=person_id("clinic.80"))
    assert twice == ["paper_decider_may_not"]


def test_only_decisions_from_a_post_are_entered_and_only_where_the_plan_is() -> None:
    assert refused_to(SECRETARY, "approve") == ["paper_not_this"]
    assert refused_to(SECRETARY, "withdraw") == ["paper_not_this"]
    wrong = paper("recommend", given=RECOMMENDED, decider=person_id("clinic.80"))
    assert codes(enter_paper, wrong, actor(SECRETARY), TODAY)[0] == "wrong_stage"
    with pytest.raises(NotFound):
        enter(move="nothing")


def test_who_enters_it() -> None:
    assert refused_to("office.80") == ["paper_not_enterer"]
    assert refused_to(DECIDER) == ["paper_not_enterer"]
    also(DECIDER, "secretariat", None)
    assert refused_to(DECIDER) == ["paper_own"]
    with pytest.raises(NotFound):
        enter("clinic.75")


def test_the_same_form_is_entered_once_and_one_waits_at_a_time() -> None:
    same = paper()
    assert [enter_paper(same, actor(SECRETARY), TODAY) for _ in range(2)] == [1, 1]
    assert refused_to(SECRETARY) == ["paper_waits"]
    other = replace(same, move="decline")
    assert codes(enter_paper, other, actor(SECRETARY), TODAY) == ["operation_reused"]


def test_whoever_entered_it_does_not_check_it() -> None:
    enter()
    assert not_answered(SECRETARY) == ["paper_yours"]
    assert not_answered("auditor.1") == ["paper_not_checker"]
    with pytest.raises(NotFound):
        answered("clinic.75")
    with pytest.raises(NotFound):
        answered(CHECKER, no=9)


def test_the_check_is_proven() -> None:
    enter()
    said = PaperAnswer(plan_id=NAKHON, no=1, answer=CONFIRMED)
    assert codes(answer_paper, said, replace(actor(CHECKER), fresh=False), LATER) == ["not_fresh"]


def test_a_refusal_says_why_and_is_told() -> None:
    enter()
    assert not_answered(CHECKER, REFUSED) == ["ask_empty"]
    for _ in range(2):
        answered(CHECKER, REFUSED, note="ลายมือชื่อไม่ตรง")
    assert told("paper_refused") == {SECRETARY}
    assert not_answered(CHECKER) == ["paper_answered"]
    assert enter() == 2


def test_whoever_entered_it_takes_it_back_and_nobody_else() -> None:
    enter()
    assert not_answered(CHECKER, TAKEN_BACK) == ["paper_not_taken_back"]
    answered(SECRETARY, TAKEN_BACK)
    assert row(NAKHON).stage == "pcso_endorsement"
    assert not_answered(CHECKER) == ["paper_answered"]


def test_twice_confirmed_is_once() -> None:
    enter()
    for _ in range(2):
        answered(CHECKER)
    assert acts(NAKHON)[-2:] == ["recommend", "endorse"]


def test_it_lapses_when_the_plan_moves_on() -> None:
    enter()
    act(DECIDER, NAKHON, "pcso_return", Given(order="ให้แก้ไข"), LATER)
    assert not_answered(CHECKER) == ["paper_lapsed"]
    assert row(NAKHON).stage == "returned"


def test_what_cannot_be_done_any_more_is_said() -> None:
    tomorrow = DAY + dt.timedelta(days=1)
    enter(move="pcso_return", given=Given(order="ให้แก้ไข", due=tomorrow))
    at = TODAY + dt.timedelta(days=1)
    said = PaperAnswer(plan_id=NAKHON, no=1, answer=CONFIRMED)
    assert codes(answer_paper, said, actor(CHECKER, at), at) == ["due_past"]


def test_an_operation_used_elsewhere_is_refused() -> None:
    new = paper()
    enter_paper(new, actor(SECRETARY), TODAY)
    other = asked(SAMUT_SONGKHRAM, "clinic_return", RETURNED, operation_id=new.operation_id)
    decide(other, actor("clinic.75"), TODAY)
    assert not_answered(CHECKER) == ["operation_reused"]


def test_an_author_neither_enters_nor_checks_a_decision() -> None:
    also("drafter.80", "secretariat", None)
    assert refused_to("drafter.80") == ["paper_author"]
    enter()
    assert not_answered("drafter.80") == ["paper_author"]


def test_the_day_before_its_holder_had_no_power() -> None:
    end(DECIDER)
    assert refused_to(SECRETARY) == ["paper_decider"]


def _point() -> dict[str, Any]:
    return {name: getattr(POINT, name) for name in ("section", "field", "text", "blocking", "row")}
